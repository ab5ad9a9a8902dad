"""What can be said to something that is due: done, later, skipped, or the value it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QSpinBox, QWidget

from healthdesk.domain.reminders import SNOOZE_MINUTES, Occurrence
from healthdesk.services.occurrences import Answered
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import name_inside
from healthdesk.ui.widgets import Dialog, Field, Menu

SHORT, LONG = 10, 60
# What the dialog offers at first.
USUAL_MINUTES: Final = 30


class Answers:
    """Gives answers for the window, off the main thread, each with its way back."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def done(self, ids: Sequence[int]) -> None:
        said = tr_n("Done.", "{n} reminders are done.", len(ids))
        occurrences, actor = self._context.app.occurrences, self._context.actor
        self._run(lambda: occurrences.answer(actor, ids, "done"), said)

    def skip(self, ids: Sequence[int]) -> None:
        said = tr_n("Skipped this time.", "{n} reminders are skipped this time.", len(ids))
        occurrences, actor = self._context.app.occurrences, self._context.actor
        self._run(lambda: occurrences.answer(actor, ids, "skipped"), said)

    def snooze(self, ids: Sequence[int], minutes: int) -> None:
        said = tr("It comes again in {time}.", time=self._context.current.format.duration(minutes))
        occurrences, actor = self._context.app.occurrences, self._context.actor
        self._run(lambda: occurrences.snooze(actor, ids, minutes), said)

    def ask_minutes(self, ids: Sequence[int]) -> None:
        """Open the dialog for another while than those offered."""
        SnoozeDialog(partial(self.snooze, ids), self._owner.window()).open()

    def enter(self, one: Occurrence) -> None:
        """Put the cursor into the line for readings, with the type it asks for in it."""
        enter_value(self._context, one)

    def snooze_menu(self, ids: Sequence[int], parent: QWidget) -> Menu:
        """How long it may wait, to choose from."""
        menu = Menu(parent)
        for text, minutes in ((tr("10 minutes"), SHORT), (tr("1 hour"), LONG)):
            menu.addAction(text).triggered.connect(
                lambda _=False, minutes=minutes: self.snooze(ids, minutes)
            )
        menu.addAction(tr("Another time…")).triggered.connect(lambda: self.ask_minutes(ids))
        return menu

    def _run(self, work: Callable[[], Answered], said: str) -> None:
        context = self._context
        context.tasks.run(
            work, lambda answered: context.undo.did(answered.undo, said),
            context.messages.trouble, lane="write", owner=self._owner,
        )  # fmt: skip


def enter_value(context: Context, one: Occurrence) -> None:
    """The line for readings begins with the type's name; for another person, that one is
    looked at first."""
    person, slug = context.current.person, one.reminder.draft.type
    if person is not None and person.id != one.reminder.person_id:
        context.current.choose(one.reminder.person_id)
    kind = context.current.types.get(slug) if slug is not None else None
    context.focus_entry("" if kind is None else f"{type_name(kind)} ")


class SnoozeDialog(Dialog):
    """How many minutes it may wait; `snooze(minutes)` when it was chosen."""

    def __init__(self, snooze: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Remind me later"), parent, width=320)
        self._snooze = snooze
        self.minutes = QSpinBox()
        self.minutes.setRange(*SNOOZE_MINUTES)
        self.minutes.setValue(USUAL_MINUTES)
        self.minutes.setSingleStep(5)
        self.field = Field(tr("Minutes from now"), self.minutes)
        name_inside(self.minutes, tr("Minutes from now"))
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), run=self.reject)
        self.take = self.add_button(tr("Remind me then"), "primary", self._take, default=True)
        self.minutes.setFocus()
        self.minutes.selectAll()

    def _take(self) -> None:
        self._snooze(self.minutes.value())
        self.accept()
