"""Small charts on Today, all read in one question; loads the charts' engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from healthdesk.domain.cards import Card
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import Series, SeriesQuery
from healthdesk.domain.times import DAY_MS, MINUTE_MS, OFFSET_MAX, OFFSET_MIN
from healthdesk.texts import Format, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.chart.dressing import look_now, numbers_of, time_style_of
from healthdesk.ui.chart.multiple import Multiple
from healthdesk.ui.chart.points import summarise, unfinished_since
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.chart.words import ChartWords
from healthdesk.ui.context import Context
from healthdesk.ui.panels.today_arrangement import CHART_DAYS, Tile
from healthdesk.ui.panels.today_cards import CardButton, Wording


class ChartTile(CardButton):
    """One type as a small chart; pressing it opens the large one."""

    def __init__(self, shape: Format, parent: QWidget | None = None) -> None:
        super().__init__(("section", "caption"), parent)
        self._said = self._drawn = ""
        self.days = widgets.Text("", "caption", tone="muted")
        self.chart = Multiple(look_now(), time_style_of(shape))
        value = self.value_row()
        value.addWidget(self.days, 0, Qt.AlignmentFlag.AlignBaseline)
        self.column.addLayout(value)
        self.column.addWidget(self.chart, 1)
        self.column.addLayout(self.state_row())
        self.let_through()

    def show_card(self, card: Card, kind: HealthType, words: Wording, today: int) -> None:
        """The words, as on a card; the chart follows by `show_series`."""
        self.say(words)
        self._said = words.sentence
        self._name_it()

    def _name_it(self) -> None:
        self.setAccessibleName(f"{self._said} {self._drawn}".strip())

    def show_series(
        self, series: Series, kind: HealthType, span: tuple[float, float], shape: Format
    ) -> None:
        """The days between two positions (wall seconds)."""
        days = round((span[1] - span[0]) / DAY)
        self.days.setText(tr_n("{n} day", "{n} days", days))
        numbers = numbers_of(kind, series.unit, shape)
        sums = kind.aggregate == "sum"
        self.chart.set_dress(look_now(), time_style_of(shape))
        since = unfinished_since(series, int(span[1] // DAY) - 1, nights=kind.group == "sleep")
        self.chart.show_series(series, numbers, span, bars=sums, unfinished=since)
        words = ChartWords(kind, series.unit, series.step, shape, since)
        said = words.sentence(*span, summarise(series, *span, sums=sums))
        self._drawn = f"{said} {words.growing(*span)}".strip()
        self._name_it()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A small chart to fill: its tile on the page and the days it spans."""

    tile: ChartTile
    kind: HealthType
    days: int


class SmallCharts:
    """Reads what the small charts of the page show, once for all of them."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self._wanted: tuple[Wanted, ...] = ()
        self._today = 0

    def fill(self, tiles: Mapping[Tile, ChartTile], today: int, *, fresh: bool) -> None:
        """Fill these, up to a local day; those that are filled only where readings may be
        others than before (`fresh`)."""
        current = self._context.current
        person, types = current.person, current.types
        wanted = tuple(
            Wanted(made, types[tile.type], CHART_DAYS[tile.look]) for tile, made in tiles.items()
        )
        same = set(wanted) <= set(self._wanted) and today == self._today
        self._wanted, self._today = wanted, today
        if person is None or not wanted or (same and not fresh):
            return
        queries = [self._query(person.id, one) for one in wanted]
        analytics, actor = self._context.app.analytics, self._context.actor
        self._context.tasks.run(
            lambda: analytics.several(actor, queries),
            lambda found: self._take(wanted, found),
            key=("today.charts", id(self._owner)),
            owner=self._owner,
        )

    def _query(self, person_id: int, one: Wanted) -> SeriesQuery:
        first = self._today - one.days + 1
        return SeriesQuery(
            person_id=person_id,
            type=one.kind.slug,
            # Days are local wherever they were: whole at both ends in every zone.
            start=first * DAY_MS - OFFSET_MAX * MINUTE_MS,
            end=(self._today + 1) * DAY_MS - OFFSET_MIN * MINUTE_MS,
            unit=self._context.current.unit(one.kind.slug),
            step="day",
        )

    def _take(self, asked: tuple[Wanted, ...], found: tuple[Series, ...]) -> None:
        shape = Format.of(self._context.app.settings)
        for one, series in zip(asked, found, strict=True):
            if one not in self._wanted:
                continue  # taken away meanwhile
            span = ((self._today - one.days + 1) * DAY, (self._today + 1) * DAY)
            one.tile.show_series(series, one.kind, (float(span[0]), float(span[1])), shape)
        self._align()

    def dress(self) -> None:
        """Other colours or another font: draw anew what is there."""
        shape = Format.of(self._context.app.settings)
        for one in self._wanted:
            one.tile.chart.set_dress(look_now(), time_style_of(shape))
        self._align()

    def _align(self) -> None:
        """One margin for all, so that a day stands at the same place in each."""
        margin = max((one.tile.chart.margin for one in self._wanted), default=0.0)
        for one in self._wanted:
            one.tile.chart.set_margin(margin)
