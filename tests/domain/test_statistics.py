"""Figures equal those of the libraries that statisticians use, and say when there are none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import scipy.stats
import statsmodels.api
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import statistics, trends

EXACT = 1e-9
NUMBERS = st.integers(-4000, 4000).map(lambda n: n / 8)
# Each compares with a library that takes its time.
SOME = settings(max_examples=40, deadline=None)
VALUES = st.lists(NUMBERS, min_size=1, max_size=60)


@st.composite
def points(draw, least: int = 4, most: int = 60):
    n = draw(st.integers(least, most))
    some = st.lists(NUMBERS, min_size=n, max_size=n)
    return draw(some), draw(some)


def near(value: Any, scale: float = 1.0):
    return pytest.approx(value, rel=EXACT, abs=EXACT * max(scale, 1.0))


class TestPercentiles:
    @given(VALUES)
    def test_are_those_of_numpy(self, values: list[float]):
        expected = np.percentile(values, statistics.PERCENTS, method="linear")
        assert statistics.percentiles(values) == near(list(expected))

    def test_by_hand(self):
        assert statistics.percentiles([4, 1, 3, 2], (0, 25, 50, 90, 100)) == near(
            [1, 1.75, 2.5, 3.7, 4]
        )

    def test_of_nothing_there_are_none(self):
        with pytest.raises(ValueError, match="no values"):
            statistics.percentiles([])

    @given(st.lists(st.tuples(st.integers(-3, 3), NUMBERS), max_size=60))
    def test_of_groups_are_those_of_each_group(self, pairs: list[tuple[int, float]]):
        found = statistics.by_group([key for key, _ in pairs], [value for _, value in pairs])
        assert found.keys == sorted({key for key, _ in pairs})
        for index, key in enumerate(found.keys):
            group = [value for each, value in pairs if each == key]
            assert found.percentiles[index].tolist() == near(statistics.percentiles(group))
            assert found.count[index] == len(group)


class TestLeastSquares:
    @SOME
    @given(points())
    def test_slope_and_interval_are_those_of_statsmodels(self, both):
        x, y = (np.array(each) for each in both)
        found = statistics.least_squares(x, y)
        if len(set(x)) < 2:
            assert found is None
            return
        if np.ptp(y) == 0:
            assert found == trends.Trend(0.0, 0.0)
            return
        fit = statsmodels.api.OLS(y, statsmodels.api.add_constant(x)).fit()
        low, high = fit.conf_int()[1]
        assert found is not None
        assert found.slope == near(fit.params[1], abs(y).max())
        assert found.slope - found.half_width == near(low, abs(y).max())
        assert found.slope + found.half_width == near(high, abs(y).max())

    @SOME
    @given(points(), st.data())
    def test_with_weights_too(self, both, data: st.DataObject):
        x, y = (np.array(each) for each in both)
        weights = data.draw(st.lists(st.integers(1, 300), min_size=len(x), max_size=len(x)))
        if len(set(x)) < 2 or np.ptp(y) == 0:
            return
        found = statistics.least_squares(x, y, weights)
        fit = statsmodels.api.WLS(y, statsmodels.api.add_constant(x), weights=weights).fit()
        assert found is not None
        assert found.slope == near(fit.params[1], abs(y).max())
        assert found.slope + found.half_width == near(fit.conf_int()[1][1], abs(y).max())

    @pytest.mark.parametrize("n", [3, 20, 25, 60])
    def test_straight_line_has_an_interval_of_no_width(self, n: int):
        found = statistics.least_squares(np.arange(n) / 7, 80 + np.arange(n) * 1.0)
        assert found is not None
        assert found.slope == near(7)
        assert found.half_width == pytest.approx(0, abs=EXACT)

    def test_far_from_zero_nothing_is_lost(self):
        """Instants in weeks since 1970 are large beside the weeks between them."""
        rng = np.random.default_rng(4)
        x, y = np.arange(40) / 7 + 2900, 80 + rng.normal(0, 0.3, 40)
        found = statistics.least_squares(x, y)
        expected = scipy.stats.linregress(x - 2900, y)
        assert found is not None
        assert found.slope == near(expected.slope)

    @pytest.mark.parametrize("n", [0, 1, 2])
    def test_few_points_have_none(self, n: int):
        assert statistics.least_squares(range(n), range(n)) is None


class TestDays:
    @SOME
    @given(st.integers(7, 60), st.floats(-0.9, 0.95), st.integers(0, 1000))
    def test_interval_is_that_of_the_effective_number(self, n: int, r: float, seed: int):
        """By the formula as it is printed, with SciPy's quantiles."""
        values = autocorrelated(np.random.default_rng(seed), n, r)
        found = statistics.trend_of_days(range(n), values, unit_days=1)
        x = np.arange(n)
        fit = scipy.stats.linregress(x, values)
        residual = values - fit.intercept - fit.slope * x
        lag = np.mean(residual[1:] * residual[:-1]) / np.mean(residual**2)
        effective = n * (1 - max(lag, 0)) / (1 + max(lag, 0))
        assert statistics.effective_days(range(n), values) == near(effective)
        if effective < 3:
            assert found is None
            return
        error = math.sqrt((residual**2).sum() / (effective - 2) / ((x - x.mean()) ** 2).sum())
        half = scipy.stats.t.ppf(0.975, effective - 2) * error
        assert found is not None
        # The formula can go beyond −1 where days are few.
        assert found.autocorrelation == near(max(lag, -1.0))
        assert found.effective_n == near(effective)
        assert found.trend.slope == near(fit.slope)
        assert found.trend.half_width == pytest.approx(half, rel=1e-7)

    @pytest.mark.parametrize("stored", [1.0, 0.45359237])
    @pytest.mark.parametrize("step", [1.0, 0.3, -0.1])
    def test_what_storing_leaves_beside_a_straight_line_makes_no_days_alike(
        self, step: float, stored: float
    ):
        """In kg, and in pounds kept as kg with 9 digits."""
        for n in range(7, 40):
            values = [float(f"{(80 + step * day) * stored:.9g}") for day in range(n)]
            found = statistics.trend_of_days(range(n), values, unit_days=1)
            assert found is not None
            assert (found.autocorrelation, found.effective_n) == (0, n)
            assert found.trend.slope == pytest.approx(step * stored, rel=1e-7)
            assert found.trend.half_width < 1e-7

    def test_days_that_resemble_their_neighbours_rarely_seem_to_rise(self):
        """What the page of figures says: of 400 series without any trend, each day keeping
        half of the one before, the plain interval calls a fifth rising or falling."""
        rng = np.random.default_rng(11)
        series = [autocorrelated(rng, 60, 0.5) for _ in range(400)]
        plain = [statistics.least_squares(np.arange(60) / 7, each) for each in series]
        careful = [statistics.trend_of_days(range(60), each) for each in series]
        wrong = sum(one is not None and one.direction != "stable" for one in plain) / 400
        held = sum(one is not None and one.trend.direction != "stable" for one in careful) / 400
        assert 0.15 < wrong < 0.35
        assert held < 0.10

    def test_only_neighbours_count_for_the_autocorrelation(self):
        assert statistics.lag_one([0, 2, 4], [1, -1, 1]) == 0
        assert statistics.lag_one([0, 1, 2, 3], [1, 1, -1, -1]) == near(1 / 3)
        assert statistics.lag_one([], []) == 0
        assert statistics.lag_one([0, 1, 2], [5, 5, 5]) == 0


