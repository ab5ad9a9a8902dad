"""Heart and activity in an answer for programs."""

from __future__ import annotations

import json

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, steps


def reading(slug: str, value: float, at: int, unit: str = "bpm") -> Draft:
    return Draft(slug, value, unit, at, 0, source="Watch")


def report(app: App, me: Person, slug: str, days: int = 30, **more):
    return app.analytics.report(OWNER, me.id, slug, NEW_YEAR_DAY, NEW_YEAR_DAY + days - 1, **more)


class TestHeart:
    def test_zones_by_age(self, app: App, me: Person):
        app.journal.edit_person(OWNER, me.id, birth_date="1984-01-01")
        rates = [60.0] * 60 + [100.0] * 30 + [170.0] * 10
        app.journal.add(
            OWNER, [reading("heart-rate", r, NEW_YEAR + n * MINUTE) for n, r in enumerate(rates)],
            me.id,
        )  # fmt: skip
        answer = report(app, me, "heart-rate")
        found = answer["heart"]["zones"]
        assert (found["highest"], found["minutes"], found["rest"]) == (180, 100, 60)
        assert [zone["minutes"] for zone in found["zones"]] == [30, 0, 0, 0, 10]
        json.dumps(answer)

    def test_a_measured_highest_rate_comes_first_and_is_of_the_first_person(
        self, app: App, me: Person
    ):
        ben = app.journal.add_person(OWNER, "Ben", birth_date="1984-01-01")[0]
        for person in (me, ben):
            app.journal.add(
                OWNER,
                [reading("heart-rate", 150, NEW_YEAR + n * MINUTE) for n in range(60)], person.id,
            )  # fmt: skip
        app.settings.set("heart.highest_rate", 200)
        mine, bens = (report(app, one, "heart-rate")["heart"]["zones"] for one in (me, ben))
        assert (mine["highest"], mine["highest_from"]) == (200, "own")
        assert [zone["minutes"] for zone in mine["zones"]] == [0, 0, 60, 0, 0]
        assert (bens["highest"], bens["highest_from"]) == (180, "age")
        app.settings.set("heart.highest_rate", 99)
        assert report(app, me, "heart-rate")["heart"]["zones"] is None

    def test_without_a_birth_date_there_are_no_zones(self, app: App, me: Person):
        app.journal.add(OWNER, [reading("heart-rate", 60, NEW_YEAR)], me.id)
        answer = report(app, me, "heart-rate")
        assert answer["heart"] == {"resting": None, "hrv": None, "zones": None}
        assert answer["insufficient"]["zones"]["reason"] == "age-unknown"
        assert answer["insufficient"]["resting"] == {
            "need": 3, "have": 0, "reason": "too-few-days"
        }  # fmt: skip

    def test_resting_and_variability_with_their_trends(self, app: App, me: Person):
        drafts = [
            draft for day in range(20)
            for draft in (
                reading("resting-heart-rate", 60 - day / 2 + day % 2, NEW_YEAR + day * DAY),
                reading("heart-rate-variability", 40 * 1.01**day, NEW_YEAR + day * DAY, "ms"),
            )
        ]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        found = report(app, me, "resting-heart-rate")["heart"]
        assert found["resting"]["mean"] == pytest.approx(60 - 0.5 * 9.5 + 0.5)
        assert found["resting"]["trend"]["direction"] == "decreasing"
        assert found["hrv"]["mean"] == pytest.approx(40 * 1.01**9.5)
        assert found["hrv"]["trend"]["value"] == pytest.approx(100 * (1.01**7 - 1), abs=1e-6)

    def test_kept_answer_goes_with_another_type_of_the_heart(self, app: App, me: Person):
        assert report(app, me, "heart-rate")["heart"]["resting"] is None
        drafts = [reading("resting-heart-rate", 55, NEW_YEAR + day * DAY) for day in range(3)]
        app.journal.add(OWNER, drafts, me.id)
        assert report(app, me, "heart-rate")["heart"]["resting"]["mean"] == 55


class TestActivity:
    def test_of_steps(self, app: App, me: Person):
        amounts = [5000] * 21 + [10_000] * 7
        app.journal.add(
            OWNER, [steps(a, NEW_YEAR + day * DAY, NEW_YEAR + day * DAY + HOUR)
                    for day, a in enumerate(amounts)], me.id,
        )  # fmt: skip
        found = report(app, me, "steps", 28)["activity"]
        assert found["active_days"] == {"active": 7, "days": 28, "threshold": 7000}
        assert found["load"] == {
            "acute": 10_000, "chronic": 5000, "ratio": 2, "last_day": "2024-01-28"
        }  # fmt: skip

    def test_days_without_a_workout_are_none(self, app: App, me: Person):
        drafts = [reading("workouts", 1, NEW_YEAR + day * DAY, "count") for day in (0, 3, 24, 26)]
        app.journal.add(OWNER, drafts, me.id)
        found = report(app, me, "workouts", 28)["activity"]
        assert found["active_days"]["active"] == 4
        assert found["load"]["ratio"] == pytest.approx(3)

    def test_of_nothing(self, app: App, me: Person):
        answer = report(app, me, "steps")
        assert answer["activity"] == {"active_days": None, "load": None}
        assert answer["insufficient"]["load"] == {"need": 5, "have": 0, "reason": "too-few-days"}

    def test_of_types_without_a_threshold(self, app: App, me: Person):
        answer = report(app, me, "distance")
        assert answer["insufficient"]["active_days"]["reason"] == "no-threshold"

    def test_other_types_have_neither(self, app: App, me: Person):
        assert not {"heart", "activity"} & report(app, me, "vo2-max").keys()
