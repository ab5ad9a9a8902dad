"""Cron expressions are read as the field means them, or refused with the field that is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import cron
from healthdesk.domain.errors import InvalidData


def fields_of(text):
    found = cron.parse(text)
    return found.minutes, found.hours, found.days, len(found.months), found.weekdays


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("0 9 * * *", ((0,), (9,), None, 12, None)),
        ("*/20 9-11 * * *", ((0, 20, 40), (9, 10, 11), None, 12, None)),
        ("5/20 9 * * *", ((5, 25, 45), (9,), None, 12, None)),
        ("10-30/10,45 9 * * *", ((10, 20, 30, 45), (9,), None, 12, None)),
        ("0 9 * * sun,7,0", ((0,), (9,), None, 12, {0})),
        ("0 9 * * mon-sun", ((0,), (9,), None, 12, set(range(7)))),
        ("0 9 * * 5-7", ((0,), (9,), None, 12, {5, 6, 0})),
        ("0 9 1,15 JAN,jul *", ((0,), (9,), {1, 15}, 2, None)),
        ("  0   9 * *  1-5 ", ((0,), (9,), None, 12, {1, 2, 3, 4, 5})),
        ("@hourly", ((0,), tuple(range(24)), None, 12, None)),
        ("@Weekly", ((0,), (0,), None, 12, {0})),
        ("@yearly", ((0,), (0,), {1}, 1, None)),
    ],
)
def test_fields(text, fields):
    assert fields_of(text) == fields


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "cron-empty"),
        ("   ", "cron-empty"),
        ("0 9 * *", "cron-count"),
        ("0 0 9 * * *", "cron-count"),
        ("60 9 * * *", "cron-minute"),
        ("-1 9 * * *", "cron-minute"),
        ("½ 9 * * *", "cron-minute"),
        ("*/0 9 * * *", "cron-minute"),
        ("*-5 9 * * *", "cron-minute"),
        ("1e3 9 * * *", "cron-minute"),
        ("? 9 * * *", "cron-minute"),
        ("0 24 * * *", "cron-hour"),
        ("0 9-8 * * *", "cron-hour"),
        ("0 MON * * *", "cron-hour"),
        ("0 9 0 * *", "cron-day"),
        ("0 9 32 * *", "cron-day"),
        ("0 9 L * *", "cron-day"),
        ("0 9 * 13 *", "cron-month"),
        ("0 9 * MON *", "cron-month"),
        ("0 9 * * 8", "cron-weekday"),
        ("0 9 * * mon#1", "cron-weekday"),
        ("0 9 * * 5L", "cron-weekday"),
        ("0 9 * * fri-mon", "cron-weekday"),
        ("@reboot", "cron-nickname"),
        ("@midnight", "cron-nickname"),
        ("0 9 31 2 *", "cron-never"),
        ("0 9 30 feb *", "cron-never"),
        ("0 9 31 4,6,9,11 *", "cron-never"),
        ("0," * 200 + "0 9 * * *", "cron-long"),
    ],
)
def test_what_is_refused_names_the_field(text, code):
    with pytest.raises(InvalidData) as refused:
        cron.parse(text)
    assert [(one.field, one.code) for one in refused.value.fields] == [("cron", code)]


def test_each_wrong_field_is_named():
    with pytest.raises(InvalidData) as refused:
        cron.parse("60 24 * * 8")
    assert [one.code for one in refused.value.fields] == [
        "cron-minute", "cron-hour", "cron-weekday",
    ]  # fmt: skip


def test_a_day_of_the_month_or_of_the_week():
    thirteenth, friday = dt.date(2026, 10, 13), dt.date(2026, 10, 16)
    assert cron.parse("0 9 13 * FRI").on(thirteenth)
    assert cron.parse("0 9 13 * FRI").on(friday)
    # One that begins with a star limits the other.
    assert not cron.parse("0 9 */2 * FRI").on(friday)
    assert cron.parse("0 9 */2 * FRI").on(dt.date(2026, 10, 23))


@given(st.text(max_size=20) | st.lists(st.sampled_from("*/-,L#1259 "), max_size=15).map("".join))
def test_any_text_is_read_or_refused(text):
    try:
        found = cron.parse(text)
    except InvalidData:
        return
    assert found.minutes and set(found.minutes) <= set(range(60))  # noqa: PT018 - one promise
    assert found.hours and set(found.hours) <= set(range(24))  # noqa: PT018
