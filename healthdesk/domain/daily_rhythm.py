"""The rhythm of the day in readings: level, amplitude and time of the peak (cosinor).

Hours are those of the clock where a reading was taken, so that a journey or a change of
clocks moves nothing by itself. The formulas and their limits also stand in
`docs/reference/analytics.md`.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from healthdesk.domain import trends
from healthdesk.domain.times import DAY_MIN, DAY_MS, HOUR_MS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Three quarters of the day. An hour of the clock is covered by readings on two days, so that
# no single waking night stands for all nights.
LEAST_HOURS: Final = 18
DAYS_OF_AN_HOUR: Final = 2
# Every weekday once.
LEAST_DAYS: Final = 7
# Two-sided 95 % of intervals; and a rhythm is told where chance makes one less often than this.
UPPER: Final = 0.975
CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why a figure is not told: `reason` is a code (`too-few-days`, `hours-uncovered`,
    `no-rhythm`)."""

    need: float
    have: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The cosine curve of one day that lies nearest to the readings.

    `mesor`: its middle; `amplitude`: from there to the peak; `acrophase`: the peak in minutes
    after midnight, 0 to 1440 (of an interval over midnight `low` is the greater one). The two
    are None where chance explains the ups and downs; `p` is the chance of ones as great as
    these without a rhythm. `hours`: hours of the clock that are covered.
    """

    mesor: Estimate
    amplitude: Estimate | None
    acrophase: Estimate | None
    p: float
    hours: int
    days: int
    n: int


def covered_hours(wall: ArrayLike) -> int:
    """How many of the 24 hours of the clock have readings on at least two days; `wall` are
    local times in ms."""
    cells = _distinct(np.asarray(wall, dtype=np.int64) // HOUR_MS)
    days = np.bincount(cells % 24, minlength=24)
    return int(np.count_nonzero(days >= DAYS_OF_AN_HOUR))


def _distinct(values: Ints) -> Ints:
    """Ascending. Readings mostly come in order, which makes sorting quicker than hashing."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def _places(values: Ints) -> Ints:
    """Of each value its place among the distinct ones, ascending; quicker where they come in
    order."""
    steps = np.diff(values, prepend=values[:1])
    if (steps < 0).any():
        return np.unique(values, return_inverse=True)[1]
    return np.cumsum(steps > 0)


