"""Saving one reading with its rollups and change note, beside one raw commit of one row."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.domain.times import DAY_MS, HOUR_MS
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import copied, filled, opened
from tests.benchmarks.processes import in_turns

GOAL = 2.0
# As the journal stores a typed reading; the uid and the time differ from row to row.
INSERT = (
    "INSERT INTO health_record (uid, person_id, type_id, recorded_at, offset_min, ended_at, value,"
    " source_id, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?)"
)


def rows(plan: Plan) -> list[Row]:
    data = copied(filled(plan.folder, plan.some), plan.folder / "saving")
    app = opened(data)
    try:
        return [_row(app, plan, slug) for slug in ("weight", "steps")]
    finally:
        app.close()


def _row(app: App, plan: Plan, slug: str) -> Row:
    person = app.journal.person(OWNER)
    kind = app.db.types[slug]
    raw: Any = app.db.connect()  # the same engine, pragmas and file
    source = raw.execute("SELECT id FROM health_source LIMIT 1").fetchone()[0]
    times = _times()
    drafts = (Draft(slug, 81.0, kind.unit, next(times), 0) for _ in range(2 * plan.saves + 100))
    try:
        base, ours = in_turns(
            plan.saves,
            partial(_commit, raw, person.id, kind.id, source, times),
            lambda: _save(app, next(drafts), person.id),
            warm_up=min(50, plan.saves),
        )
    finally:
        raw.close()
    return Row(f"saving one reading, {slug}", median(ours) * 1000, "ms", GOAL, median(base) * 1000)


def _times() -> Iterator[int]:
    """A few a day, as people type them, ever nearer to now."""
    at = time.time_ns() // 1_000_000 - 200 * DAY_MS
    while True:
        at += 3 * HOUR_MS
        yield at


def _commit(raw: Any, person_id: int, type_id: int, source: int, times: Iterator[int]) -> float:
    at = next(times)
    row = (os.urandom(16), person_id, type_id, at, 0, at, 81.0, source, at, at)
    begun = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(INSERT, row)
    raw.execute("COMMIT")
    return time.perf_counter() - begun


def _save(app: App, draft: Draft, person_id: int) -> float:
    begun = time.perf_counter()
    app.journal.add(OWNER, (draft,), person_id)
    return time.perf_counter() - begun
