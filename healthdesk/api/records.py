"""`/api/health/records`: readings listed, posted, replaced, changed, binned."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from healthdesk.api import fields, shapes
from healthdesk.api.bodies import Component, RecordBody, RecordChange, RecordFields
from healthdesk.api.context import (
    Context,
    actor_of,
    changed,
    created,
    found,
    found_packed,
    gone,
    key_of,
    packed,
    parameters,
)
from healthdesk.api.describe import describe
from healthdesk.api.fields import Asked, AskedId, AskedWords, DayOrMoment, Key, Slug, given
from healthdesk.api.guard import idempotency_key
from healthdesk.api.kept import Kept
from healthdesk.api.together import Together
from healthdesk.domain import moments
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import FieldError, InvalidData, NotFound
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Draft, Person, Record, RecordQuery
from healthdesk.domain.times import parse_iso
from healthdesk.exchange import documents

PATH = "/api/health/records"
UNKNOWN = "unknown-record"
# Readings that are passed over on the way to a page in less time than another thread takes
# to begin.
NEAR: Final = 1000


class RecordsAsked(fields.Query):
    type_id: AskedId | None = None
    type: Slug | None = None
    user_id: AskedId | None = None
    start_date: DayOrMoment | None = None
    end_date: DayOrMoment | None = None
    limit: Annotated[int, Field(ge=1, le=100), Asked] = 20
    offset: Annotated[int, Field(ge=0, le=fields.LARGEST_ID), Asked] = 0
    search: AskedWords = ""

    @property
    def is_near(self) -> bool:
        """Whether an index leads straight to the page, and the days tell the total."""
        return (
            self.offset <= NEAR
            and not self.search
            and self.start_date is None
            and self.end_date is None
        )


@dataclass(frozen=True, slots=True)
class _Question:
    """What a list is asked for, with what was found of it."""

    person: Person
    slug: str | None
    asked: RecordsAsked


class OneAsked(fields.Query):
    user_id: AskedId | None = None


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["records"])
    service, kept = Records(context), Kept(context)

    @router.get(PATH, **describe("List readings, the newest first", shapes.Records))
    async def list_records(request: Request, asked: Annotated[RecordsAsked, Query()]) -> Response:
        actor = actor_of(request)
        body = await kept.answer(
            actor, lambda: service.question(actor, asked),
            lambda question: packed(service.listed(actor, question)), near=asked.is_near,
        )  # fmt: skip
        return found_packed(request, body)

    @router.post(
        PATH, **describe("Record a reading", shapes.HealthRecord, created=True, conflicts=True)
    )
    async def create_record(request: Request, body: RecordBody) -> Response:
        actor = actor_of(request)
        if idempotency_key(request.scope) is None:
            return await service.add_soon(actor, body)
        # What is noted of it before and after is on the disk before and after.
        return await run_in_threadpool(context.once, request, lambda: service.add(actor, body))

    @router.get(f"{PATH}/{{id}}", **describe("One reading", shapes.HealthRecord))
    async def read_record(
        request: Request, id: Key, asked: Annotated[OneAsked, Query()]
    ) -> Response:
        def make() -> Response:
            record = service.one(actor_of(request), id, asked.user_id)
            return found(request, service.document(actor_of(request), record))

        return await context.look(make)

    @router.put(
        f"{PATH}/{{id}}",
        **describe("Replace a reading as a whole", shapes.HealthRecord, changes=True),
    )  # fmt: skip
    def replace_record(
        request: Request,
        id: Key,
        body: RecordBody,
        asked: Annotated[OneAsked, Query()],
    ) -> Response:
        return service.replace(request, id, body, asked.user_id)

    @router.patch(
        f"{PATH}/{{id}}",
        **describe("Change fields of a reading", shapes.HealthRecord,
                   changes=True),
    )  # fmt: skip
    def change_record(
        request: Request,
        id: Key,
        body: RecordChange,
        asked: Annotated[OneAsked, Query()],
    ) -> Response:
        return service.change(request, id, body, asked.user_id)

    @router.delete(
        f"{PATH}/{{id}}",
        **describe("Put a reading into the bin", None, changes=True),
    )
    def delete_record(request: Request, id: Key, asked: Annotated[OneAsked, Query()]) -> Response:
        return service.delete(request, id, asked.user_id)

    return router


class Records:
    """Readings, between documents and the journal."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._journal = context.app.journal
        self._together = Together(self._journal)

    def document(self, actor: Actor, record: Record) -> dict[str, Any]:
        return documents.record(record, self._journal.types(actor))

    def question(self, actor: Actor, asked: RecordsAsked) -> _Question:
        slug = self._context.asked_slug(actor, asked.type, asked.type_id)
        return _Question(self._context.person(actor, asked.user_id), slug, asked)

    def listed(self, actor: Actor, question: _Question) -> dict[str, Any]:
        person, slug, asked = question.person, question.slug, question.asked
        query = RecordQuery(
            person_ids=(person.id,), types=() if slug is None else (slug,), search=asked.search
        )
        with parameters():
            query = moments.within(
                query, asked.start_date, asked.end_date, self._context.zone(person),
                moments.PARAMETERS,
            )  # fmt: skip
            page = self._journal.page(actor, query, asked.offset, asked.limit)
        types = self._journal.types(actor)
        data = [documents.record(record, types) for record in page.records]
        end = asked.offset + len(data)
        return {
            "data": data,
            "pagination": {
                "total": page.total, "limit": asked.limit, "offset": asked.offset,
                "has_more": end < page.total,
            },
        }  # fmt: skip

    def one(self, actor: Actor, key: str, user_id: int | None) -> Record:
        """A reading that is not in the bin. Raises `NotFound`."""
        record = self._journal.get(actor, key_of(key, UNKNOWN))
        if record.deleted_at is not None:
            raise NotFound(UNKNOWN)
        self._context.own(user_id, record.person_id, UNKNOWN)
        return record

    def add(self, actor: Actor, body: RecordBody) -> Response:
        draft, person = self._draft(actor, body)
        (record,) = self._journal.add(actor, [draft], person.id).records
        return created(self.document(actor, record), PATH)

    async def add_soon(self, actor: Actor, body: RecordBody) -> Response:
        """As `add`, in one write with others that come at the same time."""
        draft, person = await self._context.look(lambda: self._draft(actor, body))
        record = await self._together.add(actor, draft, person.id)
        return created(self.document(actor, record), PATH)

    def _draft(self, actor: Actor, body: RecordBody) -> tuple[Draft, Person]:
        context = self._context
        slug = context.slug(actor, body.type, body.type_id)
        if slug is None:
            raise InvalidData(FieldError("type", "field-missing"))
        kind = self._kind(actor, slug)
        person = context.person(actor, body.user_id)
        now = dt.datetime.now(context.zone(person))
        values = {"recorded_at": now.isoformat(), **_said(body)}
        fields = _fields(values, kind, context.zone(person), body.components)
        return _draft(kind, fields), person

    def replace(
        self, request: Request, key: str, body: RecordBody, user_id: int | None
    ) -> Response:
        actor = actor_of(request)
        record = self.one(actor, key, user_id)
        with self._unchanged(request, record):
            slug = self._context.slug(actor, body.type, body.type_id)
            if slug is None:
                raise InvalidData(FieldError("type", "field-missing"))
            fixed = [
                FieldError(name, "field-fixed")
                for name, differs in (
                    ("type", slug != record.type),
                    ("user_id", body.user_id not in (None, record.person_id)),
                )
                if differs
            ]
            if fixed:
                raise InvalidData(*fixed)
            kind = self._kind(actor, slug)
            zone = self._zone(actor, record)
            now = dt.datetime.now(zone).isoformat()
            values = {
                "value2": None, "unit": None, "comparator": None, "ended_at": None, "note": "",
                "tags": [], "recorded_at": now, **_said(body),
            }  # fmt: skip
            outcome = self._journal.edit(
                actor, record.id, _fields(values, kind, zone, body.components)
            )
        return changed(self.document(actor, outcome.records[0]))

    def change(
        self, request: Request, key: str, body: RecordChange, user_id: int | None
    ) -> Response:
        actor = actor_of(request)
        record = self.one(actor, key, user_id)
        with self._unchanged(request, record):
            kind = self._kind(actor, record.type)
            values = _said(body)
            if not values and body.components is None:
                raise InvalidData(FieldError("body", "field-empty"))
            zone = self._zone(actor, record)
            outcome = self._journal.edit(
                actor, record.id, _fields(values, kind, zone, body.components)
            )
        return changed(self.document(actor, outcome.records[0]))

    def delete(self, request: Request, key: str, user_id: int | None) -> Response:
        actor = actor_of(request)
        record = self.one(actor, key, user_id)
        with self._unchanged(request, record):
            self._journal.delete(actor, [record.id])
        return gone()

    def _unchanged(
        self, request: Request, record: Record
    ) -> contextlib.AbstractContextManager[None]:
        actor = actor_of(request)
        return self._context.unchanged(
            request, lambda: self.document(actor, self._journal.get(actor, record.id))
        )

    def _kind(self, actor: Actor, slug: str) -> HealthType:
        kind = self._journal.types(actor).get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        return kind

    def _zone(self, actor: Actor, record: Record) -> dt.tzinfo:
        person: Person = self._journal.person(actor, record.person_id)
        return self._context.zone(person)


