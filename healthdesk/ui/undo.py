"""The way back, step by step, for this window.

    context.undo.did(outcome.undo, tr("Deleted {n} readings", n=3))

remembers the entry and shows the sentence with an Undo button for 8 seconds. Taking back is
a new write in the write lane; a step that others have since overwritten is refused by the
service, told in words, and dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.accounts import Actor
from healthdesk.domain.records import Outcome, UndoEntry
from healthdesk.texts import tr

if TYPE_CHECKING:
    from healthdesk.services.journal import Journal
    from healthdesk.ui.messages import Messages
    from healthdesk.ui.tasks import Tasks

Run = Callable[[], object]

# Older steps are forgotten; an entry holds every field it changed.
STEPS_KEPT: Final = 100


class UndoStack(QObject):
    """Steps that can be taken back or done again; `changed` when that is another."""

    changed = Signal()
    reverted = Signal(object)  # UndoEntry taken back or done again

    def __init__(
        self,
        journal: Journal,
        tasks: Tasks,
        messages: Messages,
        actor: Actor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._messages = messages
        self._actor = actor
        self._past: list[UndoEntry] = []
        self._future: list[UndoEntry] = []
        self._busy = False

    @property
    def can_undo(self) -> bool:
        return bool(self._past) and not self._busy

    @property
    def can_redo(self) -> bool:
        return bool(self._future) and not self._busy

    def did(self, entry: UndoEntry, sentence: str = "") -> None:
        """Remember a step that was just done; with a sentence, say it and offer Undo."""
        if not entry.changes:
            if sentence:
                self._messages.toast(sentence)
            return
        self._past.append(entry)
        del self._past[:-STEPS_KEPT]
        self._future.clear()
        self.changed.emit()
        if sentence:
            self._messages.toast(sentence, (tr("Undo"), lambda: self.undo(entry)))

    def undo(self, entry: UndoEntry | None = None) -> None:
        """Take back the last step, or `entry` if it still is among them."""
        if not self.can_undo:
            return
        if entry is None:
            entry = self._past[-1]
        elif not any(known is entry for known in self._past):
            return
        self._past = [known for known in self._past if known is not entry]
        self._revert(entry, self._future, tr("Taken back."), (tr("Redo"), self.redo))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if not self.can_redo:
            return
        entry = self._future.pop()
        self._revert(entry, self._past, tr("Done again."), (tr("Undo"), self.undo))

    def clear(self) -> None:
        """Forget all steps (another database, a purge)."""
        self._past.clear()
        self._future.clear()
        self.changed.emit()

    def _revert(
        self, entry: UndoEntry, onto: list[UndoEntry], sentence: str, action: tuple[str, Run]
    ) -> None:
        self._busy = True
        self.changed.emit()

        def done(outcome: Outcome) -> None:
            onto.append(outcome.undo)
            self.reverted.emit(entry)
            self.changed.emit()
            self._messages.toast(sentence, action)

        def ended() -> None:
            self._busy = False
            self.changed.emit()

        self._tasks.run(
            lambda: self._journal.revert(self._actor, entry),
            done, self._messages.trouble, ended=ended, lane="write", owner=self,
        )  # fmt: skip
