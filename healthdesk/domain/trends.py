"""The slope of a straight line through readings, and whether it is more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

LEAST_POINTS = 3
# Local days from the first value to the last, both counted: a slope a week of what lies within
# hours says nothing of weeks.
LEAST_SPAN = 3
# Values are stored with 9 significant digits; their sums err by less than this share.
NOISE = 1e-11

Direction = Literal["increasing", "decreasing", "stable"]


@dataclass(frozen=True, slots=True)
class Trend:
    """Least-squares slope with the half width of its 95 % interval, in value per unit of x."""

    slope: float
    half_width: float

    @property
    def direction(self) -> Direction:
        """Rising or falling only where the interval leaves out zero."""
        if self.slope - self.half_width > 0:
            return "increasing"
        if self.slope + self.half_width < 0:
            return "decreasing"
        return "stable"

    def widened(self, n: int, effective_n: float) -> Trend | None:
        """The same slope, with the interval of so many independent points instead of n; None
        where fewer than three are left."""
        if effective_n < LEAST_POINTS:
            return None
        error = self.half_width / student_t(0.975, n - 2)
        error *= math.sqrt((n - 2) / (effective_n - 2.0))
        return Trend(self.slope, student_t(0.975, effective_n - 2.0) * error)


def effective_size(n: int, autocorrelation: float) -> float:
    """How many independent values n values are worth of which neighbours correlate so:
    n (1 − r)/(1 + r), at most n."""
    r = min(max(autocorrelation, 0.0), 1.0)
    return n * (1.0 - r) / (1.0 + r)


def from_sums(
    n: int, sx: float, sy: float, sxx: float, sxy: float, syy: float, size: float = 0.0,
    about: float | None = None,
) -> Trend | None:  # fmt: skip
    """The trend of n points from their sums; None for fewer than 3, or all at one x.

    Give x and y near their means: the sums of squares lose digits far from zero. `size` is
    that of the values themselves: what differs by less than their stored digits is one. `about`
    is the sum of squares about the line, where it is known better than from the others. The
    interval is slope ± t(0.975, n − 2) · standard error, as in any text on regression
    (Draper & Smith, Applied Regression Analysis, ch. 1).
    """
    if n < LEAST_POINTS:
        return None
    xx = sxx - sx * sx / n
    if xx <= 1e-12 * max(sxx, 1e-300):
        return None
    xy = sxy - sx * sy / n
    yy = max(syy - sy * sy / n, 0.0)
    noise = n * (NOISE * size) ** 2
    if yy <= noise:
        return Trend(0.0, 0.0)
    slope = xy / xx
    residual = max(yy - slope * xy, 0.0) if about is None else about
    if residual <= noise:
        return Trend(slope, 0.0)
    error = math.sqrt(residual / (n - 2) / xx)
    return Trend(slope, student_t(0.975, n - 2) * error)


def student_t(p: float, df: float) -> float:
    """Quantile of Student's t with `df` degrees of freedom, for 0.5 < p < 1.

    Newton's steps on the distribution function, which is an incomplete beta function, kept
    between bounds that close in.
    """
    low, high = 0.0, 1.0
    while _t_probability(high, df) < p:
        low, high = high, high * 2.0
    t = (low + high) / 2.0
    for _ in range(200):
        beyond = _t_probability(t, df) - p
        low, high = (low, t) if beyond > 0 else (t, high)
        closer = t - beyond / _t_density(t, df)
        if not low < closer < high:
            closer = (low + high) / 2.0
        if abs(closer - t) <= 1e-15 * t:
            break
        t = closer
    return t


def _t_density(t: float, df: float) -> float:
    log_front = math.lgamma((df + 1.0) / 2.0) - math.lgamma(df / 2.0)
    return math.exp(
        log_front - 0.5 * math.log(df * math.pi) - (df + 1.0) / 2.0 * math.log1p(t * t / df)
    )


def _t_probability(t: float, df: float) -> float:
    return 1.0 - 0.5 * _beta_share(df / 2.0, 0.5, df / (df + t * t))


def _beta_share(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function (Abramowitz & Stegun 26.5.8, by Lentz's method)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta_share(b, a, 1.0 - x)
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    return math.exp(log_front) / (a * _beta_fraction(a, b, x))


def _beta_fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, 10_000):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1.0 / ((1.0 + term * d) or tiny)
        c = (1.0 + term / c) or tiny
        value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value
