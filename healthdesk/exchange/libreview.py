"""LibreView: the CSV of FreeStyle Libre sensors and readers, in any language.

The columns stand in the same order everywhere; only their names are translated. The unit is
a part of the names. A row's record type says which of its columns counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final

from healthdesk.domain.records import Draft
from healthdesk.domain.typed_text import fold
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
# A header ends with the sensor's own column at the earliest.
SHORTEST: Final = 5
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
    # Of readings that are not the device's own; "": the device.
    source: str = ""


Columns = Mapping[str, tuple[Column, ...]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns stand, the same in every language; -1: nowhere. A file may end before
    the last of them."""

    device: int
    serial: int
    timestamp: int
    record_type: int
    historic: int
    rapid: int
    carbs: int
    long: int
    notes: int
    strip: int
    ketone: int
    # Words that a header cut short must have, since its units do not make it sure.
    sign: re.Pattern[str] | None = None

    @property
    def scan(self) -> int:
        return self.historic + 1


_OF_REPORTS = re.compile(r"(record|aufzeichnung|enregistr|registr|opname|post)")
PLACES: Final = (
    Places(0, 1, 2, 3, 4, 7, 9, 12, 13, 14, 15, _OF_REPORTS),
    # The program for the computer that came before: an ID, no device, no servings.
    Places(-1, -1, 1, 2, 3, 6, 8, 10, 11, 12, 13),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a header tells: where things stand, and the values of each record type."""

    places: Places
    columns: Columns


def layout_of(cells: Sequence[str]) -> Layout | None:
    """The layout a header tells; None where the row is no header of this format."""
    # Most lines of most files end here; all their cells would take long to look at.
    if len(cells) < SHORTEST:
        return None
    tried = ((places, _columns_at(places, cells)) for places in PLACES)
    return next((Layout(places, found) for places, found in tried if found is not None), None)


def _columns_at(places: Places, cells: Sequence[str]) -> Columns | None:
    """Where each record type has its value; None where other columns have units of glucose
    than should."""
    units = [values.unit_in(cell) for cell in cells]
    unit = units[places.historic]
    if not unit:
        return None
    glucose = {places.historic, places.scan, places.strip}
    if any(units[at] != unit for at in glucose if at < len(units)):
        return None
    if {at for at, found in enumerate(units) if found} - glucose - {places.ketone}:
        return None
    if len(cells) <= places.strip and not _is_signed(places, cells):
        return None
    return {
        STORED: (Column(places.historic, GLUCOSE, unit),),
        SCANNED: (Column(places.scan, GLUCOSE, unit, source=SCAN_SOURCE),),
        STRIPPED: (Column(places.strip, GLUCOSE, unit, STRIPS, FINGERSTICK),),
        KETONE: (Column(places.ketone, "ketones", "mmol/L", KETONES),),
        # Further columns split what the calculator said for meal and correction of the first.
        INSULIN: (
            Column(places.rapid, values.INSULIN, "units", tags=values.RAPID),
            Column(places.long, values.INSULIN, "units", tags=values.LONG),
        ),
        FOOD: (Column(places.carbs, "carbohydrates", "g"),),
    }


def _is_signed(places: Places, cells: Sequence[str]) -> bool:
    word = fold(cells[places.record_type]).low
    return places.sign is not None and places.sign.search(word) is not None


def recognises(head: Head) -> bool:
    return any(layout_of(header_cells(line)) for line in head.lines[:LEAD])


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
        times = (cells[layout.places.timestamp] for _, cells, layout in self._rows(member))
        clock = LoggerClock(self._gathering, self._options, times)
        for line, cells, layout in self._rows(member):
            self._row(cells, layout, clock, line, index)
            yield

    def _rows(self, member: str) -> Iterator[tuple[int, list[str], Layout]]:
        """Rows below the header, as wide as all of them should be."""
        layout = None
        for line, cells in rows(self._files, member):
            if layout is None:
                layout = layout_of(cells)
            elif len(cells) > layout.places.historic:
                yield line, cells, layout

    def _row(
        self, cells: list[str], layout: Layout, clock: LoggerClock, line: int, member: int
    ) -> None:
        places = layout.places
        kind = cells[places.record_type].strip()
        told = [
            (column, cells[column.at])
            for column in layout.columns.get(kind, ())
            if column.at < len(cells) and not _is_none(cells[column.at], kind)
        ]
        if not told:
            self.tally.ignore(IGNORED.get(kind, "other record type"))
            return
        instant = clock.instant(cells[places.timestamp], (_cell(cells, places.serial), kind))
        for column, text in told:
            if instant is None:
                self._gathering.reject(line, "time-unreadable", member)
            else:
                self._take(cells, places, column, text, instant, line, member)

    def _take(
        self,
        cells: list[str],
        places: Places,
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
        device = column.source or values.source(_cell(cells, places.device), VENDOR, column.tags)
        draft = Draft(
            column.slug,
            value,
            column.unit,
            *instant,
            comparator=comparator,
            note=values.note(_cell(cells, places.notes)),
            tags=column.tags,
            source=device,
        )
        self._gathering.take(draft, line, member=member)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""


def _is_none(text: str, kind: str) -> bool:
    """Whether nothing is told; of food and insulin 0 is nothing too."""
    return values.is_none(text) or (kind in (FOOD, INSULIN) and parse_unparted(text) == 0)
