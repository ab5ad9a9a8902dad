"""The fields of the entry form: a value of each kind of type, and a wall time.

Each takes what was typed and gives plain values, or raises `InvalidData` with the field's
name; none of them knows a service.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QDate, QEvent, QObject, QStringListModel, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import date_of, day_of, from_datetime
from healthdesk.domain.typed_text import read_number
from healthdesk.texts import Format, code_name, part_name, tr, type_name, unit_label
from healthdesk.ui import theme, widgets
from healthdesk.ui.messages import announce
from healthdesk.ui.type_search import TypeCompleter, TypeLine, add_type

SCALE_TOP: Final = 10
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
DATE_PATTERNS: Final = {"dmy": "dd.MM.yyyy", "mdy": "MM/dd/yyyy", "ymd": "yyyy-MM-dd"}


def name_inside(control: QWidget, name: str) -> None:
    """Name the line that Qt puts into a control, which screen readers meet on its own."""
    for line in control.findChildren(QLineEdit):
        line.setAccessibleName(name)
    widgets.pad(control)


class DayEdit(QDateEdit):
    """A local day, as its ordinal, typed or chosen from a calendar.

    Typing begins anew, over the day that is shown, and takes every way to write a date. A
    text that is none stays, marked and said to be wrong, until it is mended or left with Esc.
    """

    def __init__(self, shape: Format | None = None, parent: QWidget | None = None) -> None:
        """Without `shape` the display format (one of `DATE_PATTERNS`) is set later."""
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat(DATE_PATTERNS["ymd" if shape is None else shape.order])
        self.typed = QLineEdit(self)
        self.typed.setProperty("kind", "over")
        self.typed.hide()
        self.typed.textEdited.connect(self._follow)
        self.typed.editingFinished.connect(self._settle)

    @property
    def trouble(self) -> str:
        """What is wrong with the text that was typed; empty where the day is one."""
        if self.typed.isHidden() or self._read() is not None:
            return ""
        return tr("“{text}” is no date that can be chosen here. Write it like {one} or {other}.",
                  text=self.typed.text()[:40], one=self.date().toString(self.displayFormat()),
                  other=self.date().toString(Qt.DateFormat.ISODate))  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Signs go to the line for dates; arrows, Tab and the rest are the field's own."""
        if not self.typed.isHidden() and self.focusWidget() is self.typed:
            event.ignore()  # the line had it, and left it to the dialog
            return
        held = event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
        signs = event.text().isprintable() and event.text().strip() and not held
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        if self.typed.isHidden() and (signs or pasted):
            self._begin()
        if self.typed.isHidden():
            super().keyPressEvent(event)
        else:
            self.typed.event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.typed
            and isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._close()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.typed.setGeometry(self.rect())

    def _begin(self) -> None:
        self.typed.installEventFilter(self)
        self.typed.setAccessibleName(self.accessibleName())
        self.typed.clear()
        self.typed.setGeometry(self.rect())
        self.typed.show()
        self.typed.setFocus()

    def _close(self) -> None:
        had_focus = self.typed.hasFocus()
        self.typed.hide()
        self._mark()
        if had_focus:
            self.setFocus()

    def _read(self) -> QDate | None:
        from healthdesk.domain.spoken_times import read_day

        shown = self.displayFormat()
        order = next(key for key, pattern in DATE_PATTERNS.items() if pattern == shown)
        found = read_day(self.typed.text(), dt.datetime.now().astimezone(), order)
        date = None if found is None else QDate(found.year, found.month, found.day)
        if date is None or not self.minimumDate() <= date <= self.maximumDate():
            return None
        return date

    def _follow(self) -> None:
        """The day is that of the text as soon as it is one; what is wrong is said at the end."""
        date = self._read()
        if date is not None:
            self.setDate(date)
        self.typed.setProperty("invalid", False)
        widgets.restyle(self.typed)

    def _settle(self) -> None:
        if self.typed.isHidden():
            return
        if not self.typed.text().strip() or not self.trouble:
            self._close()
        else:
            self._mark()

    def _mark(self) -> None:
        """Show and say whether what was typed is wrong."""
        said = self.trouble
        self.typed.setProperty("invalid", bool(said))
        widgets.restyle(self.typed)
        self.typed.setToolTip(said)
        self.typed.setAccessibleDescription(said)
        announce(self, said)

    def day(self) -> int:
        chosen = self.date()
        return day_of(dt.date(chosen.year(), chosen.month(), chosen.day()))

    def set_day(self, day: int) -> None:
        self.setDate(_qdate(day))

    def set_days(self, first: int, last: int) -> None:
        """Which days can be chosen, both included."""
        self.setDateRange(_qdate(first), _qdate(last))


def _qdate(day: int) -> QDate:
    date = date_of(day)
    return QDate(date.year, date.month, date.day)


