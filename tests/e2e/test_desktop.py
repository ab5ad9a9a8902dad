"""The hands and eyes of the end-to-end tests, tried on a small window with known faults."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack

import pytest

from tests.e2e.desktop import Program, indiscretions, running, wait_for

SMALL_WINDOW = """
import sys
from PySide6.QtCore import Qt
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
for part in (pages, entry, answer):
    rows.addWidget(part)
fault = sys.argv[1:]
if fault == ["nameless"]:
    rows.addWidget(QLineEdit())
if fault == ["twins"]:
    for _ in range(2):
        rows.addWidget(QPushButton("Delete"))
if fault == ["out of reach"]:
    button = QPushButton("Delete")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    rows.addWidget(button)
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


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("nameless", r"no name: .*/text\[\]"),
        ("twins", r"same name twice: .*/push button\[Delete\]"),
        ("out of reach", r"out of reach of keys: .*/push button\[Delete\]"),
    ],
)
def test_what_leaves_people_at_a_loss_is_found(show, fault, said):
    walked = show(fault).walk()
    assert walked.returncode == 1
    assert re.search(said, walked.stdout)


@pytest.mark.parametrize(
    ("option", "what"),
    [
        ("--selected", "Today"),
        ("--contains", "heard"),
        ("--focused", "Pages"),
        ("--control", "text:Slow entry"),
        ("--control", "button:Quick entry"),
    ],
)
def test_what_is_not_there_is_said(show, option, what):
    walked = show().walk(option, what, "--timeout", "1")
    assert walked.returncode == 1
    assert f"not there: {option[2:]}: {what}" in walked.stdout


def test_what_should_have_gone_is_said(show):
    walked = show().walk("--without", "nothing yet", "--timeout", "1")
    assert walked.returncode == 1
    assert "still there: without: nothing yet" in walked.stdout


def test_what_was_typed_is_found_in_a_log(data_dir):
    log = data_dir / "logs" / "window.log"
    log.parent.mkdir()
    log.write_text('{"at": "10:00:00.187", "message": "stored", "kind": "187/113 with x"}\n')
    assert len(indiscretions(data_dir, ["bp 187/999"])) == 1
    assert not indiscretions(data_dir, ["weight 81.4 #holiday"])


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
