"""The CSV of the app Blood Pressure Monitor: instants in milliseconds, pressures in mmHg.

Early versions put a blank behind each comma; later ones write `null` for nothing and let the
user choose the delimiter and the columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import Draft
from healthdesk.exchange.batches import Batch, Options, Parser, number
from healthdesk.exchange.csv_rows import header_cells, records
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "blood-pressure-monitor"
SOURCE = "Blood Pressure Monitor"
TIME = "timestampUnixMs"
NAME_MAX = 60
VALUES = frozenset({"systolic", "diastolic", "pulse", "bodyweight"})
NOTHING = frozenset({"", "null"})
# Beside the values: what the app works out, and how it marks a row.
BESIDE = frozenset(
    {TIME, "notes", "color", "needlePin", "pulsePressure", "Time", "formattedTimestamp"}
)
# Medicines taken with the time of the reading: "Name(12.5)|Other(3)", in mg.
INTAKES = "intakes"


def recognises(head: Head) -> bool:
    cells = header_cells(head.first_line)
    return TIME in cells and not VALUES.isdisjoint(cells)


def parser(files: Files, options: Options) -> Parser:
    return BloodPressureMonitor(files, options)


class BloodPressureMonitor:
    """Pressures, pulses and weights, each a record of its own."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        for line, cell in records(self._files, member, spaced=True):
            self._row(line, cell, index)
            yield

    def _row(self, line: int, cell: dict[str, str], member: int) -> None:
        told = {name: cell[name] for name in VALUES & cell.keys() if cell[name] not in NOTHING}
        for name in cell.keys() - VALUES - BESIDE - {INTAKES}:
            if cell[name] not in NOTHING:
                self.tally.ignore(name[:NAME_MAX] or "?")
        if not told:
            # A note, or medicines, by themselves.
            self.tally.ignore("row without a reading")
            return
        at = number(cell[TIME])
        try:
            when = int(at), self._gathering.offset(int(at))
        except (ValueError, OverflowError):
            self._gathering.reject(line, "time-unreadable", member)
            return
        note = _note(cell)
        for draft in _drafts(told, when, note):
            self._gathering.take(draft, line, member=member)


def _note(cell: dict[str, str]) -> str:
    """What the person wrote, and the medicines behind it."""
    notes, intakes = (cell.get(name, "") for name in ("notes", INTAKES))
    taken = "" if intakes in NOTHING else "\n".join(intakes.split("|"))
    return clean_note("\n".join(text for text in (notes, taken) if text not in NOTHING))


def _drafts(told: dict[str, str], when: tuple[int, int], note: str) -> Iterator[Draft]:
    """The note stands with the first of the readings."""
    if "systolic" in told or "diastolic" in told:
        second = number(told["diastolic"]) if "diastolic" in told else None
        value = number(told.get("systolic", ""))
        yield Draft("blood-pressure", value, "mmHg", *when, value2=second, note=note, source=SOURCE)
        note = ""
    for name, slug, unit in (("pulse", "heart-rate", "bpm"), ("bodyweight", "weight", "kg")):
        if name in told:
            yield Draft(slug, number(told[name]), unit, *when, note=note, source=SOURCE)
            note = ""
