"""Streaks and gaps are those of a calendar one could tick off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.regularity import Gap, regularity


def test_streaks_gaps_and_share():
    found = regularity([3, 4, 5, 9, 10], 1, 10, today=10)
    assert (found.days, found.with_readings, found.share) == (10, 5, 50)
    assert (found.current_streak, found.longest_streak) == (2, 3)
    assert found.longest_gap == Gap(6, 8)
    assert found.interval == 1


@pytest.mark.parametrize(("last", "streak"), [(10, 3), (9, 3), (8, 0)])
def test_a_day_that_is_not_over_ends_no_streak(last: int, streak: int):
    assert regularity([last - 2, last - 1, last], 1, 10, today=10).current_streak == streak


def test_in_a_period_long_past_the_last_day_has_to_count():
    assert regularity([7, 8, 9], 1, 10, today=100).current_streak == 0
    assert regularity([8, 9, 10], 1, 10, today=100).current_streak == 3


def test_what_is_still_to_come_is_no_gap():
    found = regularity([1, 2], 1, 31, today=2)
    assert (found.days, found.longest_gap, found.current_streak) == (2, None, 2)


def test_nothing_recorded_is_one_gap():
    found = regularity([], 5, 9, today=12)
    assert (found.longest_gap, found.longest_streak, found.current_streak) == (Gap(5, 9), 0, 0)
    assert found.interval is None


def test_a_day_that_is_not_over_is_no_gap():
    assert regularity([5, 6, 7, 8], 5, 9, today=9).longest_gap is None
    assert regularity([5, 6], 5, 9, today=9).longest_gap == Gap(7, 8)
    assert regularity([5, 6, 9], 5, 9, today=9).longest_gap == Gap(7, 8)


def test_a_period_to_come_has_no_days_yet():
    found = regularity([], 20, 30, today=9)
    assert (found.days, found.share, found.longest_gap, found.current_streak) == (0, 0, None, 0)


@given(st.sets(st.integers(0, 60)), st.integers(0, 90))
def test_is_what_ticking_off_each_day_gives(days: set[int], today: int):
    found = regularity(sorted(days), 0, 60, today)
    end = min(60, max([today, *days]))
    ticks = "".join("x" if day in days else "." for day in range(end + 1))
    assert found.days == len(ticks)
    assert found.longest_streak == max(map(len, ticks.split(".")))
    over = ticks[:-1] if end == today and ticks[-1] == "." else ticks
    assert (found.longest_gap.days if found.longest_gap else 0) == max(map(len, over.split("x")))
