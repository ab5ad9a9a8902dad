"""What can be drawn into a chart: one class a way of drawing, from prepared arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from healthdesk.domain.series import Floats
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.points import open_gaps
from healthdesk.ui.chart.pyramid import Columns, Pyramid
from healthdesk.ui.chart.strips import Strips

LINE_WIDTH = 2.2
SPREAD_WIDTH = 2.0
# Bars between the parts of a reading are drawn while they stand this far apart.
SPREAD_PIXELS = 4.0
# More dots than this in sight, and each column of pixels shows its extremes instead.
MOST_DOTS = 4000
# Bars thinner than this get soft edges; else some would be half as wide again as others.
SOFT_PIXELS = 8.0
# How strong points are whose time is not over, and from which width on they have an outline.
PALE = 0.35
OUTLINED = 5.0
# Of a line two columns together are shown as one: it is wider than a pixel.
LINE_COLUMN = 2.0
# Points of a line that are painted at once.
PIECE = 16
# Dashes of lines with at most so many points stay in place while one moves.
MOST_DASHED = 400

Bounds = tuple[float, float] | None


class Layer(Protocol):
    """Something painted into the plot. All its arrays stand ready before it is shown."""

    def bounds(self, low: float, high: float) -> Bounds:
        """The values that have to be in sight while `low` to `high` (wall seconds) is; None
        where this layer does not mind."""

    def paint(self, painter: QPainter, plane: Plane) -> None:
        """Draw what is in sight. The painter is cut to the plot and may be left in any state
        but another transformation or cut."""


def extremes_of(layers: Iterable[Layer], low: float, high: float) -> Bounds:
    """The values that some layers together want to be seen of a span."""
    found = [wanted for layer in layers if (wanted := layer.bounds(low, high))]
    if not found:
        return None
    return min(lowest for lowest, _ in found), max(highest for _, highest in found)


class Unseen:
    """Keeps the values of layers in sight that are not painted, such as those of readings
    behind their mean."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = tuple(layers)

    def bounds(self, low: float, high: float) -> Bounds:
        return extremes_of(self._layers, low, high)

    def paint(self, painter: QPainter, plane: Plane) -> None:
        """Nothing."""


class Bands:
    """Ranges of values over the whole width, with a faint line at each limit; None is open."""

    # The limits in times the strength of the band.
    EDGE = 5.0

    def __init__(self, bands: Sequence[tuple[float | None, float | None, QColor]]) -> None:
        self._bands = tuple(bands)

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        area = plane.area
        for low, high, color in self._bands:
            lower = area.bottom() if low is None else min(plane.y(low), area.bottom())
            upper = area.top() if high is None else max(plane.y(high), area.top())
            if upper < lower:
                painter.fillRect(QRectF(area.left(), upper, area.width(), lower - upper), color)
            edge = QColor(color)
            edge.setAlphaF(min(1.0, color.alphaF() * self.EDGE))
            if high is not None and area.top() < upper < area.bottom():
                painter.fillRect(QRectF(area.left(), upper, area.width(), 1), edge)
            if low is not None and area.top() < lower < area.bottom():
                painter.fillRect(QRectF(area.left(), lower - 1, area.width(), 1), edge)


