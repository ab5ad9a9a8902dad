"""Changes of the level of days are found where they are, and seldom where there are none."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import change_points
from healthdesk.domain.change_points import LEAST_LEVEL, Changes, changes


def noise(n: int, seed: int, alike: float = 0.0) -> np.ndarray:
    e = np.random.default_rng(seed).normal(0, 1, n)
    for i in range(1, n):
        e[i] = alike * e[i - 1] + e[i] * math.sqrt(1 - alike**2)
    return e


def told(found: Changes | None) -> Changes:
    assert found is not None
    return found


def test_a_step_is_found_with_its_day_and_its_levels():
    value = 60 + 0.5 * noise(90, 1)
    value[40:] += 6
    found = told(changes(np.arange(1000, 1090), value))
    (point,) = found.points
    assert point.day == 1040
    assert (point.before, point.after) == pytest.approx((60, 66), abs=0.3)


def test_two_steps():
    value = noise(120, 3)
    value[30:70] += 5
    assert [p.day for p in told(changes(range(120), value)).points] == pytest.approx(
        [30, 70], abs=1
    )


@pytest.mark.parametrize("alike", [0.0, 0.6])
def test_without_a_change_there_is_seldom_one(alike: float):
    """Neighbouring days that resemble each other are no levels."""
    found = [told(changes(range(90), noise(90, seed, alike))).points for seed in range(100)]
    assert sum(map(bool, found)) < 10


def test_a_change_by_one_and_a_half_deviations_is_nearly_always_found():
    def one(seed: int) -> bool:
        value = noise(90, seed)
        value[45:] += 1.5
        return bool(told(changes(range(90), value)).points)

    assert sum(one(seed) for seed in range(60)) >= 54


def test_one_wild_day_is_no_level():
    value = noise(60, 5)
    value[30] += 40
    assert not told(changes(range(60), value)).points


@pytest.mark.parametrize("value", [0.0, 36.6, 1e6])
def test_constants_have_none(value: float):
    assert told(changes(range(40), [value] * 40)).points == ()


def test_an_odd_day_among_constants_is_none():
    assert told(changes(range(40), [5.0] * 20 + [9.0] + [5.0] * 19)).points == ()


def test_values_of_one_digit_are_no_levels():
    value = [80 + day % 2 / 10 + 4 * (day > 15) for day in range(1, 31)]
    assert [p.day for p in told(changes(range(30), value)).points] == [15]


def test_a_step_between_constants():
    (point,) = told(changes(range(40), [5.0] * 20 + [6.0] * 20)).points
    assert (point.day, point.before, point.after) == (20, 5, 6)


@pytest.mark.parametrize("n", [0, 1, 20])
def test_too_few_days(n: int):
    assert changes(range(n), [1.0] * n) is None


def test_days_without_values_are_no_days():
    days = [day for day in range(120) if day % 3]
    value = noise(80, 2)
    value[40:] += 6
    (point,) = told(changes(days, value)).points
    assert point.day == days[40]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 4))
def test_no_other_way_to_cut_is_better(seed: int, step: float):
    """All ways to cut 30 days at up to two places, worked out one by one."""
    value = noise(30, seed)
    value[14:] += step
    told_from = value
    usual = change_points._root_mean_square(np.diff(value)) / math.sqrt(2)
    value = change_points._tamed(value, usual)
    variance = change_points._scatter(value)[0] ** 2

    def cost(cuts: tuple[int, ...]) -> float:
        edges = [0, *cuts, 30]
        within = sum(float(np.sum((value[a:b] - value[a:b].mean()) ** 2))
                     for a, b in itertools.pairwise(edges))  # fmt: skip
        return within / variance + 3 * math.log(30) * len(cuts)

    ways: list[tuple[int, ...]] = [()]
    ways += [(a,) for a in range(LEAST_LEVEL, 30 - LEAST_LEVEL + 1)]
    ways += [(a, b) for a in range(7, 17) for b in range(a + 7, 24)]
    ways += [(a, b, c) for a in range(7, 10) for b in range(a + 7, 17) for c in range(b + 7, 24)]
    best = min(map(cost, ways))
    found = tuple(p.day for p in told(changes(range(30), told_from)).points)
    assert cost(found) == pytest.approx(best)
