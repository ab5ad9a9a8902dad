"""Values in the digits that are stored, all at once: as one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import units
from healthdesk.exchange.apple_rounding import rounded


def same(values: list[float]) -> None:
    found = rounded(np.array(values, np.float64))
    assert found.tolist() == [units.canonical(value) for value in values]
    assert not np.signbit(found[found == 0]).any()


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_any_numbers(values: list[float]):
    same(values)


@given(st.lists(st.floats(1e-3, 1e4)), st.sampled_from(["lb", "st", "g"]))
def test_what_a_scale_makes_of_readings(values: list[float], unit: str):
    same([units.convert(value, unit, "kg") for value in values])


@given(
    st.integers(10**8 - 1, 10**9), st.integers(-3, 24), st.sampled_from([0.0, 1e-9, -1e-9, 1e-7])
)
def test_numbers_near_the_middle_of_two(digits: int, power: int, beside: float):
    same([(digits + 0.5 + beside) / 10.0**power, -(digits + 0.5 + beside) / 10.0**power])


@pytest.mark.parametrize("value", [0.0, -0.0, 999_999_999.5, 1e9, 1e-9, 5e-324, 1e300, 0.1 + 0.2])
def test_the_ends_of_what_is_rounded_at_once(value: float):
    same([value, -value])
