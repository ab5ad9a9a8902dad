"""The course of the day and the episodes, worked by hand."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.glucose import MG_DL_PER_MMOL_L, PREGNANCY, Ranges, own_ranges
from healthdesk.domain.glucose_figures import Trace
from healthdesk.domain.glucose_profile import (
    PERCENTILES,
    Episodes,
    Kind,
    Level,
    by_day,
    profile,
)
from healthdesk.domain.glucose_profile import episodes as episodes_or_none
from tests.glucose_traces import DAY, HOUR, MINUTE, MONDAY, evenly, reading, sensor, told

FINE = 100


def lows(pattern: str, value: float = 60, **more):
    """Five minutes a sign: `.` fine, `#` low, `-` no reading; from 00:05."""
    start = MONDAY + 5 * MINUTE
    return Trace.of(
        reading(start + n * 5 * MINUTE, value if sign == "#" else FINE, **more)
        for n, sign in enumerate(pattern)
        if sign != "-"
    )


def episodes(trace: Trace, *ranges: Ranges) -> Episodes:
    return told(episodes_or_none(trace, *ranges))


def found(pattern: str, kind: Kind = "hypo", level: Level = "1", **more):
    return [one.minutes for one in episodes(lows(pattern, **more)).of(kind, level)]


class TestEpisodes:
    @pytest.mark.parametrize(
        ("pattern", "minutes"),
        [
            ("....##....", []),  # ten minutes are none
            ("....###...", [15]),
            ("...###..###...", [40]),  # ten minutes back do not end it
            ("...###...###...", [15, 15]),
            ("...###..##...", [35]),  # what follows a pause need not be long itself
            ("...##..###...", [15]),  # what comes before it has to be
            ("...####", [20]),  # still going on
            ("...####..", [30]),
            ("###" + "-" * 10 + "###", [15, 15]),  # a gap ends it
            ("###" + "-" * 8 + "###", [70]),  # 45 minutes are drawn over
        ],
    )
    def test_lows_of_15_minutes_until_15_minutes_back(self, pattern, minutes):
        assert found(pattern) == minutes

    def test_level_two_lies_inside_level_one(self):
        every = episodes(lows("..####..", 50))
        one, two = every.of("hypo", "1"), every.of("hypo", "2")
        assert [e.minutes for e in one] == [e.minutes for e in two] == [30]
        assert not episodes(lows("..####..", 54)).of("hypo", "2")

    @pytest.mark.parametrize(("steps", "minutes"), [(24, []), (25, [125])])
    def test_extended_is_more_than_two_hours_in_one(self, steps, minutes):
        assert found("..." + "#" * steps + "...", level="extended") == minutes

    def test_highs(self):
        assert found("..###...", "hyper", value=181) == [15]
        assert found("..###...", "hyper", value=180) == []
        assert found("..###...", "hyper", "2", value=251) == [15]

    def test_what_an_episode_tells(self):
        values = [100, 100, 100, 60, 50, 64, 100, 100, 100]
        (one,) = episodes(Trace.of(evenly(values, start=MONDAY + HOUR))).of("hypo", "1")
        assert (one.started_at, one.ended_at) == (
            MONDAY + HOUR + 15 * MINUTE, MONDAY + HOUR + 30 * MINUTE
        )  # fmt: skip
        assert one.mean == pytest.approx(58)
        assert one.extreme == 50

    def test_days_are_those_of_readings(self):
        whole = episodes(lows("." * 285 + "###" + "-" * 288 + "." * 288))
        assert whole.days == pytest.approx(2)
        assert whole.a_day("hypo", "1") == pytest.approx(0.5)

    def test_a_sensor_that_says_low_is_in_a_hypo_of_the_second_level(self):
        readings = evenly([100, 100, 100]) + [
            reading(MONDAY + (15 + 5 * n) * MINUTE, 54, comparator="<") for n in range(3)
        ]
        assert len(episodes(Trace.of(readings)).of("hypo", "2")) == 1

    @pytest.mark.parametrize(("value", "count"), [(3.8, 1), (3.9, 0)])
    def test_limits_are_those_of_the_unit_given(self, value, count):
        readings = evenly([5.5, 5.5, 5.5, value, value, value, 5.5], unit="mmol/L")
        one = episodes(Trace.of(readings)).of("hypo", "1")
        assert len(one) == count
        assert all(e.extreme == pytest.approx(value * MG_DL_PER_MMOL_L, rel=1e-6) for e in one)

    def test_other_ranges_have_other_episodes(self):
        trace = lows("...###...", 150)
        assert not episodes(trace).of("hyper", "1")
        assert len(episodes(trace, PREGNANCY).of("hyper", "1")) == 1
        assert len(episodes(trace, own_ranges(70, 120, "mg/dL")).of("hyper", "1")) == 1
        assert not episodes(lows("...###...", 400), PREGNANCY).of("hyper", "2")

    def test_a_meter_has_no_episodes(self):
        assert episodes_or_none(Trace.of(evenly([50] * 9, minutes=240))) is None
        assert episodes_or_none(Trace.of(evenly([50]))) is None

    @settings(deadline=None)
    @given(st.text(".#-", max_size=80))
    def test_episodes_are_apart_and_begin_and_end_with_what_makes_them(self, pattern):
        every = episodes_or_none(lows(pattern))
        if every is None:
            return
        of_one = every.of("hypo", "1")
        assert all(e.minutes >= 15 and e.extreme < 70 for e in of_one)
        assert all(a.ended_at <= b.started_at for a, b in itertools.pairwise(of_one))


class TestProfile:
    def test_percentiles_by_the_time_of_day(self):
        # The same minute on five days: 100 to 140; of five ordered values the quarters are
        # the second and the fourth, 5 % lies a fifth of the way to the second.
        readings = [reading(MONDAY + day * DAY + 8 * HOUR, 100 + 10 * day) for day in range(5)]
        (point,) = (p for p in profile(Trace.of(readings)) if p.values)
        assert (point.minute, point.n) == (8 * 60 + 7.5, 5)
        assert point.values == pytest.approx((102, 110, 120, 130, 138))

    def test_a_reading_belongs_to_the_time_it_was_taken_at(self):
        readings = [reading(MONDAY + 12 * HOUR, 100, offset=-5 * 60)]
        (point,) = (p for p in profile(Trace.of(readings), 60) if p.values)
        assert point.minute == 7.5 * 60

    def test_the_day_changes_clocks_and_the_profile_stays_with_them(self):
        readings = [
            reading(MONDAY + day * DAY + (8 * HOUR if day < 7 else 7 * HOUR), 100,
                    offset=0 if day < 7 else 60)
            for day in range(14)
        ]  # fmt: skip
        assert [p.n for p in profile(Trace.of(readings)) if p.values] == [14]

    def test_a_wide_window_reaches_over_midnight(self):
        readings = [reading(MONDAY + 5 * MINUTE, 100), reading(MONDAY + DAY - 5 * MINUTE, 200)]
        points = {p.minute: p.n for p in profile(Trace.of(readings), 15, 60)}
        assert points[7.5] == points[24 * 60 - 7.5] == 2
        assert points[12 * 60 + 7.5] == 0

    @settings(deadline=None, max_examples=20)
    @given(st.integers(0, 10_000), st.sampled_from([5, 15, 60]), st.sampled_from([0, 45]))
    def test_percentiles_are_numpys_of_the_readings_inside(self, seed, step, more):
        trace = Trace.of(sensor(3, seed=seed, gaps=2, lost=0.1))
        times = trace.local % DAY / MINUTE
        for point in profile(trace, step, step + more):
            apart = np.abs((times - point.minute + 720) % 1440 - 720)
            half = (step + more) / 2
            inside = (apart < half) | ((apart == half) & (((times - point.minute) % 1440) > 720))
            values = trace.mg_dl[inside]
            assert point.n == len(values)
            if len(values):
                assert point.values == pytest.approx(np.percentile(values, PERCENTILES))

    @pytest.mark.parametrize(("step", "window"), [(7, 7), (0, 5), (15, 5), (15, 1441)])
    def test_steps_that_do_not_make_a_day_are_refused(self, step, window):
        with pytest.raises(ValueError, match="min"):
            profile(Trace.of([]), step, window)


class TestDays:
    def test_each_local_day_is_one_trace(self):
        readings = sensor(3, seed=1)
        days = by_day(Trace.of(readings))
        assert [d.day for d in days] == [MONDAY // DAY + n for n in range(3)]
        assert sum(len(d.mg_dl) for d in days) == len(readings)
        assert all(np.all(np.diff(d.minutes) > 0) and d.minutes[-1] < 1440 for d in days)

    def test_without_readings_there_is_no_day(self):
        assert by_day(Trace.of([])) == ()

    def test_the_hour_that_comes_twice_is_in_its_day_twice(self):
        summer = [dataclasses.replace(r, offset=120) for r in evenly([100] * 12)]
        winter = [
            dataclasses.replace(r, offset=60) for r in evenly([110] * 12, start=MONDAY + HOUR)
        ]
        (day,) = by_day(Trace.of(summer + winter))
        assert len(day.minutes) == 24
        assert len(set(day.minutes.tolist())) == 12
