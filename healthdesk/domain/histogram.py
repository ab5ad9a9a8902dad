"""How often values lie where: bins of round width."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from healthdesk.domain.statistics import percentiles

BINS_MOST: Final = 40
_ROUND: Final = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bins of equal `width` from `start` on, and how many values lie in each; a value on an
    edge is in the bin above it."""

    start: float
    width: float
    counts: tuple[int, ...]

    def edges(self, number: int) -> tuple[float, float]:
        """Where a bin begins and ends."""
        low = self.start + number * self.width
        return round(low, 9), round(low + self.width, 9)


def histogram(values: ArrayLike, resolution: float) -> Histogram:
    """Bins as wide as Freedman and Diaconis (1981, doi 10.1007/BF01025868) propose, rounded up
    to 1, 2 or 5 of a decimal place, no finer than `resolution`, and 40 at most.

    Raises ValueError without values.
    """
    value = np.asarray(values, dtype=np.float64)
    low, quarter, three, high = percentiles(value, (0, 25, 75, 100))
    wanted = 2.0 * (three - quarter) / len(value) ** (1 / 3)
    least = max(wanted, (high - low) / (BINS_MOST - 2), resolution, 1e-9)
    width = _rounded_up(least, resolution)
    first = math.floor(low / width + 1e-9)
    places = np.floor(value / width + 1e-9).astype(np.int64) - first
    counts = np.bincount(places)
    return Histogram(first * width, width, tuple(counts.tolist()))


def _rounded_up(least: float, resolution: float) -> float:
    power = math.floor(math.log10(least))
    for step in (*_ROUND, 10.0):
        width = step * 10.0**power
        if width >= least * (1 - 1e-9) and width >= resolution * (1 - 1e-9):
            return width
    return resolution
