"""To which day a chart goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget

from healthdesk.domain.times import date_of, day_of
from healthdesk.texts import Format, tr
from healthdesk.ui import widgets
from healthdesk.ui.entry_fields import DATE_PATTERNS


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
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat(DATE_PATTERNS[shape.order])
        self.date.setDateRange(*(_qdate(limit) for limit in days))
        self.date.setDate(_qdate(day))
        self.body.addWidget(widgets.Field(tr("Date"), self.date))
        self.add_button(tr("Cancel"), run=self.reject)
        self.add_button(tr("Go"), "primary", run=self.accept, default=True)
        self.date.setFocus()

    def accept(self) -> None:
        chosen = self.date.date()
        super().accept()
        self._jump(day_of(dt.date(chosen.year(), chosen.month(), chosen.day())))


def _qdate(day: int) -> QDate:
    date = date_of(day)
    return QDate(date.year, date.month, date.day)
