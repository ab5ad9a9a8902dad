"""Two types against each other: pairs of values, the line through them, how they go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal

from healthdesk.domain import fits, statistics
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lack, Lacking, withheld
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.period_data import PeriodData

# So many shared days, worth so many independent ones, before anything is told.
LEAST_PAIRS: Final = 14
LEAST_EFFECTIVE_PAIRS: Final = 5
_NEVER_CHANGES: Final = withheld("never-changes", 2, 1)

# Readings of two types that were taken together lie no further apart.
TOGETHER_MS: Final = 15 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two types against each other: pairs of values with their local day, the line through
    them, and how they go together; or what is missing for it."""

    unit: str
    other_unit: str
    days: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    fit: fits.Fit | None
    correlation: statistics.Correlation | None
    by_rank: statistics.Correlation | None
    effective_n: float
    lack: Lack | None


@dataclass(frozen=True, slots=True)
class _Correlated:
    linear: statistics.Correlation
    by_rank: statistics.Correlation


def pairs_of(
    data: PeriodData, theirs: PeriodData, scale: Scale, other: Scale,
    of: Literal["days", "readings"],
) -> Pairs:  # fmt: skip
    """`data` along x: values of days, or readings taken together."""
    days, x, y = _together(data, theirs) if of == "readings" else _by_days(data, theirs)
    xs, ys = [scale.figure(value) for value in x], [other.figure(value) for value in y]
    return _related(scale.unit, other.unit, days, xs, ys)


def _by_days(data: PeriodData, theirs: PeriodData) -> tuple[list[int], list[float], list[float]]:
    one, two = (dict(zip(*each.day_values(), strict=True)) for each in (data, theirs))
    days = sorted(one.keys() & two.keys())
    return days, [one[day] for day in days], [two[day] for day in days]


def _together(data: PeriodData, theirs: PeriodData) -> tuple[list[int], list[float], list[float]]:
    """Readings of both that were taken within a quarter of an hour."""
    if not (data.few and theirs.few):
        return [], [], []
    one, two = data.readings(), theirs.readings()
    found = fits.paired(one.at.tolist(), two.at.tolist(), TOGETHER_MS)
    places = [place for place, _ in found]
    return (
        one.day[places].tolist(), one.value[places].tolist(),
        two.value[[other for _, other in found]].tolist(),
    )  # fmt: skip


def correlation(data: PeriodData, other: HealthType, lacking: Lacking) -> dict[str, Any] | None:
    """How a type goes together with another one, for the analytics answer: the first part of
    both, by day."""
    theirs = PeriodData(data.connection, data.types, data.person_id, other, data.period)
    days, x, y = _by_days(data, theirs)
    effective = _independent(days, x, y)
    found = _correlated(days, x, y, effective)
    if isinstance(found, dict):
        lacking["correlation"] = found
        return None
    return {
        "type": other.slug,
        "days": len(days),
        "effective_n": effective,
        "pearson": _coefficient(found.linear),
        "spearman": _coefficient(found.by_rank),
    }


def _coefficient(found: statistics.Correlation) -> dict[str, float]:
    return {"r": found.r, "low": found.low, "high": found.high}


def _related(
    unit: str, other_unit: str, days: Sequence[int], x: Sequence[float], y: Sequence[float]
) -> Pairs:
    effective = _independent(days, x, y)
    found = _correlated(days, x, y, effective)
    known = (unit, other_unit, tuple(days), tuple(x), tuple(y))
    if isinstance(found, dict):
        return Pairs(*known, None, None, None, effective, found)
    line = fits.fit(x, y, effective)
    missing = _NEVER_CHANGES if line is None else None
    return Pairs(*known, line, found.linear, found.by_rank, effective, missing)


def _correlated(
    days: Sequence[int], x: Sequence[float], y: Sequence[float], effective: float
) -> _Correlated | Lack:
    """Or what is missing for it. `effective`: worth so many pairs."""
    shared = len(set(days))
    if shared < LEAST_PAIRS:
        return withheld("too-few-shared-days", LEAST_PAIRS, shared)
    if effective < LEAST_EFFECTIVE_PAIRS:
        return withheld("days-too-alike", LEAST_EFFECTIVE_PAIRS, effective)
    linear = statistics.pearson(x, y, effective)
    by_rank = statistics.spearman(x, y, effective)
    if linear is None or by_rank is None:
        return _NEVER_CHANGES
    return _Correlated(linear, by_rank)


def _independent(days: Sequence[int], x: Sequence[float], y: Sequence[float]) -> float:
    """How many independent pairs these are worth: readings of one day count as one."""
    groups: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        groups.setdefault(day, []).append(place)
    if len(groups) < 2:
        return float(len(groups))
    means = [
        [fmean(each[place] for place in group) for group in groups.values()] for each in (x, y)
    ]
    return statistics.effective_pairs(list(groups), *means)
