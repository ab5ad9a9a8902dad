"""Times of the clock as people type them: `21:00`, `9 pm`, `7:30 Uhr`, `noon`, `08:00:00+01:00`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from healthdesk.domain.spoken_phrases import END, TimePhrase, TimeProblem, Unreal, stops
from healthdesk.domain.times import NOON, OFFSET_MAX, OFFSET_MIN

# Between a date and its clock time, whichever comes first.
JOIN: Final = re.compile(r"\s*,?\s*(?:(?:at|um|on|am|den)(?=[\s\d])\s*|@\s*|t(?=\d))?")
_CLOCK: Final = re.compile(
    r"(?P<h>[0-9]{1,2})(?:(?P<sep>[:.])(?P<m>[0-9]{2})"
    r"(?::(?P<s>[0-9]{2})(?:[.,](?P<ms>[0-9]{1,9}))?)?)?(?![0-9]|[:.,/][0-9])"
)
_HALF: Final = re.compile(r" ?(?P<half>am|pm|a\.m\.|p\.m\.)" + END)
_OCLOCK: Final = re.compile(r" ?(?:uhr|o'?clock)(?: ?(?P<m>[0-9]{2})(?![0-9]))?" + END)
_OFFSET: Final = re.compile(
    r" ?(?:(?P<z>z)|(?P<sign>[+-])(?P<h>[0-9]{2}):?(?P<m>[0-9]{2}))(?![^\W_]|:)"
)
_NOON_WORD: Final = re.compile(r"noon" + END)


def clock_at(text: str, pos: int, led: bool) -> TimePhrase | None:
    """The clock time at `pos`; `led`: after "at", "um" or "@", where an hour alone is one."""
    noon = _NOON_WORD.match(text, pos)
    if noon:
        return TimePhrase(pos, noon.end(), clock=NOON, clock_end=noon.end())
    found = _CLOCK.match(text, pos)
    if found is None:
        return None
    end = found.end()
    half, oclock = _HALF.match(text, end), _OCLOCK.match(text, end)
    suffix = half or oclock
    end = suffix.end() if suffix else end
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if oclock and oclock["m"] and found["m"] is None:
        minute = int(oclock["m"])
    if found["sep"] != ":" and suffix is None:
        if not led or (found["sep"] is None and not stops(text, end)):
            return None
        if found["sep"] is None and 1 <= hour <= 12:
            return _which_half(text, pos, end, hour)
    if half:
        if not 1 <= hour <= 12:
            raise Unreal("clock-unreal", pos, end)
        hour = hour % 12 + (12 if half["half"][0] == "p" else 0)
    micro = int((found["ms"] or "0").ljust(6, "0")[:6]) // 1000 * 1000
    try:
        clock = dt.time(hour, minute, int(found["s"] or 0), micro)
    except ValueError:
        raise Unreal("clock-unreal", pos, end) from None
    return _with_offset(text, TimePhrase(pos, end, clock=clock, clock_end=end))


def _which_half(text: str, pos: int, end: int, hour: int) -> TimePhrase:
    early, late = f"{hour % 12}:00", f"{hour % 12 + 12}:00"
    problem = TimeProblem(
        "clock-vague", {"text": text[pos:end], "early": early, "late": late}, pos, end,
        ((pos, end, early), (pos, end, late)),
    )  # fmt: skip
    return TimePhrase(pos, end, clock=dt.time(hour % 12), clock_end=end, problem=problem)


def _with_offset(text: str, phrase: TimePhrase) -> TimePhrase:
    found = _OFFSET.match(text, phrase.end)
    if found is None:
        return phrase
    if found["z"]:
        return replace(phrase, end=found.end(), offset=0)
    minutes = int(found["h"]) * 60 + int(found["m"])
    minutes = -minutes if found["sign"] == "-" else minutes
    if not OFFSET_MIN <= minutes <= OFFSET_MAX or int(found["m"]) > 59:
        raise Unreal("offset-unreal", found.start(), found.end())
    return replace(phrase, end=found.end(), offset=minutes)


def clock_follows(text: str, pos: int) -> bool:
    """Whether a clock time with a colon comes next."""
    join = JOIN.match(text, pos)
    found = _CLOCK.match(text, join.end() if join else pos)
    return found is not None and found["sep"] == ":"
