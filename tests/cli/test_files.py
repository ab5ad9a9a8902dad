"""`import`, `imports` and `export`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import TOP, CommandLine, assert_is_a_message
from tests.exchange.apple_exports import export, record, zipped

HEADER = (
    "uid,person,type,recorded_at,ended_at,value,value2,unit,comparator,note,tags,source,deleted_at"
)
FILE_KEYS = [
    "path", "format", "read", "added", "duplicate", "rejected", "ignored", "types", "from", "to",
    "time_zone", "warnings", "questions", "rejections", "units",
    "annotations", "goals", "reminders",
]  # fmt: skip
BATCH_KEYS = ["id", "at", "user_id", "files", "added", "status"]


@pytest.fixture
def apple(tmp_path: Path) -> Path:
    """Two weights, one of them twice, a heart rate, one value that can't be, one kind unknown."""
    elements = (
        record("BodyMass", "81.4", "kg", start="2024-01-10 08:00:00 +0100"),
        record("BodyMass", "81.4", "kg", start="2024-01-10 08:00:00 +0100"),
        record("BodyMass", "82", "kg", start="2024-01-11 08:00:00 +0100"),
        record("HeartRate", "71", "count/min", start="2024-01-12 08:00:00 +0100"),
        record("BodyMass", "heavy", "kg"),
        record("UVExposure", "3", "count"),
    )
    return zipped(tmp_path / "export.zip", {"apple_health_export/export.xml": export(*elements)})


