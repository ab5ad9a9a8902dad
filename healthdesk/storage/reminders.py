"""Rows of reminders."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import FieldChange
from healthdesk.domain.reminders import Reminder, ReminderDraft
from healthdesk.storage import kept_fields
from healthdesk.storage.database import Connection, Tx

# What undo keeps, under the names of the columns.
FIELDS = (
    "type_id", "cron_expr", "every_days", "starts_on", "timezone", "message", "active", "asks",
    "medication", "dose", "stock", "stock_per_dose", "refill_at", "unless_done",
    "repeat_minutes", "repeat_times", "grace_minutes", "in_quiet", "deleted_at",
)  # fmt: skip
COLUMNS = (
    "r.id, r.uid, r.person_id, r.type_id, r.cron_expr, r.message, r.every_days, r.starts_on,"
    " r.timezone, r.asks, r.medication, r.dose, r.stock, r.stock_per_dose, r.refill_at,"
    " r.unless_done, r.repeat_minutes, r.repeat_times, r.grace_minutes, r.in_quiet, r.active,"
    " r.next_run_at, r.last_run_at, r.created_at, r.updated_at"
)
WIDTH = COLUMNS.count(",") + 1


def to_reminder(row: Sequence[Any], types: TypeBook) -> Reminder:
    (id_, uid, person_id, type_id, cron, message, every_days, starts_on, zone, asks, medication,
     dose, stock, per_dose, refill_at, unless_done, repeat_minutes, repeat_times, grace, in_quiet,
     active, *rest) = row  # fmt: skip
    slug = None if type_id is None else types.with_id(type_id).slug
    draft = ReminderDraft(
        cron, message, slug, every_days, starts_on, zone, asks, medication, dose, stock, per_dose,
        refill_at, bool(unless_done), repeat_minutes, repeat_times, grace, bool(in_quiet),
    )  # fmt: skip
    return Reminder(id_, uid, person_id, draft, bool(active), *rest)


def columns_of(draft: ReminderDraft, types: TypeBook) -> dict[str, Any]:
    """The changeable columns of a checked draft."""
    return {
        "type_id": None if draft.type is None else types[draft.type].id,
        "cron_expr": draft.cron,
        "every_days": draft.every_days,
        "starts_on": draft.starts_on,
        "timezone": draft.zone,
        "message": draft.message,
        "asks": draft.asks,
        "medication": draft.medication,
        "dose": draft.dose,
        "stock": draft.stock,
        "stock_per_dose": draft.stock_per_dose,
        "refill_at": draft.refill_at,
        "unless_done": int(draft.unless_done),
        "repeat_minutes": draft.repeat_minutes,
        "repeat_times": draft.repeat_times,
        "grace_minutes": draft.grace_minutes,
        "in_quiet": int(draft.in_quiet),
    }


# Looking


def every(
    connection: Connection,
    types: TypeBook,
    person_ids: Sequence[int] = (),
    *,
    inactive: bool = False,
    limit: int = -1,
) -> list[Reminder]:
    """The reminders of these persons (none named: of everybody) by their next time, those
    without one later; `inactive` ones too, after all others."""
    active = "" if inactive else " AND r.active = 1"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r WHERE {_whose(person_ids)}{active}"
        " ORDER BY r.active DESC, r.next_run_at IS NULL, r.next_run_at, r.id LIMIT ?",
        (*person_ids, limit),
    )
    return [to_reminder(row, types) for row in rows]


def count(connection: Connection, person_ids: Sequence[int] = ()) -> int:
    """How many `every` finds with the inactive ones and no limit."""
    (n,) = connection.execute(
        f"SELECT count(*) FROM health_reminder r WHERE {_whose(person_ids)}", tuple(person_ids)
    ).fetchone()
    return int(n)


def _whose(person_ids: Sequence[int]) -> str:
    """A condition with a blank for each of them."""
    blanks = ",".join("?" * len(person_ids))
    return "r.deleted_at IS NULL" + (f" AND r.person_id IN ({blanks})" if person_ids else "")


def with_ids(connection: Connection, types: TypeBook, ids: Iterable[int]) -> list[Reminder]:
    """By id, also those that were deleted."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r JOIN json_each(?) j ON r.id = j.value"
        " ORDER BY r.id",
        (json.dumps(list(ids)),),
    )
    return [to_reminder(row, types) for row in rows]


