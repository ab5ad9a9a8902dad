"""Time in zones, active days and load, worked by hand."""

from __future__ import annotations

import pytest

from healthdesk.domain.activity_figures import ActiveDays, Load, active_days, load
from healthdesk.domain.heart_figures import highest_rate, time_in_zones

MINUTE = 60_000


@pytest.mark.parametrize(("age", "rate"), [(18, 195.4), (20, 194), (40, 180), (65, 162.5)])
def test_highest_rate_by_age(age: int, rate: float):
    assert highest_rate(age) == pytest.approx(rate)


def test_formula_is_one_of_adults():
    assert highest_rate(17) is None


class TestZones:
    def test_of_nothing(self):
        found = time_in_zones([], 180)
        assert (found.minutes, found.rest) == (0, 0)

    def test_one_rate_is_one_minute(self):
        found = time_in_zones([(0, 60.0)], 180)
        assert (found.minutes, found.rest) == (1, 1)

    def test_bounds_belong_to_the_zone_above(self):
        rates = [(n * MINUTE, rate) for n, rate in enumerate((99.9, 100, 120, 140, 160, 180, 210))]
        found = time_in_zones(rates, 200)
        assert (found.rest, [zone.minutes for zone in found.zones]) == (1, [1, 1, 1, 1, 2])
        assert [zone.low for zone in found.zones] == pytest.approx([100, 120, 140, 160, 180])
        assert [zone.high for zone in found.zones[:-1]] == pytest.approx([120, 140, 160, 180])
        assert found.zones[-1].high is None

    def test_rate_holds_five_minutes_at_most(self):
        found = time_in_zones([(0, 150.0), (3 * MINUTE, 60.0), (90 * MINUTE, 60.0)], 200)
        assert (found.zones[2].minutes, found.rest) == (3, 6)


class TestActivity:
    def test_active_days(self):
        totals = {1: 6999.0, 2: 7000.0, 3: 12000.0}
        assert active_days("steps", totals, 4) == ActiveDays(2, 3, 7000)
        assert active_days("steps", {}, 4) == ActiveDays(0, 0, 7000)
        assert active_days("distance", {1: 5.0}, 4) is None

    def test_pieces_that_add_up_to_the_threshold_reach_it(self):
        pieces = 5.1 + 11.2 + 13.7
        assert pieces < 30
        assert active_days("exercise-minutes", {1: pieces, 2: 29.99}, 3) == ActiveDays(1, 2, 30)

    def test_a_day_that_is_not_over_counts_once_it_is_reached(self):
        assert active_days("steps", {1: 8000.0, 2: 300.0}, 2) == ActiveDays(1, 1, 7000)
        assert active_days("steps", {1: 800.0, 2: 7300.0}, 2) == ActiveDays(1, 2, 7000)

    def test_load_is_of_two_times_that_do_not_overlap(self):
        totals = {day: 5000.0 if day <= 21 else 10_000.0 for day in range(1, 29)}
        found = load(totals, 28)
        assert found == Load(10_000, 5000)
        assert isinstance(found, Load)
        assert found.ratio == 2

    def test_days_without_are_left_out(self):
        totals = {day: 8000.0 for day in range(1, 29) if day % 4}
        assert load(totals, 28) == Load(8000, 8000)

    def test_nothing_before_has_no_ratio(self):
        found = load({day: 0.0 if day <= 21 else 3.0 for day in range(1, 29)}, 28)
        assert isinstance(found, Load)
        assert found.ratio is None

    @pytest.mark.parametrize("days", [range(0), range(28, 29), range(9, 29)])
    def test_too_few(self, days: range):
        found = load(dict.fromkeys(days, 1.0), 28)
        assert found == (sum(day > 21 for day in days), sum(day <= 21 for day in days))
