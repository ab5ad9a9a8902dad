"""The hands and eyes of the end-to-end tests, tried on a small window with known faults."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import pytest

from tests.e2e.desktop import Program, running, wait_for

SMALL_WINDOW = """
import sys
from PySide6.QtWidgets import *
application = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("HealthDesk of the tests")
pages, entry, answer = QListWidget(), QLineEdit(), QLabel("nothing yet")
pages.setAccessibleName("Pages")
pages.addItems(["Today", "Charts"])
pages.setCurrentRow(1)
entry.setAccessibleName("Quick entry")
entry.returnPressed.connect(lambda: answer.setText("heard: " + entry.text()))
rows = QVBoxLayout(window)
for part in (pages, entry, answer, *([QLineEdit()] if sys.argv[1:] == ["nameless"] else [])):
    rows.addWidget(part)
entry.setFocus()
window.show()
application.exec()
"""


@pytest.fixture
def show(desktop, data_dir):
    """A function that starts the small window and brings it to the front."""
    with ExitStack() as stack:

        def start(*arguments: str) -> Program:
            command = [sys.executable, "-c", SMALL_WINDOW, *arguments]
            process = stack.enter_context(running(command, desktop.environment()))
            (data_dir.parent / "program-output.txt").touch()
            program = Program(desktop, data_dir, process)
            program.to_front()
            return program

        yield start


def test_keys_reach_the_window_and_its_words_are_read(show, desktop):
    program = show()
    desktop.type("bp 128/82 71")
    desktop.key("Return")
    walked = program.walk("--contains", "^heard: bp 128/82 71$", "--control", "text:Quick entry")
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_a_control_without_a_name_is_found(show):
    walked = show("nameless").walk()
    assert walked.returncode == 1
    assert "no name: " in walked.stdout
    assert "/text[]" in walked.stdout


@pytest.mark.parametrize(
    ("option", "what"),
    [
        ("--selected", "Today"),
        ("--contains", "heard"),
        ("--control", "text:Slow entry"),
        ("--control", "button:Quick entry"),
    ],
)
def test_what_is_not_there_is_said(show, option, what):
    walked = show().walk(option, what, "--timeout", "1")
    assert walked.returncode == 1
    assert f"not there: {option[2:]}: {what}" in walked.stdout


def test_a_picture_of_the_screen_is_taken(show, desktop, tmp_path):
    show()
    picture = desktop.screenshot(tmp_path / "screen.png")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_program_that_ends_early_is_told_from_one_that_is_slow(desktop, data_dir):
    (data_dir.parent / "program-output.txt").write_text("no such library", "utf-8")
    with running([sys.executable, "-c", ""], desktop.environment()) as process:
        process.wait(30)
        program = Program(desktop, data_dir, process)
        with pytest.raises(AssertionError, match="no such library"):
            wait_for("the window", program._find_window)
