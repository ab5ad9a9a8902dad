"""Undo and redo: each row is taken back by the module that writes its kind."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.domain.errors import Conflict
from healthdesk.domain.records import FieldChange, Record
from healthdesk.domain.times import isoformat, local_day
from healthdesk.services import annotations as notes
from healthdesk.services import (
    goals,
    occurrences,
    own_types,
    persons,
    reminders,
    sources,
)
from healthdesk.services.writing import writer_code
from healthdesk.settings import Settings
from healthdesk.storage import records as rows
from healthdesk.storage.changes import reading_writer
from healthdesk.storage.database import Tx

# What is taken back change by change, the last one first.
_ONE_BY_ONE = {
    "annotation": notes.revert,
    "person": persons.revert,
    "type": own_types.revert,
}


def take_back(
    tx: Tx, changes: Sequence[FieldChange], settings: Settings
) -> tuple[list[int], tuple[FieldChange, ...]]:
    """Ids of the readings concerned, and what it changed, which is the way forth again.

    Raises `Conflict` where a field no longer holds what the change set.
    """
    ids: list[int] = []
    inverse: list[FieldChange] = []
    for change in reversed(changes):
        if change.table == "record":
            id_, done = _revert_reading(tx, change)
            ids.append(id_)
            inverse += done
        elif change.table in _ONE_BY_ONE:
            inverse += _ONE_BY_ONE[change.table](tx, change)
    inverse += _revert_together(tx, changes, settings)
    return list(dict.fromkeys(ids)), tuple(inverse)


def _revert_together(
    tx: Tx, changes: Sequence[FieldChange], settings: Settings
) -> tuple[FieldChange, ...]:
    """What hangs on several fields: the state of a goal or reminder, an order of sources."""
    by_table: dict[str, list[FieldChange]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    return (
        *sources.revert(tx, by_table.get("source", ())),
        *goals.revert(tx, by_table.get("goal", ())),
        *occurrences.revert(tx, by_table.get("occurrence", ()), tx.now),
        *reminders.revert(tx, by_table.get("reminder", ()), settings, tx.now),
    )


def _revert_reading(tx: Tx, change: FieldChange) -> tuple[int, tuple[FieldChange, ...]]:
    id_ = rows.id_of(tx.raw, change.uid)
    if id_ is None:
        raise Conflict("reading-gone-since")
    if rows.stored_fields(tx, id_)[change.field] != change.after:
        raise _changed_since(tx, rows.find(tx.raw, tx.types, [id_])[0])
    return id_, rows.update(tx, id_, {change.field: change.put_back(tx.now)})


def _changed_since(tx: Tx, record: Record) -> Conflict:
    """Which reading was changed since, by type and time, and who did it."""
    day = local_day(record.recorded_at, record.offset)
    writer = reading_writer(
        tx.raw, tx.origin, record.person_id, record.type, day, record.created_at,
        record.updated_at,
    )  # fmt: skip
    return Conflict(
        "reading-changed-since",
        type=record.type,
        time=isoformat(record.recorded_at, record.offset),
        writer=writer_code(tx, writer),
    )
