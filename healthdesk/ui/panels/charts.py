"""Charts: one type of one person over time, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QLocale, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
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
from healthdesk.domain.series import Series, SeriesQuery
from healthdesk.domain.times import DAY_MS, date_of, day_of
from healthdesk.texts import Format, part_name, tr, tr_n, type_name, unit_label
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart import pictures
from healthdesk.ui.chart.chart import Chart, Pointed
from healthdesk.ui.chart.look import DOT_OPACITY, Look, Numbers
from healthdesk.ui.chart.points import Summary, in_sight, summarise
from healthdesk.ui.chart.table import ChartTable, rows_of
from healthdesk.ui.chart.ticks import DAY, TimeStyle, wall
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.type_search import TypeCompleter, add_type, find_named
from healthdesk.ui.window_state import keep_folder, opening_folder

# Days of each choice of the range switch; all time has its own.
RANGES: Final = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
ALL: Final = "all"
LOADING_MS: Final = 300
# Against a dark card the same share of colour looks fainter.
DARK_DOTS: Final = 0.6
SOURCE_MS: Final = 150
# Bars and means want to be seen from noon to noon of the days at the edge.
LEAST_MARGIN: Final = 0.5 * DAY


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


class Swatch(QWidget):
    """What stands for a dot, a line or a band in the legend."""

    def __init__(self, shape: str, part: int) -> None:
        super().__init__()
        self._shape, self._part = shape, part
        self.setFixedSize(18, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        if self._shape == "line":
            painter.setPen(QPen(look.line_color(self._part), 2.2))
            painter.drawLine(1, 6, 17, 6)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if self._shape == "band":
            painter.setBrush(look.line_color(self._part, 0.18))
            painter.drawRoundedRect(QRectF(1, 0, 16, 12), 3, 3)
            return
        painter.setBrush(look.line_color(self._part, 0.6))
        painter.drawEllipse(QRectF(5, 2, 8, 8))


class LegendEntry(QWidget):
    """A swatch and what it stands for."""

    def __init__(self, shape: str, part: int, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Swatch(shape, part))
        row.addWidget(widgets.Text(name, "axis", tone="muted"), 1)


class Figure(QWidget):
    """One number of the strip under the title: what it is, and the value."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(widgets.Text(name, "caption", tone="muted"))
        column.addWidget(widgets.Text(value, "section"))


