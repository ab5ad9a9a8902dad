"""One type of one person over time: readings as dots, their mean as a line, the typical
range as a band, and a cross that goes from reading to reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from healthdesk.domain.series import Floats, Line, Series
from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.canvas import Canvas
from healthdesk.ui.chart.layers import (
    LINE_WIDTH,
    Bands,
    Bars,
    Bridges,
    Curve,
    Dots,
    Elsewhere,
    Growing,
    Layer,
    Limits,
    Spreads,
    Unseen,
)
from healthdesk.ui.chart.look import Look, Numbers, faded
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.points import STEP_SECONDS, beside, parted
from healthdesk.ui.chart.pyramid import Pyramid
from healthdesk.ui.chart.readout import Readout
from healthdesk.ui.chart.suppliers import Drawing

ALL_PARTS: Final = frozenset({"readings", "mean", "typical"})
DOT = 5.0
# So few readings are drawn larger and in full colour: no line leads the eye to them.
FEW, FEW_DOT = 7, 9.0
BAND_OPACITY, SPREAD_OPACITY, BRIDGE_OPACITY = 0.07, 0.25, 0.24
BAR_SHARE = 0.72
RING = 11.0
# The mouse takes the nearest in time; the height counts this much beside it, and only among
# so many readings to both sides.
HEIGHT_SHARE, CANDIDATES = 0.15, 2000


@dataclass(frozen=True, slots=True)
class Pointed:
    """The point of the chart under the cross: one value a part, the extremes where it
    stands for `count` readings, the record's id where it is one reading (else 0)."""

    index: int
    at: float
    utc: int
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    count: int
    id: int


