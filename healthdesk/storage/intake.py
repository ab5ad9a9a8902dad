"""Readings of a whole file beside ours, taken in by single statements.

The file is attached for one transaction (`Database.transaction(beside=…)`) and has a table
`reading` (grp, uid, recorded_at, offset_min, ended_at, value, value2, given, given2, line,
deleted_at): given values equal to the canonical ones are those, deleted_at 0 is a live
reading. What readings of a group share is told by `Shared`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from healthdesk.storage.database import BESIDE, Tx
from healthdesk.storage.records import CHANGED, KEY, OWN


@dataclass(frozen=True, slots=True)
class Shared:
    """What all readings of a group have in common; `given_unit` is None where it is the
    canonical one."""

    person_id: int
    type_id: int
    source_id: int
    given_unit: str | None
    comparator: str | None
    file_id: int | None


# A statement keeps a copy of each page it changes, in memory, until it has ended; readings
# spread over years change several pages each.
ROWS_AT_ONCE = 500
_GROUPS = (
    "CREATE TEMP TABLE IF NOT EXISTS import_group(grp INTEGER PRIMARY KEY, person_id, type_id,"
    " source_id, given_unit, comparator, file_id)"
)
# The readings lead: they are walked once, in their order.
_FROM = f" FROM {BESIDE}.reading r CROSS JOIN temp.import_group g ON g.grp = r.grp"
_INCOMING = {"person_id": "g", "type_id": "g", "source_id": "g"}
_SAME = " AND ".join(
    f"h.{column} = {_INCOMING.get(column, 'r')}.{column}" for column in KEY.split(", ")
)
_NOT_KEPT = f"NOT EXISTS (SELECT 1 FROM health_import_kept h WHERE {_SAME})"
# Readings that come back with the identifier they were typed under (a UUIDv7): this alone
# tells whether they are there.
_TYPED = "(substr(r.uid, 7, 1) >= x'70' AND substr(r.uid, 7, 1) < x'80')"
_UID_NOT_KEPT = (
    "r.uid NOT IN (SELECT record_uid FROM health_import_kept WHERE record_uid IS NOT NULL)"
)
_OWN_NOT_KEPT = f"CASE WHEN {_TYPED} THEN {_UID_NOT_KEPT} ELSE {_NOT_KEPT} END"


def _insert(touched: str) -> str:
    return (
        "INSERT OR IGNORE INTO health_record(uid, person_id, type_id, recorded_at, offset_min,"
        " ended_at, value, value2, given, given2, given_unit, comparator, source_id, import_id,"
        " import_file_id, import_line, created_at, updated_at, deleted_at, touched)"
        " SELECT r.uid, g.person_id, g.type_id, r.recorded_at, r.offset_min, r.ended_at,"
        " r.value, r.value2, nullif(r.given, r.value), nullif(r.given2, r.value2),"
        " g.given_unit, g.comparator, g.source_id, ?1, g.file_id, r.line, ?2, ?2,"
        f" nullif(r.deleted_at, 0), {touched}{_FROM}"
    )


_INSERT = _insert("0")
_INSERT_OWN = _insert(f"CASE WHEN {_TYPED} THEN {OWN} ELSE 0 END")
_ALSO = (
    f"INSERT OR IGNORE INTO health_import_also SELECT h.id, ?1{_FROM}"
    f" CROSS JOIN health_record h ON {_SAME}"
    " AND h.import_id IS NOT NULL AND h.touched = 0 AND h.import_id <> ?1"
)
_ALSO_OWN = (
    f"INSERT OR IGNORE INTO health_import_also SELECT h.id, ?1{_FROM}"
    f" CROSS JOIN health_record h ON h.uid = r.uid AND {_TYPED}"
    f" AND h.import_id IS NOT NULL AND h.touched <> {CHANGED} AND h.import_id <> ?1"
)


def take(tx: Tx, import_id: int, groups: Mapping[int, Shared], *, own: bool) -> int:
    """Store the readings of these groups that are not there yet by the duplicate rule, and
    were not changed or removed by hand since; returns how many. `own`: a file of ours,
    whose typed readings are known by their identifiers."""
    tx.execute(_GROUPS)
    tx.execute("DELETE FROM temp.import_group")
    tx.raw.executemany(
        "INSERT INTO temp.import_group VALUES (?,?,?,?,?,?,?)",
        [(group, *astuple(shared)) for group, shared in groups.items()],
    )
    kept = tx.execute("SELECT 1 FROM health_import_kept LIMIT 1").fetchone() is not None
    insert = f"{_INSERT_OWN if own else _INSERT} WHERE r.rowid BETWEEN ?3 AND ?4"
    if kept:
        insert += f" AND {_OWN_NOT_KEPT if own else _NOT_KEPT}"
    before = tx.raw.total_changes
    first, last = tx.execute(f"SELECT min(rowid), max(rowid) FROM {BESIDE}.reading").fetchone()
    for start in range(first, last + 1, ROWS_AT_ONCE):
        tx.execute(insert, (import_id, tx.now, start, start + ROWS_AT_ONCE - 1))
    return int(tx.raw.total_changes - before)


def note_held(tx: Tx, import_id: int, *, own: bool) -> None:
    """Remember which of the readings just taken other batches had brought before."""
    tx.execute(_ALSO, (import_id,))
    if own:
        tx.execute(_ALSO_OWN, (import_id,))
