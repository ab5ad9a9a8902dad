"""Instants, local days and offsets.

An instant is an integer of milliseconds since 1970-01-01T00:00Z; beside it stands the
offset from UTC in minutes that was in force where the reading was taken. The two never
change again, so no later change of zone or clock moves a reading to another day. A local
day is an ordinal: days since 1970-01-01 of the local date.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
MINUTE_MS = 60_000
DAY_MIN = DAY_MS // MINUTE_MS
SECOND_MS = 1_000
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)
EPOCH_ORDINAL = dt.date(1970, 1, 1).toordinal()
# No place on earth is further from UTC than this, in minutes.
OFFSET_MIN, OFFSET_MAX = -12 * 60, 14 * 60
# Where a day is told without a time, what was measured on it stands in its middle.
NOON = dt.time(12)


def from_datetime(moment: dt.datetime) -> tuple[int, int]:
    """(milliseconds since the epoch, offset in minutes) of an aware date-time."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a date-time without an offset is not an instant")
    return (moment - EPOCH) // MILLISECOND, round(offset.total_seconds() / 60)


def to_datetime(at_ms: int, offset_min: int) -> dt.datetime:
    """The aware date-time at its own offset."""
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    return (EPOCH + dt.timedelta(milliseconds=at_ms)).astimezone(zone)


def local_day(at_ms: int, offset_min: int) -> int:
    """Ordinal of the local date: the day a reading belongs to."""
    return (at_ms + offset_min * MINUTE_MS) // DAY_MS


def local_hour(at_ms: int, offset_min: int) -> int:
    """Ordinal of the local hour, 24 to a day."""
    return (at_ms + offset_min * MINUTE_MS) // HOUR_MS


def day_of(date: dt.date) -> int:
    return date.toordinal() - EPOCH_ORDINAL


def date_of(day: int) -> dt.date:
    return dt.date.fromordinal(day + EPOCH_ORDINAL)


def isoformat(at_ms: int, offset_min: int) -> str:
    """`YYYY-MM-DDTHH:MM:SS[.mmm]±HH:MM`, milliseconds only where there are any."""
    day, rest = divmod(at_ms + offset_min * MINUTE_MS, DAY_MS)
    seconds, ms = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    fraction = f".{ms:03}" if ms else ""
    time = f"{hour:02}:{minute:02}:{second:02}{fraction}"
    return f"{_date_text(day)}T{time}{_offset_text(offset_min)}"


def clock(minutes: float) -> str:
    """`HH:MM` of minutes after (or before) a midnight, to the minute."""
    hour, minute = divmod(round(minutes) % (24 * 60), 60)
    return f"{hour:02}:{minute:02}"


@lru_cache(maxsize=1024)
def _date_text(day: int) -> str:
    return date_of(day).isoformat()


@lru_cache(maxsize=64)
def _offset_text(offset_min: int) -> str:
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{'-' if offset_min < 0 else '+'}{hours:02}:{minutes:02}"


def parse_iso(text: str, zone: dt.tzinfo) -> tuple[int, int]:
    """Instant and offset of an ISO date-time; without an offset it is wall time in `zone`.

    Raises ValueError when the text is no ISO date-time.
    """
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return from_datetime(moment)
