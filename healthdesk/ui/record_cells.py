"""The cells of the table of readings: how they are drawn, and edited in place.

An editor stays open until its text was stored: what is refused is said under the cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.records import Record
from healthdesk.ui import theme, widgets
from healthdesk.ui.record_model import RECORD_ROLE, Column, Index, heading

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

    def __init__(self, store: Store, begin: Begin, choices: Choices, parent: QTableView) -> None:
        super().__init__(parent)
        self._store = store
        self._begin = begin
        self._choices = choices
        self._note = CellNote(parent.viewport())
        self._editor: QWidget | None = None
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
        self._editor = editor
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
            if self._editor is not editor:
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
        self._editor = None
        self._note.hide()

    def _close(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._note.hide()
        self._editor = None
        editor.setProperty("done", True)
        self.closeEditor.emit(editor, hint)

    @property
    def editor(self) -> QWidget | None:
        """The editor that is open."""
        return self._editor

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
