"""Tables of Google Fit: one of all days, and one for each day in quarters of an hour.

Headers are in the account's language, and a column is there only where it has data; what
stays the same are the units in brackets and the order average, most, least.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from math import isnan
from types import MappingProxyType
from typing import Literal

from healthdesk.domain.records import Draft
from healthdesk.domain.times import from_datetime
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.google_fit_streams import SOURCE
from healthdesk.exchange.local_times import parse_unparted
from healthdesk.exchange.once_a_day import OnceADay

DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\Z", re.ASCII)
CLOCK = re.compile(r"\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:?\d\d)\Z", re.ASCII)
NAMED_DAY = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)[^/]*\.csv\Z", re.IGNORECASE | re.ASCII)
UNIT = re.compile(r"\(([^()]+)\)\s*\Z")
# Steps have no unit; the word in the languages of the account, in small letters.
STEPS = re.compile(
    r"step|schritt|paso|passi|passos|\bpas\b|stappen|kroků|krokov|kroków|korak|steg|skridt|skritt"
    r"|skref|askel|samm|žings|soļ|lépés|adım|pași|paşi|шаг|крок|крач|корак|βημ|βήμ|צעד|خطو|قدم"
    r"|कदम|ก้าว|bước|langkah|hakbang|歩数|步数|步數|걸음"
)
# Units that only Google's tables have beside energy and distance.
TELLING = frozenset({"ms", "m/s", "deg"})

# Unit in brackets → type and unit of the first column that has it. Energy is that at rest and
# in motion in one figure, and speeds and durations are of no type here.
BY_UNIT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"m": ("distance", "m"), "bpm": ("heart-rate", "bpm"), "kg": ("weight", "kg"),
     "mmol/l": ("blood-glucose", "mmol/L"), "l": ("water", "L")}
)  # fmt: skip
# Of a time rather than of a moment.
SPREAD = frozenset({"steps", "distance"})
# An average over a whole day is no reading of it.
NOT_OF_A_DAY = frozenset({"heart-rate", "blood-glucose"})


def is_table(text: str) -> Literal["days", "quarters"] | None:
    """Which of the tables begins so; None for other files."""
    lines = text.splitlines()
    cells = header_cells(lines[0]) if len(lines) > 1 else ()
    units = {_unit(cell) for cell in cells}
    stepped = any(STEPS.search(cell.casefold()) for cell in cells)
    if "kcal" not in units or not (units & TELLING or ("m" in units and stepped)):
        return None
    first = header_cells(lines[1])[:1]
    if first and DAY.match(first[0]):
        return "days"
    return "quarters" if first and CLOCK.match(first[0]) else None


class Tables:
    """Readings of the tables."""

    def __init__(self, gathering: Gathering, files: Files, days: OnceADay) -> None:
        self._gathering, self._files, self._days = gathering, files, days

    def read(self, member: str, index: int, rank: int, *, by_day: bool) -> Iterator[None]:
        """`by_day`: a line is a day; else a quarter of an hour of the day in the name."""
        named = NAMED_DAY.search(member or self._files.name)
        day = named[1] if named else ""
        columns: dict[int, tuple[str, str]] = {}
        others: dict[int, str] = {}
        for line, cells in rows(self._files, member, ","):
            if not columns:
                columns = _columns(cells)
                others = _others(cells, columns, begin=1 if by_day else 2)
                continue
            for place, name in others.items():
                if place < len(cells) and cells[place].strip(" 0."):
                    self._gathering.tally.ignore(name)
            values = {
                place: parse_unparted(cells[place])
                for place in columns
                if place < len(cells) and cells[place]
            }
            if not any(values.values()):
                continue
            span = self._day(cells[0]) if by_day else _quarter(day, cells)
            if span is None:
                self._gathering.reject(line, "time-unreadable", index)
                continue
            for place, value in values.items():
                slug, unit = columns[place]
                if value and not (by_day and slug in NOT_OF_A_DAY):
                    self._take(slug, value, unit, span, line, index, rank)
            yield

    def _take(
        self,
        slug: str,
        value: float,
        unit: str,
        span: tuple[int, int, int],
        line: int,
        index: int,
        rank: int,
    ) -> None:
        start, offset, end = span
        if isnan(value):
            self._gathering.reject(line, "not-a-number", index)
        elif self._days.told_better(slug, start, offset, rank):
            self._gathering.tally.ignore(f"{slug} told twice")
        else:
            ended = end if slug in SPREAD and end > start else None
            draft = Draft(slug, round(value, 2), unit, start, offset, ended_at=ended, source=SOURCE)
            self._gathering.take(draft, line, member=index)

    def _day(self, cell: str) -> tuple[int, int, int] | None:
        """Start, offset and end of a local day."""
        try:
            day = dt.datetime.fromisoformat(cell) if DAY.match(cell) else None
        except ValueError:
            return None
        if day is None:
            return None
        start, offset = self._gathering.instant(day)
        return start, offset, self._gathering.instant(day + dt.timedelta(days=1))[0]


def _columns(cells: list[str]) -> dict[int, tuple[str, str]]:
    """Place of each column that is read; of average, most and least the first."""
    found: dict[int, tuple[str, str]] = {}
    for place, cell in enumerate(cells):
        told = BY_UNIT.get(_unit(cell))
        if told is None and not _unit(cell) and STEPS.search(cell.casefold()):
            told = ("steps", "steps")
        if told is not None and told not in found.values():
            found[place] = told
    return found


def _others(cells: list[str], columns: Mapping[int, tuple[str, str]], begin: int) -> dict[int, str]:
    """The names of the columns from `begin` on that are not read: neither themselves nor as
    the most and least of one that is."""
    told = {_unit(cells[place]) for place in columns} - {""}
    places = range(begin, len(cells))
    return {n: cells[n] for n in places if n not in columns and _unit(cells[n]) not in told}


def _unit(cell: str) -> str:
    found = UNIT.search(cell)
    return found[1].strip().casefold() if found else ""


def _quarter(day: str, cells: list[str]) -> tuple[int, int, int] | None:
    """Start, offset and end of a line; the last one of a day ends at the next day's midnight."""
    try:
        start, offset = from_datetime(dt.datetime.fromisoformat(f"{day}T{cells[0]}"))
        end, _ = from_datetime(dt.datetime.fromisoformat(f"{day}T{cells[1]}"))
    except (ValueError, IndexError, OverflowError):
        return None
    return start, offset, end if end > start else end + 86_400_000
