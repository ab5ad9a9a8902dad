"""Readings and reminders out, in every format: one way in for window, command line, programs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.annotations import Annotation, AnnotationQuery
from healthdesk.domain.errors import FieldError, InvalidData, NotFound
from healthdesk.domain.goals import Goal
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import Person, Record, RecordQuery, Remark
from healthdesk.domain.reminders import Reminder, Settled
from healthdesk.domain.times import DAY_MS
from healthdesk.services.under_way import Cancel, Progress, UnderWay, never, silent
from healthdesk.services.written_files import beside, refuse_own_file
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import annotations as annotation_rows
from healthdesk.storage import goals as goal_rows
from healthdesk.storage import occurrences, persons, record_queries, records, reminders
from healthdesk.storage.database import Connection, Database
from healthdesk.texts import part_name, tr, type_name

if TYPE_CHECKING:
    from healthdesk.exchange.xlsx_out import Words
    from healthdesk.services.transfer import Transfer

# Format → how its files end.
ENDINGS: Final[Mapping[str, str]] = {
    "csv": "csv", "json": "json", "fhir": "json", "xlsx": "xlsx", "ical": "ics",
}  # fmt: skip
# Formats whose values can be checked while they are written.
CHECKED: Final = frozenset({"fhir"})
ROWS_A_LOOK = 5_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many readings (of a calendar: reminders), what there is to tell,
    and, where a check was asked for, what does not keep to the format."""

    format: str
    count: int
    remarks: tuple[Remark, ...] = ()
    problems: tuple[str, ...] = ()


class Exports:
    """Writes files. Long work: call from a worker, with `progress` and `cancelled`."""

    def __init__(self, db: Database, settings: Settings, transfer: Transfer) -> None:
        self._db = db
        self._settings = settings
        self._transfer = transfer

    @needs("data.export")
    def export(
        self,
        actor: Actor,
        format_: str,
        query: RecordQuery,
        out: Path,
        progress: Progress = silent,
        cancelled: Cancel = never,
        *,
        check: bool = False,
    ) -> Exported:
        """Write what a query finds in one of the formats of `ENDINGS`, beside `out` and then
        renamed. Of a calendar only the query's persons and types count.

        Raises `Cancelled`, `StorageError`, `NotFound` for an unknown type and `InvalidData`
        where `out` is the database itself or the format can't be checked.
        """
        self._refuse(format_, query, check=check)
        if format_ == "csv":
            count = self._transfer.export_csv(actor, query, out, progress, cancelled)
            return Exported(format_, count)
        refuse_own_file(out, self._db.path)
        with beside(out) as file:
            return self._write(format_, query, file, progress, cancelled, check=check)

    @needs("data.export")
    def stream(
        self,
        actor: Actor,
        format_: str,
        query: RecordQuery,
        out: BinaryIO,
        *,
        check: bool = False,
    ) -> Exported:
        """Write to an open binary stream, which need not be able to seek."""
        self._refuse(format_, query, check=check)
        if format_ == "csv":
            return Exported(format_, self._transfer.stream_csv(actor, query, out))
        if format_ != "xlsx":
            return self._write(format_, query, out, silent, never, check=check)
        with tempfile.TemporaryFile() as whole:  # a zip's table of contents is written last
            exported = self._write(format_, query, whole, silent, never, check=check)
            whole.seek(0)
            shutil.copyfileobj(whole, out)
        return exported

    def _refuse(self, format_: str, query: RecordQuery, *, check: bool) -> None:
        if format_ not in ENDINGS:
            raise InvalidData(FieldError("format", "export-format", format=format_[:40]))
        if check and format_ not in CHECKED:
            raise InvalidData(FieldError("check", "export-check", format=format_))
        for slug in query.types:
            if slug not in self._db.types:
                raise NotFound("unknown-type", slug=slug[:80])

    def _write(
        self,
        format_: str,
        query: RecordQuery,
        out: BinaryIO,
        progress: Progress,
        cancelled: Cancel,
        *,
        check: bool,
    ) -> Exported:
        # All of it is read from one state of the file.
        with self._db.reading() as connection:
            run = _Run(self._db.types, connection, query, UnderWay(progress, cancelled))
            if format_ == "json":
                return run.json(out)
            if format_ == "fhir":
                return run.fhir(out, check=check)
            if format_ == "xlsx":
                return run.xlsx(out)
            return self._calendar(run, out)

    def _calendar(self, run: _Run, out: BinaryIO) -> Exported:
        from healthdesk.exchange import ical_out

        def zone_of(reminder: Reminder) -> str:
            person = run.persons.get(reminder.person_id)
            chosen = reminder.draft.zone or (person.time_zone if person else None)
            return str(local_zone(self._settings, chosen))

        written = ical_out.write(out, run.reminders(), zone_of)
        remarks = []
        if not (written.events or written.left_out):
            remarks.append(Remark("ical-empty", {}))
        if written.listed:
            remarks.append(Remark("ical-listed", {"n": written.listed, "times": ical_out.LISTED}))
        if written.left_out:
            remarks.append(Remark("ical-left-out", {"n": written.left_out}))
        return Exported("ical", written.events, tuple(remarks))