class Dots:
    """Readings as dots. Where there are more than anybody could tell apart, each column of
    pixels shows its lowest and highest, with a strip in the colour of spreads between."""

    def __init__(
        self, pyramid: Pyramid, color: QColor, size: float, strip: QColor | None = None
    ) -> None:
        self._points, self.color, self.size = pyramid, color, size
        self._strip = strip or color
        self._strips = Strips()
        self._stamp: tuple[float, QPixmap] | None = None

    def bounds(self, low: float, high: float) -> Bounds:
        return self._points.bounds(self._points.between(low, high))

    def paint(self, painter: QPainter, plane: Plane) -> None:
        reach = self.size * plane.pixel * plane.ratio
        seen = self._points.between(plane.low - reach, plane.high + reach)
        if seen.stop - seen.start <= MOST_DOTS:
            at, value = self._points.at[seen], self._points.hi[seen]
        else:
            found = self._points.columns(plane.low, plane.high, plane.pixel)
            paint_columns(painter, plane, found, self._strip, self._strips)
            at = np.tile(found.left + plane.pixel / 2, 2)
            value = np.concatenate((found.lo, found.hi))
        xs, ys = plane.xs(at), plane.ys(value)
        if plane.exact:
            self._paint_shapes(painter, xs, ys)
        else:
            self._paint_stamps(painter, xs, ys, plane.ratio)

    def _paint_shapes(self, painter: QPainter, xs: Floats, ys: Floats) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self.color))
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
            painter.drawEllipse(QPointF(x, y), self.size / 2, self.size / 2)

    def _paint_stamps(self, painter: QPainter, xs: Floats, ys: Floats, ratio: float) -> None:
        if not xs.size:
            return
        stamp = self._stamp_for(ratio)
        side = stamp.width()
        # x, y, source x, source y, width, height, two scales, rotation, opacity: the fields
        # of a QPainter::PixmapFragment, one row each.
        fragments = np.zeros((xs.size, 10))
        fragments[:, 0], fragments[:, 1] = xs, ys
        fragments[:, 4:6] = side
        fragments[:, 6:8] = 1 / ratio
        fragments[:, 9] = 1.0
        first: Any = shiboken6.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, xs.size, stamp)

    def _stamp_for(self, ratio: float) -> QPixmap:
        if self._stamp is None or self._stamp[0] != ratio:
            side = int(np.ceil(self.size * ratio)) + 2
            side += 1 - side % 2  # odd, so that its middle is a pixel's
            stamp = QPixmap(side, side)
            stamp.fill(Qt.GlobalColor.transparent)
            painter = QPainter(stamp)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(self.color))
            radius = self.size * ratio / 2
            painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
            painter.end()
            self._stamp = (ratio, stamp)
        return self._stamp[1]


class Spreads:
    """From lowest to highest of each point that stands for many readings.

    Thin bars where they stand apart, else an envelope in which every extreme has its place.
    `seconds` is how long a point is.
    """

    def __init__(self, pyramid: Pyramid, seconds: float, color: QColor) -> None:
        self._points, self._reach, self._color = pyramid, seconds / 2, color
        self._strips = Strips()

    def bounds(self, low: float, high: float) -> Bounds:
        return self._points.bounds(self._points.between(low, high))

    def paint(self, painter: QPainter, plane: Plane) -> None:
        points = self._points
        seen = points.between(plane.low - self._reach, plane.high + self._reach)
        if seen.stop <= seen.start:
            return
        if stand_apart(points, plane):
            xs = plane.xs(points.at[seen])
            ends = plane.ys(points.hi[seen]), plane.ys(points.lo[seen])
            half = SPREAD_WIDTH / 2
            self._strips.paint(painter, plane, (xs - half, xs + half), ends, self._color)
            return
        found = points.columns(plane.low, plane.high, plane.pixel, self._reach)
        paint_columns(painter, plane, found, self._color, self._strips)


class Bridges:
    """A thin bar from one part of a reading to the other, while they stand apart."""

    def __init__(self, pyramid: Pyramid, color: QColor) -> None:
        self._points, self._color = pyramid, color
        self._strips = Strips()

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        points = self._points
        if not stand_apart(points, plane):
            return
        seen = points.between(plane.low, plane.high)
        xs = plane.xs(points.at[seen])
        ends = plane.ys(points.hi[seen]), plane.ys(points.lo[seen])
        half = SPREAD_WIDTH / 2
        self._strips.paint(painter, plane, (xs - half, xs + half), ends, self._color)


class Bars:
    """Sums as bars on zero, each `seconds` wide."""

    def __init__(self, pyramid: Pyramid, seconds: float, color: QColor) -> None:
        self._points, self._half, self._color = pyramid, seconds / 2, color
        self._strips = Strips()

    def bounds(self, low: float, high: float) -> Bounds:
        found = self._points.bounds(self._points.between(low, high))
        return None if found is None else (min(0.0, found[0]), max(0.0, found[1]))

    def paint(self, painter: QPainter, plane: Plane) -> None:
        points = self._points
        seen = points.between(plane.low - self._half, plane.high + self._half)
        if seen.stop <= seen.start:
            return
        zero = plane.y(0.0)
        if self._half * 2 < plane.pixel:
            found = points.columns(plane.low, plane.high, plane.pixel, self._half)
            upper = np.minimum(plane.ys(found.hi), zero)
            lower = np.maximum(plane.ys(found.lo), zero)
            left = plane.xs(found.left)
            sides = left, left + 1 / plane.ratio
        else:
            at = points.at[seen]
            tips = plane.ys(points.hi[seen])
            upper, lower = np.minimum(tips, zero), np.maximum(tips, zero)
            sides = plane.xs(at - self._half), plane.xs(at + self._half)
        soft = 2 * self._half / plane.pixel < SOFT_PIXELS
        self._strips.paint(painter, plane, sides, (upper, lower), self._color, soft=soft)


