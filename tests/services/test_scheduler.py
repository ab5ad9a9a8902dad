"""The scheduler wakes when something is due, whatever the clock does, and never else."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import threading
import time
from collections.abc import Callable, Collection, Iterator

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.domain.events import (
    ClockChanged,
    DatabaseClosed,
    DatabaseOpened,
    SettingsChanged,
)
from healthdesk.domain.records import Draft
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.services.notify import REPLIES, Notice, NotTold, Reply
from healthdesk.services.occurrences import Look, Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from healthdesk.services.scheduler import LONGEST_PAUSE_MS, Scheduler, WakeUp
from tests.e2e.desktop import wait_for
from tests.services.test_reminders import Clock, shown

PATIENCE_S = 30.0


class Screen:
    """A way to tell that keeps what it was given, or refuses it."""

    channel = "desktop"
    slow = False

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.refuses = False

    def trouble(self) -> str | None:
        return None

    def heard(self) -> Collection[Reply]:
        return REPLIES

    def send(self, notice: Notice) -> None:
        if self.refuses:
            raise NotTold("notification-service-gone")
        self.notices.append(notice)

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        self.notices = [one for one in self.notices if not closed(one.ids)]

    def close(self) -> None: ...


class Bell:
    """An alarm that rings when the test says so."""

    def __init__(self, ring: Callable[[], object]) -> None:
        self.ring = ring
        self.at: int | None = None

    def set(self, at: int | None) -> None:
        self.at = at

    def close(self) -> None:
        self.at = None


class Counting(ReminderTrigger):
    """Counts its looks, and those for which nothing was due."""

    looks = idle = 0

    def run(self, actor, *, wait: bool = True) -> Look:
        before = self._occurrences.next_wake(actor, self.channels(actor))
        self.looks += 1
        self.idle += before is None or before > self._clock()
        return super().run(actor, wait=wait)


class Day:
    """A program whose clock and alarm are the test's."""

    def __init__(self, app: App, clock: Clock) -> None:
        self.app, self.clock = app, clock
        self.screen = Screen()
        self.occurrences = Occurrences(app.db, app.bus, app.settings, clock)
        self.reminders = Reminders(app.db, app.bus, app.settings, clock)
        self.trigger = Counting(app.db, self.occurrences, [self.screen], clock=clock)
        self.scheduler = Scheduler(
            self.trigger, self.occurrences, self.reminders, app.bus,
            clock=clock, alarm=self._bell,
        )  # fmt: skip
        self.me = app.journal.default_person(OWNER)

    def _bell(self, ring: Callable[[], object]) -> Bell:
        self.bell = Bell(ring)
        return self.bell

    def start(self) -> None:
        self.scheduler.start(OWNER)
        self.settle()

    def settle(self) -> None:
        assert self.scheduler.settled(PATIENCE_S)

    def remind(self, cron: str = "0 9 * * *", **fields) -> int:
        draft = ReminderDraft(**{"cron": cron, "message": "Weigh", "zone": "UTC", **fields})
        id_ = self.reminders.add(OWNER, self.me.id, draft).reminder.id
        self.settle()
        return id_

    def go_on_to(self, until: int) -> None:
        """Let the clock run; the alarm rings when its time has come."""
        while self.bell.at is not None and self.bell.at <= until:
            self.clock.now = max(self.clock.now, self.bell.at)
            self.bell.at = None
            self.bell.ring()
            self.settle()
        self.clock.now = until

    def due_ats(self) -> list[str | None]:
        return [shown(one.due_at) for one in self.occurrences.between(OWNER, 0, 1 << 52)]


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def day(app: App, clock: Clock) -> Iterator[Day]:
    day = Day(app, clock)
    day.start()
    yield day
    day.scheduler.stop()
    day.trigger.close()


def test_without_a_reminder_it_never_wakes(day):
    assert day.bell.at is None
    assert day.trigger.looks == 0


def test_it_wakes_at_each_due_time_and_not_between(day, clock):
    day.remind("*/10 * * * *", grace_minutes=5)
    day.go_on_to(clock.now + DAY_MS)
    # Each is raised, and missed after five minutes; the last one not yet.
    assert day.trigger.looks == 2 * 144 - 1
    assert day.trigger.idle == 0
    assert len(day.due_ats()) == 144


