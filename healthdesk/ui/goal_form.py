"""The fields of a goal, with what it would mean told while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import FieldError, HealthdeskError, InvalidData
from healthdesk.domain.goal_views import Preview
from healthdesk.domain.goals import FURTHEST, MOST_A_DAY, SPAN_DAYS, Direction, Goal, GoalDraft, Per
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import day_of
from healthdesk.domain.typed_text import fold, read_number
from healthdesk.texts import field_sentence, tr, unit_label
from healthdesk.texts import goals as words
from healthdesk.ui import theme
from healthdesk.ui.context import Context
from healthdesk.ui.entry_fields import DayEdit, name_inside
from healthdesk.ui.widgets import Field, Text

Mode = Literal["target", "range", "habit"]
# At first a target is set for so many days ahead.
USUAL_DAYS: Final = 84
# Up to this scale of the text fields stand beside each other.
BESIDE: Final = 1.25
Rhythm = tuple[Per, bool]  # how often, and whether on a number of days or times


def mode_of(goal: Goal) -> Mode:
    if goal.kind == "habit":
        return "habit"
    return "range" if goal.direction == "range" else "target"


class GoalForm(QWidget):
    """Fields of a new goal, or of one that is there, whose type stays. `edited` at each
    change."""

    edited = Signal()

    def __init__(
        self, context: Context, kind: HealthType, mode: Mode, goal: Goal | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._shape = context.current.format
        self._goal = goal
        self._mode: Mode = mode
        self._asked = False
        self.kind = kind
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._build(column)
        self._fill(goal)
        self._connect()
        self.set_kind(kind)

    # Building

    def _build(self, column: QVBoxLayout) -> None:
        self.value, self.low, self.high = QLineEdit(), QLineEdit(), QLineEdit()
        self.unit = QComboBox()
        self.how, self.rhythm = QComboBox(), QComboBox()
        for key, text in (
            ("up", tr("At least so much")), ("down", tr("At most so much")),
            ("range", tr("Between two values")), ("", tr("A reading so often")),
        ):  # fmt: skip
            self.how.addItem(text, key)
        self.times = QSpinBox()
        self.dated = QCheckBox(tr("By a date"))
        self.date = DayEdit(self._shape)
        self.set_by = QLineEdit()
        self.set_by.setPlaceholderText(tr("such as a doctor; may be left empty"))
        self.fields = {
            "how": Field(tr("How much"), self.how),
            "target_value": Field(tr("Value"), self.value),
            "low": Field(tr("From"), self.low),
            "high": Field(tr("To"), self.high),
            "unit": Field(tr("Unit"), self.unit),
            "per": Field(tr("How often"), self.rhythm),
            "times": Field(tr("How many"), self.times),
            "target_date": Field(tr("Date"), self.date),
            "set_by": Field(tr("Set by"), self.set_by),
        }
        for control, name in ((self.times, tr("How many")), (self.date, tr("Date"))):
            name_inside(control, name)
        column.addWidget(self.fields["how"])
        column.addLayout(
            _beside(*(self.fields[n] for n in ("target_value", "low", "high", "unit")))
        )
        column.addLayout(_beside(self.fields["per"], self.fields["times"]))
        column.addWidget(self.dated)
        column.addWidget(self.fields["target_date"])
        column.addWidget(self.fields["set_by"])
        self.meaning = Text("", "body", wrap=True)
        self.more = Text("", "caption", tone="muted", wrap=True)
        column.addWidget(self.meaning)
        column.addWidget(self.more)

    def _fill(self, goal: Goal | None) -> None:
        today = day_of(self._context.current.now().date())
        usual = today + USUAL_DAYS
        day = usual if goal is None or goal.target_day is None else goal.target_day
        self.date.set_days(min(day, today + 1), today + FURTHEST)
        self.date.set_day(day)
        self.dated.setChecked(
            self._mode != "habit" if goal is None else goal.target_day is not None
        )
        if goal is None:
            self.times.setValue(1)
            return
        both = (goal.target_value, goal.target_value2)
        self.value.setText("/".join(self._typed(v) for v in both if v is not None))
        self.low.setText(self._typed(goal.low))
        self.high.setText(self._typed(goal.high))
        amount = goal.direction if goal.target_value is not None or goal.low is not None else ""
        self.how.setCurrentIndex(max(0, self.how.findData(amount or "")))
        self.set_by.setText(goal.set_by or "")

    def _typed(self, value: float | None) -> str:
        return "" if value is None else f"{value:.9g}".replace(".", self._shape.decimal)

    def _connect(self) -> None:
        for line in (self.value, self.low, self.high, self.set_by):
            line.textChanged.connect(self._changed)
        self.unit.currentIndexChanged.connect(self._changed)
        self.how.currentIndexChanged.connect(self._follow)
        self.rhythm.currentIndexChanged.connect(self._follow)
        self.times.valueChanged.connect(self._changed)
        self.dated.toggled.connect(self._follow)
        self.date.dateChanged.connect(self._changed)

    # What is shown

    def set_kind(self, kind: HealthType) -> None:
        """Another type: its units; a pressure takes two numbers."""
        self.kind = kind
        goal = self._goal
        chosen = goal.unit if goal is not None else self._context.current.unit(kind.slug)
        self.unit.blockSignals(True)
        self.unit.clear()
        for code in kind.units:
            self.unit.addItem(unit_label(code) or code, code)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        self.unit.blockSignals(False)
        self._follow()

    def set_mode(self, mode: Mode) -> None:
        """A target, a range or a habit."""
        if mode == self._mode:
            return
        self._mode = mode
        self.dated.setChecked(mode != "habit")
        self._follow()

    def _follow(self) -> None:
        """Show the fields that belong to what is chosen."""
        habit, how = self._mode == "habit", str(self.how.currentData())
        ranged = self._mode == "range" or (habit and how == "range")
        counted = habit and how == ""
        self._offer_rhythms(counted)
        per, often = self._rhythm()
        shown = {
            "how": habit,
            "target_value": not ranged and not counted,
            "low": ranged,
            "high": ranged,
            "unit": not counted and len(self.kind.units) > 1,
            "per": habit,
            "times": habit and often,
            "target_date": self.dated.isChecked(),
        }
        for name, visible in shown.items():
            self.fields[name].setVisible(visible)
        self.times.setMaximum(MOST_A_DAY if per == "day" else SPAN_DAYS[per])
        two = bool(self.kind.parts) and self._mode == "target"
        self.value.setPlaceholderText("130/80" if two else "")
        self.dated.setText(tr("Until a date") if ranged or habit else tr("By a date"))
        self._changed()

    def _offer_rhythms(self, counted: bool) -> None:
        words_of: dict[Rhythm, str] = (
            {("day", True): tr("times a day"), ("week", True): tr("days a week"),
             ("month", True): tr("days a month")}
            if counted
            else {("day", False): tr("each day"), ("week", True): tr("on some days a week"),
                  ("month", True): tr("on some days a month"),
                  ("week", False): tr("in a week altogether"),
                  ("month", False): tr("in a month altogether")}
        )  # fmt: skip
        before = self._rhythm() if self.rhythm.count() else self._own_rhythm()
        if [self.rhythm.itemText(n) for n in range(self.rhythm.count())] == [*words_of.values()]:
            return
        self.rhythm.blockSignals(True)
        self.rhythm.clear()
        for (per, often), text in words_of.items():
            self.rhythm.addItem(text, f"{per} {int(often)}")
        per, often = before
        at = max(self.rhythm.findData(f"{per} {int(often)}"), 0)
        self.rhythm.setCurrentIndex(at)
        self.rhythm.blockSignals(False)
        if self._goal is not None and self._goal.times is not None and not self._asked:
            self.times.setMaximum(MOST_A_DAY)
            self.times.setValue(self._goal.times)

    def _own_rhythm(self) -> Rhythm:
        goal = self._goal
        if goal is None or goal.per is None:
            return "day", False
        return goal.per, goal.times is not None

    def _rhythm(self) -> Rhythm:
        per, _, often = str(self.rhythm.currentData() or "day 0").partition(" ")
        return per, often == "1"  # type: ignore[return-value]

    # What is meant

    def draft(self) -> GoalDraft:
        """What the fields say. Raises `InvalidData` for what is no number."""
        wrong: list[FieldError] = []
        given: dict[str, Any] = {
            "unit": str(self.unit.currentData() or ""),
            "target_day": self.date.day() if self.dated.isChecked() else None,
            "set_by": self.set_by.text().strip() or None,
        }
        direction: Direction | None = "range" if self._mode == "range" else None
        if self._mode == "habit":
            how = str(self.how.currentData())
            direction = how if how in get_args(Direction) else None  # type: ignore[assignment]
            per, often = self._rhythm()
            given |= {"per": per, "times": self.times.value() if often else None}
        if self.fields["target_value"].isVisibleTo(self):
            given |= self._target(wrong)
        if direction == "range":
            given["low"] = self._number(self.low.text(), "low", wrong)
            given["high"] = self._number(self.high.text(), "high", wrong)
        if wrong:
            raise InvalidData(*wrong)
        goal = self._goal
        if goal is not None:
            given |= {
                "start_value": goal.start_value, "start_value2": goal.start_value2,
                "start_day": goal.start_day,
            }  # fmt: skip
        kind: Literal["target", "habit"] = "habit" if self._mode == "habit" else "target"
        return GoalDraft(kind, self.kind.slug, direction=direction, **given)

    def _target(self, wrong: list[FieldError]) -> dict[str, float | None]:
        first, slash, second = self.value.text().partition("/")
        found = {"target_value": self._number(first, "target_value", wrong)}
        if slash:
            found["target_value2"] = self._number(second, "target_value", wrong)
        return found

    def _number(self, text: str, field: str, wrong: list[FieldError]) -> float | None:
        if not text.strip():
            return None
        found = read_number(fold(text.strip()).low, self._shape.decimal)
        if found is None:
            wrong.append(FieldError(field, "number-form", text=text.strip()[:40]))
        return found

    @property
    def is_begun(self) -> bool:
        """Whether anything is typed that can be told about."""
        typed = (self.value, self.low, self.high)
        counted = self._mode == "habit" and not self.how.currentData()
        return counted or any(line.text().strip() for line in typed)

    def _changed(self) -> None:
        self.edited.emit()
        self._look()

    def _look(self) -> None:
        """Ask what it would mean; the newest question wins."""
        person = self._context.current.person
        if person is None or not self.is_begun:
            self.show_errors(())
            self._say([], [])
            return
        try:
            draft = self.draft()
        except InvalidData as error:
            self.show_errors(error.fields)
            self._say([], [])
            return
        goals, actor, person_id = self._context.app.goals, self._context.actor, person.id
        goal_id = None if self._goal is None else self._goal.id
        self._context.tasks.run(
            lambda: goals.preview(actor, person_id, draft, goal_id),
            self._take, self._refused, key=("goal.preview", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, told: Preview) -> None:
        self.show_errors(())
        shape, kind, view = self._shape, self.kind, told.view
        more = [words.standing_words(view, kind, shape)]
        if view.outlook is not None:
            if view.outlook.needed is not None:
                pace = words.pace_words(view.outlook.needed, view.goal.unit, shape)
                more = [*more, tr("It takes {pace}.", pace=pace)]
            if view.outlook.pace is not None:
                pace = words.pace_words(view.outlook.pace, view.goal.unit, shape)
                more = [*more, tr("The present pace is {pace}.", pace=pace)]
        if told.fast_loss:
            more.append(words.fast_loss_words(shape))
        meaning = [words.rule_words(view.goal, kind, shape)]
        if told.taken:
            meaning.append(
                tr("There is an active goal for this type already; it has to be completed or "
                   "paused first.")
            )  # fmt: skip
        self._say(meaning, more)

    def _say(self, meaning: Sequence[str], more: Sequence[str]) -> None:
        self.meaning.setText("\n".join(meaning))
        self.more.setText("\n".join(filter(None, more)))
        self.meaning.setVisible(bool(meaning))
        self.more.setVisible(bool(more))

    def _refused(self, error: HealthdeskError) -> None:
        self._say([], [])
        if isinstance(error, InvalidData):
            # Of what is not typed yet nothing is said before it is to be stored.
            late = {"goal-target-missing", "goal-range", "goal-habit-empty"}
            shown = error.fields if self._asked else [
                wrong for wrong in error.fields if wrong.code not in late
            ]  # fmt: skip
            self.show_errors(shown)
        else:
            self._context.messages.trouble(error)

    def show_errors(self, wrong: Sequence[FieldError]) -> list[FieldError]:
        """Each beside its field; returns those that have none."""
        for field in self.fields.values():
            field.clear_error()
        left = []
        for each in wrong:
            name = {"target_value2": "target_value", "direction": "target_value"}.get(
                each.field, each.field
            )
            beside = self.fields.get(name)
            if beside is None or not beside.isVisibleTo(self):
                left.append(each)
            elif not beside.has_error:
                beside.set_error(field_sentence(each, self._shape))
        return left

    def refuse(self, error: InvalidData) -> None:
        """Say what keeps it from being stored, and go there."""
        self._asked = True
        left = self.show_errors(error.fields)
        if left:
            self._say([field_sentence(each, self._shape) for each in left], [])
        wrong = [field for field in self.fields.values() if field.has_error]
        if wrong:
            wrong[0].control.setFocus()

    def focus(self) -> None:
        for name in ("target_value", "low", "how"):
            if self.fields[name].isVisibleTo(self):
                self.fields[name].control.setFocus()
                return


def _beside(*fields: Field) -> QBoxLayout:
    """In a row, or, in large text, one below the other."""
    right, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    row = QBoxLayout(right if theme.current().scale <= BESIDE else down)
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1)
    return row
