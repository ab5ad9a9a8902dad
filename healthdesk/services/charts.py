"""What the charts beside the one over time are drawn from: days of a year, a day's profile,
how values are spread, two types against each other, pressures as ranges, nights by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import blood_pressure, fits, statistics
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.blood_pressure import Mean, Setting
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.glucose_figures import Trace
from healthdesk.domain.glucose_profile import PERCENTILES, by_day, profile
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.histogram import Histogram, histogram
from healthdesk.domain.hypnogram import StagedNight, staged_nights
from healthdesk.domain.periods import Period, first_day_of
from healthdesk.domain.pressure_guidelines import Rule
from healthdesk.domain.scales import Scale
from healthdesk.domain.series import InSight
from healthdesk.domain.sleep_figures import Stage
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.services import glucose_report, pressure_report
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_points import HOURLY_DAYS_MOST, LEAST_FOR_PERCENTILES
from healthdesk.services.period_report import LEAST_EFFECTIVE_PAIRS, LEAST_PAIRS
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection, Database
from healthdesk.texts import Format

Floats = NDArray[np.float64]
Span = tuple[int, int]  # local days, both included
Lack = dict[str, Any]  # need, have, reason; worded by `texts.figures.lack_sentence`

STAGES: Final = "sleep-stage"
# A profile of other types than glucose: as many days, and readings at one time of day.
LEAST_PROFILE_DAYS: Final = 7
# Steps of a profile, and how much time around each it is made of (minutes).
PROFILE_STEP, PROFILE_WINDOW = 15, 60
# Days drawn over each other.
OVERLAYS_MOST: Final = 31
# Readings of two types that were taken together lie no further apart.
TOGETHER_MS: Final = 15 * MINUTE_MS
DAY_MIN: Final = 1440


@dataclass(frozen=True, slots=True)
class DayValues:
    """Days with a value, ascending: a day's total or the mean of its readings, for each part,
    and how many readings each day has."""

    unit: str
    days: tuple[int, ...]
    parts: tuple[tuple[float, ...], ...]
    counts: tuple[int, ...]


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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two types against each other: pairs of values with their local day, the line through
    them, and how they go together; or what is missing for it."""

    unit: str
    other_unit: str
    days: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    fit: fits.Fit | None
    correlation: statistics.Correlation | None
    by_rank: statistics.Correlation | None
    effective_n: float
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class PressureBar:
    """Pressures of the days from `first` to `last`: their mean and extremes in the unit
    asked for, and the number of the range that the mean falls in."""

    first: int
    last: int
    systolic: float
    diastolic: float
    highest: float
    lowest: float
    n: int
    place: int


@dataclass(frozen=True, slots=True)
class PressureBars:
    """Bars of one setting by a rule, ascending, and the settings there are readings of."""

    unit: str
    setting: Setting
    settings: tuple[Setting, ...]
    rule: Rule
    bars: tuple[PressureBar, ...]
    mean: Mean | None


