"""Rows of readings: one by one for a person's own hand, in bulk for imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from healthdesk.domain.checks import longest
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import FieldChange, PlainRow, Record, RecordQuery
from healthdesk.domain.rollup import source_priority
from healthdesk.domain.times import local_day, local_hour
from healthdesk.storage import record_queries
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.record_queries import fold

# What undo keeps: a change is put back only while the row still holds what it set.
FIELDS = (
    "recorded_at", "offset_min", "ended_at", "value", "value2", "given", "given2",
    "given_unit", "comparator", "note", "tags", "deleted_at",
)  # fmt: skip
# The engine takes 32 766 parameters a statement.
IDS_AT_ONCE = 10_000

_COLUMNS = (
    "r.id, r.uid, r.person_id, r.type_id, r.recorded_at, r.offset_min, r.ended_at, r.value,"
    " r.value2, r.given, r.given2, r.given_unit, r.comparator, s.name, r.import_id, r.note,"
    " r.tags, r.created_at, r.updated_at, r.deleted_at"
)
_PLAIN = (
    "r.uid, r.person_id, r.type_id, r.recorded_at, r.offset_min, r.ended_at,"
    " coalesce(r.given, r.value), coalesce(r.given2, r.value2), r.given_unit, r.comparator,"
    " r.source_id, r.note, r.tags, r.deleted_at"
)
_FROM = " FROM health_record r JOIN health_source s ON s.id = r.source_id"
_INSERT_COLUMNS = (
    "uid, person_id, type_id, recorded_at, offset_min, ended_at, value, value2, given, given2,"
    " given_unit, comparator, source_id, import_id, import_file_id, import_line, note, tags,"
    " moved_from, created_at, updated_at, deleted_at"
)
_INSERT = (
    f"INTO health_record ({_INSERT_COLUMNS}) VALUES"
    f" ({', '.join('?' * (_INSERT_COLUMNS.count(',') + 1))})"
)
_INSERT_ONE = f"INSERT {_INSERT}"
_INSERT_OWN = (
    f"INSERT OR IGNORE INTO health_record ({_INSERT_COLUMNS}, touched) VALUES"
    f" ({', '.join('?' * (_INSERT_COLUMNS.count(',') + 2))})"
)
# `touched` of an imported row: changed by hand since; or come back with its own identifier,
# for which the duplicate rule does not hold.
CHANGED, OWN = 1, 2
KEY = "person_id, type_id, recorded_at, ended_at, source_id, value, value2"


def to_record(row: Any, types: TypeBook) -> Record:
    (id_, uid, person_id, type_id, recorded_at, offset, ended_at, value, value2, given, given2,
     unit, comparator, source, import_id, note, tags, created, updated, deleted) = row  # fmt: skip
    kind = types.with_id(type_id)
    two = bool(kind.parts)
    return Record(
        id=id_,
        uid=uid,
        person_id=person_id,
        type_id=type_id,
        type=kind.slug,
        value=value if given is None else given,
        value2=(value2 if given2 is None else given2) if two else None,
        unit=unit or kind.unit,
        canonical=value,
        canonical2=value2 if two else None,
        recorded_at=recorded_at,
        offset=offset,
        ended_at=ended_at if ended_at != recorded_at else None,
        comparator=comparator or "",
        note=note or "",
        tags=tuple(tags.split(" ")) if tags else (),
        source=source,
        import_id=import_id,
        created_at=created,
        updated_at=updated,
        deleted_at=deleted,
    )


# Reading


def find(connection: Connection, types: TypeBook, ids: Sequence[int]) -> list[Record]:
    """The records with these ids, in their order; unknown ones are left out."""
    found = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = tuple(ids[start : start + IDS_AT_ONCE])
        marks = ",".join("?" * len(some))
        for row in connection.execute(f"SELECT {_COLUMNS}{_FROM} WHERE r.id IN ({marks})", some):
            found[row[0]] = to_record(row, types)
    return [found[id_] for id_ in ids if id_ in found]


def id_of(connection: Connection, uid: bytes) -> int | None:
    row = connection.execute("SELECT id FROM health_record WHERE uid=?", (uid,)).fetchone()
    return None if row is None else int(row[0])


def page(
    connection: Connection, types: TypeBook, query: RecordQuery, offset: int, limit: int
) -> list[Record]:
    """`limit` records from `offset` on (0 = all), newest first unless the query says so."""
    window = record_queries.window(connection, types, query, offset, limit)
    # The ids come from an index alone; only the rows of the page are read.
    ids, parameters = record_queries.ids(connection, types, window.query)
    way = record_queries.direction(query)
    sql = (
        f"SELECT {_COLUMNS}{_FROM} WHERE r.id IN (SELECT id FROM ({ids} LIMIT ? OFFSET ?))"
        f" ORDER BY r.recorded_at {way}, r.id {way}"
    )
    rows = connection.execute(sql, (*parameters, window.limit, window.skip))
    return [to_record(row, types) for row in rows]


def each(
    connection: Connection, types: TypeBook, query: RecordQuery
) -> Iterator[tuple[Record, int]]:
    """All records of a query, ascending by time and uid, with a running count; streamed."""
    number = 0
    for stretch in record_queries.stretches(connection, types, query):
        where, parameters = record_queries.where(connection, types, stretch)
        sql = f"SELECT {_COLUMNS}{_FROM}{where} ORDER BY r.recorded_at, r.uid"
        for row in connection.execute(sql, parameters):
            number += 1
            yield to_record(row, types), number


def plain(
    connection: Connection, types: TypeBook, query: RecordQuery, size: int
) -> Iterator[list[PlainRow]]:
    """The same as `each`, as bare rows, `size` of them at most at a time; streamed."""
    for stretch in record_queries.stretches(connection, types, query):
        where, parameters = record_queries.where(connection, types, stretch)
        sql = f"SELECT {_PLAIN} FROM health_record r{where} ORDER BY r.recorded_at, r.uid"
        cursor = connection.execute(sql, parameters)
        while rows := cursor.fetchmany(size):
            yield rows


def source_names(connection: Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, name FROM health_source"))


def units_used(
    connection: Connection, types: TypeBook, query: RecordQuery
) -> dict[str, dict[str, int]]:
    """How many readings of a query each type has in each unit, by slug, in the types' order."""
    where, parameters = record_queries.where(connection, types, query)
    found: dict[str, dict[str, int]] = {}
    for type_id, unit, n in connection.execute(
        f"SELECT r.type_id, r.given_unit, count(*) FROM health_record r{where}"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        parameters,
    ):
        kind = types.with_id(type_id)
        counts = found.setdefault(kind.slug, {})
        counts[unit or kind.unit] = counts.get(unit or kind.unit, 0) + n
    return found


