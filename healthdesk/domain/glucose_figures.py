"""Glucose figures of the readings of a period, all at once: levels, risk, and how it swings.

Means and spreads leave out censored readings ("Low", "High"); shares of time count them.
What compares readings a fixed time apart works on a grid of even steps (`Grid`), made as the
R package iglu 4.3 makes it (Broll et al. 2021, doi 10.1371/journal.pone.0248560). Each
formula with its unit and limits also stands in `docs/reference/analytics.md`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from healthdesk.domain import statistics
from healthdesk.domain.glucose import (
    ADULT,
    BANDS,
    MG_DL_PER_MMOL_L,
    TIGHT,
    Band,
    Coverage,
    Ranges,
    Reading,
    coverage,
    distinct,
    estimated_a1c,
    gmi,
)
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

# No line is drawn between readings further apart than this.
BRIDGED_MIN: Final = 45
# A gap longer than this ends an excursion: MAGE begins anew behind it.
APART_MIN: Final = 180
MAGE_STEP_MIN: Final = 5
# Readings in the short and in the long moving average of MAGE.
SHORT_MEAN: Final = 5
LONG_MEAN: Final = 32
LEAST_MAGE_POINTS: Final = 7
# Below this spread, in mg/dL, a stretch has no excursions.
LEAST_MAGE_SD: Final = 1.0
# Readings of the lability index lie this far apart, in hours.
LABILITY_HOURS: Final = (1, 12)


@dataclass(frozen=True, slots=True)
class Trace:
    """The readings of a period, each told once, ascending; arrays of one length.

    `at`: instants in ms; `offset`: minutes from UTC; `mg_dl`; `given` in the unit of `units`;
    `beyond`: −1 for "Low" (less than the number), 1 for "High" (more), else 0.
    """

    at: Whole
    offset: Whole
    mg_dl: Floats
    given: Floats
    units: tuple[str, ...]
    unit_of: Whole
    beyond: Whole
    coverage: Coverage

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Trace:
        """Duplicates are taken out first; see `glucose.distinct`."""
        once = distinct(readings)
        units = tuple(sorted({r.unit for r in once}))
        place = {unit: n for n, unit in enumerate(units)}
        signs = {"": 0, "<": -1, ">": 1}
        return cls(
            np.array([r.recorded_at for r in once], dtype=np.int64),
            np.array([r.offset for r in once], dtype=np.int64),
            np.array([r.mg_dl for r in once], dtype=np.float64),
            np.array([r.given for r in once], dtype=np.float64),
            units,
            np.array([place[r.unit] for r in once], dtype=np.int64),
            np.array([signs[r.comparator] for r in once], dtype=np.int64),
            coverage(once),
        )

    @property
    def n(self) -> int:
        """Readings, the censored ones among them."""
        return len(self.at)

    @property
    def censored(self) -> int:
        """Readings that only say "Low" or "High"."""
        return int(np.count_nonzero(self.beyond))

    @property
    def exact(self) -> Floats:
        """The values that means are made of, in mg/dL."""
        values: Floats = self.mg_dl[self.beyond == 0]
        return values

    @property
    def local(self) -> Whole:
        """Wall time of each reading in ms since 1970-01-01."""
        wall: Whole = self.at + self.offset * MINUTE_MS
        return wall


# Levels and spread


def mean(values: Floats) -> float | None:
    """Mean, in the values' unit; None of none."""
    return float(np.mean(values)) if len(values) else None


def median(values: Floats) -> float | None:
    """Median, in the values' unit; the middle of the two middle ones of an even number."""
    return float(np.median(values)) if len(values) else None


def sd(values: Floats) -> float | None:
    """Standard deviation with n − 1, in the values' unit; None of fewer than two."""
    return statistics.spread(values)


