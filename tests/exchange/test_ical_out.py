"""Reminders as a calendar that other programs take."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.reminders import Reminder, ReminderDraft
from healthdesk.exchange import ical_out

# 2024-01-02T06:30:00Z
MADE = 1_704_177_000_000
REMINDER = Reminder(
    1, bytes(15) + b"\1", 1,
    ReminderDraft("0 9 * * *", "Weigh yourself", "weight", zone="Europe/Berlin"),
    True, None, None, MADE, MADE,
)  # fmt: skip


def changed(**fields: Any) -> Reminder:
    return replace(REMINDER, draft=replace(REMINDER.draft, **fields))


def written(*reminders: Reminder) -> tuple[list[str], ical_out.Written]:
    """The unfolded lines."""
    out = io.BytesIO()
    told = ical_out.write(out, reminders, lambda reminder: reminder.draft.zone or "UTC")
    text = out.getvalue().decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1], told


def test_a_daily_reminder():
    lines, told = written(REMINDER)
    assert (told.events, told.listed, told.left_out) == (1, 0, 0)
    begin = lines.index("BEGIN:VEVENT")
    assert lines[begin:] == [
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000001",
        "DTSTAMP:20240102T063000Z",
        "LAST-MODIFIED:20240102T063000Z",
        "DTSTART;TZID=Europe/Berlin:20240102T090000",
        "DURATION:PT10M",
        "SUMMARY:Weigh yourself",
        "TRANSP:TRANSPARENT",
        "RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Weigh yourself",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_clock_of_the_zone_is_told():
    lines, _ = written(REMINDER)
    at = lines.index("DTSTART:20240331T020000")
    assert lines[at - 1 : at + 5] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20240331T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
    ]
    assert "DTSTART:20241027T030000" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1


def test_begins_on_its_day_and_counts_the_days_from_there():
    lines, _ = written(changed(every_days=3, starts_on="2024-01-05"))
    assert "DTSTART;TZID=Europe/Berlin:20240105T090000" in lines
    assert "RRULE:FREQ=DAILY;INTERVAL=3;BYHOUR=9;BYMINUTE=0" in lines


def test_begins_after_it_was_made():
    lines, _ = written(changed(cron="0 7 * * *"))
    assert "DTSTART;TZID=Europe/Berlin:20240103T070000" in lines


def test_what_is_no_rule_is_listed():
    lines, told = written(changed(cron="0 9 13 * 5"))
    assert told.listed == 1
    assert not any(line.startswith("RRULE") for line in lines)
    (listed,) = (line for line in lines if line.startswith("RDATE"))
    assert listed.startswith("RDATE;TZID=Europe/Berlin:20240112T090000,20240113T090000,")
    assert listed.count(",") + 2 == ical_out.LISTED


def test_what_is_never_due_is_left_out():
    _, told = written(changed(cron="0 9 31 2 *"), changed(cron="soon"))
    assert (told.events, told.left_out) == (0, 2)


def test_nothing_is_a_calendar_all_the_same():
    """It has to hold a component; a zone that no event refers to does no harm."""
    lines, _ = written()
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert [line for line in lines if line.startswith(("BEGIN:V", "TZID"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Etc/UTC",
    ]  # fmt: skip


@given(message=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=120))
def test_messages_stay_on_their_line(message):
    lines, _ = written(changed(message=message))
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    plain = summary.removeprefix("SUMMARY:")
    for sign in (";", ",", "\\"):
        plain = plain.replace(f"\\{sign}" if sign != "\\" else "\\\\", sign)
    assert plain == message


def test_a_message_of_several_lines():
    lines, _ = written(changed(message="one\ntwo; BEGIN:VEVENT"))
    assert "SUMMARY:one\\ntwo\\; BEGIN:VEVENT" in lines
    assert lines.count("BEGIN:VEVENT") == 1
