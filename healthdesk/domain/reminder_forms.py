"""When a reminder comes, as somebody chooses it: times of the day on some days.

One cron expression has the same minutes in each of its hours, so that 08:00 and 20:30 together
take two; a form becomes as many schedules as it needs, and a schedule becomes a form where
that says all of it.
"""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from healthdesk.domain.cron import Cron, parse
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.schedules import Schedule

# More times a day than these are a rule, and written as an expression.
MOST_TIMES: Final = 12
# Steps and ranges with more times than these say more as they are written.
MOST_OF_A_RULE: Final = 6


@dataclass(frozen=True, slots=True)
class TimesForm:
    """`times` in minutes of the local day, ascending, each once. At most one of the others:
    `weekdays` (0 = Monday), `day` of the month, or each `every_days` from `starts_on`; none of
    them: every day."""

    times: tuple[int, ...]
    weekdays: frozenset[int] | None = None
    day: int | None = None
    every_days: int | None = None
    starts_on: dt.date | None = None


def schedules_of(form: TimesForm) -> tuple[Schedule, ...]:
    """The schedules a form stands for, by their first time. Raises InvalidData where nothing
    is chosen."""
    wrong = []
    if not form.times:
        wrong.append(FieldError("times", "reminder-times-missing"))
    if form.weekdays is not None and not form.weekdays:
        wrong.append(FieldError("weekdays", "reminder-weekdays-missing"))
    if wrong:
        raise InvalidData(*wrong)
    day = "*" if form.day is None else str(form.day)
    weekday = "*" if form.weekdays is None else _weekdays(form.weekdays)
    return tuple(
        Schedule(f"{minutes} {hours} {day} * {weekday}", form.every_days, form.starts_on)
        for minutes, hours in _products(form.times)
    )


def form_of(schedule: Schedule) -> TimesForm | None:
    """The form that says the same; None where there is none."""
    cron = parse(schedule.cron)
    times = tuple(hour * 60 + minute for hour in cron.hours for minute in cron.minutes)
    most = MOST_TIMES if _lists_times(schedule.cron) else MOST_OF_A_RULE
    if len(times) > most or len(cron.months) < 12 or cron.every_hour:
        return None
    if cron.days is not None and (cron.weekdays is not None or len(cron.days) > 1):
        return None
    limited = cron.days is not None or cron.weekdays is not None
    if schedule.starts_on is not None and (limited or schedule.every_days is None):
        return None
    return TimesForm(
        times, _from_monday(cron), None if cron.days is None else min(cron.days),
        schedule.every_days, schedule.starts_on,
    )  # fmt: skip


def _lists_times(cron: str) -> bool:
    """Whether an expression has its times one by one, as a form writes them."""
    minutes_and_hours = "".join(cron.split()[:2])
    return set(minutes_and_hours) <= {*string.digits, ","}


def _from_monday(cron: Cron) -> frozenset[int] | None:
    if cron.weekdays is None:
        return None
    return frozenset((day - 1) % 7 for day in cron.weekdays)


def _products(times: Sequence[int]) -> list[tuple[str, str]]:
    """Minutes and hours of as few expressions as have exactly these times: hours with the same
    minutes go together."""
    minutes_of: dict[int, set[int]] = {}
    for time in times:
        minutes_of.setdefault(time // 60, set()).add(time % 60)
    hours_of: dict[frozenset[int], list[int]] = {}
    for hour in sorted(minutes_of):
        hours_of.setdefault(frozenset(minutes_of[hour]), []).append(hour)
    return [
        (",".join(map(str, sorted(minutes))), ",".join(map(str, hours)))
        for minutes, hours in hours_of.items()
    ]


def _weekdays(days: frozenset[int]) -> str:
    """The field of the day of the week, Monday to Sunday as 1 to 7; a row of three or more as
    a range."""
    parts: list[str] = []
    row: list[int] = []
    for day in [*sorted(days), 99]:
        if row and day != row[-1] + 1:
            parts += _row(row)
            row = []
        row.append(day)
    return ",".join(parts)


def _row(days: list[int]) -> list[str]:
    numbers = [str(day + 1) for day in days]
    return [f"{numbers[0]}-{numbers[-1]}"] if len(numbers) > 2 else numbers
