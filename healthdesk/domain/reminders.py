"""Reminders: when they are due, what they ask for, and what became of each due time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from healthdesk.domain import schedules
from healthdesk.domain.checks import clean_note
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.schedules import Schedule
from healthdesk.domain.times import DAY_MS, EPOCH, MINUTE_MS

Asks = Literal["note", "value", "medication"]
State = Literal["due", "sent", "snoozed", "failed", "done", "skipped", "missed"]

ASKS: Final[tuple[Asks, ...]] = get_args(Asks)
# Those that still ask for an answer.
OPEN: Final = ("due", "sent", "snoozed", "failed")
# What may stand in a history beside the states.
MOMENTS: Final = (*get_args(State), "uncertain", "withdrawn", "undone")
SETTLED: Final = ("done", "skipped", "missed")
# Ways that end on the same screen: what one of them told, no other tells again.
SCREENS: Final = ("desktop", "tray")
MESSAGE_MAX: Final = 500
NAME_MAX: Final = 100
REPEAT_MINUTES: Final = (1, 24 * 60)
REPEAT_TIMES: Final = (1, 50)
GRACE_MINUTES: Final = (1, 14 * 24 * 60)
SNOOZE_MINUTES: Final = (1, 7 * 24 * 60)
STOCK_MAX: Final = 1_000_000.0
# Due times that went by unseen are listed one by one up to so many; the rest is counted.
LISTED_MISSED: Final = 50
# Beyond so many, only those of the last month are counted.
COUNTED_MISSED: Final = 20_000
COUNTED_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class ReminderDraft:
    """A reminder not stored yet. `cron` has five fields and is meant in `zone` (an IANA name;
    None: the person's, else the computer's). With `every_days` only each so many days from
    `starts_on` (ISO date) count.

    `asks`: "note" (nothing), "value" (a reading of `type`), or "medication". `unless_done`:
    not raised, or taken back, where a reading of `type` is there already. Unanswered it is
    raised again each `repeat_minutes`, `repeat_times` times, and after `grace_minutes` it is
    missed (None: as the settings say). `in_quiet`: raised in quiet hours too.
    """

    cron: str
    message: str
    type: str | None = None
    every_days: int | None = None
    starts_on: str | None = None
    zone: str | None = None
    asks: str = "note"
    medication: str | None = None
    dose: str | None = None
    stock: float | None = None
    stock_per_dose: float | None = None
    refill_at: float | None = None
    unless_done: bool = False
    repeat_minutes: int | None = None
    repeat_times: int | None = None
    grace_minutes: int | None = None
    in_quiet: bool = False

    @property
    def schedule(self) -> Schedule:
        start = None if self.starts_on is None else dt.date.fromisoformat(self.starts_on)
        return Schedule(self.cron, self.every_days, start)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A stored reminder: the draft as checked, and where it stands. Times in ms."""

    id: int
    uid: bytes
    person_id: int
    draft: ReminderDraft
    active: bool
    next_run_at: int | None
    last_run_at: int | None
    created_at: int
    updated_at: int

    @property
    def schedule(self) -> Schedule:
        return self.draft.schedule

    @property
    def needs_refill(self) -> bool:
        stock, at = self.draft.stock, self.draft.refill_at
        return stock is not None and at is not None and stock <= at


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due time of a reminder and what became of it. `round` counts how often it was
    raised; `missed_before` how many due times before it nobody saw (the program was not
    running). Times in ms, `offset` in minutes."""

    id: int
    uid: bytes
    reminder: Reminder
    due_at: int
    offset: int
    state: State
    round: int
    raise_at: int | None
    raised_at: int | None
    expires_at: int | None
    missed_before: int
    answered_at: int | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way one raising of an occurrence is told: claimed, sent, failed, or uncertain where
    whoever claimed it was gone before it said how it went."""

    id: int
    occurrence_id: int
    round: int
    channel: str
    state: Literal["claimed", "sent", "failed", "waiting", "uncertain"]
    attempts: int
    sent_at: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of an occurrence's history. `lateness` in ms, of what was sent."""

    at: int
    kind: str
    channel: str | None
    lateness: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A due time that needs no answer any more, as a file keeps it with its history. Times in
    ms, `offset` in minutes."""

    uid: bytes
    due_at: int
    offset: int
    state: State
    round: int
    raised_at: int | None
    missed_before: int
    answered_at: int | None
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How reminders stand: `due` ask for an answer, `overdue` are those of them raised at
    least an hour ago; `last_trigger_at` is when somebody last looked what is due. Times in
    ms."""

    active: int
    due: int
    overdue: int
    next_run_at: int | None
    last_run_at: int | None
    sent: int
    failed: int
    missed: int
    last_trigger_at: int | None


@dataclass(frozen=True, slots=True)
class WeekOf:
    """How a person kept to reminders in one week: `day` is the ordinal of its first."""

    day: int
    reminder_id: int
    done: int
    skipped: int
    missed: int

    @property
    def asked(self) -> int:
        return self.done + self.skipped + self.missed