class TypeBox(QComboBox):
    """Types to choose from, the person's own first; typing finds any of them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # What was typed last and names no type: the name of one that could be made.
        self.unknown = ""
        self.setLineEdit(TypeLine())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setCompleter(TypeCompleter(self))
        self.currentIndexChanged.connect(lambda: self.chosen.emit(self.slug()))
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(tr("Type of reading"))
            line.editingFinished.connect(self._settle)

    def offer(self, kinds: Iterable[HealthType]) -> None:
        before = self.slug()
        self.blockSignals(True)
        self.clear()
        for kind in kinds:
            add_type(self, kind)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)
        if self.slug() != before:
            self.chosen.emit(self.slug())

    def slug(self) -> str:
        return str(self.currentData() or "")

    def choose(self, slug: str) -> None:
        self.setCurrentIndex(max(0, self.findData(slug)))

    def _settle(self) -> None:
        """A text that names no type becomes the type that was chosen again."""
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        self.unknown = self.currentText().strip() if found < 0 else ""
        self.setCurrentIndex(found if found >= 0 else self.currentIndex())
        self.setEditText(self.itemText(self.currentIndex()))


class ValueFields(QWidget):
    """The value of one type; `fields` by the name that errors use, first one first."""

    edited = Signal()

    def __init__(self, kind: HealthType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.fields: dict[str, widgets.Field] = {}

    @property
    def unit(self) -> str:
        return self.kind.unit

    @abstractmethod
    def read(self) -> tuple[float, float | None]:
        """The value and the second one as typed. Raises `InvalidData`."""

    def extra(self) -> float | None:
        """A pulse taken with the reading."""
        return None

    @abstractmethod
    def clear(self) -> None:
        """Make ready for the next reading."""

    def focus(self) -> None:
        next(iter(self.fields.values())).control.setFocus()


class NumberFields(ValueFields):
    """One number, or two and a pulse for blood pressure, in a unit to choose."""

    def __init__(
        self, kind: HealthType, unit: str, shape: Format, parent: QWidget | None = None
    ) -> None:
        super().__init__(kind, parent)
        self._shape = shape
        names = [("value", tr("Value"))]
        if kind.parts:
            first, second = kind.parts
            names = [("value", part_name(first.slug)), ("value2", part_name(second.slug))]
        self._lines = {name: self._line(name, label) for name, label in names}
        self.units = QComboBox()
        for code in kind.units:
            self.units.addItem(unit_label(code) or code, code)
        self.units.setCurrentIndex(max(0, self.units.findData(unit)))
        self.units.currentIndexChanged.connect(lambda: self.edited.emit())
        self.unit_field = widgets.Field(tr("Unit"), self.units)
        self.unit_field.setVisible(bool(unit_label(kind.unit)))
        self._pulse = self._line("pulse", tr("Pulse (optional)")) if kind.parts else None
        self._lay_out()

    def _lay_out(self) -> None:
        """Two a row, so that a sentence has room under each."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        shown = [*self.fields.values()]
        shown.insert(len(self._lines), self.unit_field)
        for number, field in enumerate(shown):
            grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % 2, 1)

    def _line(self, name: str, label: str) -> QLineEdit:
        line = QLineEdit()
        line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        line.textEdited.connect(lambda: self.edited.emit())
        self.fields[name] = widgets.Field(label, line)
        return line

    @property
    def unit(self) -> str:
        return str(self.units.currentData())

    def read(self) -> tuple[float, float | None]:
        errors: list[FieldError] = []
        found: list[float] = []
        for name in self._lines:
            try:
                found.append(self._number(name))
            except InvalidData as error:
                errors += error.fields
        if errors:
            raise InvalidData(*errors)
        return found[0], found[1] if len(found) > 1 else None

    def extra(self) -> float | None:
        if self._pulse is None or not self._pulse.text().strip():
            return None
        return self._number("pulse")

    def _number(self, name: str) -> float:
        line = self._pulse if name == "pulse" else self._lines[name]
        text = line.text().strip() if line is not None else ""
        if not text:
            raise InvalidData(FieldError(name, "number-needed"))
        number = read_number(text.replace("−", "-"), self._shape.decimal)
        if number is None:
            raise InvalidData(
                FieldError(name, "number-unreadable", text=text[:40], type=self.kind.slug)
            )
        return number

    def clear(self) -> None:
        for line in (*self._lines.values(), self._pulse):
            if line is not None:
                line.clear()


