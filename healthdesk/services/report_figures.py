"""The numbers of a visit report, before they are put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from healthdesk.domain import blood_pressure, glucose
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.pressure_guidelines import Choice, Standing, standings
from healthdesk.domain.series import Series, SeriesQuery
from healthdesk.domain.spreads import Spread, spread
from healthdesk.domain.times import date_of, from_datetime
from healthdesk.services.analytics import converter
from healthdesk.services.glucose_report import readings_of as readings_of_glucose
from healthdesk.services.pressure_report import readings_of
from healthdesk.services.series_maker import make_series
from healthdesk.storage import figures
from healthdesk.storage.database import Connection

if TYPE_CHECKING:
    from healthdesk.domain.records import Person

# More dots than these on a page only blacken it: then days are drawn.
DOTS_MAX = 1200

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Newest:
    """The last reading of a period as it was given, or the last day's total (`day` set)."""

    value: float
    value2: float | None
    unit: str
    comparator: str
    recorded_at: int
    offset: int
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One local day of a type, each part's mean, lowest and highest."""

    day: int
    means: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """One type in a period, in `unit`: one spread for each part (of readings; of days where
    amounts are summed up, then `of_days`), the means of the period before, how many of
    `counted` lay in the typical range (None: there is none)."""

    kind: HealthType
    unit: str
    readings: int
    of_days: bool
    parts: tuple[Spread, ...]
    before: tuple[float | None, ...]
    newest: Newest | None
    inside: int | None
    counted: int
    typical: tuple[Range, ...]
    # (day, amount) of types that are summed up, ascending.
    totals: tuple[tuple[int, float], ...] = ()
    # Of all others the days with readings, ascending.
    days: tuple[DayFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and which days a report is about, the zone whose midnights bound its charts, by
    which guideline pressures are told and by which ranges glucose is."""

    person: Person
    days: Days
    zone: dt.tzinfo
    choice: Choice
    ranges: glucose.Ranges

    @property
    def before(self) -> Days:
        """As many days, just before."""
        first, last = self.days
        return first - (last - first + 1), first - 1


def of_type(connection: Connection, scope: Scope, kind: HealthType, unit: str) -> TypeFigures:
    """The figures of one type; `parts` is empty where there is nothing to tell a mean of."""
    person_id, convert = scope.person.id, converter(kind, unit)
    typical = tuple(kind.typical_in(unit, part) for part in range(max(1, len(kind.parts))))
    rows = figures.days(connection, person_id, kind, *scope.days)
    readings = sum(row[1] for row in rows)
    if kind.aggregate == "sum":
        return _of_days(connection, scope, kind, unit, readings, typical)
    values = figures.values_of_days(connection, person_id, kind, *scope.days)
    exact = [row for row in values if row[2] is None]
    columns = range(max(1, len(kind.parts)))
    spreads = [spread([convert(row[column]) for row in exact]) for column in columns]
    earlier = figures.days(connection, person_id, kind, *scope.before)
    return TypeFigures(
        kind, unit, readings, False,
        tuple(one for one in spreads if one is not None),
        tuple(_mean(earlier, column, convert) for column in columns),
        _newest(connection, scope, kind),
        _inside_of_given(connection, scope, kind, values), len(values), typical,
        days=tuple(_day(row, columns, convert) for row in rows if row[2]),
    )  # fmt: skip


def _of_days(
    connection: Connection,
    scope: Scope,
    kind: HealthType,
    unit: str,
    readings: int,
    typical: tuple[Range, ...],
) -> TypeFigures:
    convert = converter(kind, unit)
    found = figures.day_totals(connection, scope.person.id, kind, *scope.days)
    earlier = figures.day_totals(connection, scope.person.id, kind, *scope.before)
    totals = tuple((row[0], convert(row[1])) for row in found)
    whole = spread([total for _, total in totals])
    before = spread([convert(row[1]) for row in earlier])
    newest = None
    if totals:
        day, total = totals[-1]
        newest = Newest(total, None, unit, "", 0, 0, day)
    inside = _inside([(row[1], 0.0, None) for row in found], typical_of(kind))
    return TypeFigures(
        kind, unit, readings, True,
        () if whole is None else (whole,),
        (None if before is None else before.mean,),
        newest, inside, len(found), typical, totals,
    )  # fmt: skip


def typical_of(kind: HealthType) -> tuple[Range, ...]:
    return tuple(part.typical for part in kind.parts) or (kind.typical,)


def _inside(values: Sequence[Any], typical: Sequence[Range]) -> int | None:
    """How many lie inside; a censored one ("Low") is not, for it is beyond what can be told."""
    if all(one.low is None and one.high is None for one in typical):
        return None
    return sum(
        row[2] is None and all(one.holds(row[part]) for part, one in enumerate(typical))
        for row in values
    )


def _inside_of_given(
    connection: Connection, scope: Scope, kind: HealthType, values: Sequence[Any]
) -> int | None:
    """As `_inside`, each reading by the range that is printed for the unit it was given in."""
    inside = _inside(values, typical_of(kind))
    if inside is None:
        return None
    for unit, _ in kind.printed:
        given = figures.values_given_in(connection, scope.person.id, kind, unit, scope.days)
        usual, there = kind.typical, kind.typical_of_given(unit)
        inside += sum(there.holds(value) - usual.holds(value) for value in given)
    return inside


def _day(row: Any, parts: range, convert: Callable[[float], float]) -> DayFigures:
    """From a row of `figures.days`."""
    return DayFigures(
        row[0],
        tuple(convert(row[3 + 3 * part] / row[2]) for part in parts),
        tuple(convert(row[4 + 3 * part]) for part in parts),
        tuple(convert(row[5 + 3 * part]) for part in parts),
    )


def _mean(days: Sequence[Any], part: int, convert: Callable[[float], float]) -> float | None:
    counted = sum(row[2] for row in days)
    return convert(sum(row[3 + 3 * part] for row in days if row[2]) / counted) if counted else None


def _newest(connection: Connection, scope: Scope, kind: HealthType) -> Newest | None:
    row = figures.latest(connection, scope.person.id, kind, *scope.days)
    if row is None:
        return None
    value, value2, comparator, at, offset, _, given, given2, unit = row
    second = (value2 if given2 is None else given2) if kind.parts else None
    return Newest(
        value if given is None else given, second, unit or kind.unit, comparator or "", at, offset
    )


@dataclass(frozen=True, slots=True)
class PressureFigures:
    """Means in mmHg of all readings, how those of each setting stand, and what was chosen."""

    summary: blood_pressure.Summary
    standings: tuple[Standing, ...]
    choice: Choice


def pressures(connection: Connection, scope: Scope, kind: HealthType) -> PressureFigures | None:
    """None where there is no reading."""
    found = readings_of(connection, scope.person.id, kind, scope.days)
    summary = blood_pressure.summary(found)
    if summary is None:
        return None
    return PressureFigures(summary, standings(found, scope.choice), scope.choice)


def sugars(connection: Connection, scope: Scope, kind: HealthType) -> glucose.Summary | None:
    """Time in ranges and what goes with it."""
    found = readings_of_glucose(connection, scope.person.id, kind, scope.days)
    return glucose.summary(found, scope.ranges)


def series(
    connection: Connection, scope: Scope, kind: HealthType, unit: str, week_start: str
) -> Series:
    """What the chart of a type is drawn from."""
    first, last = scope.days
    query = SeriesQuery(
        scope.person.id, kind.slug, _midnight(first, scope.zone), _midnight(last + 1, scope.zone),
        unit, points=DOTS_MAX,
    )  # fmt: skip
    return make_series(connection, kind, query, week_start)


def _midnight(day: int, zone: dt.tzinfo) -> int:
    return from_datetime(dt.datetime.combine(date_of(day), dt.time(0), zone))[0]
