"""Glucose of a period: time in ranges, mean, variability and GMI of sensor readings.

Bands and the rule of sufficiency: International Consensus on Time in Range (Battelino et al.
2019, doi 10.2337/dci19-0028). GMI: Bergenstal et al. 2018, doi 10.2337/dc18-1581.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Final, Literal

from healthdesk.domain.times import DAY_MS, MINUTE_MS

Band = Literal["very-low", "low", "in-range", "high", "very-high"]
BANDS: Final[tuple[Band, ...]] = ("very-low", "low", "in-range", "high", "very-high")
# Below the first, below the second, above the third, above the fourth; as printed for each
# unit, since a value belongs to the band of the number its owner read.
LIMITS: Final[Mapping[str, tuple[float, float, float, float]]] = MappingProxyType(
    {"mg/dL": (54, 70, 180, 250), "mmol/L": (3.0, 3.9, 10.0, 13.9)}
)
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
NEEDED_DAYS: Final = 14
NEEDED_SHARE: Final = 70.0
# A sensor reports at least this often; rarer readings are those of a meter, and of a meter
# no shares of time can be told.
SLOWEST_SENSOR_MIN: Final = 15.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: its instant and offset, the value as given and its unit, and in mg/dL."""

    recorded_at: int
    offset: int
    given: float
    unit: str
    mg_dl: float
    comparator: str = ""

    @property
    def day(self) -> int:
        return (self.recorded_at + self.offset * MINUTE_MS) // DAY_MS


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the time readings tell about: days with any, and the share in % of the
    readings a sensor of this pace gives from the first day to the last."""

    days: int
    share: float

    @property
    def sufficient(self) -> bool:
        return self.days >= NEEDED_DAYS and self.share >= NEEDED_SHARE


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a period. Shares in % of the readings; `mean` and `sd` in mg/dL, without the
    censored readings, which count in the bands alone. None where there is none to tell from.
    """

    n: int
    coverage: Coverage
    shares: Mapping[Band, float]
    mean: float | None
    sd: float | None

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
    """GMI in % from a sensor's mean: 3.31 + 0.02392 × mean (Bergenstal 2018)."""
    return 3.31 + 0.02392 * mean_mg_dl


def band(value: float, unit: str, comparator: str = "") -> Band:
    """The band of a reading in the unit it was given in; "Low" and "High" of a sensor are
    beyond the last limit."""
    if comparator == "<":
        return "very-low" if value <= LIMITS[unit][0] else "low"
    very_low, low, high, very_high = LIMITS[unit]
    if value < low:
        return "very-low" if value < very_low else "low"
    if value > high or comparator == ">":
        return "very-high" if value > very_high else "high"
    return "in-range"


def coverage(readings: Sequence[Reading]) -> Coverage:
    """Readings of one minute count once. The pace is the usual distance between two."""
    minutes = sorted({r.recorded_at // MINUTE_MS for r in readings})
    days = {r.day for r in readings}
    if len(minutes) < 2:
        return Coverage(len(days), 0.0)
    gaps = [later - earlier for earlier, later in itertools.pairwise(minutes)]
    pace = min(SLOWEST_SENSOR_MIN, median(gaps))
    expected = (max(days) - min(days) + 1) * 24 * 60 / pace
    return Coverage(len(days), min(100.0, len(minutes) / expected * 100))


def summary(readings: Iterable[Reading]) -> Summary | None:
    """None where there is no reading."""
    every = list(readings)
    if not every:
        return None
    counts = dict.fromkeys(BANDS, 0)
    for reading in every:
        counts[band(reading.given, reading.unit, reading.comparator)] += 1
    exact = [r.mg_dl for r in every if not r.comparator]
    mean = math.fsum(exact) / len(exact) if exact else None
    sd = None
    if mean is not None and len(exact) > 1:
        sd = math.sqrt(math.fsum((x - mean) ** 2 for x in exact) / (len(exact) - 1))
    shares = {name: counts[name] / len(every) * 100 for name in BANDS}
    return Summary(len(every), coverage(every), MappingProxyType(shares), mean, sd)
