"""One goal on its page: how far it is, what comes of it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.health_types import HealthType
from healthdesk.texts import Format, tr, type_name
from healthdesk.texts import goals as words
from healthdesk.ui import theme, widgets
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.goal_form import GoalForm
from healthdesk.ui.goal_pictures import HabitCalendar, Ring

Run = Callable[[], object]
# More sentences than these hide what matters.
MOST_SENTENCES: Final = 4


class GoalCard(widgets.Card):
    """A goal, or, while it is edited, its fields in the same place."""

    def __init__(self, view: GoalView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.view = view
        self.form: GoalForm | None = None
        self._save: Run | None = None
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.name = widgets.Text("", "strong", wrap=True)
        self.edit = widgets.IconButton("edit", tr("Change this goal"))
        self.more = widgets.IconButton("more", tr("More about this goal"))
        self.menu = widgets.Menu(self.more)
        self.more.clicked.connect(self._open_menu)
        self._edit: Run | None = None
        self.edit.clicked.connect(self._begin)
        column.addLayout(self.top_row(self.name, self.edit, self.more))
        self.ring = Ring()
        self.rule = widgets.Text("", "body", wrap=True)
        self.now = widgets.Text("", "section", wrap=True)
        self.mark = widgets.IconView("check", 18)
        self.state = widgets.Text("", "caption", wrap=True)
        column.addLayout(self._middle())
        self.calendar = HabitCalendar()
        self.row = widgets.Text("", "body", wrap=True)
        column.addWidget(self.calendar)
        column.addWidget(self.row)
        self.outlook = widgets.Text("", "caption", tone="muted", wrap=True)
        self.who = widgets.Text("", "caption", tone="muted", wrap=True)
        column.addWidget(self.outlook)
        column.addWidget(self.who)
        column.addStretch(1)
        self.body.addWidget(self.inside)

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for text in (self.now, self.rule, self.state):
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column.addWidget(self.now)
        column.addWidget(self.rule)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        column.addLayout(state)
        column.addStretch(1)
        row.addLayout(column, 1)
        return row

    # Showing

    def show_view(self, view: GoalView, kind: HealthType, shape: Format, today: int) -> None:
        """The figures, in words and as pictures."""
        self.view = view
        goal, name = view.goal, type_name(kind)
        self.name.setText(name)
        self.now.setText(words.standing_words(view, kind, shape))
        self.rule.setText(words.rule_words(goal, kind, shape))
        state, tone, icon = _state(view, shape)
        self.state.setText(state)
        self.state.set_tone(tone)
        self.state.setVisible(bool(state))
        self.mark.setVisible(bool(icon))
        if icon:
            self.mark.set_icon(icon, tone)
        self.ring.show_share(view.progress, resting=goal.status == "paused")
        self._show_habit(view, kind, shape, today)
        told = words.outlook_words(view, kind, shape) if goal.status == "active" else []
        self._tell(self.outlook, " ".join(told[:MOST_SENTENCES]))
        self._tell(self.who, "" if goal.set_by is None else tr("Set by {name}", name=goal.set_by))
        for button in (self.edit, self.more):
            button.setAccessibleDescription(name)
        self.edit.setVisible(goal.status != "completed" and goal.archived_at is None)
        said = (name, self.rule.text(), self.now.text(), state, self.row.text())
        self.setAccessibleName(", ".join(part for part in said if part))

    def _show_habit(self, view: GoalView, kind: HealthType, shape: Format, today: int) -> None:
        habit = view.habit
        self.calendar.setVisible(habit is not None)
        if habit is None:
            self._tell(self.row, "")
            return
        unit = view.goal.unit
        amounts = {
            mark.first: shape.value(kind, mark.amount, unit=unit)
            for mark in habit.days
            if mark.amount is not None
        }
        self.calendar.show_days(habit.days, amounts, today, shape)
        told = (words.row_words(habit, view.goal.per or "day"), words.share_words(habit))
        self._tell(self.row, ". ".join(part for part in told if part))

    def _tell(self, label: widgets.Text, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    # Doing

    def offer(self, actions: Mapping[str, Run], edit: Run) -> None:
        """What the menu can do, by its words."""
        self.menu.clear()
        for text, run in actions.items():
            self.menu.addAction(text).triggered.connect(lambda _=False, run=run: run())
        self._edit = edit

    def _begin(self) -> None:
        if self._edit is not None:
            self._edit()

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # Editing in place

    def begin_edit(self, form: GoalForm, save: Run, cancel: Run) -> None:
        """Put the fields in place of the figures."""
        self.form, self._save, self._cancel = form, save, cancel
        self.inside.hide()
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, widgets.HEAD_RISE, 0, 0)
        column.setSpacing(12)
        column.addWidget(widgets.Text(self.name.text(), "strong", wrap=True))
        column.addWidget(form)
        column.addStretch(1)
        buttons = FlowRow(gap=8, align=Qt.AlignmentFlag.AlignRight)
        self.cancel_button = widgets.Button(tr("Cancel"), run=cancel)
        self.save_button = widgets.Button(tr("Save"), "primary", run=save)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)
        self.body.addWidget(self._editor)
        form.focus()

    def end_edit(self) -> None:
        """Show the figures again."""
        if self.form is None:
            return
        self.form = None
        self.body.removeWidget(self._editor)
        self._editor.hide()
        self._editor.deleteLater()
        self.inside.show()
        self.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.form is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._save is not None:
            self._save()
        else:
            super().keyPressEvent(event)


def _state(view: GoalView, shape: Format) -> tuple[str, str, str]:
    """The state in words, its tone, and an icon where it is more than time passing."""
    text = words.state_words(view, shape)
    if view.goal.status == "completed":
        return text, "good", "check"
    if view.goal.status == "paused":
        return text, "muted", ""
    if view.is_overdue:
        return text, "warn", "warning"
    habit = view.habit
    if habit is not None and habit.now is not None and habit.now.state == "hit":
        per = view.goal.per or "day"
        done = {
            "day": tr("Done for today"), "week": tr("Done for this week"),
            "month": tr("Done for this month"),
        }[per]  # fmt: skip
        return done, "good", "check"
    return words.left_words(view), "muted", ""


def column_width() -> int:
    """How wide a card has to be at least."""
    return theme.current().px(360)
