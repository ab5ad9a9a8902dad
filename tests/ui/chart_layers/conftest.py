"""A context over services in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.panels import chart_context
from tests.ui.panels.chart_context import Place


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Place]:
    made = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(made.window)
    yield made
    made.close()