def with_id(connection: Connection, types: TypeBook, id_: int) -> Reminder | None:
    return _one(connection, types, "r.id=? AND r.deleted_at IS NULL", id_)


def with_uid(connection: Connection, types: TypeBook, uid: bytes) -> Reminder | None:
    """Also one that was deleted."""
    return _one(connection, types, "r.uid=?", uid)


def _one(connection: Connection, types: TypeBook, where: str, key: object) -> Reminder | None:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r WHERE {where}", (key,)
    ).fetchone()
    return None if row is None else to_reminder(row, types)


def due(connection: Connection, types: TypeBook, now: int, limit: int) -> list[Reminder]:
    """Active reminders whose next time has come, the longest due first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r WHERE r.active=1 AND r.next_run_at<=?"
        " ORDER BY r.next_run_at, r.id LIMIT ?",
        (now, limit),
    )
    return [to_reminder(row, types) for row in rows]


def of_type(connection: Connection, types: TypeBook, person_id: int, slug: str) -> list[Reminder]:
    """Active reminders of a person that concern a type and look whether it was done."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r WHERE r.person_id=? AND r.type_id=?"
        " AND r.active=1 AND r.unless_done=1 ORDER BY r.id",
        (person_id, types[slug].id),
    )
    return [to_reminder(row, types) for row in rows]


def sharing_stock(connection: Connection, types: TypeBook, one: Reminder) -> list[Reminder]:
    """Reminders of the same medication of a person with as much left: they count one stock."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM health_reminder r WHERE r.id=? OR (r.person_id=? AND r.stock=?"
        " AND lower(r.medication)=lower(?) AND r.deleted_at IS NULL) ORDER BY r.id",
        (one.id, one.person_id, one.draft.stock, one.draft.medication),
    )
    return [to_reminder(row, types) for row in rows]


# Changing


def insert(
    tx: Tx,
    uid: bytes,
    person_id: int,
    draft: ReminderDraft,
    next_run_at: int | None,
    more: Mapping[str, Any] | None = None,
) -> int:
    """A new active reminder; `more` are other columns. Returns its id."""
    fields = {
        "uid": uid, "person_id": person_id, "active": 1, "next_run_at": next_run_at,
        "created_at": tx.now, "updated_at": tx.now, **columns_of(draft, tx.types), **(more or {}),
    }  # fmt: skip
    names, blanks = ", ".join(fields), ", ".join("?" * len(fields))
    return int(
        tx.execute(
            f"INSERT INTO health_reminder({names}) VALUES ({blanks})", tuple(fields.values())
        ).lastrowid
    )


def take_back(tx: Tx, import_id: int, *, everything: bool) -> int:
    """Remove the reminders an import brought, with their due times; without `everything` those
    somebody changed since stay. Returns how many went."""
    kept = "" if everything else " AND updated_at = created_at"
    chosen = f"SELECT id FROM health_reminder WHERE import_id=?{kept}"
    due = f"SELECT id FROM health_occurrence WHERE reminder_id IN ({chosen})"
    for table in ("health_occurrence_event", "health_delivery"):
        tx.execute(f"DELETE FROM {table} WHERE occurrence_id IN ({due})", (import_id,))
    tx.execute(f"DELETE FROM health_occurrence WHERE reminder_id IN ({chosen})", (import_id,))
    return int(
        tx.execute(f"DELETE FROM health_reminder WHERE import_id=?{kept}", (import_id,)).rowcount
    )


def stored_fields(connection: Connection, id_: int) -> dict[str, Any]:
    return kept_fields.stored(connection, "reminder", FIELDS, id_)


def update(tx: Tx, reminder: Reminder, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Set columns of a reminder; returns what each was and became, for undo."""
    before = stored_fields(tx.raw, reminder.id)
    return kept_fields.set_fields(
        tx, "reminder", reminder.uid, before, values, ("id", reminder.id), tx.now
    )


def set_next(tx: Tx, times: Sequence[tuple[int | None, int | None, int]]) -> None:
    """(next time, last time or None to keep it, id) of each."""
    tx.raw.executemany(
        "UPDATE health_reminder SET next_run_at=?, last_run_at=coalesce(?, last_run_at) WHERE id=?",
        times,
    )


def zones(connection: Connection) -> dict[int, str | None]:
    """The time zone of each person's own, where one is set."""
    return dict(connection.execute("SELECT id, time_zone FROM health_person").fetchall())
