"""Where readings are going: the straight line through those in sight, or the smoothed weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lack
from healthdesk.domain.overlays import TrendLine, WeightTrend
from healthdesk.texts import figure_name, lack_sentence, tr
from healthdesk.ui.chart.layers import Curve, Layer, Ribbon
from healthdesk.ui.chart.look import DASHES, faded
from healthdesk.ui.chart.points import beside
from healthdesk.ui.chart.suppliers import (
    Drawing,
    LayerQuery,
    LegendKey,
    Question,
    Scene,
)
from healthdesk.ui.chart.table import Column
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart_layers.words import by_part, number_words, plain, with_unit, withheld
from healthdesk.ui.context import Context

WIDTH: Final = 1.6
BAND_OPACITY, ROBUST_OPACITY = 0.16, 0.1
WEIGHT: Final = "weight"

Lines = tuple[TrendLine, ...] | WeightTrend | Lack


class Trend:
    """Least squares with the interval of the line; of body weight its smoothed course."""

    key, at_first = "trend", False

    def __init__(self, context: Context) -> None:
        self._context = context

    def name(self) -> str:
        return tr("Trend")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Lines]:
        overlays, actor = self._context.app.overlays, self._context.actor
        days = _known_days(query)
        ask: Callable[..., Lines] = (
            overlays.weight_trend if query.kind.slug == WEIGHT else overlays.trend
        )
        return Question(
            days, lambda: ask(actor, query.person_id, query.kind.slug, query.unit, days)
        )

    def drawn(self, found: Lines, scene: Scene) -> Drawing:
        if isinstance(found, WeightTrend):
            return _smoothed(found, scene, self.name())
        return _straight(found, scene, "trend", self.name(), robust=False)


class RobustTrend:
    """Theil and Sen's line through the days, which single odd ones do not turn."""

    key, at_first = "trend-robust", False

    def __init__(self, context: Context) -> None:
        self._context = context

    def name(self) -> str:
        return tr("Robust trend (Theil–Sen)")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Lines]:
        overlays, actor = self._context.app.overlays, self._context.actor
        days = _known_days(query)
        slug, unit = query.kind.slug, query.unit
        return Question(
            days, lambda: overlays.robust_trend(actor, query.person_id, slug, unit, days)
        )

    def drawn(self, found: Lines, scene: Scene) -> Drawing:
        return _straight(found, scene, "trend_robust", self.name(), robust=True)


def _known_days(query: LayerQuery) -> tuple[int, int]:
    """Those in sight that have been."""
    first, last = query.days
    return first, max(first, min(last, query.today))


def _straight(found: Lines, scene: Scene, figure: str, name: str, *, robust: bool) -> Drawing:
    look, shape, kind = scene.look, scene.format, scene.query.kind
    if not isinstance(found, tuple):
        assert not isinstance(found, WeightTrend)
        return Drawing(said=withheld(figure_name(figure), found, shape))
    color, sign = (look.muted, "dotted") if robust else (look.text, "line")
    below: list[Layer] = []
    above: list[Layer] = []
    for line in found:
        at, value = np.array(line.at), np.array(line.value)
        band = faded(look.muted, ROBUST_OPACITY if robust else BAND_OPACITY)
        below.append(Ribbon(at, np.array(line.low), np.array(line.high), band))
        above.append(Curve(at, value, QColor(color), WIDTH, dash=DASHES[sign], whole=True))
    said = by_part(kind, [_slope_words(line, scene) for line in found])
    return Drawing(
        below=tuple(below),
        above=tuple(above),
        legend=(LegendKey(sign, color, name),),
        said=tr("{figure}: {reason}.", figure=figure_name(figure), reason=said),
        columns=(Column(name, _values_at(found, scene)),),
    )


def _slope_words(line: TrendLine, scene: Scene) -> str:
    slopes = (line.slope, line.slope_low, line.slope_high)
    (slope, low, high), unit = plain(slopes, scene.query.unit)
    words = number_words((slope, low, high), scene.format)
    said = {
        "increasing": tr("rising"), "decreasing": tr("falling"), "stable": tr("steady"),
    }[line.direction]  # fmt: skip
    return tr(
        "{direction}, {slope} a week (95 % interval {low} to {high})",
        direction=said, slope=with_unit(words(slope), unit), low=words(low), high=words(high),
    )  # fmt: skip


def _values_at(lines: tuple[TrendLine, ...], scene: Scene) -> Callable[[float], str]:
    kind, unit, shape = scene.query.kind, scene.query.unit, scene.format
    first, last = lines[0].at[0] - DAY, lines[0].at[-1] + DAY

    def words(at: float) -> str:
        if not first <= at <= last:
            return ""
        values = [float(np.interp(at, line.at, line.value)) for line in lines]
        return shape.value(kind, values[0], values[1] if len(values) > 1 else None, unit)

    return words


def _smoothed(found: WeightTrend, scene: Scene, name: str) -> Drawing:
    look, shape, query = scene.look, scene.format, scene.query
    at, value = np.array(found.at), np.array(found.value)
    if found.rate is None:
        reason = lack_sentence(found.lack or {}, shape)
        said = tr("{figure}: {reason}.", figure=figure_name("weight.rate"), reason=reason)
    else:
        (rate,), unit = plain((found.rate,), query.unit)
        said = tr(
            "Weight trend: {value}, {rate} a week over the last four weeks.",
            value=shape.value(query.kind, found.value[-1], None, query.unit),
            rate=with_unit(number_words((rate,), shape)(rate), unit),
        )

    def words(place: float) -> str:
        index = beside(at, place, "day")
        known = None if index is None else found.value[index]
        return "" if known is None else shape.value(query.kind, known, None, query.unit)

    return Drawing(
        above=(Curve(at, value, QColor(look.text), WIDTH),),
        legend=(LegendKey("line", look.text, name),),
        said=said,
        columns=(Column(name, words),),
    )
