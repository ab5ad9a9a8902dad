"""Reminders: set, changed, switched off; when they come next.

What happens when one is due is `occurrences`; who looks when, `scheduler`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from healthdesk.domain import reminders as rules
from healthdesk.domain import schedules
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import Conflict, FieldError, InvalidData, NotFound
from healthdesk.domain.events import RemindersChanged
from healthdesk.domain.identity import new_uid, uid_bytes
from healthdesk.domain.records import ABSENT, FieldChange, UndoEntry, by_row, still_held
from healthdesk.domain.reminders import Reminder, ReminderDraft, Status
from healthdesk.domain.times import to_datetime
from healthdesk.services.bus import Bus
from healthdesk.services.writing import Clock, Write, wall_clock, writer_code
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import deliveries, persons
from healthdesk.storage import occurrences as due_rows
from healthdesk.storage import reminders as rows
from healthdesk.storage.changes import row_writer
from healthdesk.storage.database import Connection, Database, Tx
from healthdesk.storage.state import remembered

EDITABLE = frozenset(ReminderDraft.__dataclass_fields__)
# When somebody last looked what is due (ms), as it is remembered beside the readings.
TRIGGERED = "reminders.triggered"
# Shown while somebody chooses the times.
SHOWN_TIMES = 5


@dataclass(frozen=True, slots=True)
class ReminderOutcome:
    """The reminder as it stands after a change, and the way back."""

    reminder: Reminder
    undo: UndoEntry


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first of several reminders, and how many there are in all; `offsets` (minutes, by
    id) hold at their next times."""

    reminders: tuple[Reminder, ...]
    offsets: Mapping[int, int]
    total: int


OVERDUE_MS = 3_600_000


