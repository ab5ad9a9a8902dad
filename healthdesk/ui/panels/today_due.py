"""The strip under the title of Today: what is due, with its answers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from healthdesk.services.occurrences import DueNow
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.due_row import DueRow
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.panels.today_section import Section
from healthdesk.ui.reminder_answers import Answers

# The rest is one press away.
MOST: Final = 3


class DueSection(Section):
    """Nothing is to be seen of it while nothing is due."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._answers = Answers(context, self)
        self.due = DueNow((), ())
        self.rows: list[DueRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = widgets.Card()
        head = FlowRow()
        self.head = widgets.Text("", "section")
        head.addWidget(self.head)
        head.addStretch()
        self.every = widgets.Button("", "quiet", "check", self._all_done)
        head.addWidget(self.every)
        self.card.body.addLayout(head)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.card.body.addLayout(self._place)
        self.rest = widgets.Button("", "quiet", run=self._show_all)
        self.card.body.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self.card)
        context.events.occurrencesChanged.connect(self.ask)
        context.events.remindersChanged.connect(self.ask)
        self.hide()

    def ask(self, *_: object) -> None:
        person = self._context.current.person
        if person is None:
            return
        occurrences, actor, id_ = self._context.app.occurrences, self._context.actor, person.id
        self._context.tasks.run(
            lambda: occurrences.due_now(actor, MOST, [id_]), self._take,
            key=("today.due", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, due: DueNow) -> None:
        if due != self.due:
            self._show(due)
        self.setVisible(bool(due.ids))

    def _show(self, due: DueNow) -> None:
        self.due = due
        for row in self.rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [DueRow(self._context, one, self._answers) for one in due.first]
        for row in self.rows:
            self._place.addWidget(row)
        n = len(due.ids)
        self.head.setText(tr_n("{n} reminder is due", "{n} reminders are due", n))
        self.card.setAccessibleName(self.head.text())
        self.every.setText(tr("All {n} done", n=n))
        self.every.setAccessibleName(self.every.text())
        self.every.setVisible(n > 1)
        left = n - len(self.rows)
        self.rest.setText(tr_n("Show {n} more", "Show {n} more", left))
        self.rest.setAccessibleName(self.rest.text())
        self.rest.setVisible(left > 0)

    def _all_done(self) -> None:
        self._answers.done(self.due.ids)

    def _show_all(self) -> None:
        self._context.show_page("reminders").focus_first()