class Charts:
    """Reads only; asked from workers."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    @needs("records.read")
    def days(self, actor: Actor, person_id: int, slug: str, unit: str, span: Span) -> DayValues:
        """Values of local days."""
        kind, scale = self._asked(slug, unit)
        with self._db.reading() as connection:
            data = self._data(connection, person_id, kind, span)
            counts = {row.day: row.n for row in data.days()}
            found = [data.day_values(part) for part in data.parts]
        days = tuple(found[0][0])
        parts = tuple(tuple(scale.figure(value) for value in values) for _, values in found)
        return DayValues(unit, days, parts, tuple(counts.get(day, 1) for day in days))

    @needs("records.read")
    def in_sight(
        self, actor: Actor, person_id: int, slug: str, unit: str, low: float, high: float
    ) -> InSight | None:
        """Figures of what lies between two wall times (seconds); None where nothing does."""
        kind, scale = self._asked(slug, unit)
        since, until = round(low * 1000), round(high * 1000)
        with self._db.reading() as connection:
            if kind.aggregate == "sum":
                half = DAY_MS // 2
                days = -((half - since) // DAY_MS), -((half - until) // DAY_MS) - 1
                totals = figures.day_totals(connection, person_id, kind, *days)
                return _totals_in_sight([row[1] for row in totals], scale)
            rows = figures.in_sight(connection, person_id, kind, since, until)
            latest = figures.latest_in_sight(connection, person_id, kind, since, until)
        return _readings_in_sight(rows, latest, scale)

    @needs("records.read")
    def profile(self, actor: Actor, person_id: int, slug: str, unit: str, span: Span) -> DayProfile:
        """How a type runs through the day: of readings, or of the amounts of each hour."""
        kind, scale = self._asked(slug, unit)
        with self._db.reading() as connection:
            data = self._data(connection, person_id, kind, span)
            if data.summed:
                return _of_hours(data, scale)
            of_glucose = kind.slug == glucose_report.SLUG
            found = (
                self._of_glucose(connection, data, scale) if of_glucose
                else _of_readings(data, scale)
            )  # fmt: skip
            if found.lack is None or found.lack["reason"] != "too-few-days":
                return found
            before = figures.days(connection, person_id, kind, -(10**5), span[1] - 1)
        days = [row[0] for row in before if row[2]]
        return replace(found, enough_until=_enough_until(days, found.lack["need"], span))

    @needs("records.read")
    def distribution(
        self, actor: Actor, person_id: int, slug: str, unit: str, span: Span
    ) -> Distribution:
        """How values are spread; without parts where there are none."""
        kind, scale = self._asked(slug, unit)
        with self._db.reading() as connection:
            data = self._data(connection, person_id, kind, span)
            values = [_values(data, part) for part in data.parts]
            if not values[0].size:
                return Distribution(unit, "readings", ())
            ranges: tuple[Share, ...] = ()
            rule = None
            if kind.slug == blood_pressure.SLUG:
                rule, ranges = self._pressure_ranges(connection, person_id, kind, span)
            outside = [data.outside(values[part], part) for part in data.parts]
        spreads = _spreads(values, outside, scale)
        return Distribution(unit, "readings" if data.few else "days", spreads, ranges, rule)

    @needs("records.read")
    def pairs(
        self, actor: Actor, person_id: int, one: tuple[str, str], other: tuple[str, str],
        span: Span, of: Literal["days", "readings"] = "days",
    ) -> Pairs:  # fmt: skip
        """Two types (slug and unit each) against each other, `one` along x: values of days,
        or readings taken together."""
        (kind, scale), (beside, second) = self._asked(*one), self._asked(*other)
        if kind is beside:
            raise InvalidData(FieldError("with", "type-beside-itself"))
        with self._db.reading() as connection:
            data = self._data(connection, person_id, kind, span)
            theirs = self._data(connection, person_id, beside, span)
            days, x, y = _together(data, theirs) if of == "readings" else _by_days(data, theirs)
        xs, ys = [scale.figure(value) for value in x], [second.figure(value) for value in y]
        return _related(one[1], other[1], days, xs, ys)

    @needs("records.read")
    def pressures(
        self, actor: Actor, person_id: int, unit: str, span: Span, by: Literal["daily", "weekly"],
        setting: Setting | None = None,
    ) -> PressureBars:  # fmt: skip
        """Blood pressure by day or week, of one setting: the chosen one unless there are only
        others, or `setting`."""
        kind, scale = self._asked(blood_pressure.SLUG, unit)
        choice = pressure_report.choice_of(self._settings)
        with self._db.reading() as connection:
            found = pressure_report.readings_of(connection, person_id, kind, span)
        apart = blood_pressure.by_setting(found, choice.setting)
        there = tuple(one for one in blood_pressure.SETTINGS if one in apart)
        if setting not in there:
            setting = choice.setting if choice.setting in there or not there else there[0]
        assert setting is not None
        rule, readings = choice.guideline.rule(setting), apart.get(setting, [])
        begin = first_day_of(by, Format.of(self._settings).week_begins)
        groups: dict[int, list[blood_pressure.Reading]] = {}
        for reading in readings:
            groups.setdefault(begin(reading.day), []).append(reading)
        length = 7 if by == "weekly" else 1
        bars = tuple(_bar(day, length, groups[day], rule, scale) for day in sorted(groups))
        return PressureBars(unit, setting, there, rule, bars, blood_pressure.mean_of(readings))

    @needs("records.read")
    def nights(self, actor: Actor, person_id: int, span: Span) -> tuple[StagedNight, ...]:
        """The nights that end on local days, by stage."""
        kind = self._db.types[STAGES]
        with self._db.reading() as connection:
            rows = figures.nightly(connection, person_id, kind, *span)
        order = sorted({(row[4], row[5]) for row in rows})
        rank = {place: n for n, place in enumerate(order)}
        stages = [
            Stage(begun, ended, int(value), offset, rank[priority, source])
            for begun, ended, value, offset, priority, source in rows
        ]
        return tuple(n for n in staged_nights(stages) if span[0] <= n.day <= span[1])

    @needs("records.read")
    def night_beside(self, actor: Actor, person_id: int, day: int, *, later: bool) -> int | None:
        """The local day of the next night with stages after one, or of the last before it."""
        kind = self._db.types[STAGES]
        with self._db.reading() as connection:
            noon = day * DAY_MS + 12 * HOUR_MS
            at = noon if later else noon - DAY_MS
            found = figures.next_reading(connection, person_id, kind, at, later=later)
            if found is None:
                return None
            near = found // DAY_MS
        nights = self.nights(actor, person_id, (near - 1, near + 2))
        beyond = [n.day for n in nights if (n.day > day if later else n.day < day)]
        return (min(beyond) if later else max(beyond)) if beyond else None

    # Inside

    def _asked(self, slug: str, unit: str) -> tuple[HealthType, Scale]:
        kind = self._db.types[slug]
        return kind, Scale(kind, unit)

    def _data(
        self, connection: Connection, person_id: int, kind: HealthType, span: Span
    ) -> PeriodData:
        return PeriodData(connection, self._db.types, person_id, kind, Period(span))

    def _of_glucose(self, connection: Connection, data: PeriodData, scale: Scale) -> DayProfile:
        ranges = glucose_report.ranges_of(self._settings)
        trace = Trace.of(
            glucose_report.readings_of(connection, data.person_id, data.kind, data.period.days)
        )
        told, lacks = glucose_report.document(trace, scale.unit, scale.value, ranges)
        lack = lacks.get("agp")
        points = () if lack else profile(trace, PROFILE_STEP, PROFILE_WINDOW)
        known = [point for point in points if point.values is not None]
        convert = _line(scale)
        rows = np.array([point.values for point in known], dtype=np.float64).reshape(-1, 5)
        days = by_day(trace)
        limits = ranges.limits[scale.unit]
        return DayProfile(
            scale.unit,
            np.array([point.minute for point in known], dtype=np.float64),
            tuple(convert(rows[:, column]) for column in range(len(PERCENTILES))) if lack is None
            else (),
            tuple(point.n for point in known),
            tuple(
                DayLine(one.day, one.minutes, convert(one.mg_dl)) for one in days[-OVERLAYS_MOST:]
            ),
            len(days), trace.n, (limits.low, limits.high), lack, told,
        )  # fmt: skip

    def _pressure_ranges(
        self, connection: Connection, person_id: int, kind: HealthType, span: Span
    ) -> tuple[Rule, tuple[Share, ...]]:
        """How many readings fall in each range of the guideline, each by its setting."""
        choice = pressure_report.choice_of(self._settings)
        readings = pressure_report.readings_of(connection, person_id, kind, span)
        apart = blood_pressure.by_setting(readings, choice.setting)
        setting = max(
            apart, key=lambda one: (len(apart[one]), one == choice.setting), default=choice.setting
        )
        rule = choice.guideline.rule(setting)
        places = [rule.place(r.systolic, r.diastolic) for r in apart.get(setting, [])]
        return rule, tuple(
            Share(step.code, places.count(number)) for number, step in enumerate(rule.steps)
        )


def _line(scale: Scale) -> Callable[[Floats], Floats]:
    """Units convert by a factor and a shift, so two points give the whole line."""
    shift = scale.value(0.0) if not scale.canonical else 0.0
    factor = scale.difference(1.0) if not scale.canonical else 1.0

    def convert(values: Floats) -> Floats:
        return values * factor + shift

    return convert


# What is in sight


def _totals_in_sight(totals: Sequence[float], scale: Scale) -> InSight | None:
    if not totals:
        return None
    total = sum(totals)
    mean, low, high = (scale.figure(v) for v in (total / len(totals), min(totals), max(totals)))
    return InSight((), "", (mean,), (low,), (high,), scale.figure(total), len(totals))


def _readings_in_sight(rows: Sequence[Any], latest: Any, scale: Scale) -> InSight | None:
    """Rows as `figures.in_sight` gives them, together; `latest` may be of no series."""
    held = [row for row in rows if row[0]]
    count, counted = (sum(row[column] for row in held) for column in (0, 1))
    if not count or latest is None:
        return None
    value, value2, comparator, given, given2, given_unit = latest
    two = bool(scale.kind.parts)
    newest = [(value, given), (value2, given2)] if two else [(value, given)]
    as_given = (given_unit or scale.kind.unit) == scale.unit
    valued = [row for row in held if row[1]]
    starts = (2, 5) if two else (2,)
    parts = [
        tuple(
            scale.figure(one)
            for one in (
                sum(row[c] for row in valued) / counted, min(row[c + 1] for row in valued),
                max(row[c + 2] for row in valued),
            )
        )
        for c in starts
    ] if valued else []  # fmt: skip
    return InSight(
        latest=tuple(
            told if as_given and told is not None else scale.value(one) for one, told in newest
        ),
        comparator=comparator or "",
        mean=tuple(part[0] for part in parts) if parts else None,
        lowest=tuple(part[1] for part in parts),
        highest=tuple(part[2] for part in parts),
        total=0.0,
        count=count,
    )


# Profiles


def _of_readings(data: PeriodData, scale: Scale) -> DayProfile:
    readings = data.readings()
    minutes = readings.wall % DAY_MS / MINUTE_MS
    values, days = _line(scale)(readings.value), readings.day
    count = len(np.unique(days))
    lack = None
    if count < LEAST_PROFILE_DAYS:
        lack = {"need": LEAST_PROFILE_DAYS, "have": count, "reason": "too-few-days"}
    middles, percentiles, counts = _around(minutes, values)
    most = max(counts)
    if lack is None and most < LEAST_FOR_PERCENTILES:
        lack = {"need": LEAST_FOR_PERCENTILES, "have": most, "reason": "too-few-readings"}
    return DayProfile(
        scale.unit, middles if lack is None else np.empty(0),
        percentiles if lack is None else (), counts if lack is None else (),
        _overlays(days, minutes, values), count, len(values), _ends(scale), lack,
    )  # fmt: skip


def _enough_until(days: Sequence[int], need: int, span: Span) -> int | None:
    """The newest of `days` (ascending) up to which a span as long as this one has `need` of
    them."""
    for last in range(len(days) - 1, need - 2, -1):
        if days[last] - days[last - need + 1] <= span[1] - span[0]:
            return days[last]
    return None


def _around(minutes: Floats, values: Floats) -> tuple[Floats, tuple[Floats, ...], tuple[int, ...]]:
    """Percentiles by time of day, of the readings of an hour around each quarter; times with
    fewer readings than make percentiles stay open."""
    order = np.argsort(minutes, kind="stable")
    times, found = minutes[order], values[order]
    times = np.concatenate((times - DAY_MIN, times, times + DAY_MIN))
    found = np.tile(found, 3)
    middles: Floats = (
        np.arange(DAY_MIN // PROFILE_STEP, dtype=np.float64) * PROFILE_STEP + PROFILE_STEP / 2
    )
    since = np.searchsorted(times, middles - PROFILE_WINDOW / 2)
    until = np.searchsorted(times, middles + PROFILE_WINDOW / 2)
    rows = [
        statistics.percentiles(found[a:b], PERCENTILES)
        if b - a >= LEAST_FOR_PERCENTILES
        else [np.nan] * len(PERCENTILES)
        for a, b in zip(since.tolist(), until.tolist(), strict=True)
    ]
    table = np.array(rows, dtype=np.float64)
    return middles, tuple(table.T), tuple((until - since).tolist())


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
    amounts = figures.hour_totals(data.connection, data.person_id, data.kind, first, last)
    days = sorted({hour // 24 for hour in amounts})
    lack = None
    if len(days) < LEAST_PROFILE_DAYS:
        lack = {"need": LEAST_PROFILE_DAYS, "have": len(days), "reason": "too-few-days"}
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


# Distributions


def _values(data: PeriodData, part: int) -> Floats:
    if data.few:
        return data.readings(part).value
    return np.array(data.day_values(part)[1], dtype=np.float64)


def _spreads(
    values: Sequence[Floats], outside: Sequence[tuple[int, int]], scale: Scale
) -> tuple[Spread, ...]:
    """Of all parts, with bins of one width."""
    convert, resolution = _line(scale), 10.0 ** -scale.kind.decimals_in(scale.unit)
    told = [np.round(convert(value), 9) for value in values]
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


# Two types


def _by_days(data: PeriodData, theirs: PeriodData) -> tuple[list[int], list[float], list[float]]:
    one, two = (dict(zip(*each.day_values(), strict=True)) for each in (data, theirs))
    days = sorted(one.keys() & two.keys())
    return days, [one[day] for day in days], [two[day] for day in days]


def _together(data: PeriodData, theirs: PeriodData) -> tuple[list[int], list[float], list[float]]:
    """Readings of both that were taken within a quarter of an hour."""
    if not (data.few and theirs.few):
        return [], [], []
    one, two = data.readings(), theirs.readings()
    found = fits.paired(one.at.tolist(), two.at.tolist(), TOGETHER_MS)
    places = [place for place, _ in found]
    return (
        one.day[places].tolist(), one.value[places].tolist(),
        two.value[[other for _, other in found]].tolist(),
    )  # fmt: skip


def _related(
    unit: str, other_unit: str, days: Sequence[int], x: Sequence[float], y: Sequence[float]
) -> Pairs:
    effective = _independent(days, x, y)
    lack: Lack | None = None
    linear = by_rank = line = None
    if len(set(days)) < LEAST_PAIRS:
        lack = {"need": LEAST_PAIRS, "have": len(set(days)), "reason": "too-few-shared-days"}
    elif effective < LEAST_EFFECTIVE_PAIRS:
        lack = {"need": LEAST_EFFECTIVE_PAIRS, "have": effective, "reason": "days-too-alike"}
    else:
        linear = statistics.pearson(x, y, effective)
        by_rank = statistics.spearman(x, y, effective)
        line = fits.fit(x, y, effective)
        if linear is None or by_rank is None or line is None:
            lack, line = {"need": 2, "have": 1, "reason": "never-changes"}, None
    return Pairs(
        unit, other_unit, tuple(days), tuple(x), tuple(y), line, linear, by_rank, effective, lack
    )


def _independent(days: Sequence[int], x: Sequence[float], y: Sequence[float]) -> float:
    """How many independent pairs these are worth: readings of one day count as one."""
    groups: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        groups.setdefault(day, []).append(place)
    if len(groups) < 2:
        return float(len(groups))
    means = [
        [fmean(each[place] for place in group) for group in groups.values()] for each in (x, y)
    ]
    return statistics.effective_pairs(list(groups), *means)


# Pressures


def _bar(
    day: int, length: int, readings: Sequence[blood_pressure.Reading], rule: Rule, scale: Scale
) -> PressureBar:
    mean = blood_pressure.mean_of(readings)
    assert mean is not None  # a group has a reading
    return PressureBar(
        day, day + length - 1, scale.figure(mean.systolic), scale.figure(mean.diastolic),
        scale.value(max(r.systolic for r in readings)),
        scale.value(min(r.diastolic for r in readings)),
        mean.n, rule.place(mean.systolic, mean.diastolic),
    )  # fmt: skip
