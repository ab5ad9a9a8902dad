"""The table of readings as a view: keeps its place, edits in its cells.

The view tells the model which rows are in sight and, when the data was looked at again,
finds the readings it had selected and the one at its top by their ids. An editor stays open
until its text was stored: what is refused is said under the cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.records import Record
from healthdesk.texts import tr
from healthdesk.ui import theme, widgets
from healthdesk.ui.record_model import EDITABLE, RECORD_ROLE, Column, Index, RecordModel, heading

ROW_PX: Final = 36
LEAST_HEIGHT: Final = 160
# What a column gets first, as far as its cells need it, beyond its heading.
LEAST_PX: Final = {
    Column.WHEN: 142, Column.TYPE: 100, Column.VALUE: 100, Column.SOURCE: 92, Column.TAGS: 60,
    Column.NOTE: 84,
}  # fmt: skip
# What it gets at most for what its cells hold, in the order in which columns get it.
MOST_PX: Final = {
    Column.WHEN: 360, Column.VALUE: 280, Column.SOURCE: 240, Column.TYPE: 280, Column.TAGS: 180,
    Column.NOTE: 420,
}  # fmt: skip
# On both sides of a heading together, as the style has it.
HEADING_PAD: Final = 22
# Columns in which every reading has something.
ALWAYS: Final = frozenset({Column.WHEN, Column.TYPE, Column.VALUE, Column.SOURCE})
# Beside the text of a cell on both sides together, and what a text is wider than it is drawn.
CELL_PAD: Final = 26
# Share of the width beyond that, by column that holds something.
SHARES: Final = {
    Column.WHEN: 2, Column.TYPE: 2, Column.VALUE: 1, Column.SOURCE: 2, Column.TAGS: 2,
    Column.NOTE: 5,
}  # fmt: skip
# A cell is edited in no less, however narrow its column.
EDITOR_PX: Final = 200

Answer = Callable[[str], None]
# (record, column, text, answer): store the text; answer("") when it is stored, or the
# sentence that says why not.
Store = Callable[[Record, Column, str, Answer], None]
# The text an editor begins with, and the choices of a coded value (shown, typed).
Begin = Callable[[Record, Column], str]
Choices = Callable[[Record, Column], Sequence[tuple[str, str]]]


class CellNote(QFrame):
    """Why a cell's text was refused, right under the cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("surface", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        self.sentence = widgets.Text("", "caption", tone="bad", wrap=True)
        column.addWidget(self.sentence)
        self.hide()

    def say(self, sentence: str, editor: QWidget) -> None:
        self.sentence.setText(sentence)
        width = min(360, self._room.width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        box = editor.geometry()
        left = max(8, min(box.left(), self._room.width() - width - 8))
        below = box.bottom() + 4
        above = box.top() - self.height() - 4
        self.move(QPoint(left, below if below + self.height() < self._room.height() else above))
        self.show()
        self.raise_()


class RecordDelegate(QStyledItemDelegate):
    """Draws a cell and edits it; stores through `store` and waits for the answer."""

    def __init__(self, store: Store, begin: Begin, choices: Choices, parent: RecordTable) -> None:
        super().__init__(parent)
        self._store = store
        self._begin = begin
        self._choices = choices
        self._note = CellNote(parent.viewport())
        self._line = QColor()
        self._muted = QColor()
        self._digits = QFont()
        self.restyle()

    def restyle(self) -> None:
        """Another theme or text size."""
        look = theme.current()
        self._line = look.color("line")
        self._muted = look.color("muted")
        self._digits = QFont(look.font("body"))
        self._digits.setFeature(QFont.Tag("tnum"), 1)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        column = Column(index.column())
        option.font = self.font_of(column, option.font)
        if column is Column.SOURCE or index.data(RECORD_ROLE) is None:
            option.palette.setColor(option.palette.ColorRole.Text, self._muted)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, self._muted)

    def font_of(self, column: Column, usual: QFont) -> QFont:
        """What the cells of a column are drawn with."""
        return self._digits if column in (Column.WHEN, Column.VALUE) else usual

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(self._line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    # -- editing ----------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        record = cast("Record", index.data(RECORD_ROLE))
        column = Column(index.column())
        choices = self._choices(record, column)
        editor: QWidget
        if choices:
            editor = QComboBox(parent)
            for shown, typed in choices:
                editor.addItem(shown, typed)
            editor.setCurrentIndex(editor.findData(self._begin(record, column)))
        else:
            editor = QLineEdit(self._begin(record, column), parent)
        editor.setAccessibleName(heading(column))
        editor.setAutoFillBackground(True)
        editor.setProperty("record", record)
        editor.setProperty("column", int(column))
        editor.setProperty("begun", _text(editor))
        cast("RecordTable", self.parent()).opened(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: the editor got its text when it was made, and keeps what was typed."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing: storing takes a worker, and its answer closes the editor."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = option.rect.adjusted(1, 1, -1, -1)
        room = cast("QTableView", self.parent()).viewport().width()
        box.setWidth(min(room, max(box.width(), theme.current().px(EDITOR_PX))))
        if box.right() >= room:
            box.moveRight(room - 1)
        editor.setGeometry(box)
        if self._note.isVisible():
            self._note.say(self._note.sentence.text(), editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = cast("QWidget", watched)
        match event.type():
            case QEvent.Type.ShortcutOverride:
                if cast("QKeyEvent", event).key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            case QEvent.Type.KeyPress:
                return self._key(editor, cast("QKeyEvent", event).key())
            case QEvent.Type.FocusOut:
                choosing = isinstance(editor, QComboBox) and editor.view().isVisible()
                if not choosing and editor.isVisible():
                    self._submit(editor)
        return False

    def _key(self, editor: QWidget, key: int) -> bool:
        hint = QAbstractItemDelegate.EndEditHint
        if key == Qt.Key.Key_Escape:
            self._close(editor, hint.RevertModelCache)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit(editor, hint.NoHint)
        elif key == Qt.Key.Key_Tab:
            self._submit(editor, hint.EditNextItem)
        elif key == Qt.Key.Key_Backtab:
            self._submit(editor, hint.EditPreviousItem)
        else:
            return False
        return True

    def _submit(
        self,
        editor: QWidget,
        hint: QAbstractItemDelegate.EndEditHint = QAbstractItemDelegate.EndEditHint.NoHint,
    ) -> None:
        """Store what was typed; the editor goes once that is done."""
        text = _text(editor)
        if text == editor.property("begun"):
            self._close(editor, hint)
            return
        if editor.property("storing"):
            return
        editor.setProperty("storing", True)
        _set_read_only(editor, True)

        def answer(sentence: str) -> None:
            table = cast("RecordTable", self.parent())
            if table.editor() is not editor:
                return
            editor.setProperty("storing", False)
            if sentence:
                _set_read_only(editor, False)
                self._refuse(editor, sentence)
            else:
                self._close(editor, hint)

        record = cast("Record", editor.property("record"))
        self._store(record, Column(editor.property("column")), text, answer)

    def _refuse(self, editor: QWidget, sentence: str) -> None:
        editor.setAccessibleDescription(sentence)
        editor.setProperty("invalid", True)
        widgets.restyle(editor)
        self._note.say(sentence, editor)
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def leave(self, editor: QWidget) -> None:
        """The cursor went to another row: store as for a click elsewhere."""
        self._submit(editor)

    def drop(self) -> None:
        """The rows became others and took the editor with them; so goes what was said of it."""
        self._note.hide()

    def _close(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._note.hide()
        editor.setProperty("done", True)
        self.closeEditor.emit(editor, hint)

    @property
    def refusal(self) -> str:
        """The sentence shown under the cell now."""
        return self._note.sentence.text() if self._note.isVisible() else ""


def _text(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return cast("QLineEdit", editor).text()


def _set_read_only(editor: QWidget, read_only: bool) -> None:
    if isinstance(editor, QLineEdit):
        editor.setReadOnly(read_only)
    else:
        editor.setEnabled(not read_only)


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
        self._editor: QWidget | None = None
        # How wide the texts of each column are, in pixels; columns that hold none are not in it.
        self._needed: dict[Column, int] = {}
        self._samples: Sequence[Record] = ()
        self.setAccessibleName(tr("Readings"))
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
        self.delegate = RecordDelegate(store, begin, choices, self)
        self.setItemDelegate(self.delegate)
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
        """The room is first for what every reading has, as its cells need it, then for tags and
        notes; where not even their headings have room, one scrolls to them. What is left is
        for the columns that hold something."""
        look, header = theme.current(), self.horizontalHeader()
        needed = {
            column: min(self._needed.get(column, 0), look.px(most))
            for column, most in MOST_PX.items()
        }
        widths = {
            column: max(
                header.fontMetrics().horizontalAdvance(heading(column)) + HEADING_PAD,
                min(needed[column], look.px(LEAST_PX[column])),
            )
            for column in Column
        }
        spare = self.viewport().width() - sum(widths[column] for column in ALWAYS)
        for column, wanted in needed.items():
            if column not in ALWAYS:
                spare -= widths[column]
            more = min(max(0, spare), max(0, wanted - widths[column]))
            widths[column] += more
            spare -= more
        spare = max(0, spare)
        shares = {column: SHARES[column] for column in self._needed} or SHARES
        parts = sum(shares.values())
        for column in Column:
            self.setColumnWidth(column, widths[column] + spare * shares.get(column, 0) // parts)

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
        return self._editor

    def opened(self, editor: QWidget) -> None:
        self._editor = editor

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
        if Column(index.column()) not in columns:
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
        self._editor = None
        super().closeEditor(editor, hint)
        self.editing_ended.emit()

    def reset(self) -> None:
        """Other filters, another person: an editor goes with the rows it stood in."""
        if self._editor is not None:
            self._editor = None
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
