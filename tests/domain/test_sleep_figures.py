"""Sleep by nights: the times of the clock where somebody slept, and figures worked by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import rollup, sleep_figures
from healthdesk.domain.rollup import ASLEEP, AWAKE, DEEP, IN_BED
from healthdesk.domain.sleep_figures import Night, Stage
from healthdesk.domain.times import clock, day_of, from_datetime

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
MONDAY = day_of(dt.date(2024, 3, 4))


def stage(day: int, since: float, until: float, code: int = ASLEEP, offset: int = 0,
          rank: int = 0) -> Stage:  # fmt: skip
    """From and to hours of the clock; before midnight negative."""
    at = day * DAY - offset * MINUTE
    return Stage(at + round(since * HOUR), at + round(until * HOUR), code, offset, rank)


def one(*stages: Stage) -> Night:
    (night,) = sleep_figures.nights(stages)
    return night


def even(days: int, since: float = -1, until: float = 7, first: int = MONDAY) -> list[Stage]:
    return [stage(first + n, since, until) for n in range(days)]


class TestNight:
    def test_of_nothing_there_is_none(self):
        assert sleep_figures.nights([]) == []
        assert sleep_figures.nights([stage(MONDAY, -1, 7, IN_BED)]) == []
        assert sleep_figures.nights([stage(MONDAY, 1, 1)]) == []

    def test_times_of_its_main_sleep(self):
        night = one(stage(MONDAY, -8, -7), stage(MONDAY, -1, 3), stage(MONDAY, 4, 7))
        assert [clock(each) for each in (night.onset, night.mid_sleep, night.wake)] == [
            "23:00", "03:00", "07:00"
        ]  # fmt: skip

    def test_better_source_speaks_for_its_time(self):
        watch = [stage(MONDAY, 0, 3, DEEP), stage(MONDAY, 3, 4, AWAKE), stage(MONDAY, 4, 6, DEEP)]
        phone = stage(MONDAY, -2, 7, ASLEEP, rank=1)
        night = one(*watch, phone)
        asleep, _ = rollup.sleep_of_night(
            [(s.start, s.end, s.code, s.rank) for s in (*watch, phone)]
        )
        assert asleep == rollup.length(night.asleep) / MINUTE == 8 * 60

    def test_latency_is_from_lying_down(self):
        night = one(stage(MONDAY, -1.5, 7, IN_BED), stage(MONDAY, -1, 6.5))
        assert night.latency == 30
        assert one(stage(MONDAY, -1, 6)).latency is None

    @pytest.mark.parametrize(
        ("date", "hours", "middle"),
        [(dt.date(2024, 3, 31), 7, "03:30"), (dt.date(2024, 10, 27), 9, "02:30")],
    )
    def test_clocks_change_in_the_night(self, date: dt.date, hours: int, middle: str):
        """Asleep from eleven to seven by the clock, 7 or 9 hours; the middle is that of time."""
        zone = ZoneInfo("Europe/Berlin")
        midnight = dt.datetime.combine(date, dt.time(), zone)
        begun, before = from_datetime(midnight - dt.timedelta(hours=1))
        ended, after = from_datetime(midnight + dt.timedelta(hours=7))
        change = begun + (3 if date.month == 3 else 4) * HOUR
        night = one(Stage(begun, change, DEEP, before, 0), Stage(change, ended, DEEP, after, 0))
        assert rollup.length(night.asleep) == hours * HOUR
        assert [clock(each) for each in (night.onset, night.mid_sleep, night.wake)] == [
            "23:00", middle, "07:00"
        ]  # fmt: skip

    def test_traveller_sleeps_by_the_clock_of_the_place(self):
        """23 to 7 in Berlin, and the next day in New York."""
        nights = sleep_figures.nights([stage(MONDAY, -1, 7, offset=60),
                                       stage(MONDAY + 1, -1, 7, offset=-300)])  # fmt: skip
        assert [n.day for n in nights] == [MONDAY, MONDAY + 1]
        assert {(n.onset, n.wake) for n in nights} == {(-60, 420)}


class TestShares:
    def test_efficiency_is_of_all_minutes(self):
        assert sleep_figures.efficiency([400, 300, 500], [500, 400, 500]) == pytest.approx(
            1200 / 14
        )

    @pytest.mark.parametrize("n", [0, 1, 2])
    def test_efficiency_of_too_few(self, n: int):
        assert sleep_figures.efficiency([400] * n, [500] * n) is None

    def test_latency_is_the_median(self):
        nights = sleep_figures.nights(
            s for n, wait in enumerate((10, 20, 90))
            for s in (stage(MONDAY + n, -1 - wait / 60, 7, IN_BED), stage(MONDAY + n, -1, 6))
        )  # fmt: skip
        assert sleep_figures.latency(nights) == (20, 3)
        assert sleep_figures.latency(nights[:2]) is None


class TestRegularity:
    def test_every_night_the_same_is_a_hundred(self):
        found = sleep_figures.regularity(sleep_figures.nights(even(10)))
        assert found is not None
        assert (found.index, found.pairs) == (100, 9)

    def test_by_hand(self):
        """Each other night an hour later: 2 of 24 hours differ from the night before."""
        stages = [stage(MONDAY + n, -1 + n % 2, 7 + n % 2) for n in range(8)]
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        assert found.index == pytest.approx(-100 + 200 * 22 / 24)

    def test_nights_in_turn_are_the_other_way_round(self):
        """Twelve hours asleep by night, then twelve from noon on: never as the day before."""
        stages = [stage(MONDAY + n, *((-12, 0) if n % 2 else (0, 12))) for n in range(9)]
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        assert found.index == -100

    def test_night_not_recorded_counts_for_nothing(self):
        stages = [s for n, s in enumerate(even(12)) if n != 5]
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        assert (found.index, found.pairs) == (100, 9)

    @pytest.mark.parametrize("days", [0, 1, 7])
    def test_too_few(self, days: int):
        assert sleep_figures.regularity(sleep_figures.nights(even(days))) is None

    def test_journey_is_a_change_of_rhythm(self):
        """Six zones further the same habit is six hours later in one of nine pairs."""
        stages = [stage(MONDAY + n, -1, 7, offset=60 if n < 5 else -300) for n in range(10)]
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        assert 80 < found.index < 95

    def test_change_of_clocks_moves_it_by_an_hour(self):
        stages = [stage(MONDAY + n, -1, 7, offset=60 if n < 5 else 120) for n in range(10)]
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        assert found.index == pytest.approx(100 - 200 * 2 / 24 / 9, abs=0.2)

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.tuples(st.integers(-180, 180), st.integers(200, 540)), min_size=8,
                    max_size=12))  # fmt: skip
    def test_is_the_double_sum_of_the_paper(self, habits: Sequence[tuple[int, int]]):
        stages = [
            stage(MONDAY + n, begin / 60, (begin + slept) / 60)
            for n, (begin, slept) in enumerate(habits)
        ]
        rows = [[begin + 720 <= m < begin + 720 + slept for m in range(1440)]
                for begin, slept in habits]  # fmt: skip
        same = sum(a == b for one, two in itertools.pairwise(rows)
                   for a, b in zip(one, two, strict=True))  # fmt: skip
        found = sleep_figures.regularity(sleep_figures.nights(stages))
        assert found is not None
        expected = -100 + 200 / (1440 * (len(habits) - 1)) * same
        assert found.index == pytest.approx(expected, abs=1e-9)


class TestSocialJetLag:
    def test_by_hand(self):
        """On Saturday and Sunday from one to eleven, else from eleven to seven."""
        stages = [stage(MONDAY + n, *((1, 11) if n % 7 >= 5 else (-1, 7))) for n in range(14)]
        found = sleep_figures.social_jet_lag(sleep_figures.nights(stages))
        assert found is not None
        assert (found.minutes, found.free, found.work) == (180, 360, 180)
        assert (found.free_nights, found.work_nights) == (4, 10)

    def test_who_sleeps_in_on_working_days_has_as_much(self):
        stages = [stage(MONDAY + n, *((-1, 7) if n % 7 >= 5 else (1, 11))) for n in range(14)]
        found = sleep_figures.social_jet_lag(sleep_figures.nights(stages))
        assert found is not None
        assert found.minutes == 180

    def test_same_nights_have_none(self):
        found = sleep_figures.social_jet_lag(sleep_figures.nights(even(14)))
        assert found is not None
        assert found.minutes == 0

    @pytest.mark.parametrize("days", [0, 1, 13])
    def test_too_few(self, days: int):
        assert sleep_figures.social_jet_lag(sleep_figures.nights(even(days))) is None
