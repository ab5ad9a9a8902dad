"""What pages ask of the services over many rows, without a window."""

from __future__ import annotations

import time
from collections.abc import Callable

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.series import SeriesQuery
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import DENSE, filled, opened
from tests.benchmarks.processes import in_turns

# What is drawn or scrolled to has to be there before anybody waits for it.
GOAL_MS = 100.0
PAGE = 200


def rows(plan: Plan) -> list[Row]:
    app = opened(filled(plan.folder, plan.many))
    try:
        person = app.journal.person(OWNER)
        unit = app.db.types[DENSE].unit
        everything = SeriesQuery(person.id, DENSE, 0, time.time_ns() // 1_000_000, unit)
        query = RecordQuery(person_ids=(person.id,))
        typed = RecordQuery(person_ids=(person.id,), types=(DENSE,))
        last = max(0, plan.many - PAGE)
        middle = plan.many // 2
        asked: dict[str, Callable[[], object]] = {
            "series of one type, all time": lambda: app.analytics.series(OWNER, everything),
            f"page at {last}": lambda: app.journal.slice(OWNER, query, last, PAGE),
            f"page at {middle}": lambda: app.journal.slice(OWNER, query, middle, PAGE),
            "last page of one type": lambda: app.journal.slice(
                OWNER, typed, app.journal.count(OWNER, typed) - PAGE, PAGE
            ),
            "Today's cards": lambda: app.analytics.today(OWNER, person.id),
        }
        return [_row(name, ask, plan) for name, ask in asked.items()]
    finally:
        app.close()


def _row(name: str, ask: Callable[[], object], plan: Plan) -> Row:
    (took,) = in_turns(plan.looks, lambda: _seconds(ask))
    return Row(name, median(took) * 1000, "ms", GOAL_MS)


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun
