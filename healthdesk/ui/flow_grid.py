"""Equal cells in as many columns as the width allows; some may take two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        self._wide: frozenset[QWidget] = frozenset()
        self._columns = 0
        # Of columns nothing stands in: without one Qt leaves out the gap beside it, and the
        # cells of a short row would be wider than those of a full one.
        self._fillers: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)

    def set_cell(self, cell: int) -> None:
        self._cell = cell
        self._arrange(again=True)

    def set_widgets(self, widgets: Sequence[QWidget], wide: Iterable[QWidget] = ()) -> None:
        """Show these in this order, the `wide` ones over two columns where there are two;
        those no longer there are freed."""
        for old in self._widgets:
            self._grid.removeWidget(old)
            if old not in widgets:
                old.hide()
                old.deleteLater()
        self._widgets, self._wide = list(widgets), frozenset(wide)
        self._arrange(again=True)

    def show_widgets(self, widgets: Sequence[QWidget], wide: Iterable[QWidget] = ()) -> None:
        """As `set_widgets`, where anything is other than before."""
        if list(widgets) != self._widgets or frozenset(wide) != self._wide:
            self.set_widgets(widgets, wide)

    def let_go(self) -> None:
        """Give up all widgets without freeing them: somebody else has them now."""
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        self._widgets, self._wide = [], frozenset()

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
        row, at, taken = 0, 0, 0
        for widget in self._widgets:
            span = 2 if widget in self._wide and columns > 1 else 1
            if at + span > columns:
                row, at = row + 1, 0
            self._grid.addWidget(widget, row, at, 1, span)
            at += span
            taken = max(taken, at)
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget
        self._fill(range(taken, columns))

    def _fill(self, free: range) -> None:
        """Something empty in these columns of the first row, and in no other."""
        while len(self._fillers) < len(free):
            self._fillers.append(QWidget(self))
        for filler in self._fillers:
            self._grid.removeWidget(filler)
        for filler, column in zip(self._fillers, free, strict=False):
            self._grid.addWidget(filler, 0, column)
