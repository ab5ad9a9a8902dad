"""Types of the user's own: make one, change it, remove it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain import units
from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData
from healthdesk.domain.health_types import Aggregate, HealthType, Range, TypeBook
from healthdesk.domain.own_types import (
    DECIMALS_MAX,
    NAME_MAX,
    UNIT_MAX,
    check_type,
    fellow_units,
    slug_for,
)
from healthdesk.domain.quick_entry import Grammar, Habits
from healthdesk.domain.records import UndoEntry
from healthdesk.domain.typed_text import fold, read_number
from healthdesk.texts import (
    Format,
    field_sentence,
    preview,
    sentence,
    tr,
    type_name,
    unit_label,
)
from healthdesk.ui import theme
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import name_inside
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.widgets import Button, Card, Dialog, Field, Text

# Units offered; any other word can be typed.
OFFERED: Final = (
    "points", "count", "min", "h", "s", "kg", "g", "mg", "mcg", "lb", "mL", "L", "cm", "m", "km",
    "in", "ft", "mi", "%", "bpm", "/min", "mmHg", "°C", "°F", "kcal", "kJ", "mg/dL", "mmol/L",
    "drinks", "cup",
)  # fmt: skip

# Up to this scale of the text two fields stand beside each other.
BESIDE: Final = 1.25


def day_sums() -> dict[Aggregate, str]:
    """The ways to sum up a day, in words."""
    return {
        "mean": tr("Mean of the readings"),
        "sum": tr("Total of the readings"),
        "last": tr("Last reading"),
        "min": tr("Lowest reading"),
    }


class UnitBox(QComboBox):
    """A unit to choose, or any word for one."""

    def __init__(self, chosen: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code in OFFERED if chosen in OFFERED else (chosen, *OFFERED):
            self.addItem(unit_label(code) or code, code)
        self.setCurrentIndex(self.findData(chosen))
        line = self.lineEdit()
        assert line is not None  # it is editable
        line.setMaxLength(2 * UNIT_MAX)

    def unit(self) -> str:
        """The unit that is meant: a known one however it is written, else the word."""
        typed = self.currentText().strip()
        at = self.findText(typed)
        return str(self.itemData(at)) if at >= 0 else units.find(typed) or typed


class FellowUnits(QWidget):
    """Check boxes for the units that readings may be given in as well."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowRow(self, gap=16)
        self._of = ""
        self._boxes: dict[str, QCheckBox] = {}

    def offer(self, unit: str, chosen: Sequence[str] = ()) -> None:
        """The fellows of another unit; those `chosen` are ticked."""
        if unit == self._of:
            return
        self._of = unit
        while (item := self._row.takeAt(0)) is not None:
            box = item.widget()
            if box is not None:
                box.hide()
                box.deleteLater()
        self._boxes = {code: QCheckBox(unit_label(code) or code) for code in fellow_units(unit)}
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)
            box.setAccessibleName(tr("Also given in {unit}", unit=unit_label(code) or code))
            box.toggled.connect(lambda: self.edited.emit())
            self._row.addWidget(box)
            box.show()

    def chosen(self) -> tuple[str, ...]:
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def __len__(self) -> int:
        return len(self._boxes)


