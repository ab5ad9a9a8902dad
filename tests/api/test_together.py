"""Readings that come at the same time: one write, and to each its own answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from healthdesk.api.together import MOST, Together
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import InvalidData, StorageError
from healthdesk.domain.records import Draft, Outcome, Person, RecordQuery
from tests.opened import NEW_YEAR, verified, weight


class Slow:
    """The journal, whose first write takes until it is let go; keeps what came in each."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.writes: list[list[float]] = []
        self.begun, self.go = threading.Event(), threading.Event()

    def add(self, actor: Actor, drafts: Sequence[Draft], person_id: int, /) -> Outcome:
        self.writes.append([draft.value for draft in drafts])
        self.begun.set()
        assert self.go.wait(30)
        return self._app.journal.add(actor, drafts, person_id)


def added(
    app: App, values: Sequence[float], people: Sequence[int], journal: Slow | None = None
) -> tuple[Slow, list[object]]:
    """What each got that came while the first was being stored."""
    journal = journal or Slow(app)
    together = Together(journal)

    async def scene() -> list[object]:
        asked = [
            together.add(OWNER, weight(value), person)
            for value, person in zip(values, people, strict=True)
        ]
        first = asyncio.create_task(asked[0])
        await asyncio.to_thread(journal.begun.wait, 30)
        rest = [asyncio.create_task(one) for one in asked[1:]]
        await asyncio.sleep(0)  # each of them has asked
        journal.go.set()
        return list(await asyncio.gather(first, *rest, return_exceptions=True))

    return journal, asyncio.run(scene())


def values_of(answers: Sequence[object]) -> list[float | str]:
    return [
        answer.fields[0].field if isinstance(answer, InvalidData) else getattr(answer, "value", "?")
        for answer in answers
    ]


def test_what_comes_during_a_write_is_one_write(app: App, me: Person):
    values = [70.0 + n for n in range(10)]
    journal, answers = added(app, values, [me.id] * 10)
    assert journal.writes == [values[:1], values[1:]]
    assert values_of(answers) == values
    assert app.journal.count(OWNER, RecordQuery()) == 10
    verified(app)


def test_a_wrong_one_is_refused_alone(app: App, me: Person):
    journal, answers = added(app, [70.0, 71.0, -5.0, 72.0], [me.id] * 4)
    assert values_of(answers) == [70.0, 71.0, "value", 72.0]
    assert journal.writes == [[70.0], [71.0, -5.0, 72.0], [71.0], [-5.0], [72.0]]
    assert app.journal.count(OWNER, RecordQuery()) == 3


class Failing(Slow):
    """As `Slow`; a write with a reading of 71 fails."""

    def __init__(self, app: App, error: Exception) -> None:
        super().__init__(app)
        self._error = error

    def add(self, actor: Actor, drafts: Sequence[Draft], person_id: int, /) -> Outcome:
        if any(draft.value == 71 for draft in drafts):
            self.writes.append([draft.value for draft in drafts])
            raise self._error
        return super().add(actor, drafts, person_id)


def test_what_nobody_expected_of_one_is_its_own_failure(app: App, me: Person):
    error = ArithmeticError()
    journal = Failing(app, error)
    _, answers = added(app, [70.0, 71.0, 72.0], [me.id] * 3, journal)
    assert answers[1] is error
    assert values_of(answers) == [70.0, "?", 72.0]
    assert app.journal.count(OWNER, RecordQuery()) == 2


def test_what_is_wrong_with_the_file_is_tried_once_for_all(app: App, me: Person):
    """To wait for another writer once for each of them would take minutes."""
    error = StorageError("database-busy")
    journal = Failing(app, error)
    _, answers = added(app, [70.0, 71.0, 72.0], [me.id] * 3, journal)
    assert answers[1:] == [error, error]
    assert journal.writes == [[70.0], [71.0, 72.0]]


def test_each_person_has_their_own_write(app: App, me: Person):
    other, _ = app.journal.add_person(OWNER, "Other")
    journal, answers = added(app, [70, 71, 72, 73], [me.id, other.id, me.id, other.id])
    assert journal.writes == [[70], [71, 73], [72]]
    assert [getattr(answer, "person_id", None) for answer in answers] == [
        me.id, other.id, me.id, other.id,
    ]  # fmt: skip


def test_no_write_takes_longer_than_it_may(app: App, me: Person):
    journal, _ = added(app, [70.0] * (MOST + 3), [me.id] * (MOST + 3))
    assert [len(write) for write in journal.writes] == [1, MOST, 2]


def test_nobody_is_left_waiting_where_the_server_ends(app: App, me: Person):
    journal = Slow(app)
    together = Together(journal)

    async def scene() -> None:
        first = asyncio.create_task(together.add(OWNER, weight(at=NEW_YEAR), me.id))
        await asyncio.to_thread(journal.begun.wait, 30)
        second = asyncio.create_task(together.add(OWNER, weight(80), me.id))
        await asyncio.sleep(0)
        (storing,) = asyncio.all_tasks() - {first, second, asyncio.current_task()}
        storing.cancel()
        journal.go.set()
        for one in (first, second):
            with pytest.raises(asyncio.CancelledError):
                await one

    asyncio.run(scene())
