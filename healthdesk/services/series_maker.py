"""From rollups and readings to the arrays a chart draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.periods import first_day_of
from healthdesk.domain.series import Floats, Line, Series, SeriesQuery, Step
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, local_day
from healthdesk.storage import figures, rollups
from healthdesk.storage.database import Connection

MEAN_DAYS = 7
# Two days or less of a summed type are shown by the hour.
HOURLY_SPAN = 2 * DAY_MS + HOUR_MS

# Between single readings and hours: ranges of so many ms, from the rows of an index as long as
# there are at most so many of them.
FINE_STEPS: Mapping[Step, int] = MappingProxyType(
    {"minute": MINUTE_MS, "5-minutes": 5 * MINUTE_MS, "15-minutes": 15 * MINUTE_MS}
)
MOST_ROWS = 400_000

Convert = Callable[[Floats], Floats]
Ints = NDArray[np.int64]


def make_series(
    connection: Connection, kind: HealthType, query: SeriesQuery, week_start: str
) -> Series:
    """The series of one type; the step is chosen so that at most `query.points` are drawn."""
    convert = _converter(kind, query.unit)
    # One day more on both sides: the local day at the edge may begin in the day before.
    first, last = local_day(query.start, 0) - 1, local_day(query.end - 1, 0) + 1
    step = query.step or _step(connection, kind, query, first, last)
    days = _Days(connection, kind, query.person_id, (first, last), week_start)
    lines = _lines(connection, kind, query, step, days, convert)
    # Beside amounts of hours those of days would be off the scale.
    hours = step == "hour" and kind.aggregate == "sum"
    means = () if hours else _rolling_means(kind, days, convert)
    typical = [kind.typical_in(query.unit, part) for part in range(max(1, len(kind.parts)))]
    return Series(
        query=query,
        step=step,
        unit=query.unit,
        lines=lines,
        means=means,
        typical=tuple((one.low, one.high) for one in typical),
        total=int(lines[0].count.sum()) if lines else 0,
    )


def _step(
    connection: Connection, kind: HealthType, query: SeriesQuery, first: int, last: int
) -> Step:
    days = last - first + 1
    if kind.aggregate == "sum":
        if query.end - query.start <= HOURLY_SPAN:
            return "hour"
    else:
        fine = _fine_step(query)
        limit = (MOST_ROWS if fine else query.points) + 1
        n = figures.count_between(connection, query.person_id, kind, query.start, query.end, limit)
        if n <= query.points:
            return "raw"
        if fine and n <= MOST_ROWS:
            return fine
        if kind.dense and days * 24 <= query.points:
            return "hour"
    if days <= query.points:
        return "day"
    return "week" if days <= 7 * query.points else "month"


def _fine_step(query: SeriesQuery) -> Step | None:
    """The shortest ranges that keep to the points asked for."""
    for step, length in FINE_STEPS.items():
        if query.end - query.start <= (query.points - 1) * length:
            return step
    return None


def _lines(
    connection: Connection,
    kind: HealthType,
    query: SeriesQuery,
    step: Step,
    days: _Days,
    convert: Convert,
) -> tuple[Line, ...]:
    if step == "raw":
        return _raw(connection, kind, query, convert)
    if step in FINE_STEPS:
        return _fine(connection, kind, query, FINE_STEPS[step], convert)
    if step == "hour":
        return (_hourly(connection, kind, query, days.span, convert),)
    return _daily(days, step, convert)


def _raw(
    connection: Connection, kind: HealthType, query: SeriesQuery, convert: Convert
) -> tuple[Line, ...]:
    block = figures.packed_readings(
        connection, query.person_id, kind, query.start, query.end, max(query.points, 1)
    )
    read = _unpacked(block, 6)
    at = read[1] / 1000.0 + read[2] * 60.0
    # Who travels west or turns the clock back lives through some hours twice.
    order = np.argsort(at, kind="stable")
    at, read = at[order], read.take(order, axis=1)
    ids, utc = read[0].astype(np.int64), read[1].astype(np.int64)
    count = np.ones(len(at), dtype=np.int64)
    signs = read[5].astype(np.int8)
    censored = signs if signs.any() else None
    lines = []
    for name, values in zip(_part_names(kind), read[3:], strict=False):
        value = convert(values)
        lines.append(Line(name, at, utc, value, value, value, count, ids, censored))
    return tuple(lines)


def _fine(
    connection: Connection, kind: HealthType, query: SeriesQuery, length: int, convert: Convert
) -> tuple[Line, ...]:
    found = figures.ranges(connection, query.person_id, kind, query.start, query.end, length)
    rows = [r for r in found if r[2]]
    at = (_column(rows, 0) + length / 2) / 1000.0
    count = np.array([r[1] for r in rows], dtype=np.int64)
    counted = _column(rows, 2)
    lines = []
    for index, name in enumerate(_part_names(kind)):
        total, low, high = (_column(rows, 3 + 3 * index + n) for n in range(3))
        lines.append(
            _line(name, at, (convert(total / counted), convert(low), convert(high)), count)
        )
    return tuple(lines)


def _hourly(
    connection: Connection,
    kind: HealthType,
    query: SeriesQuery,
    span: tuple[int, int],
    convert: Convert,
) -> Line:
    first, last = span
    if kind.aggregate == "sum":
        amounts = rollups.hourly_union(connection, query.person_id, kind, first, last)
        hour, total = np.array([*amounts]), np.array([*amounts.values()])
        n = counted = np.ones(len(amounts))
        low = high = total
    else:
        block = figures.packed_hours(connection, query.person_id, kind, first * 24, last * 24 + 23)
        hour, n, counted, total, low, high = _unpacked(block, 6)
    return _line(
        kind.slug,
        hour * 3600.0 + 1800.0,
        (convert(total / counted), convert(low), convert(high)),
        n.astype(np.int64),
    )


@dataclass(frozen=True)
class _Days:
    """Day figures of a span of days and of those before that its means look back on; read once
    for lines and means."""

    connection: Connection
    kind: HealthType
    person_id: int
    span: tuple[int, int]
    week_start: str

    @cached_property
    def columns(self) -> Floats:
        """One row a figure, one column a day with a value, ascending: day, readings, readings
        counted (of a total: one), then total, lowest and highest of each part."""
        first, last = self.span[0] - MEAN_DAYS, self.span[1]
        block = figures.packed_days(self.connection, self.person_id, self.kind, first, last)
        columns = _together(_unpacked(block, figures.day_columns(self.kind)))
        counts = columns[2] > 0
        return columns if counts.all() else columns[:, counts]

    @property
    def shown(self) -> Any:
        """Which of the days lie in the span."""
        return self.columns[0] >= self.span[0]


def _together(rows: Floats) -> Floats:
    """The rows of a day's sources as one."""
    begins = np.diff(rows[0], prepend=-np.inf) > 0
    if begins.all():
        return rows
    first = np.flatnonzero(begins)
    joined = [rows[0][first], *np.add.reduceat(rows[1:3], first, axis=1)]
    for total, low, high in zip(rows[3::3], rows[4::3], rows[5::3], strict=True):
        joined += [
            np.add.reduceat(total, first), np.minimum.reduceat(low, first),
            np.maximum.reduceat(high, first),
        ]  # fmt: skip
    return np.array(joined)


