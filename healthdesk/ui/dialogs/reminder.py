"""A reminder: what it says, when it comes, what it asks for; with its next times told while it
is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain import reminders as rules
from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.reminders import Reminder, ReminderDraft
from healthdesk.domain.typed_text import read_number
from healthdesk.services.reminders import SHOWN_TIMES
from healthdesk.texts import field_sentence, sentence, tr, tr_n, type_name
from healthdesk.texts import reminders as words
from healthdesk.ui import theme
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import TypeBox, name_inside
from healthdesk.ui.reminder_times import Timed, TimesFields
from healthdesk.ui.tasks import Job
from healthdesk.ui.widgets import Button, Dialog, Field, Segmented, Text
from healthdesk.ui.zone_names import zone_completer

WIDTH: Final = 600
USUAL: Final = "blood-pressure"
USUAL_REPEAT, USUAL_TIMES, USUAL_GRACE_H = 15, 3, 12
MINUTES_AN_HOUR: Final = 60
# Said only once somebody wanted to store it: it is not typed yet.
LATE: Final = frozenset({"reminder-message-empty", "reminder-medication-missing", "cron-empty"})


class MessageEdit(QPlainTextEdit):
    """Two lines of words; Tab goes on to the next field, Return is the dialog's, and with Shift
    it begins a line."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if returns and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(theme.current().px(280), 2 * line + 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ReminderDialog(Dialog):
    """A new one, or one to change; `copied`: a new one that begins as another."""

    def __init__(
        self, context: Context, known: Reminder | None = None, parent: QWidget | None = None,
        *, copied: bool = False,
    ) -> None:  # fmt: skip
        new = known is None or copied
        super().__init__(tr("New reminder") if new else tr("Reminder"), parent, width=WIDTH)
        self._context = context
        self._known = None if new else known
        self._start = known.draft if known is not None else None
        self._shape = context.current.format
        self._asked = False
        self._question: Job | None = None
        self._build()
        self._fill(self._start)
        self._connect()
        self._offer_used()
        self.fit()
        self._look()
        self.message.setFocus()

    # Building

    def _build(self) -> None:
        self.fields: dict[str, Field] = {}
        self.message = MessageEdit()
        self.counter = Text("", "caption", tone="muted")
        column = QVBoxLayout()
        column.setSpacing(4)
        self.fields["message"] = Field(tr("What to remind of"), self.message)
        column.addWidget(self.fields["message"])
        column.addWidget(self.counter)
        self.body.addLayout(column)
        self.asks = Segmented(
            tr("What it asks for"),
            {"note": tr("No reading"), "value": tr("A reading"), "medication": tr("Medication")},
        )
        self.asks_field = Field(tr("What it asks for"), self.asks)
        self.body.addWidget(self.asks_field)
        self._build_value()
        self._build_medication()
        self.times = TimesFields(self._shape, self._context.current.now().date())
        self.fields |= self.times.fields
        self.scheme = QCheckBox(tr("By morning, noon, evening and night"))
        self.body.addWidget(self.scheme)
        self.body.addWidget(self.times)
        self.meaning = Text("", "body", wrap=True)
        self.next = Text("", "caption", tone="muted", wrap=True)
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.next)
        self.more = Button(tr("More choices"), "quiet", "chevron-down", self._open_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.extras = self._build_extras()
        self.body.addWidget(self.extras)
        self.general = Text("", "caption", tone="bad", wrap=True)
        self.general.hide()
        self.body.addWidget(self.general)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), run=self.reject)
        said = tr("Set reminder") if self._known is None else tr("Save")
        self.save = self.add_button(said, "primary", self._save, default=True)

    def _put(self, name: str, label: str, control: QWidget) -> Field:
        field = self.fields[name] = Field(label, control)
        self.body.addWidget(field)
        return field

    def _build_value(self) -> None:
        self.type = TypeBox()
        self.type.offer(self._kinds())
        self._put("type", tr("Type of reading"), self.type)
        self.unless_done = QCheckBox(tr("Only if it is not recorded yet"))
        self.body.addWidget(self.unless_done)

    def _kinds(self) -> list[HealthType]:
        kinds = [kind for kind in self._context.current.types if not kind.codes]
        return sorted(kinds, key=lambda kind: type_name(kind).casefold())

    def _build_medication(self) -> None:
        self.medication, self.dose = QLineEdit(), QLineEdit()
        self.stock, self.per_dose, self.refill = QLineEdit(), QLineEdit(), QLineEdit()
        self.dose.setPlaceholderText(tr("such as 5 mg, or 1 tablet"))
        self.stock.setPlaceholderText(tr("not counted"))
        self.per_dose.setPlaceholderText("1")
        self.medicine = QWidget()
        column = QVBoxLayout(self.medicine)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for group in (
            (("medication", tr("Medication"), self.medication), ("dose", tr("Dose"), self.dose)),
            (
                ("stock", tr("How much is left"), self.stock),
                ("stock_per_dose", tr("A dose takes"), self.per_dose),
                ("refill_at", tr("Warn when this is left"), self.refill),
            ),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            for name, label, line in group:
                self.fields[name] = Field(label, line)
                row.addWidget(self.fields[name], 1)
            column.addLayout(row)
        self.body.addWidget(self.medicine)

    def _build_extras(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.repeat = QCheckBox(tr("Ask again until it is answered"))
        self.repeat_minutes = _spin(rules.REPEAT_MINUTES, USUAL_REPEAT)
        self.repeat_times = _spin(rules.REPEAT_TIMES, USUAL_TIMES)
        self.own_grace = QCheckBox(tr("Missed after a time of its own"))
        self.grace = _spin(rules.GRACE_MINUTES, USUAL_GRACE_H * MINUTES_AN_HOUR)
        self.in_quiet = QCheckBox(tr("In quiet hours too"))
        self.zone = QLineEdit()
        self.zone.setPlaceholderText(tr("as the person's"))
        self.zone.setCompleter(zone_completer(self.zone))
        column.addWidget(self.repeat)
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, label, control in (
            ("repeat_minutes", tr("Every … minutes"), self.repeat_minutes),
            ("repeat_times", tr("How many times"), self.repeat_times),
        ):
            self.fields[name] = _named(label, control)
            row.addWidget(self.fields[name], 1)
        column.addLayout(row)
        column.addWidget(self.own_grace)
        self.fields["grace_minutes"] = _named(tr("Minutes until it is missed"), self.grace)
        column.addWidget(self.fields["grace_minutes"])
        column.addWidget(self.in_quiet)
        self.fields["zone"] = Field(tr("Time zone"), self.zone)
        column.addWidget(self.fields["zone"])
        return box

    # Filling

    def _fill(self, draft: ReminderDraft | None) -> None:
        if draft is None:
            self.type.choose(USUAL)
            self.unless_done.setChecked(True)
            self.extras.hide()
            return
        self.message.setPlainText(draft.message)
        self.asks.choose(draft.asks)
        self.type.choose(draft.type or USUAL)
        self.unless_done.setChecked(draft.unless_done)
        self.medication.setText(draft.medication or "")
        self.dose.setText(draft.dose or "")
        for line, number in (
            (self.stock, draft.stock), (self.per_dose, draft.stock_per_dose),
            (self.refill, draft.refill_at),
        ):  # fmt: skip
            line.setText(self._typed(number))
        self.times.set_schedule(draft.schedule)
        self.repeat.setChecked(draft.repeat_minutes is not None)
        self.repeat_minutes.setValue(draft.repeat_minutes or USUAL_REPEAT)
        self.repeat_times.setValue(draft.repeat_times or USUAL_TIMES)
        self.own_grace.setChecked(draft.grace_minutes is not None)
        self.grace.setValue(draft.grace_minutes or USUAL_GRACE_H * MINUTES_AN_HOUR)
        self.in_quiet.setChecked(draft.in_quiet)
        self.zone.setText(draft.zone or "")
        special = self.repeat, self.own_grace, self.in_quiet
        shown = any(each.isChecked() for each in special) or draft.zone is not None
        self.extras.setVisible(shown)
        self.more.setVisible(not shown)

    def _typed(self, number: float | None) -> str:
        return "" if number is None else f"{number:.9g}".replace(".", self._shape.decimal)

    def _connect(self) -> None:
        self.message.textChanged.connect(self._changed)
        self.message.entered.connect(self._save)
        self.asks.chosen.connect(self._changed)
        self.type.chosen.connect(self._changed)
        self.times.edited.connect(self._changed)
        self.scheme.toggled.connect(self._changed)
        self.zone.editingFinished.connect(self._changed)
        lines = (self.medication, self.dose, self.stock, self.per_dose, self.refill)
        for line in lines:
            line.textChanged.connect(self._changed)
        for check in (self.repeat, self.own_grace):
            check.toggled.connect(self._changed)
        self._follow()

    def _offer_used(self) -> None:
        """The types this person has readings of come first."""
        context, person = self._context, self._context.current.person
        if person is None:
            return
        journal, actor, person_id = context.app.journal, context.actor, person.id
        context.tasks.run(lambda: journal.types_used(actor, person_id), self._take_used, owner=self)

    def _take_used(self, used: tuple[str, ...]) -> None:
        kinds = self._kinds()
        first = [kind for slug in used for kind in kinds if kind.slug == slug]
        self.type.offer([*first, *(kind for kind in kinds if kind not in first)])

    def _open_more(self) -> None:
        self.more.hide()
        self.extras.show()
        self.repeat.setFocus()

    def _changed(self, *_: object) -> None:
        self._follow()
        self._look()

    def _follow(self) -> None:
        """Show the fields that belong to what is chosen."""
        asks = self.asks.key()
        medication = asks == "medication"
        friendly = self.times.chosen() != "expression"
        self.fields["type"].setVisible(asks == "value")
        self.unless_done.setVisible(asks == "value")
        self.medicine.setVisible(medication)
        self.scheme.setVisible(medication and friendly and self._known is None)
        schemed = medication and self.scheme.isChecked() and self._known is None
        if self.times.by_scheme != (schemed and friendly):
            self.times.use_scheme(schemed)
        self.fields["stock_per_dose"].setVisible(not self.times.by_scheme)
        for name in ("repeat_minutes", "repeat_times"):
            self.fields[name].setVisible(self.repeat.isChecked())
        self.fields["grace_minutes"].setVisible(self.own_grace.isChecked())
        length = len(self.message.toPlainText().strip())
        self.counter.setText(tr("{n} of {most} characters", n=length, most=rules.MESSAGE_MAX))
        self.counter.set_tone("bad" if length > rules.MESSAGE_MAX else "muted")

    # What is meant

    def drafts(self) -> tuple[ReminderDraft, ...]:
        """What the fields say, as the reminders it takes. Raises `InvalidData` naming every
        field that can't be read."""
        wrong: list[FieldError] = []
        asks = self.asks.key()
        given: dict[str, Any] = {
            "message": self.message.toPlainText(),
            "asks": asks,
            "zone": self.zone.text().strip() or None,
            "in_quiet": self.in_quiet.isChecked(),
            "repeat_minutes": self.repeat_minutes.value() if self.repeat.isChecked() else None,
            "repeat_times": self.repeat_times.value() if self.repeat.isChecked() else None,
            "grace_minutes": self.grace.value() if self.own_grace.isChecked() else None,
        }
        if asks == "value":
            given |= {"type": self.type.slug(), "unless_done": self.unless_done.isChecked()}
        elif self._start is not None:
            given |= {"type": self._start.type, "unless_done": self._start.unless_done}
        if asks == "medication":
            given |= self._given_medication(wrong)
        found: tuple[Timed, ...] = ()
        try:
            found = self.times.timed()
        except InvalidData as error:
            wrong.extend(error.fields)
        if wrong:
            raise InvalidData(*wrong)
        return tuple(self._timed(ReminderDraft("", **given), one) for one in found)

    def _given_medication(self, wrong: list[FieldError]) -> dict[str, Any]:
        return {
            "medication": self.medication.text(),
            "dose": self.dose.text(),
            "stock": self._number("stock", self.stock, wrong),
            "stock_per_dose": self._number("stock_per_dose", self.per_dose, wrong),
            "refill_at": self._number("refill_at", self.refill, wrong),
        }

    def _timed(self, draft: ReminderDraft, one: Timed) -> ReminderDraft:
        start = one.schedule.starts_on
        draft = replace(
            draft, cron=one.schedule.cron, every_days=one.schedule.every_days,
            starts_on=None if start is None else start.isoformat(),
        )  # fmt: skip
        if one.amount is None:
            return draft
        amount, dose = self._shape.number(one.amount), (draft.dose or "").strip()
        said = tr("{amount} × {dose}", amount=amount, dose=dose) if dose else amount
        return replace(draft, dose=said, stock_per_dose=one.amount)

    def _number(self, name: str, line: QLineEdit, wrong: list[FieldError]) -> float | None:
        text = line.text().strip()
        if not text:
            return None
        found = read_number(text, self._shape.decimal)
        if found is None:
            wrong.append(FieldError(name, "number-form", text=text[:40]))
        return found

    # What it would mean

    def _look(self) -> None:
        """Ask when it would come next; the newest question wins."""
        person = self._context.current.person
        if person is None:
            return
        if self._question is not None:
            self._question.cancel()
        try:
            drafts = self.drafts()
        except InvalidData as error:
            self._say((), ())
            self.show_errors(error.fields)
            return
        reminders, actor, person_id = self._context.app.reminders, self._context.actor, person.id

        def work() -> list[dt.datetime]:
            times = [at for draft in drafts for at in reminders.next_times(actor, person_id, draft)]
            return sorted(times)[:SHOWN_TIMES]

        self._question = self._context.tasks.run(
            work, lambda times: self._take(drafts, times), self._refused, owner=self
        )  # fmt: skip

    def _take(self, drafts: Sequence[ReminderDraft], times: Sequence[dt.datetime]) -> None:
        wrong: list[FieldError] = []
        today = self._context.current.now().date()
        for draft in drafts:
            try:
                rules.checked(draft, today=today)
            except InvalidData as error:
                wrong = list(error.fields)
        self.show_errors(wrong)
        self._say(drafts, times)

    def _say(self, drafts: Sequence[ReminderDraft], times: Sequence[dt.datetime]) -> None:
        shape = self._shape
        said = [words.schedule_words(draft, shape) for draft in drafts]
        if len(said) > 1:
            said.append(
                tr_n("It is kept as {n} reminder.", "It is kept as {n} reminders.", len(said))
            )
        self.meaning.setText("\n".join(said))
        self.meaning.setVisible(bool(said))
        self.next.setText(words.coming_words(times, shape) if times else "")
        self.next.setVisible(bool(times))
        self.fit()

    def _refused(self, error: HealthdeskError) -> None:
        self._say((), ())
        if isinstance(error, InvalidData):
            self.show_errors(error.fields)
        else:
            self._tell(sentence(error, self._shape))

    def show_errors(self, wrong: Sequence[FieldError]) -> None:
        """Each beside its field, those without one below. Of what is not typed yet nothing is
        said before it is to be stored."""
        told = [one for one in wrong if self._asked or one.code not in LATE]
        for field in self.fields.values():
            field.clear_error()
        left = []
        for one in told:
            beside = self.fields.get("cron" if one.field == "cron" else one.field)
            if beside is None or not beside.isVisibleTo(self):
                left.append(field_sentence(one, self._shape))
            elif not beside.has_error:
                beside.set_error(field_sentence(one, self._shape))
        self._tell(" ".join(dict.fromkeys(left)))

    def _tell(self, said: str) -> None:
        self.general.setText(said)
        self.general.setVisible(bool(said))
        self.fit()

    # Storing

    def _save(self) -> None:
        context, person = self._context, self._context.current.person
        self._asked = True
        if person is None:
            return
        try:
            drafts = self.drafts()
        except InvalidData as error:
            self._not_stored(error)
            return
        self.save.setEnabled(False)
        known = None if self._known is None else self._known.id
        whose = person.id if self._known is None else self._known.person_id
        reminders, actor = context.app.reminders, context.actor
        context.tasks.run(
            lambda: reminders.store(actor, whose, drafts, known),
            lambda stored: self._stored(stored[1]), self._not_stored,
            ended=lambda: self.save.setEnabled(True), lane="write", owner=self,
        )  # fmt: skip

    def _stored(self, entry: UndoEntry) -> None:
        new = self._known is None
        said = tr("The reminder is set.") if new else tr("The reminder was changed.")
        self._context.undo.did(entry, said)
        self.accept()

    def _not_stored(self, error: HealthdeskError) -> None:
        if not isinstance(error, InvalidData):
            self._tell(sentence(error, self._shape))
            return
        if any(one.field in ("repeat_minutes", "grace_minutes", "zone") for one in error.fields):
            self.more.hide()
            self.extras.show()
        self.show_errors(error.fields)
        wrong = [field for field in self.fields.values() if field.has_error]
        if wrong:
            wrong[0].control.setFocus()


def _spin(limits: tuple[int, int], value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(*limits)
    spin.setValue(value)
    return spin


def _named(label: str, control: QSpinBox) -> Field:
    name_inside(control, label)
    return Field(label, control)
