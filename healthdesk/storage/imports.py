"""Batches of imported rows: begun, filled in chunks, done or taken back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from healthdesk.domain.events import AnnotationsChanged, GoalsChanged, RemindersChanged
from healthdesk.storage.database import Connection, Database, Priority, Tx
from healthdesk.storage.presence import process_lives, process_name
from healthdesk.storage.records import CHANGED, KEY
from healthdesk.storage.rollups import DAY_SQL

if TYPE_CHECKING:
    from healthdesk.domain.transfers import ImportBatch, TakenBack

TAKE_BACK_ROWS = 10_000

# Told how many of how many rows were gone through.
Going = Callable[[int, int], object]


def begin(tx: Tx, person_id: int) -> int:
    return int(
        tx.execute(
            "INSERT INTO health_import(person_id, status, process, created_at) VALUES (?,?,?,?)",
            (person_id, "running", process_name(), tx.now),
        ).lastrowid
    )


def add_file(
    tx: Tx,
    import_id: int,
    name: str,
    format_: str,
    sha256: str,
    size: int,
    part_of: int | None = None,
) -> int:
    """A file of a batch; `part_of` is the row of the zip or folder it lies in."""
    return int(
        tx.execute(
            "INSERT INTO health_import_file(import_id, name, format, sha256, bytes, report,"
            " part_of) VALUES (?,?,?,?,?,'{}',?)",
            (import_id, name, format_, sha256, size, part_of),
        ).lastrowid
    )


def note_report(tx: Tx, file_id: int, format_: str, report: str) -> None:
    tx.execute(
        "UPDATE health_import_file SET format=?, report=? WHERE id=?", (format_, report, file_id)
    )


def is_under_way_here(connection: Connection, import_id: int) -> bool:
    """Whether this process left a batch running; the file may be another one by now."""
    found = connection.execute(
        "SELECT process FROM health_import WHERE id=? AND status='running'", (import_id,)
    ).fetchone()
    return bool(found == (process_name(),))


def is_any_under_way(connection: Connection) -> bool:
    found = connection.execute("SELECT 1 FROM health_import WHERE status='running' LIMIT 1")
    return found.fetchone() is not None


def finish(tx: Tx, import_id: int, added: int) -> None:
    tx.execute(
        "UPDATE health_import SET status='done', added=?, finished_at=? WHERE id=?",
        (added, tx.now, import_id),
    )


def forget(tx: Tx, import_id: int) -> None:
    """A batch that added nothing leaves no trace."""
    tx.execute("DELETE FROM health_import_also WHERE import_id=?", (import_id,))
    tx.execute("DELETE FROM health_import_file WHERE import_id=?", (import_id,))
    tx.execute("DELETE FROM health_import WHERE id=?", (import_id,))


def batches(connection: Connection) -> list[ImportBatch]:
    """All batches, oldest first."""
    from healthdesk.domain.transfers import ImportBatch

    files: defaultdict[int, list[str]] = defaultdict(list)
    for import_id, name in connection.execute(
        "SELECT import_id, name FROM health_import_file WHERE part_of IS NULL ORDER BY id"
    ):
        # A folder has a row for each format in it.
        if name not in files[import_id]:
            files[import_id].append(name)
    return [
        ImportBatch(id_, person_id, status, added, created, tuple(files[id_]))
        for id_, person_id, status, added, created in connection.execute(
            "SELECT id, person_id, status, added, created_at FROM health_import ORDER BY id"
        )
    ]


def unfinished(connection: Connection) -> list[tuple[int, bool]]:
    """Running batches whose process is gone, and whether everything of them has to go.

    A batch that was done once is one whose undo was cut short: what its owner edited or
    binned since stays.
    """
    rows = connection.execute(
        "SELECT id, process, finished_at IS NULL FROM health_import WHERE status='running'"
    )
    return [
        (id_, bool(never_done))
        for id_, process, never_done in rows.fetchall()
        if not process_lives(process)
    ]


def note_held(tx: Tx, import_id: int, keys: Sequence[Sequence[Any]]) -> None:
    """Remember that a batch holds rows, given by their keys (`records.KEY`), that were
    there already; those it brought itself are passed over."""
    tx.raw.executemany(
        "INSERT OR IGNORE INTO health_import_also SELECT id, ? FROM health_record"
        f" WHERE {' AND '.join(f'{column.strip()}=?' for column in KEY.split(','))}"
        " AND import_id IS NOT NULL AND touched = 0 AND import_id <> ?",
        [(import_id, *key, import_id) for key in keys],
    )


def note_held_own(tx: Tx, import_id: int, uids: Sequence[bytes]) -> None:
    """As `note_held`, for readings that come with the identifier they were typed under."""
    tx.raw.executemany(
        "INSERT OR IGNORE INTO health_import_also SELECT id, ? FROM health_record"
        f" WHERE uid=? AND import_id IS NOT NULL AND touched<>{CHANGED} AND import_id <> ?",
        [(import_id, uid, import_id) for uid in uids],
    )


def known_file(connection: Connection, sha256: str) -> bool:
    """Whether a batch that stands has a file of this content."""
    return (
        connection.execute(
            "SELECT 1 FROM health_import_file f JOIN health_import i ON i.id = f.import_id"
            " WHERE f.sha256=? AND i.status='done' LIMIT 1",
            (sha256,),
        ).fetchone()
        is not None
    )


def mappings(connection: Connection) -> dict[str, dict[str, Any]]:
    """How tables were understood before, by their headers."""
    rows = connection.execute("SELECT header, mapping FROM health_mapping")
    return {header: json.loads(mapping) for header, mapping in rows}


def remember_mapping(tx: Tx, header: str, mapping: Mapping[str, object]) -> None:
    tx.execute(
        "INSERT INTO health_mapping VALUES (?,?,?)"
        " ON CONFLICT(header) DO UPDATE SET mapping=excluded.mapping,"
        " updated_at=excluded.updated_at",
        (header, json.dumps(mapping), tx.now),
    )


# A row another batch that stands holds as well, and which: the oldest of them.
_ALSO = (
    "(SELECT min(a.import_id) FROM health_import_also a JOIN health_import i"
    " ON i.id = a.import_id WHERE a.record_id = r.id AND i.status = 'done')"
)


def take_back(
    db: Database, import_id: int, *, everything: bool, progress: Going | None = None
) -> TakenBack:
    """Remove a batch's rows outright, in chunks; `progress` is told after each how many of how
    many rows were gone through.

    `everything`: an import that did not end; else rows that were edited, moved or binned
    since stay as their owner left them, and rows that a later batch holds as well become
    that batch's. Until the last chunk the batch is marked as running, so that a crash in
    between is carried on at the next open.
    """
    from healthdesk.domain.transfers import TakenBack

    with db.transaction("take-back", Priority.IMPORT) as tx:
        tx.execute(
            "UPDATE health_import SET status='running', process=? WHERE id=?",
            (process_name(), import_id),
        )
    # What was in the bin when it came was put there by nobody here.
    kept = (
        ""
        if everything
        else f" AND r.touched<>{CHANGED} AND (r.deleted_at IS NULL OR r.updated_at=r.created_at)"
    )
    removed = through = 0
    handed: dict[int, int] = {}
    of = 0
    if progress is not None:
        with db.reading() as connection:
            of = _left(connection, import_id)
    while True:
        with db.transaction("take-back", Priority.IMPORT) as tx:
            also = "NULL" if everything else _ALSO
            chosen = tx.execute(
                f"SELECT r.id, r.person_id, r.type_id, {DAY_SQL}, r.note IS NOT NULL OR r.tags IS"
                f" NOT NULL, {also} FROM health_record r WHERE r.import_id=?{kept} ORDER BY"
                f" r.person_id, r.type_id, r.recorded_at LIMIT {TAKE_BACK_ROWS}",
                (import_id,),
            ).fetchall()
            gone = [row for row in chosen if row[5] is None]
            _remove(tx, gone)
            _hand_over(tx, [row for row in chosen if row[5] is not None], handed)
            removed += len(gone)
            if len(chosen) < TAKE_BACK_ROWS:
                edited = _left(tx, import_id)
                _close(tx, import_id, everything=everything)
                return TakenBack(removed, edited, handed)
        through += len(chosen)
        if progress is not None:
            progress(through, max(of, through))


def _left(data: Tx | Connection, import_id: int) -> int:
    row = data.execute("SELECT count(*) FROM health_record WHERE import_id=?", (import_id,))
    return int(row.fetchone()[0])


def _hand_over(tx: Tx, rows: Sequence[Any], handed: dict[int, int]) -> None:
    """Rows that a later batch holds too are that one's from now on."""
    tx.raw.executemany(
        "UPDATE health_record SET import_id=?, import_file_id=NULL, import_line=NULL WHERE id=?",
        [(row[5], row[0]) for row in rows],
    )
    tx.raw.executemany(
        "DELETE FROM health_import_also WHERE record_id=? AND import_id=?",
        [(row[0], row[5]) for row in rows],
    )
    for row in rows:
        handed[row[5]] = handed.get(row[5], 0) + 1


