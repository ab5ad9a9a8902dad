"""Where the layers of a chart are switched on and off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.overlays import Wanted
from healthdesk.domain.times import date_of, day_of
from healthdesk.texts import Format, tr, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart_layers.choice import MOST_BENEATH, LayerChoice
from healthdesk.ui.chart_layers.periods import BEFORE, FROM, YEAR
from healthdesk.ui.entry_fields import DATE_PATTERNS, DayEdit, name_inside
from healthdesk.ui.record_filters import Popup
from healthdesk.ui.type_picker import TypePicker

CHOICE: Final = 280  # pixels for the name of a type
BESIDE: Final = 32
BELOW: Final = 10
# What the popup itself takes around its contents, and the window keeps free.
AROUND: Final = 48
ROWS_SHOWN: Final = 5
ROW: Final = 32
WANTED_ROLE: Final = Qt.ItemDataRole.UserRole


class LayersPopup(Popup):
    """`changed` tells that `choice()` became another."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Layers"), parent)
        self._choice = LayerChoice()
        self._switches: dict[str, tuple[QCheckBox, bool]] = {}
        self._inside = QWidget()
        # What is switched, and beside it (below, where that is too wide) what is chosen.
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._parts.setContentsMargins(4, 0, 4, 0)
        switches = QVBoxLayout()
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(6)
        switches.addLayout(self._boxes)
        switches.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._parts.addLayout(switches)
        self._parts.addLayout(self._column, 1)
        self._build_comparisons()
        self._build_beneath()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        self.body.addWidget(self._scroll)

    def _build_comparisons(self) -> None:
        self.other = TypePicker()
        self.other.setAccessibleName(tr("Compare with a type"))
        self.other.activated.connect(lambda _: self._take())
        self.against = QComboBox()
        self.against.setAccessibleName(tr("Compare with a period"))
        for text, key in (
            (tr("No other period"), ""),
            (tr("The one before"), BEFORE),
            (tr("The same a year before"), YEAR),
            (tr("From a date…"), FROM),
        ):
            self.against.addItem(text, key)
        self.against.activated.connect(lambda _: self._take())
        self.begin = DayEdit()
        name_inside(self.begin, tr("First day of the other period"))
        self.begin.setAccessibleName(tr("First day of the other period"))
        self.begin.dateChanged.connect(lambda _: self._take())
        self._column.addWidget(widgets.Field(tr("Compare with a type"), self.other))
        self._column.addWidget(widgets.Field(tr("Compare with a period"), self.against))
        self._column.addWidget(self.begin)

    def _build_beneath(self) -> None:
        self.beneath = QListWidget()
        self.beneath.setProperty("kind", "plain")
        self.beneath.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.beneath.itemChanged.connect(lambda _: self._take())
        self._column.addSpacing(4)
        self._column.addWidget(widgets.Field(tr("Under the chart"), self.beneath))

    # What can be chosen -------------------------------------------------------------------

    def offer_layers(self, layers: Iterable[tuple[str, str, bool]]) -> None:
        """(key, name, whether it is on at first) of what is switched alone."""
        while (item := self._boxes.takeAt(0)) is not None:
            if old := item.widget():
                old.deleteLater()
        self._switches = {}
        for key, name, at_first in layers:
            box = QCheckBox(name.replace("&", "&&"))
            box.toggled.connect(lambda _: self._take())
            self._boxes.addWidget(box)
            self._switches[key] = (box, at_first)

    def offer_types(self, used: Sequence[HealthType], tags: Sequence[str]) -> None:
        """What can be compared with, and laid under the chart; what was chosen stays so."""
        self.blockSignals(True)
        drawable = [kind for kind in used if not kind.codes]
        self.other.set_types(drawable, ())
        self.other.insertItem(0, tr("No other type"), "")
        rows = [(Wanted("type", kind.slug), type_name(kind)) for kind in used]
        rows += [(Wanted("tag", tag), f"#{tag}") for tag in tags]
        self.beneath.blockSignals(True)
        self.beneath.clear()
        for wanted, name in rows:
            item = QListWidgetItem(name)
            item.setData(WANTED_ROLE, wanted)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.beneath.addItem(item)
        self.beneath.blockSignals(False)
        self.blockSignals(False)
        self.show_choice(self._choice)

    def set_dates(self, shape: Format, first: int, last: int) -> None:
        """How days are written, and which the other period may begin on."""
        self.begin.blockSignals(True)
        self.begin.setDisplayFormat(DATE_PATTERNS[shape.order])
        self.begin.setDateRange(_qdate(first), _qdate(max(first, last)))
        self.begin.blockSignals(False)

    # What is chosen -----------------------------------------------------------------------

    def choice(self) -> LayerChoice:
        return self._choice

    def show_choice(self, choice: LayerChoice) -> None:
        """Set the controls without telling anybody."""
        self._choice = choice
        self.blockSignals(True)
        for key, (box, at_first) in self._switches.items():
            _quietly(box, choice.shows(key, at_first=at_first))
        self.other.choose(choice.other)
        key = FROM if choice.against.startswith(FROM) else choice.against
        self.against.setCurrentIndex(max(0, self.against.findData(key)))
        if key == FROM:
            self.begin.blockSignals(True)
            self.begin.setDate(_qdate(int(choice.against.removeprefix(FROM))))
            self.begin.blockSignals(False)
        self.begin.setVisible(key == FROM)
        self.beneath.blockSignals(True)
        for item in self._items():
            wanted = item.data(WANTED_ROLE) in choice.beneath
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.beneath.blockSignals(False)
        self.blockSignals(False)

    def _take(self) -> None:
        """What the controls say now."""
        choice = self._choice
        for key, (box, at_first) in self._switches.items():
            if box.isChecked() != choice.shows(key, at_first=at_first):
                choice = choice.switched(key, on=box.isChecked())
        against = str(self.against.currentData())
        if against == FROM:
            against = f"{FROM}{_day(self.begin.date())}"
        chosen = [
            item.data(WANTED_ROLE)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        ]
        # In the order in which they were chosen.
        kept = [one for one in choice.beneath if one in chosen]
        beneath = (*kept, *(one for one in chosen if one not in kept))[:MOST_BENEATH]
        made = LayerChoice(choice.on, choice.off, self.other.slug(), against, beneath)
        if len(chosen) > MOST_BENEATH:
            self.show_choice(self._choice)  # there is no room for one more
        if made != self._choice:
            resized = against.startswith(FROM) != self.begin.isVisible()
            self.show_choice(made)
            if resized:
                self._fit()
            self.changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self.beneath.item(row) for row in range(self.beneath.count())]

    # Where it stands ----------------------------------------------------------------------

    def open_under(self, anchor: QWidget) -> None:
        self._anchor = anchor
        look = theme.current()
        self.beneath.setFixedHeight(look.px(ROWS_SHOWN * ROW) + 4)
        self._fit()
        super().open_under(anchor)
        first = next((box for box, _ in self._switches.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _arrange(self, direction: QBoxLayout.Direction) -> QSize:
        """Side by side or one below the other; the room that takes."""
        self._parts.setDirection(direction)
        beside = direction is QBoxLayout.Direction.LeftToRight
        self._parts.setSpacing(theme.current().px(BESIDE if beside else BELOW))
        self.other.setMinimumWidth(theme.current().px(CHOICE))
        self._parts.activate()
        return self._inside.sizeHint()

    def _fit(self) -> None:
        """As wide as its contents, as high as the window has room."""
        self._inside.ensurePolished()
        free = self._anchor.screen().availableGeometry().size()
        free = free.boundedTo(self._anchor.window().size())
        wanted = self._arrange(QBoxLayout.Direction.LeftToRight)
        if wanted.width() > free.width() - AROUND:
            wanted = self._arrange(QBoxLayout.Direction.TopToBottom)
        width = wanted.width()
        room = free.height() - AROUND
        height = min(wanted.height(), room)
        bar = (
            0 if height == wanted.height() else self._scroll.verticalScrollBar().sizeHint().width()
        )
        self._scroll.setFixedSize(width + bar, height)
        if self.isVisible():
            self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down lead from switch to switch, as in a menu."""
        forward = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if forward is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(forward)


def _quietly(box: QCheckBox, checked: bool) -> None:
    box.blockSignals(True)
    box.setChecked(checked)
    box.blockSignals(False)


def _qdate(day: int) -> QDate:
    date = date_of(day)
    return QDate(date.year, date.month, date.day)


def _day(date: QDate) -> int:
    return day_of(dt.date(date.year(), date.month(), date.day()))
