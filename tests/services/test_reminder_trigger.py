"""One look tells by the first screen that works and by every service, each once."""

from __future__ import annotations

import threading

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER, PERMISSIONS, Actor
from healthdesk.domain.errors import NotAllowed
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.notify import REPLIES, Notice, NotTold, Replies, notice_of
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from tests.services.test_reminders import Clock
from tests.services.test_scheduler import Screen


class Way(Screen):
    """One that can be away, refuse, or leave it open whether it told."""

    def __init__(self, channel: str, code: str | None = None, *, unsure: bool = False) -> None:
        super().__init__()
        self.channel = channel
        self.code = code
        self.unsure = unsure
        self.away: str | None = None

    def trouble(self) -> str | None:
        return self.away

    def send(self, notice: Notice) -> None:
        if self.code is not None:
            raise NotTold(self.code, unsure=self.unsure)
        super().send(notice)


class Network(Way):
    """One that takes until it is let go."""

    slow = True

    def __init__(self) -> None:
        super().__init__("service")
        self.go_on = threading.Event()

    def send(self, notice: Notice) -> None:
        assert self.go_on.wait(30)
        super().send(notice)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def occurrences(app: App, clock: Clock) -> Occurrences:
    """Two reminders that are due."""
    person = app.journal.default_person(OWNER)
    service = Reminders(app.db, app.bus, app.settings, clock)
    for message in ("Weigh yourself", "Take it"):
        service.add(OWNER, person.id, ReminderDraft("0 9 * * *", message, zone="UTC"))
    clock.set("2026-09-02 11:00")
    return Occurrences(app.db, app.bus, app.settings, clock)


def trigger_of(app: App, occurrences: Occurrences, clock: Clock, *ways: Way, **more):
    return ReminderTrigger(app.db, occurrences, ways, clock=clock, **more)


def channels_of(occurrences: Occurrences) -> set[tuple[str, str]]:
    return {(d.channel, d.state) for one in occurrences.inbox(OWNER) for d in one.deliveries}


def test_only_the_first_screen_that_works_tells(app, occurrences, clock):
    tray, desktop = Way("tray"), Way("desktop")
    trigger = trigger_of(app, occurrences, clock, tray, desktop)
    assert trigger.channels(OWNER) == ("desktop",)
    trigger.run(OWNER)
    assert (len(desktop.notices), len(tray.notices)) == (1, 0)


def test_where_the_desktop_fails_the_tray_tells_and_the_desktop_not_again(app, occurrences, clock):
    tray, desktop = Way("tray"), Way("desktop", "notification-service-gone")
    trigger = trigger_of(app, occurrences, clock, tray, desktop)
    trigger.run(OWNER)
    assert channels_of(occurrences) == {("desktop", "failed"), ("tray", "sent")}
    desktop.code = None
    clock.now += 20 * MINUTE_MS
    trigger.run(OWNER)
    assert (len(desktop.notices), len(tray.notices)) == (0, 1)


def test_what_the_tray_told_a_desktop_that_comes_up_does_not_tell_again(app, occurrences, clock):
    tray, desktop = Way("tray"), Way("desktop")
    desktop.away = "no-notification-service"
    trigger = trigger_of(app, occurrences, clock, tray, desktop)
    trigger.run(OWNER)
    desktop.away = None
    clock.now += MINUTE_MS
    trigger.run(OWNER)
    assert (len(desktop.notices), len(tray.notices)) == (0, 1)


def test_what_may_have_been_told_is_not_told_by_another_screen(app, occurrences, clock):
    tray, desktop = Way("tray"), Way("desktop", "notification-service-gone", unsure=True)
    trigger = trigger_of(app, occurrences, clock, tray, desktop)
    trigger.run(OWNER)
    clock.now += 5 * MINUTE_MS
    trigger.run(OWNER)
    assert tray.notices == []
    assert all(one.uncertain for one in occurrences.inbox(OWNER))


