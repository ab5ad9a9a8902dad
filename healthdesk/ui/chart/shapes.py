"""Layers and strips of drawings that stand still: few shapes, each painted as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from healthdesk.domain.series import Floats
from healthdesk.ui.chart.layers import Bounds, Curve, Dots, Layer, Ribbon
from healthdesk.ui.chart.look import DOT_OPACITY, Look, faded
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.pyramid import Pyramid
from healthdesk.ui.chart.shades import readable_on

Pair = tuple[float, float]
ROUND = 2.0
FEW_OF_DAY = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box between two positions and two values. It is drawn `gap` pixels narrower,
    but never thinner than one."""

    left: float
    right: float
    low: float
    high: float
    color: str
    opacity: float = 1.0


class Boxes:
    """Boxes; `gap` pixels stay free between neighbours, corners are rounded by `radius`."""

    def __init__(self, boxes: Sequence[Box], gap: float = 1.0, radius: float = ROUND) -> None:
        self._boxes, self._gap, self._radius = tuple(boxes), gap, radius

    def bounds(self, low: float, high: float) -> Bounds:
        seen = [box for box in self._boxes if box.right > low and box.left < high]
        if not seen:
            return None
        return min(box.low for box in seen), max(box.high for box in seen)

    def paint(self, painter: QPainter, plane: Plane) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for box in self._boxes:
            left, right = plane.x(box.left), plane.x(box.right)
            gap = min(self._gap, max(0.0, right - left - 1.0))
            upper, lower = plane.y(box.high), plane.y(box.low)
            place = QRectF(left + gap / 2, upper, max(1.0, right - left - gap), lower - upper)
            radius = min(self._radius, place.width() / 3, place.height() / 2)
            painter.setBrush(faded(box.color, box.opacity))
            painter.drawRoundedRect(place, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


@dataclass(frozen=True, slots=True)
class Post:
    """An upright line at a position over the whole height, with words at its top."""

    at: float
    color: str
    words: str = ""
    dash: bool = False


class Posts:
    """Upright lines; words that would touch the ones before stand a line lower."""

    def __init__(self, posts: Sequence[Post], look: Look) -> None:
        self._posts, self._look = tuple(sorted(posts, key=lambda p: p.at)), look

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font)
        metrics = QFontMetricsF(self._look.font)
        ends: list[float] = []
        area = plane.area
        for post in self._posts:
            x = plane.x(post.at)
            pen = QPen(QColor(post.color), 1.4)
            if post.dash:
                pen.setDashPattern((4.0, 3.0))
            painter.setPen(pen)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        # Words come after all lines, so that none runs through them.
        for post in (one for one in self._posts if one.words):
            x = plane.x(post.at)
            width = metrics.horizontalAdvance(post.words)
            left = x + 5 if x + 5 + width <= area.right() else x - 5 - width
            line = next((n for n, end in enumerate(ends) if left > end + 6), len(ends))
            ends[line : line + 1] = [left + width]
            place = QRectF(left, area.top() + line * metrics.height(), width, metrics.height())
            painter.fillRect(place.adjusted(-2, 0, 2, 0), faded(self._look.card, 0.9))
            painter.setPen(QColor(self._look.text))
            painter.drawText(place, int(Qt.TextFlag.TextDontClip), post.words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


class Sides:
    """Ranges of positions over the whole height; None is open."""

    def __init__(self, sides: Sequence[tuple[float | None, float | None, QColor]]) -> None:
        self._sides = tuple(sides)

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        area = plane.area
        for low, high, color in self._sides:
            left = area.left() if low is None else max(area.left(), plane.x(low))
            right = area.right() if high is None else min(area.right(), plane.x(high))
            if right > left:
                painter.fillRect(QRectF(left, area.top(), right - left, area.height()), color)


class Reach:
    """Keeps two values in sight; nothing is painted."""

    def __init__(self, low: float | None, high: float | None) -> None:
        self._ends = tuple(end for end in (low, high) if end is not None)

    def bounds(self, low: float, high: float) -> Bounds:
        return (min(self._ends), max(self._ends)) if self._ends else None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        """Nothing."""


class Links:
    """Upright hairlines that lead from one value to another at a position."""

    def __init__(self, links: Sequence[tuple[float, float, float]], color: str, width: float = 1.0):
        self._links, self._color, self._width = tuple(links), color, width

    def bounds(self, low: float, high: float) -> Bounds:
        seen = [each for each in self._links if low <= each[0] <= high]
        if not seen:
            return None
        return min(min(a, b) for _, a, b in seen), max(max(a, b) for _, a, b in seen)

    def paint(self, painter: QPainter, plane: Plane) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._color), self._width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for at, first, second in self._links:
            painter.drawLine(plane.spot(at, first), plane.spot(at, second))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


