"""Blood pressure as it should be measured at home: rest, two readings, and the week so far."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.domain.blood_pressure import PROTOCOL_TAG, SLUG
from healthdesk.domain.checks import check_draft
from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData
from healthdesk.domain.home_protocol import ESH_HOME, PARTS, Part
from healthdesk.domain.records import Draft, Outcome, Person, Remark
from healthdesk.domain.times import date_of, day_of, from_datetime
from healthdesk.services.pressure_report import Week
from healthdesk.texts import Format, field_sentence, preview, sentence, tr, tr_n
from healthdesk.texts.pressure import (
    class_name,
    mean_words,
    missing_words,
    range_words,
    rule_name,
    rule_source,
    sitting_name,
)
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.countdown import Clock, Countdown
from healthdesk.ui.entry_fields import NumberFields
from healthdesk.ui.messages import announce
from healthdesk.ui.save_question import SaveQuestion

PULSE: Final = "heart-rate"
TAGS: Final = ("home", PROTOCOL_TAG)
CELL: Final = 20

Stage = Literal["ready", "rest", "first", "pause", "second", "done"]
Way = Mapping[Stage, Stage]
# What comes after a stage when it is over.
NEXT: Final[Way] = MappingProxyType(
    {"rest": "first", "first": "pause", "pause": "second", "second": "done"}
)


def advice() -> tuple[str, ...]:
    """How to sit, as the position paper on measuring at home asks for."""
    return (
        tr("Half an hour before: no coffee, no tobacco, no exercise; an empty bladder."),
        tr("Sit with your back supported and both feet on the floor, legs not crossed."),
        tr("Rest the bare arm on a table, with the cuff at the height of your heart."),
        tr("Do not talk while you rest and while the device measures."),
    )


class SittingCell(QWidget):
    """Readings of one morning or evening: a ring, half filled with one, full with two."""

    def __init__(self, have: int, need: int, name: str, today: bool) -> None:
        super().__init__()
        self.share = min(1.0, have / need)
        self._today = today
        side = theme.current().px(CELL)
        self.setFixedSize(side, side)
        said = tr("{sitting}: {have} of {need} readings", sitting=name, have=have, need=need)
        self.setAccessibleName(said)
        self.setToolTip(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawChord(ring, 90 * 16, round(360 * 16 * self.share))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        filled = self.share > 0 or self._today
        painter.setPen(QPen(look.color("accent" if filled else "border"), 2 if filled else 1.5))
        painter.drawEllipse(ring)


class WeekGrid(QWidget):
    """The days of the week at home, mornings above evenings."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("The week so far"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self.cells: dict[tuple[int, Part], SittingCell] = {}

    def show_week(self, week: Week, today: int, shape: Format) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.cells = {}
        days = ESH_HOME.days
        first = today if week.course is None else max(week.course.first_day, today - days + 1)
        for row, part in enumerate(PARTS, start=1):
            self._grid.addWidget(widgets.Text(sitting_name(part), "caption", tone="muted"), row, 0)
        for column, day in enumerate(range(first, first + days), start=1):
            head = widgets.Text(
                _weekday(day, shape), "caption", tone="" if day == today else "muted"
            )
            centred = Qt.AlignmentFlag.AlignHCenter
            self._grid.addWidget(head, 0, column, centred)
            for row, part in enumerate(PARTS, start=1):
                have = 0 if week.course is None else week.course.count(day, part)
                name = f"{shape.date(day)}, {sitting_name(part)}"
                cell = SittingCell(have, ESH_HOME.readings, name, today=day == today)
                self.cells[day, part] = cell
                self._grid.addWidget(cell, row, column, centred)
        self._grid.setColumnStretch(days + 1, 1)


def _weekday(day: int, shape: Format) -> str:
    locale = QLocale(shape.language)
    return locale.dayName(date_of(day).isoweekday(), QLocale.FormatType.ShortFormat)


def verdict(week: Week, unit: str, shape: Format) -> str:
    """How the week stands: what is missing, and the mean's class once there is enough."""
    course = week.course
    if course is None:
        return tr(
            "Two readings each morning and each evening for {days} days, for {least} at least. "
            "The first day is left out of the mean.",
            days=ESH_HOME.days, least=ESH_HOME.least_days,
        )  # fmt: skip
    missing, said = course.missing(), []
    if course.mean is None:
        said.append(tr("{missing} for a verdict.", missing=missing_words(missing)))
        if missing.second_readings:
            said.append(
                tr_n(
                    "{n} sitting has only one reading.",
                    "{n} sittings have only one reading.",
                    missing.second_readings,
                )
            )
        return " ".join(said)
    place = week.rule.place(course.mean.systolic, course.mean.diastolic)
    said.append(
        tr(
            "Mean without the first day: {mean}. {class_} ({range} mmHg; {rule}; {source}).",
            mean=mean_words(course.mean, unit, shape),
            class_=class_name(week.rule.steps[place].code),
            range=range_words(week.rule.bounds(place)),
            rule=rule_name(week.rule), source=rule_source(week.rule),
        )
    )  # fmt: skip
    rest = course.missing(course.protocol.days)
    if rest:
        said.append(tr("{missing} for the whole week.", missing=missing_words(rest)))
    return " ".join(said)


