"""The cards of Today in their order, and how that order is changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from healthdesk.domain.cards import Card
from healthdesk.domain.times import day_of, local_day
from healthdesk.texts import Format, tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.panels.today_arrangement import (
    CHART_DAYS,
    Arrangement,
    Place,
    Tile,
    keep_arranged,
    kept,
    moved,
)
from healthdesk.ui.panels.today_cards import CardButton, TypeCard, worded

if TYPE_CHECKING:
    from healthdesk.ui.panels.today_arranging import ArrangeBar, Frame
    from healthdesk.ui.panels.today_charts import ChartTile, SmallCharts

CELL: Final = 256
MOST_COLUMNS: Final = 4
RECENT_DAYS: Final = 30


class Board(QWidget):
    """`opened` and `explained` tell a type whose chart, or whose total, is asked for;
    `placed` that another order is in force (where insights stand belongs to it), or that
    arranging began or ended."""

    opened = Signal(str)
    explained = Signal(str)
    placed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.tiles: dict[str, TypeCard | ChartTile] = {}
        self.frames: dict[str, Frame] = {}
        self.bar: ArrangeBar | None = None
        self._arrangement: Arrangement | None = None
        self._before: Arrangement | None = None
        self._cards: dict[str, Card] = {}
        self._order: tuple[Tile, ...] = ()
        self._charts: SmallCharts | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(widgets.GAP)
        self.grid = FlowGrid(theme.current().px(CELL), 1, MOST_COLUMNS, widgets.GAP)
        column.addWidget(self.grid)
        self.none = widgets.Text(
            tr("All cards were taken away. “Arrange” puts them back."), "body", tone="muted",
            wrap=True,
        )  # fmt: skip
        self.none.hide()
        column.addWidget(self.none)

    # What is shown

    def take_person(self) -> None:
        """Another person, with an order of their own; an arranging under way is given up."""
        self._leave()
        person = self._context.current.person
        self._arrangement = None if person is None else kept(self._context.app.paths, person)
        self.placed.emit()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Cards of the types in use, the most used first: those with readings of the last
        days before all others, which a long import may have brought."""
        today = day_of(self._context.current.now().date())

        def is_old(card: Card) -> bool:
            day = local_day(card.recorded_at, card.offset) if card.day is None else card.day
            return day <= today - RECENT_DAYS

        self._cards = {card.type: card for card in sorted(cards, key=is_old)}
        self._place(fresh=True)

    @property
    def order(self) -> tuple[Tile, ...]:
        """What is on the page now."""
        return self._order

    @property
    def insights_place(self) -> Place:
        return "below" if self._arrangement is None else self._arrangement.insights

    def theme_changed(self) -> None:
        self.grid.set_cell(theme.current().px(CELL))
        if self._charts is not None:
            self._charts.dress()

    def _place(self, *, fresh: bool = False) -> None:
        """`fresh`: readings may be others than before."""
        used = tuple(self._cards)
        self._order = (self._arrangement or Arrangement()).shown(used)
        before = self.tiles
        self.tiles = {tile.type: self._tile(tile) for tile in self._order}
        for tile in self._order:
            self._fill(self.tiles[tile.type], self._cards[tile.type])
        self.none.setVisible(not self._order and bool(used))
        self.grid.setVisible(bool(self._order))
        if self.bar is not None:
            self._place_frames()
            for slug, old in before.items():
                if self.tiles.get(slug) is not old:
                    old.deleteLater()
        else:
            for one in self.tiles.values():
                one.set_fixed(fixed=False)
            wide = [self.tiles[tile.type] for tile in self._order if tile.size == "wide"]
            self._show(list(self.tiles.values()), wide)
        self._ask_charts(fresh=fresh)

    def _show(self, made: Sequence[QWidget], wide: Sequence[QWidget]) -> None:
        """In the grid, and at once: the keyboard can only go to what is there."""
        self.grid.show_widgets(made, wide)
        for one in made:
            one.show()

    def _tile(self, tile: Tile) -> TypeCard | ChartTile:
        known = self.tiles.get(tile.type)
        as_chart = tile.look in CHART_DAYS
        if known is not None and isinstance(known, TypeCard) != as_chart:
            return known
        made: TypeCard | ChartTile
        if as_chart:
            from healthdesk.ui.panels.today_charts import ChartTile

            made = ChartTile(Format.of(self._context.app.settings))
        else:
            made = TypeCard()
        slug = tile.type
        made.clicked.connect(lambda: self.opened.emit(slug))
        kind = self._context.current.types.get(slug)
        if kind is not None and kind.has_totals:
            made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            explain = QAction(tr("Why this total?"), made)
            explain.triggered.connect(lambda: self.explained.emit(slug))
            made.addAction(explain)
        return made

    def _fill(self, tile: TypeCard | ChartTile, card: Card) -> None:
        now: dt.datetime = self._context.current.now()
        kind = self._context.current.types[card.type]
        words = worded(card, kind, Format.of(self._context.app.settings), now)
        tile.show_card(card, kind, words, day_of(now.date()))

    def _ask_charts(self, *, fresh: bool) -> None:
        as_charts = [tile for tile in self._order if tile.look in CHART_DAYS]
        if not as_charts and self._charts is None:
            return
        from healthdesk.ui.panels.today_charts import ChartTile, SmallCharts

        if self._charts is None:
            self._charts = SmallCharts(self._context, self)
        today = day_of(self._context.current.now().date())
        wanted: dict[Tile, ChartTile] = {}
        for tile in as_charts:
            made = self.tiles[tile.type]
            if isinstance(made, ChartTile):
                wanted[tile] = made
        self._charts.fill(wanted, today, fresh=fresh)

    # Arranging

    @property
    def is_arranging(self) -> bool:
        return self.bar is not None

    def arrange(self) -> None:
        """Let the user move, add, take away and choose; until `finish` or `cancel`."""
        if self.bar is not None or not self._cards:
            return
        from healthdesk.ui.panels.today_arranging import ArrangeBar

        self._before = self._arrangement
        self.bar = ArrangeBar(self)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.bar)
        self.bar.show()
        self.grid.let_go()
        self._place()
        self._follow_bar()
        self.placed.emit()
        first = next(iter(self.frames.values()), None)
        (first or self.bar).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Keep the order on the page; the toast takes it back."""
        before, now = self._before, self._arrangement
        self._end()
        if now != before:
            self._keep(now)
            self._context.messages.toast(
                tr("Today is arranged."), (tr("Undo"), lambda: self._take_back(before))
            )

    def cancel(self) -> None:
        """Everything as it was before."""
        self._arrangement = self._before
        self._end()

    def _end(self) -> None:
        """Show the cards alone again; the keyboard stays on the page if it was here."""
        held = self.isAncestorOf(self.window().focusWidget())
        self._leave()
        self._place()
        self.placed.emit()
        first = self.first()
        if held and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        """As if nothing had ever been arranged; while arranging, until that is finished."""
        if self.bar is not None:
            self._change(None)
            return
        before = self._arrangement
        if before is None:
            return
        self._change(None)
        self._keep(None)
        self._context.messages.toast(
            tr("Today is as it was at first."), (tr("Undo"), lambda: self._take_back(before))
        )

    def _take_back(self, before: Arrangement | None) -> None:
        self._leave()
        self._change(before)
        self._keep(before)

    def _keep(self, arrangement: Arrangement | None) -> None:
        person = self._context.current.person
        if person is not None:
            keep_arranged(self._context.app.paths, person, arrangement)

    def _leave(self) -> None:
        """Out of the frames again, if any."""
        if self.bar is None:
            return
        for frame in self.frames.values():
            frame.give_back()
        self.frames = {}
        self.bar.hide()
        self.bar.deleteLater()
        self.bar = None
        self._before = None
        self.grid.set_widgets([])

    def _change(self, arrangement: Arrangement | None) -> None:
        self._arrangement = arrangement
        self._place()
        self._follow_bar()
        self.placed.emit()

    def _follow_bar(self) -> None:
        if self.bar is not None:
            shown = {tile.type for tile in self._order}
            types = self._context.current.types
            away = [(slug, type_name(types[slug])) for slug in self._cards if slug not in shown]
            self.bar.follow(away, self.insights_place, is_first=self._arrangement is None)

    def _place_frames(self) -> None:
        from healthdesk.ui.panels.today_arranging import Frame

        before, self.frames = self.frames, {}
        for number, tile in enumerate(self._order, start=1):
            frame = before.get(tile.type) or Frame(self, tile.type)
            frame.hold(self.tiles[tile.type])
            name = type_name(self._context.current.types[tile.type])
            frame.follow(tile, name, number, len(self._order))
            self.frames[tile.type] = frame
        wide = [self.frames[tile.type] for tile in self._order if tile.size == "wide"]
        self._show(list(self.frames.values()), wide)

    def _set(self, tiles: Sequence[Tile]) -> None:
        base = self._arrangement or Arrangement()
        self._change(base.with_shown(tiles, tuple(self._cards)))

    def shift(self, slug: str, by: int) -> None:
        """So many places on; earlier is negative."""
        self.move_to(slug, self._place_of(slug) + by)

    def move_to(self, slug: str, place: int) -> None:
        if self._place_of(slug) != max(0, min(len(self._order) - 1, place)):
            self._set(moved(self._order, slug, place))

    def move_onto(self, slug: str, other: str) -> None:
        """To the place of another card."""
        self.move_to(slug, self._place_of(other))

    def choose(self, slug: str, change: Callable[[Tile], Tile]) -> None:
        """Show a type in another way."""
        self._set([change(tile) if tile.type == slug else tile for tile in self._order])

    def remove(self, slug: str) -> None:
        """Take a card away; the keyboard goes on with the next one."""
        place = self._place_of(slug)
        self._set([tile for tile in self._order if tile.type != slug])
        left = list(self.frames.values())
        if left:
            left[min(place, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.bar is not None:
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, slug: str) -> None:
        """Put a card back, behind all others."""
        self._set([*self._order, Tile(slug)])
        if slug in self.frames:
            self.frames[slug].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_insights(self, place: Place) -> None:
        """Where what stands out is told."""
        base = self._arrangement or Arrangement()
        self._change(dataclasses.replace(base, insights=place))

    def _place_of(self, slug: str) -> int:
        return next(n for n, tile in enumerate(self._order) if tile.type == slug)

    def first(self) -> CardButton | None:
        """Where the keyboard begins."""
        return next(iter(self.tiles.values()), None)
