"""Drafts of goals: what a change makes of a goal, and the goal a draft would be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from healthdesk.domain import units
from healthdesk.domain.goals import Goal, GoalDraft
from healthdesk.domain.health_types import HealthType

EDITABLE = frozenset(
    {
        "unit", "target_value", "target_value2", "direction", "low", "high", "start_value",
        "start_value2", "start_day", "target_day", "per", "times", "set_by",
    }
)  # fmt: skip
_VALUES = ("target_value", "target_value2", "low", "high", "start_value", "start_value2")


def edited(goal: Goal, fields: dict[str, Any], kind: HealthType) -> GoalDraft:
    """The goal with the fields that are given; what excludes one another gives way."""
    draft = goal.draft()
    unit = fields.get("unit") or goal.unit
    found = unit if unit in kind.units else units.find(unit, kind.units)
    if found is not None and found != goal.unit and fields.keys().isdisjoint(_VALUES):
        draft = _in_other_unit(draft, kind, found)
    if fields.keys() & {"low", "high"} and "direction" not in fields:
        fields = {**fields, "direction": "range"}
    if fields.get("direction") == "range":
        fields = {"target_value": None, "target_value2": None, **fields}
    elif "target_value" in fields and goal.direction == "range":
        fields = {"low": None, "high": None, "direction": None, **fields}
    elif goal.kind == "target" and goal.direction != "range" and "direction" not in fields:
        fields = {**fields, "direction": None}  # as it follows from where it began
    return replace(draft, **fields)


def _in_other_unit(draft: GoalDraft, kind: HealthType, unit: str) -> GoalDraft:
    values: dict[str, Any] = {
        name: units.canonical(units.convert(value, draft.unit, unit, kind.slug))
        for name in _VALUES
        if (value := getattr(draft, name)) is not None
    }
    return replace(draft, unit=unit, **values)


def as_goal(draft: GoalDraft, person_id: int, kind: HealthType, now: int) -> Goal:
    """A goal as it would be stored."""
    return Goal(
        0, b"", person_id, kind.id, kind.slug, draft.kind, draft.unit, draft.target_value,
        draft.target_value2, draft.direction, draft.low, draft.high, draft.start_value,
        draft.start_value2, draft.start_day or 0, draft.target_day, draft.per, draft.times,
        "active", draft.set_by, (), None, None, None, None, now, now,
    )  # fmt: skip


def changed(goal: Goal, draft: GoalDraft) -> Goal:
    """A goal that is stored, as a draft would make it."""
    return replace(goal, **{name: getattr(draft, name) for name in EDITABLE})