def test_what_is_set_changed_or_taken_away_moves_the_alarm(day, clock):
    id_ = day.remind("0 9 * * *")
    assert shown(day.bell.at) == "2026-09-02 11:00"  # Berlin's clock is two hours ahead
    day.reminders.edit(OWNER, id_, cron="0 15 * * *")
    day.settle()
    assert shown(day.bell.at) == "2026-09-01 17:00"
    day.reminders.disable(OWNER, id_)
    day.settle()
    assert day.bell.at is None


def test_another_zone_is_taken_up(day, app):
    day.remind("0 9 * * *", zone=None)
    before = day.bell.at
    app.settings.set("time_zone", "Asia/Tokyo")
    app.bus.publish(SettingsChanged(frozenset({"time_zone"}), "test"))
    day.settle()
    assert day.bell.at == before - 9 * HOUR_MS


def test_a_reading_that_comes_takes_the_notice_back(day, app, clock):
    day.remind("30 10 * * *", type="weight", unless_done=True)
    day.go_on_to(clock.now + 31 * MINUTE_MS)
    assert len(day.screen.notices) == 1
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", clock.now, 0)], day.me.id)
    day.settle()
    assert day.screen.notices == []
    assert day.occurrences.inbox(OWNER) == ()


def test_a_snoozed_one_rings_again(day, clock):
    day.remind("30 10 * * *")
    day.go_on_to(clock.now + 31 * MINUTE_MS)
    (waiting,) = day.occurrences.inbox(OWNER)
    day.occurrences.snooze(OWNER, [waiting.occurrence.id], 10)
    day.settle()
    assert day.screen.notices == []
    assert day.bell.at == clock.now + 10 * MINUTE_MS
    day.go_on_to(clock.now + 10 * MINUTE_MS)
    assert len(day.screen.notices) == 1


def test_what_a_job_of_the_system_raised_is_told_at_the_start(app, clock):
    early = Day(app, clock)
    early.reminders.add(OWNER, early.me.id, ReminderDraft("0 9 * * *", "Weigh", zone="UTC"))
    clock.set("2026-09-02 11:00")
    early.occurrences.look(OWNER, [])
    day = Day(app, clock)
    day.start()
    try:
        day.go_on_to(clock.now)
        assert len(day.screen.notices) == 1
    finally:
        day.scheduler.stop()


def test_days_of_sleep_are_one_notice(day, app, clock):
    day.remind("0 9,20 * * *")
    clock.now += 3 * DAY_MS + 12 * HOUR_MS
    app.bus.publish(ClockChanged())
    day.settle()
    day.go_on_to(clock.now)
    assert len(day.screen.notices) == 1
    assert day.trigger.looks == 1
    assert "before it were missed" in day.screen.notices[0].body


def test_a_clock_set_back_an_hour_tells_nothing_twice_and_does_not_hurry(day, app, clock):
    day.remind("*/10 * * * *")
    start = clock.now
    day.go_on_to(start + HOUR_MS)
    looks = day.trigger.looks
    clock.now = start
    app.bus.publish(ClockChanged())
    day.settle()
    day.go_on_to(start + 2 * HOUR_MS)
    assert day.trigger.looks - looks <= 12
    times = day.due_ats()
    assert len(times) == len(set(times)) == 12
    assert day.trigger.idle == 0


def test_a_clock_ten_years_ahead_is_one_look(day, app, clock):
    day.remind("* * * * *", grace_minutes=1)
    clock.now += 3653 * DAY_MS
    app.bus.publish(ClockChanged())
    day.settle()
    day.go_on_to(clock.now)
    assert day.trigger.looks == 1
    assert day.bell.at > clock.now


def test_a_way_that_fails_is_tried_again_and_nothing_hurries(day, clock):
    day.screen.refuses = True
    day.remind("30 10 * * *")
    day.go_on_to(clock.now + 4 * HOUR_MS)
    assert day.trigger.looks == 6
    assert day.occurrences.inbox(OWNER)[0].occurrence.state == "failed"


def test_a_file_that_takes_no_more_is_asked_less_and_less(day, clock):
    day.remind("30 10 * * *")
    tries = []

    def full(*_: object, **__: object) -> Look:
        tries.append(clock.now)
        raise StorageError("disk-full", path="healthdesk.db")

    day.trigger.run = full
    day.go_on_to(clock.now + 2 * HOUR_MS)
    waits = [later - sooner for sooner, later in itertools.pairwise(tries)]
    assert waits[:4] == [1_000, 2_000, 4_000, 8_000]
    assert waits[-1] == LONGEST_PAUSE_MS
    del day.trigger.run
    day.go_on_to(clock.now + HOUR_MS)
    assert len(day.screen.notices) == 1