def test_a_slow_network_keeps_nobody_waiting(app, occurrences, clock):
    desktop, service = Way("desktop"), Network()
    trigger = trigger_of(app, occurrences, clock, desktop, service)
    trigger.run(OWNER, wait=False)
    assert len(desktop.notices) == 1
    assert service.notices == []
    service.go_on.set()
    trigger.run(OWNER)
    assert len(service.notices) == 1
    trigger.close()


def test_several_are_one_notice(app, occurrences, clock):
    desktop = Way("desktop")
    trigger_of(app, occurrences, clock, desktop).run(OWNER)
    (notice,) = desktop.notices
    assert notice.title == "2 reminders"
    assert notice.body == "Weigh yourself\nTake it"


def test_among_several_people_it_says_whose_it_is(app, occurrences, clock):
    desktop = Way("desktop")
    app.journal.edit_person(OWNER, app.journal.default_person(OWNER).id, name="Ada")
    app.journal.add_person(OWNER, "Ben")
    trigger_of(app, occurrences, clock, desktop).run(OWNER)
    (notice,) = desktop.notices
    assert notice.body == "Ada: Weigh yourself\nAda: Take it"
    one = notice_of(
        notice.occurrences[:1], (), names={notice.occurrences[0].reminder.person_id: "Ada"}
    )
    assert (one.title, one.body) == ("Weigh yourself", "Ada")


def test_while_locked_it_says_only_that_there_is_something(app, occurrences, clock):
    desktop = Way("desktop")
    trigger_of(app, occurrences, clock, desktop, locked=lambda: True).run(OWNER)
    (notice,) = desktop.notices
    assert (notice.title, notice.body, notice.replies) == ("HealthDesk", "You have a reminder", ())


def test_a_look_is_remembered(app, occurrences, clock):
    assert app.reminders.status(OWNER).last_trigger_at is None
    trigger_of(app, occurrences, clock).run(OWNER)
    assert app.reminders.status(OWNER).last_trigger_at == clock.now


def test_each_way_is_tried_and_told_on_its_own(app, occurrences, clock):
    desktop, tray = Way("desktop"), Way("tray", "no-tray")
    service = Way("service")
    service.away = "service-refused"
    tried = trigger_of(app, occurrences, clock, service, tray, desktop).try_out(OWNER)
    assert [(one.channel, one.code, one.replies) for one in tried] == [
        ("desktop", None, True),
        ("tray", "no-tray", False),
        ("service", "service-refused", False),
    ]
    assert occurrences.inbox(OWNER) == ()


def test_a_way_that_is_taken_away_tells_no_more(app, occurrences, clock):
    desktop = Way("desktop")
    trigger = trigger_of(app, occurrences, clock)
    leave = trigger.use(desktop)
    leave()
    leave()
    trigger.run(OWNER)
    assert desktop.notices == []


def test_an_answer_that_comes_too_late_changes_nothing(app, occurrences, clock):
    trigger_of(app, occurrences, clock, Way("desktop")).run(OWNER)
    first, second = (one.occurrence.id for one in occurrences.inbox(OWNER))
    occurrences.answer(OWNER, [first], "done")
    replies = Replies(OWNER, occurrences)
    replies.take("skip", [first, 999])
    replies.take("skip", [first, second])
    states = {one.id: one.state for one in occurrences.several(OWNER, [first, second])}
    assert states == {first: "done", second: "skipped"}


def test_replies_are_offered_for_what_can_be_answered(app, occurrences, clock):
    trigger_of(app, occurrences, clock).run(OWNER)
    found = [one.occurrence for one in occurrences.inbox(OWNER)]
    assert [key for key, _ in notice_of(found, REPLIES).replies] == [
        "done", "snooze", "skip", "snooze-hour", "show",
    ]  # fmt: skip
    assert [key for key, _ in notice_of(found, {"skip"}).replies] == ["skip"]
    assert notice_of(found, ()).replies == ()


@pytest.mark.parametrize("name", ["run", "try_out", "take_back", "channels"])
def test_rights_are_asked_for(app, occurrences, clock, name):
    stranger = Actor("stranger", PERMISSIONS - {"reminders.read", "reminders.write"})
    with pytest.raises(NotAllowed):
        getattr(trigger_of(app, occurrences, clock), name)(stranger)
