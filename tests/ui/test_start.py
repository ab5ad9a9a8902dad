"""What the first paint waits for: each of these costs as much as a tenth of a bare window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[2]

# The command line's own way to the window; at its first paint it tells what is there, and ends.
PROGRAM = """
import json, linecache, sys
from healthdesk.cli import main as command_line
from healthdesk.ui import app as program
from PySide6 import QtCore, QtGui, QtWidgets

modules = (QtCore, QtGui, QtWidgets)

def tell():
    found = {
        "modules": sorted(sys.modules),
        "names": sorted(name for module in modules for name in vars(module)),
        "sources": sorted(linecache.cache),
    }
    print(json.dumps(found), flush=True)

class Watched(program.Program):
    def start(self, smoke=False):
        self.window.painted.connect(tell)
        super().start(smoke)

    def open(self):
        self.window.close()

program.Program = Watched
sys.exit(command_line.run(["--data-dir", sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("start")
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("HEALTH", "XDG_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / "data")], cwd=TOP,
        env=environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_page_no_services_and_no_charts_are_loaded(painted: dict[str, list[str]]) -> None:
    loaded = set(painted["modules"])
    heavy = {"numpy", "sqlalchemy", "alembic", "sqlcipher3", "asyncio", "xml", "http", "ssl"}
    assert not loaded & heavy
    ours = {name for name in loaded if name.startswith("healthdesk.")}
    assert "healthdesk.ui.window" in ours
    layers = ("healthdesk.services", "healthdesk.storage", "healthdesk.exchange", "healthdesk.api",
              "healthdesk.ui.panels", "healthdesk.ui.dialogs", "healthdesk.ui.chart",
              "healthdesk.bootstrap")  # fmt: skip
    assert not {name for name in ours if name.startswith(layers)}


def test_the_names_of_qt_are_not_made(painted: dict[str, list[str]]) -> None:
    """The binding makes a class when it is asked for; `Qt` is ninety at once."""
    made = set(painted["names"])
    assert "QObject" in made
    assert not made & {"Qt", "QAccessible", "QComboBox", "QAbstractSpinBox", "QStyle"}


def test_no_source_is_read(painted: dict[str, list[str]]) -> None:
    """The binding would, of each module imported after it."""
    assert not [name for name in painted["sources"] if "healthdesk" in name]
