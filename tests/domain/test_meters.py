"""Counters are bounded, merged without loss, and say how long things took."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.meters import (
    CREATED,
    MOST_SERIES,
    OTHER,
    QUERY_SECONDS,
    REQUESTS,
    TIMINGS,
    Counts,
    Meter,
    quantile,
)

LIMITS = TIMINGS[QUERY_SECONDS].limits


def test_what_is_taken_is_not_taken_again():
    meter = Meter()
    assert meter.take() is None
    meter.count(CREATED, "weight", n=3)
    meter.count(CREATED, "weight")
    meter.observe(QUERY_SECONDS, 0.003, "read")
    taken = meter.take()
    assert taken is not None
    assert taken.total(CREATED) == 4
    assert sum(taken.timing(QUERY_SECONDS)[:-1]) == 1
    assert meter.take() is None


def test_series_are_bounded():
    counts = Counts()
    for number in range(MOST_SERIES * 2):
        counts.count(CREATED, (f"own-{number}",))
    assert len(counts.counters) == MOST_SERIES + 1
    assert counts.counters[CREATED, (OTHER,)] == MOST_SERIES
    assert counts.total(CREATED) == MOST_SERIES * 2
    # One that has many leaves the others their room.
    counts.count(REQUESTS, ("GET", "/api/health/types", "200"))
    assert (REQUESTS, ("GET", "/api/health/types", "200")) in counts.counters


def test_many_threads_lose_nothing():
    meter = Meter()

    def work() -> None:
        for _ in range(1000):
            meter.count(CREATED, "weight")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meter.look().total(CREATED) == 4000


@given(st.lists(st.floats(0, 20), min_size=1), st.floats(0.01, 1))
def test_a_quantile_lies_in_the_bucket_of_the_true_one(seconds, share):
    counts = Counts()
    for one in seconds:
        counts.observe(QUERY_SECONDS, ("read",), one)
    found = quantile(counts.timing(QUERY_SECONDS), LIMITS, share)
    assert found is not None
    wanted = sorted(seconds)[max(0, -int(-share * len(seconds) // 1) - 1)]
    above = next((limit for limit in LIMITS if wanted <= limit), LIMITS[-1])
    below = max((limit for limit in LIMITS if limit < min(wanted, LIMITS[-1])), default=0.0)
    assert below <= found <= above


@pytest.mark.parametrize("numbers", [[], [0.0] * (len(LIMITS) + 2)])
def test_no_quantile_of_nothing(numbers):
    assert quantile(numbers, LIMITS, 0.95) is None


def test_what_must_last_is_handed_over_at_once():
    meter, handed = Meter(), Counts()
    meter.write_down = handed.merge
    meter.count(CREATED, "weight", n=3)
    meter.count(REQUESTS, "GET", "/api/health/types", "200")
    assert handed.counters == {(CREATED, ("weight",)): 3}
    assert list(meter.look().counters) == [(REQUESTS, ("GET", "/api/health/types", "200"))]
