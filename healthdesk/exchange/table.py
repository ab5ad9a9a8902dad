"""Any table: a CSV, a TSV or a workbook whose columns the user names.

Where its header is, and what its columns are called; what they hold is said by a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthdesk.domain.header_words import plain
from healthdesk.domain.table_guess import unit_named
from healthdesk.domain.table_mapping import header_key, header_names
from healthdesk.exchange import csv_rows, workbook
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.cell_shapes import shape_of
from healthdesk.exchange.files import ITSELF, Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.mapped_table import MappedTables, Row, Table
from healthdesk.exchange.table_cells import is_empty, text_of

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

# Rows in which the header may stand.
LEAD = 20
# The column of days that stand in lines of their own above the rows they are of, as in the
# weights of Garmin Connect.
DAY_ABOVE = "Day above"
# How XML, JSON and web pages begin.
NO_TABLE = ("<", "{", "[")


def recognises(head: Head) -> bool:
    """Two columns or more, of which a line below the first holds a number."""
    if workbook.is_workbook(head.inside):
        return True
    lines = [line for line in head.lines[:LEAD] if line.strip()]
    if not head.is_text or len(lines) < 2 or lines[0].lstrip().startswith(NO_TABLE):
        return False
    for line in lines[:-1]:
        delimiter = csv_rows.delimiter_of(line)
        if delimiter is None:
            continue
        header = csv_rows.header_cells(line, delimiter)
        below = [csv_rows.header_cells(other, delimiter) for other in lines[1:]]
        return len(header) > 1 and any(
            len(cells) > 1 and any(_has_digit(cell) for cell in cells) for cells in below
        )
    return False


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def parser(files: Files, options: Options) -> Parser:
    return Tables(files, options)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table: where it is, its columns, the line above its first row, and whether that
    line names the columns. `days_above`: its last column is `DAY_ABOVE`."""

    member: int
    name: str
    columns: tuple[str, ...]
    header: int
    first_rows: tuple[Row, ...]
    named: bool = True
    days_above: bool = False


