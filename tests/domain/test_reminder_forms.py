"""Times as somebody chooses them, and as an expression says them."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import schedules
from healthdesk.domain.cron import parse
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.reminder_forms import (
    MOST_TIMES,
    TimesForm,
    form_of,
    schedules_of,
)
from healthdesk.domain.schedules import Schedule
from healthdesk.domain.times import DAY_MIN, EPOCH

TIMES = st.sets(st.integers(0, DAY_MIN - 1), min_size=1, max_size=6).map(
    lambda found: tuple(sorted(found))
)
DATES = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
FORMS = st.one_of(
    st.builds(TimesForm, TIMES),
    st.builds(TimesForm, TIMES, weekdays=st.frozensets(st.integers(0, 6), min_size=1, max_size=6)),
    st.builds(TimesForm, TIMES, day=st.integers(1, 31)),
    st.builds(TimesForm, TIMES, every_days=st.integers(2, 40), starts_on=DATES),
)


def fits(form: TimesForm, at: dt.datetime) -> bool:
    """By the words of the form, without an expression."""
    date = at.date()
    if form.weekdays is not None and date.weekday() not in form.weekdays:
        return False
    if form.day is not None and date.day != form.day:
        return False
    if form.every_days is not None and form.starts_on is not None:
        days = (date - form.starts_on).days
        if days < 0 or days % form.every_days:
            return False
    return at.hour * 60 + at.minute in form.times


@given(FORMS)
@settings(deadline=None)
def test_schedules_of_a_form_come_back_as_the_form(form: TimesForm):
    found = [form_of(one) for one in schedules_of(form)]
    assert all(one is not None for one in found)
    times = sorted(time for one in found if one is not None for time in one.times)
    assert tuple(times) == form.times
    for one in found:
        assert one is not None
        assert (one.weekdays, one.day) == (form.weekdays, form.day)
        assert (one.every_days, one.starts_on) == (form.every_days, form.starts_on)


@given(FORMS)
@settings(deadline=None, max_examples=50)
def test_due_times_are_those_the_form_names(form: TimesForm):
    begin = (dt.datetime(2025, 1, 1, tzinfo=dt.UTC) - EPOCH) // dt.timedelta(milliseconds=1)
    due = sorted(
        at
        for one in schedules_of(form)
        for at in islice(schedules.due_times(one, dt.UTC, begin), 12)
    )
    assert len(set(due)) == len(due)
    for at in due:
        assert fits(form, EPOCH + dt.timedelta(milliseconds=at))
    last = max(at for at in due)
    first = due[0]
    for minute in range(first // 60_000 * 60_000, min(last, first + 86_400_000), 60_000):
        if fits(form, EPOCH + dt.timedelta(milliseconds=minute)) and minute <= due[-1]:
            whole = [
                at for one in schedules_of(form)
                for at in schedules.times_within(one, dt.UTC, minute, minute + 1)
            ]  # fmt: skip
            assert whole == [minute]


PART = st.sampled_from(("*", "0", "30", "0,30", "8", "8,20", "*/6", "8-10", "1-5", "6,0", "1"))


@given(PART, PART, PART, PART, PART)
@settings(deadline=None, max_examples=300)
def test_expression_with_a_form_means_what_its_form_says(
    minute: str, hour: str, day: str, month: str, weekday: str
):
    try:
        cron = parse(f"{minute} {hour} {day} {month} {weekday}")
    except InvalidData:
        return
    form = form_of(Schedule(cron.text))
    if form is None:
        return
    (again,) = schedules_of(form)
    back = parse(again.cron)
    assert (back.minutes, back.hours, back.months) == (cron.minutes, cron.hours, cron.months)
    assert (back.days, back.weekdays) == (cron.days, cron.weekdays)


@pytest.mark.parametrize(
    ("form", "crons"),
    [
        (TimesForm((480,)), ["0 8 * * *"]),
        (TimesForm((480, 1200)), ["0 8,20 * * *"]),
        (TimesForm((480, 1230)), ["0 8 * * *", "30 20 * * *"]),
        (TimesForm((480, 510, 1200, 1230)), ["0,30 8,20 * * *"]),
        (TimesForm((480,), frozenset(range(5))), ["0 8 * * 1-5"]),
        (TimesForm((480,), frozenset({0, 2, 6})), ["0 8 * * 1,3,7"]),
        (TimesForm((0,), day=1), ["0 0 1 * *"]),
    ],
)
def test_form_is_written_as_anybody_would(form: TimesForm, crons: list[str]):
    assert [one.cron for one in schedules_of(form)] == crons


@pytest.mark.parametrize(
    "cron",
    ["* * * * *", "*/4 8 * * *", "0 * * * *", "0 8 1 * 1", "0 8 1,15 * *", "0 8 * 1 *"],
)
def test_rule_beyond_a_form_has_none(cron: str):
    assert form_of(Schedule(cron)) is None


@pytest.mark.parametrize("cron", ["*/5 8 * * *", "0 */3 * * *", "0,30 8-11 * * MON"])
def test_rule_with_many_times_stays_as_it_is_written(cron: str):
    assert form_of(Schedule(cron)) is None


def test_rule_with_few_times_becomes_a_form():
    assert form_of(Schedule("0 */6 * * *")) == TimesForm((0, 360, 720, 1080))


def test_nickname_has_a_form():
    assert form_of(Schedule("@daily")) == TimesForm((0,))
    assert form_of(Schedule("@weekly")) == TimesForm((0,), frozenset({6}))


def test_most_times_still_are_a_form():
    hours = ",".join(map(str, range(MOST_TIMES)))
    form = form_of(Schedule(f"0 {hours} * * *"))
    assert form is not None
    assert len(form.times) == MOST_TIMES


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (TimesForm(()), ["times"]),
        (TimesForm((480,), frozenset()), ["weekdays"]),
        (TimesForm((), frozenset()), ["times", "weekdays"]),
    ],
)
def test_nothing_chosen_is_refused_by_name(form: TimesForm, fields: list[str]):
    with pytest.raises(InvalidData) as caught:
        schedules_of(form)
    assert [one.field for one in caught.value.fields] == fields
