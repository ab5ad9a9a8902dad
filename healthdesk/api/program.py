"""The interface as a whole: addresses, their description, and what is made of errors."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from healthdesk.api import (
    analytics,
    exporting,
    goals,
    persons,
    records,
    refusals,
    reminders,
    system,
)
from healthdesk.api.context import JSON, Context, found_packed, packed
from healthdesk.api.describe import describe
from healthdesk.api.document import OPEN, OPENAPI, document_of
from healthdesk.api.guard import Guard, Place
from healthdesk.api.refusals import Refusal
from healthdesk.domain.errors import HealthdeskError

ALWAYS = frozenset({system.STATUS, system.FLAGS, system.METRICS})


def make(context: Context) -> Guard:
    """The ASGI application."""
    inner = make_inner(context)
    return Guard(context.app, places(inner), inner, context.user)


def make_inner(context: Context) -> FastAPI:
    """All addresses, with nothing before them."""
    inner = FastAPI(
        title="HealthDesk", docs_url=None, redoc_url=None, openapi_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    # They are looked through one by one: what is asked most comes first.
    for each in (records, analytics, goals, system, persons, reminders, exporting):
        # All on one level, where the guard finds them.
        inner.router.routes.extend(each.routes(context).routes)

    @cache
    def description() -> bytes:
        return packed(document_of(inner))

    @inner.get(OPENAPI, tags=["system"], **describe("This description", None, media=JSON))
    def read_description(request: Request) -> Response:
        return found_packed(request, description())

    inner.add_exception_handler(RequestValidationError, _refused)
    inner.add_exception_handler(HealthdeskError, _told)
    inner.add_exception_handler(HTTPException, _unusual)
    inner.add_exception_handler(Exception, _failed)
    return inner


def places(inner: FastAPI) -> tuple[Place, ...]:
    """The addresses as the guard knows them."""
    by_route: dict[str, list[APIRoute]] = {}
    for route in api_routes(inner):
        by_route.setdefault(route.path, []).append(route)
    return tuple(
        Place(
            route=path,
            pattern=re.compile(re.sub(r"\{[a-z]+\}", "[^/]+", path)),
            methods=frozenset(method for each in routes for method in each.methods or ()),
            bodies=frozenset(
                method
                for each in routes
                if each.body_field is not None
                for method in each.methods or ()
            ),
            open=path in OPEN,
            own=path == reminders.TRIGGER,
            always=path in ALWAYS,
        )
        for path, routes in by_route.items()
    )


def api_routes(inner: FastAPI) -> list[APIRoute]:
    return [route for route in inner.routes if isinstance(route, APIRoute)]


def _answer(request: Request, error: HealthdeskError) -> Response:
    status, headers, body = refusals.answer(error, request.scope["request_id"])
    return Response(body, status, headers, JSON)


async def _refused(request: Request, error: Any) -> Response:
    return _answer(request, refusals.refused_request(list(error.errors())))


async def _told(request: Request, error: Any) -> Response:
    return _answer(request, error)


async def _failed(request: Request, _error: Any) -> Response:
    status, headers, body = refusals.failure(request.scope["request_id"])
    return Response(body, status, headers, JSON)


async def _unusual(request: Request, error: Any) -> Response:
    """What the library itself refuses behind the guard."""
    if error.status_code == 404:
        return _answer(request, Refusal("NOT_FOUND", "api-path"))
    return _answer(request, Refusal("BAD_REQUEST", "api-not-http"))
