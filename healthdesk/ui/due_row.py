"""One thing that is due: what it says, since when, how it was told, and the answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.services.occurrences import Waiting
from healthdesk.texts import reminders as words
from healthdesk.texts import tr
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.reminder_answers import Answers

# Words need so much beside the buttons, or they go above them.
WORDS_LEAST = 260


class DueRow(QWidget):
    """`toggled` when it was marked; `tickable` rows can be, to answer several at once."""

    toggled = Signal()

    def __init__(
        self, context: Context, waiting: Waiting, answers: Answers, *, tickable: bool = False
    ) -> None:
        super().__init__()
        self._context = context
        self.waiting = waiting
        self._ids = (waiting.occurrence.id,)
        self._answers = answers
        self.tick: QCheckBox | None = None
        row = FlowRow(self, gap=12)
        row.setContentsMargins(0, 6, 0, 6)
        left = QWidget()
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        left.setMinimumWidth(WORDS_LEAST)
        inside = QHBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        if tickable:
            self.tick = QCheckBox()
            self.tick.toggled.connect(self.toggled)
            inside.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        self.title = widgets.Text("", "strong", wrap=True)
        self.more = widgets.Text("", "caption", tone="muted", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.more)
        said = tr("Perhaps this was not told: the program ended meanwhile.")
        self.unsure = widgets.Text(said, "caption", tone="warn", wrap=True)
        self.unsure.hide()
        column.addWidget(self.unsure)
        inside.addLayout(column, 1)
        row.addWidget(left)
        self._actions = self._buttons()
        row.addWidget(self._actions)
        self.show_waiting(waiting)

    def show_waiting(self, waiting: Waiting) -> None:
        """The same due time as it stands now."""
        self.waiting = waiting
        context, one = self._context, waiting.occurrence
        title, _, more = words.notice_words(one).partition("\n")
        self.title.setText(self._title(context, title))
        lines = [each for each in (more.replace("\n", " "), self._told(context)) if each]
        self.more.setText(" · ".join(lines))
        self.unsure.setVisible(waiting.uncertain)
        due = words.due_words(one, context.current.format, context.current.now())
        self.setAccessibleName(tr("{title}, due {time}", title=title, time=due))
        if self.tick is not None:
            self.tick.setAccessibleName(tr("Mark “{title}”", title=title))
        for each in self._actions.findChildren(widgets.Button):
            each.setAccessibleDescription(title)

    def _title(self, context: Context, title: str) -> str:
        """Of somebody else's it says whose it is."""
        person = context.current.person
        whose = self.waiting.occurrence.reminder.person_id
        if person is None or person.id == whose:
            return title
        names = {one.id: one.name for one in context.current.persons}
        return tr("{name}: {said}", name=names.get(whose, ""), said=title)

    def _told(self, context: Context) -> str:
        one, shape, now = self.waiting.occurrence, context.current.format, context.current.now()
        said = [tr("Due {time}", time=words.due_words(one, shape, now))]
        said.append(words.told_words(self.waiting.occurrence, self.waiting.deliveries, shape))
        if one.state == "snoozed" and one.raise_at is not None:
            said.append(tr("again at {time}", time=shape.time(one.raise_at, one.offset)))
        return ", ".join(each for each in said if each)

    def _buttons(self) -> QWidget:
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = FlowRow(box, gap=8)
        self.enter: widgets.Button | None = None
        if self.waiting.occurrence.reminder.draft.asks == "value":
            self.enter = widgets.Button(
                tr("Enter value"), "plain",
                run=lambda: self._answers.enter(self.waiting.occurrence),
            )  # fmt: skip
            row.addWidget(self.enter)
        self.done = widgets.Button(
            tr("Done"), "plain", "check", lambda: self._answers.done(self._ids)
        )
        self.snooze = widgets.Button(tr("Snooze"), "plain", run=self._open_snooze)
        self.skip = widgets.Button(tr("Skip"), "plain", run=lambda: self._answers.skip(self._ids))
        for button in (self.done, self.snooze, self.skip):
            row.addWidget(button)
        return box

    def _open_snooze(self) -> None:
        menu = self._answers.snooze_menu(self._ids, self.snooze)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.snooze.mapToGlobal(self.snooze.rect().bottomLeft()))
