"""How somebody kept to reminders: each reminder a row, each week a box.

The more was done, the stronger the colour; the numbers stand in the box, so that nobody needs
the colour to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from healthdesk.domain.reminders import Reminder, WeekOf
from healthdesk.texts import Format, tr
from healthdesk.texts import reminders as words
from healthdesk.ui import theme

# The weeks that are asked for; as many of the latest as have room are shown.
WEEKS: Final = 26
CELL, ROW, NAMES = 58, 36, 220
WEEK_ROLE: Final = Qt.ItemDataRole.UserRole
# From the colour of a card to that of a line: the least and the most of it, on which text can
# still be read in both themes.
FAINT, FULL = 0.06, 0.55


def cell_color(share: float, look: theme.Theme) -> QColor:
    """Of a box in which this share (0 to 1) was done."""
    card, full = look.color("card"), look.line_color(0)
    part = FAINT + (FULL - FAINT) * share
    channels = ((card.red(), full.red()), (card.green(), full.green()), (card.blue(), full.blue()))
    return QColor(*(round(a + (b - a) * part) for a, b in channels))


class _Boxes(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:  # fmt: skip
        look = theme.current()
        week = index.data(WEEK_ROLE)
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(week, WeekOf):
            fill = cell_color(week.done / week.asked, look)
            painter.setPen(look.color("line"))
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(look.color("text"))
            painter.setFont(look.font("axis"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words.share_words(week))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        painter.restore()


class AdherenceMap(QTableWidget):
    """Arrow keys go from box to box; each says its week in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._found: dict[tuple[int, int], WeekOf] = {}
        self._ids: list[int] = []
        self._days: list[int] = []
        self._shape = Format()
        self.setAccessibleName(tr("Kept to, per week"))
        self.setItemDelegate(_Boxes(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setProperty("kind", "boxes")
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_weeks(
        self, reminders: Sequence[Reminder], weeks: Sequence[WeekOf], first_days: Sequence[int],
        shape: Format,
    ) -> None:  # fmt: skip
        """The weeks that begin on `first_days` (ordinals, the latest last)."""
        self._shape = shape
        self._found = {(one.reminder_id, one.day): one for one in weeks}
        self._ids = [one.id for one in reminders]
        self._names = [" ".join(one.draft.message.split()) for one in reminders]
        self._days = list(first_days)
        self._fill()

    def sizeHint(self) -> QSize:
        look = theme.current()
        rows = max(1, self.rowCount())
        return QSize(look.px(NAMES + 8 * CELL), look.px(ROW) * (rows + 1) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(NAMES // 2 + CELL), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fill()

    def restyle(self) -> None:
        """Another theme or text scale."""
        self._fill()

    def _fill(self) -> None:
        look = theme.current()
        names = min(look.px(NAMES), max(1, self.width() // 3))
        room = max(1, (self.width() - names - 2) // look.px(CELL))
        days = self._days[-room:]
        self.verticalHeader().setFixedWidth(names)
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.horizontalHeader().setDefaultSectionSize(look.px(CELL))
        self.setRowCount(len(self._ids))
        self.setColumnCount(len(days))
        self.setHorizontalHeaderLabels([self._shape.day_and_month(day) for day in days])
        metrics = self.verticalHeader().fontMetrics()
        for row, (id_, name) in enumerate(zip(self._ids, self._names, strict=True)):
            head = QTableWidgetItem(
                metrics.elidedText(name, Qt.TextElideMode.ElideRight, names - 26)
            )
            head.setToolTip(name)
            self.setVerticalHeaderItem(row, head)
            for column, day in enumerate(days):
                self.setItem(row, column, self._item(id_, name, day))
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    def _item(self, id_: int, name: str, day: int) -> QTableWidgetItem:
        week = self._found.get((id_, day))
        item = QTableWidgetItem()
        item.setData(WEEK_ROLE, week)
        said = words.week_words(name, day, week, self._shape)
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        return item
