from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.blood_pressure import (
    DayNight,
    Lack,
    Mean,
    Reading,
    Rise,
    by_setting,
    day_night,
    morning_rise,
    summary,
    variabilities,
    variability,
    watched_nights,
)

approx: Any = pytest.approx

HOUR = 3_600_000


def at(day, hour, systolic, diastolic):
    return Reading(day * 24 * HOUR + round(hour * HOUR), systolic, diastolic)


def test_means_of_all_of_mornings_and_of_evenings():
    found = summary(
        [at(0, 7, 130, 80), at(0, 20, 120, 70), at(1, 11.99, 140, 90), at(1, 14, 150, 100)]
    )
    assert found.mean == Mean(135, 85, 4)
    assert found.morning == Mean(135, 85, 2)
    assert found.evening == Mean(120, 70, 1)
    assert found.days == 2


@pytest.mark.parametrize(
    ("readings", "enough"),
    [
        ([at(0, 8, 130, 80)], False),
        ([at(0, 8, 130, 80), at(0, 20, 130, 80), at(0, 21, 130, 80)], False),
        ([at(0, 8, 130, 80), at(1, 8, 130, 80)], True),
    ],
)
def test_a_class_needs_readings_on_two_days(readings, enough):
    assert summary(readings).sufficient is enough


def test_pulse_and_mean_arterial_pressure():
    mean = Mean(130, 82, 4)
    assert mean.pulse_pressure == 48
    assert mean.arterial == pytest.approx(98)


@pytest.mark.parametrize(
    ("tags", "setting"),
    [
        ((), "home"),
        (("after-coffee",), "home"),
        (("office",), "office"),
        (("24h", "protocol"), "24h"),
        (("home", "office"), "home"),
    ],
)
def test_a_tag_says_where_a_reading_was_taken(tags, setting):
    reading = Reading(0, 120, 80, tags)
    assert list(by_setting([reading], "home")) == [setting]


class TestDayAndNight:
    def recording(self, by_day=20, by_night=7, night=(110, 65)):
        return [at(0, 9 + n * 0.5, 130, 80) for n in range(by_day)] + [
            at(1, 1 + n * 0.5, *night) for n in range(by_night)
        ]

    def test_the_night_lies_below_the_day(self):
        found = day_night(self.recording())
        assert found.day == Mean(130, 80, 20)
        assert found.night == Mean(110, 65, 7)
        assert found.systolic_dip == pytest.approx(20 / 130 * 100)
        assert found.diastolic_dip == pytest.approx(15 / 80 * 100)
        assert found.dip == "dipping"

    @pytest.mark.parametrize(
        ("night", "dip"),
        [(79.9, "extreme"), (80, "dipping"), (89.9, "dipping"), (90, "reduced"), (99.9, "reduced"),
         (100, "rising"), (105, "rising")],
    )  # fmt: skip
    def test_kinds_of_dip(self, night, dip):
        assert DayNight(Mean(100, 70, 20), Mean(night, 60, 7)).dip == dip

    @pytest.mark.parametrize("day", [350, 380, 400])
    def test_a_tenth_is_no_more_than_a_tenth_whatever_the_division_leaves(self, day):
        found = DayNight(Mean(day / 3, 70, 20), Mean(day * 0.9 / 3, 60, 7))
        assert found.systolic_dip > 10
        assert found.dip == "reduced"

    @pytest.mark.parametrize(
        ("by_day", "by_night", "lack"),
        [
            (19, 7, Lack(20, 19, "day-readings")),
            (20, 6, Lack(7, 6, "night-readings")),
            (0, 0, Lack(20, 0, "day-readings")),
        ],
    )
    def test_too_few_readings_tell_nothing(self, by_day, by_night, lack):
        assert day_night(self.recording(by_day, by_night)) == lack

    def test_going_to_bed_and_getting_up_belong_to_neither(self):
        between = [at(0, 21.5, 200, 120), at(1, 0.5, 200, 120), at(1, 7, 200, 120)]
        assert day_night(self.recording() + between) == day_night(self.recording())


