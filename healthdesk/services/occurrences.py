"""What happens when reminders are due: raised, told, answered, missed.

Several processes may look at once (a window, `serve`, a timer of the system). A due time is
stored once, and each way to tell it is claimed in the file before it is used, so that nothing
is told twice; a claim whose process went away is shown as uncertain and not told again. A
process claims only the channels it has. The inbox is always one: it is the row itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from healthdesk.domain import reminders as rules
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import Conflict, NotFound
from healthdesk.domain.events import OccurrencesChanged
from healthdesk.domain.identity import uid_bytes
from healthdesk.domain.meters import INBOX, REMINDERS_FAILED, REMINDERS_SENT
from healthdesk.domain.quiet import quiet_hours
from healthdesk.domain.records import FieldChange, UndoEntry, by_row, still_held
from healthdesk.domain.reminders import (
    Delivery,
    Failed,
    Moment,
    Occurrence,
    Processed,
    WeekOf,
)
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.bus import Bus
from healthdesk.services.due_rounds import Round, close_by_reading, grace_minutes, is_recorded
from healthdesk.services.reminders import Zones
from healthdesk.services.writing import Clock, Write, wall_clock
from healthdesk.settings import Settings
from healthdesk.storage import deliveries
from healthdesk.storage import occurrences as rows
from healthdesk.storage import reminders as reminder_rows
from healthdesk.storage.database import Connection, Database, Priority, Tx

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
        while True:
            now = self._clock()
            with self._write("reminders") as tx:
                more = Round(tx, self._settings, now, quiet, self._grace, processed, failed).run()
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
                if not deliveries.claimable(connection, channel, now):
                    return
            with self._write("claim") as tx:
                ids = deliveries.claim_again(tx, channel, now, now + CLAIM_MS, CLAIMED)
                ids += deliveries.claim(tx, channel, now, now + CLAIM_MS, CLAIMED)
            with self._db.reading() as connection:
                found = deliveries.with_occurrences(connection, self._db.types, ids)
            if not found:
                return
            yield from found

    @needs("reminders.read")
    def next_wake(self, actor: Actor, channels: Sequence[str] | None = None) -> int | None:
        """The earliest instant (ms) at which there is something to do for a process with these
        channels (None: for any); now, where they could tell something at once; None: never."""
        now = self._clock()
        with self._db.reading() as connection:
            if any(deliveries.claimable(connection, channel, now) for channel in channels or ()):
                return now
            return deliveries.next_wake(connection, channels)

    # Telling

    @needs("reminders.write")
    def told(self, actor: Actor, claim: Claim) -> None:
        """All of a claim arrived."""
        now = self._clock()
        self._db.meter.count(REMINDERS_SENT, claim.channel, n=len(claim.deliveries))
        with self._write("told") as tx:
            deliveries.set_told(tx, [id_ for id_, _, _ in claim.deliveries], now)
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
                deliveries.set_not_told(tx, id_, error, retry, now)
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
                "expires_at": until + grace_minutes(one.reminder, self._grace) * MINUTE_MS,
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
                close_by_reading(tx, one.id, now)
            if found:
                tx.announce = OccurrencesChanged(person_id, tx.origin)
        return len(found)

    # Inside

    def _waiting(self, connection: Connection, found: Sequence[Occurrence]) -> tuple[Waiting, ...]:
        told: dict[int, list[Delivery]] = {}
        for one in deliveries.of_occurrences(connection, [each.id for each in found]):
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
        return is_recorded(connection, self._db.types, zones, one.reminder, one.due_at, now, since)

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

    @property
    def _grace(self) -> int:
        return int(self._settings.get(GRACE))

    def _write(self, kind: str) -> Write:
        return Write(self._db, self._bus, kind, Priority.REMINDER)


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
    for uid, own in by_row(changes).items():
        one = rows.with_uid(tx.raw, tx.types, uid)
        if one is None:
            raise Conflict("reminder-gone-since")
        if not still_held(own, rows.stored_fields(tx.raw, one.id)):
            raise Conflict("occurrence-changed-since")
        inverse += rows.update(tx, one, {change.field: change.before for change in own}, now)
        rows.note(tx, [(one.id, now, "undone", None, None)])
        tx.announce = OccurrencesChanged(one.reminder.person_id, tx.origin)
    return tuple(inverse)
