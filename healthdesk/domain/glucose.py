"""Glucose of a period: readings told once, time in ranges, mean, variability, GMI.

Bands and the rule of sufficiency: International Consensus on Time in Range (Battelino et al.
2019, doi 10.2337/dci19-0028). GMI: Bergenstal et al. 2018, doi 10.2337/dc18-1581. What needs
the course of a whole period stands in `glucose_figures`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from healthdesk.domain.times import DAY_MIN, DAY_MS, MINUTE_MS

Band = Literal["very-low", "low", "in-range", "high", "very-high"]
BANDS: Final[tuple[Band, ...]] = ("very-low", "low", "in-range", "high", "very-high")
# Below the first, below the second, above the third, above the fourth; as printed for each
# unit, since a value belongs to the band of the number its owner read.
LIMITS: Final[Mapping[str, tuple[float, float, float, float]]] = MappingProxyType(
    {"mg/dL": (54, 70, 180, 250), "mmol/L": (3.0, 3.9, 10.0, 13.9)}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where bands end, in one unit: below `very_low`, below `low`, above `high`, above
    `very_high` (None where the consensus sets no second level). What equals a limit is in
    the band nearer to the target range."""

    very_low: float
    low: float
    high: float
    very_high: float | None


@dataclass(frozen=True, slots=True)
class Ranges:
    """A set of bands with its targets in % of the time, by name; limits by unit, as printed."""

    name: str
    limits: Mapping[str, Limits]
    targets: Mapping[str, tuple[str, float]]


