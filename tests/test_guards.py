"""Each guard fires on the test it is made for, and on no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

GUILTY = """
import logging, socket, subprocess, sys, threading, time, warnings
import pytest

KEPT = []  # what a leak holds on to

def test_logs_a_warning():
    logging.getLogger("healthdesk.storage").warning("the disk is %s", "full")

def test_logs_to_the_root():
    logging.error("anything at all")

def test_expected_log_does_not_come(expected_logs):
    expected_logs.expect("healthdesk.storage", "disk is full")

def test_expects_another_log(expected_logs):
    expected_logs.expect("healthdesk.storage", "disk is full")
    logging.getLogger("healthdesk.storage").warning("the disk is full")
    logging.getLogger("healthdesk.storages").warning("the disk is full")

def test_leaves_a_daemon_thread():
    threading.Thread(target=time.sleep, args=(60,), daemon=True, name="lazy").start()

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(6,), name="stubborn").start()

def test_leaves_a_process():
    KEPT.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"]))

def test_warns():
    warnings.warn("old", DeprecationWarning)

def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    window.setWindowTitle("orphan")
    KEPT.append(window)

def test_leaves_a_timer(qapp):
    from PySide6.QtCore import QTimer
    timer = QTimer(objectName="ticking")
    timer.start(50_000)
    KEPT.append(timer)

def test_leaves_a_qt_thread(qapp):
    from PySide6.QtCore import QThread
    thread = QThread(objectName="spinning")
    thread.start()
    KEPT.append(thread)

def test_makes_qt_complain(qapp):
    from PySide6.QtCore import qWarning
    qWarning("something is wrong with the style")

def test_raises_in_a_slot(qtbot):
    from PySide6.QtCore import QTimer
    def slot():
        raise ValueError("in a slot")
    QTimer.singleShot(0, slot)
    qtbot.wait(20)
"""

INNOCENT = """
import logging, subprocess, sys, threading, time

def test_expected_log_comes(expected_logs):
    expected_logs.expect("healthdesk", "disk is (full|slow)")
    logging.getLogger("healthdesk.storage").warning("the disk is %s", "full")

def test_logs_information():
    logging.getLogger("healthdesk").info("all is well")

def test_ends_its_thread_soon_after():
    threading.Thread(target=time.sleep, args=(0.2,)).start()

def test_waits_for_its_process():
    subprocess.run([sys.executable, "-c", ""], check=True)

def test_closes_its_window(qtbot):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(50_000)

def test_lets_its_window_go(qapp):
    from PySide6.QtWidgets import QDialog
    dialog = QDialog()
    dialog.show()
    dialog.itself = dialog  # a cycle
    dialog.deleteLater()
"""

# What is said of each guilty test.
VERDICTS = {
    "test_logs_a_warning": "logged WARNING by healthdesk.storage: the disk is full",
    "test_logs_to_the_root": "logged ERROR by root: anything at all",
    "test_expected_log_does_not_come": "expected log did not come: healthdesk.storage",
    "test_expects_another_log": "logged WARNING by healthdesk.storages: the disk is full",
    "test_leaves_a_daemon_thread": "thread still running: lazy (daemon)",
    "test_leaves_a_thread": "thread still running: stubborn",
    "test_leaves_a_process": "process left behind: ",
    "test_warns": "DeprecationWarning: old",
    "test_leaves_a_window": "window left open: QWidget '' 'orphan'",
    "test_leaves_a_timer": "timer still active: QTimer 'ticking' of nobody",
    "test_leaves_a_qt_thread": "thread still running: QThread 'spinning' of nobody",
    "test_makes_qt_complain": "something is wrong with the style",
    "test_raises_in_a_slot": "Exceptions caught in Qt event loop",
}
# The guilty end without regard for what they leave, or Qt would wait for its thread.
END_AT_ONCE = """
import os, subprocess
import pytest

@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    import test_guilty
    for kept in test_guilty.KEPT:
        if isinstance(kept, subprocess.Popen):
            kept.kill()
            kept.wait()
    os._exit(1)
"""


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    """The tests of a folder, run with this project's own settings and guards."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(folder)),
            *("-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}"),
            *("-p", "tests.guards", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("--import-mode=prepend", "-v", "-rA"),
        ],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


@pytest.fixture(scope="module")
def guilty(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("guilty")
    (folder / "test_guilty.py").write_text(GUILTY, "utf-8")
    (folder / "conftest.py").write_text(END_AT_ONCE, "utf-8")
    return run_tests(folder).stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", VERDICTS)
def test_guard_fires(guilty, name):
    # Under the heading of each failure, up to the next one, stands why.
    section = re.search(
        rf"^_+ (?:ERROR at teardown of )?{name} _+$(.*?)^[_=]{{3}}",
        guilty,
        re.MULTILINE | re.DOTALL,
    )
    assert section, guilty
    assert VERDICTS[name] in section[1]


@pytest.mark.slow
def test_guards_let_the_innocent_be(tmp_path):
    (tmp_path / "test_innocent.py").write_text(INNOCENT, "utf-8")
    done = run_tests(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{INNOCENT.count('def test_')} passed" in done.stdout
