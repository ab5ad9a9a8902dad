"""Due times, held to a slow oracle that walks through every minute of every zone's clock."""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import cron, schedules
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.schedules import Schedule

MINUTE = dt.timedelta(minutes=1)
EXAMPLES = 20_000 if os.environ.get("HEALTHDESK_SOAK") else 300
ZONES = sorted(
    name
    for name in zoneinfo.available_timezones()
    if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
)


def utc(year, month, day, hour=0):
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


def ms(moment):
    return round(moment.timestamp() * 1000)


def wall_times(schedule, zone, first, last):
    """Due times as ISO texts with their offsets, on whole local days."""
    start, end = schedules.day_limits(
        dt.date.fromisoformat(first), dt.date.fromisoformat(last), zone
    )
    found = schedules.times_within(schedule, zone, start, end)
    return [
        dt.datetime.fromtimestamp(at / 1000, zone).strftime("%d %H:%M%z").replace("+0", "+")
        for at in found
    ]


def changes(zone, year):
    """The hours (UTC) of a year in which a zone's clock changes."""
    at, end = utc(year, 1, 1), utc(year + 1, 1, 1)
    found, before = [], at.astimezone(zone).utcoffset()
    while at < end:
        at += dt.timedelta(days=1)
        offset = at.astimezone(zone).utcoffset()
        if offset != before:
            found.append(at)
            before = offset
    return found


def slow_oracle(schedule, zone, start, end):
    """Each minute from `start` to `end` (UTC) is looked at; what the clock shows decides."""
    expression = cron.parse(schedule.cron)
    # From earlier on: a time that is skipped may be due just as the window begins.
    early = start - dt.timedelta(days=1)
    minutes = [early + i * MINUTE for i in range(int((end - early) / MINUTE))]
    shown = [minute.astimezone(zone).replace(tzinfo=None) for minute in minutes]

    def counts(date):
        if schedule.starts_on is not None and date < schedule.starts_on:
            return False
        days = (date - schedule.starts_on).days if schedule.starts_on else 0
        return expression.on(date) and days % (schedule.every_days or 1) == 0

    if expression.every_hour:
        return [
            minute
            for minute, wall in zip(minutes, shown, strict=True)
            if minute >= start and wall.minute in expression.minutes and counts(wall.date())
        ]
    found = set()
    dates = {shown[0].date() + dt.timedelta(days=i) for i in range((end - early).days + 3)}
    for date, hour, minute in product(dates, expression.hours, expression.minutes):
        wanted = dt.datetime.combine(date, dt.time(hour, minute))
        if not counts(date) or wanted < shown[0]:
            continue
        first = next((m for m, wall in zip(minutes, shown, strict=True) if wall >= wanted), None)
        if first is not None and first >= start:
            found.add(first)
    return sorted(found)


expressions = st.builds(
    "{} {} * * {}".format,
    st.sampled_from(["0", "30", "15,45", "*/20", "59", "0-10/5"]),
    st.sampled_from(["2", "0", "23", "1,2,3", "*/2", "*", "0-23", "*/5", "0,12"]),
    st.sampled_from(["*", "*", "SUN", "0,6", "MON-SUN"]),
)


@st.composite
def moments_of_change(draw):
    zone = zoneinfo.ZoneInfo(draw(st.sampled_from(ZONES)))
    found = changes(zone, draw(st.integers(1990, 2040)))
    # A year without a change is looked at somewhere.
    at = draw(st.sampled_from(found)) if found else utc(draw(st.integers(1990, 2040)), 3, 28)
    return zone, at


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments_of_change(), expressions, st.none() | st.integers(2, 4))
def test_due_times_where_the_clock_changes(place, expression, every_days):
    zone, at = place
    start, end = at - dt.timedelta(days=2), at + dt.timedelta(days=2)
    starts_on = at.date() - dt.timedelta(days=4) if every_days else None
    schedule = Schedule(expression, every_days, starts_on)
    found = [
        dt.datetime.fromtimestamp(due / 1000, dt.UTC)
        for due in schedules.times_within(schedule, zone, ms(start), ms(end))
    ]
    assert found == slow_oracle(schedule, zone, start, end)


@settings(max_examples=EXAMPLES, deadline=None)
@given(moments_of_change(), expressions, st.integers(-300, 300))
def test_the_next_time_is_the_same_from_wherever_one_looks(place, expression, minutes):
    """Also from within an hour that the clock shows twice: nothing comes again."""
    zone, at = place
    schedule = Schedule(expression)
    start = ms(at - dt.timedelta(days=1))
    looked = ms(at + minutes * MINUTE)
    expected = next(due for due in schedules.due_times(schedule, zone, start) if due > looked)
    assert schedules.next_after(schedule, zone, looked) == expected


BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("expression", "spring", "autumn"),
    [
        ("30 2 * * *", ["27 02:30+100", "28 03:00+200", "29 02:30+200"],
         ["30 02:30+200", "31 02:30+200", "01 02:30+100"]),
        ("*/30 2 * * *",
         ["27 02:00+100", "27 02:30+100", "28 03:00+200", "29 02:00+200", "29 02:30+200"],
         ["30 02:00+200", "30 02:30+200", "31 02:00+200", "31 02:30+200", "01 02:00+100",
          "01 02:30+100"]),
        ("0 3 * * *", ["27 03:00+100", "28 03:00+200", "29 03:00+200"],
         ["30 03:00+200", "31 03:00+100", "01 03:00+100"]),
    ],
)  # fmt: skip
def test_in_berlin(expression, spring, autumn):
    schedule = schedules.checked(expression)
    assert wall_times(schedule, BERLIN, "2027-03-27", "2027-03-29") == spring
    assert wall_times(schedule, BERLIN, "2027-10-30", "2027-11-01") == autumn


def test_every_hour_counts_hours_that_pass():
    schedule = schedules.checked("@hourly")
    assert len(wall_times(schedule, BERLIN, "2027-03-28", "2027-03-28")) == 23
    assert len(wall_times(schedule, BERLIN, "2027-10-31", "2027-10-31")) == 25


def test_a_day_that_never_was():
    apia = zoneinfo.ZoneInfo("Pacific/Apia")
    found = wall_times(schedules.checked("0 9 * * *"), apia, "2011-12-29", "2011-12-31")
    assert found == ["29 09:00-1000", "31 00:00+1400", "31 09:00+1400"]


def test_every_few_days_across_leap_day():
    schedule = schedules.checked("0 9 * * *", 3, dt.date(2028, 2, 26))
    assert wall_times(schedule, dt.UTC, "2028-02-20", "2028-03-04") == [
        "26 09:00+000", "29 09:00+000", "03 09:00+000",
    ]  # fmt: skip


def test_rare_dates_are_found():
    schedule = schedules.checked("0 9 29 2 */7")  # a Sunday: 2032
    found = schedules.next_after(schedule, dt.UTC, ms(utc(2026, 1, 1)))
    assert found == ms(utc(2032, 2, 29, 9))


@pytest.mark.parametrize(
    ("arguments", "field", "code"),
    [
        (("0 9 31 2 *",), "cron", "cron-never"),
        (("0 9 * * *", 1, dt.date(2026, 1, 1)), "every_days", "every-days"),
        (("0 9 * * *", 0, dt.date(2026, 1, 1)), "every_days", "every-days"),
        (("0 9 * * *", 2), "starts_on", "starts-on-missing"),
        (("60 9 * * *", 1, None), "cron", "cron-minute"),
        # Every second day from an even one is never the first of a week that begins odd … but
        # 14 days from a Tuesday are never a Monday.
        (("0 9 * * MON", 14, dt.date(2026, 9, 1)), "cron", "cron-never"),
    ],
)
def test_what_is_refused(arguments, field, code):
    with pytest.raises(InvalidData) as refused:
        schedules.checked(*arguments)
    assert (refused.value.fields[0].field, refused.value.fields[0].code) == (field, code)


@given(st.integers(-(10**12), 4 * 10**12), expressions)
def test_times_ascend(after, expression):
    found = list(islice(schedules.due_times(Schedule(expression), BERLIN, after), 20))
    assert found == sorted(set(found))
    assert found[0] > after


def test_every_hour_where_the_clock_goes_back_over_midnight():
    """In Newfoundland it went from 00:01 back to 23:01 of the day before."""
    zone = zoneinfo.ZoneInfo("America/St_Johns")
    start, end = utc(1990, 10, 28), utc(1990, 10, 29)
    for every_days, starts_on in (
        (None, None),
        (2, dt.date(1990, 10, 27)),
        (2, dt.date(1990, 10, 28)),
    ):
        schedule = Schedule("*/20 * * * *", every_days, starts_on)
        found = [
            dt.datetime.fromtimestamp(due / 1000, dt.UTC)
            for due in schedules.times_within(schedule, zone, ms(start), ms(end))
        ]
        assert found == slow_oracle(schedule, zone, start, end)
