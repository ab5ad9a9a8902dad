"""The kinds of reading: units, limits, codes and how a day is summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Aggregate = Literal["mean", "sum", "last", "min"]
# How several readings of one day make the day's total, for types whose aggregate is "sum":
# "union" merges intervals of overlapping sources (steps of a watch and a phone), "add"
# simply adds portions (water). "none": the type has no total.
Combine = Literal["none", "union", "add"]
Group = Literal[
    "body", "vitals", "metabolic", "activity", "sleep", "nutrition", "wellbeing",
    "performance", "habits", "own",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """Closed range in the canonical unit; None is open."""

    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reading that has two, such as systolic and diastolic."""

    slug: str
    hard: Range
    soft: Range
    typical: Range
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class HealthType:
    """One kind of reading.

    `unit` is the canonical unit: values are stored and compared in it. `units` are all
    that may be given, the first being the one offered by default. `hard` refuses, `soft`
    warns, `typical` is drawn as a band. `codes` names the coded values of types such as
    sleep stages, in the order of their numbers from 0.
    """

    slug: str
    group: Group
    unit: str
    units: tuple[str, ...]
    decimals: int
    aggregate: Aggregate
    hard: Range
    soft: Range = Range()
    typical: Range = Range()
    combine: Combine = "none"
    loinc: str = ""
    parts: tuple[Part, ...] = ()
    codes: tuple[str, ...] = ()
    # Found in the same time as another type's intervals and shown with it.
    interval: bool = False
    # Worked out from other types; never typed in.
    derived: bool = False
    # Many readings an hour: kept in an hour rollup as well.
    dense: bool = False
    # Only whole numbers make sense (steps, 1-10 scales).
    whole: bool = False
    # Words for quick entry beside the slug and the shown name, lower case.
    aliases: tuple[str, ...] = ()
    # Shown name of a type the user made; the catalogue's names come from `texts`.
    name: str = ""
    id: int = 0

    @property
    def own(self) -> bool:
        return self.group == "own"


class TypeBook:
    """All types in use: the catalogue and the user's own, by slug and by id."""

    __slots__ = ("_by_id", "_by_slug")

    def __init__(self, types: Iterable[HealthType]) -> None:
        self._by_slug = {t.slug: t for t in types}
        self._by_id = {t.id: t for t in self._by_slug.values() if t.id}

    def __iter__(self) -> Iterator[HealthType]:
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> HealthType:
        return self._by_slug[slug]

    def get(self, slug: str) -> HealthType | None:
        return self._by_slug.get(slug)

    def with_id(self, type_id: int) -> HealthType:
        return self._by_id[type_id]


# Filled below, one line a type.
CATALOGUE: tuple[HealthType, ...] = ()
