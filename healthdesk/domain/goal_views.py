"""How goals stand: what a card, a line of the list or the chart has to know of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from healthdesk.domain import units
from healthdesk.domain.arrival import Arrival, Outlook
from healthdesk.domain.goals import Direction, Goal, Point
from healthdesk.domain.habits import HabitStanding, mean_day
from healthdesk.domain.health_types import HealthType

# The National Institute for Health and Care Excellence (CG189, PH53): a programme should expect
# people to lose no more than 0.5 to 1 kg a week.
FAST_LOSS_KG: Final = 1.0
# A target whose date is so near is something for today.
SOON_DAYS: Final = 14
# A value from here on is suggested without a decimal.
ROUND_FROM: Final = 200.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would bring a target within reach at the present pace: another date (ordinal) for it,
    or what can be had by its own date, in the goal's unit (None: nothing of worth)."""

    day: int
    value: float | None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with what the readings say of it. Values in the goal's unit; `progress` in %.

    Of a completed goal all is as it was on the day it was completed. `held` are the days inside a
    range and the days with readings since it began.
    """

    goal: Goal
    direction: Direction | None
    start: Point | None
    current: Point | None
    progress: float
    days_remaining: int | None
    is_overdue: bool
    outlook: Outlook | None = None
    habit: HabitStanding | None = None
    held: tuple[int, int] | None = None
    completed_day: int | None = None

    @property
    def suggestion(self) -> Suggestion | None:
        """Only where the way leads to the target, and too late."""
        goal, outlook, now = self.goal, self.outlook, self.current
        if goal.status != "active" or outlook is None or self.is_overdue or now is None:
            return None
        if outlook.verdict(goal.target_day) != "late" or not isinstance(outlook.arrival, Arrival):
            return None
        value = outlook.expected
        if value is None or goal.target_value2 is not None or goal.target_value is None:
            return Suggestion(outlook.arrival.day, None)
        value = round(value, 1 if abs(value) < ROUND_FROM else 0)
        low, high = sorted((now.value, goal.target_value))
        return Suggestion(outlook.arrival.day, value if low < value < high else None)

    @property
    def at_stake(self) -> bool:
        """Whether it asks for something today: a habit not done yet, a date that is near."""
        if self.goal.status != "active":
            return False
        if self.habit is not None:
            now = self.habit.now
            return now is not None and now.state == "open"
        left = self.days_remaining
        return left is not None and left <= SOON_DAYS


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as a chart draws it: from the start, where it is known, to the target on its
    date, where it has one. Values in the unit asked for; `targets` has a second one for
    diastolic pressure. Of a range `low` and `high` are set instead."""

    goal_id: int
    unit: str
    direction: Direction | None
    targets: tuple[float, ...]
    low: float | None
    high: float | None
    start_at: int | None
    start: tuple[float, ...]
    start_day: int
    target_day: int | None


@dataclass(frozen=True, slots=True)
class HabitLine:
    """A habit as a chart draws it: what a day has to be on average, in the unit asked for; both
    ends None where it asks for readings alone. `shared`: that is a day's share of what a week or
    a month has to come to."""

    goal: Goal
    unit: str
    low: float | None
    high: float | None
    shared: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a goal that is not stored yet would mean. `fast_loss`: the pace it takes is beyond
    what is thought to be safe (`FAST_LOSS_KG`)."""

    view: GoalView
    taken: bool
    fast_loss: bool


def _in_chart(goal: Goal, kind: HealthType, unit: str) -> Callable[[float], float]:
    """From a goal's unit to that of a chart."""
    return lambda value: units.canonical(units.convert(value, goal.unit, unit, kind.slug))


def habit_line(goal: Goal, kind: HealthType, unit: str) -> HabitLine:
    """A habit in the unit of a chart."""
    wanted, shared = mean_day(goal, kind.aggregate)
    shown = _in_chart(goal, kind, unit)
    low, high = (None if end is None else shown(end) for end in (wanted.low, wanted.high))
    return HabitLine(goal, unit, low, high, shared)


def target_line(view: GoalView, kind: HealthType, unit: str) -> TargetLine:
    """A target in the unit of a chart."""
    goal = view.goal
    shown = _in_chart(goal, kind, unit)
    start = () if view.start is None else view.start.values
    return TargetLine(
        goal.id, unit, view.direction, tuple(map(shown, goal.targets)),
        None if goal.low is None else shown(goal.low),
        None if goal.high is None else shown(goal.high),
        None if view.start is None else view.start.at, tuple(map(shown, start)),
        goal.start_day, goal.target_day,
    )  # fmt: skip


def is_fast_loss(view: GoalView, kind: HealthType) -> bool:
    """Whether it takes more than `FAST_LOSS_KG` a week."""
    outlook = view.outlook
    if kind.slug != "weight" or outlook is None or outlook.needed is None:
        return False
    return units.convert(-outlook.needed, view.goal.unit, kind.unit) > FAST_LOSS_KG
