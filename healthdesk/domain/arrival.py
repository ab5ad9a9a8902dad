"""When a target is reached if things go on as they do, and what pace it takes.

The line is least squares through the means of the last days, the interval of the day on which
it meets the target Fieller's (1954, doi 10.1111/j.2517-6161.1954.tb00159.x: the ratio of two
estimates that are both uncertain). Days resemble their neighbours, so the interval is that of
as many independent days as they are worth. Where the slope may as well be none, or leads away,
no day is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.trends import NOISE, Trend, effective_size, from_sums

# The pace is that of so many days up to the last reading.
PACE_DAYS: Final = 42
LEAST_DAYS: Final = 7
LEAST_SPAN: Final = 14
LATEST_DAYS: Final = 14
# What would take longer is no prediction any more.
FURTHEST_DAYS: Final = 3 * 365

Reason = Literal["too-few-days", "span-too-short", "too-long-ago", "no-trend", "away", "too-far"]
Verdict = Literal["in-time", "late", "no-date", "unknown"]
# Nothing can be said of the pace itself.
LACKING: Final = frozenset({"too-few-days", "span-too-short", "too-long-ago"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why no day is told: what would be needed of what `reason` is about, and what there is."""

    reason: Reason
    need: float = 0.0
    have: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """The local day on which the line meets the target, and the earliest and latest day of
    its 95 % interval; `latest` None: it may as well never be."""

    day: int
    earliest: int
    latest: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a target stands to its date. Paces are per week in the goal's unit: `pace` the
    present one with half the width of its 95 % interval, `needed` what the days left ask for.
    `expected` is what the line has on the target date."""

    arrival: Arrival | Withheld
    pace: float | None
    pace_half: float | None
    needed: float | None
    expected: float | None

    def verdict(self, target_day: int | None) -> Verdict:
        """Whether the target comes in time at the present pace; a trend that is none, or leads
        away, does not bring it in time."""
        if target_day is None:
            return "no-date"
        arrives = self.arrival
        if isinstance(arrives, Withheld):
            return "unknown" if arrives.reason in LACKING else "late"
        return "in-time" if arrives.day <= target_day else "late"


@dataclass(frozen=True, slots=True)
class _Line:
    middle: float
    level: float
    trend: Trend  # per day
    spread: float  # sum of squares of the days about their middle
    n: float  # independent days

    def at(self, day: float) -> float:
        return self.level + self.trend.slope * (day - self.middle)


def outlook(
    by_day: Mapping[int, float], current: float, target: float, today: int, target_day: int | None
) -> Outlook:
    """From the mean of each local day, all in one unit; `current` is the last value."""
    line = _fitted(by_day, today)
    needed = None
    if target_day is not None and target_day > today:
        # From where the trend is: the last reading may be a chance high or low.
        level = current if isinstance(line, Withheld) else line.at(today)
        needed = (target - level) * 7.0 / (target_day - today)
    if isinstance(line, Withheld):
        return Outlook(line, None, None, needed, None)
    expected = None if target_day is None else line.at(target_day)
    return Outlook(
        _arrival(line, current, target, today),
        line.trend.slope * 7.0, line.trend.half_width * 7.0, needed, expected,
    )  # fmt: skip


def _fitted(by_day: Mapping[int, float], today: int) -> _Line | Withheld:
    known = sorted((day, value) for day, value in by_day.items() if day <= today)
    if not known:
        return Withheld("too-few-days", LEAST_DAYS, 0)
    last = known[-1][0]
    if today - last > LATEST_DAYS:
        return Withheld("too-long-ago", LATEST_DAYS, today - last)
    days, values = zip(*((d, v) for d, v in known if d > last - PACE_DAYS), strict=True)
    if len(days) < LEAST_DAYS:
        return Withheld("too-few-days", LEAST_DAYS, len(days))
    if days[-1] - days[0] < LEAST_SPAN:
        return Withheld("span-too-short", LEAST_SPAN, days[-1] - days[0])
    line = _line(days, values)
    return Withheld("no-trend") if line is None else line


def _line(days: Sequence[int], values: Sequence[float]) -> _Line | None:
    n = len(days)
    middle, level = math.fsum(days) / n, math.fsum(values) / n
    x = [day - middle for day in days]
    y = [value - level for value in values]
    spread = math.fsum(dx * dx for dx in x)
    along = math.fsum(dx * dy for dx, dy in zip(x, y, strict=True))
    size = max(abs(value) for value in values)
    plain = from_sums(n, 0.0, 0.0, spread, along, math.fsum(dy * dy for dy in y), size)
    if plain is None:
        return None
    rest = [dy - plain.slope * dx for dx, dy in zip(x, y, strict=True)]
    effective = effective_size(n, _lag_one(days, rest, size))
    widened = plain.widened(n, effective)
    return None if widened is None else _Line(middle, level, widened, spread, effective)


def _lag_one(days: Sequence[int], values: Sequence[float], size: float) -> float:
    """Autocorrelation of consecutive days, as `statistics.lag_one`, without numpy; `size` is
    that of the values these are what is left of."""
    products = [
        values[i] * values[i + 1] for i in range(len(days) - 1) if days[i + 1] - days[i] == 1
    ]
    variance = math.fsum(v * v for v in values) / len(values)
    if not products or variance <= (NOISE * size) ** 2:
        return 0.0
    return math.fsum(products) / len(products) / variance


def _arrival(line: _Line, current: float, target: float, today: int) -> Arrival | Withheld:
    slope, half = line.trend.slope, line.trend.half_width
    if line.trend.direction == "stable":
        return Withheld("no-trend")
    if (target - current) * slope < 0.0:
        return Withheld("away")
    c = target - line.level
    day = line.middle + c / slope
    if day - today > FURTHEST_DAYS:
        return Withheld("too-far", FURTHEST_DAYS, day - today)
    # (b² − h²)·d² − 2bc·d + c² − h²S/n = 0; the slope is no chance, so b² > h².
    lead = slope * slope - half * half
    root = half * math.sqrt(max(c * c + lead * line.spread / line.n, 0.0))
    early, late = ((slope * c - root) / lead, (slope * c + root) / lead)
    latest = math.ceil(line.middle + late)
    return Arrival(
        max(math.ceil(day), today),
        max(math.floor(line.middle + early), today),
        max(latest, today) if latest - today <= 2 * FURTHEST_DAYS else None,
    )
