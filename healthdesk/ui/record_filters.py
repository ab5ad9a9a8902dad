"""The bar above the table of readings: which of them are shown.

`RecordFilters` holds nothing but what the controls say; `choice()` is that as a value,
`changed` tells when it became another (typing is waited for).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.records import RecordQuery
from healthdesk.domain.times import date_of, day_of
from healthdesk.texts import source_name, tr
from healthdesk.ui import theme, widgets
from healthdesk.ui.entry_fields import DayEdit, name_inside
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.see_through import round_corners

TYPING_MS: Final = 250
SEARCH_PX: Final = 170
KEY_ROLE: Final = Qt.ItemDataRole.UserRole
# Days back from today, both included; None is all time.
PERIODS: Final[Mapping[str, int | None]] = {
    "all": None, "today": 1, "week": 7, "month": 30, "quarter": 90, "year": 365,
}  # fmt: skip


def period_name(key: str) -> str:
    return {
        "all": tr("All time"),
        "today": tr("Today only"),
        "week": tr("Last 7 days"),
        "month": tr("Last 30 days"),
        "quarter": tr("Last 90 days"),
        "year": tr("Last 365 days"),
        "own": tr("From … to …"),
    }[key]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; days are local ordinals, both included."""

    search: str = ""
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    period: str = "all"
    day_from: int | None = None
    day_to: int | None = None
    deleted: bool = False

    @property
    def narrow(self) -> bool:
        """Whether anything but the bin is chosen."""
        return replace(self, deleted=False) != Filters()

    def query(self, person_id: int) -> RecordQuery:
        return RecordQuery(
            person_ids=(person_id,),
            types=self.types,
            day_from=self.day_from,
            day_to=self.day_to,
            search=self.search.strip(),
            sources=self.sources,
            deleted=self.deleted,
        )


# Of the list in a popup: rows, their least height, the least and most width, and what is beside
# the words of a row.
ROWS_LEAST, ROWS_MOST = 3, 10
ROW_LEAST: Final = 28
LIST_LEAST, LIST_MOST = 260, 420
LIST_PAD: Final = 12
# Around the list and the line above it.
AROUND: Final = 40
# Between a popup and the upper and lower edge of its window.
EDGE: Final = 8


class Popup(QWidget):
    """A surface under its button; goes with Escape or a click elsewhere."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName(name)
        # A window with round corners is see-through and draws nothing of its own.
        surface = QFrame()
        surface.setProperty("surface", "popup")
        self.body = QVBoxLayout(surface)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(surface)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            round_corners(self)
        return super().event(event)

    def open_under(self, anchor: QWidget) -> None:
        for listed in self.findChildren(QListWidget):
            # What was laid out before it had its style has lines of the bare height.
            listed.ensurePolished()
            listed.doItemsLayout()
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        screen = anchor.screen().availableGeometry()
        # Beneath the right end of the button where the window has no room at its left one.
        window = QRect(anchor.window().mapToGlobal(QPoint(0, 0)), anchor.window().size())
        if place.x() + self.width() > window.right():
            place.setX(anchor.mapToGlobal(QPoint(anchor.width(), 0)).x() - self.width())
        # Within the window, where that is large enough.
        room = screen.intersected(window.adjusted(0, EDGE, 0, -EDGE))
        room = room if room.height() >= self.height() else screen
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() + 1 - self.height())))
        self.move(place)
        self.show()


def offer_clearing(line: QLineEdit) -> None:
    """Give a line Qt's button that empties it, with a name, which Qt leaves out."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(tr("Empty the field"))


