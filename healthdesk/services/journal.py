"""Readings, persons and types: what a person writes down, mends and takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.checks import check_draft, clean_note, normal_tags, to_canonical
from healthdesk.domain.errors import Conflict, FieldError, InvalidData, NotFound
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.identity import new_uid, uid_bytes
from healthdesk.domain.meters import CREATED, DELETED, UPDATED
from healthdesk.domain.own_types import check_type
from healthdesk.domain.persons import check_person
from healthdesk.domain.records import (
    MANUAL,
    Draft,
    FieldChange,
    Outcome,
    Page,
    Person,
    Record,
    RecordQuery,
    Remark,
    UndoEntry,
)
from healthdesk.domain.times import DAY_MS, day_of, local_day
from healthdesk.domain.unusual import HISTORY, is_like, is_unlike
from healthdesk.services import own_types, persons
from healthdesk.services.bus import Bus
from healthdesk.services.writing import Clock, Write, wall_clock
from healthdesk.settings import Settings
from healthdesk.storage import persons as person_rows
from healthdesk.storage import record_queries, type_rows
from healthdesk.storage import records as rows
from healthdesk.storage.changes import Mark, mark
from healthdesk.storage.database import Connection, Database, Tx

DEFAULT_PERSON = "Me"
# Totals of so many questions are remembered.
COUNTS_KEPT = 64


class Journal:
    """The service for everything that is written down by hand, and for looking it up."""

    def __init__(
        self, db: Database, bus: Bus, settings: Settings, clock: Clock = wall_clock
    ) -> None:
        self._settings = settings
        self._db = db
        self._bus = bus
        self._clock = clock
        self._counts: dict[RecordQuery, tuple[Mark, int]] = {}

    def _write(self, kind: str) -> Write:
        """One transaction; the event goes out only after its commit."""
        return Write(self._db, self._bus, kind)

    # Types

    @needs("types.read")
    def types(self, actor: Actor) -> TypeBook:
        return self._db.types

    @needs("types.write")
    def add_type(self, actor: Actor, kind: HealthType) -> tuple[HealthType, UndoEntry]:
        """A type of the user's own. Raises `InvalidData` naming every wrong field, and
        `Conflict` where the slug is taken."""
        if kind.slug in self._db.types:
            raise Conflict("type-exists", slug=kind.slug)
        kind = check_type(kind)
        with self._write("add-type") as tx:
            change = own_types.add(tx, kind)  # another process may have been quicker
        made = self._db.types[kind.slug]
        return made, UndoEntry("add-type", {"name": made.name}, (change,))

    @needs("types.write")
    def edit_type(self, actor: Actor, /, slug: str, **fields: Any) -> tuple[HealthType, UndoEntry]:
        """Fields of a type of the user's own: name, units, decimals, hard, typical. Its unit
        and the way a day is summed up stay: the readings that are there hang on them.

        Raises `InvalidData` naming every wrong field, `NotFound`.
        """
        unknown = sorted(fields.keys() - own_types.FIELDS)
        if unknown:
            raise InvalidData(*(FieldError(name, "unknown-field") for name in unknown))
        with self._write("edit-type") as tx:
            changes = own_types.edit(tx, slug, fields)
        made = self._db.types[slug]
        return made, UndoEntry("edit-type", {"name": made.name}, changes)

    @needs("types.write")
    def remove_type(self, actor: Actor, slug: str) -> UndoEntry:
        """Take a type of the user's own out of the lists. Raises `Conflict` where something
        is recorded of it, in the bin too, and `NotFound`."""
        with self._write("remove-type") as tx:
            kind, changes = own_types.remove(tx, slug)
        return UndoEntry("remove-type", {"name": kind.name}, changes)

    @needs("types.read")
    def type_stamps(self, actor: Actor) -> dict[int, tuple[int, int]]:
        """When each type's row was made and last changed (ms), by id."""
        with self._db.reading() as connection:
            return type_rows.type_stamps(connection)

    @needs("types.read")
    def types_used(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        """Slugs of the types this person has readings of, most used first."""
        types = self._db.types
        with self._db.reading() as connection:
            return tuple(types.with_id(id_).slug for id_ in rows.types_used(connection, person_id))

    @needs("records.read")
    def sources(self, actor: Actor, person_id: int | None = None) -> tuple[str, ...]:
        with self._db.reading() as connection:
            return tuple(rows.sources(connection, person_id))

    # Persons

    @needs("persons.read")
    def persons(self, actor: Actor, archived: bool = False) -> tuple[Person, ...]:
        with self._db.reading() as connection:
            return tuple(person_rows.every(connection, archived=archived))

    @needs("persons.read")
    def person(self, actor: Actor, wanted: str | int | None = None) -> Person:
        """A person by id or name; None: the first not archived. Raises `NotFound`."""
        with self._db.reading() as connection:
            return persons.chosen(person_rows.every(connection, archived=True), wanted)

    @needs("persons.write")
    def default_person(self, actor: Actor) -> Person:
        """The first person not archived, made as "Me" where there is none yet."""
        with self._db.reading() as connection:
            known = person_rows.every(connection, archived=False)
        if known:
            return known[0]
        try:
            return self.add_person(actor, DEFAULT_PERSON)[0]
        except Conflict:  # another process made it meanwhile
            return self.person(actor)

    @needs("persons.write")
    def add_person(
        self,
        actor: Actor,
        name: str,
        color: str = "",
        birth_date: str | None = None,
        sex: str | None = None,
        height_cm: float | None = None,
        time_zone: str | None = None,
    ) -> tuple[Person, UndoEntry]:
        """Raises `InvalidData` for a wrong field and `Conflict` where the name is taken."""
        fields = {
            "name": name,
            "color": color,
            "birth_date": birth_date,
            "sex": sex,
            "height_cm": height_cm,
            "time_zone": time_zone,
        }
        with self._write("add-person") as tx:
            person, change = persons.add(tx, fields)
        return person, UndoEntry("add-person", {}, (change,))

    @needs("persons.write")
    def edit_person(
        self, actor: Actor, /, person_id: int, **fields: Any
    ) -> tuple[Person, UndoEntry]:
        """Fields: name, color, birth_date, sex, height_cm, time_zone. Raises `InvalidData`,
        `Conflict` where the name is taken, `NotFound`."""
        return self._change_person(person_id, check_person(fields), "edit-person")

    @needs("persons.write")
    def archive_person(self, actor: Actor, person_id: int) -> tuple[Person, UndoEntry]:
        """Out of the lists; readings stay. The last one left cannot be archived."""
        return self._change_person(person_id, {"archived_at": self._clock()}, "archive-person")

    @needs("persons.write")
    def unarchive_person(self, actor: Actor, person_id: int) -> tuple[Person, UndoEntry]:
        return self._change_person(person_id, {"archived_at": None}, "unarchive-person")

    def _change_person(
        self, person_id: int, fields: dict[str, Any], code: str
    ) -> tuple[Person, UndoEntry]:
        with self._write(code) as tx:
            person, changes = persons.change(tx, person_id, fields)
        return person, UndoEntry(code, {}, changes)

    # Readings: writing

    @needs("records.write")
    def add(self, actor: Actor, drafts: Sequence[Draft], person_id: int) -> Outcome:
        """Store readings as they were given; all of them or none.

        Raises `InvalidData` naming every wrong field. An equal reading is stored again:
        whether that was meant is asked before (`remarks`).
        """
        now = self._clock()
        remarks: list[Remark] = []
        with self._write("add") as tx:
            name = drafts[0].source if drafts else MANUAL
            born, source = person_rows.born_and_source(tx.raw, person_id, name)
            for draft in drafts:
                kind = self._kind(draft.type)
                remarks += check_draft(draft, kind, now_ms=now, birth_date=born)
            stored = []
            for draft in drafts:
                if source is None or draft.source != name:
                    name, source = draft.source, rows.source_id(tx, draft.source)
                if source not in tx.added:
                    tx.added = (*tx.added, source)
                stored.append(
                    rows.insert(tx, self._row(tx, draft, person_id, source), draft.source)
                )
                tx.tally(CREATED, draft.type)
        changes = tuple([FieldChange.added("record", r.uid) for r in stored])
        undo = UndoEntry("add", {"n": len(stored)}, changes)
        return Outcome(tuple(stored), undo, tuple(remarks))

    @needs("records.write")
    def edit(self, actor: Actor, record_id: int, fields: dict[str, Any]) -> Outcome:
        """Change fields of a reading: value, value2, unit, recorded_at, offset, ended_at,
        comparator, note, tags. What is not given stays. Raises `InvalidData`, `NotFound`.
        """
        now = self._clock()
        with self._write("edit") as tx:
            # Read inside, so that a field another process just changed is not put back.
            record = _first(rows.find(tx.raw, tx.types, [record_id]))
            draft = _edited(record, fields)
            kind = self._kind(record.type)
            # Only a time that is given anew is held against the birth date.
            person = person_rows.get(tx.raw, record.person_id)
            born = person.birth_date if person and "recorded_at" in fields else None
            remarks = check_draft(
                draft, kind, now_ms=now, imported=record.import_id is not None, birth_date=born
            )
            values = _value_columns(draft, kind)
            changes = rows.update(tx, record_id, values)
            if changes:
                tx.tally(UPDATED, record.type)
            stored = rows.find(tx.raw, tx.types, [record_id])
        return Outcome(tuple(stored), UndoEntry("edit", {"n": 1}, changes), remarks)

    @needs("records.write")
    def delete(self, actor: Actor, ids: Sequence[int]) -> Outcome:
        """Put readings into the bin. Raises `NotFound` where one is not there."""
        return self._bin(ids, "delete")

    @needs("records.write")
    def restore(self, actor: Actor, ids: Sequence[int]) -> Outcome:
        """Take readings out of the bin again."""
        return self._bin(ids, "restore")

    def _bin(self, ids: Sequence[int], kind: str) -> Outcome:
        with self._write(kind) as tx:
            ids = list(dict.fromkeys(ids))
            found = _all_there(rows.find(tx.raw, tx.types, ids), ids)
            deleted_at = tx.now if kind == "delete" else None
            changes: list[FieldChange] = []
            for record in found:
                if (record.deleted_at is None) != (deleted_at is None):
                    changes += rows.update(tx, record.id, {"deleted_at": deleted_at})
                    tx.tally(DELETED if kind == "delete" else UPDATED, record.type)
                elif kind == "delete":
                    raise NotFound("unknown-record")
            stored = rows.find(tx.raw, tx.types, ids)
        return Outcome(tuple(stored), UndoEntry(kind, {"n": len(stored)}, tuple(changes)))

    @needs("records.write")
    def purge(
        self, actor: Actor, ids: Sequence[int] | None = None, person_id: int | None = None
    ) -> int:
        """Remove readings in the bin for good (None: all of them); returns how many."""
        with self._write("purge") as tx:
            chosen = rows.binned_ids(tx, person_id) if ids is None else ids
            return rows.purge(tx, chosen)

    @needs("records.write")
    def purge_older(self, actor: Actor, days: int) -> int:
        """Remove readings that have been in the bin for so many days; returns how many."""
        before = self._clock() - days * DAY_MS
        with self._db.reading() as connection:
            if not rows.binned_before(connection, before):
                return 0
        with self._write("purge") as tx:
            return rows.purge(tx, rows.binned_before(tx.raw, before))

    @needs("records.write")
    def move(self, actor: Actor, ids: Sequence[int], person_id: int) -> Outcome:
        """Give readings to another person: new rows there, the old ones in the bin."""
        changes: list[FieldChange] = []
        with self._write("move") as tx:
            born = person_rows.born(tx.raw, person_id)
            new_ids = []
            ids = list(dict.fromkeys(ids))
            for record in _all_there(rows.find(tx.raw, tx.types, ids), ids):
                if record.person_id == person_id or record.deleted_at is not None:
                    continue
                _refuse_before_birth(record, born)
                uid = new_uid(tx.now)
                new_ids.append(rows.copy_to_person(tx, record.id, person_id, uid))
                rows.keep_key(tx, record.id, rows.stored_fields(tx, record.id))
                changes += rows.update(tx, record.id, {"deleted_at": tx.now})
                tx.tally(UPDATED, record.type)
                changes.append(FieldChange.added("record", uid))
            stored = rows.find(tx.raw, tx.types, new_ids)
        return Outcome(tuple(stored), UndoEntry("move", {"n": len(stored)}, tuple(changes)))

    @needs("records.write")
    def revert(self, actor: Actor, entry: UndoEntry) -> Outcome:
        """Take a change back (or, with the entry this gives, make it again).

        A new write, never a rewind: it runs only while every field still holds what the
        change set; raises `Conflict` otherwise, and changes nothing.
        """
        from healthdesk.services.taking_back import take_back  # seldom: not loaded for an entry

        with self._write("undo") as tx:
            ids, changes = take_back(tx, entry.changes, self._settings)
            stored = rows.find(tx.raw, tx.types, ids)
        return Outcome(tuple(stored), UndoEntry(entry.code, entry.params, changes))

    # Readings: looking up

    @needs("records.read")
    def get(self, actor: Actor, wanted: int | bytes | str) -> Record:
        """A reading by id or uid, binned ones included. Raises `NotFound`."""
        with self._db.reading() as connection:
            id_ = _record_id(connection, wanted)
            return _first(rows.find(connection, self._db.types, [id_]))

    @needs("records.read")
    def page(self, actor: Actor, query: RecordQuery, offset: int, limit: int) -> Page:
        """`limit` records from `offset` on (0: all) and how many there are in all."""
        types = self._checked_types(query)
        with self._db.reading() as connection:
            return Page(
                rows.page(connection, types, query, offset, limit),
                self._count(connection, types, query),
            )

    @needs("records.read")
    def slice(self, actor: Actor, query: RecordQuery, offset: int, limit: int) -> Sequence[Record]:
        """A page without its total, for tables that know it already."""
        types = self._checked_types(query)
        with self._db.reading() as connection:
            return rows.page(connection, types, query, offset, limit)

    @needs("records.read")
    def count(self, actor: Actor, query: RecordQuery) -> int:
        types = self._checked_types(query)
        with self._db.reading() as connection:
            return self._count(connection, types, query)

    def _count(self, connection: Connection, types: TypeBook, query: RecordQuery) -> int:
        """Pages follow one another, and all of them tell the same total."""
        if query.import_id is not None:  # rows change hands between imports without a note
            return record_queries.count(connection, types, query)
        newest = mark(connection)
        known = self._counts.get(query)
        if known is not None and known[0] == newest:
            return known[1]
        found = record_queries.count(connection, types, query)
        if len(self._counts) >= COUNTS_KEPT:
            self._counts = {}
        self._counts[query] = newest, found
        return found

    @needs("records.read")
    def stand(self, actor: Actor) -> Mark:
        """The newest write of any process: as long as it is the same, so is what is stored."""
        with self._db.reading() as connection:
            return mark(connection)

    @needs("records.read")
    def remarks(self, actor: Actor, drafts: Sequence[Draft], person_id: int) -> tuple[Remark, ...]:
        """What to ask before drafts are stored: far from this person's own values (with the
        person it would fit, by name), or there already."""
        found: list[Remark] = []
        with self._db.reading() as connection:
            for draft in drafts:
                kind = self._kind(draft.type)
                value, value2 = to_canonical(draft, kind)
                key = (kind.id, draft.recorded_at, value, value2)
                if rows.equal_readings(connection, self._db.types, person_id, key):
                    found.append(Remark("have-already", {"type": kind.slug}))
                found += _unusual(connection, kind, draft, value, person_id)
        return tuple(found)

    @needs("goals.read")
    def has_target(self, actor: Actor, person_id: int, slugs: Collection[str]) -> bool:
        """Whether a reading of these types may have reached a goal: a quick look for who would
        have to load all that goals need."""
        ids = [self._kind(slug).id for slug in slugs]
        with self._db.reading() as connection:
            return person_rows.has_target(connection, person_id, ids)

    # Inside

    def _kind(self, slug: str) -> HealthType:
        kind = self._db.types.get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        return kind

    def _checked_types(self, query: RecordQuery) -> TypeBook:
        for slug in query.types:
            self._kind(slug)
        return self._db.types

    def _row(self, tx: Tx, draft: Draft, person_id: int, source: int) -> tuple[Any, ...]:
        kind = self._kind(draft.type)
        columns = _value_columns(draft, kind)
        return (
            new_uid(tx.now), person_id, kind.id, columns["recorded_at"], columns["offset_min"],
            columns["ended_at"], columns["value"], columns["value2"], columns["given"],
            columns["given2"], columns["given_unit"], columns["comparator"], source,
            None, None, None, columns["note"], columns["tags"], None, tx.now, tx.now, None,
        )  # fmt: skip


def _value_columns(draft: Draft, kind: HealthType) -> dict[str, Any]:
    """The changeable columns of a draft: canonical, and as given only where that differs."""
    value, value2 = to_canonical(draft, kind)
    given2 = draft.value2 if kind.parts else 0.0
    return {
        "recorded_at": draft.recorded_at,
        "offset_min": draft.offset,
        "ended_at": draft.recorded_at if draft.ended_at is None else draft.ended_at,
        "value": value,
        "value2": value2,
        "given": None if draft.value == value else float(draft.value),
        "given2": None if given2 == value2 else given2,
        "given_unit": None if draft.unit == kind.unit else draft.unit,
        "comparator": draft.comparator or None,
        "note": clean_note(draft.note) or None,
        "tags": " ".join(normal_tags(draft.tags)) or None,
    }


def _edited(record: Record, fields: dict[str, Any]) -> Draft:
    unknown = fields.keys() - {
        "value", "value2", "unit", "recorded_at", "offset", "ended_at", "comparator", "note",
        "tags",
    }  # fmt: skip
    if unknown:
        raise InvalidData(*(FieldError(name, "unknown-field") for name in sorted(unknown)))
    now = {
        "value": record.value, "value2": record.value2, "unit": record.unit,
        "recorded_at": record.recorded_at, "offset": record.offset, "ended_at": record.ended_at,
        "comparator": record.comparator, "note": record.note, "tags": record.tags,
    }  # fmt: skip
    if "recorded_at" in fields and "ended_at" not in fields and record.ended_at is not None:
        # The whole interval moves with its beginning.
        now["ended_at"] = record.ended_at + fields["recorded_at"] - record.recorded_at
    return Draft(type=record.type, source=record.source, **{**now, **fields})


def _unusual(
    connection: Any, kind: HealthType, draft: Draft, value: float, person_id: int
) -> list[Remark]:
    if kind.aggregate == "sum" or kind.codes or draft.comparator:
        return []

    def latest(of: int) -> list[float]:
        return rows.recent_values(connection, of, kind.id, draft.recorded_at, HISTORY)

    if not is_unlike(kind, value, latest(person_id)):
        return []
    for other in person_rows.every(connection, archived=False):
        if other.id != person_id and is_like(kind, value, latest(other.id)):
            return [Remark("unlike-person", {"type": kind.slug, "other": other.name})]
    return [Remark("unlike-person", {"type": kind.slug, "other": ""})]


def _refuse_before_birth(record: Record, born: str | None) -> None:
    if born and local_day(record.recorded_at, record.offset) < day_of(dt.date.fromisoformat(born)):
        raise InvalidData(FieldError("recorded_at", "before-birth", birth_date=born))


def _record_id(connection: Any, wanted: int | bytes | str) -> int:
    if isinstance(wanted, str):
        text = wanted.strip()
        if text.isdigit() and len(text) < 19:
            return int(text)
        try:
            wanted = uid_bytes(text)
        except ValueError as error:
            raise NotFound("unknown-record") from error
    if isinstance(wanted, bytes):
        id_ = rows.id_of(connection, wanted)
        if id_ is None:
            raise NotFound("unknown-record")
        return id_
    return wanted


def _first(found: Sequence[Record]) -> Record:
    if not found:
        raise NotFound("unknown-record")
    return found[0]


def _all_there(found: Sequence[Record], ids: Sequence[int]) -> Sequence[Record]:
    if len(found) != len(ids):
        raise NotFound("unknown-record")
    return found
