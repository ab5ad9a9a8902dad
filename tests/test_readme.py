"""The README's commands do what stands beside them, one after the other, where nothing is yet."""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import TOP, CommandLine, bare

__all__ = ["bare"]

TEXT = (TOP / "README.md").read_text("utf-8")


def commands() -> list[list[str]]:
    """The words of the lines under "On the command line", without what is said beside them."""
    block = TEXT.partition("## On the command line\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^ {4}healthdesk(?: (.*))?$", block, re.MULTILINE)
    return [shlex.split(re.split(r" {3,}", f" {line}", maxsplit=1)[0]) for line in lines]


def export_of_another(program: CommandLine, name: str) -> None:
    """Two weights from another folder, as it exports them."""
    program.well("--data-dir", "another", "add", "weight 81,4 2024-11-01 8:00")
    program.well("--data-dir", "another", "add", "weight 81,2 2024-11-02 8:00")
    program.well("--data-dir", "another", "export", "csv", "--out", "told.csv")
    with zipfile.ZipFile(name, "w") as made:
        made.write("told.csv")


@pytest.mark.slow
def test_every_command_works_in_an_empty_folder(
    bare: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    export_of_another(bare, "export.zip")
    opening = [words for words in commands() if not words or words[0].startswith("-")]
    assert opening == [[], ["--data-dir", "out/demo"]]
    for words in commands():
        if words in opening:  # the window, which its own tests open
            continue
        bare.well(*words)
    assert (tmp_path / "readings.csv").read_text("utf-8").count("weight") == 2
    assert (tmp_path / "saved.db").exists()
    assert bare.json("persons", "list", "--data-dir", "out/demo")["data"]


@pytest.mark.parametrize("target", re.findall(r"^ {4}make ([a-z]+)$", TEXT, re.MULTILINE))
def test_make_knows_what_is_named(target: str):
    assert re.search(rf"^{target}:", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)
