"""A record as a workbook: a sheet for each type with typed cells and a chart, and a summary.

Rows go to the file as they come (a sheet's are never held). Texts are written as texts,
never as formulas, and the same data gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Person, Record
from healthdesk.domain.times import DAY_MS, MINUTE_MS
from healthdesk.exchange.scratch import Scratch
from healthdesk.exchange.workbook import OURS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# What a sheet holds, its header aside; more of a type goes on in a second one.
SHEET_ROWS = 1_048_575
# A chart of more points is slow to look at; it shows the newest.
CHART_ROWS = 20_000
NAME_MAX = 31
# Days from the workbook's day 0 to 1970-01-01; it believes in a 29 February 1900.
EPOCH_SERIAL, LEAP_SERIAL = 25_569, 61
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same in every workbook, so never a real time
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the workbook beside the readings, in the user's language."""

    summary: str
    type: str
    readings: str
    first: str
    last: str
    time: str
    offset: str
    until: str
    value: str
    unit: str
    comparator: str
    note: str
    tags: str
    source: str
    person: str
    binned: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One type of the workbook: its shown name, the shown names of its parts (one or two),
    the units its readings are in and how many there are."""

    kind: HealthType
    name: str
    parts: tuple[str, ...]
    units: tuple[str, ...]
    count: int


def write(
    out: BinaryIO,
    records: Iterable[Record],
    persons: Mapping[int, Person],
    plans: Sequence[SheetPlan],
    words: Words,
) -> int:
    """Write a workbook to a stream that can seek; returns how many readings.

    `plans` has every type that comes, in the order of the sheets.
    """
    # Rows wait in files of their own until the workbook is put together; none may stay.
    with (
        Scratch() as folder,
        _workbook(out, str(folder)) as book,
    ):
        summary = book.add_worksheet(_sheet_name(words.summary, set()))
        sheets = _sheets(book, plans, words, several=len(persons) > 1)
        for row in records:
            sheets[row.type].add(row, persons[row.person_id].name)
        for sheet in sheets.values():
            sheet.finish()
        _summarise(book, summary, sheets.values(), words)
    return sum(sheet.count for sheet in sheets.values())


@contextmanager
def _workbook(out: BinaryIO, folder: str) -> Iterator[Workbook]:
    """A workbook that is put together at the end of the block, if that ends well."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False,
        "strings_to_urls": False,
    }  # fmt: skip
    sink = _Sink(out)
    book = xlsxwriter.Workbook(sink, options)
    book.use_zip64()
    book.set_properties({"created": MADE})
    book.set_custom_property(OURS, value=True)
    try:
        yield book
        book.close()
    except FileCreateError as error:
        # It wraps what the disk said.
        raise error.args[0] if isinstance(error.args[0], OSError) else error from error
    finally:
        sink.let_go()
        for sheet in book.worksheets():
            sheet.row_data_fh.close()


