"""Kinds of fields and parameters, as they are checked and as the description tells them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from healthdesk.api.refusals import Coded

LARGEST_ID: Final = 2**53
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_ID = re.compile(r"[1-9][0-9]{0,15}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Body(BaseModel):
    """A JSON object: nothing is turned into another kind, and nothing else may be in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    """The parameters of an address; no others are taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _whole(text: object) -> object:
    """As a number is usually written; more than pydantic would take is no whole number."""
    if isinstance(text, str):
        if not _WHOLE.fullmatch(text):
            raise Coded("field-whole")
        return int(text)
    return text


def _words(text: str) -> str:
    # No others: some scripts, and many an emoji, are written with signs nobody sees.
    if _CONTROLS.search(text):
        raise Coded("not-text")
    return text


def _truth(text: object) -> object:
    if isinstance(text, str):
        if text not in ("true", "false"):
            raise Coded("field-truth")
        return text == "true"
    return text


def _moment(text: str) -> str:
    if "T" not in text.upper():
        raise Coded("field-time")
    try:
        dt.datetime.fromisoformat(text.upper())
    except ValueError:
        raise Coded("field-time") from None
    return text.upper()


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Coded("field-date") from None


def _integral(number: object) -> object:
    """JSON knows no difference between 5 and 5.0."""
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number


# Limits stand before what turns one kind into another: so the description tells them.
Whole = BeforeValidator(_integral)
Asked = BeforeValidator(_whole)
Id = Annotated[int, Field(ge=1, le=LARGEST_ID), Whole]
AskedId = Annotated[int, Field(ge=1, le=LARGEST_ID), Asked]
AskedWords = Annotated[
    str,
    Field(max_length=1000, json_schema_extra={"pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"}),
    AfterValidator(_words),
]
AskedTruth = Annotated[bool, BeforeValidator(_truth)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=20_000)]
Short = Annotated[str, Field(max_length=200)]
Slug = Annotated[str, Field(min_length=1, max_length=80)]
Moment = Annotated[
    str, Field(max_length=40), AfterValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]  # fmt: skip
Day = Annotated[
    str,
    Field(max_length=10),
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
DayOrMoment = Annotated[
    str, Field(min_length=1, max_length=40),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"},
                   {"type": "string", "format": "date-time"}]}
    ),
]  # fmt: skip
# An id, or a uid.
Key = Annotated[
    str,
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 10**16 - 1},
                   {"type": "string", "format": "uuid"}]}
    ),
]  # fmt: skip
Aggregation = Literal["daily", "weekly", "monthly", "hour", "weekday"]


def something(schema: dict[str, Any]) -> None:
    """At least one field is given, as the description tells it."""
    schema["minProperties"] = 1


def is_key(text: str) -> bool:
    """Whether this can be an id or a uid at all."""
    return _ID.fullmatch(text.lower()) is not None


def given(body: Body) -> dict[str, Any]:
    """What the sender said, by field."""
    return {name: getattr(body, name) for name in body.model_fields_set}
