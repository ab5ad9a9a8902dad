"""A clock that counts down, for resting before a measurement.

    clock = Countdown()
    clock.finished.connect(self.measure)
    clock.said.connect(partial(announce, clock))
    clock.start(300)
    clock.pause(); clock.go_on(); clock.skip()

It wakes once a second while it runs and not at all otherwise, and reckons from the computer's
clock, so that a late wake-up loses no time. `said` has what a screen reader is told: the
beginning, every whole minute, and the end.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets

Clock = Callable[[], float]  # seconds that never go back
SECOND_MS: Final = 1000


class Countdown(QWidget):
    """Minutes and seconds left, in large digits."""

    finished = Signal()
    said = Signal(str)

    def __init__(self, clock: Clock = time.monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._left = 0.0
        self._until: float | None = None
        self.digits = widgets.Text("0:00", "value")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.digits)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)

    @property
    def is_running(self) -> bool:
        return self._until is not None

    @property
    def left(self) -> float:
        """Seconds left."""
        return self._left if self._until is None else max(0.0, self._until - self._clock())

    def start(self, seconds: float) -> None:
        self._left = seconds
        self._until = None
        self.said.emit(_spoken(round(seconds)))
        self.go_on()

    def pause(self) -> None:
        if self._until is not None:
            self._left = self.left
            self._until = None
            self._timer.stop()
            self.said.emit(tr("Paused"))

    def go_on(self) -> None:
        if self._until is None and self._left > 0:
            self._until = self._clock() + self._left
            self._show()

    def stop(self) -> None:
        """End without telling anybody."""
        self._left, self._until = 0.0, None
        self._timer.stop()

    def skip(self) -> None:
        """End now, as if the time were over."""
        if self._left > 0 or self._until is not None:
            self.stop()
            self.finished.emit()

    def tick(self) -> None:
        """Show what is left; tell the whole minutes and the end."""
        if self._until is None:
            return
        before = math.ceil(self._left)
        now = math.ceil(self.left)
        if now <= 0:
            self.skip()
            return
        if now < before and now % 60 == 0:
            self.said.emit(_spoken(now))
        self._show()

    def _show(self) -> None:
        left = self.left
        self._left = left
        seconds = math.ceil(left)
        self.digits.setText(f"{seconds // 60}:{seconds % 60:02}")
        # On to the moment at which the next second is over.
        self._timer.start(max(1, math.ceil((left - (seconds - 1)) * SECOND_MS)))


def _spoken(seconds: int) -> str:
    if seconds % 60 == 0:
        return tr_n("{n} minute left", "{n} minutes left", seconds // 60)
    return tr_n("{n} second left", "{n} seconds left", seconds)
