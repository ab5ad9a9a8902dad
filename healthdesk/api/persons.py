"""`/api/health/persons`: who is tracked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from healthdesk.api import fields, shapes
from healthdesk.api.bodies import PersonBody, PersonChange
from healthdesk.api.context import (
    Context,
    actor_of,
    changed,
    created,
    found,
    key_of,
)
from healthdesk.api.describe import describe
from healthdesk.api.fields import AskedTruth, Key, given
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.records import Person
from healthdesk.exchange import documents

PATH = "/api/health/persons"


class PersonsAsked(fields.Query):
    archived: AskedTruth = False


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["persons"])
    journal = context.app.journal

    @router.get(PATH, **describe("List persons", shapes.Persons))
    async def list_persons(request: Request, asked: Annotated[PersonsAsked, Query()]) -> Response:
        def make() -> Response:
            people = journal.persons(actor_of(request), archived=asked.archived)
            return found(request, {"data": [documents.person(person) for person in people]})

        return await context.look(make)

    @router.post(PATH, **describe("Add a person", shapes.Person, created=True, conflicts=True))
    def create_person(request: Request, body: PersonBody) -> Response:
        def make() -> Response:
            said = {name: value for name, value in given(body).items() if value is not None}
            person, _ = journal.add_person(actor_of(request), **said)
            return created(documents.person(person), PATH)

        return context.once(request, make)

    @router.get(f"{PATH}/{{id}}", **describe("One person", shapes.Person))
    async def read_person(request: Request, id: Key) -> Response:
        def make() -> Response:
            person = context.person_with(actor_of(request), key_of(id, "unknown-person"))
            return found(request, documents.person(person))

        return await context.look(make)

    @router.patch(
        f"{PATH}/{{id}}",
        **describe("Change fields of a person", shapes.Person, changes=True),
    )
    def change_person(request: Request, id: Key, body: PersonChange) -> Response:
        actor = actor_of(request)

        def one() -> Person:
            return context.person_with(actor, key_of(id, "unknown-person"))

        person = one()
        with context.unchanged(request, lambda: documents.person(one())):
            return changed(documents.person(_change(context, actor, person, given(body))))

    return router


def _change(context: Context, actor: Actor, person: Person, said: dict[str, Any]) -> Person:
    journal = context.app.journal
    if not said:
        raise InvalidData(FieldError("body", "field-empty"))
    if "name" in said and said["name"] is None:
        raise InvalidData(FieldError("name", "field-missing"))
    archive = "archived_at" in said
    archived_at = said.pop("archived_at", None)
    undo = None
    if said:
        person, undo = journal.edit_person(actor, person.id, **said)
    if not archive or (archived_at is None) == (person.archived_at is None):
        return person
    move = journal.unarchive_person if archived_at is None else journal.archive_person
    try:
        return move(actor, person.id)[0]
    except Exception:
        if undo is not None and undo.changes:
            journal.revert(actor, undo)
        raise