class _Sink:
    """Where a workbook goes. A zip that failed writes its table of contents once more when it
    is thrown away; by then its file belongs to somebody else again, or is closed."""

    def __init__(self, out: BinaryIO) -> None:
        self._out: BinaryIO = out

    def let_go(self) -> None:
        self._out = io.BytesIO()

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._out.tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return self._out.seek(place, whence)

    def write(self, data: Any) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def _sheets(
    book: Workbook, plans: Sequence[SheetPlan], words: Words, *, several: bool
) -> dict[str, _TypeSheets]:
    taken = {words.summary.casefold()}
    formats = _Formats.of(book)
    return {
        plan.kind.slug: _TypeSheets(book, plan, words, formats, taken, several) for plan in plans
    }


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that workbooks take: short, without some signs, of its own."""
    plain = " ".join(name.translate(_FORBIDDEN).split()).strip("'")[:NAME_MAX].strip() or "-"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        ending = f" ({number})"
        found = plain[: NAME_MAX - len(ending)] + ending
    taken.add(found.casefold())
    return found


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    time: Any

    @classmethod
    def of(cls, book: Workbook) -> _Formats:
        return cls(
            book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )


@dataclass(slots=True)
class _TypeSheets:
    """The sheets of one type; nearly always one."""

    book: Workbook
    plan: SheetPlan
    words: Words
    formats: _Formats
    taken: set[str]
    several: bool
    count: int = 0
    first: float | None = None
    last: float = 0.0
    sheet: Worksheet = field(init=False)
    row: int = field(init=False, default=0)
    # Where the values to draw stand: the given ones, or those in one unit.
    drawn: int = field(init=False, default=3)
    columns: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        kind, words = self.plan.kind, self.words
        values = self.plan.parts if kind.parts else (words.value,)
        self.columns = [words.time, words.offset, words.until, *values, words.unit]
        if len(self.plan.units) > 1:
            self.drawn = len(self.columns)
            self.columns += [f"{name} ({kind.unit})" for name in values]
        self.columns += [words.comparator, words.note, words.tags, words.source]
        if self.several:
            self.columns.append(words.person)
        self.columns.append(words.binned)
        self._begin()

    def _begin(self) -> None:
        self.sheet = self.book.add_worksheet(_sheet_name(self.plan.name, self.taken))
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_column(0, 0, 19, self.formats.time)
        self.sheet.set_column(2, 2, 19)
        for column, name in enumerate(self.columns):
            self.sheet.write_string(0, column, name, self.formats.head)
        self.row = 0

    def add(self, record: Record, person: str) -> None:
        if self.row == SHEET_ROWS:
            self.finish()
            self._begin()
        self.row += 1
        self.count += 1
        at = _serial(record.recorded_at, record.offset)
        self.first = at if self.first is None else min(at, self.first)
        self.last = max(at, self.last)
        for column, cell in enumerate(self._cells(record, person, at)):
            if isinstance(cell, str):
                if cell:
                    self.sheet.write_string(self.row, column, cell)
            elif cell is not None:
                time = isinstance(cell, _Serial)
                self.sheet.write_number(
                    self.row, column, cell, *((self.formats.time,) if time else ())
                )

    def _cells(self, record: Record, person: str, at: _Serial) -> Iterator[str | float | None]:
        kind = self.plan.kind
        yield at
        yield _offset(record.offset)
        yield None if record.ended_at is None else _serial(record.ended_at, record.offset)
        given = (record.value, record.value2)[: len(self.plan.parts) if kind.parts else 1]
        yield from given
        yield record.unit
        if len(self.plan.units) > 1:
            yield from (record.canonical, record.canonical2)[: len(given)]
        yield record.comparator
        yield record.note
        yield " ".join(record.tags)
        yield record.source
        if self.several:
            yield person
        yield None if record.deleted_at is None else _serial(record.deleted_at, 0)

    def finish(self) -> None:
        """Filter and chart, once the sheet is full."""
        if not self.row:
            return
        self.sheet.autofilter(0, 0, self.row, len(self.columns) - 1)
        chart = self.book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
        begin = max(1, self.row - CHART_ROWS + 1)
        for part in range(len(self.plan.parts)):
            chart.add_series(self._series(begin, self.drawn + part))
        unit = self.plan.units[0] if len(self.plan.units) == 1 else self.plan.kind.unit
        chart.set_title({"name": f"{self.plan.name} ({unit})", "overlay": False})
        chart.set_x_axis({"num_format": "yyyy-mm-dd", "major_gridlines": {"visible": False}})
        chart.set_legend({"none": len(self.plan.parts) == 1, "position": "bottom"})
        chart.set_size({"width": 720, "height": 380})
        self.sheet.insert_chart(1, len(self.columns) + 1, chart)

    def _series(self, begin: int, column: int) -> dict[str, Any]:
        name = self.sheet.get_name()
        return {
            "name": [name, 0, column],
            "categories": [name, begin, 0, self.row, 0],
            "values": [name, begin, column, self.row, column],
            "line": {"width": 1},
            "marker": {"type": "circle", "size": 3},
        }


def _summarise(
    book: Workbook, sheet: Worksheet, types: Iterable[_TypeSheets], words: Words
) -> None:
    formats = _Formats.of(book)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 4, 19)
    heads = (words.type, words.unit, words.readings, words.first, words.last)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats.head)
    for row, one in enumerate((one for one in types if one.first is not None), 1):
        sheet.write_string(row, 0, one.plan.name)
        sheet.write_string(row, 1, ", ".join(one.plan.units))
        sheet.write_number(row, 2, one.count)
        sheet.write_number(row, 3, one.first or 0.0, formats.time)
        sheet.write_number(row, 4, one.last, formats.time)


class _Serial(float):
    """A day and time as workbooks count them."""


def _serial(at_ms: int, offset_min: int) -> _Serial:
    """The local time of an instant, in days of the workbook, exact to the millisecond."""
    days = (at_ms + offset_min * MINUTE_MS) / DAY_MS + EPOCH_SERIAL
    return _Serial(days if days >= LEAP_SERIAL else days - 1)


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def plan(kind: HealthType, name: str, parts: Sequence[str], counts: Mapping[str, int]) -> SheetPlan:
    """The plan of a type with so many readings in each unit."""
    known = [unit for unit in kind.units if unit in counts]
    more = sorted(unit for unit in counts if unit not in known)
    return SheetPlan(kind, name, tuple(parts) or (name,), (*known, *more), sum(counts.values()))
