from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.ticks import DAY, Every, TimeStep, TimeStyle

SPANS = st.floats(3600, 60 * 366 * DAY)
STARTS = st.floats(-50 * 366 * DAY, 60 * 366 * DAY)


def at(year: int, month: int = 1, day: int = 1, hour: int = 0) -> float:
    return ticks.position(dt.datetime(year, month, day, hour, tzinfo=dt.UTC))


@given(span=SPANS, start=STARTS, pixels=st.integers(120, 4000))
def test_ticks_of_time_never_stand_nearer_than_their_labels_allow(span, start, pixels):
    step = ticks.time_step(span, pixels)
    found = ticks.time_ticks(start, start + span, step)
    distances = [(b - a) / span * pixels for a, b in pairwise(found)]
    assert all(distance >= ticks.LABEL_DISTANCE * 0.99 for distance in distances)
    # A hair of a second beside a tick is on it.
    assert all(start - 1e-6 <= tick <= start + span + 1e-6 for tick in found)


@given(span=st.floats(2 * DAY, 60 * 366 * DAY), start=STARTS)
def test_ticks_of_a_day_or_longer_stand_at_local_midnights(span, start):
    step = ticks.time_step(span, 700)
    if step.every not in (Every.MINUTE, Every.HOUR):
        assert all(tick % DAY == 0 for tick in ticks.time_ticks(start, start + span, step))


def test_months_begin_on_their_first_day_whatever_their_length():
    found = ticks.time_ticks(at(2026, 1, 15), at(2026, 6, 2), TimeStep(Every.MONTH, 1))
    assert [ticks.wall(tick).strftime("%m-%d") for tick in found] == [
        "02-01", "03-01", "04-01", "05-01", "06-01",
    ]  # fmt: skip


@pytest.mark.parametrize(("week_start", "weekday"), [(0, 0), (6, 6), (5, 5)])
def test_weeks_begin_on_the_chosen_day(week_start, weekday):
    found = ticks.time_ticks(at(2026, 3), at(2026, 4), TimeStep(Every.WEEK, 1), week_start)
    assert {ticks.wall(tick).weekday() for tick in found} == {weekday}


@pytest.mark.parametrize(
    ("style", "position", "step", "label"),
    [
        (TimeStyle(), at(2026, 11, 12), TimeStep(Every.DAY, 1), "12 Nov"),
        (TimeStyle(month_first=True), at(2026, 11, 12), TimeStep(Every.DAY, 1), "Nov 12"),
        (TimeStyle("de"), at(2026, 11, 12), TimeStep(Every.DAY, 1), "12. Nov."),
        (TimeStyle(), at(2026, 11, 12, 18), TimeStep(Every.HOUR, 6), "18:00"),
        (TimeStyle(clock24=False), at(2026, 11, 12, 18), TimeStep(Every.HOUR, 6), "6 PM"),
        (TimeStyle(), at(2026, 11, 12), TimeStep(Every.HOUR, 6), "12 Nov"),
        (TimeStyle(), at(2026, 5), TimeStep(Every.MONTH, 1), "May"),
        (TimeStyle("de"), at(2026, 5), TimeStep(Every.MONTH, 1), "Mai"),
        (TimeStyle(), at(2026, 1), TimeStep(Every.MONTH, 1), "2026"),
        (TimeStyle(), at(2026), TimeStep(Every.YEAR, 1), "2026"),
    ],
)
def test_labels_follow_language_and_order(style, position, step, label):
    assert ticks.time_label(position, step, style) == label


@given(
    low=st.floats(-1e5, 1e5),
    span=st.floats(0, 1e5),
    decimals=st.integers(0, 3),
    clock=st.booleans(),
)
def test_values_get_four_or_five_round_ticks_around_the_data(low, span, decimals, clock):
    scale = ticks.value_scale(low, low + span, decimals=decimals, clock=clock)
    assert len(scale.ticks) in (4, 5)
    assert scale.low <= low <= low + span <= scale.high
    assert all(scale.low - 1e-6 <= tick <= scale.high + 1e-6 for tick in scale.ticks)


@given(high=st.floats(0.1, 1e6), decimals=st.integers(0, 2))
def test_bars_stand_on_zero_and_fit_under_the_top(high, decimals):
    scale = ticks.value_scale(high / 2, high, decimals=decimals, from_zero=True)
    assert scale.ticks[0] == 0
    assert scale.low == 0
    assert scale.high >= high
    assert len(scale.ticks) in (4, 5)


def test_lengths_of_time_are_counted_in_parts_of_an_hour():
    scale = ticks.value_scale(0, 500, decimals=0, clock=True, from_zero=True)
    assert scale.ticks == (0, 120, 240, 360, 480)
