"""Bins of round width."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.histogram import BINS_MOST, histogram


def test_values_on_an_edge_are_in_the_bin_above():
    found = histogram([10.0, 11.0, 11.0, 12.0], 1.0)
    assert (found.start, found.width, found.counts) == (10.0, 1.0, (1, 2, 1))
    assert found.edges(1) == (11.0, 12.0)


def test_tenths_do_not_fall_beside_their_bin():
    values = [round(0.1 * n, 1) for n in range(30)]
    found = histogram(values, 0.1)
    for number, count in enumerate(found.counts):
        low, high = found.edges(number)
        assert count == sum(low - 1e-9 <= value < high - 1e-9 for value in values)


def test_one_value_and_equal_values_have_one_bin():
    assert histogram([5.0], 1.0).counts == (1,)
    assert histogram([5.0] * 7, 0.1).counts == (7,)


def test_without_values_there_is_none():
    with pytest.raises(ValueError, match="no values"):
        histogram([], 1.0)


@settings(deadline=None)
@given(
    st.lists(st.integers(-10_000, 30_000), min_size=1, max_size=300),
    st.sampled_from([1.0, 0.1, 5.0]),
)
def test_every_value_is_counted_in_round_bins_not_finer_than_asked(numbers, resolution):
    values = np.array(numbers) * min(resolution, 1.0)
    found = histogram(values, resolution)
    assert sum(found.counts) == len(values)
    assert len(found.counts) <= BINS_MOST + 1
    assert found.width >= resolution * (1 - 1e-9)
    mantissa = found.width / 10.0 ** math.floor(math.log10(found.width) + 1e-9)
    assert min(abs(mantissa - each) for each in (1, 2, 5)) < 1e-6
    assert found.counts[0] > 0
    assert found.counts[-1] > 0
