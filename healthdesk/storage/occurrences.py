"""Rows of due times and of what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.identity import new_uid
from healthdesk.domain.records import FieldChange
from healthdesk.domain.reminders import (
    OPEN,
    SETTLED,
    Moment,
    Occurrence,
    Settled,
    State,
    WeekOf,
)
from healthdesk.domain.times import DAY_MS, MINUTE_MS
from healthdesk.storage import kept_fields, reminders
from healthdesk.storage.database import Connection, Tx

FIELDS = ("state", "raise_at", "expires_at", "answered_at")
IS_OPEN = f"o.state IN ({', '.join(repr(state) for state in OPEN)})"
_COLUMNS = (
    "o.id, o.uid, o.due_at, o.offset_min, o.state, o.round, o.raise_at, o.raised_at,"
    " o.expires_at, o.missed_before, o.answered_at"
)
OF_REMINDERS = "FROM health_occurrence o JOIN health_reminder r ON r.id = o.reminder_id"


def _to_occurrence(row: Sequence[Any], types: TypeBook) -> Occurrence:
    reminder = reminders.to_reminder(row[: reminders.WIDTH], types)
    id_, uid, *rest = row[reminders.WIDTH :]
    return Occurrence(id_, uid, reminder, *rest)


def _select(
    connection: Connection, types: TypeBook, rest: str, parameters: Sequence[Any] = ()
) -> list[Occurrence]:
    rows = connection.execute(
        f"SELECT {reminders.COLUMNS}, {_COLUMNS} {OF_REMINDERS} {rest}", parameters
    )
    return [_to_occurrence(row, types) for row in rows]


# Looking


def with_ids(connection: Connection, types: TypeBook, ids: Iterable[int]) -> list[Occurrence]:
    """By due time, those that are there."""
    wanted = tuple(ids)
    blanks = ",".join("?" * len(wanted))
    return _select(connection, types, f"WHERE o.id IN ({blanks}) ORDER BY o.due_at, o.id", wanted)


def with_uid(connection: Connection, types: TypeBook, uid: bytes) -> Occurrence | None:
    found = _select(connection, types, "WHERE o.uid=?", (uid,))
    return found[0] if found else None


def open_ones(
    connection: Connection, types: TypeBook, person_ids: Sequence[int] = (), limit: int = -1
) -> list[Occurrence]:
    """What asks for an answer, the longest due first; nobody named: of everybody."""
    who = f" AND r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    return _select(
        connection, types, f"WHERE {IS_OPEN}{who} ORDER BY o.due_at, o.id LIMIT ?",
        (*person_ids, limit),
    )  # fmt: skip


def open_ids(connection: Connection, person_ids: Sequence[int] = ()) -> list[int]:
    """The ids of `open_ones`, in the same order."""
    who = f" AND r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    # Thousands of rows one by one would keep other threads waiting.
    (ids,) = connection.execute(
        f"SELECT json_group_array(id) FROM (SELECT o.id {OF_REMINDERS} WHERE {IS_OPEN}{who}"
        " ORDER BY o.due_at, o.id)",
        tuple(person_ids),
    ).fetchone()
    return cast("list[int]", json.loads(ids))


def open_of(connection: Connection, types: TypeBook, reminder_id: int) -> list[Occurrence]:
    return _select(
        connection, types, f"WHERE {IS_OPEN} AND o.reminder_id=? ORDER BY o.due_at", (reminder_id,)
    )


def between(
    connection: Connection, types: TypeBook, start: int, end: int,
    person_ids: Sequence[int] = (), reminder_id: int = 0,
) -> list[Occurrence]:  # fmt: skip
    """Occurrences due from `start` (included) to `end` (excluded), by due time."""
    where, parameters = ["o.due_at >= ? AND o.due_at < ?"], [start, end, *person_ids]
    if person_ids:
        where.append(f"r.person_id IN ({','.join('?' * len(person_ids))})")
    if reminder_id:
        where.append("o.reminder_id = ?")
        parameters.append(reminder_id)
    return _select(
        connection, types, f"WHERE {' AND '.join(where)} ORDER BY o.due_at, o.id", parameters
    )


def weeks(
    connection: Connection, start: int, end: int, person_ids: Sequence[int], week_start: int
) -> list[WeekOf]:
    """What became of the settled among `between`, per week and reminder; weeks begin with
    `week_start` (0 = Monday), and a due time belongs to its own local day."""
    who = f" AND r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    local_day = f"(o.due_at + o.offset_min * {MINUTE_MS}) / {DAY_MS}"
    tallies = ", ".join(f"sum(o.state = '{state}')" for state in SETTLED)
    # Day 0 was a Thursday.
    rows = connection.execute(
        f"SELECT day - (day + 3 - ?) % 7 AS week, reminder_id, {tallies} FROM (SELECT"
        f" {local_day} AS day, o.reminder_id, o.state {OF_REMINDERS} WHERE NOT {IS_OPEN}"
        f" AND o.due_at >= ? AND o.due_at < ?{who}) o GROUP BY week, reminder_id"
        " ORDER BY week, reminder_id",
        (week_start, start, end, *person_ids),
    )
    return [WeekOf(*row) for row in rows]


def history(connection: Connection, occurrence_id: int) -> list[Moment]:
    rows = connection.execute(
        "SELECT at, kind, channel, lateness_ms FROM health_occurrence_event"
        " WHERE occurrence_id=? ORDER BY id",
        (occurrence_id,),
    )
    return [Moment(*row) for row in rows]


def moments_between(
    connection: Connection, types: TypeBook, start: int, end: int, person_ids: Sequence[int] = ()
) -> Iterator[tuple[Occurrence, Moment]]:
    """All that happened to the due times of `between`, by due time and in order."""
    who = f" AND r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    cursor = connection.execute(
        f"SELECT e.at, e.kind, e.channel, e.lateness_ms, {reminders.COLUMNS}, {_COLUMNS}"
        f" {OF_REMINDERS} JOIN health_occurrence_event e ON e.occurrence_id = o.id"
        f" WHERE o.due_at >= ? AND o.due_at < ?{who} ORDER BY o.due_at, o.id, e.id",
        (start, end, *person_ids),
    )
    for at, kind, channel, lateness, *row in cursor:
        yield _to_occurrence(row, types), Moment(at, kind, channel, lateness)


def settled_of(connection: Connection, reminder_id: int) -> list[Settled]:
    """The due times of a reminder that need no answer any more, by due time, with what
    happened to each."""
    moments: dict[int, list[Moment]] = {}
    for id_, *rest in connection.execute(
        "SELECT e.occurrence_id, e.at, e.kind, e.channel, e.lateness_ms"
        " FROM health_occurrence_event e JOIN health_occurrence o ON o.id=e.occurrence_id"
        " WHERE o.reminder_id=? ORDER BY e.id",
        (reminder_id,),
    ):
        moments.setdefault(id_, []).append(Moment(*rest))
    rows = connection.execute(
        "SELECT id, uid, due_at, offset_min, state, round, raised_at, missed_before, answered_at"
        f" FROM health_occurrence o WHERE reminder_id=? AND NOT {IS_OPEN} ORDER BY due_at",
        (reminder_id,),
    )
    return [replace(Settled(*row), moments=tuple(moments.get(id_, ()))) for id_, *row in rows]


def insert_settled(tx: Tx, reminder_id: int, found: Sequence[Settled]) -> None:
    """Store what a file tells of a reminder's due times."""
    for one in found:
        row = tx.execute(
            "INSERT INTO health_occurrence(uid, reminder_id, due_at, offset_min, state, round,"
            " raised_at, missed_before, answered_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT DO NOTHING RETURNING id",
            (one.uid, reminder_id, one.due_at, one.offset, one.state, one.round, one.raised_at,
             one.missed_before, one.answered_at, one.answered_at or one.due_at),
        ).fetchone()  # fmt: skip
        if row is not None:
            each = [(row[0], m.at, m.kind, m.channel, m.lateness) for m in one.moments]
            note(tx, each)


