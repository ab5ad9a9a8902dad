"""`/api/health/goals`: what a person wants to reach or to keep doing."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from healthdesk.api import fields, shapes
from healthdesk.api.bodies import GoalBody, GoalChange
from healthdesk.api.context import (
    Context,
    actor_of,
    changed,
    created,
    found,
    found_packed,
    gone,
    key_of,
    named,
    packed,
)
from healthdesk.api.describe import describe
from healthdesk.api.fields import AskedId, AskedTruth, Key, Slug, given
from healthdesk.api.kept import Kept
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import GoalDraft, Status
from healthdesk.domain.records import Person
from healthdesk.domain.times import day_of
from healthdesk.exchange import goal_documents
from healthdesk.services.goals import SETTLE

PATH = "/api/health/goals"
UNKNOWN = "unknown-goal"
_DAYS = {"start_date": "start_day", "target_date": "target_day"}
_NAMES = {ours: theirs for theirs, ours in _DAYS.items()}


class GoalsAsked(fields.Query):
    user_id: AskedId | None = None
    archived: AskedTruth = False
    status: Status | None = None
    type: Slug | None = None
    type_id: AskedId | None = None


class OneAsked(fields.Query):
    user_id: AskedId | None = None


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["goals"])
    goals = context.app.goals

    def one(actor: Actor, key: str, user_id: int | None) -> GoalView:
        view = goals.get(actor, key_of(key, UNKNOWN))
        context.own(user_id, view.goal.person_id, UNKNOWN)
        return view

    kept = Kept(context)

    @router.get(PATH, **describe("List goals", shapes.Goals))
    async def list_goals(request: Request, asked: Annotated[GoalsAsked, Query()]) -> Response:
        actor = actor_of(request)
        body = await kept.answer(
            actor, lambda: _question(context, actor, asked),
            lambda question: _listed(context, actor, question), near=False,
        )  # fmt: skip
        return found_packed(request, body)

    @router.post(PATH, **describe("Set a goal", shapes.Goal, created=True, conflicts=True))
    def create_goal(request: Request, body: GoalBody) -> Response:
        def make() -> Response:
            actor = actor_of(request)
            slug = context.slug(actor, body.type, body.type_id)
            if slug is None:
                raise InvalidData(FieldError("type", "field-missing"))
            said = _said(given(body), ("type", "type_id", "user_id", "kind"))
            draft = GoalDraft(body.kind or "target", slug, **{**said, "unit": body.unit or ""})
            person = context.person(actor, body.user_id)
            with named(_NAMES):
                view = goals.add(actor, person.id, draft).view
            return created(goal_documents.goal(view), PATH)

        return context.once(request, make)

    @router.get(f"{PATH}/{{id}}", **describe("One goal", shapes.Goal))
    def read_goal(request: Request, id: Key, asked: Annotated[OneAsked, Query()]) -> Response:
        return found(request, goal_documents.goal(one(actor_of(request), id, asked.user_id)))

    @router.patch(
        f"{PATH}/{{id}}",
        **describe("Change fields of a goal", shapes.Goal, changes=True),
    )
    def change_goal(
        request: Request,
        id: Key,
        body: GoalChange,
        asked: Annotated[OneAsked, Query()],
    ) -> Response:
        actor = actor_of(request)
        view = one(actor, id, asked.user_id)
        with _unchanged(context, request, view):
            view = _change(context, actor, view, given(body))
        return changed(goal_documents.goal(view))

    @router.delete(
        f"{PATH}/{{id}}",
        **describe("Take a goal out of the lists; its history stays", None,
                   changes=True),
    )  # fmt: skip
    def delete_goal(request: Request, id: Key, asked: Annotated[OneAsked, Query()]) -> Response:
        actor = actor_of(request)
        view = one(actor, id, asked.user_id)
        with _unchanged(context, request, view):
            if view.goal.archived_at is None:
                goals.archive(actor, view.goal.id)
        return gone()

    return router


@dataclass(frozen=True, slots=True)
class _Question:
    person: Person
    archived: bool
    slug: str
    status: str


def _question(context: Context, actor: Actor, asked: GoalsAsked) -> _Question:
    slug = context.asked_slug(actor, asked.type, asked.type_id)
    person = context.person(actor, asked.user_id)
    return _Question(person, asked.archived, slug or "", asked.status or "")


def _listed(context: Context, actor: Actor, asked: _Question) -> bytes:
    listed = context.app.goals.listed(
        actor, (asked.person.id,), archived=asked.archived, slug=asked.slug, status=asked.status
    )
    return packed({"data": [goal_documents.goal(view) for view in listed]})


def _unchanged(context: Context, request: Request, view: GoalView) -> AbstractContextManager[None]:
    def document() -> Any:
        one = context.app.goals.get(actor_of(request), view.goal.id, settle=False)
        return goal_documents.goal(one)

    return context.unchanged(request, document, besides=(SETTLE,))


def _change(context: Context, actor: Actor, view: GoalView, said: dict[str, Any]) -> GoalView:
    """Fields first, then the state; all of it or nothing."""
    if not said:
        raise InvalidData(FieldError("body", "field-empty"))
    goals, undo = context.app.goals, []
    status, bring_back = said.pop("status", None), "archived_at" in said
    said.pop("archived_at", None)
    moves = {"active": goals.resume, "paused": goals.pause, "completed": goals.complete}
    try:
        if said:
            with named(_NAMES):
                outcome = goals.edit(actor, view.goal.id, **_said(said, ()))
            view, undo = outcome.view, [outcome.undo]
        if bring_back and view.goal.archived_at is not None and status != "active":
            outcome = goals.unarchive(actor, view.goal.id)
            view, undo = outcome.view, [*undo, outcome.undo]
        if status is not None and status != view.goal.status:
            view = moves[status](actor, view.goal.id).view
    except Exception:
        for entry in reversed(undo):
            context.app.journal.revert(actor, entry)
        raise
    return view


def _said(said: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """As the service has it."""
    return {
        _DAYS.get(name, name): day_of(dt.date.fromisoformat(value))
        if name in _DAYS and value is not None
        else value
        for name, value in said.items()
        if name not in without
    }