def autocorrelated(rng: np.random.Generator, n: int, kept: float) -> np.ndarray:
    """Values of which each keeps a share of the one before."""
    values = np.zeros(n)
    noise = rng.normal(size=n)
    for day in range(1, n):
        values[day] = kept * values[day - 1] + noise[day]
    return values


class TestTheilSen:
    @SOME
    @given(points(least=3))
    def test_slope_and_interval_are_those_of_scipy(self, both):
        x, y = (np.array(each) for each in both)
        found = statistics.theil_sen(x, y)
        if len(set(x)) < 2:
            assert found is None
            return
        if np.ptp(y) == 0:
            assert found == statistics.Robust(0.0, 0.0, 0.0)
            return
        expected = scipy.stats.theilslopes(y, x, alpha=0.95)
        assert found is not None
        assert found.slope == near(expected.slope)
        assert found.low == near(expected.low_slope)
        assert found.high == near(expected.high_slope)

    def test_means_that_differ_by_noise_are_ties(self):
        """79.2 as the mean of two readings may come out as 79.19999999999999."""
        x = np.arange(24.0)
        y = np.round(np.random.default_rng(39).normal(80, 0.3, 24), 1)
        noisy = y.copy()
        noisy[1::5] = np.nextafter(noisy[1::5], 0)
        found = statistics.theil_sen(x, noisy)
        assert found is not None
        low, high = scipy.stats.theilslopes(y, x, 0.95)[2:]
        assert (found.low, found.high) == (near(low), near(high))
        assert scipy.stats.theilslopes(noisy, x, 0.95)[2:] != (near(low), near(high))

    def test_wild_values_hardly_move_it(self):
        y = np.arange(50.0)
        y[::10] = 1000
        found = statistics.theil_sen(np.arange(50), y)
        assert found is not None
        assert found.slope == near(1)
        assert found.direction == "increasing"

    def test_many_points_are_pooled(self):
        x = np.arange(5000.0)
        found = statistics.theil_sen(x, 3 - 0.5 * x)
        assert found is not None
        assert found.slope == pytest.approx(-0.5)
        assert found.direction == "decreasing"

    def test_what_never_changes_is_stable(self):
        found = statistics.theil_sen(range(20), [5.0] * 20)
        assert found == statistics.Robust(0.0, 0.0, 0.0)
        assert found.direction == "stable"


