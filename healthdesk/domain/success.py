"""Whether the program does well: the figures an installation is judged by, and their targets.

A user is an account, and in personal use the person. Days are UTC days as ordinals since
1970-01-01. All rules work on counts that the program keeps about itself; nothing here is a
value of health.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from healthdesk.domain.heartbeats import Run, within
from healthdesk.domain.meters import QUERY_SECONDS, REQUEST_SECONDS, TIMINGS, quantile
from healthdesk.domain.times import DAY_MIN

Name = Literal[
    "api-p95", "database-p95", "errors", "up-time", "memory-growth", "adoption", "daily-active",
    "readings-per-week", "goal-completion", "retention",
]  # fmt: skip
Unit = Literal["ms", "%", "per week"]
Reason = Literal[
    "too-few-requests", "too-few-queries", "not-served", "too-few-minutes", "too-few-days",
    "no-first-month", "no-first-quarter", "no-users", "too-short", "no-goals-ended",
]  # fmt: skip

# A share or a 95th percentile of fewer says little.
FEWEST: Final = 20
# Up time and memory are told of no less than an hour.
FEWEST_MINUTES: Final = 60
# A month of a user begins with the day the user was made.
MONTH: Final = 30
RETURN: Final = (60, 90)  # days 61 to 90, counted from 0, the end excluded


@dataclass(frozen=True, slots=True)
class Target:
    """`bound` in `unit`; a value has to lie below it or above it, never on it."""

    unit: Unit
    below: bool
    bound: float


TARGETS: Final[Mapping[Name, Target]] = {
    "api-p95": Target("ms", True, 200),
    "database-p95": Target("ms", True, 100),
    "errors": Target("%", True, 0.1),
    "up-time": Target("%", False, 99.9),
    "memory-growth": Target("%", True, 10),
    "adoption": Target("%", False, 20),
    "daily-active": Target("%", False, 5),
    "readings-per-week": Target("per week", False, 1),
    "goal-completion": Target("%", False, 30),
    "retention": Target("%", False, 80),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a figure is not told: what it needs and what there is of it."""

    reason: Reason
    need: int
    have: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A value against its target; `of` is how many it was made of. Withheld: no value, and
    what is lacking."""

    name: Name
    value: float | None = None
    of: int = 0
    lack: Lack | None = None

    @property
    def target(self) -> Target:
        return TARGETS[self.name]

    @property
    def met(self) -> bool | None:
        """None where the value is withheld."""
        if self.value is None:
            return None
        if self.target.below:
            return self.value < self.target.bound
        return self.value > self.target.bound


@dataclass(frozen=True, slots=True)
class User:
    """What is known of a user: the day of the first appearance, the days with a write, the
    days on which readings were stored, how many readings were taken in the period, and the day
    from which on the user is no longer there."""

    made: int
    writes: frozenset[int] = frozenset()
    stored: frozenset[int] = frozenset()
    readings: int = 0
    gone: int | None = None

    def days_there(self, first: int, last: int) -> int:
        """On how many days of a period this user was there."""
        end = last if self.gone is None else min(last, self.gone - 1)
        return max(0, end - max(first, self.made) + 1)


@dataclass(frozen=True, slots=True)
class GoalEnd:
    """The day on which a target came to an end, and whether it was reached."""

    day: int
    reached: bool


def end_of(completed: int | None, archived: int | None, target: int | None) -> GoalEnd | None:
    """How a target ended, by the days on which it was completed, given up (archived), and was
    to be reached; None for one that has no end yet known. A target that was missed ends on
    the day after its date."""
    if completed is not None:
        return GoalEnd(completed, True)
    missed = None if target is None else target + 1
    ends = [day for day in (archived, missed) if day is not None]
    return GoalEnd(min(ends), False) if ends else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the figures of a period are made of.

    `first` and `last` day, both included; `now` is this minute since 1970, in the last day.
    Timings as `Counts.timing` gives them. `served`: runs of minutes, as far back as they are
    known, in order. `memory`: day → (mean bytes a serving process held, minutes that were
    looked at). `goals`: how targets ended, some of them on days outside the period.
    """

    first: int
    last: int
    now: int
    requests: int = 0
    request_errors: int = 0
    request_seconds: Sequence[float] = ()
    query_seconds: Sequence[float] = ()
    served: Sequence[Run] = ()
    memory: Mapping[int, tuple[float, int]] = field(default_factory=dict)
    users: Sequence[User] = ()
    goals: Sequence[GoalEnd] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period, in a fixed order."""

    first: int
    last: int
    figures: tuple[Figure, ...]


def judge(known: Evidence) -> Report:
    """All figures of a period."""
    made = (
        _p95("api-p95", known.request_seconds, REQUEST_SECONDS, "too-few-requests"),
        _p95("database-p95", known.query_seconds, QUERY_SECONDS, "too-few-queries"),
        _errors(known),
        _up_time(known),
        _memory_growth(known),
        _adoption(known),
        _daily_active(known),
        _readings_per_week(known),
        _goal_completion(known),
        _retention(known),
    )
    return Report(known.first, known.last, made)


def _p95(name: Name, numbers: Sequence[float], metric: str, reason: Reason) -> Figure:
    n = int(sum(numbers[:-1]))
    seconds = quantile(numbers, TIMINGS[metric].limits, 0.95) if n >= FEWEST else None
    if seconds is None:
        return Figure(name, lack=Lack(reason, FEWEST, n))
    return Figure(name, seconds * 1000, n)


def _errors(known: Evidence) -> Figure:
    n = known.requests
    if n < FEWEST:
        return Figure("errors", lack=Lack("too-few-requests", FEWEST, n))
    return Figure("errors", 100 * known.request_errors / n, n)


def _up_time(known: Evidence) -> Figure:
    """The share of the minutes since the first beat in which something served. This minute
    is left out: its beat may still be to come."""
    begin, last = known.first * DAY_MIN, known.now - 1
    beats = within(known.served, begin, last)
    if not beats:
        return Figure("up-time", lack=Lack("not-served", FEWEST_MINUTES, 0))
    minutes = last - max(begin, known.served[0][0]) + 1
    if minutes < FEWEST_MINUTES:
        return Figure("up-time", lack=Lack("too-few-minutes", FEWEST_MINUTES, minutes))
    return Figure("up-time", 100 * beats / minutes, minutes)


def _memory_growth(known: Evidence) -> Figure:
    """From the first day in the period on which a process served to the last one."""
    days = [
        day
        for day, (_, minutes) in sorted(known.memory.items())
        if known.first <= day <= known.last and minutes >= FEWEST_MINUTES
    ]
    if len(days) < 2:
        return Figure("memory-growth", lack=Lack("too-few-days", 2, len(days)))
    before, after = known.memory[days[0]][0], known.memory[days[-1]][0]
    return Figure("memory-growth", 100 * (after / before - 1), len(days))


def _adoption(known: Evidence) -> Figure:
    """The share with a reading in the first month, of those whose first month ended in the
    period."""
    there = [user for user in known.users if _ended(known, user.made + MONTH)]
    if not there:
        return Figure("adoption", lack=Lack("no-first-month", 1, 0))
    adopted = sum(any(day < user.made + MONTH for day in user.stored) for user in there)
    return Figure("adoption", 100 * adopted / len(there), len(there))


def _retention(known: Evidence) -> Figure:
    """The share still active in days 61 to 90, of those active in days 1 to 30 whose 90th day
    ended in the period."""
    begin, end = RETURN
    there = [
        user
        for user in known.users
        if _ended(known, user.made + end) and _any_within(user.writes, user.made, user.made + MONTH)
    ]
    if not there:
        return Figure("retention", lack=Lack("no-first-quarter", 1, 0))
    stayed = sum(_any_within(user.writes, user.made + begin, user.made + end) for user in there)
    return Figure("retention", 100 * stayed / len(there), len(there))


def _ended(known: Evidence, day: int) -> bool:
    """Whether a span that lasts until a day (excluded) came to its end in the period."""
    return known.first <= day <= known.last


def _any_within(days: frozenset[int], first: int, end: int) -> bool:
    return any(first <= day < end for day in days)


def _daily_active(known: Evidence) -> Figure:
    """The mean over the days of the share of users who wrote, of all there were on that day."""
    shares = []
    for day in range(known.first, known.last + 1):
        there = [user for user in known.users if user.days_there(day, day)]
        if there:
            shares.append(sum(day in user.writes for user in there) / len(there))
    if not shares:
        return Figure("daily-active", lack=Lack("no-users", 1, 0))
    return Figure("daily-active", 100 * math.fsum(shares) / len(shares), len(shares))


def _readings_per_week(known: Evidence) -> Figure:
    """Readings taken in the period by the weeks that users were there in it."""
    days = sum(user.days_there(known.first, known.last) for user in known.users)
    if not days:
        return Figure("readings-per-week", lack=Lack("no-users", 1, 0))
    if days < 7:
        return Figure("readings-per-week", lack=Lack("too-short", 7, days))
    return Figure("readings-per-week", 7 * sum(u.readings for u in known.users) / days, days)


def _goal_completion(known: Evidence) -> Figure:
    ended = [goal for goal in known.goals if known.first <= goal.day <= known.last]
    if not ended:
        return Figure("goal-completion", lack=Lack("no-goals-ended", 1, 0))
    return Figure("goal-completion", 100 * sum(g.reached for g in ended) / len(ended), len(ended))
