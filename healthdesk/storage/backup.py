"""Copies of the file, checks of it, and the digest of what it holds."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import json
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlcipher3 import dbapi2

from healthdesk.domain.errors import BadFile, HealthdeskError, NotFound, StorageError
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.times import isoformat
from healthdesk.storage import record_queries, reordering, rollups, schema_check
from healthdesk.storage.database import APPLICATION_ID, SCHEMA, Connection, translated
from healthdesk.storage.type_rows import differing_seeds

Check = tuple[str, bool, str]
# Hears how far something is: what is done, and the whole. What it raises ends it.
Look: TypeAlias = Callable[[int, int], None]
PAGES_A_LOOK: Final = 2_000
ROWS_A_LOOK: Final = 5_000
STEPS_A_LOOK: Final = 200_000  # of the engine, inside one statement


def copy_to(connection: Connection, out: Path, look: Look) -> None:
    """A consistent copy of the open file, checked, written beside and renamed into place.

    Raises `StorageError`, or what `look` raises; then `out` is as it was.
    """
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with translated(out):
            os.close(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            target: Any = dbapi2.connect(str(beside), isolation_level=None)
            try:
                # The check afterwards takes about as long.
                connection.backup(
                    target,
                    pages=PAGES_A_LOOK,
                    progress=lambda _, left, pages: look(pages - left, 2 * pages),
                )
                # One file, with no log beside it.
                target.execute("PRAGMA journal_mode=DELETE").fetchone()
                with _looking_up(target, lambda: look(1, 2)):
                    _refuse_damaged(target, beside)
            finally:
                target.close()
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(out)
    except OSError as error:
        raise StorageError("folder-not-writable", path=str(out.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _looking_up(raw: Any, look: Callable[[], None]) -> Iterator[None]:
    """Have `look` called while statements of the block run; what it raises ends them."""
    raised: list[HealthdeskError] = []

    def ask() -> bool:
        try:
            look()
        except HealthdeskError as error:  # the engine would swallow it
            raised.append(error)
        return bool(raised)

    raw.set_progress_handler(ask, STEPS_A_LOOK)
    try:
        yield
    except dbapi2.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        raw.set_progress_handler(None, 0)


def _refuse_damaged(raw: Any, path: Path) -> None:
    said = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise StorageError("database-damaged", path=str(path))


def check_restorable(path: Path) -> None:
    """Raises `NotFound` for a file that is not there, `BadFile` for one that is damaged,
    foreign or too new."""
    if not path.is_file():
        raise NotFound("no-such-file", path=str(path))
    try:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise BadFile("not-a-backup", path=str(path))
    except OSError as error:
        raise BadFile("file-unreadable", path=str(path)) from error
    raw: Any = dbapi2.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
    try:
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise BadFile("not-a-backup", path=str(path))
        revision = raw.execute("PRAGMA user_version").fetchone()[0]
        if revision > SCHEMA:
            raise BadFile("newer-backup", revision=revision, known=SCHEMA)
        if raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise BadFile("damaged-backup", path=str(path))
    except dbapi2.DatabaseError as error:
        raise BadFile("damaged-backup", path=str(path)) from error
    finally:
        raw.close()


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))


def copy_as_it_is(database: Path, out: Path) -> None:
    """A copy of the closed file and its log, byte by byte, whatever is in them."""
    try:
        for ending in ("", "-wal"):
            part = database.with_name(database.name + ending)
            if part.exists():
                shutil.copyfile(part, out.with_name(out.name + ending))
                out.with_name(out.name + ending).chmod(0o600)
    except OSError as error:
        raise StorageError("folder-not-writable", path=str(out.parent)) from error


def put_in_place(source: Path, database: Path) -> None:
    """Replace the closed database file by a copy of `source`; its log goes with it."""
    beside = database.with_name(f".{database.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(source, beside)
        beside.chmod(0o600)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        remove_logs(database)
        beside.replace(database)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError("folder-not-writable", path=str(database.parent)) from error


def remove_logs(database: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def remove(database: Path) -> None:
    remove_logs(database)
    database.unlink(missing_ok=True)


# Digest

_DIGEST = (
    "SELECT p.name, t.slug, r.recorded_at, r.offset_min, r.ended_at,"
    " coalesce(r.given, r.value), coalesce(r.given2, r.value2), coalesce(r.given_unit, t.unit),"
    " coalesce(r.comparator, ''), coalesce(r.note, ''), coalesce(r.tags, ''), s.name,"
    " r.deleted_at IS NOT NULL FROM health_record r"
    # Crossed: in the order of the index of readings, which are then sorted by ties alone.
    " CROSS JOIN health_person p ON p.id = r.person_id"
    " CROSS JOIN health_type t ON t.id = r.type_id"
    " CROSS JOIN health_source s ON s.id = r.source_id"
)
_IN_ORDER = " ORDER BY 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":")
).encode


def digest(
    connection: Connection, types: TypeBook, look: Look, *, with_deleted: bool
) -> dict[str, Any]:
    """SHA-256 over the readings as canonical JSON, one a line, sorted; see the reference.

    No ids, batches or times of writing are in it, so equal data gives an equal digest on
    every machine.
    """
    total = record_queries.count(connection, types, RecordQuery(with_deleted=with_deleted))
    look(0, total)
    rows = _live(connection)
    if with_deleted:
        rows = heapq.merge(rows, _binned(connection, lambda: look(0, total)))
    made = hashlib.sha256()
    records = 0
    for row in rows:
        made.update(_line(row, types).encode())
        records += 1
        if records % ROWS_A_LOOK == 0:
            look(records, total)
    look(records, records)
    return {
        "digest": made.hexdigest(),
        "persons": _count(connection, "health_person"),
        "records": records,
        "goals": _count(connection, "health_goal WHERE deleted_at IS NULL"),
        "reminders": _count(connection, "health_reminder"),
    }


def _live(connection: Connection) -> Iterator[Any]:
    """As `_DIGEST` has them, sorted; one type of one name after the other."""
    people = defaultdict[str, list[int]](list)
    for id_, name in connection.execute("SELECT id, name FROM health_person"):
        people[name].append(id_)
    kinds = connection.execute("SELECT id FROM health_type ORDER BY slug").fetchall()
    for _, ids in sorted(people.items()):
        of_them = f" WHERE r.person_id IN ({','.join(map(str, ids))})"
        for kind in kinds:
            yield from connection.execute(
                f"{_DIGEST}{of_them} AND r.type_id = ? AND r.deleted_at IS NULL{_IN_ORDER}", kind
            )


def _binned(connection: Connection, look: Callable[[], None]) -> Iterator[Any]:
    """As `_live`, of what is in the bin, which no index has in this order."""
    with _looking_up(connection, look):
        rows = connection.execute(
            f"{_DIGEST} WHERE r.deleted_at IS NOT NULL ORDER BY 1, 2,{_IN_ORDER[9:]}"
        )
        first = rows.fetchone()
    return iter(()) if first is None else chain((first,), rows)


def _line(row: Any, types: TypeBook) -> str:
    (name, slug, at, offset, ended, value, value2, unit, comparator, note, tags, source,
     deleted) = row  # fmt: skip
    kind = types.get(slug)
    reading: dict[str, Any] = {
        "person": name,
        "type": slug,
        "recorded_at": isoformat(at, offset),
        "ended_at": None if ended == at else isoformat(ended, offset),
        "value": value,
        "value2": value2 if kind is not None and kind.parts else None,
        "unit": unit,
        "comparator": comparator or None,
        "note": note,
        "tags": tags.split(" ") if tags else [],
        "source": source,
    }
    if deleted:
        reading["deleted"] = True
    return _CANONICAL(reading) + "\n"


def _count(raw: Any, table: str) -> int:
    return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


# Verify

# A target without a value, a habit without a rule, a state that is none.
_WRONG_GOALS = (
    "SELECT count(*) FROM health_goal WHERE length(uid) <> 16 OR kind NOT IN ('target', 'habit')"
    " OR status NOT IN ('active', 'completed', 'paused') OR NOT json_valid(pauses)"
    " OR coalesce(direction, 'up') NOT IN ('up', 'down', 'range')"
    " OR (status = 'completed') <> (completed_at IS NOT NULL)"
    " OR coalesce(direction, '') = 'range' AND (low IS NULL OR high IS NULL)"
    " OR kind = 'target' AND coalesce(direction, '') <> 'range' AND target_value IS NULL"
    " OR kind = 'habit' AND (per IS NULL OR coalesce(target_value, low, times) IS NULL)"
)


def checks(
    connection: Connection, types: TypeBook | None, names: Mapping[str, str], *, deep: bool
) -> Iterator[Check]:
    """(name, holds, detail) of each promise the file has to keep. `names`: what the types of
    the catalogue are called, by slug."""
    said = connection.execute(
        f"PRAGMA {'integrity_check' if deep else 'quick_check'}(5)"
    ).fetchall()
    yield "integrity", said == [("ok",)], "; ".join(row[0] for row in said)
    broken = _broken_references(connection)
    yield "references", not broken, ", ".join(broken) or "every row points to one that is there"
    revision = connection.execute("PRAGMA user_version").fetchone()[0]
    yield "schema", revision == SCHEMA, f"revision {revision:04d} of {SCHEMA:04d}"
    found = schema_check.differences(connection)
    tables, indexes = schema_check.counts()
    yield "tables", not found.tables, ", ".join(found.tables) or f"{tables} tables"
    yield "foreign keys", not found.keys, ", ".join(found.keys) or "as they should be"
    yield "indexes", not found.indexes, ", ".join(found.indexes) or f"{indexes} indexes"
    if revision == SCHEMA and found.can_be_read:
        yield from _content_checks(connection, names)
        if deep and types is not None:
            reordering.make_all(connection, types)  # what is still to come is no difference
            wrong = rollups.differences(connection, types)
            yield "rollups", not wrong, ", ".join(wrong) or "as the rows give them"


def _broken_references(raw: Any) -> list[str]:
    """How many rows of which table point to nothing in which other, and the first of them."""
    first: dict[tuple[str, str], int | None] = {}
    found: Counter[tuple[str, str]] = Counter()
    for table, row_id, to, _ in raw.execute("PRAGMA foreign_key_check"):
        first.setdefault((table, to), row_id)
        found[table, to] += 1
    return [
        f"{n} of {table} point to no {to} (first: id {first[table, to]})"
        for (table, to), n in sorted(found.items())
    ]


def _content_checks(raw: Any, names: Mapping[str, str]) -> Iterator[Check]:
    differing = differing_seeds(raw, names)
    count = _count(raw, "health_type")
    yield "types", not differing, ", ".join(differing) or f"{count} types"
    wrong = sum(
        raw.execute(f"SELECT count(*) FROM {table} WHERE length(uid) <> 16").fetchone()[0]
        for table in ("health_record", "health_annotation")
    )
    yield "identifiers", wrong == 0, f"{wrong} records without a proper identifier"
    live = raw.execute("SELECT count(*) FROM health_record WHERE deleted_at IS NULL").fetchone()[0]
    summed = raw.execute("SELECT coalesce(sum(n), 0) FROM health_day").fetchone()[0]
    yield "day figures", live == summed, f"{live} readings, {summed} in day figures"
    wrong = raw.execute(_WRONG_GOALS).fetchone()[0]
    yield "goals", wrong == 0, f"{wrong} goals that say too little or the impossible"
    running = raw.execute("SELECT count(*) FROM health_import WHERE status='running'").fetchone()[0]
    yield "imports", running == 0, f"{running} unfinished"


# Health


_TABLE_SCAN = re.compile(r"SCAN \w+$")
# How far back a chart of readings usually goes (ms).
MONTH_MS = 30 * 86_400_000


def slow_reads(
    connection: Connection, types: TypeBook, person_id: int, slow_ms: float
) -> list[dict[str, Any]]:
    """The program's usual reads, timed; those over `slow_ms` or that read a whole table."""
    import time

    found = []
    for name, sql, parameters in _usual_reads(connection, types, person_id):
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        begun = time.perf_counter()
        connection.execute(sql, parameters).fetchall()
        took = (time.perf_counter() - begun) * 1000
        scans = [step for step in plan if _TABLE_SCAN.match(step)]
        if took > slow_ms or scans:
            found.append({"statement": name, "ms": round(took, 1), "full_scan": bool(scans)})
    return found


