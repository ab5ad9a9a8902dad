"""`/api/health/export`: all readings, as they are read from the file."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import logging
import queue
import threading
from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO, Final, Literal, cast

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, Field, WithJsonSchema
from starlette.responses import Response, StreamingResponse

from healthdesk.api import fields
from healthdesk.api.context import Context, actor_of, parameters
from healthdesk.api.describe import describe
from healthdesk.api.fields import AskedId, AskedTruth, Day, DayOrMoment, Slug
from healthdesk.api.refusals import Refusal
from healthdesk.domain import moments
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import Cancelled, HealthdeskError
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.reports import SECTIONS, Paper, ReportOptions
from healthdesk.texts import shipped_languages

_LOG = logging.getLogger("healthdesk.api")
PATH = "/api/health/export"
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "fhir": "application/fhir+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ical": "text/calendar; charset=utf-8",
}
ENDINGS: Final = {**dict.fromkeys(MEDIA, ""), "fhir": "json", "ical": "ics"}
CHUNK: Final = 64 * 1024
AHEAD: Final = 8  # chunks that wait to be fetched
# Whoever fetches nothing for so long is gone; a look at the file must not stand open for ever.
PATIENCE_S: Final = 30.0

Format = Literal["csv", "json", "fhir", "xlsx", "ical"]


def _shipped(language: str) -> str:
    if language not in shipped_languages():
        raise ValueError
    return language


PDF: Final = "application/pdf"
Language = Annotated[
    str, AfterValidator(_shipped),
    WithJsonSchema({"type": "string", "enum": [*shipped_languages()]}),
]  # fmt: skip


_ANY_SECTION: Final = "|".join(SECTIONS)
# Parts of the report by name, with commas between them.
Sections = Annotated[str, Field(max_length=200, pattern=f"^({_ANY_SECTION})(,({_ANY_SECTION}))*$")]


class ReportAsked(fields.Query):
    type: Slug | None = None
    type_id: AskedId | None = None
    user_id: AskedId | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    sections: Sections | None = None
    paper: Paper | None = None
    language: Language | None = None


class ExportAsked(fields.Query):
    type: Slug | None = None
    type_id: AskedId | None = None
    user_id: AskedId | None = None
    start_date: DayOrMoment | None = None
    end_date: DayOrMoment | None = None
    deleted: AskedTruth = False


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["export"])
    # One at a time: each keeps one of the two ways to read to itself.
    free = threading.Semaphore(1)
    told = describe("All readings of a person in one of the formats", None,
                    media="application/octet-stream", etag=False)  # fmt: skip
    told["responses"][200]["content"] = {
        media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        if media.partition(";")[0] != "application/json"
        else {"schema": {"type": "object"}}
        for media in MEDIA.values()
    }
    told["responses"][200]["content"]["application/fhir+json"] = {"schema": {"type": "object"}}

    @router.get(
        f"{PATH}/pdf", **describe("The visit report of a person", None, media=PDF, etag=False)
    )
    def export_report(request: Request, asked: Annotated[ReportAsked, Query()]) -> Response:
        actor = actor_of(request)
        slug = context.asked_slug(actor, asked.type, asked.type_id)
        person = context.person(actor, asked.user_id)
        if not free.acquire(blocking=False):
            raise Refusal("RATE_LIMITED", "api-export-under-way", headers={"Retry-After": "5"})
        made = io.BytesIO()
        try:
            with parameters():
                context.app.reports.stream(actor, person.id, _options(asked, slug), made)
        finally:
            free.release()
        return Response(
            made.getvalue(), media_type=PDF,
            headers={"Content-Disposition": 'attachment; filename="healthdesk.pdf"'},
        )  # fmt: skip

    @router.get(f"{PATH}/{{format}}", **told)
    def export_records(
        request: Request,
        format: Format,
        asked: Annotated[ExportAsked, Query()],
    ) -> Response:
        actor = actor_of(request)
        slug = context.asked_slug(actor, asked.type, asked.type_id)
        person = context.person(actor, asked.user_id)
        query = RecordQuery(
            person_ids=(person.id,), types=() if slug is None else (slug,),
            with_deleted=asked.deleted, newest_first=False,
        )  # fmt: skip
        with parameters():
            query = moments.within(
                query, asked.start_date, asked.end_date, context.zone(person), moments.PARAMETERS
            )
        if not free.acquire(blocking=False):
            raise Refusal("RATE_LIMITED", "api-export-under-way", headers={"Retry-After": "5"})
        pipe = Pipe()
        threading.Thread(
            target=_write, args=(context, actor, format, query, pipe, free), name="api-export",
            daemon=True,
        ).start()  # fmt: skip
        name = f"healthdesk.{ENDINGS[format] or format}"
        return StreamingResponse(
            pipe.chunks(), media_type=MEDIA[format],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )  # fmt: skip

    return router


def _options(asked: ReportAsked, slug: str | None) -> ReportOptions:
    first, last = moments.days(asked.start_date, asked.end_date, dt.UTC)
    named = SECTIONS if asked.sections is None else asked.sections.split(",")
    return ReportOptions(
        () if slug is None else (slug,), first, last,
        tuple(part for part in SECTIONS if part in named), asked.paper, asked.language,
    )  # fmt: skip


def _write(
    context: Context, actor: Actor, format_: str, query: RecordQuery, pipe: Pipe,
    free: threading.Semaphore,
) -> None:  # fmt: skip
    try:
        context.app.exports.stream(actor, format_, query, cast("BinaryIO", pipe))
        pipe.finish()
    except Cancelled:
        pipe.fail()
    except HealthdeskError as error:
        _LOG.info("an export ended early", extra={"code": error.code})
        pipe.fail()
    except Exception:  # noqa: BLE001 - the end of a thread has to be told
        _LOG.exception("an export failed")
        pipe.fail()
    finally:
        free.release()


class Pipe(io.RawIOBase):
    """What one thread writes and the server fetches, with little in between."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._chunks: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._left = threading.Event()
        self._failed = False

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Raises `Cancelled` once nobody fetches any more."""
        self._held += data
        if len(self._held) >= CHUNK:
            self._pass_on()
        return len(data)

    def finish(self) -> None:
        self._pass_on()
        self._put(None)

    def fail(self) -> None:
        self._failed = True
        try:
            self._put(None)
        except Cancelled:
            return

    def _pass_on(self) -> None:
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()

    def _put(self, chunk: bytes | None) -> None:
        if self._left.is_set():
            raise Cancelled
        try:
            self._chunks.put(chunk, timeout=PATIENCE_S)
        except queue.Full:
            raise Cancelled from None

    async def chunks(self) -> AsyncIterator[bytes]:
        """The chunks as they come. An end that is none breaks the connection, so that nobody
        takes a part for the whole."""
        try:
            while (chunk := await asyncio.to_thread(self._chunks.get)) is not None:
                yield chunk
            if self._failed:
                raise ConnectionAbortedError
        finally:
            self._leave()

    def _leave(self) -> None:
        self._left.set()
        while True:
            try:
                self._chunks.get_nowait()
            except queue.Empty:
                break
        self._chunks.put_nowait(None)  # whoever waits to fetch