class Zones:
    """The zone each reminder is meant in: its own, the person's, else the settings'."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._people = rows.zones(connection)
        self._settings = settings
        self._known: dict[str | None, dt.tzinfo] = {}

    def of(self, person_id: int, chosen: str | None) -> dt.tzinfo:
        """Raises InvalidData for a zone that is not known."""
        name = chosen or self._people.get(person_id)
        zone = self._known.get(name)
        if zone is None:
            zone = self._known[name] = local_zone(self._settings, name)
        return zone

    def of_reminder(self, reminder: Reminder) -> dt.tzinfo:
        return self.of(reminder.person_id, reminder.draft.zone)


class Reminders:
    """The reminders of everybody in one file."""

    def __init__(
        self, db: Database, bus: Bus, settings: Settings, clock: Clock = wall_clock
    ) -> None:
        self._db, self._bus, self._settings, self._clock = db, bus, settings, clock

    # Looking

    @needs("reminders.read")
    def listed(
        self, actor: Actor, person_ids: Sequence[int] = (), *, inactive: bool = True
    ) -> tuple[Reminder, ...]:
        """Reminders by their next time, of everybody where nobody is named."""
        with self._db.reading() as connection:
            types = self._db.types
            return tuple(rows.every(connection, types, person_ids, inactive=inactive))

    @needs("reminders.read")
    def first(self, actor: Actor, person_ids: Sequence[int], most: int) -> FirstOf:
        """As `listed` with those at rest, no more than so many: there may be thousands."""
        with self._db.reading() as connection:
            found = rows.every(connection, self._db.types, person_ids, inactive=True, limit=most)
            zones = Zones(connection, self._settings)
            offsets = {
                one.id: rules.local_offset(one.next_run_at, zones.of_reminder(one))
                for one in found
                if one.next_run_at is not None
            }
            return FirstOf(tuple(found), offsets, rows.count(connection, person_ids))

    @needs("reminders.read")
    def get(self, actor: Actor, wanted: int | str) -> Reminder:
        """A reminder by id or uid. Raises `NotFound`."""
        with self._db.reading() as connection:
            return self._one(connection, wanted)

    @needs("reminders.read")
    def zone_of(self, actor: Actor, reminder: Reminder) -> dt.tzinfo:
        with self._db.reading() as connection:
            return Zones(connection, self._settings).of_reminder(reminder)

    @needs("reminders.read")
    def next_times(
        self, actor: Actor, person_id: int, draft: ReminderDraft, count: int = SHOWN_TIMES
    ) -> tuple[dt.datetime, ...]:
        """When a reminder not stored yet would come next, each at its own offset. Raises
        `InvalidData` naming every wrong field of the times."""
        with self._db.reading() as connection:
            zone = Zones(connection, self._settings).of(person_id, draft.zone)
        now = self._clock()
        start = None if draft.starts_on is None else _date(draft.starts_on)
        if start is None and draft.every_days is not None:
            start = _today(now, zone)
        schedule = schedules.checked(draft.cron, draft.every_days, start)
        times = schedules.first_times(schedule, zone, now, count)
        return tuple(to_datetime(at, rules.local_offset(at, zone)) for at in times)

    @needs("reminders.read")
    def status(self, actor: Actor, person_ids: Sequence[int] = ()) -> Status:
        with self._db.reading() as connection:
            found = rows.every(connection, self._db.types, person_ids, inactive=True)
            waiting = due_rows.open_ones(connection, self._db.types, person_ids)
            counts = due_rows.counts(connection, person_ids)
            told = deliveries.told(connection, person_ids)
            triggered = remembered(connection, TRIGGERED, None)
        active = [one for one in found if one.active]
        now = self._clock()
        since = [one.raised_at for one in waiting if one.raised_at is not None]
        return Status(
            len(active),
            len(waiting),
            sum(at <= now - OVERDUE_MS for at in since),
            min((one.next_run_at for one in active if one.next_run_at is not None), default=None),
            max((one.last_run_at for one in found if one.last_run_at is not None), default=None),
            told.get("sent", 0),
            told.get("failed", 0),
            counts.get("missed", 0),
            triggered,
        )

    # Changing

    @needs("reminders.write")
    def add(self, actor: Actor, person_id: int, draft: ReminderDraft) -> ReminderOutcome:
        """Set a reminder. Raises `InvalidData` naming every wrong field, and `NotFound` for an
        unknown person."""
        with self._write("add-reminder") as tx:
            reminder, change = self._insert(tx, person_id, draft)
            tx.announce = RemindersChanged(person_id, tx.origin)
        return ReminderOutcome(reminder, UndoEntry("add-reminder", {}, (change,)))

    @needs("reminders.write")
    def store(
        self, actor: Actor, person_id: int, drafts: Sequence[ReminderDraft],
        replacing: int | None = None,
    ) -> tuple[tuple[Reminder, ...], UndoEntry]:  # fmt: skip
        """Set several reminders in one step, as times that one expression can't hold need; the
        first takes the place of the one with the id `replacing`. Raises `InvalidData` and
        `NotFound`; then none is stored."""
        code = "add-reminder" if replacing is None else "edit-reminder"
        found: list[Reminder] = []
        changes: tuple[FieldChange, ...] = ()
        with self._write(code) as tx:
            rest = list(drafts)
            if replacing is not None:
                known = self._one(tx.raw, replacing)
                good, _ = self._checked(tx.raw, known.person_id, rest.pop(0))
                changes = rows.update(tx, known, rows.columns_of(good, tx.types))
                found.append(after_change(tx, known.uid, self._settings, self._clock()))
            for draft in rest:
                reminder, change = self._insert(tx, person_id, draft)
                found.append(reminder)
                changes += (change,)
            tx.announce = RemindersChanged(person_id, tx.origin)
        return tuple(found), UndoEntry(code, {}, changes)

    @needs("reminders.write")
    def edit(self, actor: Actor, /, reminder_id: int, **fields: Any) -> ReminderOutcome:
        """Change fields of a reminder; what is not given stays. Raises `InvalidData`,
        `NotFound`."""
        wrong = sorted(fields.keys() - EDITABLE)
        if wrong:
            raise InvalidData(*(FieldError(name, "unknown-field") for name in wrong))

        def values_of(tx: Tx, reminder: Reminder) -> Mapping[str, Any]:
            draft = replace(reminder.draft, **fields)
            if {"cron", "every_days"} & fields.keys() and draft.every_days is None:
                # A start date without a distance would stay unseen.
                draft = replace(draft, starts_on=fields.get("starts_on"))
            good, _ = self._checked(tx.raw, reminder.person_id, draft)
            return rows.columns_of(good, tx.types)

        return self._change("edit-reminder", reminder_id, values_of)

    @needs("reminders.write")
    def enable(self, actor: Actor, reminder_id: int) -> ReminderOutcome:
        """Let a reminder come again, from now on."""
        return self._change("enable-reminder", reminder_id, lambda *_: {"active": 1})

    @needs("reminders.write")
    def disable(self, actor: Actor, reminder_id: int) -> ReminderOutcome:
        """Let a reminder rest; what it still asks is taken back."""
        return self._change("disable-reminder", reminder_id, lambda *_: {"active": 0})

    @needs("reminders.write")
    def remove(self, actor: Actor, reminder_id: int) -> UndoEntry:
        """Out of the lists; its history stays. Raises `NotFound`."""
        with self._write("remove-reminder") as tx:
            reminder = self._one(tx.raw, reminder_id)
            changes = rows.update(tx, reminder, {"active": 0, "deleted_at": self._clock()})
            after_change(tx, reminder.uid, self._settings, self._clock())
        return UndoEntry("remove-reminder", {}, changes)

    @needs("reminders.write")
    def work_out_anew(self, actor: Actor) -> int:
        """Put each next time where it belongs now, after a change of zone or clock; what has
        come due stays due. Returns how many moved."""
        now = self._clock()
        with self._db.reading() as connection:
            moved = self._moved(connection, now)
        if not moved:
            return 0
        with self._write("reminders-anew") as tx:
            moved = self._moved(tx.raw, now)
            rows.set_next(tx, moved)
            tx.announce = RemindersChanged(None, tx.origin)
        return len(moved)

    # Inside

    def _moved(self, connection: Connection, now: int) -> list[tuple[int | None, None, int]]:
        zones = Zones(connection, self._settings)
        moved: list[tuple[int | None, None, int]] = []
        for reminder in rows.every(connection, self._db.types):
            if reminder.next_run_at is not None and reminder.next_run_at <= now:
                continue
            try:
                zone = zones.of_reminder(reminder)
            except InvalidData:
                continue
            next_at = schedules.next_after(reminder.schedule, zone, now)
            if next_at != reminder.next_run_at:
                moved.append((next_at, None, reminder.id))
        return moved

    def _insert(self, tx: Tx, person_id: int, draft: ReminderDraft) -> tuple[Reminder, FieldChange]:
        now = self._clock()
        persons.born(tx.raw, person_id)
        good, zone = self._checked(tx.raw, person_id, draft)
        next_at = schedules.next_after(good.schedule, zone, now)
        id_ = rows.insert(
            tx, new_uid(now), person_id, good, next_at, {"created_at": now, "updated_at": now}
        )
        reminder = self._one(tx.raw, id_)
        return reminder, FieldChange.added("reminder", reminder.uid)

    def _change(
        self, code: str, wanted: int, values_of: Callable[[Tx, Reminder], Mapping[str, Any]]
    ) -> ReminderOutcome:
        with self._write(code) as tx:
            reminder = self._one(tx.raw, wanted)
            changes = rows.update(tx, reminder, values_of(tx, reminder))
            after = after_change(tx, reminder.uid, self._settings, self._clock())
        return ReminderOutcome(after, UndoEntry(code, {}, changes))

    def _write(self, kind: str) -> Write:
        return Write(self._db, self._bus, kind)

    def _one(self, connection: Connection, wanted: int | str) -> Reminder:
        types = self._db.types
        found: Reminder | None
        if isinstance(wanted, str) and not (wanted.strip().isdigit() and len(wanted) < 19):
            try:
                found = rows.with_uid(connection, types, uid_bytes(wanted.strip()))
            except ValueError as error:
                raise NotFound("unknown-reminder") from error
            wanted = 0 if found is None else found.id
        found = rows.with_id(connection, types, int(wanted))
        if found is None:
            raise NotFound("unknown-reminder")
        return found

    def _checked(
        self, connection: Connection, person_id: int, draft: ReminderDraft
    ) -> tuple[ReminderDraft, dt.tzinfo]:
        """Raises `InvalidData` naming every wrong field."""
        wrong: list[FieldError] = []
        zone: dt.tzinfo = dt.UTC
        try:
            zone = Zones(connection, self._settings).of(person_id, draft.zone)
        except InvalidData:
            wrong.append(FieldError("zone", "unknown-zone", zone=str(draft.zone)[:80]))
        if draft.type is not None and draft.type not in self._db.types:
            wrong.append(FieldError("type", "unknown-type", slug=draft.type[:80]))
        try:
            good = rules.checked(draft, today=_today(self._clock(), zone))
        except InvalidData as error:
            raise InvalidData(*error.fields, *wrong) from None
        if wrong:
            raise InvalidData(*wrong)
        return good, zone


def after_change(tx: Tx, uid: bytes, settings: Settings, now: int) -> Reminder:
    """Work out the next time of a reminder whose fields were changed, and take back what one
    that rests still asks. Returns it as it stands then."""
    reminder = cast("Reminder", rows.with_uid(tx.raw, tx.types, uid))
    next_at = None
    if reminder.active:
        zone = Zones(tx.raw, settings).of_reminder(reminder)
        next_at = schedules.next_after(reminder.schedule, zone, now)
    else:
        waiting = [one.id for one in due_rows.open_of(tx.raw, tx.types, reminder.id)]
        due_rows.set_states(tx, waiting, "skipped", now)
        due_rows.note(tx, [(id_, now, "withdrawn", None, None) for id_ in waiting])
    rows.set_next(tx, [(next_at, None, reminder.id)])
    tx.announce = RemindersChanged(reminder.person_id, tx.origin)
    return replace(reminder, next_run_at=next_at)


def revert(
    tx: Tx, changes: Sequence[FieldChange], settings: Settings, now: int
) -> tuple[FieldChange, ...]:
    """Take changes of reminders back, for `Journal.revert`. Raises `Conflict` where a field no
    longer holds what the change set."""
    inverse: list[FieldChange] = []
    for uid, own in by_row(changes).items():
        reminder = rows.with_uid(tx.raw, tx.types, uid)
        if reminder is None:
            raise Conflict("reminder-gone-since")
        if not still_held(own, rows.stored_fields(tx.raw, reminder.id)):
            writer = row_writer(tx.raw, reminder.updated_at, RemindersChanged.__name__)
            raise Conflict("reminder-changed-since", writer=writer_code(tx, writer))
        values = {change.field: change.before for change in own if change.before != ABSENT}
        if len(values) < len(own):
            # It was added: taken out again.
            values |= {"deleted_at": now, "active": 0}
        elif "deleted_at" in values and values["deleted_at"] is None and "active" not in values:
            values["active"] = 1
        inverse += rows.update(tx, reminder, values)
        after_change(tx, uid, settings, now)
    return tuple(inverse)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InvalidData(FieldError("starts_on", "reminder-date", text=text[:40])) from None


def _today(now: int, zone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromtimestamp(now / 1000, zone).date()
