"""What every way to look at a type is made of, and what the page asks of it.

A view is shown one `Subject` after the other; it asks the services for what it draws in
workers (`context.tasks`), never on the main thread, and draws when the answer comes. Around
its drawing it has a heading, controls, figures, a legend and a foot; beside the drawing the
same data as a table. For a picture, a print and the clipboard the page takes `sheet()`,
`picture_title()` and `cells()`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import day_of
from healthdesk.texts import Format, part_name, tr
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart.dressing import look_now, numbers_of, time_style_of
from healthdesk.ui.chart.legend import Figure, LegendEntry
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.pictures import Drawing, Sheet
from healthdesk.ui.chart.ticks import TimeStyle
from healthdesk.ui.chart.words import ChartWords
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.flow_row import FlowRow

LOADING_MS = 300
# Logical pixels at 100 % text.
ROW_HEIGHT, HEAD_HEIGHT, FIGURE_WIDTH, LEGEND_WIDTH, LEGEND_MOST = 34, 34, 110, 112, 620


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: a type of a person, with data from the local day `first` to `last`."""

    person_id: int
    kind: HealthType
    first: int
    last: int


class ChartView(QWidget):
    """One way to look at a type. A subclass builds its parts, hands them to `arrange`, and
    implements `show_subject`, `sheet` and `fill_table`.

    `offers_changed`: other commands can be done now. `day_wanted` (a local day): the user
    wants to see that day over time.
    """

    offers_changed = Signal()
    day_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.format = Format.of(context.app.settings)
        self.subject: Subject | None = None
        self._told_figures: tuple[tuple[str, str], ...] = ()
        self.told_keys: tuple[tuple[str, int | str, str], ...] = ()
        self._late = QTimer(self, singleShot=True, interval=LOADING_MS)
        self._late.timeout.connect(lambda: self.loading.show())

    # For the page -----------------------------------------------------------------------

    @abstractmethod
    def show_subject(self, subject: Subject) -> None:
        """Ask for what is drawn of `subject`, which may be the one shown, and draw it."""

    def last_day(self) -> int | None:
        """The last local day in view; None of views that have no such end."""
        return None

    def end_at(self, day: int) -> None:
        """Show the time up to a local day, as another view did; views without such an end stay
        where they are."""

    def concerned(self, event: RecordsChanged, person_id: int, slug: str) -> bool:
        """Whether what changed may be drawn here."""
        kind = self.context.current.types.get(slug)
        # Nights are made from another type's intervals: such types listen to every change.
        made = kind is not None and (kind.derived or kind.group == "sleep")
        return made or event.touches(person_id, slug, -(10**6), 10**6)

    def offers(self) -> Mapping[str, widgets.Run]:
        """Commands of the page that can be done here now, and what does them; beside those
        that the page does for every view."""
        return {}

    @abstractmethod
    def sheet(self) -> Drawing:
        """What a picture and a print show."""

    def picture_title(self) -> str:
        """The line above a picture and a print."""
        return self.heading.text()

    def paper(self) -> Sheet:
        """The drawing with its title, figures, legend and note."""
        return Sheet(
            self.sheet(),
            self.picture_title(),
            figures=self._told_figures,
            keys=self.told_keys,
            note=self.note.text(),
        )

    @abstractmethod
    def fill_table(self) -> None:
        """Put what is drawn into the table."""

    def cells(self) -> list[list[str]]:
        """The table in words, its headings first."""
        self.fill_table()
        shown = [c for c in range(self._model.columnCount()) if not self.table.isColumnHidden(c)]
        head = [
            str(self._model.headerData(c, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
            for c in shown
        ]
        body = [
            [str(self._model.index(row, column, QModelIndex()).data() or "") for column in shown]
            for row in range(self._model.rowCount())
        ]
        return [head, *body]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self._views.currentIndex() == 2

    @property
    def is_table(self) -> bool:
        return self._views.currentWidget() is self.table

    def toggle_table(self) -> None:
        """The same data as a table, and back."""
        as_table = not self.is_table
        self.table_button.set_icon("charts" if as_table else "table")
        name = tr("Show as a chart") if as_table else tr("Show as a table")
        self.table_button.setToolTip(name)
        self.table_button.setAccessibleName(name)
        copied = tr("Copy as a table") if as_table else tr("Copy picture")
        self.copy_button.setToolTip(copied)
        self.copy_button.setAccessibleName(copied)
        if as_table:
            self.fill_table()
        self._views.setCurrentWidget(self.table if as_table else self._drawing)
        self.table_toggled()
        (self.table if as_table else self._drawing).setFocus()

    def table_toggled(self) -> None:
        """Called when the table was opened or closed."""

    def focus_first(self) -> None:
        """The keyboard on what is seen of the data, or on the way to some."""
        if not self.is_empty:
            (self.table if self.is_table else self._drawing).setFocus()
        elif self.latest_button.isVisibleTo(self):
            self.latest_button.setFocus()
        else:
            self.table_button.setFocus()

    def style_changed(self) -> None:
        """Dates and numbers are written in another way; what is shown is asked for anew."""
        self.format = Format.of(self.context.app.settings)

    def dress(self, look: Look) -> None:
        """Draw in other colours: those of the theme, or of paper while it is printed."""

    def theme_changed(self) -> None:
        """Colours and sizes are others now."""
        self.dress(self.look())
        look = theme.current()
        self.figures.set_cell(look.px(FIGURE_WIDTH))
        self.legend.set_cell(look.px(LEGEND_WIDTH))
        self.legend.setMaximumWidth(look.px(LEGEND_MOST))
        self.table.verticalHeader().setDefaultSectionSize(look.px(ROW_HEIGHT))

    # For views --------------------------------------------------------------------------

    def arrange(
        self,
        drawing: QWidget,
        model: QAbstractTableModel,
        *,
        controls: Sequence[QWidget] = (),
        foot: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
    ) -> None:
        """Put the parts in their places: `controls` beside the heading, `below` the drawing,
        `foot` at the left of the last row and `actions` before its usual ones."""
        self._drawing, self._model = drawing, model
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.heading = widgets.Text("", "section", wrap=True)
        # As high as a button, so that the drawing stays where it is from view to view.
        self.heading.setMinimumHeight(theme.current().px(HEAD_HEIGHT))
        self.loading = widgets.Text(tr("Loading…"), "caption", tone="muted")
        self.loading.hide()
        column.addWidget(self._ends((self.heading, self.loading), controls))
        look = theme.current()
        self.figures = FlowGrid(look.px(FIGURE_WIDTH), 2, 5, 16)
        column.addWidget(self.figures)
        self._views = QStackedLayout()
        column.addLayout(self._views, 1)
        self.table = self._table(model)
        for widget in (drawing, self.table, self._nothing_here()):
            self._views.addWidget(widget)
        self.legend = FlowGrid(look.px(LEGEND_WIDTH), 1, 5, 8)
        self.legend.setMaximumWidth(look.px(LEGEND_MOST))
        column.addWidget(self.legend)
        self.note = widgets.Text("", "caption", tone="muted", wrap=True)
        self.note.hide()
        for widget in (*below, self.note):
            column.addWidget(widget)
        column.addWidget(self._ends(foot, (_together((*actions, *self._actions())),)))

    def _actions(self) -> tuple[QWidget, ...]:
        run = self.context.commands.run
        self.table_button = widgets.IconButton(
            "table", tr("Show as a table"), lambda: run("chart.table")
        )
        self.copy_button = widgets.IconButton(
            "copy",
            tr("Copy picture"),
            lambda: run("chart.copy-table" if self.is_table else "chart.copy"),
        )
        self.print_button = widgets.IconButton("print", tr("Print…"), lambda: run("chart.print"))
        self.save_button = widgets.IconButton(
            "image", tr("Save as a picture…"), lambda: run("chart.save")
        )
        return self.table_button, self.copy_button, self.print_button, self.save_button

    def _ends(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> QWidget:
        """Widgets at both ends of a row; in more rows where large text leaves no room."""
        ends = QWidget()
        flow = FlowRow(ends, gap=8, align=Qt.AlignmentFlag.AlignRight)
        flow.addWidget(_together(left))
        flow.addStretch()
        for widget in right:
            flow.addWidget(widget)
        return ends

    def _table(self, model: QAbstractTableModel) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(tr("The readings of the chart"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        return table

    def _nothing_here(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setSpacing(12)
        self.nothing = widgets.Text("", "body", tone="muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.latest_button = widgets.Button(tr("Show the latest"), run=lambda: self.show_latest())
        column.addStretch(1)
        column.addWidget(self.nothing)
        column.addWidget(self.latest_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return place

    def show_latest(self) -> None:
        """Go to the time of the last readings; offered where there is nothing to draw."""

    def say_nothing(self, sentence: str, *, latest: bool = False) -> None:
        """Say why nothing is drawn; `latest` offers the way to the last readings."""
        held = self.window().focusWidget() is self._drawing
        self.nothing.setText(sentence)
        self.latest_button.setVisible(latest)
        self._set_usable(False)
        if not self.is_table:
            self._views.setCurrentIndex(2)
            if held:
                self.focus_first()

    def say_something(self) -> None:
        """There is something to draw."""
        self._set_usable(True)
        if self.is_empty:
            self._views.setCurrentWidget(self._drawing)

    def _set_usable(self, usable: bool) -> None:
        for button in (self.copy_button, self.print_button, self.save_button):
            button.setEnabled(usable)

    def set_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """The strip of numbers: a name and a value each."""
        self._told_figures = tuple(figures)
        self.figures.set_widgets([Figure(*figure) for figure in figures])

    def set_legend(self, entries: Sequence[tuple[str, int | str, str]]) -> None:
        """Shape, number of the colour and words of each."""
        self.told_keys = tuple(entries)
        self.legend.set_widgets([LegendEntry(*entry) for entry in entries])

    def set_note(self, sentence: str) -> None:
        """What has to be known beside the drawing; nothing hides it."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def wait(self, waiting: bool) -> None:
        """Say that something is read, once it takes a while."""
        if waiting:
            self._late.start()
        else:
            self._late.stop()
            self.loading.hide()

    def words(self, kind: HealthType) -> ChartWords:
        """Words for values of a type, by the day."""
        return ChartWords(kind, self.context.current.unit(kind.slug), "day", self.format)

    def today(self) -> int:
        return day_of(self.context.current.now().date())

    def look(self) -> Look:
        return look_now()

    def numbers(self, kind: HealthType) -> Numbers:
        """How values of a type are written on an axis, in the unit that was chosen."""
        return numbers_of(kind, self.context.current.unit(kind.slug), self.format)

    def time_style(self) -> TimeStyle:
        return time_style_of(self.format)


def part_switch() -> widgets.Segmented:
    """Which part of blood pressure is looked at; `key()` is its number."""
    names = {str(n): part_name(part) for n, part in enumerate(("systolic", "diastolic"))}
    return widgets.Segmented(tr("Part"), names)


def _together(members: Sequence[QWidget]) -> QWidget:
    """Widgets that stay beside each other."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for member in members:
        row.addWidget(member)
    return group
