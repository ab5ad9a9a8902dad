"""Blood pressure as programs read it."""

from __future__ import annotations

from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.home_protocol import Missing
from healthdesk.domain.records import Draft, Person
from healthdesk.services.pressure_report import Pressures
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, digest, pressure


def report(app: App, me: Person, days: int = 31, **more: Any) -> dict[str, Any]:
    whole = app.analytics.report(
        OWNER, me.id, "blood-pressure", NEW_YEAR_DAY, NEW_YEAR_DAY + days - 1, **more
    )
    found: dict[str, Any] = whole["blood_pressure"]
    return found


def reading(day: int, hour: float, first: float, second: float, *tags: str) -> Draft:
    return pressure(first, second, NEW_YEAR + day * DAY + round(hour * HOUR), tags=tags)


def week(days: int = 7, *tags: str) -> list[Draft]:
    """Two readings each morning and evening; the first day higher."""
    return [
        reading(day, hour + minutes / 60, 150 if day == 0 else 128 + hour / 2, 82, *tags)
        for day in range(days)
        for hour in (8, 20)
        for minutes in (0, 1)
    ]


def test_the_mean_of_a_period_has_a_class_with_its_rule(app, me):
    app.journal.add(OWNER, [reading(day, 8, 132, 84) for day in range(3)], me.id)
    found = report(app, me)
    assert found["mean"] == {"systolic": 132, "diastolic": 84}
    assert (found["class"], found["guideline"], found["setting"], found["n"]) == (
        "stage-1", "aha-acc-2025", "home", 3,
    )  # fmt: skip
    assert found["rule"]["source"] == "doi 10.1161/HYP.0000000000000249"
    assert found["rule"]["confirmed"] is True
    assert found["pulse_pressure"] == 48
    assert found["mean_arterial_pressure"] == 100


def test_one_reading_gets_a_range_and_no_class(app, me):
    app.journal.add(OWNER, [reading(0, 8, 132, 84)], me.id)
    whole = app.analytics.report(OWNER, me.id, "blood-pressure", NEW_YEAR_DAY, NEW_YEAR_DAY)
    found = whole["blood_pressure"]
    assert found["class"] is None
    assert found["insufficient"]["class"] == {"need": 3, "have": 1, "reason": "too-few-days"}
    assert whole["insufficient"]["class"] == found["insufficient"]["class"]
    assert found["latest"]["range"] == {
        "systolic": [130, 135], "diastolic": [80, 85], "both": False,
    }  # fmt: skip


def test_nothing_is_withheld_with_its_needs(app, me):
    found = report(app, me)
    assert (found["mean"], found["class"], found["n"], found["latest"]) == (None, None, 0, None)
    assert found["insufficient"]["class"] == {"need": 3, "have": 0, "reason": "too-few-days"}
    assert found["insufficient"]["protocol"]["have"] == 0


def test_another_guideline_relabels_and_touches_no_row(app, me):
    app.journal.add(OWNER, [reading(day, 8, 132, 84) for day in range(3)], me.id)
    before = digest(app)
    told = {}
    for code in ("acc-aha-2017", "esc-2024", "esh-2023", "ish-2020"):
        app.settings.set("blood_pressure.guideline", code)
        told[code] = (report(app, me)["class"], report(app, me)["rule"]["confirmed"])
    assert told == {
        "acc-aha-2017": ("stage-1", True),
        "esc-2024": ("elevated", False),
        "esh-2023": ("below-hypertension", False),
        "ish-2020": ("below-hypertension", True),
    }
    assert digest(app) == before


def test_places_stand_apart_by_tag(app, me):
    home = [reading(day, 8, 132, 84) for day in range(3)]
    office = [reading(day, 10, 142, 88, "office") for day in range(4)]
    app.journal.add(OWNER, home + office, me.id)
    found = report(app, me)
    assert found["mean"]["systolic"] == 132
    assert list(found["settings"]) == ["home", "office"]
    assert found["settings"]["office"]["class"] == "stage-2"
    assert found["settings"]["home"]["class"] == "stage-1"
    app.settings.set("blood_pressure.setting", "office")
    assert report(app, me)["settings"].keys() == {"office"}
    assert report(app, me)["n"] == 7


