"""Ten years of one dense type by day, as charts and programs ask the services for them.

Beside it, in the same run, what the same days cost where they are made of the readings: a
GROUP BY over an index that holds all it needs, and one by a column store.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.series import SeriesQuery
from healthdesk.domain.times import DAY_MS
from healthdesk.storage import figures, rollups
from tests.benchmarks.column_store import ColumnStore, column_store
from tests.benchmarks.figures import Plan, Row, median
from tests.benchmarks.filled_folder import DENSE, filled, opened
from tests.benchmarks.processes import in_turns

YEARS_DAYS = 3650
WARM_MS, COLD_MS = 16.0, 100.0
# The goals beside what sums readings up are those of ten million, of which it takes ever longer.
WHOLE = 10_000_000
WHOLE_RATIO, WHOLE_RATIO_OF_COLUMNS = 0.01, 0.05
# A window has long loaded these when it asks.
LOADED = tuple(
    f"healthdesk.services.{name}"
    for name in (
        "period_report", "effort_report", "rhythm_report", "sleep_report", "series_maker",
    )
)  # fmt: skip


def rows(plan: Plan) -> list[Row]:
    count = WHOLE if os.environ.get("HEALTHDESK_SOAK") else plan.many
    folder = filled(plan.folder, count, YEARS_DAYS)
    for module in LOADED:
        import_module(module)
    cold = [_cold(folder, ask) for ask in (_series, _report) for _ in range(plan.looks)]
    app = opened(folder)
    try:
        person_id, last = app.journal.person(OWNER).id, _last_day(app)

        def grouped() -> float:
            took = _seconds(lambda: _group_by(app, person_id, last))
            # What it leaves behind, such as memory to give back, is none of the next one's.
            _series(app, person_id, last)
            return took

        def by_column_store() -> float:
            took = _seconds(lambda: _of_columns(app, columns, person_id, last))
            _series(app, person_id, last)
            return took

        with column_store(app, plan.folder / "readings.duckdb") as columns:
            warm, kept, plain, by_columns = in_turns(
                plan.looks,
                lambda: _seconds(lambda: _series(app, person_id, last)),
                lambda: _seconds(lambda: _report(app, person_id, last)),
                grouped,
                by_column_store,
            )
    finally:
        app.close()
    of_rows = f"{count:,} readings"
    return [
        _row("daily series of 10 years, first look", cold[: plan.looks], COLD_MS, of_rows),
        _row("daily series of 10 years", warm, WARM_MS, of_rows),
        Row("daily series of 10 years beside GROUP BY", median(warm) * 1000, "ms",
            WHOLE_RATIO * WHOLE / count, base=median(plain) * 1000, note=of_rows),
        Row("daily series of 10 years beside DuckDB", median(warm) * 1000, "ms",
            WHOLE_RATIO_OF_COLUMNS * WHOLE / count, base=median(by_columns) * 1000, note=of_rows),
        _row("all figures of 10 years, first look", cold[plan.looks :], COLD_MS, of_rows),
        _row("all figures of 10 years, kept", kept, WARM_MS, of_rows),
    ]  # fmt: skip


def _row(name: str, seconds: list[float], goal: float, note: str) -> Row:
    return Row(name, median(seconds) * 1000, "ms", goal, note=note)


def _series(app: App, person_id: int, last: int) -> None:
    start, end = (last - YEARS_DAYS + 1) * DAY_MS, (last + 1) * DAY_MS
    unit = app.db.types[DENSE].unit
    app.analytics.series(OWNER, SeriesQuery(person_id, DENSE, start, end, unit, step="day"))


def _report(app: App, person_id: int, last: int) -> None:
    app.analytics.report(OWNER, person_id, DENSE, last - YEARS_DAYS + 1, last)


def _group_by(app: App, person_id: int, last: int) -> None:
    kind = app.db.types[DENSE]
    since, until = rollups.bounds(last - YEARS_DAYS + 1, last)
    with app.db.reading() as connection:
        connection.execute(
            f"SELECT {rollups.DAY_SQL} AS d, {rollups.FIGURES} FROM health_record"
            " WHERE person_id=? AND type_id=? AND deleted_at IS NULL AND recorded_at>=?"
            " AND recorded_at<? GROUP BY d",
            (person_id, kind.id, since, until),
        ).fetchall()


def _of_columns(app: App, columns: ColumnStore, person_id: int, last: int) -> None:
    since, until = rollups.bounds(last - YEARS_DAYS + 1, last)
    columns.days(person_id, app.db.types[DENSE].id, since, until)


def _last_day(app: App) -> int:
    person_id = app.journal.person(OWNER).id
    with app.db.reading() as connection:
        found = figures.span(connection, person_id, app.db.types[DENSE])
    assert found is not None
    return found[1]


def _cold(folder: Path, ask: Callable[[App, int, int], None]) -> float:
    """The first look after opening, with nothing of the file in memory."""
    for file in folder.glob("healthdesk.db*"):
        _forget(file)
    app = opened(folder)
    try:
        person_id, last = app.journal.person(OWNER).id, _last_day(app)
        return _seconds(lambda: ask(app, person_id, last))
    finally:
        app.close()


def _forget(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun
