"""Times between heart beats, and how much they vary."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import stdev

# Seconds; outside of them it is no beat but a lost or a false one.
SHORTEST, LONGEST = 0.3, 2.0
# A normal beat is within this share of the one before; others are left out, as the "normal
# to normal" of SDNN asks.
NORMAL_WITHIN = 0.2
# Fewer say nothing of how much they vary.
BEATS_MIN = 60
BEATS_MAX = 100_000


class Beats:
    """Collects the intervals of one recording."""

    def __init__(self) -> None:
        self.count = 0
        self._normal: list[float] = []
        self._before: float | None = None

    def add(self, seconds: Iterable[object]) -> None:
        for value in seconds:
            if not isinstance(value, int | float):
                continue
            self.count += 1
            before, self._before = self._before, float(value)
            if (
                before is not None
                and SHORTEST <= value <= LONGEST
                and abs(value - before) <= NORMAL_WITHIN * before
                and len(self._normal) < BEATS_MAX
            ):
                self._normal.append(float(value))

    def deviation(self) -> float | None:
        """Standard deviation of the normal intervals (SDNN) in ms; None for too few."""
        if len(self._normal) < BEATS_MIN:
            return None
        return stdev(self._normal) * 1000
