"""`insights` in words and as JSON."""

from __future__ import annotations

import datetime as dt

from tests.cli.conftest import CommandLine


def _weigh(cli: CommandLine, values: list[float]) -> dt.date:
    """One a day, the last one yesterday; its date."""
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    for back, value in enumerate(reversed(values)):
        cli.add(f"weight {value} {yesterday - dt.timedelta(days=back)} 7:00")
    return yesterday


def test_nothing_stands_out_of_nothing(cli: CommandLine) -> None:
    assert cli.well("insights").out == "Nothing stands out.\n"
    assert cli.json("insights") == {"data": []}


def test_what_stands_out_in_words_and_as_json(cli: CommandLine) -> None:
    day = _weigh(cli, [81.0, 81.4, 80.8, 81.2, 81.1, 80.9, 81.3, 81.0, 81.2, 118.4])
    said = cli.well("insights").out
    assert "Weight: 118.4 kg on " in said
    assert "(middle 81.2 kg)." in said
    (one,) = cli.json("insights")["data"]
    assert (one["kind"], one["type"], one["with"], one["unit"]) == ("outlier", "weight", None, "kg")
    assert (one["n"], one["of"]) == (10, "readings")
    assert one["figures"]["day"] == day.isoformat()
    assert one["sentence"] in said


def test_of_everybody_by_name(cli: CommandLine) -> None:
    _weigh(cli, [81.0, 81.4, 80.8, 81.2, 81.1, 80.9, 81.3, 81.0, 81.2, 118.4])
    cli.well("persons", "add", "Ben")
    lines = cli.well("insights", "--all-persons").out.splitlines()
    assert lines[0] == "Me"
    assert lines[-2:] == ["Ben", "Nothing stands out."]
    told = cli.json("insights", "--all-persons")["data"]
    assert [one["person"] for one in told] == ["Me"]
