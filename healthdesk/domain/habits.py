"""How a habit goes: which days, weeks or months were hit, and how many in a row.

A span is *hit* once it has what the goal asks for, *missed* when it is over without, *open*
while it still may come, *paused* where the goal rested on one of its days and it was not hit
all the same, and *none* where nothing can be said: a beginning in its middle, or an upper
limit and no reading. A row of hits ends at a miss and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.goals import Goal, Per
from healthdesk.domain.health_types import Aggregate, Range
from healthdesk.domain.periods import first_day_of
from healthdesk.domain.times import date_of, day_of

State = Literal["hit", "missed", "open", "paused", "none"]
# Of a month the mean length in the calendar.
MEAN_DAYS: Final[dict[Per, float]] = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12}


@dataclass(frozen=True, slots=True)
class DayFigure:
    """What one local day has: `value` as the type sums a day up (total, mean, last, least),
    in the goal's unit; `total` over `counted` readings make means of longer spans; `n`
    readings in all."""

    value: float | None
    total: float
    counted: int
    n: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One span, named by its first local day: its state, and what it has: the amount (or
    None), how often it was done of how often it has to be."""

    first: int
    last: int
    state: State
    amount: float | None
    done: int
    needed: int


@dataclass(frozen=True, slots=True)
class HabitStanding:
    """All spans of a habit since it began, ascending, and its single days; rows of hits:
    `streak` up to now, `longest` ever; of the present span how far it is, 0 to 100."""

    spans: tuple[Mark, ...]
    days: tuple[Mark, ...]
    streak: int
    longest: int
    progress: float

    @property
    def now(self) -> Mark | None:
        """The span under way, or the last one."""
        return self.spans[-1] if self.spans else None

    @property
    def hits(self) -> int:
        return sum(mark.state == "hit" for mark in self.spans)

    @property
    def judged(self) -> int:
        """Spans that were hit or missed."""
        return self.hits + sum(mark.state == "missed" for mark in self.spans)


def mean_day(goal: Goal, aggregate: Aggregate) -> tuple[Range, bool]:
    """What a day has to be on average for a habit to be kept, in its unit, and whether that is
    its share of what a longer span adds up to. Open at both ends where readings are counted."""
    wanted = goal.amount
    # Of what is not added up a week has to be like each of its days.
    if aggregate != "sum" or goal.per is None or goal.per == "day" or goal.times is not None:
        return wanted, False
    days = MEAN_DAYS[goal.per]
    low, high = (None if end is None else end / days for end in (wanted.low, wanted.high))
    return Range(low, high), True


def standing(
    goal: Goal,
    aggregate: Aggregate,
    figures: Mapping[int, DayFigure],
    today: int,
    week_start: str = "monday",
) -> HabitStanding:
    """Where a habit stands on the local day `today`, from figures by local day."""
    last = today if goal.target_day is None else min(today, goal.target_day)
    judge = _Judge(goal, aggregate, figures, today)
    days = [judge.day(day) for day in range(goal.start_day, last + 1)]
    spans = days
    if goal.per != "day":
        spans = judge.spans(days, _ends(goal, week_start))
    streak, longest = _rows(spans)
    return HabitStanding(
        tuple(spans), tuple(days), streak, longest, judge.progress(spans[-1]) if spans else 0.0
    )


