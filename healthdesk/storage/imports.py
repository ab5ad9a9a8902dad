"""Batches of imported rows: begun, filled in chunks, done or taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from healthdesk.domain.transfers import ImportBatch
from healthdesk.storage.database import Connection, Database, Priority, Tx
from healthdesk.storage.presence import process_lives, process_name
from healthdesk.storage.rollups import DAY_SQL

TAKE_BACK_ROWS = 10_000


def begin(tx: Tx, person_id: int) -> int:
    return int(
        tx.execute(
            "INSERT INTO health_import(person_id, status, process, created_at) VALUES (?,?,?,?)",
            (person_id, "running", process_name(), tx.now),
        ).lastrowid
    )


def add_file(tx: Tx, import_id: int, name: str, format_: str, sha256: str, size: int) -> int:
    return int(
        tx.execute(
            "INSERT INTO health_import_file(import_id, name, format, sha256, bytes, report)"
            " VALUES (?,?,?,?,?,'{}')",
            (import_id, name, format_, sha256, size),
        ).lastrowid
    )


def note_report(tx: Tx, file_id: int, format_: str, report: str) -> None:
    tx.execute(
        "UPDATE health_import_file SET format=?, report=? WHERE id=?", (format_, report, file_id)
    )


def finish(tx: Tx, import_id: int, added: int) -> None:
    tx.execute(
        "UPDATE health_import SET status='done', added=?, finished_at=? WHERE id=?",
        (added, tx.now, import_id),
    )


def forget(tx: Tx, import_id: int) -> None:
    """A batch that added nothing leaves no trace."""
    tx.execute("DELETE FROM health_import_file WHERE import_id=?", (import_id,))
    tx.execute("DELETE FROM health_import WHERE id=?", (import_id,))


def batches(connection: Connection) -> list[ImportBatch]:
    """All batches, oldest first."""
    files: defaultdict[int, list[str]] = defaultdict(list)
    for import_id, name in connection.execute(
        "SELECT import_id, name FROM health_import_file ORDER BY id"
    ):
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


def take_back(db: Database, import_id: int, *, everything: bool) -> int:
    """Remove a batch's rows outright, in chunks; returns how many.

    `everything`: an import that did not end; else rows that were edited, moved or binned
    since stay as their owner left them. Until the last chunk the batch is marked as
    running, so that a crash in between is carried on at the next open.
    """
    with db.transaction("take-back", Priority.IMPORT) as tx:
        tx.execute(
            "UPDATE health_import SET status='running', process=? WHERE id=?",
            (process_name(), import_id),
        )
    kept = "" if everything else " AND touched=0 AND deleted_at IS NULL"
    removed = 0
    while True:
        with db.transaction("take-back", Priority.IMPORT) as tx:
            chosen = tx.execute(
                f"SELECT id, person_id, type_id, {DAY_SQL}, note IS NOT NULL OR tags IS NOT NULL"
                f" FROM health_record WHERE import_id=?{kept} ORDER BY person_id, type_id,"
                f" recorded_at LIMIT {TAKE_BACK_ROWS}",
                (import_id,),
            ).fetchall()
            _remove(tx, chosen)
            removed += len(chosen)
            if len(chosen) < TAKE_BACK_ROWS:
                _close(tx, import_id, everything=everything)
                return removed


def take_back_file(db: Database, import_id: int, file_id: int) -> None:
    """Remove one file of a running batch, with its rows."""
    whole = TAKE_BACK_ROWS
    while whole == TAKE_BACK_ROWS:
        with db.transaction("take-back", Priority.IMPORT) as tx:
            chosen = tx.execute(
                f"SELECT id, person_id, type_id, {DAY_SQL}, note IS NOT NULL OR tags IS NOT NULL"
                " FROM health_record WHERE import_id=? AND import_file_id=?"
                f" LIMIT {TAKE_BACK_ROWS}",
                (import_id, file_id),
            ).fetchall()
            _remove(tx, chosen)
            whole = len(chosen)
            if whole < TAKE_BACK_ROWS:
                tx.execute("DELETE FROM health_import_file WHERE id=?", (file_id,))


def _remove(tx: Tx, chosen: Sequence[Any]) -> None:
    tx.raw.executemany("DELETE FROM health_record WHERE id=?", [(row[0],) for row in chosen])
    with_text = [(row[0],) for row in chosen if row[4]]
    tx.raw.executemany("DELETE FROM health_text WHERE rowid=?", with_text)
    for _, person_id, type_id, day, _ in chosen:
        # An interval may reach into the two days after the one it begins in.
        for reached in (day, day + 1, day + 2):
            tx.touch(person_id, type_id, reached)


def _close(tx: Tx, import_id: int, *, everything: bool) -> None:
    if everything:
        forget(tx, import_id)
    else:
        tx.execute(
            "UPDATE health_import SET status='undone', finished_at=? WHERE id=?",
            (tx.now, import_id),
        )
