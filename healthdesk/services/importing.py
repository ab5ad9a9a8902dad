"""One call of an import under way: files become rows, all of them or none."""

from __future__ import annotations

import contextlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from healthdesk.domain.checks import longest
from healthdesk.domain.errors import (
    BadFile,
    Cancelled,
    HealthdeskError,
    InvalidData,
    NotFound,
    OpenQuestion,
)
from healthdesk.domain.events import (
    AnnotationsChanged,
    GoalsChanged,
    PersonsChanged,
    RecordsChanged,
    RemindersChanged,
)
from healthdesk.domain.identity import imported_uid, is_typed
from healthdesk.domain.meters import CREATED
from healthdesk.domain.persons import check_person
from healthdesk.domain.records import Person
from healthdesk.domain.times import DAY_MS, MINUTE_MS
from healthdesk.domain.transfers import (
    Answers,
    FileReport,
    ImportOptions,
    ImportReport,
    Question,
    QuestionKind,
    Rejected,
)
from healthdesk.exchange.batches import Batch, Block, Extra, Options, Rejection, Row, Tally
from healthdesk.exchange.parsing_events import Begun, Ended, Failed
from healthdesk.exchange.parsing_process import ParsingProcess
from healthdesk.services import imported_goals, imported_notes, imported_reminders
from healthdesk.services.journal import DEFAULT_PERSON
from healthdesk.services.persons import change as change_person
from healthdesk.services.under_way import Cancel, Progress
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import imports, intake, persons, records, sources
from healthdesk.storage.database import Connection, Database, Priority, Tx
from healthdesk.storage.intake import Shared
from healthdesk.storage.rehearsal import Met
from healthdesk.texts import format_name

# Of one transaction: short enough for a person's own save to wait for.
CHUNK_ROWS = 10_000
# Of readings that come one by one, with notes and tags, each of which costs more.
CHUNK_ROWS_APART = 2_500
# Formats that carry the identifiers readings had where they were typed.
OURS = frozenset({"csv", "json", "fhir", "report"})
# What a person who is blank may take from a file.
DETAILS = ("name", "birth_date", "sex", "height_cm", "time_zone")
ASKED: Mapping[QuestionKind, str] = {
    "unit": "asked-unit",
    "date-order": "asked-date-order",
    "file-user": "asked-file-user",
    "mapping": "asked-mapping",
}
# Where an answer was given that does not fit the file.
ASKED_AGAIN: Mapping[QuestionKind, str] = {
    "unit": "asked-unit-again",
    "date-order": "asked-date-order-again",
    "mapping": "asked-mapping-again",
}
# The id of a source that nothing is stored of.
NOWHERE = -1
# Between two chunks of an import other processes get their turn.
BREATH_S = 0.002


@dataclass(slots=True)
class _Part:
    """What is being read: members of one format of a container, and what came of them."""

    begun: Begun
    path: Path
    sha256: str
    known: bool
    file_id: int | None = None
    # The stored row of each member, by its index.
    member_ids: dict[int, int] = field(default_factory=dict)
    added: int = 0
    # Readings of people to be left out, by the file's word for them and type.
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def several(self) -> bool:
        return len(self.begun.members) > 1