class MeasureDialog(widgets.Dialog):
    """One sitting: rest, first reading, pause, second reading. Each reading is kept at once."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, clock: Clock = time.monotonic
    ) -> None:
        super().__init__(tr("Measure blood pressure"), parent, width=520)
        self._context = context
        self._busy = False
        self._pending: tuple[tuple[Draft, ...], Person] | None = None
        self.stage: Stage = "ready"
        self.setModal(False)
        self._build(clock)
        self._add_buttons()
        context.current.personChanged.connect(self._begin)
        self._begin()

    # Building

    def _build(self, clock: Clock) -> None:
        self.person = widgets.Text("", "caption", tone="muted")
        self.grid = WeekGrid()
        self.verdict = widgets.Text("", "caption", tone="muted", wrap=True)
        self.heading = widgets.Text("", "strong", wrap=True)
        self.advice = self._advice()
        self.countdown = Countdown(clock)
        self.countdown.finished.connect(self._time_over)
        self.countdown.said.connect(partial(announce, self.countdown))
        self.place = QVBoxLayout()
        self.values: NumberFields | None = None
        self.general = widgets.Text("", "caption", tone="bad", wrap=True)
        self.general.hide()
        self.question = SaveQuestion(self._add, self._change_it)
        for widget in (self.person, self.grid, self.verdict, self.heading, self.advice):
            self.body.addWidget(widget)
        self.body.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self.place)
        self.body.addWidget(self.general)
        self.body.addWidget(self.question)
        self.body.addStretch(1)

    def _advice(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for said in advice():
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(widgets.IconView("check", 18), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(widgets.Text(said, wrap=True), 1)
            column.addLayout(row)
        return place

    def _add_buttons(self) -> None:
        minutes = ESH_HOME.rest_s // 60
        self.close_button = self.add_button(tr("Close"), "quiet", run=self.close)
        self.skip_rest = self.add_button(tr("Skip the rest"), run=lambda: self.go("first"))
        self.start = self.add_button(
            tr_n("Start {n} minute of rest", "Start {n} minutes of rest", minutes), "primary",
            run=lambda: self.go("rest"),
        )  # fmt: skip
        self.pause_button = self.add_button(tr("Pause"), run=self._pause)
        self.continue_button = self.add_button(tr("Continue"), run=self._continue)
        self.skip_button = self.add_button(tr("Skip"), run=self.countdown.skip)
        self.save_first = self.add_button(tr("Save and pause"), "primary", run=self.save)
        self.save_second = self.add_button(tr("Save"), "primary", run=self.save)
        self._buttons: dict[Stage, tuple[widgets.Button, ...]] = {
            "ready": (self.skip_rest, self.start),
            "rest": (self.pause_button, self.skip_button),
            "first": (self.save_first,),
            "pause": (self.pause_button, self.skip_button),
            "second": (self.save_second,),
            "done": (),
        }

    # Going through it

    def _begin(self, *_: object) -> None:
        """From the start, with the week of the person in front."""
        current = self._context.current
        self.person.setText(tr("For {name}", name=current.person.name if current.person else ""))
        self.person.setVisible(len(current.persons) > 1)
        self._ask_week()
        self.go("ready")

    def go(self, stage: Stage) -> None:
        """Show a stage, with nothing of the one before going on."""
        self.stage = stage
        self.countdown.stop()
        heading = self._headings()[stage]
        self.heading.setText(heading)
        self.advice.setVisible(stage == "ready")
        self.countdown.setVisible(stage in ("rest", "pause"))
        self.question.hide()
        self.general.hide()
        self._make_fields(stage in ("first", "second"))
        shown = self._buttons[stage]
        for buttons in self._buttons.values():
            for button in buttons:
                button.setVisible(button in shown)
                button.setDefault(False)
        self.continue_button.hide()
        if stage in ("rest", "pause"):
            announce(self, heading)
            self.countdown.start(ESH_HOME.rest_s if stage == "rest" else ESH_HOME.pause_s)
        elif stage != "ready":
            announce(self, heading)
        self._focus(stage)

    def _headings(self) -> dict[Stage, str]:
        return {
            "ready": tr("Before you measure"),
            "rest": tr("Sit still and rest. The first measurement follows."),
            "first": tr("Measure now, and type what the device shows: first reading"),
            "pause": tr("The first reading is saved. Stay seated, the cuff in place."),
            "second": tr("Measure again: second reading"),
            "done": tr("Both readings are saved."),
        }

    def _focus(self, stage: Stage) -> None:
        if self.values is not None:
            self.values.focus()
        elif stage == "done":
            self.close_button.setFocus()
        elif stage in ("rest", "pause"):
            self.pause_button.setFocus()  # a key pressed by mistake ends no rest
        else:
            self.start.setFocus()
        if stage in ("ready", "first", "second"):
            self._buttons[stage][-1].setDefault(True)

    def _make_fields(self, wanted: bool) -> None:
        if self.values is not None:
            self.place.removeWidget(self.values)
            self.values.hide()
            self.values.deleteLater()
            self.values = None
        if wanted:
            current = self._context.current
            self.values = NumberFields(current.types[SLUG], current.unit(SLUG), current.format)
            self.values.edited.connect(self._edited)
            self.place.addWidget(self.values)
            self.values.show()

    def _time_over(self) -> None:
        QApplication.beep()  # eyes may be closed
        self.go(NEXT[self.stage])

    def _pause(self) -> None:
        self.countdown.pause()
        self._swap(self.pause_button, self.continue_button)

    def _continue(self) -> None:
        self.countdown.go_on()
        self._swap(self.continue_button, self.pause_button)

    @staticmethod
    def _swap(gone: widgets.Button, come: widgets.Button) -> None:
        come.show()
        come.setFocus()
        gone.hide()

    # The week

    def _today(self) -> int:
        return day_of(self._context.current.now().date())

    def _ask_week(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        pressures, actor, today = self._context.app.pressures, self._context.actor, self._today()
        self._context.tasks.run(
            lambda: pressures.week(actor, person.id, today),
            self._show_week,
            key=("measuring.week", id(self)),
            owner=self,
        )

    def _show_week(self, week: Week) -> None:
        shape, unit = self._context.current.format, self._context.current.unit(SLUG)
        self.grid.show_week(week, self._today(), shape)
        said = verdict(week, unit, shape)
        self.verdict.setText(said)
        if self.stage == "done":
            announce(self, said)

    # Saving

    def drafts(self) -> tuple[Draft, ...]:
        """What the fields say. Raises `InvalidData` naming every wrong one."""
        current, values = self._context.current, self.values
        if values is None:
            return ()
        first, second = values.read()
        pulse = values.extra()
        at, offset = from_datetime(current.now())
        found = [Draft(SLUG, first, values.unit, at, offset, value2=second, tags=TAGS)]
        if pulse is not None:
            found.append(Draft(PULSE, pulse, "bpm", at, offset, tags=TAGS))
        born = current.person.birth_date if current.person else None
        for draft in found:
            try:
                check_draft(draft, current.types[draft.type], now_ms=at, birth_date=born)
            except InvalidData as error:
                raise _of_pulse(error) if draft.type == PULSE else error from None
        return tuple(found)

    def save(self) -> None:
        """Check, ask what there is to ask, keep the reading and go on."""
        person = self._context.current.person
        if self._busy or person is None:
            return
        self.question.hide()
        try:
            drafts = self.drafts()
        except InvalidData as error:
            self._show_errors(error)
            return
        self._pending = (drafts, person)
        self._set_busy(True)
        journal, actor = self._context.app.journal, self._context.actor
        self._context.tasks.run(
            lambda: journal.remarks(actor, drafts, person.id),
            self._remarked,
            self._refused,
            owner=self,
        )

    def _remarked(self, remarks: Sequence[Remark]) -> None:
        if not remarks:
            self._add()
            return
        self._set_busy(False)
        self.question.ask(remarks, self._context.current.format)

    def _add(self) -> None:
        if self._pending is None:
            return
        self._set_busy(True)
        (drafts, person), journal = self._pending, self._context.app.journal
        actor = self._context.actor
        self._context.tasks.run(
            lambda: journal.add(actor, drafts, person.id),
            self._added,
            self._refused,
            lane="write",
            owner=self,
        )

    def _added(self, outcome: Outcome) -> None:
        self._set_busy(False)
        if self._pending is None:
            return
        (drafts, _), self._pending = self._pending, None
        current = self._context.current
        said = preview(drafts, current.types, current.format, current.now())
        self._context.undo.did(outcome.undo, tr("Saved: {reading}", reading=said))
        self.go(NEXT[self.stage])
        self._ask_week()

    def _refused(self, error: HealthdeskError) -> None:
        self._set_busy(False)
        self._pending = None
        if isinstance(error, InvalidData):
            self._show_errors(error)
            return
        self.general.setText(sentence(error, self._context.current.format))
        self.general.show()

    def _show_errors(self, error: InvalidData) -> None:
        """Each wrong field's sentence beside it, the keyboard in the first."""
        shape = self._context.current.format
        fields = {} if self.values is None else self.values.fields
        others = []
        for wrong in reversed(error.fields):
            if (field := fields.get(wrong.field)) is not None:
                field.set_error(field_sentence(wrong, shape))
                field.control.setFocus()
            else:
                others.append(field_sentence(wrong, shape))
        self.general.setText(" ".join(others))
        self.general.setVisible(bool(others))

    def _edited(self) -> None:
        self.question.hide()
        self.general.hide()
        for field in self.values.fields.values() if self.values else ():
            field.clear_error()

    def _change_it(self) -> None:
        self.question.hide()
        self._pending = None
        if self.values is not None:
            self.values.focus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.save_first, self.save_second, self.question.anyway):
            button.setEnabled(not busy)


def _of_pulse(error: InvalidData) -> InvalidData:
    return InvalidData(*(FieldError("pulse", one.code, **one.params) for one in error.fields))
