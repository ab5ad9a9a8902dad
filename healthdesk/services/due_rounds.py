"""Due times stored, raised and missed, a transaction at a time."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from healthdesk.domain import reminders as rules
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.events import OccurrencesChanged
from healthdesk.domain.quiet import after_quiet
from healthdesk.domain.reminders import Failed, Occurrence, Processed, Reminder
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.reminders import Zones
from healthdesk.settings import Settings
from healthdesk.storage import deliveries
from healthdesk.storage import occurrences as rows
from healthdesk.storage import reminders as reminder_rows
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.occurrences import Fresh

_LOG = logging.getLogger("healthdesk.reminders")
# Due reminders handled in one transaction: a person's own save waits no longer for it.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Round:
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
        uncertain = deliveries.give_up_claims(self.tx, self.now)
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
                close_by_reading(self.tx, one.id, self.now)
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
        return reminder.draft.unless_done and is_recorded(
            self.tx.raw, self.tx.types, zones, reminder, due_at, self.now
        )

    def _waits_until(self, reminder: Reminder, zone: dt.tzinfo) -> int:
        return after_quiet(self.now, zone, None if reminder.draft.in_quiet else self.quiet)

    def _expires(self, reminder: Reminder) -> int:
        return self.now + grace_minutes(reminder, self.grace) * MINUTE_MS

    def _again(self, reminder: Reminder, times: int) -> int | None:
        """When it is raised again where nobody answers, after so many times before."""
        every = reminder.draft.repeat_minutes
        if every is None or times >= (reminder.draft.repeat_times or 1):
            return None
        return self.now + every * MINUTE_MS


def grace_minutes(reminder: Reminder, usual: int) -> int:
    """How long it may be answered after it was raised."""
    own = reminder.draft.grace_minutes
    return usual if own is None else own


def is_recorded(
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


def close_by_reading(tx: Tx, id_: int, now: int) -> None:
    """Done without an answer: the reading it asks for is there."""
    rows.set_states(tx, [id_], "done", now)
    rows.note(tx, [(id_, now, "done", "reading", None)])
