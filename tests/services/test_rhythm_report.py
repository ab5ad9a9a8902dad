"""The rhythm of the day and the changes of the level in an answer for programs."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.periods import Period
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import day_of, from_datetime
from healthdesk.services import period_data
from healthdesk.services.rhythm_report import hours_asked
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, pressure, weight


def pulse(days: int, peak: float = 16.0, offset: int = 0, start: int = 0) -> list[Draft]:
    """Twice an hour by the clock, 62 beats by and large, up to 72 at the peak."""
    rng = np.random.default_rng(1)
    return [
        Draft("heart-rate",
              round(62 + 10 * math.cos((n / 2 - peak) * math.pi / 12) + rng.normal(0, 2), 1),
              "bpm", NEW_YEAR + start * DAY + n * HOUR // 2 - offset * 60_000, offset,
              source="Watch")
        for n in range(days * 48)
    ]  # fmt: skip


def report(app: App, me: Person, slug: str, days: int = 30, **more):
    return app.analytics.report(OWNER, me.id, slug, NEW_YEAR_DAY, NEW_YEAR_DAY + days - 1, **more)


def minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


class TestRhythm:
    def test_of_a_pulse(self, app: App, me: Person):
        app.journal.add(OWNER, pulse(14), me.id)
        answer = report(app, me, "heart-rate", 14)
        found = answer["rhythm"]
        assert found["mesor"]["value"] == pytest.approx(62, abs=0.5)
        assert found["amplitude"]["value"] == pytest.approx(10, abs=0.5)
        assert found["amplitude"]["low"] < 10 < found["amplitude"]["high"]
        assert minutes(found["acrophase"]["value"]) == pytest.approx(16 * 60, abs=10)
        assert found["acrophase"]["low"] < "16:00" < found["acrophase"]["high"]
        assert (found["hours"], found["days"], found["n"]) == (24, 14, 14 * 48)
        assert not {"rhythm", "amplitude", "acrophase"} & answer["insufficient"].keys()
        json.dumps(answer)

    def test_more_readings_than_are_looked_at_tell_about_the_same(
        self, app: App, me: Person, monkeypatch: pytest.MonkeyPatch
    ):
        app.journal.add(OWNER, pulse(14), me.id)
        each = report(app, me, "heart-rate", 14)["rhythm"]
        monkeypatch.setattr(period_data, "READINGS_MOST", 100)
        every: tuple[dict[str, Any], ...] = (
            {"day_from": NEW_YEAR_DAY, "day_to": NEW_YEAR_DAY + 13},
            {"start": NEW_YEAR, "end": NEW_YEAR + 14 * DAY},
        )
        for bounds in every:
            # Asked in another unit, since the answer in the usual one is kept.
            hours = app.analytics.report(OWNER, me.id, "heart-rate", unit="/min", **bounds)[
                "rhythm"
            ]
            assert hours["n"] == 14 * 24
            for figure in ("mesor", "amplitude"):
                assert hours[figure]["value"] == pytest.approx(each[figure]["value"], abs=0.1)

    def test_hours_are_asked_for_where_readings_are_too_many(
        self, app: App, me: Person, monkeypatch: pytest.MonkeyPatch
    ):
        app.journal.add(OWNER, pulse(14), me.id)

        def asked(days: Period) -> tuple[int, int] | None:
            with app.db.reading() as connection:
                kind = app.db.types["heart-rate"]
                data = period_data.PeriodData(connection, app.db.types, me.id, kind, days)
                return hours_asked(data)

        fortnight = Period((NEW_YEAR_DAY, NEW_YEAR_DAY + 13))
        assert asked(fortnight) is None
        monkeypatch.setattr(period_data, "READINGS_MOST", 100)
        assert asked(fortnight) == (NEW_YEAR_DAY * 24, (NEW_YEAR_DAY + 14) * 24 - 1)
        assert asked(Period(fortnight.days, start=NEW_YEAR)) is None

    def test_of_pressure_both_parts(self, app: App, me: Person):
        drafts = [
            pressure(120 + 8 * math.cos((h - 15) * math.pi / 12), 75 + d % 3,
                     NEW_YEAR + d * DAY + h * HOUR)
            for d in range(8) for h in range(24)
        ]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        answer = report(app, me, "blood-pressure")
        assert answer["rhythm"]["amplitude"]["value"] == pytest.approx(8, abs=0.1)
        assert answer["rhythm"]["acrophase"]["value"] == "15:00"
        other = answer["components"]["diastolic"]
        assert other["rhythm"]["mesor"]["value"] == pytest.approx(76, abs=0.2)
        assert other["rhythm"]["amplitude"] is None
        assert other["insufficient"]["amplitude"]["reason"] == "no-rhythm"

    def test_degrees(self, app: App, me: Person):
        drafts = [
            Draft("body-temperature", 36.8 + 0.4 * math.cos((h - 18) * math.pi / 12), "°C",
                  NEW_YEAR + d * DAY + h * HOUR, 0)
            for d in range(8) for h in range(24)
        ]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        found = report(app, me, "body-temperature", unit="°F")["rhythm"]
        assert found["mesor"]["value"] == pytest.approx(98.24, abs=0.01)
        assert found["amplitude"]["value"] == pytest.approx(0.72, abs=0.01)

    def test_traveller_keeps_the_clock(self, app: App, me: Person):
        """A week in Berlin and a week in New York, each with its peak at four."""
        app.journal.add(OWNER, [*pulse(7, offset=60), *pulse(7, offset=-300, start=7)], me.id)
        found = report(app, me, "heart-rate", 14)["rhythm"]
        assert minutes(found["acrophase"]["value"]) == pytest.approx(16 * 60, abs=10)

    @pytest.mark.parametrize("date", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
    def test_days_of_23_and_25_hours(self, app: App, me: Person, date: dt.date):
        zone = ZoneInfo("Europe/Berlin")
        begun = dt.datetime.combine(date - dt.timedelta(4), dt.time(), zone).astimezone(dt.UTC)
        drafts = []
        for n in range(9 * 24):
            at = (begun + dt.timedelta(hours=n)).astimezone(zone)
            value = 62 + 10 * math.cos((at.hour - 16) * math.pi / 12)
            drafts.append(Draft("heart-rate", round(value, 3), "bpm", *from_datetime(at)))
        app.journal.add(OWNER, drafts, me.id)
        day = day_of(date)
        found = app.analytics.report(OWNER, me.id, "heart-rate", day - 4, day + 4)["rhythm"]
        assert found["acrophase"]["value"] == "16:00"
        assert found["amplitude"]["value"] == pytest.approx(10, abs=0.01)

    def test_only_by_day_it_is_withheld(self, app: App, me: Person):
        kept = [draft for n, draft in enumerate(pulse(14)) if 14 <= n % 48 < 46]
        app.journal.add(OWNER, kept, me.id)
        answer = report(app, me, "heart-rate", 14)
        assert answer["rhythm"] is None
        assert answer["insufficient"]["rhythm"] == {
            "need": 18, "have": 16, "reason": "hours-uncovered"
        }  # fmt: skip

    def test_of_nothing_and_of_one(self, app: App, me: Person):
        assert report(app, me, "heart-rate")["insufficient"]["rhythm"]["have"] == 0
        app.journal.add(OWNER, pulse(1)[:1], me.id)
        answer = report(app, me, "heart-rate")
        assert answer["rhythm"] is None
        assert answer["insufficient"]["rhythm"] == {
            "need": 7, "have": 1, "reason": "too-few-days"
        }  # fmt: skip

    def test_of_totals_and_what_is_measured_once_a_day_there_is_none(self, app: App, me: Person):
        assert "rhythm" not in report(app, me, "weight")
        assert "rhythm" not in report(app, me, "steps")
        assert not {"rhythm", "change_points"} & report(app, me, "height").keys()


class TestChanges:
    def test_new_level_has_its_date_and_the_means_in_the_unit(self, app: App, me: Person):
        rng = np.random.default_rng(3)
        drafts = [
            weight(round(80 + 3 * (day >= 20) + rng.normal(0, 0.3), 2), NEW_YEAR + day * DAY + HOUR)
            for day in range(40)
        ]
        app.journal.add(OWNER, drafts, me.id)
        (point,) = report(app, me, "weight", 40)["change_points"]["points"]
        assert point["date"] == "2024-01-21"
        assert point["difference"] == pytest.approx(3, abs=0.3)
        (point,) = report(app, me, "weight", 40, unit="lb")["change_points"]["points"]
        assert point["difference"] == pytest.approx(6.6, abs=0.7)
        assert point["after"] == pytest.approx(183, abs=1)

    def test_few_days_have_none(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        answer = report(app, me, "weight")
        assert answer["change_points"] is None
        assert answer["insufficient"]["change_points"] == {
            "need": 21, "have": 1, "reason": "too-few-days"
        }  # fmt: skip
