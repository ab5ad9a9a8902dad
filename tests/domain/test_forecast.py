"""A forecast covers what it promises, or is not made."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import forecast
from healthdesk.domain.forecast import Forecast, Withheld

DAYS = range(180)


def made(values: list[float], ahead: int = 7, **more) -> Forecast | Withheld:
    return forecast.forecast(
        range(len(values)), [float(v) for v in values], ahead, len(values) - 1, **more
    )


def noise(seed: int, n: int, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, spread, n)


class TestInterval:
    def test_holds_nine_in_ten(self):
        """Of 40 persons whose readings only scatter, and of 40 who lose weight steadily."""
        for slope in (0.0, -0.05):
            inside = []
            for seed in range(40):
                values = 90 + slope * np.arange(157) + noise(seed, 157)
                found = made(list(values[:150]))
                if isinstance(found, Forecast):
                    inside += [d.low <= values[d.day] <= d.high for d in found.days]
            assert len(inside) > 150
            assert 0.85 <= sum(inside) / len(inside) <= 0.96

    def test_never_narrows_with_the_distance(self):
        found = made(list(80 + noise(1, 150)), 40)
        assert isinstance(found, Forecast)
        widths = [day.high - day.low for day in found.days]
        assert all(b >= a - 1e-12 for a, b in itertools.pairwise(widths))

    def test_leaves_no_limit(self):
        values = np.abs(noise(2, 150)) * 2
        found = made(list(values), limits=(0.0, 2.5))
        assert isinstance(found, Forecast)
        assert {day.low for day in found.days} == {0.0}
        assert all(0 <= d.low <= d.value <= d.high <= 2.5 for d in found.days)

    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, 10**6), st.integers(1, 14), st.integers(28, 90))
    def test_is_always_around_its_value_and_the_same_again(self, seed: int, ahead: int, n: int):
        values = list(np.round(5 + noise(seed, n, 3), 1))
        found = made(values, ahead, limits=(0.0, None))
        assert found == made(values, ahead, limits=(0.0, None))
        if isinstance(found, Forecast):
            assert [d.day for d in found.days] == [n + step for step in range(ahead)]
            assert all(0 <= d.low <= d.value <= d.high for d in found.days)
            assert all(math.isfinite(d.high) for d in found.days)


class TestValue:
    def test_goes_on_with_a_slope_that_fades(self):
        found = made(list(100 - 0.2 * np.arange(120) + noise(3, 120, 0.1)), 30)
        assert isinstance(found, Forecast)
        steps = np.diff([100 - 0.2 * 119, *(day.value for day in found.days)])
        assert steps[0] == pytest.approx(-0.2, abs=0.15)
        assert abs(steps[-1]) < 0.05

    def test_stays_level_where_there_is_no_slope(self):
        found = made(list(80 + noise(4, 120)))
        assert isinstance(found, Forecast)
        assert len({day.value for day in found.days}) == 1


class TestLookBack:
    def test_errors_are_those_of_each_day_told_without_the_rest(self):
        values = [float(v) for v in 80 + noise(5, 60)]
        found = made(values, 3)
        assert isinstance(found, Forecast)
        errors, plain = [], []
        for n in range(14, 60):
            # As if this were all: its own forecast would need more, so by the parts of it.
            line = forecast._Line.fitted(list(zip(range(n), values[:n], strict=True)))
            mean = np.mean(values[max(0, n - 28) : n])
            for target in range(n, min(n + 3, 60)):
                errors.append(values[target] - line.at(target - n + 1))
                plain.append(values[target] - mean)
        told = found.backtest
        assert told.n == len(errors)
        assert told.rmse == pytest.approx(float(np.sqrt(np.mean(np.square(errors)))))
        assert told.mae == pytest.approx(float(np.mean(np.abs(errors))))
        assert told.plain_rmse == pytest.approx(float(np.sqrt(np.mean(np.square(plain)))))
        actual = [values[t] for n in range(14, 60) for t in range(n, min(n + 3, 60))]
        assert told.mape == pytest.approx(float(np.mean(np.abs(errors) / np.array(actual))) * 100)

    def test_no_percent_of_nothing(self):
        values = list(3 + np.round(noise(6, 120)))
        values[60] = 0.0
        found = made(values)
        assert found.backtest is not None
        assert found.backtest.mape is None


class TestWithheld:
    @pytest.mark.parametrize(
        ("days", "end", "ahead", "told"),
        [
            (range(27), 26, 3, ("too-few-days", 28, 27)),
            (range(60), 75, 3, ("too-long-ago", 14, 16)),
            (range(30), 29, 11, ("span-too-short", 33, 30)),
            (range(0, 400, 30), 399, 3, ("too-few-days", 28, 6)),
        ],
    )
    def test_too_little(self, days: range, end: int, ahead: int, told: tuple[str, int, int]):
        values = list(80 + noise(7, len(days)))
        found = forecast.forecast(days, values, ahead, end)
        assert isinstance(found, Withheld)
        assert (found.reason, found.need, found.have) == told

    def test_what_never_changes(self):
        found = made([80.0] * 100)
        assert isinstance(found, Withheld)
        assert found.reason == "never-changes"

    def test_no_better_than_a_mean(self):
        """Up one fortnight and down the next: the last two weeks say the wrong thing."""
        values = [80 + 5 * (-1) ** (day // 14) for day in DAYS] + noise(8, 180, 0.1)
        found = made(list(values), 14)
        assert isinstance(found, Withheld)
        assert found.reason in ("no-better-than-mean", "interval-misses")
        assert found.backtest is not None

    @pytest.mark.parametrize("ahead", [0, 91])
    def test_a_number_of_days_that_can_not_be(self, ahead: int):
        with pytest.raises(ValueError, match=str(ahead)):
            made([1.0] * 30, ahead)
