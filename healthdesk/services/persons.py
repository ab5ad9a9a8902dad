"""What `Journal` writes of persons, inside its transactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.domain.errors import Conflict, NotFound
from healthdesk.domain.events import PersonsChanged
from healthdesk.domain.identity import new_uid
from healthdesk.domain.persons import check_person
from healthdesk.domain.records import PERSON_COLORS, FieldChange, Person
from healthdesk.services.writing import writer_code
from healthdesk.storage import persons as rows
from healthdesk.storage.changes import row_writer
from healthdesk.storage.database import Connection, Tx


def chosen(everybody: Sequence[Person], wanted: str | int | None) -> Person:
    """A person by id or name, one who is not archived before one who is; None: the first not
    archived. Raises `NotFound`."""
    live = [person for person in everybody if person.archived_at is None]
    if wanted is None:
        if not live:
            raise NotFound("no-person")
        return live[0]
    text = str(wanted).strip().casefold()
    for person in everybody:
        if str(person.id) == text:
            return person
    for person in (*live, *everybody):
        if person.name.casefold() == text:
            return person
    raise NotFound("unknown-person")


def add(tx: Tx, fields: dict[str, Any]) -> tuple[Person, FieldChange]:
    """Raises `InvalidData` for a wrong field and `Conflict` where the name is taken."""
    everybody = rows.every(tx.raw, archived=True)
    color = fields["color"] or PERSON_COLORS[len(everybody) % len(PERSON_COLORS)]
    fields = check_person({**fields, "color": color})
    _refuse_same_name(everybody, fields["name"], None)
    uid = new_uid(tx.now)
    id_ = rows.insert(tx, uid, fields)
    tx.announce = PersonsChanged(tx.origin)
    return one(tx.raw, id_), FieldChange.added("person", uid, "archived_at")


def change(
    tx: Tx, person_id: int, fields: dict[str, Any]
) -> tuple[Person, tuple[FieldChange, ...]]:
    """The person as they are after it. Raises `NotFound`, and `Conflict` where the name is
    taken or nobody would be left."""
    changes = _update(tx, one(tx.raw, person_id), fields)
    return one(tx.raw, person_id), changes


def revert(tx: Tx, change: FieldChange) -> tuple[FieldChange, ...]:
    """Take one change of a person back, for `Journal.revert`. Raises `Conflict` where the field
    no longer holds what the change set."""
    person = rows.get_by_uid(tx.raw, change.uid)
    if person is None:
        raise NotFound("unknown-person")
    if getattr(person, change.field) != change.after:
        writer = row_writer(tx.raw, rows.updated_at(tx.raw, person.id), PersonsChanged.__name__)
        raise Conflict("person-changed-since", name=person.name, writer=writer_code(tx, writer))
    return _update(tx, person, {change.field: change.put_back(tx.now)})


def one(connection: Connection, person_id: int) -> Person:
    """Raises `NotFound`."""
    person = rows.get(connection, person_id)
    if person is None:
        raise NotFound("unknown-person")
    return person


def _update(tx: Tx, person: Person, fields: dict[str, Any]) -> tuple[FieldChange, ...]:
    """By hand or by undo: no two of one name, and somebody is always left."""
    if fields.get("archived_at"):
        live = rows.every(tx.raw, archived=False)
        if [each.id for each in live] == [person.id]:
            raise Conflict("last-person")
    if "name" in fields:
        _refuse_same_name(rows.every(tx.raw, archived=True), fields["name"], person.id)
    changes = rows.update(tx, person, fields)
    if changes:
        tx.announce = PersonsChanged(tx.origin)
    return changes


def _refuse_same_name(everybody: Sequence[Person], name: str, except_id: int | None) -> None:
    for person in everybody:
        if person.id != except_id and person.name.casefold() == name.casefold():
            raise Conflict("person-exists")
