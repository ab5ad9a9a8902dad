"""What the columns of a table hold, as its owner says it.

A table that no program's export is known by (a hand-kept spreadsheet, a lab's list) is read
by a mapping: for each column, by its header, the role it plays. The mapping is kept by the
header, so that the next table of the same shape needs no words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar, get_args

from healthdesk.domain import units
from healthdesk.domain.entry_units import TYPE_OF_UNIT
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.header_words import PRESSURE_WORDS, TYPE_WORDS, plain
from healthdesk.domain.health_types import HealthType, TypeBook
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

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]")
_NUMBERED = re.compile(r" \(\d+\)\Z")
# Words that say nothing of what was measured: "Glucose value", "My weight".
_BESIDE = re.compile(
    r"\b(my|the|measured|historic|current|average|avg|value|reading|level|measurement|wert|valor"
    r"|per day|a day|daily|total|pro tag)\b"
)


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
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        base = " ".join(cell.split()) or f"Column {place}"
        name, number = base, 1
        while name in names:
            number += 1
            name = f"{base} ({number})"
        names.append(name)
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


# -- a first guess, for its owner to look at ---------------------------------------------------

_ROLE_WORDS: Mapping[Role, frozenset[str]] = {
    "moment": frozenset(
        {"datetime", "date time", "date/time", "timestamp", "recorded at", "measured at",
         "zeitpunkt", "datum/uhrzeit", "datum uhrzeit", "fecha y hora", "date et heure"}
    ),
    "date": frozenset({"date", "day", "datum", "tag", "fecha", "dia", "data", "jour", "datum "}),
    "time": frozenset({"time", "uhrzeit", "zeit", "hora", "heure", "ora", "tijd", "klokkeslett"}),
    "end": frozenset({"end", "end time", "ended at", "ende", "bis", "to"}),
    "type": frozenset({"type", "kind", "measurement", "art", "messung", "typ", "test", "analyte"}),
    "value": frozenset({"value", "result", "reading", "wert", "ergebnis", "valor", "valeur"}),
    "unit": frozenset({"unit", "units", "einheit", "unidad", "unite"}),
    "note": frozenset(
        {"note", "notes", "comment", "comments", "remark", "remarks", "notiz", "notizen",
         "kommentar", "kommentare", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen",
         "nota", "notas", "comentario", "comentarios", "commentaire", "commentaires",
         "remarque", "remarques", "opmerking", "opmerkingen"}
    ),
    "tags": frozenset({"tags", "tag list", "labels", "schlagworte"}),
    "person": frozenset({"person", "name", "patient", "user", "benutzer", "nutzer"}),
    "source": frozenset({"source", "device", "quelle", "gerat", "dispositivo", "appareil"}),
}  # fmt: skip
_PARTS: Mapping[Literal["first", "second"], frozenset[str]] = {
    "first": frozenset(
        {"sys", "sis", "sap", "pas", "upper", "upper value", "oben", "oberer", "oberer wert",
         "haut", "haute", "maxima", "massima", "alta", "bovendruk", "overtryk", "overtrykk",
         "overtryck"}
    ),
    "second": frozenset(
        {"dia", "dap", "pad", "lower", "lower value", "unten", "unterer", "unterer wert",
         "bas", "basse", "minima", "baixa", "baja", "bassa", "onderdruk", "undertryk",
         "undertrykk", "undertryck"}
    ),
}  # fmt: skip
# How the word begins in most languages: systole, systolischer Druck, sistólica.
_PART_STEMS: Mapping[Literal["first", "second"], tuple[str, ...]] = {
    "first": ("systol", "sistol", "skurczow", "систол"),
    "second": ("diastol", "rozkurczow", "диастол"),
}
# Roles that the cells of a column may show by themselves.
_SHAPED: frozenset[Role] = frozenset({"ignore", "moment", "date", "time"})
# What a unit of concentration means where nothing else is said: a meter's list.
_CONCENTRATIONS = frozenset({"mg/dL", "mmol/L"})
# Types that go by a word, the likeliest first.
_Words = Mapping[str, Sequence[HealthType]]


def guess(
    names: Sequence[str],
    types: TypeBook,
    shapes: Mapping[str, Role] | None = None,
    pairs: Collection[str] = (),
) -> TableMapping:
    """What the headers suggest; never used before somebody agreed to it.

    `shapes` are the columns whose cells are all dates, times or both, and count for more than
    what their headers say of when. `pairs` are those whose cells are all like `128/82`.
    """
    known = _words_of(types)
    columns = {name: _guessed(name, known, types) for name in names}
    for name, role in (shapes or {}).items():
        # No value is a date: "Día" is a day then, and not diastolic.
        no_value = columns[name].role == "value" and role in ("date", "moment")
        if columns[name].role in _SHAPED or no_value:
            columns[name] = Column(role)
    for name in pairs:
        if columns[name].role == "ignore":
            columns[name] = _value(types.get("blood-pressure"), _unit_in(name), "both")
    _settle_when(columns, {name for name in shapes or {} if _is_unknown(name, known, types)})
    taken: set[Role] = set()
    for name, column in columns.items():
        if column.role in SINGLE and column.role in taken:
            columns[name] = Column("ignore")
        taken.add(column.role)
    if "type" not in taken:
        columns.update({n: _by_unit(n, types) for n, c in columns.items() if c == Column("value")})
    return TableMapping(columns)


def _by_unit(name: str, types: TypeBook) -> Column:
    """A column of values whose header tells no more than a unit: `Reading [mg/dL]`."""
    unit = _unit_in(name)
    slug = "blood-glucose" if unit in _CONCENTRATIONS else TYPE_OF_UNIT.get(unit, "")
    kind = types.get(slug)
    return Column("value") if kind is None or kind.parts else _value(kind, unit)


def _is_unknown(name: str, known: _Words, types: TypeBook) -> bool:
    return _guessed(name, known, types).role == "ignore"


def _settle_when(columns: dict[str, Column], unknown: set[str]) -> None:
    """Leave out columns of dates and times that nothing but their cells speaks for, where
    another already says when."""
    roles = {column.role for name, column in columns.items() if name not in unknown}
    for name, column in columns.items():
        needless = {column.role, "moment"} & roles or {"date", "time"} <= roles
        if name in unknown and column.role in _SHAPED and needless:
            columns[name] = Column("ignore")


def _guessed(name: str, known: _Words, types: TypeBook) -> Column:
    word = plain(_IN_BRACKETS.sub(" ", _NUMBERED.sub("", name)))
    unit = _unit_in(name)
    part = _part_of(word)
    if part:
        return _value(types.get("blood-pressure"), unit, part)
    for role, words in _ROLE_WORDS.items():
        if word in words:
            return Column(role)
    bare = _BESIDE.sub("", _unbracketed(word)).strip()
    unitless = _unbracketed(word)
    named = (known.get(text, ()) for text in (word, word.replace(" ", "-"), unitless, bare))
    kinds: Sequence[HealthType] = next(filter(None, named), ())
    # A header with a unit of another kind tells of something else: "Fat (g)" is eaten.
    kind = next((one for one in kinds if not unit or units.find(unit, one.units)), None)
    return _value(kind, unit) if kind is not None and not kind.parts else Column("ignore")


def _part_of(word: str) -> Literal["", "first", "second"]:
    """Which part of a blood pressure a header names, if any."""
    for part, words in _PARTS.items():
        pieces = word.split()
        left = [piece for piece in pieces if piece not in PRESSURE_WORDS]
        if word in words or " ".join(left) in words:
            return part
        if any(piece.startswith(_PART_STEMS[part]) for piece in pieces):
            return part
    return ""


def _value(kind: HealthType | None, unit: str, part: PartOf = "") -> Column:
    if kind is None or kind.derived:
        return Column("ignore")
    alone = kind.units[0] if units.alike(kind.units, kind.slug) else ""
    fitting = units.find(unit, kind.units) or alone if unit else alone
    return Column("value", kind.slug, fitting, part)


def _words_of(types: TypeBook) -> _Words:
    known: dict[str, list[HealthType]] = {}
    for kind in types:
        names = (kind.slug, kind.slug.replace("-", " "), *kind.aliases, kind.name)
        for word in {*map(plain, filter(None, names)), *TYPE_WORDS.get(kind.slug, ())}:
            known.setdefault(word, []).append(kind)
    return known


def _unit_in(name: str) -> str:
    """The unit in brackets or as the last word of a header, in our own spelling."""
    found = _IN_BRACKETS.search(name)
    if found:
        return units.find(found[1]) or ""
    last = next(reversed(name.replace("_", " ").split()), "")
    # A letter by itself is no unit there: "Vitamin C".
    return "" if len(last) == 1 and last.isalpha() else units.find(last) or ""


def _unbracketed(word: str) -> str:
    """A header without the unit that is its last word."""
    return word.rpartition(" ")[0] if " " in word and _unit_in(word) else word
