"""Reminders of a furnished window: some due, some kept to for weeks, one at rest."""

from __future__ import annotations

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminders import Reminders
from tests.ui.furnished import NOON, Furnished

NOW = round(NOON.timestamp() * 1000)
WEEKS = 10
DRAFTS = (
    ReminderDraft(
        "0 8,20 * * *", "Take the tablets for blood pressure", asks="medication",
        medication="Ramipril", dose="5 mg", stock=128, stock_per_dose=1, refill_at=20,
        repeat_minutes=15, repeat_times=3,
    ),
    ReminderDraft(
        "30 7 * * 1-5", "Measure blood pressure before breakfast", "blood-pressure",
        asks="value",
    ),
    ReminderDraft("0 13 * * *", "Drink a glass of water, then walk around the block"),
    ReminderDraft(
        "0 9 * * *", "Change the bandage", every_days=3, starts_on="2025-05-01", in_quiet=True,
    ),
    ReminderDraft("0 18 1 * *", "Order what is needed at the pharmacy"),
)  # fmt: skip


class Clock:
    """A clock that goes where it is put; it begins weeks ago."""

    def __init__(self) -> None:
        self.now = NOW - WEEKS * 7 * DAY_MS

    def __call__(self) -> int:
        return self.now


def at_noon(place: Furnished) -> None:
    """Let the services of the window tell the time of the pictures."""
    app = place.app
    app.reminders = Reminders(app.db, app.bus, app.settings, lambda: NOW)
    app.occurrences = Occurrences(app.db, app.bus, app.settings, lambda: NOW)


def person_of(place: Furnished) -> int:
    assert place.window.context is not None
    person = place.window.context.current.person
    assert person is not None
    return person.id


def set_reminders(place: Furnished) -> tuple[int, ...]:
    """Set weeks ago and answered since, mostly; the last is at rest. Their ids."""
    at_noon(place)
    app, clock = place.app, Clock()
    reminders, occurrences = _services(app, clock)
    person = person_of(place)
    ids = tuple(reminders.add(OWNER, person, draft).reminder.id for draft in DRAFTS)
    step = 6 * HOUR_MS
    turn = 0
    while clock.now + step <= NOW - 8 * HOUR_MS:
        clock.now += step
        occurrences.look(OWNER, ())
        for waiting in occurrences.inbox(OWNER):
            turn += 1
            if turn % 7 == 0:
                occurrences.answer(OWNER, [waiting.occurrence.id], "skipped")
            elif turn % 5:
                occurrences.answer(OWNER, [waiting.occurrence.id], "done")
    for one in occurrences.inbox(OWNER):
        occurrences.answer(OWNER, [one.occurrence.id], "done")
    clock.now = NOW - 5 * HOUR_MS
    look = occurrences.look(OWNER, ("desktop",))
    for claim in look.claims:
        occurrences.told(OWNER, claim)
    clock.now = NOW - 3 * HOUR_MS + 5 * MINUTE_MS
    occurrences.look(OWNER, ("desktop",))
    clock.now = NOW
    occurrences.look(OWNER, ())
    reminders.disable(OWNER, ids[-1])
    place.settle()
    return ids


def _services(app: App, clock: Clock) -> tuple[Reminders, Occurrences]:
    return (
        Reminders(app.db, app.bus, app.settings, clock),
        Occurrences(app.db, app.bus, app.settings, clock),
    )
