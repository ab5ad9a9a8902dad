"""What long commands tell a terminal, and Ctrl+C there."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, Done


class Terminal(io.StringIO):
    """Standard error on a screen. `impatient`: whoever sits there presses Ctrl+C as soon as
    there is anything to read."""

    def __init__(self, *, impatient: bool = False) -> None:
        super().__init__()
        self._impatient = impatient

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._impatient:
            self._impatient = False
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


LONG = ("digest", "digest-of-the-bin-too", "backup", "csv", "json", "pdf", "roundtrip")


def words_of(command: str, folder: Path) -> tuple[object, ...]:
    """A command that may take long."""
    out = folder / "out"
    return {
        "digest": ("db", "digest"),
        "digest-of-the-bin-too": ("db", "digest", "--with-deleted"),
        "backup": ("db", "backup", "--out", out),
        "csv": ("export", "csv", "--out", out),
        "json": ("export", "json", "--out", out),
        "pdf": ("export", "pdf", "--from", "2024-01-01", "--to", "2024-01-31", "--out", out),
        "roundtrip": ("roundtrip", "--format", "json"),
    }[command]


@pytest.fixture
def filled(cli: CommandLine) -> CommandLine:
    ids = cli.add("weight 81.4 2024-01-02 8:00", "bp 128/82 71 2024-01-03 8:00")
    cli.well("records", "delete", ids[0])
    return cli


def on_a_terminal(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, terminal: Terminal, *words: object
) -> Done:
    monkeypatch.setattr(sys, "stderr", terminal)
    done = cli(*words)
    return Done(done.status, done.out, terminal.getvalue())


@pytest.mark.parametrize("command", LONG)
class TestEveryLongCommand:
    def test_tells_a_terminal_how_far_it_is(
        self, filled: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
    ):
        done = on_a_terminal(filled, monkeypatch, Terminal(), *words_of(command, tmp_path))
        assert done.status == 0, done
        assert done.err.count("100 %") == 1
        assert done.err.endswith("\n")
        assert "%" not in done.out

    @pytest.mark.parametrize("json", [True, False])
    def test_tells_nobody_else(
        self, filled: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        command: str, *, json: bool,
    ):  # fmt: skip
        words = words_of(command, tmp_path)
        if not json:
            assert filled.well(*words).err == ""
            return
        done = on_a_terminal(filled, monkeypatch, Terminal(), *words, "--json")
        assert (done.status, done.err) == (0, "")

    def test_stops_at_once_for_whoever_sits_there(
        self, filled: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
    ):
        before = filled.digest()
        there = sorted(filled.folder.rglob("*"))
        words = words_of(command, tmp_path)
        done = on_a_terminal(filled, monkeypatch, Terminal(impatient=True), *words)
        assert (done.status, done.out) == (1, "")
        # The line that told how far it was is ended before the sentence.
        assert done.err.splitlines()[-1] == "Cancelled. Nothing was changed."
        assert "%" not in done.err.splitlines()[-1]
        assert not (tmp_path / "out").exists()
        assert {path for path in filled.folder.rglob("*") if "processes" not in path.parts} == {
            path for path in there if "processes" not in path.parts
        }
        assert filled.digest() == before


class TestWhileAnImportIsUnderWay:
    @pytest.fixture
    def importing(self, filled: CommandLine) -> CommandLine:
        """A batch of this process has begun, and has stored something."""
        from healthdesk.storage import imports
        from tests.opened import open_folder

        app = open_folder(filled.folder)
        with app.db.transaction("import") as tx:
            batch = imports.begin(tx, 1)
            tx.execute("UPDATE health_record SET import_id=? WHERE value=71", (batch,))
        app.close()
        return filled

    @pytest.mark.parametrize("command", LONG)
    def test_it_is_told_and_what_is_there_is_counted(
        self, importing: CommandLine, tmp_path: Path, command: str
    ):
        done = importing.well(*words_of(command, tmp_path))
        assert "An import is under way" in done.err
        assert importing.json("records", "list")["pagination"]["total"] == 2

    @pytest.mark.parametrize("command", LONG)
    def test_it_is_not_told_when_it_is_done(
        self, importing: CommandLine, tmp_path: Path, command: str
    ):
        from healthdesk.storage import imports
        from tests.opened import open_folder

        app = open_folder(importing.folder)
        with app.db.transaction("import") as tx:
            imports.finish(tx, 1, 1)
        app.close()
        assert importing.well(*words_of(command, tmp_path)).err == ""
