"""Goals on a visit report, as they stood at the end of its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import Goal
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.times import DAY_MS, date_of, from_datetime
from healthdesk.exchange.report_pdf import Section, Table
from healthdesk.services.goal_looks import GoalLooks
from healthdesk.services.report_figures import Scope
from healthdesk.settings import Settings
from healthdesk.storage import goals as rows
from healthdesk.storage.database import Connection
from healthdesk.texts import Format, tr, type_name
from healthdesk.texts import goals as words


def of_period(
    connection: Connection,
    types: TypeBook,
    settings: Settings,
    scope: Scope,
    today: int,
    slugs: Sequence[str],
) -> list[GoalView]:
    """The goals of these types that were there in the period, as its last day left them (or
    today, if that comes first)."""
    last = min(scope.days[1], today)
    morrow = dt.datetime.combine(date_of(last + 1), dt.time(), scope.zone)
    end = from_datetime(morrow)[0] - 1
    # Archived days before: of no more concern.
    begin = end - (last - scope.days[0] + 1) * DAY_MS
    looks = GoalLooks(connection, types, settings, end, ahead=0)
    found = rows.every(connection, types, [scope.person.id], archived=True)
    return [
        looks.view(_reached(looks, _as_of(goal, end, last), end))
        for goal in found
        if goal.type in slugs and goal.start_day <= last
        and (goal.archived_at is None or goal.archived_at >= begin)
    ]  # fmt: skip


def _as_of(goal: Goal, end: int, last: int) -> Goal:
    """What came later is not known yet."""
    if goal.completed_at is not None and goal.completed_at > end:
        goal = replace(goal, status="active", completed_at=None, completed_by=None)
    if goal.archived_at is not None and goal.archived_at > end:
        goal = replace(goal, archived_at=None)
    if goal.status == "completed":
        return goal
    return replace(goal, status="paused" if goal.paused_on(last) else "active")


def _reached(looks: GoalLooks, goal: Goal, end: int) -> Goal:
    """Completed by then as the readings tell, whether somebody has noticed or not."""
    moved = looks.move(goal)
    if goal.status != "active" or moved is None or moved["completed_at"] > end:
        return goal
    return replace(goal, **moved)


def section(found: Sequence[GoalView], types: TypeBook, shape: Format, day: int) -> Section | None:
    """What each asks for, where it stands on the last day, and by whom it was set."""
    if not found:
        return None
    head = (tr("Type"), tr("Goal"), shape.date(day), tr("Progress"), tr("State"))
    lines = tuple(_line(view, types, shape) for view in found)
    table = Table(
        head, lines, ("left", "left", "left", "right", "left"), (1.2, 2, 1.6, 0, 1.6)
    )  # fmt: skip
    return Section(tr("Goals"), (table,))


def _line(view: GoalView, types: TypeBook, shape: Format) -> tuple[str, ...]:
    goal, kind = view.goal, types[view.goal.type]
    rule = words.rule_words(goal, kind, shape)
    if goal.set_by is not None:
        rule = f"{rule} ({tr('Set by {name}', name=goal.set_by)})"
    state = [words.state_words(view, shape)]
    if view.habit is not None:
        state += [words.row_words(view.habit, goal.per or "day"), words.share_words(view.habit)]
    return (
        type_name(kind), rule, words.standing_words(view, kind, shape),
        f"{int(view.progress)} %", "; ".join(part for part in state if part),
    )  # fmt: skip
