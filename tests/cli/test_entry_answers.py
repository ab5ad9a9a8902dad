"""What `add` answers: the reading with its tags and note, and what it left in the note."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


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
