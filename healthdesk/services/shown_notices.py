"""Which notices stand on a screen, remembered in the file: a notice may outlive the process
that sent it, and a later one takes the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from healthdesk.storage.database import Database, Priority
from healthdesk.storage.state import remember, remembered

_KEY = "reminders.shown"
# Nobody has more on a screen; the oldest are forgotten.
KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a notice stands: `bus` and `server` name one run of one notification service, and
    `number` is the service's own for the notice. `poster` is who sent it."""

    bus: str
    server: str
    number: int
    poster: str = ""

    def same(self, other: Place) -> bool:
        """Whether it is the same notice, whoever sent it."""
        mine, others = (self.bus, self.server, self.number), (other.bus, other.server, other.number)
        return mine == others


class ShownNotices:
    """The notices of one file's reminders."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, place: Place, ids: Collection[int]) -> None:
        entry = {
            "bus": place.bus, "server": place.server, "number": place.number,
            "poster": place.poster, "ids": _folded(ids),
        }  # fmt: skip
        with self._db.transaction("notice", Priority.REMINDER) as tx:
            known = remembered(tx.raw, _KEY, [])
            kept = [one for one in known if not _place(one).same(place)]
            remember(tx, _KEY, [*kept, entry][-KEPT:])

    def find(self, place: Place) -> tuple[Place, tuple[int, ...]] | None:
        """The notice at a place, with who sent it, and the ids of its occurrences."""
        for one in self._entries():
            if _place(one).same(place):
                return _place(one), tuple(_unfolded(one["ids"]))
        return None

    def take(self, gone: Callable[[Place, tuple[int, ...]], bool]) -> tuple[Place, ...]:
        """Forget those that are `gone`, and return their places."""
        if not any(gone(_place(one), tuple(_unfolded(one["ids"]))) for one in self._entries()):
            return ()
        with self._db.transaction("notice", Priority.REMINDER) as tx:
            known = remembered(tx.raw, _KEY, [])
            taken = [one for one in known if gone(_place(one), tuple(_unfolded(one["ids"])))]
            remember(tx, _KEY, [one for one in known if one not in taken])
        return tuple(_place(one) for one in taken)

    def set_closed(self, place: Place) -> None:
        """It is not on the screen any more, and may still be answered from a list there."""
        if self.find(place) is None:
            return
        with self._db.transaction("notice", Priority.REMINDER) as tx:
            known = remembered(tx.raw, _KEY, [])
            remember(
                tx, _KEY,
                [one | {"closed": True} if _place(one).same(place) else one for one in known],
            )  # fmt: skip

    def open_at(self, bus: str, server: str) -> Iterator[tuple[Place, tuple[int, ...]]]:
        """Those of one run of a service that nobody saw leave the screen, the latest last."""
        for one in self._entries():
            if (one["bus"], one["server"]) == (bus, server) and not one.get("closed"):
                yield _place(one), tuple(_unfolded(one["ids"]))

    def _entries(self) -> list[dict[str, Any]]:
        with self._db.reading() as connection:
            return list(remembered(connection, _KEY, []))


def _place(entry: dict[str, Any]) -> Place:
    return Place(entry["bus"], entry["server"], entry["number"], entry["poster"])


def _folded(ids: Iterable[int]) -> list[list[int]]:
    """Numbers as runs: thousands that were due together are one."""
    ordered = sorted(ids)
    if not ordered:
        return []
    breaks = [i for i, (low, high) in enumerate(pairwise(ordered), 1) if high != low + 1]
    starts = [0, *breaks]
    return [
        [ordered[a], ordered[b - 1]] for a, b in zip(starts, [*breaks, len(ordered)], strict=True)
    ]


def _unfolded(runs: Sequence[Sequence[int]]) -> Iterator[int]:
    for first, last in runs:
        yield from range(first, last + 1)
