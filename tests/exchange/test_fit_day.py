from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.times import DAY_MS, MINUTE_MS, local_day
from healthdesk.exchange.fit_day import Counters, Gain

MIDNIGHT = 1_770_076_800_000
STEPS = st.lists(st.integers(0, 500), min_size=1, max_size=30)


@given(STEPS, st.integers(-720, 840))
def test_what_is_gained_over_a_day_is_what_was_counted_at_its_end(steps, offset):
    counters, total, gains = Counters(), 0, []
    start = MIDNIGHT - offset * MINUTE_MS
    for n, more in enumerate(steps):
        total += more
        gains.append(counters.gain("d", "steps", 6, start + (n + 1) * MINUTE_MS, offset, total))
    found = [gain for gain in gains if gain is not None]
    assert sum(gain.amount for gain in found) == total
    assert all(local_day(gain.start, offset) == local_day(start, offset) for gain in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_devices_activities_and_counters_are_counted_apart():
    counters = Counters()
    at = MIDNIGHT + MINUTE_MS
    for key in (("d", "steps", 6), ("d", "steps", 1), ("d", "distance", 6), ("e", "steps", 6)):
        assert counters.gain(*key, at, 0, 10) == Gain(MIDNIGHT, at, 10)
        assert counters.gain(*key, at + 1, 0, 10) is None


def test_what_is_told_late_is_in_what_was_told_before():
    counters = Counters()
    assert counters.gain("d", "steps", 6, MIDNIGHT + 200, 0, 10) is not None
    assert counters.gain("d", "steps", 6, MIDNIGHT + 100, 0, 4) is None
    later = counters.gain("d", "steps", 6, MIDNIGHT + 300, 0, 15)
    assert later == Gain(MIDNIGHT + 200, MIDNIGHT + 300, 5)


def test_a_new_day_begins_at_its_midnight():
    counters = Counters()
    counters.gain("d", "steps", 6, MIDNIGHT + 200, 0, 1000)
    gain = counters.gain("d", "steps", 6, MIDNIGHT + DAY_MS + 300, 0, 40)
    assert gain == Gain(MIDNIGHT + DAY_MS, MIDNIGHT + DAY_MS + 300, 40)
