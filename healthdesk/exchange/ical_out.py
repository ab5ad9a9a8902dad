"""Reminders as events of a calendar (iCalendar, RFC 5545), each with an alarm.

A reminder becomes one event with a recurrence rule. Where its cron expression can't be one
(both day fields are limited), its next times stand in the event one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO
from zoneinfo import ZoneInfo

from healthdesk import __version__
from healthdesk.domain.cron import parse
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.identity import uid_text
from healthdesk.domain.reminders import Reminder
from healthdesk.domain.times import EPOCH, to_datetime
from healthdesk.exchange import cron_rules

# Of a reminder without a rule, and what a calendar shows of a moment.
LISTED = 200
MINUTES = 10
LINE_BYTES = 75
NO_ZONE = "Etc/UTC"
# Years for which the changes of a zone's clock are told.
ZONE_YEARS = 20
_NOTHING = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Written:
    """How many events; `listed` counts reminders whose times stand in the file one by one,
    `left_out` those that are never due or whose expression can't be read."""

    events: int
    listed: int
    left_out: int


def write(
    out: BinaryIO, reminders: Iterable[Reminder], zone_of: Callable[[Reminder], str]
) -> Written:
    """Write a calendar. `zone_of` names the zone (IANA) a reminder is meant in."""
    events: list[list[str]] = []
    zones: dict[str, dt.datetime] = {}
    listed = left_out = 0
    for reminder in reminders:
        zone = zone_of(reminder)
        try:
            times = _Times.of(reminder, zone)
        except (InvalidData, ValueError):
            left_out += 1
            continue
        zones[zone] = min(times.first, zones.get(zone, times.first))
        listed += times.rule is None
        events.append(_event(reminder, times, zone))
    if not zones:
        # A calendar without any component is none.
        zones[NO_ZONE] = EPOCH
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//HealthDesk//HealthDesk {__version__}//EN",
        "CALSCALE:GREGORIAN",
        *(line for name in sorted(zones) for line in _zone(name, zones[name])),
        *(line for event in events for line in event),
        "END:VCALENDAR",
    ]
    out.write("".join(map(_folded, lines)).encode())
    return Written(len(events), listed, left_out)


@dataclass(frozen=True, slots=True)
class _Times:
    """When a reminder is due: from `first` on by `rule`, or also at `more`."""

    first: dt.datetime
    rule: str | None
    more: Sequence[dt.datetime] = ()

    @classmethod
    def of(cls, reminder: Reminder, zone: str) -> _Times:
        """Raises ValueError where it is never due, InvalidData where it is no expression."""
        cron = parse(reminder.draft.cron)
        made = to_datetime(reminder.created_at, 0).astimezone(ZoneInfo(zone))
        start = made.date()
        if reminder.draft.starts_on is not None:
            start = dt.date.fromisoformat(reminder.draft.starts_on)
        every = reminder.draft.every_days
        rule = cron_rules.rule(cron, every)
        times = cron_rules.occurrences(cron, start, every)
        if reminder.draft.starts_on is None:
            times = (time for time in times if time >= made.replace(tzinfo=None))
        found = list(islice(times, 1 if rule else LISTED))
        if not found:
            raise ValueError("never due")
        return cls(found[0], rule, found[1:])


def _event(reminder: Reminder, times: _Times, zone: str) -> list[str]:
    stamp = to_datetime(reminder.updated_at, 0).strftime("%Y%m%dT%H%M%SZ")
    message = _text(reminder.draft.message)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid_text(reminder.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;TZID={zone}:{_local(times.first)}",
        f"DURATION:PT{MINUTES}M",
        f"SUMMARY:{message}",
        "TRANSP:TRANSPARENT",
    ]
    if times.rule is not None:
        lines.append(f"RRULE:{times.rule}")
    if times.more:
        lines.append(f"RDATE;TZID={zone}:{','.join(map(_local, times.more))}")
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{message}", "TRIGGER:PT0S"]
    return [*lines, *alarm, "END:VALARM", "END:VEVENT"]


def _local(moment: dt.datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 bytes, going on behind a blank; no character is cut."""
    pieces, size = [""], 0
    for char in line:
        more = len(char.encode())
        if size + more > LINE_BYTES:
            pieces.append("")
            size = 1
        pieces[-1] += char
        size += more
    return "\r\n ".join(pieces) + "\r\n"


# Zones


@dataclass(frozen=True, slots=True)
class _Change:
    """The clock goes from one offset to another; `at` is the old clock's time."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


def _zone(name: str, first: dt.datetime) -> Iterator[str]:
    """A zone's clock from before `first` on, change by change."""
    zone = ZoneInfo(name)
    begin = dt.datetime(first.year - 1, 1, 1, tzinfo=dt.UTC)
    end = begin.replace(year=begin.year + ZONE_YEARS)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    start = begin.astimezone(zone)
    offset = start.utcoffset() or _NOTHING
    yield from _observance(
        _Change(
            start.replace(tzinfo=None), offset, offset, start.tzname() or name, bool(start.dst())
        )
    )
    for change in _changes(zone, begin, end):
        yield from _observance(change)
    yield "END:VTIMEZONE"


def _observance(change: _Change) -> Iterator[str]:
    kind = "DAYLIGHT" if change.summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{_local(change.at)}"
    yield f"TZOFFSETFROM:{_offset(change.before)}"
    yield f"TZOFFSETTO:{_offset(change.after)}"
    yield f"TZNAME:{_text(change.name)}"
    yield f"END:{kind}"


def _changes(zone: ZoneInfo, begin: dt.datetime, end: dt.datetime) -> Iterator[_Change]:
    day = begin
    while day < end:
        following = day + dt.timedelta(days=1)
        before, after = _clock(day, zone), _clock(following, zone)
        if before != after:
            at = _moment_of_change(day, following, zone)
            new = at.astimezone(zone)
            old_wall = (at + before).replace(tzinfo=None)
            yield _Change(old_wall, before, after, new.tzname() or "", bool(new.dst()))
        day = following


def _moment_of_change(low: dt.datetime, high: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The first minute of the new offset between two moments."""
    before = _clock(low, zone)
    while high - low > dt.timedelta(minutes=1):
        middle = low + dt.timedelta(minutes=(high - low) // dt.timedelta(minutes=2))
        if _clock(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _clock(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or _NOTHING


def _offset(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