class TypePicker(QComboBox):
    """Types to choose from, those in use first; typing searches them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
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


class ChartsPanel(widgets.Page):
    """The page; `show_type(slug)` opens the chart of a type."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Charts"), parent)
        self._context = context
        self._slug = ""
        self._wanted_days: tuple[int, int] | None = None  # first and last day with data
        self._series: Series | None = None
        self._person_id: int | None = None
        self._stale = True
        self._format = Format.of(context.app.settings)
        self._source_timer = self._timer(SOURCE_MS, self._ask_source)
        self._loading_timer = self._timer(LOADING_MS, lambda: self._loading.show())
        self._pointed: Pointed | None = None
        self._rows_of_ends: list[FlowGrid] = []
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
        self.chart.moved.connect(self._moved)
        self.chart.pointed.connect(self._say_point)
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

    def _moved(self, low: float, high: float) -> None:
        """After a drag or zoom by hand: no range is marked where the length is none of them."""
        days = RANGES.get(self.range.key())
        wanted = days * DAY if days else self._all_time()[1] - self._all_time()[0]
        self.range.set_free(abs((high - low) - wanted) > 0.01 * wanted)
        self._ask()

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
        days = self._days_asked()
        # Nights are made from another type's intervals: such types listen to every change.
        concerned = kind is not None and (kind.derived or kind.group == "sleep")
        if concerned or event.touches(person.id, self._slug, *days):
            self._ask_types()
        elif event.touches(person.id, self._slug, -(10**6), 10**6):
            self._ask_days()

    def _days_asked(self) -> tuple[int, int]:
        if self._series is None:
            return (-(10**6), 10**6)
        query = self._series.query
        return query.start // DAY_MS - 1, query.end // DAY_MS + 1

    def _ask_types(self) -> None:
        """Which types this person has readings of; then everything else."""
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        analytics, actor = self._context.app.analytics, self._context.actor
        person_id = person.id
        self._context.tasks.run(
            lambda: analytics.types_charted(actor, person_id),
            self._take_types,
            key=("charts.types", id(self)),
            owner=self,
        )

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
        """From when to when there is data; then the series."""
        person, slug = self._context.current.person, self._slug
        if person is None or not slug:
            return
        analytics, actor = self._context.app.analytics, self._context.actor
        person_id = person.id
        self._loading_timer.start()
        self._context.tasks.run(
            lambda: analytics.span(actor, person_id, slug),
            lambda days: self._take_days(person_id, slug, days),
            ended=self._answered,
            key=("charts.days", id(self)),
            owner=self,
        )

    def _take_days(self, person_id: int, slug: str, days: tuple[int, int] | None) -> None:
        first_time = (self._person_id, self._series is None) != (person_id, False) or (
            self._series is not None and self._series.query.type != slug
        )
        self._person_id, self._wanted_days = person_id, days
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
        """The series of what is in sight and half as much to both sides."""
        person, kind = self._context.current.person, self._kind()
        if person is None or kind is None or self._wanted_days is None:
            return
        low, high = self.chart.span()
        margin = max(LEAST_MARGIN, (high - low) / 2)
        query = SeriesQuery(
            person_id=person.id,
            type=kind.slug,
            start=self._instant(low - margin),
            end=self._instant(high + margin),
            unit=self._context.current.unit(kind.slug),
        )
        analytics, actor = self._context.app.analytics, self._context.actor
        self._loading_timer.start()
        self._context.tasks.run(
            lambda: analytics.series(actor, query),
            self._take,
            ended=self._answered,
            key=("charts.series", id(self)),
            owner=self,
        )
        self._fill_span()

    def _instant(self, at: float) -> int:
        moment = wall(at).replace(tzinfo=self._context.current.zone())
        return round(moment.timestamp() * 1000)

    def _answered(self) -> None:
        self._loading_timer.stop()
        self._loading.hide()

    def _take(self, series: Series) -> None:
        kind = self._context.current.types.get(series.query.type)
        if kind is None:
            return
        self._series = series
        self.chart.show_series(series, self._numbers(kind), bars=self._sums(kind))
        self._fill()

    # Showing --------------------------------------------------------------------------

    def _kind(self) -> HealthType | None:
        return self._context.current.types.get(self._slug)

    @staticmethod
    def _sums(kind: HealthType) -> bool:
        return kind.aggregate == "sum"

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
        series, kind = self._series, self._kind()
        if series is None or kind is None or kind.slug != series.query.type:
            return
        low, high = self.chart.span()
        label = unit_label(series.unit)
        name = type_name(kind)
        # Lengths of time carry their units, and "Steps · steps" says nothing.
        said = not label or series.unit == "min" or label.casefold() == name.casefold()
        self.heading.setText(name if said else f"{name} · {label}")
        summary = summarise(series, low, high, sums=self._sums(kind))
        self._fill_figures(kind, series, summary)
        self._fill_legend(kind, series)
        self._fill_span()
        self._follow_kind()
        self.chart.setAccessibleName(tr("Chart of {type}", type=name))
        self.chart.setAccessibleDescription(self._sentence(kind, summary))
        if self.is_table:
            self._fill_table(kind, series)
        self._show_span_or_nothing(summary)

    def _fill_table(self, kind: HealthType, series: Series) -> None:
        low, high = self.chart.span()
        self._rows.set_rows(
            rows_of(series, low, high, self._when, lambda values: self._value(kind, values))
        )
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
        first, last = int(low // DAY), int((high - 1) // DAY)
        text = self._format.date(first)
        if last > first:
            text = tr("{start} – {end}", start=text, end=self._format.date(last))
        self.span_text.setText(text)
        if self._wanted_days is not None:
            lowest, highest = self._limits()
            self.earlier.setEnabled(low > lowest + 1)
            self.later.setEnabled(high < highest - 1)

    def _fill_figures(self, kind: HealthType, series: Series, summary: Summary | None) -> None:
        self.figures.set_widgets(
            [Figure(name, value) for name, value in self._figures(kind, series, summary)]
        )

    def _figures(
        self, kind: HealthType, series: Series, summary: Summary | None
    ) -> list[tuple[str, str]]:
        if summary is None:
            return []
        lowest = (tr("Lowest"), self._value(kind, summary.lowest))
        highest = (tr("Highest"), self._value(kind, summary.highest))
        if not self._sums(kind):
            return [
                (tr("Latest"), self._value(kind, summary.latest)),
                (tr("Mean"), self._value(kind, summary.mean)),
                lowest,
                highest,
                (tr("Readings"), self._format.number(summary.count, 0)),
            ]
        total = (tr("Total"), self._value(kind, (summary.total,)))
        if series.step == "hour":
            return [total, (tr("Busiest hour"), self._value(kind, summary.highest))]
        return [
            total,
            (tr("Mean of a day"), self._value(kind, summary.mean)),
            lowest,
            highest,
            (tr("Days"), self._format.number(summary.count, 0)),
        ]

    def _fill_legend(self, kind: HealthType, series: Series) -> None:
        entries = [("dot", i, part_name(p.slug)) for i, p in enumerate(kind.parts)]
        if any(mean.at.size > 1 for mean in series.means):  # one point makes no line
            entries.append(("line", 0, tr("7-day mean")))
        if any(pair != (None, None) for pair in series.typical):
            entries.append(("band", 0, tr("Typical range")))
        self.legend.set_widgets([LegendEntry(*entry) for entry in entries])

    def _sentence(self, kind: HealthType, summary: Summary | None) -> str:
        low, high = self.chart.span()
        name = type_name(kind)
        start, end = self._format.date(int(low // DAY)), self._format.date(int((high - 1) // DAY))
        if summary is None:
            return tr("{type} from {start} to {end}: no readings.", type=name, start=start, end=end)
        said = {
            "type": name,
            "start": start,
            "end": end,
            "lowest": self._value(kind, summary.lowest),
            "highest": self._value(kind, summary.highest),
            "mean": self._value(kind, summary.mean),
        }
        if self._sums(kind):
            return tr_n(
                "{type} from {start} to {end}: {n} day, total {total}, lowest {lowest}, "
                "highest {highest}, mean {mean}.",
                "{type} from {start} to {end}: {n} days, total {total}, lowest {lowest}, "
                "highest {highest}, mean {mean}.",
                summary.count,
                total=self._value(kind, (summary.total,)),
                **said,
            )
        return tr_n(
            "{type} from {start} to {end}: {n} reading, lowest {lowest}, highest {highest}, "
            "mean {mean}.",
            "{type} from {start} to {end}: {n} readings, lowest {lowest}, highest {highest}, "
            "mean {mean}.",
            summary.count,
            **said,
        )

    def _value(self, kind: HealthType, values: Sequence[float]) -> str:
        unit = self._series.unit if self._series is not None else ""
        second = values[1] if len(values) > 1 else None
        return self._format.value(kind, values[0], second, unit)

    def _when(self, at: float) -> str:
        """Words for the time of a point, as exact as the point is."""
        day = int(at // DAY)
        step = self._series.step if self._series is not None else "raw"
        if step == "week":
            return tr("Week of {date}", date=self._format.date(day - 3))
        if step == "month":
            date = date_of(day)
            locale = QLocale(self._format.language)
            return locale.toString(QDate(date.year, date.month, 1), "MMMM yyyy")
        if step == "day":
            return self._format.date(day)
        # Wall time is told as if it were UTC: it has no offset of its own.
        seconds = at - 1800 if step == "hour" else at
        return f"{self._format.date(day)} {self._format.time(round(seconds * 1000), 0)}"

    # The point under the cross ----------------------------------------------------------

    def _say_point(self, point: Pointed | None) -> None:
        self._pointed = point
        self._source_timer.stop()
        kind = self._kind()
        if point is None or kind is None:
            return
        value, when = self._value(kind, point.values), self._when(point.at)
        more = ""
        if self._series is not None and self._series.step != "raw" and not self._sums(kind):
            spread = f"{self._value(kind, point.lows)} – {self._value(kind, point.highs)}"
            more = tr_n("{n} reading", "{n} readings, {spread}", point.count, spread=spread)
        self.chart.tell(value, when, more)
        self.chart.announce(f"{value}, {when}")
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
        kind = self._kind()
        if self._pointed is point and kind is not None:
            value = self._value(kind, point.values)
            self.chart.tell(value, self._when(point.at), tr("deleted meanwhile"))

    def _take_source(self, point: Pointed, record: Record) -> None:
        kind = self._kind()
        if self._pointed is not point or kind is None or record.type != kind.slug:
            return
        source = tr("typed") if record.source == MANUAL else record.source
        if record.unit == (self._series.unit if self._series is not None else ""):
            value = self._format.value(
                kind, record.value, record.value2, record.unit, record.comparator, exact=True
            )
        else:
            value = record.comparator + self._value(kind, point.values)
        self.chart.tell(value, self._when(point.at), source)

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
