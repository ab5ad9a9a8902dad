"""Today: the last value of each type this person uses, what changed, and what stands out."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from healthdesk.domain.cards import Card
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.times import day_of
from healthdesk.texts import Format, tr
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.panels.today_board import Board
from healthdesk.ui.panels.today_section import Section
from healthdesk.ui.panels.today_sections import SECTIONS


class TodayPanel(widgets.Page):
    """The page; its cards fill from one question to the services, all else follows them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Today"), parent)
        self._context = context
        self._stale = True
        self._cards: tuple[Card, ...] = ()
        self._watched: QWidget | None = None
        self._empty: widgets.EmptyState | None = None
        self.date = widgets.Text("", "body", tone="muted")
        self.titles.addWidget(self.date, 0, Qt.AlignmentFlag.AlignBaseline)
        self.titles.setAlignment(self.title, Qt.AlignmentFlag.AlignBaseline)
        self.arrange_button = widgets.Button(tr("Arrange"), "quiet", "arrange", run=self.arrange)
        self.arrange_button.hide()
        self.header.addWidget(self.arrange_button)
        self.sections: tuple[Section, ...] = ()
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self.board = Board(context)
        self.body.addLayout(self._above)
        self.body.addWidget(self.board)
        self.body.addLayout(self._below)
        for place in (self._above, self._below):
            place.setSpacing(widgets.GAP)
        self.body.addStretch(1)
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._midnight.timeout.connect(self._changed)
        self._connect()
        self.board.take_person()

    def _connect(self) -> None:
        context = self._context
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._person_changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._changed)
        context.theme.themeChanged.connect(self._theme_changed)
        self.board.opened.connect(self._open_chart)
        self.board.explained.connect(self._explain)
        self.board.placed.connect(self._follow_board)
        context.commands.bind("today.arrange", self.arrange, self)
        context.commands.bind("today.reset", self.board.reset, self)

    def shown(self) -> None:
        self._show_date()
        if self._stale:
            self._ask()

    def focus_first(self) -> None:
        first = self.board.first()
        if first is not None:
            first.setFocus()
        else:
            super().focus_first()

    def arrange(self) -> None:
        """Begin to arrange the cards; a second time keeps what was done."""
        if self.board.is_arranging:
            self.board.finish()
        else:
            self.board.arrange()

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is not None and event.person_id in (None, person.id):
            self._changed()

    def _person_changed(self, *_: object) -> None:
        self.board.take_person()
        self._changed()

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._show_date()
            self._ask()

    def _theme_changed(self, *_: object) -> None:
        self.board.theme_changed()

    def _show_date(self) -> None:
        """The date in words, and a look at the clock when it ends."""
        now = self._context.current.now()
        shape = Format.of(self._context.app.settings)
        weekday = QLocale(shape.language).dayName(now.isoweekday(), QLocale.FormatType.LongFormat)
        date = shape.date(day_of(now.date()))
        self.date.setText(tr("{weekday}, {date}", weekday=weekday, date=date))
        midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=5, microsecond=0)
        self._midnight.start(max(1000, round((midnight - now).total_seconds() * 1000)))

    def _ask(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        analytics, actor, person_id = self._context.app.analytics, self._context.actor, person.id
        self._context.tasks.run(
            lambda: analytics.today(actor, person_id),
            self._take,
            key=("today", id(self)),
            owner=self,
        )

    def _take(self, cards: tuple[Card, ...]) -> None:
        types = self._context.current.types
        self._cards = tuple(card for card in cards if card.type in types)
        for command in ("today.arrange", "today.reset"):
            self._context.commands.enable(command, bool(self._cards))
        self._follow_board()
        self.board.show_cards(self._cards)
        self._show_what_there_is()
        if self.sections:
            self._ask_sections()
            return
        # All else waits until the first card is on the screen.
        first = (self.board.first() or self.board.none) if self._cards else self._empty
        if first is not None and first is not self._watched:
            self._watched = first
            first.installEventFilter(self)

    def _show_what_there_is(self) -> None:
        """Without a card, what is due or at stake still has to be seen."""
        if self._cards or any(not section.isHidden() for section in self.sections):
            self._empty = None
            self.show_body()
        elif self._empty is None:
            self._show_empty()

    # Beside the cards

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._watched and event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._begin_sections)
        elif event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_what_there_is()
        return False

    def _begin_sections(self) -> None:
        if not self.sections:
            self.sections = tuple(make(self._context) for make in SECTIONS)
            self._place_sections()
            for section in self.sections:
                section.installEventFilter(self)
            self._ask_sections()

    def _follow_board(self) -> None:
        self.arrange_button.setVisible(bool(self._cards) and not self.board.is_arranging)
        self._place_sections()

    def _place_sections(self) -> None:
        """Each above or below the cards; one that is not wanted hides itself."""
        for section in self.sections:
            place = section.place(self.board.insights_place)
            for layout in (self._above, self._below):
                layout.removeWidget(section)
            (self._above if place == "above" else self._below).addWidget(section)

    def _ask_sections(self) -> None:
        for section in self.sections:
            section.ask()

    # Ways on

    def _explain(self, slug: str) -> None:
        """What made up the total on a card."""
        from healthdesk.ui.dialogs.why_total import WhyDialog

        card = next((one for one in self._cards if one.type == slug), None)
        if card is not None and card.day is not None:
            WhyDialog(self._context, slug, card.day, self).open()

    def _open_chart(self, slug: str) -> None:
        page = self._context.show_page("charts")
        from healthdesk.ui.panels.charts import ChartsPanel  # loads the plotting

        if isinstance(page, ChartsPanel):
            page.show_type(slug)

    def _show_empty(self) -> None:
        commands = self._context.commands
        self._empty = widgets.EmptyState(
            "today",
            tr("Your last readings and what changed will be here."),
            (tr("Add your first reading"), lambda: self._context.focus_entry("")),
            (tr("Import…"), lambda: commands.run("data.import")),
        )
        self.show_instead(self._empty)
