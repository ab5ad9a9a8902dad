"""Goals on a visit report stand as its last day left them, whatever came later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.goals import GoalDraft
from healthdesk.domain.records import Person
from healthdesk.domain.reports import SECTIONS, ReportOptions
from healthdesk.services.goals import Goals
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, steps, weight
from tests.services.test_reports import made, words


@pytest.fixture(params=[True, False], ids=["noticed", "not noticed"])
def set_up(app: App, me: Person, request: pytest.FixtureRequest) -> App:
    """Set on New Year; half of the way on day 10, there on day 20; archived on day 60."""
    noticed: bool = request.param
    app.journal.edit_person(OWNER, me.id, time_zone="UTC")
    at = [NEW_YEAR + 12 * HOUR]
    goals = Goals(app.db, app.bus, app.settings, lambda: at[0])
    readings = ((85, -1), (80, 10), (75, 20), (74, 50))
    app.journal.add(OWNER, [weight(v, at=NEW_YEAR + d * DAY) for v, d in readings], me.id)
    target = GoalDraft("target", "weight", target_value=75, target_day=NEW_YEAR_DAY + 90,
                       set_by="Dr Grey")  # fmt: skip
    goal = goals.add(OWNER, me.id, target).view.goal
    goals.add(OWNER, me.id, GoalDraft("habit", "steps", target_value=8000, per="day"))
    for day in (0, 1, 3):
        begun = NEW_YEAR + day * DAY + 8 * HOUR
        app.journal.add(OWNER, [replace(steps(9000, begun, begun + HOUR), offset=0)], me.id)
    at[0] = NEW_YEAR + 60 * DAY
    if noticed:
        goals.get(OWNER, goal.id)
    goals.archive(OWNER, goal.id)
    return app


def told(app: App, me: Person, last: int, **more: Any) -> str:
    options = ReportOptions(
        day_from=NEW_YEAR_DAY - 5, day_to=NEW_YEAR_DAY + last,
        **{"sections": ("goals",), "language": "en", **more},
    )  # fmt: skip
    return " ".join(words(made(app, me, options)[0]).split())


def test_goal_stands_as_the_last_day_left_it(set_up: App, me: Person):
    text = told(set_up, me, 12)
    assert "Reach 75 kg by 31 Mar 2024 (Set by Dr Grey)" in text
    assert "80 kg, from 85 kg" in text
    assert "50 %" in text
    assert "78 days left" in text
    assert "Completed on 21 Jan 2024" in told(set_up, me, 30)


def test_habit_tells_its_days(set_up: App, me: Person):
    text = told(set_up, me, 3)
    assert "At least 8,000 steps a day" in text
    assert "Done 3 of 4 times" in text


def test_before_it_was_set_and_after_it_was_archived_it_is_left_out(set_up: App, me: Person):
    assert "Reach" not in told(set_up, me, -1)
    assert "Reach" in told(set_up, me, 70)
    options = ReportOptions(
        day_from=NEW_YEAR_DAY + 61, day_to=NEW_YEAR_DAY + 70, sections=("goals",), language="en"
    )  # fmt: skip
    assert "Reach" not in words(made(set_up, me, options)[0])


def test_part_can_be_left_out_and_follows_the_types(set_up: App, me: Person):
    parts = tuple(part for part in SECTIONS if part != "goals")
    assert "Reach" not in told(set_up, me, 12, sections=parts)
    assert "Reach" not in told(set_up, me, 12, types=("steps",))
    assert "At least" in told(set_up, me, 12, types=("steps",))


def test_same_report_twice_is_the_same_file(set_up: App, me: Person):
    options = ReportOptions(day_from=NEW_YEAR_DAY, day_to=NEW_YEAR_DAY + 30, language="en")
    assert made(set_up, me, options)[0] == made(set_up, me, options)[0]


def test_reports_still_come_back_whole(set_up: App):
    report = set_up.roundtrip.check(OWNER, "pdf")
    assert (report.equal, report.differences) == (True, ())
