"""A tiny picture of the last 30 days; painted directly, so that Today loads no plotting."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from healthdesk.domain.unusual import median
from healthdesk.ui import theme

DAYS: Final = 30
# The line stays open, as on the chart, after so many times the usual distance of two values.
GAP_STEPS: Final = 3
ROOM: Final = 4.0
# Where a stretch begins and ends, so that nobody takes it for cut off.
END_RADIUS, LAST_RADIUS = 1.6, 3.0


class Sparkline(QWidget):
    """Daily values as a line, or as bars for types that are summed up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[int, float], ...] = ()
        self._today = 0
        self._bars = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(96), look.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme.current().px(36))

    def set_points(self, points: tuple[tuple[int, float], ...], today: int, *, bars: bool) -> None:
        """`points`: day ordinals and values, ascending; the picture ends with `today`."""
        self._points = tuple(p for p in points if today - DAYS < p[0] <= today)
        self._today, self._bars = today, bars
        self.update()

    def runs(self) -> list[list[QPointF]]:
        """The points on the widget, one list for each stretch without a gap."""
        if not self._points:
            return []
        values = [value for _, value in self._points]
        low = 0.0 if self._bars else min(values)
        high = max(*values, low)
        height, width = self.height() - 2 * ROOM, self.width() - 2 * ROOM
        first = self._today - DAYS + 1

        def place(day: int, value: float) -> QPointF:
            share = (value - low) / (high - low) if high > low else 0.5
            x = ROOM + (day - first) / (DAYS - 1) * width
            return QPointF(x, ROOM + (1 - share) * height)

        stretches = [[place(*self._points[0])]]
        longest = GAP_STEPS * _usual_distance([day for day, _ in self._points])
        for before, after in pairwise(self._points):
            if after[0] - before[0] > longest:
                stretches.append([])
            stretches[-1].append(place(*after))
        return stretches

    def paintEvent(self, event: QPaintEvent) -> None:
        stretches = self.runs()
        if not stretches:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._bars:
            self._paint_bars(painter, stretches)
        else:
            self._paint_line(painter, stretches)

    def _paint_bars(self, painter: QPainter, stretches: list[list[QPointF]]) -> None:
        look = theme.current()
        width = (self.width() - 2 * ROOM) / DAYS * 0.72
        painter.setPen(Qt.PenStyle.NoPen)
        last = stretches[-1][-1]
        for point in (p for stretch in stretches for p in stretch):
            painter.setBrush(look.line_color(0, 1.0 if point is last else 0.45))
            base = self.height() - ROOM
            painter.drawRect(QRectF(point.x() - width / 2, point.y(), width, base - point.y()))

    def _paint_line(self, painter: QPainter, stretches: list[list[QPointF]]) -> None:
        look = theme.current()
        pen = QPen(look.line_color(0, 0.7), 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stretch in stretches:
            if len(stretch) > 1:
                painter.drawPolyline(QPolygonF(stretch))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.line_color(0, 0.7))
        if len(stretches) > 1:
            for end in (end for stretch in stretches for end in (stretch[0], stretch[-1])):
                painter.drawEllipse(end, END_RADIUS, END_RADIUS)
        painter.setBrush(look.line_color(0))
        painter.drawEllipse(stretches[-1][-1], LAST_RADIUS, LAST_RADIUS)


def _usual_distance(days: Sequence[int]) -> float:
    """At least a day."""
    return max(1.0, median([after - before for before, after in pairwise(days)] or [1]))
