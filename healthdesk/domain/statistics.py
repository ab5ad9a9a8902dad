"""Figures of many values at once: percentiles, slopes, marks of outliers, correlation.

What `docs/reference/analytics.md` says of these figures is tested against this module.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from healthdesk.domain import trends
from healthdesk.domain.times import DAY_MIN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PERCENTS: Final = (5, 10, 25, 50, 75, 90, 95)
# Two-sided 95 % of the normal distribution.
Z_95: Final = NormalDist().inv_cdf(0.975)
# Makes the median absolute deviation of normal values their standard deviation.
MAD_TO_SD: Final = 1.0 / NormalDist().inv_cdf(0.75)

# Hampel (1974): a value further than this many robust deviations from its neighbourhood's
# median is marked; the neighbourhood is so many values on each side.
OUTLIER_Z: Final = 3.5
OUTLIER_NEIGHBOURS: Final = 7
OUTLIER_LEAST: Final = 7

# Values are stored with 9 significant digits: they are told to about this share of them.
STORED: Final = 1e-8

# Values that agree in so many significant digits are tied.
TIED_DIGITS: Final = 12

# Beyond so many points neighbouring ones are pooled before all pairs are formed.
PAIRED_MOST: Final = 600


def percentiles(values: ArrayLike, percents: Sequence[float] = PERCENTS) -> list[float]:
    """Percentiles by linear interpolation between the two nearest of the n sorted values, at
    position (n − 1)·p/100 counted from 0: definition 7 of Hyndman & Fan (1996).

    Raises ValueError where there is no value.
    """
    sorted_ = np.sort(np.asarray(values, dtype=np.float64))
    if not len(sorted_):
        raise ValueError("no values")
    shares = np.asarray(percents, dtype=np.float64) / 100.0
    return [float(each) for each in _between(sorted_, shares * (len(sorted_) - 1))]


def by_time_of_day(
    minutes: Floats, values: Floats, step: int, window: int
) -> list[tuple[float, Floats]]:
    """Times of day in `step` minutes, each by its middle, and the values of the `window` minutes
    around it, over midnight too. `minutes`: after midnight, of each value."""
    order = np.argsort(minutes, kind="stable")
    times = minutes[order]
    # The day before and after, so that windows reach over midnight.
    times = np.concatenate((times - DAY_MIN, times, times + DAY_MIN))
    found = np.tile(values[order], 3)
    middles = np.arange(DAY_MIN // step) * step + step / 2
    since = np.searchsorted(times, middles - window / 2).tolist()
    until = np.searchsorted(times, middles + window / 2).tolist()
    return [
        (middle, found[a:b]) for middle, a, b in zip(middles.tolist(), since, until, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Groups:
    """Values by key, ascending: of each group its size and, as a row, the asked percentiles."""

    keys: list[int]
    count: list[int]
    percentiles: Floats


def by_group(keys: ArrayLike, values: ArrayLike, percents: Sequence[float] = PERCENTS) -> Groups:
    """As `percentiles`, of each group of equal keys."""
    key, value = np.asarray(keys, dtype=np.int64), np.asarray(values, dtype=np.float64)
    order = np.lexsort((value, key))
    key, value = key[order], value[order]
    unique, start, count = np.unique(key, return_index=True, return_counts=True)
    shares = np.asarray(percents, dtype=np.float64) / 100.0
    at = start[:, None] + shares[None, :] * (count[:, None] - 1)
    return Groups(unique.tolist(), count.tolist(), _between(value, at))


def _between(sorted_: Floats, at: Any) -> Any:
    """Values at positions that need not be whole."""
    below = np.floor(at).astype(np.int64)
    share = at - below
    # A position within rounding of the last value has none above it.
    low, high = sorted_[below], sorted_[np.minimum(below + 1, len(sorted_) - 1)]
    return np.where(share > 0, low + (high - low) * share, low)


def rounded(values: ArrayLike, digits: int) -> list[float]:
    """To so many significant digits, none beyond the 22nd after the point."""
    value = np.asarray(values, dtype=np.float64)
    size = np.abs(value)
    whole = np.floor(np.log10(size, out=np.zeros(len(size)), where=size > 0))
    # Powers of ten up to 22 are exact, so that the quotient is the nearest number there is.
    places = np.clip(digits - 1 - whole, 0, 22)
    factor = 10.0**places
    told: list[float] = (np.round(value * factor) / factor + 0.0).tolist()
    return told


def spread(values: ArrayLike) -> float | None:
    """Standard deviation of a sample (n − 1); None for fewer than two values."""
    value = np.asarray(values, dtype=np.float64)
    # From the first value on: what never changes differs by exactly nothing.
    return float(np.std(value - value[0], ddof=1)) if len(value) > 1 else None


# Lines through points


def least_squares(x: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None) -> (
    trends.Trend | None
):  # fmt: skip
    """Slope of y on x with its 95 % interval, as `trends.from_sums`; with weights those of
    weighted least squares."""
    xs, ys = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if not len(xs):
        return None
    w = np.ones(len(xs)) if weights is None else np.asarray(weights, dtype=np.float64)
    if w.min() != w.max():
        w = w / w.mean()
    dx, dy = xs - np.average(xs, weights=w), ys - np.average(ys, weights=w)
    dx -= np.average(dx, weights=w)  # what rounding left of a large mean
    dy -= np.average(dy, weights=w)
    sxx, sxy = float(w @ (dx * dx)), float(w @ (dx * dy))
    left = dy - sxy / sxx * dx if sxx else dy  # differences of sums would lose its digits
    return trends.from_sums(
        len(xs), 0.0, 0.0, sxx, sxy, float(w @ (dy * dy)), float(np.abs(ys).max()),
        float(w @ (left * left)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayTrend:
    """Least squares over days with the interval widened for what neighbouring days have in
    common: `autocorrelation` of the residuals of consecutive days, and how many independent
    days that leaves."""

    trend: trends.Trend
    autocorrelation: float
    effective_n: float


def trend_of_days(days: ArrayLike, values: ArrayLike, unit_days: float = 7.0) -> DayTrend | None:
    """Slope per `unit_days` of day values, after Santer et al. 2000 (doi
    10.1029/1999JD901105): the standard error and the degrees of freedom are those of the
    effective number of days. None for fewer than 3 days, or 3
    effective ones."""
    found = _line_of_days(days, values, unit_days)
    if found is None:
        return None
    plain, r, size = found
    n = trends.effective_size(size, r)
    widened = plain.widened(size, n)
    return None if widened is None else DayTrend(widened, r, n)


def effective_days(days: ArrayLike, values: ArrayLike) -> float:
    """How many independent days those of `trend_of_days` are worth; 0 where there is no line
    through them."""
    found = _line_of_days(days, values, 1.0)
    return 0.0 if found is None else trends.effective_size(found[2], found[1])


def _line_of_days(
    days: ArrayLike, values: ArrayLike, unit_days: float
) -> tuple[trends.Trend, float, int] | None:
    """The line of least squares, the autocorrelation about it, and how many days there are."""
    day, value = np.asarray(days, dtype=np.int64), np.asarray(values, dtype=np.float64)
    if len(day) < trends.LEAST_POINTS:
        return None
    x = (day - day[0]) / unit_days
    plain = least_squares(x, value)
    if plain is None:
        return None
    residual = value - value.mean() - plain.slope * (x - x.mean())
    # What converting and storing leave beside a straight line says nothing of its days.
    even = float(np.abs(residual).max()) <= STORED * float(np.abs(value).max())
    return plain, 0.0 if even else lag_one(day, residual), len(day)


@dataclass(frozen=True, slots=True)
class Robust:
    """Median of the slopes of all pairs, and its 95 % interval, in value per unit of x."""

    slope: float
    low: float
    high: float

    @property
    def direction(self) -> trends.Direction:
        if self.low > 0:
            return "increasing"
        return "decreasing" if self.high < 0 else "stable"


def median(values: Floats) -> Floats:
    """The median along the last axis, of one or more numbers. numpy's own loads its masked
    arrays, which takes longer than ten years of days."""
    n = values.shape[-1]
    low, high = (n - 1) // 2, n // 2
    ordered = np.partition(values, (low, high), axis=-1)
    middle: Floats = (ordered[..., low] + ordered[..., high]) / 2.0
    return middle


def theil_sen(x: ArrayLike, y: ArrayLike) -> Robust | None:
    """Theil's slope with the interval of Sen (1968, doi 10.1080/01621459.1968.10480934),
    from Kendall's variance corrected for ties. None for fewer than 3 points, or all at one x.

    More than 600 points are pooled to the means of equally many neighbours first.
    """
    xs, ys = _pooled(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
    n = len(xs)
    if n < trends.LEAST_POINTS:
        return None
    run = xs - xs[:, None]
    later = run > 0
    slopes = np.sort((ys - ys[:, None])[later] / run[later])
    m = len(slopes)
    if not m:
        return None
    variance = _kendall_variance(n, xs, ys)
    half = Z_95 * math.sqrt(max(variance, 0.0))
    upper = min(round((m + half) / 2.0), m - 1)
    lower = max(round((m - half) / 2.0) - 1, 0)
    return Robust(float(median(slopes)), float(slopes[lower]), float(slopes[upper]))


def _kendall_variance(n: int, x: Floats, y: Floats) -> float:
    def term(k: Any) -> Any:
        return k * (k - 1) * (2 * k + 5)

    # Means of a day that differ by the noise of adding up are ties all the same.
    told = (np.asarray(rounded(each, TIED_DIGITS)) for each in (x, y))
    ties = sum(float(term(np.unique(each, return_counts=True)[1]).sum()) for each in told)
    return float((term(n) - ties) / 18.0)


def _pooled(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    if len(x) <= PAIRED_MOST:
        return x, y
    order = np.argsort(x, kind="stable")
    edges = np.linspace(0, len(x), PAIRED_MOST + 1).astype(np.int64)
    size = np.diff(edges)
    return tuple(np.add.reduceat(each[order], edges[:-1]) / size for each in (x, y))  # type: ignore[return-value]


# Values in their order


def rolling(days: ArrayLike, values: ArrayLike, weights: ArrayLike, window: int) -> (
    tuple[Floats, Floats]
):  # fmt: skip
    """Of each day, ascending: the weighted mean and the plain median of the values of the
    `window` days up to it."""
    day, value = np.asarray(days, dtype=np.int64), np.asarray(values, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    since = np.searchsorted(day, day - window + 1)
    upto = np.arange(1, len(day) + 1)
    sums = np.concatenate(([0.0], np.cumsum(weight * value)))
    sizes = np.concatenate(([0.0], np.cumsum(weight)))
    mean = (sums[upto] - sums[since]) / (sizes[upto] - sizes[since])
    # One row a day: its window, filled up with what sorts behind every value.
    column = since[:, None] + np.arange(window)[None, :]
    inside = column < upto[:, None]
    rows = np.where(inside, value[np.minimum(column, max(len(day) - 1, 0))], np.inf)
    rows.sort(axis=1)
    n, index = upto - since, np.arange(len(day))
    return mean, (rows[index, (n - 1) // 2] + rows[index, n // 2]) / 2.0


def outlier_scores(values: ArrayLike, resolution: float = 0.0) -> Floats:
    """How many robust deviations each value is from the median of its neighbourhood, which
    are 7 values before and 7 after it (Hampel 1974, doi 10.1080/01621459.1974.10482962).

    The deviation is 1.4826 × the neighbourhood's median absolute deviation, and at least
    `resolution`, so that steps of the last digit are none. 0 for fewer than 7 values.
    """
    value = np.asarray(values, dtype=np.float64)
    n = len(value)
    if n < OUTLIER_LEAST:
        return np.zeros(n)
    width = 2 * OUTLIER_NEIGHBOURS + 1
    if n <= width:
        windows = np.broadcast_to(value, (1, n))
        row = np.zeros(n, dtype=np.int64)
    else:
        windows = np.lib.stride_tricks.sliding_window_view(value, width)
        row = np.clip(np.arange(n) - OUTLIER_NEIGHBOURS, 0, n - width)
    middle = median(windows)
    mad = median(np.abs(windows - middle[:, None]))
    deviation = np.maximum(MAD_TO_SD * mad, resolution)[row]
    distance = value - middle[row]
    return np.divide(distance, deviation, out=np.zeros(n), where=deviation > 0)


def lag_one(days: ArrayLike, values: ArrayLike) -> float:
    """Autocorrelation of consecutive days: the mean product of neighbours' deviations over
    the variance. 0 where no two days follow each other, or nothing varies."""
    day, value = np.asarray(days, dtype=np.int64), np.asarray(values, dtype=np.float64)
    deviation = value - value.mean() if len(value) else value
    next_to = np.flatnonzero(np.diff(day) == 1)
    variance = float(np.mean(deviation**2)) if len(value) else 0.0
    if not len(next_to) or variance <= (trends.NOISE * float(np.abs(value).max() or 1.0)) ** 2:
        return 0.0
    r = float(np.mean(deviation[next_to] * deviation[next_to + 1])) / variance
    return min(max(r, -1.0), 1.0)


# Two types together


@dataclass(frozen=True, slots=True)
class Correlation:
    """A coefficient with its 95 % interval."""

    r: float
    low: float
    high: float


def pearson(x: ArrayLike, y: ArrayLike, effective_n: float | None = None) -> Correlation | None:
    """Linear correlation; the interval by Fisher's z with standard error 1/√(n − 3) of
    `effective_n` (default: all pairs). None where either never changes, or n ≤ 3."""
    xs, ys = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = float(len(xs)) if effective_n is None else effective_n
    return _coefficient(xs, ys, n, 1.0)


def spearman(x: ArrayLike, y: ArrayLike, effective_n: float | None = None) -> Correlation | None:
    """Correlation of the ranks, ties at their mean rank; the interval by Fisher's z with
    variance (1 + r²/2)/(n − 3) (Bonett & Wright 2000, doi 10.1007/BF02294183)."""
    xs, ys = ranks(x), ranks(y)
    n = float(len(xs)) if effective_n is None else effective_n
    return _coefficient(xs, ys, n, None)


def _coefficient(x: Floats, y: Floats, n: float, factor: float | None) -> Correlation | None:
    if n <= 3 or len(x) < 2:
        return None
    dx, dy = x - x.mean(), y - y.mean()
    sizes = [float(np.sqrt(d @ d)) for d in (dx, dy)]
    for size, each in zip(sizes, (x, y), strict=True):
        if size <= math.sqrt(len(x)) * trends.NOISE * float(np.abs(each).max()):
            return None
    r = float(min(max(dx @ dy / (sizes[0] * sizes[1]), -1.0), 1.0))
    if abs(r) >= 1.0 - 1e-15:
        return Correlation(r, r, r)
    error = math.sqrt((1.0 + r * r / 2.0 if factor is None else factor) / (n - 3.0))
    z = math.atanh(r)
    return Correlation(r, math.tanh(z - Z_95 * error), math.tanh(z + Z_95 * error))


def ranks(values: ArrayLike) -> Floats:
    """From 1 on; equal values share the mean of their ranks."""
    value = np.asarray(values, dtype=np.float64)
    _, inverse, count = np.unique(value, return_inverse=True, return_counts=True)
    last = np.cumsum(count).astype(np.float64)
    mean: Floats = (last - (count - 1) / 2.0)[inverse]
    return mean


def effective_pairs(days: ArrayLike, x: ArrayLike, y: ArrayLike) -> float:
    """How many independent pairs the days are worth, since neighbouring days resemble each
    other: n (1 − r₁r₂)/(1 + r₁r₂) with the autocorrelations r of both (Bretherton et al.
    1999, doi 10.1175/1520-0442(1999)012<1990:TENOSD>2.0.CO;2); at most n."""
    n = len(np.asarray(days))
    product = lag_one(days, x) * lag_one(days, y)
    return trends.effective_size(n, product)
