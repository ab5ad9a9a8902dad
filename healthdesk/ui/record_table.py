"""The table of readings as a view, which keeps its place.

The view tells the model which rows are in sight and, when the data was looked at again,
finds the readings it had selected and the one at its top by their ids.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from healthdesk.domain.records import Record
from healthdesk.texts import tr
from healthdesk.ui import theme
from healthdesk.ui.record_cells import Begin, Choices, RecordDelegate, Store
from healthdesk.ui.record_columns import CELL_PAD, HEADING_PAD, shared_widths
from healthdesk.ui.record_model import EDITABLE, Column, RecordModel, heading

ROW_PX: Final = 36
LEAST_HEIGHT: Final = 160


@dataclass(frozen=True, slots=True)
class _Place:
    """What a view remembers while its rows become others."""

    selected: frozenset[int]
    first_selected: int
    all_selected: bool
    current: tuple[int, int] | None
    top: int | None
    top_shift: int
    scrolled: int


class RecordTable(QTableView):
    """The readings of a `RecordModel`."""

    selection_changed = Signal()
    editing_ended = Signal()

    def __init__(
        self,
        model: RecordModel,
        store: Store,
        begin: Begin,
        choices: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = model
        self._place: _Place | None = None
        # How wide the texts of each column are, in pixels; columns that hold none are not in it.
        self._needed: dict[Column, int] = {}
        self._samples: Sequence[Record] = ()
        self.setAccessibleName(tr("Readings"))
        self.delegate = RecordDelegate(store, begin, choices, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._set_headers()
        self.restyle()
        self.verticalScrollBar().valueChanged.connect(self.tell_rows)
        self.selectionModel().selectionChanged.connect(self._selected)
        model.answered.connect(self._answered)
        model.about_to_refresh.connect(self._remember)
        model.refreshed.connect(self._return_to_place)

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # With the table's own selection the header would ask, at each painting, whether
        # every row of a column is selected: seconds for a million rows.
        header.setSelectionModel(QItemSelectionModel(self._records, header))

    def restyle(self) -> None:
        """Row heights and colours of the theme in force."""
        self.setMinimumHeight(theme.current().px(LEAST_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_PX))
        self.delegate.restyle()
        self.measure_again()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.tell_rows()

    # -- widths -----------------------------------------------------------------------

    def take_samples(self, samples: Sequence[Record]) -> None:
        """Readings from all over the list: the columns get the room their cells need too, now
        and not when scrolling comes to them."""
        self._samples = samples
        self._measure(samples)
        self._share_width()

    def measure_again(self) -> None:
        """Other rows, words or letters: the widths follow what is known of the rows now."""
        self._needed = {}
        self._measure_known()

    def _measure_known(self) -> None:
        self._measure([*self._samples, *(record for _, record in self._records.at_hand())])
        self._share_width()

    def _measure(self, records: Sequence[Record]) -> None:
        for column in Column:
            metrics = QFontMetrics(self.delegate.font_of(column, self.font()))
            found = self._records.texts(records, column)
            widest = max(map(metrics.horizontalAdvance, found), default=0)
            if widest:
                self._needed[column] = max(self._needed.get(column, 0), widest + CELL_PAD)

    def _share_width(self) -> None:
        look, letters = theme.current(), self.horizontalHeader().fontMetrics()
        headings = {
            column: letters.horizontalAdvance(heading(column)) + HEADING_PAD for column in Column
        }
        shared = shared_widths(self.viewport().width(), headings, self._needed, look.px)
        for column, width in shared.items():
            # Not while somebody writes in it.
            self.setColumnHidden(column, width == 0 and self.delegate.editor is None)
            if width:
                self.setColumnWidth(column, width)

    def tell_rows(self) -> None:
        """Let the model know which rows are in sight."""
        height = self.verticalHeader().defaultSectionSize()
        first = self.verticalScrollBar().value() // height
        self._records.show_rows(first, first + self.viewport().height() // height + 1)

    # -- selection --------------------------------------------------------------------

    def selected_ranges(self) -> list[tuple[int, int]]:
        """First and last row of each stretch that is selected, from the top."""
        found = self.selectionModel().selection()
        parts = (found.at(number) for number in range(found.size()))
        return sorted({(part.top(), part.bottom()) for part in parts})

    def _selected(self) -> None:
        self._records.hold_rows(self.selected_ranges())
        self.selection_changed.emit()

    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self.selected_ranges())

    def current_record(self) -> Record | None:
        index = self.currentIndex()
        return self._records.record(index.row()) if index.isValid() else None

    def select_rows(self, first: int, last: int) -> None:
        self.selectionModel().select(
            self._stretch(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _stretch(self, first: int, last: int) -> QItemSelection:
        model = self._records
        return QItemSelection(model.index(first, 0), model.index(last, len(Column) - 1))

    # -- editing ----------------------------------------------------------------------

    def editor(self) -> QWidget | None:
        """The editor that is open."""
        return self.delegate.editor

    def edit_reading(self) -> None:
        """Edit the value of the row with the cursor, or its note or tags where that is there;
        the cursor stands at the time before anybody moved it."""
        self._edit({Column.VALUE, Column.NOTE, Column.TAGS})

    def edit_current(self) -> None:
        """Edit the cell with the cursor, or the value of its row where it can't be edited."""
        self._edit(EDITABLE)

    def _edit(self, columns: Set[Column]) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        column = Column(index.column())
        if column not in columns or self.isColumnHidden(column):
            index = index.siblingAtColumn(Column.VALUE)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self._records.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Also called by the view itself when the cursor leaves the cell, by an arrow key or a
        click. What was typed is then stored first, or refused in its cell."""
        if not editor.property("done"):
            self.delegate.leave(editor)
            return
        super().closeEditor(editor, hint)
        self.editing_ended.emit()

    def reset(self) -> None:
        """Other filters, another person: an editor goes with the rows it stood in."""
        self.delegate.drop()
        super().reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self._go(0)
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            self._go(self._records.total - 1)
        else:
            super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        if row >= 0:
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self._records.index(row, column))

    # -- keeping the place ------------------------------------------------------------

    def _answered(self) -> None:
        self._samples = ()
        self.measure_again()
        self.scrollToTop()
        self.tell_rows()
        self.selection_changed.emit()

    def _top_row(self) -> int:
        return self.verticalScrollBar().value() // self.verticalHeader().defaultSectionSize()

    def _remember(self) -> None:
        model = self._records
        top = model.record(self._top_row())
        height = self.verticalHeader().defaultSectionSize()
        scrolled = self.verticalScrollBar().value()
        current = self.current_record()
        ranges = self.selected_ranges()
        self._place = _Place(
            selected=frozenset(self._ids_at_hand(ranges)),
            first_selected=ranges[0][0] if ranges else 0,
            # One row alone was chosen for itself, not for being all.
            all_selected=model.total > 1 and ranges == [(0, model.total - 1)],
            current=(current.id, self.currentIndex().column()) if current else None,
            top=top.id if top and scrolled else None,
            top_shift=scrolled % height,
            scrolled=scrolled,
        )

    def _take_next(self, row: int) -> None:
        """What was selected is gone: what came into its place is, so that the keys go on there."""
        row = min(row, self._records.total - 1)
        if row >= 0:
            index = self._records.index(row, max(0, self.currentIndex().column()))
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            self.select_rows(row, row)

    def _ids_at_hand(self, ranges: Sequence[tuple[int, int]]) -> list[int]:
        return [
            record.id
            for row, record in self._records.at_hand()
            if any(first <= row <= last for first, last in ranges)
        ]

    def _return_to_place(self) -> None:
        place, self._place = self._place, None
        self._measure_known()
        if place is None:
            return
        rows = {record.id: row for row, record in self._records.at_hand()}
        chosen = self.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        if place.all_selected and self._records.total:
            chosen.select(self._stretch(0, self._records.total - 1), flag.ClearAndSelect)
        elif not place.all_selected:
            selection = QItemSelection()
            for record_id in place.selected & rows.keys():
                selection.merge(self._stretch(rows[record_id], rows[record_id]), flag.Select)
            chosen.select(selection, flag.ClearAndSelect)
        if place.selected and place.selected.isdisjoint(rows) and self.hasFocus():
            self._take_next(place.first_selected)
        elif place.current and place.current[0] in rows:
            index = self._records.index(rows[place.current[0]], place.current[1])
            chosen.setCurrentIndex(index, flag.NoUpdate)
        top = rows.get(place.top) if place.top is not None else None
        height = self.verticalHeader().defaultSectionSize()
        value = place.scrolled if top is None else top * height + place.top_shift
        self.updateGeometries()
        self.verticalScrollBar().setValue(value)
        self.tell_rows()
        self.selection_changed.emit()
