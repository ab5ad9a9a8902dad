"""Cron expressions: five fields of a clock on the wall, checked field by field.

Minute, hour, day of the month, month, day of the week, each `*`, a number, a range `1-5`, a
step `*/15` or `1-5/2`, or a list of these with commas; months and weekdays also by their
English names (JAN–DEC, SUN–SAT), weekdays 0–7 with Sunday at both ends. `@hourly`, `@daily`,
`@weekly`, `@monthly` and `@yearly` stand for what they say. Seconds, `L`, `#`, `W` and `?` are
extensions of some programs and are refused: one program's meaning is another one's surprise.

Where both day fields are limited, either is enough (but both where one begins with `*`), as
in the cron of Debian (crontab(5)).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from healthdesk.domain.errors import FieldError, InvalidData

NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
}
# In the order they stand; with the lowest and highest number of each.
FIELDS = {
    "minute": (0, 59),
    "hour": (0, 23),
    "day": (1, 31),
    "month": (1, 12),
    "weekday": (0, 7),
}
MOST_CHARACTERS = 200
# What is said of a field that is wrong.
_CODES = {
    "minute": "cron-minute",
    "hour": "cron-hour",
    "day": "cron-day",
    "month": "cron-month",
    "weekday": "cron-weekday",
}
_NAMES = {
    "month": {name.upper(): i for i, name in enumerate(calendar.month_abbr) if name},
    "weekday": {
        name: i for i, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"))
    },
}
_TERM = re.compile(
    r"(?P<low>\*|[0-9]{1,2}|[A-Z]{3})(-(?P<high>[0-9]{1,2}|[A-Z]{3}))?(/(?P<step>[0-9]{1,2}))?"
)
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Cron:
    """An expression as it is meant. `days` and `weekdays` (0 = Sunday) are None where any will
    do; `either`: a day that fits one of the two is enough."""

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int] | None
    months: frozenset[int]
    weekdays: frozenset[int] | None
    either: bool

    @property
    def every_hour(self) -> bool:
        """Counted in hours that pass, not by the clock: no hour is skipped or told once where
        the clock changes."""
        return len(self.hours) == 24

    def on(self, date: dt.date) -> bool:
        """Whether a day has due times."""
        if date.month not in self.months:
            return False
        by_date = self.days is None or date.day in self.days
        by_weekday = self.weekdays is None or date.isoweekday() % 7 in self.weekdays
        return (by_date or by_weekday) if self.either else (by_date and by_weekday)


@lru_cache(maxsize=4096)
def parse(text: str) -> Cron:
    """The expression; InvalidData names the field that is wrong, under the name `cron`."""
    plain = " ".join(text.split())
    if not plain:
        raise InvalidData(FieldError("cron", "cron-empty"))
    if len(plain) > MOST_CHARACTERS:
        raise InvalidData(FieldError("cron", "cron-long", most=MOST_CHARACTERS))
    if plain.startswith("@") and plain.lower() not in NICKNAMES:
        raise InvalidData(FieldError("cron", "cron-nickname", known=", ".join(NICKNAMES)))
    fields = NICKNAMES.get(plain.lower(), plain).upper().split()
    if len(fields) != len(FIELDS):
        raise InvalidData(FieldError("cron", "cron-count", count=len(fields)))
    found = []
    wrong = []
    for name, field in zip(FIELDS, fields, strict=True):
        try:
            found.append(_numbers(name, field))
        except ValueError:
            wrong.append(FieldError("cron", _CODES[name], text=field))
    if wrong:
        raise InvalidData(*wrong)
    return _cron(plain, fields, found)


def _cron(text: str, fields: list[str], found: list[frozenset[int]]) -> Cron:
    minutes, hours, days, months, weekdays = found
    starred = [field.startswith("*") for field in (fields[2], fields[4])]
    any_day, any_weekday = len(days) == 31, len({day % 7 for day in weekdays}) == 7
    cron = Cron(
        text,
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        None if any_day and starred[0] else days,
        months,
        None if any_weekday and starred[1] else frozenset(day % 7 for day in weekdays),
        not any(starred),
    )
    longest = max(_LONGEST_MONTH[month - 1] for month in months)
    if cron.days is not None and not cron.either and min(days) > longest:
        raise InvalidData(FieldError("cron", "cron-never"))
    return cron


def _numbers(name: str, field: str) -> frozenset[int]:
    """Raises ValueError for what a field can't hold."""
    found: set[int] = set()
    for part in field.split(","):
        match = _TERM.fullmatch(part)
        if match is None:
            raise ValueError(part)
        low, high = FIELDS[name]
        step = int(match["step"] or 1)
        if match["low"] == "*":
            if match["high"]:
                raise ValueError(part)
            first, last = low, high
        else:
            first = _number(name, match["low"])
            last = first
            if match["high"]:
                last = _number(name, match["high"])
                # A week may end with Sunday: MON-SUN.
                last = 7 if (name, last) == ("weekday", 0) and first > 0 else last
            elif match["step"]:
                last = high
        if not low <= first <= last <= high or step < 1:
            raise ValueError(part)
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _number(name: str, text: str) -> int:
    if text.isdecimal():
        return int(text)
    try:
        return _NAMES[name][text]
    except KeyError:
        raise ValueError(text) from None
