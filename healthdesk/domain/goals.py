"""Goals: what a person wants a reading to become (target) or to do again and again (habit).

All values of a goal are in its own `unit`; readings are brought into it before they are
compared, rounded to the digits that are stored, so that 165.3 lb reaches a target of 165.3 lb.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from healthdesk.domain import units
from healthdesk.domain.checks import LARGEST, bounds_in
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, Part, Range

Kind = Literal["target", "habit"]
Direction = Literal["up", "down", "range"]
Per = Literal["day", "week", "month"]
Status = Literal["active", "completed", "paused"]
# What completed a goal: a reading that reached the target, its time being over, or somebody.
By = Literal["reading", "time", "hand"]

# The longest each span can be, in days: how much an amount may add up to.
SPAN_DAYS: Final[dict[Per, int]] = {"day": 1, "week": 7, "month": 31}
MOST_A_DAY: Final = 100
SET_BY_MAX: Final = 80
# Further ahead than this nobody plans, and a slip of the year is likely (days).
FURTHEST: Final = 36_525


@dataclass(frozen=True, slots=True)
class Pause:
    """Local days on which a goal rested: `first` included, `back` the day it went on (None:
    it rests still)."""

    first: int
    back: int | None = None

    def holds(self, day: int) -> bool:
        return self.first <= day and (self.back is None or day < self.back)


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What somebody says of a goal. A target has `target_value` (of blood pressure also
    `target_value2`) or, with the direction "range", `low` and `high`. A habit has `per` and
    an amount ("up": at least `target_value`, "down": at most it, "range": between), or
    `times`, or both: on so many days of a week or month. Days are local ordinals.

    `direction` None: as it follows from where the person starts. `start_value` None: the
    reading at hand when the goal was made. `unit` "": the type's usual one.
    """

    kind: Kind
    type: str
    unit: str = ""
    target_value: float | None = None
    target_value2: float | None = None
    direction: Direction | None = None
    low: float | None = None
    high: float | None = None
    start_value: float | None = None
    start_value2: float | None = None
    start_day: int | None = None
    target_day: int | None = None
    per: Per | None = None
    times: int | None = None
    set_by: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A stored goal; its fields as `GoalDraft` has them. Instants in ms."""

    id: int
    uid: bytes
    person_id: int
    type_id: int
    type: str
    kind: Kind
    unit: str
    target_value: float | None
    target_value2: float | None
    direction: Direction | None
    low: float | None
    high: float | None
    start_value: float | None
    start_value2: float | None
    start_day: int
    target_day: int | None
    per: Per | None
    times: int | None
    status: Status
    set_by: str | None
    pauses: tuple[Pause, ...]
    completed_at: int | None
    completed_by: By | None
    celebrated_at: int | None
    archived_at: int | None
    created_at: int
    updated_at: int

    @property
    def amount(self) -> Range:
        """What the value has to be, as a range in the goal's unit; open where there is none."""
        if self.direction == "range":
            return Range(self.low, self.high)
        if self.direction == "down":
            return Range(None, self.target_value)
        return Range(self.target_value, None)

    @property
    def targets(self) -> tuple[float, ...]:
        """The value to reach, of each part that has one."""
        both = (self.target_value, self.target_value2)
        return tuple(value for value in both if value is not None)

    def paused_on(self, day: int) -> bool:
        return any(pause.holds(day) for pause in self.pauses)

    def draft(self) -> GoalDraft:
        """The goal as it would be said again."""
        return GoalDraft(**{each.name: getattr(self, each.name) for each in fields(GoalDraft)})


@dataclass(frozen=True, slots=True)
class Point:
    """A reading, or a day's total with the instant of its last reading; in the goal's unit."""

    at: int
    offset: int
    value: float
    value2: float | None = None

    @property
    def values(self) -> tuple[float, ...]:
        return (self.value,) if self.value2 is None else (self.value, self.value2)


def in_unit(value: float, kind: HealthType, unit: str) -> float:
    """A canonical value in a unit of the type, with the digits that two programs agree on."""
    return units.canonical(units.convert(value, kind.unit, unit, kind.slug))


# Targets


def way(start: Sequence[float], target: Sequence[float]) -> Direction | None:
    """Up or down from the start: as the first part that is not there already says. None where
    all are."""
    for begun, wanted in zip(start, target, strict=False):
        if begun != wanted:
            return "up" if wanted > begun else "down"
    return None


def reaches(goal: Goal, values: Sequence[float], direction: Direction | None) -> bool:
    """Whether a reading is what the goal wants; of two parts both have to be."""
    if direction == "range":
        return goal.amount.holds(values[0])
    if direction is None:
        return tuple(values[: len(goal.targets)]) == goal.targets
    # A second part may have been wanted of a reading that has none.
    pairs = list(zip(values, goal.targets, strict=False))
    if len(pairs) < len(goal.targets):
        return False
    return all(v >= t if direction == "up" else v <= t for v, t in pairs)


