"""Dates and times in words: what they name, seen from one present moment."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.spoken_phrases import TimePhrase, TimeProblem
from healthdesk.domain.spoken_times import Moment, TimeReader
from healthdesk.domain.times import from_datetime, isoformat
from healthdesk.domain.typed_text import fold

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 22, 14, 30, 20, tzinfo=BERLIN)  # a Sunday


def phrase(text: str, now: dt.datetime = NOW, order: str = "dmy") -> TimePhrase | None:
    return TimeReader(now, order).match(fold(text).low, 0)


def placed(text: str, now: dt.datetime = NOW, order: str = "dmy") -> Moment:
    found = phrase(text, now, order)
    assert found is not None
    assert found.end == len(fold(text).low), "read only in part"
    moment = TimeReader(now, order).resolve(found)
    assert isinstance(moment, Moment), moment
    return moment


def when(text: str, now: dt.datetime = NOW, order: str = "dmy") -> str:
    moment = placed(text, now, order)
    return isoformat(moment.at, moment.offset)


def problem(text: str, now: dt.datetime = NOW, order: str = "dmy") -> TimeProblem:
    found = phrase(text, now, order)
    assert found is not None
    answer = TimeReader(now, order).resolve(found)
    assert isinstance(answer, TimeProblem), answer
    return answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:30", "2026-11-22T07:30:00+01:00"),
        ("at 7:30", "2026-11-22T07:30:00+01:00"),
        ("at 7.30", "2026-11-22T07:30:00+01:00"),
        ("7.30am", "2026-11-22T07:30:00+01:00"),
        ("7 am", "2026-11-22T07:00:00+01:00"),
        ("12 am", "2026-11-22T00:00:00+01:00"),
        ("12:15 pm", "2026-11-22T12:15:00+01:00"),
        ("7:30:15", "2026-11-22T07:30:15+01:00"),
        ("um 7:30 Uhr", "2026-11-22T07:30:00+01:00"),
        ("7 Uhr 30", "2026-11-22T07:30:00+01:00"),
        ("um 13", "2026-11-22T13:00:00+01:00"),
        ("noon", "2026-11-22T12:00:00+01:00"),
        ("now", "2026-11-22T14:30:20+01:00"),
        ("today", "2026-11-22T14:30:20+01:00"),
        ("heute 8:00", "2026-11-22T08:00:00+01:00"),
        ("yesterday 21:00", "2026-11-21T21:00:00+01:00"),
        ("21:00 yesterday", "2026-11-21T21:00:00+01:00"),
        ("yesterday, at 9 pm", "2026-11-21T21:00:00+01:00"),
        ("gestern um 21 Uhr", "2026-11-21T21:00:00+01:00"),
        ("vorgestern 21:00", "2026-11-20T21:00:00+01:00"),
        ("the day before yesterday 21:00", "2026-11-20T21:00:00+01:00"),
        ("yesterday", "2026-11-21T12:00:00+01:00"),
        ("-2h", "2026-11-22T12:30:20+01:00"),
        ("−30m", "2026-11-22T14:00:20+01:00"),
        ("-1h30", "2026-11-22T13:00:20+01:00"),
        ("-1,5h", "2026-11-22T13:00:20+01:00"),
        ("-1d", "2026-11-21T12:00:00+01:00"),
        ("2h ago", "2026-11-22T12:30:20+01:00"),
        ("half an hour ago", "2026-11-22T14:00:20+01:00"),
        ("an hour ago", "2026-11-22T13:30:20+01:00"),
        ("vor einer Stunde", "2026-11-22T13:30:20+01:00"),
        ("vor 30 Minuten", "2026-11-22T14:00:20+01:00"),
        ("3 days ago at 8:00", "2026-11-19T08:00:00+01:00"),
        ("vor 2 Wochen 8:00", "2026-11-08T08:00:00+01:00"),
        ("12 Nov 8:00", "2026-11-12T08:00:00+01:00"),
        ("8:00 on 12 Nov", "2026-11-12T08:00:00+01:00"),
        ("Nov 12", "2026-11-12T12:00:00+01:00"),
        ("Nov 12, 2025 8:00 AM", "2025-11-12T08:00:00+01:00"),
        ("12th of November 8:00", "2026-11-12T08:00:00+01:00"),
        ("am 5. März 2026 um 8:00", "2026-03-05T08:00:00+01:00"),
        ("23 Nov 8:00", "2025-11-23T08:00:00+01:00"),
        ("29 Feb 8:00", "2024-02-29T08:00:00+01:00"),
        ("12.11. 8:00", "2026-11-12T08:00:00+01:00"),
        ("12.11.2026", "2026-11-12T12:00:00+01:00"),
        ("12.11.26 8:00", "2026-11-12T08:00:00+01:00"),
        ("12.11 8:00", "2026-11-12T08:00:00+01:00"),
        ("12/11", "2026-11-12T12:00:00+01:00"),
        ("12-11-2026 8:00", "2026-11-12T08:00:00+01:00"),
        ("2026-11-12", "2026-11-12T12:00:00+01:00"),
        ("2026/11/12 8:00", "2026-11-12T08:00:00+01:00"),
        ("2026-11-12T08:00", "2026-11-12T08:00:00+01:00"),
        ("2026-07-12 08:00:05.250", "2026-07-12T08:00:05.250+02:00"),
        ("2026-11-12T08:00+05:30", "2026-11-12T08:00:00+05:30"),
        ("2026-11-12T08:00-0800", "2026-11-12T08:00:00-08:00"),
        ("2026-11-12T08:00Z", "2026-11-12T08:00:00+00:00"),
        ("7:30+00:00", "2026-11-22T07:30:00+00:00"),
        ("monday 8:00", "2026-11-16T08:00:00+01:00"),
        ("sunday 8:00", "2026-11-22T08:00:00+01:00"),
        ("sunday 20:00", "2026-11-15T20:00:00+01:00"),
        ("last sunday 8:00", "2026-11-15T08:00:00+01:00"),
        ("am Samstag um 8:00", "2026-11-21T08:00:00+01:00"),
        ("sat 8:00", "2026-11-21T08:00:00+01:00"),
        ("this morning 8:00", "2026-11-22T08:00:00+01:00"),
        ("gestern Abend 21:00", "2026-11-21T21:00:00+01:00"),
        ("last night 23:00", "2026-11-21T23:00:00+01:00"),
        ("last night 2:00", "2026-11-22T02:00:00+01:00"),
    ],
)
def test_what_a_time_names(text: str, expected: str):
    assert when(text) == expected


def test_slashes_follow_the_order_of_the_person():
    assert when("11/2 8:00", order="mdy") == "2026-11-02T08:00:00+01:00"
    assert when("11/2 8:00", order="ymd") == "2026-11-02T08:00:00+01:00"
    assert when("2/11 8:00", order="dmy") == "2026-11-02T08:00:00+01:00"
    assert when("2.11. 8:00", order="mdy") == "2026-11-02T08:00:00+01:00"


@pytest.mark.parametrize(
    "text",
    ["", "foo", "7", "7.30", "12", "128/82/71/3", "sat in the garden", "so what", "may", "at home",
     "at 5 stars", "-2", "-2 beers", "vor dem essen", "tomorrow exam", "yesterdays", "mondays"],
)  # fmt: skip
def test_what_is_no_time(text: str):
    assert phrase(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25:00", "clock-unreal"),
        ("7:75", "clock-unreal"),
        ("13:00 pm", "clock-unreal"),
        ("31/02", "date-unreal"),
        ("12/25", "date-unreal"),
        ("2026-02-30", "date-unreal"),
        ("30 feb", "date-unreal"),
        ("8:00+19:00", "offset-unreal"),
        ("at 7", "clock-vague"),
        ("last night", "time-vague"),
        ("this morning", "time-vague"),
        ("this evening 8:00", "time-vague"),
        ("heute früh", "time-vague"),
        ("tomorrow", "time-in-future"),
        ("today 14:36", "time-in-future"),
        ("2027-01-01", "time-in-future"),
        ("1.1.1899", "time-too-old"),
        ("0001-01-01 00:00+14:00", "time-too-old"),
        ("-999999w", "time-too-old"),
    ],
)
def test_why_a_time_is_none(text: str, code: str):
    assert problem(text).code == code


def test_a_clock_ahead_is_yesterdays_and_up_to_this_minute_todays():
    assert when("14:30") == "2026-11-22T14:30:00+01:00"
    ahead = placed("14:31")
    assert isoformat(ahead.at, ahead.offset) == "2026-11-21T14:31:00+01:00"
    assert [remark.code for remark in ahead.remarks] == ["clock-yesterday"]


def test_five_minutes_ahead_may_be_said_outright():
    assert when("today 14:35") == "2026-11-22T14:35:00+01:00"


def test_another_year_than_this_one_is_said():
    assert [remark.code for remark in placed("23 Nov 8:00").remarks] == ["date-other-year"]
    assert placed("23 Nov 2025 8:00").remarks == ()
    assert placed("22 Nov 8:00").remarks == ()


def test_a_skipped_hour_is_asked_with_both_offsets():
    asked = problem("29.03.2026 2:30")
    assert asked.code == "time-skipped"
    assert [fix[2] for fix in asked.fixes] == ["+01:00", "+02:00"]
    assert {fix[0] for fix in asked.fixes} == {len("29.03.2026 2:30")}


def test_a_repeated_hour_is_asked_unless_one_of_the_two_is_still_ahead():
    asked = problem("25.10.2026 2:30")
    assert asked.code == "time-repeated"
    assert [fix[2] for fix in asked.fixes] == ["+02:00", "+01:00"]
    between = dt.datetime(2026, 10, 25, 0, 40, tzinfo=dt.UTC).astimezone(BERLIN)  # 2:40, first
    assert when("2:30", between) == "2026-10-25T02:30:00+02:00"
    second = dt.datetime(2026, 10, 25, 1, 10, tzinfo=dt.UTC).astimezone(BERLIN)  # 2:10, second
    assert when("2:30", second) == "2026-10-25T02:30:00+02:00"


def test_elapsed_time_counts_through_a_change_of_the_clocks():
    after = dt.datetime(2026, 10, 25, 3, 10, tzinfo=BERLIN)
    assert when("-2h", after) == "2026-10-25T02:10:00+02:00"
    spring = dt.datetime(2026, 3, 29, 3, 10, tzinfo=BERLIN)
    assert when("-1h", spring) == "2026-03-29T01:10:00+01:00"


def test_a_date_and_a_clock_apart_are_one_time():
    reader = TimeReader(NOW, "dmy")
    day, clock = reader.match("yesterday", 0), reader.match("21:00", 0)
    assert day is not None
    assert clock is not None
    both = reader.merge(clock, day)
    assert both is not None
    moment = reader.resolve(both)
    assert isinstance(moment, Moment)
    assert isoformat(moment.at, moment.offset) == "2026-11-21T21:00:00+01:00"
    assert reader.merge(both, clock) is None


@settings(deadline=None)
@given(
    st.integers(0, 29_900_000).map(
        lambda minutes: dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    ),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    st.sampled_from(["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y um %H:%M", "%H:%M %d %b %Y"]),
)
def test_a_written_wall_time_is_placed_there_or_asked(wall: dt.datetime, zone: str, form: str):
    now = NOW.astimezone(ZoneInfo(zone))
    reader = TimeReader(now, "dmy")
    found = reader.match(fold(wall.strftime(form)).low, 0)
    assert found is not None
    answer = reader.resolve(found)
    local = wall.replace(tzinfo=ZoneInfo(zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        assert isinstance(answer, TimeProblem)
    else:
        assert isinstance(answer, Moment)
        assert (answer.at, answer.offset) == from_datetime(local)


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_any_text_is_placed_told_or_no_time(text: str, order: str):
    reader = TimeReader(NOW, order)
    low = fold(text).low
    for pos in range(len(low)):
        found = reader.match(low, pos)
        if found is not None:
            assert pos < found.end <= len(low)
            assert isinstance(reader.resolve(found), Moment | TimeProblem)
