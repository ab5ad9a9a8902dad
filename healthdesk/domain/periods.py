"""The time a report is about: local days, or what lies between two instants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.times import (
    DAY_MS,
    MINUTE_MS,
    OFFSET_MAX,
    OFFSET_MIN,
    date_of,
    day_of,
    isoformat,
    local_day,
)

USUAL_DAYS = 30
By = Literal["daily", "weekly", "monthly", "hour", "weekday"]
# Week starts as Python counts weekdays; day ordinal 0 (1970-01-01) was a Thursday.
WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
_FIRST_WEEKDAY = 3


def weekday(day: int) -> int:
    """Of a local day, as ISO 8601 counts: Monday is 1."""
    return (day + _FIRST_WEEKDAY) % 7 + 1


def first_day_of(by: By, week_start: str = "monday") -> Callable[[int], int]:
    """From a day to the first day of its day, week or month.

    Raises `InvalidData` for anything else.
    """
    if by == "daily":
        return lambda day: day
    if by == "weekly":
        start = WEEK_STARTS.get(week_start, 0)
        return lambda day: day - (day + _FIRST_WEEKDAY - start) % 7
    if by == "monthly":
        return lambda day: day_of(date_of(day).replace(day=1))
    raise InvalidData(FieldError("aggregation", "unknown-aggregation"))


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included; of them only what lies from the instant `start` on and
    before `end` (ms), where one is given."""

    days: tuple[int, int]
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(
        cls,
        today: int,
        day_from: int | None = None,
        day_to: int | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Period:
        """The period that was asked for by days or instants at either end. One that has no
        end goes to today, one without a beginning over 30 days.

        Raises `InvalidData` where it ends before it begins.
        """
        last = today if day_to is None else day_to
        if end is not None:
            # A night belongs to the day after.
            last = local_day(end - 1, OFFSET_MAX) + 1
            if start is None and day_from is None:
                start = end - USUAL_DAYS * DAY_MS
        first = last - USUAL_DAYS + 1 if day_from is None else day_from
        if start is not None:
            first = local_day(start, OFFSET_MIN)
        if last < first or (start is not None and end is not None and end < start):
            raise InvalidData(FieldError("end_date", "period-backwards"))
        return cls((first, last), start, end)

    @property
    def within(self) -> tuple[int, int] | None:
        """The instants between which it lies, the second one excluded; None where days
        alone bound it."""
        if self.start is None and self.end is None:
            return None
        first, last = self.days
        return (
            first * DAY_MS - OFFSET_MAX * MINUTE_MS if self.start is None else self.start,
            (last + 1) * DAY_MS - OFFSET_MIN * MINUTE_MS if self.end is None else self.end,
        )

    def before(self, offset: int = 0) -> Period:
        """The one of the same length just before. Where a day bounds one end and an instant
        the other, the day is that of a clock so many minutes off UTC."""
        first, last = self.days
        if self.within is None:
            return Period((first - (last - first + 1), first - 1))
        shift = offset * MINUTE_MS
        since = first * DAY_MS - shift if self.start is None else self.start
        until = (last + 1) * DAY_MS - shift if self.end is None else self.end
        return Period.of(last, start=since - (until - since), end=since)

    def written(self) -> tuple[str, str]:
        """Its two ends as ISO dates, or as date-times in UTC where they are instants."""
        first, last = (date_of(day).isoformat() for day in self.days)
        return (
            first if self.start is None else isoformat(self.start, 0),
            last if self.end is None else isoformat(self.end, 0),
        )
