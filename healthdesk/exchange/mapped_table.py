"""A table that is read by what its owner said its columns hold.

Nothing in it is taken by guessing. Without a mapping the table leaves a question, with its
columns, a few rows and a proposal; the order of dates is proven by all rows, or asked, and the
decimal sign proven, or numbers that could be either are rejected.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan
from typing import Any, Literal, cast

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.entry_line import Stop, TypedLine
from healthdesk.domain.entry_values import ValueReader
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
from healthdesk.domain.times import EPOCH, from_datetime
from healthdesk.domain.transfers import DateOrder
from healthdesk.domain.typed_text import fold
from healthdesk.exchange import workbook
from healthdesk.exchange.batches import Options, Refused
from healthdesk.exchange.cell_shapes import instant_of, is_pair, shape_of, when_of
from healthdesk.exchange.decimal_signs import DecimalSigns
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import (
    is_either_number,
    month_names_of,
    orders_of,
    parse_clock,
    parse_date,
    parse_moment,
    parse_number,
    split_moment,
)

# Rows shown beside the question, and characters of their cells.
SHOWN = 5
SHOWN_CELL = 80
# Characters of a source that a column's name is a part of.
SOURCE_MAX = 80
# Words of a type column that are remembered.
WORDS_MAX = 1000
# Stands for any table, where a mapping is given without one.
ANY = ""
# Where a table has days but no times, amounts are of the whole day and the rest is at noon.
NOON, MIDNIGHT = dt.time(12), dt.time()
# A number with something behind it that is neither a clock time nor another number.
_WITH_UNIT = re.compile(r"([<>]?\s?[+-]?\d[\d.,'’]*)\s?([^\W\d_][^\d:]{0,15}|%|°[CF])\Z")
_MIDNIGHT = re.compile(r"(?:00?[:.]00(?:[:.]00(?:[.,]0+)?)?|12:00(?::00)?\s?am)\Z")
_UTC = re.compile(r"(?:z|[+-]00:?00)\Z")
LOW_HIGH: dict[str, Comparator] = {"<": "<", ">": ">"}
# Of these, lists of pumps have a 0 in every row that tells of something else.
_OF_PUMPS = frozenset({"carbohydrates", "insulin"})
# How tables say that there is nothing.
_NOTHING = frozenset({"", "-", "--", "---", "–", "—", "null", "none", "nan", "n/a", "#n/a"})

Row = tuple[int, tuple[workbook.Cell, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. `key` is what its mapping is remembered by, `name` what it is called
    in the file ("" where it is all of it), `member` the index of the file among several.
    `first_rows` are shown and tell what its columns may be; `source` is that of readings whose
    row tells none; `place` is a sheet of a workbook (or the file itself), or a database's
    table."""

    key: str
    name: str
    columns: tuple[str, ...]
    first_rows: tuple[Row, ...]
    member: int = 0
    source: str = "Table"
    place: Literal["sheet", "table"] = "sheet"


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
        )

    def _proposal(self, table: Table) -> TableMapping:
        """What the headers and the first rows suggest: units behind their numbers as well, and
        the unit that alone makes all of them possible."""
        found = guess(table.columns, self._types, _whens(table), _pairs(table))
        columns = dict(found.columns)
        for name, cells in _first_cells(table):
            column, kind = columns[name], self._types.get(columns[name].type)
            behind = {unit_apart(cell)[1] for cell in cells}
            if kind is not None and not column.unit and len(behind) == 1:
                unit = units.find(behind.pop(), kind.units)
                columns[name] = replace(column, unit=unit or "")
            if kind is not None:
                columns[name] = _with_possible_unit(columns[name], cells, kind)
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
        cell = _halves(cell)[0]
    number, unit = _together(cell, kind)
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
        self._order: DateOrder = "ymd"
        self._months = month_names_of(())
        self._decimals = DecimalSigns(mapping.decimal or "")
        # Whether every moment of the table is a midnight, and so a day without a time.
        self._days_alone = True
        # Whether no moment tells an offset but UTC, which programs write wherever one is.
        self._utc_alone = True
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
            dates.update(self._date_texts(cells))
            for name, column in self._values:
                if not self._decimals.is_settled(name):
                    self._look_at_decimal(name, column, cells)
        self._months = month_names_of(dates)
        order, given = self._mapping.date_order, options.answers.date_order
        if order is None:
            orders = orders_of(dates, months=self._months)
            if given is not None and (given in orders or not orders):
                orders = (given,)
            if len(orders) > 1:
                example = min(dates, default="")
                self._gathering.ask("date-order", "", orders, example=example)
                return False
            order = orders[0] if orders else "ymd"
        self._order = order
        return all(settled)

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

    def _date_texts(self, cells: Sequence[workbook.Cell]) -> Iterator[str]:
        for role in ("date", "moment"):
            cell = self._cell(cells, self._mapping.of(role))
            if isinstance(cell, str) and cell:
                moment = split_moment(cell) if role == "moment" else None
                if moment:
                    self._look_at_moment(*moment[1:])
                elif self._days_alone and role == "moment":
                    self._days_alone = instant_of(cell) is None
                yield moment[0] if moment else cell
            elif isinstance(cell, dt.datetime | int | float):
                # What is no text is an instant, or a midnight that is known for a day as it is.
                self._days_alone = False
                self._utc_alone = self._utc_alone and not (
                    isinstance(cell, dt.datetime) and cell.utcoffset()
                )

    def _look_at_moment(self, clock: str, offset: str) -> None:
        """See what the clock and the offset ("" for none) of a moment say of all of them."""
        if self._days_alone:
            self._days_alone = _MIDNIGHT.match(clock) is not None
        if offset and self._utc_alone:
            self._utc_alone = _UTC.match(offset) is not None

    def _unit_settled(self, name: str, column: Column) -> bool:
        if not column.type or column.unit or self._mapping.of("unit") is not None:
            return True
        kind = self._types[column.type]
        return self._gathering.unit(kind.slug, column=name) is not None

    def _cell(self, cells: Sequence[workbook.Cell], name: str | None) -> workbook.Cell:
        place = self._place.get(name) if name is not None else None
        return cells[place] if place is not None and place < len(cells) else None

    def _word(self, cells: Sequence[workbook.Cell], role: Role) -> str:
        """What the columns of a role say, together."""
        names = [name for name, column in self._mapping.columns.items() if column.role == role]
        told = [self._cell(cells, name) for name in names]
        return " ".join(text_of(cell).strip() for cell in told if not is_empty(cell))

    def _is_header(self, cells: Sequence[workbook.Cell]) -> bool:
        """Whether a row names columns of its own: this table's again, as printed lists have
        them on each page, or those of another one below."""
        # Quick, since it is asked of each row: where a day stands is a word in a header.
        when = self._cell(cells, self._mapping.of("moment") or self._mapping.of("date"))
        if not isinstance(when, str) or not when or any(map(str.isdecimal, when)):
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
        for draft in self._drafts(line, cells):
            self._gathering.take(
                draft, line, member=self._table.member, person=self._word(cells, "person")
            )

    def _drafts(self, line: int, cells: Sequence[workbook.Cell]) -> Iterator[Draft]:
        told: set[tuple[str, float]] = set()
        for group in self._groups():
            given = [(name, column, self._cell(cells, name)) for name, column in group]
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
            given = [(name, column, half) for name, column, cell in given for half in _halves(cell)]
        bare = [(name, *_together(cell, kind)) for name, _, cell in given]
        unit = _told_by(bare, kind) or self._unit(kind, column, cells)
        if kind.parts and (len(given) < 2 or any(is_empty(cell) for _, _, cell in given)):
            raise Refused("half-a-pressure")
        values, signs = zip(
            *(self._number(name, cell, unit) for name, cell, _ in bare), strict=True
        )
        begun, ended = self._span(kind, cells)
        return Draft(
            kind.slug,
            values[0],
            unit,
            *begun,
            value2=values[1] if len(values) > 1 else None,
            ended_at=ended,
            comparator=signs[0],
            note=clean_note(self._word(cells, "note")),
            tags=normal_tags(self._word(cells, "tags").replace(",", " ").split()),
            source=self._word(cells, "source") or self._table.source,
        )

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
            return _spelt(told, kind)
        if column.unit:
            return column.unit
        unit = self._gathering.unit(kind.slug)
        if unit is None:
            raise Refused("unit-unknown", unit="", type=kind.slug)
        return unit

    def _number(self, name: str, cell: workbook.Cell, unit: str) -> tuple[float, Comparator]:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return cell + 0.0, ""
        minutes = _minutes(cell) if unit in {"min", "h"} else None
        if minutes is not None:
            return minutes if unit == "min" else minutes / 60, ""
        if not isinstance(cell, str):
            raise Refused("not-a-number")
        sign = LOW_HIGH.get(cell[:1], "")
        text, decimal = cell[1:] if sign else cell, self._decimals.of(name)
        if not decimal and is_either_number(text):
            raise Refused("decimal-unclear", column=name)
        value = parse_number(text, decimal)
        if isnan(value):
            raise Refused("not-a-number")
        return value, sign

    def _span(
        self, kind: HealthType, cells: Sequence[workbook.Cell]
    ) -> tuple[tuple[int, int], int | None]:
        """When a reading begins, and when it ends where the table or the type says so."""
        wall, sure = self._wall(cells)
        end = self._cell(cells, self._mapping.of("end"))
        if not sure and kind.combine == "union":
            begun = self._instant(wall.replace(hour=0, minute=0))
            after = wall.replace(hour=0, minute=0) + dt.timedelta(days=1)
            return begun, self._instant(after)[0]
        if not sure:
            self._gathering.tally.warn("times-at-noon")
        begun = self._instant(wall)
        if is_empty(end) or not sure:
            return begun, None
        moment = self._moment(end)
        if moment is None:
            clock = self._clock(end)
            if clock is None:
                raise Refused("time-unreadable")
            moment = dt.datetime.combine(wall.date(), clock, wall.tzinfo)
            if moment < wall:
                moment += dt.timedelta(days=1)
        return begun, self._instant(moment)[0]

    def _wall(self, cells: Sequence[workbook.Cell]) -> tuple[dt.datetime, bool]:
        """Date and time as the table has them, and whether it has a time at all."""
        cell = self._cell(cells, self._mapping.of("moment"))
        if not is_empty(cell):
            moment = self._moment(cell)
            if moment is not None and not (self._days_alone and moment.time() == MIDNIGHT):
                return moment, True
            date = self._date(cell) if moment is None else moment.date()
        else:
            date = self._date(self._cell(cells, self._mapping.of("date")))
        if date is None:
            raise Refused("time-unreadable")
        time = self._cell(cells, self._mapping.of("time"))
        if is_empty(time):
            return dt.datetime.combine(date, NOON), False
        clock = self._clock(time)
        if clock is None:
            raise Refused("time-unreadable")
        return dt.datetime.combine(date, clock), True

    def _moment(self, cell: workbook.Cell) -> dt.datetime | None:
        if isinstance(cell, dt.datetime):
            # Of a workbook, midnight is a date without a time.
            return cell if cell.tzinfo or cell.time() != MIDNIGHT else None
        instant = instant_of(cell)
        if instant is not None:
            minutes = self._gathering.offset(instant)
            zone = dt.timezone(dt.timedelta(minutes=minutes))
            return (EPOCH + dt.timedelta(milliseconds=instant)).astimezone(zone)
        return parse_moment(cell, self._order, self._months) if isinstance(cell, str) else None

    def _date(self, cell: workbook.Cell) -> dt.date | None:
        if isinstance(cell, dt.datetime):
            return cell.date()
        return parse_date(cell, self._order, self._months) if isinstance(cell, str) else None

    def _clock(self, cell: workbook.Cell) -> dt.time | None:
        if isinstance(cell, dt.datetime):
            return cell.time()
        if isinstance(cell, dt.time):
            return cell
        return parse_clock(cell) if isinstance(cell, str) else None

    def _instant(self, moment: dt.datetime) -> tuple[int, int]:
        """Raises `Refused` where a calendar ends."""
        try:
            if not moment.tzinfo:
                return self._gathering.instant(moment)
            at, offset = from_datetime(moment)
            return (at, self._gathering.offset(at) if self._utc_alone else offset)
        except (OverflowError, ValueError):
            raise Refused("time-unreadable") from None


