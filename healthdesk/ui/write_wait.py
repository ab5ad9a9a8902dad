"""Say that a write takes its time, and where it waits for another program, that it does.

While nothing may write, nothing is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from healthdesk.texts import tr
from healthdesk.ui.messages import Messages
from healthdesk.ui.tasks import Tasks

LOOK_MS: Final = 250
# Looks that have to agree: one by itself may meet any write at its beginning.
AGREE: Final = 2
# A write of our own that others would not notice yet.
PATIENCE_S: Final = 1.0
KEY: Final = "write-wait"


class WriteWait(QObject):
    """Watches the writes of a window while there are any."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        is_kept_waiting: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`is_kept_waiting`: whether a write waits right now for another process; it is asked
        on the main thread and answers at once."""
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._is_kept_waiting = is_kept_waiting
        self._kept = 0
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        tasks.working.connect(self._follow)

    def _follow(self, working: bool) -> None:
        if working:
            self._timer.start()
        else:
            self._timer.stop()
            self._kept = 0
            self._say("")

    def look(self) -> None:
        """Look whether there is something to say; called by the timer."""
        self._kept = self._kept + 1 if self._is_kept_waiting() else 0
        if self._kept >= AGREE:
            self._say(tr("Waiting for another program that is using the file…"))
        elif self._tasks.writing_for() >= PATIENCE_S:
            self._say(tr("Storing… This takes a moment."))
        else:
            self._say("")

    def _say(self, sentence: str) -> None:
        if sentence and sentence != self._said:
            self._messages.let_go(KEY)  # so that the new one is announced
            self._messages.hold(KEY, sentence)
        elif self._said and not sentence:
            self._messages.let_go(KEY)
        self._said = sentence
