"""What all addresses have at hand: the services, the person it is about, the way to answer."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from healthdesk.api.fields import is_key
from healthdesk.api.guard import idempotency_key
from healthdesk.api.refusals import Refusal, bad_parameters
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData, NotFound
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import Person
from healthdesk.settings import local_zone

JSON = "application/json"
T = TypeVar("T")
_PACKED: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ETAGS = re.compile(r'\*|(?:W/)?"[^"]*"(?: *, *(?:W/)?"[^"]*")*')


@dataclass(slots=True)
class Context:
    """The services of one data folder, as the interface uses them. `scheduling` tells whether
    this process looks after reminders; `user`: by whom a staged rollout knows who runs it."""

    app: App
    scheduling: Callable[[], bool] = lambda: False
    user: str = ""
    begun: float = field(default_factory=time.monotonic)

    # Where to work

    async def look(self, make: Callable[[], T]) -> T:
        """What `make` reads, which is no more than some rows by their keys: on the server's own
        thread, where that waits for nobody. To hand it to another thread takes longer, and
        both then wait for one another."""
        with self.app.db.at_once() as free:
            if free:
                return make()
        return await run_in_threadpool(make)

    # Persons

    def person(self, actor: Actor, user_id: int | None) -> Person:
        """The person named, else the first not archived. Raises `NotFound`."""
        journal = self.app.journal
        if user_id is None:
            return journal.person(actor)
        return self.person_with(actor, str(user_id))

    def person_with(self, actor: Actor, key: str) -> Person:
        """By id or uid, never by name. Raises `NotFound`."""
        for person in self.app.journal.persons(actor, archived=True):
            if key in (str(person.id), uid_text(person.uid)):
                return person
        raise NotFound("unknown-person")

    def own(self, user_id: int | None, person_id: int, code: str) -> None:
        """Raises `NotFound` where something is asked for as another person's than it is."""
        if user_id is not None and user_id != person_id:
            raise NotFound(code)

    def zone(self, person: Person | None = None) -> dt.tzinfo:
        return local_zone(self.app.settings, person.time_zone if person else None)

    def stand(self, actor: Actor, person: Person) -> Hashable:
        """As long as this is the same, so is all that is answered about a person: nothing was
        written, no setting was changed, and it is the same day."""
        settings, zone = self.app.settings, self.zone(person)
        chosen = tuple(settings.get(setting.key) for setting in settings)
        return self.app.journal.stand(actor), chosen, zone, dt.datetime.now(zone).date()

    # Types

    def slug(self, actor: Actor, slug: str | None, type_id: int | None) -> str | None:
        """The type that a body names by one or both. Raises `InvalidData`."""
        if type_id is None:
            return slug
        kind = self._with_id(actor, type_id)
        if kind is None:
            raise InvalidData(FieldError("type_id", "field-id"))
        if slug is not None and slug != kind.slug:
            raise InvalidData(FieldError("type_id", "field-twice", one="type", other="type_id"))
        return kind.slug

    def asked_slug(self, actor: Actor, slug: str | None, type_id: int | None) -> str | None:
        """The type that parameters name. Raises `NotFound` for one that is not there."""
        types = self.app.journal.types(actor)
        if slug is not None and slug not in types:
            raise NotFound("unknown-type", slug=slug[:80])
        if type_id is None:
            return slug
        kind = self._with_id(actor, type_id)
        if kind is None:
            raise NotFound("unknown-type", slug=str(type_id))
        if slug is not None and slug != kind.slug:
            wrong = FieldError("type_id", "field-twice", one="type", other="type_id")
            raise bad_parameters(wrong)
        return kind.slug

    def _with_id(self, actor: Actor, type_id: int) -> HealthType | None:
        types = self.app.journal.types(actor)
        return next((kind for kind in types if kind.id == type_id), None)

    # Changes of what was read before

    @contextlib.contextmanager
    def unchanged(
        self, request: Request, document: Callable[[], Any], besides: tuple[str, ...] = ()
    ) -> Iterator[None]:
        """The change made in the block goes through only while `document` gives what If-Match
        names, if the request has one: of two with one ETag, in whichever process, one does.
        `besides`: as `Database.provided`. Raises `Refusal`."""
        wanted = request.headers.get("if-match")
        if wanted is None:
            yield
            return
        if not _ETAGS.fullmatch(wanted):
            raise Refusal("BAD_REQUEST", "api-header", name="If-Match")

        def check() -> None:
            if not _names(wanted, etag_of(packed(document()))):
                raise Refusal("PRECONDITION_FAILED", "api-changed")

        check()
        with self.app.db.provided(check, besides):
            yield

    # Answers that may be asked for once more

    def once(self, request: Request, make: Callable[[], Response]) -> Response:
        """The answer of `make`; where the request carries an Idempotency-Key, the one it got
        the first time."""
        key, caller = idempotency_key(request.scope), request.scope["caller"]
        if key is None or not caller.startswith("token-"):
            return make()
        token_id, tokens = int(caller.removeprefix("token-")), self.app.tokens
        path = f"{request.method} {request.url.path}\n".encode()
        kept = tokens.claim(OWNER, token_id, key, hashlib.sha256(path + _body(request)).digest())
        if kept is not None:
            status, headers, body = kept
            return Response(body, status, {**headers, "Idempotency-Replayed": "true"}, JSON)
        try:
            response = make()
        except HealthdeskError:
            tokens.release(OWNER, token_id, key)
            raise
        headers = {
            name: response.headers[name] for name in ("location", "etag")
            if name in response.headers
        }  # fmt: skip
        tokens.keep(OWNER, token_id, key, response.status_code, headers, bytes(response.body))
        return response


