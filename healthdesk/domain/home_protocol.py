"""The week of measuring at home: two readings each morning and each evening, 3 to 7 days.

A sitting is a morning or an evening of a local day; with two readings it is whole. The first
day is dropped from the mean, since pressure is higher while measuring is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.blood_pressure import (
    EVENING,
    MORNING,
    PROTOCOL_TAG,
    Mean,
    Reading,
    mean_of,
)

Part = Literal["morning", "evening"]
PARTS: Final[tuple[Part, ...]] = ("morning", "evening")
HOURS: Final[dict[Part, tuple[int, int]]] = {"morning": MORNING, "evening": EVENING}
# After more days than these without a reading the week begins anew: the program's own choice.
LONGEST_BREAK: Final = 2


@dataclass(frozen=True, slots=True)
class Protocol:
    """What is asked for: readings in a sitting, days at least and in full, seconds of rest
    before the first reading and of pause before the next, days dropped at the beginning."""

    name: str
    source: str
    readings: int
    least_days: int
    days: int
    rest_s: int
    pause_s: int
    dropped_days: int


# Parati et al., 2021, position paper on home blood pressure monitoring: seven days, three at
# least, two readings one minute apart after five minutes of rest, without the first day.
ESH_HOME: Final = Protocol("ESH 2021", "doi 10.1097/HJH.0000000000002922", 2, 3, 7, 5 * 60, 60, 1)


def part_of(reading: Reading) -> Part | None:
    """Morning, evening, or neither."""
    return next((part for part in PARTS if reading.within(HOURS[part])), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Sittings still to come, and second readings of sittings that have only one."""

    mornings: int
    evenings: int
    second_readings: int = 0

    def __bool__(self) -> bool:
        return bool(self.mornings or self.evenings)


@dataclass(frozen=True, slots=True)
class Course:
    """Up to seven days of measuring that belong together, in order of time."""

    protocol: Protocol
    readings: tuple[Reading, ...]

    @property
    def first_day(self) -> int:
        return self.readings[0].day

    @property
    def last_day(self) -> int:
        return self.readings[-1].day

    def count(self, day: int, part: Part) -> int:
        """Readings of one sitting."""
        return sum(1 for r in self.readings if r.day == day and part_of(r) == part)

    def whole(self, part: Part) -> int:
        """Sittings of this part of the day with both readings."""
        return sum(self.count(day, part) >= self.protocol.readings for day in self._days())

    def missing(self, days: int | None = None) -> Missing:
        """What is missing for the least a verdict takes, or for so many days."""
        need = self.protocol.least_days if days is None else days
        halves = sum(
            0 < self.count(day, part) < self.protocol.readings
            for day in self._days()
            for part in PARTS
        )
        mornings, evenings = (max(0, need - self.whole(part)) for part in PARTS)
        return Missing(mornings, evenings, halves)

    @property
    def sufficient(self) -> bool:
        """Whether there are three whole mornings and three whole evenings."""
        return not self.missing()

    @property
    def complete(self) -> bool:
        """Whether there are seven of each."""
        return not self.missing(self.protocol.days)

    @property
    def mean(self) -> Mean | None:
        """Of all readings after the first day; None while something is missing."""
        if not self.sufficient:
            return None
        kept = self.first_day + self.protocol.dropped_days
        return mean_of([r for r in self.readings if r.day >= kept])

    def _days(self) -> range:
        return range(self.first_day, self.last_day + 1)


def chosen(readings: Iterable[Reading]) -> list[Reading]:
    """Of readings at home those of the protocol: the ones with its tag, where there are any,
    else all; of them those of mornings and evenings."""
    every = list(readings)
    tagged = [r for r in every if PROTOCOL_TAG in r.tags]
    return [r for r in tagged or every if part_of(r) is not None]


def course(
    readings: Sequence[Reading], today: int | None = None, protocol: Protocol = ESH_HOME
) -> Course | None:
    """The newest week of readings at home: back from the last day for seven days, or to a
    break of more than two days. None without any, and where `today` is beyond such a break.
    """
    ordered = sorted(chosen(readings), key=lambda r: r.wall)
    if not ordered:
        return None
    days = sorted({r.day for r in ordered}, reverse=True)
    last = first = days[0]
    if today is not None and today - last > LONGEST_BREAK + 1:
        return None
    for day in days[1:]:
        if first - day > LONGEST_BREAK + 1 or last - day >= protocol.days:
            break
        first = day
    return Course(protocol, tuple(r for r in ordered if r.day >= first))
