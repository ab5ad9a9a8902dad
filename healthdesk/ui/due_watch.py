"""What is due now, of everybody, for whatever shows it beside the pages."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from healthdesk.services.occurrences import Waiting
from healthdesk.ui.context import Context


class DueWatch(QObject):
    """Follows one open database; `changed` with what asks for an answer, the longest due
    first, whenever that is something else."""

    changed = Signal(object)  # tuple[Waiting, ...]

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.waiting: tuple[Waiting, ...] = ()
        context.events.occurrencesChanged.connect(self.look)
        context.events.remindersChanged.connect(self.look)
        context.events.databaseOpened.connect(self.look)

    def look(self, *_: object) -> None:
        """Ask what is due; the newest question wins."""
        occurrences, actor = self._context.app.occurrences, self._context.actor
        self._context.tasks.run(
            lambda: occurrences.inbox(actor), self._take, key=("due", id(self)), owner=self
        )

    def _take(self, waiting: tuple[Waiting, ...]) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.changed.emit(waiting)
