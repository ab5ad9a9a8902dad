"""How the values of a type are spread: bins, percentiles, and shares of ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from healthdesk.domain import blood_pressure, statistics
from healthdesk.domain.glucose_profile import PERCENTILES
from healthdesk.domain.histogram import Histogram, histogram
from healthdesk.domain.pressure_guidelines import Choice, Rule
from healthdesk.domain.scales import Scale
from healthdesk.services import pressure_report
from healthdesk.services.period_data import Floats, PeriodData
from healthdesk.services.period_points import LEAST_FOR_PERCENTILES
from healthdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the values lie in a range: its code, and its ends as far as it has any."""

    code: str
    count: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """One part: bins, percentiles by percent (empty where there are too few), extremes, mean,
    and shares of ranges."""

    bins: Histogram
    percentiles: dict[int, float]
    low: float
    high: float
    mean: float
    n: int
    typical: tuple[float | None, float | None]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How values are spread, one spread a part. `of`: readings, or days where amounts are
    summed up or readings are too many to look at each. `ranges`: shares of both parts
    together, in the ranges of `rule`."""

    unit: str
    of: Literal["readings", "days"]
    parts: tuple[Spread, ...]
    ranges: tuple[Share, ...] = ()
    rule: Rule | None = None


def distribution_of(data: PeriodData, scale: Scale, settings: Settings) -> Distribution:
    """The distribution of a period; without parts where there is nothing. Blood pressure is told
    in the ranges of the guideline chosen in the settings."""
    values = [_values(data, part) for part in data.parts]
    if not values[0].size:
        return Distribution(scale.unit, "readings", ())
    rule: Rule | None = None
    ranges: tuple[Share, ...] = ()
    if data.kind.slug == blood_pressure.SLUG:
        rule, ranges = _pressure_ranges(data, pressure_report.choice_of(settings))
    outside = [data.outside(values[part], part) for part in data.parts]
    spreads = _spreads(values, outside, scale)
    of: Literal["readings", "days"] = "readings" if data.few else "days"
    return Distribution(scale.unit, of, spreads, ranges, rule)


def _pressure_ranges(data: PeriodData, choice: Choice) -> tuple[Rule, tuple[Share, ...]]:
    """How many readings fall in each range of the guideline, each by its setting."""
    readings = pressure_report.readings_of(
        data.connection, data.person_id, data.kind, data.period.days
    )
    apart = blood_pressure.by_setting(readings, choice.setting)
    setting = max(
        apart, key=lambda one: (len(apart[one]), one == choice.setting), default=choice.setting
    )
    rule = choice.guideline.rule(setting)
    places = [rule.place(r.systolic, r.diastolic) for r in apart.get(setting, [])]
    return rule, tuple(
        Share(step.code, places.count(number)) for number, step in enumerate(rule.steps)
    )


def _values(data: PeriodData, part: int) -> Floats:
    if data.few:
        return data.readings(part).value
    return np.array(data.day_values(part)[1], dtype=np.float64)


def _spreads(
    values: Sequence[Floats], outside: Sequence[tuple[int, int]], scale: Scale
) -> tuple[Spread, ...]:
    """Of all parts, with bins of one width."""
    factor, shift = scale.line
    resolution = 10.0 ** -scale.kind.decimals_in(scale.unit)
    told = [np.round(value * factor + shift, 9) for value in values]
    width = max(histogram(value, resolution).width for value in told)
    return tuple(
        _spread(histogram(in_unit, width), in_unit, beyond, part, scale)
        for part, (in_unit, beyond) in enumerate(zip(told, outside, strict=True))
    )


def _spread(bins: Histogram, told: Floats, outside: tuple[int, int], part: int, scale: Scale) -> (
    Spread
):  # fmt: skip
    percentiles = {}
    if len(told) >= LEAST_FOR_PERCENTILES:
        found = statistics.percentiles(told, PERCENTILES)
        percentiles = dict(zip(PERCENTILES, found, strict=True))
    return Spread(
        bins, percentiles, float(told.min()), float(told.max()), float(told.mean()), len(told),
        _ends(scale, part), _shares(len(told), outside, _ends(scale, part)),
    )  # fmt: skip


def _shares(
    n: int, outside: tuple[int, int], ends: tuple[float | None, float | None]
) -> tuple[Share, ...]:
    low, high = ends
    if low is None and high is None:
        return ()
    below, above = outside
    found = [Share("inside", n - below - above, low, high)]
    if low is not None:
        found.insert(0, Share("below", below, None, low))
    if high is not None:
        found.append(Share("above", above, high, None))
    return tuple(found)


def _ends(scale: Scale, part: int = 0) -> tuple[float | None, float | None]:
    typical = scale.kind.typical_in(scale.unit, part)
    return typical.low, typical.high
