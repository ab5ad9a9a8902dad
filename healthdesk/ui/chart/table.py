"""The points of a chart as a table: the same data for reading and for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from healthdesk.domain.series import Series
from healthdesk.texts import tr
from healthdesk.ui.chart.points import in_sight

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
OWN_COLUMNS = 6
SOURCE_COLUMN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One point: the words for when, the values by part, the readings behind it (none: it is
    no reading), its position, and the record it is (0: it stands for several, or for none)."""

    when: str
    value: str
    lowest: str
    highest: str
    count: int
    at: float
    id: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column more than a point has itself: its header, and the words for a position."""

    name: str
    words: Callable[[float], str]


def rows_of(
    series: Series,
    low: float,
    high: float,
    when: Callable[[float], str],
    value: Callable[[Sequence[float]], str],
) -> list[Row]:
    """The points between two positions, newest first. `when` words a position, `value` the
    numbers of one point (one a part)."""
    if not series.lines:
        return []
    first = series.lines[0]
    seen = in_sight(first, low, high)
    places = [{int(u): i for i, u in enumerate(line.utc)} for line in series.lines[1:]]
    rows = []
    for index in reversed(range(seen.start, seen.stop)):
        here = [(first, index)]
        for line, place in zip(series.lines[1:], places, strict=True):
            other = place.get(int(first.utc[index]))
            if other is not None:
                here.append((line, other))
        rows.append(
            Row(
                when=when(float(first.at[index])),
                value=value([float(line.value[i]) for line, i in here]),
                lowest=value([float(line.lo[i]) for line, i in here]),
                highest=value([float(line.hi[i]) for line, i in here]),
                count=int(first.count[index]),
                at=float(first.at[index]),
                id=int(first.ids[index]),
            )
        )
    return rows


class ChartTable(QAbstractTableModel):
    """When, value, lowest, highest, number of readings, source, and what else is shown there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._more: tuple[Column, ...] = ()
        self._sources: Mapping[int, str] = {}

    def set_rows(self, rows: list[Row], more: Sequence[Column] = ()) -> None:
        """The points, newest first, and columns of other things at their times."""
        self.beginResetModel()
        self._rows, self._more = rows, tuple(more)
        self.endResetModel()

    def knows_sources(self) -> bool:
        """Whether it was told of all its readings."""
        return all(row.id in self._sources for row in self._rows if row.id)

    def show_sources(self, sources: Mapping[int, str]) -> None:
        """Where readings are from, by their record, in words."""
        self._sources = sources
        if self._rows:
            last = self.index(len(self._rows) - 1, SOURCE_COLUMN)
            self.dataChanged.emit(self.index(0, SOURCE_COLUMN), last)

    def position(self, row: int) -> float:
        return self._rows[row].at

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else OWN_COLUMNS + len(self._more)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        if index.column() >= OWN_COLUMNS:
            return self._more[index.column() - OWN_COLUMNS].words(row.at).replace("\n", ", ")
        count = str(row.count) if row.count else ""
        source = self._sources.get(row.id, "")
        return (row.when, row.value, row.lowest, row.highest, count, source)[index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        own = (tr("Date"), tr("Value"), tr("Lowest"), tr("Highest"), tr("Readings"),
               tr("Source"))  # fmt: skip
        return (*own, *(column.name for column in self._more))[section]


def _side(column: int) -> Qt.AlignmentFlag:
    """Figures stand at the right, words at the left."""
    words = column in (0, SOURCE_COLUMN)
    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
