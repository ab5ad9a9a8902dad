"""What every still drawing has in common: it is walked by keys, tells each place in a small
card and to a screen reader, and shows where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.readout import Readout


class Walked(QWidget):
    """The frame; what is drawn and where one walks is the subclass's."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._readout = Readout(self)
        self._readout.set_look(look)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(190)

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def set_look(self, look: Look) -> None:
        """Colours and font of words and lines."""
        self.look = look
        self._readout.set_look(look)
        self.update()

    def announce(self, sentence: str) -> None:
        """Have a screen reader say `sentence`, where one runs."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def paint_focus(self, painter: QPainter) -> None:
        """A ring around all of it while it has the keyboard."""
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
