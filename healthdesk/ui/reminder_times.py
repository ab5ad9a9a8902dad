"""The fields that say when a reminder comes: friendly ones, or an expression, each made from
the other where that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtCore import QLocale, QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.reminder_forms import MOST_TIMES, TimesForm, form_of, schedules_of
from healthdesk.domain.schedules import MOST_EVERY_DAYS, Schedule
from healthdesk.domain.times import date_of, day_of
from healthdesk.texts import Format, tr
from healthdesk.texts.reminders import weekday_names
from healthdesk.ui import theme
from healthdesk.ui.entry_fields import DayEdit, name_inside
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.widgets import Button, Field, IconButton, Text

Rhythm = Literal["day", "weekday", "days", "month", "expression"]
# In minutes of the day.
USUAL: Final = 8 * 60
TWICE: Final = (8 * 60, 20 * 60)
WORKDAYS: Final = frozenset(range(5))
# Morning, noon, evening, night; how much at first.
SLOTS: Final = ((8 * 60, 1.0), (12 * 60, 0.0), (18 * 60, 1.0), (22 * 60, 0.0))
MOST_DOSE: Final = 99.0
TIME_WIDTH: Final = 84


@dataclass(frozen=True, slots=True)
class Timed:
    """When one reminder comes; with a scheme, how much is taken then."""

    schedule: Schedule
    amount: float | None = None


class TimeChip(QWidget):
    """A time of the day that can be taken away."""

    edited = Signal()
    removed = Signal()

    def __init__(self, minute: int, shape: Format) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.edit = _time_edit(minute, tr("Time"), shape)
        self.edit.timeChanged.connect(self.edited)
        self.remove = IconButton("close", tr("Take this time away"), self.removed.emit)
        row.addWidget(self.edit)
        row.addWidget(self.remove)

    def minute(self) -> int:
        return _minute(self.edit)


class Slot(QWidget):
    """A part of the day in a scheme: when, and how much; nothing of it where that is 0."""

    edited = Signal()

    def __init__(self, name: str, minute: int, amount: float, shape: Format) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(name, "caption", tone="muted"))
        self.time = _time_edit(minute, tr("{part}: time", part=name), shape)
        self.amount = QDoubleSpinBox()
        self.amount.setRange(0.0, MOST_DOSE)
        self.amount.setSingleStep(0.5)
        self.amount.setDecimals(2)
        self.amount.setValue(amount)
        separator = QLocale.Language.German if shape.decimal == "," else QLocale.Language.C
        self.amount.setLocale(QLocale(separator))
        self.amount.setAccessibleName(tr("{part}: how much", part=name))
        name_inside(self.amount, tr("{part}: how much", part=name))
        column.addWidget(self.time)
        column.addWidget(self.amount)
        self.time.timeChanged.connect(self.edited)
        self.amount.valueChanged.connect(self.edited)


class TimesFields(QWidget):
    """`edited` at each change. `scheme` can be offered for a medication."""

    edited = Signal()

    def __init__(self, shape: Format, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._today = shape, today
        self._scheme_on = False
        self._rhythm_before: Rhythm = "day"
        self.chips: list[TimeChip] = []
        self._build()
        self.set_schedule(Schedule("0 8 * * *"))

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.rhythm = QComboBox()
        for key, text in (
            ("day", tr("Every day")), ("weekday", tr("On days of the week")),
            ("days", tr("Every few days")), ("month", tr("Once a month")),
            ("expression", tr("By an expression")),
        ):  # fmt: skip
            self.rhythm.addItem(text, key)
        self.fields = {"rhythm": Field(tr("How often"), self.rhythm)}
        column.addWidget(self.fields["rhythm"])
        column.addWidget(self._build_weekdays())
        column.addWidget(self._build_days())
        column.addWidget(self._build_times())
        column.addWidget(self._build_scheme())
        self.expression = QLineEdit()
        hint = tr("Minute, hour, day of the month, month, day of the week; or @daily, @weekly …")
        self.fields["cron"] = Field(tr("Expression"), self.expression, hint)
        column.addWidget(self.fields["cron"])
        self.rhythm.currentIndexChanged.connect(self._choose)
        self.expression.textChanged.connect(self.edited)

    def _build_weekdays(self) -> Field:
        box = QWidget()
        row = FlowRow(box, gap=6)
        self.weekdays: list[QPushButton] = []
        locale = QLocale(self._shape.language)
        for day, short in enumerate(weekday_names()):
            button = Button(short)
            button.setCheckable(True)
            name = locale.standaloneDayName(day + 1, QLocale.FormatType.LongFormat)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.toggled.connect(self.edited)
            self.weekdays.append(button)
            row.addWidget(button)
        field = self.fields["weekdays"] = Field(tr("Days of the week"), box)
        return field

    def _build_days(self) -> QWidget:
        self.every, self.start, self.day = QSpinBox(), DayEdit(self._shape), QSpinBox()
        self.every.setRange(1, MOST_EVERY_DAYS)
        self.day.setRange(1, 31)
        today = day_of(self._today)
        self.start.set_days(today - MOST_EVERY_DAYS, today + MOST_EVERY_DAYS)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for key, label, control in (
            ("every_days", tr("Every … days"), self.every), ("starts_on", tr("From"), self.start),
            ("day", tr("Day of the month"), self.day),
        ):  # fmt: skip
            name_inside(control, label)
            self.fields[key] = Field(label, control)
            row.addWidget(self.fields[key], 1)
        self.every.valueChanged.connect(self._follow)
        self.start.dateChanged.connect(self.edited)
        self.day.valueChanged.connect(self.edited)
        return box

    def _build_times(self) -> Field:
        box = QWidget()
        self._times = FlowRow(box, gap=8)
        self.add = Button(tr("Add a time"), "quiet", "add", self._add_time)
        self.twice = Button(tr("Twice a day"), "quiet", run=lambda: self._set_times(TWICE))
        for button in (self.add, self.twice):
            button.clicked.connect(self.edited)
            self._times.addWidget(button)
        field = self.fields["times"] = Field(tr("Times of the day"), box)
        return field

    def _build_scheme(self) -> QWidget:
        self.scheme = QWidget()
        row = FlowRow(self.scheme, gap=12)
        names = (tr("Morning"), tr("Noon"), tr("Evening"), tr("Night"))
        self.slots: list[Slot] = []
        for name, (minute, amount) in zip(names, SLOTS, strict=True):
            slot = Slot(name, minute, amount, self._shape)
            slot.edited.connect(self.edited)
            self.slots.append(slot)
            row.addWidget(slot)
        self.scheme.hide()
        return self.scheme

    # Filling

    def set_schedule(self, schedule: Schedule) -> None:
        """Show a schedule, as friendly fields where they can say it."""
        form = form_of(schedule)
        blocker = QSignalBlocker(self)
        self.expression.setText(schedule.cron)
        self.every.setValue(schedule.every_days or 1)
        self.start.set_day(day_of(schedule.starts_on or self._today))
        if form is None:
            self._set_rhythm("expression")
            if not self.chips:
                self._set_times((USUAL,))
        else:
            self._fill(form)
        self._follow()
        blocker.unblock()
        self.edited.emit()

    def _fill(self, form: TimesForm) -> None:
        self._set_times(form.times)
        chosen = WORKDAYS if form.weekdays is None else form.weekdays
        for day, button in enumerate(self.weekdays):
            button.setChecked(day in chosen)
        self.day.setValue(form.day or 1)
        if form.weekdays is not None:
            self._set_rhythm("weekday")
        elif form.day is not None:
            self._set_rhythm("month")
        else:
            self._set_rhythm("day" if form.every_days is None else "days")

    def _set_rhythm(self, rhythm: Rhythm) -> None:
        with QSignalBlocker(self.rhythm):
            self.rhythm.setCurrentIndex(self.rhythm.findData(rhythm))
        self._rhythm_before = rhythm

    def _set_times(self, minutes: Sequence[int]) -> None:
        for chip in self.chips:
            self._drop(chip)
        self.chips = []
        for minute in minutes:
            self._put(minute)
        self._offer_times()

    def _put(self, minute: int) -> TimeChip:
        chip = TimeChip(minute, self._shape)
        chip.edited.connect(self.edited)
        chip.removed.connect(lambda: self._remove(chip))
        self.chips.append(chip)
        # The buttons stay at the end.
        for button in (self.add, self.twice):
            self._times.removeWidget(button)
        for widget in (chip, self.add, self.twice):
            self._times.addWidget(widget)
        return chip

    def _add_time(self) -> None:
        last = self.chips[-1].minute() if self.chips else USUAL - 4 * 60
        chip = self._put((last + 4 * 60) % (24 * 60))
        self._offer_times()
        chip.edit.setFocus()

    def _remove(self, chip: TimeChip) -> None:
        place = self.chips.index(chip)
        self.chips.remove(chip)
        self._drop(chip)
        self._offer_times()
        if self.chips:
            self.chips[min(place, len(self.chips) - 1)].edit.setFocus()
        self.edited.emit()

    def _drop(self, chip: TimeChip) -> None:
        self._times.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _offer_times(self) -> None:
        self.add.setEnabled(len(self.chips) < MOST_TIMES)
        self.twice.setVisible(tuple(chip.minute() for chip in self.chips) != TWICE)
        for chip in self.chips:
            chip.remove.setVisible(len(self.chips) > 1)
        # Keys go through them in the order they stand in.
        before: QWidget | None = None
        for chip in self.chips:
            for one in (chip.edit, chip.remove):
                if before is not None:
                    QWidget.setTabOrder(before, one)
                before = one
        if before is not None:
            QWidget.setTabOrder(before, self.add)

    # What is chosen

    def chosen(self) -> Rhythm:
        return self.rhythm.currentData()  # type: ignore[no-any-return]

    def use_scheme(self, on: bool) -> None:
        """Parts of the day with how much, in place of times."""
        self._scheme_on = on
        self._follow()

    @property
    def by_scheme(self) -> bool:
        return self._scheme_on and self.chosen() != "expression"

    def _choose(self) -> None:
        """From fields to an expression and back, keeping what was meant."""
        rhythm, before = self.chosen(), self._rhythm_before
        if rhythm == before:
            return
        if rhythm == "expression":
            self._rhythm_before = rhythm
            self._write_expression(before)
        elif before == "expression":
            self._read_expression(rhythm)
        self._rhythm_before = rhythm
        if rhythm == "days" and self.every.value() < 2:
            self.every.setValue(2)
        self._follow()

    def _write_expression(self, before: Rhythm) -> None:
        try:
            found = schedules_of(self._form(before))
        except InvalidData:
            return
        self.expression.setText(found[0].cron)
        if before != "days":
            self.every.setValue(1)

    def _read_expression(self, rhythm: Rhythm) -> None:
        """Take over the times of the expression, where it has such; the rhythm is the one that
        was just chosen."""
        try:
            form = form_of(Schedule(self.expression.text()))
        except InvalidData:
            return
        if form is not None:
            with QSignalBlocker(self):
                self._fill(replace(form, every_days=None, starts_on=None))
                self._set_rhythm(rhythm)

    def _follow(self, *_: object) -> None:
        """Show the fields that belong to what is chosen."""
        rhythm = self.chosen()
        expression = rhythm == "expression"
        scheme = self.by_scheme
        self.every.setMinimum(1 if expression else 2 if rhythm == "days" else 1)
        shown = {
            "weekdays": rhythm == "weekday",
            "every_days": rhythm == "days" or expression,
            "starts_on": rhythm == "days" or (expression and self.every.value() > 1),
            "day": rhythm == "month",
            "times": not expression and not scheme,
            "cron": expression,
        }
        for name, visible in shown.items():
            self.fields[name].setVisible(visible)
        self.scheme.setVisible(scheme)
        self.edited.emit()

    def _form(self, rhythm: Rhythm, times: Sequence[int] | None = None) -> TimesForm:
        chosen = [chip.minute() for chip in self.chips] if times is None else times
        form = TimesForm(tuple(sorted(set(chosen))))
        if rhythm == "weekday":
            days = (day for day, button in enumerate(self.weekdays) if button.isChecked())
            return replace(form, weekdays=frozenset(days))
        if rhythm == "month":
            return replace(form, day=self.day.value())
        if rhythm == "days":
            return replace(form, every_days=self.every.value(), starts_on=self._start())
        return form

    def _start(self) -> dt.date:
        return date_of(self.start.day())

    def timed(self) -> tuple[Timed, ...]:
        """What the fields mean, by the first time of each. Raises `InvalidData` where nothing
        is chosen; an expression is not checked here."""
        if self.chosen() == "expression":
            every = self.every.value() if self.every.value() > 1 else None
            start = None if every is None else self._start()
            return (Timed(Schedule(self.expression.text(), every, start)),)
        if not self.by_scheme:
            return tuple(Timed(one) for one in schedules_of(self._form(self.chosen())))
        minutes_of: dict[float, list[int]] = {}
        for slot in self.slots:
            if slot.amount.value() > 0:
                minutes_of.setdefault(slot.amount.value(), []).append(_minute(slot.time))
        if not minutes_of:
            raise InvalidData(FieldError("times", "reminder-times-missing"))
        return tuple(
            Timed(one, amount)
            for amount, minutes in minutes_of.items()
            for one in schedules_of(self._form(self.chosen(), minutes))
        )


def _time_edit(minute: int, name: str, shape: Format) -> QTimeEdit:
    edit = QTimeEdit(QTime(minute // 60, minute % 60))
    edit.setDisplayFormat("HH:mm" if shape.clock24 else "h:mm AP")

    edit.setAccessibleName(name)
    name_inside(edit, name)
    edit.setMinimumWidth(theme.current().px(TIME_WIDTH))
    return edit


def _minute(edit: QTimeEdit) -> int:
    return edit.time().hour() * 60 + edit.time().minute()
