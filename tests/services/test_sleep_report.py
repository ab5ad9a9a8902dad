"""Sleep of a period in an answer for programs, from what was recorded."""

from __future__ import annotations

import json

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY

IN_BED, ASLEEP, DEEP = 0, 1, 3


def stage(day: int, code: int, since: float, until: float, source: str = "Watch") -> Draft:
    """Hours after the midnight that begins the day."""
    at = NEW_YEAR + day * DAY
    return Draft("sleep-stage", code, "stage", round(at + since * HOUR), 0,
                 ended_at=round(at + until * HOUR), source=source)  # fmt: skip


def fortnight() -> list[Draft]:
    """Eight hours in bed, asleep after half an hour; two hours later before free days."""
    late = [2 * (day % 7 >= 5) for day in range(14)]
    return [
        draft for day in range(14)
        for draft in (stage(day, IN_BED, -1 + late[day], 7 + late[day]),
                      stage(day, DEEP, -0.5 + late[day], 6.5 + late[day]))
    ]  # fmt: skip


def report(app: App, me: Person, days: int = 14, slug: str = "sleep-duration", **more):
    return app.analytics.report(OWNER, me.id, slug, NEW_YEAR_DAY, NEW_YEAR_DAY + days - 1, **more)


class TestFortnight:
    @pytest.fixture(autouse=True)
    def recorded(self, app: App, me: Person):
        app.journal.add(OWNER, fortnight(), me.id)

    def test_tells_every_figure(self, app: App, me: Person):
        answer = report(app, me)
        found = answer["sleep"]
        assert (found["nights"], found["nights_with_times"]) == (14, 14)
        assert found["asleep"] == {"mean": 420, "nights": 14}
        assert found["in_bed"] == {"mean": 480, "nights": 14}
        assert found["efficiency"] == {"value": 87.5, "nights": 14}
        assert found["latency"] == {"minutes": 30, "nights": 14}
        assert found["times"] == {"onset": "00:04", "mid_sleep": "03:34", "wake": "07:04"}
        assert found["social_jet_lag"] == {
            "minutes": 120, "free": "05:00", "work": "03:00", "free_nights": 4, "work_nights": 10
        }  # fmt: skip
        # Three changes by two hours, each at both ends of the sleep.
        index = found["sleep_regularity"]
        assert index["pairs"] == 13
        assert index["index"] == pytest.approx(100 - 200 * 3 * 4 / (24 * 13), abs=1.5)
        assert not found.keys() & answer["insufficient"].keys()
        json.dumps(answer)

    def test_same_of_time_in_bed_in_hours(self, app: App, me: Person):
        found = report(app, me, slug="time-in-bed", unit="h")["sleep"]
        assert found["asleep"]["mean"] == 7

    def test_phone_beside_the_watch_changes_nothing(self, app: App, me: Person):
        before = report(app, me)["sleep"]
        phone = [stage(day, ASLEEP, 2, 5, "Phone") for day in range(14)]
        app.journal.add(OWNER, phone, me.id)
        assert report(app, me)["sleep"] == before

    def test_typed_length_counts_for_how_long_alone(self, app: App, me: Person):
        before = report(app, me)["sleep"]
        typed = Draft("sleep-duration", 360, "min", NEW_YEAR + 3 * DAY + 8 * HOUR, 0)
        app.journal.add(OWNER, [typed], me.id)
        after = report(app, me)["sleep"]
        assert after["asleep"]["mean"] == pytest.approx(420 - 60 / 14)
        assert after["times"] == before["times"]

    def test_kept_answer_goes_with_a_new_night(self, app: App, me: Person):
        assert report(app, me, 15)["sleep"]["nights"] == 14
        app.journal.add(OWNER, [stage(14, DEEP, -1, 7)], me.id)
        assert report(app, me, 15)["sleep"]["nights"] == 15

    def test_between_two_instants_a_night_counts_whole_or_not(self, app: App, me: Person):
        start = NEW_YEAR + 2 * DAY
        answer = app.analytics.report(
            OWNER, me.id, "sleep-duration", start=start, end=start + 5 * DAY
        )
        assert answer["sleep"]["nights_with_times"] == 4


class TestWithheld:
    def test_of_nothing(self, app: App, me: Person):
        answer = report(app, me)
        found = answer["sleep"]
        null = {name for name, value in found.items() if value is None}
        assert null == found.keys() - {"nights", "nights_with_times"}
        assert null <= answer["insufficient"].keys()

    def test_one_night_says_what_is_missing(self, app: App, me: Person):
        app.journal.add(OWNER, [stage(0, DEEP, -1, 7)], me.id)
        answer = report(app, me)
        assert answer["sleep"]["asleep"] == {"mean": 480, "nights": 1}
        lack = answer["insufficient"]
        assert lack["sleep_regularity"] == {"need": 7, "have": 0, "reason": "nights-in-a-row"}
        assert lack["social_jet_lag"] == {"need": 4, "have": 0, "reason": "free-nights"}
        assert lack["times"] == {"need": 3, "have": 1, "reason": "nights"}

    def test_sleep_alone_tells_no_time_in_bed(self, app: App, me: Person):
        app.journal.add(OWNER, [stage(day, DEEP, -1, 7) for day in range(5)], me.id)
        answer = report(app, me)
        assert answer["sleep"]["efficiency"] is answer["sleep"]["in_bed"] is None
        assert answer["insufficient"]["efficiency"] == {"need": 3, "have": 0, "reason": "nights"}

    def test_typed_nights_have_efficiency_and_no_times(self, app: App, me: Person):
        drafts = [
            Draft(slug, value, "min", NEW_YEAR + day * DAY + 8 * HOUR, 0)
            for day in range(4)
            for slug, value in (("sleep-duration", 400), ("time-in-bed", 500))
        ]
        app.journal.add(OWNER, drafts, me.id)
        found = report(app, me)["sleep"]
        assert found["efficiency"] == {"value": 80, "nights": 4}
        assert found["nights_with_times"] == 0
        assert found["times"] is None

    def test_other_types_have_none(self, app: App, me: Person):
        assert "sleep" not in report(app, me, slug="sleep-quality")


def test_length_with_beginning_and_end_tells_times(app: App, me: Person):
    drafts = [
        Draft("sleep-duration", 450, "min", NEW_YEAR + day * DAY - HOUR, 0,
              ended_at=NEW_YEAR + day * DAY + 7 * HOUR, source="Ring")
        for day in range(4)
    ]  # fmt: skip
    app.journal.add(OWNER, drafts, me.id)
    found = report(app, me)["sleep"]
    assert found["asleep"] == {"mean": 450, "nights": 4}
    assert found["times"] == {"onset": "23:00", "mid_sleep": "03:00", "wake": "07:00"}
