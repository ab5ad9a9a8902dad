"""Answers that hold as long as nothing is written, nothing is chosen otherwise and no day begins.

Programs that show something ask for the same again and again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, Protocol, TypeVar

from starlette.concurrency import run_in_threadpool

from healthdesk.api.context import Context
from healthdesk.domain.accounts import Actor
from healthdesk.domain.records import Person

MOST: Final = 64
MOST_BYTES: Final = 64 * 1024  # of one answer


class Question(Hashable, Protocol):
    """What is asked, about a person that was found."""

    @property
    def person(self) -> Person: ...


Q = TypeVar("Q", bound=Question)


class Kept:
    """The newest answers by what was asked. Any thread may ask."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[Hashable, bytes]] = OrderedDict()

    async def answer(
        self, actor: Actor, ask: Callable[[], Q], make: Callable[[Q], bytes], *, near: bool
    ) -> bytes:
        """What is kept of the question that `ask` puts together, else what `make` gives: on
        the server's own thread where it is `near`, as `Context.look` has it."""

        def look() -> tuple[Q, Hashable, bytes | None]:
            question = ask()
            # Found before the answer is made: what is written meanwhile makes it an old one.
            stand = self._context.stand(actor, question.person)
            body = self._find((actor, question), stand)
            if body is None and near:
                body = self._keep((actor, question), stand, make(question))
            return question, stand, body

        question, stand, body = await self._context.look(look)
        if body is None:
            body = await run_in_threadpool(make, question)
            self._keep((actor, question), stand, body)
        return body

    def _find(self, asked: Hashable, stand: Hashable) -> bytes | None:
        with self._lock:
            known = self._answers.get(asked)
            if known is None or known[0] != stand:
                return None
            self._answers.move_to_end(asked)
            return known[1]

    def _keep(self, asked: Hashable, stand: Hashable, body: bytes) -> bytes:
        if len(body) <= MOST_BYTES:
            with self._lock:
                self._answers[asked] = stand, body
                self._answers.move_to_end(asked)
                while len(self._answers) > MOST:
                    self._answers.popitem(last=False)
        return body
