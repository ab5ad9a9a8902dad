"""The cosine of a day: equal to regression as others have it, and honest about what it knows."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import statsmodels.api
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import daily_rhythm, trends
from healthdesk.domain.daily_rhythm import Rhythm, Withheld, cosinor, covered_hours

HOUR, DAY = 3_600_000, 86_400_000
EXACT = 1e-9


def curve(wall: Any, level: float, height: float, peak_min: float) -> Any:
    angle = 2 * math.pi * (np.asarray(wall) / 60_000 - peak_min) / 1440
    return level + height * np.cos(angle)


def hourly(days: int) -> Any:
    return np.arange(days * 24) * HOUR


def told(found: Rhythm | Withheld) -> Rhythm:
    assert isinstance(found, Rhythm)
    return found


def apart(one: float, other: float) -> float:
    """Minutes from one time of day to another, the short way."""
    return abs((one - other + 720) % 1440 - 720)


def scattered(days: int, n: int, seed: int) -> tuple[Any, Any]:
    """Readings at odd times, some hours with several."""
    rng = np.random.default_rng(seed)
    wall = np.sort(rng.integers(0, days * DAY, n))
    return wall, curve(wall, 70, 6, rng.uniform(0, 1440)) + rng.normal(0, 3, n)


class TestRegression:
    @settings(max_examples=30, deadline=None)
    @given(st.integers(7, 40), st.integers(0, 10**6))
    def test_is_that_of_statsmodels(self, days: int, seed: int):
        wall, value = scattered(days, days * 30, seed)
        found = told(cosinor(wall, value))
        angle = 2 * np.pi * (wall % DAY) / DAY
        x = np.column_stack((np.ones(len(wall)), np.cos(angle), np.sin(angle)))
        _, place, count = np.unique(wall // HOUR, return_inverse=True, return_counts=True)
        fit = statsmodels.api.WLS(value, x, weights=1 / count[place]).fit()
        assert found.mesor.value == pytest.approx(fit.params[0], rel=EXACT, abs=EXACT)
        assert found.amplitude is not None
        assert found.acrophase is not None
        height = math.hypot(fit.params[1], fit.params[2])
        peak = math.atan2(fit.params[2], fit.params[1]) * 1440 / (2 * math.pi)
        assert found.amplitude.value == pytest.approx(height, rel=EXACT, abs=EXACT)
        assert apart(found.acrophase.value, peak) < 1e-6

    def test_of_even_readings_it_is_ordinary_least_squares(self):
        wall = hourly(10)
        value = curve(wall, 70, 5, 900) + np.random.default_rng(1).normal(0, 2, len(wall))
        angle = 2 * np.pi * (wall % DAY) / DAY
        x = np.column_stack((np.ones(len(wall)), np.cos(angle), np.sin(angle)))
        fit = statsmodels.api.OLS(value, x).fit()
        found = told(cosinor(wall, value))
        assert found.mesor.value == pytest.approx(fit.params[0], rel=EXACT)
        assert found.amplitude is not None
        assert found.amplitude.value == pytest.approx(math.hypot(*fit.params[1:]), rel=EXACT)

    def test_interval_is_that_of_leaving_out_each_day(self):
        wall, value = scattered(12, 400, 5)
        found = told(cosinor(wall, value))
        angle = 2 * np.pi * (wall % DAY) / DAY
        x = np.column_stack((np.ones(len(wall)), np.cos(angle), np.sin(angle)))
        _, place, count = np.unique(wall // HOUR, return_inverse=True, return_counts=True)
        weights, day = 1 / count[place], wall // DAY
        whole = statsmodels.api.WLS(value, x, weights=weights).fit().params
        without = [
            statsmodels.api.WLS(value[day != d], x[day != d], weights=weights[day != d])
            .fit().params - whole
            for d in range(12)
        ]  # fmt: skip
        error = math.sqrt(11 / 12 * sum(each[0] ** 2 for each in without))
        half = trends.student_t(0.975, 11) * error
        assert found.mesor.high - found.mesor.value == pytest.approx(half, rel=1e-8)
        height = math.hypot(whole[1], whole[2])
        along = [float(each[1:] @ whole[1:]) / height for each in without]
        half = trends.student_t(0.975, 11) * math.sqrt(11 / 12 * sum(a * a for a in along))
        assert found.amplitude is not None
        assert found.amplitude.high - found.amplitude.value == pytest.approx(half, rel=1e-8)

    def test_without_noise_it_is_the_curve(self):
        found = told(cosinor(hourly(7), curve(hourly(7), 36.8, 0.4, 1020)))
        assert found.amplitude is not None
        assert found.acrophase is not None
        for one, value in ((found.mesor, 36.8), (found.amplitude, 0.4), (found.acrophase, 1020)):
            assert (one.value, one.low, one.high) == pytest.approx((value,) * 3, abs=1e-6)

    def test_means_of_hours_tell_the_same_as_their_readings(self):
        wall = np.arange(14 * 288) * (DAY // 288)
        value = curve(wall, 70, 8, 850)
        means = value.reshape(-1, 12).mean(axis=1)
        middles = wall.reshape(-1, 12).mean(axis=1).astype(np.int64)
        found = told(cosinor(middles, means, HOUR))
        assert found.amplitude is not None
        assert found.amplitude.value == pytest.approx(8, rel=1e-4)

    def test_an_hour_of_many_readings_weighs_like_others(self):
        """A workout with a reading a second says no more of the level of a day."""
        wall = hourly(8)
        value = curve(wall, 70, 5, 900)
        workout = 18 * HOUR + np.arange(1, 3000) * 1000
        more = told(cosinor(np.concatenate((wall, workout)),
                            np.concatenate((value, np.full(2999, 150.0)))))  # fmt: skip
        assert more.mesor.value < 71

    @given(st.integers(0, 1439))
    @settings(max_examples=30, deadline=None)
    def test_peak_is_found_at_any_time_of_day(self, peak: int):
        rng = np.random.default_rng(peak)
        value = curve(hourly(9), 70, 5, peak) + rng.normal(0, 0.5, 9 * 24)
        found = told(cosinor(hourly(9), value)).acrophase
        assert found is not None
        assert min(found.low, found.value, found.high) >= 0
        assert max(found.low, found.value, found.high) < 1440
        assert apart(found.value, peak) < 20


def persons(noise_lasts: bool) -> dict[str, float]:
    """Share of 500 simulated persons, in %, whose true figures lie inside their intervals."""
    rng = np.random.default_rng(2024)
    held = dict.fromkeys(("mesor", "amplitude", "acrophase"), 0)
    for _ in range(500):
        days = int(rng.integers(10, 29))
        level, height = rng.uniform(55, 80), rng.uniform(6, 14)
        peak = rng.uniform(0, 1440)
        wall = np.sort(rng.choice(days * 96, days * 20, replace=False)) * (DAY // 96)
        value = curve(wall, level, height, peak) + rng.normal(0, 5, len(wall))
        if noise_lasts:
            value += (
                rng.normal(0, 3, days)[wall // DAY] + rng.normal(0, 3, days * 6)[wall // (4 * HOUR)]
            )
        found = told(cosinor(wall, value))
        assert found.amplitude is not None
        assert found.acrophase is not None
        held["mesor"] += found.mesor.low <= level <= found.mesor.high
        held["amplitude"] += found.amplitude.low <= height <= found.amplitude.high
        since, until = ((each - peak + 720) % 1440 - 720
                        for each in (found.acrophase.low, found.acrophase.high))  # fmt: skip
        held["acrophase"] += since <= 0 <= until
    return {name: n / 5 for name, n in held.items()}


@pytest.mark.parametrize("noise_lasts", [False, True])
def test_intervals_hold_the_truth_as_often_as_they_say(noise_lasts: bool):
    for figure, share in persons(noise_lasts).items():
        assert 93 <= share <= 97, figure


def test_no_rhythm_is_told_where_there_is_none():
    rng = np.random.default_rng(7)
    shown = sum(
        told(cosinor(hourly(14), rng.normal(70, 5, 14 * 24))).amplitude is not None
        for _ in range(200)
    )
    assert shown <= 20


class TestWithheld:
    def test_of_nothing(self):
        assert cosinor([], []) == Withheld(7, 0, "too-few-days")

    def test_of_one_reading(self):
        assert cosinor([5], [70.0]) == Withheld(7, 1, "too-few-days")

    def test_six_days_are_too_few(self):
        assert cosinor(hourly(6), hourly(6) % 7) == Withheld(7, 6, "too-few-days")

    @pytest.mark.parametrize(("hours", "enough"), [(17, False), (18, True)])
    def test_three_quarters_of_the_day(self, hours: int, enough: bool):
        wall = np.array([d * DAY + h * HOUR for d in range(10) for h in range(6, 6 + hours)])
        found = cosinor(wall % (20 * DAY), curve(wall, 70, 5, 900))
        if enough:
            assert told(found).hours == 18
        else:
            assert found == Withheld(18, 17, "hours-uncovered")

    def test_one_wakeful_night_covers_no_nights(self):
        by_day = [d * DAY + h * HOUR for d in range(10) for h in range(7, 23)]
        night = [3 * DAY + h * HOUR for h in range(7)]
        assert covered_hours(sorted(by_day + night)) == 16

    def test_values_that_never_change_have_a_level_alone(self):
        found = told(cosinor(hourly(8), np.full(8 * 24, 36.6)))
        assert (found.mesor.value, found.mesor.low, found.mesor.high) == pytest.approx((36.6,) * 3)
        assert (found.amplitude, found.acrophase, found.p) == (None, None, 1.0)

    def test_limits_are_three_quarters_and_a_week(self):
        assert daily_rhythm.LEAST_HOURS / 24 == 0.75
