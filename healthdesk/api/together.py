"""Readings that come at the same time, stored in one write.

To bring a write to the disk takes longer than all else, and only one is made at a time. What
comes while one is under way waits for the next, which takes all of it along; whoever waits is
answered when their own reading is on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from starlette.concurrency import run_in_threadpool

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import StorageError, Unavailable
from healthdesk.domain.records import Draft, Outcome, Record

# Readings in one write; more would keep others waiting.
MOST: Final = 64


class Adds(Protocol):
    """The journal, as far as it is needed here."""

    def add(self, actor: Actor, drafts: Sequence[Draft], person_id: int, /) -> Outcome: ...


@dataclass(slots=True, eq=False)
class _Asked:
    actor: Actor
    draft: Draft
    person_id: int
    stored: asyncio.Future[Record]

    def goes_with(self, other: _Asked) -> bool:
        return (self.actor, self.person_id) == (other.actor, other.person_id)


class Together:
    """Asked on the server's thread alone; stores on others."""

    def __init__(self, journal: Adds) -> None:
        self._journal = journal
        self._waiting: list[_Asked] = []
        self._storing: asyncio.Task[None] | None = None

    async def add(self, actor: Actor, draft: Draft, person_id: int) -> Record:
        """The reading as it is stored. Raises what the journal raises for it alone."""
        asked = _Asked(actor, draft, person_id, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_waiting())
        return await asked.stored

    async def _store_waiting(self) -> None:
        some: list[_Asked] = []
        try:
            while self._waiting:
                first = self._waiting[0]
                some = [one for one in self._waiting if one.goes_with(first)][:MOST]
                self._waiting = [one for one in self._waiting if one not in some]
                found = await run_in_threadpool(self._store, some)
                for one, came in zip(some, found, strict=True):
                    _tell(one, came)
        finally:
            self._storing = None
            # Where the server ends, nobody is left waiting.
            for one in (*some, *self._waiting):
                one.stored.cancel()
            self._waiting = []

    def _store(self, some: Sequence[_Asked]) -> list[Record | Exception]:
        """All in one write; one by one where something is wrong with any of them."""
        first = some[0]
        drafts = [one.draft for one in some]
        try:
            return list(self._journal.add(first.actor, drafts, first.person_id).records)
        except (StorageError, Unavailable) as error:  # of the file, not of a reading
            return [error] * len(some)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            if len(some) == 1:
                return [error]
        return [came for one in some for came in self._store([one])]


def _tell(asked: _Asked, came: Record | Exception) -> None:
    if asked.stored.done():  # nobody waits any more
        return
    if isinstance(came, Exception):
        asked.stored.set_exception(came)
    else:
        asked.stored.set_result(came)