# From a body to fields


def _said(body: RecordFields) -> dict[str, Any]:
    named = ("type", "type_id", "user_id", "components")
    return {name: value for name, value in given(body).items() if name not in named}


def _fields(
    values: dict[str, Any],
    kind: HealthType,
    zone: dt.tzinfo,
    components: Sequence[Component] | None,
) -> dict[str, Any]:
    """As the journal has them. Raises `InvalidData` naming every wrong field."""
    wrong: list[FieldError] = []
    found: dict[str, Any] = {
        name: values[name] for name in ("value", "value2", "unit") if name in values
    }
    if components is not None:
        found |= _of_parts(found, kind, components, wrong)
    if "value" in found and found["value"] is None:
        wrong.append(FieldError("value", "field-missing"))
    if "unit" in found:
        found["unit"] = found["unit"] or kind.units[0]
    for name, empty in (("note", ""), ("comparator", "")):
        if name in values:
            found[name] = values[name] or empty
    if "tags" in values:
        found["tags"] = tuple(values["tags"] or ())
    found |= _times(values, zone)
    if wrong:
        raise InvalidData(*wrong)
    return found


def _times(values: dict[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    """Instants, and the offset of the first one; without an offset they are meant in `zone`."""
    found: dict[str, Any] = {}
    if "recorded_at" in values:
        text = values["recorded_at"] or dt.datetime.now(zone).isoformat()
        found["recorded_at"], found["offset"] = parse_iso(text, zone)
    if "ended_at" in values:
        text = values["ended_at"]
        found["ended_at"] = None if text is None else parse_iso(text, zone)[0]
    return found


def _of_parts(
    known: dict[str, Any],
    kind: HealthType,
    components: Sequence[Component],
    wrong: list[FieldError],
) -> dict[str, Any]:
    """Values and unit of a reading given by its parts."""
    slugs = [part.slug for part in kind.parts]
    by_slug = {each.type: each for each in components}
    given_units = {each.unit for each in components if each.unit is not None}
    if sorted(by_slug) != sorted(slugs) or len(components) != len(slugs) or len(given_units) > 1:
        if components or slugs:
            parts = ", ".join(slugs) or "-"
            wrong.append(FieldError("components", "components-wrong", parts=parts))
        return {}
    found: dict[str, Any] = {}
    for name, slug in zip(("value", "value2"), slugs, strict=False):
        found[name] = by_slug[slug].value
        if known.get(name) not in (None, found[name]):
            wrong.append(FieldError("components", "field-twice", one=name, other="components"))
    unit = next(iter(given_units), None)
    if unit is not None:
        if known.get("unit") not in (None, unit):
            wrong.append(FieldError("components", "field-twice", one="unit", other="components"))
        found["unit"] = unit
    return found


def _draft(kind: HealthType, found: dict[str, Any]) -> Draft:
    """Raises `InvalidData` where there is no value."""
    if "value" not in found:
        raise InvalidData(FieldError("value", "field-missing"))
    return Draft(
        type=kind.slug,
        value=found["value"],
        unit=found.get("unit") or kind.units[0],
        recorded_at=found["recorded_at"],
        offset=found["offset"],
        value2=found.get("value2"),
        ended_at=found.get("ended_at"),
        comparator=found.get("comparator", ""),
        note=found.get("note", ""),
        tags=found.get("tags", ()),
    )
