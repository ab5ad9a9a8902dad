"""Scrolling a page must not change what the pointer happens to pass."""

from __future__ import annotations

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _PassOn(QObject):
    """Leaves the wheel of a control to what scrolls around it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()  # goes on to the parent
        return True


def scroll_past(root: QWidget) -> None:
    """Let lists and numbers within `root` be changed by click and key alone: a unit or a limit
    that a wheel turned on its way down the page would be noticed too late or never. To be called
    again where controls are added later."""
    known = root.findChild(_PassOn, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly)
    passing = known or _PassOn(root)
    controls: list[QWidget] = [
        *root.findChildren(QtWidgets.QComboBox),
        *root.findChildren(QtWidgets.QAbstractSpinBox),
    ]
    for control in controls:
        control.installEventFilter(passing)
