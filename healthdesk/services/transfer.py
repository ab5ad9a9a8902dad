"""Files in and out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import (
    Conflict,
    HealthdeskError,
    NotFound,
    Unavailable,
)
from healthdesk.domain.events import (
    AnnotationsChanged,
    DatabaseOpened,
    Event,
    GoalsChanged,
    OccurrencesChanged,
    RecordsChanged,
    RemindersChanged,
)
from healthdesk.domain.records import PlainRow, RecordQuery
from healthdesk.domain.transfers import ImportBatch, ImportOptions, ImportReport, TakenBack
from healthdesk.services.bus import Bus
from healthdesk.services.under_way import Cancel, Progress, UnderWay, never, silent
from healthdesk.services.written_files import beside, refuse_own_file
from healthdesk.settings import Settings
from healthdesk.storage import imports, persons, record_queries, records
from healthdesk.storage.database import Connection, Database

if TYPE_CHECKING:
    from healthdesk.exchange.parsing_process import ParsingProcess
    from healthdesk.services.importing import ImportRun

EXPORT_ROWS_A_LOOK = 5_000
_LOG = logging.getLogger("healthdesk.import")


class Transfer:
    """Imports and exports. Long work: call from a worker, with `progress` and `cancelled`."""

    def __init__(self, db: Database, bus: Bus, settings: Settings) -> None:
        self._db = db
        self._bus = bus
        self._settings = settings
        # Imports that the file was let go under.
        self._left: list[ImportRun] = []
        bus.subscribe(self._hear)

    @needs("data.import")
    def import_files(
        self,
        actor: Actor,
        paths: Sequence[Path],
        person_id: int | None = None,
        options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
        progress: Progress = silent,
        cancelled: Cancel = never,
        parsing: ParsingProcess | None = None,
        taking_back: imports.Going | None = None,
    ) -> ImportReport:
        """Read files into the record of a person (None: as the file says, else the default).

        One call is one batch: all of it is stored, or nothing where a file is refused
        (unless `skip_bad`), the call is cancelled or the process dies. Rows that are there
        already by the duplicate rule are not stored again. `parsing` is a process that was
        started for it in advance. `taking_back` is told how many of how many readings were
        gone through where nothing is to be kept. Raises `BadFile`, `Cancelled`.
        """
        # Exports need none of it.
        from healthdesk.services.importing import ImportRun

        run = ImportRun(self._db, person_id, options, progress, cancelled, self._settings, parsing)
        try:
            report = run.files([Path(path) for path in paths])
        except BaseException:
            self._take_back(run, taking_back)
            raise
        self._bus.publish(run.named)
        self._bus.publish(run.event)
        self._bus.publish(run.noted)
        self._bus.publish(run.set_goals)
        self._bus.publish(run.set_reminders)
        return report

    def _take_back(self, run: ImportRun, progress: imports.Going | None = None) -> None:
        """At once, or where the file was let go as soon as it is open again."""
        try:
            taken = run.take_back(progress)
        except Unavailable:
            self._left.append(run)
            if self._db.is_open:  # again, a moment ago
                self._take_back_left()
            return
        if taken:
            # Who looked meanwhile saw rows that are gone now.
            self._bus.publish(_everything_changed(None, self._db.origin))
            self._bus.publish(run.noted)
            self._bus.publish(run.set_goals)
            self._bus.publish(run.set_reminders)

    def _hear(self, event: Event) -> None:
        if self._left and isinstance(event, DatabaseOpened):
            # Whoever watches the file has more to look at meanwhile.
            Thread(target=self._take_back_left, name="take-back", daemon=True).start()

    def _take_back_left(self) -> None:
        left, self._left = self._left, []
        for run in left:
            try:
                self._take_back(run)
            except HealthdeskError as error:  # the next start takes it back
                _LOG.warning("import not taken back yet", extra={"code": error.code})

    @needs("data.import")
    def batches(self, actor: Actor) -> tuple[ImportBatch, ...]:
        """All batches of this file, oldest first."""
        with self._db.reading() as connection:
            return tuple(imports.batches(connection))

    @needs("records.read")
    def under_way(self, actor: Actor) -> bool:
        """Whether an import is under way, or being taken back, in any process: what it stored so
        far is there for everybody, and may be gone again."""
        with self._db.reading() as connection:
            return imports.is_any_under_way(connection)

    @needs("data.import")
    def undo_import(
        self, actor: Actor, batch: int, progress: imports.Going | None = None
    ) -> TakenBack:
        """Remove what a batch added; `progress` is told how many of how many readings were gone
        through. Rows edited, moved or binned since stay, and so do rows
        that a later batch holds as well: they are that one's then. Raises `NotFound` and,
        for a batch that is not done, `Conflict`."""
        with self._db.reading() as connection:
            found = {b.id: b for b in imports.batches(connection)}.get(batch)
        if found is None:
            raise NotFound("unknown-batch", batch=batch)
        if found.status != "done":
            raise Conflict("batch-not-done", batch=batch)
        taken_back = imports.take_back(self._db, batch, everything=False, progress=progress)
        self._bus.publish(AnnotationsChanged(None, self._db.origin))
        self._bus.publish(GoalsChanged(None, self._db.origin))
        self._bus.publish(RemindersChanged(None, self._db.origin))
        self._bus.publish(OccurrencesChanged(None, self._db.origin))
        self._bus.publish(_everything_changed(found.person_id, self._db.origin))
        return taken_back

    @needs("data.export")
    def export_csv(
        self,
        actor: Actor,
        query: RecordQuery,
        out: Path,
        progress: Progress = silent,
        cancelled: Cancel = never,
    ) -> int:
        """Write the records of a query as CSV, beside `out` and then renamed; returns how
        many."""
        refuse_own_file(out, self._db.path)
        with beside(out) as file:
            return self._write_csv(file, query, progress, cancelled)

    @needs("data.export")
    def stream_csv(self, actor: Actor, query: RecordQuery, out: BinaryIO) -> int:
        """Write the records of a query as CSV to an open binary stream."""
        return self._write_csv(out, query, silent, never)

    def _write_csv(
        self, out: BinaryIO, query: RecordQuery, progress: Progress, cancelled: Cancel
    ) -> int:
        from healthdesk.exchange import csv_file

        with self._db.reading() as connection:
            names = csv_file.Names(
                {p.id: p.name for p in persons.every(connection, archived=True)},
                records.source_names(connection),
                self._db.types,
            )
            rows = self._plain_rows(connection, query, UnderWay(progress, cancelled))
            return csv_file.write(out, rows, names)

    def _plain_rows(
        self, connection: Connection, query: RecordQuery, under_way: UnderWay
    ) -> Iterator[Sequence[PlainRow]]:
        types, number = self._db.types, 0
        total = record_queries.count(connection, types, query)
        for rows in records.plain(connection, types, query, EXPORT_ROWS_A_LOOK):
            number += len(rows)
            under_way.look(number, total, number)
            yield rows


def _everything_changed(person_id: int | None, origin: str) -> RecordsChanged:
    return RecordsChanged(person_id, frozenset(), -(10**6), 10**6, "undo-import", origin)
