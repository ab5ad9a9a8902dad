"""Rows of notes at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from healthdesk.domain.annotations import Annotation, AnnotationDraft, AnnotationQuery
from healthdesk.domain.records import FieldChange
from healthdesk.storage import kept_fields
from healthdesk.storage.database import Connection, Tx

# What undo keeps, under the names of the columns.
FIELDS = ("at", "offset_min", "ended_at", "kind", "text", "types", "deleted_at")
_COLUMNS = (
    "id, uid, person_id, at, offset_min, ended_at, kind, text, types, import_id, created_at,"
    " updated_at, deleted_at"
)


def to_annotation(row: Any) -> Annotation:
    (id_, uid, person_id, at, offset, ended_at, kind, text, types, import_id, *stamps) = row
    return Annotation(
        id_, uid, person_id, at, offset, ended_at, kind, text, tuple(json.loads(types)),
        import_id, *stamps,
    )  # fmt: skip


# Looking


def every(connection: Connection, query: AnnotationQuery) -> list[Annotation]:
    """The notes a query finds, oldest first."""
    where, parameters = [], list(query.person_ids)
    if query.person_ids:
        where.append(f"person_id IN ({','.join('?' * len(query.person_ids))})")
    if not query.with_deleted:
        where.append(f"deleted_at IS {'NOT ' if query.deleted else ''}NULL")
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM health_annotation{condition} ORDER BY at, uid", parameters
    )
    return [one for one in map(to_annotation, rows) if query.takes(one)]


def find(connection: Connection, ids: Sequence[int]) -> list[Annotation]:
    """The notes with these ids, in their order; unknown ones are left out."""
    found = (_one(connection, "id", id_) for id_ in ids)
    return [one for one in found if one is not None]


def with_uid(connection: Connection, uid: bytes) -> Annotation | None:
    return _one(connection, "uid", uid)


def _one(connection: Connection, column: str, key: object) -> Annotation | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM health_annotation WHERE {column}=?", (key,)
    ).fetchone()
    return None if row is None else to_annotation(row)


def holds(connection: Connection, person_id: int, uid: bytes, draft: AnnotationDraft) -> bool:
    """Whether a note is there already: under its identifier, or an equal one of the person."""
    row = connection.execute(
        "SELECT 1 FROM health_annotation WHERE uid=?1 OR (person_id=?2 AND at=?3 AND text=?4"
        " AND ended_at IS ?5 AND deleted_at IS NULL) LIMIT 1",
        (uid, person_id, draft.at, draft.text, draft.ended_at),
    ).fetchone()
    return row is not None


def columns_of(draft: AnnotationDraft) -> dict[str, Any]:
    """The changeable columns of a draft."""
    return {
        "at": draft.at,
        "offset_min": draft.offset,
        "ended_at": draft.ended_at,
        "kind": draft.kind,
        "text": draft.text,
        "types": json.dumps(draft.types),
    }


# Changing


def insert(
    tx: Tx,
    uid: bytes,
    person_id: int,
    draft: AnnotationDraft,
    import_id: int | None = None,
    deleted_at: int | None = None,
) -> int:
    fields = {**columns_of(draft), "import_id": import_id, "deleted_at": deleted_at}
    return int(
        tx.execute(
            f"INSERT INTO health_annotation(uid, person_id, created_at, updated_at,"
            f" {', '.join(fields)}) VALUES (?,?,?,?{',?' * len(fields)})",
            (uid, person_id, tx.now, tx.now, *fields.values()),
        ).lastrowid
    )


def stored_fields(connection: Connection, id_: int) -> dict[str, Any]:
    return kept_fields.stored(connection, "annotation", FIELDS, id_)


def update(tx: Tx, one: Annotation, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a note; returns what each was and became, for undo."""
    before = stored_fields(tx.raw, one.id)
    return kept_fields.set_fields(tx, "annotation", one.uid, before, values, ("id", one.id), tx.now)


def deleted_before(connection: Connection, instant: int) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM health_annotation WHERE deleted_at < ?", (instant,)
    ).fetchall()
    return [row[0] for row in rows]


def purge(tx: Tx, ids: Iterable[int]) -> int:
    """Remove deleted notes for good; returns how many."""
    gone = 0
    for id_ in ids:
        gone += tx.execute(
            "DELETE FROM health_annotation WHERE id=? AND deleted_at IS NOT NULL", (id_,)
        ).rowcount
    return gone


def take_back(tx: Tx, import_id: int, *, everything: bool) -> int:
    """Remove the notes an import brought; without `everything` those somebody changed since
    stay. Returns how many went."""
    kept = "" if everything else " AND updated_at = created_at"
    return int(
        tx.execute(f"DELETE FROM health_annotation WHERE import_id=?{kept}", (import_id,)).rowcount
    )
