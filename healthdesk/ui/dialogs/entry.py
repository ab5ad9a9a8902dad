"""The form for people who prefer fields: one reading after the other, by keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from healthdesk.domain.checks import check_draft, normal_tags
from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import MANUAL, Draft, Outcome, Person, RecordQuery, Remark
from healthdesk.texts import field_sentence, preview, remark_sentence, sentence, tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import (
    NumberFields,
    TagsEdit,
    TypeBox,
    ValueFields,
    WallTime,
    value_fields,
)
from healthdesk.ui.messages import announce
from healthdesk.ui.save_question import SaveQuestion

PULSE: Final = "heart-rate"
# Readings looked through for tags to offer.
TAGS_FROM: Final = 500
TYPED_FROM: Final = 50
TABBED: Final = Qt.FocusPolicy.TabFocus


class EntryDialog(widgets.Dialog):
    """A reading by fields. Stays open with "Save and next", the cursor back in the value."""

    def __init__(self, context: Context, parent: QWidget | None = None, slug: str = "") -> None:
        super().__init__(tr("Add a reading"), parent, width=480)
        self._context = context
        self._used: tuple[str, ...] = ()
        self._wanted = slug
        self._given = bool(slug)
        self._left: set[str] = set()
        self._busy = False
        self._pending: tuple[tuple[Draft, ...], Person, bool] | None = None
        self.values: ValueFields | None = None
        self.setModal(False)
        self._build()
        self._connect()
        self._show_person()
        self._offer_types()
        self._start_time()
        self._ask_used()

    # -- building ---------------------------------------------------------------------

    def _build(self) -> None:
        shape = self._context.current.format
        self.person = widgets.Text("", "caption", tone="muted")
        self.types = TypeBox()
        self.types.setAccessibleName(tr("Type of reading"))
        self.begins = WallTime("recorded_at", tr("Date"), tr("Time"), shape)
        self.ends = WallTime("ended_at", tr("End date"), tr("End time"), shape)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.current().px(64))
        self.tags = TagsEdit()
        self.tags.setPlaceholderText(tr("Words, such as before-breakfast"))
        self.note_field = widgets.Field(tr("Note"), self.note)
        self.tags_field = widgets.Field(tr("Tags"), self.tags)
        self.general = widgets.Text("", "caption", tone="bad", wrap=True)
        self.general.hide()
        self.saved = QListWidget()
        self.saved.setProperty("kind", "plain")
        self.saved.setAccessibleName(tr("Saved in this series"))
        self.saved.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.saved.setFixedHeight(theme.current().px(112))
        self.saved.setWordWrap(True)
        self.saved.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.saved.hide()
        self._place = QHBoxLayout()
        self.body.addWidget(self.person)
        self.new_type = widgets.Button(tr("New type…"), "quiet", run=self._make_type)
        self.new_type.setAutoDefault(False)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(widgets.Field(tr("Type of reading"), self.types), 1)
        choice.addWidget(self.new_type, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(choice)
        self.body.addLayout(self._place)
        for widget in (self.begins, self.ends, self.note_field, self.tags_field, self.general):
            self.body.addWidget(widget)
        self.question = SaveQuestion(self._save_anyway, self._change_it)
        self.asked, self.anyway = self.question.asked, self.question.anyway
        self.body.addWidget(self.question)
        self.body.addWidget(self.saved)
        self.body.addStretch(1)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self.add_button(tr("Close"), "quiet", run=self.close)
        self.next_button = self.add_button(tr("Save and next"), run=lambda: self.save(stay=True))
        self.next_button.setToolTip(QKeySequence("Ctrl+Return").toString(
            QKeySequence.SequenceFormat.NativeText
        ))  # fmt: skip
        self.save_button = self.add_button(
            tr("Save"), "primary", run=lambda: self.save(stay=False), default=True
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda: self.save(stay=True))

    def _connect(self) -> None:
        current = self._context.current
        self.types.chosen.connect(self._type_chosen)
        current.personChanged.connect(self._show_person)
        current.typesChanged.connect(self._offer_types)
        controls = (self.begins.date, self.begins.time, self.ends.date, self.ends.time,
                    self.note, self.tags)  # fmt: skip
        for control in controls:
            control.installEventFilter(self)
        for wall in (self.begins, self.ends):
            wall.edited.connect(self._edited)
        self.note.textChanged.connect(self._edited)
        self.tags.textEdited.connect(self._edited)

    def _show_person(self) -> None:
        current = self._context.current
        name = current.person.name if current.person else ""
        self.person.setText(tr("For {name}", name=name))
        self.person.setVisible(len(current.persons) > 1)

    # -- types ------------------------------------------------------------------------

    def _ask_used(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        journal, actor = self._context.app.journal, self._context.actor
        query = RecordQuery(person_ids=(person.id,))

        by_hand = replace(query, sources=(MANUAL,))

        def work() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
            recent = journal.slice(actor, query, 0, TAGS_FROM)
            tags = dict.fromkeys(tag for record in recent for tag in record.tags)
            typed = journal.slice(actor, by_hand, 0, TYPED_FROM)
            newest = sorted(typed, key=lambda record: -record.created_at)
            types = dict.fromkeys(record.type for record in newest)
            return journal.types_used(actor, person.id), tuple(tags), tuple(types)

        self._context.tasks.run(work, self._take_used, owner=self)

    def _take_used(self, answer: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]) -> None:
        self._used = answer[0]
        self.tags.offer(sorted(answer[1], key=str.casefold))
        untouched = not self._given and not self._left and not self.saved.count()
        if untouched:
            types = self._context.current.types
            likely = (slug for slug in (*answer[2], *self._used) if _is_typed(types.get(slug)))
            self._wanted = next(likely, "")
        self._offer_types()

    def _make_type(self) -> None:
        """A type of one's own, which is then the one of this reading."""
        from healthdesk.ui.dialogs.own_types import TypeDialog

        dialog = TypeDialog(self._context, None, self, self.types.unknown)
        dialog.made.connect(self._take_type)
        dialog.open()

    def _take_type(self, slug: str) -> None:
        self._wanted, self._given = slug, True
        self._offer_types()

    def _offer_types(self) -> None:
        types = self._context.current.types
        used = [types[slug] for slug in self._used if slug in types]
        others = sorted(
            (kind for kind in types if kind.slug not in self._used),
            key=lambda kind: type_name(kind).casefold(),
        )
        self.types.offer(kind for kind in (*used, *others) if not kind.derived)
        if self._wanted in types:  # one that was just made comes with the next list
            self.types.choose(self._wanted)
            self._wanted = ""
        self._type_chosen(self.types.slug())

    def _type_chosen(self, slug: str) -> None:
        kind = self._context.current.types.get(slug)
        if kind is None or (self.values is not None and self.values.kind == kind):
            return
        choosing = self.types.hasFocus()  # the fields that go may hand the keyboard to it
        if self.values is not None:
            self._place.removeWidget(self.values)
            self.values.hide()
            self.values.deleteLater()
        current = self._context.current
        self.values = value_fields(kind, current.unit(slug), current.format)
        self._place.addWidget(self.values)
        self.values.show()  # what is hidden cannot take the keyboard
        self.values.edited.connect(self._edited)
        for field in self.values.fields.values():
            field.control.installEventFilter(self)
        self.ends.setVisible(_has_end(kind))
        self._order_tabs()
        self._left.clear()
        self._edited()
        if not choosing:
            self.values.focus()

    def _order_tabs(self) -> None:
        """From the type through the value to the buttons, however often the value's fields
        were made anew."""
        if self.values is None:
            return
        order: list[QWidget] = [self.types, self.new_type]
        order += self.values.findChildren(QWidget)
        order += [self.begins.date, self.begins.time, self.begins.which, self.ends.date,
                  self.ends.time, self.ends.which, self.note, self.tags]  # fmt: skip
        stops = [w for w in order if w.window() is self and w.focusPolicy() & TABBED]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _start_time(self) -> None:
        now = self._context.current.now()
        self.begins.set_wall(now)
        self.ends.set_wall(now)

    # -- reading the fields -----------------------------------------------------------

    def drafts(self) -> tuple[Draft, ...]:
        """What the form says. Raises `InvalidData` naming every wrong field; the field of a
        pulse is told as `pulse`."""
        kind, values = self._kind(), self.values
        if kind is None or values is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=""))
        zone = self._context.current.zone()
        wrong = _Gathered()
        value = wrong.take(values.read)
        pulse = wrong.take(values.extra)
        begin = wrong.take(lambda: self.begins.read(zone))
        end = wrong.take(lambda: self.ends.read(zone)) if _has_end(kind) else None
        if value is None or begin is None:
            raise InvalidData(*wrong.errors)
        draft = Draft(
            kind.slug, value[0], values.unit, begin[0], begin[1], value2=value[1],
            ended_at=end[0] if end else None, note=self.note.toPlainText().strip(),
            tags=normal_tags(self.tags.words()),
        )  # fmt: skip
        found = [draft]
        wrong.take(lambda: self._check(draft))
        if pulse is not None:
            beat = Draft(PULSE, pulse, "bpm", begin[0], begin[1], tags=draft.tags)
            wrong.take(lambda: self._check(beat), name="pulse")
            found.append(beat)
        if wrong.errors:
            raise InvalidData(*wrong.errors)
        return tuple(found)

    def _check(self, draft: Draft) -> None:
        person = self._context.current.person
        check_draft(
            draft,
            self._context.current.types[draft.type],
            now_ms=time.time_ns() // 1_000_000,
            birth_date=person.birth_date if person else None,
        )

    def _kind(self) -> HealthType | None:
        return self._context.current.types.get(self.types.slug())

    # -- saying what is wrong ---------------------------------------------------------

    def _fields(self) -> dict[str, widgets.Field]:
        fields = {
            "recorded_at": self.begins.field,
            "offset": self.begins.field,
            "ended_at": self.ends.field,
            "note": self.note_field,
            "tags": self.tags_field,
        }
        if self.values is not None:
            fields |= self.values.fields
            if isinstance(self.values, NumberFields):
                fields["unit"] = self.values.unit_field
        return fields

    def show_errors(self, error: InvalidData | None, only: set[str] | None = None) -> None:
        """Each wrong field's sentence beside it; `only` these fields where given."""
        shape = self._context.current.format
        fields = self._fields()
        for field in fields.values():
            field.clear_error()
        general: list[str] = []
        for wrong in error.fields if error else ():
            if only is not None and wrong.field not in only:
                continue
            said = field_sentence(wrong, shape)
            if wrong.field in fields:
                fields[wrong.field].set_error(said)
            else:
                general.append(said)
        self.general.setText(" ".join(general))
        self.general.setVisible(bool(general))
        self._grow()

    def _grow(self) -> None:
        """Room for what was just said; never smaller, so that nothing jumps."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            needed = max(layout.totalHeightForWidth(self.width()), self.sizeHint().height())
            if needed > self.height():
                self.resize(self.width(), needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._left |= {
                name for name, field in self._fields().items() if field.control is watched
            }
            if watched in (self.begins.date, self.ends.date):
                self._left.add("recorded_at" if watched is self.begins.date else "ended_at")
            self._recheck()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        self._drop_question()
        self._recheck()

    def _recheck(self) -> None:
        """Errors of the fields that were left; a value not typed yet is no error so far."""
        try:
            self.drafts()
        except InvalidData as error:
            told = [wrong for wrong in error.fields if wrong.code != "number-needed"]
            self.show_errors(InvalidData(*told), only=self._left)
        else:
            self.show_errors(None)

    def _focus_wrong(self, error: InvalidData) -> None:
        fields = self._fields()
        for wrong in error.fields:
            if wrong.field in fields:
                fields[wrong.field].control.setFocus()
                return

    # -- saving -----------------------------------------------------------------------

    def save(self, *, stay: bool) -> None:
        """Check, ask what there is to ask, store. With `stay` the form is ready for more."""
        person = self._context.current.person
        if self._busy or person is None:
            return
        self._drop_question()
        try:
            drafts = self.drafts()
        except InvalidData as error:
            self._left |= {wrong.field for wrong in error.fields}
            self.show_errors(error)
            self._focus_wrong(error)
            return
        self.show_errors(None)
        self._pending = (drafts, person, stay)
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
        self._grow()

    def _save_anyway(self) -> None:
        self.question.hide()
        self._add()

    def _change_it(self) -> None:
        self._drop_question()
        if self.values is not None:
            self.values.focus()

    def _drop_question(self) -> None:
        self.question.hide()
        if not self._busy:
            self._pending = None

    def _add(self) -> None:
        if self._pending is None:
            return
        self._set_busy(True)
        drafts, person, _ = self._pending
        journal, actor = self._context.app.journal, self._context.actor
        self._context.tasks.run(
            lambda: journal.add(actor, drafts, person.id),
            self._added,
            self._refused,
            lane="write",
            owner=self,
        )

    def _refused(self, error: HealthdeskError) -> None:
        self._set_busy(False)
        self._pending = None
        if isinstance(error, InvalidData):
            self.show_errors(error)
            self._focus_wrong(error)
        else:
            self.general.setText(sentence(error, self._context.current.format))
            self.general.show()

    def _added(self, outcome: Outcome) -> None:
        self._set_busy(False)
        pending, self._pending = self._pending, None
        if pending is None:
            return
        drafts, _, stay = pending
        current = self._context.current
        said = preview(drafts, current.types, current.format, current.now())
        warned = " ".join(remark_sentence(w, current.format) for w in outcome.warnings)
        if not stay:
            self._context.undo.did(outcome.undo, tr("Saved: {reading}", reading=said))
            self.close()
            return
        self._context.undo.did(outcome.undo)
        self.saved.insertItem(0, f"{said} – {warned}" if warned else said)
        self.saved.show()
        self._grow()
        announce(self, tr("Saved: {reading}", reading=said))
        self._next()

    def _next(self) -> None:
        """Ready for another of the same type; a time somebody chose stays."""
        self._left.clear()
        self.note.clear()
        self.tags.clear()
        if not self.begins.touched:
            self._start_time()
        if self.values is not None:
            self.values.clear()
            self.values.focus()
        self.show_errors(None)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.save_button, self.next_button, self.anyway):
            button.setEnabled(not busy)


T = TypeVar("T")


class _Gathered:
    """The errors of several readings of fields."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def take(self, read: Callable[[], T], name: str = "") -> T | None:
        """What `read` gives, or None where fields were wrong; `name` is theirs if given."""
        try:
            return read()
        except InvalidData as error:
            self.errors += [
                FieldError(name or wrong.field, wrong.code, **wrong.params)
                for wrong in error.fields
            ]
            return None


def _is_typed(kind: HealthType | None) -> bool:
    """Whether one types such readings: others are told by a device, or made from these."""
    return kind is not None and not kind.derived and not _has_end(kind)


def _has_end(kind: HealthType) -> bool:
    return bool(kind.codes) or kind.interval


def open_form(context: Context, parent: QWidget | None = None, slug: str = "") -> EntryDialog:
    """Show the form, beginning with a type if one is given."""
    dialog = EntryDialog(context, parent, slug)
    dialog.show()
    return dialog
