"""A data folder that cannot be used: a page says what is wrong, and nothing is changed."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.e2e.desktop import Program, run_command


def with_words(data_dir: Path) -> None:
    (data_dir / "healthdesk.db").write_text("Dear diary, " * 400)


def with_a_middle_of_zeros(data_dir: Path) -> None:
    run_command(data_dir, "add", "weight 81.35")
    file = data_dir / "healthdesk.db"
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(bytes(size - 8192))


def of_another_program(data_dir: Path) -> None:
    with closing(dbapi2.connect(str(data_dir / "healthdesk.db"))) as connection:
        connection.execute("CREATE TABLE diary (line TEXT)")
        connection.execute("PRAGMA application_id = 77")


def of_next_year(data_dir: Path) -> None:
    run_command(data_dir, "add", "weight 81.35")
    with closing(dbapi2.connect(str(data_dir / "healthdesk.db"))) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("spoil", "code", "sentence"),
    [
        (with_words, "not-a-database", "is not a database of this program"),
        (with_a_middle_of_zeros, "database-damaged", "is damaged.*db restore FILE"),
        (of_another_program, "foreign-database", "belongs to another program"),
        (of_next_year, "newer-database", "Install the newer version. Nothing was changed"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_left_alone(
    start, desktop, data_dir, expected_codes, tmp_path, spoil, code, sentence
):
    spoil(data_dir)
    before = digest(data_dir / "healthdesk.db")
    expected_codes.add(code)
    program: Program = start()
    program.shows(sentence, control="push button:Try again")
    desktop.screenshot(tmp_path / "trouble.png")
    # Neither a key nor another look at it changes anything.
    desktop.key("ctrl+n", "Return")
    program.shows(sentence)
    assert program.quit() == 0
    assert digest(data_dir / "healthdesk.db") == before


def test_a_folder_that_cannot_be_one_is_named_and_can_be_tried_again(start, data_dir, desktop):
    data_dir.rmdir()
    data_dir.write_text("mine")
    program: Program = start()
    program.shows(f"{data_dir}.*is a file", focused="Try again")
    assert data_dir.read_text() == "mine"
    data_dir.unlink()
    desktop.key("space")
    program.shows(control="push button:Add your first reading")
    desktop.key("ctrl+n")
    desktop.enter("weight 81.35")
    program.shows("^Added: Weight")
    assert program.quit() == 0
