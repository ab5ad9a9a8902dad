"""What goals ask for today: habits not done yet, targets whose date is near."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.domain.goal_views import GoalView
from healthdesk.texts import goals as words
from healthdesk.texts import tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.panels.today_section import Section

BAR: Final = 6
CELL: Final = 256
MOST_COLUMNS: Final = 4


class Bar(QWidget):
    """A share from 0 to 100 %, lying."""

    def __init__(self, percent: float) -> None:
        super().__init__()
        self._percent = percent
        self.setAccessibleName(tr("{n} % done", n=int(percent)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(120), look.px(BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        half = box.height() / 2.0
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(box, half, half)
        if self._percent > 0.0:
            box.setWidth(max(box.height(), box.width() * self._percent / 100.0))
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(box, half, half)


class GoalRow(QWidget):
    """One goal in a line, with how far it is below."""

    def __init__(self, name: str, now: str, rule: str, left: str, percent: float) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.now = widgets.Text(f"{name}: {now}", "body", wrap=True)
        self.rule = widgets.Text(
            f"{rule}, {left}" if left else rule, "caption", tone="muted", wrap=True
        )
        for text in (self.now, self.rule):
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.now, 1)
        column.addLayout(row)
        column.addWidget(Bar(percent))
        column.addWidget(self.rule)
        column.addStretch(1)


class GoalsSection(Section):
    """Nothing is to be seen of it while nothing is asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[GoalRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = widgets.Card()
        self.card.setAccessibleName(tr("At stake today"))
        head = QHBoxLayout()
        head.addWidget(widgets.Text(tr("At stake today"), "section"), 1)
        self.open = widgets.Button(tr("Show goals"), "quiet", run=self._show_goals)
        head.addWidget(self.open)
        self.card.body.addLayout(head)
        self.grid = FlowGrid(theme.current().px(CELL), 1, MOST_COLUMNS, widgets.GAP)
        self.card.body.addWidget(self.grid)
        outer.addWidget(self.card)
        context.events.goalsChanged.connect(self.ask)
        context.theme.themeChanged.connect(self._theme_changed)
        self.hide()

    def ask(self, *_: object) -> None:
        person = self._context.current.person
        if person is None:
            return
        goals, actor, person_id = self._context.app.goals, self._context.actor, person.id
        self._context.tasks.run(
            lambda: goals.at_stake(actor, person_id), self._take,
            key=("today.goals", id(self)), owner=self,
        )  # fmt: skip

    def _take(self, found: tuple[GoalView, ...]) -> None:
        types, shape = self._context.current.types, self._context.current.format
        self.rows = []
        for view in found:
            if view.goal.type in types:
                kind = types[view.goal.type]
                row = GoalRow(
                    type_name(kind), words.standing_words(view, kind, shape),
                    words.rule_words(view.goal, kind, shape), words.left_words(view),
                    view.progress,
                )  # fmt: skip
                self.rows.append(row)
        self.grid.set_widgets(self.rows)
        self.setVisible(bool(self.rows))

    def _theme_changed(self, *_: object) -> None:
        self.grid.set_cell(theme.current().px(CELL))

    def _show_goals(self) -> None:
        self._context.show_page("goals")