def equal_readings(
    connection: Connection, types: TypeBook, person_id: int, row: Sequence[Any]
) -> list[Record]:
    """Live readings of the same person, type, time and value(s)."""
    sql = (
        f"SELECT {_COLUMNS}{_FROM} WHERE r.person_id=? AND r.type_id=? AND r.recorded_at=?"
        " AND r.value=? AND r.value2=? AND r.deleted_at IS NULL"
    )
    rows = connection.execute(sql, (person_id, *row))
    return [to_record(found, types) for found in rows]


def recent_values(
    connection: Connection, person_id: int, type_id: int, before: int, limit: int
) -> list[float]:
    """The latest values before an instant, newest first: the first part, in the canonical
    unit."""
    found = connection.execute(
        "SELECT value FROM health_record WHERE person_id=? AND type_id=?"
        " AND recorded_at < ? AND deleted_at IS NULL AND comparator IS NULL"
        " ORDER BY recorded_at DESC LIMIT ?",
        (person_id, type_id, before, limit),
    )
    return [row[0] for row in found]


def sources(connection: Connection, person_id: int | None) -> list[str]:
    """Names of the sources that have readings (of one person)."""
    where = "" if person_id is None else " WHERE person_id = ?"
    rows = connection.execute(
        "SELECT name FROM health_source WHERE id IN"
        f" (SELECT DISTINCT source_id FROM health_day{where}) ORDER BY name",
        () if person_id is None else (person_id,),
    )
    return [row[0] for row in rows]


def types_used(connection: Connection, person_id: int) -> list[int]:
    """Ids of the types this person has days with, most days first."""
    rows = connection.execute(
        "SELECT type_id FROM health_day WHERE person_id=? GROUP BY type_id"
        " ORDER BY count(DISTINCT day) DESC, type_id",
        (person_id,),
    )
    return [row[0] for row in rows]


# Writing


def source_id(tx: Tx, name: str) -> int:
    """The id of a source, made on first use."""
    row = tx.execute("SELECT id FROM health_source WHERE name=?", (name,)).fetchone()
    if row is None:
        insert = "INSERT INTO health_source(name, priority) VALUES (?, ?)"
        return int(tx.execute(insert, (name, source_priority(name))).lastrowid)
    return int(row[0])


def insert(tx: Tx, row: Sequence[Any], source: str) -> Record:
    """Store one row (the columns of `_INSERT_COLUMNS`) of the source of this name."""
    id_ = int(tx.execute(_INSERT_ONE, tuple(row)).lastrowid)
    (_, person_id, type_id, recorded_at, offset, ended_at, *_, import_id, _, _, note, tags, _,
     created, updated, deleted) = row  # fmt: skip
    _index_text(tx, id_, note, tags)
    touch_span(tx, person_id, type_id, recorded_at, offset, ended_at)
    tx.hours.add(local_hour(recorded_at, offset))
    shown = (id_, *row[:12], source, import_id, note, tags, created, updated, deleted)
    return to_record(shown, tx.types)


