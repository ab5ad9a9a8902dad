"""Goals: what is under way, what rests, what was reached; set, changed, archived here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.events import GoalsChanged, RecordsChanged
from healthdesk.domain.goal_drafts import EDITABLE
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.times import day_of
from healthdesk.services.goals import GoalOutcome
from healthdesk.texts import goals as words
from healthdesk.texts import tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.goal_card import GoalCard, column_width
from healthdesk.ui.goal_form import GoalForm, mode_of

MOST_COLUMNS: Final = 3
Run = Callable[[], object]


class GoalsPanel(widgets.Page):
    """The page; fills from one question to the services."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Goals"), parent)
        self._context = context
        self._stale = True
        self._day = 0
        self._with_archive = False
        self.views: tuple[GoalView, ...] = ()
        self.cards: dict[int, GoalCard] = {}
        self.new = widgets.Button(tr("New goal…"), "primary", "add", run=self.add)
        self.header.addWidget(self.new)
        self.grids: dict[str, FlowGrid] = {}
        self.heads: dict[str, widgets.Text] = {}
        for key in ("active", "paused", "completed", "archived"):
            self.heads[key] = widgets.Text(_head(key), "section")
            self.grids[key] = FlowGrid(column_width(), 1, MOST_COLUMNS, widgets.GAP)
            if key == "archived":
                self.archive = widgets.Button("", "quiet", run=self._toggle_archive)
                self.body.addWidget(self.archive, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(self.heads[key])
            self.body.addWidget(self.grids[key])
        for each in (*self.heads.values(), *self.grids.values(), self.archive):
            each.hide()  # until it is known what there is
        self.body.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        context = self._context
        context.events.goalsChanged.connect(self._goals_changed)
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._changed)
        context.theme.themeChanged.connect(self._theme_changed)

    # Following

    def shown(self) -> None:
        # Days left and habits are others on another day.
        if self._stale or self._day != self._today():
            self._ask()

    def _today(self) -> int:
        return day_of(self._context.current.now().date())

    def focus_first(self) -> None:
        first = next(iter(self.cards.values()), None)
        if first is not None and first.edit.isVisibleTo(self):
            first.edit.setFocus()
        else:
            self.new.setFocus()

    def _goals_changed(self, event: GoalsChanged) -> None:
        self._changed_of(event.person_id)

    def _records_changed(self, event: RecordsChanged) -> None:
        self._changed_of(event.person_id)

    def _changed_of(self, person_id: int | None) -> None:
        person = self._context.current.person
        if person is not None and person_id in (None, person.id):
            self._changed()

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._ask()

    def _theme_changed(self, *_: object) -> None:
        for grid in self.grids.values():
            grid.set_cell(column_width())

    def _ask(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        self._day = self._today()
        goals, actor, person_id = self._context.app.goals, self._context.actor, person.id
        self._context.tasks.run(
            lambda: goals.listed(actor, [person_id], archived=True),
            self._take, key=("goals", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, views: tuple[GoalView, ...]) -> None:
        types = self._context.current.types
        self.views = tuple(view for view in views if view.goal.type in types)
        if not self.views:
            self._show_empty()
            return
        kept = {}
        for view in self.views:
            card = self.cards.get(view.goal.id)
            # A grid frees what leaves it: another one gets a card of its own.
            if card is None or _group(card.view) != _group(view):
                card = GoalCard(view)
            self._show(card, view)
            kept[view.goal.id] = card
        self.cards = kept
        self._lay_out()
        self.show_body()
        self.new.show()

    def _show(self, card: GoalCard, view: GoalView) -> None:
        current = self._context.current
        kind = current.types[view.goal.type]
        card.show_view(view, kind, current.format, self._today())
        card.offer(self._actions(view), lambda: self.edit(view.goal.id))

    def _lay_out(self) -> None:
        groups: dict[str, list[QWidget]] = {key: [] for key in self.grids}
        for view in self.views:
            groups[_group(view)].append(self.cards[view.goal.id])
        for key, grid in self.grids.items():
            shown = bool(groups[key]) and (key != "archived" or self._with_archive)
            self.heads[key].setVisible(shown and key != "archived")
            grid.setVisible(shown)
            grid.set_widgets(groups[key])
        n = len(groups["archived"])
        self.archive.setVisible(n > 0)
        text = tr("Hide the archive") if self._with_archive else tr_n(
            "Archive: {n} goal", "Archive: {n} goals", n
        )  # fmt: skip
        self.archive.setText(text)
        self.archive.setAccessibleName(text)

    def _toggle_archive(self) -> None:
        self._with_archive = not self._with_archive
        self._lay_out()

    def _show_empty(self) -> None:
        self.cards = {}
        for grid in self.grids.values():
            grid.set_widgets([])
        self.show_instead(
            widgets.EmptyState(
                "goals",
                tr("What you want to reach, or to do again and again, and how far you are, will "
                   "be here."),
                (tr("Set your first goal"), self.add),
            ),
            repeats=self.new,
        )  # fmt: skip

    # Doing

    def add(self) -> None:
        """Open the dialog for a new goal."""
        self._context.commands.run("goals.add")

    def _actions(self, view: GoalView) -> dict[str, Run]:
        goals, actor, id_ = self._context.app.goals, self._context.actor, view.goal.id

        def move(run: Callable[[], GoalOutcome], said: str) -> Run:
            return lambda: self._run(run, said)

        if view.goal.archived_at is not None:
            return {
                tr("Bring back"): move(
                    lambda: goals.unarchive(actor, id_), tr("The goal is back, at rest.")
                ),
                tr("Remove for good"): lambda: self._remove(id_),
            }
        current = self._context.current
        actions: dict[str, Run] = {
            text: move(partial(goals.edit, actor, id_, **fields), tr("The goal was changed."))
            for text, fields in words.suggested(
                view, current.types[view.goal.type], current.format
            ).items()
        }
        if view.goal.status == "active":
            actions[tr("Pause")] = move(
                lambda: goals.pause(actor, id_), tr("The goal rests until you go on.")
            )
        elif view.goal.status == "paused" or view.goal.completed_by == "hand":
            actions[tr("Go on")] = move(
                lambda: goals.resume(actor, id_), tr("The goal is under way again.")
            )
        if view.goal.status != "completed":
            actions[tr("Mark as completed")] = move(
                lambda: goals.complete(actor, id_), tr("The goal is completed.")
            )
        actions[tr("Show the chart")] = lambda: self._show_chart(view.goal.type)
        actions[tr("Archive")] = move(
            lambda: goals.archive(actor, id_), tr("The goal is in the archive.")
        )
        return actions

    def _show_chart(self, slug: str) -> None:
        page = self._context.show_page("charts")
        from healthdesk.ui.panels.charts import ChartsPanel  # loads the plotting

        if isinstance(page, ChartsPanel):
            page.show_type(slug)

    def _run(self, run: Callable[[], GoalOutcome], said: str) -> None:
        context = self._context
        context.tasks.run(
            run, lambda outcome: context.undo.did(outcome.undo, said), context.messages.trouble,
            lane="write", owner=self,
        )  # fmt: skip

    def _remove(self, id_: int) -> None:
        context = self._context

        def done(entry: UndoEntry) -> None:
            context.undo.did(entry, tr("The goal was removed."))

        context.tasks.run(
            lambda: context.app.goals.remove(context.actor, id_), done,
            context.messages.trouble, lane="write", owner=self,
        )  # fmt: skip

    # Editing in place

    def edit(self, id_: int) -> None:
        """Turn a card into its fields."""
        card = self.cards[id_]
        if card.form is not None:
            return
        goal = card.view.goal
        form = GoalForm(self._context, self._context.current.types[goal.type], mode_of(goal), goal)
        card.begin_edit(form, lambda: self._save(card, form), card.end_edit)

    def _save(self, card: GoalCard, form: GoalForm) -> None:
        context, id_ = self._context, card.view.goal.id
        try:
            draft = form.draft()
        except InvalidData as error:
            form.refuse(error)
            return
        fields = {name: getattr(draft, name) for name in EDITABLE}

        def done(outcome: GoalOutcome) -> None:
            card.end_edit()
            context.undo.did(outcome.undo, tr("The goal was changed."))

        def refused(error: HealthdeskError) -> None:
            if isinstance(error, InvalidData):
                form.refuse(error)
            else:
                context.messages.trouble(error)

        context.tasks.run(
            lambda: context.app.goals.edit(context.actor, id_, **fields), done, refused,
            lane="write", owner=card,
        )  # fmt: skip


def _group(view: GoalView) -> str:
    return view.goal.status if view.goal.archived_at is None else "archived"


def _head(key: str) -> str:
    return {
        "active": tr("Under way"),
        "paused": tr("Paused"),
        "completed": tr("Completed"),
        "archived": tr("Archive"),
    }[key]
