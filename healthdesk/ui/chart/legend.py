"""What stands around a chart: what its signs mean, and single figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.ui import theme, widgets
from healthdesk.ui.chart.look import DASHES, faded
from healthdesk.ui.flow_row import FlowRow

LINE, THIN = 2.2, 1.6
LEGEND_GAP = 10


class Swatch(QWidget):
    """A sign of the legend: `dot`, `line`, `dashes`, `long-dashes`, `dotted`, `band`, `spread`,
    `limit`, `growing` and `growing-dot` (not over yet), `faint` (a line of another time),
    `marks` (of a lane) or `block` (a plain box).
    The colour is that of a part of the type in hand, or one of its own ("#rrggbb")."""

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
        paint_sign(painter, self._shape, self._tint)
        painter.end()


def paint_sign(painter: QPainter, shape: str, tint: Callable[[float], QColor]) -> None:
    """A sign of 18 × 12 pixels at (0, 0); `tint` gives its colour at an opacity."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape in (*DASHES, "faint"):
        _paint_line(painter, shape, tint)
    elif shape in ("growing", "growing-dot"):
        _paint_growing(painter, shape, tint)
    elif shape == "limit":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tint(1.0), 1.4))
        painter.drawPolygon([QPointF(5, 3), QPointF(13, 3), QPointF(9, 10)])
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        _paint_shape(painter, shape, tint)


def _paint_growing(painter: QPainter, shape: str, tint: Callable[[float], QColor]) -> None:
    pen = QPen(tint(1.0), 1.2)
    painter.setBrush(tint(0.2))
    if shape == "growing":
        pen.setDashPattern((3.0, 2.0))
        painter.setPen(pen)
        painter.drawRect(QRectF(5, 1, 8, 10))
    else:
        painter.setPen(pen)
        painter.drawEllipse(QRectF(5, 2, 8, 8))


def _paint_line(painter: QPainter, shape: str, tint: Callable[[float], QColor]) -> None:
    pen = QPen(tint(0.45 if shape == "faint" else 1.0), LINE if shape == "line" else THIN)
    if dash := DASHES.get(shape):
        pen.setDashPattern(dash)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(1, 6, 17, 6)


def _paint_shape(painter: QPainter, shape: str, tint: Callable[[float], QColor]) -> None:
    if shape == "spread":
        painter.fillRect(QRectF(8, 0, 2, 12), tint(0.5))
    elif shape == "marks":
        for left, top in ((2, 4), (7, 1), (12, 6)):
            painter.fillRect(QRectF(left, top, 3, 11 - top), tint(0.7))
    elif shape == "block":
        painter.setBrush(tint(1.0))
        painter.drawRoundedRect(QRectF(3, 1, 12, 10), 2, 2)
    elif shape == "band":
        painter.setBrush(tint(0.18))
        painter.drawRoundedRect(QRectF(1, 0, 16, 12), 3, 3)
    else:
        painter.setBrush(tint(0.6))
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


class LegendRow(QWidget):
    """Entries beside each other, in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowRow(self, gap=LEGEND_GAP)

    def set_entries(self, entries: Sequence[tuple[str, int | str, str]]) -> None:
        """Show these and free those before; see `Swatch` for shapes and colours."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries:
            widget = LegendEntry(*entry)
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._row.addWidget(widget)
        self.updateGeometry()


class Figure(QWidget):
    """One number of the strip under the title: what it is, and the value."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(widgets.Text(name, "caption", tone="muted"))
        column.addWidget(widgets.Text(value, "section"))
