"""A table that is read by what its owner said its columns hold.

Nothing in it is taken by guessing. Without a mapping the table leaves a question, with its
columns, a few rows and a proposal; the order of dates is proven by all rows, or asked, and the
decimal sign proven, or numbers that could be either are rejected.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose, isnan, nan
from typing import Any, Literal, cast

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import Comparator, Draft
from healthdesk.domain.table_guess import CONCENTRATIONS, guess, type_meant, words_of
from healthdesk.domain.table_mapping import (
    Column,
    Role,
    TableMapping,
    from_document,
    header_key,
    header_names,
    to_document,
)
from healthdesk.exchange import glucose_values, workbook
from healthdesk.exchange.batches import Options, Refused
from healthdesk.exchange.cell_shapes import days_of, is_pair, pulse_behind, shape_of, when_of
from healthdesk.exchange.decimal_signs import DecimalSigns
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import is_either_number, parse_number
from healthdesk.exchange.table_cells import (
    halves,
    is_empty,
    minutes,
    spelt,
    text_of,
    together,
    told_by,
    unit_apart,
)
from healthdesk.exchange.table_times import TableTimes, cell_at

# Rows shown beside the question, and characters of their cells.
SHOWN = 5
SHOWN_CELL = 80
# Characters of a column's name in the report.
NAME_SHOWN = 60
# Characters of a source that a column's name is a part of.
SOURCE_MAX = 80
# Words of a type column that are remembered.
WORDS_MAX = 1000
# Stands for any table, where a mapping is given without one.
ANY = ""
LOW_HIGH: dict[str, Comparator] = {"<": "<", ">": ">", "≤": "<", "≥": ">"}
# What "Low" and "High" of an unknown meter surely are below and above: meters end further out.
_SUGARS = glucose_values.limits(40, 400, 2.2, 22.2)
_BETWEEN_TAGS = re.compile(r"[,;|、，]")
PULSE = "heart-rate"
# Of these, lists of pumps have a 0 in every row that tells of something else.
_OF_PUMPS = frozenset({"carbohydrates", "insulin"})

Row = tuple[int, tuple[workbook.Cell, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. `key` is what its mapping is remembered by, `name` what it is called
    in the file ("" where it is all of it), `member` the index of the file among several.
    `first_rows` are shown and tell what its columns may be; `source` is that of readings whose
    row tells none; `place` is a sheet of a workbook (or the file itself), or a database's
    table; `first_day` is from when days are counted; `ours`: the program wrote it to be looked
    at elsewhere."""

    key: str
    name: str
    columns: tuple[str, ...]
    first_rows: tuple[Row, ...]
    member: int = 0
    source: str = "Table"
    place: Literal["sheet", "table"] = "sheet"
    first_day: dt.datetime = workbook.EPOCH
    ours: bool = False


