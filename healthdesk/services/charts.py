"""What the charts beside the one over time are drawn from: days of a year, a day's profile,
how values are spread, two types against each other, pressures as ranges, nights by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from healthdesk.domain import blood_pressure
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.blood_pressure import Mean, Setting
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.hypnogram import StagedNight, staged_nights
from healthdesk.domain.periods import Period, first_day_of
from healthdesk.domain.pressure_guidelines import Rule
from healthdesk.domain.scales import Scale
from healthdesk.domain.series import InSight
from healthdesk.domain.sleep_figures import Stage
from healthdesk.domain.times import DAY_MS, HOUR_MS
from healthdesk.services import day_profiles, distributions, pressure_report, type_pairs
from healthdesk.services.day_profiles import DayProfile
from healthdesk.services.distributions import Distribution
from healthdesk.services.period_data import PeriodData
from healthdesk.services.type_pairs import Pairs
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection, Database
from healthdesk.texts import Format

Span = tuple[int, int]  # local days, both included

STAGES: Final = "sleep-stage"


@dataclass(frozen=True, slots=True)
class DayValues:
    """Days with a value, ascending: a day's total or the mean of its readings, for each part,
    and how many readings each day has."""

    unit: str
    days: tuple[int, ...]
    parts: tuple[tuple[float, ...], ...]
    counts: tuple[int, ...]


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
            return day_profiles.profile_of(data, scale, self._settings)

    @needs("records.read")
    def distribution(
        self, actor: Actor, person_id: int, slug: str, unit: str, span: Span
    ) -> Distribution:
        """How values are spread; without parts where there are none."""
        kind, scale = self._asked(slug, unit)
        with self._db.reading() as connection:
            data = self._data(connection, person_id, kind, span)
            return distributions.distribution_of(data, scale, self._settings)

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
            return type_pairs.pairs_of(data, theirs, scale, second, of)

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
