"""What the rollups of its day cost a single write: the same write with and without them.

In turns, in thread CPU time, through the storage alone, so that nothing the services do
beside it makes the share look smaller.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.events import PersonsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.identity import new_uid
from healthdesk.domain.records import MANUAL
from healthdesk.domain.times import HOUR_MS, MINUTE_MS
from healthdesk.storage import records
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import copied, filled, opened
from tests.benchmarks.processes import in_turns

GOAL = 1.5
# One of each way to sum a day up: the value, and minutes from one to the next.
WRITTEN = {
    "weight": (81.0, 180), "heart-rate": (64.0, 180), "steps": (8400.0, 180),
    "sleep-duration": (440.0, 24 * 60),
}  # fmt: skip


def rows(plan: Plan) -> list[Row]:
    data = copied(filled(plan.folder, plan.some), plan.folder / "rollups")
    app = opened(data)
    try:
        return [_row(app, plan, slug) for slug in WRITTEN]
    finally:
        app.close()


def _row(app: App, plan: Plan, slug: str) -> Row:
    person_id = app.journal.person(OWNER).id
    with app.db.transaction("add-source") as tx:
        source = records.source_id(tx, MANUAL)
    warm_up = min(50, plan.writes)
    value, minutes = WRITTEN[slug]
    times = _times(minutes, 2 * (plan.writes + warm_up))
    kind = app.db.types[slug]
    write = partial(_write, app, person_id, kind, value, source, times)
    alone, whole = in_turns(
        plan.writes, partial(write, rollups=False), partial(write, rollups=True), warm_up=warm_up
    )
    return Row(
        f"a write with its rollups, {slug}", median(whole) * 1000, "ms", GOAL,
        median(alone) * 1000, "thread CPU time",
    )  # fmt: skip


def _times(minutes: int, count: int) -> Iterator[int]:
    """So many instants, so far apart, the last an hour ago."""
    step = minutes * MINUTE_MS
    first = time.time_ns() // 1_000_000 - HOUR_MS - step * (count - 1)
    return iter(range(first, first + step * count, step))


def _write(
    app: App,
    person_id: int,
    kind: HealthType,
    value: float,
    source: int,
    times: Iterator[int],
    *,
    rollups: bool,
) -> float:
    at = next(times)
    begun = time.thread_time()
    with app.db.transaction("add") as tx:
        tx.added = (source,)
        row = (
            new_uid(tx.now), person_id, kind.id, at, 0, at, value, 0.0, None, None, None, None,
            source, None, None, None, None, None, None, tx.now, tx.now, None,
        )  # fmt: skip
        records.insert(tx, row, MANUAL)
        if not rollups:
            tx.touched.clear()
            # Any event: both sides leave a note for other processes.
            tx.announce = PersonsChanged(tx.origin)
    return time.thread_time() - begun
