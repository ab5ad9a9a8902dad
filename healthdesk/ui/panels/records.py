"""All readings of a person: find them, mend them, take them away and bring them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Outcome, Person, Record
from healthdesk.domain.times import day_of
from healthdesk.domain.typed_text import fold
from healthdesk.texts import code_name, remark_sentence, sentence, tr, tr_n, type_name
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.move import MoveDialog
from healthdesk.ui.entry_fields import DATE_PATTERNS
from healthdesk.ui.record_cells import Answer
from healthdesk.ui.record_edits import Reading, value_text, when_text
from healthdesk.ui.record_filters import RecordFilters
from healthdesk.ui.record_model import Cells, Column, RecordModel
from healthdesk.ui.record_table import RecordTable

# Ids of selected rows that are not at hand are fetched in stretches of so many.
STRETCH: Final = 5000
# Types offered where a search found nothing.
MEANT_MAX: Final = 3
# Zero would be no breath: what is posted meanwhile is done in the same round.
BREATH_MS: Final = 1


class RecordsPanel(widgets.Page):
    """The table of readings with its filters."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Records"), parent)
        self._context = context
        self._stale = False
        self._focus_wanted = False
        self._used: tuple[str, ...] = ()
        current = context.current
        self._cells = Cells(current)
        self.model = RecordModel(
            context.app.journal, context.actor, context.tasks, self._cells, self
        )
        self.filters = RecordFilters(
            lambda: current.now().date(),
            lambda date: current.format.date(day_of(date)),
            DATE_PATTERNS[current.format.order],
        )
        self.table = RecordTable(self.model, self._store, self._begin, self._choices)
        self._build()
        self._connect()
        self._bind()
        self._person_changed()
        # Each is styled and laid out as it is first shown: one after the other, so that what
        # happens meanwhile is not kept waiting for all.
        self._to_show: list[QWidget] = [self.filters, self.table]
        for widget in self._to_show:
            widget.hide()
        QTimer.singleShot(BREATH_MS, self, self._show_next)

    def _build(self) -> None:
        commands = self._context.commands
        self.ways_in = (
            widgets.Button(
                tr("Add with a form…"), icon="edit", run=lambda: commands.run("record.form")
            ),
            widgets.Button(tr("Import…"), icon="import", run=lambda: commands.run("data.import")),
        )
        for button in self.ways_in:
            self.header.addWidget(button)
        self.bin_button = widgets.Button(tr("Bin"), icon="delete")
        self.bin_button.setCheckable(True)
        self.bin_button.setAccessibleName(tr("Show the bin"))
        self.bin_button.toggled.connect(self._show_bin)
        self.header.addWidget(self.bin_button)
        self._build_actions()
        self.body.setSpacing(8)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.nothing = widgets.EmptyState(
            "search",
            tr("No reading matches these filters."),
            (tr("Clear filters"), self.filters.clear),
            (tr("Type"), self._show_meant),
        )
        self.nothing.hide()
        self.body.addWidget(self.nothing, 1)

    def _build_actions(self) -> None:
        """What the keys and the menu do with selected rows, for who knows neither."""
        self.move_button = widgets.Button(
            tr("Move to another person…"), "quiet", "person", self.move_to_person
        )
        self.delete_button = widgets.Button(tr("Delete readings"), "quiet", "delete", self.delete)
        self.restore_button = widgets.Button(
            tr("Restore readings"), "quiet", "restore", self.restore
        )
        self.purge_button = widgets.Button(tr("Delete for ever…"), "quiet", "delete", self.delete)
        self.filters.offer_actions(
            (self.move_button, self.delete_button, self.restore_button, self.purge_button)
        )

    def _connect(self) -> None:
        context = self._context
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._ask)
        context.current.personChanged.connect(self._person_changed)
        context.current.typesChanged.connect(self._types_changed)
        context.current.styleChanged.connect(self._restyle)
        context.theme.themeChanged.connect(self._theme_changed)
        self.filters.changed.connect(self._ask)
        self.model.answered.connect(self._counted)
        self.model.answered.connect(self._sample)
        self.model.refreshed.connect(self._counted)
        self.model.failed.connect(context.messages.trouble)
        self.table.selection_changed.connect(self._selected)
        self.table.editing_ended.connect(self._catch_up)
        self.table.customContextMenuRequested.connect(self._menu)

    def _bind(self) -> None:
        bind = self._context.commands.bind
        bind("records.find", self.focus_first, self)
        bind("records.edit", self.table.edit_reading, self)
        bind("records.delete", self.delete, self)
        bind("records.restore", self.restore, self)
        bind("records.move", self.move_to_person, self)
        bind("records.bin", self.bin_button.toggle, self)
        bind("records.clear", self.filters.clear, self)
        self._selected()

    def _show_next(self) -> None:
        widget = self._to_show.pop(0)
        if widget is self.filters:
            widget.show()
            if self._focus_wanted:
                self.focus_first()
            QTimer.singleShot(BREATH_MS, self, self._show_next)
        else:
            widget.setVisible(self.nothing.isHidden())

    # -- what is shown ----------------------------------------------------------------

    def show_filtered(
        self, types: Sequence[str] = (), day_from: int | None = None, day_to: int | None = None
    ) -> None:
        """Only these types and days, for other pages that lead here."""
        self.bin_button.setChecked(False)
        self.filters.choose(types, day_from, day_to)

    def focus_first(self) -> None:
        self._focus_wanted = self.filters.isHidden()
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def shown(self) -> None:
        self._catch_up()

    @property
    def _person(self) -> Person | None:
        return self._context.current.person

    def _ask(self) -> None:
        if self._person is not None:
            self.model.ask(self.filters.choice().query(self._person.id))

    def _person_changed(self) -> None:
        self._cells.renew()
        self.show_body()
        self._offer()
        self._ask()

    def _types_changed(self) -> None:
        self._offer()
        self._restyle()

    def _restyle(self) -> None:
        """Other formats or names."""
        self.model.restyle()
        self.table.measure_again()

    def _sample(self) -> None:
        """Let the table know what the rows hold that are not loaded."""
        self._context.tasks.run(
            self.model.samples(),
            self.table.take_samples,
            key=("records.samples", id(self)),
            owner=self,
        )

    def _theme_changed(self) -> None:
        self.table.restyle()

    def _records_changed(self, event: RecordsChanged) -> None:
        if self._person is None or event.person_id not in (None, self._person.id):
            return
        self._stale = True
        self._catch_up()

    def _catch_up(self) -> None:
        """Look again, unless nobody sees it or a cell is being edited."""
        if self._stale and self.isVisible() and self.table.editor() is None:
            self._stale = False
            self._offer()
            self.model.refresh()

    def _offer(self) -> None:
        """Put this person's types first and name the sources there are."""
        if self._person is None:
            return
        journal, actor, person_id = self._context.app.journal, self._context.actor, self._person.id
        self._context.tasks.run(
            lambda: (journal.types_used(actor, person_id), journal.sources(actor, person_id)),
            self._offer_choices,
            key=("records.choices", id(self)),
            owner=self,
        )

    def _offer_choices(self, answer: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        used, sources = answer
        self._used = used
        types = self._context.current.types
        others = sorted(
            (kind for kind in types if kind.slug not in used and not kind.derived),
            key=lambda kind: type_name(kind).casefold(),
        )
        kinds = [types[slug] for slug in used if slug in types] + others
        self.filters.offer_types((kind.slug, type_name(kind)) for kind in kinds)
        self.filters.offer_sources(sources)

    def _show_bin(self, on: bool) -> None:
        self.title.setText(tr("Bin") if on else tr("Records"))
        self.bin_button.setText(tr("Back to the records") if on else tr("Bin"))
        for button in self.ways_in:  # nothing comes into the bin by them
            button.setVisible(not on)
        self.filters.show_bin(on)

    def _counted(self, total: int) -> None:
        chosen = self.filters.choice()
        empty = total == 0
        if empty and not chosen.narrow and not chosen.deleted:
            self.show_instead(self._no_data())
        else:
            self.show_body()
        self.nothing.setVisible(empty)
        self.nothing.sentence.setText(
            tr("No reading matches these filters.") if chosen.narrow
            else tr("The bin is empty. What you delete waits here until you empty it.")
        )  # fmt: skip
        if self.nothing.primary is not None:
            self.nothing.primary.setVisible(chosen.narrow)
        self._offer_meant()
        self.table.setVisible(not empty and self.table not in self._to_show)
        self._count_line()

    def _meant(self) -> list[HealthType]:
        """This person's types whose name holds what was searched for in vain: who types
        `pressure` wants those readings, although the search looks at notes, tags, sources."""
        wanted = fold(self.filters.search.text().strip()).low
        known = self._context.current.types
        kinds = [known[slug] for slug in self._used if slug in known]
        found = [kind for kind in kinds if wanted and wanted in fold(type_name(kind)).low]
        return found[:MEANT_MAX]

    def _offer_meant(self) -> None:
        button = self.nothing.secondary
        found = self._meant()
        if button is None:
            return
        button.setVisible(bool(found))
        words = tr("Show {types}", types=", ".join(type_name(kind) for kind in found))
        button.setText(words.replace("&", "&&"))
        button.setAccessibleName(words)

    def _show_meant(self) -> None:
        self.filters.choose([kind.slug for kind in self._meant()])

    def _no_data(self) -> widgets.EmptyState:
        commands = self._context.commands
        return widgets.EmptyState(
            "records",
            tr("Every reading you add or import will be listed here."),
            (tr("Add your first reading"), lambda: self._context.focus_entry("")),
            (tr("Import…"), lambda: commands.run("data.import")),
        )

    def _count_line(self) -> None:
        shape = self._context.current.format
        total = self.model.total
        text = tr_n("{n} reading", "{n} readings", total, n=shape.number(total, 0))
        chosen = self.table.selected_count()
        if chosen > 1:
            text = tr("{text}, {n} selected", text=text, n=shape.number(chosen, 0))
        self.filters.count.setText(text)

    def _selected(self) -> None:
        some = self.table.selected_count() > 0
        binned = self.model.query.deleted
        enable = self._context.commands.enable
        enable("records.edit", some and not binned)
        enable("records.delete", some)
        enable("records.restore", some and binned)
        others = len(self._context.current.persons) > 1
        enable("records.move", some and not binned and others)
        self.move_button.setVisible(some and not binned and others)
        self.delete_button.setVisible(some and not binned)
        self.restore_button.setVisible(some and binned)
        self.purge_button.setVisible(some and binned)
        self._count_line()

    # -- editing in place -------------------------------------------------------------

    def _begin(self, record: Record, column: Column) -> str:
        current = self._context.current
        kind = current.types.get(record.type)
        match column:
            case Column.VALUE:
                return value_text(record, kind, self._number)
            case Column.WHEN:
                return when_text(record, current.format.order)
            case Column.TAGS:
                return " ".join(record.tags)
            case _:
                return record.note

    def _number(self, value: float) -> str:
        """As one types it: no sign between the thousands."""
        shape = self._context.current.format
        return shape.number(value).replace(shape.group, "").replace("−", "-")

    def _choices(self, record: Record, column: Column) -> list[tuple[str, str]]:
        kind = self._context.current.types.get(record.type)
        if column is not Column.VALUE or kind is None:
            return []
        return [(code_name(kind, code), str(code)) for code in range(len(kind.codes))]

    def _store(self, record: Record, column: Column, text: str, answer: Answer) -> None:
        current = self._context.current
        shape = current.format
        try:
            fields = self._fields(record, column, text)
        except InvalidData as error:
            answer(sentence(error, shape))
            return
        if not fields:
            answer("")
            return

        def done(outcome: Outcome) -> None:
            for changed in outcome.records:
                self.model.replace(changed)
            answer("")
            said = [tr("Changed."), *(remark_sentence(r, shape) for r in outcome.warnings)]
            self._context.undo.did(outcome.undo, " ".join(said))

        def failed(error: HealthdeskError) -> None:
            answer(sentence(error, shape))

        journal, actor = self._context.app.journal, self._context.actor
        self._context.tasks.run(
            lambda: journal.edit(actor, record.id, fields), done, failed, lane="write", owner=self
        )

    def _fields(self, record: Record, column: Column, text: str) -> dict[str, object]:
        current = self._context.current
        kind = current.types.get(record.type)
        if column is Column.VALUE and kind is not None and kind.codes:
            return {"value": float(text)}
        reading = Reading(current.types, current.habits(), current.now())
        return reading.fields(record, column, text)

    # -- several at once --------------------------------------------------------------

    def delete(self) -> None:
        """Into the bin, with a way back; from the bin for good, once confirmed."""
        if self.model.query.deleted:
            self._confirm_purge()
        else:
            self._change(
                "delete", lambda n: tr_n("Deleted {n} reading.", "Deleted {n} readings.", n)
            )

    def restore(self) -> None:
        self._change(
            "restore", lambda n: tr_n("Restored {n} reading.", "Restored {n} readings.", n)
        )

    def _change(self, verb: str, words: Callable[[int], str]) -> None:
        journal, actor = self._context.app.journal, self._context.actor
        write = {"delete": journal.delete, "restore": journal.restore}[verb]

        def done(outcome: Outcome) -> None:
            self._context.undo.did(outcome.undo, words(len(outcome.records)))

        self._with_ids(
            lambda ids: self._context.tasks.run(
                lambda: write(actor, ids), done, lane="write", owner=self
            )
        )

    def _confirm_purge(self) -> None:
        count = self.table.selected_count()
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("HealthDesk – Delete for ever"))
        box.setText(
            tr_n(
                "Delete {n} reading for ever? There is no way back.",
                "Delete {n} readings for ever? There is no way back.",
                count,
            )
        )
        keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        purge = box.addButton(tr("Delete for ever"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        purge.clicked.connect(self._purge)
        box.open()

    def _purge(self) -> None:
        journal, actor = self._context.app.journal, self._context.actor

        def done(count: int) -> None:
            self._context.messages.toast(
                tr_n("Deleted {n} reading for ever.", "Deleted {n} readings for ever.", count)
            )

        self._with_ids(
            lambda ids: self._context.tasks.run(
                lambda: journal.purge(actor, ids), done, lane="write", owner=self
            )
        )

    def move_to_person(self) -> None:
        current = self._context.current
        others = [p for p in current.persons if self._person and p.id != self._person.id]
        if others and self.table.selected_count():
            MoveDialog(self.table.selected_count(), others, self._move, self).open()

    def _move(self, person: Person) -> None:
        journal, actor = self._context.app.journal, self._context.actor

        def done(outcome: Outcome) -> None:
            n = len(outcome.records)
            self._context.undo.did(
                outcome.undo,
                tr_n(
                    "Moved {n} reading to {name}.",
                    "Moved {n} readings to {name}.",
                    n,
                    name=person.name,
                ),
            )

        self._with_ids(
            lambda ids: self._context.tasks.run(
                lambda: journal.move(actor, ids, person.id), done, lane="write", owner=self
            )
        )

    def _with_ids(self, act: Callable[[list[int]], object]) -> None:
        """Call `act` with the ids of the selected rows, fetched where they are not at hand."""
        ranges = self.table.selected_ranges()
        if not ranges:
            return
        at_hand = self._ids_at_hand(ranges)
        if at_hand is not None:
            act(at_hand)
            return
        journal, actor, query = self._context.app.journal, self._context.actor, self.model.query

        def work() -> list[int]:
            found: list[int] = []
            for first, last in ranges:
                for start in range(first, last + 1, STRETCH):
                    count = min(STRETCH, last + 1 - start)
                    page = journal.slice(actor, query, start, count)
                    found += [record.id for record in page]
            return found

        self._context.tasks.run(work, act, owner=self)

    def _ids_at_hand(self, ranges: Sequence[tuple[int, int]]) -> list[int] | None:
        if sum(last - first + 1 for first, last in ranges) > STRETCH:
            return None
        found = [self.model.record(row) for first, last in ranges for row in range(first, last + 1)]
        return None if None in found else [record.id for record in found if record is not None]

    # -- menu -------------------------------------------------------------------------

    def _menu(self, place: QPoint) -> None:
        self.menu().popup(self.table.viewport().mapToGlobal(place))

    def menu(self) -> widgets.Menu:
        """What can be done with the selected rows; goes when it is closed."""
        menu = widgets.Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = self._context.commands.action
        record = self.table.current_record()
        if self.model.query.deleted:
            menu.addAction(action("records.restore"))
            menu.addAction(tr("Delete for ever…"), self.delete)
        else:
            menu.addAction(action("records.edit"))
            menu.addAction(action("records.move"))
            chart = menu.addAction(tr("Show in chart"), self.show_in_chart)
            chart.setEnabled(record is not None)
            menu.addSeparator()
            menu.addAction(action("records.delete"))
        menu.addSeparator()
        copy = menu.addAction(tr("Copy as text"), self.copy)
        copy.setEnabled(self._ids_at_hand(self.table.selected_ranges()) is not None)
        return menu

    def show_in_chart(self) -> None:
        """The chart of the current reading's type."""
        record = self.table.current_record()
        if record is None:
            return
        from healthdesk.ui.panels.charts import ChartsPanel

        page = self._context.show_page("charts")
        if isinstance(page, ChartsPanel):
            page.show_type(record.type)

    def copy(self) -> None:
        """The selected rows as lines of text, cells divided by tabs."""
        rows = [
            row for first, last in self.table.selected_ranges() for row in range(first, last + 1)
        ]
        found = [self.model.record(row) for row in rows]
        lines = [
            "\t".join(self._cells.text(record, column) for column in Column)
            for record in found
            if record is not None
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
