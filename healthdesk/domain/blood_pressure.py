"""Blood pressure of a period: means, classes by guideline, day and night, variability.

A class describes the mean of repeated readings, never one reading: of one reading only the
range is told that it falls in. The tables of the guidelines stand in
`domain.pressure_guidelines`. All pressures are in mmHg.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.spreads import spread
from healthdesk.domain.times import HOUR_MS, MINUTE_MS

SLUG: Final = "blood-pressure"

Setting = Literal["office", "home", "24h"]
SETTINGS: Final[tuple[Setting, ...]] = ("office", "home", "24h")
# A tag of one of these names says where a reading was taken; another word, or none, leaves
# it to the person's setting.
SETTING_TAGS: Final[dict[str, Setting]] = {"office": "office", "home": "home", "24h": "24h"}
PROTOCOL_TAG: Final = "protocol"

# A class takes this many readings on this many days (an occasion is a local day here).
LEAST_READINGS: Final = 2
LEAST_DAYS: Final = 2
LEAST_HOME_DAYS: Final = 3
# What a 24-hour recording takes, by day and by night (ESH 2021, doi
# 10.1097/HJH.0000000000002843).
LEAST_BY_DAY: Final = 20
LEAST_BY_NIGHT: Final = 7
# Readings at home stand for day and night where those of the night lie within so many days:
# the program's own choice, a week. Single ones of many months are of many different nights.
NIGHTS_WITHIN: Final = 7
# Days of which the variability from day to day is told: the program's own choice, a week.
LEAST_VARIABILITY_DAYS: Final = 7

# Which hours of the day count as which: the program's own choice, wide enough for readings
# taken on getting up and before going to bed.
MORNING: Final = (4, 12)
EVENING: Final = (17, 24)
# The fixed narrow hours of the ESH position paper of 2013 (O'Brien et al., J Hypertens
# 31:1731-1768): going to bed and getting up belong to neither.
BY_DAY: Final = (9, 21)
BY_NIGHT: Final = (1, 6)
RISING: Final = (6, 9)
# Readings around the lowest of the night that make its trough (Kario 2003, doi
# 10.1161/01.CIR.0000056521.67546.AA), and how many after rising.
TROUGH: Final = 3
LEAST_RISING: Final = 2

Dip = Literal["extreme", "dipping", "reduced", "rising"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading in mmHg at a local time (ms since 1970-01-01 of the wall clock)."""

    wall: int
    systolic: float
    diastolic: float
    tags: tuple[str, ...] = ()

    @classmethod
    def at(
        cls,
        recorded_at: int,
        offset: int,
        systolic: float,
        diastolic: float,
        tags: tuple[str, ...] = (),
    ) -> Reading:
        return cls(recorded_at + offset * MINUTE_MS, systolic, diastolic, tags)

    @property
    def day(self) -> int:
        return self.wall // (24 * HOUR_MS)

    @property
    def hour(self) -> int:
        return self.wall // HOUR_MS % 24

    def within(self, hours: tuple[int, int]) -> bool:
        """Whether it was taken from the first hour on and before the second."""
        return hours[0] <= self.hour < hours[1]

    def setting(self, default: Setting) -> Setting:
        """Where it was taken: the first tag that says so, else `default`."""
        return next((SETTING_TAGS[tag] for tag in self.tags if tag in SETTING_TAGS), default)


@dataclass(frozen=True, slots=True)
class Mean:
    """Arithmetic mean of `n` readings, both parts in mmHg."""

    systolic: float
    diastolic: float
    n: int

    @property
    def pulse_pressure(self) -> float:
        """Systolic less diastolic."""
        return self.systolic - self.diastolic

    @property
    def arterial(self) -> float:
        """Mean arterial pressure: diastolic and a third of the pulse pressure."""
        return self.diastolic + self.pulse_pressure / 3


@dataclass(frozen=True, slots=True)
class Lack:
    """What a withheld figure needs and what there is of it: `reason` is a code
    (`too-few-days`, `too-few-readings`, `day-readings`, `night-readings`, `nights`,
    `nights-apart`)."""

    need: int
    have: int
    reason: str


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
        """Whether there is enough for a class, wherever the readings were taken."""
        return self.mean.n >= LEAST_READINGS and self.days >= LEAST_DAYS

    def lack(self, setting: Setting) -> Lack | None:
        """What a class of this setting still needs; None where there is enough."""
        need = LEAST_HOME_DAYS if setting == "home" else LEAST_DAYS
        if setting == "24h":  # one recording reaches over two days at most
            return _fewer(self.mean.n, LEAST_BY_DAY + LEAST_BY_NIGHT, "too-few-readings")
        return _fewer(self.days, need, "too-few-days") or _fewer(
            self.mean.n, LEAST_READINGS, "too-few-readings"
        )


@dataclass(frozen=True, slots=True)
class Variability:
    """How much values scatter: standard deviation (n − 1), coefficient of variation in %, and
    average real variability, the mean step from one value to the next (Mena 2017, doi
    10.1161/JAHA.117.006895), of `n` values."""

    sd: float
    cv: float
    arv: float
    n: int


@dataclass(frozen=True, slots=True)
class DayNight:
    """Means by day and by night and how far the night lies below, in % of the day."""

    day: Mean
    night: Mean

    @property
    def systolic_dip(self) -> float:
        return (self.day.systolic - self.night.systolic) / self.day.systolic * 100

    @property
    def diastolic_dip(self) -> float:
        return (self.day.diastolic - self.night.diastolic) / self.day.diastolic * 100

    @property
    def dip(self) -> Dip:
        """Of the systolic: extreme over 20 %, dipping over 10 %, reduced over 0 %, else rising
        (ESH 2013, as the hours)."""
        found = round(self.systolic_dip, 9)  # the division's noise is no dip
        if found > 20:
            return "extreme"
        if found > 10:
            return "dipping"
        return "reduced" if found > 0 else "rising"


