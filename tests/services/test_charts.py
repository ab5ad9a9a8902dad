"""What the views beside the chart over time are drawn from, from what was recorded."""

from __future__ import annotations

import math

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Draft, Person
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, pressure, steps, weight

WEEKS = (NEW_YEAR_DAY, NEW_YEAR_DAY + 60)


def glucose(value: float, at: int) -> Draft:
    return Draft("blood-glucose", value, "mg/dL", at, 0)


def pulse(value: float, at: int) -> Draft:
    return Draft("heart-rate", value, "bpm", at, 0)


def walks() -> list[Draft]:
    """Two walks of one day."""
    return [
        steps(100, NEW_YEAR + HOUR, NEW_YEAR + 2 * HOUR),
        steps(50, NEW_YEAR + 5 * HOUR, NEW_YEAR + 6 * HOUR),
    ]


def sensor(days: int) -> list[Draft]:
    """A reading every five minutes: 100 at night, 200 from noon on."""
    return [
        glucose(100 if n % 288 < 144 else 200, NEW_YEAR + n * 5 * MINUTE) for n in range(days * 288)
    ]


class TestDays:
    def test_means_of_readings_with_their_number(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80), weight(82, NEW_YEAR + 9 * HOUR),
                                weight(90, NEW_YEAR + 2 * DAY)], me.id)  # fmt: skip
        found = app.charts.days(OWNER, me.id, "weight", "kg", WEEKS)
        assert found.days == (NEW_YEAR_DAY, NEW_YEAR_DAY + 2)
        assert list(found.parts[0]) == [81, 90]
        assert found.counts == (2, 1)

    def test_both_parts_and_another_unit(self, app: App, me: Person):
        app.journal.add(OWNER, [pressure(120, 80)], me.id)
        found = app.charts.days(OWNER, me.id, "blood-pressure", "kPa", WEEKS)
        assert [part[0] for part in found.parts] == pytest.approx([16.0, 10.67], abs=0.01)

    def test_totals_of_what_is_summed_up(self, app: App, me: Person):
        app.journal.add(OWNER, walks(), me.id)
        assert app.charts.days(OWNER, me.id, "steps", "steps", WEEKS).parts == ((150,),)


