"""The CSV of the app openScale, in the shapes it has had, and its database.

1.x: `DateTime;Weight;…` with points in the date, before that rows without a header; 2.x:
`"biceps",…,"dateTime",…`, 0.0 for what was not measured; 3.x: `DATE,TIME,` and the app's own type
keys. No CSV tells its units: they are those the person had chosen. The database does.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from math import isnan, nan
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note
from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import Draft
from healthdesk.domain.times import NOON
from healthdesk.domain.transfers import DateOrder
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.csv_rows import header_cells, records, rows
from healthdesk.exchange.files import ITSELF, Files, encoding_of
from healthdesk.exchange.foreign_database import MAGIC, copied, database_of, lacks_log
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import on_day, parse_date, parse_unparted, split_moment
from healthdesk.exchange.members import read_members
from healthdesk.exchange.openscale_database import (
    NEW_TABLES,
    OLD_TABLES,
    Measurement,
    measurements,
)

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
LINE_MAX = 10_000
# Where a database has the names of its tables.
LOOK_INTO = 1 << 20
# Before there was a header: the columns, by how many there are.
BARE: Final[Mapping[int, tuple[str, ...]]] = {
    count: ("datetime", "weight", "fat", "water", *names, "comment")
    for count, names in (
        (5, ()), (6, ("muscle",)), (8, ("muscle", "waist", "hip")),
        (9, ("muscle", "bone", "waist", "hip")), (10, ("muscle", "lbw", "bone", "waist", "hip")),
    )
}  # fmt: skip
# Stands for a row that has not the columns of the first.
OTHER_WIDTH = "\0"
_BARE_MOMENT = re.compile(r"\d\d\.\d\d\.20\d\d \d\d:\d\d\Z", re.ASCII)
# The app's numbers have a point, whatever they are.
_BARE_NUMBER = re.compile(r"\d{1,4}\.\d{1,9}\Z", re.ASCII)


def recognises(head: Head) -> bool:
    if head.data.startswith(MAGIC):
        data = head.files.peek(head.member, LOOK_INTO)
        return any(
            all(name.encode() in data for name in tables) for tables in (OLD_TABLES, NEW_TABLES)
        )
    if _is_bare(head.lines[:2]):
        return True
    cells = header_cells(head.first_line)
    keys = {_key(cell) for cell in cells}
    if cells[:2] == ("DATE", "TIME"):
        return "weight" in keys
    return "weight" in keys and ("dateTime" in cells or cells[:1] == ("DateTime",))


def _is_bare(lines: tuple[str, ...]) -> bool:
    """Whether lines are rows of the app from before it wrote a header."""
    found = [header_cells(line, ",") for line in lines if line]
    return bool(found) and all(
        _width(cells) in BARE and _BARE_MOMENT.match(cells[0]) is not None for cells in found
    )


def _width(cells: Sequence[str]) -> int:
    """The columns of a row without a header: the moment, its numbers, and the comment, however
    many commas are in that."""
    numbers = sum(1 for _ in takewhile(_BARE_NUMBER.match, map(str.strip, cells[1:])))
    return min(len(cells), numbers + 2)


def parser(files: Files, options: Options) -> Parser:
    return OpenScale(files, options)


class OpenScale:
    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._answers = files, options.answers
        self._beside = frozenset(files.members) - {ITSELF}
        self._gathering = Gathering(NAME, files, options)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        yield from read_members(self._gathering, self._files, self._read)
        yield from self._gathering.rest()

    def _read(self, member: str, index: int) -> Iterator[None]:
        if database_of(member) in self._beside:
            # Read with the database.
            return
        if self._files.peek(member, len(MAGIC)) == MAGIC:
            yield from self._database(member, index)
            return
        order = self._gathering.date_order(self._dates(member))
        for line, cells in self._rows(member):
            if OTHER_WIDTH in cells:
                self._gathering.reject(line, "columns-other", index)
                continue
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
                if values and _is_timeless(cells):
                    self.tally.warn("times-at-noon")
                self._take(line, values, self._gathering.instant(wall), _note(cells), index)
            yield

    def _database(self, member: str, index: int) -> Iterator[None]:
        if lacks_log(self._files, member):
            name = PurePosixPath(member or self._files.name).name
            self.tally.warn("database-log-missing", name=name)
        try:
            with TemporaryDirectory(prefix="healthdesk-") as folder:
                path, logged = copied(self._files, member, Path(folder))
                for found in measurements(path, logged=logged):
                    self._measurement(found, index)
                    yield
        # What the engine says of a damaged name may be no text itself.
        except (sqlite3.Error, UnicodeDecodeError) as error:
            name = member or self._files.name
            raise BadFile("foreign-database-damaged", name=name) from error

    def _measurement(self, found: Measurement, index: int) -> None:
        if not found.enabled:
            self.tally.ignore("deleted")
            return
        at = self._instant(found.at)
        note = found.note
        for name, (value, unit) in found.values.items():
            slug, amount, known = _stored(name, value, unit, found.values.get("weight"))
            if not slug:
                if name not in KNOWN or name in TYPES:
                    self.tally.ignore(name)
            elif at is None:
                self._gathering.reject(found.line, "time-unreadable", index)
            else:
                draft = Draft(slug, amount, known, *at, note=note, source=SOURCE)
                self._gathering.take(draft, found.line, member=index, user=found.user)
                note = ""

    def _instant(self, at: int | None) -> tuple[int, int] | None:
        try:
            return None if at is None else (at, self._gathering.offset(at))
        except (OverflowError, ValueError):
            return None

    def _rows(self, member: str) -> Iterator[tuple[int, dict[str, str]]]:
        names = self._bare_names(member)
        if names:
            for line, cells in rows(self._files, member, ","):
                if len(cells) >= len(names) == _width(cells):
                    whole = [*cells[: len(names) - 1], ",".join(cells[len(names) - 1 :])]
                    yield line, dict(zip(names, map(str.strip, whole), strict=True))
                elif any(map(str.strip, cells)):
                    yield line, {OTHER_WIDTH: ""}
            return
        for line, told in records(self._files, member):
            yield line, {_key(name): text for name, text in told.items() if name}

    def _bare_names(self, member: str) -> tuple[str, ...]:
        """The columns of a file without a header; none for one that has it."""
        data = self._files.peek(member, LINE_MAX)
        lines = data.decode(encoding_of(data), "replace").removeprefix("\ufeff").splitlines()
        first = next(filter(None, lines), "")
        return BARE[_width(header_cells(first, ","))] if _is_bare((first,)) else ()

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
            if slug == "body-fat":
                value = self._share_of_fat(value, values)
                if isnan(value):
                    self.tally.ignore(name)
                    continue
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

    def _share_of_fat(self, value: float, values: Mapping[str, str]) -> float:
        """Fat is a share in the app unless the person chose a mass, which beside a weight gives
        the share; NaN without a weight. It is said where nobody told which."""
        given = self._answers.units.get("body-fat", "")
        if given not in SHARED_UNITS:
            self.tally.warn("fat-as-share")
        if given not in SHARED_UNITS or given == SHARE:
            return value
        weight = parse_unparted(values.get("weight", ""))
        if isnan(weight) or not weight:
            return nan
        of_weight = self._unit("weight", values["weight"], values)
        return round(100 * units.convert(value, given, of_weight) / weight, 2)

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


def _stored(
    name: str, value: float, unit: str, weight: tuple[float, str] | None
) -> tuple[str, float, str]:
    """Type, value and unit of what a database holds beside a weight (value, unit); no type for
    what there is none for."""
    slug = TYPES.get(name, "")
    if slug == "body-water" and unit != SHARE:
        slug = "body-water-mass"
    elif slug == "body-fat" and unit != SHARE:
        same = weight is not None and weight[1] == unit
        return (slug, round(100 * value / weight[0], 2), SHARE) if weight and same else ("", 0, "")
    elif slug in ("muscle-mass", "bone-mass") and unit == SHARE:
        return (slug, round(weight[0] * value / 100, 2), weight[1]) if weight else ("", 0, "")
    return slug, value, UNITS.get(slug) or unit


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
    if not clock:
        # The app takes the same.
        return None if date is None else dt.datetime.combine(date, NOON)
    return on_day(date, clock)


def _is_timeless(cells: dict[str, str]) -> bool:
    return not cells.get("time") and split_moment(cells.get("datetime", "")) is None
