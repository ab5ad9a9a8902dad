"""When something is due: a cron expression on somebody's wall clock, every day or each n days.

Rules where the clock changes, the same for every zone: a due time the clock skips is due at
the first moment after the gap (several of them: once); a due time the clock shows twice is due
at the first. Only an expression for every hour counts hours as they pass.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from healthdesk.domain.cron import Cron, parse
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.times import EPOCH, MILLISECOND, MINUTE_MS

# Beyond so many days nothing is looked for: 29 February comes on each weekday within 40 years.
DAYS = 50 * 366
MOST_EVERY_DAYS = 3660
_SECOND = 1000
_EPOCH_SHOWN = EPOCH.replace(tzinfo=None)
# From where a date that never comes is looked for.
_ANY_DAY = dt.date(2000, 1, 1)
_NOTHING = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`cron` has been checked; with `every_days` only days at that distance from `starts_on`
    count, and none before it."""

    cron: str
    every_days: int | None = None
    starts_on: dt.date | None = None


def checked(cron: str, every_days: int | None = None, starts_on: dt.date | None = None) -> Schedule:
    """The schedule, or InvalidData that names every field that is wrong."""
    wrong: list[FieldError] = []
    text = cron
    try:
        text = parse(cron).text
    except InvalidData as error:
        wrong.extend(error.fields)
    if every_days is not None and not 2 <= every_days <= MOST_EVERY_DAYS:
        wrong.append(FieldError("every_days", "every-days", low=2, high=MOST_EVERY_DAYS))
    elif every_days is not None and starts_on is None:
        wrong.append(FieldError("starts_on", "starts-on-missing"))
    if wrong:
        raise InvalidData(*wrong)
    schedule = Schedule(text, every_days, starts_on)
    if next(_days(parse(text), schedule, starts_on or _ANY_DAY), None) is None:
        raise InvalidData(FieldError("cron", "cron-never"))
    return schedule


def due_times(schedule: Schedule, zone: dt.tzinfo, after: int) -> Iterator[int]:
    """The due times (ms) after an instant (ms), ascending, without end."""
    cron = parse(schedule.cron)
    last = after
    for at in (_by_hours if cron.every_hour else _by_the_clock)(cron, schedule, zone, after):
        if at > last:
            last = at
            yield at


def _by_the_clock(cron: Cron, schedule: Schedule, zone: dt.tzinfo, after: int) -> Iterator[int]:
    """Every time the clock on the wall is to show, from that of `after` on."""
    shown = _at(after, zone)
    hour, minute = shown.hour, shown.minute
    for date in _days(cron, schedule, shown.date()):
        if date != shown.date():
            hour = minute = 0
        for due_hour in cron.hours[bisect_left(cron.hours, hour) :]:
            first = bisect_left(cron.minutes, minute) if due_hour == hour else 0
            for due_minute in cron.minutes[first:]:
                yield when_shown(dt.datetime.combine(date, dt.time(due_hour, due_minute)), zone)


def _by_hours(cron: Cron, schedule: Schedule, zone: dt.tzinfo, after: int) -> Iterator[int]:
    """The minutes of every hour that passes on the days that count."""
    begin = after - after % MINUTE_MS
    for date in _days(cron, schedule, _at(after, zone).date()):
        midnight = dt.datetime.combine(date, dt.time())
        begin = max(begin, when_shown(midnight, zone))
        # A clock may go back over midnight, and a date come twice.
        end = when_shown(midnight + dt.timedelta(days=1), zone, last=True)
        for at in range(begin, end, MINUTE_MS):
            shown = _at(at, zone)
            if shown.minute in cron.minutes and _counts(cron, schedule, shown.date()):
                yield at
        begin = max(begin, end)


def _counts(cron: Cron, schedule: Schedule, date: dt.date) -> bool:
    if schedule.starts_on is not None:
        days = (date - schedule.starts_on).days
        if days < 0 or days % (schedule.every_days or 1):
            return False
    return cron.on(date)


def _days(cron: Cron, schedule: Schedule, first: dt.date) -> Iterator[dt.date]:
    """The days that count, from `first` on; ends where none comes within many years."""
    every = schedule.every_days or 1
    start = schedule.starts_on or first
    date = max(first, start)
    date += dt.timedelta(days=(start - date).days % every)
    step = dt.timedelta(days=every)
    without = 0
    while without < DAYS:
        if cron.on(date):
            without = 0
            yield date
        without += every
        date += step


def when_shown(wall: dt.datetime, zone: dt.tzinfo, *, last: bool = False) -> int:
    """The first (or last) instant (ms) at which a clock in `zone` shows `wall`, or has gone
    past it."""
    first = wall.replace(tzinfo=zone)
    before = first.utcoffset() or _NOTHING
    after = first.replace(fold=1).utcoffset() or _NOTHING
    at = (wall - _EPOCH_SHOWN - before) // MILLISECOND
    if before >= after:
        return (wall - _EPOCH_SHOWN - after) // MILLISECOND if last else at
    # The clock skips it: the change lies between the two ways to read it.
    low, high = (wall - _EPOCH_SHOWN - after) // MILLISECOND // _SECOND, at // _SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _at(middle * _SECOND, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high * _SECOND


def next_after(schedule: Schedule, zone: dt.tzinfo, after: int) -> int | None:
    """The first due time (ms) after an instant (ms); None where none comes."""
    return next(due_times(schedule, zone, after), None)


def first_times(schedule: Schedule, zone: dt.tzinfo, after: int, count: int) -> list[int]:
    """The next `count` due times, as an editor shows them."""
    return list(islice(due_times(schedule, zone, after), count))


def times_within(schedule: Schedule, zone: dt.tzinfo, start: int, end: int) -> Iterator[int]:
    """The due times from `start` (included) to `end` (excluded)."""
    for at in due_times(schedule, zone, start - 1):
        if at >= end:
            return
        yield at


def day_limits(first: dt.date, last: dt.date, zone: dt.tzinfo) -> tuple[int, int]:
    """The instants (ms) between which whole local days lie: begin included, end excluded."""
    end = last + dt.timedelta(days=1)
    begin, end_at = (when_shown(dt.datetime.combine(day, dt.time()), zone) for day in (first, end))
    return begin, end_at


def _at(at: int, zone: dt.tzinfo) -> dt.datetime:
    return (EPOCH + dt.timedelta(milliseconds=at)).astimezone(zone)
