"""Goals as the JSON documents that programs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_args

from healthdesk.domain.arrival import Arrival, Outlook
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import (
    By,
    Direction,
    Goal,
    GoalDraft,
    Kind,
    Pause,
    Per,
    Status,
    check,
)
from healthdesk.domain.habits import HabitStanding
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.scales import FIGURE_DIGITS
from healthdesk.domain.times import date_of, day_of, isoformat
from healthdesk.exchange import json_fields
from healthdesk.exchange.documents import number, utc


def date(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def goal(view: GoalView) -> dict[str, Any]:
    """A goal and how it stands: values in its own unit, paces per week."""
    one, start, current = view.goal, view.start, view.current
    habit = view.habit
    amount = None if habit is None or habit.now is None else habit.now.amount
    now = amount if habit is not None else None if current is None else current.value
    two = one.target_value2 is not None and current is not None
    return {
        "id": one.id,
        "uid": uid_text(one.uid),
        "user_id": one.person_id,
        "type_id": one.type_id,
        **rule(one),
        "direction": view.direction,
        "start_value": number(None if start is None else start.value),
        "start_value2": number(start.value2 if two and start is not None else None),
        "status": one.status,
        "current_value": number(now),
        "current_value2": number(current.value2 if two and current is not None else None),
        "progress_percentage": number(round(view.progress, 6)),
        "days_remaining": view.days_remaining,
        "is_overdue": view.is_overdue,
        "last_recorded_at": None if current is None else isoformat(current.at, current.offset),
        "completed_at": utc(one.completed_at),
        "completed_by": one.completed_by,
        "archived_at": utc(one.archived_at),
        "pauses": pauses(one),
        "outlook": None if view.outlook is None else _outlook(view.outlook, view),
        "habit": None if habit is None else _habit(habit),
        "created_at": utc(one.created_at),
        "updated_at": utc(one.updated_at),
    }


def rule(one: Goal) -> dict[str, Any]:
    """What a goal asks for."""
    return {
        "type": one.type,
        "kind": one.kind,
        "target_value": number(one.target_value),
        "target_value2": number(one.target_value2),
        "unit": one.unit,
        "direction": one.direction,
        "low": number(one.low),
        "high": number(one.high),
        "start_value": number(one.start_value),
        "start_value2": number(one.start_value2),
        "start_date": date(one.start_day),
        "target_date": date(one.target_day),
        "per": one.per,
        "times": one.times,
        "set_by": one.set_by,
    }


def pauses(one: Goal) -> list[dict[str, Any]]:
    return [{"from": date(pause.first), "until": date(pause.back)} for pause in one.pauses]


# In files


def kept(one: Goal, person: bytes) -> dict[str, Any]:
    """A goal as our own JSON keeps it: all but how it stands, which the readings tell. What it
    has not got is left out."""
    told = {
        "uid": uid_text(one.uid),
        "person": uid_text(person),
        **rule(one),
        "status": one.status,
        "pauses": pauses(one),
        "completed_at": utc(one.completed_at),
        "completed_by": one.completed_by,
        "archived_at": utc(one.archived_at),
        "created_at": utc(one.created_at),
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def read(told: Mapping[str, Any], types: Mapping[str, HealthType], today: int) -> Goal:
    """A goal of a file; id and person are 0. Raises ValueError where it is none, and
    `InvalidData` for one that can't be kept."""
    kind = types.get(json_fields.text(told, "type"))
    if kind is None:
        raise ValueError("type")
    draft = GoalDraft(
        json_fields.one_of(told, "kind", get_args(Kind)),
        kind.slug,
        json_fields.text(told, "unit"),
        json_fields.amount(told, "target_value"),
        json_fields.amount(told, "target_value2"),
        low=json_fields.amount(told, "low"),
        high=json_fields.amount(told, "high"),
        start_value=json_fields.amount(told, "start_value"),
        start_value2=json_fields.amount(told, "start_value2"),
        direction=json_fields.one_of(told, "direction", get_args(Direction), needed=False),
        start_day=_date(told, "start_date"),
        target_day=_date(told, "target_date"),
        per=json_fields.one_of(told, "per", get_args(Per), needed=False),
        times=json_fields.count(told, "times"),
        set_by=json_fields.text_or_none(told, "set_by"),
    )
    good = check(draft, kind, today + 1, None, new=False)
    status = json_fields.one_of(told, "status", get_args(Status))
    completed = json_fields.instant(told, "completed_at")
    if (status == "completed") != (completed is not None):
        raise ValueError("completed_at")
    created = json_fields.instant(told, "created_at")
    if created is None or good.start_day is None:
        raise ValueError("created_at")
    return Goal(
        0, uid_bytes(json_fields.text(told, "uid")), 0, kind.id, kind.slug, good.kind, good.unit,
        good.target_value, good.target_value2, good.direction, good.low, good.high,
        good.start_value, good.start_value2, good.start_day, good.target_day, good.per,
        good.times, status, good.set_by, _pauses(told), completed,
        json_fields.one_of(told, "completed_by", get_args(By), needed=False), completed,
        json_fields.instant(told, "archived_at"), created, created,
    )  # fmt: skip


def _date(told: Mapping[str, Any], key: str) -> int | None:
    value = told.get(key)
    return None if value is None else day_of(dt.date.fromisoformat(value))


def _pauses(told: Mapping[str, Any]) -> tuple[Pause, ...]:
    found = []
    for each in told.get("pauses", []):
        first, back = _date(each, "from"), _date(each, "until")
        if first is None or (back is not None and back <= first):
            raise ValueError("pauses")
        found.append(Pause(first, back))
    return tuple(found)


def _figure(value: float | None) -> float | int | None:
    return None if value is None else number(float(f"{value:.{FIGURE_DIGITS}g}"))


def _outlook(told: Outlook, view: GoalView) -> dict[str, Any]:
    arrives = told.arrival
    there = arrives if isinstance(arrives, Arrival) else None
    lack = None if isinstance(arrives, Arrival) else arrives
    return {
        "arrival": date(there.day) if there else None,
        "earliest": date(there.earliest) if there else None,
        "latest": date(there.latest) if there else None,
        "pace": _figure(told.pace),
        "pace_half_width": _figure(told.pace_half),
        "pace_needed": _figure(told.needed),
        "expected": _figure(told.expected),
        "verdict": told.verdict(view.goal.target_day),
        "insufficient": {
            "reason": lack.reason,
            "need": number(lack.need),
            "have": number(lack.have),
        }
        if lack
        else None,
    }


def _habit(standing: HabitStanding) -> dict[str, Any]:
    now = standing.now
    return {
        "streak": standing.streak,
        "longest_streak": standing.longest,
        "hits": standing.hits,
        "judged": standing.judged,
        "done": now.done if now else 0,
        "needed": now.needed if now else 0,
        "state": now.state if now else None,
    }
