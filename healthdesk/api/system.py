"""Status, types, rollout, metrics: what is not about readings."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from healthdesk import __version__
from healthdesk.api import shapes
from healthdesk.api.context import JSON, Context, actor_of, found, packed
from healthdesk.api.describe import TEXTS, describe, headers
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import HealthdeskError
from healthdesk.exchange import documents
from healthdesk.services.flags import Flags
from healthdesk.texts import type_name

STATUS = "/api/health/status"
FLAGS = "/api/feature-flags/health"
METRICS = "/api/metrics"


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["system"])
    told = describe("Whether all works", shapes.Health, etag=False)
    told["responses"][503] = {
        "description": TEXTS[503],
        "headers": headers({}),
        "content": {
            JSON: {
                "schema": {
                    "anyOf": [
                        {"$ref": "#/components/schemas/Health"},
                        {"$ref": "#/components/schemas/Error"},
                    ]
                }
            }
        },
    }

    @router.get(STATUS, **told)
    def read_status() -> Response:
        return _status(context)

    @router.get("/api/health/types", **describe("The kinds of readings", shapes.Types))
    def list_types(request: Request) -> Response:
        actor, journal = actor_of(request), context.app.journal
        types, stamps = journal.types(actor), journal.type_stamps(actor)
        data = [
            documents.health_type(kind, type_name(kind), stamps[kind.id])
            for kind in sorted(types, key=lambda kind: kind.id)
        ]
        return found(request, {"data": data})

    @router.get(FLAGS, **describe("Whether a user is let in", shapes.Flag, etag=False))
    def read_flag(user_id: Annotated[str | None, Header(alias="User-ID")] = None) -> Response:
        decision = Flags(context.app.settings).decide(OWNER, user_id or context.user)
        document = {"enabled": decision.enabled, "reason": decision.reason}
        return Response(packed(document), media_type=JSON)

    if context.app.settings.variable("PROMETHEUS_METRICS_ENABLED"):

        @router.get(
            METRICS, **describe("Figures for Prometheus", None, media="text/plain", etag=False)
        )
        def read_metrics() -> Response:
            from healthdesk.services.exposition import CONTENT_TYPE, exposition

            made = exposition(OWNER, context.app.metrics)
            return Response(made, headers={"Content-Type": CONTENT_TYPE})

    return router


def _status(context: Context) -> Response:
    app = context.app
    revision: str | None = None
    try:
        if app.db.is_open:
            revision = f"{app.db.revision():04d}"
    except HealthdeskError:
        revision = None
    good = revision is not None
    document = {
        "status": "ok" if good else "unavailable",
        "version": __version__,
        "database": "ok" if good else "unavailable",
        "schema_revision": revision,
        "scheduler": "running" if context.scheduling() else "off",
        "uptime_seconds": round(time.monotonic() - context.begun, 3),
    }
    return Response(packed(document), 200 if good else 503, media_type=JSON)