class CheckList(Popup):
    """Choose any number out of many, with a line to find them."""

    changed = Signal()

    def __init__(self, name: str, find: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._awaited: set[str] = set()
        self.search = QLineEdit()
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        offer_clearing(self.search)
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("kind", "plain")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda: self.changed.emit())
        self.list.itemActivated.connect(self._only)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Set what can be chosen, (key, shown name); what was chosen stays so."""
        before = self.chosen()
        chosen = {*before, *self._awaited}
        self.list.blockSignals(True)
        self.list.clear()
        for key, text in choices:
            item = QListWidgetItem(text)
            item.setData(KEY_ROLE, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(key in chosen))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._narrow(self.search.text())
        self._awaited -= set(self.chosen())
        if not set(self.chosen()) <= set(before):
            self.changed.emit()

    def chosen(self) -> tuple[str, ...]:
        return tuple(
            item.data(KEY_ROLE)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def choose(self, keys: Iterable[str]) -> None:
        """Exactly these; those that are not offered yet once they are."""
        wanted = set(keys)
        self._awaited = wanted - {item.data(KEY_ROLE) for item in self._items()}
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(_state(item.data(KEY_ROLE) in wanted))
        self.list.blockSignals(False)
        self.changed.emit()

    def open_under(self, anchor: QWidget) -> None:
        self.search.clear()
        self._fit(anchor)
        super().open_under(anchor)
        self.search.setFocus()

    def _fit(self, anchor: QWidget) -> None:
        """As wide as the names and as high as the rows, within bounds and the window."""
        self.list.ensurePolished()
        self.list.doItemsLayout()
        px = theme.current().px
        beside = self.list.verticalScrollBar().sizeHint().width() + 2 * self.list.frameWidth()
        width = self.list.sizeHintForColumn(0) + beside + px(LIST_PAD)
        row = max(self.list.sizeHintForRow(0), px(ROW_LEAST))
        free = min(anchor.window().height(), anchor.screen().availableGeometry().height())
        room = free - 2 * EDGE - self.search.sizeHint().height() - px(AROUND)
        rows = min(max(self.list.count(), ROWS_LEAST), ROWS_MOST, max(ROWS_LEAST, room // row))
        self.list.setFixedSize(
            min(max(width, px(LIST_LEAST)), px(LIST_MOST)), rows * row + 2 * self.list.frameWidth()
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
            self._first_shown()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self._first_shown()
            self._only(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _only(self, item: QListWidgetItem | None) -> None:
        """Return or a double click takes this one alone and closes."""
        if item is not None:
            self.choose((item.data(KEY_ROLE),))
            self.hide()

    def _first_shown(self) -> None:
        for item in self._items():
            if not item.isHidden():
                self.list.setCurrentItem(item)
                return
        self.list.setCurrentRow(-1)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        for item in self._items():
            name = f"{item.text()} {item.data(KEY_ROLE)}".casefold()
            item.setHidden(not all(word in name for word in wanted))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


def _state(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked


class PeriodPopup(Popup):
    """A stretch of days: one of a few usual ones, or from a day to a day."""

    changed = Signal()

    def __init__(self, today: Callable[[], dt.date], pattern: str, parent: QWidget) -> None:
        super().__init__(tr("Period"), parent)
        self._today = today
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName(tr("Period"))
        for key in (*PERIODS, "own"):
            item = QListWidgetItem(period_name(key))
            item.setData(KEY_ROLE, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(theme.current().px(7 * 36) + 4)
        self.list.currentRowChanged.connect(self._picked)
        self.list.itemActivated.connect(lambda: self.hide())
        self.body.addWidget(self.list)
        self.first, self.last = DayEdit(), DayEdit()
        row = QHBoxLayout()
        row.setSpacing(8)
        for label, edit in ((tr("From"), self.first), (tr("To"), self.last)):
            edit.setDisplayFormat(pattern)
            edit.setDate(_qdate(today()))
            edit.dateChanged.connect(self._typed)
            row.addWidget(widgets.Field(label, edit))
            name_inside(edit, label)
        self.body.addLayout(row)

    def key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(KEY_ROLE)) if item else "all"

    def days(self) -> tuple[int | None, int | None]:
        """First and last day, both included; a reversed pair is turned round."""
        if self.key() == "own":
            ends = sorted(day_of(_date(edit.date())) for edit in (self.first, self.last))
            return ends[0], ends[1]
        length = PERIODS[self.key()]
        if length is None:
            return None, None
        last = day_of(self._today())
        return last - length + 1, last

    def choose(self, key: str) -> None:
        self.list.setCurrentRow([*PERIODS, "own"].index(key))

    def choose_days(self, day_from: int, day_to: int) -> None:
        """A stretch of the caller's own."""
        for edit, day in ((self.first, day_from), (self.last, day_to)):
            edit.blockSignals(True)
            edit.setDate(_qdate(date_of(day)))
            edit.blockSignals(False)
        self._typed()

    def open_under(self, anchor: QWidget) -> None:
        super().open_under(anchor)
        self.list.setFocus()

    def _picked(self) -> None:
        first, last = self.days()
        if self.key() != "own" and first is not None and last is not None:
            for edit, day in ((self.first, first), (self.last, last)):
                edit.blockSignals(True)
                edit.setDate(_qdate(date_of(day)))
                edit.blockSignals(False)
        self.changed.emit()

    def _typed(self) -> None:
        if self.key() == "own":
            self.changed.emit()
        else:
            self.choose("own")


def _qdate(date: dt.date) -> QDate:
    return QDate(date.year, date.month, date.day)


def _date(date: QDate) -> dt.date:
    return dt.date(date.year(), date.month(), date.day())


