"""What the next days will bring if things go on as they did, and how wrong that has been.

The method is simple on purpose: the level of the last two weeks, and a slope that fades,
only where it is more than chance. How wide the interval has to be is taken from how wrong
the same method was on the days already known (rolling origin); nothing is assumed of how
readings are distributed. Where that look back says that the forecast is of no use, there is
none.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from healthdesk.domain.statistics import theil_sen, trend_of_days

# So many days up to the end of the period are looked at.
HISTORY_DAYS: Final = 180
# The slope is fitted to these, the level to those.
SLOPE_DAYS: Final = 42
LEVEL_DAYS: Final = 14
# What is left of the slope after each day: in the long run the level moves by 13 days' worth.
DAMPING: Final = 0.93
MOST_DAYS: Final = 90
LEVEL_PERCENT: Final = 90.0

LEAST_DAYS: Final = 28
LEAST_AT_ORIGIN: Final = 14
# The data has to reach back so many times the days that are asked for.
SPAN_RATIO: Final = 3
LATEST_DAYS: Final = 14
LEAST_ERRORS: Final = 20
LEAST_COVERAGE: Final = 80.0
# Against the mean of the last four weeks.
PLAIN_DAYS: Final = 28
WORST_RATIO: Final = 1.1
# Horizons whose errors are looked at together, by the last day of each.
BANDS: Final = (1, 3, 7, 14, 30, 60, 90)

Reason = Literal[
    "too-few-days", "span-too-short", "too-long-ago", "never-changes", "too-few-errors",
    "interval-misses", "no-better-than-mean",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why there is no forecast: what would be needed of what `reason` is about, and what is
    there. The look back, where it came to one."""

    reason: Reason
    need: float
    have: float
    backtest: Backtest | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day to come; the interval is to hold the value in 90 of 100 cases."""

    day: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """The method on days already known: from each of `origins` days as if the rest were not
    known yet, `n` forecasts in all.

    `mape` in % (None where a value is 0), `rmse` and `mae` in the values' unit; `plain_rmse`
    that of the mean of the last four weeks. `coverage`: share in % of `covered_of` values
    inside the interval that could have been given on that day; None before there is one.
    """

    origins: int
    n: int
    mape: float | None
    rmse: float
    mae: float
    plain_rmse: float
    coverage: float | None
    covered_of: int


@dataclass(frozen=True, slots=True)
class Forecast:
    days: tuple[Day, ...]
    backtest: Backtest
    made_from: tuple[int, int]
    values: int


@dataclass(frozen=True, slots=True)
class _Error:
    origin: int
    target: int
    error: float
    plain: float
    actual: float

    @property
    def horizon(self) -> int:
        return self.target - self.origin


Limits = tuple[float | None, float | None]


def forecast(
    days: Sequence[int],
    values: Sequence[float],
    ahead: int,
    end: int,
    limits: Limits = (None, None),
) -> Forecast | Withheld:
    """The `ahead` days after the last one with a value, of day values up to the day `end`.

    Values never leave `limits`, such as 0 for what cannot be negative. Raises ValueError for
    a number of days not from 1 to 90.
    """
    if not 1 <= ahead <= MOST_DAYS:
        raise ValueError(ahead)
    known = [(d, v) for d, v in zip(days, values, strict=True) if end - HISTORY_DAYS < d <= end]
    refused = _too_little(known, ahead, end)
    if refused is not None:
        return refused
    errors = _errors(known, ahead, limits)
    if len(errors) < LEAST_ERRORS:
        return Withheld("too-few-errors", LEAST_ERRORS, len(errors))
    checked = _checked(errors)
    if checked.coverage is None:
        return Withheld("too-few-errors", LEAST_ERRORS, checked.covered_of, checked)
    if checked.coverage < LEAST_COVERAGE:
        return Withheld("interval-misses", LEAST_COVERAGE, checked.coverage, checked)
    if checked.rmse > WORST_RATIO * checked.plain_rmse:
        return Withheld("no-better-than-mean", checked.plain_rmse, checked.rmse, checked)
    halves = _Sizes(errors).half_widths(ahead)
    if halves is None:
        return Withheld("too-few-errors", LEAST_ERRORS, len(errors), checked)
    line = _Line.fitted(known)
    last = known[-1][0]
    told = []
    for step, half in enumerate(halves, start=1):
        value = line.at(step)
        told.append(
            Day(last + step, _within(value, limits), _within(value - half, limits),
                _within(value + half, limits))
        )  # fmt: skip
    return Forecast(tuple(told), checked, (known[0][0], last), len(known))


def _too_little(known: Sequence[tuple[int, float]], ahead: int, end: int) -> Withheld | None:
    if len(known) < LEAST_DAYS:
        return Withheld("too-few-days", LEAST_DAYS, len(known))
    last = known[-1][0]
    if end - last > LATEST_DAYS:
        return Withheld("too-long-ago", LATEST_DAYS, end - last)
    span = last - known[0][0] + 1
    if span < SPAN_RATIO * ahead:
        return Withheld("span-too-short", SPAN_RATIO * ahead, span)
    if len({v for _, v in known}) == 1:
        return Withheld("never-changes", 2, 1)
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    level: float
    slope: float

    @classmethod
    def fitted(cls, known: Sequence[tuple[int, float]]) -> _Line:
        last = known[-1][0]
        recent = [(d - last, v) for d, v in known if d > last - SLOPE_DAYS]
        fit = theil_sen([d for d, _ in recent], [v for _, v in recent])
        slope = 0.0 if fit is None or fit.direction == "stable" else fit.slope
        if slope:
            # Days that resemble their neighbours drift for a while and mean nothing by it.
            careful = trend_of_days([d for d, _ in recent], [v for _, v in recent])
            if careful is None or careful.trend.direction == "stable":
                slope = 0.0
        near = [(d, v) for d, v in recent if d > -LEVEL_DAYS] or recent[-1:]
        return cls(median([v - slope * d for d, v in near]), slope)

    def at(self, step: int) -> float:
        """So many days after the last one."""
        return self.level + self.slope * DAMPING * (1.0 - DAMPING**step) / (1.0 - DAMPING)


def _errors(known: Sequence[tuple[int, float]], ahead: int, limits: Limits) -> list[_Error]:
    """What would have been told wrong on each day, of the days that followed."""
    found = []
    for index in range(LEAST_AT_ORIGIN, len(known)):
        before = known[:index]
        origin = before[-1][0]
        line = _Line.fitted(before)
        month = [v for d, v in before if d > origin - PLAIN_DAYS]
        mean = math.fsum(month) / len(month)
        for target, actual in known[index:]:
            if target - origin > ahead:
                break
            told = _within(line.at(target - origin), limits)
            found.append(_Error(origin, target, actual - told, actual - mean, actual))
    return found


def _checked(errors: Sequence[_Error]) -> Backtest:
    n = len(errors)
    inside = tried = 0
    shown = _Sizes()
    coming = sorted(errors, key=lambda error: error.target, reverse=True)
    for origin, told in itertools.groupby(errors, key=lambda error: error.origin):
        # Only what had shown itself by then.
        while coming and coming[-1].target <= origin:
            shown.add(coming.pop())
        of_origin = list(told)
        halves = shown.half_widths(max(error.horizon for error in of_origin))
        if halves is None:
            continue
        tried += len(of_origin)
        inside += sum(abs(error.error) <= halves[error.horizon - 1] for error in of_origin)
    relative = [abs(e.error / e.actual) for e in errors if e.actual]
    return Backtest(
        len({error.origin for error in errors}),
        n,
        100.0 * math.fsum(relative) / n if len(relative) == n else None,
        math.sqrt(math.fsum(e.error**2 for e in errors) / n),
        math.fsum(abs(e.error) for e in errors) / n,
        math.sqrt(math.fsum(e.plain**2 for e in errors) / n),
        100.0 * inside / tried if tried >= LEAST_ERRORS else None,
        tried,
    )


class _Sizes:
    """The sizes of errors at like horizons, ascending."""

    def __init__(self, errors: Sequence[_Error] = ()) -> None:
        self._by_band: list[list[float]] = [[] for _ in BANDS]
        for error in errors:
            self.add(error)

    def add(self, error: _Error) -> None:
        insort(self._by_band[bisect_left(BANDS, error.horizon)], abs(error.error))

    def half_widths(self, ahead: int) -> list[float] | None:
        """Half the width of the interval for each of the days ahead, never narrower than for a
        nearer one: the ⌈0.9·(m + 1)⌉-th smallest of the m errors at like horizons. None where
        there are fewer than 20 at any of them."""
        halves: list[float] = []
        for last, sizes in zip(BANDS, self._by_band, strict=True):
            if len(halves) >= ahead:
                break
            rank = math.ceil((len(sizes) + 1) * LEVEL_PERCENT / 100.0)
            if len(sizes) < LEAST_ERRORS or rank > len(sizes):
                return None
            width = max(sizes[rank - 1], halves[-1] if halves else 0.0)
            halves += [width] * (min(last, ahead) - len(halves))
        return halves


def _within(value: float, limits: Limits) -> float:
    low, high = limits
    if low is not None:
        value = max(value, low)
    return value if high is None else min(value, high)
