"""From one state of a goal to another: the columns to write, or why it cannot be.

Each way has the transaction, the goal as it stands, today and the instant (ms), and raises
`Conflict` where the goal is in no state to go it.
"""

from __future__ import annotations

from typing import Any

from healthdesk.domain.errors import Conflict
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import Goal, Pause
from healthdesk.domain.health_types import HealthType
from healthdesk.services.goal_looks import UNDER_WAY, done
from healthdesk.storage import goals as rows
from healthdesk.storage.database import Tx


def paused(_tx: Tx, view: GoalView, today: int, _now: int) -> dict[str, Any]:
    goal = view.goal
    if goal.status != "active":
        raise Conflict("goal-not-active")
    return {"status": "paused", "pauses": rows.pauses_text(_resting(goal.pauses, today))}


def _resting(pauses: tuple[Pause, ...], today: int) -> tuple[Pause, ...]:
    """With a pause from today on; one that ended today goes on."""
    if pauses and pauses[-1].back == today:
        return (*pauses[:-1], Pause(pauses[-1].first))
    return (*pauses, Pause(today))


def _awake(pauses: tuple[Pause, ...], today: int) -> tuple[Pause, ...]:
    if not pauses or pauses[-1].back is not None:
        return pauses
    first = pauses[-1].first
    return pauses[:-1] if first >= today else (*pauses[:-1], Pause(first, today))


def resumed(tx: Tx, view: GoalView, today: int, _now: int) -> dict[str, Any]:
    goal = view.goal
    if goal.status == "active":
        raise Conflict("goal-is-active")
    if goal.completed_by in ("reading", "time"):
        raise Conflict("goal-reached")
    if goal.kind == "target":
        refuse_second(tx, goal.person_id, tx.types[goal.type], goal.id)
    pauses = rows.pauses_text(_awake(goal.pauses, today))
    return {**UNDER_WAY, "archived_at": None, "pauses": pauses}


def completed(_tx: Tx, view: GoalView, today: int, now: int) -> dict[str, Any]:
    goal = view.goal
    if goal.status == "completed":
        raise Conflict("goal-completed")
    return {**done(now, "hand"), "pauses": rows.pauses_text(_awake(goal.pauses, today))}


def archived(_tx: Tx, view: GoalView, today: int, now: int) -> dict[str, Any]:
    goal = view.goal
    if goal.archived_at is not None:
        raise Conflict("goal-is-archived")
    if goal.status != "active":
        return {"archived_at": now}
    pauses = rows.pauses_text(_resting(goal.pauses, today))
    return {"archived_at": now, "status": "paused", "pauses": pauses}


def refuse_second_after(tx: Tx, goal: Goal, fields: dict[str, Any]) -> None:
    under_way = fields["status"] == "active" and fields["deleted_at"] is None
    if goal.kind == "target" and under_way:
        refuse_second(tx, goal.person_id, tx.types[goal.type], goal.id)


def refuse_second(tx: Tx, person_id: int, kind: HealthType, except_id: int) -> None:
    other = rows.other_active_target(tx.raw, person_id, kind.id, except_id)
    if other is not None:
        raise Conflict("goal-exists", type=kind.slug, id=other)
