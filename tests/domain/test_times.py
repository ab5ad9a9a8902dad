"""Instants, offsets and local days."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import times

MOMENTS = st.datetimes(
    dt.datetime(1900, 1, 2),  # noqa: DTZ001 - the offset comes later
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
)
OFFSETS = st.integers(times.OFFSET_MIN, times.OFFSET_MAX)


@given(MOMENTS, OFFSETS)
def test_instant_and_offset_come_back(moment: dt.datetime, offset: int):
    given_ = moment.replace(
        microsecond=moment.microsecond // 1000 * 1000,
        tzinfo=dt.timezone(dt.timedelta(minutes=offset)),
    )
    at, minutes = times.from_datetime(given_)
    assert minutes == offset
    assert times.to_datetime(at, minutes) == given_
    assert times.parse_iso(times.isoformat(at, minutes), dt.UTC) == (at, minutes)


@given(MOMENTS, OFFSETS)
def test_a_day_is_the_date_on_the_clock_there(moment: dt.datetime, offset: int):
    at, _ = times.from_datetime(moment.replace(tzinfo=dt.UTC))
    there = times.to_datetime(at, offset)
    assert times.date_of(times.local_day(at, offset)) == there.date()


@given(st.dates())
def test_dates_and_ordinals_are_one_to_one(date: dt.date):
    assert times.date_of(times.day_of(date)) == date


def test_milliseconds_are_told_only_where_there_are_any():
    assert times.isoformat(0, 60) == "1970-01-01T01:00:00+01:00"
    assert times.isoformat(1500, -90) == "1969-12-31T22:30:01.500-01:30"


def test_time_without_an_offset_is_wall_time_of_the_zone():
    berlin = ZoneInfo("Europe/Berlin")
    assert times.parse_iso("2024-07-01T08:00:00", berlin)[1] == 120
    assert times.parse_iso("2024-01-01T08:00:00", berlin)[1] == 60
    assert times.parse_iso("2024-01-01T08:00:00Z", berlin)[1] == 0


@pytest.mark.parametrize("text", ["", "yesterday", "2024-13-01", "2024-01-01T25:00"])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording
        times.parse_iso(text, dt.UTC)


def test_moment_without_an_offset_is_no_instant():
    with pytest.raises(ValueError, match="offset"):
        times.from_datetime(dt.datetime(2024, 1, 1))  # noqa: DTZ001 - that is the point
