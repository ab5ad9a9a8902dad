"""What the figures of a period are made of: its days, and its readings where they are few
enough to look at each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import rollup
from healthdesk.domain.health_types import HealthType, Range, TypeBook
from healthdesk.domain.periods import Period
from healthdesk.domain.times import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    OFFSET_MAX,
    OFFSET_MIN,
    local_day,
)
from healthdesk.storage import figures
from healthdesk.storage.database import Connection

# With more readings than these, what needs each of them is told of the means of days.
READINGS_MOST = 100_000

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Readings:
    """Uncensored readings, ascending: instants and wall times of their places in ms, values
    of one part, ids."""

    at: Ints
    wall: Ints
    value: Floats
    ids: Ints

    @property
    def day(self) -> Ints:
        return self.wall // DAY_MS

    @property
    def hour(self) -> Ints:
        """Of the day, 0 to 23."""
        return self.wall // HOUR_MS % 24


class DayRow(NamedTuple):
    """One local day of one part: how many readings, how many of them uncensored, their total,
    the lowest and the highest (None where all are censored)."""

    day: int
    n: int
    counted: int
    total: float
    lo: float | None
    hi: float | None


@dataclass(frozen=True)
class PeriodData:
    """One type of one person in a period. Values are canonical."""

    connection: Connection
    types: TypeBook
    person_id: int
    kind: HealthType
    period: Period

    @property
    def summed(self) -> bool:
        """Whether amounts are added up to days, which the figures are then about."""
        return self.kind.aggregate == "sum"

    @property
    def parts(self) -> range:
        return range(max(1, len(self.kind.parts)))

    def typical(self, part: int) -> Range:
        return self.kind.parts[part].typical if self.kind.parts else self.kind.typical

    def outside(self, values: Floats, part: int = 0) -> tuple[int, int]:
        """How many of the values the figures are made of lie below and above the typical
        range; a reading by the range that is printed for the unit it was given in."""
        below, above = _outside(values, self.typical(part))
        if not self.few:
            return below, above
        for unit, _ in self.kind.printed:
            given = np.array(
                figures.values_given_in(
                    self.connection, self.person_id, self.kind, unit, self.period.days,
                    self.period.within,
                ),
                dtype=np.float64,
            )  # fmt: skip
            otherwise = _outside(given, self.typical(part))
            there = _outside(given, self.kind.typical_of_given(unit, part))
            below += there[0] - otherwise[0]
            above += there[1] - otherwise[1]
        return below, above

    def hard(self, part: int) -> Range:
        return self.kind.parts[part].hard if self.kind.parts else self.kind.hard

    @cached_property
    def _rows(self) -> Sequence[Any]:
        within = self.period.within
        if within is None:
            return figures.days(self.connection, self.person_id, self.kind, *self.period.days)
        return figures.days_within(
            self.connection, self.person_id, self.kind, self.period.days, within
        )

    @cached_property
    def _by_part(self) -> list[list[DayRow]]:
        return [[_day(row, part) for row in self._rows] for part in self.parts]

    def days(self, part: int = 0) -> list[DayRow]:
        """Days with readings, ascending."""
        return self._by_part[part]

    @cached_property
    def totals(self) -> Sequence[Any]:
        """(day, total, left out, typed) of what is summed up, ascending."""
        within = self.period.within
        if within is None:
            return figures.day_totals(self.connection, self.person_id, self.kind, *self.period.days)
        return figures.day_totals_within(
            self.connection, self.types, self.person_id, self.kind, self.period.days, within
        )

    @cached_property
    def newest(self) -> Any:
        """As `figures.latest`, of the period."""
        return figures.latest(
            self.connection, self.person_id, self.kind, *self.period.days, self.period.within
        )

    @property
    def offset(self) -> int:
        """Minutes from UTC of the clock that tells which day an instant is of: that of the
        latest reading, 0 without any."""
        return 0 if self.newest is None else int(self.newest[4])

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """First and last local day: where an instant bounds the period the day (or night) it is
        of, and none of a reading left out."""
        first, last = self.period.days
        start, end = self.period.start, self.period.end
        day_of = rollup.night_of if self.kind.group == "sleep" else local_day
        if start is not None:
            first = day_of(start, self.offset)
        if end is not None:
            last = max(first, day_of(end - 1, self.offset))
        known = [row[0] for row in (self.totals if self.summed else self._rows)]
        return min([first, *known[:1]]), max([last, *known[-1:]])

    @cached_property
    def counted(self) -> int:
        return sum(row[2] for row in self._rows)

    @cached_property
    def few(self) -> bool:
        """Whether each reading is looked at."""
        return not self.summed and self.counted <= READINGS_MOST

    @cached_property
    def _values(self) -> Any:
        block = figures.packed_values(
            self.connection, self.person_id, self.kind, self.period.days, self.period.within
        )
        return np.frombuffer(block).reshape(-1, 5).T

    def readings(self, part: int = 0) -> Readings:
        """Of one part; only where there are few."""
        at, offset, ids = (self._values[column].astype(np.int64) for column in (0, 1, 4))
        return Readings(at, at + offset * MINUTE_MS, self._values[2 + part], ids)

    def day_values(self, part: int = 0) -> tuple[list[int], list[float]]:
        """Days with a value, ascending: the mean of a day's readings, or its total."""
        return day_values(self.kind, self.totals if self.summed else self._rows, part)

    def ranges(self, length: int) -> list[Any]:
        """As `figures.ranges`, of the readings of the period."""
        first, last = self.period.days
        since, until = self.period.within or (
            first * DAY_MS - OFFSET_MAX * MINUTE_MS, (last + 1) * DAY_MS - OFFSET_MIN * MINUTE_MS,
        )  # fmt: skip
        rows = figures.ranges(self.connection, self.person_id, self.kind, since, until, length)
        return [row for row in rows if first <= row[0] // DAY_MS <= last]

    @property
    def hours_kept(self) -> tuple[int, int] | None:
        """First and last local hour of the period, counted since 1970, where its hours stand in
        a rollup."""
        if not self.kind.dense or self.period.within is not None:
            return None
        first, last = self.period.days
        return first * 24, last * 24 + 23

    def hours_of_day(self, part: int = 0) -> list[DayRow]:
        """As `days`, of hours of the clock (0 to 23), of which there may be several rows each."""
        if self.hours_kept is not None:
            rows = figures.by_hour_of_day(
                self.connection, self.person_id, self.kind, *self.period.days
            )
            return [DayRow(*row) for row in rows]
        return [_day((row[0] // HOUR_MS % 24, *row[1:]), part) for row in self.ranges(HOUR_MS)]

    def hour_means(self, part: int = 0) -> tuple[Ints, Floats]:
        """Local hours, counted since 1970, with readings that count, ascending, and the mean of
        each."""
        if self.hours_kept is not None:
            pairs = np.frombuffer(
                figures.packed_hour_means(
                    self.connection, self.person_id, self.kind, *self.hours_kept
                )
            )
        else:
            hours = (
                (row[0] // HOUR_MS, row[3 + 3 * part] / row[2])
                for row in self.ranges(HOUR_MS)
                if row[2]
            )
            pairs = np.fromiter(itertools.chain.from_iterable(hours), dtype=np.float64)
        hour, mean = pairs.reshape(-1, 2).T
        return hour.astype(np.int64), mean.copy()

    def run_up(self, days: int) -> PeriodData | None:
        """So many days before the period; None for one between instants."""
        if self.period.within is not None:
            return None
        first = self.period.days[0]
        return self.of(Period((first - days, first - 1)))

    def of(self, period: Period) -> PeriodData:
        """The same type in another period."""
        return PeriodData(self.connection, self.types, self.person_id, self.kind, period)


def day_values(
    kind: HealthType, rows: Sequence[Any], part: int = 0
) -> tuple[list[int], list[float]]:
    if kind.aggregate == "sum":
        return [row[0] for row in rows], [row[1] for row in rows]
    found = [row for row in rows if row[2]]
    return [row[0] for row in found], [row[3 + 3 * part] / row[2] for row in found]


def _outside(values: Floats, limits: Range) -> tuple[int, int]:
    """How many are below and above."""
    below = 0 if limits.low is None else int((values < limits.low).sum())
    if limits.high is None:
        return below, 0
    beyond = values >= limits.high if limits.high_out else values > limits.high
    return below, int(beyond.sum())


def _day(row: Any, part: int) -> DayRow:
    """From a row of `figures.days`."""
    at = 3 + 3 * part
    return DayRow(row[0], row[1], row[2], row[at], row[at + 1], row[at + 2])
