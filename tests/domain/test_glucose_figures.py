"""Glucose figures worked by hand, and what holds of any readings."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.glucose import (
    ADULT,
    MG_DL_PER_MMOL_L,
    OLDER,
    PREGNANCY,
    band,
    estimated_a1c,
    own_ranges,
)
from healthdesk.domain.glucose_figures import (
    Trace,
    conga,
    cv,
    even_step,
    figures,
    grade,
    grade_shares,
    grid,
    hbgi,
    j_index,
    lability,
    lbgi,
    mage,
    mean,
    median,
    modd,
    sd,
    shares,
    tight,
)
from tests.glucose_traces import DAY, HOUR, MINUTE, MONDAY, evenly, reading, sensor, told

DAY_STEPS = 288


def array(*values):
    return np.array(values, dtype=float)


class TestLevels:
    def test_of_readings_worked_by_hand(self):
        values = array(50, 60, 100, 190, 300)
        assert (mean(values), median(values)) == (140, 100)
        # Squares of −90, −80, −40, 50, 160 are 44 200 in all; over 4 that is 11 050.
        assert sd(values) == pytest.approx(math.sqrt(11_050))
        assert cv(values) == pytest.approx(math.sqrt(11_050) / 1.4)
        assert j_index(values) == pytest.approx(0.001 * (140 + 105.118980208) ** 2)

    def test_of_one_reading_there_is_a_mean_and_no_spread(self):
        one = array(120)
        assert (mean(one), median(one), sd(one), cv(one), j_index(one)) == (120, 120, *[None] * 3)

    def test_hba1c_of_the_paper(self):
        # Nathan 2008, table 2: 126, 154, 183, 212 and 240 mg/dL go with 6 to 10 %.
        found = [round(estimated_a1c(level), 1) for level in (126, 154, 183, 212, 240)]
        assert found == [6.0, 7.0, 8.0, 9.0, 10.0]


class TestRisk:
    def test_scale_has_its_ends_and_its_zero_where_the_paper_sets_them(self):
        # Kovatchev: 20 and 600 mg/dL weigh 100, 112.5 nothing.
        assert lbgi(array(20)) == pytest.approx(100, abs=0.1)
        assert hbgi(array(600)) == pytest.approx(100, abs=0.1)
        assert lbgi(array(112.5)) == pytest.approx(0, abs=1e-6)
        assert hbgi(array(112.5)) == 0

    def test_each_reading_weighs_on_its_side_and_counts_on_both(self):
        assert lbgi(array(20, 600)) == pytest.approx(50, abs=0.05)
        assert hbgi(array(20, 600)) == pytest.approx(50, abs=0.05)

    def test_grade_by_hand(self):
        # 180 mg/dL is 10 times 18: log10(10) = 1, log10(1) = 0, 425 × 0.16² = 10.88.
        assert grade(array(180)) == pytest.approx(10.88)
        # Of 40 mg/dL: log10(2.2222) = 0.34679, its logarithm −0.45994, 425 × 0.29994² = 38.24.
        assert grade(array(40)) == pytest.approx(38.24, abs=0.02)

    def test_grade_is_capped_also_where_its_logarithm_ends(self):
        assert grade(array(10, 18, 25, 900)) == 50

    def test_shares_of_grade_are_of_the_whole(self):
        lows, inside, highs = told(grade_shares(array(40, 100, 180)))
        assert lows + inside + highs == pytest.approx(100)
        whole = 3 * told(grade(array(40, 100, 180)))
        assert highs == pytest.approx(10.88 / whole * 100)
        assert grade_shares(array()) is None


class TestRanges:
    @pytest.mark.parametrize("ranges", [ADULT, OLDER, PREGNANCY, own_ranges(80, 150, "mg/dL")])
    @pytest.mark.parametrize("unit", ["mg/dL", "mmol/L"])
    def test_shares_are_the_bands_of_the_single_readings(self, ranges, unit):
        every = [40, 54, 62, 63, 69, 70, 80, 140, 141, 150, 151, 180, 181, 250, 251, 400]
        values = every if unit == "mg/dL" else [round(v / MG_DL_PER_MMOL_L, 1) for v in every]
        readings = evenly(values, unit=unit)
        readings += [reading(MONDAY + DAY, values[0], unit, "<")]
        readings += [reading(MONDAY + DAY + HOUR, values[-1], unit, ">")]
        found = told(shares(Trace.of(readings), ranges))
        for name, share in found.items():
            single = [r for r in readings if band(r.given, unit, r.comparator, ranges) == name]
            assert share == pytest.approx(len(single) / len(readings) * 100), name

    def test_pregnancy_has_limits_of_its_own_and_no_second_level_above(self):
        found = told(shares(Trace.of(evenly([53, 54, 62, 63, 140, 141, 300])), PREGNANCY))
        seventh = pytest.approx(100 / 7)
        assert found["very-low"] == seventh
        assert found["low"] == pytest.approx(200 / 7)
        assert found["high"] == pytest.approx(200 / 7)
        assert found["very-high"] == 0

    def test_own_limits_are_printed_anew_in_the_other_unit(self):
        own = own_ranges(72, 144, "mg/dL")
        assert (own.limits["mmol/L"].low, own.limits["mmol/L"].high) == (4.0, 8.0)
        own = own_ranges(4.0, 8.0, "mmol/L")
        assert (own.limits["mg/dL"].low, own.limits["mg/dL"].high) == (72, 144)

    @pytest.mark.parametrize(("low", "high"), [(140, 70), (100, 100), (-1, 100)])
    def test_own_limits_must_ascend(self, low, high):
        with pytest.raises(ValueError, match="ascend"):
            own_ranges(low, high, "mg/dL")

    def test_tight_range_is_closed_as_printed_in_the_unit_given(self):
        readings = evenly([69, 70, 140, 141]) + [
            reading(MONDAY + HOUR + n * MINUTE * 5, v, "mmol/L")
            for n, v in enumerate((3.8, 3.9, 7.8, 7.9))
        ]
        assert tight(Trace.of(readings)) == 50

    def test_low_and_high_count_in_ranges_and_never_in_means(self):
        known = evenly([100, 110, 120])
        beyond = [reading(MONDAY + HOUR, 40, comparator="<"),
                  reading(MONDAY + 2 * HOUR, 400, comparator=">")]  # fmt: skip
        with_them, without = figures(Trace.of(known + beyond)), figures(Trace.of(known))
        for name in ("mean", "median", "sd", "cv", "j_index", "lbgi", "hbgi", "grade"):
            assert getattr(with_them, name) == getattr(without, name), name
        assert (with_them.n, with_them.censored) == (5, 2)
        bands = told(with_them.shares)
        assert bands["very-low"] == bands["very-high"] == 20


class TestDuplicates:
    def test_of_one_source_the_last_in_a_minute_counts(self):
        first = reading(MONDAY, 100, source="a")
        again = reading(MONDAY + 30_000, 104, source="a")
        assert Trace.of([again, first]).mg_dl.tolist() == [104]

    def test_the_same_told_by_two_sources_counts_once(self):
        pair = [reading(MONDAY, 100, source="a"), reading(MONDAY + 10_000, 100, source="b")]
        assert Trace.of(pair).n == 1

    def test_two_sensors_that_differ_both_count(self):
        pair = [reading(MONDAY, 100, source="a"), reading(MONDAY, 107, source="b")]
        assert Trace.of(pair).n == 2

    def test_every_reading_twice_changes_no_figure(self):
        once = [dataclasses.replace(r, source="a") for r in sensor(2, seed=1)]
        twice = once + [dataclasses.replace(r, source="b") for r in once]
        assert figures(Trace.of(twice)) == figures(Trace.of(once))


class TestGrid:
    @pytest.mark.parametrize(
        ("minutes", "step"),
        [(0.2, 1), (1, 1), (5, 5), (4.98, 5), (7, 5), (8, 8), (13, 15), (14, 15), (15, 15),
         (22, 20), (45, 45), (46, None), (240, None)],
    )  # fmt: skip
    def test_steps_divide_the_day(self, minutes, step):
        assert even_step(minutes) == step

    def test_lines_are_drawn_between_readings_up_to_45_minutes_apart(self):
        times = ((5, 100), (50, 190), (96, 100), (101, 105))
        found = told(grid(Trace.of([reading(MONDAY + n * MINUTE, v) for n, v in times]), 5))
        # To minute 50 in tens; 46 minutes without; at minute 100 the last line is at 104.
        expected = [100 + 10 * n for n in range(10)] + [math.nan] * 9 + [104, math.nan]
        assert found.values.tolist() == pytest.approx(expected, nan_ok=True)
        assert found.at(0) == MONDAY + 5 * MINUTE

    def test_change_of_clocks_moves_nothing(self):
        readings = sensor(4, seed=3)
        turned = [
            dataclasses.replace(r, offset=60 if n > 500 else 0) for n, r in enumerate(readings)
        ]
        before, after = figures(Trace.of(readings)), figures(Trace.of(turned))
        for name in ("mean", "mage", "modd", "conga", "lability"):
            assert getattr(before, name) == getattr(after, name), name


class TestSwings:
    def test_days_that_differ_by_20_all_along(self):
        even = grid(Trace.of(evenly([100] * DAY_STEPS + [120] * DAY_STEPS)))
        assert modd(even) == 20
        assert conga(even) == 0

    def test_conga_of_hours_by_hand(self):
        # Up 12 an hour, one mg/dL a reading: after an hour always the same difference.
        even = grid(Trace.of(evenly(range(100, 220))))
        assert conga(even, 1) == pytest.approx(0)
        # 100 for an hour, 140 for the next, from 00:05: an hour on always ±40, eleven times up
        # and ten times down for each of the 12 places of the hour.
        values = ([100] * 12 + [140] * 12) * 11
        even = grid(Trace.of(evenly(values, start=MONDAY + 5 * MINUTE)))
        changes = [40] * 11 * 12 + [-40] * 10 * 12
        assert conga(even, 1) == pytest.approx(sd(array(*changes)))
        assert conga(even, 2) == pytest.approx(0)

    def test_mage_of_a_triangle_is_its_height(self):
        # Two hours from 100 up to 196, two down: every excursion is 96. The grid begins after
        # midnight.
        wave = [*range(100, 196, 4), *range(196, 100, -4)] * 6 + [100]
        even = grid(Trace.of(evenly(wave, start=MONDAY + 5 * MINUTE)))
        assert mage(even) == pytest.approx(96)
        assert mage(even, "rises") == mage(even, "falls") == pytest.approx(96)

    def test_small_ripples_are_no_excursions(self):
        # A ripple of 10 on a triangle of 96 is far below its SD of some 28.
        wave = [*range(100, 196, 4), *range(196, 100, -4)] * 6
        ripple = [v + (5 if n % 12 < 6 else -5) for n, v in enumerate(wave)]
        assert mage(grid(Trace.of(evenly(ripple)))) == pytest.approx(96, abs=11)

    def test_stretches_apart_weigh_by_their_length(self):
        def wave(height, times, start):
            values = [*range(100, 100 + 24 * height, height)]
            values += [*range(100 + 24 * height, 100, -height)]
            return evenly(values * times + [100], start=start)

        low, high = wave(2, 4, MONDAY + 5 * MINUTE), wave(5, 2, MONDAY + 2 * DAY + 5 * MINUTE)
        apart = [mage(grid(Trace.of(part), 5)) for part in (low, high)]
        assert apart == [pytest.approx(48), pytest.approx(120)]
        both = mage(grid(Trace.of(low + high), 5))
        assert both == pytest.approx((48 * 2 + 120) / 3)

    def test_lability_of_hourly_readings_by_hand(self):
        # 5 and 7 mmol/L in turn: 4 (mmol/L)² an hour, 168 times a week.
        hourly = evenly([5, 7] * 84 + [5], minutes=60, unit="mmol/L")
        assert lability(Trace.of(hourly)) == pytest.approx(4 * 168)

    def test_lability_passes_over_readings_between_and_over_long_breaks(self):
        ends = [reading(MONDAY, 5, "mmol/L"), reading(MONDAY + HOUR, 7, "mmol/L")]
        between = [reading(MONDAY + 30 * MINUTE, 20, "mmol/L")]
        after = [reading(MONDAY + 14 * HOUR, 15, "mmol/L")]
        assert lability(Trace.of(ends + between + after)) == pytest.approx(4 * 168)
        assert lability(Trace.of(ends[:1] + after)) is None


class TestAnyReadings:
    readings = st.lists(
        st.builds(
            lambda minute, value, comparator, offset: reading(
                MONDAY + minute * MINUTE, value, comparator=comparator, offset=offset
            ),
            st.integers(0, 4 * 24 * 60),
            st.integers(10, 1000).map(float),
            st.sampled_from(["", "", "", "<", ">"]),
            st.sampled_from([0, 60, -600]),
        ),
        max_size=60,
    )

    @settings(deadline=None)
    @given(readings)
    def test_figures_are_finite_or_withheld_in_any_order(self, readings):
        found = figures(Trace.of(readings))
        for field in dataclasses.fields(found):
            value = getattr(found, field.name)
            assert not isinstance(value, float) or math.isfinite(value), field.name
        if readings:
            assert sum(told(found.shares).values()) == pytest.approx(100)
        for name in ("lbgi", "hbgi", "grade", "mage", "modd", "conga", "lability", "sd"):
            assert (getattr(found, name) or 0) >= 0, name

    def test_of_none_nothing_is_told(self):
        found = figures(Trace.of([]))
        assert (found.n, found.coverage.days) == (0, 0)
        told = {field.name for field in dataclasses.fields(found)
                if getattr(found, field.name) is not None}  # fmt: skip
        assert told == {"n", "censored", "coverage"}

    def test_constants_have_no_spread_and_no_excursions(self):
        found = figures(Trace.of(evenly([100] * 3 * DAY_STEPS)))
        assert (found.sd, found.cv, found.modd, found.conga, found.lability) == (0, 0, 0, 0, 0)
        assert found.mage is None
        assert told(found.shares)["in-range"] == 100

    def test_the_unit_readings_came_in_changes_no_figure(self):
        in_mmol = [
            reading(r.recorded_at, round(r.mg_dl / MG_DL_PER_MMOL_L, 1), "mmol/L")
            for r in sensor(3, seed=4)
        ]
        in_mg = [reading(r.recorded_at, r.mg_dl) for r in in_mmol]
        found, expected = figures(Trace.of(in_mmol)), figures(Trace.of(in_mg))
        for name in ("mean", "sd", "lbgi", "grade", "mage", "modd", "conga", "lability"):
            assert getattr(found, name) == pytest.approx(getattr(expected, name)), name

    def test_readings_of_a_meter_have_levels_and_no_swings(self):
        meter = evenly([90, 140, 120, 180] * 20, minutes=6 * 60)
        found = figures(Trace.of(meter))
        assert found.mean == 132.5
        assert (found.mage, found.modd, found.conga) == (None, None, None)
        assert not found.coverage.sufficient
