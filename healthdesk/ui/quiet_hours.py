"""Quiet hours as two times, and a button that tries every way to remind."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QVBoxLayout, QWidget

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.quiet import quiet_hours
from healthdesk.services.reminder_trigger import Tried
from healthdesk.texts import Format, sentence, tr
from healthdesk.texts import reminders as words
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import name_inside
from healthdesk.ui.flow_row import FlowRow

# What is offered at first.
USUAL = (22 * 60, 7 * 60)


class QuietHours(QWidget):
    """The value of the setting, `22:00-07:00` or nothing; `chosen` with it at each change."""

    chosen = Signal(str)

    def __init__(self, shape: Format, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowRow(self, gap=8)
        self.on = QCheckBox(tr("On"))
        self.begin, self.end = QTimeEdit(), QTimeEdit()
        row.addWidget(self.on)
        for edit, name in ((self.begin, tr("From")), (self.end, tr("To"))):
            edit.setDisplayFormat("HH:mm" if shape.clock24 else "h:mm AP")
            edit.setAccessibleName(tr("Quiet hours: {part}", part=name))
            name_inside(edit, edit.accessibleName())
            edit.setKeyboardTracking(False)
            edit.timeChanged.connect(self._say)
            row.addWidget(edit)
        self.on.toggled.connect(self._say)
        self.setFocusProxy(self.on)
        self.show_value("")

    def value(self) -> str:
        if not self.on.isChecked():
            return ""
        return "-".join(edit.time().toString("HH:mm") for edit in (self.begin, self.end))

    def show_value(self, text: str) -> None:
        """A stored value; the times stay where there is none."""
        found = quiet_hours(text)
        with QSignalBlocker(self):
            self.on.setChecked(found is not None)
            if found is not None or self.begin.time() == self.end.time():
                for edit, minute in zip((self.begin, self.end), found or USUAL, strict=True):
                    edit.setTime(QTime(minute // 60, minute % 60))
            for edit in (self.begin, self.end):
                edit.setEnabled(self.on.isChecked())

    def _say(self, *_: object) -> None:
        for edit in (self.begin, self.end):
            edit.setEnabled(self.on.isChecked())
        self.chosen.emit(self.value())


class NoticeTrial(QWidget):
    """Sends a notice by every way there is, and tells which of them work."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        row = FlowRow(gap=12)
        self.button = widgets.Button(tr("Try a notification"), "plain", "reminders", self.run)
        row.addWidget(self.button)
        column.addLayout(row)
        self.said = widgets.Text("", "caption", tone="muted", wrap=True)
        self.said.hide()
        column.addWidget(self.said)

    def run(self) -> None:
        """Try them; a network may take its time."""
        context = self._context
        self.button.setEnabled(False)
        self._tell(tr("Trying…"), "muted")
        context.tasks.run(
            lambda: context.app.reminder_trigger.try_out(context.actor),
            self._take, self._failed, ended=lambda: self.button.setEnabled(True),
            lane="net", owner=self,
        )  # fmt: skip

    def _take(self, tried: tuple[Tried, ...]) -> None:
        lines = [words.tried_words(one.channel, one.code, one.replies) for one in tried]
        works = any(one.code is None for one in tried)
        if not works:
            lines.append(tr("No way works here. What is due waits in the inbox."))
        self._tell("\n".join(lines), "muted" if works else "warn")

    def _failed(self, error: HealthdeskError) -> None:
        self._tell(sentence(error), "bad")

    def _tell(self, said: str, tone: str) -> None:
        self.said.setText(said)
        self.said.set_tone(tone)
        self.said.show()
