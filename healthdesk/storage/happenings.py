"""Reads of when something was: the marks under a chart."""

from __future__ import annotations

from typing import Any

from healthdesk.domain.health_types import HealthType
from healthdesk.storage.database import Connection
from healthdesk.storage.record_queries import fold
from healthdesk.storage.rollups import of_series


def moments(
    connection: Connection, person_id: int, kind: HealthType, start: int, end: int, limit: int
) -> list[Any]:
    """(recorded_at, ended_at, offset, value) of readings that begin between two instants,
    ascending, at most `limit`; from an index alone."""
    return list(
        connection.execute(
            "SELECT recorded_at, ended_at, offset_min, value FROM health_record"
            " WHERE person_id=? AND type_id=? AND deleted_at IS NULL AND recorded_at>=?"
            f" AND recorded_at<?{of_series(kind)} ORDER BY recorded_at LIMIT ?",
            (person_id, kind.id, start, end, limit),
        )
    )


_TAGGED = " AND r.deleted_at IS NULL AND r.tags IS NOT NULL"


def tagged(
    connection: Connection, person_id: int, tag: str, start: int, end: int, limit: int
) -> list[Any]:
    """As `moments`, of readings of any type with a tag; found by the index of texts."""
    escaped = fold(tag).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return list(
        connection.execute(
            "SELECT r.recorded_at, r.ended_at, r.offset_min, 1.0 FROM health_text t"
            " CROSS JOIN health_record r ON r.id = t.rowid"
            f" WHERE t.body LIKE ? ESCAPE '\\' AND r.person_id=?{_TAGGED} AND r.recorded_at>=?"
            " AND r.recorded_at<? AND instr(' ' || r.tags || ' ', ' ' || ? || ' ') > 0"
            " ORDER BY r.recorded_at LIMIT ?",
            (f"%{escaped}%", person_id, start, end, tag, limit),
        )
    )


def tags_used(connection: Connection, person_id: int) -> list[str]:
    """Tags on this person's readings, most used first; only rows with a text are looked at."""
    rows = connection.execute(
        "SELECT r.tags, count(*) FROM health_text t CROSS JOIN health_record r ON r.id = t.rowid"
        f" WHERE r.person_id=?{_TAGGED} GROUP BY r.tags",
        (person_id,),
    )
    counts: dict[str, int] = {}
    for tags, n in rows:
        for tag in tags.split(" "):
            counts[tag] = counts.get(tag, 0) + n
    return sorted(counts, key=lambda tag: (-counts[tag], tag))