def curve(
    points: Sequence[Pair], color: QColor, width: float, *, whole: bool = False,
    dash: tuple[float, ...] = (),
) -> Curve:  # fmt: skip
    """A line through points that want to be in sight."""
    at, value = _columns(points)
    return Curve(at, value, color, width, dash=dash, whole=whole, seen=True)


def dots(points: Sequence[Pair], color: QColor, size: float) -> Dots:
    """Dots at any places."""
    at, value = _columns(sorted(points))
    return Dots(Pyramid(at, value, value), color, size)


def ribbon(points: Sequence[tuple[float, float, float]], color: QColor) -> Ribbon:
    """The room between two values along positions."""
    table = np.array(points, dtype=np.float64).reshape(-1, 3)
    return Ribbon(table[:, 0], table[:, 1], table[:, 2], color)


def ribbon_shades(look: Look) -> tuple[float, float]:
    """How strong the outer and the inner ribbon of a profile look; on dark more is needed."""
    return (0.15, 0.36) if look.dot_opacity <= DOT_OPACITY else (0.24, 0.48)


def profile_layers(minutes: Floats, rows: Sequence[Floats], step: float, look: Look) -> list[Layer]:
    """Percentiles by time of day (5, 25, 50, 75, 95; positions in seconds): two ribbons and
    the median, joined over midnight, open where times have no value."""
    if not minutes.size:
        return []
    at, table = minutes * 60.0, np.array(rows, dtype=np.float64)
    if minutes.size == round(1440 / step):  # all of the day: it goes on at both ends
        at = np.concatenate((at[-1:] - 86_400.0, at, at[:1] + 86_400.0))
        table = np.concatenate((table[:, -1:], table, table[:, :1]), axis=1)
    held = ~np.isnan(table[2])
    breaks = np.flatnonzero(np.diff(at[held]) > 1.5 * step * 60.0) + 1
    layers: list[Layer] = []
    middle: list[Layer] = []
    color = look.series[0]
    outer, inner = ribbon_shades(look)
    for run in np.split(np.flatnonzero(held), breaks):
        times, part = at[run], table[:, run]
        layers.append(Ribbon(times, part[0], part[4], faded(color, outer)))
        layers.append(Ribbon(times, part[1], part[3], faded(color, (inner - outer) / (1 - outer))))
        middle.append(Curve(times, part[2], QColor(color), 2.6, whole=True))
    return [*layers, *middle]


def day_line(minutes: Floats, values: Floats, color: QColor, width: float) -> Layer:
    """One day by time of day: few readings as dots, else a line that is open after three hours
    without one."""
    at = minutes * 60.0
    if at.size <= FEW_OF_DAY:
        return Dots(Pyramid(at, values, values), color, 8.0)
    breaks = np.flatnonzero(np.diff(at) > 3 * 3600.0) + 1
    return Curve(
        np.insert(at, breaks, at[breaks - 1] if breaks.size else at[:0]),
        np.insert(values, breaks, np.nan), color, width, whole=True, seen=True,
    )  # fmt: skip


def _columns(points: Sequence[Pair]) -> tuple[Floats, Floats]:
    table = np.array(points, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


# Strips above a plot


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of shares: 0 to 1, its colour and what is written on it."""

    share: float
    color: str
    words: str


class SharesBar:
    """All of something as one bar, cut into shares."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(one for one in segments if one.share > 0)

    def height(self, look: Look) -> float:
        return QFontMetricsF(look.font).height() + 8

    def paint(self, painter: QPainter, area: QRectF, look: Look) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(area, 5, 5)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        metrics, left = QFontMetricsF(look.font), area.left()
        painter.setFont(look.font)
        for one in self._segments:
            width = one.share * area.width()
            place = QRectF(left, area.top(), width, area.height())
            painter.fillRect(place.adjusted(0, 0, -1.0 if width > 3 else 0, 0), QColor(one.color))
            if metrics.horizontalAdvance(one.words) + 10 <= width:
                painter.setPen(QColor(readable_on(one.color)))
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), one.words)
            left += width
        painter.restore()


class Caption:
    """Words at the left above a plot: what its values are."""

    def __init__(self, words: str) -> None:
        self._words = words

    def height(self, look: Look) -> float:
        return QFontMetricsF(look.font).height()

    def paint(self, painter: QPainter, area: QRectF, look: Look) -> None:
        painter.setFont(look.font)
        painter.setPen(QColor(look.muted))
        painter.drawText(area, int(Qt.TextFlag.TextDontClip), self._words)
