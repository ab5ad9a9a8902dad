"""Rows of marks under the plot, on the same axis of time: what else there was then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.plane import Plane

# Of the width of the chart, names take this much at most, and are cut beyond.
NAMES_SHARE: Final = 0.25
# Between the plot and the first lane; above and below the marks of one; beside the names.
DISTANCE: Final = 10.0
ROOM: Final = 3.0
NAME_ROOM: Final = 12.0
_NAMES = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Lane:
    """A name and layers, which are painted on values from 0 (the foot of the lane) to 1."""

    name: str
    layers: tuple[Layer, ...]


class Lanes:
    """All lanes of a chart, the first one uppermost."""

    def __init__(self, lanes: Sequence[Lane] = ()) -> None:
        self._lanes = tuple(lanes)

    def __len__(self) -> int:
        return len(self._lanes)

    def height(self, look: Look) -> float:
        """Of all of them together; 0 without any."""
        if not self._lanes:
            return 0.0
        return DISTANCE + len(self._lanes) * _lane_height(look)

    def name_width(self, look: Look, width: float) -> float:
        """What the names take beside a plot in a chart so wide."""
        metrics = QFontMetricsF(look.font)
        widest = max((metrics.horizontalAdvance(lane.name) for lane in self._lanes), default=0.0)
        return min(widest + NAME_ROOM, NAMES_SHARE * width) if self._lanes else 0.0

    def planes(self, plane: Plane, look: Look) -> list[Plane]:
        """Where each lane lies under the plot of `plane`."""
        area, height = plane.area, _lane_height(look)
        top = area.bottom() + DISTANCE
        return [
            replace(
                plane,
                area=QRectF(
                    area.left(), top + index * height + ROOM, area.width(), height - 2 * ROOM
                ),
                bottom=0.0,
                top=1.0,
            )
            for index in range(len(self._lanes))
        ]

    def plane_of(self, name: str, plane: Plane, look: Look) -> Plane | None:
        """Where the lane of this name lies, if it is there."""
        for lane, place in zip(self._lanes, self.planes(plane, look), strict=True):
            if lane.name == name:
                return place
        return None

    def paint(self, painter: QPainter, plane: Plane, look: Look) -> None:
        metrics = QFontMetricsF(look.font)
        for lane, place in zip(self._lanes, self.planes(plane, look), strict=True):
            area = place.area
            painter.setPen(QPen(QColor(look.hairline), 1))
            foot = area.bottom() + 0.5
            painter.drawLine(QLineF(area.left() - 1, foot, area.right(), foot))
            room = area.left() - NAME_ROOM
            painter.setPen(QColor(look.muted))
            words = metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, area.top() - ROOM, room, area.height() + 2 * ROOM),
                             _NAMES, words)  # fmt: skip
            painter.save()
            painter.setClipRect(area.adjusted(0, 0, 0, 1))
            for layer in lane.layers:
                layer.paint(painter, place)
            painter.restore()


def _lane_height(look: Look) -> float:
    return QFontMetricsF(look.font).height() + 2 * ROOM + 2