def by_setting(readings: Iterable[Reading], default: Setting) -> dict[Setting, list[Reading]]:
    """The readings of each setting; settings without any are left out."""
    found: dict[Setting, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.setting(default), []).append(reading)
    return found


def summary(readings: Sequence[Reading]) -> Summary | None:
    """None where there is no reading."""
    mean = mean_of(readings)
    if mean is None:
        return None
    return Summary(
        mean,
        mean_of([r for r in readings if r.within(MORNING)]),
        mean_of([r for r in readings if r.within(EVENING)]),
        len({r.day for r in readings}),
    )


def mean_of(readings: Sequence[Reading]) -> Mean | None:
    """None where there is no reading."""
    return _mean(readings) if readings else None


def _mean(readings: Sequence[Reading]) -> Mean:
    n = len(readings)
    return Mean(
        math.fsum(r.systolic for r in readings) / n,
        math.fsum(r.diastolic for r in readings) / n,
        n,
    )


def watched_nights(readings: Sequence[Reading]) -> list[Reading] | Lack:
    """Of readings at home those of the newest days, a week at most, whose nights were
    measured often enough to be told beside the day. All, where nights are too few at all."""
    days = sorted(r.day for r in readings if r.within(BY_NIGHT))
    if len(days) < LEAST_BY_NIGHT:
        return list(readings)
    counts = [
        (bisect_right(days, last) - bisect_right(days, last - NIGHTS_WITHIN), last) for last in days
    ]
    enough = [last for n, last in counts if n >= LEAST_BY_NIGHT]
    if not enough:
        return Lack(LEAST_BY_NIGHT, max(counts)[0], "nights-apart")
    until = max(enough)
    return [r for r in readings if until - NIGHTS_WITHIN < r.day <= until]


def day_night(readings: Sequence[Reading]) -> DayNight | Lack:
    """Day beside night, or what is lacking: twenty readings by day and seven by night."""
    by_day = [r for r in readings if r.within(BY_DAY)]
    by_night = [r for r in readings if r.within(BY_NIGHT)]
    lack = _fewer(len(by_day), LEAST_BY_DAY, "day-readings") or _fewer(
        len(by_night), LEAST_BY_NIGHT, "night-readings"
    )
    if lack is not None:
        return lack
    return DayNight(_mean(by_day), _mean(by_night))


@dataclass(frozen=True, slots=True)
class Rise:
    """Systolic after rising less that of the night's trough, in mmHg: mean of `nights`."""

    systolic: float
    nights: int


def morning_rise(readings: Sequence[Reading]) -> Rise | Lack:
    """How far the systolic rises from the lowest of the night to the hours of rising.

    A night counts with three readings and two after it, and with seven readings by night in
    all; its trough is the mean of the lowest and its two neighbours in time.
    """
    ordered = sorted(readings, key=lambda r: r.wall)
    by_night = [r for r in ordered if r.within(BY_NIGHT)]
    lack = _fewer(len(by_night), LEAST_BY_NIGHT, "night-readings")
    if lack is not None:
        return lack
    after = _by_day([r for r in ordered if r.within(RISING)])
    rises = [
        math.fsum(r.systolic for r in after[day]) / len(after[day]) - _trough(night)
        for day, night in _by_day(by_night).items()
        if len(night) >= TROUGH and len(after.get(day, ())) >= LEAST_RISING
    ]
    if not rises:
        return Lack(1, 0, "nights")
    return Rise(math.fsum(rises) / len(rises), len(rises))


def _trough(night: Sequence[Reading]) -> float:
    values = [r.systolic for r in night]
    lowest = values.index(min(values))
    first = min(max(0, lowest - 1), len(values) - TROUGH)
    return math.fsum(values[first : first + TROUGH]) / TROUGH


def variability(values: Sequence[float]) -> Variability:
    """Of at least two values, in the order of time. Raises ValueError for fewer."""
    found = spread(values)
    if found is None or found.sd is None:
        raise ValueError("variability takes two values")
    arv = math.fsum(abs(b - a) for a, b in itertools.pairwise(values)) / (found.n - 1)
    return Variability(found.sd, found.sd / found.mean * 100, arv, found.n)


def variabilities(
    readings: Sequence[Reading], setting: Setting
) -> tuple[Variability, Variability] | Lack:
    """Scatter of systolic and diastolic: of the readings of a 24-hour recording, else of the
    means of days, since readings of one sitting say nothing of how days differ."""
    ordered = sorted(readings, key=lambda r: r.wall)
    if setting == "24h":
        lack = _fewer(len(ordered), LEAST_BY_DAY + LEAST_BY_NIGHT, "too-few-readings")
        values: Sequence[Reading | Mean] = ordered
    else:
        days = _by_day(ordered)
        lack = _fewer(len(days), LEAST_VARIABILITY_DAYS, "too-few-days")
        values = [_mean(found) for found in days.values()]
    if lack is not None:
        return lack
    return variability([v.systolic for v in values]), variability([v.diastolic for v in values])


def _by_day(readings: Iterable[Reading]) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.day, []).append(reading)
    return found


def _fewer(have: int, need: int, reason: str) -> Lack | None:
    return Lack(need, have, reason) if have < need else None