class MappedTables:
    """The tables of one file, read one after the other."""

    def __init__(self, gathering: Gathering, options: Options) -> None:
        self._gathering, self._options = gathering, options
        self._types = TypeBook(options.types)

    def is_told(self, table: Table) -> bool:
        """Whether the user said of this very table what it holds."""
        given = self._options.answers.mappings
        return table.key in given or table.name in given.get(ANY, {}).get("sheets", ())

    def read(self, table: Table, rows: Callable[[], Iterable[Row]]) -> Iterator[None]:
        """One step for each row, which are gone through twice; a question where nobody said
        what the columns hold. Raises `InvalidData` where what was said cannot be."""
        mapping = self._mapping(table)
        if mapping is None:
            self._ask(table)
            return
        if mapping.skip:
            self._gathering.tally.ignore(f"table {table.name}".rstrip())
            return
        self._gathering.tally.mappings[table.key] = {
            "columns": list(table.columns),
            "rows": _shown(table),
            "mapping": to_document(mapping),
            table.place: table.name,
        }
        reader = _Rows(self._gathering, table, mapping, self._types)
        if not reader.settle(rows(), self._options):
            return
        for line, cells in rows():
            reader.take(line, cells)
            yield
        reader.tell_left_out()

    def _mapping(self, table: Table) -> TableMapping | None:
        """What the user said of a table; None where nothing said fits its columns."""
        given = self._options.answers.mappings
        key = table.key
        document = given[key] if key in given else _of_sheet(given.get(ANY), table.name)
        if document is None:
            return None
        mapping = from_document(document, self._types)
        return mapping if mapping.skip else mapping.for_header(table.columns)

    def _ask(self, table: Table) -> None:
        self._gathering.ask(
            "mapping",
            table.key,
            (),
            columns=list(table.columns),
            rows=_shown(table),
            proposal=to_document(self._proposal(table)),
            **{table.place: table.name},
            **({"ours": True} if table.ours else {}),
        )

    def _proposal(self, table: Table) -> TableMapping:
        """What the headers and the first rows suggest: units behind their numbers as well, and
        the unit that alone makes all of them possible."""
        found = guess(table.columns, self._types, _whens(table), _pairs(table))
        columns = dict(found.columns)
        for name, cells in _first_cells(table):
            if columns[name].role == "date" and found.of("time") is None and _count_time(cells):
                columns[name] = Column("moment")
            column, kind = columns[name], self._types.get(columns[name].type)
            behind = {together(cell, kind)[1] for cell in cells} if kind is not None else set()
            if kind is not None and not column.unit and len(behind) == 1:
                unit = units.find(behind.pop(), kind.units)
                columns[name] = replace(column, unit=unit or "")
            if kind is not None:
                columns[name] = _with_possible_unit(columns[name], cells, kind)
        for name in _told_twice(table, columns, self._types):
            columns[name] = Column("ignore")
        units_told = found.of("unit")
        if units_told is not None and found.of("type") is None:
            slug = self._type_by(dict(_first_cells(table))[units_told])
            columns.update(
                {n: Column("value", slug) for n, c in columns.items() if c == Column("value")}
            )
        return replace(found, columns=columns)

    def _type_by(self, cells: Sequence[workbook.Cell]) -> str:
        """The type that the units in a column of them mean where they all mean one; "" else."""
        told = {units.find(text_of(cell)) or "" for cell in cells}
        slugs = {"blood-glucose" if unit in CONCENTRATIONS else "" for unit in told}
        slug = slugs.pop() if len(slugs) == 1 else ""
        return slug if self._types.get(slug) is not None else ""


