from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from healthdesk.domain.errors import Unavailable
from healthdesk.ui.app import require_display

START = """
import os, sys
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.ui.app import run_gui
paths = Paths.find(sys.argv[1], {})
raise SystemExit(run_gui(paths, Settings.load(paths, {}), smoke="smoke" in sys.argv))
"""


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "dev", "-W", "ignore", "-c", START, str(folder), *words],
        stderr=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def test_a_trial_start_opens_paints_and_ends_well(data_dir: Path) -> None:
    process = start(data_dir, "smoke")
    _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert said == ""
    assert (data_dir / "healthdesk.db").exists()


def test_a_trial_start_on_a_file_that_is_no_database_fails(data_dir: Path) -> None:
    (data_dir / "healthdesk.db").write_bytes(b"This is not a database. " * 400)
    process = start(data_dir, "smoke")
    _, said = process.communicate(timeout=90)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert (data_dir / "healthdesk.db").read_bytes().startswith(b"This is not")


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX systems")
def test_an_end_signal_closes_the_window_as_its_button_does(data_dir: Path) -> None:
    process = start(data_dir)
    try:
        deadline_file = data_dir / "healthdesk.db"
        for _ in range(600):
            if deadline_file.exists() and (data_dir / "window.lock").exists():
                break
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert (data_dir / "window.ini").exists()


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform.startswith("linux"):
        with pytest.raises(Unavailable, match="no-display"):
            require_display()
    monkeypatch.setenv("DISPLAY", ":1")
    require_display()
