"""Days and instants as options give them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from healthdesk.domain import moments
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.times import day_of

BERLIN = ZoneInfo("Europe/Berlin")


def test_an_instant_keeps_its_own_offset():
    at, offset = moments.instant("2026-07-01T08:00:00-04:00", BERLIN, "at")
    assert offset == -240
    assert dt.datetime.fromtimestamp(at / 1000, dt.UTC).hour == 12


def test_without_an_offset_it_is_wall_time_of_the_zone():
    for text in ("2026-07-01T08:00", "2026-07-01 08:00"):
        at, offset = moments.instant(text, BERLIN, "at")
        assert (at % 86_400_000, offset) == (6 * 3_600_000, 120)


@pytest.mark.parametrize("text", ["", "8:00", "2026-13-01T08:00", "tomorrow", "9" * 70_000])
def test_what_is_no_instant(text):
    with pytest.raises(InvalidData) as caught:
        moments.instant(text, BERLIN, "at")
    assert caught.value.fields[0].code == "time-form"


def test_days_by_name_and_by_date():
    today = day_of(dt.datetime.now(BERLIN).date())
    assert moments.day("yesterday", "from", BERLIN) in (today - 1, today)
    assert moments.day("2026-07-01", "from", BERLIN) == day_of(dt.date(2026, 7, 1))
    with pytest.raises(InvalidData):
        moments.day("01.07.2026", "from", BERLIN)


def test_dates_bound_days_and_date_times_instants():
    query = moments.within(RecordQuery(), "2026-07-01", "2026-07-02T00:00:00+00:00", BERLIN)
    assert query.day_from == day_of(dt.date(2026, 7, 1))
    assert (query.start, query.day_to) == (None, None)
    assert query.end == dt.datetime(2026, 7, 2, tzinfo=dt.UTC).timestamp() * 1000
