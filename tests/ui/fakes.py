"""The services as the window sees them, in memory: persons, readings, and their undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import Conflict, HealthdeskError
from healthdesk.domain.events import PersonsChanged, RecordsChanged
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.records import (
    Draft,
    FieldChange,
    Outcome,
    Person,
    Record,
    RecordQuery,
    Remark,
    UndoEntry,
)
from healthdesk.domain.reminders import Reminder, WeekOf
from healthdesk.domain.reports import Reportable
from healthdesk.domain.times import local_day
from healthdesk.domain.tokens import Token
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.services.occurrences import DueNow
from healthdesk.services.reminders import FirstOf
from healthdesk.settings import Settings


class FakeJournal:
    """Readings in a dict; what is deleted stays with a time of deletion."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.people: dict[int, Person] = {}
        self.rows: dict[int, Record] = {}
        self.to_say: dict[int, tuple[Remark, ...]] = {}
        self.refuses: HealthdeskError | None = None
        self.types_book = TypeBook(
            replace(kind, id=number) for number, kind in enumerate(CATALOGUE, start=1)
        )

    def types(self, actor: Actor) -> TypeBook:
        return self.types_book

    def types_used(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.type for row in self.live(person_id)))

    def persons(self, actor: Actor, archived: bool = False) -> tuple[Person, ...]:
        return tuple(p for p in self.people.values() if archived or p.archived_at is None)

    def default_person(self, actor: Actor) -> Person:
        known = self.persons(actor)
        return known[0] if known else self.add_person(actor, "Me")[0]

    def add_person(self, actor: Actor, name: str, **fields: Any) -> tuple[Person, UndoEntry]:
        number = len(self.people) + 1
        details = {"color": "", "birth_date": None, "sex": None, "height_cm": None,
                   "time_zone": None} | fields  # fmt: skip
        person = Person(number, bytes([number]) * 16, name, archived_at=None, **details)
        self.people[number] = person
        self._bus.publish(PersonsChanged("here"))
        return person, self._person_entry(person, "archived_at", 0, None)

    def edit_person(self, actor: Actor, person_id: int, **fields: Any) -> tuple[Person, UndoEntry]:
        before = self.people[person_id]
        self.people[person_id] = after = replace(before, **fields)
        self._bus.publish(PersonsChanged("here"))
        return after, self._person_entry(after, "name", before.name, after.name)

    def archive_person(self, actor: Actor, person_id: int) -> tuple[Person, UndoEntry]:
        if len(self.persons(actor)) == 1:
            raise Conflict("last-person")
        self.people[person_id] = person = replace(self.people[person_id], archived_at=1)
        self._bus.publish(PersonsChanged("here"))
        return person, self._person_entry(person, "archived_at", None, 1)

    def _person_entry(self, person: Person, field: str, before: Any, after: Any) -> UndoEntry:
        change = FieldChange("person", person.uid, field, before, after)
        return UndoEntry("edit-person", {}, (change,))

    def count(self, actor: Actor, query: RecordQuery) -> int:
        return sum(len(self.live(person_id)) for person_id in query.person_ids or self.people)

    def remarks(self, actor: Actor, drafts: Sequence[Draft], person_id: int) -> tuple[Remark, ...]:
        return self.to_say.get(person_id, ())

    def add(self, actor: Actor, drafts: Sequence[Draft], person_id: int) -> Outcome:
        if self.refuses is not None:
            raise self.refuses
        stored = [self._store(draft, person_id) for draft in drafts]
        self._say(stored, "add")
        changes = tuple(FieldChange("record", r.uid, "deleted_at", 0, None) for r in stored)
        return Outcome(tuple(stored), UndoEntry("add", {"n": len(stored)}, changes))

    def _store(self, draft: Draft, person_id: int) -> Record:
        number = len(self.rows) + 1
        row = Record(
            id=number, uid=number.to_bytes(16, "big"), person_id=person_id,
            type_id=self.types_book[draft.type].id, type=draft.type, value=draft.value,
            value2=draft.value2, unit=draft.unit, canonical=draft.value,
            canonical2=draft.value2, recorded_at=draft.recorded_at, offset=draft.offset,
            ended_at=draft.ended_at, comparator=draft.comparator, note=draft.note,
            tags=draft.tags, source=draft.source, import_id=None, created_at=0, updated_at=0,
            deleted_at=None,
        )  # fmt: skip
        self.rows[number] = row
        return row

    def move(self, actor: Actor, ids: Sequence[int], person_id: int) -> Outcome:
        gone = [replace(self.rows[number], deleted_at=7) for number in ids]
        here = [
            replace(row, id=number, uid=number.to_bytes(16, "big"), person_id=person_id)
            for number, row in enumerate((self.rows[one] for one in ids), len(self.rows) + 1)
        ]
        self.rows.update({row.id: row for row in (*gone, *here)})
        self._say([*gone, *here], "move")
        changes = [FieldChange("record", row.uid, "deleted_at", None, 7) for row in gone]
        changes += [FieldChange("record", row.uid, "deleted_at", 0, None) for row in here]
        return Outcome(tuple(here), UndoEntry("move", {"n": len(here)}, tuple(changes)))

    def revert(self, actor: Actor, entry: UndoEntry) -> Outcome:
        by_uid = {row.uid: row for row in self.rows.values()}
        stored, back = [], []
        for change in entry.changes:
            row = by_uid[change.uid]
            if row.deleted_at != change.after:
                raise Conflict("reading-gone-since")
            self.rows[row.id] = mended = replace(row, deleted_at=change.before)  # type: ignore[arg-type]
            stored.append(mended)
            back.append(replace(change, before=change.after, after=change.before))
        self._say(stored, "undo")
        return Outcome(tuple(stored), replace(entry, changes=tuple(back)))

    def live(self, person_id: int) -> list[Record]:
        return [r for r in self.rows.values()
                if r.person_id == person_id and r.deleted_at is None]  # fmt: skip

    def _say(self, rows: Sequence[Record], kind: str) -> None:
        for row in rows:
            day = local_day(row.recorded_at, row.offset)
            types = frozenset({row.type})
            self._bus.publish(RecordsChanged(row.person_id, types, day, day, kind, "here"))


