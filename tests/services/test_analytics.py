"""Figures of a period, against the same figures worked out plainly from the readings."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.series import SeriesQuery
from healthdesk.domain.times import day_of, from_datetime, local_day
from healthdesk.services.analytics import Analytics
from tests.opened import (
    DAY,
    HOUR,
    MINUTE,
    NEW_YEAR,
    NEW_YEAR_DAY,
    pressure,
    steps,
    verified,
    weight,
)

BERLIN = ZoneInfo("Europe/Berlin")


def values(app: App, me: Person, slug: str, first: int = -2, last: int = 40, **more):
    report = app.analytics.report(
        OWNER, me.id, slug, NEW_YEAR_DAY + first, NEW_YEAR_DAY + last, **more
    )
    return {point["date"]: point["value"] for point in report["data_points"]}


def in_berlin(*moment: int, fold: int = 0) -> tuple[int, int]:
    return from_datetime(dt.datetime(*moment, tzinfo=BERLIN, fold=fold))  # type: ignore[misc,arg-type]


class TestDays:
    def test_watch_and_phone_are_not_added_up(self, app: App, me: Person):
        eight = NEW_YEAR + 8 * HOUR
        app.journal.add(
            OWNER,
            [
                steps(3000, eight + HOUR // 2, eight + 2 * HOUR, "iPhone"),
                steps(4000, eight, eight + HOUR),
            ],
            me.id,
        )
        assert values(app, me, "steps") == {"2024-01-01": 6000}

    def test_interval_is_cut_at_midnight_of_its_own_place(self, app: App, me: Person):
        draft = Draft("steps", 300, "steps", NEW_YEAR + 21 * HOUR, 120, ended_at=NEW_YEAR + DAY)
        app.journal.add(OWNER, [draft], me.id)
        assert values(app, me, "steps") == {"2024-01-01": 100, "2024-01-02": 200}

    def test_typed_total_stands_for_its_day_and_goes_with_the_reading(self, app: App, me: Person):
        eight = NEW_YEAR + 8 * HOUR
        app.journal.add(OWNER, [steps(4000, eight, eight + HOUR)], me.id)
        typed = app.journal.add(OWNER, [steps(9000, eight, source="manual")], me.id).records[0]
        assert values(app, me, "steps") == {"2024-01-01": 9000}
        app.journal.delete(OWNER, [typed.id])
        assert values(app, me, "steps") == {"2024-01-01": 4000}

    def test_portions_simply_add_up(self, app: App, me: Person):
        drafts = [Draft("water", 250, "mL", NEW_YEAR + n * HOUR, 0) for n in range(4)]
        app.journal.add(OWNER, drafts, me.id)
        assert values(app, me, "water", unit="L") == {"2024-01-01": 1}

    @pytest.mark.parametrize(
        ("moment", "offset", "date"),
        [
            (NEW_YEAR + 11 * HOUR, 14 * 60, "2024-01-02"),
            (NEW_YEAR + 9 * HOUR + 59 * MINUTE, 14 * 60, "2024-01-01"),
            (NEW_YEAR + 11 * HOUR, -12 * 60, "2023-12-31"),
            (NEW_YEAR + 12 * HOUR, -12 * 60, "2024-01-01"),
        ],
    )
    def test_day_is_the_date_where_the_reading_was_taken(
        self, app: App, me: Person, moment: int, offset: int, date: str
    ):
        app.journal.add(OWNER, [weight(at=moment, offset=offset)], me.id)
        assert values(app, me, "weight") == {date: 81.4}

    def test_days_of_changed_clocks_have_23_and_25_hours(self, app: App, me: Person):
        """One step a minute through both days, cut at the midnights of Berlin."""
        for day, hours in (((2023, 3, 26), 23), ((2023, 10, 29), 25)):
            start, offset = in_berlin(*day)
            app.journal.add(
                OWNER,
                [
                    Draft(
                        "steps",
                        60,
                        "steps",
                        start + n * HOUR,
                        offset,
                        ended_at=start + (n + 1) * HOUR,
                    )
                    if n < 2
                    else Draft(
                        "steps",
                        60,
                        "steps",
                        start + n * HOUR,
                        from_datetime(dt.datetime.fromtimestamp((start + n * HOUR) / 1000, BERLIN))[
                            1
                        ],
                        ended_at=start + (n + 1) * HOUR,
                    )
                    for n in range(hours)
                ],
                me.id,
            )
            ordinal = day_of(dt.date(*day))
            report = app.analytics.report(OWNER, me.id, "steps", ordinal - 1, ordinal + 1)
            assert [(p["date"], p["value"]) for p in report["data_points"]] == [
                (dt.date(*day).isoformat(), hours * 60)
            ]

    def test_repeated_hour_keeps_both_readings(self, app: App, me: Person):
        first, second = (in_berlin(2023, 10, 29, 2, 30, fold=fold) for fold in (0, 1))
        assert second[0] - first[0] == HOUR
        drafts = [
            weight(80 + n, at, offset=offset) for n, (at, offset) in enumerate((first, second))
        ]
        app.journal.add(OWNER, drafts, me.id)
        day = day_of(dt.date(2023, 10, 29))
        report = app.analytics.report(OWNER, me.id, "weight", day, day)
        assert report["data_points"][0]["count"] == 2
        assert report["statistics"]["current"] == 81

    def test_censored_reading_counts_but_is_in_no_mean(self, app: App, me: Person):
        app.journal.add(
            OWNER,
            [
                Draft("blood-glucose", 100, "mg/dL", NEW_YEAR, 0),
                Draft("blood-glucose", 400, "mg/dL", NEW_YEAR + HOUR, 0, comparator=">"),
            ],
            me.id,
        )
        report = app.analytics.report(
            OWNER, me.id, "blood-glucose", NEW_YEAR_DAY, NEW_YEAR_DAY, unit="mg/dL"
        )
        (point,) = report["data_points"]
        assert (point["value"], point["max"], point["count"]) == (100, 100, 2)
        assert report["statistics"]["total_records"] == 2
        assert report["statistics"]["avg"] == 100

    def test_only_censored_readings_give_a_day_without_a_mean(self, app: App, me: Person):
        draft = Draft("blood-glucose", 400, "mg/dL", NEW_YEAR, 0, comparator=">")
        app.journal.add(OWNER, [draft], me.id)
        report = app.analytics.report(OWNER, me.id, "blood-glucose", NEW_YEAR_DAY, NEW_YEAR_DAY)
        assert report["data_points"][0]["value"] is None
        assert report["statistics"]["avg"] is None

    def test_night_goes_from_noon_to_noon_and_stages_make_its_hours(self, app: App, me: Person):
        evening = NEW_YEAR + 23 * HOUR
        app.journal.add(
            OWNER,
            [
                Draft(
                    "sleep-stage", code, "stage", evening + a * HOUR, 0, ended_at=evening + b * HOUR
                )
                for code, a, b in ((0, 0, 8), (2, 1, 4), (5, 4, 5), (3, 5, 7))
            ],
            me.id,
        )
        assert values(app, me, "sleep-duration", unit="h") == {"2024-01-02": 5}
        assert values(app, me, "time-in-bed", unit="h") == {"2024-01-02": 8}

    def test_typed_night_replaces_what_stages_say(self, app: App, me: Person):
        stage = Draft("sleep-stage", 2, "stage", NEW_YEAR, 0, ended_at=NEW_YEAR + 6 * HOUR)
        typed = Draft("sleep-duration", 440, "min", NEW_YEAR + 8 * HOUR, 0)
        app.journal.add(OWNER, [stage, typed], me.id)
        assert values(app, me, "sleep-duration", unit="min") == {"2024-01-01": 440}

    def test_last_and_least_are_what_they_say(self, app: App, me: Person):
        app.journal.add(
            OWNER,
            [
                Draft("height", h, "cm", NEW_YEAR + n * HOUR, 0)
                for n, h in enumerate((180, 178, 179))
            ]
            + [
                Draft("5k-time", m, "min", NEW_YEAR + n * HOUR, 0)
                for n, m in enumerate((26, 24, 25))
            ],
            me.id,
        )
        assert values(app, me, "height") == {"2024-01-01": 179}
        assert values(app, me, "5k-time", unit="min") == {"2024-01-01": 24}


class TestReport:
    def test_answer_has_its_shape(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * DAY) for n in range(3)], me.id)
        report = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY + 6)
        assert list(report) == [
            "type", "user_id", "unit", "aggregate", "period", "data_points", "statistics",
            "typical_range", "insufficient", "regularity", "weight",
            "change_points",
        ]  # fmt: skip
        assert [report[key] for key in ("type", "user_id", "unit", "aggregate")] == [
            "weight", me.id, "kg", "mean"
        ]  # fmt: skip
        assert report["period"] == {
            "start_date": "2024-01-01",
            "end_date": "2024-01-07",
            "aggregation": "daily",
        }
        assert [
            {key: point[key] for key in ("date", "value", "min", "max", "count")}
            for point in report["data_points"]
        ] == [
            {"date": f"2024-01-0{n}", "value": v, "min": v, "max": v, "count": 1}
            for n, v in ((1, 80.0), (2, 81.0), (3, 82.0))
        ]
        statistics = list(report["statistics"].items())
        assert statistics[:5] == [
            ("min", 80.0), ("max", 82.0), ("avg", 81.0), ("current", 82.0),
            ("trend", "increasing"),
        ]  # fmt: skip
        assert statistics[5] == ("trend_value", pytest.approx(7))
        assert statistics[6] == ("total_records", 3)
        assert report["typical_range"] == {"low": None, "high": None}
        assert "trend" not in report["insufficient"]

    def test_nothing_there_is_said_plainly(self, app: App, me: Person):
        report = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY)
        assert report["data_points"] == []
        statistics = report["statistics"]
        assert (statistics.pop("trend"), statistics.pop("total_records")) == ("stable", 0)
        assert statistics.pop("of") == "readings"
        assert set(statistics.values()) == {None}

    def test_too_few_points_name_what_is_missing(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(), weight(82)], me.id)
        report = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY)
        lacking = report["insufficient"]["trend"]
        assert lacking == {"need": 3, "have": 2, "reason": "too-few-readings"}
        assert report["statistics"]["trend_value"] is None

    def test_readings_that_never_change_are_stable(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(1.9, NEW_YEAR + n * DAY) for n in range(21)], me.id)
        report = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY + 30)
        assert report["statistics"]["trend"] == "stable"

    def test_pressure_has_both_parts(self, app: App, me: Person):
        app.journal.add(OWNER, [pressure(120, 80), pressure(130, 70)], me.id)
        report = app.analytics.report(OWNER, me.id, "blood-pressure", NEW_YEAR_DAY, NEW_YEAR_DAY)
        assert report["statistics"]["avg"] == 125
        below = report["components"]["diastolic"]
        assert (below["statistics"]["avg"], below["data_points"][0]["max"]) == (75, 80)
        assert set(below) == {
            "data_points", "statistics", "typical_range", "insufficient", "rhythm",
            "change_points",
        }  # fmt: skip

    def test_weeks_begin_on_monday_and_months_on_the_first(self, app: App, me: Person):
        at = [NEW_YEAR + n * DAY for n in (-1, 0, 6, 7, 31)]
        app.journal.add(OWNER, [weight(80 + n, each) for n, each in enumerate(at)], me.id)
        assert values(app, me, "weight", by="weekly") == {
            "2023-12-25": 80,
            "2024-01-01": 81.5,
            "2024-01-08": 83,
            "2024-01-29": 84,
        }
        assert values(app, me, "weight", by="monthly") == {
            "2023-12-01": 80,
            "2024-01-01": 82,
            "2024-02-01": 84,
        }

    @pytest.mark.parametrize(
        ("start", "dates"), [("sunday", ["2023-12-31"]), ("saturday", ["2023-12-30", "2024-01-06"])]
    )
    def test_weeks_may_begin_another_day(self, app: App, me: Person, start: str, dates: list[str]):
        app.settings.set("week_start", start)
        drafts = [weight(80, NEW_YEAR + n * DAY) for n in (-1, 0, 5)]
        app.journal.add(OWNER, drafts, me.id)
        assert list(values(app, me, "weight", by="weekly")) == dates

    def test_other_unit_converts_everything_but_differences_have_no_zero(
        self, app: App, me: Person
    ):
        drafts = [
            Draft("body-temperature", 36 + n / 2, "°C", NEW_YEAR + n * DAY, 0) for n in range(4)
        ]
        app.journal.add(OWNER, drafts, me.id)
        span = (NEW_YEAR_DAY, NEW_YEAR_DAY + 6)
        report = app.analytics.report(OWNER, me.id, "body-temperature", *span, unit="°F")
        assert report["statistics"]["min"] == pytest.approx(96.8)
        assert report["statistics"]["trend_value"] == pytest.approx(3.5 * 9 / 5)
        assert report["typical_range"]["low"] == 97

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("aura",), "unknown-type"),
            (("weight", 5, 4), "period-backwards"),
            (("weight", 4, 5, "daily", "mmHg"), "unit-of-type"),
            (("weight", 4, 5, "hourly"), "unknown-aggregation"),
        ],
    )
    def test_question_that_makes_no_sense_is_refused(
        self, app: App, me: Person, arguments: tuple[Any, ...], code: str
    ):
        app.journal.add(OWNER, [weight()], me.id)
        with pytest.raises(InvalidData) as error:
            app.analytics.report(OWNER, me.id, *arguments)
        assert error.value.fields[0].code == code


READINGS = st.lists(
    st.tuples(
        st.integers(0, 20 * 24).map(lambda hour: NEW_YEAR + hour * HOUR),
        st.sampled_from([-720, -300, 0, 60, 840]),
        st.integers(600, 1200).map(lambda n: n / 10),
        st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=READINGS, by=st.sampled_from(["daily", "weekly", "monthly"]))
def test_means_and_trend_are_those_of_the_readings(
    make_app: Callable[[str], App], tmp_path: Path, readings, by
):
    app = make_app("data")
    me = app.journal.default_person(OWNER)
    old = [record.id for record in app.journal.slice(OWNER, _everything(), 0, 0)]
    app.journal.delete(OWNER, old)
    drafts = [
        weight(value, at, offset=offset, comparator="<" if censored else "")
        for at, offset, value, censored in readings
    ]
    app.journal.add(OWNER, drafts, me.id)
    first, last = NEW_YEAR_DAY + 2, NEW_YEAR_DAY + 15
    report = app.analytics.report(OWNER, me.id, "weight", first, last, by)

    inside = [d for d in drafts if first <= local_day(d.recorded_at, d.offset) <= last]
    told = [d for d in inside if not d.comparator]
    periods: dict[str, list[Draft]] = defaultdict(list)
    for draft in inside:
        date = dt.date(1970, 1, 1) + dt.timedelta(days=local_day(draft.recorded_at, draft.offset))
        start = {
            "daily": date,
            "weekly": date - dt.timedelta(days=date.weekday()),
            "monthly": date.replace(day=1),
        }[by]
        periods[start.isoformat()].append(draft)
    assert [p["date"] for p in report["data_points"]] == sorted(periods)
    for point in report["data_points"]:
        group = periods[point["date"]]
        numbers = [d.value for d in group if not d.comparator]
        assert point["count"] == len(group)
        if numbers:
            assert point["value"] == pytest.approx(sum(numbers) / len(numbers))
            assert (point["min"], point["max"]) == (min(numbers), max(numbers))
        else:
            assert point["value"] is None
    statistics = report["statistics"]
    assert statistics["total_records"] == len(inside)
    weeks = np.array([d.recorded_at / (7 * DAY) for d in told])
    days = [local_day(d.recorded_at, d.offset) for d in told]
    if len(told) >= 3 and max(days) - min(days) >= 2:
        line = np.column_stack([weeks - weeks.mean(), np.ones(len(told))])
        slope = np.linalg.lstsq(line, np.array([d.value for d in told]), rcond=None)[0][0]
        assert statistics["trend_value"] == pytest.approx(slope, abs=1e-6, rel=1e-6)
    else:
        assert statistics["trend_value"] is None
    app.close()


def _everything():
    from healthdesk.domain.records import RecordQuery

    return RecordQuery()


class TestToday:
    def today(self, app: App, me: Person, day: int = 14):
        analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY + day)
        return {card.type: card for card in analytics.today(OWNER, me.id)}

    def test_card_tells_the_last_value_and_two_weeks(self, app: App, me: Person):
        drafts = [weight(80 + n, NEW_YEAR + n * DAY + 8 * HOUR) for n in range(15)]
        app.journal.add(OWNER, drafts, me.id)
        card = self.today(app, me)["weight"]
        assert (card.value, card.unit) == (94, "kg")
        assert card.mean == pytest.approx(sum(range(88, 95)) / 7)
        assert card.before == pytest.approx(sum(range(81, 88)) / 7)
        assert card.days == 7
        assert card.spark[-1] == (NEW_YEAR_DAY + 14, 94)

    def test_card_shows_the_unit_of_the_person(self, app: App, me: Person):
        app.settings.set("units.weight", "lb")
        app.journal.add(OWNER, [weight(178.5, unit="lb")], me.id)
        card = self.today(app, me)["weight"]
        assert (card.value, card.unit) == (178.5, "lb")

    def test_sums_show_the_newest_day(self, app: App, me: Person):
        app.journal.add(
            OWNER,
            [steps(1000 * n, NEW_YEAR + n * DAY, NEW_YEAR + n * DAY + HOUR) for n in (12, 13)],
            me.id,
        )
        card = self.today(app, me)["steps"]
        assert (card.value, card.day, card.mean) == (13000, NEW_YEAR_DAY + 13, 12500)

    @pytest.mark.parametrize(
        ("first", "second", "verdict"),
        [(110, 70, "in-range"), (119.9, 79.9, "in-range"), (120, 70, "above"), (110, 80, "above"),
         (85, 70, "below"), (125, 55, "above")],
    )  # fmt: skip
    def test_verdict_of_a_pressure(
        self, app: App, me: Person, first: float, second: float, verdict: str
    ):
        app.journal.add(OWNER, [pressure(first, second)], me.id)
        assert self.today(app, me)["blood-pressure"].verdict == verdict

    def test_a_day_that_goes_on_is_in_no_mean(self, app: App, me: Person):
        drafts = [steps(1000 * n, NEW_YEAR + n * DAY, NEW_YEAR + n * DAY + HOUR) for n in range(15)]
        app.journal.add(OWNER, drafts, me.id)
        card = self.today(app, me)["steps"]
        assert (card.value, card.day) == (14000, NEW_YEAR_DAY + 14)
        assert (card.mean, card.before, card.days) == (10000, 3000, 7)

    def test_the_first_day_has_no_mean_yet(self, app: App, me: Person):
        today = NEW_YEAR + 14 * DAY
        app.journal.add(OWNER, [steps(4501, today, today + HOUR)], me.id)
        card = self.today(app, me)["steps"]
        assert (card.value, card.mean, card.days) == (4501, None, 0)

    def test_last_night_is_over(self, app: App, me: Person):
        morning = NEW_YEAR + 14 * DAY + 7 * HOUR
        night = Draft("sleep-duration", 450, "min", morning - 8 * HOUR, 0, ended_at=morning)
        app.journal.add(OWNER, [night], me.id)
        card = self.today(app, me)["sleep-duration"]
        assert (card.mean, card.days) == (450, 1)

    def test_nothing_gives_no_cards(self, app: App, me: Person):
        assert self.today(app, me) == {}


def test_trend_of_day_totals_is_by_week(app: App, me: Person):
    drafts = [
        steps(1000 + 100 * n, NEW_YEAR + n * DAY, NEW_YEAR + n * DAY + HOUR) for n in range(10)
    ]
    app.journal.add(OWNER, drafts, me.id)
    report = app.analytics.report(OWNER, me.id, "steps", NEW_YEAR_DAY, NEW_YEAR_DAY + 20)
    assert report["statistics"]["trend_value"] == pytest.approx(700)
    assert report["statistics"]["current"] == 1900
    assert math.isclose(report["statistics"]["avg"], 1450)
    verified(app)


class TestInstants:
    """A period may begin and end at an instant, the end excluded."""

    def between(self, app: App, me: Person, slug: str, start: int, end: int, **more) -> Any:
        return app.analytics.report(OWNER, me.id, slug, start=start, end=end, **more)

    def test_end_is_excluded_and_said_in_universal_time(self, app: App, me: Person):
        hours = (0, 6, 12, 18)
        app.journal.add(OWNER, [weight(80 + h, NEW_YEAR + h * HOUR) for h in hours], me.id)
        answer = self.between(app, me, "weight", NEW_YEAR + 6 * HOUR, NEW_YEAR + 18 * HOUR)
        assert answer["period"] == {
            "start_date": "2024-01-01T06:00:00+00:00",
            "end_date": "2024-01-01T18:00:00+00:00",
            "aggregation": "daily",
        }
        (point,) = answer["data_points"]
        assert (point["min"], point["max"], point["count"]) == (86, 92, 2)
        figures = answer["statistics"]
        assert (figures["total_records"], figures["current"], figures["avg"]) == (2, 92, 89)

    def test_amounts_are_cut_in_proportion(self, app: App, me: Person):
        app.journal.add(OWNER, [steps(600, NEW_YEAR + 8 * HOUR, NEW_YEAR + 10 * HOUR)], me.id)
        answer = self.between(app, me, "steps", NEW_YEAR + 9 * HOUR, NEW_YEAR + 20 * HOUR)
        assert [p["value"] for p in answer["data_points"]] == [300]

    def test_night_is_cut_as_well(self, app: App, me: Person):
        night = NEW_YEAR + 22 * HOUR
        stage = Draft("sleep-stage", 1, "stage", night, 0, ended_at=night + 8 * HOUR)
        app.journal.add(OWNER, [stage], me.id)
        answer = self.between(app, me, "sleep-duration", night + 6 * HOUR, night + 30 * HOUR)
        assert [(p["date"], p["value"]) for p in answer["data_points"]] == [("2024-01-02", 120)]

    def test_portions_and_typed_totals_count_where_they_stand(self, app: App, me: Person):
        drafts = [Draft("water", 250, "mL", NEW_YEAR + h * HOUR, 0) for h in (8, 12, 16)]
        app.journal.add(OWNER, [*drafts, steps(9000, NEW_YEAR + 12 * HOUR, source="manual")], me.id)
        morning = (NEW_YEAR + 9 * HOUR, NEW_YEAR + 13 * HOUR)
        assert [p["value"] for p in self.between(app, me, "water", *morning)["data_points"]] == [
            250
        ]
        assert [p["value"] for p in self.between(app, me, "steps", *morning)["data_points"]] == [
            9000
        ]
        later = (NEW_YEAR + 13 * HOUR, NEW_YEAR + 15 * HOUR)
        assert self.between(app, me, "steps", *later)["data_points"] == []

    def test_one_end_alone(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * DAY) for n in range(60)], me.id)
        end = NEW_YEAR + 40 * DAY
        answer = app.analytics.report(OWNER, me.id, "weight", end=end)
        assert answer["statistics"]["total_records"] == 30
        assert answer["period"]["start_date"] == "2024-01-11T00:00:00+00:00"
        answer = app.analytics.report(OWNER, me.id, "weight", NEW_YEAR_DAY + 38, end=end)
        assert (answer["statistics"]["total_records"], answer["statistics"]["max"]) == (2, 119)
        answer = app.analytics.report(
            OWNER, me.id, "weight", day_to=NEW_YEAR_DAY + 40, start=end - HOUR
        )
        assert (answer["statistics"]["total_records"], answer["statistics"]["min"]) == (1, 120)

    def test_backwards_is_refused(self, app: App, me: Person):
        with pytest.raises(InvalidData) as error:
            self.between(app, me, "weight", NEW_YEAR + HOUR, NEW_YEAR)
        assert error.value.fields[0].code == "period-backwards"

    @settings(
        max_examples=25, deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(st.data())
    def test_two_halves_are_the_whole(self, app: App, me: Person, data: st.DataObject):
        """Of every way to sum up, wherever it is cut, and as the readings themselves say."""
        person = app.journal.add_person(OWNER, f"P{len(app.journal.persons(OWNER))}")[0]
        moments = st.integers(0, 12 * 24 * 60)
        offsets = st.sampled_from([-720, -300, 0, 60, 840])
        at = data.draw(st.lists(st.tuples(moments, offsets), min_size=1, max_size=30))
        drafts = [
            draft
            for n, (minute, offset) in enumerate(at)
            for draft in (
                Draft("weight", 60 + n, "kg", NEW_YEAR + minute * MINUTE, offset),
                Draft("water", 100 + n, "mL", NEW_YEAR + minute * MINUTE, offset),
                Draft("steps", 100 + n, "steps", NEW_YEAR + minute * MINUTE, offset,
                      ended_at=NEW_YEAR + (minute + 30 + n) * MINUTE, source="Watch"),
            )
        ]  # fmt: skip
        app.journal.add(OWNER, drafts, person.id)
        start, cut, end = sorted(
            NEW_YEAR + m * MINUTE for m in data.draw(st.lists(moments, min_size=3, max_size=3))
        )
        whole, *halves = (
            {slug: self.between(app, person, slug, a, b) for slug in ("weight", "water", "steps")}
            for a, b in ((start, end), (start, cut), (cut, end))
        )
        inside = [d for d in drafts if d.type == "weight" and start <= d.recorded_at < end]
        assert whole["weight"]["statistics"]["total_records"] == len(inside)
        assert whole["weight"]["statistics"]["max"] == max((d.value for d in inside), default=None)
        for slug in ("water", "steps"):
            sums = [sum(p["value"] for p in r[slug]["data_points"]) for r in (whole, *halves)]
            assert sums[0] == pytest.approx(sums[1] + sums[2])


def test_weeks_begin_as_usual_in_the_region_unless_chosen(
    app: App, me: Person, monkeypatch: pytest.MonkeyPatch
):
    # The first of the year is a Monday.
    app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * DAY) for n in range(8)], me.id)

    def begins() -> tuple[list[str], list[int]]:
        days = NEW_YEAR_DAY, NEW_YEAR_DAY + 7
        report = app.analytics.report(OWNER, me.id, "weight", *days, "weekly")
        asked = SeriesQuery(me.id, "weight", NEW_YEAR, NEW_YEAR + 8 * DAY, "kg", step="week")
        (line,) = app.analytics.series(OWNER, asked).lines
        middle = [round(at * 1000 / DAY - 3.5) - NEW_YEAR_DAY for at in line.at]
        return [point["date"] for point in report["data_points"]], middle

    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert begins() == (["2023-12-31", "2024-01-07"], [-1, 6])
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert begins() == (["2024-01-01", "2024-01-08"], [0, 7])
    app.settings.set("week_start", "saturday")
    assert begins() == (["2023-12-30", "2024-01-06"], [-2, 5])


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_period_ends_on_the_day_it_is_where_the_person_lives(app: App, zone: str):
    """25 hours apart: at any moment one of the two has another date than the computer."""
    person, _ = app.journal.add_person(OWNER, "Elsewhere", time_zone=zone)
    now = dt.datetime.now(ZoneInfo(zone))
    app.journal.add(
        OWNER, [weight(80, from_datetime(now)[0], offset=from_datetime(now)[1])], person.id
    )
    answer = app.analytics.report(OWNER, person.id, "weight")
    later = dt.datetime.now(ZoneInfo(zone)).date().isoformat()
    assert answer["period"]["end_date"] in {now.date().isoformat(), later}
    assert answer["statistics"]["total_records"] == 1
    assert answer["regularity"]["current_streak"] == 1
    (card,) = app.analytics.today(OWNER, person.id)
    assert card.days == 1