def take_back_file(db: Database, import_id: int, file_id: int) -> None:
    """Remove one file of a running batch, with its parts and their rows."""
    whole = TAKE_BACK_ROWS
    while whole == TAKE_BACK_ROWS:
        with db.transaction("take-back", Priority.IMPORT) as tx:
            chosen = tx.execute(
                f"SELECT id, person_id, type_id, {DAY_SQL}, note IS NOT NULL OR tags IS NOT NULL"
                " FROM health_record WHERE import_id=? AND import_file_id IN"
                " (SELECT id FROM health_import_file WHERE id=? OR part_of=?)"
                f" LIMIT {TAKE_BACK_ROWS}",
                (import_id, file_id, file_id),
            ).fetchall()
            _remove(tx, chosen)
            whole = len(chosen)
            if whole < TAKE_BACK_ROWS:
                tx.execute(
                    "DELETE FROM health_import_file WHERE id=? OR part_of=?", (file_id, file_id)
                )


def _remove(tx: Tx, chosen: Sequence[Any]) -> None:
    tx.raw.executemany("DELETE FROM health_record WHERE id=?", [(row[0],) for row in chosen])
    tx.raw.executemany(
        "DELETE FROM health_import_also WHERE record_id=?", [(row[0],) for row in chosen]
    )
    with_text = [(row[0],) for row in chosen if row[4]]
    tx.raw.executemany("DELETE FROM health_text WHERE rowid=?", with_text)
    for _, person_id, type_id, day, *_ in chosen:
        # An interval may reach into the two days after the one it begins in.
        for reached in (day, day + 1, day + 2):
            tx.touch(person_id, type_id, reached)


def _close(tx: Tx, import_id: int, *, everything: bool) -> None:
    # Not at each start, which only asks whether there is something to take back.
    from healthdesk.storage import annotations as annotation_rows
    from healthdesk.storage import goals as goal_rows
    from healthdesk.storage import reminders as reminder_rows

    if annotation_rows.take_back(tx, import_id, everything=everything):
        tx.announce = AnnotationsChanged(None, tx.origin)
    if goal_rows.take_back(tx, import_id, everything=everything):
        tx.announce = GoalsChanged(None, tx.origin)
    if reminder_rows.take_back(tx, import_id, everything=everything):
        tx.announce = RemindersChanged(None, tx.origin)
    if everything:
        forget(tx, import_id)
    else:
        tx.execute("DELETE FROM health_import_also WHERE import_id=?", (import_id,))
        tx.execute(
            "UPDATE health_import SET status='undone', finished_at=? WHERE id=?",
            (tx.now, import_id),
        )