def cv(values: Floats) -> float | None:
    """Coefficient of variation in %: 100 × SD / mean. The consensus (doi 10.2337/dci19-0028)
    calls glucose stable up to 36 %."""
    spread, middle = sd(values), mean(values)
    return 100 * spread / middle if spread is not None and middle else None


def j_index(mg_dl: Floats) -> float | None:
    """0.001 × (mean + SD)², values in mg/dL (Wójcicki 1995, doi 10.1055/s-2007-979906)."""
    spread, middle = sd(mg_dl), mean(mg_dl)
    return None if spread is None or middle is None else 0.001 * (middle + spread) ** 2


# Risk


def _risk(mg_dl: Floats) -> Floats:
    """1.509 × (ln(value)^1.084 − 5.381): the scale on which low and high weigh the same."""
    scaled: Floats = 1.509 * (np.log(mg_dl) ** 1.084 - 5.381)
    return scaled


def lbgi(mg_dl: Floats) -> float | None:
    """Low blood glucose index: the mean of 10 × f², f = 1.509 × (ln(value in mg/dL)^1.084
    − 5.381) where negative, else 0 (Kovatchev et al. 2006, doi 10.2337/dc06-1085). No unit."""
    return float(np.mean(10 * np.minimum(_risk(mg_dl), 0) ** 2)) if len(mg_dl) else None


def hbgi(mg_dl: Floats) -> float | None:
    """High blood glucose index: as `lbgi`, where f is positive (Kovatchev et al. 2006, doi
    10.2337/dc06-1085). No unit."""
    return float(np.mean(10 * np.maximum(_risk(mg_dl), 0) ** 2)) if len(mg_dl) else None


def _grades(mg_dl: Floats) -> Floats:
    # At 18 mg/dL and below the logarithm of the logarithm ends; the score is at its cap long
    # before.
    level = np.log10(np.maximum(mg_dl, 18.0 + 1e-9) / 18.0)
    scores: Floats = np.minimum(425 * (np.log10(level) + 0.16) ** 2, 50.0)
    return scores


def grade(mg_dl: Floats) -> float | None:
    """Glycaemic Risk Assessment Diabetes Equation: the mean of min(50, 425 × (log10(log10(
    value / 18)) + 0.16)²), values in mg/dL (Hill et al. 2007, doi
    10.1111/j.1464-5491.2007.02119.x). 0 to 50, under 5 as in people without diabetes."""
    return float(np.mean(_grades(mg_dl))) if len(mg_dl) else None


def grade_shares(
    mg_dl: Floats, low: float = 70, high: float = 140
) -> tuple[float, float, float] | None:
    """What lows (< `low`), range and highs (> `high`, mg/dL) add to GRADE, in % of it; None
    where there is no risk to share out. Limits of Hill et al. 2007, doi
    10.1111/j.1464-5491.2007.02119.x (3.9 and 7.8 mmol/L)."""
    scores = _grades(mg_dl)
    total = float(np.sum(scores))
    if not total:
        return None
    below, above = mg_dl < low, mg_dl > high
    parts = (below, ~below & ~above, above)
    lows, inside, highs = (float(np.sum(scores[part])) / total * 100 for part in parts)
    return lows, inside, highs


# Time in ranges


def shares(trace: Trace, ranges: Ranges = ADULT) -> dict[Band, float] | None:
    """Share of the readings in each band, in %: compared in the unit each was given in, with
    "Low" and "High" in the bands they are beyond (Battelino et al. 2019, doi
    10.2337/dci19-0028). None without readings."""
    if not trace.n:
        return None
    low, very_low = np.zeros(trace.n, dtype=bool), np.zeros(trace.n, dtype=bool)
    high, very_high = low.copy(), low.copy()
    for number, unit in enumerate(trace.units):
        here, limits = trace.unit_of == number, ranges.limits[unit]
        top = math.inf if limits.very_high is None else limits.very_high
        value, under, over = trace.given, trace.beyond < 0, trace.beyond > 0
        low |= here & ~over & ((value < limits.low) | under)
        very_low |= (
            here & ~over & ((value < limits.very_low) | (under & (value == limits.very_low)))
        )
        high |= here & ~under & ((value > limits.high) | over)
        very_high |= here & ~under & ((value > top) | (over & (value == top)))
    counts = (very_low, low & ~very_low, ~low & ~high, high & ~very_high, very_high)
    found = (float(np.count_nonzero(one)) / trace.n * 100 for one in counts)
    return dict(zip(BANDS, found, strict=True))