def test_while_the_file_is_away_it_rests(day, app, clock):
    day.remind("30 10 * * *")
    app.bus.publish(DatabaseClosed("maintenance", "somebody"))
    day.settle()
    assert day.bell.at is None
    day.remind("0 11 * * *")
    assert day.bell.at is None
    app.bus.publish(DatabaseOpened())
    day.settle()
    assert day.bell.at == clock.now + 30 * MINUTE_MS


@pytest.mark.parametrize("key", ["rollout", "user"])
def test_while_the_user_is_not_let_in_it_rests_and_the_file_stays_open(day, app, clock, key):
    day.remind("30 10 * * *")
    day.scheduler.stop()
    let_in = True
    day.scheduler.start(OWNER, let_in=lambda: let_in)
    day.settle()
    due_at = day.bell.at
    assert due_at is not None
    let_in = False
    app.bus.publish(SettingsChanged(frozenset({key}), "other"))
    day.settle()
    assert day.bell.at is None
    clock.now = due_at + MINUTE_MS
    day.bell.ring()  # as it might while the switch is thrown
    day.settle()
    assert day.screen.notices == []
    assert day.due_ats() == []
    let_in = True
    app.bus.publish(SettingsChanged(frozenset({key}), "other"))
    day.settle()
    day.go_on_to(clock.now + MINUTE_MS)
    assert len(day.screen.notices) == 1


def test_nothing_is_sent_anew_while_the_user_is_not_let_in(day):
    asked = []

    def orphans():
        asked.append("orphans")
        return ()

    day.screen.orphans = orphans
    day.scheduler.stop()
    day.scheduler.start(OWNER, let_in=lambda: False)
    day.settle()
    assert asked == []
    day.scheduler.stop()
    day.scheduler.start(OWNER, let_in=lambda: True)
    day.settle()
    assert asked == ["orphans"]


class Running(Clock):
    """A clock that goes on by itself, and skips what nobody has to wait for."""

    def __init__(self, text: str) -> None:
        self._ahead = 0.0
        super().__init__(text)

    @property
    def now(self) -> int:
        return int(self._ahead + time.monotonic() * 1000)

    @now.setter
    def now(self, at: int) -> None:
        self._ahead = at - time.monotonic() * 1000


@pytest.mark.slow
def test_a_day_of_a_hundred_reminders_is_told_in_time(app):
    day = Day(app, clock := Running("2026-09-01 12:00"))
    day.start()
    try:
        for number in range(100):
            day.remind(f"{number % 60} */{1 + number % 6} * * *", grace_minutes=7)
        until = clock.now + DAY_MS
        while day.bell.at is not None and day.bell.at <= until:
            clock.now = max(clock.now, day.bell.at)
            day.bell.at = None
            day.bell.ring()
            day.settle()
        late: list[int] = []
        for one in day.occurrences.between(OWNER, 0, 1 << 52):
            late += [
                moment.lateness for moment in day.occurrences.history(OWNER, one.id)
                if moment.kind == "sent" and moment.lateness is not None
            ]  # fmt: skip
        assert len(late) > 700
        assert heapq.nlargest(len(late) // 100, late)[-1] <= 1000
        assert day.trigger.idle == 0
    finally:
        day.scheduler.stop()


def test_the_real_alarm_rings_once_at_its_time_and_not_when_taken_away():
    rung = threading.Semaphore(0)
    alarm = WakeUp(rung.release)
    try:
        alarm.set(_in(3_600_000))
        alarm.set(_in(50))
        assert rung.acquire(timeout=PATIENCE_S)
        alarm.set(_in(-1000))
        assert rung.acquire(timeout=PATIENCE_S)
        alarm.set(_in(3_600_000))
        alarm.set(None)
        assert not rung.acquire(blocking=False)
    finally:
        alarm.close()


def _in(ms: int) -> int:
    return round(dt.datetime.now(dt.UTC).timestamp() * 1000) + ms


def test_the_program_starts_and_stops_it_without_leaving_a_thread(make_app):
    app = make_app("data")
    draft = ReminderDraft("* * * * *", "Weigh", zone="UTC")
    app.reminders.add(OWNER, app.journal.default_person(OWNER).id, draft)
    app.scheduler.start(OWNER)
    app.scheduler.start(OWNER)
    assert app.scheduler.settled(PATIENCE_S)
    names = [thread.name for thread in threading.enumerate()]
    assert names.count("reminders") == names.count("APScheduler") == 1
    app.close()
    wait_for("the end", lambda: "APScheduler" not in {t.name for t in threading.enumerate()})
