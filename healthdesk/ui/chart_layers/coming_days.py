"""What the next days will bring if things go on as they did."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lack
from healthdesk.domain.overlays import ComingDays
from healthdesk.domain.series import Floats
from healthdesk.texts import figure_name, tr, tr_n
from healthdesk.ui.chart.layers import Curve, Layer, Ribbon
from healthdesk.ui.chart.look import DASHES, faded
from healthdesk.ui.chart.suppliers import Drawing, LayerQuery, LegendKey, Question, Scene
from healthdesk.ui.chart.table import Row
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart_layers.words import by_part, withheld
from healthdesk.ui.context import Context

WIDTH: Final = 2.0
BAND_OPACITY: Final = 0.14
# The longer the time in sight, the farther one looks ahead: days in sight at most, days ahead.
# Room for the days ahead leaves each in its own line.
HORIZONS: Final = ((2.5, 1), (15, 7), (60, 14), (130, 30), (10**6, 90))

Found = tuple[ComingDays, ...] | Lack


class Forecast:
    """The forecast of the figures, up to today, with its interval."""

    key, at_first = "forecast", False

    def __init__(self, context: Context) -> None:
        self._context = context

    def name(self) -> str:
        return tr("Forecast")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Found]:
        overlays, actor = self._context.app.overlays, self._context.actor
        length = (query.high - query.low) / DAY
        ahead = next(ahead for most, ahead in HORIZONS if length <= most)
        return Question(
            (ahead, query.today),
            lambda: overlays.forecast(
                actor, query.person_id, query.kind.slug, query.unit, ahead, query.today
            ),
        )

    def drawn(self, found: Found, scene: Scene) -> Drawing:
        look, shape = scene.look, scene.format
        if not isinstance(found, tuple):
            return Drawing(said=withheld(figure_name("forecast"), found, shape))
        below: list[Layer] = []
        above: list[Layer] = []
        for part, days in enumerate(found):
            color = look.series[part]
            at, value, low, high = _columns(days)
            below.append(Ribbon(at, low, high, faded(color, BAND_OPACITY)))
            line = Curve(at, value, QColor(color), WIDTH, dash=DASHES["dashes"], seen=True)
            above.append(line)
        end = found[0].at[-1] + DAY / 2
        return Drawing(
            below=tuple(below),
            above=tuple(above),
            legend=(LegendKey("dashes", look.series[0], self.name()),),
            said=_sentence(found, scene),
            rows=_rows(found, scene),
            until=end,
            latest=end,
        )


def _columns(days: ComingDays) -> tuple[Floats, Floats, Floats, Floats]:
    """Positions, values and both ends; a single day from its beginning to its end, for one
    point makes no line."""
    at, value, low, high = (np.array(side) for side in (days.at, days.value, days.low, days.high))
    if at.size > 1:
        return at, value, low, high
    ends = np.array([at[0] - DAY / 2, at[0] + DAY / 2])
    return ends, np.repeat(value, 2), np.repeat(low, 2), np.repeat(high, 2)


def _sentence(found: tuple[ComingDays, ...], scene: Scene) -> str:
    kind, shape = scene.query.kind, scene.format
    said = by_part(kind, [_last_day(days, scene) for days in found])
    return tr_n(
        "Forecast for {n} day: on {date} {values}.", "Forecast for {n} days: on {date} {values}.",
        len(found[0].at), date=shape.date(int(found[0].at[-1] // DAY)), values=said,
    )  # fmt: skip


def _last_day(days: ComingDays, scene: Scene) -> str:
    kind, unit, shape = scene.query.kind, scene.query.unit, scene.format
    value, low, high = (
        shape.value(kind, side[-1], None, unit) for side in (days.value, days.low, days.high)
    )
    return tr("{value} ({low} to {high} in nine of ten cases)", value=value, low=low, high=high)


def _rows(found: tuple[ComingDays, ...], scene: Scene) -> tuple[Row, ...]:
    """Of the table: a day to come each, newest first; it stands for no reading."""
    kind, unit, shape = scene.query.kind, scene.query.unit, scene.format

    def value(side: str, index: int) -> str:
        values = [getattr(days, side)[index] for days in found]
        return shape.value(kind, values[0], values[1] if len(values) > 1 else None, unit)

    rows = []
    for index in reversed(range(len(found[0].at))):
        at = found[0].at[index]
        low, high = value("low", index), value("high", index)
        rows.append(
            Row(
                when=tr("{date} (forecast)", date=shape.date(int(at // DAY))),
                value=f"{value('value', index)} ({low} – {high})",
                lowest=low,
                highest=high,
                count=0,
                at=at,
            )
        )
    return tuple(rows)
