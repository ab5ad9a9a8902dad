"""What the description says of an address beyond its fields: answers, headers, errors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from healthdesk.api import shapes

# What is compared with the state of something.
ETAGS = r'^(\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$'
RATE_HEADERS = {
    "RateLimit-Limit": ("integer", "Requests a minute"),
    "RateLimit-Remaining": ("integer", "Requests left in this minute"),
    "RateLimit-Reset": ("integer", "Seconds until the minute ends"),
    "X-Request-ID": ("string", "By which the log knows the request"),
}
ETAG = {"ETag": ("string", "The state of the answer; for If-None-Match and If-Match")}
RETRY = {"Retry-After": ("integer", "Seconds to wait")}
LOCATION = {"Location": ("string", "Where the new one is")}
TEXTS = {
    200: "Done", 201: "Made", 204: "Done; there is nothing to tell", 304: "Not changed since",
    400: "The request or a parameter can't be understood", 401: "No valid token",
    403: "Not allowed: the token's scope, the host or the origin", 404: "Not there",
    405: "Not this method", 409: "Contradicts what is there", 412: "Changed since it was read",
    413: "Too large", 415: "No JSON", 422: "A field can't be taken", 423: "Locked",
    429: "Too many requests", 500: "A mistake of the program",
    503: "Switched off, or the data is away for the moment",
}  # fmt: skip


def describe(
    summary: str,
    shape: type[BaseModel] | None,
    *,
    created: bool = False,
    changes: bool = False,
    conflicts: bool = False,
    media: str = "application/json",
    also: tuple[int, ...] = (),
    etag: bool = True,
) -> dict[str, Any]:
    """Keywords of a route. `changes`: it takes If-Match; `conflicts`: it may contradict what is
    there."""
    good = 201 if created else 200 if shape is not None or media != "application/json" else 204
    answers: dict[int | str, dict[str, Any]] = {good: _good(good, shape, media, etag=etag)}
    if good == 200 and etag and not changes and media == "application/json":
        answers[304] = {"description": TEXTS[304], "headers": headers(ETAG)}
    wrong = {400, 401, 403, 404, 405, 413, 415, 422, 423, 429, 500, 503, *also}
    wrong -= {415, 422} if not (created or changes) else set()
    if changes:
        wrong.add(412)
    if conflicts or changes:
        wrong.add(409)
    for status in sorted(wrong):
        answers[status] = error(status)
    extra: dict[str, Any] = {}
    if changes:
        text = "Only if it is still in this state"
        extra["parameters"] = [_header("If-Match", text, pattern=ETAGS)]
    if created:
        extra["parameters"] = [
            _header("Idempotency-Key", "Repeated within a day under the same key, the request is "
                    "not carried out again; the first answer comes once more",
                    pattern="^[!-~]{1,200}$")
        ]  # fmt: skip
    if 304 in answers:
        extra["parameters"] = [_header("If-None-Match", "Only if it is in another state")]
    return {
        "summary": summary, "responses": answers, "status_code": good, "openapi_extra": extra,
        "response_model": None,
        **({} if media == "application/json" else {"response_class": Response}),
    }  # fmt: skip


def _good(status: int, shape: type[BaseModel] | None, media: str, *, etag: bool) -> dict[str, Any]:
    more = {**(ETAG if etag and status != 204 and media == "application/json" else {})}
    if status == 201:
        more |= LOCATION
    found: dict[str, Any] = {"description": TEXTS[status], "headers": headers(more)}
    if shape is not None:
        found["model"] = shape
    elif status != 204:
        found["content"] = {media: {"schema": {"type": "string"}}}
    return found


def error(status: int) -> dict[str, Any]:
    more = RETRY if status in (429, 503) else {}
    if status == 401:
        more = {"WWW-Authenticate": ("string", "How to say who asks")}
    if status == 405:
        more = {"Allow": ("string", "The methods there are")}
    return {"description": TEXTS[status], "model": shapes.Error, "headers": headers(more)}


def headers(more: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": kind}}
        for name, (kind, text) in {**RATE_HEADERS, **more}.items()
    }


def _header(name: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name, "in": "header", "required": False, "description": text,
        "schema": {"type": "string", **more},
    }  # fmt: skip
