"""Files in and out, as the window does it: choose, watch, stop, take back."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from healthdesk.domain.errors import Cancelled, HealthdeskError
from healthdesk.domain.records import RecordQuery
from healthdesk.texts import tr, tr_n
from healthdesk.ui.context import Context

if TYPE_CHECKING:
    from healthdesk.domain.transfers import ImportReport

IMPORT, EXPORT = "import", "export"


def choose_import(context: Context, parent: QWidget) -> None:
    """Ask for files and read them for the person in view."""
    kinds = ";;".join([tr("Health data (*.zip *.xml *.csv *.json)"), tr("All files (*)")])
    dialog = QFileDialog(parent, tr("Import files"), str(Path.home()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(
        lambda names: import_files(context, [Path(name) for name in names])
    )
    dialog.open()


def import_files(context: Context, paths: Sequence[Path]) -> None:
    """Read files on the lane for long work, with progress and a way to stop."""
    person = context.current.person
    if person is None or not paths:
        return
    stop = threading.Event()
    names = ", ".join(path.name for path in paths)
    cancel = (tr("Cancel"), stop.set)
    context.messages.banner(IMPORT, tr("Reading {names} …", names=names), "accent", cancel)
    context.commands.enable("data.import", ready=False)

    def watch(done: int, total: int, rows: int) -> None:
        context.tasks.deliver(_progress, context, names, done, total, rows)

    def stopped() -> bool:
        return stop.is_set() or context.tasks.is_closing()

    def work() -> ImportReport:
        return context.app.transfer.import_files(
            context.actor, paths, person.id, progress=watch, cancelled=stopped
        )

    def ended() -> None:
        context.messages.clear_banner(IMPORT)
        context.commands.enable("data.import", ready=True)

    context.tasks.run(
        work,
        lambda report: _imported(context, report),
        lambda error: _not_done(context, error, tr("Import cancelled. Nothing of it was kept.")),
        ended=ended, lane="long", owner=context.current,
    )  # fmt: skip


def _progress(context: Context, names: str, done: int, total: int, rows: int) -> None:
    share = round(100 * done / total) if total else 0
    shape = context.current.format
    said = tr("Reading {names}: {share} %, {rows} readings", names=names, share=share,
              rows=shape.number(rows, 0))  # fmt: skip
    context.messages.update_banner(IMPORT, said)


def _imported(context: Context, report: ImportReport) -> None:
    shape = context.current.format
    added = tr_n("{n} reading added", "{n} readings added", report.added,
                 n=shape.number(report.added, 0))  # fmt: skip
    parts = [added]
    known = sum(file.duplicate for file in report.files)
    refused = sum(file.rejected for file in report.files)
    if known:
        parts.append(tr("{n} were there already", n=shape.number(known, 0)))
    if refused:
        parts.append(tr("{n} could not be used", n=shape.number(refused, 0)))
    said = ", ".join(parts) + "."
    batch = report.batch
    if batch is None:
        context.messages.banner(IMPORT, said, "good")
        return
    undo = (tr("Take the import back"), lambda: _take_back(context, batch))
    context.messages.banner(IMPORT, said, "good", undo, closable=True)


def _take_back(context: Context, batch: int) -> None:
    def done(removed: int) -> None:
        context.messages.clear_banner(IMPORT)
        shape = context.current.format
        context.messages.toast(
            tr_n("{n} reading removed", "{n} readings removed", removed,
                 n=shape.number(removed, 0))
        )  # fmt: skip

    context.tasks.run(
        lambda: context.app.transfer.undo_import(context.actor, batch),
        done, lane="long", owner=context.current,
    )  # fmt: skip


def choose_export(context: Context, parent: QWidget) -> None:
    """Ask where to and write the readings of the person in view as CSV."""
    start = Path.home() / f"healthdesk-{dt.date.today():%Y-%m-%d}.csv"  # noqa: DTZ011 - a name
    dialog = QFileDialog(parent, tr("Export as CSV"), str(start), tr("Tables (*.csv)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(start.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: export_csv(context, Path(name)))
    dialog.open()


def export_csv(context: Context, out: Path) -> None:
    person = context.current.person
    if person is None:
        return
    stop = threading.Event()
    cancel = (tr("Cancel"), stop.set)
    context.messages.banner(EXPORT, tr("Writing {name} …", name=out.name), "accent", cancel)

    def stopped() -> bool:
        return stop.is_set() or context.tasks.is_closing()

    def work() -> int:
        query = RecordQuery(person_ids=(person.id,), newest_first=False)
        return context.app.transfer.export_csv(context.actor, query, out, cancelled=stopped)

    def done(rows: int) -> None:
        shape = context.current.format
        context.messages.toast(
            tr_n("{n} reading written to {name}", "{n} readings written to {name}", rows,
                 n=shape.number(rows, 0), name=out.name)
        )  # fmt: skip

    context.tasks.run(
        work, done,
        lambda error: _not_done(context, error, tr("Export cancelled. No file was written.")),
        ended=lambda: context.messages.clear_banner(EXPORT), lane="long", owner=context.current,
    )  # fmt: skip


def _not_done(context: Context, error: HealthdeskError, when_cancelled: str) -> None:
    if isinstance(error, Cancelled):
        context.messages.toast(when_cancelled)
    else:
        context.messages.trouble(error)