def cosinor(wall: ArrayLike, values: ArrayLike, span_ms: int = 0) -> Rhythm | Withheld:
    """Least squares of y = M + β cos(2πt/24 h) + γ sin(2πt/24 h) (Cornelissen 2014, doi
    10.1186/1742-4682-11-16) over readings at local times `wall` (ms). Each hour of each day
    weighs the same, however many readings share it. `span_ms`: values are means of stretches
    of this length about their time, which flattens a curve; it is reckoned back.

    Intervals come from leaving out one day at a time, since the readings of a day resemble
    one another (jackknife by cluster; MacKinnon, Nielsen & Webb 2023, doi 10.1002/jae.2969),
    with t of days − 1; that of the peak after Fieller (1954), so that it is as lopsided as it
    has to be.
    """
    time, value = np.asarray(wall, dtype=np.int64), np.asarray(values, dtype=np.float64)
    days = len(_distinct(time // DAY_MS))
    if days < LEAST_DAYS:
        return Withheld(LEAST_DAYS, days, "too-few-days")
    hours = covered_hours(time)
    if hours < LEAST_HOURS:
        return Withheld(LEAST_HOURS, hours, "hours-uncovered")
    middle = float(value.mean())
    design = _design(time, span_ms)
    fit, covariance = _fit(design, value - middle, _weights(time), time // DAY_MS)
    still = trends.NOISE * float(np.abs(value).max())
    t = trends.student_t(UPPER, days - 1.0)
    half = t * _error(covariance[0, 0], still)
    level = middle + float(fit[0])
    mesor = Estimate(level, level - half, level + half)
    amplitude, acrophase, p = _peak(fit[1:], covariance[1:, 1:], days, still)
    return Rhythm(mesor, amplitude, acrophase, p, hours, days, len(value))


def _design(wall: Ints, span_ms: int) -> Floats:
    angle = 2.0 * math.pi * (wall % DAY_MS) / DAY_MS
    half = math.pi * span_ms / DAY_MS
    kept = math.sin(half) / half if half else 1.0
    return np.column_stack((np.ones(len(wall)), kept * np.cos(angle), kept * np.sin(angle)))


def _weights(wall: Ints) -> Floats:
    place = _places(wall // HOUR_MS)
    return np.asarray(1.0 / np.bincount(place)[place], dtype=np.float64)


def _fit(x: Floats, y: Floats, w: Floats, day: Ints) -> tuple[Floats, Floats]:
    """Coefficients of weighted least squares, and their covariance from leaving out each day
    in its turn. Every hour that is covered is so without any one day, which keeps the
    equations solvable."""
    place = _places(day)
    groups = int(place.max()) + 1
    root = np.sqrt(w)[:, None]
    # Orthogonal columns: sums of squares then lose no digits.
    q, r = np.linalg.qr(x * root)
    z = y * root[:, 0]
    products = np.zeros((groups, 3, 3))
    sums = np.zeros((groups, 3))
    for i, j in itertools.combinations_with_replacement(range(3), 2):
        products[:, i, j] = products[:, j, i] = np.bincount(place, q[:, i] * q[:, j], groups)
    for i in range(3):
        sums[:, i] = np.bincount(place, q[:, i] * z, groups)
    whole = sums.sum(axis=0)
    without = np.linalg.solve(products.sum(axis=0) - products, (whole - sums)[..., None])[..., 0]
    apart = np.linalg.solve(r, (without - whole).T)
    covariance = (groups - 1) / groups * (apart @ apart.T)
    return np.linalg.solve(r, whole), covariance


def _error(variance: float, still: float) -> float:
    error = math.sqrt(max(float(variance), 0.0))
    return error if error > still else 0.0


def _peak(
    b: Floats, covariance: Floats, days: int, still: float
) -> tuple[Estimate | None, Estimate | None, float]:
    """Amplitude, time of the peak, and the chance of such an amplitude without a rhythm: by
    Hotelling's T² of the two coefficients."""
    amplitude = float(np.hypot(b[0], b[1]))
    if amplitude <= still:
        return None, None, 1.0
    turn = np.array([[b[0], b[1]], [-b[1], b[0]]]) / amplitude
    along = turn @ covariance @ turn.T
    uu, uv, vv = float(along[0, 0]), float(along[0, 1]), float(along[1, 1])
    error = _error(uu, still)
    p = _chance(amplitude, uu, uv, vv, days) if error else 0.0
    t = trends.student_t(UPPER, days - 1.0)
    half = t * error
    if p >= CHANCE or amplitude <= half:
        return None, None, p
    lean = amplitude**2 - half**2
    side = t * math.sqrt(max(t * t * uv * uv + lean * vv, 0.0)) / lean if error else 0.0
    drift = t * t * uv / lean if error else 0.0
    peak = math.atan2(float(b[1]), float(b[0]))
    minutes = [_minutes(peak + math.atan(each)) for each in (0.0, -drift - side, -drift + side)]
    return Estimate(amplitude, amplitude - half, amplitude + half), Estimate(*minutes), p


def _minutes(angle: float) -> float:
    """Of an angle, after midnight."""
    return angle % (2.0 * math.pi) * DAY_MIN / (2.0 * math.pi) % DAY_MIN


def _chance(amplitude: float, uu: float, uv: float, vv: float, days: int) -> float:
    """P(T² this great) = P(F(2, days − 2)), which for 2 degrees of freedom is a power."""
    determinant = uu * vv - uv * uv
    if determinant <= 0.0:
        return 0.0
    squared = amplitude**2 * vv / determinant
    return float((1.0 + squared / (days - 1.0)) ** (-(days - 2.0) / 2.0))
