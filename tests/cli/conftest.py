"""The command line over a data folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from healthdesk.cli.main import run
from tests.opened import empty_database

__all__ = ["empty_database"]

TOP = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Done:
    """What a command ended with."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """`cli("add", "weight 80")` runs in this process, `cli.process(…)` in one of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    @property
    def database(self) -> Path:
        return self.folder / "healthdesk.db"

    def __call__(self, *words: object) -> Done:
        self._capsys.readouterr()
        status = run([str(word) for word in words])
        captured = self._capsys.readouterr()
        return Done(status, captured.out, captured.err)

    def well(self, *words: object) -> Done:
        """Fails where the command does."""
        done = self(*words)
        assert done.status == 0, done
        return done

    def json(self, *words: object) -> Any:
        return self.well(*words, "--json").document

    def add(self, *lines: str) -> list[int]:
        """Records lines of quick entry; the ids of all readings."""
        return [one["id"] for line in lines for one in self.json("add", line)["data"]]

    def refused(self, status: int, *words: object) -> str:
        """The one or two lines a command that must fail says; no data may change."""
        done = self(*words)
        assert done.status == status, done
        assert done.out == ""
        assert_is_a_message(done.err)
        return done.err

    def digest(self) -> Any:
        return self.json("db", "digest", "--with-deleted")

    def process(self, *words: object, **more: Any) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "healthdesk", *map(str, words)],
            cwd=TOP, capture_output=True, check=False, env={**os.environ, **more.pop("env", {})},
            encoding="utf-8", timeout=60, **more,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)


def assert_is_a_message(text: str) -> None:
    """One or two lines for people, with nothing of the program's inside in it."""
    assert 1 <= len(text.splitlines()) <= 2, text
    assert len(text) < 600, text
    for inside in ("Traceback", "Error(", "Errno", "{", "mistake of the program"):
        assert inside not in text


@pytest.fixture
def bare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """Over a folder that is not there yet."""
    folder = tmp_path / "data"
    monkeypatch.setenv("HEALTHDESK_DATA_DIR", str(folder))
    return CommandLine(folder, capsys)


@pytest.fixture
def cli(bare: CommandLine, empty_database: Path) -> CommandLine:
    """Over an up-to-date file without a person or a reading."""
    bare.folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, bare.database)
    bare.database.chmod(0o600)
    return bare
