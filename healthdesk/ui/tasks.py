"""Work off the main thread, and the one door back to it.

    context.tasks.run(
        lambda: journal.page(OWNER, query, 0, 200),
        self.show_page,                # on the main thread, with what the work returned
        key=("records.page", id(self)),  # newest question wins: older answers are dropped
        owner=self,                    # nothing is called once this object is deleted
    )
    context.tasks.run(lambda: journal.delete(OWNER, ids), self.deleted, lane="write", owner=self)

Lanes: "read" (two threads), "write" (one, in order; never takes a key, since a write must
not be dropped), "long" (one: imports, exports, backups), "net" (four).

Without `failed`, a `HealthdeskError` is shown as a sentence (`Tasks.troubled`). Any other
exception is a bug: it is logged and opens the crash page (`Tasks.crashed`); `failed` is not
called for it, `ended` (either way) is. `run` returns a `Job`; `job.cancel()` drops its
answer, and `job.is_cancelled` may be handed to a service that asks whether to go on.
`working` says when the first thing that may write is begun, and when the last is answered.
From inside the work, `tasks.deliver(function, *args)` calls a function on the main thread
(progress).
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from healthdesk.domain.errors import HealthdeskError

T = TypeVar("T")
LaneName = Literal["read", "write", "long", "net"]
THREADS: Final[dict[LaneName, int]] = {"read": 2, "write": 1, "long": 1, "net": 4}
JOIN_SECONDS: Final = 5.0
# What is done there may write.
WRITING: Final = frozenset({"write", "long"})

LOG = logging.getLogger("healthdesk.window.tasks")


class Job:
    """One piece of work on its way: waiting, running, answered or cancelled."""

    __slots__ = (
        "_cancelled", "done", "ended", "failed", "key", "may_write", "owner", "work", "writes"
    )  # fmt: skip

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[HealthdeskError], object] | None,
        ended: Callable[[], object] | None,
        key: Hashable | None,
        owner: QObject | None,
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.ended = ended
        self.key = key
        self.owner = owner
        self.writes = False
        self.may_write = False
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Drop the answer; work that has not begun does not begin."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def wanted(self) -> bool:
        """Whether somebody is still there to hear the answer (main thread only)."""
        return not self.is_cancelled() and (self.owner is None or shiboken6.isValid(self.owner))


class _Lane:
    """A queue and the threads that empty it; threads start with the first job."""

    def __init__(self, name: str, threads: int, perform: Callable[[Job], None]) -> None:
        self._name = name
        self._limit = threads
        self._perform = perform
        self._jobs: deque[Job] = deque()
        self._wake = threading.Condition()
        self._idle = 0
        self._closing = False
        self._running: list[Job] = []
        self.threads: list[threading.Thread] = []

    def put(self, job: Job) -> bool:
        with self._wake:
            if self._closing:
                return False
            self._jobs.append(job)
            if self._idle < len(self._jobs) and len(self.threads) < self._limit:
                name = f"healthdesk-{self._name}-{len(self.threads)}"
                thread = threading.Thread(target=self._loop, name=name, daemon=True)
                self.threads.append(thread)
                thread.start()
            self._wake.notify()
            return True

    def close(self, finish: bool) -> None:
        """Take no more; `finish` works off what waits, else it is cancelled."""
        with self._wake:
            self._closing = True
            if not finish:
                for job in (*self._jobs, *self._running):
                    job.cancel()
                self._jobs.clear()
            self._wake.notify_all()

    def is_busy(self) -> bool:
        with self._wake:
            return bool(self._jobs or self._running)

    def _next(self) -> Job | None:
        with self._wake:
            self._idle += 1
            while not self._jobs and not self._closing:
                self._wake.wait()
            self._idle -= 1
            if not self._jobs:
                return None
            job = self._jobs.popleft()
            self._running.append(job)
            return job

    def _loop(self) -> None:
        while (job := self._next()) is not None:
            self._perform(job)
            with self._wake:
                self._running.remove(job)
            del job  # not kept alive while waiting for the next


class Tasks(QObject):
    """The only way from the window to the services."""

    troubled = Signal(object)  # HealthdeskError nobody asked for
    crashed = Signal(object)  # any other exception
    working = Signal(bool)  # on anything that may write
    _knock = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {name: _Lane(name, n, self._perform) for name, n in THREADS.items()}
        self._newest: dict[Hashable, Job] = {}
        # Writes whose answers have not come back.
        self._writes = 0
        self._works = 0  # these, and long work
        self._written_at = 0.0
        self._open = True
        self._closing = threading.Event()
        self._door = threading.Lock()
        self._hears = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[HealthdeskError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        key: Hashable | None = None,
        lane: LaneName = "read",
        owner: QObject | None = None,
    ) -> Job:
        """Do `work` on a thread of `lane`; see the module's text. Main thread only."""
        if key is not None and lane == "write":
            raise ValueError("a write is never superseded")
        self._hear()
        job = Job(work, done, failed, ended, key, owner)
        job.writes = lane == "write"
        job.may_write = lane in WRITING
        if key is not None:
            older = self._newest.get(key)
            if older is not None:
                older.cancel()
            self._newest[key] = job
        if not self._lanes[lane].put(job):
            job.cancel()
        else:
            self._note_begun(job)
        return job

    def after_writes(self, function: Callable[[], object], owner: QObject) -> None:
        """Call `function` once all writes so far have been answered: at once where none is
        under way. Main thread only."""
        if self._writes:
            self.run(_nothing, lambda _: function(), lane="write", owner=owner)
        else:
            function()

    def deliver(self, function: Callable[..., object], *args: Any) -> None:
        """Call `function(*args)` on the main thread, soon; may be called from any thread."""
        if self._open:
            self._hear()
            self._knock.emit(lambda: function(*args))

    def is_closing(self) -> bool:
        """Whether the window is going: long work asks this and stops."""
        return self._closing.is_set()

    def is_busy(self) -> bool:
        """Whether anything is being worked on or waits to be."""
        return any(lane.is_busy() for lane in self._lanes.values())

    def shutdown(self, seconds: float = JOIN_SECONDS) -> bool:
        """Finish the writes, drop the rest, join the threads; False if one still runs."""
        self._closing.set()
        for name, lane in self._lanes.items():
            lane.close(finish=name == "write")
        for job in self._newest.values():
            job.cancel()
        self._newest.clear()
        until = time.monotonic() + seconds
        threads = [thread for lane in self._lanes.values() for thread in lane.threads]
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._open = False
        return not any(thread.is_alive() for thread in threads)

    def _perform(self, job: Job) -> None:
        """On the lane's thread: do it, unless it is not wanted any more, and knock at the door
        with the answer."""
        answer: Callable[[], None]
        try:
            result = None if job.is_cancelled() else job.work()
        except HealthdeskError as error:
            answer = _bound(self._fail, job, error)
        except BaseException as error:  # noqa: BLE001 - told on the main thread
            answer = _bound(self._crash, job, error)
        else:
            answer = _bound(self._succeed, job, result)
        if self._open:
            self._knock.emit(answer)

    def _hear(self) -> None:
        """Open the door, at the first knock: not before the first paint."""
        with self._door:
            if not self._hears:
                self._hears = True
                self._knock.connect(self._answer, QtCore.Qt.ConnectionType.QueuedConnection)

    def _answer(self, answer: Callable[[], None]) -> None:
        answer()

    def writing_for(self) -> float:
        """For how many seconds a write has been under way; 0 without one. Main thread only."""
        return time.monotonic() - self._written_at if self._writes else 0.0

    def _note_begun(self, job: Job) -> None:
        if job.writes:
            if not self._writes:
                self._written_at = time.monotonic()
            self._writes += 1
        if job.may_write:
            self._works += 1
            if self._works == 1:
                self.working.emit(True)

    def _note_ended(self, job: Job) -> None:
        if job.writes:
            self._writes -= 1
            # The one behind it begins.
            self._written_at = time.monotonic()
        if job.may_write:
            self._works -= 1
            if not self._works:
                self.working.emit(False)

    def _forget(self, job: Job) -> bool:
        """Take the job off the books; whether its answer is wanted."""
        wanted = job.wanted()
        self._note_ended(job)
        if job.key is not None and self._newest.get(job.key) is job:
            del self._newest[job.key]
        return wanted

    def _succeed(self, job: Job, result: Any) -> None:
        if not self._forget(job):
            return
        if job.ended is not None:
            job.ended()
        if job.done is not None:
            job.done(result)

    def _fail(self, job: Job, error: HealthdeskError) -> None:
        if not self._forget(job):
            return
        if job.ended is not None:
            job.ended()
        if job.failed is not None:
            job.failed(error)
        else:
            self.troubled.emit(error)

    def _crash(self, job: Job, error: BaseException) -> None:
        trace: tuple[type[BaseException], BaseException, TracebackType | None]
        trace = (type(error), error, error.__traceback__)
        LOG.error("work failed", exc_info=trace)
        if self._forget(job) and job.ended is not None:
            job.ended()
        self.crashed.emit(error)


def _nothing() -> None:
    """A write behind others that writes nothing itself."""


def _bound(method: Callable[..., None], *args: Any) -> Callable[[], None]:
    return lambda: method(*args)
