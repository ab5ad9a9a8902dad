"""Heart of a period: the highest rate to expect at an age, and time in zones of effort."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from healthdesk.domain.times import MINUTE_MS

# Where each zone begins, as a share of the highest rate; below the first one is rest.
ZONES: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
# A rate holds until the next one, but no longer than this.
HOLDS_MS: Final = 5 * MINUTE_MS
# Of less recorded time shares say little: the program's own choice.
LEAST_MINUTES: Final = 60
# The formula is made from adults.
YOUNGEST: Final = 18
# Nobody's highest rate lies below this: no measured one is meant.
LEAST_HIGHEST: Final = 100
# Days of which a resting rate or a variability is told.
LEAST_DAYS: Final = 3


def highest_rate(age: int) -> float | None:
    """208 − 0.7 × age in beats a minute (Tanaka, Monahan & Seals 2001, doi
    10.1016/S0735-1097(00)01054-8); healthy adults differ from it by some 7 to 11 beats. None
    below 18 years."""
    return 208.0 - 0.7 * age if age >= YOUNGEST else None


@dataclass(frozen=True, slots=True)
class Zone:
    """From `low` on and below `high` (beats a minute; None: no end), and for how long."""

    low: float
    high: float | None
    minutes: float


@dataclass(frozen=True, slots=True)
class Zones:
    """Time at rest, in each of the five zones, and in all, in minutes."""

    highest: float
    rest: float
    zones: tuple[Zone, ...]

    @property
    def minutes(self) -> float:
        return self.rest + sum(zone.minutes for zone in self.zones)


def time_in_zones(rates: Sequence[tuple[int, float]], highest: float) -> Zones:
    """Of (instant in ms, beats a minute), ascending: each rate holds until the next one, at
    most 5 minutes; the last one for one minute."""
    bounds = [share * highest for share in ZONES]
    spent = [0.0] * (len(bounds) + 1)
    for place, (at, rate) in enumerate(rates):
        until = rates[place + 1][0] if place + 1 < len(rates) else at + MINUTE_MS
        spent[bisect_right(bounds, rate)] += min(until - at, HOLDS_MS) / MINUTE_MS
    ends = [*bounds[1:], None]
    zones = tuple(Zone(*each) for each in zip(bounds, ends, spent[1:], strict=True))
    return Zones(highest, spent[0], zones)
