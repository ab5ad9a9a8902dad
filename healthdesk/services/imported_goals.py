"""Goals of a file that is imported: stored beside its readings, none twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.domain.events import GoalsChanged
from healthdesk.domain.goals import Goal
from healthdesk.domain.records import Person
from healthdesk.exchange.batches import FoundGoal
from healthdesk.services.imported_notes import Owner
from healthdesk.storage import goals as rows
from healthdesk.storage.database import Database, Priority, Tx


def store(db: Database, batch: int, found: Sequence[FoundGoal], owner: Owner) -> int:
    """Add what is not there yet, in one transaction; returns how many. A target beside one
    that is active already comes in at rest."""
    added = 0
    with db.transaction("import", Priority.IMPORT) as tx:
        for one in found:
            person = owner(one.person)
            if person is None or rows.with_uid(tx.raw, tx.types, one.goal.uid) is not None:
                continue
            kind = tx.types[one.goal.type]
            rows.insert(
                tx, one.goal.uid, person.id, kind, one.goal.draft(),
                _columns(tx, one.goal, person, batch),
            )  # fmt: skip
            added += 1
        if added:
            tx.announce = GoalsChanged(None, tx.origin)
    return added


def _columns(tx: Tx, goal: Goal, person: Person, batch: int) -> dict[str, Any]:
    second = goal.kind == "target" and goal.status == "active" and (
        rows.other_active_target(tx.raw, person.id, tx.types[goal.type].id) is not None
    )  # fmt: skip
    return {
        "status": "paused" if second else goal.status,
        "pauses": rows.pauses_text(goal.pauses),
        "completed_at": goal.completed_at,
        "completed_by": goal.completed_by,
        # It was told where it was reached.
        "celebrated_at": goal.celebrated_at,
        "archived_at": goal.archived_at,
        "import_id": batch,
        "created_at": goal.created_at,
        # Who changes one later than this keeps it when the import is undone.
        "updated_at": goal.created_at,
    }


def would_add(db: Database, found: Sequence[FoundGoal], owner: Owner) -> int:
    """How many `store` would add."""
    types = db.types
    with db.reading() as connection:
        return sum(
            owner(one.person) is not None and rows.with_uid(connection, types, one.goal.uid) is None
            for one in found
        )
