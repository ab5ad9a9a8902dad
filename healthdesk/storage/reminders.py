"""Rows of reminders."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.reminders import Reminder
from healthdesk.storage.database import Connection


def every(
    connection: Connection, types: TypeBook, person_ids: Sequence[int] = ()
) -> list[Reminder]:
    """The active reminders of these persons (none named: of everybody), in a fixed order."""
    rows = connection.execute(
        "SELECT uid, person_id, type_id, cron_expr, every_days, starts_on, timezone, message,"
        " active, created_at, updated_at FROM health_reminder WHERE active = 1 ORDER BY uid, id"
    )
    found = []
    for uid, person_id, type_id, *rest in rows:
        if not person_ids or person_id in person_ids:
            slug = None if type_id is None else types.with_id(type_id).slug
            cron, every_days, starts_on, zone, message, active, created, updated = rest
            found.append(
                Reminder(
                    uid, person_id, slug, cron, every_days, starts_on, zone, message,
                    bool(active), created, updated,
                )
            )  # fmt: skip
    return found
