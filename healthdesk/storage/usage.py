"""Reads of who uses the program, and how much: days and numbers, never a value."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from healthdesk.domain.success import GoalEnd, User, end_of
from healthdesk.domain.times import DAY_MS
from healthdesk.storage.database import Connection
from healthdesk.storage.goals import iso_day

# (person, day) of every write that left a trace: readings, goals, notes, answers to reminders.
_WRITES = f"""
SELECT person_id, created_at / {DAY_MS} FROM health_record
UNION SELECT person_id, updated_at / {DAY_MS} FROM health_record WHERE updated_at <> created_at
UNION SELECT person_id, deleted_at / {DAY_MS} FROM health_record WHERE deleted_at IS NOT NULL
UNION SELECT person_id, created_at / {DAY_MS} FROM health_goal
UNION SELECT person_id, created_at / {DAY_MS} FROM health_annotation
UNION SELECT person_id, updated_at / {DAY_MS} FROM health_annotation
UNION SELECT person_id, created_at / {DAY_MS} FROM health_reminder
UNION SELECT r.person_id, o.answered_at / {DAY_MS} FROM health_occurrence o
    JOIN health_reminder r ON r.id = o.reminder_id WHERE o.answered_at IS NOT NULL
"""
_STORED = f"SELECT DISTINCT person_id, created_at / {DAY_MS} FROM health_record"
_TAKEN = (
    "SELECT count(*) FROM health_record WHERE person_id=? AND deleted_at IS NULL"
    " AND type_id IN (SELECT id FROM health_type) AND recorded_at >= ? AND recorded_at < ?"
)


def users(connection: Connection, first: int, last: int) -> list[User]:
    """Everybody, with the readings taken between two UTC days (ordinals, both included)."""
    writes, stored = _days(connection, _WRITES), _days(connection, _STORED)
    span = first * DAY_MS, (last + 1) * DAY_MS
    return [
        User(
            made=made // DAY_MS,
            writes=frozenset(writes[id_]),
            stored=frozenset(stored[id_]),
            readings=int(connection.execute(_TAKEN, (id_, *span)).fetchone()[0]),
            gone=None if archived is None else int(archived) // DAY_MS,
        )
        for id_, made, archived in connection.execute(
            "SELECT id, created_at, archived_at FROM health_person ORDER BY id"
        ).fetchall()
    ]


def _days(connection: Connection, sql: str) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, day in connection.execute(sql):
        found[person_id].add(day)
    return found


def goal_ends(connection: Connection) -> list[GoalEnd]:
    """How the targets of everybody ended."""
    rows = connection.execute(
        "SELECT completed_at, archived_at, target_date FROM health_goal"
        " WHERE kind='target' AND deleted_at IS NULL"
    )
    ends = (
        end_of(_day(done), _day(left), None if target is None else iso_day(target))
        for done, left, target in rows
    )
    return [end for end in ends if end is not None]


def _day(at_ms: Any) -> int | None:
    return None if at_ms is None else int(at_ms) // DAY_MS
