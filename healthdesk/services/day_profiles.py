"""How a type runs through the day: of its readings, of glucose as the consensus has it, or of the
amounts of each hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import statistics
from healthdesk.domain.glucose_figures import Trace
from healthdesk.domain.glucose_profile import PERCENTILES, by_day, profile
from healthdesk.domain.lacks import Lack, withheld
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import DAY_MS, MINUTE_MS
from healthdesk.services import glucose_report
from healthdesk.services.period_data import Floats, PeriodData
from healthdesk.services.period_points import HOURLY_DAYS_MOST, LEAST_FOR_PERCENTILES
from healthdesk.settings import Settings
from healthdesk.storage import figures, rollups

# For a profile of other types than glucose there are as many days.
LEAST_PROFILE_DAYS: Final = 7
# Steps of a profile, and how much time around each it is made of (minutes).
PROFILE_STEP, PROFILE_WINDOW = 15, 60
# Days drawn over each other.
OVERLAYS_MOST: Final = 31
_BEFORE_ALL: Final = -(10**5)  # a day before all that is recorded


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day to be drawn over others: minutes after midnight, and values."""

    day: int
    minutes: Floats
    values: Floats


@dataclass(frozen=True, slots=True)
class DayProfile:
    """How a type runs through the day.

    `minutes` after midnight and one row of values for each of `PERCENTILES`; both empty where
    `lack` says what is missing. `glucose`: the figures of glucose as in the analytics.
    `enough_until`: where days lack, the end of the newest earlier span as long that has them.
    """

    unit: str
    minutes: Floats
    percentiles: tuple[Floats, ...]
    counts: tuple[int, ...]
    overlays: tuple[DayLine, ...]
    days: int
    readings: int
    target: tuple[float | None, float | None]
    lack: Lack | None
    glucose: dict[str, Any] | None = None
    enough_until: int | None = None


def profile_of(data: PeriodData, scale: Scale, settings: Settings) -> DayProfile:
    """The profile of a period, with the glucose ranges of the settings."""
    if data.summed:
        return _of_hours(data, scale)
    if data.kind.slug == glucose_report.SLUG:
        found = _of_glucose(data, scale, settings)
    else:
        found = _of_readings(data, scale)
    if found.lack is None or found.lack["reason"] != "too-few-days":
        return found
    first, last = data.period.days
    before = figures.days(data.connection, data.person_id, data.kind, _BEFORE_ALL, last - 1)
    days = [row[0] for row in before if row[2]]
    return replace(found, enough_until=_enough_until(days, found.lack["need"], last - first))


def _of_glucose(data: PeriodData, scale: Scale, settings: Settings) -> DayProfile:
    ranges = glucose_report.ranges_of(settings)
    trace = Trace.of(
        glucose_report.readings_of(data.connection, data.person_id, data.kind, data.period.days)
    )
    told, lacks = glucose_report.document(trace, scale.unit, scale.value, ranges)
    lack = lacks.get("agp")
    points = () if lack else profile(trace, PROFILE_STEP, PROFILE_WINDOW)
    known = [point for point in points if point.values is not None]
    rows = np.array([point.values for point in known], dtype=np.float64).reshape(-1, 5)
    percentiles = tuple(_in_unit(rows[:, column], scale) for column in range(len(PERCENTILES)))
    days = by_day(trace)
    limits = ranges.limits[scale.unit]
    return DayProfile(
        scale.unit,
        np.array([point.minute for point in known], dtype=np.float64),
        percentiles if lack is None else (),
        tuple(point.n for point in known),
        tuple(
            DayLine(one.day, one.minutes, _in_unit(one.mg_dl, scale))
            for one in days[-OVERLAYS_MOST:]
        ),
        len(days), trace.n, (limits.low, limits.high), lack, told,
    )  # fmt: skip


def _in_unit(values: Floats, scale: Scale) -> Floats:
    factor, shift = scale.line
    return values * factor + shift


def _of_readings(data: PeriodData, scale: Scale) -> DayProfile:
    readings = data.readings()
    minutes = readings.wall % DAY_MS / MINUTE_MS
    values, days = _in_unit(readings.value, scale), readings.day
    count = len(np.unique(days))
    lack = None
    if count < LEAST_PROFILE_DAYS:
        lack = withheld("too-few-days", LEAST_PROFILE_DAYS, count)
    typical = scale.kind.typical_in(scale.unit)
    middles, percentiles, counts = _around(minutes, values)
    most = max(counts)
    if lack is None and most < LEAST_FOR_PERCENTILES:
        lack = withheld("too-few-readings", LEAST_FOR_PERCENTILES, most)
    return DayProfile(
        scale.unit, middles if lack is None else np.empty(0),
        percentiles if lack is None else (), counts if lack is None else (),
        _overlays(days, minutes, values), count, len(values), (typical.low, typical.high), lack,
    )  # fmt: skip


def _enough_until(days: Sequence[int], need: int, length: int) -> int | None:
    """The newest of `days` (ascending) which is at most `length` days after the one that makes
    `need` of them."""
    for last in range(len(days) - 1, need - 2, -1):
        if days[last] - days[last - need + 1] <= length:
            return days[last]
    return None


def _around(minutes: Floats, values: Floats) -> tuple[Floats, tuple[Floats, ...], tuple[int, ...]]:
    """Percentiles by time of day, of the readings of an hour around each quarter; times with
    fewer readings than make percentiles stay open."""
    times = statistics.by_time_of_day(minutes, values, PROFILE_STEP, PROFILE_WINDOW)
    rows = [
        statistics.percentiles(found, PERCENTILES)
        if len(found) >= LEAST_FOR_PERCENTILES
        else [np.nan] * len(PERCENTILES)
        for _, found in times
    ]
    table = np.array(rows, dtype=np.float64)
    middles = np.array([middle for middle, _ in times], dtype=np.float64)
    return middles, tuple(table.T), tuple(len(found) for _, found in times)


def _overlays(days: NDArray[np.int64], minutes: Floats, values: Floats) -> tuple[DayLine, ...]:
    """The last days, each by time of day."""
    lines = []
    for day in np.unique(days)[-OVERLAYS_MOST:].tolist():
        own = days == day
        order = np.argsort(minutes[own], kind="stable")
        lines.append(DayLine(day, minutes[own][order], values[own][order]))
    return tuple(lines)


def _of_hours(data: PeriodData, scale: Scale) -> DayProfile:
    """Of the amounts of each hour, on the days that have any with a time."""
    first, last = data.period.days
    first = max(first, last - HOURLY_DAYS_MOST + 1)
    amounts = rollups.hourly_union(data.connection, data.person_id, data.kind, first, last)
    days = sorted({hour // 24 for hour in amounts})
    lack = None
    if len(days) < LEAST_PROFILE_DAYS:
        lack = withheld("too-few-days", LEAST_PROFILE_DAYS, len(days))
    table = np.array(
        [[scale.value(amounts.get(day * 24 + hour, 0.0)) for hour in range(24)] for day in days],
        dtype=np.float64,
    ).reshape(-1, 24)
    minutes: Floats = np.arange(24, dtype=np.float64) * 60.0 + 30.0
    rows = () if lack else tuple(np.percentile(table, PERCENTILES, axis=0))
    return DayProfile(
        scale.unit, minutes if lack is None else np.empty(0), rows,
        (len(days),) * 24 if lack is None else (),
        tuple(
            DayLine(day, minutes, values)
            for day, values in list(zip(days, table, strict=True))[-OVERLAYS_MOST:]
        ),
        len(days), len(amounts), (None, None), lack,
    )  # fmt: skip
