"""The wheel of a mouse over a control."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


def turn(control: QWidget) -> bool:
    """One step of the wheel, downwards; whether the control took it for itself."""
    middle = QPointF(control.rect().center())
    step = QWheelEvent(
        middle, control.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(control, step)
    return step.isAccepted()
