"""Days from which on the level of a series is another one."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from healthdesk.domain import statistics, trends

Floats = NDArray[np.float64]

# A level lasts a week at least, which a few odd days do not make.
LEAST_LEVEL: Final = 7
# Two levels, and a week to tell them by.
LEAST_DAYS: Final = 21
# Of each change, in units of ln n: see `changes`.
PENALTY: Final = 3.0
# Beyond this the days say too little about one another's independence to widen any further.
MOST_ALIKE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on the mean of the values is `after`; of the level before it was `before`."""

    day: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Changes:
    """Ascending; none where one level explains the values. `n` days with values, of which
    neighbours correlate by `autocorrelation` about their levels."""

    points: tuple[Change, ...]
    n: int
    autocorrelation: float


def changes(days: ArrayLike, values: ArrayLike) -> Changes | None:
    """The changes of level that minimise Σ (value − mean of its level)² / σ² + 3 ln n for each
    change, exactly (the sum that PELT minimises: Killick et al. 2012, doi
    10.1080/01621459.2012.737745), with levels of at least 7 days. BIC takes 2 ln n for the
    place and the size of a change (Yao 1988, doi 10.1016/0167-7152(88)90118-6); here it is
    3 ln n, about that of the modified BIC (Zhang & Siegmund 2007, doi
    10.1111/j.1541-0420.2006.00662.x). σ² is the variance that means of neighbours have: it and
    the autocorrelation r come from differences of values one and two days apart, which levels
    hardly touch, and it is times (1 + r)/(1 − r). Marked outliers count as the median of their
    neighbours, but in the means that are told.

    `days` ascending; None for fewer than 21.
    """
    day, value = np.asarray(days, dtype=np.int64), np.asarray(values, dtype=np.float64)
    if len(day) < LEAST_DAYS:
        return None
    size = float(np.abs(value).max())
    # Values of few digits often equal their neighbours: what steps as they do is not wild.
    usual = _root_mean_square(np.diff(value)) / math.sqrt(2.0)
    tame = _tamed(value, max(usual, trends.NOISE * size))
    scatter, r = _scatter(tame)
    if scatter <= trends.NOISE * size:
        # All but a few neighbours are equal: any step is more than chance.
        scatter = max(float(np.ptp(value)) * 1e-6, trends.NOISE * size)
    found = () if np.ptp(value) <= trends.NOISE * size else _best(tame, scatter**2)
    edges = [0, *found, len(value)]
    means = [float(value[a:b].mean()) for a, b in itertools.pairwise(edges)]
    points = tuple(Change(int(day[at]), means[n], means[n + 1]) for n, at in enumerate(found))
    return Changes(points, len(day), r)


def _tamed(value: Floats, resolution: float) -> Floats:
    """Marked outliers at the median of their neighbours: no wild day makes a level."""
    wild = np.abs(statistics.outlier_scores(value, resolution)) > statistics.OUTLIER_Z
    tame = value.copy()
    width = 2 * statistics.OUTLIER_NEIGHBOURS + 1
    for at in np.flatnonzero(wild).tolist():
        first = min(max(at - statistics.OUTLIER_NEIGHBOURS, 0), len(value) - width)
        tame[at] = statistics.median(value[first : first + width])
    return tame


def _scatter(value: Floats) -> tuple[float, float]:
    """(σ of the long run, r): a stationary series has Var(x₁ − x₀) = 2σ²(1 − r), and where r
    falls off as powers Var(x₂ − x₀) = 2σ²(1 − r²)."""
    one, two = (_root_mean_square(value[step:] - value[:-step]) for step in (1, 2))
    if one <= 0.0:
        return 0.0, 0.0
    r = min(max((two / one) ** 2 - 1.0, 0.0), MOST_ALIKE)
    return one / math.sqrt(2.0 * (1.0 - r)) * math.sqrt((1.0 + r) / (1.0 - r)), r


def _root_mean_square(differences: Floats) -> float:
    """With those far beyond the others held to 3.5 robust deviations: of them levels are made."""
    size = np.abs(differences)
    usual = statistics.OUTLIER_Z * statistics.MAD_TO_SD * float(statistics.median(size))
    return math.sqrt(float(np.mean(np.minimum(size, usual) ** 2)))


def _best(value: Floats, variance: float) -> tuple[int, ...]:
    """Where the levels begin, but for the first: the best of all ways to cut, found from the
    best ways to cut each beginning of the series.

    Every way has the same Σ value²; so what a level takes off it is all that is compared,
    (Σ value)² / its length.
    """
    n = len(value)
    centred = value - value.mean()
    sums = np.concatenate(([0.0], np.cumsum(centred)))
    penalty = PENALTY * math.log(n)
    # What each beginning of the series costs at best, without its Σ value²; infinite where no
    # level can end.
    before = np.full(n + 1, np.inf)
    before[0] = -penalty
    since = np.zeros(n + 1, dtype=np.int64)
    # Of the levels that end on one day, the longest first.
    shares = 1.0 / (variance * np.arange(n, 0, -1))
    for end in range(LEAST_LEVEL, n + 1):
        last = end - LEAST_LEVEL + 1
        explained = sums[end] - sums[:last]
        explained *= explained
        explained *= shares[n - end : n - end + last]
        costs = np.subtract(before[:last], explained, out=explained)
        since[end] = at = int(costs.argmin())
        before[end] = costs[at] + penalty
    found: list[int] = []
    at = int(since[n])
    while at > 0:
        found.append(at)
        at = int(since[at])
    return tuple(reversed(found))
