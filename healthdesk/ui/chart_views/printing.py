"""A chart on paper: one sheet across, in the colours for white paper whatever the theme."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from healthdesk.texts import tr
from healthdesk.ui import theme
from healthdesk.ui.chart.look import DOT_OPACITY, Look
from healthdesk.ui.chart.pictures import paint_into
from healthdesk.ui.chart_views.view import ChartView

MARGIN_MM = 14.0


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


def printer_for(title: str) -> QPrinter:
    """A printer with a sheet across and even margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    edges = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    printer.setPageMargins(edges, QPageLayout.Unit.Millimeter)
    return printer


def print_view(view: ChartView, subtitle: str, printer: QPrinter) -> None:
    """Put what a view shows onto one page. On the screen it looks as before afterwards."""
    look = view.look()
    view.dress(paper_look(look))
    painter = QPainter(printer)
    try:
        sheet = replace(view.paper(), subtitle=subtitle)
        area = printer.pageRect(QPrinter.Unit.DevicePixel)
        paint_into(sheet, painter, QRectF(0, 0, area.width(), area.height()))
    finally:
        painter.end()
        view.dress(look)


def preview(view: ChartView, subtitle: str, parent: QWidget) -> QPrintPreviewDialog:
    """A dialog that shows the sheet; the printer and the paper are chosen there."""
    printer = printer_for(view.picture_title())
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"HealthDesk – {tr('Print')}")
    dialog.resize(parent.window().size() * 0.9)
    dialog.paintRequested.connect(lambda target: print_view(view, subtitle, target))
    return dialog