class _Run:
    """One export under way: what a query finds, read row by row."""

    def __init__(
        self,
        types: TypeBook,
        connection: Connection,
        query: RecordQuery,
        under_way: UnderWay,
    ) -> None:
        self._types = types
        self._connection = connection
        self._query = replace(query, newest_first=False)
        self._under_way = under_way
        wanted = query.person_ids
        self.persons: dict[int, Person] = {
            person.id: person
            for person in persons.every(connection, archived=True)
            if not wanted or person.id in wanted
        }

    def json(self, out: BinaryIO) -> Exported:
        from healthdesk.exchange import json_file

        wanted = self._query.types
        types = [kind for kind in self._types if not wanted or kind.slug in wanted]
        count = json_file.write(
            out, self._records(), self.persons, types, self._annotations(), self._goals(),
            self._kept_reminders(),
        )  # fmt: skip
        return Exported("json", count)

    def fhir(self, out: BinaryIO, *, check: bool) -> Exported:
        from healthdesk.exchange import fhir_out
        from healthdesk.exchange.fhir_check import FhirCheck

        checked = FhirCheck()
        looks = (checked,) if check else ()
        count = fhir_out.write(out, self._records(), self.persons, self._types, type_name, *looks)
        return Exported("fhir", count, problems=tuple(checked.problems))

    def xlsx(self, out: BinaryIO) -> Exported:
        from healthdesk.exchange import xlsx_out

        used = records.units_used(self._connection, self._types, self._query)
        plans = [
            xlsx_out.plan(kind, type_name(kind), _parts(kind), used[kind.slug])
            for kind in self._types
            if kind.slug in used
        ]
        count = xlsx_out.write(out, self._records(), self.persons, plans, _words())
        return Exported("xlsx", count)

    def _annotations(self) -> Sequence[Annotation]:
        """Notes at a time of the query's persons, types and days; none where readings are
        picked by what notes have not got."""
        query = self._query
        if query.search or query.sources or query.import_id is not None:
            return ()
        found = annotation_rows.every(
            self._connection,
            AnnotationQuery(
                person_ids=query.person_ids,
                day_from=query.day_from,
                day_to=query.day_to,
                deleted=query.deleted,
                with_deleted=query.with_deleted,
            ),
        )
        return [
            one
            for one in found
            if (query.start is None or one.until >= query.start)
            and (query.end is None or one.at < query.end)
            and (not query.types or any(map(one.concerns, query.types)))
        ]

    def _goals(self) -> Sequence[Goal]:
        """Goals of the query's persons and types that had begun by its end; none where readings
        are picked by what goals have not got."""
        query = self._query
        if query.search or query.sources or query.import_id is not None or query.deleted:
            return ()
        wanted, last = query.types, query.day_to
        return [
            goal
            for goal in goal_rows.every(self._connection, self._types, archived=True)
            if goal.person_id in self.persons
            and (not wanted or goal.type in wanted)
            and (last is None or goal.start_day <= last)
        ]

    def _kept_reminders(self) -> Iterator[tuple[Reminder, Sequence[Settled]]]:
        """Reminders with what became of their due times, chosen as goals are, as they were
        set."""
        query = self._query
        if query.search or query.sources or query.import_id is not None or query.deleted:
            return
        wanted, last = query.types, query.day_to
        found = reminders.every(self._connection, self._types, inactive=True)
        for one in sorted(found, key=lambda each: each.uid):
            if (
                one.person_id in self.persons
                and (not wanted or one.draft.type in wanted)
                and (last is None or one.created_at // DAY_MS <= last)
            ):
                yield one, occurrences.settled_of(self._connection, one.id)

    def reminders(self) -> Sequence[Reminder]:
        """The active ones of the query's persons and types."""
        wanted = self._query.types
        found = reminders.every(self._connection, self._types, self._query.person_ids)
        kept = [one for one in found if not wanted or one.draft.type in wanted]
        return sorted(kept, key=lambda one: one.uid)

    def _records(self) -> Iterator[Record]:
        total = record_queries.count(self._connection, self._types, self._query)
        found = records.each(self._connection, self._types, self._query)
        for record, number in found:
            if number % ROWS_A_LOOK == 0:
                self._under_way.look(number, total, number)
            yield record
        self._under_way.look(total, total, total)


def _parts(kind: HealthType) -> tuple[str, ...]:
    return tuple(part_name(part.slug) for part in kind.parts)


def _words() -> Words:
    from healthdesk.exchange.xlsx_out import Words

    return Words(
        summary=tr("Summary"),
        type=tr("Type"),
        readings=tr("Readings"),
        first=tr("First"),
        last=tr("Last"),
        time=tr("Time"),
        offset=tr("Offset from UTC"),
        until=tr("Until"),
        value=tr("Value"),
        unit=tr("Unit"),
        comparator=tr("Below or above"),
        note=tr("Note"),
        tags=tr("Tags"),
        source=tr("Source"),
        person=tr("Person"),
        binned=tr("In the bin since (UTC)"),
    )
