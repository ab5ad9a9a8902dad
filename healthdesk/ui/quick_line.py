"""One line for any reading, at the top of every page; read anew with each key.

What is understood stands below it while typing, or why it is not, with the answers to an
open question as buttons. Return stores at once, whatever comes next. Where a value is unlike
this person's own, a strip then asks whether it is right, and whose; meanwhile the line is free
for the next reading.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import (
    capital,
    preview,
    remark_sentence,
    sentence,
    tr,
    tr_n,
    trouble_sentence,
)
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.messages import Action, Strip, announce
from healthdesk.ui.widgets import MARGIN_X, Button, IconView, Menu, Text

if TYPE_CHECKING:
    from healthdesk.domain.quick_entry import Habits, Parsed
    from healthdesk.domain.records import Draft, Outcome, Person, Remark
    from healthdesk.ui.context import Context

# More than any reading with its note; a pasted book is cut here.
LENGTH_MAX: Final = 12_000
LINES_KEPT: Final = 50
CHOICES_SHOWN: Final = 4
PREVIEW_MAX: Final = 300
PREVIEW_X: Final = 14
# The place among the answers in the strip.
OTHER_PERSON: Final = 1
# After the services are there; by then the first page is filled.
READY_MS: Final = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was sent off: its words, what they mean, and for whom."""

    text: str
    drafts: tuple[Draft, ...]
    person: Person


@dataclass(frozen=True, slots=True)
class Question:
    """A line that is stored and of which it is asked whether it is right."""

    entry: Entry
    outcome: Outcome
    remarks: tuple[Remark, ...]


