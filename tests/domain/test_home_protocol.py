from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.blood_pressure import Mean, Reading
from healthdesk.domain.home_protocol import ESH_HOME, Missing, course

HOUR, DAY, MINUTE = 3_600_000, 24 * 3_600_000, 60_000
TAGS = ("home", "protocol")


def sitting(day, hour, systolic=130, diastolic=80, n=2, tags=TAGS):
    return [
        Reading(day * DAY + hour * HOUR + k * MINUTE, systolic, diastolic, tags) for k in range(n)
    ]


def week(days, systolic=130):
    return [r for day in days for hour in (7, 20) for r in sitting(day, hour, systolic)]


def test_a_whole_week_without_its_first_day():
    found = course(week([0], 160) + week(range(1, 7), 130))
    assert found.complete
    assert found.sufficient
    assert found.mean == Mean(130, 80, 24)
    assert not found.missing(7)


def test_three_days_are_the_least():
    assert course(week(range(3))).mean == Mean(130, 80, 8)
    two = course(week(range(2)))
    assert two.mean is None
    assert two.missing() == Missing(1, 1)


def test_what_is_missing_is_told_by_mornings_and_evenings():
    mornings = [r for day in range(3) for r in sitting(day, 7)]
    found = course([*mornings, *sitting(0, 20)])
    assert found.missing() == Missing(0, 2)
    assert not found.sufficient
    assert found.missing(7) == Missing(4, 6)


def test_a_sitting_with_one_reading_is_not_whole():
    found = course([*week(range(2)), *sitting(2, 7), *sitting(2, 20, n=1)])
    assert found.missing() == Missing(0, 1, 1)
    assert found.mean is None


def test_noon_belongs_to_no_sitting():
    assert course(sitting(0, 13)) is None
    found = course([*week(range(3)), *sitting(1, 14, systolic=200)])
    assert found.mean == Mean(130, 80, 8)


def test_after_a_break_the_week_begins_anew():
    found = course(week([0, 1, 2]) + week([6, 7]))
    assert (found.first_day, found.last_day) == (6, 7)
    found = course(week([0, 1, 2]) + week([5, 6]))
    assert (found.first_day, found.last_day) == (0, 6)


def test_it_is_never_longer_than_its_days():
    found = course(week(range(20)))
    assert (found.first_day, found.last_day) == (13, 19)
    assert found.mean.n == 24


def test_a_week_long_ago_is_not_the_one_of_today():
    assert course(week(range(3)), today=5) is not None
    assert course(week(range(3)), today=6) is None


def test_tagged_readings_are_the_ones_that_count():
    others = [r for day in range(5) for r in sitting(day, 8, 180, tags=("home",))]
    assert course(others + week(range(3))).mean == Mean(130, 80, 8)
    evenings = [r for day in range(5) for r in sitting(day, 20, 180, tags=("home",))]
    assert course(others + evenings).mean.systolic == 180


def test_nothing_is_no_week():
    assert course([]) is None


@settings(deadline=None, max_examples=60)
@given(st.sets(st.tuples(st.integers(0, 9), st.sampled_from([7, 20])), min_size=1))
def test_a_verdict_comes_exactly_when_nothing_is_missing(sittings):
    found = course([r for day, hour in sittings for r in sitting(day, hour)])
    assert found.last_day - found.first_day < ESH_HOME.days
    kept = {(d, h) for d, h in sittings if found.first_day <= d <= found.last_day}
    mornings, evenings = (sum(h == hour for _, h in kept) for hour in (7, 20))
    assert found.sufficient is (mornings >= 3 and evenings >= 3)
    assert (found.mean is not None) is found.sufficient
    if found.mean is not None:
        assert found.mean.n == 2 * sum(d > found.first_day for d, _ in kept)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_third_reading_counts_too(n):
    found = course(week(range(3)) + sitting(2, 21, 142, n=n))
    assert found.mean.n == 8 + n
