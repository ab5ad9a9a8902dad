"""The names under which types are typed, and what else a person's habits say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from healthdesk.domain.entry_units import CHOICES_MAX
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.typed_text import fold

PREFIX_MIN: Final = 3
# A name is meant by a word that shares so much of its letters with it, in their order.
NEAR_SHARE: Final = 0.8
WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN_WORDS: Final = re.compile(r"[\s\-_./&+]*")


@dataclass(frozen=True, slots=True)
class Habits:
    """How this person writes: decimal sign ("," or "."), order of a numeric date ("dmy",
    "mdy", "ymd") and, by type, the unit meant when none is typed. `names` are further words
    for types, such as the names shown in the person's language: name to slug. `order_sure`:
    whether the order of dates was chosen, or follows from a country."""

    decimal: str = "."
    date_order: str = "dmy"
    units: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    order_sure: bool = True


class TypeNames:
    """The words of a set of types, with those of one person."""

    def __init__(self, types: TypeBook, habits: Habits) -> None:
        self.types = types
        self.habits = habits
        self._named: dict[str, HealthType] = {}
        for name, kind in self._names():
            words = WORD.findall(fold(name).low)
            if words:
                self._named.setdefault(" ".join(words), kind)
                self._named.setdefault("".join(words), kind)
        self._sorted = sorted(self._named)
        self._shown = {slug: name for name, slug in habits.names.items()}
        self._longest = max((name.count(" ") + 1 for name in self._named), default=0)

    def _names(self) -> Iterator[tuple[str, HealthType]]:
        """Every name with its type; where two types share one, the first has it."""
        for kind in self.types:
            yield kind.slug, kind
        for kind in self.types:
            if kind.name:
                yield kind.name, kind
        for name, slug in self.habits.names.items():
            named = self.types.get(slug)
            if named is not None:
                yield name, named
        for kind in self.types:
            for alias in kind.aliases:
                yield alias, kind

    def named(self, low: str, pos: int) -> tuple[HealthType, int] | None:
        """The type whose name begins at `pos`, the longest one, and where it ends."""
        ends: list[int] = []
        words: list[str] = []
        at = pos
        while len(words) < self._longest:
            found = WORD.match(low, at)
            if found is None:
                break
            words.append(found.group())
            ends.append(found.end())
            between = _BETWEEN_WORDS.match(low, found.end())
            at = between.end() if between else found.end()
        for count in range(len(words), 0, -1):
            kind = self._named.get(" ".join(words[:count]))
            if kind is not None:
                return kind, ends[count - 1]
        return self._glued(words[0], pos) if words else None

    def _glued(self, word: str, pos: int) -> tuple[HealthType, int] | None:
        """`bp128`: a name and digits without a blank."""
        letters = word.rstrip("0123456789")
        kind = self._named.get(letters) if letters != word else None
        return (kind, pos + len(letters)) if kind else None

    def begun(self, word: str) -> tuple[HealthType, ...]:
        """The types that can be typed and one of whose names begins with `word` (at least three
        letters)."""
        if len(word) < PREFIX_MIN or not word.isalpha():
            return ()
        found: dict[str, HealthType] = {}
        at = bisect_left(self._sorted, word)
        while at < len(self._sorted) and self._sorted[at].startswith(word):
            kind = self._named[self._sorted[at]]
            if _can_be_typed(kind):
                found[kind.slug] = kind
            at += 1
        return tuple(found.values())

    def near(self, word: str) -> tuple[HealthType, ...]:
        """The types that can be typed and one of whose names is `word` but for a slip of the
        fingers, the nearest first."""
        # Loaded where a word is not known: no line that is understood waits for it.
        from difflib import get_close_matches

        if len(word) <= PREFIX_MIN:
            return ()
        kinds = {name: kind for name, kind in self._named.items() if _can_be_typed(kind)}
        names = get_close_matches(word, kinds, n=CHOICES_MAX, cutoff=NEAR_SHARE)
        return tuple({kinds[name].slug: kinds[name] for name in names}.values())

    def word_for(self, kind: HealthType) -> str:
        """What this person would type for a type: its name in their language, where that is
        read as this type; a name with a number in it would be read as the value, and one with
        brackets not to its end."""
        name = self._shown.get(kind.slug, "").lower()
        low = fold(name).low
        known = self._named.get(" ".join(WORD.findall(low)))
        plain = not any(sign.isdigit() for sign in name)
        whole = all(map(_BETWEEN_WORDS.fullmatch, WORD.split(low)))
        return name if known is kind and plain and whole else kind.slug

    def usual_unit(self, kind: HealthType) -> str:
        """The unit meant for a type when none is typed."""
        habit = self.habits.units.get(kind.slug)
        return habit if habit in kind.units else kind.units[0]


def _can_be_typed(kind: HealthType) -> bool:
    return not (kind.derived or kind.codes or kind.interval)