class EntryEdit(QLineEdit):
    """The field itself: Up and Down bring back lines, Esc empties, and while it is empty
    Ctrl+Z is the window's."""

    submitted = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "quick")
        self.setAccessibleName(tr("Quick entry"))
        self.setPlaceholderText(tr("Add a reading, such as bp 128/82 71 or weight 81.4"))
        self.setMaxLength(LENGTH_MAX)
        self.setClearButtonEnabled(False)
        self._lines: deque[str] = deque(maxlen=LINES_KEPT)
        self._place = 0
        self._sign = IconView("add", 20, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.move(14, (self.height() - self._sign.height()) // 2)
        self.setTextMargins(self._sign.width() + 12, 0, 0, 0)

    def remember(self, text: str) -> None:
        """Keep a line for Up; the same one twice in a row once."""
        if text and (not self._lines or self._lines[-1] != text):
            self._lines.append(text)
        self._place = len(self._lines)

    def forget(self) -> None:
        """Empty, with nothing left for the field's own undo."""
        self.setText("")
        self._place = len(self._lines)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            redoes = event.matches(QKeySequence.StandardKey.Redo)
            if (undoes or redoes) and not self.text():
                event.ignore()  # so that the window's command gets it
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case QtCore.Qt.Key.Key_Return | QtCore.Qt.Key.Key_Enter:
                self.submitted.emit()
            case QtCore.Qt.Key.Key_Escape:
                self.forget()
                self.escaped.emit()
            case QtCore.Qt.Key.Key_Up:
                self._recall(-1)
            case QtCore.Qt.Key.Key_Down:
                self._recall(1)
            case _:
                super().keyPressEvent(event)

    def _recall(self, step: int) -> None:
        place = self._place + step
        if 0 <= place < len(self._lines):
            self._place = place
            self.setText(self._lines[place])
        elif place >= len(self._lines):
            self.forget()


class Preview(Text):
    """What was understood, in one line while the window has room for it."""

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())


class QuickLine(QWidget):
    """The field, what it understood, and the strip that asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self._habits: Habits | None = None
        self._drafts: tuple[Draft, ...] = ()
        self._asked: deque[Question] = deque()
        self._strip: Strip | None = None
        # Lines sent off before the database was open: they follow once it is.
        self._early: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN_X, 16, MARGIN_X, 0)
        column.setSpacing(4)
        self.edit = EntryEdit()
        self.edit.textChanged.connect(self._read)
        self.edit.submitted.connect(self.submit)
        column.addWidget(self.edit)
        # Takes its room even when empty: the page below must not jump while one types.
        self.preview = Preview(" ", "caption", tone="muted", wrap=True)
        alone = QHBoxLayout()
        alone.setContentsMargins(PREVIEW_X, 0, 0, 0)
        alone.addWidget(self.preview)
        column.addLayout(alone)
        self._strip_place = QVBoxLayout()
        column.addLayout(self._strip_place)
        self._column, self._below = column, alone
        answers = QWidget(self)
        self._choices = FlowRow(answers)
        self.new_type = Button(tr("New type…"), "answer", run=self._make_type, parent=self)
        self._answers: tuple[QWidget, ...] = (answers, self.new_type)
        for part in self._answers:
            part.hide()

    def _make_room_for_answers(self) -> None:
        """Put the answers beside the preview, which stood there alone before: until something
        can be understood there are none, and such a row takes the first paint a while."""
        if not self._answers:
            return
        answers, self._answers = self._answers, ()
        row = FlowRow()
        row.setContentsMargins(PREVIEW_X, 0, 0, 0)
        for part in (self.preview, *answers):
            row.addWidget(part)
        answers[0].show()
        self._column.removeItem(self._below)
        self._below.deleteLater()
        self._column.insertLayout(1, row)

    def attach(self, context: Context) -> None:
        """From now on lines are understood and stored (the database is open)."""
        self._context = context
        self._make_room_for_answers()
        self.setEnabled(True)
        for signal in (context.current.typesChanged, context.current.styleChanged):
            signal.connect(self._learn_habits)
        context.current.personChanged.connect(self._learn_habits)
        context.undo.changed.connect(self._drop_settled)
        self._learn_habits()
        QTimer.singleShot(READY_MS, self, self._get_ready)

    def detach(self) -> None:
        self._context = None
        self._read(self.edit.text())

    def rest(self) -> None:
        """Nothing can be stored for now (the database did not open): a line that waited
        comes back, others with Up."""
        if self._early and not self.edit.text():
            self.edit.setText(self._early[-1])
        self._early = []
        self.setEnabled(False)
        if self._strip is not None:
            self._strip.hide()
        self._read(self.edit.text())

    def wake(self) -> None:
        """Lines can be stored again; what was begun or asked stands as it was."""
        self.setEnabled(True)
        if self._strip is not None:
            self._strip.show()
        self._read(self.edit.text())

    def begin(self, text: str = "") -> None:
        """Put the cursor into the field, with a beginning to go on from."""
        if not self.isEnabled():
            return
        if text:
            self.edit.setText(text)
        else:
            self.edit.selectAll()
        self.edit.setFocus()

    def submit(self) -> None:
        """Send the line off, or say again what it lacks."""
        context, text = self._context, self.edit.text()
        if not text.strip():
            return
        if context is None or context.current.person is None:
            self._early.append(text)
            self.edit.remember(text)
            self.edit.forget()
            return
        self._read(text)  # the clock went on since the last key
        person = context.current.person
        if not self._drafts:
            announce(self.edit, self.preview.text())
            return
        entry = Entry(text, self._drafts, person)
        self.edit.remember(text)
        self.edit.forget()
        journal, actor = context.app.journal, context.actor

        def work() -> tuple[tuple[Remark, ...], Outcome]:
            # One job of the writer, which ends even if the window is closed at once; asked
            # before, since afterwards a reading is like itself.
            remarks = journal.remarks(actor, entry.drafts, person.id)
            return remarks, journal.add(actor, entry.drafts, person.id)

        context.tasks.run(
            work,
            lambda answer: self._stored(entry, *answer),
            lambda error: self._refused(entry, error),
            lane="write",
            owner=self,
        )

    def _get_ready(self) -> None:
        """Gather now what parsing needs, so that the first key does not wait for it."""
        if self._context is not None and self._habits is None:
            self._habits = self._context.current.habits()

    def _learn_habits(self) -> None:
        """Read what is typed anew, with what parsing needs now; at a start nothing is yet."""
        told = self._habits is not None
        self._habits = None
        if told:
            self._get_ready()
        self._read(self.edit.text())
        if self._context is not None and self._context.current.person is not None:
            self._submit_early()

    def _submit_early(self) -> None:
        """Send off what waited; a line that is not understood stays, unless one is begun."""
        begun, early, self._early = self.edit.text(), self._early, []
        for line in early:
            self.edit.setText(line)
            self.submit()
        if early and begun:
            self.edit.setText(begun)

    def _read(self, text: str) -> None:
        context = self._context
        self.new_type.hide()
        resting = not self.isEnabled()
        if context is None or resting or not text.strip():
            self._drafts = ()
            self._show("", "muted", {})
            return
        self._get_ready()
        if self._habits is None:
            return
        current = context.current
        now = current.now()
        # Not before the first paint: the grammar takes a while to load.
        from healthdesk.domain.quick_entry import parse

        parsed = parse(text, now=now, types=current.types, habits=self._habits)
        self._drafts = parsed.drafts
        trouble = parsed.trouble
        if trouble is not None:
            said = trouble_sentence(trouble, current.format)
            # Not before there is a value: each word begins as one that is not known.
            valued = any(sign.isdigit() for sign in text)
            self.new_type.setVisible(trouble.code == "type-unknown" and valued)
            self._show(said, "warn", {line: line for line in trouble.choices[:CHOICES_SHOWN]})
            return
        said = preview(parsed.drafts, current.types, current.format, now)
        notes = [remark_sentence(one, current.format) for one in parsed.remarks]
        self._show(" – ".join([said, *notes]), "warn" if notes else "muted", self._meant(parsed))

    def _meant(self, parsed: Parsed) -> dict[str, str]:
        """The lines that a remark supposes were meant, with what their buttons say."""
        if self._context is None or not parsed.choices:
            return {}
        current, draft = self._context.current, parsed.drafts[0]
        units = [str(one.params["likely"]) for one in parsed.remarks if "likely" in one.params]
        said = [
            current.format.value(
                current.types[draft.type], draft.value, draft.value2, unit, exact=True
            )
            for unit in dict.fromkeys(units)
        ]
        return {
            line: tr("Use {value}", value=value)
            for line, value in zip(parsed.choices, said, strict=True)
        }

    def _make_type(self) -> None:
        """A type of the name that was typed; the line is read anew once it is there."""
        from healthdesk.ui.dialogs.own_types import TypeDialog

        if self._context is not None:
            words = re.match(r"[^\d#<>]*", self.edit.text())
            name = words.group().strip() if words else ""
            dialog = TypeDialog(self._context, None, self.window(), capital(name))
            dialog.finished.connect(lambda: self.edit.setFocus())
            dialog.open()

    def _show(self, said: str, tone: str, choices: dict[str, str]) -> None:
        """A sentence and the lines to choose from, each with the words of its button."""
        if len(said) > PREVIEW_MAX:
            said = said[:PREVIEW_MAX] + "…"
        self.preview.setText(" ".join(said.split()) or " ")
        self.preview.setToolTip(said)
        self.preview.set_tone(tone)
        self.edit.setAccessibleDescription(said)
        shown = [self._choice(place).property("line") for place in range(self._choices.count())]
        if shown == list(choices):
            return
        while (item := self._choices.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        for line, text in choices.items():
            button = Button(text, "answer", run=partial(self._take_choice, line))
            button.setProperty("line", line)
            self._choices.addWidget(button)

    def _choice(self, place: int) -> QWidget:
        item = self._choices.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is None:
            raise LookupError(place)
        return widget

    def _take_choice(self, line: str) -> None:
        self.edit.setText(line)
        self.edit.setFocus()

    def _stored(self, entry: Entry, remarks: tuple[Remark, ...], outcome: Outcome) -> None:
        context = self._context
        if context is None:
            return
        said = self._said(entry)
        if len(said) > 90:
            said = tr_n("{n} reading", "{n} readings", len(outcome.records))
        if context.current.person is not None and entry.person.id != context.current.person.id:
            said = tr("{name}: {said}", name=entry.person.name, said=said)
        context.messages.clear_trouble()
        # What is asked about has its way back in the strip.
        context.undo.did(outcome.undo, "" if remarks else tr("Added: {said}", said=said))
        if remarks:
            self._asked.append(Question(entry, outcome, remarks))
            self._ask()
        for remark in outcome.warnings:
            context.messages.banner("remark", remark_sentence(remark, context.current.format),
                                    "warn")  # fmt: skip

    def _refused(self, entry: Entry, error: HealthdeskError) -> None:
        self._give_back(entry)
        said = sentence(error)
        self.preview.setText(said)
        self.preview.set_tone("bad")
        self.edit.setAccessibleDescription(said)
        announce(self.edit, said)
        if self.edit.text() != entry.text and self._context is not None:
            self._context.messages.trouble(error)

    def _give_back(self, entry: Entry) -> None:
        """A line that was not stored goes back where it was, unless the next is begun."""
        if not self.edit.text():
            self.edit.setText(entry.text)

    def _said(self, entry: Entry) -> str:
        context = self._context
        if context is None:
            return entry.text
        current = context.current
        return preview(entry.drafts, current.types, current.format, current.now())

    def _ask(self) -> None:
        """Show the oldest open question, and how many wait behind it."""
        context = self._context
        if not self._asked or context is None:
            return
        if self._strip is not None:
            self._strip.sentence.setText(self._asking())
            return
        entry = self._asked[0].entry
        actions: list[Action] = [(tr("It is right"), self._settle)]
        others = [one for one in context.current.persons if one.id != entry.person.id]
        if others:
            actions.append((tr("Other person…"), lambda: self._offer(others)))
        actions.append((tr("Take it back"), self._take_back))
        self._strip = Strip(self._asking(), "warn", tuple(actions), None)
        self._strip_place.addWidget(self._strip)
        announce(self, self._strip.sentence.text())
        if not self.edit.text() and self.edit.hasFocus():
            self._strip.findChildren(Button)[0].setFocus()

    def _asking(self) -> str:
        """What was stored, what is unusual in it, and how many questions follow."""
        first = self._asked[0]
        shape = None if self._context is None else self._context.current.format
        asks = " ".join(remark_sentence(one, shape) for one in first.remarks)
        said = tr("Stored: {said}. {asks}", said=self._said(first.entry)[:120], asks=asks)
        more = len(self._asked) - 1
        if more:
            follow = tr_n("{n} more question follows.", "{n} more questions follow.", more)
            said = f"{said} {follow}"
        return said

    def _offer(self, others: list[Person]) -> None:
        from healthdesk.ui.person_colors import color_of, dot_icon

        menu = Menu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in others:
            action = menu.addAction(dot_icon(color_of(person)), person.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=person: self._give_to(one))
        if self._strip is not None:
            button = self._strip.findChildren(Button)[OTHER_PERSON]
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _settle(self) -> Question:
        """The question in front is answered: the next one, or none."""
        question = self._asked.popleft()
        self._drop_strip()
        self.edit.setFocus()
        return question

    def _take_back(self) -> None:
        """Not stored after all: the line comes back, to be mended."""
        question = self._settle()
        self._give_back(question.entry)
        if self._context is not None:
            self._context.undo.undo(question.outcome.undo)

    def _give_to(self, person: Person) -> None:
        """The readings go to somebody else; undo brings them back here."""
        context = self._context
        if context is None or not self._asked:
            return
        question = self._settle()
        ids = [record.id for record in question.outcome.records]
        said = tr("{name}: {said}", name=person.name, said=self._said(question.entry)[:90])
        context.tasks.run(
            lambda: context.app.journal.move(context.actor, ids, person.id),
            lambda outcome: context.undo.did(outcome.undo, tr("Added: {said}", said=said)),
            lane="write",
            owner=self,
        )

    def _drop_settled(self) -> None:
        """A question whose reading was taken back, by Ctrl+Z perhaps, is none any more."""
        context = self._context
        if context is None or not self._asked:
            return
        first = self._asked[0]
        self._asked = deque(one for one in self._asked if context.undo.remembers(one.outcome.undo))
        if not self._asked or self._asked[0] is not first:
            self._drop_strip()
        else:
            self._ask()

    def _drop_strip(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        self._ask()
