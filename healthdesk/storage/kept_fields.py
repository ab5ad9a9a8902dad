"""Fields of a row that undo keeps: read, and set with what each was and became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from healthdesk.domain.records import FieldChange, Table

if TYPE_CHECKING:
    from healthdesk.storage.database import Connection, Tx


def stored(connection: Connection, table: Table, fields: Sequence[str], id_: int) -> dict[str, Any]:
    """The fields of a row that is there."""
    row = connection.execute(
        f"SELECT {', '.join(fields)} FROM health_{table} WHERE id=?", (id_,)
    ).fetchone()
    return dict(zip(fields, row, strict=True))


def set_fields(
    tx: Tx,
    table: Table,
    uid: bytes,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    where: tuple[str, object],
    now: int,
) -> tuple[FieldChange, ...]:
    """Write those of `values` that differ from `before` to the row that `where` (a column and
    its value) names, `now` (ms); returns what each was and became."""
    changed = {name: value for name, value in values.items() if before[name] != value}
    if changed:
        column, key = where
        tx.execute(
            f"UPDATE health_{table} SET {', '.join(f'{c}=?' for c in changed)}, updated_at=?"
            f" WHERE {column}=?",
            (*changed.values(), now, key),
        )
    return tuple(
        FieldChange(table, uid, name, before[name], value) for name, value in changed.items()
    )