class Growing:
    """Points whose time is not over: paler than the others, with an outline of dashes where they
    are wide enough. `seconds` is the width of a bar on zero; 0 makes dots of `size`, of which
    small ones look like all, since the newest must not be missed."""

    def __init__(
        self, at: Floats, value: Floats, color: QColor, *, seconds: float = 0.0, size: float = 0.0
    ) -> None:
        self._at, self._value, self._color = at, value, color
        self._half, self._radius = seconds / 2, size / 2

    def bounds(self, low: float, high: float) -> Bounds:
        seen = self._value[(self._at >= low) & (self._at <= high)]
        if not seen.size:
            return None
        lowest, highest = float(seen.min()), float(seen.max())
        return (min(0.0, lowest), max(0.0, highest)) if self._half else (lowest, highest)

    def paint(self, painter: QPainter, plane: Plane) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pale = QColor(self._color)
        if self._half or 2 * self._radius >= OUTLINED:
            pale.setAlphaF(pale.alphaF() * PALE)
        painter.setBrush(pale)
        for at, value in zip(self._at.tolist(), self._value.tolist(), strict=True):
            place = self._place(plane, at, value)
            painter.setPen(self._outline(place))
            painter.drawRect(place) if self._half else painter.drawEllipse(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)

    def _place(self, plane: Plane, at: float, value: float) -> QRectF:
        tip = plane.spot(at, value)
        if not self._half:
            return QRectF(tip.x() - self._radius, tip.y() - self._radius,
                          2 * self._radius, 2 * self._radius)  # fmt: skip
        left, right = plane.x(at - self._half), plane.x(at + self._half)
        return QRectF(QPointF(left, tip.y()), QPointF(right, plane.y(0.0))).normalized()

    def _outline(self, place: QRectF) -> QPen:
        if place.width() < OUTLINED:
            return QPen(Qt.PenStyle.NoPen)
        strong = QColor(self._color)
        strong.setAlphaF(1.0)
        pen = QPen(strong, 1.2)
        if self._half:
            pen.setDashPattern((3.0, 2.0))
        return pen


