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
from healthdesk.domain.times import HOUR_MS
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import copied, filled, opened
from tests.benchmarks.processes import in_turns

GOAL = 2.0
# As the journal stores a typed reading; the uid and the time differ from row to row.
INSERT = (
    "INSERT INTO health_record (uid, person_id, type_id, recorded_at, offset_min, ended_at, value,"
    " source_id, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?)"
)
# What is typed: the value(s), and hours from one to the next, so that days fill as people's do.
TYPED = {
    "weight": (81.0, None, 3), "blood-pressure": (128.0, 82.0, 3), "steps": (8400.0, None, 3),
    "sleep-duration": (440.0, None, 24),
}  # fmt: skip


def rows(plan: Plan) -> list[Row]:
    data = copied(filled(plan.folder, plan.some), plan.folder / "saving")
    app = opened(data)
    try:
        return [_row(app, plan, slug) for slug in TYPED]
    finally:
        app.close()


def _row(app: App, plan: Plan, slug: str) -> Row:
    person = app.journal.person(OWNER)
    kind = app.db.types[slug]
    raw: Any = app.db.connect()  # the same engine, pragmas and file
    source = raw.execute("SELECT id FROM health_source LIMIT 1").fetchone()[0]
    value, value2, hours = TYPED[slug]
    warm_up = min(50, plan.saves)
    times = _times(hours, 2 * (plan.saves + warm_up))
    drafts = (
        Draft(slug, value, kind.unit, next(times), 0, value2=value2)
        for _ in range(plan.saves + warm_up)
    )
    try:
        base, ours = in_turns(
            plan.saves,
            partial(_commit, raw, person.id, kind.id, source, times),
            lambda: _save(app, next(drafts), person.id),
            warm_up=warm_up,
        )
    finally:
        raw.close()
    return Row(f"saving one reading, {slug}", median(ours) * 1000, "ms", GOAL, median(base) * 1000)


def _times(hours: int, count: int) -> Iterator[int]:
    """So many instants, so many hours apart, the last an hour ago."""
    first = time.time_ns() // 1_000_000 - HOUR_MS * (1 + hours * (count - 1))
    return iter(range(first, first + HOUR_MS * hours * count, HOUR_MS * hours))


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
