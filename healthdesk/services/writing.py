"""One write of a service: a transaction, and after its commit the event."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from healthdesk.domain.events import TypesChanged
from healthdesk.services.bus import Bus
from healthdesk.storage.changes import Writer
from healthdesk.storage.database import Database, Priority, Tx

Clock = Callable[[], int]


def wall_clock() -> int:
    return time.time_ns() // 1_000_000


class Write:
    """One transaction with what follows it. Not a generator: it stands around each single
    reading that is saved."""

    __slots__ = ("_bus", "_db", "_transaction", "_tx")

    def __init__(
        self, db: Database, bus: Bus, kind: str, priority: Priority = Priority.USER
    ) -> None:
        self._db, self._bus = db, bus
        self._transaction = db.transaction(kind, priority)

    def __enter__(self) -> Tx:
        self._tx = tx = self._transaction.__enter__()
        return tx

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transaction.__exit__(kind, error, trace)
        if error is not None:
            return
        if isinstance(self._tx.announce, TypesChanged):
            self._db.forget_types()
        self._bus.publish(self._tx.event)


def writer_code(tx: Tx, writer: Writer | None) -> str:
    """Who wrote, as sentences know it: "here", the name of a program, or "" for nobody
    known."""
    if writer is None:
        return ""
    return "here" if writer.origin == tx.origin else writer.program
