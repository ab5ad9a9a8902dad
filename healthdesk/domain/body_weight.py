"""The trend of body weight behind its daily ups and downs, its rate, and the body mass index.

Most of what a scale shows from day to day is water. An exponentially weighted mean follows
slowly what stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

# What is kept of the old trend after one day: each day moves it by a tenth of the distance to
# the scale (Walker, The Hacker's Diet, 1991). A reading's weight has halved after 6.6 days.
KEPT_PER_DAY: Final = 0.9
# So long before a period the trend begins, that nothing of its first value is left in it.
RUN_UP_DAYS: Final = 60
# The rate is that of the trend over the last four weeks.
RATE_DAYS: Final = 28
RATE_LEAST_DAYS: Final = 4
RATE_LEAST_SPAN: Final = 14

Class = Literal["underweight", "normal", "overweight", "obese"]
AgeNote = Literal["adult", "child", "older", "age-unknown"]
# WHO Technical Report 894 (2000): from where each class begins, in kg/m².
CLASSES: Final[tuple[tuple[Class, float], ...]] = (
    ("underweight", 0.0), ("normal", 18.5), ("overweight", 25.0), ("obese", 30.0),
)  # fmt: skip
# Below, classes go by percentiles of age and sex (WHO growth reference, 5 to 19 years).
ADULT_FROM: Final = 20
# From here on the classes say less: least mortality is at 23 to 30 kg/m² (Winter et al. 2014,
# doi 10.3945/ajcn.113.068122).
OLDER_FROM: Final = 65


def smoothed(days: Sequence[int], values: Sequence[float]) -> list[float]:
    """The trend on each day with a value, ascending: T += (1 − 0.9^Δ)·(value − T), Δ the days
    since the value before; it begins at the first value. Days without a value change nothing
    but how much the next one counts."""
    trend: list[float] = []
    for index, (day, value) in enumerate(zip(days, values, strict=True)):
        if not trend:
            trend.append(value)
            continue
        share = 1.0 - KEPT_PER_DAY ** (day - days[index - 1])
        trend.append(trend[-1] + share * (value - trend[-1]))
    return trend


def rate_per_week(days: Sequence[int], trend: Sequence[float]) -> float | None:
    """Least-squares slope of the trend over its last 28 days, per week. None for fewer than 4
    days with a value among them, or less than 14 days from the first to the last."""
    chosen = [(d, t) for d, t in zip(days, trend, strict=True) if d > days[-1] - RATE_DAYS]
    if len(chosen) < RATE_LEAST_DAYS or chosen[-1][0] - chosen[0][0] < RATE_LEAST_SPAN:
        return None
    middle = sum(d for d, _ in chosen) / len(chosen)
    level = sum(t for _, t in chosen) / len(chosen)
    above = sum((d - middle) * (t - level) for d, t in chosen)
    return 7.0 * above / sum((d - middle) ** 2 for d, _ in chosen)


@dataclass(frozen=True, slots=True)
class BodyMass:
    """Body mass index in kg/m². The class is None where the index alone has none: below 20
    years, and where the age is not known."""

    index: float
    height_cm: float
    note: AgeNote

    @property
    def class_(self) -> Class | None:
        if self.note in ("child", "age-unknown"):
            return None
        return next(name for name, begins in reversed(CLASSES) if self.index >= begins)


def body_mass(weight_kg: float, height_cm: float, born: dt.date | None, on: dt.date) -> BodyMass:
    """The index of a weight on a date, with what its reader's age means for it."""
    # Without the noise of the division, which would put what is 25 into the class below.
    index = float(f"{weight_kg / (height_cm / 100.0) ** 2:.12g}")
    return BodyMass(index, height_cm, _age_note(born, on))


def _age_note(born: dt.date | None, on: dt.date) -> AgeNote:
    if born is None:
        return "age-unknown"
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if years < ADULT_FROM:
        return "child"
    return "older" if years >= OLDER_FROM else "adult"
