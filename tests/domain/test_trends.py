"""A slope is that of least squares, and is called one only where chance is left out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from healthdesk.domain import trends
from healthdesk.domain.trends import Trend

# Quantiles of Student's t for p = 0.975, as printed in tables.
PRINTED = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 8: 2.306, 10: 2.228, 15: 2.131, 20: 2.086,
    30: 2.042, 60: 2.000, 120: 1.980, 100_000: 1.960,
}  # fmt: skip


def of_points(xs: list[float], ys: list[float], size: float = 0.0) -> Trend | None:
    return trends.from_sums(
        len(xs),
        sum(xs),
        sum(ys),
        sum(x * x for x in xs),
        sum(x * y for x, y in zip(xs, ys, strict=True)),
        sum(y * y for y in ys),
        size,
    )


@pytest.mark.parametrize(("df", "printed"), PRINTED.items())
def test_quantiles_are_the_printed_ones(df: int, printed: float):
    assert trends.student_t(0.975, df) == pytest.approx(printed, abs=6e-4)


@given(
    st.lists(
        st.tuples(
            st.integers(-200, 200).map(lambda n: n / 8), st.integers(-400, 400).map(lambda n: n / 4)
        ),
        min_size=3,
        max_size=40,
    )
)
def test_slope_and_interval_are_those_of_least_squares(points: list[tuple[float, float]]):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assume(len(set(xs)) > 1)
    matrix = np.column_stack([xs, np.ones(len(xs))])
    (slope, level), _, _, _ = np.linalg.lstsq(matrix, np.array(ys), rcond=None)
    residual = np.array(ys) - slope * np.array(xs) - level
    freedom = len(xs) - 2
    spread = np.sum((np.array(xs) - np.mean(xs)) ** 2)
    half = trends.student_t(0.975, freedom) * math.sqrt(np.sum(residual**2) / freedom / spread)
    found = of_points(xs, ys)
    assert found is not None
    assert found.slope == pytest.approx(slope, abs=1e-7)
    assert found.half_width == pytest.approx(half, abs=1e-4, rel=1e-4)


@pytest.mark.parametrize("xs", [[], [1.0], [1.0, 2.0], [4.0, 4.0, 4.0]])
def test_too_little_to_tell_gives_none(xs: list[float]):
    assert of_points(xs, [float(n) for n, _ in enumerate(xs)]) is None


@given(st.floats(1, 1000), st.integers(3, 400))
def test_readings_that_never_change_are_stable(value: float, n: int):
    """As the analytics asks: values less their own mean, which need not be exactly zero."""
    mean = sum([value] * n) / n
    found = of_points([day / 7 for day in range(n)], [value - mean] * n, value)
    assert found is not None
    assert found.direction == "stable"


def test_line_without_noise_rises_and_falls():
    for slope, direction in ((2.0, "increasing"), (-2.0, "decreasing")):
        found = of_points([-1.0, 0.0, 1.0, 2.0], [slope * x for x in (-1.0, 0.0, 1.0, 2.0)])
        assert found is not None
        assert found.slope == pytest.approx(slope)
        assert found.direction == direction


def test_noise_is_stable():
    found = of_points([0.0, 1.0, 2.0, 3.0], [1.0, -1.0, 1.0, -0.5])
    assert found is not None
    assert found.direction == "stable"
