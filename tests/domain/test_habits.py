"""Hits, rows and calendars of habits, against a rule told slowly and backwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.goals import Goal, Pause
from healthdesk.domain.habits import DayFigure, HabitStanding, mean_day, standing
from healthdesk.domain.health_types import Range
from healthdesk.domain.times import date_of, day_of
from tests.domain.test_goals import goal

# A Monday.
MONDAY = day_of(dt.date(2024, 1, 1))


def habit(**fields: Any) -> Goal:
    plain = {"kind": "habit", "type": "steps", "unit": "steps", "per": "day", "direction": "up",
             "target_value": 8.0, "start_day": MONDAY}  # fmt: skip
    return goal(**{**plain, **fields})


def totals(values: Mapping[int, float]) -> dict[int, DayFigure]:
    return {MONDAY + day: DayFigure(v, v, 1, 1) for day, v in values.items()}


def stood(one: Goal, figures: Mapping[int, DayFigure], day: int, **more: Any) -> HabitStanding:
    return standing(one, "sum", figures, MONDAY + day, **more)


def states(found: HabitStanding) -> list[str]:
    return [mark.state for mark in found.spans]


# The slow rule: what one day is, looked at alone.


def slow_day(one: Goal, value: float | None, day: int, today: int) -> str:
    over = day < today
    if one.direction == "up":
        met, broken = value is not None and value >= (one.target_value or 0), False
    elif one.direction == "down":
        met = value is not None and value <= (one.target_value or 0)
        broken = value is not None and not met
    else:
        met = value is not None and (one.low or 0) <= value <= (one.high or 0)
        broken = value is not None and value > (one.high or 0)
    if met and (over or one.direction == "up"):
        return "hit"
    if any(p.first <= day and (p.back is None or day < p.back) for p in one.pauses):
        return "paused"
    if broken:
        return "missed"
    if not over:
        return "open"
    return "none" if value is None and one.direction == "down" else "missed"


def slow_rows(found: list[str]) -> tuple[int, int]:
    """Counted backwards: the present row ends where the first miss is met."""
    streak = 0
    for state in reversed(found):
        if state == "missed":
            break
        streak += state == "hit"
    rows = "".join({"hit": "x", "missed": "|"}.get(state, "") for state in found).split("|")
    return streak, max(len(row) for row in rows)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    ends = sorted(draw(st.lists(st.integers(0, 30), max_size=4, unique=True)))
    found = [Pause(MONDAY + a, MONDAY + b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    if len(ends) % 2:
        found.append(Pause(MONDAY + ends[-1]))
    return tuple(found)


DAYS = st.dictionaries(st.integers(0, 30), st.sampled_from([0.0, 3.0, 7.9, 8.0, 12.0, 20.0]))
RULES = st.sampled_from(
    [{"direction": "up"}, {"direction": "down"},
     {"direction": "range", "target_value": None, "low": 3.0, "high": 12.0}]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(DAYS, RULES, pauses(), st.integers(0, 30))
def test_days_and_rows_are_those_of_the_slow_rule(
    values: dict[int, float], rule: dict[str, Any], rests: tuple[Pause, ...], today: int
):
    one = habit(**rule, pauses=rests)
    found = stood(one, totals(values), today)
    slow = [
        slow_day(one, values.get(day), MONDAY + day, MONDAY + today) for day in range(today + 1)
    ]
    assert states(found) == slow
    assert (found.streak, found.longest) == slow_rows(slow)
    assert found.hits == slow.count("hit")
    assert found.judged == slow.count("hit") + slow.count("missed")
    assert 0 <= found.progress <= 100


@settings(deadline=None)
@given(DAYS, pauses(), st.integers(0, 29))
def test_a_row_never_shrinks_by_a_day_that_is_not_over(
    values: dict[int, float], rests: tuple[Pause, ...], today: int
):
    one = habit(pauses=rests)
    before = stood(one, totals({day: v for day, v in values.items() if day <= today}), today)
    # The next morning nothing is recorded yet.
    after = stood(one, totals({day: v for day, v in values.items() if day <= today}), today + 1)
    last = before.spans[-1].state
    expected = 0 if last == "open" else before.streak
    assert after.streak == expected


@settings(deadline=None)
@given(DAYS, st.integers(1, 5), pauses(), st.integers(0, 30), st.integers(0, 6))
def test_weeks_count_their_days(
    values: dict[int, float], times: int, rests: tuple[Pause, ...], today: int, begun: int
):
    one = habit(per="week", times=times, pauses=rests, start_day=MONDAY + begun)
    today = max(today, begun)
    found = stood(one, totals(values), today)
    for mark in found.spans:
        week = [day for day in range(begun, today + 1) if mark.first <= MONDAY + day <= mark.last]
        done = sum(values.get(day, 0.0) >= 8.0 for day in week)
        rested = any(one.paused_on(MONDAY + day) for day in week)
        assert mark.done == done
        if done >= times:
            assert mark.state == "hit"
        elif rested:
            assert mark.state == "paused"
        elif mark.last >= MONDAY + today:
            assert mark.state == "open"
        else:
            assert mark.state == ("none" if mark.first < one.start_day else "missed")


def test_week_begins_as_the_person_counts():
    figures = totals({5: 9.0, 6: 9.0, 7: 9.0})  # Saturday, Sunday, Monday
    one = habit(per="week", times=2)
    monday = stood(one, figures, 9)
    sunday = stood(one, figures, 9, week_start="sunday")
    assert [mark.done for mark in monday.spans] == [2, 1]
    assert [mark.done for mark in sunday.spans] == [1, 2]


def test_total_of_a_week_and_a_month():
    figures = totals(dict.fromkeys(range(40), 3.0))
    week = stood(habit(per="week", target_value=21.0), figures, 16)
    assert states(week) == ["hit", "hit", "open"]
    assert week.spans[-1].amount == 9.0
    assert week.progress == pytest.approx(900 / 21)
    month = stood(habit(per="month", target_value=93.0), figures, 39)
    assert states(month) == ["hit", "open"]
    assert month.spans[0].last == day_of(dt.date(2024, 1, 31))


def test_months_end_where_the_calendar_says():
    one = habit(per="month", target_value=1.0, start_day=day_of(dt.date(2023, 11, 15)))
    found = standing(one, "sum", {}, day_of(dt.date(2024, 3, 1)))
    ends = [date_of(mark.last).isoformat() for mark in found.spans]
    assert ends == ["2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
    assert states(found) == ["none", "missed", "missed", "missed", "open"]


def test_upper_limit_is_kept_only_when_the_day_is_over_and_without_a_reading_it_is_not_known():
    one = habit(direction="down")
    assert states(stood(one, totals({0: 5.0, 2: 9.0, 3: 5.0}), 3)) == [
        "hit", "none", "missed", "open",
    ]  # fmt: skip
    assert states(stood(one, totals({0: 9.0}), 0)) == ["missed"]
    assert stood(one, totals({0: 5.0, 2: 5.0}), 3).streak == 2


def test_readings_are_counted():
    figures = {MONDAY: DayFigure(120.0, 240.0, 2, 2), MONDAY + 1: DayFigure(120.0, 120.0, 1, 1)}
    twice = standing(habit(target_value=None, direction=None, times=2), "mean", figures, MONDAY + 2)
    assert states(twice) == ["hit", "missed", "open"]
    assert [mark.done for mark in twice.days] == [2, 1, 0]
    week = habit(target_value=None, direction=None, times=2, per="week")
    found = standing(week, "mean", figures, MONDAY + 2)
    assert states(found) == ["hit"]
    assert [mark.state for mark in found.days] == ["hit", "hit", "open"]


@pytest.mark.parametrize(("aggregate", "expected"), [("mean", 10.0), ("last", 12.0), ("min", 6.0)])
def test_span_is_summed_up_as_its_type(aggregate: Any, expected: float):
    figures = {
        MONDAY: DayFigure(6.0, 18.0, 2, 2),
        MONDAY + 3: DayFigure(12.0, 12.0, 1, 1),
    }
    found = standing(habit(per="week", target_value=1.0), aggregate, figures, MONDAY + 4)
    assert found.spans[0].amount == expected
    assert states(found) == ["hit"]


def test_end_of_the_goal_ends_its_days_and_judges_no_half_week():
    one = habit(target_day=MONDAY + 8)
    assert len(stood(one, {}, 20).spans) == 9
    week = habit(per="week", times=5, target_day=MONDAY + 8)
    assert states(stood(week, {}, 20)) == ["missed", "none"]


def test_before_it_begins_there_is_nothing():
    found = stood(habit(start_day=MONDAY + 5), {}, 3)
    assert (found.spans, found.now, found.progress) == ((), None, 0.0)


@pytest.mark.parametrize(
    ("fields", "aggregate", "expected"),
    [
        ({"per": "day"}, "sum", (Range(8000), False)),
        ({"per": "week"}, "sum", (Range(8000 / 7), True)),
        ({"per": "week", "times": 3}, "sum", (Range(8000), False)),
        ({"per": "week", "direction": "down"}, "mean", (Range(None, 8000), False)),
        ({"per": "month", "direction": "range", "low": 365.2425, "high": 730.485}, "sum",
         (Range(12, 24), True)),
        ({"per": "day", "target_value": None, "times": 2}, "sum", (Range(), False)),
    ],
)  # fmt: skip
def test_a_day_has_its_share_of_what_adds_up(fields: Any, aggregate: Any, expected: Any):
    wanted, shared = mean_day(habit(**{"target_value": 8000.0, **fields}), aggregate)
    assert (wanted.low, wanted.high) == pytest.approx((expected[0].low, expected[0].high))
    assert shared == expected[1]
