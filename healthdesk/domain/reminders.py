"""A reminder as it is kept: when it is due, and what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reminder:
    """`cron` has five fields (minute, hour, day of month, month, day of week) and is meant in
    `zone` (an IANA name; None: the person's, else the computer's). With `every_days` only
    each so many days from `starts_on` (ISO date) count. Times in ms.
    """

    uid: bytes
    person_id: int
    type: str | None
    cron: str
    every_days: int | None
    starts_on: str | None
    zone: str | None
    message: str
    active: bool
    created_at: int
    updated_at: int