def progress(goal: Goal, start: Sequence[float] | None, current: Sequence[float] | None) -> float:
    """How far the way from the start to the target is done, 0 to 100; of two parts the one
    that is less far. Into a range the way ends at its nearer end; who begins inside has 100
    while inside and else 0."""
    if current is None:
        return 0.0
    direction = goal.direction or (None if start is None else way(start, goal.targets))
    if reaches(goal, current, direction):
        return 100.0
    if start is None:
        return 0.0
    if direction == "range":
        return _share(start[0], _nearer_end(goal.amount, start[0]), current[0])
    parts = zip(start, goal.targets, current, strict=False)
    return min(_part_done(direction, *part) for part in parts)


def _part_done(direction: Direction | None, start: float, target: float, current: float) -> float:
    there = current >= target if direction == "up" else current <= target
    if there:
        return 100.0
    ahead = target > start if direction == "up" else target < start
    return _share(start, target, current) if ahead else 0.0


def _share(start: float, target: float, current: float) -> float:
    if target == start:
        return 0.0
    return min(max(100.0 * (current - start) / (target - start), 0.0), 100.0)


def _nearer_end(wanted: Range, start: float) -> float:
    if wanted.low is not None and start < wanted.low:
        return wanted.low
    if wanted.high is not None and start > wanted.high:
        return wanted.high
    return start


def days_remaining(goal: Goal, today: int) -> int | None:
    """Until the target date; negative once it is over."""
    return None if goal.target_day is None else goal.target_day - today


def is_overdue(goal: Goal, today: int) -> bool:
    return goal.status == "active" and goal.target_day is not None and today > goal.target_day


# Checks


def check(
    draft: GoalDraft, kind: HealthType, today: int, start: Sequence[float] | None, *, new: bool
) -> GoalDraft:
    """The draft in its normal form: unit, direction and start day filled in.

    `start` are the values (in the draft's unit) from which it begins, as far as known. A goal
    that is there already (`new` False) may keep a date that has passed.
    Raises `InvalidData` naming every wrong field.
    """
    unit = draft.unit or kind.units[0]
    wrong: list[FieldError] = []
    if kind.codes:
        wrong.append(FieldError("type", "goal-type", slug=kind.slug))
    if unit not in kind.units:
        wrong.append(FieldError("unit", "goal-unit", unit=unit[:40], units=", ".join(kind.units)))
        unit = ""
    wrong += _wrong_days(draft, today, new=new)
    if draft.set_by is not None and not _is_name(draft.set_by):
        wrong.append(FieldError("set_by", "goal-set-by", most=SET_BY_MAX))
    if draft.kind == "habit":
        wrong += _wrong_habit(draft, kind, unit)
    else:
        wrong += _wrong_target(draft, kind, unit, start)
    if wrong:
        raise InvalidData(*wrong)
    direction = draft.direction
    if direction is None and draft.kind == "target" and start is not None:
        direction = way(start, _targets(draft))
    elif direction is None and draft.kind == "habit" and draft.target_value is not None:
        direction = "up"
    return GoalDraft(
        **{
            **{each.name: getattr(draft, each.name) for each in fields(GoalDraft)},
            "unit": unit,
            "direction": direction,
            "start_day": today if draft.start_day is None else draft.start_day,
            "set_by": " ".join((draft.set_by or "").split()) or None,
        }
    )


def _targets(draft: GoalDraft) -> tuple[float, ...]:
    both = (draft.target_value, draft.target_value2)
    return tuple(value for value in both if value is not None)


def _wrong_days(draft: GoalDraft, today: int, *, new: bool) -> list[FieldError]:
    wrong = []
    if draft.target_day is not None:
        if new and draft.target_day <= today:
            wrong.append(FieldError("target_date", "goal-date-past"))
        elif draft.target_day > today + FURTHEST:
            wrong.append(FieldError("target_date", "goal-date-far"))
    if draft.start_day is not None and draft.start_day > today:
        wrong.append(FieldError("start_date", "goal-start-ahead"))
    return wrong


def _is_name(text: str) -> bool:
    return len(text) <= SET_BY_MAX and text.isprintable()


