"""Widgets beside each other, in as many rows as the width asks for."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class FlowRow(QLayout):
    """As a QHBoxLayout while all of it fits; then what is too much goes to the next row.

    A stretch and widgets that expand share what is left of their row; a row without them
    stands where `align` says, without it at the left.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 8,
        align: QtCore.Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Asked for again and again while pages are laid out; until something changes.
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._align = align
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addStretch(self) -> None:
        policy = QSizePolicy.Policy
        self.addItem(QSpacerItem(0, 0, policy.Expanding, policy.Minimum))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return QtCore.Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        self._hint = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return height

    def sizeHint(self) -> QSize:
        """All of it in one row."""
        if self._hint is None:
            self._hint = self._in_one_row()
        return self._hint

    def _in_one_row(self) -> QSize:
        shown = [item for item in self._shown() if not _is_stretch(item)]
        width = sum(item.sizeHint().width() for item in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    def _with_margins(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if _is_stretch(item) or not item.isEmpty()]

    def _arrange(self, area: QRect, *, place: bool) -> int:
        """Put the rows into `area`, or only find out how high they are."""
        edges = self.contentsMargins()
        inner = area.marginsRemoved(edges)
        top = inner.top()
        for row in self._rows(inner.width()):
            widths = self._widths(row, inner.width())
            heights = [
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in zip(row, widths, strict=True)
            ]
            height = max(heights)
            if place:
                self._place(row, widths, heights, QRect(inner.left(), top, inner.width(), height))
            top += height + self.spacing()
        used = max(0, top - self.spacing() - inner.top())
        return used + edges.top() + edges.bottom()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        row: list[QLayoutItem] = []
        used = 0
        for item in self._shown():
            wanted = 0 if _is_stretch(item) else item.sizeHint().width()
            gap = self.spacing() if used and wanted else 0
            if used and used + gap + wanted > width:
                rows.append(row)
                row, used, gap = [], 0, 0
            row.append(item)
            used += gap + wanted
        if any(not _is_stretch(item) for item in row):
            rows.append(row)
        return rows

    def _widths(self, row: list[QLayoutItem], room: int) -> list[int]:
        widths = [0 if _is_stretch(item) else min(room, item.sizeHint().width()) for item in row]
        solid = sum(not _is_stretch(item) for item in row)
        left = room - sum(widths) - self.spacing() * (solid - 1)
        growing = [
            place for place, item in enumerate(row)
            if item.expandingDirections() & QtCore.Qt.Orientation.Horizontal
        ]  # fmt: skip
        for turn, place in enumerate(growing):
            share = left // (len(growing) - turn)
            widths[place] += share
            left -= share
        return widths

    def _place(
        self, row: list[QLayoutItem], widths: list[int], heights: list[int], area: QRect
    ) -> None:
        solid = sum(not _is_stretch(item) for item in row)
        used = sum(widths) + self.spacing() * (solid - 1)
        left = max(0, area.width() - used)
        if self._align is None:
            at = area.left()
        elif self._align is QtCore.Qt.AlignmentFlag.AlignRight:
            at = area.left() + left
        else:
            at = area.left() + left // 2
        for item, width, height in zip(row, widths, heights, strict=True):
            box = QRect(at, area.top() + (area.height() - height) // 2, width, height)
            parent, back = self.parentWidget(), QtCore.Qt.LayoutDirection.RightToLeft
            if parent is not None and parent.layoutDirection() is back:
                box.moveLeft(area.left() + area.right() + 1 - box.right() - 1)
            item.setGeometry(box)
            at += width + (0 if _is_stretch(item) else self.spacing())


def _is_stretch(item: QLayoutItem) -> bool:
    return isinstance(item, QSpacerItem)
