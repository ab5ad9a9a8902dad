"""Figures beside the plain ones: what they are, and that each says when it is not told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import scipy.stats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import day_of, from_datetime
from healthdesk.services import period_data
from healthdesk.services.analytics import Analytics
from tests.opened import (
    DAY,
    HOUR,
    NEW_YEAR,
    NEW_YEAR_DAY,
    pressure,
    steps,
    weight,
)

EXACT = pytest.approx


def report(app: App, person: Person, slug: str, first: int = 0, last: int = 29, **more: Any) -> Any:
    return app.analytics.report(
        OWNER, person.id, slug, NEW_YEAR_DAY + first, NEW_YEAR_DAY + last, **more
    )


def scattered(n: int, seed: int = 1) -> list[float]:
    return [round(float(v), 1) for v in np.random.default_rng(seed).normal(80, 0.5, n)]


def daily(app: App, person: Person, values: list[float], first: int = 0) -> None:
    at = [NEW_YEAR + (first + day) * DAY + 8 * HOUR for day in range(len(values))]
    app.journal.add(OWNER, [weight(v, t) for v, t in zip(values, at, strict=True)], person.id)


class TestStatistics:
    def test_are_those_of_numpy_and_scipy(self, app: App, me: Person):
        values = scattered(30)
        daily(app, me, values)
        told = report(app, me, "weight")["statistics"]
        assert told["of"] == "readings"
        assert told["median"] == EXACT(np.median(values), abs=1e-9)
        assert told["sd"] == EXACT(np.std(values, ddof=1), abs=1e-9)
        for percent, value in told["percentiles"].items():
            assert value == EXACT(np.percentile(values, int(percent)), abs=1e-9)
        weeks = np.arange(30) / 7
        line = scipy.stats.linregress(weeks, values)
        assert told["trend_value"] == EXACT(line.slope, abs=1e-9)
        half = scipy.stats.t.ppf(0.975, 28) * line.stderr
        assert told["trend_interval"]["low"] == EXACT(line.slope - half, abs=1e-9)
        assert told["trend_interval"]["high"] == EXACT(line.slope + half, abs=1e-9)
        robust = scipy.stats.theilslopes(values, weeks)
        assert told["trend_robust"]["value"] == EXACT(robust.slope, abs=1e-9)
        assert told["trend_robust"]["low"] == EXACT(robust.low_slope, abs=1e-9)
        assert told["trend_robust"]["high"] == EXACT(robust.high_slope, abs=1e-9)

    def test_of_amounts_they_are_about_days(self, app: App, me: Person):
        drafts = [
            steps(1000 * (1 + day % 3), NEW_YEAR + day * DAY, NEW_YEAR + day * DAY + HOUR)
            for day in range(12)
        ]
        app.journal.add(OWNER, drafts, me.id)
        told = report(app, me, "steps")["statistics"]
        assert (told["of"], told["sum"], told["median"]) == ("days", 24000, 2000)
        assert told["percentiles"]["95"] == 3000

    def test_change_is_against_as_many_days_before(self, app: App, me: Person):
        daily(app, me, [80, 82], first=-2)
        daily(app, me, [84, 86], first=0)
        change = report(app, me, "weight", 0, 1)["statistics"]["change"]
        assert change == {
            "difference": 4.0, "percent": EXACT(400 / 81), "before": 81.0, "before_records": 2,
            "start_date": "2023-12-30", "end_date": "2023-12-31",
        }  # fmt: skip
        before = report(app, me, "weight", -2, -1)
        assert before["statistics"]["change"] is None
        assert before["insufficient"]["change"]["reason"] == "nothing-before"

    def test_change_between_instants(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * HOUR) for n in range(8)], me.id)
        told = app.analytics.report(
            OWNER, me.id, "weight", start=NEW_YEAR + 4 * HOUR, end=NEW_YEAR + 8 * HOUR
        )["statistics"]["change"]
        assert (told["difference"], told["before_records"]) == (4, 4)
        assert told["start_date"] == "2024-01-01T00:00:00+00:00"

    @pytest.mark.parametrize(
        "bounds",
        [{"start": NEW_YEAR - HOUR, "day_to": NEW_YEAR_DAY + 2},
         {"day_from": NEW_YEAR_DAY, "end": NEW_YEAR + 71 * HOUR}],
    )  # fmt: skip
    def test_change_where_a_day_bounds_one_end_is_against_as_many_hours(
        self, app: App, me: Person, bounds: Any
    ):
        """Three days of a clock an hour ahead, either way: 72 hours and the 72 before."""
        at = [NEW_YEAR + n * HOUR for n in range(-120, 96)]
        app.journal.add(OWNER, [weight(80, t, offset=60) for t in at], me.id)
        told = app.analytics.report(OWNER, me.id, "weight", **bounds)["statistics"]
        assert (told["total_records"], told["change"]["before_records"]) == (72, 72)
        assert told["change"]["end_date"] == "2023-12-31T23:00:00+00:00"

    def test_latest_reading_beyond_the_sensor_says_so(self, app: App, me: Person):
        def low(hour: int, **more: Any) -> Draft:
            return Draft("blood-glucose", 40, "mg/dL", NEW_YEAR + hour * HOUR, 0, **more)

        app.journal.add(OWNER, [low(1), low(2, comparator="<")], me.id)
        told = report(app, me, "blood-glucose")["statistics"]
        assert (told["current"], told["current_comparator"]) == (40, "<")
        app.journal.add(OWNER, [low(3)], me.id)
        told = report(app, me, "blood-glucose")["statistics"]
        assert (told["current"], told["current_comparator"]) == (40, "")

    @pytest.mark.parametrize("offset", [-600, 0, 120, 780])
    @pytest.mark.parametrize("slug", ["weight", "steps"])
    def test_days_between_instants_are_those_of_the_clock_there(
        self, app: App, me: Person, slug: str, offset: int
    ):
        """Three whole days and half of one; the days around them are not of the period."""
        begin = NEW_YEAR - offset * 60_000
        for day in range(-2, 6):
            at = begin + day * DAY + 8 * HOUR
            draft = weight(80, at, offset=offset)
            if slug == "steps":
                draft = Draft("steps", 8000, "steps", at, offset, ended_at=at + HOUR)
            app.journal.add(OWNER, [draft], me.id)

        def asked(**more: Any) -> Any:
            analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY + 90)
            return analytics.report(OWNER, me.id, slug, start=begin, **more)["regularity"]

        told = asked(end=begin + 3 * DAY)
        assert (told["days"], told["days_with_readings"], told["share"]) == (3, 3, 100)
        assert (told["current_streak"], told["longest_gap"]) == (3, None)
        assert asked(end=begin + 3 * DAY + 6 * HOUR)["days"] == 4
        assert asked(end=begin + 3 * DAY + 6 * HOUR)["longest_gap"]["days"] == 1
        assert asked(day_to=NEW_YEAR_DAY + 2)["days"] == 3

    def test_nights_between_instants_are_named_by_their_day(self, app: App, me: Person):
        """From one noon to the third after it."""
        slept = [
            Draft("sleep-stage", 3, "stage", NEW_YEAR + day * DAY + HOUR, 0,
                  ended_at=NEW_YEAR + day * DAY + 7 * HOUR)
            for day in range(-1, 6)
        ]  # fmt: skip
        app.journal.add(OWNER, slept, me.id)
        told = app.analytics.report(
            OWNER, me.id, "sleep-duration", start=NEW_YEAR - 12 * HOUR, end=NEW_YEAR + 60 * HOUR
        )["regularity"]
        assert (told["days"], told["days_with_readings"], told["longest_gap"]) == (3, 3, None)

    def test_day_whose_total_may_still_grow_is_named(self, app: App, me: Person):
        drafts = [steps(5000, NEW_YEAR + day * DAY + 8 * HOUR) for day in range(3)]
        app.journal.add(OWNER, drafts, me.id)

        def asked(today: int, slug: str = "steps") -> Any:
            analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY + today)
            return analytics.report(OWNER, me.id, slug, NEW_YEAR_DAY, NEW_YEAR_DAY + 6)

        assert asked(2)["unfinished_day"] == "2024-01-03"
        assert asked(2)["statistics"]["avg"] == 5000
        assert asked(3)["unfinished_day"] is None
        assert asked(2, "water")["unfinished_day"] is None
        assert "unfinished_day" not in asked(2, "weight")

    def test_night_is_over_when_it_is_told(self, app: App, me: Person):
        slept = Draft("sleep-duration", 420, "min", NEW_YEAR + 7 * HOUR, 0)
        app.journal.add(OWNER, [slept], me.id)
        analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY)
        assert analytics.report(OWNER, me.id, "sleep-duration")["unfinished_day"] is None

    def test_degrees_have_no_percent(self, app: App, me: Person):
        drafts = [Draft("body-temperature", 36 + n, "°C", NEW_YEAR + n * DAY, 0) for n in range(2)]
        app.journal.add(OWNER, drafts, me.id)
        told = report(app, me, "body-temperature", 1, 1, unit="°F")["statistics"]["change"]
        assert (told["percent"], told["difference"]) == (None, EXACT(1.8))

    def test_share_inside_the_typical_range(self, app: App, me: Person):
        """Above 119 is no longer below 120; a reading that only says "above" is not inside."""
        readings = [(119, 70), (120, 70), (95, 85), (89, 60)]
        app.journal.add(
            OWNER,
            [pressure(a, b, NEW_YEAR + n * HOUR) for n, (a, b) in enumerate(readings)],
            me.id,
        )
        answer = report(app, me, "blood-pressure")
        assert answer["statistics"]["typical_share"] == 50
        assert answer["components"]["diastolic"]["statistics"]["typical_share"] == 75
        sugars = [
            Draft("blood-glucose", 100, "mg/dL", NEW_YEAR, 0),
            Draft("blood-glucose", 400, "mg/dL", NEW_YEAR + HOUR, 0, comparator=">"),
        ]
        app.journal.add(OWNER, sugars, me.id)
        assert report(app, me, "blood-glucose")["statistics"]["typical_share"] == 50

    def test_outlier_is_marked_and_counts_all_the_same(self, app: App, me: Person):
        values = scattered(20)
        values[9] = 95.0
        daily(app, me, values)
        told = report(app, me, "weight")["statistics"]
        (marked,) = told["outliers"]["marked"]
        assert (marked["value"], marked["recorded_at"]) == (95, "2024-01-10T08:00:00+00:00")
        assert app.journal.get(OWNER, str(marked["id"])).value == 95
        assert marked["z"] > 3.5
        assert told["max"] == 95
        assert told["avg"] == EXACT(np.mean(values))

    def test_too_many_readings_are_told_of_days(
        self, app: App, me: Person, monkeypatch: pytest.MonkeyPatch
    ):
        """The slope then is that of days, weighted with their readings."""
        monkeypatch.setattr(period_data, "READINGS_MOST", 20)
        rng = np.random.default_rng(2)
        drafts = [
            Draft("heart-rate", round(float(60 + day + v)), "bpm", NEW_YEAR + day * DAY + n, 0)
            for day in range(10)
            for n, v in enumerate(rng.normal(0, 3, 1 + day % 4))
        ]
        app.journal.add(OWNER, drafts, me.id)
        told = report(app, me, "heart-rate")
        days: dict[int, list[float]] = {}
        for draft in drafts:
            days.setdefault((draft.recorded_at - NEW_YEAR) // DAY, []).append(draft.value)
        means = [np.mean(each) for each in days.values()]
        sizes = [len(each) for each in days.values()]
        assert told["statistics"]["of"] == "days"
        assert told["statistics"]["median"] == EXACT(np.median(means))
        slope = np.polyfit(np.array(list(days)) / 7, means, 1, w=np.sqrt(sizes))[0]
        assert told["statistics"]["trend_value"] == EXACT(slope)
        hours = report(app, me, "heart-rate", by="hour")["data_points"]
        assert [(p["hour"], p["count"]) for p in hours] == [(0, len(drafts))]


class TestGroups:
    def test_hours_are_those_of_the_clock_where_it_was(self, app: App, me: Person):
        """At home, in Tokyo, and in the hour that comes twice when clocks go back."""
        berlin = ZoneInfo("Europe/Berlin")
        twice = [
            from_datetime(dt.datetime(2023, 10, 29, 2, 30, tzinfo=berlin, fold=fold))
            for fold in (0, 1)
        ]
        drafts = [weight(80 + n, at, offset=offset) for n, (at, offset) in enumerate(twice)]
        drafts.append(weight(90, NEW_YEAR + 22 * HOUR, offset=540))  # 7:00 the day after
        app.journal.add(OWNER, drafts, me.id)
        points = report(app, me, "weight", -100, 30, by="hour")["data_points"]
        assert [(p["hour"], p["value"], p["count"]) for p in points] == [(2, 80.5, 2), (7, 90, 1)]

    def test_hours_count_what_lies_beyond_a_sensor(self, app: App, me: Person):
        """As days do: in `count`, and in no mean."""

        def sugar(minute: int, value: float, **more: Any) -> Draft:
            return Draft("blood-glucose", value, "mg/dL", NEW_YEAR + minute * 60_000, 0, **more)

        drafts = [sugar(485, 90), sugar(490, 40, comparator="<"), sugar(495, 100)]
        app.journal.add(OWNER, [*drafts, sugar(600, 400, comparator=">")], me.id)
        points = report(app, me, "blood-glucose", by="hour")["data_points"]
        told = [(p["hour"], p["count"], p["value"], p["median"], p["min"]) for p in points]
        assert told == [(8, 3, 95, 95, 90), (10, 1, None, None, None)]

    @pytest.mark.parametrize("slug", ["heart-rate", "body-temperature"])
    def test_hours_of_more_readings_than_are_looked_at_are_the_same(
        self, app: App, me: Person, monkeypatch: pytest.MonkeyPatch, slug: str
    ):
        """With a rollup of hours and without one, of whole days and between two instants:
        percentiles alone are then of the means of hours."""
        unit, level = {"heart-rate": ("bpm", 60), "body-temperature": ("°C", 36)}[slug]
        drafts = [
            Draft(slug, level + (n * 7 % 20) / 10, unit, NEW_YEAR + n * HOUR // 2, 60)
            for n in range(12 * 48)
        ]
        app.journal.add(OWNER, drafts, me.id)
        between = {"start": NEW_YEAR + 30 * HOUR, "end": NEW_YEAR + 200 * HOUR, "by": "hour"}

        def asked() -> list[dict[str, Any]]:
            analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY + 12)
            return [
                *analytics.report(OWNER, me.id, slug, NEW_YEAR_DAY, NEW_YEAR_DAY + 3, by="hour")[
                    "data_points"
                ],
                *analytics.report(OWNER, me.id, slug, **between)["data_points"],  # type: ignore[arg-type]
            ]

        few = asked()
        monkeypatch.setattr(period_data, "READINGS_MOST", 20)
        many = asked()
        assert len(many) == 48
        assert sum(point["count"] for point in many[24:]) == 340
        plain = ("hour", "value", "min", "max", "count")
        assert [[one[key] for key in plain] for one in many] == [
            [EXACT(one[key]) for key in plain] for one in few
        ]
        # 0:30 and 1:00 are one hour of the first day, and so on the days after.
        noon = [d.value for d in drafts if (d.recorded_at // HOUR + 1) % 24 == 12][:8]
        means = np.array(noon).reshape(-1, 2).mean(axis=1)
        assert many[12]["median"] == EXACT(np.median(means))
        assert few[12]["median"] == EXACT(np.median(noon))

    def test_weekdays(self, app: App, me: Person):
        daily(app, me, [float(80 + day) for day in range(14)])
        points = report(app, me, "weight", by="weekday")["data_points"]
        assert [(p["weekday"], p["value"], p["min"], p["max"]) for p in points] == [
            (day + 1, 83.5 + day, 80 + day, 87 + day) for day in range(7)
        ]
        amounts = [
            steps(7000 if day % 7 == 5 else 1000, NEW_YEAR + day * DAY, NEW_YEAR + day * DAY + HOUR)
            for day in range(14)
        ]
        app.journal.add(OWNER, amounts, me.id)
        saturday = report(app, me, "steps", by="weekday")["data_points"][5]
        assert (saturday["value"], saturday["sum"], saturday["count"]) == (7000, 14000, 2)

    def test_amounts_of_an_hour_are_what_is_usual_then(self, app: App, me: Person):
        """An hour without any counts as 0 on days that have amounts, and sources are merged."""
        app.journal.add(
            OWNER,
            [
                steps(600, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR),
                steps(600, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR, "iPhone"),
                steps(400, NEW_YEAR + DAY + 9 * HOUR, NEW_YEAR + DAY + 11 * HOUR),
            ],
            me.id,
        )
        points = report(app, me, "steps", by="hour")["data_points"]
        assert len(points) == 24
        told = {p["hour"]: (p["value"], p["max"], p["count"]) for p in points if p["value"]}
        assert told == {8: (300, 600, 2), 9: (100, 200, 2), 10: (100, 200, 2)}
        long = report(app, me, "steps", -400, 29, by="hour")
        assert long["data_points"] == []
        assert long["insufficient"]["hours"] == {
            "need": 366, "have": 430, "reason": "period-too-long"
        }  # fmt: skip

    def test_leap_day_is_a_day_and_ends_its_month(self, app: App, me: Person):
        leap = day_of(dt.date(2024, 2, 29)) - NEW_YEAR_DAY
        daily(app, me, [80.0, 81.0, 82.0], first=leap - 1)
        answer = report(app, me, "weight", leap - 1, leap + 1)
        assert [p["date"] for p in answer["data_points"]] == [
            "2024-02-28", "2024-02-29", "2024-03-01"
        ]  # fmt: skip
        months = report(app, me, "weight", leap - 1, leap + 1, by="monthly")["data_points"]
        assert [(p["date"], p["median"]) for p in months] == [
            ("2024-02-01", 80.5), ("2024-03-01", 82)
        ]  # fmt: skip

    def test_rolling_figures_look_back_over_the_start(self, app: App, me: Person):
        values = scattered(20)
        daily(app, me, values, first=-10)
        points = report(app, me, "weight", 0, 9)["data_points"]
        for index, point in enumerate(points):
            window = values[10 + index - 6 : 10 + index + 1]
            assert point["rolling_mean"] == EXACT(np.mean(window))
            assert point["rolling_median"] == EXACT(np.median(window))

    @settings(max_examples=20, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    @given(st.lists(st.tuples(st.integers(0, 24 * 28), st.integers(600, 999)), max_size=40),
           st.sampled_from(["daily", "weekly", "monthly", "weekday", "hour"]))  # fmt: skip
    def test_every_reading_is_in_one_group(self, app: App, me: Person, readings, by):
        person = app.journal.add_person(OWNER, f"P{len(app.journal.persons(OWNER))}")[0]
        drafts = [weight(value / 10, NEW_YEAR + hour * HOUR) for hour, value in readings]
        if drafts:
            app.journal.add(OWNER, drafts, person.id)
        points = report(app, person, "weight", by=by)["data_points"]
        assert sum(p["count"] for p in points) == len(drafts)
        assert sum(p["sum"] for p in points) == EXACT(sum(d.value for d in drafts))
        for point in points:
            assert point["min"] <= point["median"] <= point["max"]
            assert (point["percentiles"] is None) == (point["count"] < 10)


class TestWithheld:
    def test_nothing_at_all(self, app: App, me: Person):
        answer = report(app, me, "weight", ahead=3, other="steps")
        told = answer["insufficient"]
        assert told["trend"] == {"need": 3, "have": 0, "reason": "too-few-readings"}
        for figure in (
            "trend_days",
            "trend_robust",
            "percentiles",
            "sd",
            "change",
            "outliers",
            "forecast",
            "correlation",
            "weight.trend",
            "weight.rate",
            "weight.bmi",
        ):
            assert told[figure]["have"] < told[figure]["need"]
        assert answer["forecast"] is None
        assert answer["correlation"] is None
        assert answer["weight"] == {"trend": None, "rate_per_week": None, "bmi": None}
        assert answer["regularity"]["share"] == 0

    def test_days_too_alike_tell_how_many_they_are_worth(self, app: App, me: Person):
        """A bend keeps on one side of its line for days on end."""
        daily(app, me, [80.0, 80.5, 81.0, 81.5, 81.0, 80.5, 80.0])
        answer = report(app, me, "weight")
        assert answer["statistics"]["trend_days"] is None
        lack = answer["insufficient"]["trend_days"]
        residual = np.array([80.0, 80.5, 81.0, 81.5, 81.0, 80.5, 80.0]) - 564.5 / 7
        r = np.mean(residual[1:] * residual[:-1]) / np.mean(residual**2)
        assert lack == {
            "need": 3, "have": EXACT(7 * (1 - r) / (1 + r)), "reason": "days-too-alike"
        }  # fmt: skip

    def test_one_reading(self, app: App, me: Person):
        daily(app, me, [80.0])
        answer = report(app, me, "weight")
        told = answer["statistics"]
        assert (told["median"], told["sd"], told["trend"]) == (80, None, "stable")
        assert answer["data_points"][0]["rolling_median"] == 80
        assert answer["weight"]["trend"] == 80

    @pytest.mark.parametrize("apart", [0, 1000, 20_000, 5 * HOUR])
    def test_readings_of_hours_have_no_slope_a_week(self, app: App, me: Person, apart: int):
        drafts = [weight(80 + n, NEW_YEAR + 8 * HOUR + n * apart) for n in range(4)]
        app.journal.add(OWNER, drafts, me.id)
        answer = report(app, me, "weight")
        assert answer["statistics"]["trend"] == "stable"
        assert answer["statistics"]["trend_value"] is None
        lacking = answer["insufficient"]["trend"]
        assert (lacking["need"], lacking["reason"]) == (3, "span-too-short")
        days = (NEW_YEAR_DAY, NEW_YEAR_DAY + 29)
        assert app.overlays.trend(OWNER, me.id, "weight", "kg", days) == lacking

    def test_three_days_in_a_row_have_one(self, app: App, me: Person):
        daily(app, me, [80.0, 81.0, 82.0])
        assert report(app, me, "weight")["statistics"]["trend_value"] == EXACT(7)
        days = (NEW_YEAR_DAY, NEW_YEAR_DAY + 29)
        assert len(app.overlays.trend(OWNER, me.id, "weight", "kg", days)) == 1

    def test_what_never_changes(self, app: App, me: Person):
        daily(app, me, [80.0] * 40, first=-10)
        answer = report(app, me, "weight", ahead=3, other="steps")
        told = answer["statistics"]
        assert (told["trend"], told["trend_value"], told["sd"]) == ("stable", 0, 0)
        assert told["trend_days"]["trend"] == told["trend_robust"]["trend"] == "stable"
        assert told["outliers"]["count"] == 0
        assert answer["insufficient"]["forecast"]["reason"] == "never-changes"

    def test_each_null_has_its_reason(self, app: App, me: Person):
        """Of any figure that might be told of this type."""
        daily(app, me, scattered(5))
        answer = report(app, me, "weight", ahead=3, other="steps")
        never = {"sum", "typical_share"}  # of other types
        null = {k for k, v in answer["statistics"].items() if v is None} - never
        null |= {k for k in ("forecast", "correlation", "change_points") if answer[k] is None}
        null |= {"weight.rate", "weight.bmi"}
        assert null == set(answer["insufficient"])


class TestAsked:
    def test_forecast_uses_what_lies_before_the_period_too(self, app: App, me: Person):
        values = scattered(100)
        daily(app, me, values, first=-70)
        answer = report(app, me, "weight", 28, 29, ahead=5)["forecast"]
        assert [p["date"] for p in answer["data_points"]] == [
            f"2024-{m:02}-{d:02}" for m, d in ((1, 31), (2, 1), (2, 2), (2, 3), (2, 4))
        ]
        assert answer["made_from"] == {
            "start_date": "2023-10-23", "end_date": "2024-01-30", "days": 100
        }  # fmt: skip
        for point in answer["data_points"]:
            assert point["low"] < 80 < point["high"]
        assert 80 <= answer["backtest"]["coverage"] <= 100

    def test_forecast_of_amounts_never_falls_below_zero(self, app: App, me: Person):
        rng = np.random.default_rng(9)
        drafts = [
            steps(float(max(0, round(v))), NEW_YEAR + day * DAY, NEW_YEAR + day * DAY + HOUR)
            for day, v in enumerate(rng.exponential(800, 80))
        ]
        app.journal.add(OWNER, drafts, me.id)
        answer = report(app, me, "steps", 0, 79, ahead=7)["forecast"]
        assert min(p["low"] for p in answer["data_points"]) == 0

    def test_forecast_of_points_stays_on_their_scale(self, app: App, me: Person):
        rng = np.random.default_rng(9)
        drafts = [
            Draft("mood", float(value), "points", NEW_YEAR + day * DAY + HOUR, 0)
            for day, value in enumerate(np.clip(np.rint(rng.normal(2, 0.8, 150)), 1, 10))
        ]
        app.journal.add(OWNER, drafts, me.id)
        answer = report(app, me, "mood", 0, 149, ahead=7)["forecast"]
        assert {p["low"] for p in answer["data_points"]} == {1}

    def test_correlation_pairs_days(self, app: App, me: Person):
        values, counts = scattered(30), np.random.default_rng(4).integers(10, 200, 30) * 100
        daily(app, me, values)
        drafts = [
            steps(float(n), NEW_YEAR + day * DAY, NEW_YEAR + day * DAY + HOUR)
            for day, n in enumerate(counts)
            if day != 7
        ]
        app.journal.add(OWNER, drafts, me.id)
        told = report(app, me, "weight", other="steps")["correlation"]
        x, y = np.delete(values, 7), np.delete(counts, 7)
        assert (told["type"], told["days"]) == ("steps", 29)
        assert told["pearson"]["r"] == EXACT(scipy.stats.pearsonr(x, y).statistic)
        assert told["spearman"]["r"] == EXACT(scipy.stats.spearmanr(x, y).statistic)
        assert 5 <= told["effective_n"] <= 29

    @pytest.mark.parametrize(
        ("more", "code"),
        [({"ahead": 0}, "forecast-days"), ({"ahead": 91}, "forecast-days"),
         ({"other": "weight"}, "type-beside-itself"), ({"other": "aura"}, "unknown-type"),
         ({"by": "yearly"}, "unknown-aggregation")],
    )  # fmt: skip
    def test_what_can_not_be_answered(self, app: App, me: Person, more: dict[str, Any], code: str):
        with pytest.raises(InvalidData) as error:
            report(app, me, "weight", **more)
        assert error.value.fields[0].code == code


class TestWeight:
    def test_trend_begins_before_the_period(self, app: App, me: Person):
        daily(app, me, [80.0] * 30 + [81.0], first=-30)
        answer = report(app, me, "weight", 0, 5)
        assert answer["weight"]["trend"] == EXACT(80.1)
        assert answer["data_points"][0]["smoothed"] == EXACT(80.1)

    def test_rate_in_another_unit(self, app: App, me: Person):
        daily(app, me, [90 - 0.1 * day for day in range(90)])
        told = [report(app, me, "weight", 60, 89, unit=u)["weight"] for u in ("kg", "lb")]
        assert told[0]["rate_per_week"] == EXACT(-0.7, abs=1e-3)
        assert told[1]["rate_per_week"] == EXACT(told[0]["rate_per_week"] / 0.45359237)

    def test_height_is_the_last_one_by_then(self, app: App, me: Person):
        app.journal.edit_person(OWNER, me.id, height_cm=100.0, birth_date="1950-01-01")
        daily(app, me, [80.0])
        heights = [(-20, 200), (-10, 190), (10, 150)]
        drafts = [Draft("height", cm, "cm", NEW_YEAR + day * DAY, 0) for day, cm in heights]
        app.journal.add(OWNER, drafts, me.id)
        told = report(app, me, "weight")["weight"]["bmi"]
        assert told["value"] == EXACT(80 / 1.9**2)
        assert (told["height_cm"], told["class"], told["note"]) == (190, "normal", "older")


def test_regularity(app: App, me: Person):
    daily(app, me, [80.0] * 3, first=2)
    daily(app, me, [80.0] * 2, first=8)
    told = report(app, me, "weight", 0, 9)["regularity"]
    assert (told["days"], told["days_with_readings"], told["share"]) == (10, 5, 50)
    assert (told["longest_streak"], told["current_streak"]) == (3, 2)
    assert told["longest_gap"] == {
        "days": 3, "start_date": "2024-01-06", "end_date": "2024-01-08"
    }  # fmt: skip
