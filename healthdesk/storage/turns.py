"""Who may write next, and who reads by which connection."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import threading
from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from healthdesk.domain.errors import Unavailable


class Priority(IntEnum):
    """Who goes first at the one writing connection."""

    USER = 0
    REMINDER = 1
    IMPORT = 2
    MAINTENANCE = 3


class Turnstile:
    """A lock whose waiters pass by priority, then in order of arrival."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._condition = threading.Condition(self._lock)
        self._waiting: list[tuple[int, int]] = []
        self._order = itertools.count()
        self._taken = False

    @contextlib.contextmanager
    def pass_through(self, priority: Priority) -> Iterator[None]:
        self.enter(priority)
        try:
            yield
        finally:
            self.leave()

    def enter(self, priority: Priority) -> None:
        """Wait for one's turn; `leave` ends it."""
        with self._lock:
            if not self._taken and not self._waiting:
                self._taken = True
                return
            ticket = (int(priority), next(self._order))
            heapq.heappush(self._waiting, ticket)
            try:
                while self._taken or self._waiting[0] != ticket:
                    self._condition.wait()
            except BaseException:  # interrupted: nobody may wait behind who is not there
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._condition.notify_all()
                raise
            heapq.heappop(self._waiting)
            self._taken = True

    def leave(self) -> None:
        with self._lock:
            self._taken = False
            if self._waiting:
                self._condition.notify_all()


class Readers:
    """The reading connections: lent one by one, and called in before the file is let go."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._free: list[Any] = []
        self._lent: list[Any] = []
        self._closed = True

    def lend(self) -> Any:
        """Waits for a free one. Raises `Unavailable` where the file is not open."""
        with self._condition:
            while not self._closed and not self._free:
                self._condition.wait()
            if self._closed:
                raise Unavailable("database-closed")
            connection = self._free.pop()
            self._lent.append(connection)
            return connection

    def lend_now(self) -> Any:
        """None where there is none to be had without waiting."""
        with self._condition:
            if self._closed or not self._free:
                return None
            connection = self._free.pop()
            self._lent.append(connection)
            return connection

    def give_back(self, connection: Any) -> None:
        with self._condition:
            # One that was called in meanwhile is closed and belongs to nobody.
            if connection in self._lent:
                self._lent.remove(connection)
                self._free.append(connection)
            self._condition.notify_all()

    def fill(self, connections: list[Any]) -> None:
        with self._condition:
            self._free, self._lent, self._closed = connections, [], False
            self._condition.notify_all()

    def call_in(self, patience: float) -> None:
        """Lend no more, and wait until all are back or the patience is over."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: not self._lent, patience)
            self._free, self._lent = [], []
