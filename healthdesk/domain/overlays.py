"""What is drawn around readings over time: trends, forecasts, other readings of that time.

Positions are seconds of local wall time since 1970, values and slopes are in the unit that was
asked for. A figure that is withheld comes as a `Lack`, as in the report of a period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from healthdesk.domain.lacks import Lack
from healthdesk.domain.trends import Direction


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A straight line through readings: its slope a week with the 95 % interval, and at some
    positions its value with the interval of the line (not of single readings)."""

    direction: Direction
    slope: float
    slope_low: float
    slope_high: float
    at: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WeightTrend:
    """The smoothed weight of each day that has one, and what it changes in a week by its last
    four, or why that is not told."""

    at: tuple[float, ...]
    value: tuple[float, ...]
    rate: float | None
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class ComingDays:
    """A forecast of one part: a value a day with its interval (90 %), and the readings' last
    day it goes out from."""

    at: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    last_day: int


@dataclass(frozen=True, slots=True)
class PeriodMean:
    """The mean of some local days, both ends included: a value a part (None without readings),
    and how many readings (days, of totals) it is of."""

    days: tuple[int, int]
    mean: tuple[float, ...] | None
    n: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of marks: all readings of a type, or all with a tag."""

    kind: Literal["type", "tag"]
    name: str


@dataclass(frozen=True, slots=True)
class Happenings:
    """What there was of one `Wanted`, ascending by `begin`: single readings, or where there are
    too many, or amounts come from several sources, whole days (`daily`), whose values are
    totals or means. `value` is in the type's chosen unit, of tags 1."""

    wanted: Wanted
    daily: bool
    begin: tuple[float, ...]
    end: tuple[float, ...]
    value: tuple[float, ...]
