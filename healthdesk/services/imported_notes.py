"""Notes at a time of a file that is imported: stored beside its readings, none twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from healthdesk.domain.events import AnnotationsChanged
from healthdesk.domain.identity import new_uid
from healthdesk.domain.records import Person
from healthdesk.exchange.batches import Noted
from healthdesk.storage import annotations as rows
from healthdesk.storage.database import Database, Priority

# Whose a note is by the name in the file; None: it is to be left out.
Owner = Callable[[str], Person | None]


def store(db: Database, batch: int, notes: Sequence[Noted], owner: Owner) -> int:
    """Add what is not there yet, in one transaction; returns how many."""
    added = 0
    with db.transaction("import", Priority.IMPORT) as tx:
        for noted in notes:
            person = owner(noted.person)
            uid = noted.uid or new_uid(tx.now)
            if person is None or rows.holds(tx.raw, person.id, uid, noted.draft):
                continue
            rows.insert(tx, uid, person.id, noted.draft, batch, noted.deleted_at)
            added += 1
        if added:
            tx.announce = AnnotationsChanged(None, tx.origin)
    return added


def would_add(db: Database, notes: Sequence[Noted], owner: Owner) -> int:
    """How many `store` would add."""
    with db.reading() as connection:
        people = [(owner(noted.person), noted) for noted in notes]
        return sum(
            person is not None
            and not rows.holds(connection, person.id, noted.uid or b"", noted.draft)
            for person, noted in people
        )
