"""What a file's readings come to, worked out in columns, is what the rule of the domain says."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from healthdesk.domain import rollup
from healthdesk.domain.health_types import CATALOGUE
from healthdesk.domain.times import DAY_MS, HOUR_MS
from healthdesk.exchange.batches import Group
from healthdesk.exchange.day_figures import DayFigures

MIDNIGHT = 20_000 * DAY_MS
STEPS = next(kind for kind in CATALOGUE if kind.slug == "steps")
RANKS = {"Watch": 0, "Phone": 1}
# Begun (hours), length (hours), amount, source, offset.
Told = tuple[float, float, float, str, int]
TOLD = st.tuples(
    st.sampled_from([-2.0, 0.0, 6.0, 6.25, 13.0, 23.5]),
    st.sampled_from([0.0, 0.25, 1.0, 7.0, 14.0, 24.0, 48.0]),
    st.integers(0, 9).map(float),
    st.sampled_from(list(RANKS)),
    st.sampled_from([-720, 0, 0, 660, 840]),
)


def _instant(hours: float) -> int:
    return MIDNIGHT + int(hours * HOUR_MS)


def by_rule(told: list[Told]) -> dict[int, tuple[float, float]]:
    """(total, left out) of each day."""
    spans = [
        (_instant(begun), _instant(begun + hours), amount, source, offset)
        for begun, hours, amount, source, offset in told
    ]
    again = rollup.told_again(
        [(begun, ended, amount, (source, offset)) for begun, ended, amount, source, offset in spans]
    )
    days: defaultdict[int, list[rollup.Amount]] = defaultdict(list)
    repeated: defaultdict[int, float] = defaultdict(float)
    for place, (begun, ended, amount, source, offset) in enumerate(spans):
        for day, since, until, part in rollup.cut(begun, ended, amount, offset):
            if place in again:
                repeated[day] += part
            else:
                days[day].append((since, until, part, RANKS[source]))
    found = {day: rollup.union_total(amounts) for day, amounts in days.items()}
    return {day: (total, gone + repeated[day]) for day, (total, gone) in found.items()}


@example(
    told=[
        (6, 14, 8000, "Watch", 0), (6, 14, 500, "Watch", 660), (13, 1, 250, "Phone", 0),
        (14, 1, 250, "Phone", 660),
    ]
)  # fmt: skip
@example(told=[(0, 24, 2000, "Watch", 0), (0, 24, 8000, "Watch", 0), (6, 1, 9, "Phone", 0)])
@given(told=st.lists(TOLD, min_size=1, max_size=10))
def test_columns_come_to_what_the_rule_says(told: list[Told]):
    told = sorted(told, key=lambda one: one[0])
    begun, hours, amounts, sources, offsets = zip(*told, strict=True)
    groups = [Group("steps", "steps", "", source, "") for source in RANKS]
    at = MIDNIGHT + (np.array(begun) * HOUR_MS).astype(np.int64)
    figures = DayFigures(
        groups, [STEPS] * len(groups), RANKS,
        np.array([RANKS[source] for source in sources], np.int64), at,
        np.array(offsets, np.int64), at + (np.array(hours) * HOUR_MS).astype(np.int64),
        (np.array(amounts, np.float64), np.zeros(len(told))),
    )  # fmt: skip
    table = figures.tables()["day_total"]
    columns = (table[name].tolist() for name in ("day", "total", "left_out"))
    found = {day: (total, left_out) for day, total, left_out in zip(*columns, strict=True)}
    expected = by_rule(told)
    assert found.keys() == expected.keys()
    for day, figures_of_day in found.items():
        assert figures_of_day == pytest.approx(expected[day], rel=1e-9, abs=1e-9)
