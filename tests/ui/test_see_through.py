from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from healthdesk.ui import see_through, widgets
from healthdesk.ui.record_filters import CheckList


@pytest.mark.parametrize("kind", ["menu", "list"])
def test_popups_have_round_corners_where_windows_are_blended(kind, qtbot):
    parent = widgets.Card()
    qtbot.addWidget(parent)
    popup = widgets.Menu(parent) if kind == "menu" else CheckList("Types", "Find", parent)
    assert see_through.blends()  # as everywhere but on X
    if isinstance(popup, widgets.Menu):
        popup.addAction("Delete")
        popup.popup(QPoint(0, 0))
    else:
        popup.open_under(parent)
    assert popup.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert popup.property("square") is False
    # It was so before there was a window: one cannot become see-through.
    window = popup.windowHandle()
    assert window is not None
    assert window.requestedFormat().alphaBufferSize() == 8
    popup.close()
