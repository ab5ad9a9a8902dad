"""Apple Health's dates, `2024-01-10 12:52:42 +0100`: one, or a column of them."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.times import EPOCH_ORDINAL, MINUTE_MS, OFFSET_MAX, OFFSET_MIN

WIDTH = 25
# Other programs that write such files put a T, a fraction or a colon into it, or a Z behind.
LAYOUT = re.compile(
    rb"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    rb" ?(?:([+-])([0-9]{2}):?([0-9]{2})|Z)"
)
DIGITS = np.array([0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18, 21, 22, 23, 24])
SEPARATORS = np.array([4, 7, 10, 13, 16, 19])
SEPARATOR_BYTES = np.frombuffer(b"-- :: ", np.uint8)[:, None]
MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def parse(text: bytes) -> tuple[int, int] | None:
    """Instant in ms and offset in minutes; None where it is no such date."""
    match = LAYOUT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.group(1, 2, 3, 4, 5, 6))
    milliseconds = int((match[7] or b"").ljust(3, b"0")[:3])
    hours, minutes = int(match[9] or 0), int(match[10] or 0)
    if hour > 23 or minute > 59 or second > 59 or minutes > 59:
        return None
    try:
        days = dt.date(year, month, day).toordinal() - EPOCH_ORDINAL
    except ValueError:
        return None
    offset = (hours * 60 + minutes) * (-1 if match[8] == b"-" else 1)
    instant = (days * 86_400 + hour * 3600 + minute * 60 + second) * 1000 + milliseconds
    return instant - offset * MINUTE_MS, offset


def columns(texts: NDArray[np.uint8]) -> tuple[Integers, Integers, Flags]:
    """Instants, offsets and whether each is a date with a possible offset.

    `texts` are `WIDTH` bytes a row. Where the flag is unset the numbers mean nothing.
    """
    table = np.ascontiguousarray(texts.T)
    digits = table[DIGITS] - np.uint8(48)  # what is below "0" wraps to above 9
    valid = (digits <= 9).all(axis=0)
    valid &= (table[SEPARATORS] == SEPARATOR_BYTES).all(axis=0)
    sign = table[20]
    valid &= (sign == ord("+")) | (sign == ord("-"))
    d = digits.astype(np.int64)
    year = d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3]
    month, day, hour, minute, second, hours, minutes = (
        d[place] * 10 + d[place + 1] for place in range(4, 18, 2)
    )
    days, exists = _days(year, month, day)
    valid &= exists & (hour < 24) & (minute < 60) & (second < 60) & (minutes < 60)
    offset = (hours * 60 + minutes) * np.where(sign == ord("-"), -1, 1)
    valid &= (offset >= OFFSET_MIN) & (offset <= OFFSET_MAX)
    at = (days * 86_400 + hour * 3600 + minute * 60 + second) * 1000 - offset * MINUTE_MS
    return at, offset, valid


def _days(year: Integers, month: Integers, day: Integers) -> tuple[Integers, Flags]:
    """Days since 1970-01-01 in the Gregorian calendar, and whether there is such a day.

    Counts in years that begin in March, so that a leap day is the last of its year.
    """
    exists = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    month = np.where(exists, month, 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    exists &= day <= MONTH_DAYS[month] + (leap & (month == 2))
    years = year - (month <= 2)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return years * 365 + years // 4 - years // 100 + years // 400 + of_year - 719_468, exists
