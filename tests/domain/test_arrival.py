"""When a target is reached: on lines whose answer is known, and how often the interval holds."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.arrival import (
    FURTHEST_DAYS,
    LATEST_DAYS,
    Arrival,
    Outlook,
    Withheld,
    outlook,
)

TODAY = 20_000


def line(level: float, slope: float, days: int = 42, noise: float = 0.0, seed: int = 1) -> (
    dict[int, float]
):  # fmt: skip
    """Values that end today at `level`, going on by `slope` a day."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    return {
        TODAY - n: level - slope * n + rng.gauss(0, noise) if noise else level - slope * n
        for n in range(days)
    }


def told(found: Outlook) -> Arrival:
    assert isinstance(found.arrival, Arrival)
    return found.arrival


def reason(found: Outlook) -> str:
    assert isinstance(found.arrival, Withheld)
    return found.arrival.reason


@settings(deadline=None)
@given(st.floats(60, 120), st.floats(0.02, 0.5), st.integers(1, 300))
def test_a_line_without_noise_arrives_on_its_day(level: float, slope: float, ahead: int):
    target = level - slope * (ahead - 0.5)
    arrives = told(outlook(line(level, -slope), level, target, TODAY, None))
    assert abs(arrives.day - (TODAY + ahead)) <= 1
    assert arrives.earliest <= arrives.day <= (arrives.latest or arrives.day)


def test_paces_are_per_week_and_the_needed_one_begins_at_the_line():
    found = outlook(line(80, -0.1, noise=0.0), 81.5, 73, TODAY, TODAY + 35)
    assert found.pace == pytest.approx(-0.7)
    assert found.needed == pytest.approx(-1.4)
    assert found.expected == pytest.approx(76.5)
    assert found.verdict(TODAY + 35) == "late"
    assert found.verdict(TODAY + 80) == "in-time"
    assert found.verdict(None) == "no-date"


@pytest.mark.parametrize(
    ("by_day", "target", "why"),
    [
        ({}, 75, "too-few-days"),
        (line(80, -0.1, 6), 75, "too-few-days"),
        (line(80, -0.1, 10), 75, "span-too-short"),
        ({day - LATEST_DAYS - 1: v for day, v in line(80, -0.1).items()}, 75, "too-long-ago"),
        (line(80, 0.0), 75, "no-trend"),
        (line(80, 0.0, noise=1.0), 75, "no-trend"),
        (line(80, 0.1), 75, "away"),
        (line(80, -0.001, noise=0.001), 75, "too-far"),
    ],
)
def test_where_no_day_is_told_the_reason_is(by_day: dict[int, float], target: float, why: str):
    found = outlook(by_day, 80, target, TODAY, TODAY + 30)
    assert reason(found) == why
    known = why in ("no-trend", "away", "too-far")
    assert found.verdict(TODAY + 30) == ("late" if known else "unknown")


def test_line_that_is_there_already_arrives_today_at_the_earliest():
    arrives = told(outlook(line(74.9, -0.1, noise=0.05), 75.2, 75, TODAY, None))
    assert arrives.earliest == TODAY
    assert arrives.day >= TODAY


def test_noise_makes_the_interval_wider_and_open_at_last():
    widths = []
    for noise in (0.05, 0.2, 0.5):
        arrives = told(outlook(line(80, -0.1, noise=noise), 80, 75, TODAY, None))
        assert arrives.latest is not None
        widths.append(arrives.latest - arrives.earliest)
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    barely = next(
        told(found)
        for seed in range(200)
        if isinstance(
            (found := outlook(line(80, -0.02, noise=0.45, seed=seed), 80, 75, TODAY, None)).arrival,
            Arrival,
        )
        and told(found).latest is None
    )
    assert barely.day - TODAY <= FURTHEST_DAYS


def test_interval_holds_the_true_day_in_most_cases():
    """Of lines with independent noise, 95 % with a margin for chance and for withheld ones."""
    truth = TODAY + 50
    inside = tried = 0
    for seed in range(300):
        found = outlook(line(80, -0.1, noise=0.4, seed=seed), 80, 75, TODAY, None)
        if isinstance(found.arrival, Arrival):
            tried += 1
            latest = math.inf if found.arrival.latest is None else found.arrival.latest
            inside += found.arrival.earliest <= truth <= latest
    assert tried > 280
    assert 0.90 <= inside / tried <= 0.99


def test_interval_is_that_of_fieller():
    """Solved by hand for a line through few points: x from 0 to 20 in steps of 2, slope −0.5."""
    from healthdesk.domain.trends import student_t

    x = list(range(0, 22, 2))
    y = [10 - 0.5 * at + (0.3 if at % 4 else -0.3) for at in x]
    n, mean_x, mean_y = len(x), sum(x) / len(x), sum(y) / len(y)
    spread = sum((a - mean_x) ** 2 for a in x)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread
    rest = [b - mean_y - slope * (a - mean_x) for a, b in zip(x, y, strict=True)]
    s = math.sqrt(sum(e * e for e in rest) / (n - 2))
    t = student_t(0.975, n - 2)

    def holds(day: float) -> bool:
        """Whether the line may as well be at the target on that day."""
        off = mean_y + slope * (day - mean_x) - (-10.0)
        return abs(off) <= t * s * math.sqrt(1 / n + (day - mean_x) ** 2 / spread)

    days = [day for day in range(400) if holds(day)]
    by_day = {TODAY - 20 + at: value for at, value in zip(x, y, strict=True)}
    arrives = told(outlook(by_day, 0.0, -10.0, TODAY, None))
    assert abs(arrives.earliest - (TODAY - 20 + min(days))) <= 1
    assert arrives.latest is not None
    assert abs(arrives.latest - (TODAY - 20 + max(days))) <= 1
