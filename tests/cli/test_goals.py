"""`goals`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cli.conftest import CommandLine

LATER = (dt.datetime.now(dt.UTC) + dt.timedelta(days=100)).date().isoformat()
GOAL_KEYS = {
    "id", "uid", "user_id", "type_id", "type", "kind", "target_value", "unit", "direction", "low",
    "high", "start_value", "start_date", "target_date", "per", "times", "status",
    "current_value", "progress_percentage", "days_remaining", "is_overdue", "last_recorded_at",
    "completed_at", "archived_at", "set_by",
}  # fmt: skip


def goals(cli: CommandLine, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.json("goals", "list", *words)["data"]
    return found


def add(cli: CommandLine, *words: object) -> dict[str, Any]:
    one: dict[str, Any] = cli.json("goals", "add", *words)
    return one


class TestTargets:
    def test_everything_is_told(self, cli: CommandLine):
        cli.well("add", "weight 85")
        one = add(cli, "--type", "weight", "--target", "75", "--by", LATER, "--set-by", "Dr Grey")
        assert one.keys() >= GOAL_KEYS
        assert (one["kind"], one["status"], one["direction"]) == ("target", "active", "down")
        assert (one["target_value"], one["unit"], one["target_date"]) == (75, "kg", LATER)
        assert (one["start_value"], one["current_value"], one["progress_percentage"]) == (85, 85, 0)
        assert one["days_remaining"] in (99, 100, 101)
        assert (one["is_overdue"], one["set_by"]) == (False, "Dr Grey")

    def test_reading_moves_it_on_and_completes_it(self, cli: CommandLine):
        cli.well("add", "weight 85")
        add(cli, "--type", "weight", "--target", "75", "--by", LATER)
        cli.well("add", "weight 80")
        (one,) = goals(cli)
        assert one["progress_percentage"] == 50
        cli.well("add", "weight 75")
        (one,) = goals(cli, "--status", "completed")
        assert (one["progress_percentage"], one["completed_by"]) == (100, "reading")
        assert one["completed_at"] is not None

    def test_reading_that_reached_it_is_told_so_once(self, cli: CommandLine):
        cli.well("add", "weight 85")
        add(cli, "--type", "weight", "--target", "75", "--by", LATER)
        assert "Goal" not in cli.well("add", "weight 80").out
        assert cli.well("add", "weight 75").out.splitlines()[1:] == ["Goal reached: Weight 75 kg."]
        assert "Goal" not in cli.well("add", "weight 74").out

    def test_programs_are_told_too(self, cli: CommandLine):
        cli.well("add", "weight 85")
        one = add(cli, "--type", "weight", "--target", "75", "--by", LATER)
        assert "goals_reached" not in cli.json("add", "weight 80")
        (reached,) = cli.json("add", "weight 75")["goals_reached"]
        assert (reached["uid"], reached["status"]) == (one["uid"], "completed")

    def test_second_one_is_refused_and_nothing_stored(self, cli: CommandLine):
        add(cli, "--type", "weight", "--target", "75", "--by", LATER)
        refused = cli("--json", "goals", "add", "--type", "weight", "--target", "70")
        assert refused.status == 3
        assert '"code": "CONFLICT"' in refused.out
        assert len(goals(cli)) == 1

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            (("--target", "75", "--by", "2020-01-01"), "target_date"),
            (("--target", "75", "--by", "soon"), "target_date"),
            (("--target", "9000"), "target_value"),
            (("--target", "heavy"), "target_value"),
            (("--target", "75", "--unit", "mmol/L"), "unit"),
            (("--by", LATER), "target_value"),
            (("--low", "80", "--high", "70"), "high"),
            (("--at-least", "8", "--at-most", "9", "--per", "day"), "target_value"),
            (("--at-least", "8"), "per"),
            (("--per", "week", "--times", "8"), "times"),
            (("--per", "week", "--times", "x"), "times"),
        ],
    )  # fmt: skip
    def test_wrong_field_is_named(self, cli: CommandLine, words: tuple[str, ...], field: str):
        refused = cli("--json", "goals", "add", "--type", "weight", *words)
        assert refused.status == 3
        assert f'"{field}": [' in refused.out

    def test_range_and_pressure(self, cli: CommandLine):
        one = add(cli, "--type", "weight", "--low", "70", "--high", "74,5")
        assert (one["direction"], one["low"], one["high"]) == ("range", 70, 74.5)
        cli.well("add", "bp 150/95")
        one = add(cli, "--type", "blood-pressure", "--target", "130/80")
        assert (one["target_value"], one["target_value2"], one["start_value2"]) == (130, 80, 95)

    def test_edit_changes_what_is_given(self, cli: CommandLine):
        cli.well("add", "weight 85")
        one = add(cli, "--type", "weight", "--target", "75", "--by", LATER)
        changed = cli.json("goals", "edit", one["id"], "--target", "95", "--by", "none")
        assert (changed["target_value"], changed["direction"]) == (95, "up")
        assert (changed["target_date"], changed["days_remaining"]) == (None, None)


class TestHabits:
    def test_steps_of_a_day(self, cli: CommandLine):
        one = add(cli, "--type", "steps", "--at-least", "8000", "--per", "day")
        assert (one["kind"], one["per"], one["target_value"]) == ("habit", "day", 8000)
        cli.well("add", "steps 4000")
        (one,) = goals(cli)
        assert (one["progress_percentage"], one["current_value"]) == (50, 4000)
        assert one["habit"]["state"] == "open"

    def test_days_a_week_and_readings_a_day(self, cli: CommandLine):
        week = ("--at-least", "8000", "--times", "5", "--per", "week")
        assert add(cli, "--type", "steps", *week)["times"] == 5
        add(cli, "--type", "blood-pressure", "--times", "2", "--per", "day")
        said = cli.well("goals", "list").out
        assert "5 days a week" in said
        assert "2 readings a day" in said


class TestStates:
    def test_pause_resume_complete_delete_restore(self, cli: CommandLine):
        id_ = add(cli, "--type", "steps", "--at-least", "8000", "--per", "day")["id"]
        assert cli.json("goals", "pause", id_)["status"] == "paused"
        assert cli.json("goals", "resume", id_)["status"] == "active"
        assert cli.json("goals", "complete", id_)["completed_by"] == "hand"
        assert cli.json("goals", "resume", id_)["status"] == "active"
        gone = cli.json("goals", "delete", id_)
        assert gone["status"] == "paused"
        assert gone["archived_at"] is not None
        assert goals(cli) == []
        assert [one["id"] for one in goals(cli, "--archived")] == [id_]
        assert cli.json("goals", "restore", id_)["archived_at"] is None
        assert "Paused" in cli.well("goals", "show", id_).out

    def test_nobody_else_is_told(self, cli: CommandLine):
        cli.well("persons", "add", "Ada")
        cli.well("persons", "add", "Ben")
        id_ = add(cli, "--person", "Ada", "--type", "weight", "--target", "75")["id"]
        assert goals(cli, "--person", "Ben") == []
        assert [one["person"] for one in goals(cli, "--all-persons")] == ["Ada"]
        assert cli("goals", "pause", id_, "--person", "Ben").status == 5

    def test_unknown_type_of_a_new_one_is_3_and_of_a_list_5(self, cli: CommandLine):
        assert cli("goals", "add", "--type", "unknown", "--target", "3").status == 3
        assert cli("goals", "list", "--type", "unknown").status == 5

    @pytest.mark.parametrize("verb", ["show", "edit", "pause", "resume", "complete", "delete"])
    def test_unknown_one_is_5(self, cli: CommandLine, verb: str):
        assert cli("goals", verb, "99").status == 5
