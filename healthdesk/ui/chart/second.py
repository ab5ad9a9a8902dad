"""A second type in a chart: layers on a scale of their own, whose words stand at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QPainter

from healthdesk.domain.series import Line, Step
from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.axes import ValueAxis
from healthdesk.ui.chart.layers import Layer, extremes_of
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plane import PADDING, Plane


@dataclass(frozen=True, slots=True)
class Second:
    """What is drawn of the second type, how its values are written, and their colours by
    part. `lines` are the points that the cross marks too, each of one `step`."""

    layers: tuple[Layer, ...]
    numbers: Numbers
    colors: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    step: Step = "raw"
    from_zero: bool = False


class SecondScale:
    """The scale of a second type, chosen from what is in sight of it."""

    def __init__(self) -> None:
        self._axis = ValueAxis()
        self.shown: Second | None = None

    def show(self, second: Second | None) -> None:
        self.shown = second

    @property
    def width(self) -> float:
        """What its words take at the right; 0 without a second type."""
        return 0.0 if self.shown is None else self._axis.width

    def fit(self, low: float, high: float, look: Look) -> None:
        """Choose the values in sight for a span."""
        if self.shown is None:
            return
        layers: Sequence[Layer] = self.shown.layers
        wanted = extremes_of(layers, low, high) or extremes_of(layers, -1e15, 1e15)
        if wanted is None:
            return
        numbers = self.shown.numbers
        scale = ticks.value_scale(
            *wanted, decimals=numbers.decimals, clock=numbers.clock,
            from_zero=self.shown.from_zero,
        )  # fmt: skip
        self._axis.set_scale(scale, numbers, look)

    def plane(self, plane: Plane) -> Plane:
        """The same place with this scale."""
        scale = self._axis.scale
        room = PADDING * (scale.high - scale.low)
        return replace(plane, bottom=scale.low - room, top=scale.high + room)

    def paint(self, painter: QPainter, plane: Plane) -> None:
        """The layers; the painter is cut to the plot."""
        if self.shown is None:
            return
        own = self.plane(plane)
        for layer in self.shown.layers:
            layer.paint(painter, own)

    def paint_words(self, painter: QPainter, plane: Plane, look: Look) -> None:
        if self.shown is not None:
            own = replace(look, muted=self.shown.colors[0])
            self._axis.paint_words(painter, self.plane(plane), own, at_right=True)
