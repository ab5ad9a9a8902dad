"""Goals of a real file: set, reached by readings, paused, changed, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.arrival import Arrival
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import GoalsChanged, RecordsChanged
from healthdesk.domain.goals import GoalDraft, Pause
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import date_of, day_of, from_datetime
from healthdesk.services.goals import Goals
from healthdesk.services.writing import wall_clock
from tests.opened import (
    DAY,
    HOUR,
    NEW_YEAR,
    NEW_YEAR_DAY,
    listening,
    query,
    steps,
    verified,
    weight,
)

LATER = NEW_YEAR_DAY + 90


class Clock:
    """The time, as the test sets it; it starts on the first of the year at noon."""

    def __init__(self) -> None:
        self.now = NEW_YEAR + 12 * HOUR

    def __call__(self) -> int:
        return self.now

    def day(self, number: int, hour: int = 12) -> int:
        """Go to an hour of the day after so many days; its instant."""
        self.now = NEW_YEAR + number * DAY + hour * HOUR
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def goals(app: App, me: Person, clock: Clock) -> Goals:
    app.journal.edit_person(OWNER, me.id, time_zone="UTC")
    return Goals(app.db, app.bus, app.settings, clock)


@pytest.fixture
def weigh(app: App, me: Person, clock: Clock) -> Callable[..., int]:
    """`weigh(81.4)` an hour before the time of the clock; the reading's id."""

    def record(value: float, at: int | None = None, unit: str = "kg") -> int:
        draft = weight(value, at=clock.now - HOUR if at is None else at, unit=unit)
        return app.journal.add(OWNER, [replace(draft, offset=0)], me.id).records[0].id

    return record


def to(value: float, **more: Any) -> GoalDraft:
    return GoalDraft("target", "weight", target_value=value, target_day=LATER, **more)


HABIT = GoalDraft("habit", "steps", target_value=8000, per="day")


def codes(error: pytest.ExceptionInfo[InvalidData]) -> list[tuple[str, str]]:
    return [(wrong.field, wrong.code) for wrong in error.value.fields]


# Targets


