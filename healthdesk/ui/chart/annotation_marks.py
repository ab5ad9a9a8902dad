"""Notes at a time in a chart: a thin line and, for spans, a faint band over the plot; flags
with short words in a lane under it, where they hide no reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from healthdesk.ui.chart.layers import Bounds
from healthdesk.ui.chart.look import Look, faded
from healthdesk.ui.chart.plane import Plane

# Strokes and gaps of the line, in its widths; told apart so from the cross and the grid.
DASH: Final = (2.0, 3.0)
BAND_OPACITY, FLAG_OPACITY = 0.07, 0.16
# A flag: its pole, room beside the words, its widest, and the least in which words can be read.
POLE, ROOM, WIDEST, NARROWEST = 3.0, 5.0, 190.0, 28.0
# Between two flags; and how near to a line the mouse has to be.
APART, REACH = 3.0, 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A note: its number, when it begins and (a span) ends in wall seconds, its short words."""

    id: int
    at: float
    until: float | None
    words: str

    @property
    def end(self) -> float:
        return self.at if self.until is None else self.until


class MarkLines:
    """Where notes stand in the plot."""

    def __init__(self, marks: Sequence[Mark], color: str) -> None:
        self._marks, self._color = tuple(marks), color

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        area = plane.area
        pen = QPen(QColor(self._color), 1.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)
        band = faded(self._color, BAND_OPACITY)
        drawn: float | None = None
        for mark in _in_sight(self._marks, plane):
            left, right = plane.x(mark.at), plane.x(mark.end)
            if right - left >= 1:
                painter.fillRect(QRectF(left, area.top(), right - left, area.height()), band)
            for x in (left, right) if right - left >= 1 else (left,):
                if drawn is None or abs(x - drawn) >= 1:  # else one line stands for both
                    place = x if plane.exact else int(x) + 0.5
                    painter.drawLine(QLineF(place, area.top(), place, area.bottom()))
                    drawn = x


class MarkFlags:
    """The notes' words in a lane; cut where the next one begins, left out where there is no
    room for words."""

    def __init__(self, marks: Sequence[Mark], look: Look, color: str) -> None:
        self._marks, self._look, self._color = tuple(marks), look, color

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        painter.setFont(self._look.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)
        metrics = QFontMetricsF(self._look.font)
        for mark, place in flags(self._marks, plane, metrics):
            turned = place.left() < plane.x(mark.at) - POLE
            self._paint_flag(painter, mark, place, metrics, turned=turned)

    def _paint_flag(
        self, painter: QPainter, mark: Mark, place: QRectF, metrics: QFontMetricsF, *,
        turned: bool,
    ) -> None:  # fmt: skip
        painter.fillRect(place, faded(self._color, FLAG_OPACITY))
        pole = place.right() - POLE if turned else place.left()
        painter.fillRect(QRectF(pole, place.top(), POLE, place.height()), QColor(self._color))
        room = place.width() - POLE - 2 * ROOM
        if place.width() < NARROWEST:
            return
        painter.setPen(QColor(self._look.text))
        words = metrics.elidedText(mark.words, Qt.TextElideMode.ElideRight, room)
        begin = ROOM if turned else POLE + ROOM
        inside = QRectF(place.left() + begin, place.top(), room + 1, place.height())
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)


def flags(
    marks: Sequence[Mark], plane: Plane, metrics: QFontMetricsF
) -> Iterator[tuple[Mark, QRectF]]:
    """The notes in sight that get a flag in the lane `plane`, each with its place, ascending
    in time. One that began before is named at the left edge, and a flag that has no room at
    the right edge is turned to the left."""
    area = plane.area
    seen = list(_in_sight(marks, plane))
    free = area.left()
    for number, mark in enumerate(seen):
        left = max(plane.x(mark.at), area.left())
        if left < free:
            continue  # no room: the line alone stands for it
        wanted = max(
            metrics.horizontalAdvance(mark.words) + POLE + 2 * ROOM + 1,
            plane.x(mark.end) - left,
        )
        following = (max(plane.x(one.at), area.left()) for one in seen[number + 1 :])
        limit = next((x for x in following if x > left), area.right() + APART) - APART
        width = min(max(wanted, POLE), max(limit - left, POLE))
        if mark.until is None or plane.x(mark.end) - left < WIDEST:
            width = min(width, WIDEST)
        aside = min(wanted, WIDEST, left + POLE - free)
        if mark.until is None and width < min(wanted, aside) and limit >= area.right():
            # At the right edge the words stand before the pole, if those before leave room.
            width, left = aside, left + POLE - aside
        if width < NARROWEST:
            left, width = max(plane.x(mark.at), area.left()), POLE
        yield mark, QRectF(left, area.top(), width, area.height())
        free = left + width


def mark_at(
    marks: Sequence[Mark], plot: Plane, lane: Plane | None, look: Look, x: float, y: float
) -> Mark | None:
    """The note under the mouse: by its flag in the lane, or near its line in the plot."""
    if lane is not None and lane.area.contains(x, y):
        metrics = QFontMetricsF(look.font)
        for mark, place in flags(marks, lane, metrics):
            if place.adjusted(-REACH, 0, REACH, 0).contains(x, y):
                return mark
    if not plot.area.top() <= y <= (lane or plot).area.bottom():
        return None
    near = [
        (min(abs(plot.x(mark.at) - x), abs(plot.x(mark.end) - x)), mark.at, mark)
        for mark in _in_sight(marks, plot)
    ]
    away, _, found = min(near, default=(REACH + 1, 0.0, None), key=lambda one: one[:2])
    return found if away <= REACH else None


def _in_sight(marks: Sequence[Mark], plane: Plane) -> Iterator[Mark]:
    return (mark for mark in marks if mark.at <= plane.high and mark.end >= plane.low)
