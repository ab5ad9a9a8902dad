"""`reminders`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import CommandLine

REMINDER_KEYS = [
    "id", "uid", "user_id", "type_id", "type", "cron_expr", "every_days", "starts_on", "timezone",
    "message", "asks", "medication", "dose", "stock", "stock_per_dose", "refill_at", "unless_done",
    "repeat_minutes", "repeat_times", "grace_minutes", "in_quiet", "active", "next_run_at",
    "last_run_at", "created_at", "updated_at",
]  # fmt: skip
OCCURRENCE_KEYS = [
    "id", "uid", "reminder_id", "user_id", "type", "message", "due_at", "state", "raised",
    "raised_at", "raise_at", "expires_at", "missed_before", "answered_at",
]  # fmt: skip


def add(cli: CommandLine, *words: object) -> dict[str, Any]:
    one: dict[str, Any] = cli.json(
        "reminders", "add", "--cron", "0 9 * * *", "--message", "Weigh yourself", *words
    )
    return one


class TestReminders:
    def test_everything_is_told(self, cli: CommandLine):
        one = add(cli, "--type", "weight", "--tz", "Asia/Tokyo", "--unless-done", "yes")
        assert list(one) == REMINDER_KEYS
        assert (one["type"], one["timezone"], one["active"]) == ("weight", "Asia/Tokyo", True)
        assert one["next_run_at"].endswith("T09:00:00+09:00")
        assert cli.json("reminders", "list")["data"] == [one]
        assert "Every day at 09:00" in cli.well("reminders", "list").out

    def test_what_is_wrong_names_each_field(self, cli: CommandLine):
        done = cli("reminders", "add", "--cron", "60 9 * * 8", "--message", " ", "--json")
        assert done.status == 3
        details = done.document["details"]
        assert set(details) == {"cron", "message"}
        assert len(details["cron"]) == 2
        assert cli.json("reminders", "list")["data"] == []

    @pytest.mark.parametrize("cron", ["", "0 9 * *", "0 0 9 * * *", "0 9 L * *", "0 0 31 2 *"])
    def test_expression_that_is_none_is_refused(self, cli: CommandLine, cron: str):
        done = cli("reminders", "add", "--cron", cron, "--message", "x")
        assert done.status == 3
        assert "Traceback" not in done.err

    def test_change_rest_and_removal(self, cli: CommandLine):
        id_ = add(cli)["id"]
        changed = cli.json("reminders", "edit", id_, "--cron", "30 20 * * *", "--grace-minutes", 60)
        assert (changed["cron_expr"], changed["grace_minutes"]) == ("30 20 * * *", 60)
        assert (
            cli.json("reminders", "edit", id_, "--grace-minutes", "none")["grace_minutes"] is None
        )
        assert cli.json("reminders", "disable", id_)["next_run_at"] is None
        assert cli.json("reminders", "enable", id_)["active"] is True
        cli.well("reminders", "delete", id_)
        assert cli.json("reminders", "list")["data"] == []
        assert cli("reminders", "show", id_).status == 5

    def test_medication_has_a_stock(self, cli: CommandLine):
        one = add(
            cli, "--medication", "Ramipril", "--dose", "5 mg", "--stock", 10, "--refill-at", 12
        )
        assert (one["asks"], one["medication"], one["stock"]) == ("medication", "Ramipril", 10)
        assert "time to get more" in cli.well("reminders", "show", one["id"]).out

    def test_tables_are_written(self, cli: CommandLine, tmp_path: Path):
        add(cli)
        out = tmp_path / "weeks.csv"
        told = cli.json("reminders", "export", "adherence", "--out", out)
        assert told == {"path": str(out), "table": "adherence", "lines": 0}
        assert out.read_text().startswith("person,reminder,message,")
        printed = cli.well("reminders", "export", "history", "--out", "-", "--from", "2026-01-01")
        assert printed.out.startswith("person,reminder,message,")
        assert cli("reminders", "export", "history", "--out", "-", "--json").status == 2
        wrong = ("reminders", "export", "history", "--out", out, "--to", "someday")
        assert cli(*wrong).status == 3

    def test_unknown_type_is_3(self, cli: CommandLine):
        words = ("--cron", "0 9 * * *", "--message", "Weigh yourself", "--type", "unknown")
        assert cli("reminders", "add", *words).status == 3
        id_ = add(cli)["id"]
        assert cli("reminders", "edit", id_, "--type", "unknown").status == 3

    def test_one_of_another_person_is_unknown(self, cli: CommandLine):
        cli.well("persons", "add", "Ada")
        cli.well("persons", "add", "Ben")
        id_ = add(cli)["id"]
        assert cli("reminders", "show", id_, "--person", "Ben").status == 5

    def test_status_counts(self, cli: CommandLine):
        add(cli)
        assert cli.json("reminders", "status") == {
            "active": 1, "due": 0, "overdue": 0,
            "next_run_at": cli.json("reminders", "status")["next_run_at"],
            "last_run_at": None, "sent": 0, "failed": 0, "missed": 0, "last_trigger_at": None,
        }  # fmt: skip
        cli.well("reminders", "trigger")
        assert cli.json("reminders", "status")["last_trigger_at"] is not None

    def test_a_way_that_does_not_work_is_told(self, cli: CommandLine, monkeypatch):
        answer = cli("reminders", "test-notification", "--json")
        assert (answer.status, answer.document) == (1, {"data": []})
        monkeypatch.setenv("HEALTH_NOTIFICATION_SERVICE_URL", "nowhere://at-all")
        answer = cli("reminders", "test-notification")
        assert answer.status == 1
        assert "Notification service: " in answer.out
        assert "nowhere" not in answer.out + answer.err


class TestSimulate:
    SPRING = ("--tz", "Europe/Berlin", "--from", "2027-03-27", "--to", "2027-03-30")

    def test_each_time_once_where_the_clock_changes(self, bare: CommandLine):
        found = bare.json("reminders", "simulate", "--cron", "30 2 * * *", *self.SPRING)["data"]
        assert found == [
            {"at": f"2027-03-{at}", "reminder_id": None}
            for at in ("27T02:30:00+01:00", "28T03:00:00+02:00", "29T02:30:00+02:00",
                       "30T02:30:00+02:00")
        ]  # fmt: skip

    def test_without_data_it_makes_none(self, bare: CommandLine):
        assert bare.json("reminders", "simulate", *self.SPRING) == {"data": []}
        assert not (bare.folder / "healthdesk.db").exists()

    def test_the_persons_own(self, cli: CommandLine):
        id_ = add(cli)["id"]
        found = cli.json("reminders", "simulate", *self.SPRING)["data"]
        assert [one["reminder_id"] for one in found] == [id_] * 4
        assert found[-1]["at"] == "2027-03-30T09:00:00+02:00"

    def test_wrong_zone_and_too_many(self, bare: CommandLine):
        days = ("--from", "2027-01-01", "--to", "2027-12-31")
        done = bare("reminders", "simulate", "--cron", "* * * * *", "--tz", "Nowhere", *days)
        assert (done.status, "Nowhere" in done.err) == (3, True)
        assert bare("reminders", "simulate", "--cron", "* * * * *", *days).status == 3


def test_secrets_differ_and_are_long(bare: CommandLine):
    first, second = (bare.json("reminders", "secret")["secret"] for _ in range(2))
    assert first != second
    assert len(first) == 64
    assert int(first, 16)