# Targets for most adults with type 1 or 2 diabetes, in % of the time.
TARGETS: Final[Mapping[str, tuple[str, float]]] = MappingProxyType(
    {
        "below": ("<", 4.0),
        "very-low": ("<", 1.0),
        "in-range": (">", 70.0),
        "above": ("<", 25.0),
        "very-high": ("<", 5.0),
        "cv": ("≤", 36.0),
    }
)
ADULT: Final = Ranges(
    "adult", MappingProxyType({unit: Limits(*four) for unit, four in LIMITS.items()}), TARGETS
)
# Older people and those at high risk: the same limits, less is asked of them.
OLDER: Final = Ranges(
    "older",
    ADULT.limits,
    MappingProxyType({"below": ("<", 1.0), "in-range": (">", 50.0), "very-high": ("<", 10.0)}),
)
# Type 1 diabetes in pregnancy.
PREGNANCY: Final = Ranges(
    "pregnancy",
    MappingProxyType({"mg/dL": Limits(54, 63, 140, None), "mmol/L": Limits(3.0, 3.5, 7.8, None)}),
    MappingProxyType(
        {
            "below": ("<", 4.0),
            "very-low": ("<", 1.0),
            "in-range": (">", 70.0),
            "above": ("<", 25.0),
        }
    ),
)
RANGES: Final[Mapping[str, Ranges]] = MappingProxyType(
    {one.name: one for one in (ADULT, OLDER, PREGNANCY)}
)
# The tight range, reported beside the others; the consensus sets no target for it.
TIGHT: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"mg/dL": (70, 140), "mmol/L": (3.9, 7.8)}
)
MG_DL_PER_MMOL_L: Final = 18.01559
NEEDED_DAYS: Final = 14
NEEDED_SHARE: Final = 70.0
# A sensor reports at least this often; rarer readings are those of a meter, and of a meter
# no shares of time can be told.
SLOWEST_SENSOR_MIN: Final = 15.0
# Readings that mostly lie further apart than this are a meter's, not those of a sensor that lost
# some; fewer do not tell which: both the program's own choice.
METER_MIN: Final = 45.0
LEAST_OF_A_METER: Final = 10
# Half of a tenth of mmol/L is 0.9 mg/dL: nearer values of one minute are one, told in two units.
SAME_MG_DL: Final = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: its instant and offset, the value as given and its unit, and in mg/dL."""

    recorded_at: int
    offset: int
    given: float
    unit: str
    mg_dl: float
    comparator: str = ""
    source: str = ""

    @property
    def day(self) -> int:
        return (self.recorded_at + self.offset * MINUTE_MS) // DAY_MS


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the time readings tell about: days with any, and the share in % of the
    readings a sensor of this pace gives from the first day to the last. `by_meter`: most lie
    further apart than those of any sensor, so that more days alone mend nothing."""

    days: int
    share: float
    by_meter: bool = False

    @property
    def sufficient(self) -> bool:
        return self.days >= NEEDED_DAYS and self.share >= NEEDED_SHARE


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a period. Shares by `ranges`, in % of the readings; `mean` and `sd` in mg/dL,
    without the censored readings, which count in the bands alone. None where there is none to
    tell from.
    """

    n: int
    coverage: Coverage
    shares: Mapping[Band, float]
    mean: float | None
    sd: float | None
    ranges: Ranges = ADULT

    @property
    def below(self) -> float:
        """Time below range, level 2 included."""
        return self.shares["low"] + self.shares["very-low"]

    @property
    def above(self) -> float:
        """Time above range, level 2 included."""
        return self.shares["high"] + self.shares["very-high"]

    @property
    def cv(self) -> float | None:
        """Coefficient of variation, in %."""
        if self.sd is None or not self.mean:
            return None
        return self.sd / self.mean * 100

    @property
    def gmi(self) -> float | None:
        """Glucose management indicator, in %."""
        return None if self.mean is None else gmi(self.mean)


def gmi(mean_mg_dl: float) -> float:
    """Glucose management indicator in % from a sensor's mean: 3.31 + 0.02392 × mean in mg/dL
    (Bergenstal et al. 2018, doi 10.2337/dc18-1581)."""
    return 3.31 + 0.02392 * mean_mg_dl


def estimated_a1c(mean_mg_dl: float) -> float:
    """HbA1c in % that goes with a mean: (mean in mg/dL + 46.7) / 28.7 (ADAG; Nathan et al.
    2008, doi 10.2337/dc08-0545). Another figure than the GMI: never show one for the other."""
    return (mean_mg_dl + 46.7) / 28.7


def own_ranges(
    low: float,
    high: float,
    unit: str,
    very_low: float | None = None,
    very_high: float | None = None,
) -> Ranges:
    """Bands somebody set for themselves, in `unit`; in the other unit they end where these
    numbers would be printed there (whole mg/dL, tenths of mmol/L). The second levels default
    to those of adults. Raises ValueError where the limits do not ascend."""
    usual = ADULT.limits[unit]
    chosen = Limits(
        min(low, usual.very_low) if very_low is None else very_low,
        low,
        high,
        (max(high, usual.very_high or high)) if very_high is None else very_high,
    )
    four = (chosen.very_low, low, high, chosen.very_high or high)
    if not 0 < four[0] <= low < high <= four[3]:
        raise ValueError(f"limits of glucose do not ascend: {four}")
    other, factor, digits = (
        ("mmol/L", 1 / MG_DL_PER_MMOL_L, 1) if unit == "mg/dL" else ("mg/dL", MG_DL_PER_MMOL_L, 0)
    )
    there = Limits(*(round(value * factor, digits) for value in four))
    return Ranges("own", MappingProxyType({unit: chosen, other: there}), MappingProxyType({}))


def distinct(readings: Iterable[Reading]) -> list[Reading]:
    """Each reading once, ascending: of one source the last in a minute, and of several
    sources that tell the same value (less than 1 mg/dL apart, as the tenths of mmol/L are) in
    the same minute the first (a sensor that reached us by two ways)."""
    last: dict[tuple[int, str], Reading] = {}
    for reading in sorted(readings, key=lambda r: r.recorded_at):
        last[reading.recorded_at // MINUTE_MS, reading.source] = reading
    if len({source for _, source in last}) < 2:
        return list(last.values())
    # The order must not hang on which source happened to be stored first.
    once = sorted(last.values(), key=lambda r: (r.recorded_at, r.unit, r.given, r.source))
    told: list[Reading] = []
    for _, group in itertools.groupby(once, key=lambda r: r.recorded_at // MINUTE_MS):
        of_minute: list[Reading] = []
        for reading in group:
            if not any(_same(reading, other) for other in of_minute):
                of_minute.append(reading)
        told += of_minute
    return told


def _same(one: Reading, other: Reading) -> bool:
    return one.comparator == other.comparator and abs(one.mg_dl - other.mg_dl) < SAME_MG_DL


def band(value: float, unit: str, comparator: str = "", ranges: Ranges = ADULT) -> Band:
    """The band of a reading in the unit it was given in. "Low" and "High" of a sensor are
    beyond its last number: never in range, and of the second level where that number is."""
    limits = ranges.limits[unit]
    very_high = math.inf if limits.very_high is None else limits.very_high
    if comparator == "<":
        return "very-low" if value <= limits.very_low else "low"
    if comparator == ">":
        return "very-high" if value >= very_high else "high"
    if value < limits.low:
        return "very-low" if value < limits.very_low else "low"
    if value > limits.high:
        return "very-high" if value > very_high else "high"
    return "in-range"


def coverage(readings: Sequence[Reading]) -> Coverage:
    """Readings of one minute count once. The pace is the usual distance between two; days are
    as long as they were where the readings were taken, 23 and 25 hours among them."""
    minutes = sorted({r.recorded_at // MINUTE_MS for r in readings})
    days = {r.day for r in readings}
    if len(minutes) < 2:
        return Coverage(len(days), 0.0)
    gaps = [later - earlier for earlier, later in itertools.pairwise(minutes)]
    from statistics import median  # not at a start: it loads decimal numbers and fractions

    usual = median(gaps)
    first, last = (pick(readings, key=lambda r: r.recorded_at) for pick in (min, max))
    begun = first.day * DAY_MIN - first.offset
    ended = (last.day + 1) * DAY_MIN - last.offset
    expected = (ended - begun) / min(SLOWEST_SENSOR_MIN, usual)
    share = min(100.0, len(minutes) / expected * 100)
    by_meter = usual > METER_MIN and len(minutes) >= LEAST_OF_A_METER
    return Coverage(len(days), share, by_meter)


def summary(readings: Iterable[Reading], ranges: Ranges = ADULT) -> Summary | None:
    """Of each reading told once; None where there is no reading."""
    every = distinct(readings)
    if not every:
        return None
    counts = dict.fromkeys(BANDS, 0)
    for reading in every:
        counts[band(reading.given, reading.unit, reading.comparator, ranges)] += 1
    exact = [r.mg_dl for r in every if not r.comparator]
    mean = math.fsum(exact) / len(exact) if exact else None
    sd = None
    if mean is not None and len(exact) > 1:
        sd = math.sqrt(math.fsum((x - mean) ** 2 for x in exact) / (len(exact) - 1))
    shares = {name: counts[name] / len(every) * 100 for name in BANDS}
    return Summary(len(every), coverage(every), MappingProxyType(shares), mean, sd, ranges)
