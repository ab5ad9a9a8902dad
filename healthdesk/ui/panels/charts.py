"""Charts: one type of one person over time, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import StorageError
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import MANUAL, Record
from healthdesk.domain.series import Series
from healthdesk.domain.times import day_of
from healthdesk.texts import Format, part_name, tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart import pictures
from healthdesk.ui.chart.chart import Chart, Pointed
from healthdesk.ui.chart.legend import Figure, LegendEntry
from healthdesk.ui.chart.look import DOT_OPACITY, Look, Numbers
from healthdesk.ui.chart.points import Summary, in_sight, summarise
from healthdesk.ui.chart.reading import SeriesReader
from healthdesk.ui.chart.table import ChartTable, rows_of
from healthdesk.ui.chart.ticks import DAY, TimeStyle
from healthdesk.ui.chart.words import ChartWords, span_words
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.panels.pressure_caption import PressureCaption
from healthdesk.ui.type_picker import TypePicker
from healthdesk.ui.window_state import keep_folder, opening_folder

# Days of each choice of the range switch; all time has its own.
RANGES: Final = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
ALL: Final = "all"
LOADING_MS: Final = 300
# Against a dark card the same share of colour looks fainter.
DARK_DOTS: Final = 0.6
SOURCE_MS: Final = 150


def range_names() -> dict[str, tuple[str, str]]:
    """Short and spoken name of each choice of the range switch."""
    return {
        "day": (tr("D"), tr("Day")),
        "week": (tr("W"), tr("Week")),
        "month": (tr("M"), tr("Month")),
        "quarter": (tr("3M"), tr("3 months")),
        "year": (tr("Y"), tr("Year")),
        ALL: (tr("All"), tr("All time")),
    }


class ChartsPanel(widgets.Page):
    """The page; `show_type(slug)` opens the chart of a type."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Charts"), parent)
        self._context = context
        self._slug = ""
        self._wanted_days: tuple[int, int] | None = None  # first and last day with data
        self._series: Series | None = None
        self._words: ChartWords | None = None
        self._wanted_point: float | None = None  # a reading that is not read yet
        self._person_id: int | None = None
        self._stale = True
        self._format = Format.of(context.app.settings)
        self._source_timer = self._timer(SOURCE_MS, self._ask_source)
        self._loading_timer = self._timer(LOADING_MS, lambda: self._loading.show())
        self._pointed: Pointed | None = None
        self._rows_of_ends: list[FlowGrid] = []
        self._reader = SeriesReader(context, self)
        self._build()
        self._connect()

    def _timer(self, milliseconds: int, run: widgets.Run) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(run)
        return timer

    # How it is built ------------------------------------------------------------------

    def _build(self) -> None:
        self.picker = TypePicker()
        self.picker.setMinimumWidth(theme.current().px(240))
        self.header.addWidget(self.picker)
        card = widgets.Card()
        card.body.addWidget(self._title_row())
        self.figures = FlowGrid(theme.current().px(110), 2, 5, 16)
        card.body.addWidget(self.figures)
        self._views = QStackedLayout()
        card.body.addLayout(self._views, 1)
        self.chart = Chart(self._look(), self._time_style())
        self.table = self._table()
        self._views.addWidget(self.chart)
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing_here())
        look = theme.current()
        self.legend = FlowGrid(look.px(112), 1, 5, 8)
        self.legend.setMaximumWidth(look.px(620))
        card.body.addWidget(self.legend)
        self.pressure = PressureCaption(self._context)
        card.body.addWidget(self.pressure)
        card.body.addWidget(self._bottom_row())
        self.body.addWidget(card, 1)

    def _title_row(self) -> QWidget:
        self.heading = widgets.Text("", "section", wrap=True)
        self._loading = widgets.Text(tr("Loading…"), "caption", tone="muted")
        self._loading.hide()
        names = range_names()
        self.range = widgets.Segmented(tr("Range"), {key: n[0] for key, n in names.items()})
        for index, (_, spoken) in enumerate(names.values()):
            self.range.setTabToolTip(index, spoken)
            self.range.setAccessibleTabName(index, spoken)
        self.range.choose("month")
        return self._ends((self.heading, self._loading), (self.range,))

    def _ends(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> FlowGrid:
        """Widgets at both ends of a row; below each other where large text leaves no room."""
        ends = FlowGrid(theme.current().px(300), 1, 2, 8)
        cells = []
        for members, stretch in ((left, 0), (right, 1)):
            cell = QWidget()
            row = QHBoxLayout(cell)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            if stretch:
                row.addStretch(1)
            for member in members:
                row.addWidget(member, 1 if member is self.heading else 0)
            if not stretch and self.heading not in members:
                row.addStretch(1)
            cells.append(cell)
        ends.set_widgets(cells)
        self._rows_of_ends.append(ends)
        return ends

    def _bottom_row(self) -> QWidget:
        self.earlier = widgets.IconButton("chevron-left", tr("Earlier"), self.show_earlier)
        self.later = widgets.IconButton("chevron-right", tr("Later"), self.show_later)
        self.span_text = widgets.Text("", "caption", tone="muted")
        self.table_button = widgets.IconButton("table", tr("Show as a table"), self.toggle_table)
        self.why_button = widgets.IconButton("info", tr("Why this total?"), self.explain_total)
        self.copy_button = widgets.IconButton("copy", tr("Copy picture"), self.copy_picture)
        self.save_button = widgets.IconButton("image", tr("Save as a picture…"), self.save_picture)
        self.span_text.setContentsMargins(4, 0, 0, 0)
        return self._ends(
            (self.earlier, self.later, self.span_text),
            (self.why_button, self.table_button, self.copy_button, self.save_button),
        )

    def _table(self) -> QTableView:
        self._rows = ChartTable(self)
        table = QTableView()
        table.setModel(self._rows)
        table.setAccessibleName(tr("The readings of the chart"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.activated.connect(lambda _: self._context.commands.run("chart.why"))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addAction(self._context.commands.action("chart.why"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.current().px(34))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        return table

    def _nothing_here(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setSpacing(12)
        self._nothing = widgets.Text("", "body", tone="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.latest_button = widgets.Button(tr("Show the latest"), run=self.show_latest)
        column.addStretch(1)
        column.addWidget(self._nothing)
        column.addWidget(self.latest_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return place

    def _connect(self) -> None:
        context = self._context
        self.picker.activated.connect(lambda _: self.show_type(self.picker.slug()))
        self.range.chosen.connect(lambda _: self.show_range())
        self.chart.moving.connect(self._moving)
        self.chart.moved.connect(self._moved)
        self.chart.beyond.connect(self._walk_beyond)
        self.chart.pointed.connect(self._say_point)
        reader = self._reader
        reader.types_found.connect(self._take_types)
        reader.days_found.connect(self._take_days)
        reader.series_found.connect(self._take)
        reader.overview_found.connect(self._take_overview)
        reader.reading_found.connect(self._go_to_reading)
        reader.waiting.connect(self._wait)
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._style_changed)
        context.theme.themeChanged.connect(self._theme_changed)
        commands = context.commands
        commands.bind("chart.earlier", self.show_earlier, self)
        commands.bind("chart.later", self.show_later, self)
        commands.bind("chart.latest", self.show_range, self)
        commands.bind("chart.jump", self.jump, self)
        commands.bind("chart.narrower", lambda: self.range.step(-1), self)
        commands.bind("chart.wider", lambda: self.range.step(1), self)
        commands.bind("chart.table", self.toggle_table, self)
        commands.bind("chart.why", self.explain_total, self)
        self._follow_kind()
        commands.bind("chart.copy", self.copy_picture, self)
        commands.bind("chart.save", self.save_picture, self)

    def shown(self) -> None:
        if self._stale:
            self._ask_types()

    def focus_first(self) -> None:
        self.chart.setFocus()

    # What the user does ---------------------------------------------------------------

    def show_type(self, slug: str) -> None:
        """Open the chart of a type, at the range chosen last."""
        if not slug or slug == self._slug:
            return
        self._slug = slug
        self._wanted_days = None
        self.picker.choose(slug)
        self.chart.point_at(None)
        self._ask_days()

    def show_range(self) -> None:
        """The chosen range up to the end of today."""
        self.range.set_free(False)
        if self.range.key() == ALL:
            self._go_to(self._all_time())
            return
        end = self._today_end()
        self._go_to((end - RANGES[self.range.key()] * DAY, end))

    def _moving(self, low: float, high: float) -> None:
        """Now and then while the user moves: read on where what is read does not reach."""
        kind = self._kind()
        if kind is None or self._wanted_days is None:
            return
        self._reader.follow(kind, low, high)
        if not self.chart.covers(low, high):
            self._reader.ask_overview(kind, *self._limits())
        self._fill_span()

    def _moved(self, low: float, high: float) -> None:
        """After a drag or zoom by hand: no range is marked where the length is none of them."""
        days = RANGES.get(self.range.key())
        wanted = days * DAY if days else self._all_time()[1] - self._all_time()[0]
        self.range.set_free(abs((high - low) - wanted) > 0.01 * wanted)
        self._ask()

    def _walk_beyond(self, by: int) -> None:
        """Past the last reading at hand: to the next one, however far it is."""
        kind, point = self._kind(), self._pointed
        if kind is None:
            return
        if point is not None:
            self._reader.ask_next(kind, point.utc, later=by > 0)
            return
        low, high = self.chart.span()
        self._reader.ask_next(kind, self._reader.instant(high if by > 0 else low), later=by > 0)

    def _go_to_reading(self, at: float | None) -> None:
        if at is None:
            self.chart.announce(tr("No more readings."))
            return
        self._wanted_point = at
        self.chart.go_to(at)

    def jump(self) -> None:
        """Ask for a date and show the time around it."""
        from healthdesk.ui.dialogs.jump import JumpDialog

        if self._wanted_days is None:
            return
        low, high = self.chart.span()
        days = tuple(int(limit // DAY) for limit in self._limits())
        shown = int((low + high) / 2 // DAY)
        JumpDialog(shown, (days[0], days[1]), self._format, self._jump_to, self).open()

    def _jump_to(self, day: int) -> None:
        self.chart.go_to((day + 0.5) * DAY)
        self._wanted_point = (day + 0.5) * DAY
        self.chart.setFocus()

    def show_earlier(self) -> None:
        self.chart.step_by(-1.0)

    def show_later(self) -> None:
        self.chart.step_by(1.0)

    def show_latest(self) -> None:
        """The chosen range, up to the last day with readings."""
        if self._wanted_days is None:
            return
        low, high = self.chart.span()
        end = (self._wanted_days[1] + 1) * DAY
        self._go_to((end - (high - low), end))

    def toggle_table(self) -> None:
        """The same data as a table, and back."""
        as_table = not self.is_table
        self.table_button.set_icon("charts" if as_table else "table")
        name = tr("Show as a chart") if as_table else tr("Show as a table")
        self.table_button.setToolTip(name)
        self.table_button.setAccessibleName(name)
        self._views.setCurrentWidget(self.table if as_table else self.chart)
        self._fill()
        (self.table if as_table else self.chart).setFocus()

    @property
    def is_table(self) -> bool:
        return self._views.currentWidget() is self.table

    def explain_total(self) -> None:
        """What made up the total of the day that is pointed at, else of the last in sight."""
        from healthdesk.ui.dialogs.why_total import WhyDialog

        WhyDialog(self._context, self._slug, self._day_in_view(), self).open()

    def _day_in_view(self) -> int:
        row = self.table.currentIndex()
        if self.is_table and row.isValid():
            return int(self._rows.position(row.row()) // DAY)
        if self._pointed is not None and not self.is_table:
            return int(self._pointed.at // DAY)
        low, high = self.chart.span()
        if self._series is not None and self._series.lines:
            seen = in_sight(self._series.lines[0], low, high)
            if seen.stop > seen.start:
                return int(self._series.lines[0].at[seen.stop - 1] // DAY)
        return int((min(high, self._today_end()) - 1) // DAY)

    def _follow_kind(self) -> None:
        """Only totals can be explained."""
        kind = self._kind()
        explained = kind is not None and kind.has_totals
        self.why_button.setVisible(explained)
        self._context.commands.enable("chart.why", explained)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(pictures.picture(self.chart, self._picture_title()))
        self._context.messages.toast(tr("Picture copied."))

    def save_picture(self) -> None:
        """Ask where to and write the chart as PNG or SVG."""
        paths = self._context.app.paths
        dialog = QFileDialog(self, tr("Save as a picture"), str(opening_folder(paths)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Picture (*.png)"), tr("Drawing (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("svg" if "svg" in chosen else "png")
        )
        dialog.selectFile(f"{self._slug}.png")
        dialog.fileSelected.connect(lambda name: keep_folder(paths, Path(name)))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the chart to a file; what is wrong with the place is said in a sentence."""
        try:
            pictures.save(self.chart, path, self._picture_title())
        except StorageError as error:
            self._context.messages.trouble(error)
        else:
            self._context.messages.toast(tr("Picture saved as {name}.", name=path.name))

    # Asking ---------------------------------------------------------------------------

    def _changed(self, *_: object) -> None:
        """Another person, other types, another file: ask for all again."""
        self._stale = True
        if self.isVisible():
            self._ask_types()

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is None or event.person_id not in (None, person.id):
            return
        if not self.isVisible() or not self._slug:
            self._stale = True
            return
        kind = self._kind()
        days = self._reader.days_asked()
        # Nights are made from another type's intervals: such types listen to every change.
        concerned = kind is not None and (kind.derived or kind.group == "sleep")
        if concerned or event.touches(person.id, self._slug, *days):
            self._ask_types()
        elif event.touches(person.id, self._slug, -(10**6), 10**6):
            self._ask_days()

    def _ask_types(self) -> None:
        if self._reader.ask_types():
            self._stale = False

    def _take_types(self, used: tuple[str, ...]) -> None:
        book = self._context.current.types
        drawable = [kind for kind in book if not kind.codes]
        mine = [book[slug] for slug in used if slug in book and not book[slug].codes]
        self.picker.set_types(mine, [kind for kind in drawable if kind not in mine])
        if not self._slug and mine:
            self._slug = mine[0].slug
        if not self._slug:
            self._show_empty()
            return
        self.picker.choose(self._slug)
        self._ask_days()

    def _ask_days(self) -> None:
        self._reader.ask_days(self._slug)

    def _take_days(self, person_id: int, slug: str, days: tuple[int, int] | None) -> None:
        first_time = (self._person_id, self._series is None) != (person_id, False) or (
            self._series is not None and self._series.query.type != slug
        )
        self._person_id, self._wanted_days = person_id, days
        self.chart.show_overview(None)
        if days is None:
            self._series = None
            self._show_empty()
            return
        self.show_body()
        self.chart.set_limits(*self._limits())
        if first_time:
            self.show_range()
        else:
            self._ask()

    def _limits(self) -> tuple[float, float]:
        """How far back and forth one may go: all readings, and always a year."""
        end = self._today_end()
        first, last = self._wanted_days or (0, 0)
        return min(first * DAY, end - 366 * DAY) - DAY, max((last + 1) * DAY, end) + DAY

    def _all_time(self) -> tuple[float, float]:
        first, last = self._wanted_days or (0, 0)
        return first * DAY, max((last + 1) * DAY, first * DAY + 7 * DAY)

    def _today_end(self) -> float:
        return (day_of(self._context.current.now().date()) + 1) * DAY

    def _go_to(self, span: tuple[float, float]) -> None:
        self.chart.set_span(*span)
        self._ask()

    def _ask(self) -> None:
        kind = self._kind()
        if kind is not None and self._wanted_days is not None:
            self._reader.ask(kind, *self.chart.span())
            self._fill_span()

    def _wait(self, waiting: bool) -> None:
        if waiting:
            self._loading_timer.start()
        else:
            self._loading_timer.stop()
            self._loading.hide()

    def _take(self, series: Series, covered: tuple[float, float]) -> None:
        kind = self._context.current.types.get(series.query.type)
        if kind is None:
            return
        self._series = series
        self._words = ChartWords(kind, series.unit, series.step, self._format)
        self.chart.show_series(series, self._numbers(kind), bars=self._words.sums, covered=covered)
        if self.chart.is_moving:
            return  # the words follow once it rests
        self._fill()
        wanted, self._wanted_point = self._wanted_point, None
        if wanted is not None:
            self.chart.point_near(wanted)

    def _take_overview(self, series: Series, covered: tuple[float, float]) -> None:
        if series.query.type == self._slug:
            self.chart.show_overview(series, covered)

    # Showing --------------------------------------------------------------------------

    def _kind(self) -> HealthType | None:
        return self._context.current.types.get(self._slug)

    def _show_empty(self) -> None:
        kind = self._kind()
        sentence = tr("Your readings will be drawn here over time.")
        if kind is not None:
            name = type_name(kind)
            sentence = tr("Readings of {type} will be drawn here over time.", type=name)
        commands = self._context.commands
        self.show_instead(
            widgets.EmptyState(
                "charts",
                sentence,
                (tr("Add a reading"), lambda: self._context.focus_entry("")),
                (tr("Import…"), lambda: commands.run("data.import")),
            )
        )

    def _fill(self) -> None:
        """Everything around the chart, from the series and the span in sight."""
        series, kind, words = self._series, self._kind(), self._words
        if series is None or kind is None or words is None or kind.slug != series.query.type:
            return
        low, high = self.chart.span()
        self.heading.setText(words.heading())
        summary = summarise(series, low, high, sums=words.sums)
        self.figures.set_widgets([Figure(*figure) for figure in words.figures(summary)])
        self._fill_legend(kind, series)
        self.pressure.follow(kind.slug, *self._days_in_sight())
        self._fill_span()
        self._follow_kind()
        self.chart.setAccessibleName(tr("Chart of {type}", type=type_name(kind)))
        self.chart.setAccessibleDescription(words.sentence(low, high, summary))
        if self.is_table:
            self._fill_table(series, words)
        self._show_span_or_nothing(summary)

    def _fill_table(self, series: Series, words: ChartWords) -> None:
        self._rows.set_rows(rows_of(series, *self.chart.span(), words.when, words.value))
        for column in (2, 3, 4):  # of a single reading they would say nothing new
            self.table.setColumnHidden(column, series.step == "raw")

    def _show_span_or_nothing(self, summary: Summary | None) -> None:
        empty = summary is None
        for button in (self.copy_button, self.save_button):
            button.setEnabled(not empty)
        if empty and not self.is_table:
            self._nothing.setText(tr("No readings in this time."))
            self._views.setCurrentIndex(2)
        elif not empty and self._views.currentIndex() == 2:
            self._views.setCurrentWidget(self.chart)

    def _fill_span(self) -> None:
        low, high = self.chart.span()
        self.span_text.setText(span_words(self._format, low, high))
        if self._wanted_days is not None:
            lowest, highest = self._limits()
            self.earlier.setEnabled(low > lowest + 1)
            self.later.setEnabled(high < highest - 1)

    def _days_in_sight(self) -> tuple[int, int]:
        """The first and the last local day that can be seen."""
        low, high = self.chart.span()
        return int(low // DAY), int(-(-high // DAY)) - 1

    def _fill_legend(self, kind: HealthType, series: Series) -> None:
        entries = [("dot", i, part_name(p.slug)) for i, p in enumerate(kind.parts)]
        if series.step != "raw" and kind.aggregate != "sum":
            entries.append(("spread", 0, tr("Lowest to highest")))
        if any(line.censored is not None for line in series.lines):
            entries.append(("limit", 0, tr("Below or above this value")))
        if any(mean.at.size > 1 for mean in series.means):  # one point makes no line
            entries.append(("line", 0, tr("7-day mean")))
        if any(pair != (None, None) for pair in series.typical):
            entries.append(("band", 0, tr("Typical range")))
        self.legend.set_widgets([LegendEntry(*entry) for entry in entries])

    # The point under the cross ----------------------------------------------------------

    def _say_point(self, point: Pointed | None) -> None:
        self._pointed = point
        self._source_timer.stop()
        words = self._words
        if point is None or words is None:
            return
        value, when = words.value(point.values), words.when(point.at)
        more = ""
        if words.step != "raw" and not words.sums:
            more = words.spread(point.lows, point.highs, point.count)
        self.chart.tell(value, when, more)
        self.chart.announce(f"{value}, {when}" if not more else f"{value}, {when}, {more}")
        if point.id:
            self._source_timer.start()

    def _ask_source(self) -> None:
        point = self._pointed
        if point is None:
            return
        journal, actor = self._context.app.journal, self._context.actor
        self._context.tasks.run(
            lambda: journal.get(actor, point.id),
            lambda record: self._take_source(point, record),
            lambda _: self._say_gone(point),
            key=("charts.source", id(self)),
            owner=self,
        )

    def _say_gone(self, point: Pointed) -> None:
        """Deleted since it was drawn; the event about it draws the chart anew."""
        words = self._words
        if self._pointed is point and words is not None:
            when = words.when(point.at)
            self.chart.tell(words.value(point.values), when, tr("deleted meanwhile"))

    def _take_source(self, point: Pointed, record: Record) -> None:
        words = self._words
        if self._pointed is not point or words is None or record.type != words.kind.slug:
            return
        source = tr("typed") if record.source == MANUAL else record.source
        if record.unit == words.unit:
            value = self._format.value(
                words.kind, record.value, record.value2, record.unit, record.comparator, exact=True
            )
        else:
            value = record.comparator + words.value(point.values)
        self.chart.tell(value, words.when(point.at), source)

    # Looks ------------------------------------------------------------------------------

    def _look(self) -> Look:
        look = theme.current()
        return Look(
            card=look.colors["card"],
            hairline=look.colors["line"],
            border=look.colors["border"],
            text=look.colors["text"],
            muted=look.colors["muted"],
            accent=look.colors["accent"],
            series=look.series,
            font=look.font("axis"),
            dot_opacity=DARK_DOTS if look.dark else DOT_OPACITY,
        )

    def _numbers(self, kind: HealthType) -> Numbers:
        unit = self._context.current.unit(kind.slug)
        shape = self._format
        if unit == "min" and kind.slug != "5k-time":
            return Numbers(lambda value, _: shape.duration(value), 0, clock=True)
        return Numbers(shape.number, kind.decimals_in(unit))

    def _time_style(self) -> TimeStyle:
        shape = self._format
        return TimeStyle(shape.language, shape.order != "dmy", shape.clock24, shape.week_start)

    def _style_changed(self) -> None:
        self._format = Format.of(self._context.app.settings)
        self.chart.set_words(self._time_style())
        self._changed()

    def _theme_changed(self, *_: object) -> None:
        self.chart.set_look(self._look())
        look = theme.current()
        self.figures.set_cell(look.px(110))
        self.legend.set_cell(look.px(112))
        for row in self._rows_of_ends:
            row.set_cell(look.px(300))
        self.legend.setMaximumWidth(look.px(620))
        self.table.verticalHeader().setDefaultSectionSize(theme.current().px(34))
        self._fill()

    def _picture_title(self) -> str:
        return f"{self.heading.text()}, {self.span_text.text()}"
