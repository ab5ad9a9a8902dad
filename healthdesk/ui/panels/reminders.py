"""Reminders: what asks for an answer, what comes when, and how it was kept to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from healthdesk.domain import reminders as rules
from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import OccurrencesChanged, RemindersChanged
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.reminders import Reminder, WeekOf
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.services.occurrences import DueNow
from healthdesk.services.reminders import ReminderOutcome
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.adherence_map import WEEKS, AdherenceMap
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.reminder import ReminderDialog
from healthdesk.ui.dialogs.reminder_history import HistoryDialog
from healthdesk.ui.due_list import DueList
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.reminder_card import ReminderCard, column_width

if TYPE_CHECKING:
    from healthdesk.bootstrap import App

MOST_COLUMNS: Final = 3
# More cards than these are shown when asked for.
AT_ONCE: Final = 30
SUMMED_WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """What the page shows, from one question; `offsets` (minutes) hold at the next times."""

    due: DueNow
    reminders: tuple[Reminder, ...]
    offsets: dict[int, int]
    weeks: tuple[WeekOf, ...]
    first_days: tuple[int, ...]


class RemindersPanel(widgets.Page):
    """The page; fills from one question to the services."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reminders"), parent)
        self._context = context
        self._stale = True
        self._limit = AT_ONCE
        self._known: _Known | None = None
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
        for each in (self.said, self.map, self.legend):
            self.kept.body.addWidget(each)
        self.kept.hide()
        self.body.addWidget(self.kept)

    def _connect(self) -> None:
        context = self._context
        context.events.remindersChanged.connect(self._reminders_changed)
        context.events.occurrencesChanged.connect(self._occurrences_changed)
        context.events.clockChanged.connect(self._changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
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
        if self.isVisible():
            self._ask()

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
        week_start, today = context.current.format.week_start, context.current.now().date()
        first = day_of(today) - (today.weekday() - week_start) % 7
        days = tuple(first - 7 * n for n in reversed(range(WEEKS)))
        app, actor, id_, most = context.app, context.actor, person.id, self.due.limit
        context.tasks.run(
            lambda: _known(app, actor, id_, days, week_start, most),
            self._take, key=("reminders", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, known: _Known) -> None:
        self._known = known
        self.due.show_due(known.due)
        self._show_cards()
        self._show_kept()
        if known.reminders or known.due.ids or known.weeks:
            self.show_body()
            self.new.show()
        else:
            self._show_empty()

    def _show_cards(self) -> None:
        if self._known is None:
            return
        current = self._context.current
        shape, now = current.format, current.now()
        groups: dict[str, list[QWidget]] = {"on": [], "off": []}
        kept: dict[int, ReminderCard] = {}
        for one in self._listed():
            card = self.cards.get(one.id)
            # A grid frees what leaves it: another one gets a card of its own.
            if card is None or card.reminder is None or card.reminder.active != one.active:
                card = self._card(one.id)
            kind = None if one.draft.type is None else current.types.get(one.draft.type)
            card.show_reminder(one, kind, self._known.offsets.get(one.id, 0), shape, now)
            kept[one.id] = card
            groups["on" if one.active else "off"].append(card)
        self.cards = kept
        for key, grid in self.grids.items():
            grid.show_widgets(groups[key])
            grid.setVisible(bool(groups[key]))
        self.heads["on"].setVisible(bool(groups["on"]) and bool(self._known.due.ids))
        self.heads["off"].setVisible(bool(groups["off"]))
        left = len(self._known.reminders) - len(kept)
        self.rest.setVisible(left > 0)
        self.rest.setText(tr_n("Show {n} more", "Show {n} more", min(left, AT_ONCE)))
        self.rest.setAccessibleName(self.rest.text())

    def _listed(self) -> Iterator[Reminder]:
        """Those that come first, then those at rest, as many as are shown."""
        if self._known is not None:
            yield from sorted(self._known.reminders, key=lambda one: not one.active)[: self._limit]

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
        self._show_cards()
        self._show_kept()

    def _show_kept(self) -> None:
        known = self._known
        if known is None:
            return
        self.kept.setVisible(bool(known.weeks))
        told = {week.reminder_id for week in known.weeks}
        rows = [one for one in known.reminders if one.id in told][: self._limit]
        self.map.show_weeks(rows, known.weeks, known.first_days, self._context.current.format)
        last = set(known.first_days[-SUMMED_WEEKS:])
        counted = [week for week in known.weeks if week.day in last]
        done, asked = sum(week.done for week in counted), sum(week.asked for week in counted)
        self.said.setText(
            tr("In the last {n} weeks {done} of {asked} were done.", n=SUMMED_WEEKS, done=done,
               asked=asked)
        )  # fmt: skip
        self.said.setVisible(asked > 0)

    def _show_empty(self) -> None:
        self.new.hide()  # the button in the middle is the same
        self.show_instead(
            widgets.EmptyState(
                "reminders",
                tr("When to measure, to take a medication, or to do anything else will be here, "
                   "and what became of it."),
                (tr("Set your first reminder"), self.add),
            )
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


def _known(
    app: App, actor: Actor, person_id: int, days: tuple[int, ...], week_start: int, most: int
) -> _Known:
    reminders, occurrences = app.reminders, app.occurrences
    found = reminders.listed(actor, [person_id])
    offsets = {
        one.id: rules.local_offset(one.next_run_at, reminders.zone_of(actor, one))
        for one in found
        if one.next_run_at is not None
    }
    # A day of UTC more on both sides: the days are local ones.
    begin, end = (day * DAY_MS for day in (days[0] - 1, days[-1] + 8))
    weeks = occurrences.adherence(actor, begin, end, [person_id], week_start)
    shown = tuple(week for week in weeks if week.day in days)
    return _Known(occurrences.due_now(actor, most), found, offsets, shown, days)
