"""Bring files in: look first, then import, and keep the list of what was not taken.

The dialog goes through four pages: reading (what would come), the preview, importing, and
the result. Nothing is stored before the preview was agreed to, and cancelling leaves the
data as it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHeaderView,
    QProgressBar,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import Cancelled, FieldError, HealthdeskError
from healthdesk.domain.times import local_day
from healthdesk.domain.transfers import FileReport, ImportOptions, ImportReport, Rejected, TakenBack
from healthdesk.texts import Format, field_sentence, format_name, sentence, tr, tr_n, type_name
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.messages import announce
from healthdesk.ui.window_state import keep_folder, opening_folder

# Ten times a second is as often as anybody reads.
PROGRESS_S: Final = 0.1
# A rate is told once it means something.
RATE_AFTER_S: Final = 1.0
STEPS: Final = 1000
SHOWN_REJECTIONS: Final = 500
PATTERN: Final = "*.zip *.xml *.csv *.json"


@dataclass(frozen=True, slots=True)
class Advance:
    """How far an import is: bytes of all files, readings so far, seconds since it began."""

    done: int
    total: int
    rows: int
    seconds: float

    @property
    def share(self) -> float:
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0

    @property
    def rate(self) -> float | None:
        """Readings a second, once that means something."""
        return self.rows / self.seconds if self.seconds >= RATE_AFTER_S else None

    @property
    def seconds_left(self) -> float | None:
        if self.seconds < RATE_AFTER_S or self.share <= 0:
            return None
        return self.seconds * (1 - self.share) / self.share


class Feed:
    """Called by the worker as often as it likes; passes on what the window can show."""

    def __init__(
        self,
        deliver: Callable[[Advance], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deliver = deliver
        self._clock = clock
        self._began = clock()
        self._last: float | None = None

    def __call__(self, done: int, total: int, rows: int) -> None:
        now = self._clock()
        if self._last is not None and now - self._last < PROGRESS_S:
            return
        self._last = now
        self._deliver(Advance(done, total, rows, now - self._began))


def progress_text(advance: Advance, shape: Format) -> str:
    """`12,000 readings · 8,000 a second · about 12 s left`."""
    parts = [tr_n("{n} reading", "{n} readings", advance.rows, n=shape.number(advance.rows, 0))]
    if advance.rate is not None:
        parts.append(tr("{n} a second", n=shape.number(advance.rate, 0)))
    left = advance.seconds_left
    if left is not None:
        parts.append(
            tr("about {n} s left", n=shape.number(max(1, round(left)), 0)) if left < 90
            else tr("about {n} min left", n=shape.number(round(left / 60), 0))
        )  # fmt: skip
    return " · ".join(parts)


def reason(rejected: Rejected, shape: Format) -> str:
    """Why a reading was not taken, in words."""
    return field_sentence(FieldError("", rejected.code, **rejected.params), shape)


def rejection_list(report: ImportReport, shape: Format) -> str:
    """The readings that were not taken, as text to keep: file, line and reason."""
    lines: list[str] = []
    for file in report.files:
        told = [*([file.refused] if file.refused else []), *file.rejections]
        if told:
            lines.append(file.path)
            lines += [
                tr("Line {line}: {reason}", line=one.line, reason=reason(one, shape))
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
        self.body.addWidget(widgets.Text(head, "caption", tone="muted", wrap=True))
        self.body.addWidget(widgets.Text(counts(file, shape, dry_run=dry_run), "strong", wrap=True))
        for sentence_ in self._remarks(file, shape):
            self.body.addWidget(widgets.Text(sentence_, "caption", tone="warn", wrap=True))
        if file.types:
            self.body.addWidget(self._types(file, shape))

    def _remarks(self, file: FileReport, shape: Format) -> list[str]:
        said = []
        if file.ahead:
            said.append(
                tr_n(
                    "{n} reading is ahead of this computer's clock.",
                    "{n} readings are ahead of this computer's clock.",
                    file.ahead,
                )
            )
        if file.ignored:
            total = sum(file.ignored.values())
            said.append(
                tr_n(
                    "{n} entry is of a kind that is not kept.",
                    "{n} entries are of kinds that are not kept.",
                    total,
                    n=shape.number(total, 0),
                )
            )
        return said

    def _types(self, file: FileReport, shape: Format) -> QTableWidget:
        rows = sorted(file.types.items(), key=lambda item: -item[1])
        cells = [(type_name(slug), shape.number(count, 0)) for slug, count in rows]
        table = _table((tr("Type"), tr("Readings")), cells, right=1)
        table.setAccessibleName(tr("Readings by type"))
        table.setFixedHeight(theme.current().px(56 + 32 * min(len(cells), 6)))
        return table


def _table(
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


class ImportDialog(widgets.Dialog):
    """From chosen files to stored readings, with a way back at each step."""

    def __init__(
        self, context: Context, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Import"), parent, width=560)
        self._context = context
        self._paths = tuple(paths)
        self._person = context.current.person
        self._stop = threading.Event()
        self._working = False
        self._close_after = False
        self.report: ImportReport | None = None
        self.state = widgets.Text("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setAccessibleName(tr("Progress of the import"))
        self.bar.setTextVisible(False)
        self.speed = widgets.Text("", "caption", tone="muted")
        self._content = QWidget()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._content)
        self._area.setAccessibleName(tr("What the files hold"))
        # Takes the room while there is nothing to list.
        self._filler = widgets.stretch()
        for widget in (self.state, self.bar, self.speed):
            self.body.addWidget(widget)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._filler, 1)
        self.cancel = self.add_button(tr("Cancel"), "quiet", run=self.reject)
        self.keep = self.add_button(tr("Save the list…"), run=self.save_list)
        self.back = self.add_button(tr("Undo the import"), run=self.undo)
        self.go = self.add_button(tr("Import"), "primary", run=self.store, default=True)
        self.done_button = self.add_button(tr("Close"), "primary", run=self.reject)
        self.resize(600, 520)
        self._look()

    # -- the steps --------------------------------------------------------------------

    def _look(self) -> None:
        self._run(
            tr_n("Reading {n} file…", "Reading {n} files…", len(self._paths)),
            ImportOptions(dry_run=True, skip_bad=True),
            self._preview,
        )

    def store(self) -> None:
        """Import what the preview showed."""
        self._run(
            tr("Importing… You can cancel; then nothing of it is kept."),
            ImportOptions(skip_bad=True),
            self._result,
        )

    def _run(
        self, state: str, options: ImportOptions, done: Callable[[ImportReport], None]
    ) -> None:
        self._show_working(state)
        transfer, actor, paths = self._context.app.transfer, self._context.actor, self._paths
        person_id = self._person.id if self._person else None
        tasks = self._context.tasks
        self._stop = stop = threading.Event()
        feed = Feed(lambda advance: tasks.deliver(self._advance, stop, advance))

        def work() -> ImportReport:
            return transfer.import_files(
                actor, paths, person_id=person_id, options=options, progress=feed,
                cancelled=lambda: stop.is_set() or tasks.is_closing(),
            )  # fmt: skip

        tasks.run(work, done, self._failed, ended=self._ended, lane="long", owner=self)

    def _advance(self, run: threading.Event, advance: Advance) -> None:
        """On the main thread, at most ten times a second, while this run goes on."""
        if run is not self._stop or not self._working:
            return
        self.bar.setValue(round(advance.share * STEPS))
        self.speed.setText(progress_text(advance, self._context.current.format))

    def _ended(self) -> None:
        self._working = False
        if self._close_after:
            super().reject()

    def _failed(self, error: HealthdeskError) -> None:
        if isinstance(error, Cancelled):
            said = tr("Cancelled. Your data is as it was before.")
        else:
            said = sentence(error, self._context.current.format)
        self._show_end(said, "muted" if isinstance(error, Cancelled) else "bad")

    def reject(self) -> None:
        """Cancel what is under way first; close once it has stopped."""
        if not self._working:
            super().reject()
            return
        self._stop.set()
        self.cancel.setEnabled(False)
        self.state.setText(tr("Stopping… What was stored so far is taken back."))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button cancels and then closes."""
        if self._working:
            self._close_after = True
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    # -- the pages --------------------------------------------------------------------

    def _show_working(self, state: str) -> None:
        self._working = True
        self._say(state, "")
        self.bar.setValue(0)
        self.speed.setText("")
        self._set_visible(working=True)
        self.cancel.setEnabled(True)

    def _preview(self, report: ImportReport) -> None:
        self.report = report
        shape = self._context.current.format
        new = report.added
        name = self._person.name if self._person else ""
        if new:
            said = tr_n(
                "{n} new reading for {name}. Nothing is stored yet.",
                "{n} new readings for {name}. Nothing is stored yet.",
                new,
                n=shape.number(new, 0),
                name=name,
            )
        elif any(file.refused is None for file in report.files):
            said = tr("Nothing new: all these readings are there already.")
        else:
            said = tr("Nothing can be imported from here. Nothing was changed.")
        self._show_report(said)
        self.go.setVisible(new > 0)
        self.done_button.setVisible(new == 0)
        self.cancel.setVisible(new > 0)
        self.cancel.setEnabled(True)
        (self.go if new else self.done_button).setFocus()

    def _result(self, report: ImportReport) -> None:
        self.report = report
        shape = self._context.current.format
        self._show_report(
            tr_n(
                "Imported {n} reading.",
                "Imported {n} readings.",
                report.added,
                n=shape.number(report.added, 0),
            )
        )
        self.back.setVisible(report.batch is not None)
        self.done_button.show()
        self.done_button.setFocus()

    def _show_report(self, said: str) -> None:
        self._say(said, "")
        self._set_visible(working=False)
        self._area.show()
        self._filler.hide()
        self._clear_list()
        report, shape = self.report, self._context.current.format
        if report is None:
            return
        for file in report.files:
            self._list.addWidget(FileCard(file, shape, dry_run=report.dry_run))
        rejected = [(one.line, reason(one, shape)) for f in report.files for one in f.rejections]
        if rejected:
            self._list.addWidget(self._rejections(rejected))
        self._list.addStretch(1)
        refused = any(file.refused for file in report.files)
        self.keep.setVisible(bool(rejected) or refused)

    def _rejections(self, rejected: Sequence[tuple[int, str]]) -> widgets.Card:
        n = len(rejected)
        card = widgets.Card(tr_n("{n} reading was not taken", "{n} readings were not taken", n))
        cells = [(str(line), why) for line, why in rejected[:SHOWN_REJECTIONS]]
        table = _table((tr("Line"), tr("Reason")), cells)
        table.setAccessibleName(tr("Readings that were not taken"))
        table.setFixedHeight(theme.current().px(56 + 32 * min(len(cells), 6)))
        card.body.addWidget(table)
        if n > SHOWN_REJECTIONS:
            more = tr("The first {n} are shown; the saved list has all.", n=SHOWN_REJECTIONS)
            card.body.addWidget(widgets.Text(more, "caption", tone="muted", wrap=True))
        return card

    def _show_end(self, said: str, tone: str) -> None:
        self._say(said, tone)
        self._set_visible(working=False)
        self._clear_list()
        self.done_button.show()
        self.done_button.setFocus()

    def _say(self, said: str, tone: str) -> None:
        self.state.setText(said)
        self.state.set_tone(tone)
        announce(self, said)

    def _set_visible(self, *, working: bool) -> None:
        """The controls of the page; each page shows what else it has."""
        for shown in (self.bar, self.speed, self.cancel):
            shown.setVisible(working)
        for hidden in (self._area, self.keep, self.back, self.go, self.done_button):
            hidden.hide()
        self._filler.show()

    def _clear_list(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # -- afterwards -------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what this import added."""
        if self.report is None or self.report.batch is None:
            return
        self.back.setEnabled(False)
        transfer, actor, batch = self._context.app.transfer, self._context.actor, self.report.batch
        self._context.tasks.run(
            lambda: transfer.undo_import(actor, batch), self._undone, self._failed,
            lane="write", owner=self,
        )  # fmt: skip

    def _undone(self, taken_back: TakenBack) -> None:
        count = taken_back.removed
        shape = self._context.current.format
        self._show_end(
            tr_n(
                "Took back {n} reading. The file can be imported again.",
                "Took back {n} readings. The file can be imported again.",
                count,
                n=shape.number(count, 0),
            ),
            "",
        )

    def save_list(self) -> None:
        """Keep the list of what was not taken as a text file."""
        paths = self._context.app.paths
        start = opening_folder(paths) / tr("not-imported.txt")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the list"), str(start), tr("Text files (*.txt)")
        )
        if name:
            keep_folder(paths, Path(name))
            self.write_list(Path(name))

    def write_list(self, path: Path) -> None:
        """Write the list to `path`; a failure is said in place."""
        if self.report is None:
            return
        text = rejection_list(self.report, self._context.current.format)
        try:
            path.write_text(text, "utf-8")
        except OSError:
            self._say(
                tr("The list can't be written there. Choose another folder. Nothing was lost."),
                "bad",
            )
        else:
            self._context.messages.toast(tr("Saved the list as {name}.", name=path.name))


def choose_import(context: Context, parent: QWidget | None = None) -> ImportDialog | None:
    """Ask for files, then show what they hold; None where none was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        tr("Choose files to import"),
        str(opening_folder(context.app.paths)),
        ";;".join((tr("Health files ({pattern})", pattern=PATTERN), tr("All files (*)"))),
    )
    if not names:
        return None
    keep_folder(context.app.paths, Path(names[0]))
    dialog = ImportDialog(context, [Path(name) for name in names], parent)
    dialog.open()
    return dialog
