"""Rows of Samsung Health's tables: a line with the table's name, a header whose columns may or
may not carry that name, and one comma too many at the end of every line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from healthdesk.domain.times import EPOCH, OFFSET_MAX, OFFSET_MIN, from_datetime
from healthdesk.exchange.csv_rows import rows
from healthdesk.exchange.files import Files

# `com.samsung.shealth.tracker.heart_rate,6303011,4`
TITLE = re.compile(r'"?com\.samsung\.s?health\.([a-z0-9_.]+)"?,[\d.]*(?:,[\d.]*)*,?\s*\Z')
WALL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\Z", re.ASCII)
MS = re.compile(r"-?\d{11,14}\Z", re.ASCII)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?)(?::?(\d\d))?\Z", re.ASCII)
# As Samsung's interface for programs tells it.
OFFSET_MS = re.compile(r"(?:0|-?\d{6,8})\Z", re.ASCII)
QUARTER = 15
# Stands for "not defined" in every column of numbers.
NOTHING = re.compile(r"-1(?:\.0+)?\Z", re.ASCII)

Offset = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Line:
    """A row by the last words of its columns' names; empty cells, and those of -1, are left
    out."""

    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


def table_name(line: str) -> str:
    """`tracker.heart_rate` of a file's first line; empty for other files."""
    found = TITLE.match(line.removeprefix("\ufeff").rstrip())
    return found[1] if found else ""


def lines(files: Files, member: str) -> Iterator[Line]:
    """The rows of a table. Of a column told with and without the table's name the cell that
    is not empty counts."""
    names: list[str] | None = None
    for number, cells in rows(files, member, ","):
        if number == 1:
            continue
        if names is None:
            # Some begin the second line with the mark that belongs before the first.
            names = [cell.strip("\ufeff ").rpartition(".")[2] for cell in cells]
            continue
        told: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            if name and cell.strip() and not NOTHING.match(cell.strip()):
                told.setdefault(name, cell.strip())
        yield Line(number, told)


def instant(
    text: str, offset_text: str, zone: Offset, *, in_utc: bool = True
) -> tuple[int, int] | None:
    """(ms, offset in minutes) of a time and the column beside it; None for no time at all.

    Times are UTC, and the offset is what was in force; where it is none (some versions wrote
    nonsense) it is that of the zone asked for. With `in_utc` off, times are local ones.
    """
    if MS.match(text):
        at = int(text)
        return at, _offset(offset_text, lambda: zone(at))
    if not WALL.match(text):
        return None
    try:
        at = _as_utc(dt.datetime.fromisoformat(text))
        offset = _offset(offset_text, lambda: zone(at))
    except (ValueError, OverflowError):
        return None
    return (at, offset) if in_utc else (at - offset * 60_000, offset)


def local_day(text: str) -> dt.datetime | None:
    """The day a `day_time` stands for: its local midnight, told as if it were UTC, in ms or
    as a date."""
    try:
        if MS.match(text):
            return (EPOCH + dt.timedelta(milliseconds=int(text))).replace(
                hour=0, minute=0, second=0, microsecond=0, tzinfo=None
            )
        return dt.datetime.fromisoformat(text[:10]) if WALL.match(text) else None
    except (ValueError, OverflowError):
        return None


def _as_utc(wall: dt.datetime) -> int:
    return from_datetime(wall.replace(tzinfo=dt.UTC))[0]


def _offset(text: str, otherwise: Callable[[], int]) -> int:
    minutes = _minutes(text)
    if minutes is None or not OFFSET_MIN <= minutes <= OFFSET_MAX or minutes % QUARTER:
        return otherwise()
    return minutes


def _minutes(text: str) -> int | None:
    found = OFFSET.match(text)
    if found is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return -minutes if found[1] == "-" else minutes
    told = OFFSET_MS.match(text)
    return int(text) // 60_000 if told and int(text) % 60_000 == 0 else None
