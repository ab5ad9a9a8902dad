"""One line for any reading, at the top of every page; read anew with each key.

What is understood stands below it while typing, or why it is not, with the answers to an
open question as buttons. Return stores at once. Where a value is unlike this person's own, a
strip asks first; meanwhile the line is free for the next reading.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import preview, remark_sentence, sentence, tr, tr_n, trouble_sentence
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.messages import Strip, announce
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was sent off: its words, what they mean, and for whom."""

    text: str
    drafts: tuple[Draft, ...]
    person: Person


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
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

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
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submitted.emit()
            case Qt.Key.Key_Escape:
                self.forget()
                self.escaped.emit()
            case Qt.Key.Key_Up:
                self._recall(-1)
            case Qt.Key.Key_Down:
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
        self._asked: deque[tuple[Entry, tuple[Remark, ...]]] = deque()
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
        below = FlowRow()
        below.setContentsMargins(14, 0, 0, 0)
        # Takes its room even when empty: the page below must not jump while one types.
        self.preview = Preview(" ", "caption", tone="muted", wrap=True)
        below.addWidget(self.preview)
        choices = QWidget()
        self._choices = FlowRow(choices)
        below.addWidget(choices)
        self.new_type = Button(tr("New type…"), "quiet", run=self._make_type)
        self.new_type.hide()
        below.addWidget(self.new_type)
        column.addLayout(below)
        self._strip_place = QVBoxLayout()
        column.addLayout(self._strip_place)

    def attach(self, context: Context) -> None:
        """From now on lines are understood and stored (the database is open)."""
        self._context = context
        self.setEnabled(True)
        for signal in (context.current.typesChanged, context.current.styleChanged):
            signal.connect(self._learn_habits)
        context.current.personChanged.connect(self._learn_habits)
        self._learn_habits()

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

    def begin(self, text: str = "") -> None:
        """Put the cursor into the field, with a beginning to go on from."""
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
        context.tasks.run(
            lambda: context.app.journal.remarks(context.actor, entry.drafts, entry.person.id),
            lambda remarks: self._checked(entry, remarks),
            lambda error: self._refused(entry, error),
            owner=self,
        )

    def _learn_habits(self) -> None:
        """Gather now what parsing needs, so that the first key does not wait for it."""
        if self._context is not None:
            self._habits = self._context.current.habits()
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
        if context is None or self._habits is None or not text.strip():
            self._drafts = ()
            self._show("", "muted", {})
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
            dialog = TypeDialog(self._context, None, self.window(), name[:1].upper() + name[1:])
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
            button = Button(text, "quiet", run=partial(self._take_choice, line))
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

    def _checked(self, entry: Entry, remarks: tuple[Remark, ...]) -> None:
        if remarks:
            self._asked.append((entry, remarks))
            self._ask()
        else:
            self._store(entry)

    def _store(self, entry: Entry) -> None:
        context = self._context
        if context is None:
            self._give_back(entry)
            return
        context.tasks.run(
            lambda: context.app.journal.add(context.actor, entry.drafts, entry.person.id),
            lambda outcome: self._stored(entry, outcome),
            lambda error: self._refused(entry, error),
            lane="write", owner=self,
        )  # fmt: skip

    def _stored(self, entry: Entry, outcome: Outcome) -> None:
        context = self._context
        if context is None:
            return
        said = preview(entry.drafts, context.current.types, context.current.format,
                       context.current.now())  # fmt: skip
        if len(said) > 90:
            said = tr_n("{n} reading", "{n} readings", len(outcome.records))
        if context.current.person is not None and entry.person.id != context.current.person.id:
            said = tr("{name}: {said}", name=entry.person.name, said=said)
        context.messages.clear_trouble()
        context.undo.did(outcome.undo, tr("Added: {said}", said=said))
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

    def _ask(self) -> None:
        """Show the oldest open question, if none is shown."""
        context = self._context
        if self._strip is not None or not self._asked or context is None:
            return
        entry, remarks = self._asked[0]
        shape = context.current.format
        said = preview(entry.drafts, context.current.types, shape, context.current.now())
        asks = " ".join(remark_sentence(one, shape) for one in remarks)
        actions = [(tr("Save anyway"), lambda: self._answer(entry.person))]
        others = [one for one in context.current.persons if one.id != entry.person.id]
        if others:
            actions.append((tr("Other person…"), lambda: self._offer(others)))
        actions.append((tr("Cancel"), lambda: self._answer(None)))
        self._strip = Strip(f"{said[:120]}: {asks}", "warn", tuple(actions), None)
        self._strip_place.addWidget(self._strip)
        announce(self, self._strip.sentence.text())
        if not self.edit.text():
            self._strip.findChildren(Button)[0].setFocus()

    def _offer(self, others: list[Person]) -> None:
        from healthdesk.ui.person_colors import color_of, dot_icon

        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in others:
            action = menu.addAction(dot_icon(color_of(person)), person.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=person: self._answer(one))
        if self._strip is not None:
            menu.popup(self._strip.mapToGlobal(self._strip.rect().bottomRight()))

    def _answer(self, person: Person | None) -> None:
        if self._strip is None:
            return
        entry, _ = self._asked.popleft()
        self._strip.hide()
        self._strip.deleteLater()
        self._strip = None
        self.edit.setFocus()
        if person is None:
            self._give_back(entry)
        else:
            self._store(Entry(entry.text, entry.drafts, person))
        self._ask()
