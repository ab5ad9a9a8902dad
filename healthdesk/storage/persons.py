"""Rows of persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from healthdesk.domain.errors import NotFound
from healthdesk.domain.records import FieldChange, Person
from healthdesk.storage import kept_fields
from healthdesk.storage.database import Connection, Tx

FIELDS = ("name", "color", "birth_date", "sex", "height_cm", "time_zone", "archived_at")
_COLUMNS = f"id, uid, {', '.join(FIELDS)}"
_BORN_AND_SOURCE = (
    "SELECT birth_date, (SELECT id FROM health_source WHERE name=?2) FROM health_person WHERE id=?1"
)


def every(connection: Connection, *, archived: bool) -> list[Person]:
    where = "" if archived else " WHERE archived_at IS NULL"
    rows = connection.execute(f"SELECT {_COLUMNS} FROM health_person{where} ORDER BY id")
    return [Person(*row) for row in rows]


def get(raw: Any, person_id: int) -> Person | None:
    row = raw.execute(f"SELECT {_COLUMNS} FROM health_person WHERE id=?", (person_id,)).fetchone()
    return None if row is None else Person(*row)


def born(raw: Any, person_id: int) -> str | None:
    """The birth date of a person. Raises `NotFound` where there is none of this id."""
    return born_and_source(raw, person_id, "")[0]


def born_and_source(raw: Any, person_id: int, source: str) -> tuple[str | None, int | None]:
    """What a new reading hangs on, in one look: the birth date of a person, and the id of the
    source of this name, if there is one. Raises `NotFound` where there is no such person."""
    row = raw.execute(_BORN_AND_SOURCE, (person_id, source)).fetchone()
    if row is None:
        raise NotFound("unknown-person")
    return cast("tuple[str | None, int | None]", row)


def get_by_uid(raw: Any, uid: bytes) -> Person | None:
    row = raw.execute(f"SELECT {_COLUMNS} FROM health_person WHERE uid=?", (uid,)).fetchone()
    return None if row is None else Person(*row)


def has_nothing(connection: Connection, person_id: int) -> bool:
    """Whether nothing at all is kept of a person, in the bin either."""
    found = " UNION ALL ".join(
        f"SELECT 1 FROM health_{table} WHERE person_id=?1"
        for table in ("record", "goal", "reminder", "annotation")
    )
    return connection.execute(f"SELECT 1 FROM ({found}) LIMIT 1", (person_id,)).fetchone() is None


def updated_at(raw: Any, person_id: int) -> int:
    """When the row was last written (ms)."""
    row = raw.execute("SELECT updated_at FROM health_person WHERE id=?", (person_id,)).fetchone()
    return int(row[0])


def insert(tx: Tx, uid: bytes, fields: dict[str, Any]) -> int:
    names = ", ".join(fields)
    return int(
        tx.execute(
            f"INSERT INTO health_person(uid, created_at, updated_at, {names})"
            f" VALUES (?,?,?{',?' * len(fields)})",
            (uid, tx.now, tx.now, *fields.values()),
        ).lastrowid
    )


def update(tx: Tx, person: Person, fields: dict[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a person; returns what each was and became, for undo."""
    before = {name: getattr(person, name) for name in fields}
    return kept_fields.set_fields(
        tx, "person", person.uid, before, fields, ("id", person.id), tx.now
    )


def has_target(connection: Connection, person_id: int, type_ids: Sequence[int]) -> bool:
    """Whether there is a target under way for one of these types, or one just reached that
    nobody was told of."""
    row = connection.execute(
        "SELECT 1 FROM health_goal WHERE person_id=? AND kind='target' AND deleted_at IS NULL"
        " AND archived_at IS NULL"
        " AND (status='active' OR completed_by='reading' AND celebrated_at IS NULL)"
        f" AND type_id IN ({','.join('?' * len(type_ids))}) LIMIT 1",
        (person_id, *type_ids),
    ).fetchone()
    return row is not None