class TestMorningRise:
    def night(self, day, *systolic):
        return [at(day, 1 + n * 0.5, s, 60) for n, s in enumerate(systolic)]

    def test_from_the_trough_to_the_hours_of_rising(self):
        found = morning_rise(
            [*self.night(1, 120, 110, 100, 104, 112, 120, 118), at(1, 6.5, 130, 80),
             at(1, 8, 134, 80), at(1, 10, 190, 100)]
        )  # fmt: skip
        # 132 less the mean of 110, 100 and 104.
        assert found == Rise(approx(132 - 314 / 3), 1)

    def test_a_trough_at_the_edge_has_its_neighbours_inside_the_night(self):
        found = morning_rise(
            [*self.night(1, 100, 103, 106, 120, 120, 120, 120), at(1, 7, 130, 80),
             at(1, 8, 130, 80)]
        )  # fmt: skip
        assert found == Rise(approx(130 - 103), 1)

    def test_nights_are_averaged_and_poor_ones_left_out(self):
        rich = [
            r
            for day in (1, 2)
            for r in (
                *self.night(day, 100, 100, 100, 100),
                at(day, 7, 110 + 10 * day, 80),
                at(day, 8, 110 + 10 * day, 80),
            )
        ]
        poor = [*self.night(3, 60, 60), at(3, 7, 200, 80), at(3, 8, 200, 80), at(4, 7, 200, 80)]
        assert morning_rise(rich + poor) == Rise(approx(25), 2)

    def test_what_is_lacking(self):
        assert morning_rise([]) == Lack(7, 0, "night-readings")
        assert morning_rise(self.night(1, *[100] * 7)) == Lack(1, 0, "nights")


class TestVariability:
    def test_by_hand(self):
        found = variability([120, 130, 125, 145])
        # Deviations from 130: -10, 0, -5, 15; squares 350; steps 10, 5, 20.
        assert found.sd == pytest.approx((350 / 3) ** 0.5)
        assert found.cv == pytest.approx((350 / 3) ** 0.5 / 130 * 100)
        assert found.arv == pytest.approx(35 / 3)
        assert found.n == 4

    def test_one_value_has_none(self):
        with pytest.raises(ValueError, match="two values"):
            variability([120])

    @settings(deadline=None)
    @given(st.lists(st.floats(30, 300), min_size=2, max_size=40), st.floats(-20, 20))
    def test_a_shift_changes_neither_deviation_nor_steps(self, values, shift):
        one, other = variability(values), variability([v + shift for v in values])
        assert other.sd == pytest.approx(one.sd, abs=1e-6)
        assert other.arv == pytest.approx(one.arv, abs=1e-6)

    def test_at_home_days_are_compared(self):
        readings = [at(day, hour, 120 + 2 * day, 80) for day in range(7) for hour in (7, 20)]
        found: Any = variabilities(readings, "home")
        systolic, diastolic = found
        assert (systolic.n, systolic.arv) == (7, pytest.approx(2))
        assert (diastolic.sd, diastolic.arv) == (0, 0)

    def test_six_days_are_not_enough(self):
        readings = [at(day, hour, 120, 80) for day in range(6) for hour in (7, 8, 20)]
        assert variabilities(readings, "home") == Lack(7, 6, "too-few-days")

    def test_a_recording_counts_readings(self):
        readings = [at(0, n * 0.5, 120 + n % 2, 80) for n in range(27)]
        found: Any = variabilities(readings, "24h")
        assert found[0].arv == pytest.approx(1)
        assert variabilities(readings[:26], "24h") == Lack(27, 26, "too-few-readings")


def test_the_hour_is_that_of_the_clock_where_the_reading_was_taken():
    # 03:30 UTC, half past five in Berlin's summer: a morning there.
    found = summary([Reading.at(round(3.5 * HOUR), 120, 120, 80)])
    assert found.morning == Mean(120, 80, 1)


def test_nothing_has_no_mean():
    assert summary([]) is None


def test_single_nights_of_many_months_are_no_recording():
    spot = [at(70 * n, 3, 130, 85) for n in range(30)]
    assert watched_nights(spot) == Lack(7, 1, "nights-apart")
    close = [at(2200 + n, 3, 118, 70) for n in range(7)]
    assert watched_nights([*spot, *close]) == close
    assert watched_nights(spot[:6]) == spot[:6]


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), max_size=30))
def test_a_week_of_nights_is_the_newest_with_enough(days: list[int]):
    found = watched_nights([at(day, 2, 120, 70) for day in days])
    starts = [d for d in days if sum(d - 7 < other <= d for other in days) >= 7]
    if len(days) < 7:
        assert not isinstance(found, Lack)
        assert len(found) == len(days)
    elif not starts:
        assert isinstance(found, Lack)
        assert found.have < found.need == 7
    else:
        assert not isinstance(found, Lack)
        assert {r.day for r in found} == {d for d in days if max(starts) - 7 < d <= max(starts)}
