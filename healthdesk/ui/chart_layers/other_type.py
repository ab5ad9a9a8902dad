"""A second type in the same chart, on a scale of its own at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import Series, SeriesQuery
from healthdesk.texts import part_name, tr, type_name, unit_label
from healthdesk.ui.chart.layers import Curve, Dots, Layer, Spreads
from healthdesk.ui.chart.look import Numbers, faded
from healthdesk.ui.chart.points import STEP_SECONDS, summarise
from healthdesk.ui.chart.pyramid import Pyramid
from healthdesk.ui.chart.second import Second
from healthdesk.ui.chart.suppliers import (
    Drawing,
    LayerQuery,
    LegendKey,
    Question,
    Scene,
)
from healthdesk.ui.chart.table import Column
from healthdesk.ui.chart.words import ChartWords
from healthdesk.ui.chart_layers.words import values_beside
from healthdesk.ui.context import Context

# Of the colours of series: none that a part of the first type or the goal has.
COLORS: Final = (3, 5)
DOT, WIDTH = 4.0, 1.8
SPREAD_OPACITY: Final = 0.16
# So many dots stand out by themselves; more would hide what they are compared with.
SPARSE, SPARSE_OPACITY, DENSE_OPACITY = 60, 0.45, 0.2


class OtherType:
    """`slug` names the type, "" shows none."""

    key, at_first = "other", True

    def __init__(self, context: Context) -> None:
        self._context = context
        self.slug = ""

    def name(self) -> str:
        return tr("Another type")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Series] | None:
        current = self._context.current
        other = current.types.get(self.slug)
        if other is None or other.codes or other.slug == query.kind.slug:
            return None
        analytics, actor = self._context.app.analytics, self._context.actor
        asked = SeriesQuery(
            query.person_id, other.slug, query.start, query.end, current.unit(other.slug)
        )
        return Question(asked, lambda: analytics.series(actor, asked))

    def drawn(self, found: Series, scene: Scene) -> Drawing:
        kind, look, shape = scene.types.get(found.query.type), scene.look, scene.format
        if kind is None:
            return Drawing()
        colors = tuple(look.series[index] for index in COLORS)
        words = ChartWords(kind, found.unit, found.step, shape)
        span = scene.query.low, scene.query.high
        summary = summarise(found, *span, sums=words.sums)
        value = values_beside(found.lines, found.step, kind, found.unit, shape)
        name = type_name(kind)

        def told(at: float) -> str:
            said = value(at)
            return tr("{name}: {value}", name=name, value=said) if said else ""

        return Drawing(
            second=Second(
                tuple(_layers(found, colors)),
                _numbers(words),
                colors,
                found.lines,
                found.step,
                words.sums,
            ),
            legend=_legend(words, colors),
            spoken=words.sentence(*span, summary),
            told=told,
            columns=(Column(name, value),),
        )


def _layers(found: Series, colors: tuple[str, ...]) -> list[Layer]:
    layers: list[Layer] = []
    for line, color in zip(found.lines, colors, strict=False):
        if found.step != "raw":
            ranges = Pyramid(line.at, line.lo, line.hi)
            seconds = STEP_SECONDS[found.step]
            layers.append(Spreads(ranges, seconds, faded(color, SPREAD_OPACITY)))
        points = Pyramid(line.at, line.value, line.value)
        dots = faded(color, SPARSE_OPACITY if line.at.size <= SPARSE else DENSE_OPACITY)
        layers.append(Dots(points, dots, DOT, faded(color, SPREAD_OPACITY)))
    layers += [
        Curve(mean.at, mean.value, QColor(color), WIDTH)
        for mean, color in zip(found.means, colors, strict=False)
    ]
    return layers


def _legend(words: ChartWords, colors: tuple[str, ...]) -> tuple[LegendKey, ...]:
    names = [words.heading()]
    if words.kind.parts:
        unit = unit_label(words.unit)
        names = [f"{part_name(part.slug)} · {unit}" for part in words.kind.parts]
    return tuple(
        LegendKey("line", color, tr("{type} (right)", type=name))
        for name, color in zip(names, colors, strict=False)
    )


def _numbers(words: ChartWords) -> Numbers:
    if words.unit == "min" and words.kind.slug != "5k-time":
        return Numbers(lambda value, _: words.format.duration(value), 0, clock=True)
    return Numbers(words.format.number, words.kind.decimals_in(words.unit))
