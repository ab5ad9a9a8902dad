"""Scrolling a page must not change what the pointer happens to pass."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


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
    known = root.findChild(_PassOn, options=Qt.FindChildOption.FindDirectChildrenOnly)
    passing = known or _PassOn(root)
    controls: list[QWidget] = [*root.findChildren(QComboBox), *root.findChildren(QAbstractSpinBox)]
    for control in controls:
        control.installEventFilter(passing)