def was_recorded(
    connection: Connection, person_id: int, type_id: int, start: int, end: int,
    written_since: int = 0,
) -> bool:  # fmt: skip
    """Whether there is a live reading from `start` to `end` (ms, both included), written at
    `written_since` or later."""
    row = connection.execute(
        "SELECT 1 FROM health_record WHERE person_id=? AND type_id=? AND deleted_at IS NULL"
        " AND recorded_at BETWEEN ? AND ? AND created_at >= ? LIMIT 1",
        (person_id, type_id, start, end, written_since),
    ).fetchone()
    return row is not None


# Becoming due


@dataclass(frozen=True, slots=True)
class Fresh:
    """A due time that was not there before; with `round` 1 it is raised already. `raise_at`
    None: it is not to be raised (again)."""

    reminder_id: int
    due_at: int
    offset: int
    state: State
    raise_at: int | None = None
    missed_before: int = 0
    round: int = 0
    raised_at: int | None = None
    expires_at: int | None = None


def insert(tx: Tx, fresh: Sequence[Fresh], now: int) -> dict[tuple[int, int], int]:
    """Store due times; the ids of those nobody had stored before, by reminder and time."""
    newest = newest_id(tx, "health_occurrence")
    tx.raw.executemany(
        "INSERT INTO health_occurrence(uid, reminder_id, due_at, offset_min, state, raise_at,"
        " missed_before, round, raised_at, expires_at, updated_at)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT (reminder_id, due_at) DO NOTHING",
        [
            (new_uid(one.due_at), one.reminder_id, one.due_at, one.offset, one.state,
             one.raise_at, one.missed_before, one.round, one.raised_at, one.expires_at, now)
            for one in fresh
        ],
    )  # fmt: skip
    rows = tx.execute("SELECT reminder_id, due_at, id FROM health_occurrence WHERE id>?", (newest,))
    return {(reminder_id, due_at): id_ for reminder_id, due_at, id_ in rows}


