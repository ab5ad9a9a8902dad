"""The chart: readings as dots, their mean as a line, the typical range as a band.

The only module that imports pyqtgraph (which costs more than the whole bare window to
load), so it is imported when the first chart is shown and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPoint,
    QPointF,
    QRectF,
    QSaveFile,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from healthdesk.domain.errors import StorageError
from healthdesk.domain.series import Floats, Line, Series
from healthdesk.ui import chart_ticks as ticks
from healthdesk.ui.chart_points import STEP_SECONDS, in_sight, open_gaps, thinned

DOT = 5.0
DOT_OPACITY = 0.45
# So few readings are drawn larger and in full colour: no line leads the eye to them.
FEW, FEW_DOT = 7, 9.0
LINE_WIDTH = 2.2
BAND_OPACITY = 0.07
LINE_POINTS = 600
# Bars between the parts of a reading are drawn while they stand this far apart.
SPREAD_PIXELS = 4.0
SHORTEST_SPAN = ticks.HOUR
SETTLE_MS = 120
PICTURE_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """Colours ("#rrggbb") and font of a chart; `series` in the order of the parts."""

    card: str
    hairline: str
    border: str
    text: str
    muted: str
    accent: str
    series: tuple[str, ...]
    font: QFont = field(default_factory=QFont)
    dot_opacity: float = DOT_OPACITY


@dataclass(frozen=True, slots=True)
class Numbers:
    """How values of the type in hand are written (with so many decimals) and how fine
    they are."""

    text: Callable[[float, int], str]
    decimals: int = 1
    clock: bool = False  # minutes, counted in parts of an hour


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


class DateAxis(pg.AxisItem):  # type: ignore[misc]
    """The axis of time, in the words and order of a locale."""

    def __init__(self, style: ticks.TimeStyle) -> None:
        super().__init__("bottom")
        self._words = style
        self._step = ticks.TIME_STEPS[0]
        self.origin = 0.0  # the wall time that stands at 0

    def set_words(self, style: ticks.TimeStyle) -> None:
        self._words = style
        self.picture = None
        self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:
        self._step = ticks.time_step(maxVal - minVal, size, self._distance())
        # The name of a day stands under its middle, and so at the first one in sight too.
        aside = ticks.DAY / 2 if self._step.every is ticks.Every.DAY else 0.0
        low, high = minVal + self.origin - aside, maxVal + self.origin - aside
        found = ticks.time_ticks(low, high, self._step, self._words.week_start)
        return [(self._step.seconds, [at + aside - self.origin for at in found])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [ticks.time_label(x + self.origin, self._step, self._words) for x in values]

    def _distance(self) -> float:
        metrics = QFontMetricsF(self.style["tickFont"] or QFont())
        longest = ticks.time_label(27 * ticks.DAY, ticks.TimeStep(ticks.Every.DAY, 1), self._words)
        return max(ticks.LABEL_DISTANCE, metrics.horizontalAdvance(longest) + 24)


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """The axis of values: the ticks it is given, in the format of the type."""

    def __init__(self) -> None:
        super().__init__("left")
        self._ticks: tuple[float, ...] = ()
        self._step = 1.0
        self._text: Callable[[float], str] = str
        self._numbers: Numbers | None = None

    def set_scale(self, scale: ticks.ValueScale, numbers: Numbers) -> None:
        if (scale.ticks, numbers) == (self._ticks, self._numbers):
            return
        self._ticks, self._step, self._numbers = scale.ticks, scale.step, numbers
        digits = 0 if float(scale.step).is_integer() else numbers.decimals
        self._text = lambda value: numbers.text(value, digits)
        metrics = QFontMetricsF(self.style["tickFont"] or QFont())
        widest = max(metrics.horizontalAdvance(self._text(value)) for value in scale.ticks)
        self.setWidth(max(36.0, widest + 18))
        self.picture = None
        self.update()

    def boundingRect(self) -> QRectF:
        """With room for the labels at both ends, which stand half outside."""
        half = QFontMetricsF(self.style["tickFont"] or QFont()).height() / 2
        return QRectF(super().boundingRect()).adjusted(0, -half, 0, half)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:
        return [(self._step, list(self._ticks))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._text(value) for value in values]


class Bands(pg.GraphicsObject):  # type: ignore[misc]
    """Ranges of values, painted over the whole width in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._bands: list[tuple[float | None, float | None, QColor]] = []

    def set_bands(self, bands: list[tuple[float | None, float | None, QColor]]) -> None:
        self._bands = bands
        self.viewTransformChanged()

    def viewTransformChanged(self, *_: object) -> None:
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return QRectF() if view is None else QRectF(view.viewRect())

    def dataBounds(self, *_: object) -> None:
        """Bands never decide what is in sight."""

    def paint(self, painter: QPainter, *_: object) -> None:
        sight = self.boundingRect()
        for low, high, color in self._bands:
            bottom = sight.top() if low is None else max(low, sight.top())
            top = sight.bottom() if high is None else min(high, sight.bottom())
            if top > bottom:
                area = QRectF(sight.left(), bottom, sight.width(), top - bottom)
                painter.fillRect(area, color)