def test_morning_and_evening_apart(app, me):
    app.journal.add(OWNER, [reading(0, 7, 130, 80), reading(0, 20, 120, 70)], me.id)
    found = report(app, me)
    assert found["morning"] == {"systolic": 130, "diastolic": 80, "n": 1}
    assert found["evening"] == {"systolic": 120, "diastolic": 70, "n": 1}


def test_the_week_at_home_drops_its_first_day(app, me):
    app.journal.add(OWNER, week(), me.id)
    found = report(app, me)
    assert found["n"] == 28
    assert found["protocol"] == {
        "name": "ESH 2021", "source": "doi 10.1097/HJH.0000000000002922",
        "first_day": "2024-01-01", "last_day": "2024-01-07", "dropped_days": 1,
        "mornings": 7, "evenings": 7, "sufficient": True, "complete": True,
        "missing": {"mornings": 0, "evenings": 0, "second_readings": 0},
        "missing_for_full": {"mornings": 0, "evenings": 0},
        "mean": {"systolic": 135, "diastolic": 82, "n": 24}, "class": "stage-2",
    }  # fmt: skip
    assert "protocol" not in found["insufficient"]


def test_a_week_says_what_is_missing(app, me):
    app.journal.add(OWNER, [d for d in week(3) if d.recorded_at < NEW_YEAR + 2 * DAY + 12 * HOUR],
                    me.id)  # fmt: skip
    found = report(app, me)
    assert found["protocol"]["missing"] == {"mornings": 0, "evenings": 1, "second_readings": 0}
    assert (found["protocol"]["mean"], found["protocol"]["class"]) == (None, None)
    assert found["insufficient"]["protocol"] == {"need": 3, "have": 2, "reason": "too-few-days"}


class TestRecording:
    def recorded(self) -> list[Draft]:
        by_day = [reading(0, 9 + n / 2, 130, 82, "24h") for n in range(24)]
        by_night = [reading(1, 1 + n / 2, 112, 68, "24h") for n in range(10)]
        rising = [reading(1, 6 + n, 128, 80, "24h") for n in range(3)]
        return by_day + by_night + rising

    def test_day_night_dip_and_rise(self, app, me):
        app.journal.add(OWNER, self.recorded(), me.id)
        found = report(app, me)
        assert found["setting"] == "24h"
        assert found["day"] == {"systolic": 130, "diastolic": 82, "n": 24, "class": "stage-1"}
        assert found["night"] == {"systolic": 112, "diastolic": 68, "n": 10, "class": "stage-1"}
        assert found["night_dip"]["kind"] == "dipping"
        assert found["night_dip"]["systolic"] == pytest.approx(18 / 130 * 100)
        assert found["morning_rise"] == {"systolic": 16, "nights": 1}
        assert found["variability"]["of"] == "readings"

    def test_readings_of_the_day_alone_tell_no_dip(self, app, me):
        app.journal.add(OWNER, week(), me.id)
        found = report(app, me)
        assert (found["night_dip"], found["morning_rise"]) == (None, None)
        assert found["insufficient"]["night_dip"] == {
            "need": 20, "have": 14, "reason": "day-readings",
        }  # fmt: skip
        assert found["insufficient"]["morning_rise"]["reason"] == "night-readings"

    def test_single_readings_of_many_nights_get_no_class_of_the_night(self, app, me):
        spot = [reading(10 * n, hour, 130, 80) for n in range(25) for hour in (3, 10)]
        app.journal.add(OWNER, spot, me.id)
        answer = app.analytics.report(
            OWNER, me.id, "blood-pressure", NEW_YEAR_DAY, NEW_YEAR_DAY + 300
        )
        found = answer["blood_pressure"]
        assert (found["night"], found["day"], found["night_dip"]) == (None, None, None)
        lack = {"need": 7, "have": 1, "reason": "nights-apart"}
        assert found["insufficient"]["night_dip"] == lack
        assert found["insufficient"]["morning_rise"] == lack


def test_variability_is_of_days(app, me):
    app.journal.add(OWNER, week(), me.id)
    found = report(app, me)["variability"]
    assert (found["of"], found["n"]) == ("days", 7)
    # Means of days: 150, then 135 six times.
    assert found["systolic"]["arv"] == pytest.approx(15 / 6)


