"""Stages of one of Fitbit's nights: long ones, and short wakes that lie over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from healthdesk.domain.times import MINUTE_MS
from healthdesk.exchange.json_items import amount

IN_BED, ASLEEP, AWAKE = 0, 1, 5
# "stages" nights tell wake, light, deep and rem; "classic" ones the other three. Fitbit does
# not count restless minutes as sleep.
LEVELS: Mapping[str, int] = MappingProxyType(
    {"wake": AWAKE, "light": 2, "deep": 3, "rem": 4, "asleep": ASLEEP, "restless": AWAKE,
     "awake": AWAKE}
)  # fmt: skip
LONGEST = 24 * 3600
YEARS = range(1900, 2200)

Instant = Callable[[dt.datetime, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A code of the type sleep-stage between two instants (ms)."""

    start: int
    end: int
    code: int


def stages(session: Mapping[str, Any], instant: Instant) -> list[Stage]:
    """The stages of a session, disjoint, and the whole of it as time in bed; the whole as
    sleep where it has no stages."""
    instant = _clock_of(session, instant)
    levels = session.get("levels")
    told = levels if isinstance(levels, dict) else {}
    long = list(_told(told.get("data"), instant))
    short = list(_told(told.get("shortData"), instant))
    found = list(_without(long, short)) + short
    whole = _whole(session, instant, found)
    return [*([whole] if whole else []), *sorted(found, key=lambda stage: stage.start)]


def _clock_of(session: Mapping[str, Any], instant: Instant) -> Instant:
    """Times of a session that is as long as its clock says went on by the clock of its
    beginning, also where the clock was changed in that night."""
    begun, ended = (wall_time(session.get(key)) for key in ("startTime", "endTime"))
    lasted = amount(session.get("duration"))
    if begun is None or ended is None or not abs(_ms(ended - begun) - lasted) < MINUTE_MS:
        return instant
    start, offset = instant(begun, 0)
    return lambda wall, _: (start + _ms(wall - begun), offset)


def _ms(span: dt.timedelta) -> int:
    return span // dt.timedelta(milliseconds=1)


def _whole(session: Mapping[str, Any], instant: Instant, found: list[Stage]) -> Stage | None:
    ends = [wall_time(session.get(key)) for key in ("startTime", "endTime")]
    if ends[0] is None or ends[1] is None:
        return None
    start, end = instant(ends[0], 0)[0], instant(ends[1], 0)[0]
    return Stage(start, end, IN_BED if found else ASLEEP) if end > start else None


def _told(entries: object, instant: Instant) -> Iterator[Stage]:
    """Entries in their order. Where the clock is set back and a time comes twice, one that
    seems to be before the entry it follows is the second."""
    before = None
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        code = LEVELS.get(str(entry.get("level")))
        wall, seconds = wall_time(entry.get("dateTime")), amount(entry.get("seconds"))
        if code is None or wall is None or not 0 < seconds <= LONGEST:
            continue
        start = instant(wall, 0)[0]
        if before is not None and start < before:
            start = instant(wall, 1)[0]
        before = start
        yield Stage(start, start + round(seconds * 1000), code)


def _without(long: Iterable[Stage], short: Iterable[Stage]) -> Iterator[Stage]:
    """What is left of the long stages beside the short ones."""
    cuts = sorted((stage.start, stage.end) for stage in short)
    for stage in long:
        edges = [stage.start]
        for start, end in cuts:
            if end > edges[-1] and start < stage.end:
                edges += [max(start, edges[-1]), end]
        edges.append(stage.end)
        for start, end in list(pairwise(edges))[::2]:
            if end > start:
                yield Stage(start, end, stage.code)


def wall_time(text: object) -> dt.datetime | None:
    """`2026-02-03T23:10:30.000` of a year people live in, without a zone; else None."""
    if not isinstance(text, str):
        return None
    try:
        wall = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return wall if wall.tzinfo is None and wall.year in YEARS else None
