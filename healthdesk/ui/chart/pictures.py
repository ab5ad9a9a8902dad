"""A chart as a file or a picture: SVG, and PNG made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from healthdesk.domain.errors import StorageError
from healthdesk.ui.chart.look import Look

PICTURE_SCALE = 2.0
MARGIN = 16


class Drawing(Protocol):
    """What can be put onto paper: a widget of a chart."""

    look: Look

    def width(self) -> int:
        """In logical pixels."""

    def height(self) -> int:
        """In logical pixels."""

    def draw(self, painter: QPainter) -> None:
        """Paint all of it from (0, 0) on, as shapes that stay sharp at any size."""


def drawing(chart: Drawing, title: str) -> bytes:
    """The chart as it stands, with `title` above, as SVG."""
    size = _size(chart)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    sheet.setOutputDevice(buffer)
    sheet.setSize(size.toSize())
    sheet.setViewBox(QRectF(QPointF(), size))
    sheet.setResolution(96)
    sheet.setTitle(title)
    painter = QPainter(sheet)
    _draw(chart, painter, size, title)
    painter.end()
    return bytes(buffer.data().data())


def picture(chart: Drawing, title: str, scale: float = PICTURE_SCALE) -> QImage:
    """The same as pixels, `scale` times as fine as the screen."""
    size = _size(chart)
    image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(chart.look.card))
    painter = QPainter(image)
    painter.scale(scale, scale)
    _draw(chart, painter, size, title)
    painter.end()
    dots = round(96 * scale / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def save(chart: Drawing, path: Path, title: str) -> None:
    """Write a picture, SVG for a path that ends so, else PNG; a file there is replaced
    only by a whole one. Raises StorageError("chart-not-saved", path=…)."""
    if path.suffix.lower() == ".svg":
        data = drawing(chart, title)
    else:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(picture(chart, title))
        data = bytes(buffer.data().data())
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not written or not file.commit():
        raise StorageError("chart-not-saved", path=str(path))


def _size(chart: Drawing) -> QSizeF:
    return QSizeF(chart.width() + 2 * MARGIN, chart.height() + 2 * MARGIN + _title_height(chart))


def _title_height(chart: Drawing) -> float:
    return QFontMetricsF(chart.look.font).height() + 20


def _draw(chart: Drawing, painter: QPainter, size: QSizeF, title: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(), size), QColor(chart.look.card))
    font = QFont(chart.look.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(chart.look.text))
    head = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, _title_height(chart))
    painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), title)
    painter.translate(MARGIN, MARGIN + _title_height(chart))
    chart.draw(painter)