def _daily(days: _Days, step: Step, convert: Convert) -> tuple[Line, ...]:
    """Days, weeks or months. Of amounts they show the mean day, so that bars of all widths can
    be compared."""
    if not days.columns.size:
        return tuple(_nothing(name) for name in _part_names(days.kind))
    rows = days.columns[:, days.shown]
    if not rows.size:
        return tuple(_nothing(name) for name in _part_names(days.kind))
    begins, first = np.unique(
        _begins(rows[0].astype(np.int64), step, days.week_start), return_index=True
    )
    count = np.add.reduceat(rows[1], first).astype(np.int64)
    counted = np.add.reduceat(rows[2], first)
    at = _middle(begins.astype(np.float64), step)
    lines = []
    for index, name in enumerate(_part_names(days.kind)):
        c = 3 + 3 * index
        value = np.add.reduceat(rows[c], first) / counted
        low, high = np.minimum.reduceat(rows[c + 1], first), np.maximum.reduceat(rows[c + 2], first)
        lines.append(_line(name, at, (convert(value), convert(low), convert(high)), count))
    return tuple(lines)


def _begins(days: Ints, step: Step, week_start: str) -> Ints:
    """The first day of each one's day, week or month."""
    if step not in ("week", "month"):
        return days
    first_day = first_day_of("weekly" if step == "week" else "monthly", week_start)
    return np.array([first_day(day) for day in days.tolist()])


def _nothing(name: str) -> Line:
    none = np.empty(0)
    return _line(name, none, (none, none, none), np.empty(0, dtype=np.int64))


def _middle(day: Floats, step: Step) -> Floats:
    """Where a period's point stands: its middle, in seconds of local wall time."""
    length = {"day": 1.0, "week": 7.0, "month": 30.4}[step]
    return (day + length / 2) * 86400.0


def _rolling_means(kind: HealthType, days: _Days, convert: Convert) -> tuple[Line, ...]:
    """The mean of the 7 days up to each day with data: of readings, or of day totals."""
    if kind.codes or not days.columns.size:
        return ()
    rows, shown = days.columns, days.shown
    since = np.searchsorted(rows[0], rows[0] - MEAN_DAYS + 1)
    upto = np.arange(1, len(rows[0]) + 1)
    counted = _window(rows[2], since, upto)
    at = rows[0][shown] * 86400.0 + 43200.0
    count = counted[shown].astype(np.int64)
    lines = []
    for index, name in enumerate(_part_names(kind)):
        value = convert((_window(rows[3 + 3 * index], since, upto) / counted)[shown])
        lines.append(_line(name, at, (value, value, value), count))
    return tuple(lines)


def _window(values: Floats, since: Any, upto: Any) -> Floats:
    """Sums over values since..upto."""
    running = np.concatenate(([0.0], np.cumsum(values)))
    result: Floats = running[upto] - running[since]
    return result


def _unpacked(block: bytes, width: int) -> Floats:
    """One row a column of a block of packed rows."""
    return np.frombuffer(block).reshape(-1, width).T


def _column(rows: Sequence[Any], column: int) -> Floats:
    return np.array([r[column] for r in rows], dtype=np.float64)


def _line(part: str, at: Floats, figures_: tuple[Floats, Floats, Floats], count: Any) -> Line:
    value, low, high = figures_
    # A period has no offset of its own; its middle is told as if in UTC.
    utc = (at * 1000.0).astype(np.int64)
    ids = np.zeros(len(at), dtype=np.int64)
    return Line(part, at, utc, value, low, high, count, ids)


def _part_names(kind: HealthType) -> tuple[str, ...]:
    return tuple(p.slug for p in kind.parts) or (kind.slug,)


def _converter(kind: HealthType, unit: str) -> Convert:
    """Units convert by a factor and a shift, so two points give the whole line."""
    if unit == kind.unit:
        return lambda values: values
    shift = units.convert(0.0, kind.unit, unit, kind.slug)
    factor = units.convert(1.0, kind.unit, unit, kind.slug) - shift
    return lambda values: values * factor + shift
