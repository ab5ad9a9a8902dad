"""Reminders of a file that is imported: stored beside its readings, none twice."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.domain import schedules
from healthdesk.domain.events import RemindersChanged
from healthdesk.exchange.batches import FoundReminder
from healthdesk.services.imported_notes import Owner
from healthdesk.services.reminders import Zones
from healthdesk.services.writing import wall_clock
from healthdesk.settings import Settings
from healthdesk.storage import occurrences
from healthdesk.storage import reminders as rows
from healthdesk.storage.database import Database, Priority


def store(
    db: Database, settings: Settings, batch: int, found: Sequence[FoundReminder], owner: Owner
) -> int:
    """Add what is not there yet, in one transaction; returns how many. They come from now on:
    what was due meanwhile is not caught up."""
    added, now = 0, wall_clock()
    with db.transaction("import", Priority.IMPORT) as tx:
        zones = Zones(tx.raw, settings)
        for one in found:
            person, reminder = owner(one.person), one.reminder
            if person is None or rows.with_uid(tx.raw, tx.types, reminder.uid) is not None:
                continue
            next_at = None
            if reminder.active:
                zone = zones.of(person.id, reminder.draft.zone)
                next_at = schedules.next_after(reminder.schedule, zone, now)
            more = {
                "active": int(reminder.active), "last_run_at": reminder.last_run_at,
                "import_id": batch, "created_at": reminder.created_at,
                # Who changes one later than this keeps it when the import is undone.
                "updated_at": reminder.created_at,
            }  # fmt: skip
            id_ = rows.insert(tx, reminder.uid, person.id, reminder.draft, next_at, more)
            occurrences.insert_settled(tx, id_, one.settled)
            added += 1
        if added:
            tx.announce = RemindersChanged(None, tx.origin)
    return added


def would_add(db: Database, found: Sequence[FoundReminder], owner: Owner) -> int:
    """How many `store` would add."""
    types = db.types
    with db.reading() as connection:
        return sum(
            owner(one.person) is not None
            and rows.with_uid(connection, types, one.reminder.uid) is None
            for one in found
        )