def _ends(goal: Goal, week_start: str) -> Callable[[int], tuple[int, int]]:
    """First and last day of the week or month of a day."""
    if goal.per == "week":
        week = first_day_of("weekly", week_start)
        return lambda day: (week(day), week(day) + 6)
    month = first_day_of("monthly")

    def month_of(day: int) -> tuple[int, int]:
        first = month(day)
        date = date_of(first)
        next_ = date.replace(year=date.year + date.month // 12, month=date.month % 12 + 1)
        return first, day_of(next_) - 1

    return month_of


def _rows(spans: Sequence[Mark]) -> tuple[int, int]:
    """Hits in a row up to now, and the longest row."""
    row = longest = 0
    for mark in spans:
        if mark.state == "hit":
            row += 1
            longest = max(longest, row)
        elif mark.state == "missed":
            row = 0
    return row, longest


class _Judge:
    """The rule of one goal over the days it has."""

    def __init__(
        self, goal: Goal, aggregate: Aggregate, figures: Mapping[int, DayFigure], today: int
    ) -> None:
        self._goal = goal
        self._aggregate = aggregate
        self._figures = figures
        self._today = today
        self._wanted = goal.amount
        self._counts = goal.target_value is None and goal.direction != "range"
        # On several days of a span each day is judged by itself.
        self._by_days = goal.per != "day" and goal.times is not None

    def day(self, day: int) -> Mark:
        figure = self._figures.get(day)
        n = 0 if figure is None else figure.n
        value = None if figure is None else figure.value
        if self._goal.per != "day" and not self._by_days:
            return Mark(day, day, "none", value, 0, 1)  # only the span as a whole is judged
        if self._counts:
            needed = (self._goal.times or 1) if self._goal.per == "day" else 1
            return self._mark((day, day), None, n, needed, n >= needed)
        return self._mark((day, day), value, int(self._fits(value)), 1, self._fits(value))

    def spans(self, days: Sequence[Mark], ends: Callable[[int], tuple[int, int]]) -> list[Mark]:
        found: list[list[Mark]] = []
        bounds: list[tuple[int, int]] = []
        for mark in days:
            span = ends(mark.first)
            if not bounds or bounds[-1] != span:
                bounds.append(span)
                found.append([])
            found[-1].append(mark)
        return [self._span(*each) for each in zip(bounds, found, strict=True)]

    def _span(self, ends: tuple[int, int], days: Sequence[Mark]) -> Mark:
        if self._by_days:
            done, needed = sum(day.state == "hit" for day in days), self._goal.times or 1
            return self._mark(ends, None, done, needed, done >= needed)
        amount = self._together([day.first for day in days])
        return self._mark(ends, amount, int(self._fits(amount)), 1, self._fits(amount))

    def _together(self, days: Sequence[int]) -> float | None:
        """What several days come to, as the type sums a day up."""
        there = [self._figures[day] for day in days if day in self._figures]
        values = [figure.value for figure in there if figure.value is not None]
        if not values:
            return None
        if self._aggregate == "sum":
            return sum(values)
        if self._aggregate == "min":
            return min(values)
        if self._aggregate == "last":
            return values[-1]
        return sum(f.total for f in there) / sum(f.counted for f in there)

    def _fits(self, value: float | None) -> bool:
        return value is not None and self._wanted.holds(value)

    def _mark(
        self, ends: tuple[int, int], amount: float | None, done: int, needed: int, met: bool
    ) -> Mark:
        return Mark(*ends, self._state(ends, amount, met), amount, done, needed)

    def _state(self, ends: tuple[int, int], amount: float | None, met: bool) -> State:
        over = ends[1] < self._today
        # More may still come, which a total that has an upper end may not bear.
        grows = amount is not None and self._aggregate == "sum"
        limited = grows and self._wanted.high is not None
        if met and (over or not limited):
            return "hit"
        goal = self._goal
        days = range(max(ends[0], goal.start_day), min(ends[1], self._today) + 1)
        if any(goal.paused_on(day) for day in days):
            return "paused"
        if amount is not None and limited and self._wanted.is_above(amount):
            return "missed"
        if not over:
            return "open"
        if ends[0] < goal.start_day or self._unknown(amount) or self._cut(ends):
            return "none"
        # Of the days of a week only so many have to be done: one without is no miss.
        return "none" if self._by_days and ends[0] == ends[1] else "missed"

    def _unknown(self, amount: float | None) -> bool:
        only_above = self._wanted.low is None and self._wanted.high is not None
        return amount is None and only_above and not self._by_days and not self._counts

    def _cut(self, ends: tuple[int, int]) -> bool:
        """Whether the goal ends in the middle of the span."""
        return self._goal.target_day is not None and ends[1] > self._goal.target_day

    def progress(self, now: Mark) -> float:
        """Of the span under way, 0 to 100."""
        if now.state == "hit":
            return 100.0
        if self._counts or self._by_days:
            return min(100.0 * now.done / now.needed, 100.0)
        amount, wanted = now.amount, self._wanted
        if amount is None:
            return 0.0
        if wanted.is_above(amount):
            return 0.0
        if wanted.low is None or wanted.low <= 0:
            return 100.0
        return min(max(100.0 * amount / wanted.low, 0.0), 100.0)
