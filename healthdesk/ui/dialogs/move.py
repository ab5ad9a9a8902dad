"""To whom readings are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from healthdesk.domain.records import Person
from healthdesk.texts import tr, tr_n
from healthdesk.ui import theme, widgets
from healthdesk.ui.person_colors import color_of, dot_icon

MOST_SHOWN: Final = 6


class MoveDialog(widgets.Dialog):
    """Choose another person; `move(person)` is called once one is chosen."""

    def __init__(
        self,
        count: int,
        persons: Sequence[Person],
        move: Callable[[Person], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr_n("Move {n} reading", "Move {n} readings", count), parent)
        self._move = move
        self._persons = tuple(persons)
        sentence = tr("To whom do they belong? Dates, values and notes stay as they are.")
        self.body.addWidget(widgets.Text(sentence, tone="muted", wrap=True))
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName(tr("Persons"))
        for person in self._persons:
            self.list.addItem(QListWidgetItem(dot_icon(color_of(person)), person.name))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        self.list.setFixedHeight(theme.current().px(40) * min(len(self._persons), MOST_SHOWN))
        self.body.addWidget(self.list)
        self.add_button(tr("Cancel"), run=self.reject)
        self.ok = self.add_button(tr("Move"), "primary", run=self.accept, default=True)
        self.ok.setEnabled(bool(self._persons))
        self.list.setFocus()

    def accept(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._persons):
            self._move(self._persons[row])
            super().accept()
