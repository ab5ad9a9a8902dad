"""All notes on the charts of the person in hand: found, changed, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from healthdesk.domain.annotations import Annotation, AnnotationOutcome, AnnotationQuery
from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import sentence, tr, tr_n, type_name
from healthdesk.ui import widgets
from healthdesk.ui.chart_layers.notes import full_words, when_words
from healthdesk.ui.context import Context
from healthdesk.ui.messages import announce
from healthdesk.ui.row_table import row_table

WIDTH, TABLE_HEIGHT = 640, 300
WHEN, CHARTS, NOTE = range(3)

Show = Callable[[Annotation], object]


class AnnotationList(widgets.Dialog):
    """The newest first. `edit(note)` opens one, `go_to(note)` shows its time on the chart, and
    `write()` begins a new one; the note with the number `chosen` is marked at first."""

    def __init__(
        self,
        context: Context,
        edit: Show,
        go_to: Show,
        write: Callable[[], object],
        chosen: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Chart notes"), parent, width=WIDTH)
        self._context, self._edit, self._go_to, self._write = context, edit, go_to, write
        self._chosen = chosen
        self._rows: tuple[Annotation, ...] = ()
        self._shown: list[Annotation] = []
        self._build()
        context.events.annotationsChanged.connect(self.load)
        self.load()

    # How it is built ------------------------------------------------------------------

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find in the notes"))
        self.search.setAccessibleName(tr("Find in the notes"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.deleted = QCheckBox(tr("Show deleted notes"))
        self.deleted.toggled.connect(self.load)
        self.table = self._table()
        self.state = widgets.Text("", "caption", tone="muted", wrap=True)
        for widget in (self.search, self.table, self.state, self.deleted):
            self.body.addWidget(widget)
        self.new = self._button(tr("New…"), self._write_new)
        self.show_button = self._button(tr("Show on the chart"), self._show_chosen)
        self.edit_button = self._button(tr("Edit…"), self._edit_chosen)
        self.delete_button = self._button(tr("Delete"), self.delete)
        self.restore_button = self._button(tr("Bring back"), self.restore)
        self.purge_button = self._button(tr("Delete for good"), self.purge)
        self.close_button = self.add_button(tr("Close"), "primary", run=self.reject, default=True)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self.delete)
        self._follow()

    def _button(self, text: str, run: Callable[[], object]) -> widgets.Button:
        button = self.add_button(text, run=run)
        button.setAutoDefault(False)
        return button

    def _table(self) -> QTableWidget:
        heads = (tr("When"), tr("Charts"), tr("Note"))
        table = row_table(tr("Chart notes"), heads, TABLE_HEIGHT)
        header = table.horizontalHeader()
        for column, mode in (
            (WHEN, QHeaderView.ResizeMode.ResizeToContents),
            (CHARTS, QHeaderView.ResizeMode.ResizeToContents),
            (NOTE, QHeaderView.ResizeMode.Stretch),
        ):
            header.setSectionResizeMode(column, mode)
        table.itemSelectionChanged.connect(self._follow)
        table.activated.connect(lambda _: self._edit_chosen())
        return table

    # What there is --------------------------------------------------------------------

    def load(self, *_: object) -> None:
        """Ask for the notes; they come while the list stays."""
        person = self._context.current.person
        if person is None:
            return
        notes, actor = self._context.app.annotations, self._context.actor
        query = AnnotationQuery(person_ids=(person.id,), deleted=self.deleted.isChecked())
        self._context.tasks.run(
            lambda: notes.listed(actor, query), self._take, self._say_error,
            key=("annotations", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, found: tuple[Annotation, ...]) -> None:
        self._rows = found[::-1]
        self._fill()

    def _fill(self, *_: object) -> None:
        before = [one.id for one in self.chosen()] or [self._chosen]
        wanted = AnnotationQuery(search=self.search.text())
        self._shown = [one for one in self._rows if wanted.takes(one)]
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            for column, text in enumerate(self._cells(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(one.text)
                self.table.setItem(row, column, item)
            if one.id in before:
                self.table.selectRow(row)
        self.state.setText(self._count_words())
        self.state.set_tone("muted")
        self._follow()

    def _cells(self, one: Annotation) -> tuple[str, str, str]:
        shape, types = self._context.current.format, self._context.current.types
        names = [type_name(types.get(slug) or slug) for slug in one.types]
        words = full_words(one, shape).removesuffix(f" ({when_words(one, shape)})")
        return when_words(one, shape), ", ".join(names) or tr("All charts"), words

    def _count_words(self) -> str:
        n = len(self._shown)
        if n or self.search.text():
            return tr_n("{n} note", "{n} notes", n, n=self._context.current.format.number(n, 0))
        if self.deleted.isChecked():
            return tr("No note was deleted.")
        return tr("There is no note yet. Double-click the chart where something happened.")

    def chosen(self) -> list[Annotation]:
        """The marked notes."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._shown[row] for row in rows if row < len(self._shown)]

    def _follow(self) -> None:
        """Which buttons could do something now."""
        n, deleted = len(self.chosen()), self.deleted.isChecked()
        for button in (self.show_button, self.edit_button):
            button.setVisible(not deleted)
            button.setEnabled(n == 1)
        self.delete_button.setVisible(not deleted)
        self.new.setVisible(not deleted)
        for button in (self.restore_button, self.purge_button):
            button.setVisible(deleted)
        for button in (self.delete_button, self.restore_button, self.purge_button):
            button.setEnabled(n > 0)

    # What the user does ---------------------------------------------------------------

    def _write_new(self) -> None:
        self.accept()
        self._write()

    def _show_chosen(self) -> None:
        for one in self.chosen()[:1]:
            self.accept()
            self._go_to(one)

    def _edit_chosen(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and not self.deleted.isChecked():
            self._edit(chosen[0])

    def delete(self) -> None:
        """Take the marked ones off the charts."""
        if self.deleted.isChecked():
            return
        notes, actor, ids = self._context.app.annotations, self._context.actor, self._ids()
        self._run(ids, lambda: notes.delete(actor, ids), tr_n(
            "{n} chart note deleted.", "{n} chart notes deleted.", len(ids), n=len(ids)
        ))  # fmt: skip

    def restore(self) -> None:
        notes, actor, ids = self._context.app.annotations, self._context.actor, self._ids()
        self._run(ids, lambda: notes.restore(actor, ids), tr_n(
            "{n} chart note is back.", "{n} chart notes are back.", len(ids), n=len(ids)
        ))  # fmt: skip

    def purge(self) -> None:
        """Remove the marked ones for good; there is no way back."""
        notes, actor, ids = self._context.app.annotations, self._context.actor, self._ids()
        said = tr_n("{n} note removed for good", "{n} notes removed for good", len(ids), n=len(ids))
        self._context.tasks.run(
            lambda: notes.purge(actor, ids), lambda _: self._say(said), self._say_error,
            lane="write", owner=self,
        )  # fmt: skip

    def _ids(self) -> list[int]:
        return [one.id for one in self.chosen()]

    def _run(self, ids: list[int], work: Callable[[], AnnotationOutcome], said: str) -> None:
        if not ids:
            return

        def done(outcome: AnnotationOutcome) -> None:
            self._context.undo.did(outcome.undo, said)
            self._say(said)

        self._context.tasks.run(work, done, self._say_error, lane="write", owner=self)

    def _say(self, said: str) -> None:
        announce(self, said)

    def _say_error(self, error: HealthdeskError) -> None:
        said = sentence(error, self._context.current.format)
        self.state.setText(said)
        self.state.set_tone("bad")
        announce(self, said)
