"""A first guess of what the columns of a table hold, for its owner to look at.

Headers are told by their words and units, in several languages, and by what stands beside
them: "Fat" is the body's in a list of weights and eaten in a list of meals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal

from healthdesk.domain import units
from healthdesk.domain.column_words import PART_STEMS, PARTS, ROLE_WORDS, WHOLE_PRESSURES
from healthdesk.domain.entry_units import TYPE_OF_UNIT
from healthdesk.domain.header_words import (
    ALL_DOSES,
    DOSES,
    EATEN,
    OF_BODIES,
    OF_DEEDS,
    OF_OTHERS,
    PARTS_OF_DOSES,
    PRESSURE_WORDS,
    STEADY,
    STEMS,
    TYPE_WORDS,
    WITH_UNIT,
    plain,
)
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.table_mapping import SINGLE, Column, PartOf, Role, TableMapping

# What stands in brackets: a unit, or a word that makes a header another one, `[Max]`.
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
# A unit with brackets of its own: (ml/(kg·min)).
_NESTED = re.compile(r"\(([^()]*\([^()]*\)[^()]*)\)")
# boneMass, startDate, HKQuantityTypeIdentifierHeartRate
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HEALTHKIT = re.compile(r"\AHK(Quantity|Category)TypeIdentifier(?=[A-Z])")
_NUMBERED = re.compile(r" \(\d+\)\Z")
# Words that say nothing of what was measured: "Glucose value", "My weight".
_BESIDE = re.compile(
    r"\b(my|the|measured|historic|current|average|avg|value|reading|level|measurement|wert|valor"
    r"|per day|a day|daily|total|pro tag|cgm|apple)\b"
)

# Roles that the cells of a column may show by themselves.
_SHAPED: frozenset[Role] = frozenset({"ignore", "moment", "date", "time"})
# What a unit of concentration means where nothing else is said: a meter's list.
CONCENTRATIONS = frozenset({"mg/dL", "mmol/L"})
# Types of a list of meals; two of them make one.
_MEALS: Final = frozenset({"calories", "protein", "carbohydrates"})
# Types of which one makes a list of bodies or deeds.
_BODIES: Final = frozenset({"body-fat", "muscle-mass", "bone-mass", "visceral-fat", "lean-mass"})
_DEEDS: Final = frozenset({"steps", "distance", "flights-climbed", "exercise-minutes"})
_SUGARS: Final = frozenset({"blood-glucose", "insulin"})
# Types that go by a word, the likeliest first.
KnownWords = Mapping[str, Sequence[HealthType]]
# A longer word means nothing.
WORD_MAX = 100


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
    known = words_of(types)
    columns = {name: _guessed(name, known, types) for name in names}
    for name, role in (shapes or {}).items():
        # No value is a date: "Día" is a day then, and not diastolic.
        no_value = columns[name].role == "value" and role in ("date", "moment")
        if columns[name].role in _SHAPED or no_value:
            columns[name] = Column(role)
    for name in pairs:
        if columns[name].role == "ignore":
            columns[name] = _value(types.get("blood-pressure"), _unit_in(name), "both")
    _leave_out_beside(columns)
    _settle_when(columns, {name for name in shapes or {} if _is_unknown(name, known, types)})
    taken: set[Role] = set()
    for name, column in columns.items():
        if column.role in SINGLE and column.role in taken:
            columns[name] = Column("ignore")
        taken.add(column.role)
    if "type" not in taken:
        columns.update({n: _by_unit(n, types) for n, c in columns.items() if c == Column("value")})
    elif Column("value") not in columns.values():
        # Nothing is left of which it could be the type.
        columns.update({n: Column("ignore") for n, c in columns.items() if c.role == "type"})
    _settle_bare_units(columns, types)
    _settle_pressures(columns, types)
    _settle_meals(columns, types)
    _settle_doses(columns, types)
    return TableMapping(columns)


def type_meant(word: str, known: KnownWords) -> str:
    """The slug of the type that a word of a type column means: "Blood glucose reading",
    "Weight (Garmin)"; "" where there is none. `known` are those of `words_of`."""
    texts = (
        text
        for one in _words(word[:WORD_MAX])
        for text in (one, one.replace(" ", "-"), _without_beside(one))
    )
    kinds: Sequence[HealthType] = next(filter(None, (known.get(text, ()) for text in texts)), ())
    return kinds[0].slug if kinds else ""


def part_meant(word: str) -> PartOf:
    """Which part of a blood pressure words mean: "Diastolic blood pressure"; "" for neither."""
    return _part_of(plain(word))


def _by_unit(name: str, types: TypeBook) -> Column:
    """A column of values whose header tells no more than a unit: `Reading [mg/dL]`."""
    unit = _unit_in(name)
    slug = "blood-glucose" if unit in CONCENTRATIONS else TYPE_OF_UNIT.get(unit, "")
    kind = types.get(slug)
    return Column("value") if kind is None or kind.parts else _value(kind, unit)


def _is_unknown(name: str, known: KnownWords, types: TypeBook) -> bool:
    return _guessed(name, known, types).role == "ignore"


# -- what columns say of each other -----------------------------------------------------------


def _leave_out_beside(columns: dict[str, Column]) -> None:
    """Leave out a second table to the right, which begins where a day is named again: its rows
    are not those of the first."""
    names = list(columns)
    for at, name in enumerate(names):
        again = _NUMBERED.search(name)
        first = columns.get(name[: again.start()]) if again else None
        if first is not None and {first.role, columns[name].role} <= {"date", "moment"}:
            columns.update(dict.fromkeys(names[at:], Column("ignore")))
            return


def _settle_when(columns: dict[str, Column], unknown: set[str]) -> None:
    """Leave out columns of dates and times that nothing but their cells speaks for, where
    another already says when."""
    roles = {column.role for name, column in columns.items() if name not in unknown}
    for name, column in columns.items():
        needless = {column.role, "moment"} & roles or {"date", "time"} <= roles
        # When somebody went to bed is not when the steps of that day were taken.
        needless = needless or (column.role == "moment" and "date" in roles)
        if name in unknown and column.role in _SHAPED and needless:
            columns[name] = Column("ignore")


def _settle_bare_units(columns: dict[str, Column], types: TypeBook) -> None:
    """A header that is a unit and no more, where nothing else is of what it measures."""
    for name, column in list(columns.items()):
        unit = unit_named(_NUMBERED.sub("", name))
        slug = "blood-glucose" if unit in CONCENTRATIONS else TYPE_OF_UNIT.get(unit, "")
        kind = types.get(slug)
        free = column.role == "ignore" and all(one.type != slug for one in columns.values())
        if free and kind is not None and not kind.parts:
            columns[name] = _value(kind, unit)


def _settle_pressures(columns: dict[str, Column], types: TypeBook) -> None:
    """Two columns under one header of a pressure are its two parts, the upper one first."""
    kind = types.get("blood-pressure")
    if kind is None or any(column.type == kind.slug for column in columns.values()):
        return
    names = list(columns)
    for name, other in pairwise(names):
        again = other == f"{name} (2)" or other == f"Column {names.index(other) + 1}"
        word = plain(_bare(name))
        if again and (word in WHOLE_PRESSURES or _unit_in(name) in kind.units):
            unit = _unit_in(name)
            columns[name] = _value(kind, unit, "first")
            columns[other] = _value(kind, unit, "second")
            return


def _settle_meals(columns: dict[str, Column], types: TypeBook) -> None:
    """What a word means beside others: in a list of meals fat is eaten, and sugar and
    cholesterol are not of the blood; in one of bodies water is not drunk; in one of deeds
    calories are not eaten."""
    kinds = {column.type for column in columns.values()}
    if len(kinds & _MEALS) >= len(_MEALS) - 1:
        meant = EATEN
    else:
        meant = {
            **(OF_BODIES if kinds & _BODIES else {}),
            **(OF_DEEDS if kinds & _DEEDS else {}),
        }
    for name, column in columns.items():
        word = plain(_bare(name))
        if column.role == "value" and word in meant and column.unit not in CONCENTRATIONS:
            kind = types.get(meant[word])
            columns[name] = Column("ignore") if kind is None else _value(kind, _unit_in(name))


def _settle_doses(columns: dict[str, Column], types: TypeBook) -> None:
    """Of insulin: in a diary of sugar "basal" is a dose, and what of a dose was for the meal
    is told by the dose where that stands beside it."""
    insulin = types.get("insulin")
    if insulin is None:
        return
    if _SUGARS & {column.type for column in columns.values()}:
        for name in columns:
            word = _without_beside(plain(_bare(name)))
            if word in DOSES and _unit_in(name) in ("", *insulin.units):
                columns[name] = _value(insulin, "")
    doses = {name for name, column in columns.items() if column.type == insulin.slug}
    sorts = {name for name in doses if _without_beside(plain(_bare(name))) in DOSES}
    for name in doses if len(sorts) > 1 else ():
        if plain(_bare(name)) in ALL_DOSES:
            columns[name] = Column("ignore")
    parts = {name for name in doses if PARTS_OF_DOSES.search(plain(name))}
    steady = {name for name in doses if STEADY.search(plain(name))}
    for name in parts if doses - parts - steady else ():
        columns[name] = Column("ignore")


# -- one header -------------------------------------------------------------------------------


def _guessed(name: str, known: KnownWords, types: TypeBook) -> Column:
    words = list(_words(name))
    unit = _unit_in(name)
    meant = () if "(" in name or "[" in name else [k for w in words for k in known.get(w, ())]
    if meant and not any(units.find(unit, kind.units) for kind in meant):
        # "BG level" is a name as it stands, and "level" no unit in it.
        unit = ""
    for word in words:
        part = _part_of(word)
        if part:
            return _value(types.get("blood-pressure"), unit, part)
    for word in words:
        for role, those in ROLE_WORDS.items():
            if word in those:
                return Column(role)
    if any(OF_OTHERS.search(plain(text)) for text in _qualifiers(name)):
        return Column("ignore")
    kinds = _kinds(words, unit, known, types)
    # A header with a unit of another kind tells of something else: "Fat (g)" is eaten.
    kind = next((one for one in kinds if not unit or units.find(unit, one.units)), None)
    return _value(kind, unit) if kind is not None and not kind.parts else Column("ignore")


def _kinds(
    words: Sequence[str], unit: str, known: KnownWords, types: TypeBook
) -> Sequence[HealthType]:
    """The types a header may mean: by its words, else, beside a unit, by how they begin."""
    for word in words:
        beside = " ".join(_BESIDE.sub(" ", word).split())
        texts = (word, word.replace(" ", "-"), _unbracketed(word), _without_beside(word), beside)
        found: Sequence[HealthType] = next(
            filter(None, (known.get(text, ()) for text in texts)), ()
        )
        if unit and not any(units.find(unit, one.units) for one in found):
            slug = next((WITH_UNIT[text] for text in texts if text in WITH_UNIT), "")
            kind = types.get(slug)
            found = found if kind is None else (kind,)
        if found:
            return found
    if not unit or OF_OTHERS.search(words[0]):
        return ()
    stemmed = (types.get(slug) for slug, stem in STEMS.items() if stem.search(words[0]))
    return [kind for kind in stemmed if kind is not None and units.find(unit, kind.units)]


def _words(name: str) -> Iterator[str]:
    """A header as plain words: with what qualifies it in brackets, then without. Its unit is
    in neither."""
    bare = _bare(name)
    qualifiers = _qualifiers(name)
    if qualifiers:
        yield plain(f"{bare} {' '.join(qualifiers)}")
    yield plain(bare)
    parted = _CAMEL.sub(" ", _HEALTHKIT.sub("", bare))
    if parted != bare:
        yield plain(parted)


def _bare(name: str) -> str:
    """A header without its brackets."""
    whole = _NUMBERED.sub("", name)
    return _IN_BRACKETS.sub(" ", _NESTED.sub(" ", whole)).strip(" #*:")


def _qualifiers(name: str) -> list[str]:
    """What stands in the brackets of a header beside its unit."""
    whole = _NESTED.sub(" ", _NUMBERED.sub("", name))
    return [text for text in _IN_BRACKETS.findall(whole) if not _unit_of(text)]


def _without_beside(word: str) -> str:
    return " ".join(_BESIDE.sub(" ", _unbracketed(word)).split())


def _part_of(word: str) -> Literal["", "first", "second"]:
    """Which part of a blood pressure a header names, if any."""
    for part, words in PARTS.items():
        pieces = word.split()
        left = [piece for piece in pieces if piece not in PRESSURE_WORDS]
        if word in words or " ".join(left) in words:
            return part
        if any(piece.startswith(PART_STEMS[part]) for piece in pieces):
            return part
    return ""


def _value(kind: HealthType | None, unit: str, part: PartOf = "") -> Column:
    if kind is None or kind.derived:
        return Column("ignore")
    alone = kind.units[0] if units.alike(kind.units, kind.slug) else ""
    fitting = units.find(unit, kind.units) or alone if unit else alone
    return Column("value", kind.slug, fitting, part)


def words_of(types: TypeBook) -> KnownWords:
    """The types by all words they go by, plain."""
    known: dict[str, list[HealthType]] = {}
    for kind in types:
        names = (kind.slug, kind.slug.replace("-", " "), *kind.aliases, kind.name)
        for word in {*map(plain, filter(None, names)), *TYPE_WORDS.get(kind.slug, ())}:
            known.setdefault(word, []).append(kind)
    return known


def _unit_in(name: str) -> str:
    """The unit in brackets or as the last word of a header, in our own spelling."""
    brackets = [*_NESTED.findall(name), *_IN_BRACKETS.findall(_NESTED.sub(" ", name))]
    if brackets:
        return next(filter(None, map(_unit_of, brackets)), "")
    last = next(reversed(_CAMEL.sub(" ", name.replace("_", " ")).split()), "")
    # A letter by itself is no unit there: "Vitamin C".
    return "" if len(last) == 1 and last.isalpha() else units.find(last) or ""


def unit_named(text: str) -> str:
    """The unit that a text is; "" for none, also for a letter by itself."""
    return "" if len(text) == 1 and text.isalpha() else units.find(text) or ""


def _unit_of(text: str) -> str:
    """The unit that a text is, or that stands before its first comma: "Grams, Factor 1"."""
    return units.find(text) or units.find(text.partition(",")[0]) or ""


def _unbracketed(word: str) -> str:
    """A header without the unit that is its last word."""
    return word.rpartition(" ")[0] if " " in word and _unit_in(word) else word
