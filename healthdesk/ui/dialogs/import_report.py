"""What files hold, and what came of an import, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

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
from healthdesk.ui import theme, widgets

SHOWN_REJECTIONS: Final = 500
KINDS_SHOWN: Final = 5


def reason(rejected: Rejected, shape: Format) -> str:
    """Why a reading was not taken, in words."""
    return field_sentence(FieldError("", rejected.code, **rejected.params), shape)


def place(rejected: Rejected) -> str:
    """The line, and before it the file where there are several."""
    return f"{rejected.member}:{rejected.line}" if rejected.member else str(rejected.line)


def rejection_list(report: ImportReport, shape: Format) -> str:
    """The readings that were not taken, as text to keep: file, line and reason."""
    lines: list[str] = []
    for file in report.files:
        told = [*([file.refused] if file.refused else []), *file.rejections]
        if told:
            lines.append(file.path)
            lines += [
                tr("Line {line}: {reason}", line=place(one), reason=reason(one, shape))
                for one in told
            ]
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
    parts = [added, tr("{n} already there", n=shown(file.duplicate))]
    if file.rejected:
        parts.append(tr("{n} not taken", n=shown(file.rejected)))
    return ", ".join(parts)


class FileCard(widgets.Card):
    """What one file holds, or what came of it."""

    def __init__(self, file: FileReport, shape: Format, *, dry_run: bool) -> None:
        super().__init__(Path(file.path).name)
        if file.refused is not None:
            self.body.addWidget(widgets.Text(reason(file.refused, shape), tone="bad", wrap=True))
            return
        head = " · ".join(part for part in (format_name(file.format), period(file, shape)) if part)
        if file.questions:
            self.body.addWidget(widgets.Text(format_name(file.format), "caption", tone="muted"))
            self.body.addWidget(widgets.Text(tr("Waits for an answer."), "strong", wrap=True))
            return
        self.body.addWidget(widgets.Text(head, "caption", tone="muted", wrap=True))
        self.body.addWidget(widgets.Text(counts(file, shape, dry_run=dry_run), "strong", wrap=True))
        for sentence_ in self._remarks(file, shape):
            self.body.addWidget(widgets.Text(sentence_, "caption", tone="warn", wrap=True))
        if file.types:
            self.body.addWidget(self._types(file, shape))

    def _remarks(self, file: FileReport, shape: Format) -> list[str]:
        said = [reason_sentence(one.code, one.params, shape) for one in file.warnings]
        if file.ignored:
            total = sum(file.ignored.values())
            said.append(
                tr_n(
                    "{n} entry is of a kind that is not kept: {kinds}.",
                    "{n} entries are of kinds that are not kept: {kinds}.",
                    total,
                    n=shape.number(total, 0),
                    kinds=_kinds(file),
                )
            )
        return said

    def _types(self, file: FileReport, shape: Format) -> QTableWidget:
        rows = sorted(file.types.items(), key=lambda item: -item[1])
        cells = [(_with_units(file, slug), shape.number(count, 0)) for slug, count in rows]
        table = plain_table((tr("Type"), tr("Readings")), cells, right=1)
        table.setAccessibleName(tr("Readings by type"))
        table.setFixedHeight(theme.current().px(56 + 32 * min(len(cells), 6)))
        return table


def _kinds(file: FileReport) -> str:
    """The most frequent kinds that are not kept, by the file's own words."""
    kinds = sorted(file.ignored, key=lambda kind: -file.ignored[kind])
    more = ", …" if len(kinds) > KINDS_SHOWN else ""
    return ", ".join(kinds[:KINDS_SHOWN]) + more


def _with_units(file: FileReport, slug: str) -> str:
    units = ", ".join(unit_label(unit) or unit for unit in file.units.get(slug, ()))
    return f"{type_name(slug)} ({units})" if units else type_name(slug)


def rejections_card(report: ImportReport, shape: Format) -> widgets.Card | None:
    """The readings that were not taken, with file, line and reason; None without any."""
    rejected = [(place(one), reason(one, shape)) for f in report.files for one in f.rejections]
    if not rejected:
        return None
    n = sum(file.rejected for file in report.files)
    said = tr_n("{n} reading was not taken", "{n} readings were not taken", n, n=shape.number(n, 0))
    card = widgets.Card(said)
    cells = rejected[:SHOWN_REJECTIONS]
    table = plain_table((tr("Line"), tr("Reason")), cells)
    table.setAccessibleName(tr("Readings that were not taken"))
    table.setFixedHeight(theme.current().px(56 + 32 * min(len(cells), 6)))
    card.body.addWidget(table)
    if n > len(cells):
        more = tr("The first {n} are shown.", n=len(cells))
        card.body.addWidget(widgets.Text(more, "caption", tone="muted", wrap=True))
    return card


def plain_table(
    heads: tuple[str, str], cells: Sequence[tuple[str, str]], right: int | None = None
) -> QTableWidget:
    table = QTableWidget(len(cells), len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(32)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    narrow = 0 if right is None else right
    header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
    return table