class FakeReports:
    """Somebody without a reading: there is nothing to report."""

    def reportable(self, actor: Actor, person_id: int) -> Reportable:
        return Reportable((), None)


class FakeSources:
    """Totals that are always complete; counts how often that was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def carry_on(self, actor: Actor, *_: object) -> bool:
        self.asked += 1
        return True


class FakeGoals:
    """Nobody has a goal."""

    def follow(self, actor: Actor) -> Callable[[], None]:
        return lambda: None

    def celebrate(self, actor: Actor, person_id: int) -> tuple[GoalView, ...]:
        return ()

    def listed(
        self, actor: Actor, person_ids: Sequence[int] = (), *, archived: bool = False
    ) -> tuple[GoalView, ...]:
        return ()


class FakeReminders:
    """Nobody has a reminder."""

    def listed(self, actor: Actor, person_ids: Sequence[int] = ()) -> tuple[Reminder, ...]:
        return ()

    def first(self, actor: Actor, person_ids: Sequence[int], most: int) -> FirstOf:
        return FirstOf((), {}, 0)


class FakeOccurrences:
    """Nothing is due."""

    def due_now(self, actor: Actor, most: int, person_ids: Sequence[int] = ()) -> DueNow:
        return DueNow((), ())

    def adherence(
        self, actor: Actor, start: int, end: int, person_ids: Sequence[int] = (),
        week_start: int = 0,
    ) -> tuple[WeekOf, ...]:  # fmt: skip
        return ()


class FakeTokens:
    """No other program has a token."""

    def listed(self, actor: Actor) -> tuple[Token, ...]:
        return ()


class FakeDatabase:
    """The file, which another process may hold."""

    is_open = True
    is_kept_waiting = False


class FakeApp:
    """What `bootstrap.App` offers to the shell of the window."""

    on_network_share = False
    order_left_undone = False

    def __init__(self, paths: Paths, settings: Settings) -> None:
        self.paths = paths
        self.settings = settings
        self.bus = Bus()
        self.db = FakeDatabase()
        self.journal = FakeJournal(self.bus)
        self.goals = FakeGoals()
        self.reminders = FakeReminders()
        self.occurrences = FakeOccurrences()
        self.reports = FakeReports()
        self.sources = FakeSources()
        self.tokens = FakeTokens()
