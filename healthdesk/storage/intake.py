"""Readings of a whole file beside ours, taken in by single statements.

The file is attached for one transaction (`Database.transaction(beside=…)`) and has a table
`reading` (grp, uid, recorded_at, offset_min, ended_at, value, value2, line; where not all are
live and given in the canonical unit also given, given2, deleted_at): given values equal to the
canonical ones are those, deleted_at 0 is a live reading. What readings of a group share is told
by `Shared`. What their days come to may stand beside them, in tables `day`, `hour` and
`day_total`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from sqlcipher3 import dbapi2

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import MANUAL
from healthdesk.storage.database import BESIDE, Connection, Tx
from healthdesk.storage.records import CHANGED, KEY, OWN
from healthdesk.storage.rollups import LOOK_BACK, NIGHTLY, SCAN


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
_SHARED = ("person_id", "type_id", "source_id", "given_unit", "comparator", "file_id")
_GROUPS = (
    f"CREATE TEMP TABLE IF NOT EXISTS import_group(grp INTEGER PRIMARY KEY, {', '.join(_SHARED)})"
)
# Of a write beside another file nobody else looks (`Database.transaction`).
_REFERENCES = (
    "SELECT count(*) FROM temp.import_group g WHERE"
    " NOT EXISTS (SELECT 1 FROM health_person WHERE id = g.person_id)"
    " OR NOT EXISTS (SELECT 1 FROM health_type WHERE id = g.type_id)"
    " OR NOT EXISTS (SELECT 1 FROM health_source WHERE id = g.source_id)"
)
# The readings lead: they are walked once, in their order.
_READINGS = f" FROM {BESIDE}.reading r"
_FROM = f"{_READINGS} CROSS JOIN temp.import_group g ON g.grp = r.grp"
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


_GIVEN = "nullif(r.given, r.value), nullif(r.given2, r.value2)"


def _insert(*, own: bool, kept: bool, plain: bool, alone: bool) -> str:
    """The statement that takes readings in, without what it need not ask of each of them: `plain`
    ones have nothing but canonical values, and what a group `alone` shares is told (?5 and on)."""
    shared = [f"?{place}" if alone else f"g.{name}" for place, name in enumerate(_SHARED, 5)]
    person, kind, source, unit, comparator, file_id = shared
    given, deleted = ("NULL, NULL", "NULL") if plain else (_GIVEN, "nullif(r.deleted_at, 0)")
    touched = f"CASE WHEN {_TYPED} THEN {OWN} ELSE 0 END" if own else "0"
    insert = (
        "INSERT OR IGNORE INTO health_record(uid, person_id, type_id, recorded_at, offset_min,"
        " ended_at, value, value2, given, given2, given_unit, comparator, source_id, import_id,"
        " import_file_id, import_line, created_at, updated_at, deleted_at, touched)"
        f" SELECT r.uid, {person}, {kind}, r.recorded_at, r.offset_min, r.ended_at, r.value,"
        f" r.value2, {given}, {unit}, {comparator}, {source}, ?1, {file_id}, r.line, ?2, ?2,"
        f" {deleted}, {touched}{_READINGS if alone and not kept else _FROM}"
        " WHERE r.rowid BETWEEN ?3 AND ?4"
    )
    if kept:
        insert += f" AND {_OWN_NOT_KEPT if own else _NOT_KEPT}"
    return insert


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
_COUNT = (
    "WITH g(grp, person_id, type_id, source_id) AS MATERIALIZED (SELECT value->>0, value->>1,"
    " value->>2, value->>3 FROM json_each(?1))"
    f" SELECT count(*) FROM {BESIDE}.reading r CROSS JOIN g ON g.grp = r.grp"
    " WHERE r.rowid NOT IN (SELECT value FROM json_each(?2))"
    " AND NOT EXISTS (SELECT 1 FROM health_record h WHERE h.uid = r.uid)"
)
_HELD = (
    f"EXISTS (SELECT 1 FROM health_record h WHERE {_SAME} AND h.import_id IS NOT NULL"
    " AND h.touched = 0)"
)
_COUNT_NEW = f"{_COUNT} AND NOT {_HELD}"
_COUNT_NEW_OWN = f"{_COUNT} AND ({_TYPED} OR NOT {_HELD})"


def take(
    tx: Tx,
    import_id: int,
    groups: Mapping[int, Shared],
    *,
    own: bool,
    plain: bool,
    alone: bool,
) -> int:
    """Store the readings of these groups that are not there yet by the duplicate rule, and
    were not changed or removed by hand since; returns how many. `own`: a file of ours,
    whose typed readings are known by their identifiers. `plain`: the file has the shorter
    table; `alone`: it has readings of one group, which is among these."""
    tx.execute(_GROUPS)
    tx.execute("DELETE FROM temp.import_group")
    tx.raw.executemany(
        "INSERT INTO temp.import_group VALUES (?,?,?,?,?,?,?)",
        [(group, *astuple(shared)) for group, shared in groups.items()],
    )
    if tx.execute(_REFERENCES).fetchone()[0]:
        raise dbapi2.IntegrityError("readings of nobody, of no type or of no source")
    kept = tx.execute("SELECT 1 FROM health_import_kept LIMIT 1").fetchone() is not None
    insert = _insert(own=own, kept=kept, plain=plain, alone=alone)
    shared = astuple(next(iter(groups.values()))) if alone else ()
    before = tx.raw.total_changes
    first, last = tx.execute(f"SELECT min(rowid), max(rowid) FROM {BESIDE}.reading").fetchone()
    for start in range(first, last + 1, ROWS_AT_ONCE):
        tx.execute(insert, (import_id, tx.now, start, start + ROWS_AT_ONCE - 1, *shared))
    return int(tx.raw.total_changes - before)


def count_new(
    connection: Connection, groups: Mapping[int, Shared], passed: Sequence[int], *, own: bool
) -> int:
    """How many readings of these groups `take` would store; `passed` are rows that do not
    count. The file stands beside a reading connection (`Database.reading_beside`)."""
    kept = connection.execute("SELECT 1 FROM health_import_kept LIMIT 1").fetchone() is not None
    count = _COUNT_NEW_OWN if own else _COUNT_NEW
    if kept:
        count += f" AND {_OWN_NOT_KEPT if own else _NOT_KEPT}"
    told = [[g, one.person_id, one.type_id, one.source_id] for g, one in groups.items()]
    found = connection.execute(count, (json.dumps(told), json.dumps(passed))).fetchone()
    return int(found[0])


def note_held(tx: Tx, import_id: int, *, own: bool) -> None:
    """Remember which of the readings just taken other batches had brought before."""
    tx.execute(_ALSO, (import_id,))
    if own:
        tx.execute(_ALSO_OWN, (import_id,))


_FRESH = (
    "CREATE TEMP TABLE IF NOT EXISTS import_fresh(person_id, type_id, day,"
    " PRIMARY KEY (person_id, type_id, day)) WITHOUT ROWID"
)


def _figures(table: str, columns: str, day: str = "f.day") -> str:
    """Takes figures of fresh days over; `f` are those of the file."""
    return (
        f"INSERT OR REPLACE INTO health_{table} SELECT g.person_id, g.type_id, {columns}"
        f" FROM {BESIDE}.{table} f CROSS JOIN temp.import_group g ON g.grp = f.grp"
        " CROSS JOIN temp.import_fresh n"
        f" ON n.person_id = g.person_id AND n.type_id = g.type_id AND n.day = {day}"
    )


_DAYS = _figures(
    "day", "f.day, g.source_id, n, n, total, lo, hi, total2, lo2, hi2, first_at, last_at"
)
# Rounds down, also before 1970.
_HOURS = _figures("hour", "f.hour, n, n, total, lo, hi", "(f.hour - (f.hour % 24 + 24) % 24) / 24")
_TOTALS = _figures("day_total", "f.day, total, left_out, 0")


def sum_up(tx: Tx, groups: Mapping[int, Shared], sources: Sequence[str]) -> None:
    """Of the days the transaction touched, take over what the file beside says they come to,
    where nothing but the readings just taken, all of the file, can count for them. The others
    are made from the rows, as ever. `sources` is the order the file's totals were made by."""
    if len(sources) > 1 and sources != _in_order(tx):
        return
    names = dict(tx.execute("SELECT id, name FROM health_source").fetchall())
    for key, days in tx.touched.items():
        kind = tx.types.with_id(key[1])
        of_type = [one for one in groups.values() if (one.person_id, one.type_id) == key]
        if all(_plain(kind, names[one.source_id], one.comparator) for one in of_type):
            tx.summed[key] = days - _with_others(tx, key, days)
    tx.execute(_FRESH)
    tx.execute("DELETE FROM temp.import_fresh")
    tx.raw.executemany(
        "INSERT INTO temp.import_fresh VALUES (?,?,?)",
        [(*key, day) for key, days in tx.summed.items() for day in days],
    )
    for statement in (_DAYS, _HOURS, _TOTALS):
        tx.execute(statement)


def _in_order(tx: Tx) -> tuple[str, ...]:
    found = tx.execute(
        "SELECT name FROM health_source WHERE id IN (SELECT source_id FROM temp.import_group)"
        " ORDER BY priority, name"
    )
    return tuple(name for (name,) in found)


def _plain(kind: HealthType, source: str, comparator: str | None) -> bool:
    """Whether such readings are summed up by no rule of their own."""
    if comparator or kind.combine in ("add", "once") or kind.slug in NIGHTLY:
        return False
    return source not in (SCAN, MANUAL)


def _with_others(tx: Tx, key: tuple[int, int], days: set[int]) -> set[int]:
    """The days for which readings may count that were there before."""
    begun = tx.execute(
        "SELECT DISTINCT day FROM health_day WHERE person_id=? AND type_id=? AND day BETWEEN ?"
        " AND ?",
        (*key, min(days) - LOOK_BACK, max(days)),
    )
    return {day + later for (day,) in begun for later in range(LOOK_BACK + 1)}
