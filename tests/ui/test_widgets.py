"""What the pieces of every page promise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from healthdesk.ui.theme import Themes
from healthdesk.ui.widgets import Button, Dialog, Field, IconButton


@pytest.fixture
def dialog(qtbot: QtBot, themes: Themes) -> Dialog:
    """One that is on the screen, with nothing in it."""
    made = Dialog("Ask")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_presses_the_button_with_the_keyboard_else_the_default(
    dialog: Dialog, qtbot: QtBot, key: Qt.Key
) -> None:
    pressed: list[str] = []
    line = QLineEdit()
    copy = IconButton("copy", "Copy", run=lambda: pressed.append("copy"))
    dialog.body.addWidget(line)
    dialog.body.addWidget(copy)
    dialog.add_button("Keep", run=lambda: pressed.append("keep"), default=True)
    go = dialog.add_button("Go", "danger", run=lambda: pressed.append("go"))
    qtbot.waitUntil(go.isVisible)
    for focused in (line, go, line, copy):
        focused.setFocus()
        qtbot.keyClick(focused, key)
    assert pressed == ["keep", "go", "keep", "copy"]


@pytest.mark.parametrize("kind", ["primary", "plain", "quiet", "danger", "icon"])
def test_the_ring_alone_shows_where_the_keyboard_is(
    dialog: Dialog, qtbot: QtBot, kind: str
) -> None:
    """Also after Tab, when Qt would draw a second one around the words."""
    button = IconButton("copy", "Copy") if kind == "icon" else Button("Take it back", kind)
    dialog.body.addWidget(button)
    button.setFocus()
    qtbot.waitUntil(lambda: button.isVisible() and button.hasFocus())
    pictures = []
    for tabbed in (True, False):
        dialog.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, tabbed)
        pictures.append(button.grab().toImage())
    assert pictures[0] == pictures[1]


def test_a_field_that_keeps_its_hint_is_as_high_with_an_error(dialog: Dialog) -> None:
    field = Field("Unit", QLineEdit(), "The file says only 170.", keeps=True)
    dialog.body.addWidget(field)
    heights = [field.sizeHint().height()]
    field.set_error("Choose one.")
    assert field.control.accessibleDescription() == "The file says only 170. Choose one."
    heights.append(field.sizeHint().height())
    field.clear_error()
    assert field.control.accessibleDescription() == "The file says only 170."
    heights.append(field.sizeHint().height())
    assert len(set(heights)) == 1
