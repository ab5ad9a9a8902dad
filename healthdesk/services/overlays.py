"""What a chart shows around its readings: trends, forecasts, means of other periods, and what
else there was at the time. The figures are those of the report of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from healthdesk.domain import body_weight, statistics
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lack, withheld
from healthdesk.domain.overlays import (
    ComingDays,
    Happenings,
    PeriodMean,
    TrendLine,
    Wanted,
    WeightTrend,
)
from healthdesk.domain.periods import Period
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import day_of, local_day
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_points import weight_trend
from healthdesk.services.period_report import forecast_of
from healthdesk.services.period_statistics import (
    LEAST_DAYS_FOR_TREND,
    average_of,
    regression_points,
    trend_lack,
)
from healthdesk.services.weight_report import rate_lack
from healthdesk.settings import Settings
from healthdesk.storage import figures, happenings
from healthdesk.storage.database import Connection, Database

DAY_S, WEEK_S = 86_400.0, 7 * 86_400.0
# The band of a regression is curved; so many points draw it.
LINE_POINTS = 41
# Forecasts are tried so far ahead, the farthest first that is wanted.
HORIZONS = (90, 60, 30, 14, 7, 1)
# What a nearer horizon may mend.
_TOO_FAR = frozenset({"span-too-short", "too-few-errors"})
# More single readings than these in a row of marks are shown as days.
MOMENTS_MOST = 1500
TAGS_MOST = 50

Convert = Callable[[float], float]


class Overlays:
    """Reads only; asked from workers."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db, self._settings = db, settings

    # Trends

    @needs("records.read")
    def trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> tuple[TrendLine, ...] | Lack:
        """The least-squares line of each part over some local days, both included; its slope
        and interval are `trend_value` and `trend_interval` of the report."""
        with self._db.reading() as connection:
            data = self._data(connection, person_id, slug, days)
            scale = Scale(data.kind, unit)
            lack = trend_lack(data, 0)
            if lack is not None:
                return lack
            lines = [_regression(data, part, scale) for part in data.parts]
        return tuple(line for line in lines if line is not None)

    @needs("records.read")
    def robust_trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> tuple[TrendLine, ...] | Lack:
        """Theil and Sen's line of each part through the days, `trend_robust` of the report. It
        passes the median of what is left beside its slope; its band turns around the middle
        day."""
        with self._db.reading() as connection:
            data = self._data(connection, person_id, slug, days)
            scale = Scale(data.kind, unit)
            known = data.day_values()[0]
            if len(known) < LEAST_DAYS_FOR_TREND:
                return withheld("too-few-days", LEAST_DAYS_FOR_TREND, len(known))
            lines = [_robust(*data.day_values(part), scale) for part in data.parts]
        return tuple(line for line in lines if line is not None)

    @needs("records.read")
    def weight_trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> WeightTrend | Lack:
        """The smoothed weight up to the last of some local days; `weight` of the report."""
        with self._db.reading() as connection:
            data = self._data(connection, person_id, slug, days)
            known, trend = weight_trend(data)
        if not known or known[-1] < days[0]:
            return withheld("too-few-days", 1, 0)
        scale = Scale(data.kind, unit)
        rate = body_weight.rate_per_week(known, trend)
        lack = rate_lack(known) if rate is None else None
        return WeightTrend(
            tuple((day + 0.5) * DAY_S for day in known),
            tuple(scale.figure(value) for value in trend),
            None if rate is None else scale.difference(rate),
            lack,
        )

    # Forecasts

    @needs("records.read")
    def forecast(
        self, actor: Actor, person_id: int, slug: str, unit: str, ahead: int, today: int
    ) -> tuple[ComingDays, ...] | Lack:
        """The days to come, `forecast` of the report up to `today`: at most `ahead` days, or
        as many as the data can carry of 90, 60, 30, 14, 7 or 1."""
        lack: Lack = {}
        with self._db.reading() as connection:
            data = self._data(connection, person_id, slug, (today, today))
            scale = Scale(data.kind, unit)
            for horizon in [n for n in HORIZONS if n <= ahead] or HORIZONS[-1:]:
                found, lack = _forecasts(data, horizon, scale)
                if found:
                    return found
                if lack["reason"] not in _TOO_FAR:
                    break
        return lack

    # Periods

    @needs("records.read")
    def means(
        self, actor: Actor, person_id: int, slug: str, unit: str,
        periods: Sequence[tuple[int, int]],
    ) -> tuple[PeriodMean, ...]:  # fmt: skip
        """The mean of each period of local days: of readings, or of day totals; `avg` of the
        report."""
        with self._db.reading() as connection:
            return tuple(
                _mean(self._data(connection, person_id, slug, days), unit) for days in periods
            )

    # Other readings of the time

    @needs("records.read")
    def happenings(
        self, actor: Actor, person_id: int, wanted: Sequence[Wanted], start: int, end: int
    ) -> tuple[Happenings, ...]:
        """What there was between two instants (ms), one answer for each wanted; types that are
        gone meanwhile are left out."""
        with self._db.reading() as connection:
            found = (
                self._tagged(connection, person_id, one, start, end)
                if one.kind == "tag"
                else self._of_type(connection, person_id, one, start, end)
                for one in wanted
            )
            return tuple(one for one in found if one is not None)

    @needs("records.read")
    def tags(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        """Tags on this person's readings, most used first, at most fifty."""
        with self._db.reading() as connection:
            return tuple(happenings.tags_used(connection, person_id)[:TAGS_MOST])

    # Inside

    def _data(
        self, connection: Connection, person_id: int, slug: str, days: tuple[int, int]
    ) -> PeriodData:
        kind = self._db.types.get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        return PeriodData(connection, self._db.types, person_id, kind, Period(days))

    def _of_type(
        self, connection: Connection, person_id: int, wanted: Wanted, start: int, end: int
    ) -> Happenings | None:
        kind = self._db.types.get(wanted.name)
        if kind is None:
            return None
        convert = Scale(kind, self._settings.unit_for(kind)).value if not kind.codes else float
        # Of one walk that two devices counted, the day knows what it comes to.
        if kind.combine != "union" and not kind.derived:
            limit = MOMENTS_MOST + 1
            rows = happenings.moments(connection, person_id, kind, start, end, limit)
            if len(rows) <= MOMENTS_MOST:
                return _moments(wanted, rows, convert)
        first, last = local_day(start, 0) - 1, local_day(end, 0) + 1
        return _days(wanted, _day_values(connection, person_id, kind, first, last), convert)

    def _tagged(
        self, connection: Connection, person_id: int, wanted: Wanted, start: int, end: int
    ) -> Happenings:
        rows = happenings.tagged(connection, person_id, wanted.name, start, end, MOMENTS_MOST)
        return _moments(wanted, rows, float)


def _regression(data: PeriodData, part: int, scale: Scale) -> TrendLine | None:
    x, y, weights = regression_points(data, part)
    trend = statistics.least_squares(x, y, weights)
    if trend is None:
        return None
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    w = np.ones(len(x)) if weights is None else np.asarray(weights, dtype=np.float64)
    middle, level = np.average(x, weights=w), np.average(y, weights=w)
    w = w / w.mean()
    squares = float(w @ (x - middle) ** 2)
    places = np.linspace(x[0], x[-1], LINE_POINTS)
    value = level + trend.slope * (places - middle)
    # Of the line's value: the error of the level and that of the slope, which are independent
    # (Draper & Smith, Applied Regression Analysis, ch. 1.4).
    half = trend.half_width * np.sqrt(squares / len(x) + (places - middle) ** 2)
    ends = trend.slope - trend.half_width, trend.slope + trend.half_width
    positions = places * WEEK_S + _aside(data, part)
    return _line((trend.direction, trend.slope, *ends), positions, (value, half), scale)


def _aside(data: PeriodData, part: int) -> float:
    """From the x of the fit to the wall time of the person."""
    if not data.few:
        return DAY_S / 2
    readings = data.readings(part)
    return float(np.mean(readings.wall - readings.at)) / 1000.0


def _robust(days: Sequence[int], values: Sequence[float], scale: Scale) -> TrendLine | None:
    x, y = np.asarray(days, dtype=np.float64) / 7.0, np.asarray(values, dtype=np.float64)
    found = statistics.theil_sen(x, y)
    if found is None:
        return None
    middle = float(np.median(x))
    level = float(np.median(y - found.slope * (x - middle)))
    places = np.linspace(x[0], x[-1], LINE_POINTS)
    value = level + found.slope * (places - middle)
    sides = [level + slope * (places - middle) for slope in (found.low, found.high)]
    half = np.maximum(np.abs(sides[0] - value), np.abs(sides[1] - value))
    slopes = (found.direction, found.slope, found.low, found.high)
    return _line(slopes, places * WEEK_S + DAY_S / 2, (value, half), scale)


def _line(
    slopes: tuple[Any, float, float, float], at: Any, values: tuple[Any, Any], scale: Scale
) -> TrendLine:
    direction, slope, low, high = slopes
    value, half = values
    told = [
        tuple(scale.figure(float(one)) for one in side)
        for side in (value, value - half, value + half)
    ]
    difference = scale.difference
    return TrendLine(
        direction, difference(slope), difference(low), difference(high), tuple(at.tolist()), *told
    )


def _forecasts(
    data: PeriodData, ahead: int, scale: Scale
) -> tuple[tuple[ComingDays, ...] | None, Lack]:
    found = []
    for part in data.parts:
        lacking: dict[str, dict[str, Any]] = {}
        told = forecast_of(data, part, ahead, scale, lacking)
        if told is None:
            return None, lacking["forecast"]
        points = told["data_points"]
        days = [day_of(dt.date.fromisoformat(point["date"])) for point in points]
        value, low, high = (
            tuple(point[key] for point in points) for key in ("value", "low", "high")
        )
        at = tuple((day + 0.5) * DAY_S for day in days)
        found.append(ComingDays(at, value, low, high, days[0] - 1))
    return tuple(found), {}


def _mean(data: PeriodData, unit: str) -> PeriodMean:
    scale = Scale(data.kind, unit)
    means = [average_of(data, part) for part in data.parts]
    n = len(data.totals) if data.summed else data.counted
    told = tuple(scale.figure(mean) for mean in means if mean is not None)
    return PeriodMean(data.period.days, told if len(told) == len(means) else None, n)


def _moments(wanted: Wanted, rows: Sequence[Any], convert: Convert) -> Happenings:
    found = sorted(
        (row[0] / 1000.0 + row[2] * 60.0, row[1] / 1000.0 + row[2] * 60.0, convert(row[3]))
        for row in rows
    )
    return Happenings(wanted, False, *_columns(found))


def _days(wanted: Wanted, rows: Sequence[tuple[int, float]], convert: Convert) -> Happenings:
    found = [(day * DAY_S, (day + 1) * DAY_S, convert(value)) for day, value in rows]
    return Happenings(wanted, True, *_columns(found))


def _columns(rows: Sequence[tuple[float, float, float]]) -> Any:
    return tuple(tuple(row[column] for row in rows) for column in range(3))


def _day_values(
    connection: Connection, person_id: int, kind: HealthType, first: int, last: int
) -> list[tuple[int, float]]:
    if kind.aggregate == "sum":
        totals = figures.day_totals(connection, person_id, kind, first, last)
        return [(row[0], row[1]) for row in totals]
    days = figures.days(connection, person_id, kind, first, last)
    return [(row[0], row[3] / row[2]) for row in days if row[2]]
