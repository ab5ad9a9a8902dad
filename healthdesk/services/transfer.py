"""Files in and out."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.checks import longest
from healthdesk.domain.errors import (
    BadFile,
    Cancelled,
    Conflict,
    FieldError,
    InvalidData,
    NotFound,
    OpenQuestion,
    StorageError,
)
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.identity import imported_uid
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.times import DAY_MS, MINUTE_MS
from healthdesk.domain.transfers import (
    FileReport,
    ImportBatch,
    ImportOptions,
    ImportReport,
    Rejected,
)
from healthdesk.exchange.batches import Batch, Extra, Options, Row, Tally
from healthdesk.exchange.parsing_process import ParsedFile
from healthdesk.exchange.recognise import recognise
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings
from healthdesk.storage import imports, persons, records
from healthdesk.storage.database import Database, Priority, Tx

_LOG = logging.getLogger("healthdesk.transfer")

# done bytes, total bytes, readings read so far
Progress = Callable[[int, int, int], None]
Cancel = Callable[[], bool]
CHUNK_ROWS = 5_000
# Between two chunks of an import others get their turn at the writing connection.
BREATH_S = 0.002
EXPORT_ROWS_A_LOOK = 5_000


def _silent(_done: int, _total: int, _rows: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


class Transfer:
    """Imports and exports. Long work: call from a worker, with `progress` and `cancelled`."""

    def __init__(self, db: Database, bus: Bus, settings: Settings) -> None:
        self._db = db
        self._bus = bus
        self._settings = settings

    @needs("data.import")
    def import_files(
        self,
        actor: Actor,
        paths: Sequence[Path],
        person_id: int | None = None,
        options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
        progress: Progress = _silent,
        cancelled: Cancel = _never,
    ) -> ImportReport:
        """Read files into the record of a person (None: as the file says, else the default).

        One call is one batch: all of it is stored, or nothing where a file is refused
        (unless `skip_bad`), the call is cancelled or the process dies. Rows that are there
        already by the duplicate rule are not stored again. Raises `BadFile`, `Cancelled`.
        """
        run = _Import(self._db, person_id, options, progress, cancelled)
        try:
            report = run.files([Path(path) for path in paths])
        except BaseException:
            if run.take_back():
                # Who looked meanwhile saw rows that are gone now.
                self._bus.publish(_everything_changed(None, self._db.origin))
            raise
        self._bus.publish(run.event)
        return report

    @needs("data.import")
    def batches(self, actor: Actor) -> tuple[ImportBatch, ...]:
        """All batches of this file, oldest first."""
        with self._db.reading() as connection:
            return tuple(imports.batches(connection))

    @needs("data.import")
    def undo_import(self, actor: Actor, batch: int) -> int:
        """Remove what a batch added; rows edited, moved or binned since stay. Returns how
        many went. Raises `NotFound` and, for a batch that is not done, `Conflict`."""
        with self._db.reading() as connection:
            found = {b.id: b for b in imports.batches(connection)}.get(batch)
        if found is None:
            raise NotFound("unknown-batch", batch=batch)
        if found.status != "done":
            raise Conflict("batch-not-done", batch=batch)
        removed = imports.take_back(self._db, batch, everything=False)
        self._bus.publish(_everything_changed(found.person_id, self._db.origin))
        return removed

    @needs("data.export")
    def export_csv(
        self,
        actor: Actor,
        query: RecordQuery,
        out: Path,
        progress: Progress = _silent,
        cancelled: Cancel = _never,
    ) -> int:
        """Write the records of a query as CSV, beside `out` and then renamed; returns how
        many."""
        from healthdesk.exchange.csv_file import write_rows

        self._refuse_own_file(out)
        with _beside(out) as file:
            return write_rows(file, self._rows(query, progress, cancelled))

    def _refuse_own_file(self, out: Path) -> None:
        """What is exported must never take the place of what it was read from."""
        name = self._db.path.name
        own = {self._db.path.with_name(name + ending) for ending in ("", "-wal", "-shm")}
        if any(out.resolve() == path.resolve() or _same_file(out, path) for path in own):
            raise InvalidData(FieldError("out", "export-onto-database", path=str(out)))

    @needs("data.export")
    def stream_csv(self, actor: Actor, query: RecordQuery, out: Any) -> int:
        """Write the records of a query as CSV to an open binary stream."""
        from healthdesk.exchange.csv_file import write_rows

        return write_rows(out, self._rows(query, _silent, _never))

    def _rows(
        self, query: RecordQuery, progress: Progress, cancelled: Cancel
    ) -> Iterator[tuple[Any, str]]:
        types = self._db.types
        with self._db.reading() as connection:
            names = {p.id: p.name for p in persons.every(connection, archived=True)}
            total = records.count(connection, types, query)
            for record, number in records.each(connection, types, query):
                if number % EXPORT_ROWS_A_LOOK == 0:
                    progress(number, max(total, number), number)
                    if cancelled():
                        raise Cancelled
                yield record, names[record.person_id]


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


@contextlib.contextmanager
def _beside(out: Path) -> Iterator[Any]:
    """A file written beside `out` and put in its place once it is whole."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        import errno

        code = "disk-full" if error.errno == errno.ENOSPC else "file-not-written"
        raise StorageError(code, path=str(out), folder=str(out.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


class _Import:
    """One call of `import_files` under way."""

    def __init__(
        self,
        db: Database,
        person_id: int | None,
        options: ImportOptions,
        progress: Progress,
        cancelled: Cancel,
    ) -> None:
        self._db = db
        self._person_id = person_id
        self._options = options
        self._progress = progress
        self._cancelled = cancelled
        self._types = db.types
        self._batch: int | None = None
        self._file_id: int | None = None
        self._sources: dict[str, int] = {}
        self._kept: dict[int, set[tuple[Any, ...]]] = {}
        self._seen: set[bytes] = set()  # of a dry run: keys met so far
        self._days: list[int] = []
        self._slugs: set[str] = set()
        self.event: RecordsChanged | None = None
        with db.reading() as connection:
            self._persons = persons.every(connection, archived=True)
        if person_id is not None and all(p.id != person_id for p in self._persons):
            raise NotFound("unknown-person")
        self._default = next((p for p in self._persons if p.archived_at is None), None)

    def files(self, paths: Sequence[Path]) -> ImportReport:
        sizes = [path.stat().st_size if path.exists() else 0 for path in paths]
        reports = []
        done = 0
        for path, size in zip(paths, sizes, strict=True):
            reports.append(self._file_or_refusal(path, done, sum(sizes)))
            done += size
        added = sum(report.added for report in reports)
        self._end(added)
        batch = self._batch if added and not self._options.dry_run else None
        return ImportReport(tuple(reports), batch, self._options.dry_run)

    def take_back(self) -> bool:
        """Remove what was stored so far; returns whether there was a batch."""
        if self._batch is None:
            return False
        imports.take_back(self._db, self._batch, everything=True)
        self._batch = None
        return True

    def _file_or_refusal(self, path: Path, before: int, total: int) -> FileReport:
        self._file_id = None
        try:
            return self._file(path, before, total)
        except (BadFile, OpenQuestion) as error:
            if not self._options.skip_bad:
                raise
            self._take_back_file()
            return FileReport(str(path), "", refused=Rejected(0, error.code, error.params))

    def _take_back_file(self) -> None:
        if self._batch is not None and self._file_id is not None:
            imports.take_back_file(self._db, self._batch, self._file_id)

    def _file(self, path: Path, before: int, total: int) -> FileReport:
        self._refuse_other_format(path)
        options = Options(
            now=time.time_ns() // 1_000_000,
            types=tuple(self._types),
            birth_date=self._birth_date(),
        )
        _refuse_missing(path)
        file_id = None if self._options.dry_run else self._begin_file(path)
        self._file_id = file_id
        added = rows = 0
        with ParsedFile(path, options) as parsed:
            for batch in parsed:
                if self._cancelled():
                    raise Cancelled
                added += self._take(batch, file_id)
                rows += len(batch.rows)
                self._progress(before + batch.done, max(total, batch.total), rows)
            tally = parsed.tally
        self._refuse_unknown_persons(path, tally)
        self._slugs.update(tally.types)
        report = _report(path, tally, added)
        if file_id is not None:
            self._note(file_id, report)
        return report

    def _refuse_other_format(self, path: Path) -> None:
        wanted = self._options.format
        if wanted is not None and recognise(path).format != wanted:
            raise BadFile("other-format", name=path.name, format=wanted)

    def _refuse_unknown_persons(self, path: Path, tally: Tally) -> None:
        """Of a file of several people nobody may end in the record of another."""
        names = {name.casefold(): name for name in tally.persons if name}
        if self._person_id is not None or len(names) < 2:
            return
        known = {person.name.casefold() for person in self._persons}
        unknown = sorted(name for key, name in names.items() if key not in known)
        if unknown:
            # Their names stay out of what is said, which may end up in a log.
            raise OpenQuestion("csv-persons-unknown", name=path.name, n=len(unknown))

    def _birth_date(self) -> str | None:
        """Readings from before it are not this person's; a file of several has none."""
        return next((p.birth_date for p in self._persons if p.id == self._person_id), None)

    # Storing

    def _begin_file(self, path: Path) -> int:
        sha256 = _sha256(path)
        with self._db.transaction("import", Priority.IMPORT) as tx:
            if self._batch is None:
                owner = self._person_id or self._default_person().id
                self._batch = imports.begin(tx, owner)
            return imports.add_file(tx, self._batch, path.name, "", sha256, path.stat().st_size)

    def _default_person(self) -> Person:
        if self._default is None:
            raise NotFound("no-person")
        return self._default

    def _take(self, batch: Batch, file_id: int | None) -> int:
        added = 0
        for at in range(0, len(batch.rows), CHUNK_ROWS):
            chunk = batch.rows[at : at + CHUNK_ROWS]
            extras = batch.extras[at : at + CHUNK_ROWS]
            if file_id is None:
                added += self._would_add(chunk, extras)
            else:
                added += self._store(chunk, extras, file_id)
                time.sleep(BREATH_S)
        return added

    def _store(self, chunk: Sequence[Row], extras: Sequence[Extra], file_id: int) -> int:
        with self._db.transaction("import", Priority.IMPORT) as tx:
            first = records.newest_id(tx)
            rows = self._database_rows(tx, chunk, extras, file_id)
            kept = {row[1]: self._kept_of(tx, row[1]) for row in rows}
            if any(kept.values()):
                rows = [
                    row
                    for row in rows
                    if (row[1], row[2], row[3], row[5], row[12], row[6], row[7]) not in kept[row[1]]
                ]
            added = records.insert_imported(tx, rows)
            if added:
                self._touch(tx, rows)
                if any(row[16] or row[17] for row in rows):
                    records.index_imported_text(tx, self._batch or 0, first)
        return added

    def _kept_of(self, tx: Tx, person_id: int) -> set[tuple[Any, ...]]:
        if person_id not in self._kept:
            self._kept[person_id] = records.kept_keys(tx, person_id)
        return self._kept[person_id]

    def _database_rows(
        self, tx: Tx, chunk: Sequence[Row], extras: Sequence[Extra], file_id: int
    ) -> list[tuple[Any, ...]]:
        result = []
        for number, row in enumerate(chunk):
            (slug, at, offset, ended, value, value2, unit, canonical, canonical2, comparator,
             source, note) = row  # fmt: skip
            extra = extras[number] if extras else None
            person = self._person_of(extra)
            kind = self._types[slug]
            second = 0.0 if value2 is None else value2
            uid = (extra[0] if extra else None) or imported_uid(
                person.uid, slug, at, ended, source, canonical, canonical2
            )
            result.append(
                (
                    uid, person.id, kind.id, at, offset, ended, canonical, canonical2,
                    None if value == canonical else value,
                    None if second == canonical2 else second,
                    None if unit == kind.unit else unit,
                    comparator or None, self._source(tx, source), self._batch, file_id, None,
                    note or None, (" ".join(extra[2]) or None) if extra else None, None,
                    tx.now, tx.now, extra[3] if extra else None,
                )
            )  # fmt: skip
        return result

    def _person_of(self, extra: Extra | None) -> Person:
        """`--person`, else the one the row names, else the default."""
        for person in self._persons:
            if person.id == self._person_id:
                return person
        if extra is not None:
            for person in self._persons:
                if person.name.casefold() == extra[1].casefold():
                    return person
        return self._default_person()

    def _source(self, tx: Tx, name: str) -> int:
        if name not in self._sources:
            self._sources[name] = records.source_id(tx, name)
        return self._sources[name]

    def _touch(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> None:
        days: set[tuple[int, int, int]] = set()
        for row in rows:
            shift = row[4] * MINUTE_MS
            day = (row[3] + shift) // DAY_MS
            days.add((row[1], row[2], day))
            if row[5] != row[3] and longest(self._types.with_id(row[2])) is not None:
                for reached in range(day + 1, (row[5] + shift) // DAY_MS + 1):
                    days.add((row[1], row[2], reached))
        for key in days:
            tx.touch(*key)
        self._days += [min(d[2] for d in days), max(d[2] for d in days)]

    def _note(self, file_id: int, report: FileReport) -> None:
        told = {k: v for k, v in asdict(report).items() if k not in ("path", "rejections")}
        with self._db.transaction("import", Priority.IMPORT) as tx:
            imports.note_report(tx, file_id, report.format, json.dumps(told, default=dict))

    def _end(self, added: int) -> None:
        if self._batch is None:
            return
        with self._db.transaction("import", Priority.IMPORT) as tx:
            if added:
                imports.finish(tx, self._batch, added)
            else:
                imports.forget(tx, self._batch)
        if self._days:
            self.event = RecordsChanged(
                self._person_id, frozenset(), min(self._days), max(self._days) + 1, "import",
                self._db.origin,
            )  # fmt: skip

    # A dry run

    def _would_add(self, chunk: Sequence[Row], extras: Sequence[Extra]) -> int:
        """How many of these rows neither the file so far nor the database holds."""
        added = 0
        with self._db.reading() as connection:
            for number, row in enumerate(chunk):
                person = self._person_of(extras[number] if extras else None)
                uid = imported_uid(person.uid, row[0], row[1], row[3], row[10], row[7], row[8])
                if uid in self._seen:
                    continue
                self._seen.add(uid)
                own = extras[number][0] if extras else None
                key = (
                    person.id, self._types[row[0]].id, row[1], row[3], row[10], row[7], row[8]
                )  # fmt: skip
                if not records.holds(connection, key, own):
                    added += 1
        return added


def _report(path: Path, tally: Tally, added: int) -> FileReport:
    return FileReport(
        path=str(path),
        format=str(tally.format),
        read=tally.read,
        added=added,
        duplicate=tally.read - tally.rejected - added,
        rejected=tally.rejected,
        ignored=dict(tally.ignored),
        types=dict(tally.types),
        sources=dict(tally.sources),
        first=tally.first,
        last=tally.last,
        ahead=tally.ahead,
        rejections=tuple(Rejected(r.line, r.code, r.params) for r in tally.rejections),
    )


def _refuse_missing(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadFile("file-is-folder", name=path.name)
        path.stat()
    except FileNotFoundError as error:
        raise BadFile("no-such-file", path=str(path), name=path.name) from error
    except OSError as error:
        raise BadFile("file-unreadable", path=str(path), name=path.name) from error


def _sha256(path: Path) -> str:
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile("file-unreadable", path=str(path), name=path.name) from error


def _everything_changed(person_id: int | None, origin: str) -> RecordsChanged:
    return RecordsChanged(person_id, frozenset(), -(10**6), 10**6, "undo-import", origin)
