"""How goals stand, read from one state of the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from healthdesk.domain import arrival, habits
from healthdesk.domain import goals as rules
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import Goal, Point
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.times import DAY_MS, date_of, day_of, from_datetime
from healthdesk.domain.units import convert
from healthdesk.domain.unusual import HISTORY, is_unlike
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import goals as rows
from healthdesk.storage import persons
from healthdesk.storage.database import Connection
from healthdesk.storage.goals import TYPED_MS, Readings
from healthdesk.storage.records import recent_values
from healthdesk.texts import Format

UNDER_WAY: Final = {"status": "active", "completed_at": None, "completed_by": None}


def done(at: int, by: rules.By) -> dict[str, Any]:
    """The columns of a goal that is completed."""
    return {"status": "completed", "completed_at": at, "completed_by": by}


class GoalLooks:
    """Looks at goals in one snapshot of the readings, at the instant `now` (ms); readings up
    to `ahead` of it count, as files may hold them."""

    def __init__(
        self,
        connection: Connection,
        types: TypeBook,
        settings: Settings,
        now: int,
        ahead: int = 2 * DAY_MS,
    ) -> None:
        self._connection = connection
        self._types = types
        self._settings = settings
        self._now = now
        self._until = now + ahead
        self._zones: dict[int, dt.tzinfo] = {}

    def zone(self, person_id: int) -> dt.tzinfo:
        if person_id not in self._zones:
            person = persons.get(self._connection, person_id)
            chosen = None if person is None else person.time_zone
            self._zones[person_id] = local_zone(self._settings, chosen)
        return self._zones[person_id]

    def today(self, person_id: int, at: int | None = None) -> int:
        """The person's local day now, or at an instant."""
        moment = dt.datetime.fromtimestamp((self._now if at is None else at) / 1000, dt.UTC)
        return day_of(moment.astimezone(self.zone(person_id)).date())

    def end_of(self, person_id: int, day: int) -> int:
        """The instant with which a person's local day ends."""
        morrow = dt.datetime.combine(date_of(day + 1), dt.time(), self.zone(person_id))
        return from_datetime(morrow)[0] - 1

    def view(self, goal: Goal) -> GoalView:
        today = self.today(goal.person_id)
        if goal.status != "completed" or goal.completed_at is None:
            return self._view(goal, self._until, today)
        day = min(today, self.today(goal.person_id, goal.completed_at))
        return replace(self._view(goal, goal.completed_at, day), completed_day=day)

    def _view(self, goal: Goal, until: int, today: int) -> GoalView:
        readings = self._readings(goal)
        if goal.kind == "habit":
            return self._habit(goal, readings, until, today)
        start = self.start(goal)
        direction = _direction(goal, start)
        current = readings.last_until(until, _whole(today, direction))
        if goal.completed_by == "reading":
            current = self._reaching(goal, direction, today) or current
        return GoalView(
            goal, direction, start, current,
            rules.progress(goal, _values(start), _values(current)),
            rules.days_remaining(goal, today), rules.is_overdue(goal, today),
            outlook=self._outlook(goal, direction, current, today),
            held=self._held(goal, readings, today),
        )  # fmt: skip

    def start(self, goal: Goal) -> Point | None:
        """Where a target began: as given by hand, else the last reading at or before it was
        set, else the first after."""
        if goal.start_value is not None:
            return Point(goal.created_at, 0, goal.start_value, goal.start_value2)
        readings = self._readings(goal)
        begun = readings.last_before(goal.created_at, goal.start_day)
        return begun or readings.first_after(goal.created_at, goal.start_day)

    def move(self, goal: Goal) -> dict[str, Any] | None:
        """What the readings make of a goal: the columns to set, or None where all is as it
        should be."""
        if goal.status == "completed":
            return self._reopened(goal)
        today = self.today(goal.person_id)
        over = goal.target_day is not None and today > goal.target_day
        if goal.kind == "target" and goal.direction != "range":
            at = self._reached_at(goal, today)
            return None if at is None else done(max(at, goal.created_at), "reading")
        if not over or goal.target_day is None:
            return None
        end = self.end_of(goal.person_id, goal.target_day)
        if goal.kind == "target":
            last = self._readings(goal).last_until(end, goal.target_day)
            if last is None or not goal.amount.holds(last.value):
                return None
        return done(end, "time")

    def _reopened(self, goal: Goal) -> dict[str, Any] | None:
        # All of this looks as if it were still under way.
        under_way = replace(goal, status="active")
        if self._reached_at(under_way, self.today(goal.person_id)) is not None:
            return None
        other = rows.other_active_target(self._connection, goal.person_id, goal.type_id, goal.id)
        return UNDER_WAY if other is None else None

    def _reached_at(self, goal: Goal, today: int) -> int | None:
        """The instant of the first reading that reached the target since it was set."""
        start = self.start(goal)
        direction = _direction(goal, start)
        if direction is None or start is None:
            return None
        point = self._reaching(goal, direction, today)
        if point is not None:
            return point.at
        current = self._readings(goal).last_until(self._until, _whole(today, direction))
        there = current is not None and rules.reaches(goal, current.values, direction)
        return current.at if current is not None and there else None

    def _reaching(self, goal: Goal, direction: rules.Direction | None, today: int) -> Point | None:
        days = (goal.start_day, _whole(today, direction))
        return self._readings(goal).first_reaching(
            goal.created_at, days, goal.targets, up=direction == "up"
        )

    def is_in_question(self, goal: Goal) -> bool:
        """Whether only a reading unlike those before it reaches a target: a slip of the hand,
        perhaps, which was asked about when it came in. A later one that reaches it settles that.
        """
        kind = self._types[goal.type]
        direction = _direction(goal, self.start(goal))
        if goal.kind != "target" or kind.aggregate == "sum" or kind.codes:
            return False
        today = self.today(goal.person_id)
        point = self._reaching(goal, direction, today)
        if point is None:
            return False
        value = convert(point.value, goal.unit, kind.unit, kind.slug)
        before = recent_values(self._connection, goal.person_id, kind.id, point.at, HISTORY)
        later = replace(goal, created_at=point.at + TYPED_MS + 1)
        return is_unlike(kind, value, before) and self._reaching(later, direction, today) is None

    def _readings(self, goal: Goal) -> Readings:
        kind = self._types[goal.type]
        return Readings(self._connection, goal.person_id, kind, goal.unit)

    def _outlook(
        self, goal: Goal, direction: rules.Direction | None, current: Point | None, today: int
    ) -> arrival.Outlook | None:
        if current is None or direction in (None, "range") or goal.status == "completed":
            return None
        pairs = zip(current.values, goal.targets, strict=False)
        missing = [n for n, (v, t) in enumerate(pairs) if (v < t if direction == "up" else v > t)]
        if not missing:
            return None
        part = missing[0]
        summed = self._types[goal.type].aggregate == "sum"
        span = (today - arrival.PACE_DAYS - arrival.LATEST_DAYS, today - summed)
        means = self._readings(goal).day_means(span, part)
        return arrival.outlook(
            means, current.values[part], goal.targets[part], today, goal.target_day
        )

    def _held(self, goal: Goal, readings: Readings, today: int) -> tuple[int, int] | None:
        if goal.direction != "range":
            return None
        means = readings.day_means((goal.start_day, today))
        return sum(goal.amount.holds(value) for value in means.values()), len(means)

    def _habit(self, goal: Goal, readings: Readings, until: int, today: int) -> GoalView:
        kind = self._types[goal.type]
        if goal.completed_by == "time" and goal.target_day is not None:
            today = goal.target_day + 1  # its last day is over
        figures = readings.day_figures((goal.start_day, today))
        week_start = Format.of(self._settings).week_begins
        standing = habits.standing(goal, kind.aggregate, figures, today, week_start)
        return GoalView(
            goal, goal.direction, None, readings.last_until(until, today),
            standing.progress, rules.days_remaining(goal, today), is_overdue=False,
            habit=standing,
        )  # fmt: skip


def _direction(goal: Goal, start: Point | None) -> rules.Direction | None:
    if goal.direction is None and start is not None:
        return rules.way(start.values, goal.targets)
    return goal.direction


def _whole(today: int, direction: rules.Direction | None) -> int:
    """The last day whose total may count: what a day may still add can break an upper limit."""
    return today if direction in ("up", None) else today - 1


def _values(point: Point | None) -> tuple[float, ...] | None:
    return None if point is None else point.values
