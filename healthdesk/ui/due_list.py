"""The inbox of reminders: what asks for an answer, one by one or several at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from healthdesk.services.occurrences import DueNow, Waiting
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.due_row import DueRow
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.reminder_answers import Answers
from healthdesk.ui.slices import Steps

# More rows than these are shown when asked for: building thousands would stop the window.
AT_ONCE: Final = 12


class DueList(widgets.Card):
    """Hidden while nothing asks; `wanted` where more than `limit` entries are to be shown."""

    wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._answers = Answers(context, self)
        self._stale = False
        self._whole = True  # not where steps were given up
        self.limit = AT_ONCE
        self.due = DueNow((), ())
        self.rows: list[DueRow] = []
        self.head = widgets.Text("", "section")
        self.body.addWidget(self.head)
        self._build_bar()
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self.rest = widgets.Button("", "quiet", run=self._show_more)
        self.body.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def _build_bar(self) -> None:
        self.bar = QWidget()
        row = FlowRow(self.bar, gap=8)
        self.every = QCheckBox()
        self.every.toggled.connect(self._mark_every)
        row.addWidget(self.every)
        row.addStretch()
        self.done = widgets.Button(tr("Done"), "plain", "check", self._done)
        self.snooze = widgets.Button(tr("Snooze"), "plain", run=self._open_snooze)
        self.skip = widgets.Button(tr("Skip"), "plain", run=self._skip)
        for button in (self.done, self.snooze, self.skip):
            button.setAccessibleDescription(tr("All that are marked"))
            row.addWidget(button)
        self.body.addWidget(self.bar)

    # Showing

    def showing(self, due: DueNow) -> Steps:
        """Steps that show what asks for an answer now, the longest due first. Marks that were
        set stay."""
        if due == self.due and self._whole and not self._stale:
            return
        self._stale = self._whole = False
        several = len(due.ids) > 1
        known = {_shape(row.waiting, row.tick is not None): row for row in self.rows}
        rows: list[DueRow] = []
        try:
            for one in due.first:
                row = known.get(_shape(one, several))
                if row is not None:
                    row.show_waiting(one)
                else:
                    row = DueRow(self._context, one, self._answers, tickable=several)
                    row.toggled.connect(self._follow_marks)
                rows.append(row)
                yield
        except GeneratorExit:
            for row in set(rows).difference(self.rows):
                row.deleteLater()
            raise
        yield from self._put(rows, due)
        self._whole = True

    def _put(self, rows: list[DueRow], due: DueNow) -> Steps:
        every = self.every.isChecked()
        marked = set() if every else set(self.marked())
        place = self._focused()
        self._take_out(set(self.rows).difference(rows))
        before, self.rows, self.due = self.rows, rows, due
        for row in rows:
            if row.tick is not None:
                with QSignalBlocker(row.tick):
                    row.tick.setChecked(every or row.waiting.occurrence.id in marked)
        n, several = len(due.ids), len(due.ids) > 1
        self.head.setText(tr_n("{n} reminder is due", "{n} reminders are due", n))
        self.every.setText(tr("Mark all {n}", n=n))
        left = n - len(self.rows)
        self.rest.setText(tr_n("Show {n} more", "Show {n} more", min(left, AT_ONCE)))
        self.rest.setAccessibleName(self.rest.text())
        self.rest.setVisible(left > 0)
        self.bar.setVisible(several)
        self.setVisible(bool(due.ids))
        self._follow_marks()
        for at, row in enumerate(rows):
            if self._place.indexOf(row) < 0:
                self._place.insertWidget(at, row)
                yield
        if place is not None and rows and before[place] not in rows:
            self.rows[min(place, len(self.rows) - 1)].done.setFocus()

    def _take_out(self, rows: Collection[DueRow]) -> None:
        for row in rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _focused(self) -> int | None:
        """The row the keyboard is in: after an answer it goes on with the next."""
        for place, row in enumerate(self.rows):
            if row.isAncestorOf(self.focusWidget()) and self.focusWidget().hasFocus():
                return place
        return None

    def _show_more(self) -> None:
        self.limit += AT_ONCE
        self.wanted.emit()

    def restyle(self) -> None:
        """The way this person reads times is another: the rows are written anew when they are
        shown next."""
        self._stale = True

    # Marking

    def marked(self) -> tuple[int, ...]:
        """The ids of those marked; with all marked also of those without a row."""
        if self.every.isChecked():
            return self.due.ids
        return tuple(
            row.waiting.occurrence.id
            for row in self.rows
            if row.tick is not None and row.tick.isChecked()
        )

    def _mark_every(self, on: bool) -> None:
        for row in self.rows:
            if row.tick is not None:
                with QSignalBlocker(row.tick):
                    row.tick.setChecked(on)
        self._follow_marks()

    def _follow_marks(self) -> None:
        ticks = [row.tick.isChecked() for row in self.rows if row.tick is not None]
        if self.every.isChecked() and not all(ticks):
            with QSignalBlocker(self.every):
                self.every.setChecked(False)
        for button in (self.done, self.snooze, self.skip):
            button.setEnabled(bool(self.marked()))

    # Answering

    def _done(self) -> None:
        self._answers.done(self._taken())

    def _skip(self) -> None:
        self._answers.skip(self._taken())

    def _taken(self) -> tuple[int, ...]:
        """Those marked; what comes next is not marked by itself."""
        found = self.marked()
        with QSignalBlocker(self.every):
            self.every.setChecked(False)
        return found

    def _open_snooze(self) -> None:
        menu = self._answers.snooze_menu(self.marked(), self.snooze)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.snooze.mapToGlobal(self.snooze.rect().bottomLeft()))


def _shape(waiting: Waiting, tickable: bool) -> tuple[int, str, bool]:
    """What takes a row of its own; all else a row can be told anew."""
    return waiting.occurrence.id, waiting.occurrence.reminder.draft.asks, tickable
