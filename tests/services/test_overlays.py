"""What is drawn around readings is what the report of a period tells."""

from __future__ import annotations

import math

import numpy as np
import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.overlays import TrendLine, Wanted
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import date_of
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, pressure, steps, weight

DAY_S, WEEK_S = 86_400.0, 604_800.0
MONTH = (NEW_YEAR_DAY, NEW_YEAR_DAY + 29)


def report(app: App, me: Person, slug: str, days: tuple[int, int] = MONTH, **more):
    return app.analytics.report(OWNER, me.id, slug, *days, **more)


def weights(app: App, me: Person, days: int = 30, slope: float = -0.05) -> None:
    rng = np.random.default_rng(3)
    drafts = [
        weight(
            round(80 + slope * n + rng.normal(0, 0.4), 1), NEW_YEAR + n * DAY + 8 * HOUR, offset=60
        )
        for n in range(days)
    ]
    app.journal.add(OWNER, drafts, me.id)


def walk(count: float, begun: int) -> Draft:
    return steps(count, begun, begun + HOUR)


class TestTrend:
    def test_line_has_slope_and_interval_of_the_report(self, app: App, me: Person):
        weights(app, me)
        (line,) = app.overlays.trend(OWNER, me.id, "weight", "lb", MONTH)
        told = report(app, me, "weight", unit="lb")["statistics"]
        assert isinstance(line, TrendLine)
        assert line.slope == told["trend_value"]
        assert (line.slope_low, line.slope_high) == tuple(told["trend_interval"].values())
        assert line.direction == told["trend"]

    def test_line_passes_the_mean_and_is_narrowest_there(self, app: App, me: Person):
        weights(app, me)
        (line,) = app.overlays.trend(OWNER, me.id, "weight", "kg", MONTH)
        mean = report(app, me, "weight")["statistics"]["avg"]
        middle = len(line.at) // 2
        assert line.value[middle] == pytest.approx(mean, abs=0.02)
        widths = [high - low for low, high in zip(line.low, line.high, strict=True)]
        assert widths.index(min(widths)) == middle
        # From the first reading to the last, on the person's clock.
        assert line.at[0] == pytest.approx(NEW_YEAR / 1000 + 9 * 3600)
        assert line.at[-1] == pytest.approx(NEW_YEAR / 1000 + 29 * DAY_S + 9 * 3600)
        rise = (line.value[-1] - line.value[0]) / ((line.at[-1] - line.at[0]) / WEEK_S)
        assert rise == pytest.approx(line.slope)

    def test_band_is_that_of_the_mean_of_y_at_x(self, app: App, me: Person):
        """Worked by hand: x = 0, 1, 2, 3 days, y = 1, 3, 2, 4; s² = 0.9, t(0.975, 2)."""
        values = [81, 83, 82, 84]
        app.journal.add(OWNER, [weight(v, NEW_YEAR + n * DAY) for n, v in enumerate(values)], me.id)
        (line,) = app.overlays.trend(OWNER, me.id, "weight", "kg", MONTH)
        t, s = 4.302652729911275, math.sqrt(0.9)
        for at, low, high in (line.at[0], line.low[0], line.high[0]), (
            line.at[20], line.low[20], line.high[20]
        ):  # fmt: skip
            x = (at - NEW_YEAR / 1000) / DAY_S
            half = t * s * math.sqrt(1 / 4 + (x - 1.5) ** 2 / 5)
            assert (high - low) / 2 == pytest.approx(half)

    def test_both_parts_have_one(self, app: App, me: Person):
        app.journal.add(
            OWNER, [pressure(120 + n, 80 - n, NEW_YEAR + n * DAY) for n in range(5)], me.id
        )
        upper, lower = app.overlays.trend(OWNER, me.id, "blood-pressure", "mmHg", MONTH)
        answer = report(app, me, "blood-pressure")
        assert upper.slope == answer["statistics"]["trend_value"] > 0
        assert lower.slope == answer["components"]["diastolic"]["statistics"]["trend_value"] < 0

    def test_totals_of_days_have_one(self, app: App, me: Person):
        app.journal.add(
            OWNER, [walk(1000 * (n + 1), NEW_YEAR + n * DAY + HOUR) for n in range(6)], me.id
        )
        (line,) = app.overlays.trend(OWNER, me.id, "steps", "steps", MONTH)
        assert line.slope == report(app, me, "steps")["statistics"]["trend_value"]
        assert line.at[0] == (NEW_YEAR_DAY + 0.5) * DAY_S

    def test_too_little_is_withheld_as_in_the_report(self, app: App, me: Person):
        weights(app, me, days=2)
        lack = app.overlays.trend(OWNER, me.id, "weight", "kg", MONTH)
        assert lack == report(app, me, "weight")["insufficient"]["trend"]

    def test_robust_line_is_that_of_the_report(self, app: App, me: Person):
        weights(app, me)
        (line,) = app.overlays.robust_trend(OWNER, me.id, "weight", "kg", MONTH)
        told = report(app, me, "weight")["statistics"]["trend_robust"]
        assert (line.slope, line.slope_low, line.slope_high, line.direction) == (
            told["value"], told["low"], told["high"], told["trend"]
        )  # fmt: skip
        assert all(lo <= v <= hi for lo, v, hi in zip(line.low, line.value, line.high, strict=True))

    def test_robust_line_needs_a_week(self, app: App, me: Person):
        weights(app, me, days=6)
        lack = app.overlays.robust_trend(OWNER, me.id, "weight", "kg", MONTH)
        assert lack == report(app, me, "weight")["insufficient"]["trend_robust"]

    def test_smoothed_weight_is_that_of_the_report(self, app: App, me: Person):
        weights(app, me, days=60)
        days = (NEW_YEAR_DAY + 30, NEW_YEAR_DAY + 59)
        found = app.overlays.weight_trend(OWNER, me.id, "weight", "kg", days)
        answer = report(app, me, "weight", days)
        assert found.value[-1] == answer["weight"]["trend"]
        assert found.rate == answer["weight"]["rate_per_week"]
        by_day = {date_of(int(at // DAY_S)).isoformat(): v for at, v in zip(
            found.at, found.value, strict=True)}  # fmt: skip
        for point in answer["data_points"]:
            assert by_day[point["date"]] == point["smoothed"]

    def test_smoothed_weight_without_a_rate_says_what_it_needs(self, app: App, me: Person):
        weights(app, me, days=3)
        found = app.overlays.weight_trend(OWNER, me.id, "weight", "kg", MONTH)
        assert found.rate is None
        assert found.lack == report(app, me, "weight")["insufficient"]["weight.rate"]

    def test_unknown_type_is_refused(self, app: App, me: Person):
        with pytest.raises(InvalidData):
            app.overlays.trend(OWNER, me.id, "luck", "kg", MONTH)


class TestForecast:
    def test_days_to_come_are_those_of_the_report(self, app: App, me: Person):
        weights(app, me, days=120)
        today = NEW_YEAR_DAY + 119
        (found,) = app.overlays.forecast(OWNER, me.id, "weight", "kg", 14, today)
        told = report(app, me, "weight", (today, today), ahead=14)["forecast"]["data_points"]
        assert [round((at - DAY_S / 2) / DAY_S) for at in found.at] == [
            today + n for n in range(1, 15)
        ]
        assert list(found.value) == [point["value"] for point in told]
        assert list(found.low) == [point["low"] for point in told]
        assert list(found.high) == [point["high"] for point in told]
        assert found.last_day == today

    def test_a_nearer_horizon_is_told_where_the_data_carries_no_farther_one(
        self, app: App, me: Person
    ):
        weights(app, me, days=60)
        (found,) = app.overlays.forecast(OWNER, me.id, "weight", "kg", 90, NEW_YEAR_DAY + 59)
        assert len(found.at) == 14

    def test_too_little_is_withheld(self, app: App, me: Person):
        weights(app, me, days=10)
        lack = app.overlays.forecast(OWNER, me.id, "weight", "kg", 30, NEW_YEAR_DAY + 9)
        assert lack == {"need": 28, "have": 10, "reason": "too-few-days"}

    def test_both_parts_or_none(self, app: App, me: Person):
        rng = np.random.default_rng(5)
        drafts = [pressure(round(rng.normal(125, 5)), 80, NEW_YEAR + n * DAY) for n in range(60)]
        app.journal.add(OWNER, drafts, me.id)
        found = app.overlays.forecast(OWNER, me.id, "blood-pressure", "mmHg", 14, NEW_YEAR_DAY + 59)
        assert found == {"need": 2, "have": 1, "reason": "never-changes"}


class TestMeans:
    def test_means_of_periods_are_those_of_the_report(self, app: App, me: Person):
        weights(app, me, days=60)
        before, now = MONTH, (NEW_YEAR_DAY + 30, NEW_YEAR_DAY + 59)
        first, second, empty = app.overlays.means(
            OWNER, me.id, "weight", "lb", (before, now, (0, 30))
        )
        answer = report(app, me, "weight", now, unit="lb")["statistics"]
        assert second.mean == (answer["avg"],)
        assert first.mean == (answer["change"]["before"],)
        assert (first.n, second.n) == (30, 30)
        assert (empty.mean, empty.n) == (None, 0)

    def test_of_totals_days_are_counted(self, app: App, me: Person):
        app.journal.add(
            OWNER, [walk(1000, NEW_YEAR + n * 12 * HOUR + HOUR) for n in range(6)], me.id
        )
        (found,) = app.overlays.means(OWNER, me.id, "steps", "steps", (MONTH,))
        assert (found.mean, found.n) == ((2000.0,), 3)


class TestHappenings:
    def test_single_readings_with_their_times_on_the_clock_of_their_place(
        self, app: App, me: Person
    ):
        begun = NEW_YEAR + 5 * HOUR
        app.journal.add(
            OWNER,
            [Draft("workouts", 1, "count", begun, 120, ended_at=begun + HOUR),
             Draft("workouts", 1, "count", begun + DAY, 120, ended_at=begun + DAY + HOUR)],
            me.id,
        )  # fmt: skip
        (found,) = app.overlays.happenings(
            OWNER, me.id, [Wanted("type", "workouts")], NEW_YEAR, NEW_YEAR + DAY
        )
        assert not found.daily
        assert found.begin == (begun / 1000 + 7200,)
        assert found.end == (begun / 1000 + 7200 + 3600,)
        assert found.value == (1.0,)

    def test_too_many_become_days(self, app: App, me: Person):
        drafts = [
            Draft("heart-rate", 60 + n % 2, "bpm", NEW_YEAR + n * HOUR // 4, 0) for n in range(1600)
        ]
        app.journal.add(OWNER, drafts, me.id)
        (found,) = app.overlays.happenings(
            OWNER, me.id, [Wanted("type", "heart-rate")], NEW_YEAR, NEW_YEAR + 30 * DAY
        )
        assert found.daily
        assert len(found.begin) == 17
        assert found.begin[0] == NEW_YEAR_DAY * DAY_S
        assert found.value[0] == 60.5

    def test_what_two_devices_count_is_told_by_the_day(self, app: App, me: Person):
        app.journal.add(OWNER, [walk(700, NEW_YEAR + HOUR), walk(300, NEW_YEAR + 5 * HOUR)], me.id)
        (found,) = app.overlays.happenings(
            OWNER, me.id, [Wanted("type", "steps")], NEW_YEAR, NEW_YEAR + DAY
        )
        assert (found.daily, found.value) == (True, (1000.0,))

    def test_values_are_in_the_unit_chosen(self, app: App, me: Person):
        app.settings.set("units.weight", "lb")
        app.journal.add(OWNER, [weight(80, NEW_YEAR)], me.id)
        (found,) = app.overlays.happenings(
            OWNER, me.id, [Wanted("type", "weight")], NEW_YEAR, NEW_YEAR + DAY
        )
        assert list(found.value) == [pytest.approx(176.37, abs=0.01)]

    def test_readings_of_any_type_with_a_tag(self, app: App, me: Person):
        tagged = [
            Draft("weight", 80, "kg", NEW_YEAR, 60, tags=("ill",)),
            Draft("heart-rate", 70, "bpm", NEW_YEAR + HOUR, 60, tags=("home", "ill")),
            Draft("heart-rate", 70, "bpm", NEW_YEAR + 2 * HOUR, 60, tags=("illness",)),
            Draft("heart-rate", 70, "bpm", NEW_YEAR + 3 * HOUR, 60, note="ill"),
            Draft("heart-rate", 70, "bpm", NEW_YEAR + 9 * DAY, 60, tags=("ill",)),
        ]
        app.journal.add(OWNER, tagged, me.id)
        (found,) = app.overlays.happenings(
            OWNER, me.id, [Wanted("tag", "ill")], NEW_YEAR, NEW_YEAR + DAY
        )
        assert found.begin == (NEW_YEAR / 1000 + 3600, NEW_YEAR / 1000 + 7200)
        assert app.overlays.tags(OWNER, me.id) == ("ill", "home", "illness")

    def test_what_is_gone_is_left_out(self, app: App, me: Person):
        (record,) = app.journal.add(
            OWNER, [Draft("weight", 80, "kg", NEW_YEAR, 0, tags=("ill",))], me.id
        ).records
        app.journal.delete(OWNER, [record.id])
        wanted = [Wanted("type", "weight"), Wanted("type", "luck"), Wanted("tag", "ill")]
        found = app.overlays.happenings(OWNER, me.id, wanted, NEW_YEAR, NEW_YEAR + DAY)
        assert [one.begin for one in found] == [(), ()]
        assert app.overlays.tags(OWNER, me.id) == ()
