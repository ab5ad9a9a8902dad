"""Readings out, as a table for other programs."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from healthdesk.domain.errors import Cancelled, HealthdeskError
from healthdesk.domain.records import RecordQuery
from healthdesk.texts import tr, tr_n
from healthdesk.ui.context import Context

EXPORT = "export"


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
        lambda error: _not_written(context, error),
        ended=lambda: context.messages.clear_banner(EXPORT), lane="long", owner=context.current,
    )  # fmt: skip


def _not_written(context: Context, error: HealthdeskError) -> None:
    if isinstance(error, Cancelled):
        context.messages.toast(tr("Export cancelled. No file was written."))
    else:
        context.messages.trouble(error)
