"""Equal cells in as many columns as the width allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget


class FlowGrid(QWidget):
    """Widgets in rows, `fewest` to `most` beside each other, each at least `cell` wide
    (logical pixels) as long as `fewest` fit."""

    def __init__(
        self, cell: int, fewest: int, most: int, gap: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cell, self._fewest, self._most, self._gap = cell, fewest, most, gap
        self._widgets: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)

    def set_cell(self, cell: int) -> None:
        self._cell = cell
        self._arrange(again=True)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in this order; those no longer there are freed."""
        for old in self._widgets:
            self._grid.removeWidget(old)
            if old not in widgets:
                old.hide()
                old.deleteLater()
        self._widgets = list(widgets)
        self._arrange(again=True)

    def columns(self) -> int:
        fitting = (self.width() + self._gap) // (self._cell + self._gap)
        return max(self._fewest, min(self._most, fitting))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(again=False)

    def _arrange(self, *, again: bool) -> None:
        columns = self.columns()
        if columns == self._columns and not again:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        previous: QWidget | None = None
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, index // columns, index % columns)
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget
