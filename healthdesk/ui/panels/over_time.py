"""A type over time: readings as dots, their mean as a line, along an axis one moves through."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHeaderView, QWidget

from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.domain.series import Series
from healthdesk.texts import part_name, source_name, tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart.chart import ALL_PARTS, Chart, Pointed
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.pictures import Drawing
from healthdesk.ui.chart.points import (
    Summary,
    as_read,
    in_sight,
    summarise,
    unfinished_since,
)
from healthdesk.ui.chart.reading import Seen, SeriesReader
from healthdesk.ui.chart.stack import LayerStack, said
from healthdesk.ui.chart.suppliers import LayerQuery, Scene, Supplier
from healthdesk.ui.chart.table import SOURCE_COLUMN, ChartTable, rows_of
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart.words import ChartWords, span_words
from healthdesk.ui.chart_layers.beneath import Beneath
from healthdesk.ui.chart_layers.choice import LayerChoice, recall, remember
from healthdesk.ui.chart_layers.coming_days import Forecast
from healthdesk.ui.chart_layers.goal import GoalLine
from healthdesk.ui.chart_layers.notes import Notes
from healthdesk.ui.chart_layers.other_type import OtherType
from healthdesk.ui.chart_layers.periods import EarlierPeriod
from healthdesk.ui.chart_layers.popup import LayersPopup
from healthdesk.ui.chart_layers.trends import RobustTrend, Trend
from healthdesk.ui.chart_views.view import LEGEND_MOST, LEGEND_WIDTH, ChartView, Subject
from healthdesk.ui.context import Context
from healthdesk.ui.panels.chart_notes import ChartNotes
from healthdesk.ui.panels.pressure_caption import PressureCaption

# Days of each choice of the range switch; all time has its own.
RANGES: Final = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
ALL: Final = "all"
SOURCE_MS: Final = 150
# Of a legend with long names; and what its signs take beside them.
WIDEST: Final = 1000
SIGN: Final = 26
# Columns of the table of single readings.
DATE_WIDTH: Final = 240
VALUE_WIDTH: Final = 170


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


# Parts of the chart itself that are switched like layers.
PARTS: Final = ("readings", "mean", "typical")


def part_names() -> dict[str, str]:
    return {"readings": tr("Readings"), "mean": tr("7-day mean"), "typical": tr("Typical range")}


class OverTime(ChartView):
    """The chart of a type along time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._series: Series | None = None
        self._seen: Seen | None = None
        self._words: ChartWords | None = None
        self._wanted_point: float | None = None  # a reading that is not read yet
        self._source_timer = QTimer(self, singleShot=True, interval=SOURCE_MS)
        self._source_timer.timeout.connect(self._ask_source)
        self._pointed: Pointed | None = None
        self._reader = SeriesReader(context, self)
        self._look = self.look()
        self._choice = LayerChoice()
        self._left_so: dict[int, LayerChoice] = {}  # tags are not kept beyond the window
        self._follows_now = True  # until the user goes elsewhere
        self._length = RANGES["month"] * DAY  # of what the range switch says
        self._earlier, self._other, self._beneath = (
            EarlierPeriod(context), OtherType(context), Beneath(context)
        )  # fmt: skip
        self._notes = Notes(context)
        self.layers = LayerStack(context, self._suppliers(), self._scene, self)
        self._popup: LayersPopup | None = None
        self._build()
        self._connect()

    def _suppliers(self) -> tuple[Supplier[Any], ...]:
        """Lowest first; the first row under the plot is the uppermost."""
        context = self.context
        return (
            self._notes, self._earlier, GoalLine(context), Trend(context), RobustTrend(context),
            Forecast(context), self._other, self._beneath,
        )  # fmt: skip

    # How it is built ------------------------------------------------------------------

    def _build(self) -> None:
        self.chart = Chart(self.look(), self.time_style())
        self._rows = ChartTable(self)
        self.pressure = PressureCaption(self.context)
        self.earlier = widgets.IconButton("chevron-left", tr("Earlier"), self.show_earlier)
        self.later = widgets.IconButton("chevron-right", tr("Later"), self.show_later)
        self.span_text = widgets.Text("", "caption", tone="muted")
        self.span_text.setContentsMargins(4, 0, 0, 0)
        self.why_button = widgets.IconButton("info", tr("Why this total?"), self.explain_total)
        self.layers_button = widgets.Button(tr("Layers"), icon="layers", run=self.open_layers)
        self.arrange(
            self.chart,
            self._rows,
            controls=(self.layers_button, self._range_switch()),
            foot=(self.earlier, self.later, self.span_text),
            below=(self.pressure,),
            actions=(self.why_button,),
        )
        why = self.context.commands.action("chart.why")
        self.table.activated.connect(lambda _: self.context.commands.run("chart.why"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addAction(why)

    def _range_switch(self) -> QWidget:
        names = range_names()
        self.range = widgets.Segmented(tr("Range"), {key: n[0] for key, n in names.items()})
        for index, (_, spoken) in enumerate(names.values()):
            self.range.setTabToolTip(index, spoken)
            self.range.setAccessibleTabName(index, spoken)
        self.range.choose("month")
        return self.range

    def _connect(self) -> None:
        self.range.chosen.connect(lambda _: self.show_range())
        self.chart.moving.connect(self._moving)
        self.chart.moved.connect(self._moved)
        self.chart.beyond.connect(self._walk_beyond)
        self.chart.pointed.connect(self._say_point)
        self.chart.under.connect(self._say_under)
        reader = self._reader
        reader.figures_found.connect(self._take_figures)
        reader.series_found.connect(self._take)
        reader.overview_found.connect(self._take_overview)
        reader.reading_found.connect(self._go_to_reading)
        reader.waiting.connect(self.wait)
        self.layers.changed.connect(self._show_layers)
        self.notes = ChartNotes(self.context, self.chart, self.layers, self._notes)
        self.context.events.goalsChanged.connect(lambda _: self.layers.renew("goal"))

    # For the page -----------------------------------------------------------------------

    def show_subject(self, subject: Subject) -> None:
        before, self.subject = self.subject, subject
        self.notes.slug = subject.kind.slug
        self._reader.forget_overview()
        self.chart.show_overview(None)
        same = before is not None and (before.person_id, before.kind.slug) == (
            subject.person_id, subject.kind.slug
        )  # fmt: skip
        if same:
            self.chart.set_limits(*self._limits())
            self._ask()
            return
        self.layers.clear()
        self._choose(
            self._left_so.get(subject.kind.id)
            or recall(self.context.app.paths, subject.kind, self.context.current.types)
        )
        self.chart.set_limits(*self._limits())
        self.chart.point_at(None)
        self.show_range()

    def concerned(self, event: RecordsChanged, person_id: int, slug: str) -> bool:
        # Of other types too: they may be drawn beside or under this one.
        self.layers.renew()
        return super().concerned(event, person_id, slug)

    def last_day(self) -> int | None:
        return self._days_in_sight()[1]

    def sheet(self) -> Drawing:
        return self.chart

    def offers(self) -> Mapping[str, widgets.Run]:
        offered: dict[str, widgets.Run] = {
            "chart.earlier": self.show_earlier,
            "chart.later": self.show_later,
            "chart.latest": self.show_range,
            "chart.jump": self.jump,
            "chart.narrower": lambda: self.range.step(-1),
            "chart.wider": lambda: self.range.step(1),
            "chart.layers": self.open_layers,
            "chart.note": self.notes.write,
            "chart.notes": self.notes.list,
        }
        if self.subject is not None:
            offered["chart.why"] = self.explain_total
        return offered

    def picture_title(self) -> str:
        return f"{self.heading.text()}, {self.span_text.text()}"

    def show_day(self, day: int) -> None:
        """The chosen day alone."""
        self.range.blockSignals(True)
        self.range.choose("day")
        self.range.blockSignals(False)
        self.range.set_free(False)
        self._length = DAY
        self._go_to((day * DAY, (day + 1) * DAY))

    def style_changed(self) -> None:
        super().style_changed()
        self.chart.set_words(self.time_style())

    def dress(self, look: Look) -> None:
        self._look = look
        self.chart.set_look(look)
        self.layers.draw_again()

    def theme_changed(self) -> None:
        super().theme_changed()
        self._fill()

    def table_toggled(self) -> None:
        self._fill()

    # What the user does ---------------------------------------------------------------

    def show_range(self) -> None:
        """The chosen range up to the end of today, and what is to come where that is shown."""
        self.range.set_free(False)
        low, high = self._all_time()
        if self.range.key() != ALL:
            high = self._today_end()
            low = high - RANGES[self.range.key()] * DAY
        high = max(high, self.layers.latest() or high)
        self._length = high - low
        self._go_to((low, high))
        self._follows_now = True

    def _moving(self, low: float, high: float) -> None:
        """Now and then while the user moves: read on where what is read does not reach."""
        kind = self._kind()
        if kind is None:
            return
        self._reader.follow(kind, low, high)
        if not self.chart.covers(low, high):
            self._reader.ask_overview(kind, *self._limits())
        self._fill_span()

    def _moved(self, low: float, high: float) -> None:
        """After a drag or zoom by hand: no range is marked where the length is none of them."""
        self._follows_now = False
        self.range.set_free(abs((high - low) - self._length) > 0.01 * self._length)
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

        low, high = self.chart.span()
        days = tuple(int(limit // DAY) for limit in self._limits())
        shown = int((low + high) / 2 // DAY)
        JumpDialog(shown, (days[0], days[1]), self.format, self._jump_to, self).open()

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
        if self.subject is None:
            return
        low, high = self.chart.span()
        end = (self.subject.last + 1) * DAY
        self._go_to((end - (high - low), end))

    def explain_total(self) -> None:
        """What made up the total of the day that is pointed at, else of the last in sight; of
        types without totals, that they have none."""
        from healthdesk.ui.dialogs.why_total import WhyDialog

        if self.subject is None:
            return
        slug = self.subject.kind.slug
        if not self.subject.kind.has_totals:
            said = tr("{type} has no totals: each reading stands for itself.",
                      type=type_name(self.subject.kind))  # fmt: skip
            self.context.messages.toast(said)
        else:
            WhyDialog(self.context, slug, self._day_in_view(), self).open()

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
        self.why_button.setVisible(self.subject is not None and self.subject.kind.has_totals)
        self.offers_changed.emit()

    # Asking ---------------------------------------------------------------------------

    def _limits(self) -> tuple[float, float]:
        """How far back and forth one may go: all readings, and always a year."""
        end = self._today_end()
        first, last = self._days()
        latest = max((last + 1) * DAY, end, self.layers.until() or end)
        return min(first * DAY, end - 366 * DAY) - DAY, latest + DAY

    def _days(self) -> tuple[int, int]:
        return (0, 0) if self.subject is None else (self.subject.first, self.subject.last)

    def _all_time(self) -> tuple[float, float]:
        first, last = self._days()
        return first * DAY, max((last + 1) * DAY, first * DAY + 7 * DAY)

    def _today_end(self) -> float:
        return (self.today() + 1) * DAY

    def _go_to(self, span: tuple[float, float]) -> None:
        self._follows_now = False
        self.chart.set_span(*span)
        self._ask()

    def _ask(self) -> None:
        kind = self._kind()
        if kind is not None:
            self._reader.ask(kind, *self.chart.span())
            self._ask_layers()
            self._fill_span()

    def _take(self, series: Series, covered: tuple[float, float]) -> None:
        kind = self._kind()
        if kind is None or series.query.type != kind.slug:
            return
        before, self._series = self._series, series
        since = unfinished_since(series, self.today(), nights=kind.group == "sleep")
        self._words = ChartWords(kind, series.unit, series.step, self.format, since)
        self.chart.show_series(
            series, self.numbers(kind), bars=self._words.sums, covered=covered, unfinished=since
        )
        if before is None or before.step != series.step:
            self.layers.draw_again()  # they may say other things beside hours than beside days
        if self.chart.is_moving:
            return  # the words follow once it rests
        self._fill()
        wanted, self._wanted_point = self._wanted_point, None
        if wanted is not None:
            self.chart.point_near(wanted)

    def _take_figures(self, seen: Seen) -> None:
        self._seen = seen

    def _summary(self, series: Series, *, sums: bool) -> Summary | None:
        """Figures of the span in sight: as they were read for it, until then of its points."""
        span, seen = self.chart.span(), self._seen
        points = summarise(series, *span, sums=sums)
        if seen is None or (seen.asked, seen.span) != (series.query, span):
            return points
        # Amounts of hours are told as such.
        return points if sums and series.step == "hour" else as_read(points, seen.figures)

    def _take_overview(self, series: Series, covered: tuple[float, float]) -> None:
        if self.subject is not None and series.query.type == self.subject.kind.slug:
            self.chart.show_overview(series, covered)

    # Layers ---------------------------------------------------------------------------

    def open_layers(self) -> None:
        """What is laid over and under the readings, to choose from."""
        if self.subject is None:
            return
        if self._popup is None:
            self._popup = LayersPopup(self)
            self._popup.changed.connect(self._layers_chosen)
        popup, kind = self._popup, self.subject.kind
        names = part_names()
        popup.offer_layers(
            [
                *((part, names[part], True) for part in PARTS),
                *((one.key, one.name(), one.at_first) for one in self._switched(kind)),
            ]
        )
        popup.set_dates(self.format, self.subject.first, self.today())
        popup.show_choice(self._choice)
        popup.open_under(self.layers_button)
        self._ask_what_there_is(self.subject)

    def _switched(self, kind: HealthType) -> list[Supplier[Any]]:
        """Suppliers that are on or off; the others show what was chosen for them."""
        chosen = (self._earlier, self._other, self._beneath)
        return [one for one in self.layers.suppliers if one not in chosen and one.suits(kind)]

    def _ask_what_there_is(self, subject: Subject) -> None:
        """Types and tags with readings, to compare with or lay under the chart."""
        app, actor, person_id = self.context.app, self.context.actor, subject.person_id
        self.context.tasks.run(
            lambda: (
                app.analytics.types_charted(actor, person_id), app.overlays.tags(actor, person_id)
            ),
            self._offer_what_there_is,
            key=("charts.layers", id(self)),
            owner=self,
        )  # fmt: skip

    def _offer_what_there_is(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        used, tags = found
        kind, types = self._kind(), self.context.current.types
        if self._popup is not None and kind is not None:
            others = [types[slug] for slug in used if slug in types and slug != kind.slug]
            self._popup.offer_types(others, tags)

    def _layers_chosen(self) -> None:
        kind = self._kind()
        if kind is None or self._popup is None:
            return
        choice = self._popup.choice()
        self._left_so[kind.id] = choice
        remember(self.context.app.paths, kind, self.context.current.types, choice)
        followed = self._follows_now
        self._choose(choice)
        self._ask_layers()
        if followed:
            self.show_range()
        self._fill()

    def _choose(self, choice: LayerChoice) -> None:
        self._choice = choice
        self._earlier.against, self._other.slug = choice.against, choice.other
        self._beneath.wanted = choice.beneath
        self.chart.show_parts(self._shown_parts())
        always = (self._earlier.key, self._other.key, self._beneath.key)
        self.layers.choose(
            one.key
            for one in self.layers.suppliers
            if one.key in always or choice.shows(one.key, at_first=one.at_first)
        )

    def _shown_parts(self) -> frozenset[str]:
        return frozenset(one for one in ALL_PARTS if self._choice.shows(one, at_first=True))

    def _ask_layers(self) -> None:
        subject = self.subject
        if subject is None:
            return
        low, high = self.chart.span()
        margin = (high - low) / 2
        instant = self._reader.instant
        self.layers.ask(
            LayerQuery(
                subject.person_id, subject.kind, self.context.current.unit(subject.kind.slug),
                low, high, instant(low - margin), instant(high + margin),
                self._days_in_sight(), self.today(),
            )
        )  # fmt: skip

    def _scene(self, query: LayerQuery) -> Scene:
        return Scene(query, self._look, self.format, self.context.current.types, self._series)

    def _show_layers(self) -> None:
        self.chart.show_drawings(self.layers.drawings())
        self.chart.set_limits(*self._limits())
        if self.chart.is_moving:
            return
        latest = self.layers.latest()
        if self._follows_now and latest is not None and self.chart.span()[1] < latest - 1:
            self.show_range()
        self._fill()

    # Showing --------------------------------------------------------------------------

    def _kind(self) -> HealthType | None:
        return None if self.subject is None else self.subject.kind

    def _fill(self) -> None:
        """Everything around the chart, from the series and the span in sight."""
        series, kind, words = self._series, self._kind(), self._words
        if series is None or kind is None or words is None or kind.slug != series.query.type:
            return
        low, high = self.chart.span()
        self.heading.setText(words.heading())
        summary = self._summary(series, sums=words.sums)
        self.set_figures(words.figures(summary))
        self._fill_legend(kind, series)
        self.pressure.follow(kind.slug, *self._days_in_sight())
        self._fill_span()
        self._follow_kind()
        self.chart.setAccessibleName(tr("Chart of {type}", type=type_name(kind)))
        drawings = self.layers.drawings()
        growing = words.growing(low, high)
        sentences = [words.sentence(low, high, summary), growing, *said(drawings, spoken=True)]
        self.chart.setAccessibleDescription(" ".join(one for one in sentences if one))
        self.set_note("\n".join(said(drawings)))
        if self.is_table:
            self.fill_table()
        self._show_span_or_nothing(summary)

    def fill_table(self) -> None:
        series, words = self._series, self._words
        if series is None or words is None:
            return
        low, high = self.chart.span()
        drawings = self.layers.drawings()
        coming = [row for drawing in drawings for row in drawing.rows if low <= row.at < high]
        columns = [column for drawing in drawings for column in drawing.columns]
        self._rows.set_rows(
            [*coming, *rows_of(series, low, high, words.when, words.value)],
            columns,
        )
        # Many columns are as wide as they have to be, and the table scrolls.
        mode = QHeaderView.ResizeMode
        self.table.horizontalHeader().setSectionResizeMode(
            mode.ResizeToContents if columns else mode.Stretch
        )
        single = series.step == "raw"
        self._fit_columns(single=single and not columns)
        for column in (2, 3, 4):  # of a single reading they would say nothing new
            self.table.setColumnHidden(column, single)
        # A day may have several. What is copied without being looked at does not wait for them.
        told = single and (self.is_table or self._rows.knows_sources())
        self.table.setColumnHidden(SOURCE_COLUMN, not told)
        if told and not self._rows.knows_sources():
            self._ask_sources(series, low, high)

    def _fit_columns(self, *, single: bool) -> None:
        """Single readings stand close together at the left, the room is behind them."""
        if single:
            header, look = self.table.horizontalHeader(), theme.current()
            for column, width in ((0, DATE_WIDTH), (1, VALUE_WIDTH)):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(column, look.px(width))

    def _ask_sources(self, series: Series, low: float, high: float) -> None:
        """Where the readings of the table are from; the cells are filled once it is known."""
        subject, line = self.subject, series.lines[0] if series.lines else None
        seen = slice(0) if line is None else in_sight(line, low, high)
        if subject is None or line is None or seen.stop <= seen.start:
            return
        query = RecordQuery(
            (subject.person_id,), (subject.kind.slug,),
            start=int(line.utc[seen].min()), end=int(line.utc[seen].max()) + 1,
        )  # fmt: skip
        journal, actor = self.context.app.journal, self.context.actor
        self.context.tasks.run(
            lambda: {one.id: source_name(one.source) for one in journal.slice(actor, query, 0, 0)},
            self._rows.show_sources,
            key=("charts.sources", id(self)),
            owner=self,
        )

    def _show_span_or_nothing(self, summary: Summary | None) -> None:
        if summary is None:
            self.say_nothing(tr("No readings in this time."), latest=True)
        else:
            self.say_something()

    def _fill_span(self) -> None:
        low, high = self.chart.span()
        self.span_text.setText(span_words(self.format, low, high))
        lowest, highest = self._limits()
        self.earlier.setEnabled(low > lowest + 1)
        self.later.setEnabled(high < highest - 1)

    def _days_in_sight(self) -> tuple[int, int]:
        """The first and the last local day that can be seen."""
        low, high = self.chart.span()
        return int(low // DAY), int(-(-high // DAY)) - 1

    def _fill_legend(self, kind: HealthType, series: Series) -> None:
        entries: list[tuple[str, int | str, str]] = []
        parts = self._shown_parts()
        if "readings" in parts:
            entries += [("dot", i, part_name(p.slug)) for i, p in enumerate(kind.parts)]
            if series.step != "raw" and kind.aggregate != "sum":
                entries.append(("spread", 0, tr("Lowest to highest")))
            if self._words is not None and self._words.growing(*self.chart.span()):
                shape = "growing" if kind.aggregate == "sum" else "growing-dot"
                entries.append((shape, 0, tr("Not over yet")))
            if any(line.censored is not None for line in series.lines):
                entries.append(("limit", 0, tr("Below or above this value")))
        # One point makes no line.
        if "mean" in parts and any(mean.at.size > 1 for mean in series.means):
            entries.append(("line", 0, tr("7-day mean")))
        if "typical" in parts and any(pair != (None, None) for pair in series.typical):
            entries.append(("band", 0, tr("Typical range")))
        for drawing in self.layers.drawings():
            entries += [(key.shape, key.color, key.name) for key in drawing.legend]
        self.set_legend(entries)
        self._widen_legend([name for _, _, name in entries])

    def _widen_legend(self, names: list[str]) -> None:
        """Names of layers may be long; a few more of them need the whole width."""
        look = theme.current()
        metrics = QFontMetricsF(look.font("axis"))
        widest = ceil(max((metrics.horizontalAdvance(name) for name in names), default=0)) + SIGN
        self.legend.set_cell(max(look.px(LEGEND_WIDTH), widest))
        most = LEGEND_MOST if widest <= look.px(LEGEND_WIDTH) else WIDEST
        self.legend.setMaximumWidth(look.px(most))

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
        told = (value, when, more, *self.chart.told_by_layers())
        self.chart.announce(", ".join(one for one in told if one))
        if point.id:
            self._source_timer.start()

    def _say_under(self, at: float) -> None:
        """What there was then, where the mouse stands over the rows of marks."""
        day = self.format.date(int(at // DAY))
        self.chart.tell_under(at, "\n".join(self.chart.told_under(at)), day)

    def _ask_source(self) -> None:
        point = self._pointed
        if point is None:
            return
        journal, actor = self.context.app.journal, self.context.actor
        self.context.tasks.run(
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
        source = source_name(record.source)
        if record.unit == words.unit:
            value = self.format.value(
                words.kind, record.value, record.value2, record.unit, record.comparator, exact=True
            )
        else:
            value = record.comparator + words.value(point.values)
        self.chart.tell(value, words.when(point.at), source)