def _of_sheet(document: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    """What a mapping given without a header says of a sheet. Raises `InvalidData`."""
    if document is None or "sheets" not in document:
        return document
    sheets = document["sheets"]
    if not isinstance(sheets, Mapping) or not isinstance(sheets.get(name, {}), Mapping):
        raise InvalidData(FieldError("sheets", "mapping-unreadable", column="sheets"))
    if name in sheets:
        return cast("Mapping[str, Any]", sheets[name])
    return document if "columns" in document or "skip" in document else None


def _whens(table: Table) -> dict[str, Role]:
    """The columns whose cells are all dates, times or both."""
    whens = {name: when_of(cells) for name, cells in _first_cells(table)}
    return {name: role for name, role in whens.items() if role}


def _pairs(table: Table) -> set[str]:
    """The columns whose cells are all like `128/82`."""
    return {name for name, cells in _first_cells(table) if cells and all(map(is_pair, cells))}


def _first_cells(table: Table) -> Iterator[tuple[str, list[workbook.Cell]]]:
    """The cells of each column in the first rows, without those that hold nothing."""
    for place, name in enumerate(table.columns):
        cells = (cells[place] for _, cells in table.first_rows if place < len(cells))
        yield name, [cell for cell in cells if not is_empty(cell)]


def _told_twice(table: Table, columns: Mapping[str, Column], types: TypeBook) -> list[str]:
    """Columns that tell what another tells in another unit, row for row: kg and pounds."""
    places = {name: at for at, name in enumerate(table.columns)}
    values = [(n, c) for n, c in columns.items() if c.role == "value" and c.unit]
    found: list[str] = []
    for at, (name, column) in enumerate(values):
        for first, other in values[:at]:
            if (other.type, other.part) != (column.type, column.part) or other.unit == column.unit:
                continue
            kind = types[column.type]
            pairs = [
                [_first_number(cell_at(cells, places[one]), kind) for one in (first, name)]
                for _, cells in table.first_rows
            ]
            told = [pair for pair in pairs if not any(map(isnan, pair))]
            if told and all(
                isclose(units.convert(two, column.unit, other.unit, kind.slug), one, rel_tol=0.02)
                for one, two in told
            ):
                found.append(name)
    return found


def _count_time(cells: Sequence[workbook.Cell]) -> bool:
    """Whether cells count days with parts of a day, as spreadsheets do."""
    days = [days_of(cell) for cell in cells]
    return any(day is not None and not day.is_integer() for day in days) and None not in days


def _with_possible_unit(column: Column, cells: Sequence[workbook.Cell], kind: HealthType) -> Column:
    """A column of a type whose first cells are these: left out where none of their numbers
    could be of the type (nights are none of minutes where they are told in seconds), with its
    unit where it has none and in all others one of the numbers could not be."""
    numbers = [_first_number(cell, kind) for cell in cells]
    told = [number for number in numbers if not isnan(number) and number != 0]
    limits = kind.parts[column.part == "second"].hard if kind.parts else kind.hard
    possible = {
        unit: [limits.holds(units.convert(number, unit, kind.unit, kind.slug)) for number in told]
        for unit in ([column.unit] if column.unit else kind.units)
    }
    if told and not any(map(any, possible.values())):
        return Column("ignore")
    fitting = [unit for unit, numbers in possible.items() if all(numbers)]
    return replace(column, unit=fitting[0]) if told and len(fitting) == 1 else column


def _first_number(cell: workbook.Cell, kind: HealthType) -> float:
    """The number of a cell; NaN for none and for one that is written in a way of its own."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if is_pair(cell):
        cell = halves(cell)[0]
    number, unit = together(cell, kind)
    if unit or not isinstance(number, str):
        return nan
    return parse_number(number.lstrip("<> "))


def _shown(table: Table) -> list[list[str]]:
    """Some rows, to be looked at."""
    return [[text_of(cell)[:SHOWN_CELL] for cell in cells] for _, cells in table.first_rows[:SHOWN]]


class _Rows:
    """Rows of one table become readings by its mapping."""

    def __init__(
        self, gathering: Gathering, table: Table, mapping: TableMapping, types: TypeBook
    ) -> None:
        self._gathering, self._table, self._mapping = gathering, table, mapping
        self._types = types
        self._place = {name: place for place, name in enumerate(table.columns)}
        self._values = [(n, c) for n, c in mapping.columns.items() if c.role == "value"]
        amounts = {column.type for _, column in self._values}
        listed = len(self._values) > 1 and "insulin" in amounts
        self._not_given = _OF_PUMPS if listed else frozenset[str]()
        self._times = TableTimes(gathering, mapping, self._place, table.first_day)
        self._decimals = DecimalSigns(mapping.decimal or "")
        # Whether tags are parted by more than blanks.
        self._commas = any(
            _BETWEEN_TAGS.search(self._word(cells, "tags")) for _, cells in table.first_rows
        )
        # Columns that nothing is made of, and how many of their cells hold something.
        used = {name for name, column in mapping.columns.items() if column.role != "ignore"}
        if table.place == "table":
            # Of a database the column that names its apps is ours.
            used.add("source")
        self._unused = [(name, at) for name, at in self._place.items() if name not in used]
        self._left_out: Counter[str] = Counter()
        # Whether what follows is of another table that begins below this one.
        self._another = False
        self._words = {_folded(word): slug for word, slug in mapping.types.items()}
        self._known = words_of(types)
        # What the words of a type column that were met so far turned out to mean.
        self._meant: dict[str, str] = {}

    def settle(self, rows: Iterable[Row], options: Options) -> bool:
        """Look at all rows once: the order of dates, decimal signs, units. False: it is
        asked, and no row is to be taken."""
        settled = [self._unit_settled(name, column) for name, column in self._values]
        dates: set[str] = set()
        for _, cells in rows:
            dates.update(self._times.look_at(cells))
            for name, column in self._values:
                if not self._decimals.is_settled(name):
                    self._look_at_decimal(name, column, cells)
        return self._times.settle(dates, options.answers.date_order) and all(settled)

    def _look_at_decimal(self, name: str, column: Column, cells: Sequence[workbook.Cell]) -> None:
        cell, _ = unit_apart(self._cell(cells, name))
        text = cell.lstrip("<>").strip() if isinstance(cell, str) else ""
        if self._decimals.prove(name, text):
            return
        try:
            kind = self._kind(column, cells)
            unit = self._unit(kind, column, cells)
        except Refused:  # the row is rejected with that reason when it is taken
            return
        part = kind.parts[column.part == "second"] if kind.parts else kind
        self._decimals.weigh(name, text, kind, part.hard, unit)

    def _unit_settled(self, name: str, column: Column) -> bool:
        if not column.type or column.unit or self._mapping.of("unit") is not None:
            return True
        kind = self._types[column.type]
        return self._gathering.unit(kind.slug, column=name) is not None

    def _cell(self, cells: Sequence[workbook.Cell], name: str | None) -> workbook.Cell:
        return cell_at(cells, self._place.get(name) if name is not None else None)

    def _word(self, cells: Sequence[workbook.Cell], role: Role) -> str:
        """What the columns of a role say, together."""
        names = [name for name, column in self._mapping.columns.items() if column.role == role]
        told = [self._cell(cells, name) for name in names]
        return " ".join(text_of(cell).strip() for cell in told if not is_empty(cell))

    def _is_header(self, cells: Sequence[workbook.Cell]) -> bool:
        """Whether a row names columns of its own: this table's again, as printed lists have
        them on each page, or those of another one below."""
        # Quick, since it is asked of each row: where a day stands is a word in a header.
        if not self._times.names_when(cells):
            return False
        if sum(not is_empty(cell) for cell in cells) < 2 or any(map(shape_of, cells)):
            return False
        found = guess(header_names([text_of(cell) for cell in cells]), self._types)
        return (
            found.of("value") is not None and (found.of("moment") or found.of("date")) is not None
        )

    # -- one row ---------------------------------------------------------------------------

    def take(self, line: int, cells: Sequence[workbook.Cell]) -> None:
        """The readings of a row; each that cannot be taken is counted with its reason."""
        if self._is_header(cells):
            names = header_names([text_of(cell) for cell in cells])
            columns = self._table.columns[: len(names)]
            self._another = header_key(names) != header_key(columns)
            return
        if self._another:
            self._gathering.tally.ignore("row of another table below")
            return
        if self._times.is_total(cells):
            self._gathering.tally.ignore("row of totals")
            return
        for name, at in self._unused:
            if not is_empty(cell_at(cells, at)):
                self._left_out[name] += 1
        for draft in self._drafts(line, cells):
            self._gathering.take(
                draft, line, member=self._table.member, person=self._word(cells, "person")
            )

    def tell_left_out(self) -> None:
        """Count what stands in columns that nothing is made of, by their names."""
        for name, n in self._left_out.items():
            self._gathering.tally.ignore(f"column {name[:NAME_SHOWN]}", n)

    def _drafts(self, line: int, cells: Sequence[workbook.Cell]) -> Iterator[Draft]:
        told: set[tuple[str, float]] = set()
        for group in self._groups():
            told_of = [(name, column, self._cell(cells, name)) for name, column in group]
            apart = [pulse_behind(cell) for _, _, cell in told_of]
            given = [(n, c, bare) for (n, c, _), (bare, _) in zip(told_of, apart, strict=True)]
            if all(is_empty(cell) for _, _, cell in given):
                continue
            try:
                draft = self._draft(given, cells)
            except Refused as refused:
                self._gathering.reject(line, refused.code, self._table.member, **refused.params)
                continue
            if self._is_none(draft):
                self._gathering.tally.ignore(f"{draft.type} of 0")
                continue
            yield self._apart(draft, given[0][0], told)
            for pulse in (pulse for _, pulse in apart if pulse and draft.value2 is not None):
                yield replace(draft, type=PULSE, value=float(pulse), value2=None, unit="bpm")

    def _is_none(self, draft: Draft) -> bool:
        """Whether a 0 stands for nothing: no such reading could be 0, or it is the dose, or
        what was eaten beside it, that a row of a pump's list does not tell of."""
        if draft.value or draft.value2 or draft.comparator:
            return False
        return draft.type in self._not_given or not self._types[draft.type].hard.holds(0)

    def _apart(self, draft: Draft, column: str, told: set[tuple[str, float]]) -> Draft:
        """A second dose of the same amount in a row is another one: its column tells it apart
        from the first, which it would else be taken for."""
        key = (draft.type, draft.value)
        if self._types[draft.type].combine == "add" and key in told:
            return replace(draft, source=f"{draft.source} ({column})"[:SOURCE_MAX])
        told.add(key)
        return draft

    def _groups(self) -> list[list[tuple[str, Column]]]:
        """Columns that make one reading: one alone, or the two parts of a pressure."""
        groups: dict[str, list[tuple[str, Column]]] = {}
        for name, column in self._values:
            key = f"{column.type}/" if column.part in ("first", "second") else name
            groups.setdefault(key, []).append((name, column))
        return [sorted(group, key=lambda one: one[1].part) for group in groups.values()]

    def _draft(
        self,
        given: Sequence[tuple[str, Column, workbook.Cell]],
        cells: Sequence[workbook.Cell],
    ) -> Draft:
        """Raises `Refused` with the first thing that is wrong."""
        _, column, _ = given[0]
        kind = self._kind(column, cells)
        if column.part == "both" or (kind.parts and not column.part and is_pair(given[0][2])):
            given = [(name, column, half) for name, column, cell in given for half in halves(cell)]
        bare = [(name, *together(cell, kind)) for name, _, cell in given]
        unit = told_by(bare, kind) or self._unit(kind, column, cells)
        if kind.parts and (len(given) < 2 or any(is_empty(cell) for _, _, cell in given)):
            raise Refused("half-a-pressure")
        values, signs = zip(
            *(self._number(name, cell, unit, kind) for name, cell, _ in bare), strict=True
        )
        begun, ended = self._times.span(kind, cells)
        return Draft(
            kind.slug,
            values[0],
            unit,
            *begun,
            value2=values[1] if len(values) > 1 else None,
            ended_at=ended,
            comparator=signs[0],
            note=clean_note(self._word(cells, "note")),
            tags=normal_tags(self._tags(cells)),
            source=self._word(cells, "source") or self._table.source,
        )

    def _tags(self, cells: Sequence[workbook.Cell]) -> list[str]:
        """Tags by commas, where the table has any between them, else by blanks."""
        told = self._word(cells, "tags")
        if not self._commas:
            return told.split()
        return ["-".join(tag.split()) for tag in _BETWEEN_TAGS.split(told)]

    def _kind(self, column: Column, cells: Sequence[workbook.Cell]) -> HealthType:
        slug = column.type or self._type_of(self._word(cells, "type"))
        kind = self._types.get(slug)
        if kind is None or kind.derived:
            raise Refused("csv-type-unknown", type=self._word(cells, "type")[:80])
        return kind

    def _type_of(self, word: str) -> str:
        """The type a word of a row means, as the mapping says or by itself; "" for none."""
        if word not in self._meant:
            told = self._words.get(_folded(word)) or type_meant(word, self._known)
            if len(self._meant) >= WORDS_MAX:
                return told
            self._meant[word] = told
        return self._meant[word]

    def _unit(self, kind: HealthType, column: Column, cells: Sequence[workbook.Cell]) -> str:
        told = self._word(cells, "unit")
        if told:
            return spelt(told, kind)
        if column.unit:
            return column.unit
        unit = self._gathering.unit(kind.slug)
        if unit is None:
            raise Refused("unit-unknown", unit="", type=kind.slug)
        return unit

    def _number(
        self, name: str, cell: workbook.Cell, unit: str, kind: HealthType
    ) -> tuple[float, Comparator]:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return cell + 0.0, ""
        lasted = minutes(cell) if unit in {"min", "h"} else None
        if lasted is not None:
            return lasted if unit == "min" else lasted / 60, ""
        if not isinstance(cell, str):
            raise Refused("cell-not-a-number", column=name[:NAME_SHOWN])
        if kind.slug == glucose_values.GLUCOSE and not any(map(str.isdecimal, cell)):
            # Low and High, in many languages.
            value, sign = glucose_values.glucose(cell, unit, _SUGARS)
            if isnan(value):
                raise Refused("cell-not-a-number", column=name[:NAME_SHOWN])
            return value, sign
        sign = LOW_HIGH.get(cell[:1], "")
        text, decimal = cell[1:].lstrip("= ") if sign else cell, self._decimals.of(name)
        if not decimal and is_either_number(text):
            raise Refused("decimal-unclear", column=name)
        value = parse_number(text, decimal)
        if isnan(value):
            raise Refused("cell-not-a-number", column=name[:NAME_SHOWN])
        return value, sign


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