class RecordFilters(QWidget):
    """Search line, type, period, source; chips of what is chosen; a way out of it."""

    changed = Signal()

    def __init__(
        self,
        today: Callable[[], dt.date],
        show_date: Callable[[dt.date], str],
        date_pattern: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show_date = show_date
        self._deleted = False
        self._said = Filters()
        self._names: dict[str, str] = {}
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Search notes, tags and sources"))
        self.search.setPlaceholderText(tr("Search notes, tags, sources"))
        offer_clearing(self.search)
        self.types = CheckList(tr("Types"), tr("Find a type"), self)
        self.sources = CheckList(tr("Sources"), tr("Find a source"), self)
        self.period = PeriodPopup(today, date_pattern, self)
        self._buttons = (
            self._opener(tr("Type"), self.types),
            self._opener(tr("Period"), self.period),
            self._opener(tr("Source"), self.sources),
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.apply)
        self.search.textChanged.connect(lambda: self._wait.start())
        self.search.returnPressed.connect(self.apply)
        for popup in (self.types, self.sources, self.period):
            popup.changed.connect(self.apply)
        self._lay_out()

    def _opener(self, text: str, popup: Popup) -> widgets.Button:
        button = widgets.Button(text, icon="chevron-down")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.clicked.connect(lambda: popup.open_under(button))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = FlowRow()
        self.search.setMinimumWidth(theme.current().px(SEARCH_PX))
        row.addWidget(self.search)
        for button in self._buttons:
            row.addWidget(button)
        column.addLayout(row)
        said = QWidget()
        line = FlowRow(said)
        self.count = widgets.Text("", "caption", tone="muted")
        # As high as the actions that come beside it, so that the table stays where it is.
        self.count.setMinimumHeight(theme.current().px(32) + 2)
        line.addWidget(self.count)
        chips = QWidget()
        chips.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._chips = FlowRow(chips)
        line.addWidget(chips)
        self.clear_button = widgets.Button(tr("Clear filters"), "quiet", run=self.clear)
        self.clear_button.hide()
        line.addWidget(self.clear_button)
        # Above the right end of the table, whatever is said and chosen at the left.
        self._actions = QWidget()
        FlowRow(self._actions, align=Qt.AlignmentFlag.AlignRight)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(both)

    def offer_actions(self, buttons: Iterable[widgets.Button]) -> None:
        """What can be done with the selected rows, beside their number; each is shown and
        hidden by whoever offers it."""
        row = self._actions.layout()
        for button in buttons:
            button.hide()
            if row is not None:
                row.addWidget(button)

    def offer_types(self, choices: Iterable[tuple[str, str]]) -> None:
        listed = list(choices)
        self._names = dict(listed)
        self.types.offer(listed)

    def offer_sources(self, choices: Iterable[str]) -> None:
        self.sources.offer((source, source_name(source)) for source in choices)

    def choice(self) -> Filters:
        first, last = self.period.days()
        return Filters(
            search=self.search.text(),
            types=self.types.chosen(),
            sources=self.sources.chosen(),
            period=self.period.key(),
            day_from=first,
            day_to=last,
            deleted=self._deleted,
        )

    def show_bin(self, deleted: bool) -> None:
        self._deleted = deleted
        self.apply()

    def clear(self) -> None:
        """Everything but the bin as at the start."""
        self._quietly(
            self.search.clear,
            lambda: self.types.choose(()),
            lambda: self.sources.choose(()),
            lambda: self.period.choose("all"),
        )

    def choose(
        self, types: Iterable[str] = (), day_from: int | None = None, day_to: int | None = None
    ) -> None:
        """Show exactly these types and days, as asked for by another page."""

        def days() -> None:
            if day_from is None or day_to is None:
                self.period.choose("all")
            else:
                self.period.choose_days(day_from, day_to)

        self._quietly(
            self.search.clear,
            lambda: self.types.choose(types),
            lambda: self.sources.choose(()),
            days,
        )

    def _quietly(self, *steps: Callable[[], None]) -> None:
        """Several controls set, one change said."""
        before = self._said
        self.blockSignals(True)
        for step in steps:
            step()
        self.blockSignals(False)
        self._said = before
        self.apply()

    def apply(self) -> None:
        """Say so if the choice became another."""
        self._wait.stop()
        choice = self.choice()
        if choice == self._said:
            return
        self._said = choice
        self._show_chips(choice)
        self.changed.emit()

    def _show_chips(self, choice: Filters) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for text, drop in self._parts(choice):
            chip = widgets.Button(text, icon="close", run=drop)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAccessibleName(tr("Drop the filter {name}", name=text))
            chip.setToolTip(chip.accessibleName())
            self._chips.addWidget(chip)
        self.clear_button.setVisible(choice.narrow)

    def _parts(self, choice: Filters) -> list[tuple[str, Callable[[], None]]]:
        parts: list[tuple[str, Callable[[], None]]] = []
        if choice.types:
            parts.append((self._several(choice.types), lambda: self.types.choose(())))
        if choice.period != "all":
            parts.append((self._period_text(choice), lambda: self.period.choose("all")))
        if choice.sources:
            parts.append((self._several(choice.sources), lambda: self.sources.choose(())))
        return parts

    def _several(self, keys: tuple[str, ...]) -> str:
        name = self._names.get(keys[0], keys[0])
        if len(name) > 24:
            name = name[:23] + "…"
        return name if len(keys) == 1 else tr("{name} and {n} more", name=name, n=len(keys) - 1)

    def _period_text(self, choice: Filters) -> str:
        if choice.period != "own" or choice.day_from is None or choice.day_to is None:
            return period_name(choice.period)
        first, last = (self._show_date(date_of(day)) for day in (choice.day_from, choice.day_to))
        return tr("{first} to {last}", first=first, last=last)