class ScaleFields(ValueFields):
    """A feeling from 1 to 10: a slider and, beside it, the number."""

    def __init__(self, kind: HealthType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.spin = QSpinBox()
        self.spin.setRange(0, SCALE_TOP)
        self.spin.setSpecialValueText("–")
        self.spin.setAccessibleName(tr("Value from 1 to 10"))
        name_inside(self.spin, tr("Value from 1 to 10"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, SCALE_TOP)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(tr("Value from 1 to 10, as a slider"))
        self.slider.setMinimumHeight(theme.current().px(32))
        self.spin.valueChanged.connect(self.slider.setValue)
        self.slider.valueChanged.connect(self.spin.setValue)
        self.spin.valueChanged.connect(lambda: self.edited.emit())
        row.addWidget(self.spin)
        row.addWidget(self.slider, 1)
        both.setFocusProxy(self.spin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        field = widgets.Field(tr("Value from 1 to 10"), both)
        self.fields["value"] = field
        column.addWidget(field)

    def read(self) -> tuple[float, float | None]:
        if self.spin.value() == 0:
            raise InvalidData(FieldError("value", "number-needed"))
        return float(self.spin.value()), None

    def clear(self) -> None:
        self.spin.setValue(0)


class CodeFields(ValueFields):
    """A value that is one of a few names, such as a stage of sleep."""

    def __init__(self, kind: HealthType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.codes = QComboBox()
        for code in range(len(kind.codes)):
            self.codes.addItem(code_name(kind, code), code)
        self.codes.currentIndexChanged.connect(lambda: self.edited.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        field = widgets.Field(type_name(kind), self.codes)
        self.fields["value"] = field
        column.addWidget(field)

    def read(self) -> tuple[float, float | None]:
        return float(self.codes.currentData()), None

    def clear(self) -> None:
        """The stage stays: the next one is chosen from it."""


def value_fields(kind: HealthType, unit: str, shape: Format) -> ValueFields:
    """The fields fit for a type."""
    if kind.codes:
        return CodeFields(kind)
    scale = (kind.hard.low or 0) >= 1 and kind.hard.high == SCALE_TOP and not kind.decimals
    if kind.unit == "points" and scale:
        return ScaleFields(kind)
    return NumberFields(kind, unit, shape)


class WallTime(QWidget):
    """A date and a clock time in a zone; asks which one where the clock was put back."""

    edited = Signal()

    def __init__(
        self, name: str, date_label: str, time_label: str, shape: Format,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name = name
        self.touched = False
        self.date = DayEdit(shape)
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm" if shape.clock24 else "h:mm AP")
        self.which = QComboBox()
        self.which.addItem(tr("First time (before the clock went back)"), 0)
        self.which.addItem(tr("Second time (after the clock went back)"), 1)
        self.date_field = widgets.Field(date_label, self.date)
        self.field = widgets.Field(time_label, self.time)
        self.which_field = widgets.Field(tr("This time came twice"), self.which)
        self.which_field.hide()
        name_inside(self.date, date_label)
        name_inside(self.time, time_label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.date_field, 1)
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.which_field)
        self.date.dateChanged.connect(self._touch)
        self.time.timeChanged.connect(self._touch)
        self.which.currentIndexChanged.connect(self._touch)

    def _touch(self) -> None:
        self.touched = True
        self.edited.emit()

    def set_wall(self, wall: dt.datetime) -> None:
        """Show this time as nobody's choice yet."""
        for edit in (self.date, self.time):
            edit.blockSignals(True)
        self.date.setDate(QDate(wall.year, wall.month, wall.day))
        self.time.setTime(QTime(wall.hour, wall.minute))
        for edit in (self.date, self.time):
            edit.blockSignals(False)
        self.which.setCurrentIndex(wall.fold)
        self.touched = False

    def wall(self) -> dt.datetime:
        """Date and clock time as shown, without a zone."""
        day, clock = self.date.date(), self.time.time()
        return dt.datetime(  # noqa: DTZ001 - wall time: `read` puts it in a zone
            day.year(), day.month(), day.day(), clock.hour(), clock.minute()
        )

    def read(self, zone: dt.tzinfo) -> tuple[int, int]:
        """Instant and offset. Raises `InvalidData` for a text that is no date and for a time
        the clock skipped."""
        if self.date.trouble:
            text = self.date.typed.text()[:40]
            raise InvalidData(FieldError(self._name, "day-unreadable", text=text))
        wall = self.wall()
        first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        twice = first.utcoffset() != second.utcoffset()
        back = first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        skipped = twice and back != wall
        self.which_field.setVisible(twice and not skipped)
        if skipped:
            raise InvalidData(
                FieldError(
                    self._name, "time-skipped",
                    time=f"{wall:%H:%M}", date=wall.date().isoformat(),
                )
            )  # fmt: skip
        return from_datetime(second if twice and self.which.currentData() == 1 else first)


class TagsEdit(QLineEdit):
    """Words divided by blanks; completes the one being typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QStringListModel(self)
        self._helper = QCompleter(self._words, self)
        self._helper.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._helper.setWidget(self)
        self._helper.activated.connect(self._complete)
        self.textEdited.connect(self._suggest)

    def offer(self, tags: Sequence[str]) -> None:
        self._words.setStringList(list(tags))

    def words(self) -> tuple[str, ...]:
        return tuple(self.text().replace(",", " ").split())

    def _suggest(self) -> None:
        start = self.text()[: self.cursorPosition()].split(" ")[-1].removeprefix("#")
        self._helper.setCompletionPrefix(start)
        popup = self._helper.popup()
        if start and self._helper.completionCount():
            self._helper.complete()
        elif popup is not None:
            popup.hide()

    def _complete(self, tag: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = " ".join(before.split(" ")[:-1])
        self.setText(f"{kept} {tag}{after or ' '}".lstrip())