def _wrong_target(
    draft: GoalDraft, kind: HealthType, unit: str, start: Sequence[float] | None
) -> list[FieldError]:
    wrong = [
        FieldError(name, "goal-only-habit")
        for name, value in (("per", draft.per), ("times", draft.times))
        if value is not None
    ]
    if draft.direction == "range":
        return wrong + _wrong_range(draft, kind, unit, 1)
    wrong += [
        FieldError(name, "goal-only-range")
        for name, value in (("low", draft.low), ("high", draft.high))
        if value is not None
    ]
    if draft.target_value is None:
        return [*wrong, FieldError("target_value", "goal-target-missing")]
    if draft.target_value2 is not None and len(kind.parts) < 2:
        wrong.append(FieldError("target_value2", "goal-one-part"))
    wrong += _wrong_values(draft, kind, unit, 1, ("target_value", "target_value2"))
    wrong += _wrong_values(draft, kind, unit, 1, ("start_value", "start_value2"))
    if not wrong and start is not None:
        wrong += _wrong_start(draft, start)
    return wrong


def _wrong_start(draft: GoalDraft, start: Sequence[float]) -> list[FieldError]:
    direction = way(start, _targets(draft))
    if direction is None:
        return [FieldError("target_value", "goal-is-start")]
    if draft.direction not in (None, direction):
        return [FieldError("direction", "goal-behind")]
    return []


def _wrong_range(draft: GoalDraft, kind: HealthType, unit: str, most: int) -> list[FieldError]:
    if draft.low is None or draft.high is None or not draft.low < draft.high:
        return [FieldError("high" if draft.low is not None else "low", "goal-range")]
    if draft.target_value is not None:
        return [FieldError("target_value", "goal-range-target")]
    return _wrong_values(draft, kind, unit, most, ("low", "high"))


def _wrong_habit(draft: GoalDraft, kind: HealthType, unit: str) -> list[FieldError]:
    if draft.per is None:
        return [FieldError("per", "goal-per-missing")]
    amount = draft.target_value is not None or draft.direction == "range"
    wrong = []
    if draft.target_value2 is not None:
        wrong.append(FieldError("target_value2", "goal-habit-one-part"))
    if draft.start_value is not None or draft.start_value2 is not None:
        wrong.append(FieldError("start_value", "goal-only-target"))
    if not amount and draft.times is None:
        wrong.append(FieldError("target_value", "goal-habit-empty"))
    if draft.times is not None:
        wrong += _wrong_times(draft.per, draft.times, amount)
    # So much a day on several days of a week: the amount is a day's.
    most = 1 if draft.times is not None or not kind.has_totals else SPAN_DAYS[draft.per]
    if draft.direction == "range":
        wrong += _wrong_range(draft, kind, unit, most)
    elif draft.target_value is not None:
        wrong += _wrong_values(draft, kind, unit, most, ("target_value",))
        if draft.direction != "down" and kind.has_totals and draft.target_value <= 0:
            wrong.append(FieldError("target_value", "goal-nothing"))
    return wrong


def _wrong_times(per: Per, times: int, amount: bool) -> list[FieldError]:
    if per == "day" and amount:
        return [FieldError("times", "goal-times-a-day")]
    most = MOST_A_DAY if per == "day" else SPAN_DAYS[per]
    return [] if 1 <= times <= most else [FieldError("times", "goal-times", most=most)]


def _wrong_values(
    draft: GoalDraft, kind: HealthType, unit: str, most: int, names: Sequence[str]
) -> list[FieldError]:
    """Values that no reading of the type can have; of totals up to `most` days' worth."""
    limits: Sequence[HealthType | Part] = kind.parts or (kind,)
    wrong = []
    for name, of in zip(names, limits if len(limits) > 1 else (*limits, *limits), strict=False):
        value = getattr(draft, name)
        if value is None:
            continue
        if not math.isfinite(value) or abs(value) > LARGEST:
            wrong.append(FieldError(name, "not-finite"))
        elif unit and not _possible(value, of.hard, unit, kind, most):
            wrong.append(_impossible(name, value, of, unit, kind, most))
    return wrong


def _impossible(
    name: str, value: float, of: HealthType | Part, unit: str, kind: HealthType, most: int
) -> FieldError:
    # The units people mostly use stand first; a target in another one is hardly meant.
    others = [
        one
        for one in kind.units[:2]
        if one != unit and of.soft.holds(units.convert(value, one, kind.unit, kind.slug))
    ]
    if len(others) == 1:
        return FieldError(name, "goal-other-unit", unit=unit, likely=others[0])
    low, high = bounds_in(of.hard, unit, kind)
    if high is None:
        return FieldError(name, "goal-too-low", low=low, unit=unit)
    if low is None:
        return FieldError(name, "goal-too-high", high=high * most, unit=unit)
    return FieldError(name, "goal-impossible", low=low, high=high * most, unit=unit)


def _possible(value: float, hard: Range, unit: str, kind: HealthType, most: int) -> bool:
    within = Range(hard.low, None if hard.high is None else hard.high * most)
    return within.holds(units.canonical(units.convert(value, unit, kind.unit, kind.slug)))
