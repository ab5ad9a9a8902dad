"""What a target asks for and how far it is, against rules told slowly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import InvalidData
from healthdesk.domain.goals import (
    Goal,
    GoalDraft,
    Pause,
    check,
    days_remaining,
    in_unit,
    is_overdue,
    progress,
    reaches,
    way,
)
from healthdesk.domain.health_types import CATALOGUE, TypeBook

TYPES = TypeBook(replace(kind, id=number) for number, kind in enumerate(CATALOGUE, 1))
TODAY = 20_000
VALUES = st.floats(40, 200).map(lambda value: round(value, 1))


def goal(**fields: Any) -> Goal:
    plain = {
        "id": 1, "uid": b"", "person_id": 1, "type_id": 1, "type": "weight", "kind": "target",
        "unit": "kg", "target_value": None, "target_value2": None, "direction": None, "low": None,
        "high": None, "start_value": None, "start_value2": None, "start_day": TODAY,
        "target_day": None, "per": None, "times": None, "status": "active", "set_by": None,
        "pauses": (), "completed_at": None, "completed_by": None, "celebrated_at": None,
        "archived_at": None, "created_at": 0, "updated_at": 0,
    }  # fmt: skip
    return Goal(**{**plain, **fields})


def target(value: float, start: float | None = None) -> Goal:
    direction = None if start is None else way((start,), (value,))
    return goal(target_value=value, direction=direction)


@settings(deadline=None)
@given(VALUES, VALUES, VALUES)
def test_progress_is_the_share_of_the_way_and_never_beyond_its_ends(
    start: float, wanted: float, current: float
):
    assume(start != wanted)
    found = progress(target(wanted, start), (start,), (current,))
    assert 0 <= found <= 100
    # Steps of a hundredth of the way, walked one by one.
    low, high = sorted((start, wanted))
    inside = min(max(current, low), high)
    walked = sum(
        abs(start + (wanted - start) * step / 1000 - start) < abs(inside - start) + 1e-9
        for step in range(1, 1001)
    )
    assert found == pytest.approx(walked / 10, abs=0.11)
    there = current >= wanted if wanted > start else current <= wanted
    assert (found == 100) == there


@settings(deadline=None)
@given(VALUES, VALUES, VALUES, VALUES)
def test_nearer_is_never_less(start: float, wanted: float, one: float, other: float):
    assume(start != wanted)
    one_goal = target(wanted, start)
    nearer, further = sorted((one, other), key=lambda value: abs(value - wanted))
    beyond = (one - wanted) * (other - wanted) < 0
    assume(not beyond)
    assert progress(one_goal, (start,), (nearer,)) >= progress(one_goal, (start,), (further,))


def test_before_there_is_a_reading_nothing_is_done():
    assert progress(target(75), None, None) == 0
    assert progress(target(75), (80,), None) == 0
    assert progress(target(75), None, (80,)) == 0


def test_the_start_is_on_the_wrong_side_after_a_change_of_the_readings():
    """The baseline was taken back: what is left lies beyond the target already."""
    down = goal(target_value=75, direction="down")
    assert progress(down, (70,), (76,)) == 0
    assert progress(down, (70,), (74,)) == 100


@pytest.mark.parametrize(
    ("start", "current", "share"),
    [
        (80, 80, 0), (80, 77, 50), (80, 74, 100), (80, 70, 100), (72, 72, 100), (72, 75, 0),
        (60, 65, 50), (60, 70, 100), (60, 55, 0),
    ],
)  # fmt: skip
def test_a_range_is_reached_inside(start: float, current: float, share: float):
    kept = goal(direction="range", low=70, high=74)
    assert progress(kept, (start,), (current,)) == share


def test_of_two_parts_the_slower_counts_and_both_are_needed():
    pressure = goal(target_value=120, target_value2=80, direction="down")
    assert progress(pressure, (140, 90), (130, 82)) == 50
    assert progress(pressure, (140, 90), (110, 88)) == pytest.approx(20)
    assert not reaches(pressure, (118, 81), "down")
    assert reaches(pressure, (120, 80), "down")
    # A part that was there from the start is done while it stays.
    assert progress(pressure, (140, 75), (120, 80)) == 100
    assert progress(pressure, (140, 75), (120, 85)) == 0


def test_way_is_that_of_the_first_part_that_is_not_there():
    assert way((140, 90), (120, 80)) == "down"
    assert way((120, 70), (120, 80)) == "up"
    assert way((120, 80), (120, 80)) is None
    assert way((140,), (120, 80)) == "down"


def test_days_are_counted_to_the_date_and_beyond():
    dated = goal(target_value=75, target_day=TODAY)
    assert [days_remaining(dated, TODAY + n) for n in (-3, 0, 2)] == [3, 0, -2]
    assert [is_overdue(dated, TODAY + n) for n in (-1, 0, 1)] == [False, False, True]
    assert not is_overdue(replace(dated, status="completed"), TODAY + 9)
    assert days_remaining(goal(target_value=75), TODAY) is None


def test_pause_holds_its_days_without_the_one_it_ended_on():
    paused = goal(pauses=(Pause(10, 12), Pause(20)))
    assert [day for day in range(8, 23) if paused.paused_on(day)] == [10, 11, 20, 21, 22]


@settings(deadline=None)
@given(st.floats(90, 500).map(lambda value: round(value, 1)))
def test_a_value_in_pounds_is_the_same_after_the_way_through_kilograms(pounds: float):
    from healthdesk.domain import units

    stored = units.canonical(units.convert(pounds, "lb", "kg"))
    assert in_unit(stored, TYPES["weight"], "lb") == pytest.approx(pounds, abs=2e-6)


# Checks


def checked(draft: GoalDraft, start: tuple[float, ...] | None = None, *, new: bool = True):
    return check(draft, TYPES[draft.type], TODAY, start, new=new)


def wrong(draft: GoalDraft, start: tuple[float, ...] | None = None) -> set[tuple[str, str]]:
    with pytest.raises(InvalidData) as refused:
        checked(draft, start)
    return {(field.field, field.code) for field in refused.value.fields}


WEIGHT = GoalDraft("target", "weight", target_value=75)
STEPS = GoalDraft("habit", "steps", target_value=8000, per="day")


def test_normal_form_fills_in_what_follows():
    good = checked(replace(WEIGHT, set_by="  Dr   Grey "), (80,))
    assert (good.unit, good.direction, good.start_day) == ("kg", "down", TODAY)
    assert good.set_by == "Dr Grey"
    assert checked(WEIGHT).direction is None
    assert checked(STEPS).direction == "up"


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (replace(WEIGHT, target_value=None), ("target_value", "goal-target-missing")),
        (replace(WEIGHT, target_value=0.1), ("target_value", "goal-impossible")),
        (replace(WEIGHT, target_value=float("nan")), ("target_value", "not-finite")),
        (replace(WEIGHT, target_value2=80), ("target_value2", "goal-one-part")),
        (replace(WEIGHT, target_day=TODAY), ("target_date", "goal-date-past")),
        (replace(WEIGHT, target_day=TODAY + 99_999), ("target_date", "goal-date-far")),
        (replace(WEIGHT, start_day=TODAY + 1), ("start_date", "goal-start-ahead")),
        (replace(WEIGHT, unit="bpm"), ("unit", "goal-unit")),
        (replace(WEIGHT, per="day"), ("per", "goal-only-habit")),
        (replace(WEIGHT, low=70), ("low", "goal-only-range")),
        (replace(WEIGHT, set_by="x" * 81), ("set_by", "goal-set-by")),
        (replace(WEIGHT, direction="range", low=70, high=74),
         ("target_value", "goal-range-target")),
        (replace(WEIGHT, direction="range", target_value=None, low=74, high=70),
         ("high", "goal-range")),
        (replace(WEIGHT, type="sleep-stage", unit="stage"), ("type", "goal-type")),
        (replace(STEPS, per=None), ("per", "goal-per-missing")),
        (replace(STEPS, target_value=None), ("target_value", "goal-habit-empty")),
        (replace(STEPS, target_value=0), ("target_value", "goal-nothing")),
        (replace(STEPS, times=2), ("times", "goal-times-a-day")),
        (replace(STEPS, per="week", times=8), ("times", "goal-times")),
        (replace(STEPS, per="month", times=0), ("times", "goal-times")),
        (replace(STEPS, start_value=3), ("start_value", "goal-only-target")),
        (GoalDraft("habit", "blood-pressure", per="day", target_value=120, target_value2=80),
         ("target_value2", "goal-habit-one-part")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(draft: GoalDraft, expected: tuple[str, str]):
    assert expected in wrong(draft)


def test_start_says_which_way_is_left():
    assert wrong(WEIGHT, (75,)) == {("target_value", "goal-is-start")}
    assert wrong(replace(WEIGHT, direction="up"), (80,)) == {("direction", "goal-behind")}
    assert checked(replace(WEIGHT, direction="down"), (80,)).direction == "down"


def test_a_date_that_passed_may_stay():
    assert checked(replace(WEIGHT, target_day=TODAY - 5), new=False).target_day == TODAY - 5


def test_amount_of_a_week_may_be_seven_days_worth():
    most = TYPES["steps"].hard.high
    assert most is not None
    week = replace(STEPS, target_value=most * 6, per="week")
    assert checked(week).target_value == most * 6
    assert ("target_value", "goal-impossible") in wrong(replace(week, times=5))
    assert ("target_value", "goal-impossible") in wrong(replace(STEPS, target_value=most * 2))


def test_every_field_is_named_at_once():
    found = wrong(replace(WEIGHT, target_value=9000, target_day=TODAY - 1, per="day", unit="kg"))
    assert {field for field, _ in found} == {"target_value", "target_date", "per"}
