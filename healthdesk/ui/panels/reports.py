"""Reports: what goes onto one, how it will look, and the way to paper or a file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from healthdesk.domain.errors import Cancelled, HealthdeskError
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.reports import (
    PAPERS,
    SECTIONS,
    Paper,
    Reportable,
    ReportMade,
    ReportOptions,
    Section,
)
from healthdesk.paths import make_private
from healthdesk.texts import choice_label, shipped_languages, tr, tr_n, type_name, usual_paper
from healthdesk.texts import language as spoken
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.desktop import open_in_desktop
from healthdesk.ui.dialogs.exporting import opener
from healthdesk.ui.entry_fields import DATE_PATTERNS
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.record_filters import CheckList, PeriodPopup, period_name
from healthdesk.ui.wheel import scroll_past

REPORT: Final = "report"
DRAW_AFTER_MS: Final = 200
PAGE_WIDTH: Final = 760
# Pages drawn on the screen; the file has all of them.
PAGES_SHOWN: Final = 30
FILE_NAME: Final = "healthdesk-report.pdf"


def section_name(section: Section) -> str:
    return {
        "summary": tr("Overview"),
        "blood-pressure": tr("Blood pressure and guidelines"),
        "glucose": tr("Glucose: time in ranges"),
        "charts": tr("Trends"),
        "goals": tr("Goals"),
        "reminders": tr("Reminders"),
        "annotations": tr("Chart notes"),
        "readings": tr("List of readings"),
        "notes": tr("Notes"),
        "data": tr("Data inside the file"),
    }[section]


def paper_name(paper: Paper) -> str:
    return {"a4": tr("A4"), "us-letter": tr("US Letter")}[paper]


class PagePicture(QWidget):
    """One page as it will look, on white in every theme."""

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # with Tab from page to page
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._image.size()
        return round(_page_width(width) * size.height() / max(1, size.width()))

    def sizeHint(self) -> QSize:
        width = theme.current().px(PAGE_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        width = _page_width(self.width())
        place = QRect((self.width() - width) // 2, 0, width, self.height())
        painter = QPainter(self)
        painter.drawImage(place, self._smooth(place.size()))
        focused = self.hasFocus()
        painter.setPen(QPen(look.color("accent" if focused else "line"), 2 if focused else 1))
        edge = 1 if focused else 0
        painter.drawRect(place.adjusted(edge, edge, -1 - edge, -1 - edge))

    def _smooth(self, size: QSize) -> QImage:
        sharp = size * self.devicePixelRatioF()
        mode = Qt.TransformationMode.SmoothTransformation
        return self._image.scaled(sharp, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


def _page_width(room: int) -> int:
    """A page is as wide as it can be, up to what reads well."""
    return min(room, theme.current().px(PAGE_WIDTH))


class ReportsPanel(widgets.Page):
    """Choices above, the pages below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reports"), parent)
        self._context = context
        self._stale = True
        self._known = Reportable((), None)
        self.pages: list[PagePicture] = []
        self.print = widgets.Button(tr("Print…"), "plain", run=self._print)
        self.print.setToolTip(tr("Opens the report in your PDF program"))
        self.save = widgets.Button(tr("Save PDF…"), "primary", "export", run=self._choose_file)
        self.header.addWidget(self.print)
        self.header.addWidget(self.save)
        self._make_choices()
        self.state = widgets.Text("", "caption", tone="muted", wrap=True)
        self.body.addWidget(self.state)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self._connect()

    def _make_choices(self) -> None:
        current = self._context.current
        self.types = CheckList(tr("Types"), tr("Find a type"), self)
        self.parts = CheckList(tr("Parts of the report"), tr("Find a part"), self)
        self.parts.offer((section, section_name(section)) for section in SECTIONS)
        self.parts.choose(SECTIONS)
        pattern = DATE_PATTERNS[current.format.order]
        self.period = PeriodPopup(lambda: current.now().date(), pattern, self)
        self.period.choose("quarter")
        self.types_button, self.period_button = opener(self.types), opener(self.period)
        self.parts_button = opener(self.parts)
        self.paper, self.language = QComboBox(), QComboBox()
        self.paper.setAccessibleName(tr("Paper"))
        for paper in PAPERS:
            self.paper.addItem(paper_name(paper), paper)
        self.paper.setCurrentIndex(self.paper.findData(usual_paper()))
        self.language.setAccessibleName(tr("Language of the report"))
        for language in shipped_languages():
            self.language.addItem(choice_label(language), language)
        self.language.setCurrentIndex(max(0, self.language.findData(spoken())))
        for box in (self.paper, self.language):
            longest = max(len(box.itemText(place)) for place in range(box.count()))
            # In letters as wide as an X: what is wide in one font is not in all.
            box.setMinimumContentsLength(longest)
        card = widgets.Card()
        row = FlowRow(gap=8)
        buttons = (self.types_button, self.period_button, self.parts_button)
        for control in (*buttons, self.paper, self.language):
            row.addWidget(control)
        row.addStretch()
        card.body.addLayout(row)
        self.body.addWidget(card)
        for popup in (self.types, self.parts, self.period):
            popup.changed.connect(self._changed)
        for box in (self.paper, self.language):
            box.currentIndexChanged.connect(self._changed)
        scroll_past(self)

    def _connect(self) -> None:
        context = self._context
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
        context.current.personsChanged.connect(self._changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._changed)

    def shown(self) -> None:
        if self._stale:
            self._ask()

    def focus_first(self) -> None:
        self.types_button.setFocus()

    def options(self) -> ReportOptions:
        """What is chosen."""
        first, last = self.period.days()
        if first is None and self._known.days is not None:
            first, last = self._known.days
        return ReportOptions(
            types=self.types.chosen(),
            day_from=first,
            day_to=last,
            sections=tuple(s for s in SECTIONS if s in self.parts.chosen()),
            paper=self.paper.currentData(),
            language=self.language.currentData(),
        )

    # Following what changes

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is not None and event.person_id in (None, person.id):
            self._changed()

    def _changed(self, *_: object) -> None:
        self._stale = True
        self._say_choices()
        if self.isVisible():
            self._timer.start()

    def _say_choices(self) -> None:
        n = len(self.types.chosen())
        self.types_button.setText(tr_n("{n} type", "{n} types", n) if n else tr("All types"))
        shape = self._context.current.format
        first, last = self.period.days()
        period = period_name(self.period.key())
        if self.period.key() == "own" and first is not None and last is not None:
            period = tr("{first} to {last}", first=shape.date(first), last=shape.date(last))
        self.period_button.setText(period)
        parts = len(self.parts.chosen())
        every = tr_n("{n} part", "{n} parts", parts) if parts < len(SECTIONS) else tr("All parts")
        self.parts_button.setText(every)

    # The pages

    def _ask(self) -> None:
        """Have the pages drawn anew, by a worker."""
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        self._say_choices()
        reports, actor, person_id = self._context.app.reports, self._context.actor, person.id
        closing, options = self._context.tasks.is_closing, self.options()
        self.state.setText(tr("Drawing the pages…"))

        def work() -> tuple[Reportable, list[QImage]]:
            known = reports.reportable(actor, person_id)
            if known.days is None:
                return known, []
            pages = reports.preview(actor, person_id, options, closing)
            return known, [QImage.fromData(page) for page in pages[:PAGES_SHOWN]]

        self._context.tasks.run(
            work, self._take, self._failed, key=("reports", id(self)), owner=self
        )  # fmt: skip

    def _take(self, answer: tuple[Reportable, list[QImage]]) -> None:
        before, (self._known, images) = self._known, answer
        if self._known.days is None:
            self._show_empty()
            return
        if before.types != self._known.types:
            self._offer_types()
        if before.days != self._known.days and self.period.key() == "all":
            self._ask()  # now that it is known how long all time is
            return
        self._show_pages(images)
        self.state.setText(tr_n("{n} page", "{n} pages", len(images)))
        self.show_body()
        self._enable(can_write=True)

    def _offer_types(self) -> None:
        kinds = self._context.current.types
        self.types.offer((slug, type_name(kinds[slug])) for slug in self._known.types)
        self._say_choices()

    def _show_pages(self, images: Sequence[QImage]) -> None:
        for page in self.pages:
            self.body.removeWidget(page)
            page.deleteLater()
        self.pages = []
        for number, image in enumerate(images, 1):
            name = tr("Page {number} of {n}", number=number, n=len(images))
            self.pages.append(PagePicture(image, name))
            at = self.body.count() - 1  # before the stretch
            self.body.insertWidget(at, self.pages[-1])

    def _failed(self, error: HealthdeskError) -> None:
        self.state.setText("")
        self._enable(can_write=False)
        if not isinstance(error, Cancelled):
            self._context.messages.trouble(error)

    def _show_empty(self) -> None:
        self._enable(can_write=False)
        commands = self._context.commands
        self.show_instead(
            widgets.EmptyState(
                "reports",
                tr("A report for your doctor, made of your readings, will be here."),
                (tr("Add your first reading"), lambda: self._context.focus_entry("")),
                (tr("Import…"), lambda: commands.run("data.import")),
            )
        )

    def _enable(self, *, can_write: bool) -> None:
        for button in (self.print, self.save):
            button.setEnabled(can_write)

    # Onto paper and into a file

    def _choose_file(self) -> None:
        start = Path.home() / FILE_NAME
        dialog = QFileDialog(self, tr("Save the report"), str(start), tr("Reports (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(start.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def _print(self) -> None:
        """Through the program that shows PDF files here, which prints as its owner likes."""
        self.write(self._context.app.paths.exports / FILE_NAME, then_open=True)

    def write(self, out: Path, *, then_open: bool = False) -> None:
        """Make the file; a strip above the page tells that it is being made."""
        context, person = self._context, self._context.current.person
        if person is None:
            return
        stop, options = threading.Event(), self.options()
        said = tr("Writing {name}…", name=out.name)
        context.messages.banner(REPORT, said, "accent", (tr("Cancel"), stop.set))

        def stopped() -> bool:
            return stop.is_set() or context.tasks.is_closing()

        def work() -> ReportMade:
            if then_open:
                make_private(out.parent)
            reports = context.app.reports
            return reports.make(context.actor, person.id, options, out, lambda *_: None, stopped)

        context.tasks.run(
            work,
            lambda made: self._written(made, out, then_open),
            self._not_written,
            ended=lambda: context.messages.clear_banner(REPORT), lane="long", owner=self,
        )  # fmt: skip

    def _written(self, made: ReportMade, out: Path, then_open: bool) -> None:
        if then_open:
            open_in_desktop(out)
            return
        shape = self._context.current.format
        self._context.messages.toast(
            tr_n("Report about {n} reading written to {path}",
                 "Report about {n} readings written to {path}", made.readings,
                 n=shape.number(made.readings, 0), path=out.name)
        )  # fmt: skip

    def _not_written(self, error: HealthdeskError) -> None:
        if isinstance(error, Cancelled):
            self._context.messages.toast(tr("Cancelled. No file was written."))
        else:
            self._context.messages.trouble(error)
