"""Which source counts where several tell the same time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.sources import SourceUse
from healthdesk.services.sources import Reordered
from healthdesk.texts import Format, sentence, tr, tr_n, type_name
from healthdesk.texts.day_totals import source_words
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.messages import announce

BANNER: Final = "sources"
# What takes no longer is not told of.
QUIET_S: Final = 0.7
TYPES_SHOWN: Final = 3
NAME: Final = Qt.ItemDataRole.UserRole
ROW_HEIGHT: Final = 52
MOST_SHOWN: Final = 7


def about_sources() -> str:
    """What the order is for, in a sentence or two."""
    return tr(
        "Where two sources tell the same time, such as a watch and a phone, only the upper one "
        "counts; nothing is added up twice. A total of the day that you type counts before all "
        "of them."
    )


def used_for(use: SourceUse, shape: Format) -> str:
    """What a source tells: `Steps, Distance · 1,204 readings · 1 Jan 2024 – 3 Feb 2025`."""
    kinds = ", ".join(type_name(slug) for slug in use.types[:TYPES_SHOWN])
    if len(use.types) > TYPES_SHOWN:
        kinds += " …"
    count = tr_n("{n} reading", "{n} readings", use.readings, n=shape.number(use.readings, 0))
    first, last = shape.date(use.day_from), shape.date(use.day_to)
    period = first if first == last else tr("{start} – {end}", start=first, end=last)
    return f"{kinds} · {count} · {period}"


class SourceList(QListWidget):
    """The sources, the best first; they are dragged, or moved with Alt and the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self.setProperty("framed", True)
        self.setAccessibleName(tr("Sources in the order in which they count"))
        self.setAccessibleDescription(tr("Alt and an arrow key moves a source up or down."))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self.move_current(by))
        self.model().rowsMoved.connect(self._number)
        self.model().rowsInserted.connect(self._number)

    def show_sources(self, uses: Sequence[SourceUse], shape: Format) -> None:
        self.clear()
        height = theme.current().px(ROW_HEIGHT)
        for use in uses:
            name, told = source_words(use.name), used_for(use, shape)
            item = QListWidgetItem(f"{name}\n{told}")
            item.setData(NAME, use.name)
            item.setToolTip(f"{name}\n{told}")
            item.setSizeHint(QSize(0, height))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.addItem(item)
        self.setCurrentRow(0)
        self.setFixedHeight(height * max(1, min(len(uses), MOST_SHOWN)) + 16)
        self._number()

    def names(self) -> list[str]:
        return [str(self.item(row).data(NAME)) for row in range(self.count())]

    def move_current(self, by: int) -> None:
        """One place up (-1) or down (1); at the end it stays."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + by < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(row + by, item)
        self.setCurrentRow(row + by)
        place = tr("{name}, place {n}", name=source_words(item.data(NAME)), n=row + by + 1)
        announce(self, place)

    def _number(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            words = item.text().replace("\n", ": ")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row + 1}. {words}")


class SourcesDialog(widgets.Dialog):
    """Put the sources of this person in order; the totals follow in the background."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sources"), parent, width=580)
        self._context = context
        self._before: list[str] = []
        self.body.addWidget(widgets.Text(about_sources(), "body", tone="muted", wrap=True))
        self.list = SourceList()
        self.up = widgets.IconButton("chevron-up", tr("Move up"), lambda: self._move(-1))
        self.down = widgets.IconButton("chevron-down", tr("Move down"), lambda: self._move(1))
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        beside = QVBoxLayout()
        beside.addWidget(self.up)
        beside.addWidget(self.down)
        beside.addStretch(1)
        row.addLayout(beside)
        self.body.addWidget(self._row)
        self.note = widgets.Text("", "caption", tone="muted", wrap=True)
        self.note.hide()
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), run=self.reject)
        self.ok = self.add_button(tr("Use this order"), "primary", self.save, default=True)
        self.ok.setEnabled(False)
        self.list.currentRowChanged.connect(lambda _: self._follow())
        self.list.model().rowsMoved.connect(lambda *_: self._follow())
        self.list.model().rowsInserted.connect(lambda *_: self._follow())
        self._row.hide()
        self._load()

    def _load(self) -> None:
        context = self._context
        person = context.current.person
        if person is None:
            return
        context.tasks.run(
            lambda: context.app.sources.listed(context.actor, person.id), self._show, owner=self
        )

    def _show(self, uses: Sequence[SourceUse]) -> None:
        self._before = [use.name for use in uses]
        self.list.show_sources(uses, self._context.current.format)
        self._row.setVisible(bool(uses))
        if not uses:
            self._say(tr("Nothing was told of steps, distance, energy or sleep yet."), "muted")
        elif len(uses) == 1:
            self._say(tr("There is only one source, so nothing overlaps."), "muted")
        self._follow()
        self.list.setFocus()
        self.fit()

    def _move(self, by: int) -> None:
        self.list.move_current(by)

    def _follow(self) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < last)
        names = self.list.names()
        self.ok.setEnabled(len(names) == len(self._before) and names != self._before)

    def save(self) -> None:
        """Keep the order, offer the way back, and let the totals follow."""
        context, names = self._context, self.list.names()
        self.ok.setEnabled(False)
        context.tasks.run(
            lambda: context.app.sources.reorder(context.actor, names),
            self._saved, self._refused, lane="write", owner=self,
        )  # fmt: skip

    def _saved(self, done: Reordered) -> None:
        self._context.undo.did(done.undo, tr("The sources count in the new order."))
        carry_on(self._context)
        self.accept()

    def _refused(self, error: HealthdeskError) -> None:
        self._say(sentence(error, self._context.current.format), "bad")
        self._follow()

    def _say(self, said: str, tone: str) -> None:
        self.note.setText(said)
        self.note.set_tone(tone)
        self.note.show()


def carry_on(context: Context) -> None:
    """Make the totals anew that a new order, or its undo, has left to do; a strip above the
    page says how far it is where it takes its time."""
    begun = time.monotonic()
    shown: list[float] = []

    def tell(share: float) -> None:
        said = tr("Totals follow the new order of sources: {share} %", share=int(share * 100))
        if shown:
            context.messages.update_banner(BANNER, said)
        elif time.monotonic() - begun > QUIET_S:
            shown.append(share)
            context.messages.banner(BANNER, said)

    context.tasks.run(
        lambda: context.app.sources.carry_on(
            context.actor,
            lambda share: context.tasks.deliver(tell, share),
            context.tasks.is_closing,
        ),
        ended=lambda: context.messages.clear_banner(BANNER),
        lane="long",
        owner=context.current,
    )
