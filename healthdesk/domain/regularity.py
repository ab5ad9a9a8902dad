"""How regularly something was recorded: days with readings, streaks and gaps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Gap:
    """Consecutive days without a reading, both ends included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Regularity:
    """Of a period's days: how many there are and how many have a reading.

    Streaks are runs of days with a reading. The current one ends on the period's last day,
    or the day before where that day is not over. `interval` is the usual number of days from
    one day with a reading to the next; None for fewer than two such days.
    """

    days: int
    with_readings: int
    current_streak: int
    longest_streak: int
    longest_gap: Gap | None
    interval: float | None

    @property
    def share(self) -> float:
        """Days with a reading, in % of the period's."""
        return self.with_readings / self.days * 100.0 if self.days else 0.0


def regularity(days: Sequence[int], first: int, last: int, today: int) -> Regularity:
    """Of the days with readings, ascending, in a period of local days, both ends included.

    What is still to come counts for nothing: a period that ends later ends today, and a day
    that is not over is no gap yet.
    """
    end = max(first - 1, min(last, max([today, *days])))
    runs = _runs(days)
    apart = [later - earlier for earlier, later in itertools.pairwise(days)]
    current = 0
    if runs and runs[-1][1] >= (end - 1 if end == today else end):
        current = runs[-1][1] - runs[-1][0] + 1
    return Regularity(
        end - first + 1,
        len(days),
        current,
        max((b - a + 1 for a, b in runs), default=0),
        _longest_gap(days, first, min(end, max([today - 1, *days]))),
        median(apart) if apart else None,
    )


def _runs(days: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _longest_gap(days: Sequence[int], first: int, last: int) -> Gap | None:
    """The latest of equally long ones."""
    edges = [first - 1, *days, last + 1]
    gaps = [Gap(a + 1, b - 1) for a, b in itertools.pairwise(edges) if b - a > 1]
    return max(gaps, key=lambda gap: (gap.days, gap.last), default=None)
