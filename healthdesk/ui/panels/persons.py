"""The people whose readings are kept: add, rename, colour, details, archive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.records import Person, UndoEntry
from healthdesk.texts import field_sentence, sentence, tr
from healthdesk.ui.context import Context
from healthdesk.ui.person_colors import COLORS, color_name, color_of, dot_icon
from healthdesk.ui.widgets import Button, Card, Dialog, Dot, Field, Text


class ColorChoice(QWidget):
    """One of the colours, as a row of radio buttons; arrow keys move."""

    def __init__(self, chosen: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._group = QButtonGroup(self)
        # A colour given elsewhere stays a choice.
        self._colors = COLORS if chosen in COLORS else (*COLORS, chosen)
        for number, color in enumerate(self._colors):
            button = QRadioButton()
            button.setProperty("kind", "swatch")  # its colour stands close to it
            button.setIcon(dot_icon(color))
            button.setAccessibleName(color_name(color))
            button.setToolTip(color_name(color))
            button.setChecked(color == chosen)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)

    def color(self) -> str:
        return self._colors[max(0, self._group.checkedId())]


class PersonDialog(Dialog):
    """Fields of a new person or one that is there; errors stand beside their field."""

    def __init__(
        self, context: Context, person: Person | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("New person") if person is None else tr("Edit person"), parent)
        self._context = context
        self._person = person
        color = color_of(person) if person else COLORS[len(context.current.persons) % len(COLORS)]
        self.name = QLineEdit(person.name if person else "")
        self.name.setMaxLength(100)
        self.color = ColorChoice(color)
        self.birth = QLineEdit((person.birth_date or "") if person else "")
        self.birth.setPlaceholderText("1980-05-31")
        self.height_cm = QLineEdit(f"{person.height_cm:g}" if person and person.height_cm else "")
        self.sex = QComboBox()
        for key, text in (
            ("", tr("Not given")), ("female", tr("Female")), ("male", tr("Male")),
            ("other", tr("Other")),
        ):  # fmt: skip
            self.sex.addItem(text, key)
        self.sex.setCurrentIndex(max(0, self.sex.findData((person.sex or "") if person else "")))
        self.zone = QLineEdit((person.time_zone or "") if person else "")
        self.zone.setPlaceholderText(tr("as this computer"))
        self.fields = {
            "name": Field(tr("Name"), self.name),
            "color": Field(tr("Colour"), self.color),
            "birth_date": Field(
                tr("Date of birth"), self.birth, tr("Year-month-day; may be left empty.")
            ),
            "height_cm": Field(tr("Height in cm"), self.height_cm),
            "sex": Field(tr("Sex"), self.sex),
            "time_zone": Field(
                tr("Time zone"), self.zone, tr("Such as Europe/Berlin; may be left empty.")
            ),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.add_button(tr("Cancel"), run=self.reject)
        self.save = self.add_button(tr("Save"), "primary", self._save, default=True)
        self.name.setFocus()

    def values(self) -> dict[str, Any] | None:
        """What is in the fields, or None after saying what is wrong with them."""
        for field in self.fields.values():
            field.clear_error()
        name = " ".join(self.name.text().split())
        if not name:
            self.fields["name"].set_error(tr("Give a name, such as Me or Grandma."))
        birth = self.birth.text().strip()
        if birth and not _is_past_date(birth, self._context.current.now().date()):
            self.fields["birth_date"].set_error(
                tr("Write year-month-day, not in the future, such as 1980-05-31.")
            )
        height = _number(self.height_cm.text())
        if self.height_cm.text().strip() and (height is None or not 20 <= height <= 280):
            self.fields["height_cm"].set_error(tr("Give a height from 20 to 280 cm."))
        wrong = [field for field in self.fields.values() if field.has_error]
        if wrong:
            wrong[0].control.setFocus()
            return None
        return {
            "name": name,
            "color": self.color.color(),
            "birth_date": birth or None,
            "sex": self.sex.currentData() or None,
            "height_cm": height,
            "time_zone": self.zone.text().strip() or None,
        }

    def _save(self) -> None:
        values = self.values()
        if values is None:
            return
        context, person = self._context, self._person
        journal, actor = context.app.journal, context.actor

        def work() -> tuple[Person, UndoEntry]:
            if person is None:
                return journal.add_person(actor, **values)
            return journal.edit_person(actor, person.id, **values)

        self.save.setEnabled(False)
        context.tasks.run(
            work, self._saved, self._failed, ended=lambda: self.save.setEnabled(True),
            lane="write", owner=self,
        )  # fmt: skip

    def _saved(self, answer: tuple[Person, UndoEntry]) -> None:
        person, entry = answer
        if self._person is None:
            self._context.current.choose(person.id)
            said = tr("{name} was added.", name=person.name)
        else:
            said = tr("{name} was changed.", name=person.name)
        self._context.current.load()
        self._context.undo.did(entry, said)
        self.accept()

    def _failed(self, error: HealthdeskError) -> None:
        known = set()
        if isinstance(error, InvalidData):
            for wrong in error.fields:
                if wrong.field in self.fields:
                    self.fields[wrong.field].set_error(field_sentence(wrong))
                    known.add(wrong.field)
        if not known:
            self.fields["name"].set_error(sentence(error))


class PersonsDialog(Dialog):
    """Everybody, with what can be done about each."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Persons"), parent, width=520)
        self._context = context
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.add_button(tr("New person…"), run=self._add)
        self.add_button(tr("Close"), "primary", self.accept, default=True).setFocus()
        context.current.personsChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        persons = self._context.current.persons
        for person in persons:
            self._list.addWidget(self._row(person, alone=len(persons) == 1))

    def _row(self, person: Person, alone: bool) -> Card:
        card = Card()
        card.body.setContentsMargins(14, 8, 8, 8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Dot(color_of(person)))
        row.addWidget(Text(person.name, "strong"), 1)
        edit = Button(tr("Edit"), "quiet", run=lambda: self._edit(person))
        edit.setAccessibleName(tr("Edit {name}", name=person.name))
        row.addWidget(edit)
        archive = Button(tr("Archive"), "quiet", run=lambda: self._archive(person))
        archive.setAccessibleName(tr("Archive {name}", name=person.name))
        archive.setEnabled(not alone)
        if alone:
            archive.setToolTip(tr("One person has to stay."))
        row.addWidget(archive)
        card.body.addLayout(row)
        return card

    def _add(self) -> None:
        PersonDialog(self._context, None, self).open()

    def _edit(self, person: Person) -> None:
        PersonDialog(self._context, person, self).open()

    def _archive(self, person: Person) -> None:
        context = self._context

        def done(answer: tuple[Person, UndoEntry]) -> None:
            context.current.load()
            context.undo.did(answer[1], tr("{name} was archived.", name=person.name))

        context.tasks.run(
            lambda: context.app.journal.archive_person(context.actor, person.id),
            done, lane="write", owner=context.current,
        )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _is_past_date(text: str, today: dt.date) -> bool:
    try:
        return dt.date(1880, 1, 1) <= dt.date.fromisoformat(text) <= today
    except ValueError:
        return False
