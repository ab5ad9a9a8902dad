"""Two types against each other: pairs of values, the line through them, how they go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal

from healthdesk.domain import fits, statistics
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_report import LEAST_EFFECTIVE_PAIRS, LEAST_PAIRS

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
    lack: dict[str, Any] | None  # need, have, reason; worded by `texts.figures.lack_sentence`


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


def _related(
    unit: str, other_unit: str, days: Sequence[int], x: Sequence[float], y: Sequence[float]
) -> Pairs:
    effective = _independent(days, x, y)
    lack: dict[str, Any] | None = None
    linear = by_rank = line = None
    if len(set(days)) < LEAST_PAIRS:
        lack = {"need": LEAST_PAIRS, "have": len(set(days)), "reason": "too-few-shared-days"}
    elif effective < LEAST_EFFECTIVE_PAIRS:
        lack = {"need": LEAST_EFFECTIVE_PAIRS, "have": effective, "reason": "days-too-alike"}
    else:
        linear = statistics.pearson(x, y, effective)
        by_rank = statistics.spearman(x, y, effective)
        line = fits.fit(x, y, effective)
        if linear is None or by_rank is None or line is None:
            lack, line = {"need": 2, "have": 1, "reason": "never-changes"}, None
    return Pairs(
        unit, other_unit, tuple(days), tuple(x), tuple(y), line, linear, by_rank, effective, lack
    )


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