class ImportRun:
    """One call of `Transfer.import_files`."""

    def __init__(
        self,
        db: Database,
        person_id: int | None,
        options: ImportOptions,
        progress: Progress,
        cancelled: Cancel,
        settings: Settings,
        parsing: ParsingProcess | None = None,
    ) -> None:
        """`parsing` is a process that is ready to read; else there will be one."""
        self._db = db
        self._settings = settings
        self._person_id = person_id
        self._options = options
        self._answers = options.answers  # those that hold for the file being read
        self._progress = progress
        self._cancelled = cancelled
        self._parsing = parsing
        self._types = db.types
        self._batch: int | None = None
        self._sources: dict[str, int] = {}
        self._kept: dict[int, set[tuple[Any, ...]]] = {}
        self._met: Met | None = None  # of a dry run
        self._days: list[int] = []
        self._created: Counter[str] = Counter()
        self._rows_read = 0
        self._write_back: Callable[[], None] = lambda: None
        self._stored_at = 0.0
        self.event: RecordsChanged | None = None
        self.noted: AnnotationsChanged | None = None
        self.named: PersonsChanged | None = None
        self.set_goals: GoalsChanged | None = None
        self.set_reminders: RemindersChanged | None = None
        with db.reading() as connection:
            self._persons = persons.every(connection, archived=True)
            self._mappings = imports.mappings(connection)
            self._priorities = dict(sources.in_order(connection))
            self._empty = {p.id for p in self._persons if persons.has_nothing(connection, p.id)}
        self._new_mappings: dict[str, Mapping[str, object]] = {}
        if person_id is not None and all(p.id != person_id for p in self._persons):
            raise NotFound("unknown-person")
        self._default = next((p for p in self._persons if p.archived_at is None), None)
        self._taken_over: dict[str, Any] = {}  # by the default person, from a file
        self._zone = str(local_zone(settings, options.answers.time_zone or self._zone_of_person()))

    def _zone_of_person(self) -> str | None:
        """The zone of whom the readings go to."""
        wanted = self._person_id
        return next((p.time_zone for p in self._persons if p.id == wanted), None) or (
            self._default.time_zone if self._default and wanted is None else None
        )

    def files(self, paths: Sequence[Path]) -> ImportReport:
        sizes = [_size(path) for path in paths]
        reports: list[FileReport] = []
        done = 0
        with self._ready(), self._reading() as parsing:
            for path, size in zip(paths, sizes, strict=True):
                reports.extend(self._path_or_refusal(parsing, path, done, size, sum(sizes)))
                done += size
        added = sum(report.added for report in reports)
        beside = any(one.annotations or one.goals or one.reminders for one in reports)
        found = bool(added or beside)
        self._end(added, found=found)
        batch = self._batch if found and not self._options.dry_run else None
        return ImportReport(tuple(reports), batch, self._options.dry_run)

    @contextlib.contextmanager
    def _ready(self) -> Iterator[None]:
        """For what is to come: many transactions, or none at all."""
        if not self._options.dry_run:
            with self._db.bulk() as self._write_back:
                yield
            return
        self._met = Met(on_disk=not self._db.is_encrypted)
        try:
            yield
        finally:
            self._met.close()

    def _reading(self) -> contextlib.AbstractContextManager[ParsingProcess]:
        given = self._parsing
        return ParsingProcess() if given is None else contextlib.nullcontext(given)

    def take_back(self, progress: imports.Going | None = None) -> bool:
        """Remove what was stored so far; returns whether there was a batch. Raises
        `Unavailable` where the file was let go meanwhile: to be called again later."""
        if self._batch is None:
            return False
        with self._db.reading() as connection:
            there = imports.is_under_way_here(connection, self._batch)
        if there:
            imports.take_back(self._db, self._batch, everything=True, progress=progress)
        self._batch = None
        return there

    # Reading

    def _path_or_refusal(
        self, parsing: ParsingProcess, path: Path, before: int, size: int, total: int
    ) -> list[FileReport]:
        try:
            return self._path(parsing, path, before, size, total)
        except (BadFile, NotFound) as error:
            if not self._options.skip_bad:
                raise
            refused = Rejected(0, error.code, error.params)
            return [FileReport(str(path), "", refused=refused)]

    def _path(
        self, parsing: ParsingProcess, path: Path, before: int, size: int, total: int
    ) -> list[FileReport]:
        """What is in a file, a zip or a folder: a report for each format."""
        _refuse_missing(path)
        self._answers = self._options.own.get(str(path), self._options.answers)
        reports: list[FileReport] = []
        part: _Part | None = None
        for event in parsing.read(path, self._parser_options()):
            if self._cancelled():
                raise Cancelled
            if isinstance(event, Begun):
                part = self._begin(event, path)
                continue
            assert part is not None
            if isinstance(event, Batch | Block):
                part.added += self._take(event, part)
                self._rows_read += event.count
                share = event.done / max(event.total, 1)
                at = before + round(size * (part.begun.index + share) / part.begun.of)
                self._progress(at, max(total, 1), self._rows_read)
            elif isinstance(event, Ended):
                reports.append(self._ended(part, event.tally))
            else:
                reports.append(self._failed(part, event))
        return reports

    def _parser_options(self) -> Options:
        return Options(
            now=time.time_ns() // 1_000_000,
            types=tuple(self._types),
            birth_date=self._birth_date(),
            zone=self._zone,
            answers=replace(self._answers, mappings={**self._mappings, **self._answers.mappings}),
            only=self._options.format,
            owner=self._owner(),
            priorities=self._priorities,
            batch_rows=CHUNK_ROWS,
        )

    def _owner(self) -> bytes | None:
        """Whose the readings are where the file does not say."""
        chosen = (person for person in self._persons if person.id == self._person_id)
        person = next(chosen, self._default)
        return None if person is None else person.uid

    def _birth_date(self) -> str | None:
        """Readings from before it are not this person's; a file of several has none."""
        return next((p.birth_date for p in self._persons if p.id == self._person_id), None)

    def _begin(self, begun: Begun, path: Path) -> _Part:
        if self._options.dry_run:
            return _Part(begun, path, "", known=True)
        sha256 = "" if path.is_dir() else _sha256(path)
        with self._db.reading() as connection:
            known = bool(sha256) and imports.known_file(connection, sha256)
        part = _Part(begun, path, sha256, known)
        with self._db.transaction("import", Priority.IMPORT) as tx:
            if self._batch is None:
                owner = self._person_id or self._default_person().id
                self._batch = imports.begin(tx, owner)
            part.file_id = imports.add_file(
                tx, self._batch, Path(begun.label).name, begun.format, sha256, _size(path)
            )
        return part

    def _ended(self, part: _Part, tally: Tally) -> FileReport:
        tally.questions += self._persons_to_ask(tally)
        tally.questions = [self._with_given(self._with_choices(q)) for q in tally.questions]
        if tally.questions and not (self._options.dry_run or self._options.skip_bad):
            raise _open_question(part, tally.questions)
        if tally.questions:
            self._take_back_part(part)
        else:
            self._tell_of_others(part, tally)
            self._new_mappings.update(
                {
                    key: told["mapping"]
                    for key, told in tally.mappings.items()
                    if self._mappings.get(key) != told["mapping"]
                }
            )
        report = replace(
            _report(part, tally, self._answers),
            annotations=self._take_notes(tally), goals=self._take_goals(tally),
            reminders=self._take_reminders(tally),
        )  # fmt: skip
        if report.read:
            self._empty.clear()
        if part.file_id is not None and not tally.questions:
            self._note(part.file_id, report)
        return report

    def _take_notes(self, tally: Tally) -> int:
        """Notes at a time, as many as are new; none where questions are open."""
        if tally.questions or not tally.notes:
            return 0
        if self._options.dry_run or self._batch is None:
            return imported_notes.would_add(self._db, tally.notes, self._owner_of)
        added = imported_notes.store(self._db, self._batch, tally.notes, self._owner_of)
        if added:
            self.noted = AnnotationsChanged(None, self._db.origin)
        return added

    def _take_goals(self, tally: Tally) -> int:
        """Goals, as many as are new; none where questions are open."""
        if tally.questions or not tally.goals:
            return 0
        if self._options.dry_run or self._batch is None:
            return imported_goals.would_add(self._db, tally.goals, self._owner_of)
        added = imported_goals.store(self._db, self._batch, tally.goals, self._owner_of)
        if added:
            self.set_goals = GoalsChanged(None, self._db.origin)
        return added

    def _take_reminders(self, tally: Tally) -> int:
        """Reminders, as many as are new; none where questions are open."""
        if tally.questions or not tally.reminders:
            return 0
        if self._options.dry_run or self._batch is None:
            return imported_reminders.would_add(self._db, tally.reminders, self._owner_of)
        added = imported_reminders.store(
            self._db, self._settings, self._batch, tally.reminders, self._owner_of
        )
        if added:
            self.set_reminders = RemindersChanged(None, self._db.origin)
        return added

    def _owner_of(self, name: str) -> Person | None:
        return self._person_of((None, name, (), None))

    def _failed(self, part: _Part, failed: Failed) -> FileReport:
        if not self._options.skip_bad:
            raise failed.error
        self._take_back_part(part)
        error: HealthdeskError = failed.error
        refused = Rejected(0, error.code, error.params)
        return FileReport(part.begun.label, part.begun.format, refused=refused)

    def _take_back_part(self, part: _Part) -> None:
        if self._batch is not None and part.file_id is not None:
            imports.take_back_file(self._db, self._batch, part.file_id)
        part.added = 0

    def _persons_to_ask(self, tally: Tally) -> list[Question]:
        """Of a file of several people nobody may end in the record of another."""
        names = {name.casefold(): name for name in tally.persons if name}
        if self._person_id is not None or len(names) < 2:
            return []
        known = {person.name.casefold() for person in self._persons}
        answered = {name.casefold() for name in self._answers.file_users}
        return [
            Question("file-user", name, (), {"n": tally.persons[name]})
            for key, name in sorted(names.items())
            if key not in known and key not in answered
        ]

    def _tell_of_others(self, part: _Part, tally: Tally) -> None:
        """Where a file of ours names somebody that nobody here is called, and nobody was
        asked: whose record it went to."""
        default, ours = self._default, part.begun.format in OURS
        if not ours or default is None or self._person_id is not None:
            return
        if self._takes_over(default, tally):
            name = self._default_person().name
            tally.warn("person-taken-over", name=name, person=default.name)
            return
        for name in sorted(set(tally.persons) - {"", *self._answers.file_users}):
            person = self._owner_of(name)
            if person is not None and person.name.casefold() != name.casefold():
                tally.warn("person-called-else", name=name, person=person.name)

    def _takes_over(self, default: Person, tally: Tally) -> bool:
        """Whether the default person, of whom nobody has said anything yet, becomes the only
        person of a file; what they are called and so on is stored with the end of the import."""
        if len(tally.people) != 1 or not self._is_blank(default):
            return False
        found = tally.people[0]
        if tally.persons.keys() != {found.name} or found.name in self._answers.file_users:
            return False
        if any(p.name.casefold() == found.name.casefold() for p in self._persons):
            return False
        told = {name: getattr(found, name) for name in DETAILS}
        try:
            fields = check_person({name: value for name, value in told.items() if value})
        except (InvalidData, TypeError):  # made by another program, perhaps
            return False
        self._taken_over = fields
        self._default = replace(default, **fields)
        self._persons = [self._default if p.id == default.id else p for p in self._persons]
        return True

    def _is_blank(self, person: Person) -> bool:
        """Whether a person is as the program made them, and had nothing before this import."""
        if person.name != DEFAULT_PERSON or any(getattr(person, name) for name in DETAILS[1:]):
            return False
        return person.id in self._empty

    def _with_choices(self, question: Question) -> Question:
        """People by their ids: what is said may end up in a log."""
        if question.kind != "file-user":
            return question
        everybody = [str(person.id) for person in self._persons if person.archived_at is None]
        answers = tuple(f"{question.subject}={whom}" for whom in (*everybody, "skip"))
        return replace(question, choices=answers)

    def _with_given(self, question: Question) -> Question:
        """With the answer that was given and does not fit the file, so that it can be said."""
        answers = self._answers
        given: str | None = None
        if question.kind == "unit":
            given = answers.units.get(question.subject, answers.units.get(""))
        elif question.kind == "date-order":
            given = answers.date_order
        elif question.kind == "mapping" and "" in answers.mappings:
            given = question.flag
        if given is None:
            return question
        return replace(question, details={**question.details, "given": given})

    # Storing

    def _default_person(self) -> Person:
        if self._default is None:
            raise NotFound("no-person")
        return self._default

    def _take(self, event: Batch | Block, part: _Part) -> int:
        added = 0
        for chunk in _chunks(event):
            if self._met is not None:
                added += self._would_add(chunk, part, self._met)
            else:
                self._breathe()
                added += self._store(chunk, part)
                self._stored_at = time.monotonic()
                self._write_back()
        return added

    def _breathe(self) -> None:
        """Let other processes write; waiting for what is read counts as well. In this one
        whoever waits goes first anyway."""
        left = self._stored_at + BREATH_S - time.monotonic()
        if left > 0 and self._db.presence.has_company():
            time.sleep(left)

    def _store(self, chunk: Batch | Block, part: _Part) -> int:
        """One transaction."""
        if isinstance(chunk, Block):
            return self._store_block(chunk, part)
        return self._store_rows(chunk, part)

    def _store_block(self, block: Block, part: _Part) -> int:
        assert block.place is not None
        with self._db.transaction("import", Priority.IMPORT, block.place) as tx:
            groups = self._groups(tx, block, part)
            first = records.newest_id(tx)
            own = part.begun.format in OURS
            alone = len(groups) == len(block.groups) == 1
            added = intake.take(
                tx, self._batch or 0, groups, own=own, plain=block.plain, alone=alone
            )
            if added < sum(block.counts[number] for number in groups) and not part.known:
                intake.note_held(tx, self._batch or 0, own=own)
            if added:
                if added == sum(block.counts[number] for number in groups):
                    for number in groups:
                        self._created[block.groups[number].slug] += block.counts[number]
                else:
                    self._created.update(records.types_after(tx, first))
                for number, shared in groups.items():
                    tx.touched[shared.person_id, shared.type_id].update(block.days[number])
                if added == block.count and block.sources:
                    intake.sum_up(tx, groups, block.sources)
                self._widen(tx)
        block.place.unlink()
        return added

    def _groups(self, tx: Tx, block: Block, part: _Part) -> dict[int, Shared]:
        """What the groups of a block mean here; those of people to be left out are not in it."""
        found = {}
        members = [group.member for group in block.groups] if part.several else []
        file_ids = self._file_ids(tx, members, part) or [part.file_id] * len(block.groups)
        for number, group in enumerate(block.groups):
            person = self._person_of((None, group.person, (), None))
            if person is None:
                part.left_out[group.person, group.slug] += block.counts[number]
                continue
            kind = self._types[group.slug]
            found[number] = Shared(
                person.id, kind.id, self._source(tx, group.source),
                None if group.unit == kind.unit else group.unit, group.comparator or None,
                file_ids[number],
            )  # fmt: skip
        return found

    def _store_rows(self, batch: Batch, part: _Part) -> int:
        with self._db.transaction("import", Priority.IMPORT) as tx:
            first = records.newest_id(tx)
            file_ids = self._file_ids(tx, batch.members, part)
            rows = self._database_rows(tx, batch.rows, batch.extras, file_ids, part)
            kept = {row[1]: self._kept_of(tx, row[1]) for row in rows}
            if any(kept.values()):
                rows = [row for row in rows if is_typed(row[0]) or _key_of(row) not in kept[row[1]]]
            own = [row for row in rows if is_typed(row[0])]
            if own:
                rows = [row for row in rows if not is_typed(row[0])]
                gone = records.kept_uids(tx)
                own = [row for row in own if row[0] not in gone]
            added = records.insert_imported(tx, rows) + records.insert_own(tx, own)
            if added < len(rows) + len(own) and not part.known:
                imports.note_held(tx, self._batch or 0, [_key_of(row) for row in rows])
                imports.note_held_own(tx, self._batch or 0, [row[0] for row in own])
            rows = [*rows, *own]
            if added:
                self._created.update(records.types_after(tx, first))
                self._touch(tx, rows)
                if any(row[16] or row[17] for row in rows):
                    records.index_imported_text(tx, self._batch or 0, first)
        return added

    def _file_ids(self, tx: Tx, members: Sequence[int], part: _Part) -> list[int | None]:
        """The stored file of each row; a member gets its own on its first row."""
        for member in set(members) - part.member_ids.keys():
            name = part.begun.members[member]
            part.member_ids[member] = imports.add_file(
                tx, self._batch or 0, name, part.begun.format, part.sha256, 0, part.file_id
            )
        return [part.member_ids[member] for member in members]

    def _kept_of(self, tx: Tx, person_id: int) -> set[tuple[Any, ...]]:
        if person_id not in self._kept:
            self._kept[person_id] = records.kept_keys(tx, person_id)
        return self._kept[person_id]

    def _database_rows(
        self,
        tx: Tx,
        chunk: Sequence[Row],
        extras: Sequence[Extra],
        file_ids: Sequence[int | None],
        part: _Part,
    ) -> list[tuple[Any, ...]]:
        result = []
        for number, row in enumerate(chunk):
            (slug, at, offset, ended, value, value2, unit, canonical, canonical2, comparator,
             source, note, line) = row  # fmt: skip
            extra = extras[number] if extras else None
            person = self._person_of(extra)
            if person is None:
                part.left_out[extra[1] if extra else "", slug] += 1
                continue
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
                    comparator or None, self._source(tx, source), self._batch,
                    file_ids[number] if file_ids else part.file_id, line,
                    note or None, (" ".join(extra[2]) or None) if extra else None, None,
                    tx.now, tx.now, extra[3] if extra else None,
                )
            )  # fmt: skip
        return result

    def _person_of(self, extra: Extra | None) -> Person | None:
        """Whom the user named for the file's word, else `--person`, else the one of that
        name, else the default; None where the readings are to be left out."""
        users = self._answers.file_users
        if extra is not None and extra[1] in users:
            wanted = users[extra[1]]
            return next((p for p in self._persons if p.id == wanted), None)
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
        self._widen(tx)

    def _widen(self, tx: Tx) -> None:
        """The days of the whole import, for the event at its end."""
        days = [*self._days, *(day for touched in tx.touched.values() for day in touched)]
        self._days = [min(days), max(days)]

    def _note(self, file_id: int, report: FileReport) -> None:
        told = {k: v for k, v in asdict(report).items() if k not in ("path", "rejections")}
        with self._db.transaction("import", Priority.IMPORT) as tx:
            imports.note_report(tx, file_id, report.format, json.dumps(told, default=dict))

    def _end(self, added: int, *, found: bool) -> None:
        if self._batch is None:
            return
        with self._db.transaction("import", Priority.IMPORT) as tx:
            if found:
                imports.finish(tx, self._batch, added)
                if self._taken_over:
                    change_person(tx, self._default_person().id, self._taken_over)
                    self.named = PersonsChanged(tx.origin)
                for slug, n in self._created.items():
                    tx.tally(CREATED, slug, n)
                for header, mapping in self._new_mappings.items():
                    imports.remember_mapping(tx, header, mapping)
            else:
                imports.forget(tx, self._batch)
        if self._days:
            self.event = RecordsChanged(
                self._person_id, frozenset(), min(self._days), max(self._days) + 1, "import",
                self._db.origin,
            )  # fmt: skip

    # A dry run

    def _would_add(self, chunk: Batch | Block, part: _Part, met: Met) -> int:
        """How many of these readings neither the files so far nor the database holds."""
        if isinstance(chunk, Batch):
            return self._would_add_rows(chunk.rows, chunk.extras, part, met)
        assert chunk.place is not None
        passed = met.add_file(chunk.place)
        with self._db.reading_beside(chunk.place) as connection:
            groups = self._groups_by_name(connection, chunk, part)
            own = part.begun.format in OURS
            added = intake.count_new(connection, groups, passed, own=own)
        chunk.place.unlink()
        return added

    def _groups_by_name(
        self, connection: Connection, block: Block, part: _Part
    ) -> dict[int, Shared]:
        """As `_groups`, of sources that are there already."""
        ids = {name: id_ for id_, name in records.source_names(connection).items()}
        found = {}
        for number, group in enumerate(block.groups):
            person = self._person_of((None, group.person, (), None))
            if person is None:
                part.left_out[group.person, group.slug] += block.counts[number]
                continue
            kind, source = self._types[group.slug], ids.get(group.source, NOWHERE)
            found[number] = Shared(person.id, kind.id, source, None, None, None)
        return found

    def _would_add_rows(
        self, chunk: Sequence[Row], extras: Sequence[Extra], part: _Part, met: Met
    ) -> int:
        added = 0
        with self._db.reading() as connection:
            for number, row in enumerate(chunk):
                person = self._person_of(extras[number] if extras else None)
                if person is None:
                    part.left_out[extras[number][1], row[0]] += 1
                    continue
                own = extras[number][0] if extras else None
                typed = own is not None and is_typed(own)
                uid = imported_uid(person.uid, row[0], row[1], row[3], row[10], row[7], row[8])
                if typed and own is not None:
                    uid = own
                if not met.add(uid):
                    continue
                key = (
                    person.id, self._types[row[0]].id, row[1], row[3], row[10], row[7], row[8]
                )  # fmt: skip
                if not records.holds(connection, key, own, own=typed):
                    added += 1
        return added


