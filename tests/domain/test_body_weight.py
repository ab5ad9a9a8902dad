"""The trend of body weight is the one its source describes, on every rhythm of weighing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.body_weight import body_mass, rate_per_week, smoothed

ON = dt.date(2024, 2, 29)


class TestTrend:
    def test_moves_by_a_tenth_a_day(self):
        assert smoothed([0, 1, 2], [80, 81, 79]) == pytest.approx([80, 80.1, 79.99])

    @given(st.integers(1, 30))
    def test_a_gap_counts_as_if_the_scale_had_shown_the_same_each_day(self, gap: int):
        daily = smoothed(range(gap + 1), [80, *[84] * gap])
        assert smoothed([0, gap], [80, 84])[-1] == pytest.approx(daily[-1])

    @given(st.lists(st.floats(30, 200), min_size=1, max_size=50))
    def test_stays_between_what_the_scale_showed(self, values: list[float]):
        trend = smoothed(range(len(values)), values)
        assert min(values) - 1e-9 <= min(trend)
        assert max(trend) <= max(values) + 1e-9

    def test_of_nothing_there_is_none(self):
        assert smoothed([], []) == []


class TestRate:
    def test_is_that_of_the_last_four_weeks(self):
        days = list(range(100))
        trend = [90.0] * 60 + [90 - 0.1 * n for n in range(40)]
        assert rate_per_week(days, trend) == pytest.approx(-0.7)

    @pytest.mark.parametrize("days", [[1, 2, 20], [1, 2, 3, 14]])
    def test_needs_four_days_over_two_weeks(self, days: list[int]):
        assert rate_per_week(days, [80.0] * len(days)) is None
        assert rate_per_week([1, 2, 3, 15], [80.0] * 4) == 0


class TestBodyMass:
    @pytest.mark.parametrize(
        ("weight", "class_"),
        [(73.9, "underweight"), (74, "normal"), (99.9, "normal"), (100, "overweight"),
         (119.9, "overweight"), (120, "obese")],
    )  # fmt: skip
    def test_class_begins_where_it_says(self, weight: float, class_: str):
        found = body_mass(weight, 200, dt.date(1980, 1, 1), ON)
        assert found.index == pytest.approx(weight / 4)
        assert (found.class_, found.note) == (class_, "adult")

    @pytest.mark.parametrize(
        ("weight", "height", "index", "class_"),
        [(62.41, 158, 25, "overweight"), (72.075, 155, 30, "obese")],
    )
    def test_what_equals_a_limit_does_whatever_the_division_leaves(
        self, weight: float, height: float, index: float, class_: str
    ):
        found = body_mass(weight, height, dt.date(1980, 1, 1), ON)
        assert (found.index, found.class_) == (index, class_)

    @pytest.mark.parametrize(
        ("born", "note"),
        [(None, "age-unknown"), (dt.date(2004, 3, 1), "child"), (dt.date(2004, 2, 29), "adult"),
         (dt.date(1959, 3, 1), "adult"), (dt.date(1959, 2, 28), "older")],
    )  # fmt: skip
    def test_age_says_how_to_read_it(self, born: dt.date | None, note: str):
        found = body_mass(80, 180, born, ON)
        assert found.note == note
        assert (found.class_ is None) == (note in ("child", "age-unknown"))


def test_half_of_a_change_has_arrived_after_a_week():
    assert smoothed([0, 7], [0, 1])[1] == pytest.approx(0.52, abs=0.01)