def insert_imported(tx: Tx, rows: Sequence[Sequence[Any]]) -> int:
    """Store the rows that are not there yet by the duplicate rule; returns how many."""
    before = tx.raw.total_changes
    tx.raw.executemany(f"INSERT OR IGNORE {_INSERT}", rows)
    return int(tx.raw.total_changes - before)


def insert_own(tx: Tx, rows: Sequence[Sequence[Any]]) -> int:
    """Store rows that come back with the identifier they were typed under, where it is not
    there yet; returns how many. They stand outside the duplicate rule: two readings alike
    were two readings where they were typed."""
    before = tx.raw.total_changes
    tx.raw.executemany(_INSERT_OWN, [(*row, OWN) for row in rows])
    return int(tx.raw.total_changes - before)


def kept_uids(tx: Tx) -> set[bytes]:
    """Identifiers of imported rows that were changed or removed by hand since."""
    return {row[0] for row in tx.execute("SELECT record_uid FROM health_import_kept")}


def index_imported_text(tx: Tx, import_id: int, after_id: int) -> None:
    """Feed the text search with the notes and tags of rows just imported."""
    rows = tx.execute(
        "SELECT id, note, tags FROM health_record WHERE id > ? AND import_id = ?"
        " AND (note IS NOT NULL OR tags IS NOT NULL)",
        (after_id, import_id),
    ).fetchall()
    for id_, note, tags in rows:
        _index_text(tx, id_, note, tags)


def newest_id(tx: Tx) -> int:
    return int(tx.execute("SELECT coalesce(max(id), 0) FROM health_record").fetchone()[0])


def types_after(tx: Tx, first: int) -> dict[str, int]:
    """How many rows of each type were stored with ids above `first`."""
    rows = tx.execute(
        "SELECT type_id, count(*) FROM health_record WHERE id > ? GROUP BY type_id", (first,)
    )
    return {tx.types.with_id(type_id).slug: n for type_id, n in rows}


def kept_keys(tx: Tx, person_id: int) -> set[tuple[Any, ...]]:
    """Keys of imported rows that were edited, moved or purged since: not to come again."""
    rows = tx.execute(f"SELECT {KEY} FROM health_import_kept WHERE person_id=?", (person_id,))
    return set(rows.fetchall())


def touch_span(
    tx: Tx, person_id: int, type_id: int, recorded_at: int, offset: int, ended_at: int
) -> None:
    """Name every local day an interval counts for in the rollups."""
    first = local_day(recorded_at, offset)
    tx.touch(person_id, type_id, first)
    if longest(tx.types.with_id(type_id)) is not None:
        for day in range(first + 1, local_day(ended_at, offset) + 1):
            tx.touch(person_id, type_id, day)


def _index_text(tx: Tx, id_: int, note: str | None, tags: str | None) -> None:
    if note or tags:
        body = fold(f"{note or ''} {tags or ''}")
        tx.execute("INSERT INTO health_text(rowid, body) VALUES (?, ?)", (id_, body))


def rebuild_text(tx: Tx) -> None:
    """Make the text search anew from notes and tags."""
    tx.execute("DELETE FROM health_text")
    rows = tx.execute(
        "SELECT id, note, tags FROM health_record WHERE note IS NOT NULL OR tags IS NOT NULL"
    ).fetchall()
    for id_, note, tags in rows:
        _index_text(tx, id_, note, tags)


def stored_fields(tx: Tx, id_: int) -> dict[str, Any]:
    """The row's changeable columns, and what its rollups hang on."""
    names = ("uid", "person_id", "type_id", "source_id", "import_id", "touched", *FIELDS)
    row = tx.execute(f"SELECT {', '.join(names)} FROM health_record WHERE id=?", (id_,)).fetchone()
    return dict(zip(names, row, strict=True))


