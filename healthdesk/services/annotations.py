"""Notes at a time: what a person writes on a chart, mends and takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.annotations import (
    Annotation,
    AnnotationDraft,
    AnnotationOutcome,
    AnnotationQuery,
    checked,
)
from healthdesk.domain.errors import Conflict, FieldError, InvalidData, NotFound
from healthdesk.domain.events import AnnotationsChanged
from healthdesk.domain.identity import new_uid, uid_bytes
from healthdesk.domain.records import FieldChange, UndoEntry
from healthdesk.domain.times import DAY_MS, isoformat
from healthdesk.services.bus import Bus
from healthdesk.services.writing import Clock, Write, wall_clock, writer_code
from healthdesk.storage import annotations as rows
from healthdesk.storage import persons
from healthdesk.storage.changes import row_writer
from healthdesk.storage.database import Connection, Database, Tx

EDITABLE = frozenset({"at", "offset", "ended_at", "kind", "text", "types"})


class Annotations:
    """The notes on the charts of everybody in one file."""

    def __init__(self, db: Database, bus: Bus, clock: Clock = wall_clock) -> None:
        self._db = db
        self._bus = bus
        self._clock = clock

    @needs("records.read")
    def listed(self, actor: Actor, query: AnnotationQuery) -> tuple[Annotation, ...]:
        """The notes a query finds, oldest first. Raises `InvalidData` for an unknown type."""
        if query.slug and query.slug not in self._db.types:
            raise InvalidData(FieldError("type", "unknown-type", slug=query.slug[:80]))
        with self._db.reading() as connection:
            return tuple(rows.every(connection, query))

    @needs("records.read")
    def get(self, actor: Actor, wanted: int | str) -> Annotation:
        """A note by id or uid, deleted ones included. Raises `NotFound`."""
        with self._db.reading() as connection:
            return _one(connection, wanted)

    @needs("records.write")
    def add(
        self, actor: Actor, drafts: Sequence[AnnotationDraft], person_id: int
    ) -> AnnotationOutcome:
        """Store notes, all or none. Raises `InvalidData` naming every wrong field, and
        `NotFound` for an unknown person."""
        with self._write("add-annotation") as tx:
            tx.announce = AnnotationsChanged(person_id, tx.origin)
            born = persons.born(tx.raw, person_id)
            good = [self._checked(tx, draft, born) for draft in drafts]
            ids = [rows.insert(tx, new_uid(tx.now), person_id, draft) for draft in good]
            stored = tuple(rows.find(tx.raw, ids))
        changes = tuple(FieldChange.added("annotation", one.uid) for one in stored)
        return AnnotationOutcome(stored, _entry("add-annotation", stored, changes))

    @needs("records.write")
    def edit(self, actor: Actor, /, annotation_id: int, **fields: Any) -> AnnotationOutcome:
        """Change fields of a note: at, offset, ended_at, kind, text, types. What is not given
        stays; a span moves with its beginning. Raises `InvalidData`, `NotFound`."""
        unknown = sorted(fields.keys() - EDITABLE)
        if unknown:
            raise InvalidData(*(FieldError(name, "unknown-field") for name in unknown))
        with self._write("edit-annotation") as tx:
            known = _one(tx.raw, annotation_id)
            tx.announce = AnnotationsChanged(known.person_id, tx.origin)
            born = persons.born(tx.raw, known.person_id) if "at" in fields else None
            draft = self._checked(tx, _edited(known, fields), born, known.types)
            changes = rows.update(tx, known, rows.columns_of(draft))
            stored = tuple(rows.find(tx.raw, [known.id]))
        return AnnotationOutcome(stored, _entry("edit-annotation", stored, changes))

    @needs("records.write")
    def delete(self, actor: Actor, ids: Sequence[int]) -> AnnotationOutcome:
        """Take notes off the charts. Raises `NotFound` where one is not there."""
        return self._bin(ids, "delete-annotation")

    @needs("records.write")
    def restore(self, actor: Actor, ids: Sequence[int]) -> AnnotationOutcome:
        """Bring deleted notes back. Raises `NotFound`."""
        return self._bin(ids, "restore-annotation")

    @needs("records.write")
    def purge(self, actor: Actor, ids: Sequence[int]) -> int:
        """Remove deleted notes for good; returns how many. Raises `NotFound`."""
        with self._write("purge-annotation") as tx:
            found = [_one(tx.raw, id_) for id_ in ids]
            tx.announce = AnnotationsChanged(_person_of(found), tx.origin)
            return rows.purge(tx, [one.id for one in found])

    @needs("records.write")
    def purge_older(self, actor: Actor, days: int) -> int:
        """Remove notes for good that were deleted so many days ago; returns how many."""
        before = self._clock() - days * DAY_MS
        with self._db.reading() as connection:
            if not rows.deleted_before(connection, before):
                return 0
        with self._write("purge-annotation") as tx:
            tx.announce = AnnotationsChanged(None, tx.origin)
            return rows.purge(tx, rows.deleted_before(tx.raw, before))

    # Inside

    def _write(self, kind: str) -> Write:
        """One transaction; the event goes out only after its commit."""
        return Write(self._db, self._bus, kind)

    def _bin(self, ids: Sequence[int], kind: str) -> AnnotationOutcome:
        delete = kind == "delete-annotation"
        changes: list[FieldChange] = []
        with self._write(kind) as tx:
            ids = list(dict.fromkeys(ids))
            found = [_one(tx.raw, id_) for id_ in ids]
            tx.announce = AnnotationsChanged(_person_of(found), tx.origin)
            for one in found:
                if delete and one.deleted_at is not None:
                    raise NotFound("unknown-annotation")
                changes += rows.update(tx, one, {"deleted_at": tx.now if delete else None})
            stored = tuple(rows.find(tx.raw, ids))
        return AnnotationOutcome(stored, _entry(kind, stored, tuple(changes)))

    def _checked(
        self, tx: Tx, draft: AnnotationDraft, born: str | None, held: tuple[str, ...] = ()
    ) -> AnnotationDraft:
        """`held` are types it had before, which may have gone since."""
        slugs = {kind.slug for kind in tx.types} | set(held)
        return checked(draft, slugs, now_ms=self._clock(), birth_date=born)


def revert(tx: Tx, change: FieldChange) -> tuple[FieldChange, ...]:
    """Take one change of a note back, for `Journal.revert`. Raises `Conflict` where the field
    no longer holds what the change set."""
    known = rows.with_uid(tx.raw, change.uid)
    if known is None:
        raise Conflict("annotation-gone-since")
    tx.announce = AnnotationsChanged(known.person_id, tx.origin)
    if rows.stored_fields(tx.raw, known.id)[change.field] != change.after:
        writer = row_writer(tx.raw, known.updated_at, AnnotationsChanged.__name__)
        raise Conflict(
            "annotation-changed-since",
            time=isoformat(known.at, known.offset),
            writer=writer_code(tx, writer),
        )
    return rows.update(tx, known, {change.field: change.put_back(tx.now)})


def _one(connection: Connection, wanted: int | str) -> Annotation:
    """Raises `NotFound`."""
    if isinstance(wanted, str):
        text = wanted.strip()
        if not (text.isdigit() and len(text) < 19):
            return _with_uid(connection, text)
        wanted = int(text)
    for one in rows.find(connection, [wanted]):
        return one
    raise NotFound("unknown-annotation")


def _with_uid(connection: Connection, text: str) -> Annotation:
    try:
        found = rows.with_uid(connection, uid_bytes(text))
    except ValueError as error:
        raise NotFound("unknown-annotation") from error
    if found is None:
        raise NotFound("unknown-annotation")
    return found


def _edited(known: Annotation, fields: dict[str, Any]) -> AnnotationDraft:
    now: dict[str, Any] = {
        "at": known.at, "offset": known.offset, "ended_at": known.ended_at, "kind": known.kind,
        "text": known.text, "types": known.types,
    }  # fmt: skip
    if "at" in fields and "ended_at" not in fields and known.ended_at is not None:
        now["ended_at"] = known.ended_at + fields["at"] - known.at
    return AnnotationDraft(**{**now, **fields})


def _person_of(found: Sequence[Annotation]) -> int | None:
    """None where they are several people's."""
    people = {one.person_id for one in found}
    return people.pop() if len(people) == 1 else None


def _entry(code: str, stored: Sequence[Annotation], changes: tuple[FieldChange, ...]) -> UndoEntry:
    return UndoEntry(code, {"n": len(stored)}, changes)
