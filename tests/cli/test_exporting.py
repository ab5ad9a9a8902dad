"""`export` in every format, and `roundtrip`."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from healthdesk.services.exports import ENDINGS
from healthdesk.services.roundtrip import NOT_HELD
from tests.cli.conftest import TOP, CommandLine

FORMATS = tuple(ENDINGS)


@pytest.fixture
def filled(cli: CommandLine) -> CommandLine:
    cli.add("weight 81.4 2024-01-02 8:00 breakfast #home", "bp 128/82 71 2024-01-03 8:00")
    cli.well("records", "delete", cli.add("weight 300 lb 2024-01-04 8:00")[0])
    return cli


@pytest.mark.parametrize("format_", FORMATS)
def test_file_and_standard_output_are_the_same(filled: CommandLine, tmp_path: Path, format_: str):
    out = tmp_path / f"out.{ENDINGS[format_]}"
    answer = filled.json("export", format_, "--out", out)
    assert answer == {
        "path": str(out), "format": format_, "records": 0 if format_ == "ical" else 3,
    }  # fmt: skip
    words = [sys.executable, "-m", "healthdesk", "export", format_, "--out", "-"]
    done = subprocess.run(words, cwd=TOP, capture_output=True, check=True, timeout=60)
    assert done.stdout == out.read_bytes()


@pytest.mark.parametrize("format_", ["csv", "json", "fhir"])
def test_what_goes_out_comes_in_again(filled: CommandLine, tmp_path: Path, format_: str):
    out = tmp_path / "out.txt"
    filled.well("export", format_, "--out", out)
    answer = filled.json("import", "--dry-run", out)
    (file,) = answer["files"]
    assert (file["format"], file["read"], file["duplicate"]) == (format_, 3, 3)


def test_deleted_types_and_days(filled: CommandLine, tmp_path: Path):
    def written(*words: str) -> int:
        return int(filled.json("export", "json", "--out", tmp_path / "o", *words)["records"])

    assert written() == 3
    assert written("--deleted") == 4
    assert written("--type", "weight", "--deleted") == 2
    assert written("--from", "2024-01-03", "--to", "2024-01-03") == 2


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-02-01", "2024-01-01"), ("2024-01-03T09:00:00Z", "2024-01-03T08:00:00Z")],
)
def test_a_period_that_ends_before_it_begins(
    filled: CommandLine, tmp_path: Path, start: str, end: str
):
    """Would write a file without readings, as if there were none."""
    words = ("--from", start, "--to", end)
    said = filled.refused(3, "export", "csv", "--out", tmp_path / "o", *words)
    assert said == "The first day lies after the last one. Exchange them.\n"
    assert filled.refused(3, "records", "list", *words) == said
    assert not (tmp_path / "o").exists()


def test_of_everybody(filled: CommandLine, tmp_path: Path):
    filled.well("persons", "add", "Ben")
    filled.well("add", "weight 95 2024-01-02 8:00", "--person", "Ben")
    out = tmp_path / "out.json"
    filled.well("export", "json", "--out", out)
    assert [one["name"] for one in json.loads(out.read_text())["persons"]] == ["Me"]
    filled.well("export", "json", "--out", out, "--all-persons")
    assert [one["name"] for one in json.loads(out.read_text())["persons"]] == ["Me", "Ben"]


def test_check(filled: CommandLine, tmp_path: Path):
    out = tmp_path / "bundle.json"
    assert "problems" not in filled.json("export", "fhir", "--out", out, "--check")
    said = filled.refused(3, "export", "csv", "--out", out, "--check")
    assert "--check" in said


def test_workbook_is_one(filled: CommandLine, tmp_path: Path):
    filled.well("export", "xlsx", "--out", tmp_path / "out.xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "out.xlsx").namelist()
    said = filled.refused(3, "import", tmp_path / "out.xlsx")
    assert "What it reads back is an export as CSV or JSON" in said
    looked = filled("import", "--dry-run", tmp_path / "out.xlsx")
    assert "HealthDesk wrote this workbook" in looked.err


def test_calendar_says_what_it_counts(filled: CommandLine, tmp_path: Path):
    done = filled.well("export", "ical", "--out", tmp_path / "out.ics")
    assert "0 reminders" in done.out


@pytest.mark.parametrize("format_", ["csv", "json", "fhir", "backup"])
class TestRoundtrip:
    def test_holds(self, filled: CommandLine, format_: str):
        before = filled.digest()
        answer = filled.json("roundtrip", "--format", format_)
        assert list(answer) == ["equal", "differences", "not_held"]
        assert (answer["equal"], answer["differences"]) == (True, [])
        assert filled.digest() == before

    def test_in_words(self, filled: CommandLine, format_: str):
        done = filled.well("roundtrip", "--format", format_)
        assert "4 readings come back the same to the byte" in done.out
        assert done.out.count("Not kept") == len(NOT_HELD[format_])


def test_roundtrip_that_does_not_hold(filled: CommandLine):
    from healthdesk.bootstrap import open_app
    from healthdesk.paths import Paths
    from healthdesk.settings import Settings

    paths = Paths.find(str(filled.folder), {})
    app = open_app(paths, Settings(paths.config_file, {}, {}))
    with app.db.transaction("beyond") as tx:  # no rule lets this in
        tx.execute("UPDATE health_record SET value=9999, given=NULL WHERE note='breakfast'")
    app.close()
    done = filled("roundtrip", "--format", "json", "--json")
    assert done.status == 1
    (difference,) = done.document["differences"]
    assert difference["what"] == "missing"
    assert "is missing afterwards" in filled("roundtrip", "--format", "json").out


def test_the_reference_lists_what_is_not_held():
    text = (TOP / "docs/reference/roundtrip.md").read_text("utf-8")
    for format_, codes in NOT_HELD.items():
        for code in codes:
            name = code.removeprefix("not-held-")
            (line,) = (line for line in text.splitlines() if f"`{name}`" in line)
            assert f"`{format_}`" in line, (format_, code)
