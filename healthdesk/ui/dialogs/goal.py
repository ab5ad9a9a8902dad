"""A new goal: of which type, what to reach or to keep doing, and by when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.services.goals import GoalOutcome
from healthdesk.texts import tr, type_name
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import TypeBox
from healthdesk.ui.goal_form import GoalForm, Mode
from healthdesk.ui.widgets import Dialog, Field, Segmented

USUAL = "weight"


class GoalDialog(Dialog):
    """The fields, with what the goal would mean below them while they are filled."""

    def __init__(self, context: Context, parent: QWidget | None = None, slug: str = "") -> None:
        super().__init__(tr("New goal"), parent, width=480)
        self._context = context
        kinds = [kind for kind in context.current.types if not kind.codes]
        self.type = TypeBox()
        self.type.offer(sorted(kinds, key=lambda kind: type_name(kind).casefold()))
        self.type.choose(slug or USUAL)
        self.mode = Segmented(
            tr("Kind of goal"),
            {"target": tr("Reach a value"), "range": tr("Stay within"), "habit": tr("Habit")},
        )
        self.form = GoalForm(context, self._kind(), "target")
        self.body.addWidget(self.mode)
        self.type_field = Field(tr("Type of reading"), self.type)
        self.body.addWidget(self.type_field)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), run=self.reject)
        self.save = self.add_button(tr("Set goal"), "primary", self._save, default=True)
        self.type.chosen.connect(lambda _slug: self.form.set_kind(self._kind()))
        self.mode.chosen.connect(self._choose)
        self._offer_used()
        self.type.setFocus()

    def _kind(self) -> HealthType:
        return self._context.current.types[self.type.slug() or USUAL]

    def _choose(self, mode: Mode) -> None:
        self.form.set_mode(mode)

    def _offer_used(self) -> None:
        """The types this person has readings of come first."""
        context = self._context
        person = context.current.person
        if person is None:
            return
        journal, actor, person_id = context.app.journal, context.actor, person.id
        context.tasks.run(lambda: journal.types_used(actor, person_id), self._take_used, owner=self)

    def _take_used(self, used: tuple[str, ...]) -> None:
        types = self._context.current.types
        first = [types[slug] for slug in used if slug in types and not types[slug].codes]
        rest = [kind for kind in types if not kind.codes and kind not in first]
        self.type.offer([*first, *sorted(rest, key=lambda kind: type_name(kind).casefold())])

    def _save(self) -> None:
        context = self._context
        person = context.current.person
        if person is None:
            return
        try:
            draft = self.form.draft()
        except InvalidData as error:
            self.form.refuse(error)
            return
        self.save.setEnabled(False)
        context.tasks.run(
            lambda: context.app.goals.add(context.actor, person.id, draft),
            self._saved, self._failed, ended=lambda: self.save.setEnabled(True),
            lane="write", owner=self,
        )  # fmt: skip

    def _saved(self, outcome: GoalOutcome) -> None:
        self._context.undo.did(outcome.undo, tr("The goal is set."))
        self.accept()

    def _failed(self, error: HealthdeskError) -> None:
        if isinstance(error, InvalidData):
            self.form.refuse(error)
        else:
            from healthdesk.texts import sentence

            self.type_field.set_error(sentence(error, self._context.current.format))
