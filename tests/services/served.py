"""An installation that has served for a while, as its metrics log tells it."""

from __future__ import annotations

import time

from healthdesk.bootstrap import App
from healthdesk.domain.meters import (
    BEAT_BYTES,
    BEATS,
    QUERY_SECONDS,
    REMINDERS_FAILED,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
    Counts,
)
from healthdesk.domain.times import DAY_MS
from healthdesk.services.metrics import MetricsLog

ROUTE = "/api/health/records"


def serve_for_days(app: App, days: int = 30, *, errors_today: int = 3) -> None:
    """So many days of requests, more of them each day; the last day some fail. A beat now."""
    log = MetricsLog(app.paths.data / "metrics")
    now = time.time_ns() // 1_000_000
    for ago in range(days - 1, -1, -1):
        made = Counts()
        n = 40 + 5 * (days - ago)
        made.count(REQUESTS, ("GET", ROUTE, "200"), n)
        for place in range(n):
            made.observe(REQUEST_SECONDS, (ROUTE,), 0.002 + 0.0004 * (place % 40))
            made.observe(QUERY_SECONDS, ("read",), 0.0004 + 0.00005 * (place % 50))
        if not ago:
            made.count(REQUEST_ERRORS, (ROUTE, "500"), errors_today)
            made.count(REMINDERS_FAILED, ("service",), 1)
            made.count(BEATS, ())
            made.count(BEAT_BYTES, (), 90_000_000)
        log.append(made, now - ago * DAY_MS)
