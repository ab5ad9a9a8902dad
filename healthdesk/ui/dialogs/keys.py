"""All keys of the program, made from the table of commands."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from healthdesk.texts import tr
from healthdesk.ui import theme
from healthdesk.ui.commands import Commands
from healthdesk.ui.widgets import Dialog

# As many lines as a small screen has room for; a table asks for far less by itself.
HEIGHT: Final = 420


class KeysDialog(Dialog):
    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keyboard shortcuts"), parent, width=520)
        rows = [row for row in commands.rows.values() if row.keys]
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(tr("Keyboard shortcuts"))
        self.table.setHorizontalHeaderLabels([tr("Command"), tr("Keys")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(theme.current().px(HEIGHT))
        for _, group in groupby(rows, key=lambda row: row.group):
            for row in group:
                keys = [key.toString(key.SequenceFormat.NativeText)
                        for key in commands.action(row.id).shortcuts()]  # fmt: skip
                self._add(f"{row.group}: {row.text}", ", ".join(keys))
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header, mode = self.table.horizontalHeader(), QHeaderView.ResizeMode
        header.setSectionResizeMode(0, mode.Stretch)
        header.setSectionResizeMode(1, mode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(theme.current().px(32))
        self.table.verticalHeader().setSectionResizeMode(mode.ResizeToContents)
        self.body.addWidget(self.table)
        self.add_button(tr("Close"), "primary", self.accept, default=True)
        self.table.setFocus()

    def _add(self, text: str, keys: str) -> None:
        place = self.table.rowCount()
        self.table.insertRow(place)
        for column, words in enumerate((text, keys)):
            item = QTableWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(place, column, item)