def test_target_goes_from_the_last_reading_to_the_target(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(86, at=clock.now - 2 * DAY)
    weigh(85, at=clock.now - HOUR)
    goal = goals.add(OWNER, me.id, to(75)).view.goal
    assert (goal.unit, goal.direction, goal.status) == ("kg", "down", "active")
    clock.day(9)
    weigh(80)
    view = goals.get(OWNER, goal.id)
    assert view.start is not None
    assert view.current is not None
    assert (view.start.value, view.current.value, view.progress) == (85, 80, 50)
    assert (view.days_remaining, view.is_overdue) == (81, False)
    clock.day(100)
    view = goals.get(OWNER, goal.id)
    assert (view.days_remaining, view.is_overdue) == (-10, True)


def test_without_a_reading_it_starts_with_the_first_after(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    goal = goals.add(OWNER, me.id, to(75)).view
    assert (goal.start, goal.direction, goal.progress) == (None, None, 0)
    clock.day(1)
    weigh(70)
    clock.day(2)
    weigh(72)
    view = goals.get(OWNER, goal.goal.id)
    assert (view.direction, view.progress) == ("up", 40)


def test_it_is_completed_by_the_reading_that_reaches_it(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(75)).view.goal
    clock.day(3)
    weigh(76)
    reached = clock.day(4) - HOUR
    weigh(74.9)
    clock.day(5)
    weigh(77)
    (view,) = goals.listed(OWNER, [me.id])
    assert (view.goal.status, view.goal.completed_by) == ("completed", "reading")
    assert view.goal.completed_at == reached
    # All is as it was then.
    assert view.current is not None
    assert (view.current.value, view.progress) == (74.9, 100)
    assert view.goal.id == goal.id


def test_completion_is_noticed_and_told_once(
    app: App, goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    second = Goals(app.db, app.bus, app.settings, clock)
    stops = [goals.follow(OWNER), second.follow(OWNER)]
    clock.day(1)
    with listening(app) as heard:
        weigh(75)
    assert [type(event) for event in heard].count(GoalsChanged) == 1
    for stop in stops:
        stop()
    told = [*goals.celebrate(OWNER, me.id), *second.celebrate(OWNER, me.id)]
    assert [view.goal.status for view in told] == ["completed"]


def test_pounds_reach_a_target_in_pounds(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(180, unit="lb")
    goal = goals.add(OWNER, me.id, to(165.3, unit="lb")).view.goal
    clock.day(1)
    weigh(165.3, unit="lb")
    view = goals.get(OWNER, goal.id)
    assert view.current is not None
    assert (view.goal.status, view.current.value) == ("completed", 165.3)


def test_goal_goes_on_when_its_reading_is_taken_back(
    app: App, goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    goals.follow(OWNER)
    clock.day(1)
    slip = weigh(57)
    assert goals.celebrate(OWNER, me.id)
    app.journal.delete(OWNER, [slip])
    (view,) = goals.listed(OWNER, [me.id])
    assert (view.goal.status, view.goal.completed_at, view.progress) == ("active", None, 0)
    clock.day(2)
    weigh(74)
    assert [one.goal.id for one in goals.celebrate(OWNER, me.id)] == [view.goal.id]


def test_a_reading_in_question_is_no_reason_to_celebrate(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    for day in range(6):
        clock.day(day)
        weigh(81)
    goal = goals.add(OWNER, me.id, to(78)).view.goal
    clock.day(7)
    weigh(8.14)
    assert goals.reached_now(OWNER, me.id) == ()
    assert goals.celebrate(OWNER, me.id) == ()
    assert goals.get(OWNER, goal.id).goal.status == "completed"
    clock.day(8)
    weigh(81.2)
    assert goals.celebrate(OWNER, me.id) == ()
    clock.day(9)
    weigh(77.9)
    assert [view.goal.id for view in goals.celebrate(OWNER, me.id)] == [goal.id]


@pytest.mark.parametrize("earlier", [0, 6])
def test_a_reading_like_the_others_is_celebrated_at_once(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int], earlier: int
):
    for day in range(earlier):
        clock.day(day)
        weigh(81)
    clock.day(6)
    weigh(79)
    goal = goals.add(OWNER, me.id, to(78)).view.goal
    clock.day(7)
    weigh(77.9)
    assert [view.goal.id for view in goals.reached_now(OWNER, me.id)] == [goal.id]


def test_goal_stays_completed_where_another_reading_reaches_it(
    app: App, goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    clock.day(1)
    first = weigh(74)
    clock.day(2)
    weigh(73)
    goals.listed(OWNER)
    app.journal.delete(OWNER, [first])
    assert goals.listed(OWNER)[0].goal.status == "completed"


def test_it_stays_completed_where_a_next_goal_is_under_way(
    app: App, goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    clock.day(1)
    slip = weigh(74)
    goals.listed(OWNER)
    goals.add(OWNER, me.id, to(70))
    app.journal.delete(OWNER, [slip])
    assert [view.goal.status for view in goals.listed(OWNER)] == ["completed", "active"]


def test_second_active_target_of_a_type_is_refused(
    app: App, goals: Goals, me: Person, weigh: Callable[..., int]
):
    weigh(80)
    first = goals.add(OWNER, me.id, to(75)).view.goal
    with pytest.raises(Conflict) as refused:
        goals.add(OWNER, me.id, to(70))
    assert refused.value.code == "goal-exists"
    other = app.journal.add_person(OWNER, "Ben")[0]
    goals.add(OWNER, other.id, to(70))
    goals.add(OWNER, me.id, replace(HABIT, type="weight", target_value=None, times=1))
    goals.pause(OWNER, first.id)
    goals.add(OWNER, me.id, to(70))
    with pytest.raises(Conflict):
        goals.resume(OWNER, first.id)
    assert query(app.db, "SELECT count(*) FROM health_goal") == [(4,)]
    verified(app)


def test_what_cannot_be_a_target_is_refused_field_by_field(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    with pytest.raises(InvalidData) as refused:
        goals.add(OWNER, me.id, replace(to(900, times=3), target_day=NEW_YEAR_DAY))
    assert codes(refused) == [
        ("target_date", "goal-date-past"), ("times", "goal-only-habit"),
        ("target_value", "goal-impossible"),
    ]  # fmt: skip
    with pytest.raises(InvalidData) as refused:
        goals.add(OWNER, me.id, to(80))
    assert codes(refused) == [("target_value", "goal-is-start")]
    with pytest.raises(InvalidData) as refused:
        goals.add(OWNER, me.id, to(75, direction="up"))
    assert codes(refused) == [("direction", "goal-behind")]
    assert goals.listed(OWNER) == ()


def test_pressure_is_reached_with_both_parts(app: App, goals: Goals, me: Person, clock: Clock):
    def measure(systolic: float, diastolic: float) -> None:
        at = clock.now - HOUR
        draft = Draft("blood-pressure", systolic, "mmHg", at, 0, value2=diastolic)
        app.journal.add(OWNER, [draft], me.id)

    measure(150, 95)
    draft = GoalDraft("target", "blood-pressure", target_value=130, target_value2=80)
    goal = goals.add(OWNER, me.id, draft).view.goal
    clock.day(1)
    measure(128, 89)
    view = goals.get(OWNER, goal.id)
    assert (view.goal.status, view.progress) == ("active", 40)
    clock.day(2)
    measure(130, 80)
    assert goals.get(OWNER, goal.id).goal.status == "completed"


def test_amount_of_a_day_reaches_a_target_upwards_at_once_and_downwards_when_it_is_over(
    app: App, goals: Goals, me: Person, clock: Clock
):
    def eat(grams: float) -> None:
        app.journal.add(OWNER, [Draft("carbohydrates", grams, "g", clock.now, 0)], me.id)

    eat(300)
    clock.day(1)
    down = GoalDraft("target", "carbohydrates", target_value=200)
    goal = goals.add(OWNER, me.id, down).view.goal
    assert goal.direction == "down"
    eat(50)
    assert goals.get(OWNER, goal.id).goal.status == "active"
    clock.day(2)
    assert goals.get(OWNER, goal.id).goal.status == "completed"


def test_range_is_kept_until_its_date(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(72)
    draft = GoalDraft(
        "target", "weight", direction="range", low=70, high=74, target_day=NEW_YEAR_DAY + 3
    )
    goal = goals.add(OWNER, me.id, draft).view.goal
    clock.day(1)
    weigh(75)
    view = goals.get(OWNER, goal.id)
    assert (view.progress, view.held) == (0, (1, 2))
    clock.day(3)
    weigh(73)
    assert goals.get(OWNER, goal.id).goal.status == "active"
    clock.day(4)
    weigh(90)
    view = goals.get(OWNER, goal.id)
    assert (view.goal.status, view.goal.completed_by, view.progress) == ("completed", "time", 100)
    assert view.held == (2, 3)


def test_change_of_the_target_is_a_new_way_from_the_same_start(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(70)).view.goal
    clock.day(1)
    weigh(78)
    view = goals.edit(OWNER, goal.id, target_value=76, target_day=LATER + 5).view
    assert (view.progress, view.days_remaining) == (50, 94)
    view = goals.edit(OWNER, goal.id, target_value=78.5).view
    assert view.goal.status == "completed"
    with pytest.raises(Conflict):
        goals.edit(OWNER, goal.id, target_value=70)


def test_another_unit_says_the_same(goals: Goals, me: Person, weigh: Callable[..., int]):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(70)).view.goal
    view = goals.edit(OWNER, goal.id, unit="lb").view
    assert view.goal.target_value == pytest.approx(154.323584, rel=1e-8)
    assert (view.goal.unit, view.goal.direction) == ("lb", "down")


def test_readings_of_the_minute_in_which_it_is_set_go_by_when_they_were_stored(
    app: App, me: Person
):
    at = wall_clock() // 1000 * 1000
    app.journal.add(OWNER, [weight(85, at=at)], me.id)
    draft = GoalDraft("target", "weight", target_value=75)
    goal = app.goals.add(OWNER, me.id, draft).view.goal
    app.journal.add(OWNER, [weight(80, at=at)], me.id)
    view = app.goals.get(OWNER, goal.id)
    assert view.start is not None
    assert (view.start.value, view.progress) == (85, 50)
    app.journal.add(OWNER, [weight(75, at=at)], me.id)
    app.journal.add(OWNER, [weight(77, at=at)], me.id)
    view = app.goals.get(OWNER, goal.id)
    assert (view.goal.status, view.progress) == ("completed", 100)


# Undo


def test_every_change_is_taken_back_and_done_again(
    app: App, goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    made = goals.add(OWNER, me.id, to(75))
    id_ = made.view.goal.id
    for change in (
        lambda: goals.edit(OWNER, id_, target_value=70, unit="kg"),
        lambda: goals.pause(OWNER, id_),
        lambda: goals.complete(OWNER, id_),
        lambda: goals.archive(OWNER, id_),
    ):
        before = goals.get(OWNER, id_).goal
        outcome = change()
        after = outcome.view.goal
        assert after != before
        back = app.journal.revert(OWNER, outcome.undo).undo
        assert replace(goals.get(OWNER, id_).goal, updated_at=0) == replace(before, updated_at=0)
        again = app.journal.revert(OWNER, back).undo
        assert replace(goals.get(OWNER, id_).goal, updated_at=0) == replace(after, updated_at=0)
        app.journal.revert(OWNER, again)
    back = app.journal.revert(OWNER, made.undo).undo
    with pytest.raises(NotFound):
        goals.get(OWNER, id_)
    goals.add(OWNER, me.id, to(60))
    with pytest.raises(Conflict):
        app.journal.revert(OWNER, back)


def test_undo_keeps_what_somebody_else_changed(goals: Goals, app: App, me: Person, weigh: Any):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(75)).view.goal
    mine = goals.edit(OWNER, goal.id, target_value=74)
    goals.edit(OWNER, goal.id, target_value=73)
    with pytest.raises(Conflict) as refused:
        app.journal.revert(OWNER, mine.undo)
    assert refused.value.code == "goal-changed-since"
    assert goals.get(OWNER, goal.id).goal.target_value == 73


def test_removed_goal_keeps_no_type_and_does_not_come_back_without_it(
    app: App, goals: Goals, me: Person
):
    kind = HealthType("puffs", "own", "puffs", ("puffs",), 0, "sum", Range(0, 50), name="Puffs")
    app.journal.add_type(OWNER, kind)
    goal = goals.add(OWNER, me.id, GoalDraft("habit", "puffs", per="day", times=1)).view.goal
    with pytest.raises(Conflict):
        app.journal.remove_type(OWNER, "puffs")
    removed = goals.remove(OWNER, goal.id)
    app.journal.remove_type(OWNER, "puffs")
    with pytest.raises(Conflict) as refused:
        app.journal.revert(OWNER, removed)
    assert refused.value.code == "goal-gone-since"


@pytest.mark.parametrize(
    "change",
    ["status='done'", "pauses='[['", "completed_at=5", "target_value=NULL", "direction='left'"],
)
def test_verify_finds_a_goal_that_is_none(
    app: App, goals: Goals, me: Person, weigh: Callable[..., int], change: str
):
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    verified(app)
    with app.db.transaction("break") as tx:
        tx.execute(f"UPDATE health_goal SET {change}")
    found = {check["name"]: check["ok"] for check in app.keeper.verify(OWNER)["checks"]}
    assert not found["goals"]


# Habits


def walk(app: App, me: Person, day: int, n: float) -> None:
    at = NEW_YEAR + day * DAY
    app.journal.add(OWNER, [replace(steps(n, at + HOUR, at + 2 * HOUR), offset=0)], me.id)


def test_habit_counts_days_from_the_totals(app: App, goals: Goals, me: Person, clock: Clock):
    goal = goals.add(OWNER, me.id, HABIT).view.goal
    for day, n in enumerate((9000, 8000, 7999, 8500)):
        walk(app, me, day, n)
    walk(app, me, 4, 100)
    clock.day(4)
    view = goals.get(OWNER, goal.id)
    assert view.habit is not None
    assert [mark.state for mark in view.habit.days] == ["hit", "hit", "missed", "hit", "open"]
    assert (view.habit.streak, view.habit.longest, view.habit.hits) == (1, 2, 3)
    assert (view.progress, view.habit.now and view.habit.now.amount) == (1.25, 100)
    assert view.at_stake


def test_pause_ends_no_row(app: App, goals: Goals, me: Person, clock: Clock):
    goal = goals.add(OWNER, me.id, HABIT).view.goal
    walk(app, me, 0, 9000)
    clock.day(1)
    goals.pause(OWNER, goal.id)
    goals.resume(OWNER, goal.id)
    assert goals.pause(OWNER, goal.id).view.goal.pauses == (Pause(NEW_YEAR_DAY + 1),)
    clock.day(3)
    view = goals.resume(OWNER, goal.id).view
    assert view.goal.pauses == (Pause(NEW_YEAR_DAY + 1, NEW_YEAR_DAY + 3),)
    walk(app, me, 3, 9000)
    view = goals.get(OWNER, goal.id)
    assert view.habit is not None
    assert [mark.state for mark in view.habit.days] == ["hit", "paused", "paused", "hit"]
    assert view.habit.streak == 2
    assert not view.at_stake


def test_pressure_measured_twice_a_day(app: App, goals: Goals, me: Person, clock: Clock):
    draft = GoalDraft("habit", "blood-pressure", per="day", times=2)
    goal = goals.add(OWNER, me.id, draft).view.goal

    def measure() -> None:
        reading = Draft("blood-pressure", 120, "mmHg", clock.now, 0, value2=80)
        app.journal.add(OWNER, [reading], me.id)

    measure()
    view = goals.get(OWNER, goal.id)
    assert (view.progress, view.at_stake) == (50, True)
    clock.now += HOUR
    measure()
    view = goals.get(OWNER, goal.id)
    assert (view.progress, view.at_stake) == (100, False)


def test_day_is_the_one_of_the_place_where_it_was_walked(
    app: App, goals: Goals, me: Person, clock: Clock
):
    """Steps late in the evening in New York count there, though it is the next day in UTC."""
    app.journal.edit_person(OWNER, me.id, time_zone="America/New_York")
    goal = goals.add(OWNER, me.id, HABIT).view.goal
    at = NEW_YEAR + DAY + 3 * HOUR
    app.journal.add(OWNER, [replace(steps(9000, at, at + HOUR), offset=-300)], me.id)
    clock.day(2, hour=1)  # still the evening before there
    view = goals.get(OWNER, goal.id)
    assert view.habit is not None
    assert [mark.state for mark in view.habit.days] == ["hit", "open"]


@pytest.mark.parametrize(
    ("change", "hours"), [(dt.date(2024, 3, 31), 23), (dt.date(2024, 10, 27), 25)]
)
def test_days_of_clock_changes_are_days(
    app: App, goals: Goals, me: Person, clock: Clock, change: dt.date, hours: int
):
    """In Berlin a day of 23 and one of 25 hours: one hit each, and the goal ends at midnight."""
    app.journal.edit_person(OWNER, me.id, time_zone="Europe/Berlin")
    zone = ZoneInfo("Europe/Berlin")
    first = day_of(change) - 1

    def midnight(day: int) -> int:
        return from_datetime(dt.datetime.combine(date_of(day), dt.time(), zone))[0]

    clock.now = midnight(first) + HOUR
    goal = goals.add(OWNER, me.id, replace(HABIT, target_day=first + 1)).view.goal
    for day in (first, first + 1):
        # Just before the local midnight, each at the offset then in force.
        at = midnight(day + 1) - HOUR
        offset = from_datetime(dt.datetime.fromtimestamp(at / 1000, zone))[1]
        reading = replace(steps(9000, at, at + HOUR // 2), offset=offset)
        app.journal.add(OWNER, [reading], me.id)
    clock.now = midnight(first + 2) - 1
    view = goals.get(OWNER, goal.id)
    assert view.habit is not None
    assert (view.goal.status, view.habit.streak) == ("active", 2)
    clock.now += 1
    view = goals.get(OWNER, goal.id)
    assert view.habit is not None
    assert (view.goal.status, view.habit.streak) == ("completed", 2)
    assert view.goal.completed_at == midnight(first + 2) - 1
    assert midnight(first + 2) - midnight(first + 1) == hours * HOUR


def test_habit_with_an_end_is_completed_when_its_time_is_over(
    app: App, goals: Goals, me: Person, clock: Clock
):
    draft = replace(HABIT, target_day=NEW_YEAR_DAY + 1)
    goal = goals.add(OWNER, me.id, draft).view.goal
    walk(app, me, 0, 9000)
    clock.day(2)
    view = goals.get(OWNER, goal.id)
    assert (view.goal.status, view.goal.completed_by) == ("completed", "time")
    assert view.goal.completed_at == NEW_YEAR + 2 * DAY - 1
    assert view.habit is not None
    assert [mark.state for mark in view.habit.days] == ["hit", "missed"]
    assert not goals.celebrate(OWNER, me.id)  # nothing was reached by a reading


# What others ask


def test_chart_gets_its_line_in_its_unit(goals: Goals, me: Person, weigh: Callable[..., int]):
    weigh(80)
    assert goals.active_target(OWNER, me.id, "weight") is None
    goal = goals.add(OWNER, me.id, to(154.3, unit="lb")).view.goal
    line = goals.active_target(OWNER, me.id, "weight")
    assert line is not None
    assert line.goal_id == goal.id
    assert line.targets == pytest.approx((69.9893,), rel=1e-5)
    assert line.start == pytest.approx((80,))
    assert (line.target_day, line.unit) == (LATER, "kg")
    assert goals.active_target(OWNER, me.id, "steps") is None


def test_chart_gets_what_habits_ask_of_a_day(goals: Goals, me: Person):
    week = GoalDraft("habit", "distance", unit="km", target_value=35, per="week")
    days = GoalDraft("habit", "distance", unit="km", target_value=8, per="week", times=3)
    counted = GoalDraft("habit", "distance", per="day", times=2)
    resting = goals.add(OWNER, me.id, replace(days, target_value=9)).view.goal
    made = [goals.add(OWNER, me.id, one).view.goal.id for one in (week, days, counted)]
    goals.pause(OWNER, resting.id)
    found = goals.habit_lines(OWNER, me.id, "distance", "mi")
    assert [line.goal.id for line in found] == made
    mile = 1.609344
    assert [(line.low, line.high, line.shared) for line in found] == [
        (pytest.approx(5 / mile), None, True), (pytest.approx(8 / mile), None, False),
        (None, None, False),
    ]  # fmt: skip
    assert goals.habit_lines(OWNER, me.id, "steps") == ()


def test_preview_tells_the_pace_and_what_is_there_already(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    told = goals.preview(OWNER, me.id, replace(to(70), target_day=NEW_YEAR_DAY + 35))
    assert told.view.outlook is not None
    assert told.view.outlook.needed == pytest.approx(-2)
    assert (told.fast_loss, told.taken) == (True, False)
    goals.add(OWNER, me.id, to(70))
    told = goals.preview(OWNER, me.id, to(79))
    assert (told.fast_loss, told.taken) == (False, True)
    with pytest.raises(InvalidData):
        goals.preview(OWNER, me.id, to(9000))
    assert len(goals.listed(OWNER)) == 1


def test_archive_keeps_the_history(app: App, goals: Goals, me: Person, clock: Clock, weigh: Any):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(75)).view.goal
    view = goals.archive(OWNER, goal.id).view
    assert (view.goal.status, view.goal.archived_at) == ("paused", clock.now)
    assert goals.listed(OWNER) == ()
    (view,) = goals.listed(OWNER, archived=True)
    assert view.start is not None
    goals.unarchive(OWNER, goal.id)
    assert goals.resume(OWNER, goal.id).view.goal.status == "active"


def test_goal_that_is_reached_is_not_paused_instead(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(75)).view.goal
    clock.day(1)
    weigh(74)
    with pytest.raises(Conflict):
        goals.pause(OWNER, goal.id)
    assert goals.archive(OWNER, goal.id).view.goal.status == "completed"


def test_other_processes_hear_of_goals(
    app: App, goals: Goals, me: Person, make_app: Callable[[str], App], weigh: Any
):
    other = make_app("data")
    feed = other.db.watcher()
    weigh(80)
    goals.add(OWNER, me.id, to(75))
    kinds = [event for event in feed.poll() if not isinstance(event, RecordsChanged)]
    assert kinds[-1] == GoalsChanged(me.id, "other")


def test_projection_follows_the_trend(
    goals: Goals, me: Person, clock: Clock, weigh: Callable[..., int]
):
    weigh(80)
    goal = goals.add(OWNER, me.id, to(70)).view.goal
    for day in range(1, 29):
        clock.day(day)
        weigh(80 - day * 0.1 + (0.05 if day % 2 else -0.05))
    view = goals.get(OWNER, goal.id)
    assert view.outlook is not None
    arrives = view.outlook.arrival
    assert isinstance(arrives, Arrival)
    assert abs(arrives.day - (NEW_YEAR_DAY + 100)) <= 2
    assert view.outlook.verdict(view.goal.target_day) == "late"
