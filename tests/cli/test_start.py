"""What starting a command may load: the quickest ones stay quick."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import TOP, CommandLine

# Runs a command and tells what it loaded beyond the standard library, and of that what is heavy.
PROGRAM = """
import json, sys
from healthdesk.cli.main import run
status = run(sys.argv[1:])
json.dump([status, sorted(sys.modules)], sys.stderr)
"""
# The storage engine alone.
MAY_LOAD = {"healthdesk", "sqlcipher3"}
# Of the standard library; each costs as much as a tenth of the whole start.
TOO_HEAVY = {"asyncio", "multiprocessing", "ssl", "sqlite3", "xml", "http", "unittest"}
# How this interpreter was set up, not what we asked for.
SURROUNDINGS = {"__main__", "sitecustomize", "usercustomize", "cython_runtime", "distutils"}


def modules(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=TOP, capture_output=True, check=True, text=True,
    )  # fmt: skip
    status, names = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    return set(names)


def loaded(*words: str) -> set[str]:
    return {name.partition(".")[0] for name in modules(*words)}


def foreign(names: set[str]) -> set[str]:
    plain = {name for name in names if not name.startswith("_")}
    return plain - sys.stdlib_module_names - SURROUNDINGS


@pytest.mark.e2e
class TestLoaded:
    def test_by_add(self, cli: CommandLine):
        cli.add("weight 80")
        names = loaded("add", "bp 128/82 71 yesterday 8:30 #home")
        assert foreign(names) <= MAY_LOAD
        assert not names & TOO_HEAVY

    def test_by_add_of_our_own(self, cli: CommandLine):
        """Neither figures nor files: of what is read and written nothing is needed."""
        cli.add("weight 80")
        names = modules("add", "weight 81")
        assert "healthdesk.services.journal" in names
        later = {
            "healthdesk.exchange.batches", "healthdesk.exchange.documents",
            "healthdesk.services.analytics", "healthdesk.storage.figures",
            "healthdesk.domain.cards", "healthdesk.domain.rollout", "healthdesk.domain.transfers",
        }  # fmt: skip
        assert not names & later

    def test_by_help_and_version(self):
        for words in (("--help",), ("--version",), ("records", "--help")):
            names = loaded(*words)
            assert foreign(names) <= {"healthdesk", "platformdirs"}
            assert not names & TOO_HEAVY

    def test_by_lists_and_checks(self, cli: CommandLine):
        cli.add("weight 80")
        for words in (("records", "list"), ("persons", "list")):
            assert foreign(loaded(*words)) <= MAY_LOAD
        assert foreign(loaded("analytics", "weight")) <= MAY_LOAD | {"numpy"}

    def test_the_module_starts_as_lean_as_the_command(self, cli: CommandLine):
        cli.add("weight 80")
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "healthdesk", "add", "weight 81"],
            cwd=TOP, capture_output=True, check=True, text=True,
        )  # fmt: skip
        names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "sqlcipher3" in names
        assert not names & {"multiprocessing", "alembic", "numpy", "PySide6", "platformdirs"}
