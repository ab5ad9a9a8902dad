"""What files hold, and what came of an import, as cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import FieldError
from healthdesk.domain.times import local_day
from healthdesk.domain.transfers import FileReport, ImportReport, Rejected
from healthdesk.texts import (
    Format,
    field_sentence,
    format_name,
    reason_sentence,
    tr,
    tr_n,
    type_name,
    unit_label,
)
from healthdesk.texts.kinds import kind_words, left_out_sentences, not_kept
from healthdesk.ui import theme, widgets
from healthdesk.ui.flow_row import FlowRow

SHOWN_REJECTIONS: Final = 200
KINDS_SHOWN: Final = 5
# Pixels a table of reasons may take before it scrolls.
TABLE_HEIGHT: Final = 260


def reason(rejected: Rejected, shape: Format) -> str:
    """Why a reading was not taken, in words."""
    return field_sentence(FieldError("", rejected.code, **rejected.params), shape)


def card_title(file: FileReport, files: Sequence[FileReport]) -> str:
    """The file's name, and its format where a folder or zip holds several."""
    name = Path(file.path).name
    several = sum(other.path == file.path for other in files) > 1
    return f"{name} – {format_name(file.format)}" if several and file.format else name


def listed(file: FileReport, rejected: Rejected, shape: Format) -> str:
    """A line of the kept list: where it was in the file, or in which of several, and why."""
    why = reason(rejected, shape)
    if rejected.member:
        return f"{Path(file.path).name}/{rejected.member}:{rejected.line}: {why}"
    return tr("Line {line}: {reason}", line=rejected.line, reason=why) if rejected.line else why


def rejection_list(report: ImportReport, shape: Format) -> str:
    """The readings that were not taken, as text to keep: file, line and reason."""
    lines: list[str] = []
    for file in report.files:
        told = [*([file.refused] if file.refused else []), *file.rejections]
        if told:
            lines.append(file.path)
            lines += [listed(file, one, shape) for one in told]
    return "\n".join(lines) + "\n"


def period(file: FileReport, shape: Format) -> str:
    """The days a file spans, or nothing."""
    if file.first is None or file.last is None:
        return ""
    first, last = (shape.date(local_day(*end)) for end in (file.first, file.last))
    return first if first == last else tr("{first} to {last}", first=first, last=last)


def counts(file: FileReport, shape: Format, *, dry_run: bool) -> str:
    """`1,204 new, 30 already there, 2 not taken`."""

    def shown(n: int) -> str:
        return shape.number(n, 0)

    added = tr("{n} new", n=shown(file.added)) if dry_run else tr("{n} added", n=shown(file.added))
    parts = [added]
    if file.duplicate:
        parts.append(tr("{n} already there or twice", n=shown(file.duplicate)))
    if file.rejected:
        parts.append(tr("{n} not taken", n=shown(file.rejected)))
    if file.annotations:
        notes = tr_n("{n} chart note", "{n} chart notes", file.annotations,
                     n=shown(file.annotations))  # fmt: skip
        parts.append(notes)
    if file.goals:
        parts.append(tr_n("{n} goal", "{n} goals", file.goals, n=shown(file.goals)))
    if file.reminders:
        said = tr_n("{n} reminder", "{n} reminders", file.reminders, n=shown(file.reminders))
        parts.append(said)
    return ", ".join(parts)


class FileCard(widgets.Card):
    """What one file holds, or what came of it."""

    def __init__(
        self,
        file: FileReport,
        shape: Format,
        *,
        dry_run: bool,
        title: str = "",
        change_columns: Callable[[], object] | None = None,
        waits: str = "",
    ) -> None:
        """`waits` says for what, where that is asked elsewhere; `change_columns` is offered
        where a table was read by a remembered mapping."""
        super().__init__(title or Path(file.path).name)
        if self.title is not None:
            self.title.setWordWrap(True)
        if file.refused is not None:
            self.body.addWidget(widgets.Text(reason(file.refused, shape), tone="bad", wrap=True))
            return
        head = " · ".join(part for part in (format_name(file.format), period(file, shape)) if part)
        if file.questions:
            self.body.addWidget(widgets.Text(format_name(file.format), "caption", tone="muted"))
            said = waits or tr("Waits for an answer.")
            self.body.addWidget(widgets.Text(said, "strong", wrap=True))
            return
        self.body.addWidget(widgets.Text(head, "caption", tone="muted", wrap=True))
        self.body.addWidget(widgets.Text(counts(file, shape, dry_run=dry_run), "strong", wrap=True))
        for sentence_ in self._remarks(file, shape):
            self.body.addWidget(widgets.Text(sentence_, "caption", tone="warn", wrap=True))
        if file.types:
            self.body.addWidget(self._types(file, shape))
        if file.mappings and change_columns is not None:
            self.columns = RememberedColumns(file, change_columns)
            self.body.addWidget(self.columns)

    def _remarks(self, file: FileReport, shape: Format) -> list[str]:
        said = [reason_sentence(one.code, one.params, shape) for one in file.warnings]
        said += left_out_sentences(file, shape)
        kinds = not_kept(file)
        if kinds:
            total = sum(kinds.values())
            said.append(
                tr_n(
                    "{n} entry is of a kind that is not kept: {kinds}.",
                    "{n} entries are of kinds that are not kept: {kinds}.",
                    total,
                    n=shape.number(total, 0),
                    kinds=_kinds(kinds),
                )
            )
        return said

    def _types(self, file: FileReport, shape: Format) -> QTableWidget:
        rows = sorted(file.types.items(), key=lambda item: -item[1])
        cells = [(_with_units(file, slug), shape.number(count, 0)) for slug, count in rows]
        table = PlainTable((tr("Type"), tr("Readings")), cells, right=1)
        table.setAccessibleName(tr("Readings by type"))
        table.setFixedHeight(theme.current().px(56 + 32 * min(len(cells), 6)))
        return table


