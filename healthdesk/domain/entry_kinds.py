"""What a typed number is of: its type and its unit, said before it or after it, or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NoReturn

from healthdesk.domain import units
from healthdesk.domain.entry_line import SEPARATORS, Stop, TypedLine
from healthdesk.domain.entry_names import WORD, TypeNames
from healthdesk.domain.entry_tags import CONTEXT
from healthdesk.domain.entry_units import (
    CHOICES_MAX,
    COMMON,
    PRESSURE,
    TYPE_OF_UNIT,
    asked_units,
    glucose_unit,
    likeliest,
    may_be,
    possible,
    unit_among,
    usual,
)
from healthdesk.domain.entry_values import GLUCOSE, UNIT_WORD, Value
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.spoken_times import TimeReader

# Words that are a unit only beside a number of their type; after any other they begin a note.
_EVERYDAY_LISTED: Final = (
    "in m x mal times count counts score point points pts pt punkt punkte cup cups drink drinks"
    " foot feet stone stones second seconds pound pounds mile miles"
)
_EVERYDAY: Final = frozenset(_EVERYDAY_LISTED.split())


class KindReader:
    """Finds the type and the unit of the value of one line."""

    __slots__ = ("_line", "_low", "_names", "_times", "kind")

    def __init__(self, line: TypedLine, names: TypeNames, times: TimeReader) -> None:
        self._line, self._low = line, line.low
        self._names = names
        self._times = times
        # The type, as soon as it is known.
        self.kind: HealthType | None = None

    def take_at(self, pos: int) -> int | None:
        """Take the name of a type at `pos`, where none is known yet; where it ends, None where
        there is none. Raises `Stop`."""
        if self.kind is not None:
            return None
        found = self._names.named(self._low, pos)
        if found is None:
            return None
        self._take(found[0], pos, found[1])
        return found[1]

    def _take(self, kind: HealthType, start: int, end: int) -> None:
        if kind.derived:
            raise self._line.trouble("type-is-derived", {"type": kind.slug}, start, end)
        if kind.interval or kind.codes:
            raise self._line.trouble("type-needs-form", {"type": kind.slug}, start, end)
        self.kind = kind

    def take_beginning(self, pos: int) -> int:
        """Take a type by the beginning of its name; where that ends. Raises `Stop` with the
        trouble with this word."""
        found = UNIT_WORD.match(self._low, pos)
        end = found.end() if found else pos + 1
        typed = self._line.typed(pos, end)
        if self.kind is not None:
            params: dict[str, object] = {"text": typed, "type": self.kind.slug}
            raise self._line.trouble("number-unreadable", params, pos, end)
        word = WORD.match(self._low, pos)
        meant = self._names.begun(word.group()) if word else ()
        if len(meant) == 1 and word:
            self.kind = meant[0]
            return word.end()
        if meant and word:
            choices = tuple(
                self._line.edited((pos, word.end(), self._names.word_for(kind)))
                for kind in meant[:CHOICES_MAX]
            )
            raise self._line.trouble("type-ambiguous", {"text": typed}, pos, word.end(), choices)
        near = self._names.near(word.group()) if word else ()
        lines = tuple(
            self._line.edited((pos, word.end() if word else end, self._names.word_for(kind)))
            for kind in near
        )
        raise self._line.trouble("type-unknown", {"text": typed}, pos, end, lines)

    def settle(self, value: Value, pos: int) -> tuple[HealthType, Value, int]:
        """The type of the value and its unit if one was typed, and where they end; both may
        stand after it, which ends at `pos`. Raises `Stop`."""
        if value.unit is not None and self.kind is not None:
            return self.kind, value, pos
        if self.kind is not None:
            unit, pos = self._unit_of(self.kind, pos)
            return self.kind, replace(value, unit=unit, end=pos), pos
        word, unit_end = self._any_unit(pos) if value.unit is None else ("", pos)
        after = SEPARATORS.match(self._low, unit_end)
        named = self._names.named(self._low, after.end() if after else unit_end)
        if named is not None:
            fitting = unit_among(word, named[0].units) if word else value.unit
            if not (word or value.unit) or fitting in named[0].units:
                self._take(named[0], unit_end, named[1])
                return named[0], replace(value, unit=fitting, end=unit_end), named[1]
        self.kind, unit = self._by_unit(value, word, unit_end)
        return self.kind, replace(value, unit=unit, end=unit_end), unit_end

    def unit_words(self, pos: int) -> Iterator[tuple[int, int, bool]]:
        """Stretches after a number that may be a unit, the longest first; with whether it
        is glued to the number."""
        blank = pos < len(self._low) and self._low[pos] == " "
        first = UNIT_WORD.match(self._low, pos + blank)
        if first is None:
            return
        ends = [first.end()]
        while len(ends) < 3 and (found := UNIT_WORD.match(self._low, ends[-1] + 1)):
            ends.append(found.end())
        for end in reversed(ends):
            if not self._low[first.start() : end].isdecimal():
                yield first.start(), end, not blank

    def _unit_of(self, kind: HealthType, pos: int) -> tuple[str | None, int]:
        for start, end, glued in self.unit_words(pos):
            typed = self._line.folded.plain(start, end)
            unit = unit_among(typed, kind.units)
            if unit is not None:
                if not glued and self._reads_on(start, end):
                    return None, pos
                return unit, end
            if units.find(typed) is not None and (glued or self._low[start:end] not in _EVERYDAY):
                raise self._not_of_type(typed, kind, start, end)
        return None, pos

    def _reads_on(self, start: int, end: int) -> bool:
        """`height 180 in the morning`: the word goes on as a sentence."""
        if self._low[start:end] != "in":
            return False
        following = WORD.match(self._low, end + 1)
        if following is None or not following.group().isalpha():
            return False
        return (
            self._times.match(self._low, end + 1) is None
            and CONTEXT.match(self._low, end + 1) is None
        )

    def _any_unit(self, pos: int) -> tuple[str, int]:
        for start, end, glued in self.unit_words(pos):
            typed = self._line.folded.plain(start, end)
            if units.find(typed) is not None and (glued or not self._reads_on(start, end)):
                return typed, end
        return "", pos

    def _not_of_type(self, typed: str, kind: HealthType, start: int, end: int) -> Stop:
        params: dict[str, object] = {
            "unit": typed, "units": list(kind.units), "type": kind.slug,
        }  # fmt: skip
        return self._line.trouble("unit-not-of-type", params, start, end)

    def _by_unit(self, value: Value, word: str, end: int) -> tuple[HealthType, str | None]:
        """The type no name was typed of: two parts are a pressure, a unit may be of one type
        alone. Else a question."""
        types = self._names.types
        pressure = types.get(PRESSURE)
        if value.value2 is not None and pressure is not None:
            unit = unit_among(word, pressure.units) if word else None
            if word and unit is None:
                raise self._not_of_type(word, pressure, value.end, end)
            return pressure, unit
        unit = value.unit or (units.find(word) if word else None)
        if unit is None:
            self._ask_type(value)
        kind = types.get(TYPE_OF_UNIT.get(unit, ""))
        if kind is not None and unit in kind.units:
            return kind, unit
        sharing = [
            (kind, found)
            for kind in types
            if (found := unit_among(word, kind.units)) and not (kind.derived or kind.codes)
        ]
        if len(sharing) == 1:
            return sharing[0]
        fitting = [kind for kind, found in sharing if may_be(kind, value, found)]
        names = [self._names.word_for(kind) for kind in likeliest(fitting)]
        choices = tuple(f"{name} {self._line.whole()}" for name in names)
        params: dict[str, object] = {
            "unit": word, "text": self._line.typed(value.start, value.end),
        }  # fmt: skip
        code = "unit-of-several-types" if choices else "unit-of-no-type"
        raise self._line.trouble(code, params, value.start, end, choices)

    def _ask_type(self, value: Value) -> NoReturn:
        choices: list[str] = []
        for slug in COMMON:
            kind = self._names.types.get(slug)
            if kind is None or len(choices) == CHOICES_MAX:
                continue
            unit = self._names.usual_unit(kind)
            plausible = may_be(kind, value, unit) and usual(kind, value, unit)
            if plausible and not self._asked(kind, value):
                choices.append(f"{self._names.word_for(kind)} {self._line.whole()}")
        text = self._line.typed(value.start, value.end)
        raise self._line.trouble(
            "type-missing", {"text": text}, value.start, value.end, tuple(choices)
        )

    def with_unit(self, kind: HealthType, value: Value) -> Value:
        """The value with its unit: typed, safely inferred or the habit. Raises `Stop` with the
        question where none of these is sure."""
        if value.unit is not None:
            return value
        asked = self._asked(kind, value)
        if kind.group == "metabolic" and kind.slug != GLUCOSE and asked:
            # A number that nobody can have in any other unit leaves nothing to ask.
            only = [unit for unit in kind.units if possible(kind, value, unit)]
            if len(only) == 1:
                return replace(value, unit=only[0])
        if asked:
            self._ask_unit("unit-missing", kind, value, asked)
        if kind.slug == GLUCOSE:
            return replace(value, unit=glucose_unit(value))
        unit = self._names.usual_unit(kind)
        if not possible(kind, value, unit):
            others = tuple(u for u in kind.units if u != unit and possible(kind, value, u))
            if others:
                self._ask_unit("unit-missing-here", kind, value, others)
        return replace(value, unit=unit)

    def _asked(self, kind: HealthType, value: Value) -> tuple[str, ...]:
        return asked_units(kind, value, self._names.usual_unit(kind))

    def _ask_unit(
        self, code: str, kind: HealthType, value: Value, asked: tuple[str, ...]
    ) -> NoReturn:
        offered = tuple(unit for unit in asked if possible(kind, value, unit)) or asked
        choices = tuple(
            self._line.edited((value.end, value.end, f" {unit}")) for unit in offered[:CHOICES_MAX]
        )
        params: dict[str, object] = {
            "text": self._line.typed(value.start, value.end), "type": kind.slug,
            "units": list(offered),
        }  # fmt: skip
        raise self._line.trouble(code, params, value.start, value.end, choices)
