"""A straight line through pairs of values, and how sure it is."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from healthdesk.domain.trends import student_t

# A line is drawn through at least so many independent pairs.
LEAST_EFFECTIVE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Fit:
    """y = intercept + slope · x by least squares, from pairs worth `n` independent ones.

    The band is that of the mean at x (Draper & Smith, Applied Regression Analysis, ch. 1) with
    `n` in place of the number of pairs, since neighbouring days tell much the same.
    """

    intercept: float
    slope: float
    n: float
    middle: float  # mean of x
    spread: float  # mean of (x − middle)²
    residual: float  # standard deviation about the line
    quantile: float  # of Student's t, 97.5 %

    def at(self, x: float) -> float:
        return self.intercept + self.slope * x

    def half_width(self, x: float) -> float:
        """Half of the 95 % band of the mean at x."""
        away = (x - self.middle) ** 2 / self.spread
        return self.quantile * self.residual * math.sqrt((1.0 + away) / self.n)


def fit(x: Sequence[float], y: Sequence[float], effective_n: float) -> Fit | None:
    """None for pairs worth fewer than 3 independent ones, and where x never changes."""
    n = len(x)
    if n < LEAST_EFFECTIVE or effective_n < LEAST_EFFECTIVE:
        return None
    middle, level = fmean(x), fmean(y)
    xx = sum((each - middle) ** 2 for each in x)
    if xx <= 1e-12 * sum(each * each for each in x) or not xx:
        return None
    slope = sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True)) / xx
    intercept = level - slope * middle
    left = sum((b - intercept - slope * a) ** 2 for a, b in zip(x, y, strict=True))
    return Fit(
        intercept, slope, effective_n, middle, xx / n, math.sqrt(left / max(1, n - 2)),
        student_t(0.975, max(1.0, effective_n - 2.0)),
    )  # fmt: skip


def paired(one: Sequence[int], other: Sequence[int], apart: int) -> list[tuple[int, int]]:
    """Places of instants in `one` and of the nearest in `other`, at most `apart` away; both
    ascending. Each is in one pair at most: of two that want the same, the nearer."""
    chosen: dict[int, tuple[int, int]] = {}
    for place, at in enumerate(one):
        after = bisect_left(other, at)
        near = [n for n in (after - 1, after) if 0 <= n < len(other)]
        if not near:
            continue
        best = min(near, key=lambda n: abs(other[n] - at))
        distance = abs(other[best] - at)
        if distance <= apart and (best not in chosen or distance < chosen[best][0]):
            chosen[best] = (distance, place)
    return sorted((place, best) for best, (_, place) in chosen.items())
