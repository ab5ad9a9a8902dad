"""What the columns of a table hold, as its owner says it.

A table that no program's export is known by (a hand-kept spreadsheet, a lab's list) is read
by a mapping: for each column, by its header, the role it plays. The mapping is kept by the
header, so that the next table of the same shape needs no words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar, get_args

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.header_words import plain
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.transfers import DateOrder

DecimalSign = Literal[".", ","]
PartOf = Literal["", "first", "second", "both"]

Role = Literal[
    "ignore", "moment", "date", "time", "end", "value", "type", "unit", "note", "tags",
    "person", "source",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
DECIMALS: tuple[DecimalSign, ...] = get_args(DecimalSign)
PARTS: tuple[PartOf, ...] = get_args(PartOf)
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
# Roles that one column at most may play.
SINGLE: tuple[Role, ...] = ("moment", "date", "time", "end", "type", "unit", "person", "source")

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Column:
    """The role of a column. A value has its `type` and `unit` ("" where a column of the
    table tells them, or where the unit is asked); `part` is "first" or "second" for types
    of two parts, "both" where they stand in one cell (`128/82`)."""

    role: Role
    type: str = ""
    unit: str = ""
    part: PartOf = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Columns by header. `types` tells what the words of a type column mean (word → slug);
    `decimal` is the decimal sign where the numbers themselves do not prove it;
    `skip` passes a whole table over, such as the second sheet of a workbook."""

    columns: Mapping[str, Column] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal: DecimalSign | None = None
    skip: bool = False

    def of(self, role: Role) -> str | None:
        """The header of the first column of a role."""
        return next((name for name, column in self.columns.items() if column.role == role), None)

    def for_header(self, names: Sequence[str]) -> TableMapping | None:
        """The mapping by the very names of a table's columns, which may differ in case and
        accents; None where the table has none of its dates or none of its values."""
        by_plain = {plain(name): name for name in reversed(names)}
        columns = {}
        for name, column in self.columns.items():
            there = name if name in names else by_plain.get(plain(name))
            if there is not None:
                columns[there] = column
        found = replace(self, columns=columns)
        if found.of("value") is None or (found.of("moment") or found.of("date")) is None:
            return None
        return found


def header_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The names columns go by: trimmed headers, "Column 3" for none, numbered when equal."""
    # Also in order; a table may have a thousand columns of one name.
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, 1):
        base = " ".join(cell.split()) or f"Column {place}"
        name, number = base, 1
        while name in names:
            number += 1
            name = f"{base} ({number})"
        names[name] = None
    return tuple(names)


def header_key(names: Sequence[str]) -> str:
    """What a remembered mapping is found by: the same headers in the same order."""
    return "\t".join(plain(name) for name in names)


def to_document(mapping: TableMapping) -> dict[str, Any]:
    """As JSON, such as `{"columns": {"Day": {"as": "date"}}}`."""
    if mapping.skip:
        return {"skip": True}
    columns = {}
    for name, column in mapping.columns.items():
        told = {"type": column.type, "unit": column.unit, "part": column.part}
        columns[name] = {"as": column.role, **{key: text for key, text in told.items() if text}}
    document: dict[str, Any] = {"columns": columns}
    if mapping.types:
        document["types"] = dict(mapping.types)
    if mapping.date_order:
        document["date_order"] = mapping.date_order
    if mapping.decimal:
        document["decimal"] = mapping.decimal
    return document


def from_document(document: Mapping[str, Any], types: TypeBook) -> TableMapping:
    """Raises `InvalidData` naming everything that is wrong in it."""
    errors: list[FieldError] = []
    if document.get("skip") is True:
        return TableMapping(skip=True)
    listed = document.get("columns")
    columns: dict[str, Column] = {}
    for name, told in listed.items() if isinstance(listed, Mapping) else ():
        column = _column(name, told, errors)
        if column is not None:
            columns[name] = column
    words = document.get("types", {})
    if not isinstance(words, Mapping) or not all(isinstance(w, str) for w in words.values()):
        errors.append(FieldError("types", "mapping-unreadable", column="types"))
        words = {}
    order = _choice(document, "date_order", DATE_ORDERS, errors)
    decimal = _choice(document, "decimal", DECIMALS, errors)
    mapping = TableMapping(columns, dict(words), order, decimal)
    errors += wrong_in(mapping, types)
    if errors:
        raise InvalidData(*errors)
    return mapping


def _choice(
    document: Mapping[str, Any], key: str, choices: Sequence[_Choice], errors: list[FieldError]
) -> _Choice | None:
    told = document.get(key)
    found = next((choice for choice in choices if choice == told), None)
    if found is None and told is not None:
        errors.append(FieldError(key, "mapping-unreadable", column=key))
    return found


def _column(name: str, told: Any, errors: list[FieldError]) -> Column | None:
    if isinstance(told, Mapping):
        role, type_, unit, part = (told.get(k, "") for k in ("as", "type", "unit", "part"))
        texts = all(isinstance(text, str) for text in (type_, unit))
        if role in ROLES and part in PARTS and texts:
            return Column(role, type_, unit, part)
    errors.append(FieldError(name, "mapping-unreadable", column=name))
    return None


def wrong_in(mapping: TableMapping, types: TypeBook) -> list[FieldError]:
    """Why no reading could come of a mapping, by column ("" for the whole)."""
    found: list[FieldError] = []
    values = {n: c for n, c in mapping.columns.items() if c.role == "value"}
    if not values:
        found.append(FieldError("", "mapping-without-value"))
    if mapping.of("moment") is None and mapping.of("date") is None:
        found.append(FieldError("", "mapping-without-date"))
    for role in SINGLE:
        names = [name for name, column in mapping.columns.items() if column.role == role]
        found += [FieldError(name, "mapping-twice", column=name) for name in names[1:]]
    for name, column in values.items():
        found += _wrong_value(name, column, mapping, types)
    return found


def _wrong_value(
    name: str, column: Column, mapping: TableMapping, types: TypeBook
) -> list[FieldError]:
    if not column.type:
        told = mapping.of("type") is not None
        return [] if told else [FieldError(name, "mapping-without-type", column=name)]
    kind = types.get(column.type)
    if kind is None or kind.derived:
        return [FieldError(name, "mapping-type-unknown", column=name, slug=column.type[:80])]
    found = []
    if column.unit and column.unit not in kind.units:
        found.append(
            FieldError(
                name, "unit-not-of-type", type=kind.slug, unit=column.unit[:40], units=kind.units
            )
        )
    if kind.parts:
        parts = {c.part for c in mapping.columns.values() if c.type == kind.slug}
        alone = column.part != "both" and {"first", "second"} - parts
        if not column.part or alone:
            found.append(FieldError(name, "mapping-needs-two-columns", column=name))
    elif column.part:
        found.append(FieldError(name, "mapping-one-part", column=name))
    return found
