"""Whether a value is like those a person had before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.unusual import HISTORY_LEAST, is_like, is_unlike

BOOK = TypeBook(CATALOGUE)
WEIGHT, RATE, MOOD = BOOK["weight"], BOOK["heart-rate"], BOOK["mood"]
values = st.floats(30, 220)


@given(values, st.lists(values, max_size=HISTORY_LEAST - 1))
def test_too_few_readings_say_nothing(value: float, history: list[float]):
    assert not is_unlike(RATE, value, history)
    assert not is_like(RATE, value, history)


@given(values, st.lists(values, min_size=HISTORY_LEAST, max_size=12))
def test_with_enough_of_them_it_is_one_or_the_other(value: float, history: list[float]):
    assert is_unlike(RATE, value, history) != is_like(RATE, value, history)


@pytest.mark.parametrize(
    ("value", "unlike"), [(80, False), (88, False), (72, False), (88.1, True), (71.9, True)]
)
def test_a_weight_may_differ_by_a_tenth_of_the_mean(value: float, unlike: bool):
    assert is_unlike(WEIGHT, value, [79, 80, 81, 80, 80]) is unlike


@pytest.mark.parametrize(
    ("value", "unlike"),
    # The median is 60; its deviations have the median 2, so six deviations are 17.8.
    [(60, False), (77, False), (78, True), (42, True)],
)
def test_others_may_differ_by_six_robust_deviations(value: float, unlike: bool):
    assert is_unlike(RATE, value, [56, 58, 60, 62, 64]) is unlike


@pytest.mark.parametrize(("value", "unlike"), [(75, False), (75.1, True)])
def test_steady_values_leave_a_quarter_of_the_median(value: float, unlike: bool):
    assert is_unlike(RATE, value, [60] * 6) is unlike


def test_one_step_of_the_last_digit_is_never_unusual():
    assert not is_unlike(MOOD, 2, [1] * 6)
