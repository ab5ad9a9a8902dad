"""What stands before every request: who asks, for what, how often, and how much at once.

Refuses a foreign host or page before anything else, then what has no address or method here,
then who asks too often, who is not let in, who has no token; then what is no JSON. What comes
through is known to be small, shallow and asked by somebody.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from healthdesk.api import refusals
from healthdesk.api.callers import Callers
from healthdesk.api.rates import Rates, Standing
from healthdesk.api.refusals import Refusal, bad_parameters
from healthdesk.bootstrap import App
from healthdesk.domain import meters
from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import FieldError, HealthdeskError, NotAllowed, Unavailable
from healthdesk.domain.rollout import Rollout
from healthdesk.domain.tokens import CRON_SECRET, Token, weak
from healthdesk.services.flags import Flags

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_LOG = logging.getLogger("healthdesk.api")
BODY_MAX: Final = 256 * 1024
BODY_S: Final = 10.0
PASSED_OVER: Final = 64 * 1024**2  # bytes of a body that is too large
DEPTH_MAX: Final = 16

_HOST = re.compile(rb"(?i)(?:127(?:\.[0-9]{1,3}){3}|localhost|\[::1\])(?::[0-9]{1,5})?")
_JSON = re.compile(rb"(?i)application/json *(?:;.*)?")
_KEY = re.compile(r"[!-~]{1,200}")
_ONCE: Final = (b"host", b"authorization", b"origin", b"content-type", b"idempotency-key")
_SAFE_HEADERS: Final[Headers] = [
    (b"cache-control", b"private, no-cache"),
    (b"x-content-type-options", b"nosniff"),
]


@dataclass(frozen=True, slots=True)
class Place:
    """An address: the shape of its path, its methods, and how it is guarded. `open`: a token
    is asked for only with `api.protect_all`; `own`: it has a secret of its own; `always`: it
    answers when the program is switched off or the data is away. `bodies`: methods that take
    JSON."""

    route: str
    pattern: re.Pattern[str]
    methods: frozenset[str]
    bodies: frozenset[str] = frozenset()
    open: bool = False
    own: bool = False
    always: bool = False

    @property
    def allowed(self) -> str:
        return ", ".join(sorted(self.methods))


@dataclass(slots=True)
class _Asked:
    """One request on its way through."""

    scope: Scope
    headers: dict[bytes, bytes]
    request_id: str
    begun: float
    place: Place | None = None
    standing: Standing | None = None
    actor: Actor | None = None
    body: bytes = b""
    status: int = 0
    extra: dict[str, str] = field(default_factory=dict)


class Guard:
    """The ASGI application that the server runs; `inner` is asked for what comes through."""

    def __init__(
        self,
        app: App,
        places: tuple[Place, ...],
        inner: Callable[[Scope, Receive, Send], Awaitable[None]],
        user: str = "",
    ) -> None:
        """`user`: as `Flags.decide` has it."""
        self._app, self._inner, self._user = app, inner, user
        self._places = places
        self._plain = {each.route: each for each in places if "{" not in each.route}
        self._shaped = tuple(each for each in places if "{" in each.route)
        self._callers = Callers(app)
        self._flags = Flags(app.settings)
        self._rates = Rates(lambda: int(app.settings.get("api.rate_limit")))

    def standing_headers(self) -> Headers:
        """Of what was not even a request."""
        standing = self._rates.hit("refused", 0)
        return [] if standing is None else standing.headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _Asked(scope, {}, os.urandom(16).hex(), time.perf_counter())
        started = ended = False

        async def sending(message: Message) -> None:
            nonlocal started, ended
            if message["type"] == "http.response.start":
                started = True
                asked.status = message["status"]
                message["headers"] = [*message["headers"], *self._headers(asked)]
            ended = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        try:
            await self._admit(asked, receive)
            await self._inner(scope, _replay(asked.body, receive), sending)
        except HealthdeskError as error:
            if started:
                raise
            await _refuse(refusals.answer(error, asked.request_id), sending)
        except Exception:
            _LOG.exception("a request failed", extra={"request_id": asked.request_id})
            if ended:  # told already, by whoever stands before the addresses
                return
            if started:
                raise
            await _refuse(refusals.failure(asked.request_id), sending)
        finally:
            self._count(asked)

    def _headers(self, asked: _Asked) -> Headers:
        standing = asked.standing or self._rates.hit("refused", 0)
        found = [(b"x-request-id", asked.request_id.encode()), *_SAFE_HEADERS]
        return found if standing is None else [*found, *standing.headers]

    def _count(self, asked: _Asked) -> None:
        """As the metrics have it: kinds of requests, never an address somebody made up."""
        meter = self._app.db.meter
        route = "other" if asked.place is None else asked.place.route
        known = asked.place is not None and asked.scope["method"] in asked.place.methods
        method = asked.scope["method"] if known else "other"
        status = str(asked.status or 499)
        meter.count(meters.REQUESTS, method, route, status)
        if asked.status >= 500:
            meter.count(meters.REQUEST_ERRORS, route, status)
        meter.observe(meters.REQUEST_SECONDS, time.perf_counter() - asked.begun, route)

    # Letting in

    async def _admit(self, asked: _Asked, receive: Receive) -> None:
        """Raises `HealthdeskError` for what is not let in."""
        asked.headers = _read_headers(asked.scope)
        _refuse_foreign(asked.headers)
        asked.place = place = self._find(asked.scope["path"])
        caller = "refused"
        try:
            if place is None:
                raise Refusal("NOT_FOUND", "api-path")
            if asked.scope["method"] not in place.methods:
                raise Refusal(
                    "METHOD_NOT_ALLOWED", "api-method", headers={"Allow": place.allowed},
                    methods=place.allowed,
                )  # fmt: skip
            if not place.always:
                self._refuse_if_off()
            caller, asked.actor = await self._recognise(asked, place)
        finally:
            asked.standing = self._rates.hit(caller)
            self._refuse_if_often(asked.standing)
        _refuse_unknown_parameters(asked.scope)
        await self._take_body(asked, place, receive)
        asked.scope["actor"] = asked.actor
        asked.scope["caller"] = caller
        asked.scope["body"] = asked.body
        asked.scope["request_id"] = asked.request_id

    def _find(self, path: str) -> Place | None:
        place = self._plain.get(path)
        if place is not None:
            return place
        return next((each for each in self._shaped if each.pattern.fullmatch(path)), None)

    def _refuse_if_off(self) -> None:
        if self._app.settings.rollout() != Rollout():
            self._flags.require(OWNER, self._user)
        if not self._app.db.is_open:
            raise Unavailable("database-closed")

    async def _recognise(self, asked: _Asked, place: Place) -> tuple[str, Actor | None]:
        """By what name a caller is counted, and who acts. Raises `Refusal`."""
        if place.own:
            self._refuse_other_secret(asked.headers)
            return "trigger", OWNER
        text = _bearer(asked.headers)
        if place.open and not self._app.settings.get("api.protect_all"):
            # Nothing personal: nobody is asked who they are.
            return "open", OWNER
        token = None if text is None else await self._callers.recognise(text)
        if token is None:
            raise Refusal("UNAUTHORIZED", "api-token", headers={"WWW-Authenticate": "Bearer"})
        if place.open:
            return f"token-{token.id}", OWNER
        return f"token-{token.id}", _acting(token)

    def _refuse_other_secret(self, headers: Mapping[bytes, bytes]) -> None:
        secret = self._app.settings.variable(CRON_SECRET)
        given = _bearer(headers)
        good = isinstance(secret, str) and not weak(secret) and given is not None
        if not good or not hmac.compare_digest(str(secret).encode(), str(given).encode()):
            raise Refusal("UNAUTHORIZED", "api-cron-secret", headers={"WWW-Authenticate": "Bearer"})

    @staticmethod
    def _refuse_if_often(standing: Standing | None) -> None:
        if standing is not None and not standing.allowed:
            raise Refusal(
                "RATE_LIMITED", "api-rate", headers={"Retry-After": str(standing.reset)},
                seconds=standing.reset,
            )  # fmt: skip

    async def _take_body(self, asked: _Asked, place: Place, receive: Receive) -> None:
        headers = asked.headers
        if b"content-length" not in headers and b"transfer-encoding" not in headers:
            if asked.scope["method"] in place.bodies:
                raise Refusal("BAD_REQUEST", "api-body-missing")
            return
        length = headers.get(b"content-length", b"0")
        large = length.isdigit() and int(length) > BODY_MAX
        if large and headers.get(b"expect"):
            raise _too_large()
        try:
            async with asyncio.timeout(BODY_S):
                asked.body, whole = (b"", False) if large else await _read(receive)
                if not whole:
                    # Unread, it could take the answer with it.
                    await _pass_over(receive)
        except TimeoutError:
            raise Refusal("BAD_REQUEST", "api-slow", headers={"Connection": "close"}) from None
        if large or len(asked.body) > BODY_MAX:
            raise _too_large()
        if asked.scope["method"] not in place.bodies:
            return
        if not asked.body:
            raise Refusal("BAD_REQUEST", "api-body-missing")
        if not _JSON.fullmatch(headers.get(b"content-type", b"")):
            raise Refusal("UNSUPPORTED_MEDIA_TYPE", "api-media")
        check_json(asked.body)


def _acting(token: Token) -> Actor:
    actor = token.actor
    if not actor.permissions:
        raise NotAllowed("not-allowed", permission="read")
    return actor


def _too_large() -> Refusal:
    return Refusal("TOO_LARGE", "api-large", limit=BODY_MAX, headers={"Connection": "close"})


def _read_headers(scope: Scope) -> dict[bytes, bytes]:
    """By name in lower case. Raises `Refusal` where one that counts comes twice."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _ONCE and name in found:
            raise Refusal("BAD_REQUEST", "api-header", name=name.decode("ascii"))
        found[name] = value
    return found


