"""What a chart shows on a sheet: its title, figures and legend around the drawing; as a
picture, as SVG, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPointF,
    QRectF,
    QSaveFile,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from healthdesk.domain.errors import StorageError
from healthdesk.ui.chart.legend import paint_sign
from healthdesk.ui.chart.look import Look, faded

PICTURE_SCALE = 2.0
MARGIN = 16.0
GAP = 10.0
# How much larger the title is.
TITLE = 1.3
# A sign of the legend, the room after it, and between two entries.
SIGN, SIGN_GAP, KEY_GAP = 18.0, 6.0, 18.0
_TOP_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Drawing(Protocol):
    """What can be put onto paper: a widget of a chart."""

    look: Look

    def width(self) -> int:
        """In logical pixels."""

    def height(self) -> int:
        """In logical pixels."""

    def draw(self, painter: QPainter) -> None:
        """Paint all of it from (0, 0) on, as shapes that stay sharp at any size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing and what stands around it: `title` above, `subtitle` under that, figures
    (name and value), keys of the legend (shape, colour, words) and a note below."""

    drawing: Drawing
    title: str
    subtitle: str = ""
    figures: Sequence[tuple[str, str]] = ()
    keys: Sequence[tuple[str, int | str, str]] = ()
    note: str = ""


def svg(sheet: Sheet) -> bytes:
    """The sheet as SVG."""
    size = _Layout(sheet).size()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    page.setOutputDevice(buffer)
    page.setSize(size.toSize())
    page.setViewBox(QRectF(QPointF(), size))
    page.setResolution(96)
    page.setTitle(sheet.title)
    painter = QPainter(page)
    paint(sheet, painter)
    painter.end()
    return bytes(buffer.data().data())


def picture(sheet: Sheet, scale: float = PICTURE_SCALE) -> QImage:
    """The same as pixels, `scale` times as fine as the screen."""
    size = _Layout(sheet).size()
    image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(sheet.drawing.look.card))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(sheet, painter)
    painter.end()
    dots = round(96 * scale / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def save(sheet: Sheet, path: Path) -> None:
    """Write a picture, SVG for a path that ends so, else PNG; a file there is replaced
    only by a whole one. Raises StorageError("chart-not-saved", path=…)."""
    if path.suffix.lower() == ".svg":
        data = svg(sheet)
    else:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(picture(sheet))
        data = bytes(buffer.data().data())
    write_whole(path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Put a file there or leave what is there. Raises StorageError("chart-not-saved", path=…)."""
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not written or not file.commit():
        raise StorageError("chart-not-saved", path=str(path))


def paint_into(sheet: Sheet, painter: QPainter, area: QRectF) -> None:
    """As large as it fits into an area of paper, at its upper end."""
    size = _Layout(sheet).size()
    scale = min(area.width() / size.width(), area.height() / size.height())
    painter.save()
    painter.translate(area.left() + (area.width() - scale * size.width()) / 2, area.top())
    painter.scale(scale, scale)
    paint(sheet, painter)
    painter.restore()


def paint(sheet: Sheet, painter: QPainter) -> None:
    """All of it from (0, 0) on, in logical pixels."""
    layout = _Layout(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(), layout.size()), QColor(sheet.drawing.look.card))
    layout.paint(painter)


class _Layout:
    """Where the parts of a sheet lie, from above."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._look = sheet, sheet.drawing.look
        self._width = float(sheet.drawing.width())
        self._bold = QFont(self._look.font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._large = QFont(self._bold)
        self._large.setPixelSize(round(self._bold.pixelSize() * TITLE))
        self._metrics = QFontMetricsF(self._look.font)
        self._line = self._metrics.height()

    def size(self) -> QSizeF:
        height = sum(height for height, _ in self._blocks()) + 2 * MARGIN
        return QSizeF(self._width + 2 * MARGIN, height)

    def paint(self, painter: QPainter) -> None:
        y = MARGIN
        for height, draw in self._blocks():
            painter.save()
            painter.translate(MARGIN, y)
            painter.setFont(self._look.font)
            draw(painter)
            painter.restore()
            y += height

    def _blocks(self) -> list[tuple[float, Callable[[QPainter], None]]]:
        sheet = self._sheet
        blocks: list[tuple[float, Callable[[QPainter], None]]] = [
            (self._words_height(sheet.title, self._large) + 2, self._title)
        ]
        if sheet.subtitle:
            blocks.append((self._words_height(sheet.subtitle, self._look.font), self._subtitle))
        if sheet.figures:
            blocks.append((2 * self._line + 2 * GAP, self._figures))
        else:
            blocks.append((GAP, _nothing))
        blocks.append((sheet.drawing.height() + GAP, self._drawing))
        if sheet.keys:
            blocks.append((len(self._key_rows()) * (self._line + 4) + GAP / 2, self._keys))
        if sheet.note:
            blocks.append((self._words_height(sheet.note, self._look.font), self._note))
        return blocks

    def _words_height(self, words: str, font: QFont) -> float:
        room = QRectF(0, 0, self._width, 1e6)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetricsF(font).boundingRect(room, flags, words).height()

    def _write(self, painter: QPainter, words: str, color: str) -> None:
        painter.setPen(QColor(color))
        room = QRectF(0, 0, self._width, 1e6)
        painter.drawText(room, _TOP_LEFT | int(Qt.TextFlag.TextWordWrap), words)

    def _title(self, painter: QPainter) -> None:
        painter.setFont(self._large)
        self._write(painter, self._sheet.title, self._look.text)

    def _subtitle(self, painter: QPainter) -> None:
        self._write(painter, self._sheet.subtitle, self._look.muted)

    def _note(self, painter: QPainter) -> None:
        self._write(painter, self._sheet.note, self._look.muted)

    def _figures(self, painter: QPainter) -> None:
        width = self._width / max(5, len(self._sheet.figures))
        for number, (name, value) in enumerate(self._sheet.figures):
            left = number * width
            painter.setFont(self._look.font)
            painter.setPen(QColor(self._look.muted))
            painter.drawText(QRectF(left, GAP, width, self._line), _TOP_LEFT, name)
            painter.setFont(self._bold)
            painter.setPen(QColor(self._look.text))
            painter.drawText(QRectF(left, GAP + self._line, width, self._line), _TOP_LEFT, value)

    def _drawing(self, painter: QPainter) -> None:
        self._sheet.drawing.draw(painter)

    def _key_rows(self) -> list[list[tuple[float, str, int | str, str]]]:
        """Places from the left, shapes, colours and words of each row."""
        rows: list[list[tuple[float, str, int | str, str]]] = [[]]
        x = 0.0
        for shape, color, words in self._sheet.keys:
            width = SIGN + SIGN_GAP + self._metrics.horizontalAdvance(words)
            if x and x + width > self._width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, shape, color, words))
            x += width + KEY_GAP
        return rows

    def _keys(self, painter: QPainter) -> None:
        for number, row in enumerate(self._key_rows()):
            y = number * (self._line + 4)
            for x, shape, color, words in row:
                name = self._look.series[color] if isinstance(color, int) else color
                painter.save()
                painter.translate(x, y + (self._line - 12) / 2)
                paint_sign(painter, shape, partial(faded, name))
                painter.restore()
                painter.setPen(QColor(self._look.muted))
                place = QRectF(x + SIGN + SIGN_GAP, y, self._width, self._line)
                painter.drawText(place, _TOP_LEFT | int(Qt.TextFlag.TextDontClip), words)


def _nothing(_painter: QPainter) -> None:
    """Room alone."""
