"""To which day a chart goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from healthdesk.texts import Format, tr
from healthdesk.ui import widgets
from healthdesk.ui.entry_fields import DayEdit


class JumpDialog(widgets.Dialog):
    """A day from `days` (first and last, both included); `jump(day)` is called once it is
    chosen."""

    def __init__(
        self,
        day: int,
        days: tuple[int, int],
        shape: Format,
        jump: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Go to a date"), parent)
        self._jump = jump
        self.date = DayEdit(shape)
        self.date.set_days(*days)
        self.date.set_day(day)
        self.field = widgets.Field(tr("Date"), self.date)
        self.date.typed.textEdited.connect(self.field.clear_error)
        self.body.addWidget(self.field)
        self.add_button(tr("Cancel"), run=self.reject)
        self.add_button(tr("Go"), "primary", run=self.accept, default=True)
        self.date.setFocus()

    def accept(self) -> None:
        if self.date.trouble:
            self.field.set_error(self.date.trouble)
            return
        chosen = self.date.day()
        super().accept()
        self._jump(chosen)
