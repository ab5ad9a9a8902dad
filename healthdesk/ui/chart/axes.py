"""The axes of a chart: the words of time below, round values to the left, faint lines."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from healthdesk.ui.chart import ticks
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plane import Plane

# Room between the plot and the words of an axis, and around it.
TEXT_DISTANCE = 8.0
TOP, RIGHT, EDGE = 9.0, 8.5, 1.0
_CENTERED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextDontClip
)
_TO_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextDontClip
)
_TO_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextDontClip
)


class TimeAxis:
    """Ticks and words of time in the order and language of a locale."""

    def __init__(self, style: ticks.TimeStyle) -> None:
        self.style = style

    @staticmethod
    def height(look: Look) -> float:
        return QFontMetricsF(look.font).height() + 16

    def labels(self, plane: Plane, look: Look) -> list[tuple[float, str]]:
        """Positions (wall seconds) in sight, and the words under them."""
        step = ticks.time_step(
            plane.high - plane.low, plane.area.width(), self._distance(QFontMetricsF(look.font))
        )
        # The name of a day stands under its middle, and so at the first one in sight too.
        aside = ticks.DAY / 2 if step.every is ticks.Every.DAY else 0.0
        found = ticks.time_ticks(plane.low - aside, plane.high - aside, step, self.style.week_start)
        return [(at + aside, ticks.time_label(at + aside, step, self.style)) for at in found]

    def paint(self, painter: QPainter, plane: Plane, look: Look, below: float = 0.0) -> None:
        """The foot of the plot, and the words so far below it."""
        area = plane.area
        bottom = area.bottom() + 0.5
        painter.setPen(QPen(QColor(look.hairline), 1))
        painter.drawLine(QLineF(area.left() - 1, bottom, area.right() + 1, bottom))
        bottom += below
        painter.setPen(QColor(look.muted))
        metrics = QFontMetricsF(look.font)
        for at, words in self.labels(plane, look):
            width, x = metrics.horizontalAdvance(words), plane.x(at)
            # Words that would be cut at the edge stay away, as a tick just outside does.
            if area.left() - width / 2 <= x <= area.right() + RIGHT - width / 2 + 1:
                place = QRectF(x - width / 2, bottom + TEXT_DISTANCE - 1, width, metrics.height())
                painter.drawText(place, _CENTERED, words)

    def _distance(self, metrics: QFontMetricsF) -> float:
        step = ticks.TimeStep(ticks.Every.DAY, 1)
        longest = ticks.time_label(27 * ticks.DAY, step, self.style)
        return max(ticks.LABEL_DISTANCE, metrics.horizontalAdvance(longest) + 24)


class ValueAxis:
    """The ticks of a scale, in the format of the type."""

    def __init__(self) -> None:
        self.scale = ticks.ValueScale(0.0, 1.0, (), 1.0)
        self.width = 36.0
        self._words: tuple[str, ...] = ()
        self._known: tuple[object, ...] = ()

    def set_scale(self, scale: ticks.ValueScale, numbers: Numbers, look: Look) -> None:
        known = (scale, numbers, look)
        if known == self._known:
            return
        self._known, self.scale = known, scale
        digits = 0 if float(scale.step).is_integer() else numbers.decimals
        self._words = tuple(numbers.text(value, digits) for value in scale.ticks)
        metrics = QFontMetricsF(look.font)
        self.width = max(36.0, max(metrics.horizontalAdvance(words) for words in self._words) + 18)

    def paint_lines(self, painter: QPainter, plane: Plane, look: Look) -> None:
        """The faint lines, which lie below everything."""
        painter.setPen(QPen(QColor(look.hairline), 1))
        area = plane.area
        ys = [plane.y(value) for value in self.scale.ticks]
        painter.drawLines([QLineF(area.left() - 1, y, area.right(), y) for y in ys])

    def paint_words(
        self, painter: QPainter, plane: Plane, look: Look, *, at_right: bool = False
    ) -> None:
        painter.setPen(QColor(look.muted))
        height = QFontMetricsF(look.font).height()
        left, right = 0.0, plane.area.left() - TEXT_DISTANCE
        if at_right:
            left, right = plane.area.right() + TEXT_DISTANCE, plane.area.right() + self.width
        for value, words in zip(self.scale.ticks, self._words, strict=True):
            place = QRectF(left, plane.y(value) - height / 2, right - left, height)
            painter.drawText(place, _TO_LEFT if at_right else _TO_RIGHT, words)
