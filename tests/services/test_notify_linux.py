"""Notices on a real session bus: they arrive, their buttons do what they say, after a restart of
the program too, and what does not arrive is not told as if it had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.times import MINUTE_MS
from healthdesk.services.notify import Replies
from healthdesk.services.notify_linux import LinuxDesktop
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from healthdesk.services.shown_notices import ShownNotices
from tests.e2e.desktop import wait_for
from tests.notification_service import Service, session_bus
from tests.opened import open_folder
from tests.services.test_reminders import Clock

WITH_BUTTONS = ("body", "body-markup", "actions")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with session_bus(tmp_path) as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


class Here:
    """A program with a desktop and a clock of the test's."""

    def __init__(
        self, app: App, address: str, clock: Clock, *, listening: bool = True, window: bool = True
    ) -> None:
        self.app, self.clock = app, clock
        self.occurrences = Occurrences(app.db, app.bus, app.settings, clock)
        self.reminders = Reminders(app.db, app.bus, app.settings, clock)
        self.came: list[bool] = []
        shown = ShownNotices(app.db)
        self.desktop = LinuxDesktop(address, shown, app.paths, lambda: self.came.append(True))
        self.trigger = ReminderTrigger(app.db, self.occurrences, [self.desktop], clock=clock)
        self.replies = Replies(OWNER, self.occurrences)
        self.entered: list[int] = []
        if window:
            self.replies.enter = lambda one: self.entered.append(one.id)
        if listening:
            self.trigger.listen(self.replies)

    def remind(self, **fields) -> int:
        person = self.app.journal.default_person(OWNER)
        draft = ReminderDraft(
            **{"cron": "0 9 * * *", "message": "Weigh yourself", "zone": "UTC", **fields}
        )
        return self.reminders.add(OWNER, person.id, draft).reminder.id

    def due(self) -> None:
        self.clock.set("2026-09-02 11:00")  # nine o'clock, UTC
        self.trigger.run(OWNER)

    def state(self) -> list[str]:
        return [one.state for one in self.occurrences.between(OWNER, 0, 1 << 52)]

    def close(self) -> None:
        self.trigger.close()


@pytest.fixture
def start(tmp_path: Path, address: str, clock: Clock) -> Iterator[Callable[..., Here]]:
    """Starts the program on one folder; each is closed at the end."""
    started: list[Here] = []

    def make(**more) -> Here:
        here = Here(open_folder(tmp_path / "data"), address, clock, **more)
        started.append(here)
        return here

    yield make
    for here in started:
        here.close()
        here.app.close()


def test_the_text_arrives_and_is_told_as_sent(start, address):
    here = start()
    here.remind(message="Weigh <yourself> & smile", asks="medication", medication="A & B")
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        shown = service.shown()
    assert shown.title == "Weigh <yourself> & smile"
    assert shown.body == "A &amp; B"
    assert list(shown.actions) == ["done", "snooze", "skip", "snooze-hour", "default"]
    assert here.state() == ["sent"]


@pytest.mark.parametrize(
    ("key", "state"),
    [("done", "done"), ("skip", "skipped"), ("snooze", "snoozed"), ("snooze-hour", "snoozed")],
)
def test_each_button_does_what_it_says(start, address, key, state):
    here = start()
    here.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        service.press(service.shown().number, key)
        wait_for("the answer", lambda: here.state() == [state])
    if state == "snoozed":
        minutes = 10 if key == "snooze" else 60
        assert here.occurrences.next_wake(OWNER) == here.clock.now + minutes * MINUTE_MS


def test_a_value_is_asked_for_in_the_window(start, address):
    here = start()
    here.remind(asks="value", type="weight")
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        shown = service.shown()
        assert shown.actions["value"] == "Enter value"
        service.press(shown.number, "value")
        wait_for("the wish", lambda: here.entered)
    assert here.state() == ["sent"]


