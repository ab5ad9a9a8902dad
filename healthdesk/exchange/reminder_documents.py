"""Reminders and their due times as the JSON documents that programs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from healthdesk.domain import reminders as rules
from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.identity import uid_bytes, uid_text
from healthdesk.domain.reminders import (
    Delivery,
    Failed,
    Moment,
    Occurrence,
    Processed,
    Reminder,
    ReminderDraft,
    Settled,
    Status,
)
from healthdesk.domain.times import from_datetime, isoformat
from healthdesk.exchange import json_fields as fields
from healthdesk.exchange.documents import number, utc


def at_zone(at: int | None, zone: dt.tzinfo) -> str | None:
    """An instant as the clock of a zone shows it."""
    return None if at is None else isoformat(at, rules.local_offset(at, zone))


def reminder(one: Reminder, types: TypeBook, zone: dt.tzinfo) -> dict[str, Any]:
    """A reminder; its next time in its zone."""
    slug = one.draft.type
    return {
        "id": one.id,
        "uid": uid_text(one.uid),
        "user_id": one.person_id,
        "type_id": None if slug is None else types[slug].id,
        **rule(one.draft),
        "active": one.active,
        "next_run_at": at_zone(one.next_run_at, zone),
        "last_run_at": utc(one.last_run_at),
        "created_at": utc(one.created_at),
        "updated_at": utc(one.updated_at),
    }


def rule(draft: ReminderDraft) -> dict[str, Any]:
    """When one comes and what it asks for."""
    return {
        "type": draft.type,
        "cron_expr": draft.cron,
        "every_days": draft.every_days,
        "starts_on": draft.starts_on,
        "timezone": draft.zone,
        "message": draft.message,
        "asks": draft.asks,
        "medication": draft.medication,
        "dose": draft.dose,
        "stock": number(draft.stock),
        "stock_per_dose": number(draft.stock_per_dose),
        "refill_at": number(draft.refill_at),
        "unless_done": draft.unless_done,
        "repeat_minutes": draft.repeat_minutes,
        "repeat_times": draft.repeat_times,
        "grace_minutes": draft.grace_minutes,
        "in_quiet": draft.in_quiet,
    }


def occurrence(one: Occurrence) -> dict[str, Any]:
    """A due time, at the offset that held there."""
    return {
        "id": one.id,
        "uid": uid_text(one.uid),
        "reminder_id": one.reminder.id,
        "user_id": one.reminder.person_id,
        "type": one.reminder.draft.type,
        "message": one.reminder.draft.message,
        "due_at": isoformat(one.due_at, one.offset),
        "state": one.state,
        "raised": one.round,
        "raised_at": utc(one.raised_at),
        "raise_at": utc(one.raise_at),
        "expires_at": utc(one.expires_at),
        "missed_before": one.missed_before,
        "answered_at": utc(one.answered_at),
    }


def status(found: Status, zone: dt.tzinfo = dt.UTC) -> dict[str, Any]:
    """How reminders stand."""
    return {
        "active": found.active,
        "due": found.due,
        "overdue": found.overdue,
        "next_run_at": at_zone(found.next_run_at, zone),
        "last_run_at": utc(found.last_run_at),
        "sent": found.sent,
        "failed": found.failed,
        "missed": found.missed,
        "last_trigger_at": utc(found.last_trigger_at),
    }


def triggered(
    processed: Sequence[tuple[Processed, dt.tzinfo]], failed: Sequence[tuple[Failed, str]],
    said: str, now: int,
) -> dict[str, Any]:  # fmt: skip
    """What a trigger did; each failure with its sentence."""
    return {
        "message": said,
        "processed": len(processed),
        "failed": len(failed),
        "timestamp": utc(now),
        "details": {
            "successful": [
                {
                    "id": one.id, "user_id": one.person_id, "health_type": one.type,
                    "next_run_at": at_zone(one.next_run_at, zone),
                }
                for one, zone in processed
            ],
            "failed": [
                {"id": one.id, "user_id": one.person_id, "error": error} for one, error in failed
            ],
        },
    }  # fmt: skip


# In files


def kept(one: Reminder, person: bytes, settled: Sequence[Settled]) -> dict[str, Any]:
    """A reminder as our own JSON keeps it, with what became of its due times; when it comes
    next its times tell. What it has not got is left out."""
    told = {
        "uid": uid_text(one.uid),
        "person": uid_text(person),
        **rule(one.draft),
        "active": one.active,
        "created_at": utc(one.created_at),
        "occurrences": [_kept_occurrence(each) for each in settled],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _kept_occurrence(one: Settled) -> dict[str, Any]:
    told = {
        "uid": uid_text(one.uid),
        "due_at": isoformat(one.due_at, one.offset),
        "state": one.state,
        "raised": one.round,
        "raised_at": utc(one.raised_at),
        "missed_before": one.missed_before or None,
        "answered_at": utc(one.answered_at),
        "history": [_kept_moment(each) for each in one.moments],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _kept_moment(one: Moment) -> dict[str, Any]:
    told = {
        "at": utc(one.at), "kind": one.kind, "channel": one.channel, "lateness_ms": one.lateness
    }  # fmt: skip
    return {key: value for key, value in told.items() if value is not None}


def read(
    told: Mapping[str, Any], types: Mapping[str, HealthType], today: dt.date
) -> tuple[Reminder, tuple[Settled, ...]]:
    """A reminder of a file and its settled due times; ids and person are 0. Raises ValueError
    where it is none, and `InvalidData` for one that can't be kept."""
    slug, zone = fields.text_or_none(told, "type"), fields.text_or_none(told, "timezone")
    if slug is not None and slug not in types:
        raise ValueError("type")
    if zone is not None:
        ZoneInfo(zone)
    draft = ReminderDraft(
        fields.text(told, "cron_expr"),
        fields.text(told, "message"),
        slug,
        fields.count(told, "every_days"),
        fields.text_or_none(told, "starts_on"),
        zone,
        fields.one_of(told, "asks", rules.ASKS),
        fields.text_or_none(told, "medication"),
        fields.text_or_none(told, "dose"),
        fields.amount(told, "stock"),
        fields.amount(told, "stock_per_dose"),
        fields.amount(told, "refill_at"),
        fields.flag(told, "unless_done"),
        fields.count(told, "repeat_minutes"),
        fields.count(told, "repeat_times"),
        fields.count(told, "grace_minutes"),
        fields.flag(told, "in_quiet"),
    )
    created = fields.instant(told, "created_at")
    if created is None:
        raise ValueError("created_at")
    good = rules.checked(draft, today=today)
    settled = tuple(_settled(each) for each in told.get("occurrences", []))
    last = max((each.due_at for each in settled), default=None)
    uid = uid_bytes(fields.text(told, "uid"))
    active = fields.flag(told, "active")
    return Reminder(0, uid, 0, good, active, None, last, created, created), settled


def _settled(told: Mapping[str, Any]) -> Settled:
    due = dt.datetime.fromisoformat(fields.text(told, "due_at"))
    at, offset = from_datetime(due)
    return Settled(
        uid_bytes(fields.text(told, "uid")),
        at,
        offset,
        fields.one_of(told, "state", rules.SETTLED),
        fields.count(told, "raised") or 0,
        fields.instant(told, "raised_at"),
        fields.count(told, "missed_before") or 0,
        fields.instant(told, "answered_at"),
        tuple(_moment(each) for each in told.get("history", [])),
    )


def _moment(told: Mapping[str, Any]) -> Moment:
    at = fields.instant(told, "at")
    if at is None:
        raise ValueError("at")
    return Moment(
        at, fields.one_of(told, "kind", rules.MOMENTS), fields.text_or_none(told, "channel"),
        fields.count(told, "lateness_ms"),
    )  # fmt: skip


def delivery(one: Delivery) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "state": one.state,
        "attempts": one.attempts,
        "sent_at": utc(one.sent_at),
        "error": one.error,
    }


def tried(channel: str, code: str | None, replies: bool) -> dict[str, Any]:
    """How a way to tell did when it was tried."""
    return {"channel": channel, "works": code is None, "replies": replies, "error": code}


def moment(one: Moment) -> dict[str, Any]:
    """An entry of a history; lateness in seconds."""
    late = None if one.lateness is None else one.lateness / 1000
    return {
        "at": utc(one.at),
        "kind": one.kind,
        "channel": one.channel,
        "lateness_seconds": number(late),
    }