class TestRolling:
    @given(st.lists(st.tuples(st.integers(0, 40), NUMBERS, st.integers(1, 9)), max_size=40))
    def test_is_that_of_each_window(self, rows):
        days = {day: (value, weight) for day, value, weight in rows}
        order = sorted(days)
        means, medians = statistics.rolling(
            order, [days[d][0] for d in order], [days[d][1] for d in order], 7
        )
        for index, day in enumerate(order):
            window = [days[d] for d in order if day - 7 < d <= day]
            values, weights = zip(*window, strict=True)
            assert means[index] == near(np.average(values, weights=weights), 4000)
            assert medians[index] == near(np.median(values))


class TestOutliers:
    def test_one_wild_value_is_marked_and_its_neighbours_are_not(self):
        values = 80 + np.tile([0.0, 0.3, -0.2, 0.1], 10)
        values[20] = 88
        scores = np.abs(statistics.outlier_scores(values, 0.2))
        assert list(np.flatnonzero(scores > statistics.OUTLIER_Z)) == [20]

    def test_score_is_the_distance_in_robust_deviations(self):
        values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 20.0]
        expected = (20 - 4) / scipy.stats.median_abs_deviation(values, scale="normal")
        assert statistics.outlier_scores(values)[-1] == near(expected)

    def test_a_new_level_is_none(self):
        """Marked is what stands alone, not what stays."""
        values = np.r_[np.full(20, 80.0), np.full(20, 90.0)] + np.tile([0.0, 0.3], 20)
        assert np.abs(statistics.outlier_scores(values, 0.2)).max() < statistics.OUTLIER_Z

    def test_steps_of_the_last_digit_are_none(self):
        values = [120.0] * 20
        values[9] = 121.0
        assert np.abs(statistics.outlier_scores(values, 2.0)).max() < statistics.OUTLIER_Z
        assert not statistics.outlier_scores([5.0] * 20).any()

    @pytest.mark.parametrize("n", [0, 1, 6])
    def test_few_values_have_none(self, n: int):
        assert not statistics.outlier_scores(range(n)).any()


class TestCorrelation:
    @SOME
    @given(points())
    def test_is_that_of_scipy(self, both):
        x, y = (np.array(each) for each in both)
        linear, by_rank = statistics.pearson(x, y), statistics.spearman(x, y)
        if np.ptp(x) == 0 or np.ptp(y) == 0:
            assert linear is by_rank is None
            return
        expected = scipy.stats.pearsonr(x, y)
        assert linear is not None
        assert by_rank is not None
        assert linear.r == near(expected.statistic)
        assert by_rank.r == near(scipy.stats.spearmanr(x, y).statistic)
        if abs(expected.statistic) < 0.999999:
            interval = expected.confidence_interval(0.95)
            assert (linear.low, linear.high) == (near(interval.low), near(interval.high))

    def test_interval_of_the_ranks_is_as_printed(self):
        rng = np.random.default_rng(1)
        x = rng.normal(size=30)
        found = statistics.spearman(x, x + rng.normal(size=30))
        assert found is not None
        z, error = math.atanh(found.r), math.sqrt((1 + found.r**2 / 2) / 27)
        assert found.low == near(math.tanh(z - 1.959963984540054 * error))
        assert found.high == near(math.tanh(z + 1.959963984540054 * error))

    @given(VALUES)
    def test_ranks_are_those_of_scipy(self, values: list[float]):
        assert list(statistics.ranks(values)) == list(scipy.stats.rankdata(values))

    def test_days_alike_count_less(self):
        rng = np.random.default_rng(5)
        slow = autocorrelated(rng, 200, 0.9)
        fast = rng.normal(size=200)
        days = range(200)
        assert statistics.effective_pairs(days, slow, autocorrelated(rng, 200, 0.9)) < 60
        assert statistics.effective_pairs(days, fast, rng.normal(size=200)) > 180

    def test_fewer_pairs_give_a_wider_interval(self):
        rng = np.random.default_rng(6)
        x, y = rng.normal(size=40), rng.normal(size=40)
        all_, few = statistics.pearson(x, y), statistics.pearson(x, y, 10)
        assert all_ is not None
        assert few is not None
        assert few.low < all_.low <= all_.r == few.r <= all_.high < few.high
        assert statistics.pearson(x, y, 3) is None


def test_spread_is_that_of_a_sample():
    assert statistics.spread([1, 2, 3, 4]) == near(np.std([1, 2, 3, 4], ddof=1))
    assert statistics.spread([5]) is None
    assert statistics.spread([180 * 0.45359237] * 30) == 0.0


@given(st.lists(st.floats(-1e9, 1e9)))
def test_rounding_is_to_significant_digits(values: list[float]):
    for value, told in zip(values, statistics.rounded(values, 12), strict=True):
        assert told == pytest.approx(float(f"{value:.12g}"), rel=1e-11, abs=1e-21)


def test_rounding_takes_the_noise_away():
    assert statistics.rounded([0.1 + 0.2, 81.30000000000001, -0.0, 0.0], 12) == [0.3, 81.3, 0, 0]