def test_pressures_come_in_the_unit_asked_for(app, me):
    app.journal.add(OWNER, [reading(day, 8, 150, 90) for day in range(3)], me.id)
    found = report(app, me, unit="kPa")
    assert found["mean"]["systolic"] == pytest.approx(150 * 0.133322387)
    assert found["class"] == "stage-2"
    assert found["latest"]["range"]["systolic"] == [135, None]


def test_what_a_device_could_not_measure_is_left_out(app, me):
    app.journal.add(OWNER, [reading(day, 8, 132, 84) for day in range(3)], me.id)
    censored = Draft("blood-pressure", 300, "mmHg", NEW_YEAR + 9 * HOUR, 0, value2=84,
                     comparator=">")  # fmt: skip
    app.journal.add(OWNER, [censored], me.id)
    assert report(app, me)["n"] == 3


def test_a_period_of_instants_is_cut_there(app, me):
    app.journal.add(OWNER, [reading(0, 8, 132, 84), reading(0, 9, 150, 90)], me.id)
    cut = app.analytics.report(
        OWNER, me.id, "blood-pressure", start=NEW_YEAR, end=NEW_YEAR + 9 * HOUR
    )
    assert cut["blood_pressure"]["mean"]["systolic"] == 132


def test_other_types_have_none_of_it(app, me):
    assert "blood_pressure" not in app.analytics.report(OWNER, me.id, "weight")


class TestForTheWindow:
    @pytest.fixture
    def pressures(self, app: App) -> Pressures:
        return Pressures(app.db, app.settings)

    def test_the_week_under_way(self, app, me, pressures):
        app.journal.add(OWNER, week(3, "home", "protocol"), me.id)
        found = pressures.week(OWNER, me.id, NEW_YEAR_DAY + 3)
        assert found.course.first_day == NEW_YEAR_DAY
        assert not found.course.missing()
        assert found.course.missing(7) == Missing(4, 4)
        assert found.code == "stage-2"

    def test_before_the_first_reading_there_is_no_week(self, me, pressures):
        found = pressures.week(OWNER, me.id, NEW_YEAR_DAY)
        assert (found.course, found.code, found.rule.measured) == (None, None, "home")

    def test_readings_at_the_practice_are_not_of_the_week(self, app, me, pressures):
        app.journal.add(OWNER, week(3, "office"), me.id)
        assert pressures.week(OWNER, me.id, NEW_YEAR_DAY + 2).course is None

    def test_how_readings_of_some_days_stand(self, app, me, pressures):
        app.journal.add(OWNER, week(), me.id)
        found = pressures.standings(OWNER, me.id, NEW_YEAR_DAY + 1, NEW_YEAR_DAY + 6)
        assert [(one.setting, one.code, one.summary.mean.n) for one in found] == [
            ("home", "stage-2", 24)
        ]


@pytest.mark.usefixtures("january_8")
class TestOnTheCard:
    def card(self, app: App, me: Person) -> Any:
        cards = {card.type: card for card in app.analytics.today(OWNER, me.id)}
        return cards["blood-pressure"].pressure

    def test_the_last_reading_has_a_range_and_the_week_a_class(self, app, me):
        app.journal.add(OWNER, [*week(), reading(7, 8, 118, 76)], me.id)
        found = self.card(app, me)
        assert found.rule.name == "AHA/ACC 2025"
        assert found.rule.steps[found.place].code == "normal"
        assert (found.week.code, found.week.summary.days) == ("stage-1", 7)

    def test_an_old_reading_still_has_its_range(self, app, me):
        app.journal.add(OWNER, [reading(-40, 8, 142, 88, "office")], me.id)
        found = self.card(app, me)
        assert found.rule.measured == "office"
        assert found.rule.steps[found.place].code == "stage-2"
        assert found.week is None

    def test_a_reading_of_the_same_minute_and_other_types(self, app, me):
        app.journal.add(OWNER, [reading(0, 8, 118, 76)], me.id)
        app.journal.add(
            OWNER, [Draft("weight", 81.4, "kg", NEW_YEAR + 8 * HOUR + MINUTE, 0)], me.id
        )
        cards = {card.type: card for card in app.analytics.today(OWNER, me.id)}
        assert cards["weight"].pressure is None

    @pytest.fixture
    def january_8(self, app: App) -> None:
        from healthdesk.services.analytics import Analytics

        app.analytics = Analytics(app.db, app.settings, lambda: NEW_YEAR_DAY + 7)
