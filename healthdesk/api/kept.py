"""Answers that hold as long as nothing is written and no day begins."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

MOST: Final = 64
MOST_BYTES: Final = 64 * 1024  # of one answer


class Kept:
    """The newest answers by what was asked. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[Hashable, bytes]] = OrderedDict()

    def find(self, asked: Hashable, stand: Hashable) -> bytes | None:
        """What was kept as long as all stood as it stands now."""
        with self._lock:
            known = self._answers.get(asked)
            if known is None or known[0] != stand:
                return None
            self._answers.move_to_end(asked)
            return known[1]

    def keep(self, asked: Hashable, stand: Hashable, body: bytes) -> None:
        """`stand`: what was found before the answer was made."""
        if len(body) > MOST_BYTES:
            return
        with self._lock:
            self._answers[asked] = stand, body
            self._answers.move_to_end(asked)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