def _chunks(event: Batch | Block) -> Iterator[Batch | Block]:
    """What is stored in one transaction each."""
    if isinstance(event, Block):
        yield event
        return
    size = min(CHUNK_ROWS, CHUNK_ROWS_APART)
    for start in range(0, len(event.rows), size):
        some = slice(start, start + size)
        yield replace(
            event, rows=event.rows[some], extras=event.extras[some], members=event.members[some]
        )


def _key_of(row: Sequence[Any]) -> tuple[Any, ...]:
    """The key (`records.KEY`) of a row as it is inserted."""
    return (row[1], row[2], row[3], row[5], row[12], row[6], row[7])


def _report(part: _Part, tally: Tally, answers: Answers) -> FileReport:
    asked = bool(tally.questions)
    # Of a file with open questions nothing is known to be new or there.
    read = tally.rejected if asked else tally.read - part.left_out.total()
    ignored, types = dict(tally.ignored), dict(tally.types)
    for (user, slug), n in part.left_out.items():
        ignored[f"user {user}"] = ignored.get(f"user {user}", 0) + n
        types[slug] -= n
    return FileReport(
        path=part.begun.label,
        format=part.begun.format,
        read=read,
        added=0 if asked else part.added,
        duplicate=0 if asked else read - tally.rejected - part.added,
        rejected=tally.rejected,
        ignored=ignored,
        types={slug: n for slug, n in types.items() if n},
        sources=dict(tally.sources),
        first=tally.first,
        last=tally.last,
        ahead=tally.ahead,
        units={slug: tuple(units) for slug, units in tally.units.items()},
        persons=dict(tally.persons),
        mappings=dict(tally.mappings),
        time_zone=tally.time_zone,
        warnings=(*_ahead(tally), *map(_rejected, tally.warnings)),
        questions=tuple(tally.questions),
        rejections=tuple(map(_rejected, tally.rejections)),
        left_out=_left_out(ignored, answers),
    )


