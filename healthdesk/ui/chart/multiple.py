"""A small chart among others of one size: the last days of a type, with few marks.

Drawn by the same axes and layers as the large chart, but nothing moves and nothing is pointed
at: a press goes to what the chart stands on.
"""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from healthdesk.domain.series import Series
from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.axes import EDGE, RIGHT, TEXT_DISTANCE, TimeAxis, ValueAxis
from healthdesk.ui.chart.layers import (
    LINE_WIDTH,
    Bands,
    Bars,
    Curve,
    Dots,
    Growing,
    Layer,
    Spreads,
)
from healthdesk.ui.chart.look import Look, Numbers, faded
from healthdesk.ui.chart.plane import PADDING, Plane
from healthdesk.ui.chart.points import STEP_SECONDS, parted
from healthdesk.ui.chart.pyramid import Pyramid

TOP: Final = 6.0
DOT: Final = 3.5
BAR_SHARE: Final = 0.72
BAND_OPACITY, SPREAD_OPACITY, BAR_OPACITY = 0.08, 0.25, 0.45
HEIGHT: Final = 128


class Multiple(QWidget):
    """Days as dots (totals as bars), from lowest to highest of each, and the 7-day mean.

    Charts beside one another get one `margin`, so that their days stand below each other.
    """

    def __init__(self, look: Look, style: ticks.TimeStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._times, self._values = TimeAxis(style), ValueAxis()
        self._layers: tuple[Layer, ...] = ()
        self._low, self._high = 0.0, 1.0
        self._margin = 0.0
        self._shown: tuple[Series, Numbers, bool, float | None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(220, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As much higher in larger text as the words below take."""
        return QSize(140, round(HEIGHT - 30 + TimeAxis.height(self._look)))

    def show_series(
        self, series: Series, numbers: Numbers, span: tuple[float, float], *, bars: bool,
        unfinished: float | None = None,
    ) -> None:  # fmt: skip
        """Draw a series of days between two positions (wall seconds); from `unfinished` on they
        are not over."""
        self._low, self._high = span
        self._shown = (series, numbers, bars, unfinished)
        self._layers = tuple(self._layers_of(series, unfinished, bars=bars))
        found = [b for layer in self._layers if (b := layer.bounds(*span))]
        if found:
            scale = ticks.value_scale(
                min(low for low, _ in found), max(high for _, high in found),
                decimals=numbers.decimals, clock=numbers.clock, from_zero=bars,
            )  # fmt: skip
            # Every second word: the chart is half as high as a large one.
            fewer = dataclasses.replace(scale, ticks=scale.ticks[::2], step=2 * scale.step)
            self._values.set_scale(fewer, numbers, self._look)
        self.update()

    def set_dress(self, look: Look, style: ticks.TimeStyle) -> None:
        """Other colours, another font, another language."""
        self._look, self._times.style = look, style
        if self._shown is not None:
            series, numbers, bars, since = self._shown
            self.show_series(
                series, numbers, (self._low, self._high), bars=bars, unfinished=since
            )  # fmt: skip
        self.updateGeometry()

    @property
    def margin(self) -> float:
        """The room that the words at the left take."""
        return self._values.width

    def set_margin(self, margin: float) -> None:
        self._margin = margin
        self.update()

    def plane(self) -> Plane:
        """How days and values lie on the widget."""
        scale = self._values.scale
        room = PADDING * (scale.high - scale.low)
        left = EDGE + max(self._margin, self._values.width)
        height = self.height() - EDGE - TimeAxis.height(self._look) - TOP
        return Plane(
            QRectF(left, TOP, max(1.0, self.width() - RIGHT - left), max(1.0, height)),
            self._low, self._high, scale.low - room, scale.high + room, self.devicePixelRatioF(),
        )  # fmt: skip

    def _layers_of(
        self, series: Series, unfinished: float | None, *, bars: bool
    ) -> list[Layer]:  # fmt: skip
        colors = self._look.series
        seconds = STEP_SECONDS[series.step]
        typical = [(low, high, faded(colors[part], BAND_OPACITY))
                   for part, (low, high) in enumerate(series.typical)
                   if low is not None or high is not None]  # fmt: skip
        layers: list[Layer] = [Bands(typical)]
        for part, line in enumerate(series.lines):
            color = colors[part]
            over, rest = parted(line, unfinished)
            values = Pyramid(line.at[over], line.value[over], line.value[over])
            still = line.at[rest], line.value[rest]
            if bars:
                width, tint = seconds * BAR_SHARE, faded(color, BAR_OPACITY)
                layers += [Bars(values, width, tint), Growing(*still, tint, seconds=width)]
                continue
            spread = faded(color, SPREAD_OPACITY)
            layers.append(Spreads(Pyramid(line.at, line.lo, line.hi), seconds, spread))
            soft = faded(color, self._look.dot_opacity)
            layers += [Dots(values, soft, DOT, spread), Growing(*still, soft, size=DOT)]
        for part, mean in enumerate(series.means):
            layers.append(Curve(mean.at, mean.value, QColor(colors[part]), LINE_WIDTH - 0.4))
        return layers

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter, plane = QPainter(self), self.plane()
        painter.setFont(self._look.font)
        self._values.paint_lines(painter, plane, self._look)
        painter.save()
        painter.setClipRect(plane.area)
        for layer in self._layers:
            layer.paint(painter, plane)
        painter.restore()
        if len(self._times.labels(plane, self._look)) > 1:
            self._times.paint(painter, plane, self._look)
        else:
            self._paint_ends(painter, plane)
        self._values.paint_words(painter, plane, self._look)
        painter.end()

    def _paint_ends(self, painter: QPainter, plane: Plane) -> None:
        """Where there is no room for words of time in between: the first and the last day."""
        area, step = plane.area, ticks.TimeStep(ticks.Every.DAY, 1)
        foot = area.bottom() + 0.5
        painter.setPen(QPen(QColor(self._look.hairline), 1))
        painter.drawLine(QLineF(area.left() - 1, foot, area.right() + 1, foot))
        painter.setPen(QColor(self._look.muted))
        height = QFontMetricsF(self._look.font).height()
        place = QRectF(area.left(), foot + TEXT_DISTANCE - 1, area.width(), height)
        ends = ((plane.low, Qt.AlignmentFlag.AlignLeft),
                (plane.high - ticks.DAY, Qt.AlignmentFlag.AlignRight))  # fmt: skip
        for at, side in ends:
            words = ticks.time_label(at, step, self._times.style)
            painter.drawText(place, int(side) | int(Qt.TextFlag.TextDontClip), words)
