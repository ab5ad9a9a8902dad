"""From when to when, as people type it: `23:00 to 6:30`, `yesterday 11pm - 6:30`, `von 23 Uhr
bis 7 Uhr`.

Both ends need a clock time. Without a day the end is the last such clock time, and the start the
one before it. A day belongs to the clock time it stands beside; one that stands elsewhere is
taken where both ends lie in it, and asked about where midnight lies between.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.spoken_phrases import TimePhrase, TimeProblem
from healthdesk.domain.spoken_times import Moment, TimeReader

_DAY: Final = dt.timedelta(days=1)
_LEAD: Final = re.compile(r"(?:from|von|between|zwischen)\s+")
_BETWEEN: Final = re.compile(r"\s*(?:[-–—]|(?<=[\s.])(?:to|until|till|bis|and|und)(?=\s))\s*")
_ON: Final = re.compile(r"\s*(?:[-–—]|(?<=\s)(?:to|until|till|bis)(?=\s))\s*(?=[0-9])")
# So far at most from the first end to the word between.
_REACH: Final = 48


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Two clock times, each with its day if that was typed; `start` and `end` in the line."""

    start: int
    end: int
    first: TimePhrase
    last: TimePhrase
    clocks: tuple[dt.time, dt.time]

    @property
    def nightly(self) -> bool:
        """Whether midnight lies between."""
        return self.clocks[1] <= self.clocks[0]


def lasts(kind: HealthType) -> bool:
    """Whether readings of a type are so many minutes or hours."""
    return not kind.parts and {"min", "h"} <= set(kind.units)


def match(reader: TimeReader, low: str, pos: int) -> TimeSpan | None:
    """The span that begins at `pos` of the folded line."""
    lead = _LEAD.match(low, pos)
    begin = lead.end() if lead else pos
    for between in _BETWEEN.finditer(low, begin, begin + _REACH):
        first = reader.match(low[: between.start()], begin)
        if first is None or first.clock is None or first.end != between.start():
            continue
        last = reader.match(low, between.end())
        if last is not None and last.clock is not None:
            return TimeSpan(pos, last.end, first, last, (first.clock, last.clock))
    return None


def goes_on(reader: TimeReader, low: str, pos: int) -> tuple[int, int] | None:
    """Where a value goes on to another number, as in `23:00 to 6`."""
    found = _ON.match(low, pos)
    if found is None or reader.match(low, found.end() - len(found.group().lstrip())) is not None:
        return None
    return pos, found.end() + 1


def placed(
    reader: TimeReader, span: TimeSpan, day: dt.date | None
) -> tuple[Moment, Moment] | TimeProblem:
    """Both instants; `day` was said beside the span. Or why they cannot be taken."""
    first, last = span.first, span.last
    for one in (first, last):
        if one.problem is not None:
            return one.problem
    open_day = _day_trouble(reader, span, day)
    if open_day is not None:
        return open_day
    if day is not None:
        first, last = replace(first, date=day), replace(last, date=day)
    night = _DAY if span.nightly else 0 * _DAY
    if first.date is not None and last.date is None:
        last = replace(last, date=first.date + night)
    end = reader.resolve(last)
    if isinstance(end, TimeProblem):
        return end
    if first.date is None:
        first = replace(first, date=_date(end) - night)
    begin = reader.resolve(first)
    if isinstance(begin, TimeProblem):
        return begin
    if not 0 < end.at - begin.at <= _DAY // dt.timedelta(milliseconds=1):
        return TimeProblem("span-length", {}, span.start, span.end)
    return begin, end


def _day_trouble(reader: TimeReader, span: TimeSpan, day: dt.date | None) -> TimeProblem | None:
    """Days that do not tell which clock time is meant."""
    first, last = span.first, span.last
    if day is not None and (first.date or last.date):
        return TimeProblem("span-days", {}, span.start, span.end)
    said = day or (last.date if first.date is None and last.date != reader.today else None)
    if said is None or not span.nightly:
        return None
    times = [f"{said} {clock:%H:%M}" for clock in span.clocks]
    params: dict[str, object] = {"first": times[0], "last": times[1]}
    return TimeProblem("span-day-open", params, span.start, span.end)


def _date(moment: Moment) -> dt.date:
    zone = dt.timezone(dt.timedelta(minutes=moment.offset))
    return dt.datetime.fromtimestamp(moment.at / 1000, zone).date()