class TestImport:
    def test_report(self, cli: CommandLine, apple: Path):
        answer = cli.json("import", apple)
        assert list(answer) == ["batch", "files"]
        assert answer["batch"] == 1
        (file,) = answer["files"]
        assert list(file) == FILE_KEYS
        assert (file["path"], file["format"]) == (str(apple), "apple-health")
        counts = [file[key] for key in ("read", "added", "duplicate", "rejected")]
        assert counts == [5, 3, 1, 1]
        assert file["types"] == {"weight": 3, "heart-rate": 1}
        assert sum(file["ignored"].values()) == 1
        assert file["from"] == "2024-01-10T08:00:00+01:00"
        assert file["to"] == "2024-01-12T08:00:00+01:00"
        assert (file["time_zone"], file["warnings"], file["questions"]) == ("UTC", [], [])
        (rejection,) = file["rejections"]
        assert rejection.keys() == {"line", "reason"}
        assert rejection["line"] > 1
        records = cli.json("records", "list")["data"]
        assert {one["import_id"] for one in records} == {1}
        assert {one["source"] for one in records} == {"Watch"}

    def test_in_words(self, cli: CommandLine, apple: Path):
        done = cli.well("import", apple)
        assert "5 readings, 3 new, 1 there already or twice, 1 rejected" in done.out
        assert "healthdesk imports undo 1" in done.out
        assert "no number" in done.err

    def test_the_same_file_again_adds_nothing(self, cli: CommandLine, apple: Path):
        cli.well("import", apple)
        before = cli.digest()
        again = cli.json("import", apple)
        assert again["batch"] is None
        assert (again["files"][0]["added"], again["files"][0]["duplicate"]) == (0, 4)
        assert cli.digest() == before
        assert len(cli.json("imports", "list")["data"]) == 1

    def test_dry_run_stores_nothing(self, cli: CommandLine, apple: Path):
        cli.well("persons", "list")
        before = cli.digest()
        answer = cli.json("import", "--dry-run", apple)
        assert answer["batch"] is None
        assert (answer["files"][0]["added"], answer["files"][0]["duplicate"]) == (3, 1)
        assert cli.digest() == before
        assert cli.json("imports", "list")["data"] == []

    def test_one_refused_file_and_nothing_is_stored(
        self, cli: CommandLine, apple: Path, tmp_path: Path
    ):
        cli.well("persons", "list")
        before = cli.digest()
        (tmp_path / "letter.txt").write_text("Dear doctor\n")
        said = cli.refused(3, "import", apple, tmp_path / "letter.txt")
        assert "letter.txt is plain text" in said
        assert cli.digest() == before
        assert cli.json("imports", "list")["data"] == []

    def test_skip_bad_takes_the_others(self, cli: CommandLine, apple: Path, tmp_path: Path):
        (tmp_path / "letter.txt").write_text("Dear doctor\n")
        done = cli("import", "--skip-bad", tmp_path / "letter.txt", apple, "--json")
        assert done.status == 3
        bad, good = done.document["files"]
        assert (bad["read"], bad["format"]) == (0, None)
        assert "plain text" in bad["warnings"][0]
        assert good["added"] == 3
        assert done.document["batch"] == 1

    def test_only_the_format_asked_for(self, cli: CommandLine, apple: Path):
        assert "format csv" in cli.refused(3, "import", "--format", "csv", apple)
        cli.well("import", "--format", "apple-health", apple)

    def test_whose_readings_are_is_asked_with_the_names_there_are(
        self, cli: CommandLine, tmp_path: Path
    ):
        cli.well("persons", "add", "Ada")
        scale = tmp_path / "scale.csv"
        scale.write_text("day;who;kilos\n2024-01-01;0;81\n2024-01-01;1;62\n2024-01-02;0;8l,5\n")
        columns = {
            "day": {"as": "date"}, "who": {"as": "person"},
            "kilos": {"as": "value", "type": "weight", "unit": "kg"},
        }  # fmt: skip
        (tmp_path / "m.json").write_text(json.dumps({"columns": columns}))
        given = ("import", scale, "--mapping", tmp_path / "m.json")
        looked = cli(*given, "--dry-run")
        answer = 'Answer with --file-user: "0=Ada", "0=skip"'
        assert f"Whose readings are those of user 0? {answer}" in looked.err
        assert answer in cli.refused(3, *given)
        done = cli.well(*given, "--file-user", "0=Ada", "--file-user", "1=skip")
        assert "1 reading of user 1 was left out, as you chose." in done.out
        assert "not kept" not in done.out
        assert "line 4: The value in “kilos” is no number." in done.err

    def test_into_the_person_asked_for(self, cli: CommandLine, apple: Path):
        cli.well("persons", "list")
        ada = cli.json("persons", "add", "Ada")["id"]
        cli.well("import", apple, "--person", "Ada")
        assert cli.json("imports", "list")["data"][0]["user_id"] == ada
        assert cli.json("records", "list", "--person", "Ada")["pagination"]["total"] == 3
        assert cli.json("records", "list")["data"] == []

    def test_missing_file(self, cli: CommandLine, tmp_path: Path):
        assert "gone.zip" in cli.refused(5, "import", tmp_path / "gone.zip")
        assert "folder" in cli.refused(3, "import", tmp_path)

    def test_a_missing_mapping_is_not_found_either(self, cli: CommandLine, apple: Path):
        said = cli.refused(5, "import", apple, "--mapping", "nowhere.json")
        assert "nowhere.json" in said

    def test_a_file_of_which_nothing_could_be_taken_says_so_and_ends_well(
        self, cli: CommandLine, tmp_path: Path
    ):
        file = zipped(
            tmp_path / "export.zip",
            {"a/export.xml": export(record("BodyMass", "heavy", "kg"), record("BodyMass", "x"))},
        )
        done = cli.well("import", file)
        assert "NOTHING WAS TAKEN. All 2 readings were rejected." in done.err
        assert "Nothing new" not in done.out

    def test_an_answer_that_does_not_fit_is_named(self, cli: CommandLine, tmp_path: Path):
        scale = tmp_path / "weight-2019-01-07.json"
        told = {"logId": 1546850046000, "weight": 170.0, "date": "01/07/19", "time": "08:34:06"}
        scale.write_text(json.dumps([told]))
        assert "“mmol”" in cli.refused(3, "import", scale, "--unit", "mmol")
        dates = tmp_path / "dates.csv"
        dates.write_text("Day,Kilos\n01.02.03,81\n")
        columns = {"Day": {"as": "date"}, "Kilos": {"as": "value", "type": "weight", "unit": "kg"}}
        mapping = tmp_path / "mapping.json"
        mapping.write_text(json.dumps({"columns": columns}))
        said = cli.refused(3, "import", dates, "--mapping", mapping, "--date-order", "mdy")
        assert "mdy" in said
        mapping.write_text(
            json.dumps({"columns": {"Kilos": columns["Kilos"], "D": {"as": "date"}}})
        )
        assert "mapping that was given" in cli.refused(3, "import", dates, "--mapping", mapping)
        asked = cli("import", dates, "--mapping", mapping, "--dry-run")
        assert (asked.status, "does not fit" in asked.err) == (3, True)
        assert "waits for an answer" in asked.out

    @pytest.mark.e2e
    def test_interrupted_is_cancelled_and_nothing_is_stored(self, cli: CommandLine, tmp_path: Path):
        cli.well("persons", "list")
        before = cli.digest()
        pipe = tmp_path / "export.xml"
        times = [
            f"2024-01-{1 + n // 1000:02} 08:{n // 60 % 60:02}:{n % 60:02}" for n in range(28_000)
        ]
        elements = [record("HeartRate", "71", "count/min", start=f"{time} +0100") for time in times]
        pipe.write_bytes(export(*elements * 8))
        with subprocess.Popen(
            [sys.executable, "-m", "healthdesk", "import", str(pipe)],
            cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            _wait_for_rows(cli)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (1, "")
        assert err == "Cancelled. Nothing was changed.\n"
        assert cli.digest() == before
        assert cli.json("imports", "list")["data"] == []


def _wait_for_rows(cli: CommandLine) -> None:
    """Until the import under way has stored its first readings."""
    waiting = threading.Event()
    for _ in range(600):
        if cli.json("db", "digest")["records"]:
            return
        waiting.wait(0.05)
    pytest.fail("the import stored nothing")


class TestImports:
    def test_list_and_show(self, cli: CommandLine, apple: Path):
        assert cli.json("imports", "list") == {"data": []}
        nothing = cli.well("imports", "list")
        assert (nothing.out, nothing.err.strip()) == ("", "No imports yet")
        cli.well("import", apple)
        (batch,) = cli.json("imports", "list")["data"]
        assert list(batch) == BATCH_KEYS
        assert (batch["files"], batch["added"], batch["status"]) == (["export.zip"], 3, "done")
        assert batch["at"].endswith("+00:00")
        assert cli.json("imports", "show", 1) == batch
        assert "export.zip" in cli.well("imports", "list").out
        cli.refused(5, "imports", "show", 9)

    def test_the_list_for_people_has_local_times(self, cli: CommandLine, apple: Path):
        cli.well("import", apple)
        cli.well("settings", "set", "time_zone", "Asia/Tokyo")
        (row,) = cli.well("imports", "list").out.splitlines()[1:]
        at = dt.datetime.fromisoformat(cli.json("imports", "list")["data"][0]["at"])
        local = at.astimezone(ZoneInfo("Asia/Tokyo"))
        assert f"{local:%Y-%m-%d %H:%M}+09:00" in row

    def test_undo_and_the_file_again(self, cli: CommandLine, apple: Path):
        cli.add("weight 70 2024-01-10 8:00")
        before = cli.digest()
        cli.well("import", apple)
        undone = cli.json("imports", "undo", 1)
        assert (undone["id"], undone["status"], undone["removed"]) == (1, "undone", 3)
        assert cli.digest() == before
        cli.refused(3, "imports", "undo", 1)
        cli.refused(5, "imports", "undo", 9)
        assert cli.json("import", apple)["files"][0]["added"] == 3


def rows(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestExport:
    def test_the_file(self, cli: CommandLine, tmp_path: Path):
        cli.add("bp 128/82 71 2026-07-02 8:30 #home,", 'weight 81.40 2026-07-01 8:00 a, "b"')
        out = tmp_path / "out.csv"
        answer = cli.json("export", "csv", "--out", out)
        assert answer == {"path": str(out), "format": "csv", "records": 3}
        data = out.read_bytes()
        assert b"\r" not in data
        text = data.decode("utf-8")
        assert text.endswith("\n")
        assert text.splitlines()[0] == HEADER
        found = rows(text)
        assert found[0]["type"] == "weight"
        assert (found[0]["value"], found[0]["note"]) == ("81.4", 'a, "b"')
        assert found[0]["recorded_at"] == "2026-07-01T08:00:00+00:00"
        assert {one["person"] for one in found} == {"Me"}
        assert [one["recorded_at"] for one in found] == sorted(one["recorded_at"] for one in found)
        assert out.stat().st_mode & 0o777 == 0o600

    def test_ascending_then_by_uid(self, cli: CommandLine, tmp_path: Path):
        cli.add(*["weight 80 2026-07-01 8:00"] * 5)
        cli.well("export", "csv", "--out", tmp_path / "out.csv")
        uids = [one["uid"] for one in rows((tmp_path / "out.csv").read_text())]
        assert uids == sorted(uids)

    def test_binned_rows_only_when_asked(self, cli: CommandLine, tmp_path: Path):
        _, gone = cli.add("weight 80 2026-07-01 8:00", "weight 81 2026-07-02 8:00")
        cli.well("records", "delete", gone)
        out = tmp_path / "out.csv"
        assert cli.json("export", "csv", "--out", out)["records"] == 1
        assert cli.json("export", "csv", "--out", out, "--deleted")["records"] == 2
        marks = [bool(one["deleted_at"]) for one in rows(out.read_text())]
        assert marks == [False, True]

    def test_choosing(self, cli: CommandLine, tmp_path: Path):
        cli.add("bp 128/82 71 2026-07-01 8:00", "weight 80 2026-07-02 8:00")
        cli.well("persons", "add", "Ada")
        cli.well("add", "weight 60 2026-07-03 8:00", "--person", "Ada")
        out = tmp_path / "out.csv"
        for words, n in (
            ((), 3), (("--type", "weight"), 1), (("--type", "weight", "--all-persons"), 2),
            (("--from", "2026-07-02"), 1), (("--to", "2026-07-01"), 2), (("--person", "Ada"), 1),
        ):  # fmt: skip
            assert cli.json("export", "csv", "--out", out, *words)["records"] == n
        cli.refused(5, "export", "csv", "--out", out, "--type", "nonsense")
        assert len(rows(out.read_text())) == 1

    def test_to_standard_output(self, cli: CommandLine, tmp_path: Path):
        cli.add("weight 80 2026-07-01 8:00")
        cli.well("export", "csv", "--out", tmp_path / "out.csv")
        done = cli.process("export", "csv", "--out", "-")
        assert (done.status, done.out) == (0, (tmp_path / "out.csv").read_text())
        assert "standard output" in cli("export", "csv", "--out", "-", "--json").document["error"]

    def test_an_empty_record_has_its_header(self, cli: CommandLine, tmp_path: Path):
        assert cli.json("export", "csv", "--out", tmp_path / "out.csv")["records"] == 0
        assert (tmp_path / "out.csv").read_text() == HEADER + "\n"

    def test_a_file_that_is_there_is_replaced_whole_or_not_at_all(
        self, cli: CommandLine, tmp_path: Path
    ):
        out = tmp_path / "out.csv"
        out.write_text("the old one")
        before = out.stat().st_ino
        cli.add("weight 80")
        cli.well("export", "csv", "--out", out)
        assert out.stat().st_ino != before
        assert {path.name for path in tmp_path.iterdir()} == {"data", "out.csv"}

    def test_a_place_that_can_not_be_written(self, cli: CommandLine, tmp_path: Path):
        cli.add("weight 80")
        (tmp_path / "file").touch()
        for out in (tmp_path / "file" / "out.csv", tmp_path / "missing" / "out.csv", tmp_path):
            cli.refused(1, "export", "csv", "--out", out)
        assert (tmp_path / "file").read_bytes() == b""

    def test_what_it_wrote_it_reads(self, cli: CommandLine, tmp_path: Path):
        cli.add("bp 128/82 71 2026-07-01 8:30 #home =1+1", "glucose 5.6 mmol/L 2026-07-01 9:00")
        gone = cli.add("weight 80 2026-07-02 8:00")
        cli.well("records", "delete", *gone)
        out = tmp_path / "out.csv"
        cli.well("export", "csv", "--deleted", "--out", out)
        assert "'=1+1" in out.read_text()
        same = cli.json("import", out)["files"][0]
        assert (same["added"], same["duplicate"]) == (0, 4)
        there = cli.digest()
        other = tmp_path / "other"
        assert cli.json("import", out, "--data-dir", other)["files"][0]["added"] == 4
        assert cli.json("db", "digest", "--with-deleted", "--data-dir", other) == there


class TestProgress:
    def test_is_not_shown_where_nobody_watches(self, cli: CommandLine, apple: Path):
        done = cli.process("import", apple)
        assert done.status == 0
        assert "\r" not in done.err
        assert_is_a_message(done.err)

    @pytest.mark.e2e
    def test_is_shown_on_a_terminal_beside_the_result(self, cli: CommandLine, apple: Path):
        ours, theirs = os.openpty()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "healthdesk", "import", str(apple)],
                cwd=TOP, stdout=subprocess.PIPE, stderr=theirs, check=True, text=True,
            )  # fmt: skip
            shown = os.read(ours, 10_000).decode()
        finally:
            os.close(ours)
            os.close(theirs)
        assert "100 %" in shown
        assert "readings" in shown
        assert "%" not in done.stdout
