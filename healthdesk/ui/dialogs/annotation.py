"""One note on a chart: written anew, changed or deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from healthdesk.domain.annotations import KINDS, Annotation, AnnotationDraft, AnnotationOutcome
from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.times import to_datetime
from healthdesk.texts import field_sentence, sentence, tr, type_name
from healthdesk.texts.names import annotation_kind_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import WallTime
from healthdesk.ui.messages import announce

NOTE_HEIGHT = 72


class AnnotationDialog(widgets.Dialog):
    """A note at `at` (wall time) about all charts or that of `slug`; or, with `known`, the one
    to change. What came of it goes through `context.undo`, as every step."""

    def __init__(
        self,
        context: Context,
        slug: str,
        at: dt.datetime,
        known: Annotation | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("New chart note") if known is None else tr("Edit the chart note")
        super().__init__(title, parent)
        self._context, self._slug, self._known = context, slug, known
        self._build()
        self._fill(at)
        self._add_buttons()
        self.text.setFocus()

    # How it is built ------------------------------------------------------------------

    def _build(self) -> None:
        shape = self._context.current.format
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(tr("What happened, such as: new medication"))
        self.text.setFixedHeight(theme.current().px(NOTE_HEIGHT))
        self.text_field = widgets.Field(tr("Note"), self.text)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(annotation_kind_name(kind), kind)
        self.charts = QComboBox()
        self.begins = WallTime("at", tr("Date"), tr("Time"), shape)
        self.lasts = QCheckBox(tr("It lasted for a while"))
        self.ends = WallTime("ended_at", tr("End date"), tr("End time"), shape)
        self.lasts.toggled.connect(self._show_end)
        self.general = widgets.Text("", "caption", tone="bad", wrap=True)
        self.general.hide()
        choices = QHBoxLayout()
        choices.setSpacing(12)
        self.kind_field = widgets.Field(tr("Kind"), self.kind)
        self.charts_field = widgets.Field(tr("On which charts"), self.charts)
        choices.addWidget(self.kind_field, 1)
        choices.addWidget(self.charts_field, 1)
        self.body.addWidget(self.text_field)
        self.body.addWidget(self.begins)
        self.body.addWidget(self.lasts)
        self.body.addWidget(self.ends)
        self.body.addLayout(choices)
        self.body.addWidget(self.general)
        self.body.addStretch(1)

    def _add_buttons(self) -> None:
        if self._known is not None:
            self.add_button(tr("Delete"), run=self.delete).setAutoDefault(False)
        self.add_button(tr("Cancel"), run=self.reject)
        self.save_button = self.add_button(tr("Save"), "primary", run=self.save, default=True)

    def _fill(self, at: dt.datetime) -> None:
        known = self._known
        end = at + dt.timedelta(days=1)
        if known is not None:
            self.text.setPlainText(known.text)
            self.kind.setCurrentIndex(max(0, self.kind.findData(known.kind)))
            at = to_datetime(known.at, known.offset)
            end = to_datetime(known.until, known.offset)
        self.begins.set_wall(at)
        self.ends.set_wall(end)
        self.lasts.setChecked(known is not None and known.ended_at is not None)
        self._show_end(self.lasts.isChecked())
        self._offer_charts()

    def _offer_charts(self) -> None:
        types = self._context.current.types
        choices: list[tuple[str, ...]] = [(), (self._slug,)]
        if self._known is not None and self._known.types not in choices:
            choices.append(self._known.types)
        for slugs in choices:
            names = ", ".join(type_name(types.get(slug) or slug) for slug in slugs)
            self.charts.addItem(names or tr("All charts"), slugs)
        chosen = self._known.types if self._known is not None else ()
        self.charts.setCurrentIndex(choices.index(chosen))

    def _show_end(self, shown: bool) -> None:
        self.ends.setVisible(shown)

    # What the user does ---------------------------------------------------------------

    def fields(self) -> dict[str, Any]:
        """What the form says, by field. Raises `InvalidData` for a time the clock skipped."""
        found: dict[str, Any] = {
            "text": self.text.toPlainText(),
            "kind": str(self.kind.currentData()),
            "types": tuple(self.charts.currentData()),
        }
        zone, known = self._context.current.zone(), self._known
        if known is None or self.begins.touched:
            found["at"], found["offset"] = self.begins.read(zone)
        if not self.lasts.isChecked():
            found["ended_at"] = None
        elif known is None or known.ended_at is None or self.ends.touched:
            found["ended_at"] = self.ends.read(zone)[0]
        elif "at" in found:
            found["ended_at"] = known.ended_at  # it does not move with the beginning here
        return found

    def save(self) -> None:
        """Store it; what is wrong stands beside its field, and the form stays."""
        try:
            fields = self.fields()
        except InvalidData as error:
            self.show_errors(error)
            return
        notes, actor, known = self._context.app.annotations, self._context.actor, self._known
        person = self._context.current.person
        if known is not None:
            id_ = known.id
            self._run(lambda: notes.edit(actor, id_, **fields), tr("Chart note changed."))
        elif person is not None:
            draft, person_id = AnnotationDraft(**fields), person.id
            self._run(lambda: notes.add(actor, [draft], person_id), tr("Chart note added."))

    def delete(self) -> None:
        """Take it off the charts, with the way back in the toast."""
        if self._known is not None:
            notes, actor, id_ = self._context.app.annotations, self._context.actor, self._known.id
            self._run(lambda: notes.delete(actor, [id_]), tr("Chart note deleted."))

    def _run(self, work: Callable[[], AnnotationOutcome], said: str) -> None:
        self.save_button.setEnabled(False)

        def done(outcome: AnnotationOutcome) -> None:
            self.accept()
            self._context.undo.did(outcome.undo, said)

        self._context.tasks.run(work, done, self.show_errors, lane="write", owner=self)

    def show_errors(self, error: HealthdeskError) -> None:
        """Each wrong field's sentence beside it, anything else below."""
        self.save_button.setEnabled(True)
        shape = self._context.current.format
        fields = {
            "text": self.text_field, "at": self.begins.field, "ended_at": self.ends.field,
            "kind": self.kind_field, "types": self.charts_field,
        }  # fmt: skip
        for field in fields.values():
            field.clear_error()
        general = [] if isinstance(error, InvalidData) else [sentence(error, shape)]
        for wrong in error.fields if isinstance(error, InvalidData) else ():
            said = field_sentence(wrong, shape)
            fields[wrong.field].set_error(said)
            announce(self, said)
        self.general.setText(" ".join(general))
        self.general.setVisible(bool(general))
        self.fit()