class RememberedColumns(QWidget):
    """That a table was read by what its columns held before: what is left out of it, and
    the way to change that."""

    def __init__(self, file: FileReport, change: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = FlowRow(gap=12)
        row.addWidget(widgets.Text(tr("Columns as remembered"), tone="muted"))
        self.change = widgets.Button(tr("Change the columns…"), run=change)
        row.addWidget(self.change)
        column.addLayout(row)
        names = columns_left_out(file)
        if names:
            said = tr("Left out: {columns}.", columns=", ".join(names))
            column.addWidget(widgets.Text(said, "caption", tone="muted", wrap=True))


def columns_left_out(file: FileReport) -> list[str]:
    """The columns of a file's tables that its mappings keep nothing of."""
    left: list[str] = []
    for told in file.mappings.values():
        roles = told.get("mapping", {}).get("columns", {})
        kept = {name for name, role in roles.items() if role.get("as", "ignore") != "ignore"}
        left += [name for name in told.get("columns", ()) if name not in kept]
    return left


def _kinds(kinds: Iterable[str]) -> str:
    """The first of the kinds that are not kept."""
    names = [kind_words(kind) for kind in kinds]
    return ", ".join(names[:KINDS_SHOWN]) + (", …" if len(names) > KINDS_SHOWN else "")


def _with_units(file: FileReport, slug: str) -> str:
    units = ", ".join(unit_label(unit) or unit for unit in file.units.get(slug, ()))
    return f"{type_name(slug)} ({units})" if units else type_name(slug)


def rejections_card(report: ImportReport, shape: Format) -> widgets.Card | None:
    """The readings that were not taken, with file, line and reason; None without any."""
    rejected = [(file, one) for file in report.files for one in file.rejections]
    if not rejected:
        return None
    n = sum(file.rejected for file in report.files)
    told = _each_once(rejected, shape)
    many = shape.number(n, 0)
    said = (
        tr_n("{n} reading can't be taken", "{n} readings can't be taken", n, n=many)
        if report.dry_run
        else tr_n("{n} reading was not taken", "{n} readings were not taken", n, n=many)
    )
    card = widgets.Card(said)
    cells: list[tuple[str, ...]] = [*told[:SHOWN_REJECTIONS]]
    heads: tuple[str, ...] = (tr("File"), tr("Line"), tr("Reason"))
    # Of one file by itself the line says enough.
    if len(report.files) == 1 and not any(one.member for _, one in rejected):
        heads, cells = heads[1:], [cell[1:] for cell in cells]
    table = WrappedTable(heads, cells)
    table.setAccessibleName(tr("Readings that were not taken"))
    card.body.addWidget(table)
    if n > len(rejected) or len(told) > len(cells):
        more = tr("The first {n} are shown; “Save the list…” keeps all that are known.",
                  n=shape.number(len(cells), 0))  # fmt: skip
        card.body.addWidget(widgets.Text(more, "caption", tone="muted", wrap=True))
    return card


def _each_once(
    rejected: Sequence[tuple[FileReport, Rejected]], shape: Format
) -> list[tuple[str, str, str]]:
    """File, line and reason; what several readings of a line share is said once."""
    counted = Counter(
        (one.member or Path(file.path).name, one.line, reason(one, shape))
        for file, one in rejected
    )  # fmt: skip
    return [
        (name, str(line) if line else "",
         why if n == 1 or not line else f"{why} ({tr_n('{n} reading', '{n} readings', n)})")
        for (name, line, why), n in counted.items()
    ]  # fmt: skip


class PlainTable(QTableWidget):
    """A few cells to read. The last column takes the room, or the first where one is
    right-aligned."""

    def __init__(
        self, heads: Sequence[str], cells: Sequence[Sequence[str]], right: int | None = None
    ) -> None:
        super().__init__(len(cells), len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        wide = len(heads) - 1 if right is None else 0
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == right:
                    item.setTextAlignment(beside)
                self.setItem(row, column, item)


class WrappedTable(PlainTable):
    """Cells of long words, all of which can be read: rows are as high as their words need,
    and the table as its rows up to `TABLE_HEIGHT`."""

    def __init__(self, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        super().__init__(heads, cells)
        self.setWordWrap(True)
        # The end of a long path tells more than its beginning.
        self.setTextElideMode(Qt.TextElideMode.ElideLeft)
        for column in range(len(heads) - 1):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Let the rows follow the width of the columns, and the table its rows."""
        header = self.horizontalHeader()
        for column in range(self.columnCount() - 1):
            need = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            header.resizeSection(column, min(need, self.viewport().width() * 2 // 5))
        self.resizeRowsToContents()
        rows = min(self.verticalHeader().length(), theme.current().px(TABLE_HEIGHT))
        wanted = rows + header.sizeHint().height() + 2 * self.frameWidth() + 2
        if wanted != self.height():
            self.setFixedHeight(wanted)
