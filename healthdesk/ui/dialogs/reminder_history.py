"""What became of each due time of a reminder: when it was told, by what, and the answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from healthdesk.domain.reminders import Moment, Occurrence, Reminder
from healthdesk.domain.times import DAY_MS, from_datetime
from healthdesk.texts import reminders as words
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.row_table import row_table

WIDTH, TABLE_HEIGHT = 620, 260
# The latest due times that are listed.
MOST: Final = 400
DAYS: Final = 2 * 366


class HistoryDialog(widgets.Dialog):
    """Due times, the newest first; below, what happened to the one that is chosen."""

    def __init__(self, context: Context, one: Reminder, parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), parent, width=WIDTH)
        self._context, self._reminder = context, one
        self.found: tuple[Occurrence, ...] = ()
        self.body.addWidget(widgets.Text(one.draft.message, "strong", wrap=True))
        self.said = widgets.Text(tr("Nothing came yet."), "body", tone="muted", wrap=True)
        self.body.addWidget(self.said)
        self.table = self._table()
        self.body.addWidget(self.table, 1)
        self.moments = widgets.Text("", "body", wrap=True)
        self.body.addWidget(self.moments)
        self.close_button = self.add_button(tr("Close"), "primary", run=self.reject, default=True)
        context.events.occurrencesChanged.connect(self.load)
        self.load()

    def _table(self) -> QTableWidget:
        heads = (tr("Due"), tr("What became of it"), tr("Answered"))
        table = row_table(tr("Due times"), heads, TABLE_HEIGHT)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        table.itemSelectionChanged.connect(self._show_moments)
        return table

    def load(self, *_: object) -> None:
        """Ask for the due times; those shown stay meanwhile."""
        context, one = self._context, self._reminder
        occurrences, actor = context.app.occurrences, context.actor
        now = from_datetime(context.current.now())[0]
        context.tasks.run(
            lambda: occurrences.between(
                actor, now - DAYS * DAY_MS, now + DAY_MS, [one.person_id], one.id
            ),
            self._take, key=("reminder.history", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, found: tuple[Occurrence, ...]) -> None:
        shape = self._context.current.format
        self.found = found[::-1][:MOST]
        chosen = self.table.currentRow()
        self.table.setRowCount(len(self.found))
        for row, one in enumerate(self.found):
            for column, text in enumerate(words.history_cells(one, shape)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setVisible(bool(self.found))
        done = sum(one.state == "done" for one in self.found)
        if self.found:
            self.said.setText(
                tr_n("{done} of {n} due time was done.", "{done} of {n} due times were done.",
                     len(self.found), done=done)
            )  # fmt: skip
            self.table.selectRow(max(0, min(chosen, len(self.found) - 1)))
            self.table.setFocus()
        self._show_moments()

    def _show_moments(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self.found):
            return
        one = self.found[row]
        occurrences, actor = self._context.app.occurrences, self._context.actor

        def take(found: tuple[Moment, ...]) -> None:
            lines = words.moment_lines(one, found, self._context.current.format)
            self.moments.setText("\n".join(lines))

        self._context.tasks.run(
            lambda: occurrences.history(actor, one.id), take,
            key=("reminder.moments", id(self)), owner=self,
        )  # fmt: skip