def test_where_no_window_is_open_no_value_is_asked_for(start, address):
    here = start(window=False)
    here.remind(asks="value", type="weight")
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        assert list(service.shown().actions) == ["done", "snooze", "skip", "snooze-hour"]


def test_a_server_leaves_notices_to_the_window_which_can_take_values(start, address):
    server, window = start(window=False), start()
    server.remind(asks="value", type="weight")
    with Service.on(address, *WITH_BUTTONS) as service:
        server.due()
        assert service.nothing_came
        window.trigger.run(OWNER)
        service.press(service.shown().number, "value")
        wait_for("the wish", lambda: window.entered)
    assert server.entered == []


def test_ten_pills_are_one_notice_and_one_answer(start, address):
    here = start()
    for number in range(10):
        here.remind(message=f"Pill {number}")
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        shown = service.shown()
        assert shown.title == "10 reminders"
        assert service.nothing_came
        service.press(shown.number, "done")
        wait_for("the answer", lambda: here.state() == ["done"] * 10)


@pytest.mark.parametrize("mode", ["well", "loud"])
def test_buttons_of_a_program_that_ended_are_heard_by_the_next(start, address, mode):
    first = start()
    first.remind()
    with Service.on(address, *WITH_BUTTONS, mode=mode) as service:
        first.due()
        shown = service.shown()
        first.close()
        second = start()
        second.trigger.take_over(OWNER)
        assert service.shown() == shown
        service.press(shown.number, "done")
        wait_for("the answer", lambda: second.state() == ["done"])
        second.trigger.take_over(OWNER)
        assert service.nothing_came


def test_a_notice_that_was_dismissed_does_not_come_back_by_a_restart(start, address):
    first = start()
    first.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        first.due()
        service.dismiss(service.shown().number)
        here = first.desktop._bus.where()
        wait_for("the news", lambda: not [*ShownNotices(first.app.db).open_at(*here)])
        assert first.state() == ["sent"]
        first.close()
        start().trigger.take_over(OWNER)
        assert service.nothing_came


def test_what_was_answered_meanwhile_is_not_sent_anew(start, address):
    first = start()
    first.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        first.due()
        service.shown()
        first.close()
        second = start()
        (waiting,) = second.occurrences.inbox(OWNER)
        second.occurrences.answer(OWNER, [waiting.occurrence.id], "done")
        second.trigger.take_over(OWNER)
        assert service.nothing_came


def test_a_notice_of_a_program_that_lives_is_left_to_it(start, address):
    first, second = start(), start()
    first.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        first.due()
        service.shown()
        second.trigger.take_over(OWNER)
        assert service.nothing_came


def test_of_two_programs_the_one_that_sent_it_takes_the_answer(start, address):
    first, second = start(), start()
    first.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        first.due()
        second.due()
        shown = service.shown()
        assert service.nothing_came
        service.press(shown.number, "snooze")
        wait_for("the answer", lambda: first.state() == ["snoozed"])
        (one,) = first.occurrences.between(OWNER, 0, 1 << 52)
        second.close()
        kinds = [moment.kind for moment in first.occurrences.history(OWNER, one.id)]
    assert kinds == ["due", "sent", "snoozed"]


def test_a_number_of_a_service_that_started_anew_means_nothing(start, address):
    here = start()
    here.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        number = service.shown().number
    with Service.on(address, *WITH_BUTTONS) as service:
        service.press(number, "done")
        here.remind(cron="30 9 * * *", message="After it")
        here.clock.set("2026-09-02 11:30")
        here.trigger.run(OWNER)
        shown = service.shown()
        service.press(shown.number, "skip")
        wait_for("the other answer", lambda: "skipped" in here.state())
    assert here.state() == ["sent", "skipped"]


def test_without_anybody_to_hear_there_are_no_buttons(start, address):
    here = start(listening=False)
    here.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        assert service.shown().actions == {}


