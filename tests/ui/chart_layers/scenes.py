"""What suppliers of layers are asked with, and what they draw for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from healthdesk.domain.series import Line
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.suppliers import Drawing, LayerQuery, Question, Scene
from healthdesk.ui.context import Context
from tests.ui.chart.test_chart import LOOK as TWO_COLORS
from tests.ui.panels.chart_context import line

LOOK = replace(
    TWO_COLORS, series=("#1F6FEB", "#C2410C", "#0A6E5A", "#6B2FA0", "#4D3800", "#8A94A6")
)
DAY = 86_400.0
FIRST = 20_000  # the first day in sight
TODAY = FIRST + 29
WIDTH, HEIGHT = 300, 100


def query(context: Context, slug: str = "weight", *, days: int = 30, more: int = 0) -> LayerQuery:
    """So many days up to today, and `more` to come."""
    low, high = (TODAY + 1 - days) * DAY, (TODAY + 1 + more) * DAY
    kind = context.current.types[slug]
    margin = (high - low) / 2
    return LayerQuery(
        1, kind, context.current.unit(slug), low, high, round((low - margin) * 1000),
        round((high + margin) * 1000), (TODAY + 1 - days, TODAY + more), TODAY,
    )  # fmt: skip


def drawn(context: Context, supplier: Any, asked: LayerQuery) -> Drawing:
    """What comes of a question."""
    question: Question[Any] | None = supplier.question(asked)
    assert question is not None
    scene = Scene(asked, LOOK, context.current.format, context.current.types)
    drawing = supplier.drawn(question.ask(), scene)
    assert isinstance(drawing, Drawing)
    return drawing


def daily(part: str, values: list[float], first: int = FIRST) -> Line:
    """A reading each day at eight."""
    at = [(first + n) * DAY + 8 * 3600 for n in range(len(values))]
    return line(part, at, values)


def colors(
    layers: tuple[Layer, ...], asked: LayerQuery, values: tuple[float, float]
) -> dict[str, int]:
    """How many pixels of which colour layers paint over a span and some values."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    plane = Plane(QRectF(0, 0, WIDTH, HEIGHT), asked.low, asked.high, *values)
    painter.setClipRect(plane.area)
    for layer in layers:
        layer.paint(painter, plane)
    painter.end()
    found: dict[str, int] = {}
    for x in range(WIDTH):
        for y in range(HEIGHT):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


def told_at(drawing: Drawing, at: float) -> str:
    """What the cross tells of a layer there."""
    assert drawing.told is not None
    return drawing.told(at)
