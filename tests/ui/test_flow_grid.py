"""Cells beside each other, some of them two columns wide."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from healthdesk.ui.flow_grid import FlowGrid


@pytest.fixture
def grid(qtbot):
    grid = FlowGrid(100, 1, 4, 10)
    qtbot.addWidget(grid)
    grid.resize(440, 300)
    grid.show()
    return grid


def places(grid, widgets):
    """Row, column and columns taken of each."""
    layout = grid.layout()
    found = [layout.getItemPosition(layout.indexOf(widget)) for widget in widgets]
    return [(row, column, columns) for row, column, _, columns in found]


def test_a_wide_cell_takes_two_columns_and_the_next_row_where_one_is_left(grid):
    widgets = [QWidget() for _ in range(5)]
    grid.set_widgets(widgets, wide=(widgets[1], widgets[3]))
    assert grid.columns() == 4
    assert places(grid, widgets) == [(0, 0, 1), (0, 1, 2), (0, 3, 1), (1, 0, 2), (1, 2, 1)]
    grid.set_widgets(widgets, wide=(widgets[3],))
    assert places(grid, widgets)[3:] == [(1, 0, 2), (1, 2, 1)]


def test_one_column_has_no_wide_cells(grid):
    widgets = [QWidget() for _ in range(2)]
    grid.set_widgets(widgets, wide=widgets)
    grid.resize(150, 300)
    assert places(grid, widgets) == [(0, 0, 1), (1, 0, 1)]


def test_what_is_no_longer_there_is_freed_unless_it_was_let_go(grid):
    first, second = QWidget(), QWidget()
    grid.set_widgets([first])
    grid.set_widgets([second])
    grid.let_go()
    grid.set_widgets([])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(first)
    assert shiboken6.isValid(second)


def test_the_same_again_is_not_laid_out_again(grid):
    widgets = [QWidget(), QWidget()]
    grid.show_widgets(widgets)
    grid.layout().removeWidget(widgets[0])  # would come back with a new layout
    grid.show_widgets(widgets)
    assert grid.layout().indexOf(widgets[0]) == -1
    grid.show_widgets(widgets, wide=widgets[:1])
    assert grid.layout().indexOf(widgets[0]) >= 0


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_cells_are_as_wide_in_a_short_row_as_in_a_full_one(grid, count):
    widgets = [QWidget() for _ in range(count)]
    grid.resize(4 * 100 + 3 * 10, 300)
    grid.set_widgets(widgets)
    QCoreApplication.processEvents()  # they are shown, and laid out
    assert {widget.width() for widget in widgets} == {100}


def test_columns_that_are_filled_later_are_no_longer_kept_free(grid):
    first, second = QWidget(), QWidget()
    grid.set_widgets([first])
    grid.set_widgets([first, second])
    assert places(grid, [first, second]) == [(0, 0, 1), (0, 1, 1)]
    assert grid.layout().itemAtPosition(0, 1).widget() is second
    assert grid.layout().itemAtPosition(0, 2) is not None
