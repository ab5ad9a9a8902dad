"""Reminders and their due times as the JSON documents that programs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from healthdesk.domain import reminders as rules
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.identity import uid_text
from healthdesk.domain.reminders import (
    Delivery,
    Failed,
    Moment,
    Occurrence,
    Processed,
    Reminder,
    ReminderDraft,
    Status,
)
from healthdesk.domain.times import isoformat
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
