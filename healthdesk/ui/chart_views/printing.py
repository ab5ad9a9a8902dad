"""A chart on paper: one sheet, in the colours for white paper whatever the theme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QGraphicsView, QWidget

from healthdesk.domain.errors import StorageError
from healthdesk.texts import tr
from healthdesk.ui import theme, widgets
from healthdesk.ui.chart.look import DOT_OPACITY, Look
from healthdesk.ui.chart.pictures import paint_into, write_whole
from healthdesk.ui.chart_views.view import ChartView
from healthdesk.ui.window_state import keep_folder, opening_folder

MARGIN_MM = 14.0
PDF_DOTS = 600
# Logical pixels of the sheet in the dialog.
PREVIEW_WIDTH, PREVIEW_LEAST, PREVIEW_HEIGHT = 620, 420, 380
LANDSCAPE, PORTRAIT = "landscape", "portrait"


def paper_look(look: Look) -> Look:
    """The light theme's colours with the font in use."""
    light = theme.load("light")
    return replace(
        look,
        card="#FFFFFF",
        hairline=light.colors["line"],
        border=light.colors["border"],
        text=light.colors["text"],
        muted=light.colors["muted"],
        accent=light.colors["accent"],
        series=light.series,
        dot_opacity=DOT_OPACITY,
    )


def lay_out(paper: QPagedPaintDevice, orientation: str) -> None:
    """Even margins, and the sheet across or upright."""
    across = QPageLayout.Orientation.Landscape
    upright = QPageLayout.Orientation.Portrait
    paper.setPageOrientation(across if orientation == LANDSCAPE else upright)
    edges = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    paper.setPageMargins(edges, QPageLayout.Unit.Millimeter)


def print_view(view: ChartView, subtitle: str, paper: QPagedPaintDevice, dots: int) -> None:
    """Put what a view shows onto one page with so many dots an inch. On the screen it looks
    as before afterwards."""
    look = view.look()
    view.dress(paper_look(look))
    painter = QPainter(paper)
    try:
        area = paper.pageLayout().paintRectPixels(dots)
        sheet = replace(view.paper(), subtitle=subtitle)
        paint_into(sheet, painter, QRectF(0, 0, area.width(), area.height()))
    finally:
        painter.end()
        view.dress(look)


def pdf(view: ChartView, subtitle: str, orientation: str) -> bytes:
    """The page as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DOTS)
    writer.setTitle(view.picture_title())
    lay_out(writer, orientation)
    print_view(view, subtitle, writer, PDF_DOTS)
    return bytes(buffer.data().data())


class PrintDialog(widgets.Dialog):
    """Shows the sheet as it will be, and prints it or keeps it as PDF."""

    def __init__(self, view: ChartView, subtitle: str, parent: QWidget) -> None:
        super().__init__(tr("Print"), parent, width=PREVIEW_WIDTH)
        self._view, self._subtitle = view, subtitle
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(view.picture_title())
        lay_out(self._printer, LANDSCAPE)
        self.orientation = widgets.Segmented(
            tr("Sheet"), {LANDSCAPE: tr("Across"), PORTRAIT: tr("Upright")}
        )
        self.orientation.chosen.connect(self._turn)
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName(tr("The sheet as it will be printed"))
        look = theme.current()
        self.preview.setMinimumSize(PREVIEW_LEAST, PREVIEW_HEIGHT)
        self.preview.paintRequested.connect(self._paint)
        around = self.preview.findChild(QGraphicsView)
        if around is not None:
            around.scene().setBackgroundBrush(look.color("line"))
        self.body.addWidget(self.orientation)
        self.body.addWidget(self.preview, 1)
        self.add_button(tr("Cancel"), run=self.reject)
        self.add_button(tr("Save as PDF…"), run=self.save)
        self.add_button(tr("Print…"), "primary", run=self.choose_printer, default=True)

    def _turn(self, orientation: str) -> None:
        lay_out(self._printer, orientation)
        self.preview.updatePreview()

    def _paint(self, printer: QPrinter) -> None:
        print_view(self._view, self._subtitle, printer, printer.resolution())

    def choose_printer(self) -> None:
        """The desktop's own dialog of printers; what is chosen there is printed at once."""
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def _print(self) -> None:
        self._paint(self._printer)
        self.accept()

    def save(self) -> None:
        """Ask where to and keep the sheet as PDF."""
        paths = self._view.context.app.paths
        dialog = QFileDialog(self, tr("Save as PDF"), str(opening_folder(paths)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("PDF (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        subject = self._view.subject
        dialog.selectFile(f"{'chart' if subject is None else subject.kind.slug}.pdf")
        dialog.fileSelected.connect(lambda name: keep_folder(paths, Path(name)))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the sheet; what is wrong with the place is said in a sentence."""
        messages = self._view.context.messages
        try:
            write_whole(path, pdf(self._view, self._subtitle, self.orientation.key()))
        except StorageError as error:
            messages.trouble(error)
        else:
            messages.toast(tr("Saved as {name}.", name=path.name))
            self.accept()