class Tables:
    """All tables of a file: one of a CSV, each sheet of a workbook."""

    def __init__(self, files: Files, options: Options) -> None:
        self._gathering = Gathering("table", files, options)
        self._tables = MappedTables(self._gathering, options)
        self._files = files
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where it is no table, `InvalidData` where a mapping cannot be."""
        for index, member in enumerate(self._files.members):
            for name in self._sheets(member):
                sheet = self._sheet(index, member, name)
                if sheet is not None:
                    yield from self._read(sheet)
        yield from self._gathering.rest()

    def _sheets(self, member: str) -> Sequence[str]:
        if self._is_workbook(member):
            return workbook.sheets(self._files, member)
        return (ITSELF,)

    def _is_workbook(self, member: str) -> bool:
        return self._files.peek(member, 4).startswith(b"PK")

    def _rows(self, member: str, sheet: str) -> Iterator[Row]:
        if self._is_workbook(member):
            yield from workbook.rows(self._files, member, sheet)
            return
        for line, cells in csv_rows.rows(self._files, member, spaced=True):
            yield line, tuple(cell.strip() for cell in cells[: workbook.COLUMNS_MAX])

    def _sheet(self, index: int, member: str, name: str) -> _Sheet | None:
        """None where the sheet holds no table, which is counted unless it is empty."""
        first: list[Row] = []
        for row in self._rows(member, name):
            first.append(row)
            if len(first) > LEAD:
                break
        widest = max((_filled(cells) for _, cells in first), default=0)
        wide = [
            (place, line, cells)
            for place, (line, cells) in enumerate(first)
            if _filled(cells) > 1 and _filled(cells) * 5 >= widest * 4
        ]
        for place, _, cells in wide:
            if not any(map(shape_of, cells)) and place + 1 < len(first):
                self._count_above(first[:place])
                return _headed(index, name, first, place)
        for place, line, cells in wide:
            if any(map(shape_of, cells)):
                below = tuple(first[place:])
                columns = header_names([""] * max(len(cells) for _, cells in below))
                return _Sheet(index, name, columns, line - 1, below, named=False)
        if first:
            self.tally.ignore("table")
        return None

    def _count_above(self, rows: Sequence[Row]) -> None:
        """Tell of readings there may be in what stands above the header: another table."""
        above = sum(_filled(cells) > 1 and any(map(shape_of, cells)) for _, cells in rows)
        if above:
            self.tally.ignore("row above the table", above)

    # -- one table -------------------------------------------------------------------------

    def _read(self, sheet: _Sheet) -> Iterator[Batch]:
        member = self._files.members[sheet.member]
        booked = self._is_workbook(member)
        table = Table(
            self._key(sheet), sheet.name, sheet.columns, sheet.first_rows, sheet.member,
            first_day=workbook.first_day(self._files, member) if booked else workbook.EPOCH,
            ours=booked and workbook.is_ours(self._files, member),
        )  # fmt: skip
        for _ in self._tables.read(table, lambda: self._below(sheet)):
            yield from self._gathering.full()

    def _below(self, sheet: _Sheet) -> Iterator[Row]:
        """The rows below the header."""
        rows = self._rows(self._files.members[sheet.member], sheet.name)
        below = (row for row in rows if row[0] > sheet.header)
        return _with_days(below, len(sheet.columns) - 1) if sheet.days_above else below

    def _key(self, sheet: _Sheet) -> str:
        """What the mapping of a table is remembered by: its header, or where it has none its
        place, since its columns say nothing of themselves."""
        key = header_key(sheet.columns)
        if sheet.named:
            return key
        member = self._files.members[sheet.member]
        return f"{self._files.name}/{member}/{sheet.name}\n{key}"


def _headed(index: int, name: str, first: Sequence[Row], place: int) -> _Sheet:
    """The table whose header is the row at a place."""
    line, cells = first[place]
    names = [text_of(cell) for cell in cells]
    under_line, under = first[place + 1]
    if place + 2 < len(first) and _is_second_header(under):
        names, line, place = _both(names, under), under_line, place + 1
    columns = header_names(names)
    below = tuple(first[place + 1 :])
    if not _has_days_above(below):
        return _Sheet(index, name, columns, line, below)
    below = tuple(_with_days(below, len(columns)))
    columns = header_names([*columns, DAY_ABOVE])
    return _Sheet(index, name, columns, line, below, days_above=True)


def _is_second_header(cells: Sequence[workbook.Cell]) -> bool:
    """Whether a row below the header goes on with it: words alone, a unit among them."""
    told = [cell for cell in cells if not is_empty(cell)]
    words = [cell for cell in told if isinstance(cell, str)]
    return (
        len(words) == len(told)
        and not any(map(shape_of, words))
        and any(unit_named(word.strip(" ()[]")) for word in words)
    )


def _both(names: Sequence[str], under: Sequence[workbook.Cell]) -> list[str]:
    """Headers with what stands in the row below each: a unit in brackets, unless the header
    has it, and other words behind it."""
    below = [text_of(cell).strip() for cell in under] + [""] * len(names)
    both = []
    for name, word in zip([*names, *[""] * (len(under) - len(names))], below, strict=False):
        bare = word.strip("()[]")
        if unit_named(bare):
            both.append(name if plain(bare) in plain(name) else f"{name} ({bare})".strip())
        else:
            both.append(f"{name} {word}".strip())
    return both


def _lone_day(cells: Sequence[workbook.Cell]) -> workbook.Cell:
    """The one cell of a row that holds something, where that is a day."""
    told = [cell for cell in cells if not is_empty(cell)]
    return told[0] if len(told) == 1 and shape_of(told[0]) == "date" else None


def _has_days_above(rows: Sequence[Row]) -> bool:
    """Whether days stand in lines of their own, and nowhere else."""
    days = [_lone_day(cells) is not None for _, cells in rows]
    others = (cells for (_, cells), lone in zip(rows, days, strict=True) if not lone)
    return any(days) and not any(
        shape_of(cell) in ("date", "moment") for cells in others for cell in cells
    )


def _with_days(rows: Iterable[Row], width: int) -> Iterator[Row]:
    """The rows, the day above each behind its so many cells."""
    day: workbook.Cell = None
    for line, cells in rows:
        lone = _lone_day(cells)
        if lone is None:
            yield line, (*cells[:width], *[None] * (width - len(cells)), day)
        else:
            day = lone


def _filled(cells: Sequence[workbook.Cell]) -> int:
    return sum(not is_empty(cell) for cell in cells)