class Chart(Canvas):
    """`pointed` tells the point under the cross, or None; `beyond` (-1 or 1) that one went
    on past the readings at hand, earlier or later; `under` the position of the mouse over the
    rows of marks."""

    pointed = Signal(object)
    beyond = Signal(int)
    under = Signal(float)

    def __init__(self, look: Look, words: ticks.TimeStyle, parent: QWidget | None = None) -> None:
        super().__init__(look, words, parent)
        self._series: Series | None = None
        self._lines: tuple[Line, ...] = ()
        self._ats: Floats = np.empty(0)  # of the first line: the points the cross can take
        self._more: tuple[Layer, ...] = ()
        self._drawings: tuple[Drawing, ...] = ()
        self._parts = ALL_PARTS
        self._covered: tuple[float, float] | None = None  # what the series was read from
        self._unfinished: float | None = None
        self._overview: tuple[Series, tuple[float, float]] | None = None
        self._index: int | None = None
        self._readout = Readout(self)
        self.set_look(look)

    # What is shown -----------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Colours and font, at once."""
        self.look = look
        self._readout.set_look(look)
        self._draw_series()

    def show_series(
        self, series: Series, numbers: Numbers, *, bars: bool,
        covered: tuple[float, float] | None = None, unfinished: float | None = None,
    ) -> None:  # fmt: skip
        """Draw `series`; `bars` for types that are summed up over a day. `covered` is the span
        it was read from, where that is not all there is; from `unfinished` on points are not
        over."""
        held = None if self._index is None else self._point(self._index)
        self._series, self.numbers, self.from_zero = series, numbers, bars
        self._covered, self._unfinished = covered, unfinished
        self._lines = tuple(line for line in series.lines if line.at.size)
        self._ats = self._lines[0].at if self._lines else np.empty(0)
        self._index = None  # of other points
        self._draw_series()
        self._take_up(held)

    def show_overview(
        self, series: Series | None, covered: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """What is drawn where the series was not read from yet; None takes it away."""
        self._overview = None if series is None else (series, covered)
        self._draw_series()

    def covers(self, low: float, high: float) -> bool:
        """Whether all of a span can be drawn from the series, or else from the overview."""
        known = [self._covered, self._overview[1] if self._overview else None]
        return self._covered is None or any(
            span is not None and span[0] <= low and high <= span[1] for span in known
        )

    def set_more(self, layers: Sequence[Layer]) -> None:
        """Layers over the readings, lowest first; they stay when other readings come."""
        self._more = tuple(layers)
        self._draw_series()

    def show_drawings(self, drawings: Sequence[Drawing]) -> None:
        """What suppliers add, lowest first: around the readings, under the plot, and on a
        scale at the right, which the first that wants it gets."""
        self._drawings = tuple(drawings)
        self.set_lanes([lane for drawing in drawings for lane in drawing.lanes])
        self.set_second(next((one.second for one in drawings if one.second), None))
        self._draw_series()

    def show_parts(self, parts: frozenset[str]) -> None:
        """Which of `ALL_PARTS` are painted: readings, their mean, the typical range."""
        self._parts = parts
        self._draw_series()

    def _take_up(self, held: Pointed | None) -> None:
        if held is None or not self._lines:
            self.point_at(None)
            return
        found = np.flatnonzero(self._lines[0].utc == held.utc)
        if found.size:
            self.point_at(int(found[0]))
        elif self.hasFocus():  # now in coarser or finer points: who walks by keys goes on there
            self.point_near(held.at)
        else:
            self.point_at(None)

    def _draw_series(self) -> None:
        series = self._series
        below = [layer for drawing in self._drawings for layer in drawing.below]
        above = [layer for drawing in self._drawings for layer in drawing.above]
        if series is None:
            self.set_layers((*below, *above, *self._more))
            return
        layers: list[Layer] = []
        if "typical" in self._parts:
            layers.append(Bands(self._band_colors(series)))
        layers += below
        if self._overview is not None and self._covered is not None:
            layers.append(Elsewhere(self._layers_of(self._overview[0]), *self._covered))
        self.set_layers((*layers, *self._layers_of(series), *above, *self._more))

    def _layers_of(self, series: Series) -> list[Layer]:
        below: list[Layer] = []
        above: list[Layer] = []
        for part, line in enumerate(series.lines[:2]):
            under, over = self._line_layers(series, part, line)
            below += under
            above += over
        found = [*below, *self._bridges(series), *above]
        means = [
            Curve(mean.at, mean.value, QColor(self.look.series[part]), LINE_WIDTH,
                  seen="readings" not in self._parts)
            for part, mean in enumerate(series.means[:2])
        ]  # fmt: skip
        if "mean" not in self._parts:
            means = []
        if "readings" not in self._parts:
            return [*means] if means else [Unseen(found)]
        return [*found, *means]

    def _band_colors(self, series: Series) -> list[tuple[float | None, float | None, QColor]]:
        if self.from_zero and series.step not in ("raw", "day"):
            return []
        return [
            (low, high, faded(self.look.series[part], BAND_OPACITY))
            for part, (low, high) in enumerate(series.typical)
            if low is not None or high is not None
        ]

    def _line_layers(
        self, series: Series, part: int, line: Line
    ) -> tuple[list[Layer], list[Layer]]:
        """What lies below the dots of all parts, and the dots."""
        color = self.look.series[part]
        soft, spread = faded(color, self.look.dot_opacity), faded(color, SPREAD_OPACITY)
        if series.step != "raw":
            seconds = STEP_SECONDS[series.step]
            over, rest = parted(line, self._unfinished)
            values = Pyramid(line.at[over], line.value[over], line.value[over])
            still = line.at[rest], line.value[rest]
            if self.from_zero:
                width = seconds * BAR_SHARE
                return [Bars(values, width, soft), Growing(*still, soft, seconds=width)], []
            few = line.at.size <= FEW
            ranges = Spreads(Pyramid(line.at, line.lo, line.hi), seconds, spread)
            means = self._dots(values, color, soft, spread, few=few)
            return [ranges], [means, Growing(*still, means.color, size=means.size)]
        values = Pyramid(line.at, line.value, line.value)
        dots: list[Layer] = [
            self._dots(values, color, soft, spread, few=line.at.size <= FEW),
            *self._limit_marks(line, color),
        ]
        return [], dots

    def _dots(
        self, values: Pyramid, color: str, soft: QColor, spread: QColor, *, few: bool
    ) -> Dots:
        return Dots(values, QColor(color) if few else soft, FEW_DOT if few else DOT, spread)

    @staticmethod
    def _limit_marks(line: Line, color: str) -> list[Layer]:
        if line.censored is None:
            return []
        marks: list[Layer] = []
        for sign in (-1, 1):
            held = line.censored == sign
            if held.any():
                value = line.value[held]
                marks.append(Limits(Pyramid(line.at[held], value, value), sign > 0, QColor(color)))
        return marks

    def _bridges(self, series: Series) -> list[Layer]:
        if len(series.lines) != 2 or series.step != "raw":
            return []
        upper, lower = series.lines
        _, first, second = np.intersect1d(upper.utc, lower.utc, return_indices=True)
        ends = Pyramid(upper.at[first], lower.value[second], upper.value[first])
        return [Bridges(ends, faded(self.look.muted, BRIDGE_OPACITY))]

    # The cross -------------------------------------------------------------------------

    def point_at(self, index: int | None) -> None:
        """Put the cross on the point of this number, or take it away."""
        self._index = index if index is not None and 0 <= index < self._ats.size else None
        self.update()
        if self._index is None:
            self._readout.hide()
            self.pointed.emit(None)
            return
        self.pointed.emit(self._point(self._index))

    def point_near(self, at: float) -> None:
        """Put the cross on the point nearest to a position."""
        if self._ats.size:
            self.point_at(int(np.argmin(np.abs(self._ats - at))))

    def tell(self, value: str, when: str, source: str = "") -> None:
        """The words of the card beside the cross; what the layers have there follows."""
        if self._index is None:
            return
        self._readout.set_texts(value, when, source, "\n".join(self.told_by_layers()))
        self._place_readout()

    def told_by_layers(self) -> list[str]:
        """What the layers have at the cross, in words."""
        if self._index is None:
            return []
        at = float(self._ats[self._index])
        told = (drawing.told(at) for drawing in self._drawings if drawing.told is not None)
        return [words for words in told if words]

    def announce(self, sentence: str) -> None:
        """Have a screen reader say `sentence`, where one runs."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _point(self, index: int) -> Pointed:
        first = self._lines[0]
        utc = int(first.utc[index])
        at_same_time = [(first, index)]
        for line in self._lines[1:]:
            found = np.flatnonzero(line.utc == utc)
            if found.size:
                at_same_time.append((line, int(found[0])))
        return Pointed(
            index=index,
            at=float(self._ats[index]),
            utc=utc,
            values=tuple(float(line.value[i]) for line, i in at_same_time),
            lows=tuple(float(line.lo[i]) for line, i in at_same_time),
            highs=tuple(float(line.hi[i]) for line, i in at_same_time),
            count=int(first.count[index]),
            id=int(first.ids[index]),
        )

    def told_under(self, at: float) -> list[str]:
        """What the rows of marks have at a position, in words."""
        told = (one.told(at) for one in self._drawings if one.lanes and one.told is not None)
        return [words for words in told if words]

    def tell_under(self, at: float, words: str, when: str) -> None:
        """A card beside a mark in the rows, in place of the cross."""
        self.point_at(None)
        if words:
            plane = self.plane()
            self._readout.set_texts(words, when, "")
            spot = QPointF(plane.x(at), plane.area.bottom())
            self._readout.place(spot.toPoint(), plane.area)
            self._readout.show()

    def hovered(self, place: QPointF) -> None:
        plane = self.plane()
        lanes = plane.area.adjusted(0, plane.area.height(), 0, self._lanes.height(self.look))
        if lanes.contains(place):
            self.under.emit(plane.at(place.x()))
            return
        if not self._ats.size or not plane.area.contains(place):
            return
        middle = int(np.searchsorted(self._ats, plane.at(place.x())))
        first = max(0, middle - CANDIDATES)
        near = slice(first, middle + CANDIDATES)
        # Nearest in time first; the height decides between readings close together.
        away = np.hypot(
            plane.xs(self._ats[near]) - place.x(),
            (plane.ys(self._lines[0].value[near]) - place.y()) * HEIGHT_SHARE,
        )
        index = first + int(np.argmin(away))
        if index != self._index:
            self.point_at(index)

    def paint_cross(self, painter: QPainter, plane: Plane) -> None:
        if self._index is None:
            return
        x = plane.x(float(self._ats[self._index]))
        painter.setClipRect(plane.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self.look.border), 1))
        painter.drawLine(QPointF(x, plane.area.top()), QPointF(x, plane.area.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self.look.card))
        for part, value in enumerate(self._point(self._index).values):
            painter.setPen(QPen(QColor(self.look.series[part]), LINE_WIDTH))
            painter.drawEllipse(QPointF(x, plane.y(value)), RING / 2, RING / 2)
        self._paint_second_rings(painter, plane)

    def _paint_second_rings(self, painter: QPainter, plane: Plane) -> None:
        second = self._second.shown
        if second is None or self._index is None:
            return
        own, at = self._second.plane(plane), float(self._ats[self._index])
        for line, color in zip(second.lines, second.colors, strict=False):
            found = beside(line.at, at, second.step)
            if found is not None:
                painter.setPen(QPen(QColor(color), LINE_WIDTH))
                spot = own.spot(float(line.at[found]), float(line.value[found]))
                painter.drawEllipse(spot, RING / 2, RING / 2)

    def view_changed(self) -> None:
        self._place_readout()

    def _place_readout(self) -> None:
        if self._index is None:
            return
        plane = self.plane()
        spot = plane.spot(float(self._ats[self._index]), float(self._lines[0].value[self._index]))
        area = QRectF(plane.area)
        if not area.adjusted(-2, -1e6, 2, 1e6).contains(spot):
            self._readout.hide()
            return
        self._readout.place(spot.toPoint(), area)
        self._readout.show()

    # Keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._key_action(event.key(), event.modifiers())
        if action is None:
            event.ignore()
            return
        action()
        event.accept()

    def _key_action(self, key: int, modifiers: Qt.KeyboardModifier) -> Callable[[], None] | None:
        shift = Qt.KeyboardModifier.ShiftModifier
        control = Qt.KeyboardModifier.ControlModifier
        held = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if held not in (Qt.KeyboardModifier.NoModifier, shift, control):
            return None
        if held == control:
            return {
                Qt.Key.Key_Home: lambda: self._go_to_limit(first=True),
                Qt.Key.Key_End: lambda: self._go_to_limit(first=False),
            }.get(Qt.Key(key))
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Home: lambda: self._walk_to(first=True),
            Qt.Key.Key_End: lambda: self._walk_to(first=False),
            Qt.Key.Key_Plus: lambda: self.zoom_by(0.5, self._under_cross()),
            Qt.Key.Key_Equal: lambda: self.zoom_by(0.5, self._under_cross()),
            Qt.Key.Key_Minus: lambda: self.zoom_by(2.0, self._under_cross()),
            Qt.Key.Key_PageUp: lambda: self.step_by(-1.0),
            Qt.Key.Key_PageDown: lambda: self.step_by(1.0),
        }
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if sideways is not None:
            actions[key] = lambda: self.step_by(0.1 * sideways) if held else self._walk(sideways)
        if self._index is not None:
            actions[Qt.Key.Key_Escape] = lambda: self.point_at(None)
        return actions.get(key)

    def _go_to_limit(self, *, first: bool) -> None:
        if self._limits is not None:
            self.go_to(self._limits[0 if first else 1])

    def _under_cross(self) -> float | None:
        """Where the cross stands, if it is in sight."""
        if self._index is None:
            return None
        at, (low, high) = float(self._ats[self._index]), self.span()
        return at if low <= at <= high else None

    def _in_sight(self) -> range:
        low, high = self.span()
        first = int(np.searchsorted(self._ats, low, side="left"))
        return range(first, int(np.searchsorted(self._ats, high, side="right")))

    def _walk(self, by: int) -> None:
        """To the next reading, moving the span where it is out of sight."""
        if not self._ats.size:
            self.beyond.emit(by)
            return
        seen = self._in_sight()
        if self._index is None:
            index = (seen[-1] if by < 0 else seen[0]) if seen else 0
        else:
            index = self._index + by
        if not 0 <= index < self._ats.size:
            self.beyond.emit(by)
            return
        if seen and index not in seen:
            self.step_by(0.5 if by > 0 else -0.5)
            if index not in self._in_sight():  # there is a gap
                self.go_to(float(self._ats[index]))
        self.point_at(index)

    def _walk_to(self, *, first: bool) -> None:
        seen = self._in_sight()
        if seen:
            self.point_at(seen[0] if first else seen[-1])

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not self.hasFocus() or self._index is None:
            self.point_at(None)