def tight(trace: Trace) -> float | None:
    """Time in tight range: share of the readings from 70 to 140 mg/dL or 3.9 to 7.8 mmol/L,
    in %. Proposed since the consensus of 2019 (PubMed Central PMC10877396), without a target."""
    if not trace.n:
        return None
    inside = np.zeros(trace.n, dtype=bool)
    for number, unit in enumerate(trace.units):
        low, high = TIGHT[unit]
        inside |= (trace.unit_of == number) & (trace.given >= low) & (trace.given <= high)
    return float(np.count_nonzero(inside & (trace.beyond == 0))) / trace.n * 100


# The grid


@dataclass(frozen=True, slots=True)
class Grid:
    """Values at even steps of `step` minutes: the first one step after the midnight before
    the first reading, then on in even steps of real time, so that a change of clocks moves
    nothing. NaN before the first reading, after the last and where none is near."""

    start: int  # that midnight, in ms
    step: int
    values: Floats

    def at(self, index: int) -> int:
        """The instant of a value, in ms."""
        return self.start + (index + 1) * self.step * MINUTE_MS

    def of_hours(self, hours: int) -> int:
        """As many values as lie in so many hours."""
        return round(hours * 60 / self.step)


def even_step(minutes: float) -> int | None:
    """The step of a grid for readings this far apart, a whole number of minutes that divides
    the day; None where they are too far apart to draw a line between. As iglu: steps that do
    not fit become 20 above 20, else the nearest multiple of 5."""
    step = max(1, round(minutes))
    if step > BRIDGED_MIN:
        return None
    if 24 * 60 % step == 0:
        return step
    if step > 20:
        return 20
    rest = step % 5
    return step + 5 - rest if rest > 2 else step - rest