class TypeDialog(Dialog):
    """Fields of a new type, or of one of the user's own that is there.

    `made(slug)` when it was stored. `name` is the name to begin with.
    """

    made = Signal(str)

    def __init__(
        self,
        context: Context,
        kind: HealthType | None = None,
        parent: QWidget | None = None,
        name: str = "",
    ) -> None:
        super().__init__(tr("New type") if kind is None else tr("Edit type"), parent, width=520)
        self._context = context
        self._kind = kind
        self._shape: Format = context.current.format
        self._left: set[str] = set()
        self._build(kind, name)
        self._lay_out()
        self._connect()
        self._changed()
        self.name.setFocus()

    # Building

    def _build(self, kind: HealthType | None, name: str) -> None:
        self.name = QLineEdit(kind.name if kind else name)
        self.name.setMaxLength(2 * NAME_MAX)
        self.name.setPlaceholderText(tr("Such as Grip strength"))
        self.unit = UnitBox(kind.unit if kind else "points")
        self.fellows = FellowUnits()
        self.decimals = QSpinBox()
        self.decimals.setRange(0, DECIMALS_MAX)
        self.decimals.setValue(kind.decimals if kind else 0)
        self.aggregate = QComboBox()
        for key, text in day_sums().items():
            self.aggregate.addItem(text, key)
        self.aggregate.setCurrentIndex(self.aggregate.findData(kind.aggregate if kind else "mean"))
        hard, typical = (kind.hard, kind.typical) if kind else (Range(), Range())
        ends = {
            "hard_low": hard.low, "hard_high": hard.high,
            "typical_low": typical.low, "typical_high": typical.high,
        }  # fmt: skip
        self.ends = {key: QLineEdit(self._number_text(end)) for key, end in ends.items()}
        stays = tr("Stays as it is: the readings are stored by it.") if kind else ""
        self.fields = {
            "name": Field(tr("Name"), self.name),
            "unit": Field(
                tr("Unit"), self.unit, stays or tr("Choose one, or type a word such as puffs.")
            ),
            "units": Field(tr("May also be given in"), self.fellows),
            "decimals": Field(tr("Decimals shown"), self.decimals),
            "aggregate": Field(tr("A day is summed up as"), self.aggregate, stays),
            "hard_low": Field(
                tr("Lowest value possible"), self.ends["hard_low"], tr("Empty: no limit.")
            ),
            "hard_high": Field(tr("Highest value possible"), self.ends["hard_high"]),
            "typical_low": Field(
                tr("Typical from"), self.ends["typical_low"], tr("Drawn as a band; may stay empty.")
            ),
            "typical_high": Field(tr("Typical up to"), self.ends["typical_high"]),
        }
        name_inside(self.unit, tr("Unit"))
        name_inside(self.decimals, tr("Decimals shown"))
        self.unit.setEnabled(kind is None)
        self.aggregate.setEnabled(kind is None)
        self.fellows.offer(self.unit.unit(), kind.units if kind else ())

    def _number_text(self, number: float | None) -> str:
        return "" if number is None else f"{number:.9g}".replace(".", self._shape.decimal)

    def _lay_out(self) -> None:
        rows = (("name",), ("unit", "decimals"), ("units",), ("aggregate",),
                ("hard_low", "hard_high"), ("typical_low", "typical_high"))  # fmt: skip
        # Large text leaves no room for two beside each other on a small screen.
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        direction = right if theme.current().scale <= BESIDE else down
        for keys in rows:
            row = QBoxLayout(direction)
            row.setSpacing(16)
            for key in keys:
                row.addWidget(self.fields[key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        self.general = Text("", "caption", tone="bad", wrap=True)
        self.general.hide()
        self.body.addWidget(self.general)
        self.preview = Text("", "body", tone="muted", wrap=True)
        self.body.addWidget(self.preview)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), run=self.reject)
        self.save = self.add_button(tr("Save"), "primary", self._save, default=True)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._changed)
        self.unit.currentTextChanged.connect(self._unit_changed)
        self.fellows.edited.connect(self._changed)
        self.decimals.valueChanged.connect(self._changed)
        self.aggregate.currentIndexChanged.connect(self._changed)
        for line in self.ends.values():
            line.textChanged.connect(self._changed)
        for field in self.fields.values():
            field.control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            left = {name for name, field in self.fields.items() if field.control is watched}
            if left - self._left:
                self._left |= left
                self._changed()
        return super().eventFilter(watched, event)

    # Reading the fields

    def kind(self) -> HealthType:
        """What the fields say. Raises `InvalidData` naming every wrong one."""
        types, old = self._context.current.types, self._kind
        wrong: list[FieldError] = []
        ends = {key: self._end(key, line.text(), wrong) for key, line in self.ends.items()}
        name, unit = " ".join(self.name.text().split()), self.unit.unit()
        if any(type_name(k).casefold() == name.casefold() for k in types if k != old):
            wrong.append(FieldError("name", "type-name-taken"))
        made = HealthType(
            slug=old.slug if old else slug_for(name, types),
            group="own",
            unit=unit,
            units=(unit, *self.fellows.chosen()),
            decimals=self.decimals.value(),
            aggregate=self.aggregate.currentData(),
            hard=Range(ends["hard_low"], ends["hard_high"]),
            typical=Range(ends["typical_low"], ends["typical_high"]),
            name=name,
        )
        try:
            made = check_type(made)
        except InvalidData as error:
            wrong = [*wrong, *error.fields]
        if wrong:
            raise InvalidData(*wrong)
        return made

    def _end(self, key: str, text: str, wrong: list[FieldError]) -> float | None:
        if not text.strip():
            return None
        number = read_number(fold(text.strip()).low, self._shape.decimal)
        if number is None:
            wrong.append(FieldError(key, "number-unreadable", text=text.strip()[:40]))
        return number

    def _field(self, name: str) -> Field | None:
        """Where an error of this name is shown: that of a range at its lower end."""
        return self.fields.get(f"{name}_low" if name in ("hard", "typical") else name)

    def _show_errors(self, wrong: Sequence[FieldError]) -> None:
        for field in self.fields.values():
            field.clear_error()
        general: list[str] = []
        for each in wrong:
            beside, said = self._field(each.field), field_sentence(each, self._shape)
            if beside is None:
                general.append(said)
            elif not beside.has_error:
                beside.set_error(said)
        self.general.setText(" ".join(general))
        self.general.setVisible(bool(general))

    def _unit_changed(self) -> None:
        unit = self.unit.unit()
        self.fellows.offer(unit)
        if self._kind is None and units.known(unit) and "decimals" not in self._left:
            self.decimals.setValue(units.decimals(unit))
        self._changed()

    def _changed(self) -> None:
        """Errors of the fields that were left, and how a reading would look."""
        self.fields["units"].setVisible(len(self.fellows) > 0)
        try:
            kind = self.kind()
        except InvalidData as error:
            fields = [(self._field(wrong.field), wrong) for wrong in error.fields]
            left = {self.fields[name] for name in self._left}
            self._show_errors([wrong for field, wrong in fields if field in left])
            named = bool(self.name.text().strip())
            asked = tr("Give the type a name to see how it is used.")
            self.preview.setText("" if named else asked)
        else:
            self._show_errors(())
            current = self._context.current
            said = usage(kind, current.types, current.habits(), self._shape, current.now())
            self.preview.setText(said)

    # Saving

    def _save(self) -> None:
        try:
            kind = self.kind()
        except InvalidData as error:
            self._refused(error)
            return
        journal, actor, old = self._context.app.journal, self._context.actor, self._kind

        def work() -> tuple[HealthType, UndoEntry]:
            if old is None:
                return journal.add_type(actor, kind)
            return journal.edit_type(
                actor, old.slug, name=kind.name, units=kind.units, decimals=kind.decimals,
                hard=kind.hard, typical=kind.typical,
            )  # fmt: skip

        self.save.setEnabled(False)
        self._context.tasks.run(
            work, self._saved, self._refused, ended=lambda: self.save.setEnabled(True),
            lane="write", owner=self,
        )  # fmt: skip

    def _saved(self, answer: tuple[HealthType, UndoEntry]) -> None:
        kind, entry = answer
        words = tr("{name} was added.") if self._kind is None else tr("{name} was changed.")
        self._context.current.load()
        self._context.undo.did(entry, words.format(name=kind.name))
        self.made.emit(kind.slug)
        self.accept()

    def _refused(self, error: HealthdeskError) -> None:
        if not isinstance(error, InvalidData):
            self.general.setText(sentence(error, self._shape))
            self.general.show()
            return
        wrong = [self._field(each.field) for each in error.fields]
        self._left |= {key for key, field in self.fields.items() if field in wrong}
        self._show_errors(error.fields)
        first = next((field for field in self.fields.values() if field.has_error), None)
        if first is not None:
            first.control.setFocus()


