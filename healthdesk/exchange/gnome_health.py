"""The two CSV files of GNOME Health: weights and activities.

Their columns are the fields of the program's own types. Weights are in kg or lb and distances
in metres or yards, as the person had chosen; the file does not say which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from healthdesk.domain.records import Draft
from healthdesk.domain.times import MINUTE_MS, from_datetime
from healthdesk.exchange.batches import Batch, Options, Parser, number
from healthdesk.exchange.csv_rows import header_cells, records
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "gnome-health"
SOURCE = "GNOME Health"
WEIGHTS = ("date", "weight")
ACTIVITIES = frozenset({"activity_type", "calories_burned", "date", "duration", "steps"})
# Column → type and unit; what an activity adds to its day.
AMOUNTS = (("steps", "steps", "steps"), ("calories_burned", "active-energy", "kcal"))
# All columns; there may be others in versions to come.
KNOWN = ACTIVITIES | {
    "weight", "distance", "heart_rate_avg", "heart_rate_max", "heart_rate_min", "id",
}  # fmt: skip
NAME_MAX = 60
# A year; no activity lasts as long, and what is longer is rejected.
MINUTES_MAX = 366 * 24 * 60
METRES_IN_YARD = 0.9144
LENGTHS = ("m", "yd")


def recognises(head: Head) -> bool:
    cells = header_cells(head.first_line)
    if cells == WEIGHTS:
        # Two such plain words say little: the instants have to be the program's as well.
        row = header_cells(head.lines[1]) if len(head.lines) > 1 else ()
        return len(row) == len(WEIGHTS) and "T" in row[0] and _instant(row[0]) is not None
    return set(cells) >= ACTIVITIES


def parser(files: Files, options: Options) -> Parser:
    return GnomeHealth(files, options)


class GnomeHealth:
    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._units = files, options.answers.units
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        for line, cell in records(self._files, member, ","):
            for name in cell.keys() - KNOWN:
                if cell[name] not in ("", "0"):
                    self.tally.ignore(name[:NAME_MAX] or "?")
            at = _instant(cell["date"])
            if at is None:
                self._gathering.reject(line, "time-unreadable", index)
            elif "weight" in cell:
                self._weight(line, cell["weight"], at, index)
            else:
                self._activity(line, cell, at, index)
            yield

    def _weight(self, line: int, text: str, at: tuple[int, int], member: int) -> None:
        unit = self._gathering.unit("weight", example=text) or "kg"
        self._take(line, Draft("weight", number(text), unit, *at, source=SOURCE), member)

    def _activity(self, line: int, cell: dict[str, str], at: tuple[int, int], member: int) -> None:
        minutes = number(cell["duration"] or "0")
        if isnan(minutes) or minutes < 0:
            self._gathering.reject(line, "not-a-number", member)
            return
        ended = at[0] + round(min(minutes, MINUTES_MAX) * MINUTE_MS)
        for column, slug, unit in AMOUNTS:
            if cell.get(column):
                value = number(cell[column])
                self._take(
                    line, Draft(slug, value, unit, *at, ended_at=ended, source=SOURCE), member
                )
        self._distance(line, cell.get("distance", ""), at, ended, member)
        if minutes:
            draft = Draft("exercise-minutes", minutes, "min", *at, ended_at=ended, source=SOURCE)
            self._take(line, draft, member)
        if cell.get("heart_rate_avg"):
            value = number(cell["heart_rate_avg"])
            self._take(
                line, Draft("heart-rate", value, "bpm", *at, ended_at=ended, source=SOURCE), member
            )

    def _distance(self, line: int, text: str, at: tuple[int, int], ended: int, member: int) -> None:
        value = number(text or "0")
        if value == 0:
            return
        given = self._units.get("distance", self._units.get(""))
        if given not in LENGTHS:
            self._gathering.ask("unit", "distance", LENGTHS, example=text)
        elif given == "yd":
            value = round(value * METRES_IN_YARD, 4)
        draft = Draft("distance", value, "m", *at, ended_at=ended, source=SOURCE)
        self._take(line, draft, member)

    def _take(self, line: int, draft: Draft, member: int) -> None:
        if draft.value:
            self._gathering.take(draft, line, member=member)


def _instant(text: str) -> tuple[int, int] | None:
    """None for what is no date-time with an offset."""
    try:
        return from_datetime(dt.datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None