def _refuse_foreign(headers: Mapping[bytes, bytes]) -> None:
    """Raises `Refusal` unless this computer is named as the host, and no page of another
    origin asks."""
    host = headers.get(b"host", b"")
    if not _HOST.fullmatch(host):
        raise Refusal("FORBIDDEN", "api-host")
    origin = headers.get(b"origin")
    if origin is not None and origin.lower() != b"http://" + host.lower():
        raise Refusal("FORBIDDEN", "api-origin")
    if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
        raise Refusal("FORBIDDEN", "api-origin")


def _refuse_unknown_parameters(scope: Scope) -> None:
    """Which names an address knows is checked with their values; here that none comes twice."""
    query = scope["query_string"]
    if not query:
        return
    try:
        names = [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True,
                                               max_num_fields=50)]  # fmt: skip
    except ValueError:
        raise bad_parameters() from None
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise bad_parameters(*(FieldError(name[:64], "parameter-twice") for name in sorted(twice)))


def _bearer(headers: Mapping[bytes, bytes]) -> str | None:
    scheme, _, text = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"bearer" or not text.strip():
        return None
    return text.strip().decode("latin-1")


async def _pass_over(receive: Receive) -> None:
    left = PASSED_OVER
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return


async def _read(receive: Receive) -> tuple[bytes, bool]:
    """The body, and whether that is all: of one that is too large only the beginning."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal("BAD_REQUEST", "api-slow")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        whole = not message.get("more_body", False)
        if whole or size > BODY_MAX:
            return parts[0] if len(parts) == 1 else b"".join(parts), whole


def check_json(body: bytes) -> None:
    """Raises `Refusal` for what is no JSON in UTF-8, for NaN and its like, for a key that comes
    twice, and for what is nested too deeply."""
    deep = body.count(b"[") + body.count(b"{") > DEPTH_MAX
    try:
        text = body.decode("utf-8")
        document = json.loads(text, parse_constant=_no_number, object_pairs_hook=_no_key_twice)
    except RecursionError:
        raise Refusal("BAD_REQUEST", "api-depth") from None
    except ValueError:
        raise Refusal("BAD_REQUEST", "api-not-json") from None
    if deep and _depth(document) > DEPTH_MAX:
        raise Refusal("BAD_REQUEST", "api-depth")


def _no_number(name: str) -> float:
    raise ValueError(name)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _depth(document: Any) -> int:
    depth, level = 0, [document]
    while level:
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        depth, level = depth + 1, inner
    return depth - 1


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more, for who reads it behind the guard; then what else comes."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return left.pop() if left else await receive()

    return again


async def _refuse(answer: tuple[int, dict[str, str], bytes], send: Send) -> None:
    status, headers, body = answer
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    raw += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def idempotency_key(scope: Scope) -> str | None:
    """The key under which a request may be repeated. Raises `Refusal` for one that is none."""
    for name, value in scope["headers"]:
        if name == b"idempotency-key":
            key: str = value.decode("latin-1")
            if not _KEY.fullmatch(key):
                raise Refusal("BAD_REQUEST", "api-header", name="Idempotency-Key")
            return key
    return None
