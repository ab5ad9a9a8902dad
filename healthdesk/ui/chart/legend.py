"""What stands around a chart: what its signs mean, and single figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.ui import theme, widgets
from healthdesk.ui.chart.look import DASHES, faded

LINE, THIN = 2.2, 1.6


class Swatch(QWidget):
    """A sign of the legend: `dot`, `line`, `dashes`, `long-dashes`, `dotted`, `band`, `spread`,
    `limit`, `faint` (a line of another time), `marks` (of a lane) or `block` (a plain box). The colour is that of a
    part of the type in hand, or one of its own ("#rrggbb")."""

    def __init__(self, shape: str, color: int | str) -> None:
        super().__init__()
        self._shape, self._color = shape, color
        self.setFixedSize(18, 12)

    def _tint(self, opacity: float = 1.0) -> QColor:
        if isinstance(self._color, int):
            return theme.current().line_color(self._color, opacity)
        return faded(self._color, opacity)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shape in (*DASHES, "faint"):
            self._paint_line(painter)
        elif self._shape == "limit":
            painter.setPen(QPen(self._tint(), 1.4))
            painter.drawPolygon([QPointF(5, 3), QPointF(13, 3), QPointF(9, 10)])
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            self._paint_shape(painter)

    def _paint_line(self, painter: QPainter) -> None:
        faint = self._shape == "faint"
        pen = QPen(self._tint(0.45 if faint else 1.0), LINE if self._shape == "line" else THIN)
        if dash := DASHES.get(self._shape):
            pen.setDashPattern(dash)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(1, 6, 17, 6)

    def _paint_shape(self, painter: QPainter) -> None:
        if self._shape == "spread":
            painter.fillRect(QRectF(8, 0, 2, 12), self._tint(0.5))
        elif self._shape == "marks":
            for left, top in ((2, 4), (7, 1), (12, 6)):
                painter.fillRect(QRectF(left, top, 3, 11 - top), self._tint(0.7))
        elif self._shape == "block":
            painter.setBrush(self._tint())
            painter.drawRoundedRect(QRectF(3, 1, 12, 10), 2, 2)
        elif self._shape == "band":
            painter.setBrush(self._tint(0.18))
            painter.drawRoundedRect(QRectF(1, 0, 16, 12), 3, 3)
        else:
            painter.setBrush(self._tint(0.6))
            painter.drawEllipse(QRectF(5, 2, 8, 8))


class LegendEntry(QWidget):
    """A swatch and what it stands for; see `Swatch`."""

    def __init__(self, shape: str, color: int | str, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Swatch(shape, color))
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
