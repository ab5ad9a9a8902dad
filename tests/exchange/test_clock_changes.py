from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.exchange.clock_changes import RepeatedHour, Ticks

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
HOUR = 3600


def put_back(zone: str) -> list[int]:
    """Instants of 2024 (in seconds) up to which the clock is put back within an hour; one
    without any change where there are none."""
    place = ZoneInfo(zone)
    begin = 1_704_067_200

    def offset(at: int) -> dt.timedelta:
        return dt.datetime.fromtimestamp(at, place).utcoffset() or dt.timedelta()

    hours = range(begin, begin + 366 * 24 * HOUR, HOUR)
    return [at for at in hours if offset(at) < offset(at - HOUR)] or [begin]


BEGINNINGS = st.sampled_from([(zone, at) for zone in ZONES for at in put_back(zone)]).flatmap(
    lambda found: st.tuples(st.just(found[0]), st.integers(found[1] - 9 * HOUR, found[1]))
)


def walls(zone: str, begin: int, step: int, count: int) -> list[tuple[dt.datetime, int, int]]:
    """What a clock showed, which pass it was, and the seconds since the beginning."""
    place = ZoneInfo(zone)
    found = []
    for n in range(count):
        moment = dt.datetime.fromtimestamp(begin + n * step, place)
        found.append((moment.replace(tzinfo=None, fold=0), moment.fold, n * step))
    return found


@settings(deadline=None)
@given(BEGINNINGS, st.integers(60, 900), st.booleans())
def test_the_order_of_a_logger_tells_both_passes(beginning, step, newest_first):
    zone, begin = beginning
    told = walls(zone, begin, step, 200)
    hour = RepeatedHour(zone, newest_first)
    for wall, fold, _ in reversed(told) if newest_first else told:
        # Of a log that begins (or ends) within the second (first) pass nobody can tell.
        if told[0][1] or hour.twice(told[-1][0]) or hour.twice(told[0][0]):
            return
        assert hour.fold("a", wall) == fold


@settings(deadline=None)
@given(BEGINNINGS, st.randoms())
def test_a_counter_tells_both_passes_in_any_order(beginning, random):
    zone, begin = beginning
    told = walls(zone, begin, 300, 100)
    hour = RepeatedHour(zone)
    ticks = Ticks(hour, zone)
    if hour.twice(told[0][0]):
        return
    assert ticks.fold("a", told[0][0], 0) == 0
    later = told[1:]
    random.shuffle(later)
    for wall, fold, seconds in later:
        assert ticks.fold("a", wall, seconds) == fold


def test_a_counter_not_seen_before_cannot_tell():
    ticks = Ticks(RepeatedHour("Europe/Berlin"), "Europe/Berlin")
    assert ticks.fold("a", dt.datetime.fromisoformat("2025-10-26T02:30"), 5) is None


@pytest.mark.parametrize("zone", ZONES)
def test_no_day_is_too_early_or_too_late(zone):
    for wall in ("0001-01-01T00:00:00", "9999-12-31T23:59:59"):
        assert RepeatedHour(zone).fold("a", dt.datetime.fromisoformat(wall)) == 0


def test_loggers_are_told_apart():
    hour = RepeatedHour("Europe/Berlin")
    late, early = map(dt.datetime.fromisoformat, ("2025-10-26T02:50", "2025-10-26T02:10"))
    assert [hour.fold("a", late), hour.fold("b", early), hour.fold("a", early)] == [0, 0, 1]
