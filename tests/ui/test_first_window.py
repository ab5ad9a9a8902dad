from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk.paths import Paths
from healthdesk.ui.first_window import FirstWindow, socket_name

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from healthdesk.paths import Paths
from healthdesk.ui.first_window import FirstWindow
app = QCoreApplication([])
second = FirstWindow(Paths.find(sys.argv[1], {}))
first = second.claim()
if first and len(sys.argv) > 2:
    import os
    os._exit(7)
second.release() if first else None
raise SystemExit(0 if first else 3)
"""


def test_a_second_start_calls_the_first_and_ends(
    qtbot: QtBot, qapp: QApplication, paths: Paths
) -> None:
    first = FirstWindow(paths)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.called, timeout=15_000):
        process = subprocess.Popen([sys.executable, "-c", SECOND, str(paths.data)])
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=15_000)
    assert process.returncode == 3
    first.release()
    first.deleteLater()


def test_a_first_window_that_was_killed_is_not_waited_for(qapp: QApplication, paths: Paths) -> None:
    killed = subprocess.run([sys.executable, "-c", SECOND, str(paths.data), "die"], check=False)
    assert killed.returncode == 7
    first = FirstWindow(paths)
    assert first.claim()
    first.listen()
    first.release()
    first.deleteLater()


def test_two_folders_have_two_windows(qapp: QApplication, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    windows = []
    for folder in folders:
        folder.mkdir()
        windows.append(FirstWindow(Paths.find(str(folder), {})))
    assert [window.claim() for window in windows] == [True, True]
    for window in windows:
        window.listen()
    for window in windows:
        window.release()
        window.deleteLater()


def test_a_long_path_gets_a_short_name(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)
    assert len(socket_name(Paths.find(str(deep), {}))) < 50
