"""How far a worker is, told no more often than anybody reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

# Ten times a second is as often as anybody reads.
PROGRESS_S: Final = 0.1


class Paced:
    """Called by a worker as often as it likes; passes on what the window can show."""

    def __init__(
        self, deliver: Callable[..., object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._deliver = deliver
        self._clock = clock
        self._last: float | None = None

    def __call__(self, *told: int) -> None:
        now = self._clock()
        if self._last is None or now - self._last >= PROGRESS_S:
            self._last = now
            self._deliver(*told)
