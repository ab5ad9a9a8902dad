"""What a request is answered that is not carried out: one shape for all errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from healthdesk.domain.errors import (
    FieldError,
    HealthdeskError,
    InvalidData,
    NotAllowed,
    StorageError,
)
from healthdesk.texts import details, field_sentence, sentence

STATUS: Final[Mapping[str, int]] = {
    "BAD_REQUEST": 400,
    "UNAUTHORIZED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    "CONFLICT": 409,
    "PRECONDITION_FAILED": 412,
    "TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "VALIDATION_ERROR": 422,
    "LOCKED": 423,
    "RATE_LIMITED": 429,
    "INTERNAL_ERROR": 500,
    "FEATURE_DISABLED": 503,
    "MAINTENANCE": 503,
}
# Seconds after which what is away may be back.
LATER_S: Final = 5


class Refusal(HealthdeskError):
    """A request that only the interface refuses: `kind` is a key of `STATUS`, `code` names the
    sentence, `fields` say what is wrong with which parameter, `headers` go with the answer."""

    def __init__(
        self,
        kind: str,
        code: str,
        *fields: FieldError,
        headers: Mapping[str, str] | None = None,
        **params: Any,
    ) -> None:
        super().__init__(code, **params)
        self.kind = kind
        self.fields = fields
        self.headers = dict(headers or {})


def bad_parameters(*fields: FieldError) -> Refusal:
    return Refusal("BAD_REQUEST", "api-parameters", *fields)


def kind_of(error: HealthdeskError) -> str:
    """The code of an error for programs."""
    if isinstance(error, Refusal):
        return error.kind
    if isinstance(error, NotAllowed) and error.code == "feature-off":
        return "FEATURE_DISABLED"
    return error.api_code


def answer(error: HealthdeskError, request_id: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an error. Places on this computer are not told."""
    kind = kind_of(error)
    headers: dict[str, str] = {}
    if isinstance(error, Refusal):
        headers = error.headers
        found: dict[str, list[str]] = {}
        for wrong in error.fields:
            found.setdefault(wrong.field, []).append(field_sentence(wrong))
        said = " ".join(dict.fromkeys(text for each in found.values() for text in each))
        said = said or sentence(error)
    else:
        if isinstance(error, StorageError) or kind not in STATUS:
            error = StorageError("api-storage")
            kind = "INTERNAL_ERROR"
        said, found = sentence(error), details(error)
    if STATUS[kind] == 503:
        headers = {"Retry-After": str(LATER_S), **headers}
    return STATUS[kind], headers, body(said, kind, found, request_id)


def failure(request_id: str) -> tuple[int, dict[str, str], bytes]:
    """What is answered where the program itself is at fault."""
    return answer(Refusal("INTERNAL_ERROR", "api-failed"), request_id)


def body(said: str, kind: str, found: Mapping[str, list[str]], request_id: str) -> bytes:
    document = {"error": said, "code": kind, "details": found, "request_id": request_id}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


# What pydantic found, in our words

_PLAIN: Final[Mapping[str, str]] = {
    "missing": "field-missing",
    "extra_forbidden": "unknown-field",
    "float_type": "field-number",
    "float_parsing": "field-number",
    "finite_number": "not-finite",
    "int_type": "field-whole",
    "int_parsing": "field-whole",
    "int_from_float": "field-whole",
    "int_parsing_size": "field-whole",
    "string_type": "field-text",
    "string_unicode": "not-text",
    "bool_type": "field-truth",
    "bool_parsing": "field-truth",
    "list_type": "field-list",
    "model_type": "field-object",
    "model_attributes_type": "field-object",
    "dict_type": "field-object",
}

# A sentence, its blank, and what pydantic calls the limit that goes there.
_LIMITS: Final = (
    ("field-least", "low", ("ge", "gt")),
    ("field-most", "high", ("le", "lt")),
    ("field-short", "low", ("min_length",)),
    ("field-long", "high", ("max_length",)),
)


def field_error(found: Mapping[str, Any], field: str, *, in_body: bool) -> FieldError:
    """One of pydantic's errors, without the value it was about."""
    kind, about = str(found["type"]), found.get("ctx") or {}
    coded = about.get("error")
    if isinstance(coded, Coded):
        return coded.of(field)
    if kind == "extra_forbidden" and not in_body:
        return FieldError(field, "parameter-unknown")
    if kind in ("literal_error", "enum"):
        takes = str(about.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return FieldError(field, "field-choice", takes=takes)
    for code, blank, limits in _LIMITS:
        for name in limits:
            if name in about:
                return FieldError(field, code, **{blank: about[name]})
    return FieldError(field, _PLAIN.get(kind, "field-wrong"))


class Coded(ValueError):
    """A value that a field of ours can't take; `code` names the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def of(self, field: str) -> FieldError:
        return FieldError(field, self.code, **self.params)


def refused_request(errors: list[Any]) -> HealthdeskError:
    """What FastAPI could not take: 400 for a parameter, 404 for a path, 422 for a body."""
    if any(found["loc"][:1] == ("path",) for found in errors):
        return Refusal("NOT_FOUND", "api-path")
    asked = [found for found in errors if found["loc"][:1] != ("body",)]
    if asked:
        return bad_parameters(
            *(field_error(found, _name(found["loc"]), in_body=False) for found in asked)
        )
    wrong = [field_error(found, _name(found["loc"]), in_body=True) for found in errors]
    return InvalidData(*dict.fromkeys(wrong))


def _name(loc: tuple[Any, ...]) -> str:
    """The field at the top; deeper ones as `components.0.value`. A name the sender made up is
    cut."""
    return ".".join(str(part)[:64] for part in loc[1:]) or "body"
