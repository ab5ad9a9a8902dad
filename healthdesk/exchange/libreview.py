"""LibreView: the CSV of FreeStyle Libre sensors and readers, in any language.

The columns stand in the same order everywhere; only their names are translated. The unit is
a part of the names. A row's record type says which of its columns counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

from healthdesk.domain.records import Draft
from healthdesk.exchange import glucose_values as values
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.clock_changes import LoggerClock
from healthdesk.exchange.csv_rows import header_cells, rows
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.glucose_values import FINGERSTICK, GLUCOSE
from healthdesk.exchange.local_times import parse_unparted
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

VENDOR: Final = "LibreView"
# Titles stand before the header: one line, or two for a patient's report.
LEAD: Final = 6
DEVICE, SERIAL, TIMESTAMP, RECORD_TYPE, HISTORIC, SCAN = range(6)
RAPID, CARBS, LONG, NOTES, STRIP, KETONE_VALUE = 7, 9, 12, 13, 14, 15
STORED, SCANNED, STRIPPED, KETONE, INSULIN, FOOD = "0", "1", "2", "3", "4", "5"
IGNORED: Final = {
    STORED: "empty row", SCANNED: "empty row", STRIPPED: "empty row", KETONE: "empty row",
    INSULIN: "insulin without units", FOOD: "food without grams", "6": "event",
}  # fmt: skip
# A scan shows what the sensor says between two entries of its own grid; it is kept apart.
SCAN_SOURCE: Final = "scan"
SENSOR: Final = values.limits(40, 500, 2.2, 27.8)
STRIPS: Final = values.limits(20, 500, 1.1, 27.8)
# A meter of ketones tells up to 8.0.
KETONES: Final = values.limits(0, 0, 0, 8.0)


@dataclass(frozen=True, slots=True)
class Column:
    """Where the value of a record type stands, and what it is."""

    at: int
    slug: str
    unit: str
    limits: values.Limits = SENSOR
    tags: tuple[str, ...] = ()


Columns = Mapping[str, tuple[Column, ...]]


def columns_of(cells: Sequence[str]) -> Columns | None:
    """Where each record type has its value, by a header; None where the row is no header of
    this format."""
    # Most lines of most files end here; all their cells would take long to look at.
    if len(cells) <= STRIP or not values.unit_in(cells[HISTORIC]):
        return None
    units = [values.unit_in(cell) for cell in cells]
    unit = units[HISTORIC]
    told = {index for index, found in enumerate(units) if found}
    if {units[SCAN], units[STRIP]} != {unit}:
        return None
    if told - {HISTORIC, SCAN, STRIP, KETONE_VALUE}:
        return None
    return {
        STORED: (Column(HISTORIC, GLUCOSE, unit),),
        SCANNED: (Column(SCAN, GLUCOSE, unit),),
        STRIPPED: (Column(STRIP, GLUCOSE, unit, STRIPS, FINGERSTICK),),
        KETONE: (Column(KETONE_VALUE, "ketones", "mmol/L", KETONES),),
        # Further columns split what the calculator said for meal and correction of the first.
        INSULIN: (
            Column(RAPID, values.INSULIN, "units", tags=values.RAPID),
            Column(LONG, values.INSULIN, "units", tags=values.LONG),
        ),
        FOOD: (Column(CARBS, "carbohydrates", "g"),),
    }


def recognises(head: Head) -> bool:
    return any(columns_of(header_cells(line)) for line in head.lines[:LEAD])


def parser(files: Files, options: Options) -> Parser:
    return LibreView(files, options)


class LibreView:
    """Exports, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self._gathering = Gathering("libreview", files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        times = (cells[TIMESTAMP] for _, cells, _ in self._rows(member))
        clock = LoggerClock(self._gathering, self._options, times)
        for line, cells, columns in self._rows(member):
            self._row(cells, columns, clock, line, index)
            yield

    def _rows(self, member: str) -> Iterator[tuple[int, list[str], Columns]]:
        """Rows below the header, as wide as all of them should be."""
        columns = None
        for line, cells in rows(self._files, member):
            if columns is None:
                columns = columns_of(cells)
            elif len(cells) > SCAN:
                yield line, cells, columns

    def _row(
        self, cells: list[str], columns: Columns, clock: LoggerClock, line: int, member: int
    ) -> None:
        kind = cells[RECORD_TYPE].strip()
        told = [
            (column, cells[column.at])
            for column in columns.get(kind, ())
            if column.at < len(cells) and not _is_none(cells[column.at], kind)
        ]
        if not told:
            self.tally.ignore(IGNORED.get(kind, "other record type"))
            return
        instant = clock.instant(cells[TIMESTAMP], (cells[SERIAL], kind))
        for column, text in told:
            if instant is None:
                self._gathering.reject(line, "time-unreadable", member)
            else:
                self._take(cells, column, text, instant, line, member)

    def _take(
        self,
        cells: list[str],
        column: Column,
        text: str,
        instant: tuple[int, int],
        line: int,
        member: int,
    ) -> None:
        value, comparator = values.glucose(text, column.unit, column.limits)
        if isnan(value):
            self._gathering.reject(line, "not-a-number", member)
            return
        device = SCAN_SOURCE if column.at == SCAN else values.source(cells[DEVICE], VENDOR)
        draft = Draft(
            column.slug,
            value,
            column.unit,
            *instant,
            comparator=comparator,
            note=values.note(cells[NOTES]) if len(cells) > NOTES else "",
            tags=column.tags,
            source=device,
        )
        self._gathering.take(draft, line, member=member)


def _is_none(text: str, kind: str) -> bool:
    """Whether nothing is told; of food and insulin 0 is nothing too."""
    return values.is_none(text) or (kind in (FOOD, INSULIN) and parse_unparted(text) == 0)
