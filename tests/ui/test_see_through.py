from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from healthdesk.ui import see_through, widgets
from healthdesk.ui.record_filters import CheckList


@pytest.fixture(params=["menu", "list"])
def popup(request, qtbot):
    parent = widgets.Card()
    qtbot.addWidget(parent)
    yield widgets.Menu(parent) if request.param == "menu" else CheckList("Types", "Find", parent)


def test_popups_have_round_corners_where_windows_are_blended(popup):
    assert see_through.blends()  # as everywhere but on X
    assert popup.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert popup.property("square") is False
