"""What people, devices and disks get wrong: a sentence, the right status, no data harmed."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.exchange.csv_file import HEADER
from tests.cli.conftest import TOP, CommandLine, assert_is_a_message
from tests.exchange.apple_exports import PROLOG, export, record, zipped

# As any file may look; the same each time.
NOISE = bytes(n * n * 31 % 251 for n in range(5000))
OWN = HEADER.encode() + b"\n"
INSIDE = "apple_health_export/export.xml"


@pytest.fixture
def kept(cli: CommandLine) -> Iterator[CommandLine]:
    """Over a file with readings, a bin and two persons, which no test may change."""
    cli.add("bp 128/82 71 2026-07-01 8:00 #home", "weight 80 2026-07-02 8:00 after a walk")
    cli.well("records", "delete", *cli.add("weight 90 2026-07-03 8:00"))
    cli.well("persons", "add", "Ada")
    before = cli.digest()
    yield cli
    assert cli.digest() == before
    assert cli.json("db", "verify", "--deep")["ok"]


class TestTyped:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("weight heavy", "cannot be read as a number"),
            ("weight 8,1,4", "cannot be read as a number"),
            ("weight 80 mmHg", ""),
            ("bp 0/0", "0/0"),
            ("bp 82/128", "lower than"),
            ("bp 128", "second number"),
            ("weight -1", ""),
            ("weight 1e308", ""),
            ("weight NaN", ""),
            ("weight 0", ""),
            ("weight 80 31 Feb 2026", "no date"),
            ("weight 80 2026-13-01", "no date"),
            ("weight 80 25:61", "no time of day"),
            ("weight 80 2999-01-01", "still to come"),
            ("weight 80 tomorrow 8:00", ""),
            ("weight 80 1850-01-01", "before"),
            ("glucose 20", "mmol/L"),
            ("temp 100", ""),
            ("97 %", ""),
            ("nonsense 12", "no kind of reading"),
            ("", "nothing to record"),
        ],
    )
    def test_line(self, kept: CommandLine, line, said):
        assert said.lower() in kept.refused(3, "add", line).lower()

    def test_seventy_kilobytes(self, kept: CommandLine):
        for text in ("weight " + "8" * 70_000, "weight 80 " + "long " * 14_000, "ä" * 35_000):
            assert "longer than one reading" in kept.refused(3, "add", text)
        kept.refused(3, "records", "edit", "1", "--note", "long " * 14_000)
        kept.refused(3, "records", "edit", "1", "--tags", "t" * 70_000)
        kept.refused(3, "records", "edit", "1", "--at", "9" * 70_000)
        kept.refused(3, "records", "edit", "1", "--value", "9" * 70_000)
        kept.refused(3, "persons", "add", "A" * 70_000)
        kept.refused(5, "records", "show", "9" * 70_000)
        kept.refused(5, "--person", "A" * 70_000, "add", "weight 80")
        kept.refused(2, "w" * 70_000)
        for search in ("x" * 70_000, "a b " * 17_500):
            assert "Shorten it" in kept.refused(3, "records", "list", "--search", search)

    def test_nul_and_control_characters(self, kept: CommandLine):
        for character in "\0\x07\x1b\n\u0085":
            said = kept.refused(3, "add", f"weight 80{character}0 note")
            assert character not in said.rstrip("\n")
        kept.refused(3, "records", "edit", "2", "--note", "a\0b")
        kept.refused(3, "persons", "add", "A\0da")
        kept.refused(3, "records", "list", "--from", "2026\0")
        assert kept.json("records", "list", "--search", "a\0b")["data"] == []

    def test_marks_of_direction(self, cli: CommandLine):
        made = cli.json("add", "\u200fweight\u200e 80\u200f 2026-07-01 8:00 \u200fשלום")["data"][0]
        assert (made["type"], made["value"]) == ("weight", 80)
        assert "שלום" in made["note"]
        shown = cli.json("add", "weight 81 2026-07-02 8:00 a \u202egnp.exe")["data"][0]
        assert "\u202e" not in cli.well("records", "list").out
        assert cli.json("records", "show", shown["id"]) == shown

    def test_a_value_no_number_can_hold(self, kept: CommandLine):
        for value in ("nan", "inf", "1e308", "1e999", "-1", "0x10", ""):
            kept.refused(3, "records", "edit", "4", "--value", value)


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("letter.txt", b"Dear doctor,\n"),
            ("empty.zip", b""),
            ("scan.pdf", b"%PDF-1.7\n1 0 obj\n"),
            ("random.bin", NOISE),
            ("table.csv", b"date;weight\n2026-07-01;80\n"),
            ("page.html", b"<!DOCTYPE html><html><body>Not found</body></html>"),
            ("utf16.csv", "uid,person,type\n".encode("utf-16")),
            ("data.json", b'{"weight": 80}'),
            ("other.xml", b"<?xml version='1.0'?><feed><entry/></feed>"),
            ("cut.xml", export(record("BodyMass", "80", "kg") * 3)[:-60]),
            ("latin1.csv", OWN + b",Me,weight,2026-07-01T08:00:00+00:00,,80,,kg,,sch\xf6n,,,\n"),
            ("quote.csv", OWN + b',Me,weight,"2026'),
        ],
    )  # fmt: skip
    def test_that_is_no_export(self, kept: CommandLine, tmp_path: Path, name, data):
        (tmp_path / name).write_bytes(data)
        said = kept.refused(3, "import", tmp_path / name)
        assert name in said
        assert "othing was" in said

    def test_a_zip_that_was_cut_short(self, kept: CommandLine, tmp_path: Path):
        whole = zipped(
            tmp_path / "whole.zip", {INSIDE: export(record("BodyMass", "80", "kg") * 99)}
        )
        cut = tmp_path / "cut.zip"
        for share in (0.3, 0.6, 0.95):
            cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
            assert "cut.zip" in kept.refused(3, "import", cut)

    def test_a_zip_whose_middle_is_broken(self, kept: CommandLine, tmp_path: Path):
        elements = [record("BodyMass", f"8{day * 7 % 10}.{minute * minute % 10}", "kg",
                           start=f"2024-01-{day:02} 08:{minute:02}:{day * minute % 60:02} +0100")
                    for day in range(1, 29) for minute in range(60)]  # fmt: skip
        broken = zipped(tmp_path / "broken.zip", {INSIDE: export(*elements)})
        data = bytearray(broken.read_bytes())
        middle = len(data) // 2
        data[middle : middle + 64] = bytes(64)
        broken.write_bytes(data)
        assert "broken.zip" in kept.refused(3, "import", broken)

    def test_a_document_type_that_lies(self, kept: CommandLine, tmp_path: Path):
        bomb = "".join(
            f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10)
        )
        secret = tmp_path / "secret.txt"
        secret.write_text("81.4")
        outside = f'<!ENTITY e9 SYSTEM "{secret.as_uri()}">'
        for declared in (bomb, outside, '<!ENTITY % e9 "x"> %e9;'):
            prolog = PROLOG.replace("]>", declared + "]>")
            data = export(record("BodyMass", "&e9;", "kg").replace("&amp;", "&"), prolog=prolog)
            path = zipped(tmp_path / "lying.zip", {INSIDE: data})
            assert "entities" in kept.refused(3, "import", path)

    def test_a_bomb_of_zeros(self, kept: CommandLine, tmp_path: Path):
        path = tmp_path / "bomb.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(INSIDE, export()[:-14] + b" " * 300_000_000)
        kept.refused(3, "import", path)

    def test_a_control_character_in_an_attribute(self, cli: CommandLine, tmp_path: Path):
        """Taken or refused, it never reaches the terminal, and the other readings stay sound."""
        escape = record("BodyMass", "80", "kg", source="Wa&#27;[2Jtch").replace("&amp;", "&")
        raw = record("BodyMass", "81", "kg", source="Wa\x07tch")
        for element in (escape, raw):
            path = tmp_path / "export.xml"
            path.write_bytes(export(record("BodyMass", "79", "kg"), element))
            done = cli("import", path)
            assert done.status in (0, 3)
            assert "\x1b" not in done.out + done.err
            assert "\x07" not in done.out + done.err
            assert cli.json("db", "verify", "--deep")["ok"]
        assert "\x1b" not in cli.well("records", "list").out

    def test_lines_that_are_wrong_are_named_and_the_others_taken(
        self, cli: CommandLine, tmp_path: Path
    ):
        path = tmp_path / "own.csv"
        cli.well("export", "csv", "--out", path)
        path.write_text(
            path.read_text()
            + ",Me,weight,2026-07-01T08:00:00+00:00,,80,,kg,,,,,\n"
            + ",Me,weight,2026-07-01T09:00:00+00:00,,nan,,kg,,,,,\n"
            + ",Me,blood-pressure,2026-07-01T09:00:00+00:00,,82,128,mmHg,,,,,\n"
            + ",Me,weight,2999-07-01T09:00:00+00:00,,80,,kg,,,,,\n"
            + ",Me,nonsense,2026-07-01T09:00:00+00:00,,80,,kg,,,,,\n"
        )
        (file,) = cli.json("import", path)["files"]
        assert (file["read"], file["added"], file["rejected"]) == (5, 1, 4)
        assert [one["line"] for one in file["rejections"]] == [3, 4, 5, 6]
        assert all(one["reason"].endswith((".", "?")) for one in file["rejections"])


class TestPlaces:
    def test_a_folder_that_can_not_be_written(self, bare: CommandLine, tmp_path: Path):
        (tmp_path / "file").write_text("mine")
        for folder in (tmp_path / "file", tmp_path / "file" / "data"):
            said = bare.refused(1, "add", "weight 80", "--data-dir", folder)
            assert "--data-dir" in said
            bare.refused(1, "settings", "set", "language", "de", "--data-dir", folder)
        assert (tmp_path / "file").read_text() == "mine"

    @pytest.mark.e2e
    def test_a_full_disk(self, kept: CommandLine):
        """No file may grow beyond what the database has already, as when the disk is full."""
        done = subprocess.run(
            [sys.executable, "-m", "healthdesk", "add", "weight 70 2026-07-06 8:00"],
            cwd=TOP, capture_output=True, check=False, text=True, preexec_fn=_no_room,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == ""
        assert_is_a_message(done.stderr)

    def test_a_full_disk_under_an_export(self, kept: CommandLine):
        kept.refused(1, "export", "csv", "--out", "/dev/full/out.csv")


def _no_room() -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


class TestDatabases:
    COMMANDS = (("add", "weight 80"), ("records", "list"), ("db", "verify"), ("db", "upgrade"),
                ("import", __file__), ("export", "csv", "--out", os.devnull))  # fmt: skip

    def unharmed(self, cli: CommandLine) -> None:
        before = cli.database.read_bytes()
        for words in self.COMMANDS:
            assert str(cli.database) in cli.refused(1, *words) or "newer" in cli.refused(1, *words)
            assert cli.database.read_bytes() == before

    def test_no_database_at_all(self, cli: CommandLine):
        cli.database.write_bytes(b"Dear doctor, this is a letter.\n" * 500)
        self.unharmed(cli)

    def test_of_another_program(self, cli: CommandLine):
        cli.database.unlink()
        with sqlite3.connect(cli.database) as other:
            other.execute("CREATE TABLE recipes(name TEXT)")
        other.close()
        self.unharmed(cli)

    def test_of_a_newer_version(self, cli: CommandLine):
        cli.add("weight 80")
        with sqlite3.connect(cli.database) as ours:
            ours.execute("PRAGMA user_version=99")
        ours.close()
        said = cli.refused(1, "add", "weight 80")
        assert "newer version" in said
        self.unharmed(cli)

    def test_damaged(self, cli: CommandLine):
        cli.add(*[f"weight 8{n} 2026-07-0{n + 1} 8:00" for n in range(9)])
        size = cli.database.stat().st_size
        with cli.database.open("r+b") as file:
            file.seek(4096)
            file.write((NOISE * (size // len(NOISE) + 1))[: size - 4096])
        before = cli.database.read_bytes()
        for words in (("add", "weight 80"), ("records", "list"), ("db", "digest")):
            assert "db restore" in cli.refused(1, *words)
        assert cli("db", "verify").status == 1
        assert cli("doctor").status == 1
        assert cli.database.read_bytes() == before

    def test_cut_short(self, cli: CommandLine):
        cli.add("weight 80")
        os.truncate(cli.database, cli.database.stat().st_size // 2)
        before = cli.database.read_bytes()
        assert "db restore" in cli.refused(1, "records", "list")
        cli.refused(1, "add", "weight 80")
        assert cli.database.read_bytes() == before
