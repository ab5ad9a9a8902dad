"""Systolic and diastolic records of Apple Health made into pairs.

Apple writes both as top-level records, all systolic ones first, and repeats them inside a
Correlation that says which belong together. A pair is taken once, and as soon as it is
sure: what waits is held in memory, and a file may have tens of thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Draft
from healthdesk.exchange import apple_times
from healthdesk.exchange.apple_types import DIASTOLIC, SYSTOLIC, unit_of
from healthdesk.exchange.batches import Refused, number


@dataclass(frozen=True, slots=True)
class Half:
    """One record, as the file has it; `source` is tidied."""

    identifier: str
    source: str
    unit: str
    start: str
    end: str
    value: str
    line: int

    @property
    def place(self) -> tuple[str, str, str]:
        return self.identifier, self.source, self.start


@dataclass(frozen=True, slots=True)
class Pair:
    """What may become one reading; a half that stands alone has None beside it."""

    systolic: Half | None
    diastolic: Half | None

    @property
    def line(self) -> int:
        """The line of the half that is there, of the systolic one where both are."""
        half = self.systolic or self.diastolic
        return half.line if half else 0

    def draft(self, kind: HealthType) -> Draft:
        """Raises `Refused` where a half is missing or a text cannot be read."""
        if self.systolic is None or self.diastolic is None:
            raise Refused("half-a-pressure")
        unit = unit_of(kind, self.systolic.unit)
        if unit is None or unit_of(kind, self.diastolic.unit) != unit:
            raise Refused("unit-unknown", unit=self.systolic.unit[:40], type=kind.slug)
        values = number(self.systolic.value), number(self.diastolic.value)
        if any(map(isnan, values)):
            raise Refused("not-a-number")
        start = apple_times.parse(self.systolic.start.encode())
        end = apple_times.parse(self.systolic.end.encode())
        if start is None or end is None:
            raise Refused("time-unreadable")
        return Draft(
            kind.slug, values[0], unit, *start, value2=values[1],
            ended_at=end[0] if end[0] != start[0] else None, source=self.systolic.source,
        )  # fmt: skip


class Pressures:
    """Collects the halves of a file, since they lie far apart in it."""

    def __init__(self) -> None:
        self._top: defaultdict[tuple[str, str, str], list[Half]] = defaultdict(list)
        self._sure: list[Pair] = []
        # Correlations whose records have not been met at the top level so far.
        self._open: list[list[Half]] = []
        self._inside: list[Half] | None = None

    def top_level(self, half: Half) -> None:
        self._top[half.place].append(half)

    def correlation(self, of_pressure: bool) -> None:
        """A Correlation begins: the records inside follow."""
        self._close()
        self._inside = [] if of_pressure else None

    def inside(self, half: Half) -> None:
        if self._inside is not None:
            self._inside.append(half)

    def sure(self) -> list[Pair]:
        """The pairs that are sure since it was asked last."""
        sure, self._sure = self._sure, []
        return sure

    def others(self) -> list[Pair]:
        """The file is over: every other pair, and every lonely half, in the order of their
        lines."""
        self._close()
        found = self.sure()
        found += [pair for inside in self._open for pair in self._left_open(inside)]
        found += self._simultaneous()
        found.sort(key=lambda pair: pair.line)
        return found

    def _close(self) -> None:
        """The Correlation that was begun is whole. Its records came before it, as a rule."""
        inside, self._inside = self._inside, None
        if inside is None:
            return
        pair = self._repeated(*_two(inside))
        if pair is None:
            self._open.append(inside)
        else:
            self._sure.append(pair)

    def _repeated(self, *copies: Half | None) -> Pair | None:
        """The records of the top level that a Correlation repeats; None unless both are."""
        taken = [copy and self._original(copy) for copy in copies]
        if all(taken):
            return Pair(*taken)
        for original in taken:
            if original is not None:
                self._top[original.place].append(original)
        return None

    def _left_open(self, inside: list[Half]) -> Iterator[Pair]:
        copies = _two(inside)
        known = [copy is not None and copy.place in self._top for copy in copies]
        pair = self._repeated(*copies)
        if pair is not None:
            yield pair
        # Not repeated at the top level at all: then these are no copies.
        elif any(copies) and not any(known):
            yield Pair(*copies)

    def _original(self, copy: Half) -> Half | None:
        """Takes the top-level record that is repeated here out of those still alone."""
        alone = self._top.get(copy.place, [])
        for index, half in enumerate(alone):
            if replace(half, line=copy.line) == copy:
                return alone.pop(index)
        return None

    def _simultaneous(self) -> Iterator[Pair]:
        """Of the same source at the same second; what is left over is half a pair."""
        for place, halves in list(self._top.items()):
            if place[0] == SYSTOLIC:
                mates = self._top.get((DIASTOLIC, *place[1:]), [])
                count = min(len(halves), len(mates))
                yield from map(Pair, halves[:count], mates[:count])
                del halves[:count], mates[:count]
        for place, halves in self._top.items():
            for half in halves:
                yield Pair(half, None) if place[0] == SYSTOLIC else Pair(None, half)


def _two(inside: list[Half]) -> tuple[Half | None, Half | None]:
    halves = {half.identifier: half for half in inside}
    return halves.get(SYSTOLIC), halves.get(DIASTOLIC)