class TestProfile:
    def test_glucose_by_time_of_day_with_its_figures(self, app: App, me: Person):
        app.journal.add(OWNER, sensor(14), me.id)
        found = app.charts.profile(
            OWNER, me.id, "blood-glucose", "mmol/L", (NEW_YEAR_DAY, NEW_YEAR_DAY + 13)
        )
        assert found.lack is None
        assert (found.days, found.readings, len(found.overlays)) == (14, 14 * 288, 14)
        assert found.minutes.tolist() == [7.5 + 15 * n for n in range(96)]
        median = found.percentiles[2]
        assert median[20] == pytest.approx(5.55, abs=0.01)
        assert median[70] == pytest.approx(11.1, abs=0.01)
        assert found.target == (3.9, 10.0)
        assert (found.glucose or {})["tir"] == pytest.approx(50)

    def test_too_few_days_of_glucose_keep_the_profile_back(self, app: App, me: Person):
        app.journal.add(OWNER, sensor(3), me.id)
        found = app.charts.profile(OWNER, me.id, "blood-glucose", "mg/dL", WEEKS)
        assert found.lack == {"need": 14, "have": 3, "reason": "too-few-days"}
        assert (found.minutes.size, found.percentiles, len(found.overlays)) == (0, (), 3)

    def test_another_dense_type_over_midnight(self, app: App, me: Person):
        at = [NEW_YEAR + n * 10 * MINUTE for n in range(8 * 144)]
        app.journal.add(OWNER, [pulse(60, one) for one in at], me.id)
        found = app.charts.profile(OWNER, me.id, "heart-rate", "bpm", WEEKS)
        assert found.lack is None
        assert set(found.percentiles[2].tolist()) == {60}
        assert set(found.counts) == {48}  # six an hour on eight days, also around midnight

    def test_times_with_few_readings_stay_open(self, app: App, me: Person):
        drafts = [pulse(60, NEW_YEAR + d * DAY + 8 * HOUR + n * MINUTE)
                  for d in range(7) for n in range(10)]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        found = app.charts.profile(OWNER, me.id, "heart-rate", "bpm", WEEKS)
        assert found.lack is None
        assert math.isnan(found.percentiles[2][0])
        assert found.percentiles[2][32] == 60

    def test_readings_never_at_one_time_make_no_profile(self, app: App, me: Person):
        drafts = [pulse(60, NEW_YEAR + d * DAY + d * 2 * HOUR) for d in range(8)]
        app.journal.add(OWNER, drafts, me.id)
        found = app.charts.profile(OWNER, me.id, "heart-rate", "bpm", WEEKS)
        assert found.lack == {"need": 10, "have": 1, "reason": "too-few-readings"}

    def test_amounts_of_hours_count_those_without_any(self, app: App, me: Person):
        drafts = [steps(600, NEW_YEAR + d * DAY + 8 * HOUR, NEW_YEAR + d * DAY + 9 * HOUR)
                  for d in range(8)]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        found = app.charts.profile(OWNER, me.id, "steps", "steps", WEEKS)
        assert (found.percentiles[2][8], found.percentiles[2][12]) == (600, 0)
        assert found.days == 8

    def test_where_days_lack_the_newest_that_are_enough_are_told(self, app: App, me: Person):
        drafts = [pulse(60, NEW_YEAR + d * DAY) for d in (*range(0, 20, 2), 40)]
        app.journal.add(OWNER, drafts, me.id)

        def enough_until(first: int, last: int) -> int | None:
            span = NEW_YEAR_DAY + first, NEW_YEAR_DAY + last
            found = app.charts.profile(OWNER, me.id, "heart-rate", "bpm", span).enough_until
            return None if found is None else found - NEW_YEAR_DAY

        assert enough_until(30, 43) == 18
        assert enough_until(30, 42) == 18  # seven of them in thirteen days
        assert enough_until(30, 41) is None
        assert enough_until(-10, 3) is None  # none before it
        assert enough_until(0, 13) is None  # a profile itself

    def test_nothing_is_no_profile(self, app: App, me: Person):
        found = app.charts.profile(OWNER, me.id, "heart-rate", "bpm", WEEKS)
        assert (found.days, (found.lack or {})["reason"]) == (0, "too-few-days")


class TestDistribution:
    def test_bins_percentiles_and_shares_of_the_typical_range(self, app: App, me: Person):
        values = [50, 60, 70, 80, 90, 100, 101, 110, 120, 130]
        drafts = [pulse(value, NEW_YEAR + n * HOUR) for n, value in enumerate(values)]
        app.journal.add(OWNER, drafts, me.id)
        found = app.charts.distribution(OWNER, me.id, "heart-rate", "bpm", WEEKS)
        (spread,) = found.parts
        assert found.of == "readings"
        assert (spread.n, spread.low, spread.high) == (10, 50, 130)
        assert spread.percentiles[50] == 95
        assert sum(spread.bins.counts) == 10
        assert [(one.code, one.count) for one in spread.shares] == [
            ("below", 1), ("inside", 5), ("above", 4)
        ]  # fmt: skip

    def test_few_values_have_no_percentiles(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80)], me.id)
        (spread,) = app.charts.distribution(OWNER, me.id, "weight", "kg", WEEKS).parts
        assert (spread.percentiles, spread.bins.counts, spread.shares) == ({}, (1,), ())

    def test_both_parts_of_a_pressure_have_bins_of_one_width_and_ranges(self, app: App, me: Person):
        drafts = [pressure(110 + 3 * n, 70 + n, NEW_YEAR + n * DAY) for n in range(12)]
        app.journal.add(OWNER, drafts, me.id)
        found = app.charts.distribution(OWNER, me.id, "blood-pressure", "mmHg", WEEKS)
        first, second = found.parts
        assert first.bins.width == second.bins.width
        assert [one.code for one in found.ranges] == [step.code for step in found.rule.steps]
        assert sum(one.count for one in found.ranges) == 12

    def test_sums_are_told_by_days(self, app: App, me: Person):
        app.journal.add(OWNER, walks(), me.id)
        found = app.charts.distribution(OWNER, me.id, "steps", "steps", WEEKS)
        assert (found.of, found.parts[0].mean) == ("days", 150)

    def test_nothing_has_no_parts(self, app: App, me: Person):
        assert app.charts.distribution(OWNER, me.id, "weight", "kg", WEEKS).parts == ()


