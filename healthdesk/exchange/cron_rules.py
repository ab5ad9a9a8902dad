"""Cron expressions as recurrence rules of calendars (RFC 5545).

Where both day fields are limited, cron means either (but both where one begins with `*`); a
rule can only mean both, so an expression that means either has no rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product

from healthdesk.domain.cron import Cron

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
# Every pattern of days comes again within so many: 29 February on a given weekday.
HORIZON_DAYS = 40 * 366


def rule(cron: Cron, every_days: int | None = None) -> str | None:
    """The RRULE of an expression; None where there is none that means the same."""
    if cron.either:
        return None
    parts = [f"FREQ={_frequency(cron, every_days)}"]
    if every_days is not None and every_days > 1:
        if cron.days is not None:
            return None
        parts.append(f"INTERVAL={every_days}")
    if len(cron.months) < 12:
        parts.append(f"BYMONTH={_list(sorted(cron.months))}")
    if cron.days is not None:
        parts.append(f"BYMONTHDAY={_list(sorted(cron.days))}")
    if cron.weekdays is not None:
        parts.append(f"BYDAY={','.join(DAYS[day] for day in sorted(cron.weekdays))}")
    parts += [f"BYHOUR={_list(cron.hours)}", f"BYMINUTE={_list(cron.minutes)}"]
    return ";".join(parts)


def _frequency(cron: Cron, every_days: int | None) -> str:
    if cron.days is not None:
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
