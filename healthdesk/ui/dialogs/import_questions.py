"""What files leave open, asked in the preview of an import.

Each question is a row of choices; nothing is chosen beforehand but the proposal for the
columns of a table, which is shown to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.records import Person
from healthdesk.domain.transfers import Answers, FileReport, Question
from healthdesk.texts import Format, field_sentence, tr, tr_n, type_name, unit_label
from healthdesk.texts.questions import sample_words, whose_words
from healthdesk.ui import widgets
from healthdesk.ui.dialogs.import_report import RememberedColumns
from healthdesk.ui.dialogs.table_columns import TableColumns

# The value of a box nobody chose in.
OPEN: Final = "?"
SKIP: Final = "skip"


def choice_box(choices: Mapping[Any, str], name: str, *, chosen: Any = None) -> QComboBox:
    """A box that begins with "Choose…" unless something is chosen already."""
    box = QComboBox()
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setAccessibleName(name)
    if chosen is None:
        box.addItem(tr("Choose…"), OPEN)
    for value, text in choices.items():
        box.addItem(text, value)
    if chosen is not None:
        box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


class ChoiceQuestion(QWidget):
    """One question with a few answers; `value` is None until one is chosen.

    `changed` when there is another answer, `chosen` when somebody gave it here. One that
    `follows` has the answer that was given to the same question of another file.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, question: Question, label: str, choices: Mapping[Any, str], hint: str):
        super().__init__()
        self.question = question
        self.follows = False
        self._box = choice_box(choices, label)
        self._field = widgets.Field(label, self._box, hint, keeps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        self._box.currentIndexChanged.connect(lambda _: self._answered())
        self._box.activated.connect(lambda _: self._given_here())

    def _given_here(self) -> None:
        self.follows = False
        self.chosen.emit()

    def follow(self, other: ChoiceQuestion) -> None:
        """Take the answer of the same question about another file, unless one was given here."""
        free = self.value is None or self.follows
        if free and self._box.findData(other.value) >= 0:
            self.choose(other.value)
            self.follows = True

    def is_as(self, other: ChoiceQuestion) -> bool:
        """Whether the same is asked."""
        one, two = self.question, other.question
        return self is not other and (one.kind, one.subject) == (two.kind, two.subject)

    def _answered(self) -> None:
        self._field.clear_error()
        self.changed.emit()

    @property
    def value(self) -> Any:
        found = self._box.currentData()
        return None if found == OPEN else found

    def choose(self, value: Any) -> None:
        self._box.setCurrentIndex(self._box.findData(value))

    def complain(self) -> None:
        """Say that an answer is missing, where it is."""
        if self.value is None:
            self._field.set_error(tr("Choose one, so that nothing is guessed."))

    def wrong_fields(self) -> list[QWidget]:
        """The box, where nothing is chosen in it."""
        return [] if self.value is not None else [self._box]


class FileQuestions(widgets.Card):
    """The questions of one file."""

    changed = Signal()
    chosen = Signal(object)  # ChoiceQuestion that was answered here

    def __init__(
        self,
        file: FileReport,
        persons: Sequence[Person],
        types: TypeBook,
        shape: Format,
        title: str = "",
        change_columns: Callable[[], object] | None = None,
    ) -> None:
        """`change_columns` is offered where a table was read by a remembered mapping, for
        it may be why something is asked."""
        super().__init__(title or Path(file.path).name)
        if self.title is not None:
            self.title.setWordWrap(True)
        self._shape, self._file = shape, file
        self.path, self.format = file.path, file.format
        self.choices: list[ChoiceQuestion] = []
        self.tables: list[TableColumns] = []
        self._asked: list[ChoiceQuestion | TableColumns] = []
        for question in file.questions:
            made = self._made(question, persons, types)
            self._asked.append(made)
            made.changed.connect(self.changed)
            if len(self._asked) > 1 and isinstance(made, TableColumns):
                self.body.addSpacing(16)  # one sheet ends, another begins
            self.body.addWidget(made)
        if file.mappings and change_columns is not None:
            self.columns = RememberedColumns(file, change_columns)
            self.body.addWidget(self.columns)

    def _made(
        self, question: Question, persons: Sequence[Person], types: TypeBook
    ) -> ChoiceQuestion | TableColumns:
        if question.kind == "mapping":
            table = TableColumns(question, types)
            self.tables.append(table)
            return table
        choice = _choice(question, persons, types, self._shape)
        self.choices.append(choice)
        choice.chosen.connect(lambda: self.chosen.emit(choice))
        return choice

    def open_fields(self) -> list[QWidget]:
        """For each question without a usable answer the control to begin with."""
        wrong = (asked.wrong_fields() for asked in self._asked)
        return [fields[0] for fields in wrong if fields]

    def add_to(self, answers: Answers) -> Answers | None:
        """The answers with these; None where one is missing or cannot be, and said so."""
        for choice in self.choices:
            choice.complain()
        units, users = dict(answers.units), dict(answers.file_users)
        order, mappings = answers.date_order, dict(answers.mappings)
        for choice in self.choices:
            question, value = choice.question, choice.value
            if question.kind == "unit":
                units[question.subject] = value
                mappings |= _with_unit(self._file, mappings, question.subject, value)
            elif question.kind == "date-order":
                order = value
            else:
                users[question.subject] = None if value == SKIP else value
        wrong = any(choice.value is None for choice in self.choices)
        for table in self.tables:
            try:
                mappings[table.question.subject] = table.document()
            except InvalidData as error:
                table.show_errors(self._sentences(error))
                wrong = True
        if wrong:
            return None
        return replace(answers, units=units, date_order=order, file_users=users, mappings=mappings)

    def _sentences(self, error: InvalidData) -> list[tuple[str, str]]:
        def said(one: FieldError) -> tuple[str, str]:
            return one.field, field_sentence(one, self._shape)

        return [said(one) for one in error.fields]


def change_of_columns(file: FileReport) -> tuple[Question, ...]:
    """What would have been asked about the tables of a file that was read as remembered."""
    return tuple(
        Question(
            "mapping",
            key,
            (),
            {
                "columns": told.get("columns", ()),
                "rows": told.get("rows", ()),
                "proposal": told.get("mapping", {}),
                "remembered": True,
                **{place: told[place] for place in ("sheet", "table") if place in told},
            },
        )
        for key, told in file.mappings.items()
    )


def _with_unit(
    file: FileReport, mappings: Mapping[str, Mapping[str, Any]], slug: str, unit: Any
) -> dict[str, Mapping[str, Any]]:
    """The mappings of a file's tables with the unit of a type, so that it is remembered
    with the columns and not asked again for the next table of the same shape."""
    found: dict[str, Mapping[str, Any]] = {}
    for key, told in file.mappings.items():
        document = mappings.get(key, told.get("mapping", {}))
        columns = {
            name: {**column, "unit": unit}
            if column.get("type") == slug and not column.get("unit")
            else column
            for name, column in document.get("columns", {}).items()
        }
        if unit is not None and columns != document.get("columns", {}):
            found[key] = {**document, "columns": columns}
    return found


def _choice(
    question: Question, persons: Sequence[Person], types: TypeBook, shape: Format
) -> ChoiceQuestion:
    build: Mapping[str, Callable[[], ChoiceQuestion]] = {
        "unit": lambda: _unit(question),
        "date-order": lambda: _date_order(question),
        "file-user": lambda: _file_user(question, persons, types, shape),
    }
    return build[question.kind]()


def _unit(question: Question) -> ChoiceQuestion:
    example = question.details.get("example")
    hint = tr("The file says only “{example}”.", example=example) if example else ""
    return ChoiceQuestion(
        question,
        tr("In which unit is {type}?", type=type_name(question.subject)),
        {unit: unit_label(unit) or unit for unit in question.choices},
        hint,
    )


def _date_order(question: Question) -> ChoiceQuestion:
    names = {
        "dmy": tr("Day, month, year"),
        "mdy": tr("Month, day, year"),
        "ymd": tr("Year, month, day"),
    }
    example = question.details.get("example")
    hint = tr("Such as {example}.", example=example) if example else ""
    choices = {order: names[order] for order in question.choices}
    return ChoiceQuestion(question, tr("How are its dates written?"), choices, hint)


def _file_user(
    question: Question, persons: Sequence[Person], types: TypeBook, shape: Format
) -> ChoiceQuestion:
    n = question.details.get("n", 0)
    counted = tr_n("{n} reading", "{n} readings", n if isinstance(n, int) else 0)
    choices: dict[Any, str] = {person.id: person.name for person in persons}
    choices[SKIP] = tr("Leave out")
    return ChoiceQuestion(
        question,
        whose_words(question.subject),
        choices,
        " · ".join(filter(None, (counted, sample_words(question, types, shape)))),
    )
