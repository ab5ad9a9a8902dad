"""Minutes with a beat become runs; one late beat is no interruption."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.heartbeats import joined, within


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([], []),
        ([(5, 5), (6, 6)], [(5, 6)]),
        ([(5, 5), (7, 7)], [(5, 7)]),
        ([(5, 5), (8, 8)], [(5, 5), (8, 8)]),
        ([(8, 9), (5, 5)], [(5, 5), (8, 9)]),
        ([(1, 20), (3, 4)], [(1, 20)]),
    ],
)
def test_joined(runs, found):
    assert joined(runs) == found


@pytest.mark.parametrize(
    ("first", "last", "minutes"),
    [(0, 100, 16), (12, 14, 3), (20, 29, 1), (21, 29, 0), (15, 32, 9)],
)
def test_within(first, last, minutes):
    assert within([(10, 20), (30, 34)], first, last) == minutes


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 9)), max_size=30), st.integers(0, 30))
def test_runs_lose_no_minute_whatever_their_order_and_grouping(pairs, cut):
    runs = [(first, first + length) for first, length in pairs]
    minutes = {minute for first, last in runs for minute in range(first, last + 1)}
    found = joined(runs)
    kept = {minute for first, last in found for minute in range(first, last + 1)}
    assert minutes <= kept
    # What was added has a beat on both sides.
    assert all(minute - 1 in minutes and minute + 1 in minutes for minute in kept - minutes)
    assert joined([*joined(runs[:cut]), *runs[cut:]]) == found
    assert within(found, 0, 400) == len(kept)
