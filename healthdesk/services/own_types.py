"""What `Journal` writes of types of the user's own, inside its transactions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from healthdesk.domain.errors import Conflict, NotFound
from healthdesk.domain.events import TypesChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.own_types import check_type
from healthdesk.domain.records import FieldChange
from healthdesk.services.writing import writer_code
from healthdesk.storage import type_rows as rows
from healthdesk.storage.changes import row_writer
from healthdesk.storage.database import Tx

FIELDS = frozenset({"name", "units", "decimals", "hard", "typical"})


def add(tx: Tx, kind: HealthType) -> FieldChange:
    """Raises `Conflict` where the slug is taken."""
    if kind.slug in rows.load_types(tx.raw):
        raise Conflict("type-exists", slug=kind.slug)
    rows.insert_own_type(tx.raw, kind, tx.now)
    tx.announce = TypesChanged(tx.origin)
    return FieldChange.added("type", kind.slug.encode())


def edit(tx: Tx, slug: str, fields: dict[str, Any]) -> tuple[FieldChange, ...]:
    """Give some of `FIELDS`. Raises `InvalidData` naming every wrong one, `NotFound`."""
    kind = check_type(replace(_one(tx, slug), **fields))
    row = rows.type_row(kind, kind.name, tx.now)
    return _update(tx, slug, {name: row[name] for name in rows.OWN_FIELDS if name in row})


def remove(tx: Tx, slug: str) -> tuple[HealthType, tuple[FieldChange, ...]]:
    """The type as it was. Raises `Conflict` where something is recorded of it, `NotFound`."""
    kind = _one(tx, slug)
    _refuse_used(tx, kind)
    return kind, _update(tx, slug, {"deleted_at": tx.now})


def revert(tx: Tx, change: FieldChange) -> tuple[FieldChange, ...]:
    """Take one change of a type back, for `Journal.revert`. Raises `Conflict` where the field
    no longer holds what the change set, or something is recorded of what would go."""
    slug = change.uid.decode()
    row = rows.own_type_row(tx.raw, slug)
    if row is None:
        raise NotFound("unknown-type", slug=slug)
    gone = row["deleted_at"] is not None and change.field != "deleted_at"
    if gone or row[change.field] != change.after:
        writer = row_writer(tx.raw, rows.updated_at(tx.raw, slug), TypesChanged.__name__)
        raise Conflict(
            "type-changed-since", name=row["display_name"], writer=writer_code(tx, writer)
        )
    before = change.put_back(tx.now)
    if change.field == "deleted_at" and before is not None:
        _refuse_used(tx, _one(tx, slug))
    return _update(tx, slug, {change.field: before})


def _one(tx: Tx, slug: str) -> HealthType:
    """The type as it stands in this transaction. Raises `NotFound`."""
    kind = rows.load_types(tx.raw).get(slug)
    if kind is None or not kind.own:
        raise NotFound("unknown-type", slug=slug[:80])
    return kind


def _refuse_used(tx: Tx, kind: HealthType) -> None:
    if rows.is_used(tx.raw, kind.id):
        raise Conflict("type-in-use", name=kind.name)


def _update(tx: Tx, slug: str, values: dict[str, Any]) -> tuple[FieldChange, ...]:
    changes = rows.update_own_type(tx, slug, values)
    if changes:
        tx.announce = TypesChanged(tx.origin)
    return changes
