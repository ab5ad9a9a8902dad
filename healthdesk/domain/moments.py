"""Days and instants as commands and requests give them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.times import day_of, parse_iso

FIRST_YEAR = 1900
# What bounds a span, as the command line and the interface for programs call it.
OPTIONS = ("from", "to")
PARAMETERS = ("start_date", "end_date")


def instant(text: str, zone: dt.tzinfo, field: str) -> tuple[int, int]:
    """(ms, offset) of an ISO date-time; without an offset it is wall time in `zone`."""
    try:
        return parse_iso(text.strip().replace(" ", "T", 1), zone)
    except ValueError:
        raise InvalidData(FieldError(field, "time-form", text=text[:40])) from None


def day(text: str, field: str, zone: dt.tzinfo) -> int:
    """The ordinal of a date; `today` and `yesterday` are taken too."""
    today = dt.datetime.now(zone).date()
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return day_of(today) - (word == "yesterday")
    try:
        date = dt.date.fromisoformat(word)
    except ValueError:
        raise InvalidData(FieldError(field, "date-form", text=text[:40])) from None
    if date.year < FIRST_YEAR:
        raise InvalidData(FieldError(field, "before-1900"))
    return day_of(date)


def span(
    start: str | None, end: str | None, zone: dt.tzinfo, names: tuple[str, str] = OPTIONS
) -> dict[str, int | None]:
    """What two texts, called `names`, bound, by name: as dates the local days `day_from` and
    `day_to`, both included; as date-times the instants `start` and `end`, the end excluded.

    Raises `InvalidData` where they can't be read, or the second lies before the first.
    """
    bounds: dict[str, int] = {}
    for text, field, of_day, of_instant in (
        (start, names[0], "day_from", "start"),
        (end, names[1], "day_to", "end"),
    ):
        if text and _is_moment(text):
            bounds[of_instant] = instant(text, zone, field)[0]
        elif text:
            bounds[of_day] = day(text, field, zone)
    for begin, close in (("day_from", "day_to"), ("start", "end")):
        if begin in bounds and close in bounds and bounds[begin] > bounds[close]:
            raise InvalidData(FieldError(names[1], "period-backwards"))
    return {**bounds}


def within(
    query: RecordQuery,
    start: str | None,
    end: str | None,
    zone: dt.tzinfo,
    names: tuple[str, str] = OPTIONS,
) -> RecordQuery:
    """A query bounded by two texts, called `names`."""
    bounds = span(start, end, zone, names)
    return replace(
        query,
        day_from=bounds.get("day_from"), day_to=bounds.get("day_to"),
        start=bounds.get("start"), end=bounds.get("end"),
    )  # fmt: skip


def days(start: str | None, end: str | None, zone: dt.tzinfo) -> tuple[int | None, int | None]:
    """`--from` and `--to` where only whole days can be meant; both are included."""
    return (
        None if start is None else day(start, "from", zone),
        None if end is None else day(end, "to", zone),
    )


def _is_moment(text: str) -> bool:
    return "T" in text or ":" in text