class Curve:
    """A line through points, open where many expected ones are missing.

    `dash`: strokes and gaps in widths of the line. `whole` lines have no gaps, however far
    their points stand apart; `seen` ones want all their values in sight.
    """

    def __init__(
        self, at: Floats, value: Floats, color: QColor, width: float = LINE_WIDTH, *,
        dash: tuple[float, ...] = (), whole: bool = False, seen: bool = False,
    ) -> None:  # fmt: skip
        if not whole:
            at, value = open_gaps(at, value)
        self._runs = [
            Pyramid(at[start:stop], value[start:stop], value[start:stop])
            for start, stop in _runs(value)
        ]
        self._color, self._width = color, width
        self._dash, self._whole, self._seen = dash, whole, seen

    @property
    def pieces(self) -> int:
        """How many lines it is cut into by its gaps."""
        return len(self._runs)

    def bounds(self, low: float, high: float) -> Bounds:
        if not self._seen:
            return None
        ends = [value for run in self._runs for value in _at_edges(run, low, high)]
        found = [b for run in self._runs if (b := run.bounds(run.between(low, high)))]
        ends += [value for pair in found for value in pair]
        return (min(ends), max(ends)) if ends else None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        pen = QPen(self._color, self._width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if self._dash else Qt.PenCapStyle.RoundCap)
        if self._dash:
            pen.setDashPattern(self._dash)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = plane.exact or self._color.alpha() < 255 or bool(self._dash)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in self._runs:
            few = self._dash and run.at.size <= MOST_DASHED
            at, value = (run.at, run.hi) if few else _in_sight(run, plane)
            if at.size < 2:
                continue
            xs, ys = plane.xs(at), plane.ys(value)
            if self._dash or self._whole:
                # Strokes are counted from where the painter begins: far outside of the plot
                # there would be millions, and cut at its edge they would crawl as one moves.
                xs, ys, gone = _cut(xs, ys, plane.area.left(), plane.area.right())
                pen.setDashOffset(gone / self._width)
            painter.setPen(pen)
            if xs.size > 1:
                paint_line(painter, xs, ys, whole=whole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


class Ribbon:
    """The room between two lines over the same points: an interval along a curve."""

    def __init__(self, at: Floats, lo: Floats, hi: Floats, color: QColor) -> None:
        self._points, self._color = Pyramid(at, lo, hi), color
        self._strips = Strips()

    def bounds(self, low: float, high: float) -> Bounds:
        points = self._points
        found = points.bounds(points.between(low, high))
        ends = [*_at_edges(points, low, high), *_at_edges(points, low, high, upper=True)]
        ends += found or ()
        return (min(ends), max(ends)) if ends else None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        points = self._points
        seen = points.between(plane.low, plane.high)
        first, last = max(0, seen.start - 1), min(points.at.size, seen.stop + 1)
        if last - first < 2:
            return
        if last - first > 2 * plane.area.width():
            found = points.columns(plane.low, plane.high, plane.pixel)
            paint_columns(painter, plane, found, self._color, self._strips)
            return
        part = slice(first, last)
        at, area = plane.xs(points.at[part]), plane.area
        upper, lower = (
            _cut(at, plane.ys(side[part]), area.left(), area.right())[:2]
            for side in (points.hi, points.lo)
        )
        xs, ys = (np.concatenate((up, down[::-1])) for up, down in zip(upper, lower, strict=True))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawPolygon([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


class Spans:
    """Stretches of time as upright boxes from `lo` to `hi`, in the order of their beginnings;
    none is narrower than three pixels."""

    LEAST = 3.0

    def __init__(self, begin: Floats, end: Floats, lo: Floats, hi: Floats, color: QColor) -> None:
        self._begin, self._end, self._lo, self._hi = begin, end, lo, hi
        self._latest = np.maximum.accumulate(end) if end.size else end
        self._color = color
        self._strips = Strips()

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        reach = self.LEAST * plane.pixel * plane.ratio
        first = int(np.searchsorted(self._latest, plane.low - reach, side="left"))
        last = int(np.searchsorted(self._begin, plane.high + reach, side="right"))
        if first >= last:
            return
        seen = slice(first, last)
        left, right = plane.xs(self._begin[seen]), plane.xs(self._end[seen])
        missing = np.maximum(0.0, self.LEAST - (right - left)) / 2
        left, right = left - missing, right + missing
        # What lies far outside would overflow the painter's numbers.
        left = np.maximum(left, plane.area.left() - 1)
        right = np.minimum(right, plane.area.right() + 1)
        held = right > left
        ends = plane.ys(self._hi[seen])[held], plane.ys(self._lo[seen])[held]
        self._strips.paint(painter, plane, (left[held], right[held]), ends, self._color)


class Limits:
    """Readings known only to lie below or above something: a mark that points where."""

    SIZE = 4.0

    def __init__(self, pyramid: Pyramid, above: bool, color: QColor) -> None:
        self._points, self._above, self._color = pyramid, above, color

    def bounds(self, low: float, high: float) -> Bounds:
        return None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        points = self._points
        seen = points.between(plane.low, plane.high)
        if seen.stop - seen.start > MOST_DOTS:
            found = points.columns(plane.low, plane.high, plane.pixel * 2 * self.SIZE)
            at, value = found.left, found.hi if self._above else found.lo
        else:
            at, value = points.at[seen], points.hi[seen]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size = -self.SIZE if self._above else self.SIZE
        for x, y in zip(plane.xs(at).tolist(), plane.ys(value).tolist(), strict=True):
            base = y + size
            painter.drawPolygon(
                [QPointF(x - self.SIZE, base), QPointF(x + self.SIZE, base),
                 QPointF(x, base + 1.6 * size)]
            )  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, plane.exact)


class Elsewhere:
    """Layers that are only wanted outside the span from `low` to `high`: a coarse picture
    around a fine one."""

    def __init__(self, layers: Sequence[Layer], low: float, high: float) -> None:
        self._layers, self._low, self._high = tuple(layers), low, high

    def bounds(self, low: float, high: float) -> Bounds:
        sides = [side for side in ((low, self._low), (self._high, high)) if side[0] < side[1]]
        sides = [(max(low, first), min(high, last)) for first, last in sides]
        found = [
            wanted
            for layer in self._layers
            for side in sides
            if side[0] < side[1] and (wanted := layer.bounds(*side))
        ]
        return (min(b[0] for b in found), max(b[1] for b in found)) if found else None

    def paint(self, painter: QPainter, plane: Plane) -> None:
        area = plane.area
        first = min(max(plane.x(self._low), area.left()), area.right())
        last = min(max(plane.x(self._high), area.left()), area.right())
        for left, right in ((area.left(), first), (last, area.right())):
            if left < right:
                painter.save()
                painter.setClipRect(
                    QRectF(left, area.top(), right - left, area.height()),
                    Qt.ClipOperation.IntersectClip,
                )
                for layer in self._layers:
                    layer.paint(painter, plane)
                painter.restore()


def stand_apart(points: Pyramid, plane: Plane) -> bool:
    """Whether the points in sight stand far enough from each other for thin bars."""
    seen = points.between(plane.low, plane.high)
    return bool((seen.stop - seen.start) * SPREAD_PIXELS <= max(1.0, plane.area.width()))


def paint_columns(
    painter: QPainter, plane: Plane, found: Columns, color: QColor, strips: Strips
) -> None:
    """One strip a column of pixels, from its lowest to its highest."""
    left = plane.xs(found.left)
    ends = plane.ys(found.hi), plane.ys(found.lo)
    strips.paint(painter, plane, (left, left + 1 / plane.ratio), ends, color)


def paint_line(painter: QPainter, xs: Floats, ys: Floats, *, whole: bool = False) -> None:
    """A line through many points in the painter's pen.

    In pieces, which overlap at their ends: as one shape, a restless line of a thousand points
    costs ten times as much. `whole` is for translucent pens and for paper.
    """
    step = xs.size if whole else PIECE
    # The stubs know `VoidPtr` as a number only.
    view: Any = shiboken6.VoidPtr
    for first in range(0, xs.size - 1, step):
        piece = slice(first, first + step + 1)
        line = QPolygonF()
        line.resize(xs[piece].size)
        points = np.frombuffer(view(line.data(), 16 * line.size(), True), dtype=np.float64)
        points[0::2], points[1::2] = xs[piece], ys[piece]
        painter.drawPolyline(line)


def _runs(value: Floats) -> list[tuple[int, int]]:
    """Stretches without NaN: first, and one past the last."""
    breaks = np.flatnonzero(np.isnan(value))
    starts, stops = np.append(0, breaks + 1), np.append(breaks, value.size)
    return [(int(a), int(b)) for a, b in zip(starts, stops, strict=True) if b > a]


def _at_edges(points: Pyramid, low: float, high: float, *, upper: bool = False) -> list[float]:
    """The values of a line where it comes into a span and where it leaves it."""
    if points.at.size < 2:
        return []
    edges = [at for at in (low, high) if points.at[0] <= at <= points.at[-1]]
    return [float(v) for v in np.interp(edges, points.at, points.hi if upper else points.lo)]


def _cut(xs: Floats, ys: Floats, left: float, right: float) -> tuple[Floats, Floats, float]:
    """A line between two places from the left, and how long the part before them is."""
    first, last = max(float(xs[0]), left), min(float(xs[-1]), right)
    if last <= first:
        return xs[:0], ys[:0], 0.0
    inner = (xs > first) & (xs < last)
    edges = np.interp((first, last), xs, ys)
    upto = int(np.searchsorted(xs, first))
    before_x, before_y = np.append(xs[:upto], first), np.append(ys[:upto], edges[0])
    gone = float(np.hypot(np.diff(before_x), np.diff(before_y)).sum())
    return (
        np.concatenate(((first,), xs[inner], (last,))),
        np.concatenate((edges[:1], ys[inner], edges[1:])),
        gone,
    )


def _in_sight(run: Pyramid, plane: Plane) -> tuple[Floats, Floats]:
    """The points of one line in sight and one more to both sides; where several share a
    place, the lowest and highest of each."""
    seen = run.between(plane.low, plane.high)
    first, last = max(0, seen.start - 1), min(run.at.size, seen.stop + 1)
    width = plane.pixel * plane.ratio * LINE_COLUMN
    if last - first <= 2 * plane.area.width() / LINE_COLUMN:
        return run.at[first:last], run.hi[first:last]
    found = run.columns(plane.low, plane.high, width)
    at = np.repeat(found.left + width / 2, 2)
    value = np.column_stack((found.lo, found.hi)).ravel()
    # From the nearer end of each pair on, or the line would jump twice a column.
    falling = np.flatnonzero(np.diff(found.hi + found.lo, prepend=0.0) < 0)
    value[2 * falling], value[2 * falling + 1] = found.hi[falling], found.lo[falling]
    return at, value
