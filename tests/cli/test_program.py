"""`settings`, `logs`, `doctor` and `demo`."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from healthdesk.domain.accounts import OWNER
from tests.cli.conftest import TOP, CommandLine
from tests.opened import open_folder


class TestSettings:
    def test_list(self, bare: CommandLine):
        data = bare.json("settings", "list")["data"]
        assert all(one.keys() == {"key", "value", "source", "default", "text"} for one in data)
        assert {"units.weight", "time_zone", "language"} <= {one["key"] for one in data}
        assert "units.weight" in bare.well("settings", "list").out
        assert not bare.folder.exists()

    def test_set_get_unset(self, bare: CommandLine):
        assert bare.json("settings", "get", "units.weight") == {
            "key": "units.weight", "value": "kg", "source": "default"
        }  # fmt: skip
        bare.well("settings", "set", "units.weight", "lb")
        assert bare.well("settings", "get", "units.weight").out == "lb\n"
        assert bare.json("settings", "get", "units.weight")["source"] == "file"
        bare.well("settings", "unset", "units.weight")
        assert bare.json("settings", "get", "units.weight")["value"] == "kg"

    def test_unknown_key_and_bad_value(self, bare: CommandLine):
        for words in (("get", "x.y"), ("set", "x.y", "1"), ("unset", "x.y")):
            bare.refused(5, "settings", *words)
        said = bare.refused(3, "settings", "set", "units.weight", "tons")
        assert "kg" in said
        assert bare.json("settings", "get", "units.weight")["value"] == "kg"

    def test_a_file_that_can_not_be_read(self, cli: CommandLine):
        (cli.folder / "config.toml").write_text("units = \n")
        assert "Line 1" in cli.refused(3, "records", "list")
        assert cli("doctor").status == 1


class TestLogs:
    def test_lines_by_area_level_and_time(self, bare: CommandLine):
        assert bare.json("logs") == {"data": []}
        bare.well("add", "weight 80")
        data = bare.json("logs")["data"]
        assert any(line["area"] == "storage" for line in data)
        assert bare.json("logs", "--area", "storage")["data"] == [
            line for line in data if line["area"] == "storage"
        ]
        assert bare.json("logs", "--level", "error")["data"] == []
        assert bare.json("logs", "--since", "2999-01-01T00:00:00+00:00")["data"] == []
        assert json.loads(bare.well("logs").out.splitlines()[0])["area"] == data[0]["area"]
        bare.refused(2, "logs", "--level", "loud")
        bare.refused(3, "logs", "--since", "lately")

    def test_no_value_name_or_note_is_in_it(self, bare: CommandLine):
        bare.well("persons", "add", "Zacharias")
        bare.well("add", "weight 83.7 #secret rendezvous")
        bare("add", "weight 9137 rendezvous")
        bare("records", "list", "--person", "Zebedee")
        written = "".join(path.read_text() for path in (bare.folder / "logs").iterdir())
        for word in ("Zacharias", "83.7", "secret", "rendezvous", "9137", "Zebedee"):
            assert word not in written

    @pytest.mark.e2e
    def test_follow_until_interrupted(self, bare: CommandLine):
        bare.well("add", "weight 80")
        with subprocess.Popen(
            [sys.executable, "-m", "healthdesk", "logs", "--follow"],
            cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            try:
                assert json.loads(process.stdout.readline())["area"]
                process.send_signal(signal.SIGINT)
                assert process.wait(20) == 130
                assert process.stderr.read() == ""
            finally:
                process.kill()


def found_wrong(cli: CommandLine) -> set[str]:
    """What the checklist finds wrong."""
    checks = cli("doctor", "--monitoring", "--json").document["checks"]
    return {check["name"] for check in checks if not check["ok"]}


class TestDoctor:
    def test_in_order(self, cli: CommandLine):
        cli.add("weight 80")
        answer = cli.json("doctor")
        assert answer["ok"] is True
        names = [check["name"] for check in answer["checks"]]
        assert names == ["version", "engine", "settings", "folder", "database", "window", "timers"]
        assert str(cli.folder) in cli.well("doctor").out

    def test_without_a_file_none_is_made(self, bare: CommandLine):
        bare.well("doctor")
        assert not bare.database.exists()

    def test_tells_what_is_wrong_where_others_stop(
        self, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "maybe")
        cli.database.write_bytes(b"Dear doctor, this is no database at all")
        done = cli("doctor", "--json")
        assert done.status == 1
        wrong = {check["name"]: check["detail"] for check in done.document["checks"]
                 if not check["ok"]}  # fmt: skip
        assert wrong.keys() == {"settings", "database"}
        assert "ENABLE_HEALTH_MGMT" in wrong["settings"]
        assert cli.database.read_bytes().startswith(b"Dear doctor")

    def test_the_checklist_of_monitoring(self, cli: CommandLine):
        assert cli("doctor", "--monitoring").status == 1
        assert found_wrong(cli) == {"serve", "backup"}
        app = open_folder(cli.folder)
        app.metrics.beat(OWNER)
        app.close()
        cli.well("db", "backup")
        done = cli.well("doctor", "--monitoring")
        assert len(done.out.splitlines()) == 12

    def test_the_checklist_says_where_counting_is_off(self, cli: CommandLine, monkeypatch):
        monkeypatch.setenv("PROMETHEUS_METRICS_ENABLED", "false")
        assert "PROMETHEUS_METRICS_ENABLED" in cli("doctor", "--monitoring").out

    def test_the_checklist_without_a_file(self, bare: CommandLine):
        assert found_wrong(bare) == {"database"}
        assert not bare.folder.exists()

    def test_an_unusable_folder(self, bare: CommandLine, tmp_path: Path):
        (tmp_path / "file").touch()
        done = bare("doctor", "--data-dir", tmp_path / "file" / "data", "--json")
        assert done.status == 1
        assert [c["name"] for c in done.document["checks"] if not c["ok"]] == ["folder"]


@pytest.mark.slow
class TestDemo:
    def test_the_same_each_time(self, cli: CommandLine, tmp_path: Path):
        answer = cli.json("demo")
        assert answer["name"] == "Demo"
        assert answer["records"] > 5000
        assert cli.json("db", "verify", "--deep")["ok"]
        first = cli.json("records", "list", "--person", "Demo", "--to", "yesterday", "--limit", "5")
        cli.well("demo", "--data-dir", tmp_path / "other")
        second = cli.json("records", "list", "--person", "Demo", "--to", "yesterday",
                          "--limit", "5", "--data-dir", tmp_path / "other")  # fmt: skip
        told = [[(one["type"], one["recorded_at"], one["value"]) for one in each["data"]]
                for each in (first, second)]  # fmt: skip
        assert told[0] == told[1]
        cli.refused(3, "demo")