def test_a_job_of_the_system_leaves_notices_to_the_window(start, address):
    window = start()
    job = start(listening=False)
    window.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        job.due()
        assert service.nothing_came
        job.close()
        window.trigger.run(OWNER)
        shown = service.shown()
        service.press(shown.number, "done")
        wait_for("the answer", lambda: window.state() == ["done"])


def test_what_was_answered_elsewhere_leaves_the_screen(start, address):
    here = start()
    here.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        shown = service.shown()
        here.trigger.take_back(OWNER)
        assert service.nothing_came
        (waiting,) = here.occurrences.inbox(OWNER)
        here.occurrences.answer(OWNER, [waiting.occurrence.id], "done")
        here.trigger.take_back(OWNER)
        assert service.closed() == shown.number


def test_one_raised_again_takes_the_place_of_the_notice_before(start, address):
    here = start()
    here.remind(repeat_minutes=5, repeat_times=1)
    with Service.on(address, *WITH_BUTTONS) as service:
        here.due()
        first = service.shown()
        here.clock.set("2026-09-02 11:05")
        here.trigger.run(OWNER)
        assert service.shown().title == first.title
        assert service.closed() == first.number
        here.trigger.take_back(OWNER)
        assert service.nothing_came


def test_no_service_loses_nothing(start):
    here = start()
    here.remind()
    here.due()
    assert here.trigger.channels(OWNER) == ()
    (waiting,) = here.occurrences.inbox(OWNER)
    assert (waiting.occurrence.state, waiting.deliveries) == ("due", ())


def test_a_service_that_comes_later_tells_what_waits(start, address):
    here = start()
    here.remind()
    here.due()
    with Service.on(address, *WITH_BUTTONS) as service:
        wait_for("the news", lambda: here.came)
        here.trigger.run(OWNER)
        assert service.shown().title == "Weigh yourself"
    assert here.state() == ["sent"]


def test_a_service_that_dies_in_between_is_not_told_as_sent(start, address):
    here = start()
    here.remind()
    with Service.on(address, *WITH_BUTTONS) as service:
        assert here.trigger.channels(OWNER) == ("desktop",)
        service.process.kill()
        service.process.wait()
        here.due()
    assert here.state() == ["due"]
    assert len(here.occurrences.inbox(OWNER)) == 1
    with Service.on(address, *WITH_BUTTONS) as service:
        here.clock.set("2026-09-02 11:05")
        here.trigger.run(OWNER)
        assert service.shown().title == "Weigh yourself"
    assert here.state() == ["sent"]


def test_a_service_that_never_answers_leaves_it_uncertain(start, address):
    here = start()
    here.remind()
    with Service.on(address, *WITH_BUTTONS, mode="silent") as service:
        here.due()
        service.shown()
        here.clock.set("2026-09-02 11:05")
        here.trigger.run(OWNER)
        assert service.nothing_came
    (waiting,) = here.occurrences.inbox(OWNER)
    assert waiting.uncertain


def test_a_service_that_is_dead_is_waited_for_once(start, address):
    here = start()
    here.remind()
    with Service.on(address, mode="dead") as service:
        here.due()
        assert here.trigger.channels(OWNER) == ()
        assert service.next() == {"asked": True}
        assert service.nothing_came
    assert len(here.occurrences.inbox(OWNER)) == 1


def test_a_service_without_buttons_shows_a_text_that_begins_like_an_option(
    start, address, monkeypatch
):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    here = start()
    here.remind(message="--help me")
    with Service.on(address, "body") as service:
        here.due()
        shown = service.shown()
    assert shown.title.removeprefix("\N{WORD JOINER}") == "--help me"
    assert shown.actions == {}
    assert here.state() == ["sent"]


def test_a_test_notice_says_which_way_works(start, address):
    here = start()
    (tried,) = here.trigger.try_out(OWNER)
    assert (tried.channel, tried.code) == ("desktop", "no-notification-service")
    with Service.on(address, *WITH_BUTTONS) as service:
        (tried,) = here.trigger.try_out(OWNER)
        service.shown()
    assert (tried.code, tried.replies) == (None, True)