def sample(kind: HealthType) -> float:
    """A value this type could have: the middle of its range, with the decimals shown."""
    for limits in (kind.typical, kind.hard):
        if limits.low is not None and limits.high is not None:
            return round((limits.low + limits.high) / 2, kind.decimals)
    low, high = (
        kind.typical.low if kind.typical.low is not None else kind.hard.low,
        kind.typical.high if kind.typical.high is not None else kind.hard.high,
    )
    if low is not None:
        return round(low, kind.decimals)
    return round(min(7.0, high) if high is not None else 7.0, kind.decimals)


def usage(
    kind: HealthType, types: TypeBook, habits: Habits, shape: Format, now: dt.datetime
) -> str:
    """One sentence: how a reading of this type is typed, and what it is understood as."""
    book = TypeBook((*(known for known in types if known.slug != kind.slug), kind))
    grammar = Grammar(book, habits)
    number = shape.number(sample(kind)).replace(shape.group, "")
    unit = unit_label(kind.unit)
    for name in (kind.name.lower(), kind.slug):
        line = " ".join(filter(None, (name, number, unit)))
        parsed = grammar.parse(line, now)
        if parsed.trouble is None and [draft.type for draft in parsed.drafts] == [kind.slug]:
            read = preview(parsed.drafts, book, shape, now)
            return tr("Type “{line}” at the top of any page: {reading}.", line=line, reading=read)
    return tr("Quick entry can't tell this name from other words; use the form for its readings.")


