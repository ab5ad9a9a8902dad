"""The same readings in DuckDB's own format: the days of a type as a column store sums them up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from healthdesk.bootstrap import App
from healthdesk.domain.times import DAY_MS, MINUTE_MS

CHUNK = 200_000
COLUMNS = (
    "person_id", "type_id", "recorded_at", "offset_min", "ended_at", "value", "value2",
    "source_id", "deleted_at", "comparator",
)  # fmt: skip
WHOLE_NUMBERS = frozenset(COLUMNS) - {"value", "value2", "comparator"}
NONE = -1  # of a whole number, within this table
# One index would be of no use to it: it finds rows by the range of each block.
_TABLE = (
    "CREATE TABLE health_record (person_id INTEGER, type_id INTEGER, recorded_at BIGINT,"
    " offset_min INTEGER, ended_at BIGINT, value DOUBLE, value2 DOUBLE, source_id INTEGER,"
    " deleted_at BIGINT, comparator VARCHAR)"
)
_INSERT = (
    f"INSERT INTO health_record SELECT {', '.join(COLUMNS[:-2])},"
    f" nullif(deleted_at, {NONE}), nullif(comparator, '') FROM chunk"
)
_DAYS = (
    f"SELECT (recorded_at + offset_min * {MINUTE_MS}) // {DAY_MS} AS d, count(*),"
    " count(CASE WHEN comparator IS NULL THEN 1 END),"
    " sum(CASE WHEN comparator IS NULL THEN value END),"
    " min(CASE WHEN comparator IS NULL THEN value END),"
    " max(CASE WHEN comparator IS NULL THEN value END)"
    " FROM health_record WHERE person_id=? AND type_id=? AND deleted_at IS NULL"
    " AND recorded_at>=? AND recorded_at<? GROUP BY d ORDER BY d"
)


class ColumnStore:
    """A DuckDB file with the readings of a data folder."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def days(self, person_id: int, type_id: int, since: int, until: int) -> list[Any]:
        """(day, readings, counted, total, least, most) of each day between two instants."""
        return self._connection.execute(_DAYS, (person_id, type_id, since, until)).fetchall()


@contextmanager
def column_store(app: App, file: Path) -> Iterator[ColumnStore]:
    """All readings of an app copied into a new file, which is gone at the end."""
    _remove(file)
    connection = duckdb.connect(file)
    try:
        connection.execute(_TABLE)
        for chunk in _chunks(app):  # noqa: B007 - the statement reads it by its name
            connection.execute(_INSERT)
        connection.execute("CHECKPOINT")
        yield ColumnStore(connection)
    finally:
        connection.close()
        _remove(file)


def _chunks(app: App) -> Iterator[dict[str, Any]]:
    chosen = ", ".join(
        f"coalesce({name}, {NONE if name in WHOLE_NUMBERS else repr('')})" for name in COLUMNS
    )
    with app.db.reading() as connection:
        rows = connection.execute(f"SELECT {chosen} FROM health_record ORDER BY id")
        while some := rows.fetchmany(CHUNK):
            yield {
                name: np.array(values, dtype=_kind(name))
                for name, values in zip(COLUMNS, zip(*some, strict=True), strict=True)
            }


def _kind(column: str) -> type:
    if column in WHOLE_NUMBERS:
        return np.int64
    return object if column == "comparator" else np.float64


def _remove(file: Path) -> None:
    for ending in ("", ".wal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
