"""Answers that took work, kept for a while: until something they were made from is written."""

from __future__ import annotations

import marshal
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from healthdesk.storage.changes import Mark, mark, touched_since
from healthdesk.storage.database import Connection

# All answers together; one that takes more than a quarter of it is not kept.
MOST_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Concerns:
    """Whom and which types (slugs) an answer is about."""

    person_id: int
    slugs: frozenset[str]


@dataclass(slots=True)
class _Entry:
    packed: bytes
    concerns: Concerns
    mark: Mark
    made_at: float


class AnswerCache:
    """Least recently asked answers go first. Any thread may ask.

    Every look compares the newest note of a write, this process's or another's, in the
    snapshot the caller reads from: one row by its key. Answers are kept packed, so nobody can
    change one, and its bytes are known.
    """

    def __init__(
        self,
        seconds: float,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._most = most_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._bytes = 0
        self._hits = 0
        self._misses = 0

    def answer(
        self,
        connection: Connection,
        key: Hashable,
        concerns: Concerns,
        make: Callable[[], dict[str, Any]],
    ) -> dict[str, Any]:
        """The kept answer to `key`, else what `make` gives, which must be plain values."""
        if self._seconds <= 0:
            return make()
        packed = self.packed(connection, key, concerns, lambda: marshal.dumps(make()))
        answer: dict[str, Any] = marshal.loads(packed)  # noqa: S302 - packed above, in this process
        return answer

    def packed(
        self, connection: Connection, key: Hashable, concerns: Concerns, make: Callable[[], bytes]
    ) -> bytes:
        """As `answer`, of one that `make` gives packed already."""
        if self._seconds <= 0:
            return make()
        newest = mark(connection)
        packed = self._kept(connection, key, newest)
        if packed is None:
            packed = make()
            with self._lock:
                self._misses += 1
            self._keep(key, _Entry(packed, concerns, newest, self._clock()))
        return packed

    def kept(self, connection: Connection, key: Hashable) -> bytes | None:
        """What `packed` would give without making it."""
        return None if self._seconds <= 0 else self._kept(connection, key, mark(connection))

    def figures(self) -> dict[str, int]:
        """How many answers are kept, in how many bytes, and how often one was there or not."""
        with self._lock:
            return {
                "entries": len(self._entries),
                "hits": self._hits,
                "misses": self._misses,
                "bytes": self._bytes,
            }

    def _kept(self, connection: Connection, key: Hashable, newest: Mark) -> bytes | None:
        with self._lock:
            entry = self._entries.get(key)
        if entry is not None and not self._holds(connection, entry, newest):
            self._drop(key)
            entry = None
        if entry is None:
            return None
        with self._lock:
            self._hits += 1
            if key in self._entries:
                self._entries.move_to_end(key)
            return entry.packed

    def _holds(self, connection: Connection, entry: _Entry, newest: Mark) -> bool:
        if self._clock() - entry.made_at >= self._seconds:
            return False
        if entry.mark == newest:
            return True
        concerns = entry.concerns
        if touched_since(connection, entry.mark, concerns.person_id, concerns.slugs):
            return False
        if newest.seq > entry.mark.seq:
            entry.mark = newest
        return True

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        with self._lock:
            if len(entry.packed) > self._most // 4:
                return
            replaced = self._entries.pop(key, None)
            self._bytes += len(entry.packed) - (len(replaced.packed) if replaced else 0)
            self._entries[key] = entry
            while self._bytes > self._most:
                _, oldest = self._entries.popitem(last=False)
                self._bytes -= len(oldest.packed)

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            entry = self._entries.pop(key, None)
            if entry is not None:
                self._bytes -= len(entry.packed)
