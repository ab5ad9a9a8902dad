"""Cron expressions as recurrence rules of calendars (RFC 5545).

Five fields: minute, hour, day of month, month, day of week; lists, ranges, steps, names,
`L` for the last day of the month, `5#2` and `5L` for the second and the last Friday. Where
both day fields are limited, cron means either (but both where one begins with `*`); a rule
can only mean both, so an expression that means either has no rule.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_WEEKDAYS = {name: i for i, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_NICKNAMES = {
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}  # fmt: skip
_PART = re.compile(r"(?P<low>\*|\w+)(-(?P<high>\w+))?(/(?P<step>\d{1,4}))?")
_NTH = re.compile(r"(?P<day>\w+)#(?P<nth>[1-5])")
_LAST = re.compile(r"(?P<day>\w+?)L", re.IGNORECASE)
# Every pattern of days comes again within so many: 29 February on a given weekday.
HORIZON_DAYS = 40 * 366


@dataclass(frozen=True, slots=True)
class Cron:
    """The fields as sets; `None` where a day field takes any day.

    `monthdays` may hold -1 (the last). `weekdays` are (day from 0 = Sunday, which of the
    month: 0 = any, 1–5, -1 = the last). `either`: a day of one of the two is enough.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    monthdays: frozenset[int] | None
    months: frozenset[int]
    weekdays: frozenset[tuple[int, int]] | None
    either: bool = False

    def on(self, date: dt.date) -> bool:
        """Whether it is due on a day."""
        if date.month not in self.months:
            return False
        by_date = self.monthdays is None or self._monthday(date)
        by_weekday = self.weekdays is None or self._weekday(date)
        return (by_date or by_weekday) if self.either else (by_date and by_weekday)

    def _monthday(self, date: dt.date) -> bool:
        last = calendar.monthrange(date.year, date.month)[1]
        days = self.monthdays or frozenset()
        return date.day in days or (date.day == last and -1 in days)

    def _weekday(self, date: dt.date) -> bool:
        day = (date.weekday() + 1) % 7
        last = calendar.monthrange(date.year, date.month)[1]
        places = {0, (date.day + 6) // 7, *((-1,) if date.day > last - 7 else ())}
        return any((day, place) in (self.weekdays or ()) for place in places)


def parse(text: str) -> Cron:
    """Raises ValueError for what is no expression of five fields."""
    fields = _NICKNAMES.get(text.strip().lower(), text).split()
    if len(fields) != 5:
        raise ValueError("a cron expression has five fields")
    minutes, hours, monthdays, months, weekdays = fields
    return Cron(
        tuple(sorted(_numbers(minutes, 0, 59))),
        tuple(sorted(_numbers(hours, 0, 23))),
        None if monthdays in ("*", "?") else frozenset(_monthdays(monthdays)),
        frozenset(_numbers(months, 1, 12, _MONTHS)),
        None if weekdays in ("*", "?") else frozenset(_weekday_numbers(weekdays)),
        not any(field.startswith(("*", "?")) for field in (monthdays, weekdays)),
    )


def _numbers(
    field: str, low: int, high: int, names: Mapping[str, int] = MappingProxyType({})
) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(part)
        step = int(match["step"] or 1)
        if match["low"] == "*":
            first, last = low, high
        else:
            first = _number(match["low"], names)
            last = _number(match["high"], names) if match["high"] else first
            if match["step"] and not match["high"]:
                last = high
        if not low <= first <= last <= high or step < 1:
            raise ValueError(part)
        found.update(range(first, last + 1, step))
    return found


def _number(text: str, names: Mapping[str, int]) -> int:
    name = names.get(text.lower())
    return int(text) if name is None else name


def _monthdays(field: str) -> Iterator[int]:
    for part in field.split(","):
        if part.upper() == "L":
            yield -1
        else:
            yield from _numbers(part, 1, 31)


def _weekday_numbers(field: str) -> Iterator[tuple[int, int]]:
    for part in field.split(","):
        for pattern in (_NTH, _LAST):
            match = pattern.fullmatch(part)
            if match is not None:
                nth = int(match["nth"]) if pattern is _NTH else -1
                yield _number(match["day"], _WEEKDAYS) % 7, nth
                break
        else:
            for day in _numbers(part, 0, 7, _WEEKDAYS):
                yield day % 7, 0


def rule(cron: Cron, every_days: int | None = None) -> str | None:
    """The RRULE of an expression; None where there is none that means the same."""
    if cron.either:
        return None
    parts = [f"FREQ={_frequency(cron, every_days)}"]
    if every_days is not None and every_days > 1:
        if cron.monthdays is not None or any(nth for _, nth in cron.weekdays or ()):
            return None
        parts.append(f"INTERVAL={every_days}")
    if len(cron.months) < 12:
        parts.append(f"BYMONTH={_list(sorted(cron.months))}")
    if cron.monthdays is not None:
        parts.append(f"BYMONTHDAY={_list(sorted(cron.monthdays, key=lambda day: day % 32))}")
    if cron.weekdays is not None:
        days = (f"{nth or ''}{DAYS[day]}" for day, nth in sorted(cron.weekdays))
        parts.append(f"BYDAY={','.join(days)}")
    parts += [f"BYHOUR={_list(cron.hours)}", f"BYMINUTE={_list(cron.minutes)}"]
    return ";".join(parts)


def _frequency(cron: Cron, every_days: int | None) -> str:
    if cron.monthdays is not None or any(nth for _, nth in cron.weekdays or ()):
        return "MONTHLY"
    if cron.weekdays is not None and not every_days:
        return "WEEKLY"
    return "DAILY"


def _list(numbers: tuple[int, ...] | list[int]) -> str:
    return ",".join(map(str, numbers))


def occurrences(cron: Cron, start: dt.date, every_days: int | None = None) -> Iterator[dt.datetime]:
    """Due times as the clock on the wall shows them, from the beginning of a day on."""
    for ahead in range(0, HORIZON_DAYS, every_days or 1):
        day = start + dt.timedelta(days=ahead)
        if cron.on(day):
            for hour, minute in product(cron.hours, cron.minutes):
                yield dt.datetime.combine(day, dt.time(hour, minute))
