"""Another period of the same type, drawn faint under the one in sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.overlays import PeriodMean
from healthdesk.domain.series import Line, Series, SeriesQuery
from healthdesk.domain.times import DAY_MS, date_of, day_of
from healthdesk.texts import tr, tr_n
from healthdesk.ui.chart.layers import Bars, Curve, Dots, Layer
from healthdesk.ui.chart.look import faded, mixed
from healthdesk.ui.chart.points import STEP_SECONDS
from healthdesk.ui.chart.pyramid import Pyramid
from healthdesk.ui.chart.suppliers import (
    Drawing,
    LayerQuery,
    LegendKey,
    Question,
    Scene,
)
from healthdesk.ui.chart.table import Column
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart.words import span_words
from healthdesk.ui.chart_layers.words import difference_words, values_beside
from healthdesk.ui.context import Context

BEFORE, YEAR, FROM = "before", "year", "from:"
DOT, WIDTH, BAR_SHARE = 4.0, 1.6, 0.72
DOT_OPACITY, LINE_OPACITY, BAR_OPACITY = 0.22, 0.45, 0.16


@dataclass(frozen=True, slots=True)
class Compared:
    """The series of the other period, how many days it lies before, and the means of both: the
    earlier one first."""

    series: Series
    days: int
    means: tuple[PeriodMean, ...]


class EarlierPeriod:
    """`against`: "before" for the one just before, "year" for the same a year before, or
    "from:" and the local day the other begins on; "" compares with none."""

    key, at_first = "earlier", True

    def __init__(self, context: Context) -> None:
        self._context = context
        self.against = ""

    def name(self) -> str:
        return tr("Another period")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Compared] | None:
        shift = self._shift(query)
        if not shift:
            return None
        app, actor = self._context.app, self._context.actor
        asked = SeriesQuery(
            query.person_id, query.kind.slug, query.start - shift * DAY_MS,
            query.end - shift * DAY_MS, query.unit,
        )  # fmt: skip
        first, last = query.days
        # Of a period under way, as many days of the other.
        last = max(first, min(last, query.today))
        periods = ((first - shift, last - shift), (first, last))

        def ask() -> Compared:
            series = app.analytics.series(actor, asked)
            means = app.overlays.means(actor, query.person_id, query.kind.slug, query.unit, periods)
            return Compared(series, shift, means)

        return Question((asked, periods), ask)

    def _shift(self, query: LayerQuery) -> int:
        """Days from the other period to the one in sight."""
        first, last = query.days
        if self.against == BEFORE:
            return max(first, min(last, query.today)) - first + 1
        if self.against == YEAR:
            return first - day_of(_year_before(date_of(first)))
        if self.against.startswith(FROM):
            return first - int(self.against.removeprefix(FROM))
        return 0

    def drawn(self, found: Compared, scene: Scene) -> Drawing:
        look, shape = scene.look, scene.format
        kind, unit = scene.query.kind, scene.query.unit
        sums = kind.aggregate == "sum"
        lines = [_moved(line, found.days) for line in found.series.lines]
        layers: list[Layer] = []
        for part, line in enumerate(lines):
            color = look.series[part]
            points = Pyramid(line.at, line.value, line.value)
            if sums:
                seconds = STEP_SECONDS[found.series.step] * BAR_SHARE
                layers.append(Bars(points, seconds, faded(look.muted, BAR_OPACITY)))
            else:
                layers.append(Dots(points, faded(color, DOT_OPACITY), DOT))
        for part, mean in enumerate(found.series.means):
            moved = _moved(mean, found.days)
            color = look.muted if sums else look.series[part]
            faint = mixed(color, look.card, LINE_OPACITY)
            layers.append(Curve(moved.at, moved.value, faint, WIDTH))
        earlier = found.means[0]
        name = span_words(shape, earlier.days[0] * DAY, (earlier.days[1] + 1) * DAY)
        return Drawing(
            below=tuple(layers),
            legend=(
                (LegendKey("faint", look.muted if sums else look.series[0], name),)
                if found.series.total
                else ()
            ),
            said=_sentence(found, scene, name),
            columns=(Column(name, values_beside(lines, found.series.step, kind, unit, shape)),)
            if lines
            else (),
        )


def _year_before(date: dt.date) -> dt.date:
    if (date.month, date.day) == (2, 29):
        return date.replace(year=date.year - 1, day=28)
    return date.replace(year=date.year - 1)


def _moved(line: Line, days: int) -> Line:
    """The same later by so many days."""
    return Line(
        line.part, line.at + days * DAY, line.utc, line.value, line.lo, line.hi, line.count,
        line.ids, line.censored,
    )  # fmt: skip


def _sentence(found: Compared, scene: Scene, name: str) -> str:
    earlier, now = found.means
    kind, unit, shape = scene.query.kind, scene.query.unit, scene.format

    def told(mean: tuple[float, ...]) -> str:
        return shape.value(kind, mean[0], mean[1] if len(mean) > 1 else None, unit)

    if earlier.mean is None:
        return tr("Nothing to compare with from {period}.", period=name)
    if now.mean is None:
        return tr("Mean {before} from {period}.", before=told(earlier.mean), period=name)
    difference = [b - a for a, b in zip(earlier.mean, now.mean, strict=True)]
    of = (
        tr_n("{n} day", "{n} days", earlier.n)
        if kind.aggregate == "sum"
        else tr_n("{n} reading", "{n} readings", earlier.n)
    )
    return tr(
        "Mean {mean}: {difference} against {before} from {period} ({of}).",
        mean=told(now.mean), difference=difference_words(kind, difference, unit, shape),
        before=told(earlier.mean), period=name, of=of,
    )  # fmt: skip
