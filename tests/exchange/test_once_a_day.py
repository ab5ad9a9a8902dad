from __future__ import annotations

from healthdesk.domain.times import DAY_MS, HOUR_MS
from healthdesk.exchange.once_a_day import OnceADay

MIDNIGHT = 1_770_076_800_000


def test_the_first_to_tell_a_day_is_the_one_that_counts():
    days = OnceADay()
    assert not days.told_better("steps", MIDNIGHT, 0, 0)
    assert not days.told_better("steps", MIDNIGHT + HOUR_MS, 0, 0)
    assert days.told_better("steps", MIDNIGHT + HOUR_MS, 0, 1)
    assert not days.told_better("steps", MIDNIGHT + DAY_MS, 0, 1)
    assert not days.told_better("distance", MIDNIGHT, 0, 1)


def test_days_are_local():
    days = OnceADay()
    assert not days.told_better("steps", MIDNIGHT - HOUR_MS, 120, 0)
    assert days.told_better("steps", MIDNIGHT + HOUR_MS, 120, 1)
    assert not days.told_better("steps", MIDNIGHT - HOUR_MS, -60, 1)


def test_sleep_goes_by_nights():
    days = OnceADay()
    assert not days.told_better("sleep-stage", MIDNIGHT - 2 * HOUR_MS, 0, 0)
    assert days.told_better("sleep-stage", MIDNIGHT + 5 * HOUR_MS, 0, 1)
    assert not days.told_better("sleep-stage", MIDNIGHT + 14 * HOUR_MS, 0, 1)
