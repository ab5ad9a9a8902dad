from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.glucose import BANDS, Reading, band, coverage, distinct, gmi, summary

MINUTE, DAY = 60_000, 86_400_000


def reading(at, value, unit="mg/dL", comparator=""):
    mg_dl = value if unit == "mg/dL" else value * 18.01559
    return Reading(at, 0, value, unit, mg_dl, comparator)


def every(minutes, days, value=100.0):
    return [reading(n * minutes * MINUTE, value) for n in range(days * 24 * 60 // minutes)]


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        (53, "mg/dL", "very-low"), (54, "mg/dL", "low"), (69, "mg/dL", "low"),
        (70, "mg/dL", "in-range"), (180, "mg/dL", "in-range"), (181, "mg/dL", "high"),
        (250, "mg/dL", "high"), (251, "mg/dL", "very-high"),
        (2.9, "mmol/L", "very-low"), (3.0, "mmol/L", "low"), (3.8, "mmol/L", "low"),
        (3.9, "mmol/L", "in-range"), (10.0, "mmol/L", "in-range"), (10.1, "mmol/L", "high"),
        (13.9, "mmol/L", "high"), (14.0, "mmol/L", "very-high"),
    ],
)  # fmt: skip
def test_bands_end_where_the_consensus_prints_them_in_either_unit(value, unit, found):
    assert band(value, unit) == found


def test_low_and_high_of_a_sensor_are_beyond_the_last_limit():
    assert band(40, "mg/dL", "<") == "very-low"
    assert band(400, "mg/dL", ">") == "very-high"


def test_shares_mean_spread_and_gmi_of_hand_worked_readings():
    found = summary([reading(n * 5 * MINUTE, v) for n, v in enumerate((50, 60, 100, 190, 300))])
    assert dict(found.shares) == dict.fromkeys(BANDS, 20.0)
    assert (found.below, found.above) == (40.0, 40.0)
    assert found.mean == 140.0
    # Squares of −90, −80, −40, 50, 160 are 44 200 in all; over 4 that is 11 050.
    assert found.sd == pytest.approx(math.sqrt(11_050))
    assert found.cv == pytest.approx(math.sqrt(11_050) / 1.4)
    assert found.gmi == pytest.approx(6.6588)


def test_gmi_of_the_paper():
    # Bergenstal 2018, table 1: 154 mg/dL is 7.0 %.
    assert round(gmi(154), 1) == 7.0


def test_censored_readings_count_in_the_bands_alone():
    found = summary([reading(0, 400, comparator=">"), reading(5 * MINUTE, 100)])
    assert found.shares["very-high"] == 50.0
    assert (found.mean, found.sd) == (100.0, None)
    assert summary([reading(0, 400, comparator=">")]).gmi is None


class TestCoverage:
    def test_a_sensor_worn_for_two_weeks_is_enough(self):
        assert coverage(every(5, 14)).sufficient
        assert coverage(every(15, 14)).sufficient

    def test_thirteen_days_are_not(self):
        assert not coverage(every(5, 13)).sufficient

    def test_seventy_in_a_hundred_are_needed(self):
        days = [r for r in every(5, 20) if r.recorded_at % DAY < 0.69 * DAY]
        assert not coverage(days).sufficient
        days = [r for r in every(5, 20) if r.recorded_at % DAY < 0.71 * DAY]
        assert coverage(days).sufficient

    def test_a_meter_never_is(self):
        found = coverage(every(8 * 60, 90))
        assert found.days == 90
        assert found.share < 4

    def test_the_same_minute_counts_once(self):
        once = every(5, 14)
        assert coverage([*once, *once]) == coverage(once)

    @pytest.mark.parametrize(("later", "hours"), [(60, 23), (-60, 25)])
    def test_days_of_changed_clocks_are_as_long_as_they_were(self, later, hours):
        """Fourteen days; clocks change at noon of the eighth by so many minutes."""
        noon = (7 * 24 + 12) * 60
        length = 13 * 24 * 60 + hours * 60
        every_five = [
            Reading(n * MINUTE, later if n >= noon else 0, 100.0, "mg/dL", 100.0)
            for n in range(0, length, 5)
        ]
        assert coverage(every_five).share == 100
        assert coverage(every_five).days == 14
        some = [one for n, one in enumerate(every_five) if n % 10 < 7]
        assert coverage(some).share == pytest.approx(100 * len(some) * 5 / length)
        assert coverage(some).sufficient
        assert not coverage(some[:400] + some[402:]).sufficient

    def test_a_journey_makes_the_day_longer_or_shorter(self):
        """Nine hours to the west: the day of the flight has 33."""
        length = 14 * 24 * 60 + 9 * 60
        flown = [
            Reading(n * MINUTE, 0 if n < 600 else -540, 100.0, "mg/dL", 100.0)
            for n in range(0, length, 5)
        ]
        assert coverage(flown).days == 14
        assert coverage(flown[::2]).share == pytest.approx(100)
        assert coverage(flown[: len(flown) // 2] + flown[-1:]).share == pytest.approx(50, abs=0.1)

    def test_a_meter_is_told_from_a_sensor_that_lost_readings(self):
        assert coverage(every(240, 14)).by_meter
        assert not coverage(every(15, 3)[::3]).by_meter
        assert coverage(every(15, 3)[::4]).by_meter
        assert coverage(every(240, 14)[:10]).by_meter
        assert not coverage(every(240, 14)[:9]).by_meter
        assert not coverage([reading(0, 100)]).by_meter


class TestDistinct:
    """Two ways of one sensor, named `a` and `b`."""

    def told(self, *readings):
        return [(r.recorded_at, r.given, r.source) for r in distinct(readings)]

    def both(self, at, value, source, unit="mg/dL"):
        mg_dl = value if unit == "mg/dL" else value * 18.01559
        return Reading(at, 0, value, unit, mg_dl, "", source)

    def test_the_first_of_a_minute_stands_for_both_whatever_came_in_first(self):
        one, two = self.both(13_000, 160, "a"), self.both(0, 160, "b")
        assert self.told(one, two) == self.told(two, one) == [(0, 160, "b")]

    def test_one_value_told_in_both_units_is_one(self):
        """100 mg/dL are 5.55 mmol/L: shown as 5.6, which is 100.9."""
        found = distinct([self.both(0, 5.6, "a", "mmol/L"), self.both(0, 100, "b")])
        assert [(r.given, r.unit) for r in found] == [(100, "mg/dL")]

    def test_two_sensors_that_differ_both_count(self):
        assert len(self.told(self.both(0, 100, "a"), self.both(0, 101, "b"))) == 2

    def test_of_one_source_the_last_of_a_minute_counts(self):
        found = self.told(self.both(0, 100, "a"), self.both(30_000, 140, "a"))
        assert found == [(30_000, 140, "a")]


def test_nothing_has_no_figures():
    assert summary([]) is None


@given(st.lists(st.floats(10, 1000), min_size=1, max_size=50))
def test_the_shares_make_a_whole(values):
    found = summary([reading(n * MINUTE, value) for n, value in enumerate(values)])
    assert sum(found.shares.values()) == pytest.approx(100)
    assert found.coverage.share <= 100
