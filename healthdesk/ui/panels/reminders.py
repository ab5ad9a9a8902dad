"""Reminders: what asks for an answer, what comes when, and how it was kept to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import OccurrencesChanged, RemindersChanged
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.reminders import Reminder, WeekOf
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.services.occurrences import DueNow
from healthdesk.services.reminder_tables import Kind
from healthdesk.services.reminders import FirstOf, ReminderOutcome
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.adherence_map import WEEKS, AdherenceMap
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.reminder import ReminderDialog
from healthdesk.ui.dialogs.reminder_history import HistoryDialog
from healthdesk.ui.due_list import DueList
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.reminder_card import ReminderCard, column_width
from healthdesk.ui.slices import Slices, Steps
from healthdesk.ui.window_state import keep_folder, opening_folder

if TYPE_CHECKING:
    from healthdesk.bootstrap import App

MOST_COLUMNS: Final = 3
# More cards than these are shown when asked for.
AT_ONCE: Final = 30
# New cards laid out in one step: all of them would stop the window.
SHOWN_AT_ONCE: Final = 2
SUMMED_WEEKS: Final = 4
# While thousands come due there is news many times a second: the page looks less and less often.
REST_MS, LONGEST_REST_MS = 150, 1200


@dataclass(frozen=True, slots=True)
class _Known:
    """What the page shows, from one question."""

    due: DueNow
    first: FirstOf
    weeks: tuple[WeekOf, ...]
    first_days: tuple[int, ...]


class RemindersPanel(widgets.Page):
    """The page; fills from one question to the services."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reminders"), parent)
        self._context = context
        self._stale = True
        self._limit = AT_ONCE
        self._slices = Slices(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)
        self.cards: dict[int, ReminderCard] = {}
        self.new = widgets.Button(tr("New reminder…"), "primary", "add", run=self.add)
        self.header.addWidget(self.new)
        self.due = DueList(context)
        self.due.wanted.connect(self._ask)
        self.body.addWidget(self.due)
        self.grids: dict[str, FlowGrid] = {}
        self.heads: dict[str, widgets.Text] = {}
        for key, text in (("on", tr("Set")), ("off", tr("Off"))):
            self.heads[key] = widgets.Text(text, "section")
            self.grids[key] = FlowGrid(column_width(), 1, MOST_COLUMNS, widgets.GAP)
            self.body.addWidget(self.heads[key])
            self.body.addWidget(self.grids[key])
        self.rest = widgets.Button("", "quiet", run=self._show_more)
        self.body.addWidget(self.rest)
        for each in (*self.heads.values(), *self.grids.values(), self.rest):
            each.hide()  # until it is known what there is
        self._build_kept()
        self.body.addStretch(1)
        self._connect()

    def _build_kept(self) -> None:
        self.kept = widgets.Card(tr("Kept to, per week"))
        self.said = widgets.Text("", "body", wrap=True)
        self.map = AdherenceMap()
        self.legend = widgets.Text(
            tr("In each box: done of all that came. The stronger the colour, the more was done."),
            "caption", tone="muted", wrap=True,
        )  # fmt: skip
        self.save = widgets.Button(tr("Save as a table"), "quiet", "export", self._open_tables)
        self.tables = widgets.Menu(self.save)
        offered: dict[str, tuple[Kind, str]] = {
            tr("Kept to, per week…"): ("adherence", tr("reminders-weeks.csv")),
            tr("Every due time and its history…"): ("history", tr("reminders-history.csv")),
        }
        for text, (kind, name) in offered.items():
            self.tables.addAction(text).triggered.connect(
                lambda _=False, kind=kind, name=name: self.choose_file(kind, name)
            )
        for each in (self.said, self.map, self.legend):
            self.kept.body.addWidget(each)
        self.kept.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept.hide()
        self.body.addWidget(self.kept)

    def _connect(self) -> None:
        context = self._context
        context.events.remindersChanged.connect(self._reminders_changed)
        context.events.occurrencesChanged.connect(self._occurrences_changed)
        context.events.clockChanged.connect(self._changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._style_changed)  # the inbox names the others
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._style_changed)
        context.theme.themeChanged.connect(self._theme_changed)

    # Following

    def shown(self) -> None:
        if self._stale:
            self._ask()

    def focus_first(self) -> None:
        if self.due.isVisibleTo(self):
            self.focus_due()
        elif self.cards:
            next(iter(self.cards.values())).edit.setFocus()
        else:
            self.new.setFocus()

    def focus_due(self) -> None:
        """The keyboard on the first thing that asks for an answer."""
        if self.due.rows:
            row = self.due.rows[0]
            (row.enter or row.done).setFocus()

    def _reminders_changed(self, event: RemindersChanged) -> None:
        self._changed_of(event.person_id)

    def _occurrences_changed(self, event: OccurrencesChanged) -> None:
        self._changed_of(None)  # the inbox has those of everybody

    def _changed_of(self, person_id: int | None) -> None:
        person = self._context.current.person
        if person is not None and person_id in (None, person.id):
            self._changed()

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible() and not self._rest.isActive():
            self._ask()

    def _rested(self) -> None:
        if self._stale and self.isVisible():
            self._rest.setInterval(min(2 * self._rest.interval(), LONGEST_REST_MS))
            self._ask()
        else:
            self._rest.setInterval(REST_MS)

    def _style_changed(self) -> None:
        self.due.restyle()
        self._changed()

    def _theme_changed(self, *_: object) -> None:
        for grid in self.grids.values():
            grid.set_cell(column_width())
        self.map.restyle()

    def _ask(self) -> None:
        context = self._context
        person = context.current.person
        if person is None:
            return
        self._stale = False
        self._rest.start()
        week_start, today = context.current.format.week_start, context.current.now().date()
        first = day_of(today) - (today.weekday() - week_start) % 7
        days = tuple(first - 7 * n for n in reversed(range(WEEKS)))
        app, actor, id_ = context.app, context.actor, person.id
        most = self.due.limit, self._limit
        context.tasks.run(
            lambda: _known(app, actor, id_, days, week_start, *most),
            self._take, key=("reminders", id(self)), owner=self,
        )  # fmt: skip

    @property
    def building(self) -> bool:
        """Whether not all of what is known is shown yet."""
        return self._slices.is_busy

    def _take(self, known: _Known) -> None:
        if known.first.total or known.due.ids or known.weeks:
            self.show_body()
            self.new.show()
            self._slices.run(self._showing(known))
        else:
            self._slices.run(self._showing(known))
            self._show_empty()

    def _showing(self, known: _Known) -> Steps:
        """A page of many cards takes longer than anybody should wait for the window."""
        yield from self.due.showing(known.due)
        groups: dict[bool, list[ReminderCard]] = {True: [], False: []}
        for one in known.first.reminders:
            groups[one.active].append(self._shown_card(one, known))
            yield
        listed = {one.id for one in known.first.reminders}
        for id_ in [*self.cards]:
            if id_ not in listed:
                _let_go(self.cards.pop(id_))
        self.heads["on"].setVisible(bool(groups[True] and known.due.ids))
        self.heads["off"].setVisible(bool(groups[False]))
        shown = {self.grids["on"]: groups[True], self.grids["off"]: groups[False]}
        for grid, cards in shown.items():
            # In this step, in both: what is seen can be pressed.
            grid.show_widgets([card for card in cards if card.parent() is grid])
            grid.setVisible(bool(cards))
        for grid, cards in shown.items():
            yield from _fill(grid, cards)
        left = known.first.total - len(listed)
        self.rest.setVisible(left > 0)
        self.rest.setText(tr_n("Show {n} more", "Show {n} more", min(left, AT_ONCE)))
        self.rest.setAccessibleName(self.rest.text())
        yield
        self._show_kept(known)

    def _shown_card(self, one: Reminder, known: _Known) -> ReminderCard:
        current = self._context.current
        card = self.cards.get(one.id)
        # A grid frees what leaves it: another one gets a card of its own.
        if card is None or card.reminder is None or card.reminder.active != one.active:
            if card is not None:
                _let_go(card)
            card = self.cards[one.id] = self._card(one.id)
        kind = None if one.draft.type is None else current.types.get(one.draft.type)
        card.show_reminder(one, kind, known.first.offsets.get(one.id, 0), current.format,
                           current.now())  # fmt: skip
        return card

    def _card(self, id_: int) -> ReminderCard:
        card = ReminderCard(
            lambda: self.edit(id_),
            {
                tr("History…"): lambda: self.show_history(id_),
                tr("Copy…"): lambda: self.copy(id_),
                tr("Delete"): lambda: self._remove(id_),
            },
        )
        card.switched.connect(lambda on: self._switch(id_, on))
        return card

    def _show_more(self) -> None:
        self._limit += AT_ONCE
        self._ask()

    def _show_kept(self, known: _Known) -> None:
        self.kept.setVisible(bool(known.weeks))
        told = {week.reminder_id for week in known.weeks}
        rows = [one for one in known.first.reminders if one.id in told]
        self.map.show_weeks(rows, known.weeks, known.first_days, self._context.current.format)
        for each in (self.map, self.legend):
            each.setVisible(bool(rows))
        last = set(known.first_days[-SUMMED_WEEKS:])
        counted = [week for week in known.weeks if week.day in last]
        done, asked = sum(week.done for week in counted), sum(week.asked for week in counted)
        self.said.setText(
            tr("In the last {n} weeks {done} of {asked} were done.", n=SUMMED_WEEKS, done=done,
               asked=asked)
        )  # fmt: skip
        self.said.setVisible(asked > 0)

    def _show_empty(self) -> None:
        self.show_instead(
            widgets.EmptyState(
                "reminders",
                tr("When to measure, to take a medication, or to do anything else will be here, "
                   "and what became of it."),
                (tr("Set your first reminder"), self.add),
            ),
            repeats=self.new,
        )  # fmt: skip

    # Doing

    def add(self) -> None:
        """Open the dialog for a new reminder."""
        self._context.commands.run("reminders.add")

    def edit(self, id_: int) -> None:
        """Open the dialog with a reminder's fields."""
        ReminderDialog(self._context, self._one(id_), self.window()).open()

    def copy(self, id_: int) -> None:
        """Open the dialog for a new one that begins as this one."""
        ReminderDialog(self._context, self._one(id_), self.window(), copied=True).open()

    def show_history(self, id_: int) -> None:
        HistoryDialog(self._context, self._one(id_), self.window()).open()

    def _one(self, id_: int) -> Reminder:
        found = self.cards[id_].reminder
        assert found is not None  # it was shown to be pressed
        return found

    def _open_tables(self) -> None:
        self.tables.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))

    def choose_file(self, kind: Kind, name: str) -> None:
        """Ask where a table of what became of this person's reminders is to go."""
        paths = self._context.app.paths
        dialog = QFileDialog(self, tr("Save as a table"), str(opening_folder(paths)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Tables (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: keep_folder(paths, Path(chosen)))
        dialog.fileSelected.connect(lambda chosen: self.write(kind, Path(chosen)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def write(self, kind: Kind, out: Path) -> None:
        """Write a table of all there is of this person."""
        context, person = self._context, self._context.current.person
        if person is None:
            return
        app, actor = context.app, context.actor

        def written(n: int) -> None:
            said = context.current.format.number(n, 0)
            context.messages.toast(
                tr_n("{n} line written to {path}", "{n} lines written to {path}", n, n=said,
                     path=out.name)
            )  # fmt: skip

        context.tasks.run(
            lambda: app.reminder_tables.export(actor, kind, out, [person.id]),
            written, context.messages.trouble, lane="long", owner=self,
        )  # fmt: skip

    def _switch(self, id_: int, on: bool) -> None:
        context, reminders = self._context, self._context.app.reminders
        change = reminders.enable if on else reminders.disable
        said = tr("The reminder comes again.") if on else tr("The reminder rests.")

        def done(outcome: ReminderOutcome) -> None:
            context.undo.did(outcome.undo, said)

        self._run(lambda: change(context.actor, id_), done)

    def _remove(self, id_: int) -> None:
        context = self._context

        def done(entry: UndoEntry) -> None:
            context.undo.did(entry, tr("The reminder was deleted."))

        self._run(lambda: context.app.reminders.remove(context.actor, id_), done)

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        def failed(error: HealthdeskError) -> None:
            self._context.messages.trouble(error)
            self._changed()  # a switch goes back to where it was

        self._context.tasks.run(work, done, failed, lane="write", owner=self)


def _let_go(card: ReminderCard) -> None:
    """One that no grid has taken yet; a grid frees its own."""
    if card.parent() is None:
        card.deleteLater()


def _fill(grid: FlowGrid, cards: Sequence[ReminderCard]) -> Steps:
    """Steps that show these cards in a grid, the new ones a few at a time: each is styled and
    laid out as it is first shown."""
    there = [card for card in cards if card.parent() is grid]
    new = [card for card in cards if card.parent() is not grid]
    for end in range(SHOWN_AT_ONCE, len(new) + SHOWN_AT_ONCE, SHOWN_AT_ONCE):
        yield
        shown = {*there, *new[:end]}
        grid.show_widgets([card for card in cards if card in shown])


def _known(
    app: App, actor: Actor, person_id: int, days: tuple[int, ...], week_start: int,
    most_due: int, most: int,
) -> _Known:  # fmt: skip
    occurrences = app.occurrences
    # A day of UTC more on both sides: the days are local ones.
    begin, end = (day * DAY_MS for day in (days[0] - 1, days[-1] + 8))
    weeks = occurrences.adherence(actor, begin, end, [person_id], week_start)
    shown = tuple(week for week in weeks if week.day in days)
    first = app.reminders.first(actor, [person_id], most)
    return _Known(occurrences.due_now(actor, most_due), first, shown, days)
