"""Wakes at the next due time, and not before.

One job of APScheduler stands at the earliest instant at which there is something to do for this
process. What changes reminders, due times, readings or the clock moves it. The work is done on
one thread of our own, so that whoever reports a change does not wait for it.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import (
    ClockChanged,
    DatabaseClosed,
    DatabaseOpened,
    Event,
    OccurrencesChanged,
    PersonsChanged,
    RecordsChanged,
    RemindersChanged,
    SettingsChanged,
)
from healthdesk.domain.times import EPOCH
from healthdesk.services.bus import Bus
from healthdesk.services.notify import Replies
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from healthdesk.services.writing import Clock, wall_clock

_LOG = logging.getLogger("healthdesk.scheduler")
# Where a look left something that is due still due (the disk is full, the file is away), the
# next one waits, each time longer.
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 1_000, 300_000
_JOIN_S: Final = 10.0
_ZONES: Final = ("time_zone", "reminders.")
_WHO_IS_LET_IN: Final = frozenset({"rollout", "user"})


class Alarm(Protocol):
    """Rings once at an instant (ms)."""

    def set(self, at: int | None) -> None:
        """None: not at all. What was set before is forgotten."""

    def close(self) -> None: ...


class WakeUp:
    """The one job of APScheduler."""

    def __init__(self, ring: Callable[[], object]) -> None:
        from apscheduler.executors.debug import DebugExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        # Its log names jobs and times at every step.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._ring = ring
        # The job only hands over, so it runs on the thread that waits.
        self._scheduler: Any = BackgroundScheduler(
            timezone=dt.UTC, executors={"default": DebugExecutor()}, daemon=True
        )
        self._scheduler.start()

    def set(self, at: int | None) -> None:
        if at is None:
            self._scheduler.remove_all_jobs()
            return
        from apscheduler.triggers.date import DateTrigger

        moment = DateTrigger(EPOCH + dt.timedelta(milliseconds=at), dt.UTC)
        self._scheduler.add_job(
            self._ring, moment, id="due", replace_existing=True,
            misfire_grace_time=None, coalesce=True,
        )  # fmt: skip

    def close(self) -> None:
        self._scheduler.shutdown()


@dataclass(slots=True)
class _Wanted:
    """What is to be done, gathered while something else is being done."""

    look: bool = False
    plan: bool = False
    anew: bool = False
    take_back: bool = False
    closed: bool = False
    recorded: set[str] = field(default_factory=set)
    # A write that names no types may concern all.
    any_recorded: bool = False

    @property
    def anything(self) -> bool:
        flags = (self.look, self.plan, self.anew, self.take_back, self.closed, self.any_recorded)
        return any(flags) or bool(self.recorded)


class Scheduler:
    """The scheduler of one process; it stands still until `start`."""

    def __init__(
        self,
        trigger: ReminderTrigger,
        occurrences: Occurrences,
        reminders: Reminders,
        bus: Bus,
        *,
        clock: Clock = wall_clock,
        alarm: Callable[[Callable[[], object]], Alarm] = WakeUp,
    ) -> None:
        self._trigger, self._occurrences, self._reminders = trigger, occurrences, reminders
        self._bus, self._clock, self._make_alarm = bus, clock, alarm
        self._changed = threading.Condition()
        self._wanted = _Wanted()
        self._busy = self._ending = False
        self._thread: threading.Thread | None = None
        self._alarm: Alarm | None = None
        self._away = False
        self._let_in: Callable[[], bool] | None = None
        # How long a look that was no use is waited after, and until when.
        self._pause = self._not_before = 0
        self._unfollow: Callable[[], None] = lambda: None
        self._replies: Replies

    @needs("reminders.write")
    def start(
        self,
        actor: Actor,
        replies: Replies | None = None,
        let_in: Callable[[], bool] | None = None,
    ) -> None:
        """Look what is due, and from here on whenever something is. Answers in notices are
        taken by `replies`. While `let_in` says no, nothing is looked at; a change of the
        switches or of the user asks it again. Without it, always."""
        if self._thread is not None:
            return
        self._let_in = let_in
        self._replies = replies or Replies(actor, self._occurrences)
        self._ending = False
        self._alarm = self._make_alarm(self._ring)
        self._unfollow = self._bus.subscribe(self._hear)
        self._trigger.way_came = self._way_came
        self._thread = threading.Thread(
            target=self._run, args=(actor,), name="reminders", daemon=True
        )
        self._thread.start()
        self._want(anew=True, any_recorded=True, take_back=True)

    def stop(self) -> None:
        """End the threads; what is under way is finished."""
        self._unfollow()
        if self._alarm is not None:
            self._alarm.close()
            self._alarm = None
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_JOIN_S)
            self._thread = None

    def settled(self, seconds: float) -> bool:
        """Wait until nothing is left to do before the next alarm; False where that takes
        longer."""
        with self._changed:
            return self._changed.wait_for(
                lambda: not (self._busy or self._wanted.anything), seconds
            )

    # Hearing

    def _ring(self) -> None:
        self._want(look=True)

    def _way_came(self) -> None:
        self._want(plan=True)

    def _hear(self, event: Event) -> None:
        match event:
            case RecordsChanged(types=types) if types:
                self._want(recorded=types)
            case RecordsChanged():
                self._want(any_recorded=True)
            case OccurrencesChanged() | RemindersChanged():
                self._want(plan=True, take_back=True)
            case PersonsChanged() | ClockChanged() | DatabaseOpened():
                self._want(anew=True)
            case SettingsChanged(keys=keys) if not keys.isdisjoint(_WHO_IS_LET_IN):
                self._want(anew=True, any_recorded=True, take_back=True)
            case SettingsChanged(keys=keys) if any(key.startswith(_ZONES) for key in keys):
                self._want(anew=True)
            case DatabaseClosed():
                self._want(closed=True)
            case _:
                return

    def _want(self, *, recorded: frozenset[str] = frozenset(), **flags: bool) -> None:
        with self._changed:
            self._wanted.recorded |= recorded
            for name in flags:
                setattr(self._wanted, name, True)
            self._changed.notify_all()

    # Doing

    def _run(self, actor: Actor) -> None:
        self._trigger.listen(self._replies)
        if not self._rests():
            self._try(lambda: self._trigger.take_over(actor))
        while (wanted := self._next()) is not None:
            if not self._try(partial(self._do, actor, wanted)):
                self._wait_longer()

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except HealthdeskError as error:
            # Locked, away, or the disk is full: looked at again later.
            _LOG.info("reminders wait", extra={"code": error.code})
            return False
        except Exception:  # noqa: BLE001 - the thread goes on, and the bug is told
            _LOG.exception("a look at the reminders failed")
            return False
        return True

    def _rests(self) -> bool:
        return self._let_in is not None and not self._let_in()

    def _next(self) -> _Wanted | None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._ending or self._wanted.anything)
            if self._ending:
                return None
            wanted, self._wanted = self._wanted, _Wanted()
            self._busy = True
            return wanted

    def _do(self, actor: Actor, wanted: _Wanted) -> None:
        if wanted.closed:
            self._away = True
            self._set(None)
        if self._rests():
            self._set(None)
            return
        if wanted.anew:
            self._away = False
            self._reminders.work_out_anew(actor)
        if self._away:
            return
        if wanted.any_recorded:
            self._occurrences.settle(actor)
        elif wanted.recorded:
            self._occurrences.settle(actor, None, tuple(wanted.recorded))
        if wanted.look:
            self._trigger.run(actor, wait=False)
        if wanted.take_back:
            self._trigger.take_back(actor)
        self._plan(actor, looked=wanted.look)

    def _plan(self, actor: Actor, *, looked: bool) -> None:
        now = self._clock()
        at = self._occurrences.next_wake(actor, self._trigger.channels(actor))
        if at is None or at > now:
            self._pause = 0
            self._set(at)
        elif looked:
            self._wait_longer()
        else:
            self._set(min(max(now, self._not_before), now + self._pause))

    def _wait_longer(self) -> None:
        self._pause = min(max(2 * self._pause, FIRST_PAUSE_MS), LONGEST_PAUSE_MS)
        self._not_before = self._clock() + self._pause
        self._set(self._not_before)

    def _set(self, at: int | None) -> None:
        alarm = self._alarm
        if alarm is not None:
            alarm.set(at)