def _usual_reads(
    raw: Any, types: TypeBook, person_id: int
) -> Iterator[tuple[str, str, Sequence[Any]]]:
    type_id, last = raw.execute(
        "SELECT type_id, max(last_at) FROM health_day WHERE person_id=? GROUP BY type_id"
        " ORDER BY sum(n) DESC LIMIT 1",
        (person_id,),
    ).fetchone() or (1, 0)
    live = "FROM health_record WHERE person_id=? AND deleted_at IS NULL"
    binned = "FROM health_record WHERE deleted_at IS NOT NULL"
    newest, parameters = record_queries.ids(raw, types, RecordQuery(person_ids=(person_id,)))
    yield "newest records", f"{newest} LIMIT 200", parameters
    yield (
        "last record of a type",
        f"SELECT id {live} AND type_id=? ORDER BY recorded_at DESC LIMIT 1",
        (person_id, type_id),
    )
    yield (
        "a month of readings",
        f"SELECT recorded_at, value {live} AND type_id=? AND recorded_at BETWEEN ? AND ?",
        (person_id, type_id, last - MONTH_MS, last),
    )
    yield (
        "days of a type",
        "SELECT day, sum(total) FROM health_day WHERE person_id=? AND type_id=? GROUP BY day",
        (person_id, type_id),
    )
    yield (
        "records in the bin",
        f"SELECT id {binned} ORDER BY deleted_at DESC LIMIT 200",
        (),
    )
    yield (
        "reminders due",
        "SELECT id FROM health_reminder WHERE active = 1 AND next_run_at <= ?",
        (last,),
    )
    yield (
        "goals of a type",
        "SELECT id FROM health_goal WHERE person_id=? AND type_id=?",
        (person_id, type_id),
    )
