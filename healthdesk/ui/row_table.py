"""A table of whole rows to choose from, for dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from healthdesk.ui import theme

ROW_HEIGHT: Final = 34


def row_table(name: str, heads: Sequence[str], height: int) -> QTableWidget:
    """Without a row, at least `height` high at 100 %; Tab leaves it."""
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    for column in range(len(heads)):
        head = table.horizontalHeaderItem(column)
        assert head is not None  # it was just made
        head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setMinimumHeight(theme.current().px(height))
    table.horizontalHeader().setHighlightSections(False)
    return table
