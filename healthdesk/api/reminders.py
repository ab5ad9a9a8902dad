"""`/api/health/reminders`: what to be reminded of, and the trigger."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import AbstractContextManager
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from healthdesk.api import fields, shapes
from healthdesk.api.bodies import ReminderBody, ReminderChange
from healthdesk.api.context import (
    JSON,
    Context,
    actor_of,
    changed,
    created,
    found,
    gone,
    key_of,
    named,
    packed,
)
from healthdesk.api.describe import describe
from healthdesk.api.fields import AskedId, AskedTruth, Key, given
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.reminders import Reminder, ReminderDraft
from healthdesk.exchange import reminder_documents
from healthdesk.texts import reason_sentence, tr, tr_n

PATH = "/api/health/reminders"
TRIGGER = f"{PATH}/trigger"
UNKNOWN = "unknown-reminder"
_OURS = {"cron_expr": "cron", "timezone": "zone"}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}
# Where null means what was there before it was ever set.
_EMPTY: dict[str, Any] = {"asks": "note", "unless_done": False, "in_quiet": False}


class RemindersAsked(fields.Query):
    user_id: AskedId | None = None
    active: AskedTruth | None = None


class OneAsked(fields.Query):
    user_id: AskedId | None = None


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["reminders"])
    service = Reminders(context)

    @router.get(PATH, **describe("List reminders, the next one first", shapes.Reminders))
    def list_reminders(request: Request, asked: Annotated[RemindersAsked, Query()]) -> Response:
        return found(request, service.listed(actor_of(request), asked))

    @router.post(PATH, **describe("Set a reminder", shapes.Reminder, created=True, conflicts=True))
    def create_reminder(request: Request, body: ReminderBody) -> Response:
        return context.once(request, lambda: service.add(actor_of(request), given(body)))

    @router.get(
        f"{PATH}/status",
        **describe("How reminders stand", shapes.ReminderStatus, etag=False),
    )
    def read_reminder_status(request: Request, asked: Annotated[OneAsked, Query()]) -> Response:
        status = service.status(actor_of(request), asked.user_id)
        return Response(packed(status), media_type=JSON)

    @router.post(TRIGGER, **describe("Raise what is due now", shapes.Triggered, etag=False))
    def trigger(request: Request) -> Response:
        return Response(packed(service.trigger(actor_of(request))), media_type=JSON)

    @router.get(f"{PATH}/{{id}}", **describe("One reminder", shapes.Reminder))
    def read_reminder(request: Request, id: Key, asked: Annotated[OneAsked, Query()]) -> Response:
        actor = actor_of(request)
        one = service.one(actor, id, asked.user_id)
        return found(request, service.document(actor, one))

    @router.patch(
        f"{PATH}/{{id}}",
        **describe("Change fields of a reminder", shapes.Reminder, changes=True),
    )
    def change_reminder(
        request: Request,
        id: Key,
        body: ReminderChange,
        asked: Annotated[OneAsked, Query()],
    ) -> Response:
        return service.change(request, id, given(body), asked.user_id)

    @router.delete(
        f"{PATH}/{{id}}",
        **describe("Switch a reminder off; its history stays", None, changes=True),
    )
    def delete_reminder(
        request: Request,
        id: Key,
        asked: Annotated[OneAsked, Query()],
    ) -> Response:
        return service.switch_off(request, id, asked.user_id)

    return router


class Reminders:
    """Reminders, between documents and their services."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reminders = context.app.reminders

    def document(self, actor: Actor, one: Reminder) -> dict[str, Any]:
        types = self._context.app.journal.types(actor)
        return reminder_documents.reminder(one, types, self._reminders.zone_of(actor, one))

    def one(self, actor: Actor, key: str, user_id: int | None) -> Reminder:
        """Raises `NotFound`."""
        one = self._reminders.get(actor, key_of(key, UNKNOWN))
        self._context.own(user_id, one.person_id, UNKNOWN)
        return one

    def listed(self, actor: Actor, asked: RemindersAsked) -> dict[str, Any]:
        person = self._context.person(actor, asked.user_id)
        listed = self._reminders.listed(actor, (person.id,))
        return {
            "data": [
                self.document(actor, one) for one in listed if asked.active in (None, one.active)
            ]
        }

    def status(self, actor: Actor, user_id: int | None) -> dict[str, Any]:
        """Of everybody where nobody is named."""
        people = () if user_id is None else (self._context.person(actor, user_id).id,)
        return reminder_documents.status(self._reminders.status(actor, people))

    def add(self, actor: Actor, body: dict[str, Any]) -> Response:
        said = _said(self._context, actor, body)
        person = self._context.person(actor, said.pop("user_id", None))
        active = said.pop("active", None)
        with named(_THEIRS):
            one = self._reminders.add(actor, person.id, ReminderDraft(**said)).reminder
        if active is False:
            one = self._reminders.disable(actor, one.id).reminder
        return created(self.document(actor, one), PATH)

    def change(
        self, request: Request, key: str, body: dict[str, Any], user_id: int | None
    ) -> Response:
        actor = actor_of(request)
        one = self.one(actor, key, user_id)
        with self._unchanged(request, one):
            one = _change(self._context, actor, one, body)
        return changed(self.document(actor, one))

    def switch_off(self, request: Request, key: str, user_id: int | None) -> Response:
        actor = actor_of(request)
        one = self.one(actor, key, user_id)
        with self._unchanged(request, one):
            if one.active:
                self._reminders.disable(actor, one.id)
        return gone()

    def _unchanged(self, request: Request, one: Reminder) -> AbstractContextManager[None]:
        actor = actor_of(request)
        return self._context.unchanged(
            request, lambda: self.document(actor, self._reminders.get(actor, one.id))
        )

    def trigger(self, actor: Actor) -> dict[str, Any]:
        look = self._context.app.reminder_trigger.run(actor)
        n = len(look.processed)
        said = (
            tr_n("{n} reminder was due", "{n} reminders were due", n) if n else tr("Nothing is due")
        )
        listed = self._reminders.listed(actor) if n else ()
        zones = {one.id: self._reminders.zone_of(actor, one) for one in listed}
        return reminder_documents.triggered(
            [(one, zones.get(one.id, dt.UTC)) for one in look.processed],
            [(one, reason_sentence(one.code, {})) for one in look.failed],
            said, time.time_ns() // 1_000_000,
        )  # fmt: skip


def _change(context: Context, actor: Actor, one: Reminder, body: dict[str, Any]) -> Reminder:
    """Fields first, then whether it comes; all of it or nothing."""
    if not body:
        raise InvalidData(FieldError("body", "field-empty"))
    reminders, undo = context.app.reminders, None
    said = _said(context, actor, body)
    active = said.pop("active", None)
    for name in ("cron", "message"):
        if name in said and said[name] is None:
            raise InvalidData(FieldError(_THEIRS.get(name, name), "field-missing"))
    if said:
        with named(_THEIRS):
            outcome = reminders.edit(actor, one.id, **said)
        one, undo = outcome.reminder, outcome.undo
    if active in (None, one.active):
        return one
    try:
        return (reminders.enable if active else reminders.disable)(actor, one.id).reminder
    except Exception:
        if undo is not None:
            context.app.journal.revert(actor, undo)
        raise


def _said(context: Context, actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """As the service has it. Raises `InvalidData`."""
    said = {
        _OURS.get(name, name): _EMPTY.get(name) if value is None else value
        for name, value in body.items()
    }
    type_id = said.pop("type_id", None)
    if type_id is not None:
        said["type"] = context.slug(actor, said.get("type"), type_id)
    return said
