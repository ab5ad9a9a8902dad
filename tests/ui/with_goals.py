"""Goals of the demo person: under way, resting, reached, archived."""

from __future__ import annotations

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.goals import GoalDraft
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.services.goals import Goals
from tests.ui.furnished import NOON, Furnished

TODAY = day_of(NOON.date())
DRAFTS = (
    GoalDraft("target", "weight", target_value=78, target_day=TODAY + 120, set_by="Dr Grey"),
    GoalDraft("habit", "steps", target_value=7000, per="day"),
    GoalDraft("habit", "blood-pressure", per="day", times=2),
    GoalDraft("habit", "steps", target_value=6500, per="week", times=5),
    GoalDraft("target", "blood-pressure", target_value=120, target_value2=78, target_day=TODAY + 9),
    GoalDraft("target", "resting-heart-rate", target_value=56),
    GoalDraft(
        "target", "blood-glucose", direction="range", low=70, high=110, target_day=TODAY + 30
    ),
    GoalDraft("habit", "water", target_value=2000, unit="mL", per="day"),
)


def set_goals(place: Furnished) -> None:
    """Set six weeks ago, some paused, archived or reached since."""
    app = place.app
    context = place.window.context
    assert context is not None
    person = context.current.person
    assert person is not None
    before = round(NOON.timestamp() * 1000) - 42 * DAY_MS
    then = Goals(app.db, app.bus, app.settings, lambda: before)
    ids = [then.add(OWNER, person.id, draft).view.goal.id for draft in DRAFTS]
    app.goals.pause(OWNER, ids[6])
    app.goals.archive(OWNER, ids[7])
    place.settle()
