"""The description of the interface: OpenAPI 3.1, made from the addresses themselves."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from healthdesk import __version__
from healthdesk.api import reminders, system

ABOUT = (
    "The health record of this computer, for other programs of this computer. A token of "
    "`healthdesk api token create` opens it: `Authorization: Bearer TOKEN`."
)
OPENAPI = "/api/openapi.json"
# Where nothing personal is told.
OPEN = frozenset({system.STATUS, system.FLAGS, system.METRICS, OPENAPI})
_TAGS = ("system", "persons", "records", "analytics", "goals", "reminders", "export")


def document_of(inner: FastAPI) -> dict[str, Any]:
    """Made once; the same for every installation."""
    if inner.openapi_schema is None:
        inner.openapi_schema = _complete(
            get_openapi(
                title="HealthDesk", version=__version__, openapi_version="3.1.0",
                description=ABOUT, routes=inner.routes,
                tags=[{"name": tag} for tag in _TAGS],
            )
        )  # fmt: skip
    return inner.openapi_schema


def _complete(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "cron": {
            "type": "http", "scheme": "bearer",
            "description": "The secret in HEALTH_REMINDER_CRON_SECRET",
        },
    }  # fmt: skip
    # As they belong together, not as they are looked through.
    document["paths"] = dict(sorted(document["paths"].items(), key=_chapter))
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _drop_library_errors(operation)
            operation["security"] = _security(path)
    return document


def _chapter(described: tuple[str, Any]) -> int:
    _, operations = described
    (tag,) = next(iter(operations.values()))["tags"]
    return _TAGS.index(tag)


def _drop_library_errors(operation: dict[str, Any]) -> None:
    """The library describes its own errors, which are never sent."""
    answers = operation["responses"]
    told = answers.get("422", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if told.get("$ref", "").endswith("/HTTPValidationError"):
        del answers["422"]


def _security(path: str) -> list[dict[str, list[str]]]:
    if path == reminders.TRIGGER:
        return [{"cron": []}]
    return [{}, {"token": []}] if path in OPEN else [{"token": []}]