class Pane(pg.ViewBox):  # type: ignore[misc]
    """The area of the plot: dragging and scrolling move through time, never through values."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        if axis == 1:
            ev.ignore()
            return
        low, high = self.viewRange()[0]
        sideways = ev.orientation() == Qt.Orientation.Horizontal
        if sideways or ev.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.translateBy(x=-ev.delta() / 120 * 0.1 * (high - low))
        else:
            center = self.mapSceneToView(ev.scenePos())
            self.scaleBy(x=1.0018 ** -ev.delta(), center=center)
        ev.accept()
        self.sigRangeChangedManually.emit(self.state["mouseEnabled"])


class Readout(QFrame):
    """The small card beside the cross: value and unit, when, where from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("readout")
        self._lines = tuple(QLabel(self) for _ in range(3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        for label in self._lines:
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.hide()

    def set_look(self, look: Look) -> None:
        self.setStyleSheet(
            f"#readout {{ background: {look.card}; border: 1px solid {look.border};"
            f" border-radius: 8px; }} QLabel {{ background: transparent; border: none;"
            f" color: {look.muted}; }}"
        )
        bold = QFont(look.font)
        bold.setWeight(QFont.Weight.DemiBold)
        for label in self._lines:
            label.setFont(look.font)
        self._lines[0].setFont(bold)
        self._lines[0].setStyleSheet(f"color: {look.text};")

    def set_texts(self, value: str, when: str, source: str) -> None:
        for label, text in zip(self._lines, (value, when, source), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.adjustSize()

    def place(self, anchor: QPoint, area: QRectF) -> None:
        """Beside `anchor`, inside `area`, never over the anchor."""
        x = anchor.x() + 14
        if x + self.width() > area.right():
            x = anchor.x() - 14 - self.width()
        y = min(max(anchor.y() - self.height() / 2, area.top()), area.bottom() - self.height())
        self.move(max(int(area.left()), x), int(y))


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """One type of one person over time.

    `moved` tells the span (two positions in wall seconds) after the user dragged or zoomed
    and stopped; `pointed` tells the point under the cross, or None.
    """

    moved = Signal(float, float)
    pointed = Signal(object)

    def __init__(self, look: Look, words: ticks.TimeStyle, parent: QWidget | None = None) -> None:
        self._times, self._values, self._pane = DateAxis(words), ValueAxis(), Pane()
        super().__init__(
            parent,
            viewBox=self._pane,
            axisItems={"bottom": self._times, "left": self._values},
        )
        self._look = look
        self._numbers = Numbers(text=lambda value, _: str(value))
        self._series: Series | None = None
        self._bars = False
        self._ats: Floats = np.empty(0)  # of the first line: the points the cross can take
        self._index: int | None = None
        # Positions given to pyqtgraph count from here: near 0 they keep every second where
        # digits are few (an SVG has six, an axis in 1970 counts in thousands of millions).
        self._origin = 0.0
        self._limits: tuple[float, float] | None = None
        self._picturing = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(lambda: self.moved.emit(*self.span()))
        self._build()
        self.set_look(look)

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(220)
        self.hideButtons()
        plot = self.getPlotItem()
        plot.setMenuEnabled(False)
        submenus = (action.menu() for action in plot.ctrlMenu.actions())
        for menu in (plot.ctrlMenu, *filter(None, submenus)):
            # Else it is a window of nobody, which outlives the chart.
            menu.setParent(self, menu.windowFlags())
        plot.setContentsMargins(0, 8, 8, 0)
        for axis in (self._times, self._values):
            axis.setStyle(tickLength=0, tickTextOffset=8)
            axis.setZValue(-100)
        self._values.setGrid(255)
        self._bands = Bands()
        self._bar = pg.BarGraphItem(x=[], height=[], width=1)
        # Drawn line by line: as one path, translucent and wide, 4000 of them took seconds.
        self._spreads = [
            pg.PlotCurveItem(connect="pairs", skipFiniteCheck=True, antialias=False)
            for _ in range(2)
        ]
        for spread in self._spreads:
            spread.setSegmentedLineMode("on")
        self._dots = [pg.ScatterPlotItem(size=DOT, pen=None, useCache=True) for _ in range(2)]
        self._means = [pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(2)]
        self._cross = pg.PlotCurveItem()
        self._ring = pg.ScatterPlotItem(size=11)
        items = (self._bands, self._bar, *self._spreads, *self._dots, *self._means)
        for depth, item in enumerate((*items, self._cross, self._ring)):
            item.setZValue(depth)
            self._pane.addItem(item, ignoreBounds=True)
        self._readout = Readout(self)
        self._pane.sigRangeChangedManually.connect(self._moved_by_hand)
        self._pane.sigXRangeChanged.connect(self._fit_values)
        self._pane.sigRangeChanged.connect(self._bands.viewTransformChanged)
        self._pane.sigResized.connect(self._place_readout)
        self.scene().sigMouseMoved.connect(self._follow_mouse)

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    # What is shown -----------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Colours and font, at once."""
        self._look = look
        self.setBackground(QColor(look.card))
        for axis in (self._times, self._values):
            axis.setStyle(tickFont=look.font)
            axis.setTextPen(QColor(look.muted))
            axis.setTickPen(pg.mkPen(look.hairline, width=1))
            axis.setPen(None)
            axis.picture = None
        self._times.setPen(pg.mkPen(look.hairline, width=1))
        metrics = QFontMetricsF(look.font)
        self._times.setHeight(metrics.height() + 16)
        self._cross.setPen(pg.mkPen(look.border, width=1))
        self._readout.set_look(look)
        self._paint_series()

    def set_words(self, words: ticks.TimeStyle) -> None:
        """Language and order of the dates on the axis."""
        self._times.set_words(words)

    def show_series(self, series: Series, numbers: Numbers, *, bars: bool) -> None:
        """Draw `series`; `bars` for types that are summed up over a day."""
        held = self._held()
        self._series, self._numbers, self._bars = series, numbers, bars
        lines = self._lines()
        self._ats = lines[0].at if lines else np.empty(0)
        if self._ats.size:
            self._count_from(float(np.floor(self._ats[0] / ticks.DAY) * ticks.DAY))
        self._paint_series()
        self._fit_values()
        self._take_up(held)

    def _held(self) -> int | None:
        """The instant under the cross, to find it again in other data."""
        return None if self._index is None else int(self._lines()[0].utc[self._index])

    def _take_up(self, held: int | None) -> None:
        if held is None or not self._ats.size:
            self.point_at(None)
            return
        found = np.flatnonzero(self._lines()[0].utc == held)
        self.point_at(int(found[0]) if found.size else None)

    def _lines(self) -> tuple[Line, ...]:
        return () if self._series is None else tuple(ln for ln in self._series.lines if ln.at.size)

    def _paint_series(self) -> None:
        for item in (*self._spreads, *self._dots, *self._means):
            item.clear()
        self._bar.setOpts(x=[], height=[], width=1)
        self._bands.set_bands(self._band_colors())
        if self._series is None:
            return
        for part, line in enumerate(self._series.lines[:2]):
            self._paint_line(part, line)
        for part, mean in enumerate(self._series.means[:2]):
            self._paint_mean(part, mean)
        if len(self._lines()) == 2 and self._series.step == "raw":
            self._paint_between(*self._lines())

    def _band_colors(self) -> list[tuple[float | None, float | None, QColor]]:
        if self._series is None or (self._bars and self._series.step not in ("raw", "day")):
            return []
        return [
            (low, high, _faded(self._look.series[part], BAND_OPACITY))
            for part, (low, high) in enumerate(self._series.typical)
            if low is not None or high is not None
        ]

    def _paint_line(self, part: int, line: Line) -> None:
        assert self._series is not None
        step = self._series.step
        at, color = line.at - self._origin, self._look.series[part]
        faded = _faded(color, self._look.dot_opacity)
        if self._bars and step != "raw":
            width = STEP_SECONDS[step] * 0.72
            self._bar.setOpts(
                x=at,
                height=line.value,
                width=width,
                pen=None,
                brush=faded,
            )
            return
        few = at.size <= FEW
        self._dots[part].setData(
            x=at,
            y=line.value,
            size=FEW_DOT if few else DOT,
            brush=QBrush(QColor(color) if few else faded),
        )
        if step != "raw":
            self._spreads[part].setData(
                x=np.repeat(at, 2),
                y=np.column_stack((line.lo, line.hi)).ravel(),
                pen=pg.mkPen(_faded(color, 0.25), width=2),
            )

    def _paint_mean(self, part: int, mean: Line) -> None:
        at, value = open_gaps(mean.at, mean.value)
        at, value = thinned(at, value, LINE_POINTS)
        self._means[part].setData(
            x=at - self._origin, y=value, pen=pg.mkPen(self._look.series[part], width=LINE_WIDTH)
        )

    def _paint_between(self, upper: Line, lower: Line) -> None:
        """A bar from one part of a reading to the other."""
        _, first, second = np.intersect1d(upper.utc, lower.utc, return_indices=True)
        self._spreads[0].setData(
            x=np.repeat(upper.at[first] - self._origin, 2),
            y=np.column_stack((lower.value[second], upper.value[first])).ravel(),
            pen=pg.mkPen(_faded(self._look.muted, 0.24), width=2),
        )

    # Where in time -------------------------------------------------------------------

    def span(self) -> tuple[float, float]:
        """First and last position in sight, in wall seconds."""
        low, high = self._pane.viewRange()[0]
        return float(low) + self._origin, float(high) + self._origin

    def set_span(self, low: float, high: float) -> None:
        self._pane.setXRange(low - self._origin, high - self._origin, padding=0)
        self._fit_values()

    def _count_from(self, origin: float) -> None:
        if origin == self._origin:
            return
        span, self._origin = self.span(), origin
        self._times.origin = origin
        self._pane.setLimits(xMin=None, xMax=None)
        self.set_span(*span)
        if self._limits is not None:
            self.set_limits(*self._limits)

    def set_limits(self, low: float, high: float) -> None:
        """How far the user may go; the shortest span is an hour."""
        self._limits = (low, high)
        self._pane.setLimits(
            xMin=low - self._origin,
            xMax=high - self._origin,
            minXRange=min(SHORTEST_SPAN, high - low),
            maxXRange=high - low,
        )

    def step_by(self, spans: float) -> None:
        """Move by so many times the span in sight; earlier is negative."""
        low, high = self.span()
        self._pane.translateBy(x=spans * (high - low))
        self._moved_by_hand()

    def zoom_by(self, factor: float) -> None:
        """Zoom around the cross, else around the middle; below 1 is nearer."""
        low, high = self.span()
        center = (low + high) / 2
        if self._index is not None and low <= self._ats[self._index] <= high:
            center = float(self._ats[self._index])
        self._pane.scaleBy(x=factor, center=QPointF(center - self._origin, 0))
        self._moved_by_hand()

    def _moved_by_hand(self, *_: object) -> None:
        self._settle.start()
        self._place_readout()

    def _fit_values(self, *_: object) -> None:
        """Choose the values in sight from the readings in sight."""
        self._show_spreads()
        extremes = self._extremes()
        if extremes is None:
            return
        scale = ticks.value_scale(
            *extremes,
            decimals=self._numbers.decimals,
            clock=self._numbers.clock,
            from_zero=self._bars,
        )
        self._values.set_scale(scale, self._numbers)
        self._pane.setYRange(scale.low, scale.high, padding=0.02)

    def _show_spreads(self) -> None:
        clear = len(self._in_sight()) * SPREAD_PIXELS <= max(1.0, self._pane.width())
        for spread in self._spreads:
            spread.setVisible(clear)

    def _extremes(self) -> tuple[float, float] | None:
        low, high = self.span()
        found: list[float] = []
        for line in self._lines():
            seen = in_sight(line, low, high)
            if seen.stop > seen.start:
                bottom, top = (line.value, line.value) if self._bars else (line.lo, line.hi)
                found += [float(np.nanmin(bottom[seen])), float(np.nanmax(top[seen]))]
        if not found:
            found = [float(v) for ln in self._lines() for v in (np.nanmin(ln.lo), np.nanmax(ln.hi))]
        return (min(found), max(found)) if found else None

    # The cross -------------------------------------------------------------------------

    def point_at(self, index: int | None) -> None:
        """Put the cross on the point of this number, or take it away."""
        self._index = index if index is not None and 0 <= index < self._ats.size else None
        if self._index is None:
            self._cross.clear()
            self._ring.clear()
            self._readout.hide()
            self.pointed.emit(None)
            return
        point = self._point(self._index)
        low, high = self._pane.viewRange()[1]
        room = 20 * (high - low)  # still over the whole height when other values come in sight
        x = point.at - self._origin
        self._cross.setData(x=[x, x], y=[low - room, high + room])
        colors = [self._look.series[part] for part in range(len(point.values))]
        self._ring.setData(
            x=[x] * len(point.values),
            y=list(point.values),
            brush=QBrush(QColor(self._look.card)),
            pen=[pg.mkPen(color, width=2.2) for color in colors],
        )
        self.pointed.emit(point)

    def tell(self, value: str, when: str, source: str = "") -> None:
        """The words of the card beside the cross."""
        if self._index is None:
            return
        self._readout.set_texts(value, when, source)
        self._place_readout()

    def announce(self, sentence: str) -> None:
        """Have a screen reader say `sentence`, where one runs."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _point(self, index: int) -> Pointed:
        lines = self._lines()
        first = lines[0]
        utc = int(first.utc[index])
        at_same_time = [(first, index)]
        for line in lines[1:]:
            other = int(np.searchsorted(line.utc, utc))
            if other < line.utc.size and int(line.utc[other]) == utc:
                at_same_time.append((line, other))
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

    def _follow_mouse(self, place: QPointF) -> None:
        if not self._ats.size or not self._pane.sceneBoundingRect().contains(place):
            return
        spot = self._pane.mapSceneToView(place)
        dx, dy = self._pane.viewPixelSize()
        # Nearest in time first; the height decides between readings close together.
        away = np.hypot(
            (self._ats - self._origin - spot.x()) / dx,
            (self._lines()[0].value - spot.y()) / dy * 0.15,
        )
        index = int(np.nanargmin(away))
        if index != self._index:
            self.point_at(index)

    def _place_readout(self, *_: object) -> None:
        if self._index is None:
            return
        point = self._point(self._index)
        spot = self._pane.mapViewToScene(QPointF(point.at - self._origin, point.values[0]))
        area = self._pane.sceneBoundingRect()
        if not area.adjusted(-2, -1e6, 2, 1e6).contains(spot):
            self._readout.hide()
            return
        self._readout.place(self.mapFromScene(spot), area)
        self._readout.show()

    # Keys, focus, size --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._key_action(event.key())
        if action is None or event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            event.ignore()
            return
        action()
        event.accept()

    def _key_action(self, key: int) -> Callable[[], None] | None:
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._walk(-1),
            Qt.Key.Key_Right: lambda: self._walk(1),
            Qt.Key.Key_Home: lambda: self._walk_to(first=True),
            Qt.Key.Key_End: lambda: self._walk_to(first=False),
            Qt.Key.Key_Plus: lambda: self.zoom_by(0.5),
            Qt.Key.Key_Equal: lambda: self.zoom_by(0.5),
            Qt.Key.Key_Minus: lambda: self.zoom_by(2.0),
            Qt.Key.Key_PageUp: lambda: self.step_by(-1.0),
            Qt.Key.Key_PageDown: lambda: self.step_by(1.0),
        }
        if self._index is not None:
            actions[Qt.Key.Key_Escape] = lambda: self.point_at(None)
        return actions.get(key)

    def _in_sight(self) -> range:
        low, high = self.span()
        first = int(np.searchsorted(self._ats, low, side="left"))
        return range(first, int(np.searchsorted(self._ats, high, side="right")))

    def _walk(self, by: int) -> None:
        """To the next reading, moving the span where it is out of sight."""
        if not self._ats.size:
            return
        seen = self._in_sight()
        if self._index is None:
            index = (seen[-1] if by < 0 else seen[0]) if seen else 0
        else:
            index = min(max(self._index + by, 0), self._ats.size - 1)
        if seen and index not in seen:
            self.step_by(0.5 if by > 0 else -0.5)
        self.point_at(index)

    def _walk_to(self, *, first: bool) -> None:
        seen = self._in_sight()
        if seen:
            self.point_at(seen[0] if first else seen[-1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_at(None)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if not self.hasFocus() or self._picturing:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.accent), 2))
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    # Pictures --------------------------------------------------------------------------------

    def drawing(self, title: str, widen: float = 1.0) -> bytes:
        """The chart as it stands, with `title` above, as SVG.

        Widths of lines do not grow with the picture: `widen` them for a larger one.
        """
        size = self._picture_size()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        sheet = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        sheet.setOutputDevice(buffer)
        sheet.setSize(size.toSize())
        sheet.setViewBox(QRectF(QPointF(), size))
        sheet.setResolution(96)
        sheet.setTitle(title)
        painter = QPainter(sheet)
        self._widen_lines(widen)
        self._draw_picture(painter, size, title)
        self._widen_lines(1 / widen)
        painter.end()
        return bytes(buffer.data().data())

    def _widen_lines(self, factor: float) -> None:
        for curve in (*self._means, *self._spreads):
            pen = QPen(curve.opts["pen"])
            pen.setWidthF(pen.widthF() * factor)
            curve.setPen(pen)

    def picture(self, title: str, scale: float = PICTURE_SCALE) -> QImage:
        """The same as pixels, `scale` times as fine as the screen.

        Made from the SVG: painted straight, fixed widths and texts would not grow along.
        """
        size = self._picture_size()
        image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
        image.fill(QColor(self._look.card))
        painter = QPainter(image)
        QSvgRenderer(QByteArray(self.drawing(title, scale))).render(painter)
        painter.end()
        dots = round(96 * scale / 0.0254)
        image.setDotsPerMeterX(dots)
        image.setDotsPerMeterY(dots)
        return image

    def save(self, path: Path, title: str) -> None:
        """Write a picture, SVG for a path that ends so, else PNG; a file there is replaced
        only by a whole one. Raises StorageError("chart-not-saved", path=…)."""
        if path.suffix.lower() == ".svg":
            data = self.drawing(title)
        else:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(self.picture(title))
            data = bytes(buffer.data().data())
        file = QSaveFile(str(path))
        written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
        if not written or not file.commit():
            raise StorageError("chart-not-saved", path=str(path))

    def _picture_size(self) -> QSizeF:
        area = QSizeF(self.viewport().size())
        return QSizeF(area.width() + 32, area.height() + 32 + self._title_height())

    def _title_height(self) -> float:
        return QFontMetricsF(self._look.font).height() + 20

    def _draw_picture(self, painter: QPainter, size: QSizeF, title: str) -> None:
        self._picturing = True
        for dots in self._dots:  # shapes instead of prepared pixels
            dots.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
        for item in (self._cross, self._ring):
            item.hide()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRectF(QPointF(), size), QColor(self._look.card))
            font = QFont(self._look.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(self._look.text))
            head = QRectF(16, 16, size.width() - 32, self._title_height())
            painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), title)
            view = self.viewport().rect()
            place = QPointF(16, 16 + self._title_height())
            self.render(painter, QRectF(place, QSizeF(view.size())), view)
        finally:
            self._picturing = False
            for dots in self._dots:
                dots.setExportMode(False)
            for item in (self._cross, self._ring):
                item.show()


def _faded(color: str, opacity: float) -> QColor:
    faded = QColor(color)
    faded.setAlphaF(opacity)
    return faded
