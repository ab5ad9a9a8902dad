"""The area of a chart: where in time one looks, and everything painted there.

Dragging, scrolling and pinching move through time, never through values: those in sight are
chosen from what the layers want to be seen. Nothing is read and nothing is made anew in a
frame but what depends on the part in sight.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.axes import EDGE, RIGHT, TOP, TimeAxis, ValueAxis
from healthdesk.ui.chart.lanes import Lane, Lanes
from healthdesk.ui.chart.layers import Bounds, Layer, extremes_of
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plane import PADDING, Plane
from healthdesk.ui.chart.second import Second, SecondScale

SHORTEST_SPAN = ticks.HOUR
SETTLE_MS = 120
# Of the widget, without lanes.
LEAST_HEIGHT = 220
# While one moves, others hear of it this often.
MOVING_MS = 60
# One notch of a wheel (120) comes to a fifth nearer or farther; sideways to a tenth.
WHEEL_ZOOM, WHEEL_STEP = 1.0018, 0.1 / 120


class Canvas(QWidget):
    """Paints layers between axes.

    Positions are wall seconds since 1970. `moving` tells the span now and then while the user
    moves, `moved` once more when it rests.
    """

    moving = Signal(float, float)
    moved = Signal(float, float)

    def __init__(self, look: Look, words: ticks.TimeStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.numbers = Numbers(text=lambda value, _: str(value))
        self.from_zero = False
        self._times, self._values = TimeAxis(words), ValueAxis()
        self._layers: tuple[Layer, ...] = ()
        self._lanes, self._second = Lanes(), SecondScale()
        self._low, self._high = 0.0, ticks.DAY
        self._limits: tuple[float, float] | None = None
        self._dragged_from: tuple[float, float, float] | None = None  # x, low, high
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(lambda: self.moved.emit(*self.span()))
        self._tell_moving = QTimer(self, singleShot=True, interval=MOVING_MS)
        self._tell_moving.timeout.connect(lambda: self.moving.emit(*self.span()))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.grabGesture(Qt.GestureType.PinchGesture)

    def sizeHint(self) -> QSize:
        # Never less than the least height: pages that scroll go by what is wished for.
        return QSize(480, self.minimumHeight() + 40)

    # What is shown ----------------------------------------------------------------------

    def set_words(self, words: ticks.TimeStyle) -> None:
        """Language and order of the dates on the axis."""
        self._times.style = words
        self.update()

    def set_layers(self, layers: Sequence[Layer]) -> None:
        """What is painted, lowest first."""
        self._layers = tuple(layers)
        self.fit_values()

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Rows of marks under the plot, the first one uppermost."""
        self._lanes = Lanes(lanes)
        self.setMinimumHeight(LEAST_HEIGHT + math.ceil(self._lanes.height(self.look)))
        self.view_changed()
        self.update()

    def set_second(self, second: Second | None) -> None:
        """A second type on a scale of its own at the right, or none."""
        self._second.show(second)
        self.fit_values()

    def plane(self) -> Plane:
        """How times and values lie on the widget now."""
        scale = self._values.scale
        room = PADDING * (scale.high - scale.low)
        names = self._lanes.name_width(self.look, self.width())
        left = EDGE + max(self._values.width, names)
        width = self.width() - RIGHT - self._second.width - left
        height = self.height() - EDGE - self._times.height(self.look) - TOP + 0.5
        height -= self._lanes.height(self.look)
        return Plane(
            QRectF(left, TOP, max(1.0, width), max(1.0, height)),
            self._low, self._high, scale.low - room, scale.high + room, self.devicePixelRatioF(),
        )  # fmt: skip

    def lane_plane(self, name: str) -> Plane | None:
        """How times lie in the lane of this name; None where it is not there."""
        return self._lanes.plane_of(name, self.plane(), self.look)

    def fit_values(self) -> None:
        """Choose the values in sight from what the layers want to be seen."""
        wanted = self._extremes(self._low, self._high) or self._extremes(-1e15, 1e15)
        if wanted is not None:
            scale = ticks.value_scale(
                *wanted, decimals=self.numbers.decimals, clock=self.numbers.clock,
                from_zero=self.from_zero,
            )  # fmt: skip
            self._values.set_scale(scale, self.numbers, self.look)
        self._second.fit(self._low, self._high, self.look)
        self.view_changed()
        self.update()

    def _extremes(self, low: float, high: float) -> Bounds:
        return extremes_of(self._layers, low, high)

    def view_changed(self) -> None:
        """Called after every change of what is in sight."""

    # Where in time ----------------------------------------------------------------------

    def span(self) -> tuple[float, float]:
        """First and last position in sight."""
        return self._low, self._high

    @property
    def is_moving(self) -> bool:
        """Whether the user moves, and `moved` is still to come."""
        return self._settle.isActive()

    def set_span(self, low: float, high: float) -> None:
        """Look at a span, as near to it as the limits allow."""
        self._low, self._high = self._within(low, high)
        self.fit_values()

    def set_limits(self, low: float, high: float) -> None:
        """How far the user may go; the shortest span is an hour."""
        self._limits = (low, high)
        self.set_span(*self.span())

    def _within(self, low: float, high: float) -> tuple[float, float]:
        shortest, longest = SHORTEST_SPAN, ticks.LATEST - ticks.EARLIEST
        if self._limits is not None:
            longest = self._limits[1] - self._limits[0]
            shortest = min(shortest, longest)
        length = min(max(high - low, shortest), longest)
        if length != high - low:
            middle = (low + high) / 2
            low, high = middle - length / 2, middle + length / 2
        if self._limits is not None:
            low = min(max(low, self._limits[0]), self._limits[1] - length)
        return low, low + length

    def step_by(self, spans: float) -> None:
        """Move by so many times the span in sight; earlier is negative."""
        by = spans * (self._high - self._low)
        self._go(self._low + by, self._high + by)

    def zoom_by(self, factor: float, around: float | None = None) -> None:
        """Zoom around a position, else around the middle; below 1 is nearer."""
        low, high = self.span()
        center = (low + high) / 2 if around is None else around
        # At the shortest and longest span, turning on moves nothing.
        shortest, longest = (b - a for a, b in (self._within(low, low), self._within(-1e15, 1e15)))
        length = min(max((high - low) * factor, shortest), longest)
        start = center - (center - low) * length / (high - low)
        self._go(start, start + length)

    def go_to(self, at: float) -> None:
        """Have a position in the middle, at the zoom there is."""
        half = (self._high - self._low) / 2
        self._go(at - half, at + half)

    def _go(self, low: float, high: float) -> None:
        """As the user wants: others hear of it."""
        self.set_span(low, high)
        self._settle.start()
        if not self._tell_moving.isActive():
            self._tell_moving.start()

    # By hand ----------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.pixelDelta() if event.hasPixelDelta() else event.angleDelta()
        sideways = abs(turned.x()) > abs(turned.y())
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # With Shift, some platforms turn the axis themselves.
            self.step_by(-(turned.x() or turned.y()) * WHEEL_STEP)
        else:
            place = self.plane().at(event.position().x())
            self.zoom_by(WHEEL_ZOOM ** -turned.y(), place)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = (event.position().x(), *self.span())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            self.hovered(event.position())
            return
        x, low, high = self._dragged_from
        by = (x - event.position().x()) / max(1.0, self.plane().area.width()) * (high - low)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._go(low + by, high + by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = None
            self.unsetCursor()
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                around = self.plane().at(event.position().x())
                self.zoom_by(1 / max(0.1, 1 + event.value()), around)
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                around = self.plane().at(self.mapFromGlobal(pinch.centerPoint()).x())
                self.zoom_by(1 / max(0.1, pinch.scaleFactor()), around)
                return True
        return super().event(event)

    def hovered(self, place: QPointF) -> None:
        """The mouse stands there, no button pressed."""

    # Painting ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_on(painter, self.plane())
        self.paint_cross(painter, self.plane())
        if self.hasFocus():
            painter.setClipping(False)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def paint_on(self, painter: QPainter, plane: Plane) -> None:
        """Axes and layers, on the screen or on paper."""
        painter.fillRect(self.rect(), QColor(self.look.card))
        painter.setFont(self.look.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)
        self._values.paint_lines(painter, plane, self.look)
        painter.save()
        painter.setClipRect(plane.area)
        for layer in self._layers:
            layer.paint(painter, plane)
        self._second.paint(painter, plane)
        painter.restore()
        self._lanes.paint(painter, plane, self.look)
        self._times.paint(painter, plane, self.look, self._lanes.height(self.look))
        self._values.paint_words(painter, plane, self.look)
        self._second.paint_words(painter, plane, self.look)

    def draw(self, painter: QPainter) -> None:
        """Axes and layers as shapes, for paper."""
        self.paint_on(painter, replace(self.plane(), ratio=1.0, exact=True))

    def paint_cross(self, painter: QPainter, plane: Plane) -> None:
        """What points at something, over all; not on paper."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
