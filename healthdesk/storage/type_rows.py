"""The types as rows: the catalogue by slug, the user's own in full."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from healthdesk.domain.health_types import CATALOGUE, HealthType, Range, TypeBook
from healthdesk.domain.records import FieldChange
from healthdesk.storage import kept_fields

if TYPE_CHECKING:
    from healthdesk.storage.database import Connection, Tx

_COLUMNS = (
    "id, slug, display_name, type_group, unit, units, aggregate, combine, decimals, whole,"
    " hard_low, hard_high, typical_range_low, typical_range_high, own"
)

_NOTED = (
    "SELECT 1 FROM health_annotation, json_each(types)"
    " WHERE value = (SELECT slug FROM health_type WHERE id=?) LIMIT 1"
)


def load_types(connection: Connection) -> TypeBook:
    """Every type that has a row, with its id. A slug of the catalogue takes its rules from
    the program, an own type from its row."""
    known = {kind.slug: kind for kind in CATALOGUE}
    return TypeBook(
        _from_row(row, known)
        for row in connection.execute(
            f"SELECT {_COLUMNS} FROM health_type WHERE deleted_at IS NULL ORDER BY id"
        )
    )


def _from_row(row: Any, known: dict[str, HealthType]) -> HealthType:
    (id_, slug, name, _group, unit, units, aggregate, combine, decimals, whole,
     hard_low, hard_high, typical_low, typical_high, own) = row  # fmt: skip
    if not own and slug in known:
        return replace(known[slug], id=id_)
    return HealthType(
        slug=slug,
        group="own",
        unit=unit,
        units=tuple(json.loads(units)),
        decimals=decimals,
        aggregate=aggregate,
        combine=combine,
        hard=Range(hard_low, hard_high),
        typical=Range(typical_low, typical_high),
        whole=bool(whole),
        name=name,
        id=id_,
    )


def type_row(kind: HealthType, name: str, now: int) -> dict[str, object]:
    """The row of a type, by column name."""
    typical = kind.parts[0].typical if kind.parts else kind.typical
    hard = kind.parts[0].hard if kind.parts else kind.hard
    return {
        "slug": kind.slug,
        "display_name": name,
        "type_group": kind.group,
        "unit": kind.unit,
        "units": json.dumps(list(kind.units), ensure_ascii=False),
        "loinc": kind.loinc,
        "aggregate": kind.aggregate,
        "combine": kind.combine,
        "decimals": kind.decimals,
        "whole": int(kind.whole),
        "hard_low": hard.low,
        "hard_high": hard.high,
        "typical_range_low": typical.low,
        "typical_range_high": typical.high,
        "own": int(kind.own),
        "created_at": now,
        "updated_at": now,
    }


def seed_types(raw: Any, names: Mapping[str, str], now: int) -> int:
    """Bring the rows of the catalogue up to date; returns how many changed.

    Ids, the user's own types and anything that is already right stay as they are; but one of
    theirs that was taken out of the lists, of which nothing can be recorded, gives way.
    """
    slugs = tuple(kind.slug for kind in CATALOGUE)
    gone = "own = 1 AND deleted_at IS NOT NULL"
    raw.execute(
        f"DELETE FROM health_type WHERE {gone} AND slug IN ({', '.join('?' * len(slugs))})", slugs
    )
    changed = 0
    for kind in CATALOGUE:
        row = type_row(kind, names.get(kind.slug, kind.slug), now)
        updates = [c for c in row if c not in ("slug", "created_at", "updated_at")]
        differs = " OR ".join(f"{c} IS NOT excluded.{c}" for c in updates)
        cursor = raw.execute(
            f"INSERT INTO health_type ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            f" ON CONFLICT(slug) DO UPDATE SET {', '.join(f'{c}=excluded.{c}' for c in updates)},"
            f" updated_at=excluded.updated_at WHERE own = 0 AND ({differs})",
            tuple(row.values()),
        )
        changed += cursor.rowcount
    return changed


def differing_seeds(raw: Any, names: Mapping[str, str]) -> list[str]:
    """Rows of the catalogue that are missing, or columns in which one says something else than
    `seed_types` would write. An own type in the place of one is none of them."""
    found = []
    columns = tuple(c for c in type_row(CATALOGUE[0], "", 0) if not c.endswith("_at"))
    there = {
        row[0]: dict(zip(columns, row, strict=True))
        for row in raw.execute(
            f"SELECT {', '.join(columns)} FROM health_type WHERE own = 0 OR deleted_at IS NULL"
        )
    }
    for kind in CATALOGUE:
        row = there.get(kind.slug)
        if row is None:
            found.append(f"{kind.slug} is missing")
        elif not row["own"]:
            wanted = type_row(kind, names.get(kind.slug, kind.slug), 0)
            found += [f"{kind.slug}.{c} is {row[c]}" for c in columns if row[c] != wanted[c]]
    return found


def insert_own_type(raw: Any, kind: HealthType, now: int) -> None:
    """Store a type of the user's own; a deleted one of that slug comes back as this one."""
    row = type_row(kind, kind.name or kind.slug, now)
    raw.execute("DELETE FROM health_type WHERE slug=? AND deleted_at IS NOT NULL", (kind.slug,))
    raw.execute(
        f"INSERT INTO health_type ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )


# What may become other in a type of the user's own. Its unit and the way a day is summed up
# may not: the readings that are there were stored by them.
OWN_FIELDS = (
    "display_name", "units", "decimals", "hard_low", "hard_high", "typical_range_low",
    "typical_range_high", "deleted_at",
)  # fmt: skip


def own_type_row(raw: Any, slug: str) -> dict[str, Any] | None:
    """The changeable columns of a type of the user's own, removed ones included; None where
    there is none."""
    row = raw.execute(
        f"SELECT {', '.join(OWN_FIELDS)} FROM health_type WHERE slug=? AND own=1", (slug,)
    ).fetchone()
    return None if row is None else dict(zip(OWN_FIELDS, row, strict=True))


def update_own_type(tx: Tx, slug: str, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a type of the user's own; returns what each was and became, for undo."""
    before = own_type_row(tx.raw, slug) or {}
    return kept_fields.set_fields(tx, "type", slug.encode(), before, values, ("slug", slug), tx.now)


def updated_at(raw: Any, slug: str) -> int:
    """When the row was last written (ms)."""
    row = raw.execute("SELECT updated_at FROM health_type WHERE slug=?", (slug,)).fetchone()
    return int(row[0])


def is_used(raw: Any, type_id: int) -> bool:
    """Whether a reading (in the bin too), a goal, a reminder or a chart note is of this type."""
    if raw.execute(_NOTED, (type_id,)).fetchone():
        return True
    return any(
        raw.execute(f"SELECT 1 FROM {table} WHERE type_id=?{still} LIMIT 1", (type_id,)).fetchone()
        for table, still in (
            ("health_record", ""),
            ("health_goal", " AND deleted_at IS NULL"),
            ("health_reminder", ""),
        )
    )


def is_removed(raw: Any, type_id: int) -> bool:
    """Whether a type was taken out of the lists."""
    sql = "SELECT 1 FROM health_type WHERE id=? AND deleted_at IS NOT NULL"
    return raw.execute(sql, (type_id,)).fetchone() is not None


def type_stamps(connection: Connection) -> dict[int, tuple[int, int]]:
    """(created, updated) in ms of each type, by id."""
    return {
        id_: (created, updated)
        for id_, created, updated in connection.execute(
            "SELECT id, created_at, updated_at FROM health_type"
        )
    }
