"""`/api/health/analytics`: the figures of a period."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from healthdesk.api import fields, shapes
from healthdesk.api.context import JSON, Context, actor_of, found_packed, packed, parameters
from healthdesk.api.describe import describe
from healthdesk.api.fields import Aggregation, Asked, AskedId, DayOrMoment, Short, Slug
from healthdesk.domain import moments
from healthdesk.domain.accounts import Actor
from healthdesk.services.metrics import memory_bytes

PATH = "/api/health/analytics"


class AnalyticsAsked(fields.Query):
    start_date: DayOrMoment | None = None
    end_date: DayOrMoment | None = None
    aggregation: Aggregation = "daily"
    unit: Short = ""
    user_id: AskedId | None = None
    forecast: Annotated[int, Field(ge=1, le=90), Asked] | None = None
    other: Annotated[Slug | None, Field(alias="with")] = None


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["analytics"])

    @router.get(f"{PATH}/debug", **describe("Kept answers, and memory", shapes.Debug, etag=False))
    def read_debug(request: Request) -> Response:
        figures = context.app.analytics.cache_figures(actor_of(request))
        return Response(packed({**figures, "memory_bytes": memory_bytes()}), media_type=JSON)

    @router.get(
        f"{PATH}/{{type}}",
        **describe("Figures of a period, of the last 30 days unless said otherwise",
                   shapes.Analytics),
    )  # fmt: skip
    async def read_analytics(
        request: Request,
        type: Slug,
        asked: Annotated[AnalyticsAsked, Query()],
    ) -> Response:
        actor = actor_of(request)
        body = await context.look(lambda: _packed(context, actor, type, asked, at_once=True))
        if body is None:
            body = await run_in_threadpool(
                lambda: _packed(context, actor, type, asked, at_once=False)
            )
        return found_packed(request, body or b"")

    return router


def _packed(
    context: Context, actor: Actor, type_: str, asked: AnalyticsAsked, *, at_once: bool
) -> bytes | None:
    """The answer, at once only where it is kept."""
    slug = context.asked_slug(actor, type_, None)
    context.asked_slug(actor, asked.other, None)
    person = context.person(actor, asked.user_id)
    with parameters():
        bounds = moments.span(
            asked.start_date, asked.end_date, context.zone(person), moments.PARAMETERS
        )
        return context.app.analytics.report_packed(
            actor, person.id, str(slug), packed, at_once=at_once, by=asked.aggregation,
            unit=asked.unit, ahead=asked.forecast, other=asked.other, **bounds,
        )  # fmt: skip
