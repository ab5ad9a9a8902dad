"""The table of readings: a million rows, of which only the pages in sight are in memory.

The model knows how many rows there are and fetches pages of `PAGE` rows in the read lane
of `Tasks`; a row that is not there yet shows a placeholder. The view says which rows are
in sight (`show_rows`) and only those, and half a page around them, are ever asked for. At
most `IN_FLIGHT` pages are on their way at once and the next is chosen when one of them
arrives, so whoever drags the scroll bar over half the list asks for the place where the
bar stands and not for what it passed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.domain.times import MINUTE_MS, local_day
from healthdesk.texts import capital, code_name, source_name, tr, type_name
from healthdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from healthdesk.services.journal import Journal
    from healthdesk.ui.current import Current

PAGE: Final = 200
KEPT: Final = 60
IN_FLIGHT: Final = 2
HELD: Final = 4
# Looked at in so many parts of the list, so many rows at the head of each but the first.
SAMPLES: Final = 6
SAMPLE: Final = 50
# Rows this near to the edge of a page fetch the neighbour too.
NEAR: Final = PAGE // 2

PLACEHOLDER: Final = "…"

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()


class Column(IntEnum):
    WHEN = 0
    TYPE = 1
    VALUE = 2
    SOURCE = 3
    # Few readings have them: where nobody has, the right side of the table is empty, not its
    # middle, and nothing moves when scrolling brings the first.
    TAGS = 4
    NOTE = 5


EDITABLE: Final = frozenset({Column.WHEN, Column.VALUE, Column.NOTE, Column.TAGS})
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole


class Cells:
    """What stands in a cell: a reading's column in the words and signs of this person."""

    def __init__(self, current: Current) -> None:
        self._current = current
        self.renew()

    def renew(self) -> None:
        """Formats, zone or types are others now."""
        self._shape = self._current.format
        self._types = self._current.types
        self._names = {kind.slug: type_name(kind) for kind in self._types}

    def text(self, record: Record, column: Column) -> str:
        match column:
            case Column.WHEN:
                now = self._current.now()
                begun, ended, offset = record.recorded_at, record.ended_at, record.offset
                return capital(self._shape.lasting(begun, ended, offset, now, brief=True))
            case Column.TYPE:
                return self._names.get(record.type, record.type)
            case Column.VALUE:
                return self.value(record)
            case Column.NOTE:
                return " ".join(record.note.split())
            case Column.TAGS:
                return " ".join(f"#{tag}" for tag in record.tags)
            case Column.SOURCE:
                return source_name(record.source)

    def value(self, record: Record, *, exact: bool = False) -> str:
        kind = self._types.get(record.type)
        if kind is None:
            return f"{self._shape.number(record.value)} {record.unit}"
        if kind.codes and record.ended_at is not None:
            minutes = (record.ended_at - record.recorded_at) / MINUTE_MS
            return f"{code_name(kind, record.value)}, {self._shape.duration(minutes)}"
        return self._shape.value(
            kind, record.value, record.value2, record.unit, record.comparator, exact=exact
        )

    def tip(self, record: Record, column: Column) -> str | None:
        """What a cell has no room for."""
        match column:
            case Column.WHEN:
                return self._span(record)
            case Column.VALUE:
                return self.value(record, exact=True)
            case Column.NOTE:
                return record.note or None
            case Column.TAGS | Column.SOURCE | Column.TYPE:
                return self.text(record, column) or None

    def _span(self, record: Record) -> str:
        day = self._shape.date(local_day(record.recorded_at, record.offset))
        first = self._shape.time(record.recorded_at, record.offset)
        if record.ended_at is None or record.ended_at == record.recorded_at:
            return f"{day} {first}"
        last = self._shape.time(record.ended_at, record.offset)
        end = self._shape.date(local_day(record.ended_at, record.offset))
        if end != day:
            return tr("{first} to {last}", first=f"{day} {first}", last=f"{end} {last}")
        return tr("{day} {first} to {last}", day=day, first=first, last=last)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What one look at the data gave: how many rows and the pages that were in sight."""

    total: int
    pages: dict[int, Sequence[Record]]


class RecordModel(QAbstractTableModel):
    """Readings that match a query, newest first, fetched page by page off the main thread."""

    # A new question was answered: all rows are others.
    answered = Signal(int)
    # The rows are about to be looked at again, and have been: the view keeps its place.
    about_to_refresh = Signal()
    refreshed = Signal(int)
    # A page came in.
    loaded = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        journal: Journal,
        actor: Actor,
        tasks: Tasks,
        cells: Cells,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._actor = actor
        self._tasks = tasks
        self._cells = cells
        self._query = RecordQuery()
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Record]] = OrderedDict()
        self._asked: dict[int, Job] = {}
        self._visible = (0, 0)
        self._held: tuple[int, ...] = ()
        # Answers to older questions than this one are dropped.
        self._version = 0
        self._looking = False
        self._look_again = False

    # -- the question -----------------------------------------------------------------

    @property
    def query(self) -> RecordQuery:
        return self._query

    @property
    def total(self) -> int:
        return self._total

    @property
    def looking(self) -> bool:
        """Whether the answer to the last question is still on its way."""
        return self._looking

    def ask(self, query: RecordQuery) -> None:
        """Put another question; the rows of the last one stay until the answer is there."""
        self._query = query
        self._look((0,), fresh=True)

    def refresh(self) -> None:
        """Look at the count and the pages in sight again, keeping what is shown until then."""
        if self._looking:
            self._look_again = True
            return
        pages = dict.fromkeys((*self._pages_of(*self._visible), *self._held))
        self._look(tuple(pages) or (0,), fresh=False)

    def _look(self, pages: tuple[int, ...], *, fresh: bool) -> None:
        self._version += 1
        self._looking = True
        self._look_again = False
        self._drop(set(self._asked))
        version, query, journal, actor = self._version, self._query, self._journal, self._actor

        def work() -> _Snapshot:
            return _Snapshot(
                journal.count(actor, query),
                {p: journal.slice(actor, query, p * PAGE, PAGE) for p in pages},
            )

        def done(snapshot: _Snapshot) -> None:
            if version == self._version:
                self._take_in(snapshot, fresh=fresh)

        def failed(error: HealthdeskError) -> None:
            if version == self._version:
                self._looking = False
                self.failed.emit(error)

        self._tasks.run(work, done, failed, key=("records.look", id(self)), owner=self)

    def _take_in(self, snapshot: _Snapshot, *, fresh: bool) -> None:
        self._looking = False
        if fresh:
            self.beginResetModel()
            self._pages = OrderedDict(snapshot.pages)
            self._total = snapshot.total
            self._visible = (0, 0)
            self.endResetModel()
            self.answered.emit(self._total)
        else:
            self.about_to_refresh.emit()
            self._resize(snapshot.total, OrderedDict(snapshot.pages))
            self.refreshed.emit(self._total)
        if self._look_again:
            self.refresh()
        else:
            self._pump()

    def _resize(self, total: int, pages: OrderedDict[int, Sequence[Record]]) -> None:
        """Rows are added or taken at the end only and then told to be others: no reset, so
        that a million section sizes are not worked out again for one new reading."""
        if total > self._total:
            self.beginInsertRows(NO_INDEX, self._total, total - 1)
            self._total, self._pages = total, pages
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(NO_INDEX, total, self._total - 1)
            self._total, self._pages = total, pages
            self.endRemoveRows()
        else:
            self._pages = pages
        if total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(Column) - 1))

    # -- pages ------------------------------------------------------------------------

    def show_rows(self, first: int, last: int) -> None:
        """Tell which rows are in sight; pages that are not are no longer wanted."""
        self._visible = (first, last)
        for page in self._pages_of(first, last):
            if page in self._pages:
                self._pages.move_to_end(page)
        self._drop(set(self._asked) - set(self._near()))
        self._pump()

    def hold_rows(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Rows (first, last) to look at again with those in sight, a few pages at most."""
        pages = dict.fromkeys(
            page for first, last in ranges[:HELD] for page in self._pages_of(first, last)[:HELD]
        )
        self._held = tuple(pages)[:HELD]

    def _pages_of(self, first: int, last: int) -> range:
        last = min(last, self._total - 1)
        return range(max(first, 0) // PAGE, last // PAGE + 1) if last >= first else range(0)

    def _near(self) -> list[int]:
        """The pages in sight, then the ones close to it."""
        first, last = self._visible
        seen = list(self._pages_of(first, last))
        return seen + [p for p in self._pages_of(first - NEAR, last + NEAR) if p not in seen]

    def _pump(self) -> None:
        if self._looking:
            return
        for page in self._near():
            if len(self._asked) >= IN_FLIGHT:
                return
            if page not in self._pages and page not in self._asked:
                self._fetch(page)

    def _drop(self, pages: set[int]) -> None:
        for page in pages:
            self._asked.pop(page).cancel()

    def _fetch(self, page: int) -> None:
        version, query, journal, actor = self._version, self._query, self._journal, self._actor

        def done(records: Sequence[Record]) -> None:
            if version == self._version:
                self._asked.pop(page, None)
                self._store(page, records)
                self._pump()

        def failed(error: HealthdeskError) -> None:
            if version == self._version:
                self._asked.pop(page, None)
                self.failed.emit(error)

        self._asked[page] = self._tasks.run(
            lambda: journal.slice(actor, query, page * PAGE, PAGE),
            done,
            failed,
            key=("records.page", id(self), page),
            owner=self,
        )

    def _store(self, page: int, records: Sequence[Record]) -> None:
        self._pages[page] = records
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(first + PAGE, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.loaded.emit(page)

    # -- rows -------------------------------------------------------------------------

    def record(self, row: int) -> Record | None:
        """The reading of a row, or None while its page is not there."""
        records = self._pages.get(row // PAGE, ())
        place = row % PAGE
        return records[place] if place < len(records) else None

    def at_hand(self) -> Iterator[tuple[int, Record]]:
        """The rows whose readings are there."""
        for page, records in self._pages.items():
            yield from enumerate(records, start=page * PAGE)

    def samples(self) -> Callable[[], list[Record]]:
        """A question for a worker: some readings from all over the list, for whoever wants to
        know what its rows hold beyond the first page."""
        journal, actor, query, total = self._journal, self._actor, self._query, self._total
        starts = [total * part // SAMPLES for part in range(1, SAMPLES)] if total > PAGE else []
        return lambda: [
            record for start in starts for record in journal.slice(actor, query, start, SAMPLE)
        ]

    def texts(self, records: Iterable[Record], column: Column) -> set[str]:
        """What stands in this column's cells of these readings, each text once."""
        return {self._cells.text(record, column) for record in records}

    def row_of(self, record_id: int) -> int | None:
        """Where a reading stands among the pages at hand."""
        return next((row for row, record in self.at_hand() if record.id == record_id), None)

    def restyle(self) -> None:
        """Formats or names are others: every cell in sight is written anew."""
        self._cells.renew()
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(Column) - 1))

    def replace(self, record: Record) -> None:
        """Show a reading as it was just saved, before the next look at the data."""
        row = self.row_of(record.id)
        if row is None:
            return
        page = row // PAGE
        changed = list(self._pages[page])
        changed[row % PAGE] = record
        self._pages[page] = changed
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    # -- Qt's side --------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        record = self.record(index.row())
        if record and not record.deleted_at and Column(index.column()) in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        record = self.record(index.row())
        if role == RECORD_ROLE:
            return record
        if record is None:
            return PLACEHOLDER if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells.text(record, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cells.tip(record, column)
        return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column is Column.VALUE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def heading(column: Column) -> str:
    return {
        Column.WHEN: tr("When"),
        Column.TYPE: tr("Type"),
        Column.VALUE: tr("Value"),
        Column.NOTE: tr("Note"),
        Column.TAGS: tr("Tags"),
        Column.SOURCE: tr("Source"),
    }[column]
