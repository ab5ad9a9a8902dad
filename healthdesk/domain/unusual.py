"""Values to ask about before they are stored: unlike those the person had before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from healthdesk.domain.health_types import HealthType

# So many of the latest readings make "usual"; fewer than the least say nothing.
HISTORY: Final = 30
HISTORY_LEAST: Final = 5
# What changes slowly: the share of the mean by which a value may differ from it.
_SHARES: Final = {"weight": 0.10, "height": 0.05}


def is_like(kind: HealthType, value: float, history: Sequence[float]) -> bool:
    """Whether somebody with these last readings is likely to have such a value; with too few
    of them nobody knows, which is no. All in the canonical unit."""
    return len(history) >= HISTORY_LEAST and not is_unlike(kind, value, history)


def is_unlike(kind: HealthType, value: float, history: Sequence[float]) -> bool:
    """Whether a value lies outside what a person's last readings make likely.

    Weight and height: a share of the mean. Else: more than six robust standard deviations
    (1.4826 times the median absolute deviation) and a quarter of the median away.
    """
    if len(history) < HISTORY_LEAST:
        return False
    share = _SHARES.get(kind.slug)
    if share is not None:
        mean = sum(history) / len(history)
        return abs(value - mean) > share * abs(mean)
    middle = median(history)
    spread = 1.4826 * median([abs(v - middle) for v in history])
    return abs(value - middle) > max(6 * spread, 0.25 * abs(middle), 10.0**-kind.decimals)


def median(values: Sequence[float]) -> float:
    """As `statistics.median`, which would load fractions and decimals at each start."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[~half]) / 2