class TestPairs:
    KG, BPM = ("weight", "kg"), ("heart-rate", "bpm")

    def together(self, app: App, me: Person, days: int, apart: int = 0) -> None:
        """Weights that go up and down, and a pulse that follows them with a jitter."""
        for d in range(days):
            value = 80 + d * 7 % 11
            at = NEW_YEAR + d * DAY + 8 * HOUR
            app.journal.add(
                OWNER, [weight(value, at), pulse(2 * value - 100 + d * 5 % 3, at + apart)], me.id
            )

    def test_days_with_both_make_a_line_and_a_correlation(self, app: App, me: Person):
        self.together(app, me, 20)
        app.journal.add(OWNER, [weight(200, NEW_YEAR + 30 * DAY)], me.id)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS)
        assert (len(found.x), found.lack) == (20, None)
        assert found.fit.slope == pytest.approx(2, abs=0.1)
        assert 0.9 < found.correlation.low < found.correlation.r < 1
        report = app.analytics.report(
            OWNER, me.id, "weight", *WEEKS, other="heart-rate"
        )["correlation"]  # fmt: skip
        assert found.correlation.r == report["pearson"]["r"]
        assert found.effective_n == report["effective_n"]

    def test_too_few_days_keep_the_line_back_but_not_the_dots(self, app: App, me: Person):
        self.together(app, me, 9)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS)
        assert (len(found.x), found.fit, found.correlation) == (9, None, None)
        assert found.lack == {"need": 14, "have": 9, "reason": "too-few-shared-days"}

    def test_readings_taken_together(self, app: App, me: Person):
        self.together(app, me, 20, apart=10 * MINUTE)
        app.journal.add(OWNER, [pulse(200, NEW_YEAR + 20 * HOUR)], me.id)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS, "readings")
        assert len(found.x) == 20
        assert max(found.y) < 200

    def test_readings_far_apart_are_no_pairs(self, app: App, me: Person):
        self.together(app, me, 20, apart=HOUR)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS, "readings")
        assert (found.x, (found.lack or {})["have"]) == ((), 0)

    def test_many_readings_of_a_day_are_worth_one(self, app: App, me: Person):
        for d in range(20):
            for n in range(5):
                at = NEW_YEAR + d * DAY + n * HOUR
                value = 80 + d * 7 % 11
                app.journal.add(OWNER, [weight(value, at), pulse(60 + d * 3 % 7, at)], me.id)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS, "readings")
        assert len(found.x) == 100
        assert found.effective_n <= 20

    def test_what_never_changes_has_no_line(self, app: App, me: Person):
        for d in range(20):
            at = NEW_YEAR + d * DAY
            app.journal.add(OWNER, [weight(80, at), pulse(60 + d % 3, at)], me.id)
        found = app.charts.pairs(OWNER, me.id, self.KG, self.BPM, WEEKS)
        assert (found.fit, (found.lack or {})["reason"]) == (None, "never-changes")

    def test_a_type_is_not_beside_itself(self, app: App, me: Person):
        with pytest.raises(InvalidData):
            app.charts.pairs(OWNER, me.id, self.KG, self.KG, WEEKS)


