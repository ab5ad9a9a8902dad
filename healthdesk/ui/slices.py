"""Work on the main thread that takes longer than a moment, with breaths in between."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Final

from PySide6.QtCore import QObject, QTimer

# So long nobody notices that the window does nothing else.
SLICE_MS: Final = 10
# Zero would be no breath: what is posted meanwhile is done in the same round.
BREATH_MS: Final = 1

Steps = Generator[None, None, None]


class Slices(QObject):
    """Goes through steps, as many at once as fit into `SLICE_MS`. What was begun before and is
    not through yet is given up for what comes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BREATH_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        return self._steps is not None

    def run(self, steps: Steps) -> None:
        """Begin at once; little work is through when this returns."""
        if self._steps is not None:
            self._steps.close()
        self._steps = steps
        self._go_on()

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE_MS / 1000
        steps = self._steps
        if steps is None:
            return
        while True:
            try:
                next(steps)
            except StopIteration:
                self._steps = None
                return
            except BaseException:
                self._steps = None  # a failed generator has no more steps
                raise
            if time.monotonic() >= until:
                self._timer.start()
                return
