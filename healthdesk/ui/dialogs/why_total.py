"""Why a day's total is what it is: what each source told, what counted and what did not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.sources import Explanation, Stretch
from healthdesk.domain.units import convert
from healthdesk.texts import code_name, sentence, tr, type_name
from healthdesk.texts.day_totals import (
    reasons_words,
    source_words,
    span_words,
    total_words,
)
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.sources import SourcesDialog

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
MOST_SOURCES: Final = 5
STRETCHES_SHOWN: Final = 6
ROW: Final = 34
# Rows that are measured for the width of a column.
MEASURED: Final = 200


class TextTable(QAbstractTableModel):
    """Rows of words under their heads, some columns to the right."""

    def __init__(
        self, heads: Sequence[str], right: Sequence[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._right = frozenset(right)
        self._rows: list[tuple[str, ...]] = []

    def set_rows(self, rows: list[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return self._aligned(index.column()) if role == _ALIGNED else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._aligned(section) if role == _ALIGNED else None

    def _aligned(self, column: int) -> Qt.AlignmentFlag:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return right if column in self._right else left


_ALIGNED = Qt.ItemDataRole.TextAlignmentRole


def _table(model: TextTable, name: str) -> QTableView:
    """A table to read; its last column takes what is left of the width."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.current().px(ROW))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setResizeContentsPrecision(MEASURED)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    return table


class WhyDialog(widgets.Dialog):
    """One day of one type; the days beside it are one key away."""

    def __init__(
        self, context: Context, slug: str, day: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Why this total?"), parent, width=760)
        self._context = context
        self._slug = slug
        self.day = day
        self.why: Explanation | None = None
        self._build()
        context.events.recordsChanged.connect(self._records_changed)
        self.load()

    def _build(self) -> None:
        self.earlier = widgets.IconButton("chevron-left", tr("Earlier"), lambda: self.go(-1))
        self.later = widgets.IconButton("chevron-right", tr("Later"), lambda: self.go(1))
        self.heading = widgets.Text("", "strong", wrap=True)
        days = QHBoxLayout()
        days.setSpacing(4)
        days.addWidget(self.heading, 1)
        days.addWidget(self.earlier)
        days.addWidget(self.later)
        self.body.addLayout(days)
        self.total = widgets.Text("", "value")
        self.sentence = widgets.Text("", "body", tone="muted", wrap=True)
        self.night = widgets.Text("", "body", wrap=True)
        for words in (self.total, self.sentence, self.night):
            self.body.addWidget(words)
        counted, left_out, reason = tr("Counted"), tr("Left out"), tr("Why")
        self.shares = TextTable((tr("Source"), counted, left_out, reason), (1, 2), self)
        self.share_table = _table(self.shares, tr("What each source told"))
        self.stretches = TextTable(
            (tr("Time"), tr("Source"), tr("Told"), counted, reason), (2, 3), self
        )
        self.stretch_table = _table(self.stretches, tr("What was told, as time goes"))
        self.stretch_table.setFixedHeight(_height(STRETCHES_SHOWN))
        self.body.addWidget(self.share_table)
        self.detail = widgets.Text(tr("What was told, as time goes"), "caption", tone="muted")
        self.body.addWidget(self.detail)
        self.body.addWidget(self.stretch_table)
        self.body.addStretch(1)
        self.order = self.add_button(
            tr("Sources…"), run=lambda: SourcesDialog(self._context, self).open()
        )
        self.add_button(tr("Close"), "primary", self.reject, default=True).setFocus()
        for key, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def go(self, by: int) -> None:
        """So many days later."""
        self.day += by
        self.load()

    def load(self) -> None:
        context = self._context
        person, slug, day = context.current.person, self._slug, self.day
        if person is None:
            return
        context.tasks.run(
            lambda: context.app.sources.why(context.actor, person.id, slug, day),
            self._show, self._failed, key=("why", id(self)), owner=self,
        )  # fmt: skip

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is not None and event.touches(person.id, self._slug, self.day, self.day):
            self.load()

    def _failed(self, error: HealthdeskError) -> None:
        self.sentence.setText(sentence(error, self._context.current.format))

    def _show(self, why: Explanation) -> None:
        kind = self._context.current.types.get(why.type)
        if kind is None:
            return
        self.why = why
        shape, amount = self._context.current.format, self._amount(kind)
        self.heading.setText(tr("{type}, {date}", type=type_name(kind), date=shape.date(why.day)))
        self.total.setText("–" if why.total is None else amount(why.total))
        self.total.setAccessibleName(tr("Total: {total}", total=self.total.text()))
        self.sentence.setText(total_words(why))
        self._show_night(why, amount)
        self.shares.set_rows(
            [
                (
                    source_words(share.source),
                    amount(share.counted),
                    amount(share.left_out) if share.left_out else "–",
                    reasons_words(share.reasons),
                )
                for share in why.shares
            ]
        )
        self.stretches.set_rows([self._stretch(one, amount) for one in why.stretches])
        self.share_table.setFixedHeight(_height(min(len(why.shares), MOST_SOURCES)))
        for part in (self.share_table, self.detail, self.stretch_table):
            part.setVisible(bool(why.stretches))
        self.fit()

    def _show_night(self, why: Explanation, amount: Callable[[float], str]) -> None:
        asleep, in_bed = why.night or (None, None)
        if asleep is not None and in_bed is not None:
            said = tr("Asleep {asleep} of {in_bed} in bed.", asleep=amount(asleep),
                      in_bed=amount(in_bed))  # fmt: skip
            self.night.setText(said)
        self.night.setVisible(asleep is not None and in_bed is not None)

    def _stretch(self, one: Stretch, amount: Callable[[float], str]) -> tuple[str, ...]:
        source = source_words(one.source)
        if one.stage is not None:
            stages = self._context.current.types["sleep-stage"]
            source = tr("{source}: {stage}", source=source, stage=code_name(stages, one.stage))
        return (
            span_words(one, self._context.current.format), source, amount(one.amount),
            amount(one.counted), reasons_words(one.left_out),
        )  # fmt: skip

    def _amount(self, kind: HealthType) -> Callable[[float], str]:
        unit, shape = self._context.current.unit(kind.slug), self._context.current.format

        def shown(value: float) -> str:
            return shape.value(kind, convert(value, kind.unit, unit, kind.slug), unit=unit)

        return shown


def _height(rows: int) -> int:
    """Of a table with so many rows under its heads, and the bar below."""
    return theme.current().px(ROW) * (max(1, rows) + 1) + theme.current().px(24)
