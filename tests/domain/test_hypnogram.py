"""A night as one row of stages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.hypnogram import staged_nights
from healthdesk.domain.rollup import (
    ASLEEP,
    AWAKE,
    DEEP,
    IN_BED,
    LIGHT,
    REM,
    length,
    night_intervals,
    night_of,
)
from healthdesk.domain.sleep_figures import Stage
from healthdesk.domain.times import DAY_MS, MINUTE_MS

MIDNIGHT = 20_000 * DAY_MS


def stage(since: int, until: int, code: int, rank: int = 0, offset: int = 0) -> Stage:
    """Minutes from a midnight."""
    start, end = (MIDNIGHT + minute * MINUTE_MS for minute in (since, until))
    return Stage(start, end, code, offset, rank)


def row(*stages: Stage) -> list[tuple[float, float, int]]:
    (night,) = staged_nights(stages)
    return [(one.start, one.end, one.code) for one in night.stretches]


def test_stages_stand_side_by_side_in_minutes_from_the_midnight_of_their_day():
    assert row(stage(-30, 20, LIGHT), stage(20, 50, DEEP)) == [(-30, 20, LIGHT), (20, 50, DEEP)]


def test_lying_in_bed_is_what_no_stage_covers():
    told = row(stage(-60, 480, IN_BED), stage(-30, 200, LIGHT), stage(230, 470, REM))
    assert told == [
        (-60, -30, IN_BED), (-30, 200, LIGHT), (200, 230, IN_BED), (230, 470, REM),
        (470, 480, IN_BED),
    ]  # fmt: skip


def test_the_better_source_holds_and_the_other_fills_what_it_left():
    told = row(stage(0, 100, ASLEEP, 0), stage(50, 200, DEEP, 1))
    assert told == [(0, 100, ASLEEP), (100, 200, DEEP)]


def test_of_one_source_a_stage_comes_before_mere_sleep():
    told = row(stage(0, 100, ASLEEP), stage(20, 40, REM))
    assert told == [(0, 20, ASLEEP), (20, 40, REM), (40, 100, ASLEEP)]


def test_stretches_of_one_kind_that_touch_are_one():
    assert row(stage(0, 30, DEEP), stage(30, 60, DEEP)) == [(0, 60, DEEP)]


def test_the_clock_is_the_one_where_it_was_slept():
    (night,) = staged_nights([stage(-60, 60, DEEP, offset=120)])
    assert (night.stretches[0].start, night.stretches[0].end) == (60, 180)


def test_nights_without_any_sleep_are_left_out():
    assert staged_nights([stage(0, 100, IN_BED), stage(10, 20, AWAKE), stage(5, 5, DEEP)]) == []


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda since, minutes, code, rank: stage(since, since + minutes, code, rank),
            st.integers(-300, 500), st.integers(1, 200), st.sampled_from([*range(6)]),
            st.integers(0, 2),
        ),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_the_row_covers_each_minute_once_and_sleeps_as_long_as_the_figures_say(told):
    nights = {night.day: night for night in staged_nights(told)}
    by_night = itertools.groupby(
        sorted(told, key=lambda s: night_of(s.start, s.offset)),
        key=lambda s: night_of(s.start, s.offset),
    )
    for day, own in by_night:
        asleep, in_bed = night_intervals([(s.start, s.end, s.code, s.rank) for s in own])
        assert (day in nights) == bool(asleep)
        if not asleep:
            continue
        stretches = nights[day].stretches
        ends = [(one.start, one.end) for one in stretches]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
        assert sum(one.minutes for one in stretches) == pytest.approx(length(in_bed) / MINUTE_MS)
        assert nights[day].asleep == pytest.approx(length(asleep) / MINUTE_MS)


def test_of_one_source_waking_comes_before_the_stage_it_interrupts():
    told = row(stage(0, 100, LIGHT), stage(20, 30, AWAKE))
    assert told == [(0, 20, LIGHT), (20, 30, AWAKE), (30, 100, LIGHT)]


def test_minutes_of_a_stage_and_of_sleep():
    (night,) = staged_nights([stage(0, 60, DEEP), stage(60, 90, AWAKE), stage(90, 200, REM)])
    assert night.minutes(DEEP) == pytest.approx(60)
    assert night.minutes(LIGHT) == 0
    assert night.asleep == pytest.approx(170)