def _body(request: Request) -> bytes:
    body: bytes = request.scope["body"]
    return body


def actor_of(request: Request) -> Actor:
    actor: Actor = request.scope["actor"]
    return actor


def key_of(text: str, code: str) -> str:
    """An id or uid of a path. Raises `NotFound` for what can be none."""
    if not is_key(text):
        raise NotFound(code)
    return text.lower()


@contextlib.contextmanager
def parameters() -> Iterator[None]:
    """What a service finds wrong inside was given as parameters: 400."""
    try:
        yield
    except InvalidData as error:
        raise bad_parameters(*error.fields) from None


def named(names: Mapping[str, str]) -> contextlib.AbstractContextManager[None]:
    """Fields that services call otherwise, as they are called here."""
    return _Named(names)


class _Named(contextlib.AbstractContextManager[None]):
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InvalidData):
            raise InvalidData(
                *(FieldError(self._names.get(wrong.field, wrong.field), wrong.code, **wrong.params)
                  for wrong in error.fields),
                code=error.code, **error.params,
            ) from None  # fmt: skip


# Answers


def packed(document: Any) -> bytes:
    return _PACKED.encode(document).encode("utf-8", "replace")


def etag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def found(request: Request, document: Any) -> Response:
    """An answer to GET with its ETag; 304 where the sender has it already."""
    return found_packed(request, packed(document))


def found_packed(request: Request, body: bytes) -> Response:
    """As `found`, of an answer that is packed already."""
    etag = etag_of(body)
    known = request.headers.get("if-none-match")
    if known is not None and _names(known, etag):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, headers={"ETag": etag}, media_type=JSON)


def changed(document: Any) -> Response:
    body = packed(document)
    return Response(body, headers={"ETag": etag_of(body)}, media_type=JSON)


def created(document: Any, place: str) -> Response:
    body = packed(document)
    headers = {"ETag": etag_of(body), "Location": f"{place}/{document['id']}"}
    return Response(body, 201, headers, JSON)


def gone() -> Response:
    return Response(status_code=204)


def _names(listed: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in listed.split(",")}
    return "*" in tags or etag in tags