def grid(trace: Trace, step: int | None = None, values: Floats | None = None) -> Grid | None:
    """Straight lines between readings at most 45 minutes apart, read off at even steps
    (default: the median distance of two readings). `values`: one for each reading, in any
    unit; default the exact ones in mg/dL. None of fewer than two readings, or too far apart.
    """
    used = trace.beyond == 0 if values is None else np.ones(trace.n, dtype=bool)
    at, level = trace.at[used], (trace.mg_dl if values is None else values)[used]
    if len(at) < 2:
        return None
    if step is None:
        step = even_step(float(np.median(np.diff(at))) / MINUTE_MS)
        if step is None:
            return None
    offset = int(trace.offset[used][0]) * MINUTE_MS
    start = (int(at[0]) + offset) // DAY_MS * DAY_MS - offset
    length = step * MINUTE_MS
    count = -(-(int(at[-1]) - start) // length)
    times = start + np.arange(1, count + 1, dtype=np.int64) * length
    drawn = np.interp(times - start, at - start, level, left=np.nan, right=np.nan)
    after = np.searchsorted(at, times)
    between = (after > 0) & (after < len(at)) & (at[np.minimum(after, len(at) - 1)] != times)
    right = after[between]
    far = np.zeros(count, dtype=bool)
    far[between] = at[right] - at[right - 1] > BRIDGED_MIN * MINUTE_MS
    drawn[far] = np.nan
    return Grid(start, step, drawn)


# Swings


def _apart(even: Grid | None, lag: int) -> Floats:
    """Differences of the values `lag` steps apart, where both are known."""
    if even is None or len(even.values) <= lag:
        return np.array([])
    found = even.values[lag:] - even.values[:-lag]
    return found[~np.isnan(found)]


def modd(even: Grid | None) -> float | None:
    """Mean of daily differences: the mean absolute difference of values 24 hours apart, in
    the grid's unit (Molnar et al. 1972, doi 10.1007/BF01218495). None where no two are."""
    found = _apart(even, even.of_hours(24)) if even is not None else np.array([])
    return float(np.mean(np.abs(found))) if len(found) else None


def conga(even: Grid | None, hours: int = 24) -> float | None:
    """Continuous overall net glycaemic action: the standard deviation (n − 1) of differences
    of values `hours` apart, in the grid's unit (McDonnell et al. 2005, doi
    10.1089/dia.2005.7.253). None of fewer than two differences."""
    found = _apart(even, even.of_hours(hours)) if even is not None else np.array([])
    return sd(found)


def lability(trace: Trace) -> float | None:
    """Lability index: the squared change of readings, in (mmol/L)² an hour, added up and
    given for one week (Ryan et al. 2004, doi 10.2337/diabetes.53.4.955). Of readings at least
    1 hour apart (those between are passed over) and at most 12. None without such a pair."""
    known = trace.beyond == 0
    at, level = trace.at[known], trace.mg_dl[known] / MG_DL_PER_MMOL_L
    if len(at) < 2:
        return None
    least, most = (hours * HOUR_MS for hours in LABILITY_HOURS)
    kept = [0]
    while (following := int(np.searchsorted(at, at[kept[-1]] + least))) < len(at):
        kept.append(following)
    hours = np.diff(at[kept]) / HOUR_MS
    near = hours <= most / HOUR_MS
    if not near.any():
        return None
    total = float(np.sum(np.diff(level[kept])[near] ** 2 / hours[near]))
    return total / (float(np.sum(hours[near])) / (7 * 24))


@dataclass(frozen=True, slots=True)
class Swings:
    """Mean height of the rises and of the falls of one stretch without long gaps, in mg/dL
    (None: none high enough), and its length in steps."""

    rises: float | None
    falls: float | None
    length: int


def _moving_mean(values: Floats, width: int) -> Floats:
    """The mean of the known among each value and those before it, `width` in all; the first
    ones, which have too few before them, get that of the first full window."""
    width = min(width, len(values))
    windows = sliding_window_view(values, width)
    known = ~np.isnan(windows)
    counts = known.sum(axis=1)
    with np.errstate(invalid="ignore"):
        means = np.where(known, windows, 0.0).sum(axis=1) / counts
    return np.concatenate((np.full(width - 1, means[0]), means))


def _turns(values: Floats) -> Floats:
    """Peaks and nadirs: the extreme of each stretch between two crossings of the short and
    the long moving average, each sought from the one before on."""
    ahead = _moving_mean(values, SHORT_MEAN) - _moving_mean(values, LONG_MEAN)
    # Where the two are equal, or unknown, nothing is crossed yet.
    known = np.flatnonzero(~np.isnan(ahead) & (ahead != 0))
    signs = ahead[known] > 0
    crossed = known[1:][signs[1:] != signs[:-1]]
    rising = np.concatenate(([ahead[0] > 0], ahead[crossed] > 0))
    ends = np.concatenate((crossed, [len(values) - 1]))
    place, found = 0, []
    for up, end in zip(rising.tolist(), ends.tolist(), strict=True):
        part = values[place : end + 1]
        place += int(np.nanargmax(part) if up else np.nanargmin(part))
        found.append(values[place])
    return np.array(found)


def _heights(turns: Sequence[float], least: float) -> list[float]:
    """Rises of more than `least`: each from the lowest turn since the last one ended to the
    highest before a fall of more than `least`."""
    heights: list[float] = []
    count, here, lowest = len(turns), 0, math.inf
    while here < count:
        lowest = min(lowest, turns[here])
        if not turns[here] - lowest > least:
            here += 1
            continue
        top = turns[here]
        while here < count - 1 and not turns[here] - top < -least:
            here += 1
            top = max(top, turns[here])
        heights.append(top - lowest)
        if here == count - 1:
            break
        lowest = math.inf
    return heights


def _swings(values: Floats) -> Swings | None:
    """Of one stretch; None where it is too short or too even to tell."""
    known = values[~np.isnan(values)]
    if len(values) < LEAST_MAGE_POINTS:
        return None
    spread = sd(known)
    if spread is None or spread < LEAST_MAGE_SD:
        return None
    turns = _turns(values)
    rises = _heights(turns.tolist(), spread)
    falls = _heights((-turns).tolist(), spread)
    return Swings(
        math.fsum(rises) / len(rises) if rises else None,
        math.fsum(falls) / len(falls) if falls else None,
        len(values) - 1,
    )


Direction = Literal["average", "rises", "falls"]


def mage(even: Grid | None, direction: Direction = "average") -> float | None:
    """Mean amplitude of glycaemic excursions in mg/dL: the mean height of rises and falls of
    more than one SD (Service et al. 1970, doi 10.2337/diab.19.9.644), turning points found by
    crossings of a short and a long moving average (Fernandes et al. 2022, doi
    10.1177/19322968211061165).

    As iglu 4.3: a grid of 5 minutes, averages of 5 and 32 values, each stretch between gaps
    of more than 180 minutes on its own, weighted by its length; `average` takes the rises'
    mean and the falls' mean of a stretch alike. None where there is no such excursion.
    """
    if even is None:
        return None
    known = np.flatnonzero(~np.isnan(even.values))
    if not len(known):
        return None
    breaks = np.flatnonzero(np.diff(known) * even.step > APART_MIN)
    firsts = known[np.concatenate(([0], breaks + 1))]
    lasts = known[np.concatenate((breaks, [len(known) - 1]))]
    found = (_swings(even.values[a : b + 1]) for a, b in zip(firsts, lasts, strict=True))
    stretches = [one for one in found if one is not None]
    weighted: list[tuple[float, int]] = []
    if direction != "falls":
        weighted += [(one.rises, one.length) for one in stretches if one.rises is not None]
    if direction != "rises":
        weighted += [(one.falls, one.length) for one in stretches if one.falls is not None]
    total = sum(length for _, length in weighted)
    return sum(height * length for height, length in weighted) / total if total else None


# All of them


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a period but its profile and episodes; None where there is too little
    to make it of. Glucose in mg/dL, shares, CV, GMI and HbA1c in %."""

    n: int
    censored: int
    coverage: Coverage
    mean: float | None
    median: float | None
    sd: float | None
    cv: float | None
    gmi: float | None
    ea1c: float | None
    shares: dict[Band, float] | None
    titr: float | None
    j_index: float | None
    lbgi: float | None
    hbgi: float | None
    grade: float | None
    mage: float | None
    modd: float | None
    conga: float | None
    lability: float | None


def figures(trace: Trace, ranges: Ranges = ADULT) -> Figures:
    """All of them, whether or not the readings suffice to show them: `coverage` tells."""
    values = trace.exact
    middle = mean(values)
    even = grid(trace)
    return Figures(
        trace.n,
        trace.censored,
        trace.coverage,
        middle,
        median(values),
        sd(values),
        cv(values),
        None if middle is None else gmi(middle),
        None if middle is None else estimated_a1c(middle),
        shares(trace, ranges),
        tight(trace),
        j_index(values),
        lbgi(values),
        hbgi(values),
        grade(values),
        mage(even if even is not None and even.step == MAGE_STEP_MIN else _five_minutes(trace)),
        modd(even),
        conga(even),
        lability(trace),
    )


def _five_minutes(trace: Trace) -> Grid | None:
    return grid(trace, MAGE_STEP_MIN)
