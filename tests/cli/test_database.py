"""`db`: the care of the file, which acts as told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from healthdesk.storage.database import SCHEMA
from tests.cli.conftest import CommandLine


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


class TestWithoutAFile:
    @pytest.mark.parametrize("verb", ["verify", "health-check", "digest", "revision", "backup"])
    def test_nothing_is_made(self, bare: CommandLine, verb):
        assert "no database" in bare.refused(5, "db", verb)
        assert not bare.folder.exists()

    def test_nothing_to_take_back_or_drop(self, bare: CommandLine):
        bare.refused(5, "db", "downgrade", "base")
        bare.refused(5, "db", "drop", "--yes")
        bare.refused(5, "db", "seed")
        assert not bare.folder.exists()

    def test_upgrade_makes_one(self, bare: CommandLine):
        assert bare.json("db", "upgrade")["current"] == bare.json("db", "revision")["head"]
        assert bare.json("db", "verify")["ok"]

    def test_restore_brings_one_back(self, cli: CommandLine, tmp_path: Path):
        cli.add("weight 80")
        there = cli.digest()
        cli.well("db", "backup", "--out", tmp_path / "copy.db")
        other = tmp_path / "other"
        cli.well("db", "restore", tmp_path / "copy.db", "--data-dir", other)
        assert cli.json("db", "digest", "--with-deleted", "--data-dir", other) == there

    def test_a_restore_that_fails_leaves_no_file(self, bare: CommandLine, tmp_path: Path):
        (tmp_path / "letter.txt").write_text("Dear doctor")
        bare.refused(3, "db", "restore", tmp_path / "letter.txt")
        bare.refused(5, "db", "restore", tmp_path / "missing.db")
        assert not bare.database.exists()


class TestSchema:
    def test_revision(self, cli: CommandLine):
        answer = cli.json("db", "revision")
        assert list(answer) == ["current", "head", "pending"]
        assert answer["current"] == answer["head"]
        assert answer["pending"] == []
        assert answer["head"] in cli.well("db", "revision").out

    def test_down_to_nothing_and_the_next_add_makes_all_anew(self, cli: CommandLine):
        cli.add("weight 80")
        answer = cli.json("db", "downgrade", "base")
        assert (answer["current"], len(answer["pending"])) == (None, len(answer["moved"]))
        assert Path(answer["backup"]).exists()
        assert cli.json("db", "revision")["current"] is None
        assert cli("db", "verify").status == 1
        cli.refused(1, "db", "digest")
        cli.refused(1, "db", "seed")
        assert cli.json("db", "revision")["current"] is None, "db moves nothing by itself"
        cli.well("add", "weight 81")
        assert cli.json("db", "verify", "--deep")["ok"]
        assert cli.json("records", "list")["pagination"]["total"] == 1
        cli.well("db", "restore", answer["backup"])
        assert cli.json("records", "list")["data"][0]["value"] == 80

    def test_one_step_down_and_up_keeps_readings(self, cli: CommandLine):
        cli.add("weight 80")
        before = cli.digest()
        cli.well("db", "downgrade", f"{SCHEMA - 1:04d}")
        assert cli.json("db", "revision")["pending"] == [f"{SCHEMA:04d}"]
        assert cli.well("db", "upgrade").out.startswith("The schema is at")
        assert cli.digest() == before
        assert cli.json("db", "verify", "--deep")["ok"]

    def test_any_other_command_brings_an_older_file_up_to_date(self, cli: CommandLine):
        cli.add("weight 80")
        cli.well("db", "downgrade", "0006")
        assert cli.json("records", "list")["pagination"]["total"] == 1
        assert cli.json("db", "revision")["pending"] == []

    def test_unknown_revision(self, cli: CommandLine):
        before = cli.digest()
        for verb in ("upgrade", "downgrade"):
            assert cli("db", verb, "0999").status in (1, 3, 5)
        assert cli.digest() == before

    def test_seed_is_idempotent(self, cli: CommandLine):
        assert cli.json("db", "seed") == {"changed": 0}
        assert cli.well("db", "seed").out == "0 types changed\n"


class TestChecks:
    def test_verify(self, cli: CommandLine):
        cli.add("weight 80")
        answer = cli.json("db", "verify")
        assert list(answer) == ["ok", "checks"]
        assert answer["ok"] is True
        assert all(check.keys() == {"name", "ok", "detail"} for check in answer["checks"])
        deep = cli.json("db", "verify", "--deep")
        assert len(deep["checks"]) > len(answer["checks"])
        assert cli.well("db", "verify").out.splitlines()[0].startswith("ok")

    def test_digest(self, cli: CommandLine):
        answer = cli.json("db", "digest")
        assert list(answer) == ["digest", "persons", "records", "goals", "reminders"]
        assert len(answer["digest"]) == 64
        _, gone = cli.add("weight 80 2026-07-01 8:00", "weight 81 2026-07-01 9:00")
        both = cli.json("db", "digest")
        assert (both["records"], both["persons"]) == (2, 1)
        cli.well("records", "delete", gone)
        assert cli.json("db", "digest")["records"] == 1
        assert cli.json("db", "digest", "--with-deleted")["records"] == 2
        cli.well("records", "restore", gone)
        assert cli.json("db", "digest") == both

    def test_digest_knows_no_machine(self, cli: CommandLine, tmp_path: Path):
        lines = ("weight 80 2026-07-01 8:00 #home note", "bp 128/82 2026-07-02 8:00")
        cli.add(*lines)
        other = tmp_path / "other"
        for line in reversed(lines):
            cli.well("add", line, "--data-dir", other)
        assert cli.json("db", "digest") == cli.json("db", "digest", "--data-dir", other)

    def test_health_check(self, cli: CommandLine):
        cli.add("weight 80")
        answer = cli.json("db", "health-check", "--slow")
        assert answer["ok"] is True
        assert answer["bytes"] > 0
        assert answer["slow"] == []
        assert "slow" not in cli.json("db", "health-check")
        assert "journal_mode: wal" in cli.well("db", "health-check").out


class TestBackups:
    def test_backup_and_restore(self, cli: CommandLine, tmp_path: Path):
        cli.add("weight 80")
        there = cli.digest()
        answer = cli.json("db", "backup")
        assert list(answer) == ["path", "digest"]
        assert Path(answer["path"]).is_relative_to(cli.folder / "backups")
        assert answer["digest"] == cli.json("db", "digest")["digest"]
        cli.add("weight 81")
        restored = cli.json("db", "restore", answer["path"])
        assert cli.digest() == there
        assert restored["digest"] == there["digest"]
        cli.well("db", "restore", restored["backup"])
        assert cli.json("records", "list")["pagination"]["total"] == 2

    def test_out(self, cli: CommandLine, tmp_path: Path):
        out = tmp_path / "copy.db"
        assert cli.json("db", "backup", "--out", out)["path"] == str(out)
        assert out.stat().st_mode & 0o777 == 0o600
        cli.refused(1, "db", "backup", "--out", tmp_path / "missing" / "copy.db")
        cli.refused(3, "db", "backup", "--out", cli.database)
        assert cli.json("db", "verify")["ok"]

    def test_damaged_backups_are_refused_and_nothing_changes(
        self, cli: CommandLine, tmp_path: Path
    ):
        cli.add("weight 80")
        before = cli.digest()
        good = Path(cli.json("db", "backup", "--out", tmp_path / "good.db")["path"]).read_bytes()
        for number, data in enumerate(
            (b"", b"Dear doctor", good[:5000], good[:4096] + b"\xff" * 4096 + good[8192:])
        ):
            bad = tmp_path / f"bad{number}.db"
            bad.write_bytes(data)
            cli.refused(3, "db", "restore", bad)
        cli.refused(5, "db", "restore", tmp_path / "missing.db")
        assert cli.digest() == before

    @pytest.mark.parametrize("start", [0, 4096])
    def test_a_file_beyond_reading_is_replaced_and_kept(
        self, cli: CommandLine, tmp_path: Path, start
    ):
        cli.add("weight 80")
        there = cli.digest()
        cli.well("db", "backup", "--out", tmp_path / "good.db")
        damaged = bytearray(cli.database.read_bytes())
        damaged[start:] = b"\xa5" * (len(damaged) - start)
        cli.database.write_bytes(damaged)
        cli.refused(1, "records", "list")
        (tmp_path / "bad.db").write_bytes(b"Dear doctor")
        cli.refused(3, "db", "restore", tmp_path / "bad.db")
        assert cli.database.read_bytes() == damaged
        answer = cli.json("db", "restore", tmp_path / "good.db")
        assert cli.digest() == there
        assert cli.json("db", "verify", "--deep")["ok"]
        assert Path(answer["backup"]).read_bytes() == damaged

    def test_a_foreign_file_is_not_replaced(self, cli: CommandLine, tmp_path: Path):
        cli.well("db", "backup", "--out", tmp_path / "good.db")
        cli.database.unlink()
        with sqlite3.connect(cli.database) as other:
            other.execute("CREATE TABLE recipes(name TEXT)")
        other.close()
        before = cli.database.read_bytes()
        cli.refused(1, "db", "restore", tmp_path / "good.db")
        assert cli.database.read_bytes() == before

    def test_drop_wants_to_hear_yes(self, cli: CommandLine):
        cli.add("weight 80")
        kept = Path(cli.json("db", "backup")["path"])
        assert "--yes" in cli.refused(2, "db", "drop")
        assert cli.json("records", "list")["pagination"]["total"] == 1
        assert cli.json("db", "drop", "--yes") == {"dropped": str(cli.database)}
        assert not [name for name in everything_in(cli.folder) if name.startswith("healthdesk.db")]
        assert kept.exists()
        cli.refused(5, "db", "verify")
