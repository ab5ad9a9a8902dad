"""Hours in which reminders wait."""

from __future__ import annotations

import datetime as dt
import re

from healthdesk.domain.times import EPOCH

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


def quiet_hours(text: str) -> tuple[int, int] | None:
    """(begin, end) in minutes of the local day of `22:00-07:00`; None for an empty text.
    Raises ValueError for anything else."""
    if not text.strip():
        return None
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        raise ValueError("hours")
    first, second, third, fourth = map(int, match.groups())
    return first * 60 + second, third * 60 + fourth


def after_quiet(at: int, zone: dt.tzinfo, quiet: tuple[int, int] | None) -> int:
    """When something that is due at an instant may be raised: then, or at the end of the quiet
    hours it lies in. `quiet` is (begin, end) in minutes of the local day, over midnight where
    the end is not after the begin; None or two equal ones: no quiet hours."""
    if quiet is None or quiet[0] == quiet[1]:
        return at
    begin, end = quiet
    local = (EPOCH + dt.timedelta(milliseconds=at)).astimezone(zone)
    minute = local.hour * 60 + local.minute
    inside = begin <= minute < end if begin < end else (minute >= begin or minute < end)
    if not inside:
        return at
    date = local.date()
    if begin > end and minute >= begin:
        date += dt.timedelta(days=1)
    from healthdesk.domain.schedules import when_shown  # not for who only reads settings

    return when_shown(dt.datetime.combine(date, dt.time(end // 60, end % 60)), zone)
