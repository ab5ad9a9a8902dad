"""What stands out, from readings that are really stored."""

from __future__ import annotations

import random
from dataclasses import asdict

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.insights import Insight
from healthdesk.domain.records import Draft, Person
from healthdesk.services.analytics import Analytics
from healthdesk.services.insights import document, unpacked
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, pressure, steps, weight

DAYS = 120
TODAY = NEW_YEAR_DAY + DAYS - 1


def asked(app: App, me: Person, today: int = TODAY) -> dict[str, Insight]:
    """By kind and type, as on a local day."""
    analytics = Analytics(app.db, app.settings, lambda: today)
    return {f"{one.kind} {one.type}": one for one in analytics.insights(OWNER, me.id)}


def wobble(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def test_nobody_without_readings_has_anything_that_stands_out(app: App, me: Person):
    assert asked(app, me) == {}


def test_mornings_and_evenings_of_pressure_at_home(app: App, me: Person):
    rng = wobble(1)
    drafts = []
    for day in range(24):
        at = NEW_YEAR + (DAYS - 1 - day) * DAY
        drafts.append(pressure(round(132 + rng.gauss(0, 2)), 82, at + 7 * HOUR))
        drafts.append(pressure(round(126 + rng.gauss(0, 2)), 80, at + 20 * HOUR))
        # What was measured elsewhere is no evening at home.
        drafts.append(pressure(190, 99, at + 18 * HOUR, tags=("office",)))
    app.journal.add(OWNER, drafts, me.id)
    found = asked(app, me)["morning-evening blood-pressure"]
    assert (found.n, found.counted, found.unit) == (24, "days", "mmHg")
    assert found.figures["low"] < 6.0 < found.figures["high"]
    assert found.days == (TODAY - 89, TODAY)


def test_a_trend_is_told_in_the_unit_of_the_person(app: App, me: Person):
    rng = wobble(2)
    drafts = [weight(round(80 - max(0, day - 78) * 0.06 + rng.gauss(0, 0.2), 1),
                     NEW_YEAR + day * DAY + 7 * HOUR) for day in range(DAYS)]  # fmt: skip
    app.journal.add(OWNER, drafts, me.id)
    kilos = asked(app, me)
    told = kilos.get("trend weight")
    assert told is not None
    assert told.unit == "kg"
    assert told.figures["low"] < -0.42 < told.figures["high"]
    assert told.figures["new"]
    # A week, a trend and a level of one type: one of them is said.
    assert {"level weight", "week weight"}.isdisjoint(kilos)
    app.settings.set("units.weight", "lb")
    pounds = asked(app, me)["trend weight"]
    assert pounds.unit == "lb"
    assert pounds.figures["slope"] == pytest.approx(told.figures["slope"] / 0.45359237)


def test_a_write_drops_what_was_kept_and_nothing_else_does(app: App, me: Person):
    rng = wobble(3)
    drafts = [weight(round(81 + rng.gauss(0, 0.3), 1), NEW_YEAR + day * DAY)
              for day in range(DAYS - 30, DAYS)]  # fmt: skip
    app.journal.add(OWNER, drafts, me.id)
    analytics = Analytics(app.db, app.settings, lambda: TODAY)
    assert analytics.insights(OWNER, me.id) == ()
    assert analytics.insights(OWNER, me.id) == ()
    assert analytics.cache_figures(OWNER)["hits"] == 1
    app.journal.add(OWNER, [weight(18.4, NEW_YEAR + (DAYS - 2) * DAY + HOUR)], me.id)
    (found,) = analytics.insights(OWNER, me.id)
    assert found.kind == "outlier"
    assert found.figures["value"] == 18.4
    assert found.figures["middle"] == pytest.approx(81, abs=0.4)
    row = app.journal.get(OWNER, found.figures["id"])
    assert (row.value, found.figures["day"]) == (18.4, TODAY - 1)
    told = document(found)
    assert told["figures"]["day"] == "2024-04-28"
    assert told["figures"]["recorded_at"] == "2024-04-28T01:00:00+00:00"
    assert told["with"] is None


def test_a_value_to_check_is_not_told_again_as_a_change(app: App, me: Person):
    rng = wobble(8)
    drafts = [weight(round(81 + rng.gauss(0, 0.3), 1), NEW_YEAR + day * DAY)
              for day in range(DAYS)]  # fmt: skip
    drafts[-3] = weight(120.0, NEW_YEAR + (DAYS - 3) * DAY)
    app.journal.add(OWNER, drafts, me.id)
    assert list(asked(app, me)) == ["outlier weight"]


def test_types_that_fall_silent_together_are_one_gap(app: App, me: Person):
    drafts = []
    for day in range(60):
        at = NEW_YEAR + (DAYS - 66 + day) * DAY
        drafts.append(pressure(120 + day % 2, 80, at + 8 * HOUR))
        if day % 2:
            drafts.append(Draft("heart-rate", 60 + day % 3, "bpm", at + 8 * HOUR, 0))
    app.journal.add(OWNER, drafts, me.id)
    told = [one for key, one in asked(app, me).items() if key.startswith("silence")]
    assert [one.type for one in told] == ["blood-pressure"]
    assert told[0].figures["days"] == 5
    assert document(told[0])["figures"]["last_day"] == "2024-04-23"


def test_today_is_not_over_for_totals(app: App, me: Person):
    """A morning's steps are no fall of the week."""
    rng = wobble(4)
    at = [NEW_YEAR + day * DAY + 9 * HOUR for day in range(DAYS)]
    drafts = [steps(8000 + rng.randrange(-300, 300), one, one + HOUR) for one in at[:-1]]
    app.journal.add(OWNER, [*drafts, steps(12, at[-1], at[-1] + MINUTE)], me.id)
    assert [key for key in asked(app, me) if not key.startswith("streak")] == []


def test_two_types_that_go_together(app: App, me: Person):
    rng = wobble(5)
    drafts = []
    for day in range(DAYS - 80, DAYS):
        at, walk = NEW_YEAR + day * DAY, rng.gauss(0, 1)
        drafts.append(steps(round(8000 + 2000 * walk), at + 9 * HOUR, at + 10 * HOUR))
        mood = min(10, max(1, round(6 + 1.6 * walk + rng.gauss(0, 0.8))))
        drafts.append(Draft("mood", mood, "points", at + 21 * HOUR, 0))
    app.journal.add(OWNER, drafts, me.id)
    (found,) = (one for one in asked(app, me).values() if one.kind == "together")
    assert {found.type, found.other} == {"steps", "mood"}
    assert found.figures["r"] > 0.6
    assert found.figures["tested"] == 1
    assert found.n in (79, 80)


def test_two_of_one_group_are_not_compared(app: App, me: Person):
    rng = wobble(9)
    drafts = []
    for day in range(DAYS - 80, DAYS):
        at, walk = NEW_YEAR + day * DAY, max(500, round(8000 + 2000 * rng.gauss(0, 1)))
        drafts.append(steps(walk, at + 9 * HOUR, at + 10 * HOUR))
        drafts.append(Draft("distance", walk * 0.7, "m", at + 9 * HOUR, 0, ended_at=at + 10 * HOUR))
    app.journal.add(OWNER, drafts, me.id)
    assert not [one for one in asked(app, me).values() if one.kind == "together"]


def sensor(day: int, share: float) -> list[Draft]:
    """A day of readings every quarter of an hour, so many of them in range."""
    at = NEW_YEAR + day * DAY
    return [
        Draft("blood-glucose", 120.0 if n < 96 * share else 220.0, "mg/dL", at + n * 15 * MINUTE, 0)
        for n in range(96)
    ]


def test_time_in_range_of_a_sensor(app: App, me: Person):
    drafts = []
    for day in range(DAYS - 56, DAYS):
        drafts += sensor(day, (0.6 if day < DAYS - 28 else 0.75) + 0.03 * (day % 3))
    app.journal.add(OWNER, drafts, me.id)
    found = asked(app, me)["range blood-glucose"]
    assert found.figures["of"] == "readings"
    assert found.figures["difference"] == pytest.approx(15, abs=2)
    assert found.figures["low"] > 5


def test_a_meter_tells_no_time_in_range(app: App, me: Person):
    drafts = [Draft("blood-glucose", 120.0 if day % 5 and day > 90 else 220.0, "mg/dL",
                    NEW_YEAR + day * DAY, 0) for day in range(DAYS - 56, DAYS)]  # fmt: skip
    app.journal.add(OWNER, drafts, me.id)
    assert "range blood-glucose" not in asked(app, me)


def nights(free_hours: float, from_day: int = DAYS - 88) -> list[Draft]:
    """Nights of seven hours, later before Saturdays and Sundays."""
    rng = wobble(6)
    drafts = []
    for day in range(from_day, DAYS):
        late = free_hours * HOUR if (day % 7) in (5, 6) else 0  # New Year's Day was a Monday
        to_bed = round(NEW_YEAR + day * DAY - HOUR + late + rng.gauss(0, 10) * MINUTE)
        drafts.append(
            Draft("sleep-stage", 1, "stage", to_bed, 0, ended_at=to_bed + 7 * HOUR, source="Watch")
        )
    return drafts


def test_sleep_moves_on_weekends(app: App, me: Person):
    app.journal.add(OWNER, nights(1.5), me.id)
    found = asked(app, me)["sleep-times sleep-duration"]
    assert found.figures["difference"] == pytest.approx(90, abs=8)
    assert found.counted == "weeks"


def test_sleep_at_the_same_times_is_nothing_to_tell(app: App, me: Person):
    app.journal.add(OWNER, nights(0.2), me.id)
    assert "sleep-times sleep-duration" not in asked(app, me)


def test_sleep_that_grows_irregular(app: App, me: Person):
    rng = wobble(7)
    drafts = []
    for day in range(DAYS - 88, DAYS):
        spread = 120 if day >= DAYS - 43 else 10
        to_bed = round(NEW_YEAR + day * DAY - HOUR + rng.gauss(0, spread) * MINUTE)
        drafts.append(
            Draft("sleep-stage", 1, "stage", to_bed, 0, ended_at=to_bed + 7 * HOUR, source="Watch")
        )
    app.journal.add(OWNER, drafts, me.id)
    found = asked(app, me)["sleep-regularity sleep-duration"]
    assert found.figures["index"] < found.figures["before"] - 5
    assert found.figures["high"] < 0


def test_the_readings_of_others_count_for_nothing(app: App, me: Person):
    other, _ = app.journal.add_person(OWNER, "Ben")
    app.journal.add(OWNER, nights(1.5), me.id)
    assert asked(app, other) == {}


def test_kept_answers_are_the_same_insights():
    one = Insight("streak", "steps", "steps", (1, 5), 9, "days", 0.3, {"days": 9, "before": 7})
    assert unpacked({"insights": [asdict(one)]}) == (one,)