def unit_apart(cell: workbook.Cell) -> tuple[workbook.Cell, str]:
    """A number and the unit some tables write behind it in the cell, "" for none: `81,4 kg`."""
    found = _WITH_UNIT.match(cell.strip()) if isinstance(cell, str) else None
    return (found[1], found[2]) if found else (cell, "")


def _halves(cell: workbook.Cell) -> list[workbook.Cell]:
    """The two numbers of `128/82`, with the unit that stands behind them behind both. Raises
    `Refused` where there are not two."""
    cell, unit = unit_apart(cell)
    halves = [half.strip() for half in cell.split("/")] if isinstance(cell, str) else []
    if len(halves) != 2:
        raise Refused("half-a-pressure" if len(halves) < 2 else "not-a-number")
    return [f"{half} {unit}".strip() for half in halves]


def _together(cell: workbook.Cell, kind: HealthType) -> tuple[workbook.Cell, str]:
    """A number and its unit; of two units together (12 st 7 lb) the lesser one."""
    number, unit = unit_apart(cell)
    if unit or not isinstance(cell, str) or cell.strip().isdecimal():
        return number, unit
    line = TypedLine(fold(cell.strip()))
    try:
        found, end = ValueReader(line, ".").read(0, kind)
    except Stop:
        return number, unit
    if found.unit is None or found.unit not in kind.units or end != len(line.low):
        return number, unit
    return (number, unit) if found.comparator else (found.value, found.unit)


def _told_by(given: Iterable[tuple[str, workbook.Cell, str]], kind: HealthType) -> str:
    """The unit all cells of a reading tell with their numbers; "" where they tell none."""
    told = {_spelt(unit, kind) for _, _, unit in given if unit}
    if len(told) > 1:
        raise Refused("unit-unknown", unit=", ".join(sorted(told)), type=kind.slug)
    return next(iter(told), "")


def _spelt(told: str, kind: HealthType) -> str:
    """A unit in our spelling. Raises `Refused` where the type has none such."""
    spelt = units.find(told, kind.units)
    if spelt is None:
        raise Refused("unit-unknown", unit=told[:40], type=kind.slug)
    return spelt


def _minutes(cell: workbook.Cell) -> float | None:
    """The length in minutes of a span, of a time of day standing for one, or of `7:20`."""
    if isinstance(cell, dt.timedelta):
        return cell.total_seconds() / 60
    if isinstance(cell, str) and ":" in cell:
        cell = parse_clock(cell)
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute + cell.second / 60
    return None


def is_empty(cell: workbook.Cell) -> bool:
    """Whether a cell holds nothing, or a sign for nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in _NOTHING)


def text_of(cell: workbook.Cell) -> str:
    """A cell in words."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
