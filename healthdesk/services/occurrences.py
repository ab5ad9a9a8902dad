"""What happens when reminders are due: raised, told, answered, missed.

Several processes may look at once (a window, `serve`, a timer of the system). A due time is
stored once, and each way to tell it is claimed in the file before it is used, so that nothing
is told twice; a claim whose process went away is shown as uncertain and not told again. A
process claims only the channels it has. The inbox is always one: it is the row itself.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from healthdesk.domain import reminders as rules
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import OccurrencesChanged
from healthdesk.domain.identity import uid_bytes
from healthdesk.domain.meters import INBOX, REMINDERS_FAILED, REMINDERS_SENT
from healthdesk.domain.quiet import after_quiet, quiet_hours
from healthdesk.domain.records import FieldChange, UndoEntry
from healthdesk.domain.reminders import (
    Delivery,
    Failed,
    Moment,
    Occurrence,
    Processed,
    Reminder,
    WeekOf,
)
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.bus import Bus
from healthdesk.services.reminders import Zones
from healthdesk.services.writing import Clock, Write, wall_clock
from healthdesk.settings import Settings
from healthdesk.storage import occurrences as rows
from healthdesk.storage import reminders as reminder_rows
from healthdesk.storage.database import Connection, Database, Priority, Tx
from healthdesk.storage.occurrences import Fresh

_LOG = logging.getLogger("healthdesk.reminders")
# Due reminders handled in one transaction: a person's own save waits no longer for it.
CHUNK = 500
# Claims are one short statement, however many they are.
CLAIMED = 5000
# A claim nobody reported on for so long is uncertain.
CLAIM_MS = 60_000
# How often, and after how long at first, a delivery that failed is tried again.
TRIES = 6
FIRST_RETRY_MS, LONGEST_RETRY_MS = 60_000, 3_600_000

GRACE = "reminders.grace_minutes"

Answer = Literal["done", "skipped"]
# As undo names them.
_ANSWERS: dict[Answer, str] = {"done": "done-occurrence", "skipped": "skipped-occurrence"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What this process is to tell by one channel: (delivery, attempts, occurrence)."""

    channel: str
    deliveries: tuple[tuple[int, int, Occurrence], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the clock brought."""

    processed: tuple[Processed, ...]
    failed: tuple[Failed, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the inbox: a due time and how it was told."""

    occurrence: Occurrence
    deliveries: tuple[Delivery, ...]

    @property
    def uncertain(self) -> bool:
        """Whether it may not have been told: a process ended between claim and notice."""
        states = {one.state for one in self.deliveries if one.round == self.occurrence.round}
        return "uncertain" in states and "sent" not in states


@dataclass(frozen=True, slots=True)
class DueNow:
    """What asks for an answer: the ids of all, and the first entries of the inbox."""

    ids: tuple[int, ...]
    first: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Occurrences as they stand after an answer, and the way back."""

    occurrences: tuple[Occurrence, ...]
    undo: UndoEntry


class Occurrences:
    """Due times of all reminders of one file."""

    def __init__(
        self, db: Database, bus: Bus, settings: Settings, clock: Clock = wall_clock
    ) -> None:
        self._db, self._bus, self._settings, self._clock = db, bus, settings, clock

    # Becoming due

    @needs("reminders.write")
    def look(self, actor: Actor, channels: Sequence[str]) -> Look:
        """Store and raise what is due by now, miss what nobody answered, and claim for this
        process what can be told by its `channels`."""
        processed: list[Processed] = []
        failed: list[Failed] = []
        quiet = quiet_hours(self._settings.text("reminders.quiet"))
        grace = int(self._settings.get(GRACE))
        while True:
            now = self._clock()
            with self._write("reminders") as tx:
                more = _Round(tx, self._settings, now, quiet, grace, processed, failed).run()
            if not more:
                break
        self._count(len(processed), len(failed), alone=not channels)
        claims = [Claim(channel, tuple(self._claimed(channel))) for channel in channels]
        return Look(
            tuple(processed), tuple(failed), tuple(claim for claim in claims if claim.deliveries)
        )

    def _count(self, raised: int, failed: int, *, alone: bool) -> None:
        """The inbox is a way as well: the one a process without any other has."""
        if raised and alone:
            self._db.meter.count(REMINDERS_SENT, INBOX, n=raised)
        if failed:
            self._db.meter.count(REMINDERS_FAILED, INBOX, n=failed)

    def _claimed(self, channel: str) -> Iterator[tuple[int, int, Occurrence]]:
        while True:
            now = self._clock()
            with self._db.reading() as connection:
                if not rows.claimable(connection, channel, now):
                    return
            with self._write("claim") as tx:
                ids = rows.claim_again(tx, channel, now, now + CLAIM_MS, CLAIMED)
                ids += rows.claim(tx, channel, now, now + CLAIM_MS, CLAIMED)
            with self._db.reading() as connection:
                found = rows.of_deliveries(connection, self._db.types, ids)
            if not found:
                return
            yield from found

    @needs("reminders.read")
    def next_wake(self, actor: Actor, channels: Sequence[str] | None = None) -> int | None:
        """The earliest instant (ms) at which there is something to do for a process with these
        channels (None: for any); now, where they could tell something at once; None: never."""
        now = self._clock()
        with self._db.reading() as connection:
            if any(rows.claimable(connection, channel, now) for channel in channels or ()):
                return now
            return rows.next_wake(connection, channels)

    # Telling

    @needs("reminders.write")
    def told(self, actor: Actor, claim: Claim) -> None:
        """All of a claim arrived."""
        now = self._clock()
        self._db.meter.count(REMINDERS_SENT, claim.channel, n=len(claim.deliveries))
        with self._write("told") as tx:
            rows.set_told(tx, [id_ for id_, _, _ in claim.deliveries], now)
            rows.note(
                tx,
                [
                    (one.id, now, "sent", claim.channel, now - (one.raised_at or now))
                    if one.round > 1
                    else (one.id, now, "sent", claim.channel, now - one.due_at)
                    for _, _, one in claim.deliveries
                ],
            )
            tx.announce = OccurrencesChanged(None, tx.origin)

    @needs("reminders.write")
    def not_told(self, actor: Actor, claim: Claim, error: str, *, again: bool) -> None:
        """Nothing of a claim arrived, for a reason told by a code; `again`: it is tried again
        after a while, each time longer, until it has been tried often enough."""
        now = self._clock()
        with self._write("not-told") as tx:
            moments = []
            for id_, attempts, one in claim.deliveries:
                wait = min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS)
                retry = now + wait if again and attempts < TRIES else None
                rows.set_not_told(tx, id_, error, retry, now)
                if retry is None:
                    moments.append((one.id, now, "failed", claim.channel, None))
            rows.note(tx, moments)
            tx.announce = OccurrencesChanged(None, tx.origin)
        if moments:
            self._db.meter.count(REMINDERS_FAILED, claim.channel, n=len(moments))

    # The inbox

    @needs("reminders.read")
    def inbox(self, actor: Actor, person_ids: Sequence[int] = ()) -> tuple[Waiting, ...]:
        """What asks for an answer, the longest due first; nobody named: of everybody."""
        with self._db.reading() as connection:
            found = rows.open_ones(connection, self._db.types, person_ids)
            return self._waiting(connection, found)

    @needs("reminders.read")
    def due_now(self, actor: Actor, most: int, person_ids: Sequence[int] = ()) -> DueNow:
        """As the inbox, with no more than so many entries: thousands may be due."""
        with self._db.reading() as connection:
            ids = rows.open_ids(connection, person_ids)
            found = rows.open_ones(connection, self._db.types, person_ids, most)
            return DueNow(tuple(ids), self._waiting(connection, found))

    @needs("reminders.read")
    def get(self, actor: Actor, wanted: int | str) -> Occurrence:
        """By id or uid. Raises `NotFound`."""
        with self._db.reading() as connection:
            return self._one(connection, wanted)

    @needs("reminders.read")
    def several(self, actor: Actor, ids: Collection[int]) -> tuple[Occurrence, ...]:
        """Those of these that are there, by due time."""
        with self._db.reading() as connection:
            return tuple(rows.with_ids(connection, self._db.types, ids))

    @needs("reminders.read")
    def history(self, actor: Actor, occurrence_id: int) -> tuple[Moment, ...]:
        """What happened to an occurrence, in order."""
        with self._db.reading() as connection:
            return tuple(rows.history(connection, occurrence_id))

    @needs("reminders.read")
    def between(
        self, actor: Actor, start: int, end: int, person_ids: Sequence[int] = (),
        reminder_id: int = 0,
    ) -> tuple[Occurrence, ...]:  # fmt: skip
        """Due times from `start` (included) to `end` (excluded), in ms."""
        with self._db.reading() as connection:
            return tuple(
                rows.between(connection, self._db.types, start, end, person_ids, reminder_id)
            )

    @needs("reminders.read")
    def adherence(
        self, actor: Actor, start: int, end: int, person_ids: Sequence[int] = (),
        week_start: int = 0,
    ) -> tuple[WeekOf, ...]:  # fmt: skip
        """Answers per reminder and week of due times between two instants (ms); weeks begin
        with `week_start` (0 = Monday)."""
        with self._db.reading() as connection:
            return tuple(rows.weeks(connection, start, end, person_ids, week_start))

    # Answering

    @needs("reminders.write")
    def answer(self, actor: Actor, ids: Sequence[int], answer: Answer) -> Answered:
        """Done or skipped, all of them in one step. A dose that was taken leaves the stock.
        Raises `NotFound`, and `Conflict` where one has been answered already."""
        now = self._clock()

        def close(tx: Tx, one: Occurrence) -> tuple[FieldChange, ...]:
            values = {"state": answer, "raise_at": None, "answered_at": now}
            changes = rows.update(tx, one, values, now)
            if answer == "done":
                changes += _dose_taken(tx, one.reminder.uid)
            return changes

        return self._answered(ids, _ANSWERS[answer], answer, close)

    @needs("reminders.write")
    def snooze(self, actor: Actor, ids: Sequence[int], minutes: int) -> Answered:
        """Ask again later. Raises `InvalidData` for less than a minute or more than a week,
        `NotFound`, and `Conflict` where one has been answered already."""
        now = self._clock()
        until = rules.snoozed_until(now, minutes)

        def later(tx: Tx, one: Occurrence) -> tuple[FieldChange, ...]:
            values = {
                "state": "snoozed", "raise_at": until,
                "expires_at": until + self._grace(one.reminder) * MINUTE_MS,
            }  # fmt: skip
            return rows.update(tx, one, values, now)

        return self._answered(ids, "snoozed-occurrence", "snoozed", later)

    @needs("reminders.write")
    def settle(self, actor: Actor, person_id: int | None = None, slugs: Sequence[str] = ()) -> int:
        """Take back what asks for a reading that is there by now; how many. Nobody named: of
        everybody; no types: all."""
        with self._db.reading() as connection:
            found = self._settled(connection, person_id, slugs)
        if not found:
            return 0
        now = self._clock()
        with self._write("settle-reminders") as tx:
            found = self._settled(tx.raw, person_id, slugs)
            for one in found:
                _close_by_reading(tx, one.id, now)
            if found:
                tx.announce = OccurrencesChanged(person_id, tx.origin)
        return len(found)

    # Inside

    def _waiting(self, connection: Connection, found: Sequence[Occurrence]) -> tuple[Waiting, ...]:
        told: dict[int, list[Delivery]] = {}
        for one in rows.deliveries(connection, [each.id for each in found]):
            told.setdefault(one.occurrence_id, []).append(one)
        return tuple(Waiting(one, tuple(told.get(one.id, ()))) for one in found)

    def _settled(
        self, connection: Connection, person_id: int | None, slugs: Sequence[str]
    ) -> list[Occurrence]:
        people = () if person_id is None else (person_id,)
        zones = Zones(connection, self._settings)
        now = self._clock()
        return [
            one
            for one in rows.open_ones(connection, self._db.types, people)
            if (not slugs or one.reminder.draft.type in slugs)
            and self._is_settled(connection, zones, one, now)
        ]

    def _is_settled(self, connection: Connection, zones: Zones, one: Occurrence, now: int) -> bool:
        """By a reading that was there already, where that is enough; where a value was asked
        for, by one that was written since."""
        draft, since = one.reminder.draft, 0
        if not draft.unless_done:
            if draft.asks != "value" or one.raised_at is None:
                return False
            since = one.raised_at
        return _is_recorded(connection, self._db.types, zones, one.reminder, one.due_at, now, since)

    def _answered(
        self, ids: Sequence[int], code: str, kind: str,
        change: Callable[[Tx, Occurrence], tuple[FieldChange, ...]],
    ) -> Answered:  # fmt: skip
        now = self._clock()
        with self._write(code) as tx:
            found = rows.with_ids(tx.raw, tx.types, ids)
            if len(found) < len(set(ids)):
                raise NotFound("unknown-occurrence")
            if any(not one.is_open for one in found):
                raise Conflict("occurrence-answered")
            changes = [each for one in found for each in change(tx, one)]
            rows.note(tx, [(one.id, now, kind, None, None) for one in found])
            people = {one.reminder.person_id for one in found}
            whose = people.pop() if len(people) == 1 else None
            tx.announce = OccurrencesChanged(whose, tx.origin)
            after = rows.with_ids(tx.raw, tx.types, ids)
        return Answered(tuple(after), UndoEntry(code, {"n": len(after)}, tuple(changes)))

    def _one(self, connection: Connection, wanted: int | str) -> Occurrence:
        if isinstance(wanted, str) and not (wanted.strip().isdigit() and len(wanted) < 19):
            try:
                found = rows.with_uid(connection, self._db.types, uid_bytes(wanted.strip()))
            except ValueError as error:
                raise NotFound("unknown-occurrence") from error
            if found is None:
                raise NotFound("unknown-occurrence")
            return found
        several = rows.with_ids(connection, self._db.types, [int(wanted)])
        if not several:
            raise NotFound("unknown-occurrence")
        return several[0]

    def _grace(self, reminder: Reminder) -> int:
        return grace_minutes(reminder, self._settings)

    def _write(self, kind: str) -> Write:
        return Write(self._db, self._bus, kind, Priority.REMINDER)


@dataclass(frozen=True, slots=True)
class _Round:
    """One transaction of a look: at most `CHUNK` of each kind of thing to do."""

    tx: Tx
    settings: Settings
    now: int
    quiet: tuple[int, int] | None
    grace: int
    processed: list[Processed]
    failed: list[Failed]

    def run(self) -> bool:
        """Whether there may be more to do."""
        zones = Zones(self.tx.raw, self.settings)
        due = reminder_rows.due(self.tx.raw, self.tx.types, self.now, CHUNK)
        self._store(due, zones)
        raised = rows.to_raise(self.tx, self.now, CHUNK)
        self._raise(raised, zones)
        missed = rows.expired(self.tx, self.now, CHUNK)
        rows.set_states(self.tx, missed, "missed", self.now)
        rows.note(self.tx, [(id_, self.now, "missed", None, None) for id_ in missed])
        uncertain = rows.give_up_claims(self.tx, self.now)
        rows.note(self.tx, [(id_, self.now, "uncertain", how, None) for id_, how in uncertain])
        if due or raised or missed or uncertain:
            self.tx.announce = OccurrencesChanged(None, self.tx.origin)
        return CHUNK in (len(due), len(raised), len(missed))

    def _store(self, due: Sequence[Reminder], zones: Zones) -> None:
        times: list[tuple[int | None, int | None, int]] = []
        fresh: list[Fresh] = []
        for reminder in due:
            try:
                found, next_at = self._found(reminder, zones)
            except InvalidData as error:
                # Without a next time it does not come again until somebody mends it.
                times.append((None, None, reminder.id))
                self.failed.append(Failed(reminder.id, reminder.person_id, error.fields[0].code))
                _LOG.info("a reminder has no next time", extra={"code": error.fields[0].code})
                continue
            times.append((next_at, found[-1].due_at if found else None, reminder.id))
            fresh += found
        ids = rows.insert(self.tx, fresh, self.now)
        self._note_new(fresh, ids)
        reminder_rows.set_next(self.tx, times)
        stored = {reminder_id for reminder_id, _ in ids}
        next_of = {id_: next_at for next_at, _, id_ in times}
        self.processed.extend(
            Processed(one.id, one.person_id, one.draft.type, next_of[one.id])
            for one in due
            if one.id in stored
        )

    def _found(self, reminder: Reminder, zones: Zones) -> tuple[list[Fresh], int | None]:
        zone = zones.of_reminder(reminder)
        schedule = reminder.schedule
        caught = rules.caught_up(schedule, zone, reminder.next_run_at or self.now, self.now)
        if caught.latest is None:
            return [], caught.following
        missed = [
            Fresh(reminder.id, at, rules.local_offset(at, zone), "missed") for at in caught.earlier
        ]
        offset = rules.local_offset(caught.latest, zone)
        about = (reminder.id, caught.latest, offset)
        if self._is_done(reminder, caught.latest, zones):
            fresh = Fresh(*about, "done", None, caught.count)
        elif (wait := self._waits_until(reminder, zone)) > self.now:
            fresh = Fresh(*about, "due", wait, caught.count)
        else:
            again, expires = self._again(reminder, 0), self._expires(reminder)
            fresh = Fresh(*about, "due", again, caught.count, 1, self.now, expires)
        return [*missed, fresh], caught.following

    def _note_new(self, fresh: Sequence[Fresh], ids: dict[tuple[int, int], int]) -> None:
        moments: list[tuple[int, int, str, str | None, int | None]] = []
        for one in fresh:
            id_ = ids.get((one.reminder_id, one.due_at))
            if id_ is None:
                continue
            moments.append((id_, self.now, "due", None, self.now - one.due_at))
            if one.state != "due":
                channel = "reading" if one.state == "done" else None
                moments.append((id_, self.now, one.state, channel, None))
        rows.note(self.tx, moments)

    def _raise(self, waiting: Sequence[Occurrence], zones: Zones) -> None:
        """Those put off, snoozed, or to be raised again."""
        raised: list[tuple[int | None, int, int | None, int, int]] = []
        for one in waiting:
            if self._is_done(one.reminder, one.due_at, zones):
                _close_by_reading(self.tx, one.id, self.now)
                continue
            wait = self._waits_until(one.reminder, zones.of_reminder(one.reminder))
            if wait > self.now:
                rows.put_off(self.tx, one.id, wait)
                continue
            expires = self._expires(one.reminder) if one.expires_at is None else None
            again = self._again(one.reminder, one.round)
            raised.append((again, self.now, expires, self.now, one.id))
        rows.set_raised(self.tx, raised)

    def _is_done(self, reminder: Reminder, due_at: int, zones: Zones) -> bool:
        return reminder.draft.unless_done and _is_recorded(
            self.tx.raw, self.tx.types, zones, reminder, due_at, self.now
        )

    def _waits_until(self, reminder: Reminder, zone: dt.tzinfo) -> int:
        return after_quiet(self.now, zone, None if reminder.draft.in_quiet else self.quiet)

    def _expires(self, reminder: Reminder) -> int:
        own = reminder.draft.grace_minutes
        return self.now + (self.grace if own is None else own) * MINUTE_MS

    def _again(self, reminder: Reminder, times: int) -> int | None:
        """When it is raised again where nobody answers, after so many times before."""
        every = reminder.draft.repeat_minutes
        if every is None or times >= (reminder.draft.repeat_times or 1):
            return None
        return self.now + every * MINUTE_MS


def grace_minutes(reminder: Reminder, settings: Settings) -> int:
    own = reminder.draft.grace_minutes
    return own if own is not None else int(settings.get(GRACE))


def _is_recorded(
    connection: Connection, types: Any, zones: Zones, reminder: Reminder, due_at: int, now: int,
    written_since: int = 0,
) -> bool:  # fmt: skip
    """Whether the reading a due time asks for is there, and was written then or later."""
    slug = reminder.draft.type
    if slug is None or slug not in types:
        return False
    since = rules.seen_from(reminder.schedule, zones.of_reminder(reminder), due_at)
    until = max(now, due_at)
    person_id, type_id = reminder.person_id, types[slug].id
    return rows.was_recorded(connection, person_id, type_id, since, until, written_since)


def _close_by_reading(tx: Tx, id_: int, now: int) -> None:
    rows.set_states(tx, [id_], "done", now)
    rows.note(tx, [(id_, now, "done", "reading", None)])


def _dose_taken(tx: Tx, uid: bytes) -> tuple[FieldChange, ...]:
    # As it stands now: several due times of one reminder may be answered in one step.
    reminder = reminder_rows.with_uid(tx.raw, tx.types, uid)
    if reminder is None or reminder.draft.stock is None:
        return ()
    per_dose = reminder.draft.stock_per_dose
    left = max(0.0, reminder.draft.stock - (1.0 if per_dose is None else per_dose))
    # A scheme with several doses is several reminders, all of one box.
    sharing = reminder_rows.sharing_stock(tx.raw, tx.types, reminder)
    return tuple(
        change for one in sharing for change in reminder_rows.update(tx, one, {"stock": left})
    )


def revert(tx: Tx, changes: Sequence[FieldChange], now: int) -> tuple[FieldChange, ...]:
    """Take answers back, for `Journal.revert`. Raises `Conflict` where an occurrence no longer
    stands as the answer left it."""
    inverse: list[FieldChange] = []
    for uid in dict.fromkeys(change.uid for change in changes):
        one = rows.with_uid(tx.raw, tx.types, uid)
        if one is None:
            raise Conflict("reminder-gone-since")
        own = [change for change in changes if change.uid == uid]
        stored = rows.stored_fields(tx.raw, one.id)
        if any(stored[change.field] != change.after for change in own):
            raise Conflict("occurrence-changed-since")
        inverse += rows.update(tx, one, {change.field: change.before for change in own}, now)
        rows.note(tx, [(one.id, now, "undone", None, None)])
        tx.announce = OccurrencesChanged(one.reminder.person_id, tx.origin)
    return tuple(inverse)
