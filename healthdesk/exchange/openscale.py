"""The CSV of the app openScale, in the three shapes it has had.

1.x: `DateTime;Weight;…` with points in the date; 2.x: `"biceps",…,"dateTime",…`, 0.0 for what
was not measured; 3.x: `DATE,TIME,` and the app's own type keys. No file tells its units: they
are those the person had chosen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from math import isnan
from typing import TYPE_CHECKING, Final

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import Draft
from healthdesk.domain.transfers import DateOrder
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import header_cells, records
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import parse_clock, parse_date, parse_unparted, split_moment
from healthdesk.exchange.members import read_members

if TYPE_CHECKING:
    from healthdesk.exchange.recognise import Head

NAME = "openscale"
SOURCE = "openScale"
# Names of columns in lower case, without underscores.
TYPES: Final[Mapping[str, str]] = {
    "weight": "weight", "fat": "body-fat", "bodyfat": "body-fat", "muscle": "muscle-mass",
    "waist": "waist", "heartrate": "heart-rate", "water": "body-water", "bone": "bone-mass",
    "lbm": "lean-mass", "lbw": "lean-mass", "visceralfat": "visceral-fat",
}  # fmt: skip
UNITS: Final[Mapping[str, str]] = {
    "body-fat": "%", "heart-rate": "bpm", "visceral-fat": "rating",
}  # fmt: skip
# Columns that are read, and the app's own figures, which are worked out; amounts in any other
# (girths, folds of skin, what the person added) are counted.
KNOWN: Final = frozenset(
    {*TYPES, "date", "time", "datetime", "comment", "bmi", "whr", "whtr", "bmr", "tdee", "user",
     "userid", "id"}
)  # fmt: skip
SHARE = "%"
# Muscle, bone and water are a share or a mass, as the person chose.
SHARED: Final = frozenset({"muscle-mass", "bone-mass", "body-water"})
SHARED_UNITS = (SHARE, "kg", "lb", "st")
# Where a row tells no time of day; the app takes the same.
NOON = dt.time(12)


def recognises(head: Head) -> bool:
    cells = header_cells(head.first_line)
    keys = {_key(cell) for cell in cells}
    if cells[:2] == ("DATE", "TIME"):
        return "weight" in keys
    return "weight" in keys and ("dateTime" in cells or cells[:1] == ("DateTime",))


def parser(files: Files, options: Options) -> Parser:
    return OpenScale(files, options)


class OpenScale:
    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._answers = files, options.answers
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        order = self._gathering.date_order(self._dates(member))
        for line, cells in self._rows(member):
            values = {
                name: text for name, text in cells.items() if name in TYPES and not _none(text)
            }
            for name in cells.keys() - KNOWN:
                if _is_amount(cells[name]):
                    self.tally.ignore(name)
            wall = _wall(cells, order)
            if wall is None:
                if values:
                    self._gathering.reject(line, "time-unreadable", index)
            else:
                self._take(line, values, self._gathering.instant(wall), _note(cells), index)
            yield

    def _rows(self, member: str) -> Iterator[tuple[int, dict[str, str]]]:
        for line, cells in records(self._files, member):
            yield line, {_key(name): text for name, text in cells.items() if name}

    def _dates(self, member: str) -> Iterator[str]:
        for _, cells in self._rows(member):
            parts = split_moment(cells.get("datetime", ""))
            yield parts[0] if parts else cells.get("date", "")

    def _take(
        self, line: int, values: dict[str, str], at: tuple[int, int], note: str, member: int
    ) -> None:
        for name, text in values.items():
            slug, value = TYPES[name], parse_unparted(text)
            unit = UNITS.get(slug) or self._unit(slug, text, values)
            if slug in ("muscle-mass", "bone-mass") and unit == SHARE:
                # The catalogue has a mass; beside a weight the share gives it.
                weight = parse_unparted(values.get("weight", ""))
                if isnan(weight):
                    self.tally.ignore(name)
                    continue
                unit = self._unit("weight", values["weight"], values)
                value = round(weight * value / 100, 2)
            if slug == "body-water" and unit != SHARE:
                slug = "body-water-mass"
            draft = Draft(slug, value, unit, *at, note=note, source=SOURCE)
            self._gathering.take(draft, line, member=member)
            note = ""

    def _unit(self, slug: str, example: str, values: Mapping[str, str]) -> str:
        """The unit the user gave, else the first there is: then the rows are not kept."""
        # A unit for everything does not say whether this is a share.
        given = self._answers.units.get(slug, "")
        if slug in SHARED:
            if given not in SHARED_UNITS:
                self._gathering.ask("unit", slug, SHARED_UNITS, example=example)
            return given or SHARE
        if slug == "lean-mass":
            # A mass as the weight is, unless the user says otherwise.
            return given or self._unit("weight", values.get("weight", example), values)
        return self._gathering.unit(slug, example=example) or ("cm" if slug == "waist" else "kg")


def _key(column: str) -> str:
    return column.lower().replace("_", "")


def _is_amount(text: str) -> bool:
    return parse_unparted(text) > 0


def _none(text: str) -> bool:
    return not text or parse_unparted(text) == 0


def _note(cells: dict[str, str]) -> str:
    return clean_note(cells.get("comment", ""))


def _wall(cells: dict[str, str], order: DateOrder) -> dt.datetime | None:
    parts = split_moment(cells.get("datetime", ""))
    day, clock = parts[:2] if parts else (cells.get("date", ""), cells.get("time", ""))
    date = parse_date(day, order)
    time = parse_clock(clock) if clock else NOON
    return None if date is None or time is None else dt.datetime.combine(date, time)
