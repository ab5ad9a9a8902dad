"""Readings and reminders out: as what, whose, which of them, and where to."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from healthdesk.domain.errors import Cancelled, HealthdeskError
from healthdesk.domain.records import RecordQuery
from healthdesk.services.exports import ENDINGS, Exported
from healthdesk.texts import remark_sentence, tr, tr_n, type_name
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.desktop import open_in_desktop
from healthdesk.ui.entry_fields import DATE_PATTERNS
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.record_filters import CheckList, PeriodPopup, Popup, period_name
from healthdesk.ui.window_state import keep_folder, opening_folder

EXPORT: Final = "export"
EVERYBODY: Final = 0


def choose_export(context: Context, parent: QWidget) -> None:
    """Ask what to write and where to, and write it."""
    ExportDialog(context, parent).open()


def shown_name(format_: str) -> str:
    return {
        "csv": tr("Table (CSV)"),
        "json": tr("Everything (JSON)"),
        "fhir": tr("Medical systems (FHIR)"),
        "xlsx": tr("Workbook (Excel)"),
        "ical": tr("Calendar (iCalendar)"),
    }[format_]


def what_for(format_: str) -> str:
    """What a format is good for, in a sentence."""
    return {
        "csv": tr("A table for spreadsheets and other programs, one reading a row. HealthDesk "
                  "reads it back."),
        "json": tr("Everything about the readings, for keeping and for moving to another "
                   "computer. HealthDesk reads it back."),
        "fhir": tr("For doctors' and hospitals' systems: a FHIR R4 bundle with LOINC codes. "
                   "HealthDesk reads it back."),
        "xlsx": tr("A workbook to read and print: a sheet with a chart for each type."),
        "ical": tr("Your reminders for a calendar, with an alarm each."),
    }[format_]  # fmt: skip


class ExportDialog(widgets.Dialog):
    """Choices of one export; `chosen()` is what they say."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export"), parent, width=520)
        self._context = context
        self.format = QComboBox()
        for format_ in ENDINGS:
            self.format.addItem(shown_name(format_), format_)
        self.purpose = widgets.Text("", "caption", tone="muted", wrap=True)
        self.person = QComboBox()
        for person in context.current.persons:
            self.person.addItem(person.name, person.id)
        if len(context.current.persons) > 1:
            self.person.addItem(tr("Everybody"), EVERYBODY)
        if context.current.person is not None:
            self.person.setCurrentIndex(self.person.findData(context.current.person.id))
        self.types = CheckList(tr("Types"), tr("Find a type"), self)
        self.types.offer((kind.slug, type_name(kind)) for kind in context.current.types)
        shape = context.current.format
        self.period = PeriodPopup(
            lambda: context.current.now().date(), DATE_PATTERNS[shape.order], self
        )
        self.types_button = opener(self.types)
        self.period_button = opener(self.period)
        self.deleted = QCheckBox(tr("Also what is in the bin"))
        self.count = widgets.Text("", "strong", wrap=True)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._say)
        self.types.changed.connect(self._say)
        self.period.changed.connect(self._say)
        self.person.currentIndexChanged.connect(self._say)
        self.deleted.toggled.connect(self._say)
        self._key: object = None  # of the number that is being counted
        self.add_button(tr("Cancel"), run=self.reject)
        self.ok = self.add_button(
            tr("Choose a file…"), "primary", run=self._choose_file, default=True
        )
        self._say()
        self.format.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(widgets.Field(tr("Format"), self.format))
        self.body.addWidget(self.purpose)
        self.body.addWidget(widgets.Field(tr("Person"), self.person))
        row = QWidget()
        line = FlowRow(row)
        for button in (self.types_button, self.period_button):
            line.addWidget(button)
        line.addStretch()
        self.body.addWidget(row)
        self.body.addWidget(self.deleted)
        self.body.addWidget(self.count)

    def chosen(self) -> tuple[str, RecordQuery]:
        """The format and what is asked for."""
        format_ = str(self.format.currentData())
        person = self.person.currentData()
        first, last = self.period.days()
        dated = format_ != "ical"
        return format_, RecordQuery(
            person_ids=() if person in (None, EVERYBODY) else (int(person),),
            types=self.types.chosen(),
            day_from=first if dated else None,
            day_to=last if dated else None,
            with_deleted=self.deleted.isChecked() and dated,
            newest_first=False,
        )

    def _say(self) -> None:
        """What the choices mean, on the buttons and below the format."""
        format_ = str(self.format.currentData())
        self.purpose.setText(what_for(format_))
        self.format.setAccessibleDescription(what_for(format_))
        n = len(self.types.chosen())
        types = tr_n("{n} type", "{n} types", n) if n else tr("All types")
        self.types_button.setText(types)
        shape = self._context.current.format
        first, last = self.period.days()
        period = period_name(self.period.key())
        if self.period.key() == "own" and first is not None and last is not None:
            period = tr("{first} to {last}", first=shape.date(first), last=shape.date(last))
        self.period_button.setText(period)
        for control in (self.period_button, self.deleted):
            control.setEnabled(format_ != "ical")
        self._count()

    def _count(self) -> None:
        """Ask how many readings that is, so that nobody writes an empty file."""
        format_, query = self.chosen()
        if format_ == "ical":
            self._key = None
            self.count.setText("")
            self.ok.setEnabled(True)
            return
        context, asked = self._context, object()
        self._key = asked
        journal, actor = context.app.journal, context.actor
        context.tasks.run(
            lambda: journal.count(actor, query),
            lambda n: self._counted(asked, n),
            key=("export.count", id(self)), owner=self,
        )  # fmt: skip

    def _counted(self, asked: object, n: int) -> None:
        if asked is not self._key:
            return
        shape = self._context.current.format
        said = tr_n("{n} reading", "{n} readings", n, n=shape.number(n, 0))
        self.count.setText(said if n else tr("There is no reading of that."))
        # Everything is more than readings.
        self.ok.setEnabled(n > 0 or self.format.currentData() == "json")

    def _choose_file(self) -> None:
        format_, query = self.chosen()
        ending = ENDINGS[format_]
        name = f"healthdesk-{dt.date.today():%Y-%m-%d}.{ending}"  # noqa: DTZ011 - a name
        kind = tr("{format} files ({pattern})", format=shown_name(format_), pattern=f"*.{ending}")
        folder = opening_folder(self._context.app.paths)
        dialog = QFileDialog(self, tr("Export"), str(folder / name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._begin(format_, query, Path(path)))
        dialog.open()

    def _begin(self, format_: str, query: RecordQuery, out: Path) -> None:
        keep_folder(self._context.app.paths, out)
        export(self._context, format_, query, out)
        self.accept()


def opener(popup: Popup) -> widgets.Button:
    button = widgets.Button("", icon="chevron-down")
    button.setAutoDefault(False)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    button.clicked.connect(lambda: popup.open_under(button))
    return button


def export(context: Context, format_: str, query: RecordQuery, out: Path) -> None:
    """Write a file in the background; a strip above the page tells how far it is."""
    stop = threading.Event()
    cancel = (tr("Cancel"), stop.set)
    context.messages.banner(EXPORT, tr("Writing {name}…", name=out.name), "accent", cancel)

    def stopped() -> bool:
        return stop.is_set() or context.tasks.is_closing()

    def work() -> Exported:
        progress = _progress(context, out)
        return context.app.exports.export(context.actor, format_, query, out, progress, stopped)

    context.tasks.run(
        work,
        lambda exported: _written(context, exported, out),
        lambda error: _not_written(context, error),
        ended=lambda: context.messages.clear_banner(EXPORT), lane="long", owner=context.current,
    )  # fmt: skip


def _progress(context: Context, out: Path) -> Callable[[int, int, int], None]:
    told = [-1]

    def show(done: int, total: int, _rows: int) -> None:
        share = done * 100 // max(total, 1)
        if share != told[0]:
            told[0] = share
            said = tr("Writing {name}: {share} %", name=out.name, share=share)
            context.tasks.deliver(context.messages.update_banner, EXPORT, said)

    return show


def _written(context: Context, exported: Exported, out: Path) -> None:
    shape = context.current.format
    n = shape.number(exported.count, 0)
    if exported.format == "ical":
        said = tr_n(
            "{n} reminder written to {name}", "{n} reminders written to {name}", exported.count,
            n=n, name=out.name,
        )  # fmt: skip
    else:
        said = tr_n(
            "{n} reading written to {name}", "{n} readings written to {name}", exported.count,
            n=n, name=out.name,
        )  # fmt: skip
    context.messages.toast(said, (tr("Show the folder"), lambda: open_in_desktop(out.parent)))
    for remark in exported.remarks:
        context.messages.banner(f"{EXPORT}-{remark.code}", remark_sentence(remark, shape), "warn")


def _not_written(context: Context, error: HealthdeskError) -> None:
    if isinstance(error, Cancelled):
        context.messages.toast(tr("Export cancelled. No file was written."))
    else:
        context.messages.trouble(error)