def update(tx: Tx, id_: int, values: dict[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a row; returns what each was and became, for undo.

    An imported row keeps its first key, so that the same file does not bring it again.
    """
    before = stored_fields(tx, id_)
    changed = {c: v for c, v in values.items() if before[c] != v}
    if not changed:
        return ()
    if changed.keys() - {"deleted_at"}:
        keep_key(tx, id_, before)
    assignments = ", ".join(f"{column}=?" for column in changed)
    tx.execute(
        f"UPDATE health_record SET {assignments}, updated_at=? WHERE id=?",
        (*changed.values(), tx.now, id_),
    )
    after = {**before, **changed}
    for state in (before, after):
        touch_span(
            tx, state["person_id"], state["type_id"], state["recorded_at"],
            state["offset_min"], state["ended_at"],
        )  # fmt: skip
    if changed.keys() & {"note", "tags"}:
        tx.execute("DELETE FROM health_text WHERE rowid=?", (id_,))
        _index_text(tx, id_, after["note"], after["tags"])
    return tuple(
        FieldChange("record", before["uid"], column, before[column], value)
        for column, value in changed.items()
    )


def keep_key(tx: Tx, id_: int, row: dict[str, Any]) -> None:
    """Remember the key of an imported row that is about to lose it."""
    if row["import_id"] is None or row["touched"] == CHANGED:
        return
    tx.execute(
        f"INSERT OR IGNORE INTO health_import_kept({KEY}, record_uid)"
        f" SELECT {KEY}, uid FROM health_record WHERE id=?",
        (id_,),
    )
    tx.execute("UPDATE health_record SET touched=? WHERE id=?", (CHANGED, id_))


def copy_to_person(tx: Tx, id_: int, person_id: int, uid: bytes) -> int:
    """A new row of another person with what this one holds; it remembers where it was."""
    columns = _INSERT_COLUMNS.split(", ")
    taken = {
        "uid": "?", "person_id": "?", "moved_from": "uid", "import_id": "NULL",
        "import_file_id": "NULL", "import_line": "NULL", "created_at": "?", "updated_at": "?",
        "deleted_at": "NULL",
    }  # fmt: skip
    select = ", ".join(taken.get(column, column) for column in columns)
    new_id = int(
        tx.execute(
            f"INSERT INTO health_record ({_INSERT_COLUMNS})"
            f" SELECT {select} FROM health_record WHERE id=?",
            (uid, person_id, tx.now, tx.now, id_),
        ).lastrowid
    )
    row = stored_fields(tx, new_id)
    _index_text(tx, new_id, row["note"], row["tags"])
    touch_span(
        tx, person_id, row["type_id"], row["recorded_at"], row["offset_min"], row["ended_at"]
    )
    return new_id


def purge(tx: Tx, ids: Iterable[int]) -> int:
    """Remove binned rows for good. Live rows and unknown ids are passed over."""
    gone = 0
    for id_ in ids:
        row = stored_fields_or_none(tx, id_)
        if row is None or row["deleted_at"] is None:
            continue
        keep_key(tx, id_, row)
        tx.execute("DELETE FROM health_text WHERE rowid=?", (id_,))
        tx.execute("DELETE FROM health_import_also WHERE record_id=?", (id_,))
        tx.execute("DELETE FROM health_record WHERE id=?", (id_,))
        touch_span(
            tx, row["person_id"], row["type_id"], row["recorded_at"], row["offset_min"],
            row["ended_at"],
        )  # fmt: skip
        gone += 1
    return gone


def stored_fields_or_none(tx: Tx, id_: int) -> dict[str, Any] | None:
    found = tx.execute("SELECT 1 FROM health_record WHERE id=?", (id_,)).fetchone()
    return stored_fields(tx, id_) if found else None


def binned_ids(tx: Tx, person_id: int | None) -> list[int]:
    where = "" if person_id is None else " AND person_id = ?"
    rows = tx.execute(
        f"SELECT id FROM health_record WHERE deleted_at IS NOT NULL{where}",
        () if person_id is None else (person_id,),
    )
    return [row[0] for row in rows]


def holds(connection: Connection, key: Sequence[Any], uid: bytes | None, *, own: bool) -> bool:
    """Whether an import of this key (the source by name) would be skipped; for a reading
    that comes back with its `own` identifier, this alone tells."""
    if uid is not None and id_of(connection, uid) is not None:
        return True
    if own:
        kept = "SELECT 1 FROM health_import_kept WHERE record_uid=? LIMIT 1"
        return connection.execute(kept, (uid,)).fetchone() is not None
    where = (
        "person_id=? AND type_id=? AND recorded_at=? AND ended_at=? AND source_id="
        "(SELECT id FROM health_source WHERE name=?) AND value=? AND value2=?"
    )
    live = (
        f"SELECT 1 FROM health_record WHERE {where} AND import_id IS NOT NULL AND touched = 0"
        f" UNION ALL SELECT 1 FROM health_import_kept WHERE {where} LIMIT 1"
    )
    return connection.execute(live, (*key, *key)).fetchone() is not None


def binned_before(connection: Connection, instant: int) -> list[int]:
    """Ids of rows that were put into the bin before an instant (ms)."""
    rows = connection.execute("SELECT id FROM health_record WHERE deleted_at < ?", (instant,))
    return [row[0] for row in rows]
