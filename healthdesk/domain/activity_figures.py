"""Activity of a period: on how many days somebody was active, and the load of the last week
beside that of the weeks before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# From how much on, in the type's canonical unit, a day is active: 7,000 steps (Paluch et al.
# 2021, doi 10.1001/jamanetworkopen.2021.24516); 30 minutes of exercise, a fifth of the 150 a
# week of the WHO (Bull et al. 2020, doi 10.1136/bjsports-2020-102955); any workout.
ACTIVE_FROM: Final[dict[str, float]] = {
    "steps": 7000.0, "exercise-minutes": 30.0, "workouts": 1.0,
}  # fmt: skip
# What adding up pieces of a day leaves beyond so many digits is noise.
NOISE_DIGITS: Final = 6
# The load of so many last days, and of so many before them.
ACUTE_DAYS: Final = 7
CHRONIC_DAYS: Final = 21
# Days with an amount that each takes.
LEAST_ACUTE: Final = 5
LEAST_CHRONIC: Final = 14


@dataclass(frozen=True, slots=True)
class ActiveDays:
    """Days from `threshold` on, of `days` with an amount."""

    active: int
    days: int
    threshold: float


def active_days(slug: str, totals: Mapping[int, float], today: int) -> ActiveDays | None:
    """Of the totals of days in the canonical unit; None for types without a threshold. A day
    that is not over counts once it has reached it."""
    threshold = ACTIVE_FROM.get(slug)
    if threshold is None:
        return None
    reached = {day: round(total, NOISE_DIGITS) >= threshold for day, total in totals.items()}
    judged = [active for day, active in reached.items() if active or day < today]
    return ActiveDays(sum(judged), len(judged), threshold)


@dataclass(frozen=True, slots=True)
class Load:
    """Amounts a day: of the last 7 days and of the 21 before, and the ratio of the two (None
    where there was none before)."""

    acute: float
    chronic: float

    @property
    def ratio(self) -> float | None:
        return self.acute / self.chronic if self.chronic > 0 else None


def load(totals: Mapping[int, float], last: int) -> Load | tuple[int, int]:
    """Acute and chronic load up to a local day, after Gabbett 2016 (doi
    10.1136/bjsports-2015-095788), uncoupled: the last week is no part of the weeks it is
    compared with (Lolli et al. 2019, doi 10.1136/bjsports-2017-098110). Days without an amount
    are unknown, not zero. Where they are too many: how many days of each there are.
    """
    week = last - ACUTE_DAYS
    acute = [t for day, t in totals.items() if week < day <= last]
    chronic = [t for day, t in totals.items() if week - CHRONIC_DAYS < day <= week]
    if len(acute) < LEAST_ACUTE or len(chronic) < LEAST_CHRONIC:
        return len(acute), len(chronic)
    return Load(sum(acute) / len(acute), sum(chronic) / len(chronic))