class TypesDialog(Dialog):
    """The user's own types, with what can be done about each."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Your own types"), parent, width=520)
        self._context = context
        self.body.addWidget(Text(about_own_types(), "caption", tone="muted", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.trouble = Text("", "caption", tone="bad", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.add_button(tr("New type…"), run=lambda: TypeDialog(context, None, self).open())
        self.add_button(tr("Close"), "primary", self.accept, default=True).setFocus()
        context.current.typesChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.trouble.hide()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        own = [kind for kind in self._context.current.types if kind.own]
        for kind in sorted(own, key=lambda one: one.name.casefold()):
            self._list.addWidget(self._row(kind))
        if not own:
            self._list.addWidget(Text(tr("There is none yet."), "body", tone="muted"))

    def _row(self, kind: HealthType) -> Card:
        card = Card()
        card.body.setContentsMargins(14, 8, 8, 8)
        row = QHBoxLayout()
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(kind.name, "strong", wrap=True))
        what = ", ".join((*(unit_label(u) or u for u in kind.units), day_sums()[kind.aggregate]))
        words.addWidget(Text(what, "caption", tone="muted", wrap=True))
        row.addLayout(words, 1)
        edit = Button(tr("Edit"), "quiet", run=lambda: self._edit(kind))
        edit.setAccessibleName(tr("Edit {name}", name=kind.name))
        row.addWidget(edit)
        remove = Button(tr("Remove"), "quiet", run=lambda: self._remove(kind))
        remove.setAccessibleName(tr("Remove {name}", name=kind.name))
        row.addWidget(remove)
        card.body.addLayout(row)
        return card

    def _edit(self, kind: HealthType) -> None:
        TypeDialog(self._context, kind, self).open()

    def _remove(self, kind: HealthType) -> None:
        context = self._context

        def done(entry: UndoEntry) -> None:
            context.current.load()
            context.undo.did(entry, tr("{name} was removed.", name=kind.name))

        context.tasks.run(
            lambda: context.app.journal.remove_type(context.actor, kind.slug),
            done, self._refused, lane="write", owner=self,
        )  # fmt: skip

    def _refused(self, error: HealthdeskError) -> None:
        self.trouble.setText(sentence(error, self._context.current.format))
        self.trouble.show()


def about_own_types() -> str:
    """What a type of one's own is for, in a sentence."""
    return tr(
        "What the list of types lacks, such as grip strength or puffs of an inhaler: with its "
        "own unit, range and way to sum up a day."
    )
