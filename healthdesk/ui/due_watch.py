"""What is due now, of everybody, for whatever shows it beside the pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from healthdesk.services.occurrences import DueNow
from healthdesk.ui.context import Context

# More than a menu has room for; of the rest only the number is told.
FIRST: Final = 8


class DueWatch(QObject):
    """Follows one open database; `changed` with what asks for an answer, the longest due
    first, whenever that is something else."""

    changed = Signal(object)  # DueNow

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.due = DueNow((), ())
        context.events.occurrencesChanged.connect(self.look)
        context.events.remindersChanged.connect(self.look)
        context.events.databaseOpened.connect(self.look)

    def look(self, *_: object) -> None:
        """Ask what is due; the newest question wins."""
        occurrences, actor = self._context.app.occurrences, self._context.actor
        self._context.tasks.run(
            lambda: occurrences.due_now(actor, FIRST), self._take, key=("due", id(self)), owner=self
        )

    def _take(self, due: DueNow) -> None:
        if due != self.due:
            self.due = due
            self.changed.emit(due)
