"""Blood pressure of a period: means by time of day, and the class of a guideline.

A class describes the mean of repeated readings, never one reading. Guidelines ask for at
least two readings on at least two occasions; an occasion is a local day here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.times import HOUR_MS, MINUTE_MS

Setting = Literal["office", "home"]

LEAST_READINGS: Final = 2
LEAST_DAYS: Final = 2
# Which hours of the day count as which: the program's own choice, wide enough for readings
# taken on getting up and before going to bed.
MORNING: Final = (4, 12)
EVENING: Final = (17, 24)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading in mmHg at a local time (ms since 1970-01-01 of the wall clock)."""

    wall: int
    systolic: float
    diastolic: float

    @classmethod
    def at(cls, recorded_at: int, offset: int, systolic: float, diastolic: float) -> Reading:
        return cls(recorded_at + offset * MINUTE_MS, systolic, diastolic)

    @property
    def day(self) -> int:
        return self.wall // (24 * HOUR_MS)

    @property
    def hour(self) -> int:
        return self.wall // HOUR_MS % 24


@dataclass(frozen=True, slots=True)
class Mean:
    """Arithmetic mean of `n` readings, both parts in mmHg."""

    systolic: float
    diastolic: float
    n: int


@dataclass(frozen=True, slots=True)
class Step:
    """A class and from where it begins: either part reaching its number is enough. None: the
    class does not depend on that part."""

    code: str
    systolic: float | None
    diastolic: float | None

    def reached(self, systolic: float, diastolic: float) -> bool:
        return (self.systolic is not None and systolic >= self.systolic) or (
            self.diastolic is not None and diastolic >= self.diastolic
        )


@dataclass(frozen=True, slots=True)
class Guideline:
    """Classes of one guideline for readings taken in one setting, lowest first: where the two
    parts fall into different classes, the higher one holds."""

    code: str
    name: str
    setting: Setting
    source: str
    steps: tuple[Step, ...]

    def classify(self, mean: Mean) -> str:
        """Code of the class of a mean. Means are compared as they are, not rounded."""
        found = self.steps[0].code
        for step in self.steps[1:]:
            if step.reached(mean.systolic, mean.diastolic):
                found = step.code
        return found


# Whelton et al., 2017 guideline for high blood pressure in adults, table 6.
ACC_AHA_2017: Final = Guideline(
    "acc-aha-2017",
    "ACC/AHA 2017",
    "office",
    "doi 10.1161/HYP.0000000000000065",
    (
        Step("normal", None, None),
        Step("elevated", 120, None),
        Step("stage-1", 130, 80),
        Step("stage-2", 140, 90),
    ),
)
# McEvoy et al., 2024 ESC guidelines for elevated blood pressure and hypertension.
ESC_2024_OFFICE: Final = Guideline(
    "esc-2024",
    "ESC 2024",
    "office",
    "doi 10.1093/eurheartj/ehae178",
    (Step("non-elevated", None, None), Step("elevated", 120, 70), Step("hypertension", 140, 90)),
)
ESC_2024_HOME: Final = Guideline(
    "esc-2024",
    "ESC 2024",
    "home",
    "doi 10.1093/eurheartj/ehae178",
    (Step("non-elevated", None, None), Step("elevated", 120, 70), Step("hypertension", 135, 85)),
)
GUIDELINES: Final = (ACC_AHA_2017, ESC_2024_OFFICE, ESC_2024_HOME)


@dataclass(frozen=True, slots=True)
class Summary:
    """A period's means: of all readings, of the mornings and of the evenings (None without
    any), and on how many days there was a reading."""

    mean: Mean
    morning: Mean | None
    evening: Mean | None
    days: int

    @property
    def sufficient(self) -> bool:
        """Whether there is enough for a class."""
        return self.mean.n >= LEAST_READINGS and self.days >= LEAST_DAYS


def summary(readings: Sequence[Reading]) -> Summary | None:
    """None where there is no reading."""
    mean = mean_of(readings)
    if mean is None:
        return None
    return Summary(
        mean,
        mean_of([r for r in readings if MORNING[0] <= r.hour < MORNING[1]]),
        mean_of([r for r in readings if EVENING[0] <= r.hour < EVENING[1]]),
        len({r.day for r in readings}),
    )


def mean_of(readings: Sequence[Reading]) -> Mean | None:
    if not readings:
        return None
    n = len(readings)
    return Mean(sum(r.systolic for r in readings) / n, sum(r.diastolic for r in readings) / n, n)
