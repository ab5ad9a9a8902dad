"""What `add` answers: the reading with its tags and note, and what it left in the note."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

HEAD = (
    "uid,person,type,recorded_at,ended_at,value,value2,unit,comparator,note,tags,source,deleted_at"
)


def test_tags_and_note_are_told(cli: CommandLine):
    done = cli.well("add", "mood 7 #holiday long walk")
    assert ", #holiday, “long walk”  [" in done.out


def test_another_reading_in_the_note_is_told(cli: CommandLine):
    done = cli.well("add", "bp 120/80 pulse 60 and weight 80")
    assert "“and weight 80”" in done.out
    assert "“weight 80” stays in the note" in done.err


def test_a_night_from_when_to_when(cli: CommandLine):
    done = cli.well("add", "slept yesterday 1:00 to 6:30")
    assert "5 h 30 min, yesterday 01:00–06:30" in done.out
    refused = cli("add", "slept 23:00 to 6")
    assert (refused.status, refused.out) == (3, "")
    assert "“23:00 to 6” is not clear." in refused.err


@pytest.mark.parametrize(
    ("order", "day"), [(None, None), ("mdy", "2026-11-12"), ("dmy", "2026-12-11")]
)
def test_a_date_of_two_readings_is_asked_unless_the_order_was_chosen(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, order: str | None, day: str | None
):
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.setenv(name, "en.UTF-8")
    if order is not None:
        cli.well("settings", "set", "date_order", order)
    done = cli("--json", "add", "weight 81.4 11/12/2020")
    if order is None:
        assert done.status == 3
        assert done.document["details"]["choices"] == [
            "weight 81.4 2020-12-11", "weight 81.4 2020-11-12",
        ]  # fmt: skip
    else:
        assert done.document["data"][0]["recorded_at"][:10] == str(day).replace("2026", "2020")


def test_an_unknown_type_is_not_found_and_in_something_new_not_valid(cli: CommandLine):
    for status, words in (
        (5, ("analytics", "nonsense")),
        (5, ("records", "list", "--type", "nonsense")),
        (3, ("goals", "add", "--type", "nonsense", "--target", "7")),
        (3, ("reminders", "add", "--cron", "0 9 * * *", "--message", "x", "--type", "nonsense")),
    ):
        done = cli(*words)
        assert (done.status, done.out) == (status, ""), words
        assert "There is no type nonsense." in done.err


def test_a_goal_in_another_unit_is_told_which(cli: CommandLine):
    wanted = ("goals", "add", "--type", "blood-glucose", "--low", "4", "--high", "10")
    refused = cli(*wanted, "--unit", "mg/dL")
    assert refused.status == 3
    assert "in mg/dL. If mmol/L is meant" in refused.err
    cli.well(*wanted, "--unit", "mmol/L")


def test_analytics_names_the_days_and_counts_nights_of_stages(cli: CommandLine, tmp_path: Path):
    cli.well("add", "weight 80 2026-01-05 8:00")
    told = cli.well("analytics", "weight", "--from", "2026-01-01", "--to", "2026-01-31").out
    assert "From 2026-01-01 to 2026-01-31" in told
    assert "Trend: not known" in told
    table = tmp_path / "nights.csv"
    nights = (("01", "06"), ("02", "07"))
    rows = [HEAD]
    rows += [
        f",Me,sleep-stage,2026-01-{day}T01:00:00+00:00,2026-01-{day}T{end}:00:00+00:00,1,,stage,,,,tracker,"
        for day, end in nights
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    cli.well("import", table)
    span = ("--from", "2026-01-01", "--to", "2026-01-31")
    told = cli.well("analytics", "sleep-duration", *span).out
    assert "2 nights in min: lowest 300, mean 330, highest 360" in told


def test_doubles_in_a_file_are_not_called_known(cli: CommandLine, tmp_path: Path):
    table = tmp_path / "twice.csv"
    row = ",Me,weight,2026-01-01T08:00:00+00:00,,80,,kg,,,,scale,"
    table.write_text(f"{HEAD}\n{row}\n{row}\n", encoding="utf-8")
    told = cli.well("import", table, "--dry-run").out
    assert "1 new, 1 there already or twice" in told
