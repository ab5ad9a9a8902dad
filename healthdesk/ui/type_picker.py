"""The field in which one type of reading is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from healthdesk.domain.health_types import HealthType
from healthdesk.texts import tr, type_name
from healthdesk.ui.type_search import TypeCompleter, TypeLine, add_type, find_named


class TypePicker(QComboBox):
    """Types to choose from, those in use first; typing searches them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineEdit(TypeLine())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setCompleter(TypeCompleter(self))
        self.setAccessibleName(tr("Type of reading"))
        self.setToolTip(tr("Type of reading"))
        line = self.lineEdit()
        assert line is not None  # it is editable
        line.setAccessibleName(tr("Type of reading"))
        line.editingFinished.connect(self._settle)

    def set_types(self, used: Sequence[HealthType], others: Sequence[HealthType]) -> None:
        chosen = self.slug()
        self.blockSignals(True)
        self.clear()
        for kind in used:
            add_type(self, kind)
        if used and others:
            self.insertSeparator(self.count())
        for kind in sorted(others, key=lambda k: type_name(k).casefold()):
            add_type(self, kind)
        self.blockSignals(False)
        self.choose(chosen)

    def slug(self) -> str:
        return str(self.currentData() or "")

    def choose(self, slug: str) -> None:
        """Show a type without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(slug))
        self.blockSignals(False)

    def _settle(self) -> None:
        """Words that name no type give way to the type that is chosen; Return takes the
        first that fits."""
        text = self.currentText()
        if self.findText(text, Qt.MatchFlag.MatchFixedString) >= 0:
            return
        fitting = find_named(self, text)
        line = self.lineEdit()
        if fitting >= 0 and line is not None and line.hasFocus():
            self.setCurrentIndex(fitting)
            self.activated.emit(fitting)
        else:
            self.setEditText(self.itemText(self.currentIndex()))
