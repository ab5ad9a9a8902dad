"""What stands around a chart: what its signs mean, and single figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.ui import theme, widgets


class Swatch(QWidget):
    """What stands for a dot, a line, a band, a spread or a limit in the legend."""

    def __init__(self, shape: str, part: int) -> None:
        super().__init__()
        self._shape, self._part = shape, part
        self.setFixedSize(18, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        if self._shape == "line":
            painter.setPen(QPen(look.line_color(self._part), 2.2))
            painter.drawLine(1, 6, 17, 6)
            return
        if self._shape == "limit":
            painter.setPen(QPen(look.line_color(self._part), 1.4))
            painter.drawPolygon([QPointF(5, 3), QPointF(13, 3), QPointF(9, 10)])
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if self._shape == "spread":
            painter.fillRect(QRectF(8, 0, 2, 12), look.line_color(self._part, 0.5))
            return
        if self._shape == "band":
            painter.setBrush(look.line_color(self._part, 0.18))
            painter.drawRoundedRect(QRectF(1, 0, 16, 12), 3, 3)
            return
        painter.setBrush(look.line_color(self._part, 0.6))
        painter.drawEllipse(QRectF(5, 2, 8, 8))


class LegendEntry(QWidget):
    """A swatch and what it stands for."""

    def __init__(self, shape: str, part: int, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Swatch(shape, part))
        row.addWidget(widgets.Text(name, "axis", tone="muted"), 1)


class Figure(QWidget):
    """One number of the strip under the title: what it is, and the value."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(widgets.Text(name, "caption", tone="muted"))
        column.addWidget(widgets.Text(value, "section"))