def newest_id(tx: Tx, table: str) -> int:
    """The highest id of a table; what this transaction adds lies above it."""
    return int(tx.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def note(tx: Tx, moments: Sequence[tuple[int, int, str, str | None, int | None]]) -> None:
    """(occurrence, at, kind, channel, lateness) of each."""
    tx.raw.executemany(
        "INSERT INTO health_occurrence_event(occurrence_id, at, kind, channel, lateness_ms)"
        " VALUES (?,?,?,?,?)",
        moments,
    )


def to_raise(tx: Tx, now: int, limit: int) -> list[Occurrence]:
    """Open occurrences whose time to be raised has come."""
    return _select(
        tx.raw, tx.types,
        f"WHERE o.raise_at IS NOT NULL AND o.raise_at<=? AND {IS_OPEN}"
        " ORDER BY o.raise_at, o.id LIMIT ?",
        (now, limit),
    )  # fmt: skip


def set_raised(tx: Tx, rows: Sequence[tuple[int | None, int, int | None, int, int]]) -> None:
    """(next time to raise, raised at, expires at, now, id) of each: one round more, and due."""
    tx.raw.executemany(
        "UPDATE health_occurrence SET round = round + 1, raise_at = ?, raised_at = ?,"
        " expires_at = coalesce(?, expires_at), updated_at = ?,"
        " state = CASE state WHEN 'snoozed' THEN 'due' ELSE state END WHERE id = ?",
        rows,
    )


def expired(tx: Tx, now: int, limit: int) -> list[int]:
    rows = tx.execute(
        f"SELECT o.id FROM health_occurrence o WHERE o.expires_at<=? AND {IS_OPEN} LIMIT ?",
        (now, limit),
    )
    return [row[0] for row in rows]


def set_states(tx: Tx, ids: Sequence[int], state: State, now: int) -> None:
    tx.raw.executemany(
        "UPDATE health_occurrence SET state=?, raise_at=NULL, updated_at=? WHERE id=?",
        [(state, now, id_) for id_ in ids],
    )


def put_off(tx: Tx, id_: int, raise_at: int) -> None:
    """Quiet hours: raised when they end."""
    tx.execute("UPDATE health_occurrence SET raise_at=? WHERE id=?", (raise_at, id_))


# Answering


def stored_fields(connection: Connection, id_: int) -> dict[str, Any]:
    return kept_fields.stored(connection, "occurrence", FIELDS, id_)


def update(tx: Tx, one: Occurrence, values: Mapping[str, Any], now: int) -> tuple[FieldChange, ...]:
    """Set columns of an occurrence; returns what each was and became, for undo."""
    before = stored_fields(tx.raw, one.id)
    return kept_fields.set_fields(tx, "occurrence", one.uid, before, values, ("id", one.id), now)


# Counting


def counts(connection: Connection, person_ids: Sequence[int] = ()) -> dict[str, int]:
    """How many occurrences are in each state; nobody named: of everybody."""
    who = f" WHERE r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    rows = connection.execute(
        f"SELECT o.state, count(*) {OF_REMINDERS}{who} GROUP BY o.state", tuple(person_ids)
    )
    return dict(rows.fetchall())
