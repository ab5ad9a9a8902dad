"""Tables of what became of reminders: every due time, or how they were kept to each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from healthdesk.domain.accounts import Actor, needs
from healthdesk.exchange import reminder_tables as tables
from healthdesk.services.written_files import beside, refuse_own_file
from healthdesk.settings import Settings
from healthdesk.storage import occurrences, persons, reminders
from healthdesk.storage.database import Connection, Database
from healthdesk.texts import Format

Kind = Literal["history", "adherence"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# Before and after all that can be due (ms).
EVER: Final = (0, 1 << 53)


class ReminderTables:
    """Writes the tables of one file's reminders. Long work: call from a worker."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db, self._settings = db, settings

    @needs("data.export")
    def export(
        self, actor: Actor, kind: Kind, out: Path, person_ids: Sequence[int] = (),
        span: tuple[int, int] = EVER,
    ) -> int:  # fmt: skip
        """Write what was due in `span` (ms, its end excluded) of these persons (none named: of
        everybody), reminders deleted since included; returns the number of lines below the
        header. Raises `StorageError`, and `InvalidData` where `out` is the database itself."""
        refuse_own_file(out, self._db.path)
        with beside(out) as file:
            return self._write(kind, file, person_ids, span)

    @needs("data.export")
    def stream(
        self, actor: Actor, kind: Kind, out: BinaryIO, person_ids: Sequence[int] = (),
        span: tuple[int, int] = EVER,
    ) -> int:  # fmt: skip
        """As `export`, to an open binary stream."""
        return self._write(kind, out, person_ids, span)

    def _write(
        self, kind: Kind, out: BinaryIO, person_ids: Sequence[int], span: tuple[int, int]
    ) -> int:
        lines = -1
        with self._db.reading() as connection:
            for line in self._lines(connection, kind, person_ids, span):
                out.write(line.encode())
                lines += 1
        return lines

    def _lines(
        self, connection: Connection, kind: Kind, person_ids: Sequence[int], span: tuple[int, int]
    ) -> Iterator[str]:
        types = self._db.types
        names = {one.id: one.name for one in persons.every(connection, archived=True)}
        if kind == "history":
            found = occurrences.moments_between(connection, types, *span, person_ids)
            return tables.history(found, names)
        week_start = Format.of(self._settings).week_start
        weeks = occurrences.weeks(connection, *span, person_ids, week_start)
        ids = {week.reminder_id for week in weeks}
        known = {one.id: one for one in reminders.with_ids(connection, types, ids)}
        return tables.adherence(weeks, known, names)
