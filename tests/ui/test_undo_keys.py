from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from healthdesk.ui.undo_keys import UndoKeys
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp


def test_a_field_with_nothing_to_undo_leaves_the_key_to_the_data(
    window: Window, services: FakeApp, settled
) -> None:
    keys = UndoKeys(window)
    QTest.keyClicks(window.entry.edit, "weight 81 kg")
    QTest.keyClick(window.entry.edit, Qt.Key.Key_Return)
    settled(lambda: window.context is not None and window.context.undo.can_undo)
    field = QLineEdit(window.main)
    field.show()
    keys.follow(window.entry.edit, field)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClicks(field, "tired")
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    assert field.text() == ""
    assert len(services.journal.live(1)) == 1
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    settled(lambda: services.journal.live(1) == [])