class TestPressures:
    def asked(self, app: App, me: Person, by="daily", setting=None):
        return app.charts.pressures(OWNER, me.id, "mmHg", WEEKS, by, setting)

    def test_days_with_mean_extremes_and_the_range_of_their_mean(self, app: App, me: Person):
        app.journal.add(
            OWNER, [pressure(110, 70), pressure(114, 76, NEW_YEAR + 20 * HOUR),
                    pressure(150, 95, NEW_YEAR + 3 * DAY)], me.id,
        )  # fmt: skip
        found = self.asked(app, me)
        first, second = found.bars
        assert (first.systolic, first.diastolic, first.highest, first.lowest, first.n) == (
            112, 73, 114, 70, 2
        )  # fmt: skip
        assert found.rule.steps[first.place].code == "normal"
        assert found.rule.is_raised(second.place)
        assert second.first == NEW_YEAR_DAY + 3

    def test_weeks_begin_as_the_settings_say(self, app: App, me: Person):
        drafts = [pressure(120, 80, NEW_YEAR + n * DAY) for n in range(8)]
        app.journal.add(OWNER, drafts, me.id)
        found = self.asked(app, me, "weekly")
        assert [(bar.first, bar.last, bar.n) for bar in found.bars] == [
            (NEW_YEAR_DAY, NEW_YEAR_DAY + 6, 7), (NEW_YEAR_DAY + 7, NEW_YEAR_DAY + 13, 1)
        ]  # fmt: skip

    def test_one_setting_at_a_time(self, app: App, me: Person):
        app.journal.add(
            OWNER, [pressure(120, 80), pressure(150, 95, NEW_YEAR + DAY, tags=("office",))], me.id
        )
        assert [bar.systolic for bar in self.asked(app, me).bars] == [120]
        office = self.asked(app, me, setting="office")
        assert (office.setting, [bar.systolic for bar in office.bars]) == ("office", [150])
        assert set(office.settings) == {"home", "office"}

    def test_a_setting_without_readings_gives_way(self, app: App, me: Person):
        app.journal.add(OWNER, [pressure(150, 95, tags=("office",))], me.id)
        found = self.asked(app, me, setting="24h")
        assert (found.setting, len(found.bars)) == ("office", 1)

    def test_nothing_has_no_bars(self, app: App, me: Person):
        found = self.asked(app, me)
        assert (found.bars, found.settings, found.mean) == ((), (), None)


class TestNights:
    def slept(self, day: int, code: int = 3, source: str = "Watch") -> Draft:
        at = NEW_YEAR + day * DAY
        return Draft("sleep-stage", code, "stage", at - HOUR, 0, ended_at=at + 6 * HOUR,
                     source=source)  # fmt: skip

    def test_nights_of_the_days_asked_for(self, app: App, me: Person):
        app.journal.add(OWNER, [self.slept(day) for day in (0, 1, 5)], me.id)
        found = app.charts.nights(OWNER, me.id, (NEW_YEAR_DAY, NEW_YEAR_DAY + 1))
        assert [night.day for night in found] == [NEW_YEAR_DAY, NEW_YEAR_DAY + 1]
        assert found[0].asleep == 420

    def test_the_next_night_is_found_however_far_it_is(self, app: App, me: Person):
        app.journal.add(OWNER, [self.slept(day) for day in (0, 40)], me.id)
        beside = app.charts.night_beside
        assert beside(OWNER, me.id, NEW_YEAR_DAY, later=True) == NEW_YEAR_DAY + 40
        assert beside(OWNER, me.id, NEW_YEAR_DAY + 40, later=False) == NEW_YEAR_DAY
        assert beside(OWNER, me.id, NEW_YEAR_DAY, later=False) is None
        assert beside(OWNER, me.id, NEW_YEAR_DAY + 40, later=True) is None
