"""The line through pairs, beside statsmodels; readings taken together."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.fits import fit, paired

RNG = np.random.default_rng(8)


def pairs(n: int = 40):
    x = RNG.normal(80, 3, n)
    return x.tolist(), (2.5 * x - 40 + RNG.normal(0, 4, n)).tolist()


def test_line_and_band_are_those_of_statsmodels():
    x, y = pairs()
    found = fit(x, y, len(x))
    theirs = statsmodels.api.OLS(y, statsmodels.api.add_constant(x)).fit()
    assert (found.intercept, found.slope) == pytest.approx(tuple(theirs.params), rel=1e-9)
    places = [min(x), 80.0, max(x)]
    told = theirs.get_prediction(statsmodels.api.add_constant(places)).conf_int()
    for place, (low, high) in zip(places, told, strict=True):
        assert found.at(place) - found.half_width(place) == pytest.approx(low, rel=1e-9)
        assert found.at(place) + found.half_width(place) == pytest.approx(high, rel=1e-9)


def test_pairs_that_are_worth_less_make_a_wider_band():
    x, y = pairs()
    whole, worth_half = fit(x, y, 40), fit(x, y, 20)
    assert worth_half.slope == whole.slope
    assert worth_half.half_width(80) > 1.4 * whole.half_width(80)


@pytest.mark.parametrize(
    ("x", "y", "effective"),
    [([1.0, 2.0], [1.0, 2.0], 2), ([3.0] * 9, list(range(9)), 9), ([1.0, 2.0, 4.0], [1, 2, 3], 2)],
)
def test_too_little_gives_no_line(x, y, effective):
    assert fit(x, y, effective) is None


def test_a_perfect_line_has_no_band():
    found = fit([1.0, 2.0, 3.0, 4.0], [3.0, 5.0, 7.0, 9.0], 4)
    assert found.at(10) == pytest.approx(21)
    assert found.half_width(2.0) == pytest.approx(0, abs=1e-9)


def test_the_nearest_readings_are_a_pair_and_each_is_in_one_only():
    assert paired([0, 100, 200], [90, 95, 205], 10) == [(1, 1), (2, 2)]
    assert paired([0, 4], [3], 10) == [(1, 0)]
    assert paired([], [1], 10) == paired([1], [], 10) == []


instants = st.lists(st.integers(0, 1000), unique=True, max_size=30).map(sorted)


@settings(deadline=None)
@given(instants, instants, st.integers(0, 50))
def test_pairs_lie_near_enough_and_in_order(one, other, apart):
    found = paired(one, other, apart)
    assert all(abs(one[a] - other[b]) <= apart for a, b in found)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert found == sorted(found)
