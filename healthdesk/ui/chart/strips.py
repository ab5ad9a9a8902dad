"""Many upright strips at once, as one picture.

A painter fills narrow, tall shapes span by span: a thousand of them cost 60 ms. Set as
pixels of one picture they cost less than two.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from healthdesk.domain.series import Floats
from healthdesk.ui.chart.plane import Plane


class Strips:
    """Keeps its picture from frame to frame, since new memory costs more than painting."""

    def __init__(self) -> None:
        self._pixels: NDArray[np.uint32] = np.zeros((0, 0), dtype=np.uint32)
        self._mask: NDArray[np.bool_] = np.zeros((0, 0), dtype=np.bool_)

    def paint(
        self, painter: QPainter, plane: Plane, sides: tuple[Floats, Floats],
        ends: tuple[Floats, Floats], color: QColor, *, soft: bool = False,
    ) -> None:  # fmt: skip
        """Strips between the left and right `sides` and the upper and lower `ends` (pixels of
        the widget; y grows downwards, so the upper end is the smaller number).

        Each is at least a pixel high. Where strips overlap, the column shows both as one.
        `soft` ones cover columns in part, so that many of one width look alike; they must
        stand in order and side by side.
        """
        left, right = sides
        upper, lower = ends
        if not left.size:
            return
        if plane.exact:
            _paint_shapes(painter, plane, sides, ends, color)
            return
        area, ratio = plane.area, plane.ratio
        width, height = math.ceil(area.width() * ratio), math.ceil(area.height() * ratio)
        if width <= 0 or height <= 0:
            return
        # Rounded as the painter rounds: a pixel belongs to the strip over its middle.
        corner = QPointF(round(area.left() * ratio) / ratio, round(area.top() * ratio) / ratio)
        first = np.rint((left - corner.x()) * ratio).astype(np.intp)
        last = np.maximum(np.rint((right - corner.x()) * ratio).astype(np.intp), first + 1)
        tops = np.rint((upper - corner.y()) * ratio)
        bottoms = np.maximum(np.rint((lower - corner.y()) * ratio), tops + 1)
        cover = np.ones(width)
        if soft:
            starts, stops = (left - corner.x()) * ratio, (right - corner.x()) * ratio
            first, last = (
                np.floor(starts).astype(np.intp), np.ceil(stops).astype(np.intp)
            )  # fmt: skip
            cover = _coverage(starts, stops, width)
        top, bottom = _by_column(first, last, tops, bottoms, width)
        self._draw(painter, corner, (top, bottom), _premultiplied(color, cover), (height, ratio))

    def _draw(
        self, painter: QPainter, corner: QPointF, ends: tuple[Floats, Floats],
        colors: NDArray[np.uint32], size: tuple[int, float],
    ) -> None:  # fmt: skip
        """`colors` by column; `size` is the height, and pixels of the device to one here."""
        (height, ratio), width = size, colors.size
        if self._pixels.shape != (height, width):
            self._pixels = np.empty((height, width), dtype=np.uint32)
            self._mask = np.empty((height, width), dtype=np.bool_)
        top, bottom = (np.clip(end, 0, height).astype(np.int32) for end in ends)
        held = top < bottom
        if not held.any():
            return
        # Only the rows that have anything.
        lowest, highest = int(top[held].min()), int(bottom[held].max())
        rows = np.arange(lowest, highest, dtype=np.int32)[:, None]
        mask, pixels = self._mask[lowest:highest], self._pixels[lowest:highest]
        np.greater_equal(rows, top, out=mask)
        np.logical_and(mask, rows < bottom, out=mask)
        np.multiply(mask, colors, out=pixels, casting="unsafe")
        image = QImage(
            pixels.data, width, highest - lowest, width * 4,
            QImage.Format.Format_ARGB32_Premultiplied,
        )  # fmt: skip
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(corner.x(), corner.y() + lowest / ratio), image)


def _by_column(
    first: NDArray[np.intp], last: NDArray[np.intp], tops: Floats, bottoms: Floats, width: int
) -> tuple[Floats, Floats]:
    """Uppermost and lowermost pixel of each column of the picture."""
    top, bottom = np.full(width, np.inf), np.full(width, -np.inf)
    first, last = np.clip(first, 0, width), np.clip(last, 0, width)
    widths = last - first
    within = np.arange(widths.sum()) - np.repeat(np.cumsum(widths) - widths, widths)
    column = np.repeat(first, widths) + within
    np.minimum.at(top, column, np.repeat(tops, widths))
    np.maximum.at(bottom, column, np.repeat(bottoms, widths))
    empty = top > bottom
    top[empty], bottom[empty] = 0.0, 0.0
    return top, bottom


def _coverage(starts: Floats, stops: Floats, width: int) -> Floats:
    """The share of each column that strips cover, 0 to 1."""
    places = np.column_stack((starts, stops)).ravel()
    covered = np.cumsum(stops - starts)
    before = np.column_stack((covered - (stops - starts), covered)).ravel()
    result: Floats = np.diff(np.interp(np.arange(width + 1.0), places, before))
    return result


def _premultiplied(color: QColor, cover: Floats) -> NDArray[np.uint32]:
    """The colour where so much of a pixel is covered."""
    alpha = color.alpha() * cover
    channels = [np.rint(c * alpha / 255) for c in (color.red(), color.green(), color.blue())]
    red, green, blue = (channel.astype(np.uint32) for channel in channels)
    opacity = np.rint(alpha).astype(np.uint32)
    result: NDArray[np.uint32] = (opacity << np.uint32(24)) | (red << np.uint32(16))
    result |= (green << np.uint32(8)) | blue
    return result


def _paint_shapes(
    painter: QPainter, plane: Plane, sides: tuple[Floats, Floats], ends: tuple[Floats, Floats],
    color: QColor,
) -> None:  # fmt: skip
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    area = plane.area
    for left, right, upper, lower in zip(*sides, *ends, strict=True):
        painter.drawRect(QRectF(left, upper, right - left, max(0.5, lower - upper)) & area)
