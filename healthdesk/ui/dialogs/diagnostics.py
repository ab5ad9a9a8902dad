"""How the program itself does: times, errors, sizes, schedule; and a report to hand on."""

from __future__ import annotations

import platform
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from healthdesk import __version__
from healthdesk.domain.diagnostics import Check, Day, Diagnosis, State, checklist
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.success import TARGETS
from healthdesk.texts import Format, sentence, tr
from healthdesk.texts import diagnostics as words
from healthdesk.ui.context import Context
from healthdesk.ui.day_bars import Bar, DayBars
from healthdesk.ui.messages import announce
from healthdesk.ui.widgets import Card, Dialog, IconView, Text

ICONS: Final[dict[State, tuple[str, str]]] = {
    "good": ("check", "good"), "bad": ("warning", "warn"), "unknown": ("more", "muted"),
}  # fmt: skip


class DiagnosticsDialog(Dialog):
    """Everything is looked up when it opens and with each "Look again"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Diagnostics"), parent, width=680)
        self._context = context
        self._found: Diagnosis | None = None
        said = tr("Only about the program: no reading, name or note stands here.")
        self.body.addWidget(Text(said, "caption", tone="muted", wrap=True))
        self.state = Text(tr("Looking…"), tone="muted", wrap=True)
        self.body.addWidget(self.state)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        self.body.addLayout(self._cards)
        self.body.addStretch(1)
        self.copy_button = self.add_button(tr("Copy report"), run=self.copy)
        self.copy_button.setEnabled(False)
        self.again = self.add_button(tr("Look again"), run=self.load)
        self.add_button(tr("Close"), "primary", run=self.accept, default=True).setFocus()
        self.load()

    def load(self) -> None:
        app, actor = self._context.app, self._context.actor
        self.again.setEnabled(False)
        self._context.tasks.run(
            lambda: app.diagnostics.look(actor), self._show, self._failed,
            ended=lambda: self.again.setEnabled(True), owner=self,
        )  # fmt: skip

    def copy(self) -> None:
        """The report on the clipboard."""
        if self._found is None:
            return
        found = self._found
        system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        text = words.report(
            found, checklist(found), self._context.current.format, __version__, system
        )
        QGuiApplication.clipboard().setText(text)
        self._say(tr("The report is on the clipboard. It names no person and no reading."), "good")

    def _failed(self, error: HealthdeskError) -> None:
        self._say(sentence(error, self._context.current.format), "bad")

    def _say(self, said: str, tone: str) -> None:
        self.state.setText(said)
        self.state.set_tone(tone)
        self.state.show()
        announce(self, said)

    def _show(self, found: Diagnosis) -> None:
        self._found = found
        self.copy_button.setEnabled(True)
        self.state.hide()
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shape = self._context.current.format
        self._cards.addWidget(Checklist(found, shape))
        for place, section in enumerate(words.sections(found, shape)):
            card = Card(section.title)
            if (chart := _chart(place, found, shape)) is not None:
                card.body.addWidget(chart)
            if place < CHARTED:
                note = words.days_text(found.recent)
                card.body.addWidget(Text(note, "caption", tone="muted", wrap=True))
            card.body.addLayout(_rows(section.rows))
            self._cards.addWidget(card)
        self.fit()


class Checklist(Card):
    """One line for each thing to watch: a sign, what it is, what was found."""

    def __init__(self, found: Diagnosis, shape: Format, parent: QWidget | None = None) -> None:
        super().__init__(tr("Checklist"), parent)
        for check in checklist(found):
            self.body.addWidget(_line(check, words.check_detail(check, found, shape)))


def _line(check: Check, detail: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    icon, tone = ICONS[check.state]
    row.addWidget(IconView(icon, 18, tone), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    label, state = words.check_label(check.name), words.state_word(check)
    column.addWidget(Text(tr("{name}: {state}", name=label, state=state), "strong", wrap=True))
    column.addWidget(Text(detail, "caption", tone="muted", wrap=True))
    row.addLayout(column, 1)
    return line


def _rows(rows: tuple[words.Row, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for number, (label, value) in enumerate(rows):
        columns = 1 if value else 2
        grid.addWidget(Text(label, tone="muted", wrap=True), number, 0, 1, columns)
        if value:
            grid.addWidget(Text(value, wrap=True), number, 1)
    return grid


# The first sections have a chart: times of the API, of the data file, requests.
CHARTED: Final = 3


def _chart(place: int, found: Diagnosis, shape: Format) -> DayBars | None:
    if place >= CHARTED:
        return None
    titles = (
        tr("95 % of requests answered within, by day"),
        tr("95 % of reads and writes done within, by day"),
        tr("Requests by day"),
    )
    chart = DayBars(titles[place])
    bounds = (TARGETS["api-p95"].bound, TARGETS["database-p95"].bound, None)
    bars = [_bar(place, day, shape) for day in found.days]
    top = max((bar.value or 0.0 for bar in bars), default=0.0)
    top_text = shape.number(top, 0) if place == CHARTED - 1 else words.ms_text(top or None, shape)
    ends = shape.date(found.days[0].day), shape.date(found.days[-1].day)
    chart.show_bars(bars, ends, top_text, bounds[place])
    return chart


def _bar(place: int, day: Day, shape: Format) -> Bar:
    when = shape.date(day.day)
    if place == CHARTED - 1:
        n, failed = shape.number(day.requests, 0), shape.number(day.errors, 0)
        said = tr("{day}: {n} requests, {failed} failed", day=when, n=n, failed=failed)
        return Bar(float(day.requests), said, float(day.errors))
    value = day.database_ms if place else day.api_ms
    return Bar(value, tr("{day}: {value}", day=when, value=words.ms_text(value, shape)))
