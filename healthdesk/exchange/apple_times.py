"""Apple Health's dates, `2024-01-10 12:52:42 +0100`: one, or a column of them.

A column is read eight bytes at a time, as numbers whose lowest byte is the first of the text:
what holds for a byte is asked of all eight by one operation.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.times import EPOCH_ORDINAL, MINUTE_MS, OFFSET_MAX, OFFSET_MIN
from healthdesk.exchange.apple_numbers import LOWER

WIDTH = 25
WORD = 8
# Where the words of a date begin; its last byte, a digit, stands behind the third.
WORDS = (0, 8, 16)
# Other programs that write such files put a T, a fraction or a colon into it, or a Z behind.
LAYOUT = re.compile(
    rb"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    rb" ?(?:([+-])([0-9]{2}):?([0-9]{2})|Z)"
)
# Of each word what it looks like: D a digit, S the sign, the rest as it stands.
PICTURES = (b"DDDD-DD-", b"DD DD:DD", b":DD SDDD")
SIGN = 4  # its byte in the third word
# Years whose days are looked up; what lies outside is left to `parse`.
FIRST_YEAR, YEARS = 1900, 300

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Dates:
    """Texts of dates in columns: their three words and their last byte."""

    first: Words
    second: Words
    third: Words
    last: NDArray[np.uint8]

    def part(self, start: int, end: int) -> Dates:
        cut = slice(start, end)
        return Dates(self.first[cut], self.second[cut], self.third[cut], self.last[cut])


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


def laid_out(dates: Dates) -> Flags:
    """Which of them have digits, blanks and signs where Apple writes them."""
    sign = dates.third >> 8 * SIGN & 255
    fine: Flags = (sign == ord("+")) | (sign == ord("-"))
    for word, looks in zip((dates.first, dates.second, dates.third), _LOOKS, strict=True):
        fine &= word & looks.mask == looks.wanted
        # With six more a digit still has the upper half it had; what is above 9 has another.
        fine &= word + looks.six & looks.upper == looks.digits
    fine &= (dates.last >= ord("0")) & (dates.last <= ord("9"))
    return fine


def columns(dates: Dates) -> tuple[Integers, Integers, Flags]:
    """Instants, offsets and whether each is a date of these centuries with a possible offset;
    of what is laid out. Where the flag is unset the numbers mean nothing."""
    first, second, third = map(_pairs, (dates.first, dates.second, dates.third))
    year = _byte(first, 0) * 100 + _byte(first, 2) - FIRST_YEAR
    month, day = _byte(first, 5), _byte(second, 0)
    hour, minute, seconds = _byte(second, 3), _byte(second, 6), _byte(third, 1)
    hours = _byte(third, 5)
    minutes = (dates.third >> 56 & 15).view(np.int64) * 10
    minutes += dates.last & 15
    known = (year >= 0) & (year < YEARS) & (month <= 12) & (day <= 31)
    days = _days()[np.where(known, (year * 13 + month) * 32 + day, 0)]
    valid = (days != _NO_DAY) & (hour < 24) & (minute < 60) & (seconds < 60) & (minutes < 60)
    behind = dates.third >> 8 * SIGN & 255 == ord("-")
    offset = hours * 60 + minutes
    offset = np.where(behind, -offset, offset)
    valid &= (offset >= OFFSET_MIN) & (offset <= OFFSET_MAX)
    at = (days * 86_400 + hour * 3600 + minute * 60 + seconds) * 1000 - offset * MINUTE_MS
    return at, offset, valid


_NO_DAY = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class _Looks:
    """Of a word: the bits that tell its picture and what they have to be; of its digits a six
    in each, the bits of their upper halves, and what these have to be."""

    mask: int
    wanted: int
    six: int
    upper: int
    digits: int


def _looks(picture: bytes) -> _Looks:
    def word(digit: int, sign: int, other: int | None) -> int:
        numbers = {ord("D"): digit, ord("S"): sign}
        return as_word(
            bytes(numbers.get(byte, byte if other is None else other) for byte in picture)
        )

    return _Looks(
        word(0xF0, 0, 0xFF), word(0x30, 0, None), word(6, 0, 0), word(0xF0, 0, 0), word(0x30, 0, 0)
    )


def as_word(text: bytes) -> int:
    """The number eight bytes are; of fewer what is missing is zero."""
    return int.from_bytes(text, "little")


_LOOKS = tuple(map(_looks, PICTURES))


def _pairs(word: Words) -> Words:
    """In each byte the number which the digit there and the next one are together."""
    digits = word & LOWER
    return digits * 10 + (digits >> 8)


def _byte(word: Words, place: int) -> Integers:
    return (word >> 8 * place & 255).view(np.int64)


@cache
def _days() -> Integers:
    """Days since 1970-01-01 by year, month (13 a year) and day (32 a month)."""
    day = np.arange(f"{FIRST_YEAR}-01-01", f"{FIRST_YEAR + YEARS}-01-01", dtype="datetime64[D]")
    month = day.astype("datetime64[M]")
    of_month = (day - month.astype("datetime64[D]")).astype(np.int64) + 1
    months = month.astype(np.int64) - (FIRST_YEAR - 1970) * 12
    days = np.full(YEARS * 13 * 32, _NO_DAY, np.int64)
    days[(months // 12 * 13 + months % 12 + 1) * 32 + of_month] = day.astype(np.int64)
    return days
