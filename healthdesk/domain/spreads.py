"""How the readings of a period lie: middle, spread, and the share inside a range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Of `n` values: `sd` is the sample's standard deviation (n − 1), None for one value."""

    n: int
    mean: float
    sd: float | None
    low: float
    median: float
    high: float


def spread(values: Sequence[float]) -> Spread | None:
    """None where there is no value."""
    if not values:
        return None
    from statistics import median  # not at a start: it loads decimal numbers and fractions

    n = len(values)
    mean = math.fsum(values) / n
    squares = math.fsum((value - mean) ** 2 for value in values)
    sd = math.sqrt(squares / (n - 1)) if n > 1 else None
    return Spread(n, mean, sd, min(values), median(values), max(values))
