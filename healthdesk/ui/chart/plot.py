"""A drawing between two axes that stands still: a day, a year, a range of values along its
foot. It is walked point by point, with the mouse and by keys."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.axes import EDGE, RIGHT, TEXT_DISTANCE, TOP, TimeAxis, ValueAxis
from healthdesk.ui.chart.layers import LINE_WIDTH, Layer, extremes_of
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plane import PADDING, Plane
from healthdesk.ui.chart.walked import Walked

RING = 11.0
# Words along the foot stand at least this far apart.
APART = 14.0
# Round values along a foot.
FOOT_TICKS = 9


@dataclass(frozen=True, slots=True)
class Station:
    """A place to walk to: where it stands, the values to ring, what it says (value, when and
    more), and a number of the caller's own."""

    at: float
    values: tuple[float, ...]
    value: str
    when: str
    more: str = ""
    more2: str = ""
    id: int = 0

    @property
    def words(self) -> str:
        """All it says, for a screen reader."""
        return ", ".join(said for said in (self.value, self.when, self.more, self.more2) if said)


class Foot(Protocol):
    """The axis below a plot."""

    def height(self, look: Look) -> float:
        """The room it needs."""

    def paint(self, painter: QPainter, plane: Plane, look: Look) -> None:
        """A line at the foot of the plot, and words under it."""


class WordsFoot:
    """Words at positions; where they would touch, only every second, third … is told. With
    `between` they stand in the middle up to the next. `title` says what is along the foot."""

    def __init__(
        self, words: Sequence[tuple[float, str]], title: str = "", *, lines: bool = False
    ) -> None:
        self._words, self._title, self._lines = tuple(words), title, lines

    def height(self, look: Look) -> float:
        line = QFontMetricsF(look.font).height()
        return line + 16 + (line + 2 if self._title else 0)

    def paint(self, painter: QPainter, plane: Plane, look: Look) -> None:
        area, metrics = plane.area, QFontMetricsF(look.font)
        bottom = area.bottom() + 0.5
        painter.setPen(QPen(QColor(look.hairline), 1))
        painter.drawLine(QPointF(area.left() - 1, bottom), QPointF(area.right() + 1, bottom))
        widths = [metrics.horizontalAdvance(words) for _, words in self._words]
        every = self._every(plane, widths)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
            Qt.TextFlag.TextDontClip
        )
        for number, (at, words) in enumerate(self._words):
            x, width = plane.x(at), widths[number]
            if number % every or x + width / 2 > area.right() + RIGHT + 1 or x < area.left() - 1:
                continue
            if self._lines:
                painter.setPen(QPen(QColor(look.hairline), 1))
                painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4))
            painter.setPen(QColor(look.muted))
            place = QRectF(x - width / 2, bottom + TEXT_DISTANCE - 1, width, metrics.height())
            painter.drawText(place, flags, words)
        if self._title:
            top = bottom + TEXT_DISTANCE + metrics.height() + 2
            painter.setPen(QColor(look.muted))
            place = QRectF(area.left(), top, area.width(), metrics.height())
            painter.drawText(place, flags, self._title)

    def _every(self, plane: Plane, widths: Sequence[float]) -> int:
        places = [plane.x(at) for at, _ in self._words]
        for every in range(1, len(places) + 1):
            told = range(0, len(places), every)
            if all(
                places[b] - places[a] >= (widths[a] + widths[b]) / 2 + APART
                for a, b in itertools.pairwise(told)
            ):
                return every
        return max(1, len(places))


class TimeFoot:
    """Dates along the foot."""

    def __init__(self, style: ticks.TimeStyle) -> None:
        self._axis = TimeAxis(style)

    def height(self, look: Look) -> float:
        return self._axis.height(look)

    def paint(self, painter: QPainter, plane: Plane, look: Look) -> None:
        self._axis.paint(painter, plane, look)


