"""Where a time and a value lie on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from healthdesk.domain.series import Floats

# Values in sight get this share of room at both ends.
PADDING = 0.02


@dataclass(frozen=True, slots=True)
class Plane:
    """The part in sight, `low` to `high` (wall seconds since 1970) and `bottom` to `top`
    (values), and the `area` it fills (pixels of the widget).

    `ratio`: pixels of the device to one of the widget. `exact`: for paper, where shapes are
    wanted in place of prepared pixels.
    """

    area: QRectF
    low: float
    high: float
    bottom: float
    top: float
    ratio: float = 1.0
    exact: bool = False

    @property
    def pixel(self) -> float:
        """Seconds to one pixel of the device."""
        return (self.high - self.low) / max(1.0, self.area.width() * self.ratio)

    def xs(self, at: Floats) -> Floats:
        scale = self.area.width() / (self.high - self.low)
        result: Floats = (at - self.low) * scale + self.area.left()
        return result

    def ys(self, values: Floats) -> Floats:
        scale = self.area.height() / (self.top - self.bottom)
        result: Floats = self.area.bottom() - (values - self.bottom) * scale
        return result

    def x(self, at: float) -> float:
        return (at - self.low) * self.area.width() / (self.high - self.low) + self.area.left()

    def y(self, value: float) -> float:
        share = (value - self.bottom) / (self.top - self.bottom)
        return self.area.bottom() - share * self.area.height()

    def at(self, x: float) -> float:
        """The time that stands at a place from the left."""
        share = (x - self.area.left()) / max(1.0, self.area.width())
        return self.low + share * (self.high - self.low)

    def spot(self, at: float, value: float) -> QPointF:
        return QPointF(self.x(at), self.y(value))
