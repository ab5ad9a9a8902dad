"""Popups on a screen where nothing blends windows: see-through corners would be black."""

from __future__ import annotations

import sys

from tests.e2e.desktop import ROOT, Desktop

ASKED = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from healthdesk.ui.widgets import Menu
application = QApplication([])
menu = Menu()
menu.addAction("Delete")
menu.popup(menu.pos())
print(menu.property("square"), menu.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground))
"""


def test_menus_have_square_corners(desktop: Desktop):
    told = desktop.run(
        "env", "QT_QPA_PLATFORM=xcb", f"PYTHONPATH={ROOT}", sys.executable, "-c", ASKED
    )
    assert told.stdout.split() == ["True", "False"]
