"""One reminder on its page: when it comes, whether it does, and what is left of a medication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.reminders import Reminder
from healthdesk.texts import Format, capital, tr, type_name
from healthdesk.texts import reminders as words
from healthdesk.ui import theme, widgets

Run = Callable[[], object]


class ReminderCard(widgets.Card):
    """`switched` when it is set to come or to rest."""

    switched = Signal(bool)

    def __init__(self, edit: Run, actions: Mapping[str, Run]) -> None:
        super().__init__()
        self.reminder: Reminder | None = None
        self.name = widgets.Text("", "strong", wrap=True)
        self.edit = widgets.IconButton("edit", tr("Change this reminder"), edit)
        self.more = widgets.IconButton("more", tr("More about this reminder"), self._open_menu)
        self.menu = widgets.Menu(self.more)
        for text, run in actions.items():
            self.menu.addAction(text).triggered.connect(lambda _=False, run=run: run())
        self.body.addLayout(self.top_row(self.name, self.edit, self.more))
        self.when = widgets.Text("", "body", wrap=True)
        self.asks = widgets.Text("", "body", tone="muted", wrap=True)
        self.extras = widgets.Text("", "caption", tone="muted", wrap=True)
        for line in (self.when, self.asks, self.extras):
            self.body.addWidget(line)
        self.mark = widgets.IconView("warning", 18, "warn")
        self.stock = widgets.Text("", "body", wrap=True)
        left = QHBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.mark)
        left.addWidget(self.stock, 1)
        self.body.addLayout(left)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.next = widgets.Text("", "caption", tone="muted", wrap=True)
        foot.addWidget(self.next, 1)
        self.switch = QCheckBox(tr("On"))
        self.switch.toggled.connect(self.switched)
        foot.addWidget(self.switch)
        self.body.addLayout(foot)

    def show_reminder(
        self, one: Reminder, kind: HealthType | None, offset: int, shape: Format, now: dt.datetime
    ) -> None:
        """`offset` (minutes) holds at its next time."""
        self.reminder = one
        message = one.draft.message
        self.name.setText(message)
        self.when.setText(words.schedule_words(one.draft, shape))
        self._tell(self.asks, self._asks(one, kind))
        self._tell(self.extras, capital("; ".join(words.extras_words(one.draft, shape))))
        self._tell(self.stock, words.stock_words(one, shape))
        self.stock.set_tone("warn" if one.needs_refill else "muted")
        self.mark.setVisible(one.needs_refill)
        self.next.setText(self._next(one, offset, shape, now))
        with QSignalBlocker(self.switch):
            self.switch.setChecked(one.active)
        self.switch.setAccessibleName(tr("On: {message}", message=message))
        for button in (self.edit, self.more):
            button.setAccessibleDescription(message)
        said = (message, self.when.text(), self.next.text(), self.stock.text())
        self.setAccessibleName(", ".join(part for part in said if part))

    def _asks(self, one: Reminder, kind: HealthType | None) -> str:
        draft = one.draft
        if draft.asks == "medication" and draft.medication is not None:
            return draft.medication if draft.dose is None else f"{draft.medication}, {draft.dose}"
        if draft.asks == "value" and kind is not None:
            return tr("Asks for: {type}", type=type_name(kind))
        return "" if kind is None else type_name(kind)

    def _next(self, one: Reminder, offset: int, shape: Format, now: dt.datetime) -> str:
        if not one.active:
            return tr("Off")
        if one.next_run_at is None:
            return tr("Never comes again")
        time = words.next_words(one.next_run_at, offset, shape, now)
        return tr("Next: {time}", time=time)

    def _tell(self, label: widgets.Text, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def column_width() -> int:
    """How wide a card has to be at least."""
    return theme.current().px(300)