def _left_out(ignored: Mapping[str, int], answers: Answers) -> dict[str, int]:
    """Of what is ignored the readings of people the user left out, by the file's words."""
    users = (user for user, person_id in answers.file_users.items() if person_id is None)
    return {user: ignored[f"user {user}"] for user in users if f"user {user}" in ignored}


def _rejected(told: Rejection) -> Rejected:
    return Rejected(told.line, told.code, told.params, told.member)


def _ahead(tally: Tally) -> tuple[Rejected, ...]:
    return (Rejected(0, "readings-ahead", {"n": tally.ahead}),) if tally.ahead else ()


def _open_question(part: _Part, questions: Sequence[Question]) -> OpenQuestion:
    """The first of the questions as the error that ends the call."""
    question = questions[0]
    name = Path(part.begun.label).name
    given = question.details.get("given")
    return OpenQuestion(
        _code_asked(question),
        question.choices,
        question.flag,
        name=f"{name} ({format_name(part.begun.format)})" if part.begun.of > 1 else name,
        subject=question.subject,
        answers=list(question.choices),
        **({} if given is None else {"given": given}),
    )


def _code_asked(question: Question) -> str:
    if "given" in question.details:
        return ASKED_AGAIN[question.kind]
    return "asked-mapping-ours" if question.details.get("ours") else ASKED[question.kind]


def _size(path: Path) -> int:
    """Bytes of a file, or of all in a folder; 0 where there is nothing to look at."""
    try:
        if path.is_dir():
            return sum(place.stat().st_size for place in path.rglob("*") if place.is_file())
        return path.stat().st_size
    except OSError:
        return 0


def _refuse_missing(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        raise NotFound("no-such-file", path=str(path), name=path.name) from error
    except OSError as error:
        raise BadFile("file-unreadable", path=str(path), name=path.name) from error


def _sha256(path: Path) -> str:
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile("file-unreadable", path=str(path), name=path.name) from error
