"""The way back, step by step, for this window.

    context.undo.did(outcome.undo, tr("Deleted {n} readings", n=3))
    context.undo.imported(import_step(context, batch, ("export.zip",), 49_885))

remembers the step; a sentence is shown with an Undo button for 8 seconds. Taking back is a new
write in the write lane; a step that others have since overwritten is refused by the service,
told in words, and dropped. An import is one step, and a large one: a key only `asks` whether
to take it back. What it added goes; its files can be imported again, so it is not done again by
a key. One that came in by itself is met by no key, only by its notice and the list of imports.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.records import Outcome, UndoEntry
from healthdesk.texts import tr, undo_label
from healthdesk.ui.paced import Paced

if TYPE_CHECKING:
    from healthdesk.domain.transfers import TakenBack
    from healthdesk.services.journal import Journal
    from healthdesk.ui.messages import Messages
    from healthdesk.ui.tasks import Tasks

Run = Callable[[], object]

# Older steps are forgotten; an entry holds every field it changed.
STEPS_KEPT: Final = 100
TAKING_BACK: Final = "taking-back"


@dataclass(frozen=True, slots=True)
class ImportStep:
    """An import as one step: its batch, how it is named ("Import of export.zip: 49,885
    readings"), how it is taken back, and the sentence about what stayed."""

    batch: int
    title: str
    # Told how many of how many readings were gone through, from the worker.
    take_back: Callable[[Callable[[int, int], object]], TakenBack]
    told: Callable[[TakenBack], str]
    # How far it is, in words.
    going: Callable[[int, int], str]
    # Opens the same files once more, where they are known.
    again: Run | None = None
    # From the watched folder: nobody did it, so no key takes it back.
    by_itself: bool = False


Step = UndoEntry | ImportStep


def nothing_to_undo() -> str:
    """What is said where no step is remembered."""
    return tr(
        "Nothing was changed in this window since it was opened. Imports of before can be "
        "taken back under “Imports so far…”."
    )


class UndoStack(QObject):
    """Steps that can be taken back or done again; `changed` when that is another."""

    changed = Signal()
    reverted = Signal(object)  # UndoEntry taken back or done again
    asks = Signal(object)  # whether to take this ImportStep back

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
        self._past: list[Step] = []
        self._future: list[UndoEntry] = []
        # The step before, where it was an import: it is not done again by a key.
        self._import_went: ImportStep | None = None
        self._busy = False
        # Keys pressed while a step is on its way back: they follow.
        self._wanted: deque[Run] = deque()

    @property
    def can_undo(self) -> bool:
        return self._last() is not None and not self._busy

    @property
    def can_redo(self) -> bool:
        return bool(self._future) and not self._busy

    def remembers(self, entry: Step) -> bool:
        """Whether a step can still be taken back: it was not, and is not forgotten."""
        return any(known is entry for known in self._past)

    def did(self, entry: UndoEntry, sentence: str = "") -> None:
        """Remember a step that was just done; with a sentence, say it and offer Undo."""
        if not entry.changes:
            if sentence:
                self._messages.toast(sentence)
            return
        self._remember(entry)
        if sentence:
            self._messages.toast(sentence, (tr("Undo"), lambda: self.undo(entry)))

    def imported(self, step: ImportStep, sentence: str = "") -> None:
        """Remember an import; with a sentence, say it and offer Undo."""
        self._remember(step)
        if sentence:
            self._messages.toast(sentence, (tr("Undo"), lambda: self.undo(step)))

    def import_taken_back(self, batch: int) -> None:
        """Forget the step of an import that was taken back elsewhere, such as in its dialog."""
        self._past = [
            step for step in self._past
            if not isinstance(step, ImportStep) or step.batch != batch
        ]  # fmt: skip
        self.changed.emit()

    def undo(self, step: Step | None = None) -> None:
        """Take back the last step, or this one if it still is among them."""
        if self._busy:
            self._wanted.append(lambda: self.undo(step))
        elif step is None:
            # What was done last may still be on its way to the file.
            self._tasks.after_writes(self._undo_last, self)
        elif self.remembers(step):
            self._undo(step)

    def _last(self) -> Step | None:
        """What a key takes back next."""
        done = (one for one in reversed(self._past) if not _came_by_itself(one))
        return next(done, None)

    def _undo_last(self) -> None:
        if self._busy:
            self._wanted.append(self.undo)
            return
        step = self._last()
        if step is None:
            self._messages.toast(nothing_to_undo())
        elif isinstance(step, ImportStep):
            self._wanted.clear()  # keys that were pressed before it was asked answer nothing
            self.asks.emit(step)
        else:
            self._undo(step)

    def _undo(self, step: Step) -> None:
        self._past = [known for known in self._past if known is not step]
        if isinstance(step, ImportStep):
            self._take_back(step)
        else:
            said = tr("Taken back: {what}.", what=undo_label(step))
            self._revert(step, self._future, said, (tr("Redo"), self.redo))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self._busy:
            self._wanted.append(self.redo)
        else:
            self._tasks.after_writes(self._redo_last, self)

    def _redo_last(self) -> None:
        if self._busy:
            self._wanted.append(self.redo)
        elif self._future:
            entry = self._future.pop()
            said = tr("Done again: {what}.", what=undo_label(entry))
            self._revert(entry, self._past, said, (tr("Undo"), self.undo))
        elif self._import_went is not None:
            self._messages.toast(
                tr("An import is not done again by a key. Import its file once more."),
                _import_again(self._import_went),
            )
        else:
            self._messages.toast(tr("There is nothing to do again."))

    def clear(self) -> None:
        """Forget all steps (another database, a purge)."""
        self._past.clear()
        self._forget_future()
        self._wanted.clear()
        self.changed.emit()

    def _remember(self, step: Step) -> None:
        self._past.append(step)
        del self._past[:-STEPS_KEPT]
        self._forget_future()
        self.changed.emit()

    def _forget_future(self) -> None:
        self._future.clear()
        self._import_went = None

    def _begin(self) -> None:
        self._busy = True
        self.changed.emit()

    def _end(self) -> None:
        self._busy = False
        self.changed.emit()

    def _go_on(self) -> None:
        if self._wanted and not self._busy:
            self._wanted.popleft()()

    def _failed(self, error: HealthdeskError) -> None:
        # What was to follow was meant for what did not happen.
        self._wanted.clear()
        self._messages.trouble(error)

    def _revert(
        self, entry: UndoEntry, onto: list[Any], sentence: str, action: tuple[str, Run]
    ) -> None:
        def done(outcome: Outcome) -> None:
            onto.append(outcome.undo)
            self.reverted.emit(entry)
            self.changed.emit()
            self._messages.toast(sentence, action)
            self._go_on()

        self._begin()
        self._tasks.run(
            lambda: self._journal.revert(self._actor, entry),
            done, self._failed, ended=self._end, lane="write", owner=self,
        )  # fmt: skip

    def _take_back(self, step: ImportStep) -> None:
        """Steps taken back before stood on what the import added: they are not done again."""

        def done(taken_back: TakenBack) -> None:
            self._forget_future()
            self._import_went = step
            self.changed.emit()
            said = tr("Taken back: {what}.", what=step.title)
            self._messages.toast(f"{said} {step.told(taken_back)}", _import_again(step))
            self._go_on()

        def ended() -> None:
            self._messages.let_go(TAKING_BACK)
            self._end()

        def show(gone: int, of: int) -> None:
            if self._busy:
                self._messages.hold(TAKING_BACK, step.going(gone, of))

        feed = Paced(lambda *going: self._tasks.deliver(show, *going))
        self._begin()
        self._messages.hold(TAKING_BACK, tr("Taking back… This may take a moment."))
        self._tasks.run(
            lambda: step.take_back(feed), done, self._failed, ended=ended, lane="long", owner=self
        )


def _came_by_itself(step: Step) -> bool:
    return isinstance(step, ImportStep) and step.by_itself


def _import_again(step: ImportStep) -> tuple[str, Run] | None:
    return None if step.again is None else (tr("Import again…"), step.again)
