"""`sources`: the order, and why a total is what it is."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import TOP, CommandLine

CSV = (
    "uid,person,type,recorded_at,ended_at,value,value2,unit,comparator,note,tags,source,deleted_at"
)
ROWS = (
    ("steps", "2024-01-01T08:00:00+00:00", "2024-01-01T09:00:00+00:00", "4000", "Watch"),
    ("steps", "2024-01-01T08:30:00+00:00", "2024-01-01T10:00:00+00:00", "3000", "Phone"),
    ("distance", "2024-01-01T08:30:00+00:00", "2024-01-01T10:00:00+00:00", "2", "Phone"),
    ("sleep-stage", "2024-01-01T23:00:00+00:00", "2024-01-02T06:00:00+00:00", "3", "Watch"),
    ("sleep-stage", "2024-01-01T22:30:00+00:00", "2024-01-02T06:30:00+00:00", "0", "Phone"),
)
UNITS = {"steps": "steps", "distance": "km", "sleep-stage": "stage"}


@pytest.fixture
def two(cli: CommandLine) -> CommandLine:
    """A watch and a phone at the same time."""
    file = cli.folder.parent / "two.csv"
    rows = [
        f",,{slug},{start},{end},{value},,{UNITS[slug]},,,,{source},"
        for slug, start, end, value, source in ROWS
    ]
    file.write_text("\n".join([CSV, *rows, ""]), "utf-8")
    cli.well("import", file)
    return cli


def test_list(two: CommandLine):
    watch, phone = two.json("sources", "list")["data"]
    assert watch == {
        "name": "Watch", "rank": 1, "types": ["steps", "sleep-stage"], "readings": 2,
        "from": "2024-01-01", "to": "2024-01-01",
    }  # fmt: skip
    assert (phone["name"], phone["rank"], phone["readings"]) == ("Phone", 2, 3)
    of_distance = two.json("sources", "list", "--type", "distance")["data"]
    assert [one["name"] for one in of_distance] == ["Phone"]
    assert re.search(r"^1 +Watch +2 +1 Jan 2024", two.well("sources", "list").out, re.MULTILINE)


def test_nobody_is_an_empty_list(cli: CommandLine):
    assert cli.json("sources", "list") == {"data": []}


def test_order_changes_the_totals(two: CommandLine):
    assert two.json("sources", "why", "steps", "2024-01-01")["total"] == 6000
    done = two.json("sources", "order", "phone")
    assert [one["name"] for one in done["data"]] == ["Phone", "Watch"]
    assert done["former"] == ["Watch", "Phone"]
    assert done["complete"]
    answer = two.json("analytics", "steps", "--from", "2024-01-01", "--to", "2024-01-01")
    assert answer["data_points"][0]["value"] == 5000
    assert two.json("db", "verify", "--deep")["ok"]
    two.well("sources", "order", *done["former"])
    assert two.json("sources", "why", "steps", "2024-01-01")["total"] == 6000


def test_why(two: CommandLine):
    why = two.json("sources", "why", "steps", "2024-01-01")
    assert {key: why[key] for key in ("date", "unit", "total", "left_out", "typed", "asleep")} == {
        "date": "2024-01-01", "unit": "steps", "total": 6000, "left_out": 1000, "typed": False,
        "asleep": None,
    }  # fmt: skip
    reason = {"why": "covered", "by": "Watch", "amount": 1000}
    assert why["sources"][1] == {
        "source": "Phone", "readings": 1, "counted": 2000, "left_out": 1000, "reasons": [reason],
    }  # fmt: skip
    interval = why["intervals"][1]
    assert (interval["start"], interval["end"]) == (ROWS[1][1], ROWS[1][2])
    assert interval["reasons"] == [reason]
    shown = two.json("records", "show", interval["id"])
    assert shown["value"] == 3000


def test_why_of_a_night(two: CommandLine):
    why = two.json("sources", "why", "sleep-duration", "2024-01-02")
    assert (why["total"], why["asleep"], why["in_bed"]) == (420, 420, 480)
    assert [(one["source"], one["stage"], one["counted"]) for one in why["intervals"]] == [
        ("Phone", "in-bed", 0), ("Watch", "deep", 420),
    ]  # fmt: skip


def test_why_in_words(two: CommandLine):
    said = two.well("sources", "why", "steps", "2024-01-01").out
    assert said.startswith("Steps, 1 Jan 2024: 6,000 steps\n")
    assert "Where two sources tell the same time" in said
    assert "Watch tells that time" in said
    assert "08:30 – 10:00" in said
    typed = two.add("steps 9000 2024-01-01T20:00:00+00:00")
    said = two.well("sources", "why", "steps", "2024-01-01").out
    assert "Steps, 1 Jan 2024: 9,000 steps\nSomebody typed this total" in said
    two.well("records", "delete", *typed)
    assert "nothing" in two.well("sources", "why", "steps", "2023-01-01").out


def test_what_cannot_be(two: CommandLine):
    two.refused(5, "sources", "why", "jumps", "2024-01-01")
    assert "no total of a day" in two.refused(3, "sources", "why", "weight", "2024-01-01")
    two.refused(3, "sources", "why", "steps", "someday")
    two.refused(5, "sources", "list", "--type", "jumps")
    assert "Nobody's" in two.refused(5, "sources", "order", "Nobody's")
    two.refused(2, "sources", "order")
    two.refused(2, "sources", "why", "steps")


def test_reasons_and_fields_are_documented(two: CommandLine):
    text = (TOP / "docs/reference/cli.md").read_text("utf-8")
    why = two.json("sources", "why", "steps", "2024-01-01")
    row = next(line for line in text.splitlines() if line.startswith("| `sources why` | `{"))
    fields = re.findall(r"\w+", row.split("|")[2].strip(" `").partition("`;")[0])
    assert fields == [
        *list(why)[:-2], "sources", *why["sources"][0], "intervals", *why["intervals"][0],
    ]  # fmt: skip