@dataclass(frozen=True, slots=True)
class Processed:
    """A reminder whose due time was newly stored by this look."""

    id: int
    person_id: int
    type: str | None
    next_run_at: int | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A reminder that could not be worked out; `code` names the sentence."""

    id: int
    person_id: int
    code: str


def checked(draft: ReminderDraft, *, today: dt.date) -> ReminderDraft:
    """The draft as it is stored, or InvalidData that names every field that is wrong."""
    wrong: list[FieldError] = []
    start = _start(draft, today, wrong)
    cron = draft.cron
    try:
        cron = schedules.checked(draft.cron, draft.every_days, start).cron
    except InvalidData as error:
        wrong.extend(error.fields)
    message, medication, dose = map(_text, (draft.message, draft.medication, draft.dose))
    _check_texts(draft, message, medication, dose, wrong)
    _check_numbers(draft, wrong)
    if draft.asks not in ASKS:
        wrong.append(FieldError("asks", "reminder-asks", asks=str(draft.asks)[:40]))
    if draft.type is None and (draft.asks == "value" or draft.unless_done):
        wrong.append(FieldError("type", "reminder-type-missing"))
    if wrong:
        raise InvalidData(*wrong)
    asked = draft.asks == "medication"
    return replace(
        draft, cron=cron, message=message, starts_on=None if start is None else start.isoformat(),
        medication=(medication or None) if asked else None,
        dose=(dose or None) if asked else None,
        stock=draft.stock if asked else None,
        stock_per_dose=draft.stock_per_dose if asked else None,
        refill_at=draft.refill_at if asked else None,
    )  # fmt: skip


def _text(text: str | None) -> str:
    return clean_note(text or "").strip()


def _start(draft: ReminderDraft, today: dt.date, wrong: list[FieldError]) -> dt.date | None:
    if draft.starts_on is None:
        return None if draft.every_days is None else today
    try:
        return dt.date.fromisoformat(draft.starts_on)
    except ValueError:
        wrong.append(FieldError("starts_on", "reminder-date", text=draft.starts_on[:40]))
        return today


def _check_texts(
    draft: ReminderDraft, message: str, medication: str, dose: str, wrong: list[FieldError]
) -> None:
    if not message:
        wrong.append(FieldError("message", "reminder-message-empty"))
    if len(message) > MESSAGE_MAX:
        wrong.append(
            FieldError("message", "reminder-message-long", length=len(message), high=MESSAGE_MAX)
        )
    for name, text in (("medication", medication), ("dose", dose)):
        if len(text) > NAME_MAX:
            wrong.append(FieldError(name, "reminder-name-long", high=NAME_MAX))
    if draft.asks == "medication" and not medication:
        wrong.append(FieldError("medication", "reminder-medication-missing"))


def _check_numbers(draft: ReminderDraft, wrong: list[FieldError]) -> None:
    whole = (
        ("repeat_minutes", draft.repeat_minutes, REPEAT_MINUTES),
        ("repeat_times", draft.repeat_times, REPEAT_TIMES),
        ("grace_minutes", draft.grace_minutes, GRACE_MINUTES),
    )
    for name, value, (low, high) in whole:
        if value is not None and not low <= value <= high:
            wrong.append(FieldError(name, "reminder-range", low=low, high=high))
    for name in ("stock", "stock_per_dose", "refill_at"):
        number = getattr(draft, name)
        if number is not None and not 0 <= number <= STOCK_MAX:
            wrong.append(FieldError(name, "reminder-range", low=0, high=int(STOCK_MAX)))


# What follows from a due time


def seen_from(schedule: Schedule, zone: dt.tzinfo, due_at: int) -> int:
    """From when on (ms) a reading answers a due time: from the beginning of its local day, but
    not from before the middle between it and the due time before, whose answer that may be."""
    local = (EPOCH + dt.timedelta(milliseconds=due_at)).astimezone(zone)
    midnight, _ = schedules.day_limits(local.date(), local.date(), zone)
    earlier = list(schedules.times_within(schedule, zone, midnight, due_at))
    return (earlier[-1] + due_at) // 2 if earlier else midnight


@dataclass(frozen=True, slots=True)
class Caught:
    """Due times that have passed: the latest (None: none has), those before it that are
    listed, and how many there were before it in all; and the next one."""

    latest: int | None
    earlier: tuple[int, ...]
    count: int
    following: int | None


def caught_up(schedule: Schedule, zone: dt.tzinfo, first: int, now: int) -> Caught:
    """The due times from `first`, which is one, to `now` (ms, both included), for one notice
    and not a burst, and the one after them."""
    if first > now:
        return Caught(None, (), 0, schedules.next_after(schedule, zone, now))
    times = [first]
    count = 1
    following = None
    # Two of them are at least a minute apart.
    for at in schedules.due_times(schedule, zone, first + MINUTE_MS - 1):
        if at > now:
            following = at
            break
        times.append(at)
        count += 1
        if count > COUNTED_MISSED:
            since = schedules.next_after(schedule, zone, now - COUNTED_DAYS * DAY_MS)
            if since is not None and first < since <= now:
                return caught_up(schedule, zone, since, now)
        del times[: -LISTED_MISSED - 1]
    return Caught(times[-1], tuple(times[:-1]), count - 1, following)


def local_offset(at: int, zone: dt.tzinfo) -> int:
    """Minutes from UTC that hold in a zone at an instant (ms)."""
    local = (EPOCH + dt.timedelta(milliseconds=at)).astimezone(zone)
    offset = local.utcoffset() or dt.timedelta(0)
    return int(offset.total_seconds()) // 60


def snoozed_until(now: int, minutes: int) -> int:
    """Raises InvalidData for less than a minute or more than a week."""
    low, high = SNOOZE_MINUTES
    if not low <= minutes <= high:
        raise InvalidData(FieldError("minutes", "reminder-range", low=low, high=high))
    return now + minutes * MINUTE_MS