def values_foot(low: float, high: float, numbers: Numbers, title: str) -> WordsFoot:
    """Round values between two along the foot."""
    finest = 10.0**-numbers.decimals
    steps = ticks.HOUR_STEPS if numbers.clock else ticks.round_steps(finest, high - low)
    step = next((each for each in steps if (high - low) / each <= FOOT_TICKS), steps[-1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = 0 if float(step).is_integer() else numbers.decimals
    words = [(n * step, numbers.text(n * step, digits)) for n in range(first, last + 1)]
    return WordsFoot(words, title, lines=True)


class Head(Protocol):
    """A strip above a plot that belongs to it."""

    def height(self, look: Look) -> float:
        """The room it needs."""

    def paint(self, painter: QPainter, area: QRectF, look: Look) -> None:
        """Fill its room."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a plot shows: layers, lowest first, the span along the foot, the axis of values
    (`values` fixes its ends, `rows` names places on it instead), and the places to walk to."""

    layers: tuple[Layer, ...]
    low: float
    high: float
    foot: Foot
    numbers: Numbers
    stations: tuple[Station, ...] = ()
    from_zero: bool = False
    values: tuple[float, float] | None = None
    rows: tuple[tuple[float, str], ...] = ()
    head: Head | None = None
    snap_values: bool = False  # the mouse takes the nearest point, not the nearest in x


class Plot(Walked):
    """`pointed` tells the number of the station under the cross, or -1; `chosen` that it was
    clicked or Return pressed on it."""

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._scene: Scene | None = None
        self._axis = ValueAxis()
        self._bounds = (0.0, 1.0)
        self._index = -1

    # What is shown -----------------------------------------------------------------------

    def show_scene(self, scene: Scene) -> None:
        """Show something else; the cross goes."""
        self._scene = scene
        self._fit(scene)
        self.point_at(-1)

    @property
    def scene(self) -> Scene | None:
        return self._scene

    def _fit(self, scene: Scene) -> None:
        self._axis = ValueAxis()
        if scene.values is not None:
            self._bounds = scene.values
        else:
            wanted = extremes_of(scene.layers, scene.low, scene.high) or (0.0, 1.0)
            scale = ticks.value_scale(
                *wanted, decimals=scene.numbers.decimals, clock=scene.numbers.clock,
                from_zero=scene.from_zero,
            )  # fmt: skip
            self._axis.set_scale(scale, scene.numbers, self.look)
            self._bounds = (scale.low, scale.high)

    def plane(self) -> Plane:
        """How positions and values lie on the widget now."""
        scene = self._scene
        low, high = self._bounds
        room = 0.0 if scene is not None and scene.values else PADDING * (high - low)
        left = EDGE + self._words_width()
        foot = scene.foot.height(self.look) if scene is not None else 0.0
        head = self._head_height()
        area = QRectF(
            left, TOP + head, max(1.0, self.width() - RIGHT - left),
            max(1.0, self.height() - EDGE - foot - TOP - head + 0.5),
        )  # fmt: skip
        span = (0.0, 1.0) if scene is None else (scene.low, scene.high)
        return Plane(area, *span, low - room, high + room, self.devicePixelRatioF())

    def _head_height(self) -> float:
        head = None if self._scene is None else self._scene.head
        return 0.0 if head is None else head.height(self.look) + 12

    def _words_width(self) -> float:
        scene = self._scene
        if scene is not None and scene.rows:
            metrics = QFontMetricsF(self.look.font)
            return max(metrics.horizontalAdvance(words) for _, words in scene.rows) + 18
        return self._axis.width

    # The cross ---------------------------------------------------------------------------

    def stations(self) -> tuple[Station, ...]:
        return () if self._scene is None else self._scene.stations

    @property
    def index(self) -> int:
        """The number of the station under the cross, or -1."""
        return self._index

    def point_at(self, index: int) -> None:
        """Put the cross on a station; -1 takes it away."""
        stations = self.stations()
        self._index = index if 0 <= index < len(stations) else -1
        if self._index < 0:
            self._readout.hide()
        else:
            station = stations[self._index]
            self._readout.set_texts(station.value, station.when, station.more, station.more2)
            self._place_readout()
            if self.hasFocus():
                self.announce(station.words)
        self.update()
        self.pointed.emit(self._index)

    def _place_readout(self) -> None:
        station, plane = self.stations()[self._index], self.plane()
        value = station.values[0] if station.values else (plane.top + plane.bottom) / 2
        spot = plane.spot(station.at, value)
        self._readout.place(spot.toPoint(), QRectF(plane.area))
        self._readout.show()

    def _nearest(self, place: QPointF) -> int:
        stations, plane = self.stations(), self.plane()
        if not stations or not plane.area.adjusted(-4, -4, 4, 4).contains(place):
            return -1
        by_value = self._scene is not None and self._scene.snap_values

        def away(number: int) -> float:
            station = stations[number]
            x = abs(plane.x(station.at) - place.x())
            if not by_value or not station.values:
                return x
            return float(x * x + (plane.y(station.values[0]) - place.y()) ** 2)

        return min(range(len(stations)), key=away)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._nearest(event.position())
        if found >= 0 and found != self._index:
            self.point_at(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self._nearest(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found >= 0:
            self.point_at(found)
            self.chosen.emit(found)

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.stations()) - 1
        goes = {
            Qt.Key.Key_Left: max(0, self._index - 1) if self._index >= 0 else last,
            Qt.Key.Key_Right: min(last, self._index + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0:
            event.ignore()
        elif event.key() in goes:
            self.point_at(goes[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._index >= 0:
            self.chosen.emit(self._index)
        elif event.key() == Qt.Key.Key_Escape and self._index >= 0:
            self.point_at(-1)
        else:
            event.ignore()

    # Painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plane = self.plane()
        self._paint(painter, plane)
        if self._index >= 0:
            self._paint_cross(painter, plane, self.stations()[self._index])
        self.paint_focus(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """All of it as shapes, for paper."""
        self._paint(painter, replace(self.plane(), ratio=1.0, exact=True))

    def _paint(self, painter: QPainter, plane: Plane) -> None:
        painter.fillRect(self.rect(), QColor(self.look.card))
        scene = self._scene
        if scene is None:
            return
        painter.setFont(self.look.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)
        if scene.head is not None:
            strip = QRectF(plane.area.left(), TOP / 2, plane.area.width(), self._head_height() - 12)
            scene.head.paint(painter, strip, self.look)
            painter.setFont(self.look.font)
        self._axis.paint_lines(painter, plane, self.look)
        painter.save()
        painter.setClipRect(plane.area)
        for layer in scene.layers:
            layer.paint(painter, plane)
        painter.restore()
        scene.foot.paint(painter, plane, self.look)
        self._axis.paint_words(painter, plane, self.look)
        self._paint_rows(painter, plane, scene)

    def _paint_rows(self, painter: QPainter, plane: Plane, scene: Scene) -> None:
        painter.setPen(QColor(self.look.muted))
        height = QFontMetricsF(self.look.font).height()
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(
            Qt.TextFlag.TextDontClip
        )
        for value, words in scene.rows:
            right = plane.area.left() - TEXT_DISTANCE
            painter.drawText(QRectF(0, plane.y(value) - height / 2, right, height), flags, words)

    def _paint_cross(self, painter: QPainter, plane: Plane, station: Station) -> None:
        x = plane.x(station.at)
        painter.setClipRect(plane.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self.look.border), 1))
        painter.drawLine(QPointF(x, plane.area.top()), QPointF(x, plane.area.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self.look.card))
        painter.setPen(QPen(QColor(self.look.accent), LINE_WIDTH))
        for value in station.values:
            painter.drawEllipse(QPointF(x, plane.y(value)), RING / 2, RING / 2)
        painter.setClipping(False)
