"""Reminders are kept as they are meant, and come next when the clock on the wall says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.services.reminders import Reminders

BERLIN = "Europe/Berlin"
DAILY = ReminderDraft("0 9 * * *", "Weigh yourself", "weight", zone=BERLIN)


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self, text: str) -> None:
        self.set(text)

    def set(self, text: str, zone: str = BERLIN) -> None:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        self.now = round(moment.timestamp() * 1000)

    def __call__(self) -> int:
        return self.now


def shown(at: int | None, zone: str = BERLIN) -> str | None:
    if at is None:
        return None
    return dt.datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def reminders(app: App, clock: Clock) -> Reminders:
    return Reminders(app.db, app.bus, app.settings, clock)


def test_one_is_set_and_read(app, reminders, clock):
    person = app.journal.default_person(OWNER)
    made = reminders.add(OWNER, person.id, DAILY).reminder
    assert made.draft == DAILY
    assert shown(made.next_run_at) == "2026-09-02 09:00"
    assert reminders.listed(OWNER) == (made,)
    assert reminders.get(OWNER, made.id) == made


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cron": "60 9 * * *"}, "cron"),
        ({"message": "  "}, "message"),
        ({"message": "x" * 501}, "message"),
        ({"type": "no-such"}, "type"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"every_days": 1, "starts_on": "2026-09-01"}, "every_days"),
        ({"every_days": 2, "starts_on": "soon"}, "starts_on"),
        ({"type": None, "asks": "value"}, "type"),
        ({"type": None, "unless_done": True}, "type"),
        ({"asks": "medication"}, "medication"),
        ({"asks": "shout"}, "asks"),
        ({"repeat_minutes": 0}, "repeat_minutes"),
        ({"grace_minutes": 10**6}, "grace_minutes"),
        ({"asks": "medication", "medication": "A", "stock": float("nan")}, "stock"),
    ],
)
def test_what_is_wrong_is_refused_by_field(app, reminders, fields, field):
    person = app.journal.default_person(OWNER)
    values = {name: getattr(DAILY, name) for name in DAILY.__dataclass_fields__}
    with pytest.raises(InvalidData) as refused:
        reminders.add(OWNER, person.id, ReminderDraft(**{**values, **fields}))
    assert field in {one.field for one in refused.value.fields}
    assert reminders.listed(OWNER) == ()


def test_every_wrong_field_is_named_at_once(app, reminders):
    person = app.journal.default_person(OWNER)
    draft = ReminderDraft("60 9 * * 8", "", "no-such", zone="Nowhere")
    with pytest.raises(InvalidData) as refused:
        reminders.add(OWNER, person.id, draft)
    assert {one.field for one in refused.value.fields} == {"cron", "message", "type", "zone"}


def test_a_change_of_times_moves_the_next_one(app, reminders):
    person = app.journal.default_person(OWNER)
    made = reminders.add(OWNER, person.id, DAILY).reminder
    outcome = reminders.edit(OWNER, made.id, cron="30 20 * * *")
    assert shown(outcome.reminder.next_run_at) == "2026-09-01 20:30"
    app.journal.revert(OWNER, outcome.undo)
    again = reminders.get(OWNER, made.id)
    assert again.draft.cron == "0 9 * * *"
    assert str(shown(again.next_run_at)).endswith("09:00")


def test_one_at_rest_has_no_next_time(app, reminders):
    person = app.journal.default_person(OWNER)
    made = reminders.add(OWNER, person.id, DAILY).reminder
    outcome = reminders.disable(OWNER, made.id)
    assert not outcome.reminder.active
    assert outcome.reminder.next_run_at is None
    assert reminders.listed(OWNER, inactive=False) == ()
    assert shown(reminders.enable(OWNER, made.id).reminder.next_run_at) == "2026-09-02 09:00"


def test_removing_and_adding_are_undone(app, reminders):
    person = app.journal.default_person(OWNER)
    added = reminders.add(OWNER, person.id, DAILY)
    undo = reminders.remove(OWNER, added.reminder.id)
    with pytest.raises(NotFound):
        reminders.get(OWNER, added.reminder.id)
    again = app.journal.revert(OWNER, undo).undo
    assert reminders.get(OWNER, added.reminder.id).active
    app.journal.revert(OWNER, again)
    assert reminders.listed(OWNER) == ()
    app.journal.revert(OWNER, undo)
    app.journal.revert(OWNER, added.undo)
    assert reminders.listed(OWNER) == ()


def test_undo_does_not_overwrite_a_later_change(app, reminders):
    person = app.journal.default_person(OWNER)
    made = reminders.add(OWNER, person.id, DAILY).reminder
    first = reminders.edit(OWNER, made.id, message="Scale")
    reminders.edit(OWNER, made.id, message="Scale, please")
    with pytest.raises(Conflict):
        app.journal.revert(OWNER, first.undo)
    assert reminders.get(OWNER, made.id).draft.message == "Scale, please"


def test_one_without_a_zone_follows_its_person(app, reminders):
    person = app.journal.default_person(OWNER)
    app.journal.edit_person(OWNER, person.id, time_zone=BERLIN)
    draft = ReminderDraft("0 9 * * *", "Weigh yourself")
    made = reminders.add(OWNER, person.id, draft).reminder
    assert shown(made.next_run_at) == "2026-09-02 09:00"
    app.journal.edit_person(OWNER, person.id, time_zone="America/New_York")
    assert reminders.work_out_anew(OWNER) == 1
    moved = reminders.get(OWNER, made.id)
    assert shown(moved.next_run_at, "America/New_York") == "2026-09-01 09:00"
    assert reminders.work_out_anew(OWNER) == 0


def test_what_is_due_stays_due_when_times_are_worked_out_anew(app, reminders, clock):
    person = app.journal.default_person(OWNER)
    made = reminders.add(OWNER, person.id, DAILY).reminder
    clock.set("2026-09-02 09:30")
    assert reminders.work_out_anew(OWNER) == 0
    assert reminders.get(OWNER, made.id).next_run_at == made.next_run_at
    # The clock stood ten years ahead, and is right again.
    clock.set("2036-09-02 09:30")
    late = reminders.edit(OWNER, made.id, cron="0 10 * * *").reminder
    assert shown(late.next_run_at) == "2036-09-02 10:00"
    clock.set("2026-09-03 09:30")
    assert reminders.work_out_anew(OWNER) == 1
    assert shown(reminders.get(OWNER, made.id).next_run_at) == "2026-09-03 10:00"


def test_times_are_shown_before_it_is_stored(app, reminders):
    person = app.journal.default_person(OWNER)
    draft = ReminderDraft("0 9 * * *", "", every_days=3, starts_on="2026-09-02", zone=BERLIN)
    times = reminders.next_times(OWNER, person.id, draft)
    assert [time.date().isoformat() for time in times] == [
        "2026-09-02", "2026-09-05", "2026-09-08", "2026-09-11", "2026-09-14",
    ]  # fmt: skip
    with pytest.raises(InvalidData):
        reminders.next_times(OWNER, person.id, ReminderDraft("0 9 31 2 *", ""))


def test_an_unknown_person_is_not_made(reminders):
    with pytest.raises(NotFound):
        reminders.add(OWNER, 77, DAILY)


def test_several_are_stored_in_one_step_and_taken_back_in_one(app, reminders):
    person = app.journal.default_person(OWNER)
    first = reminders.add(OWNER, person.id, DAILY).reminder
    drafts = [replace(DAILY, cron="0 8 * * *"), replace(DAILY, cron="30 20 * * *")]
    stored, undo = reminders.store(OWNER, person.id, drafts, first.id)
    assert [one.draft for one in stored] == drafts
    assert stored[0].id == first.id
    assert shown(stored[0].next_run_at) == "2026-09-02 08:00"
    app.journal.revert(OWNER, undo)
    assert [one.draft for one in reminders.listed(OWNER)] == [DAILY]


def test_none_of_several_is_stored_where_one_is_refused(app, reminders):
    person = app.journal.default_person(OWNER)
    with pytest.raises(InvalidData):
        reminders.store(OWNER, person.id, [DAILY, replace(DAILY, message=" ")])
    assert reminders.listed(OWNER) == ()
