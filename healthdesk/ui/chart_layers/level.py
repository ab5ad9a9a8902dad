"""Values that are wanted over a stretch of time: as a line, or as the room between two."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.ui.chart.layers import Curve, Layer, Ribbon
from healthdesk.ui.chart.look import DASHES, faded

COLOR: Final = 2  # of the colours of series: one that no part of a reading has
WIDTH, LEVEL_WIDTH = 1.8, 1.2
RANGE_OPACITY, LEVEL_OPACITY = 0.1, 0.55
# Beyond all values: where a range has no end.
OPEN: Final = 1e9

Ends = tuple[float | None, float | None]


class Unbounded(Ribbon):
    """A range that wants nothing to be seen: an open end would want all there is."""

    def bounds(self, low: float, high: float) -> None:
        return None


def between(begin: float, end: float, ends: Ends, color: str) -> list[Layer]:
    """The room between two values, one of which may be open, from one time to another (wall
    seconds)."""
    at = np.array([begin, end])
    low, high = ends
    lower, upper = (-OPEN if low is None else low), (OPEN if high is None else high)
    fill = faded(color, RANGE_OPACITY)
    edges = [
        Curve(at, np.full(2, edge), faded(color, LEVEL_OPACITY), LEVEL_WIDTH,
              dash=DASHES["long-dashes"], whole=True, seen=True)
        for edge in ends
        if edge is not None
    ]  # fmt: skip
    return [Unbounded(at, np.full(2, lower), np.full(2, upper), fill), *edges]


def along(begin: float, end: float, value: float, color: str) -> Curve:
    """A value that is wanted from one time to another."""
    at = np.array([begin, end])
    return Curve(at, np.full(2, value), QColor(color), WIDTH, dash=DASHES["long-dashes"],
                 whole=True, seen=True)  # fmt: skip


def beyond(value: float, begin: float, end: float, color: str) -> Curve:
    """The same where it was not wanted yet, for comparison."""
    at = np.array([begin, end])
    return Curve(at, np.full(2, value), faded(color, LEVEL_OPACITY), LEVEL_WIDTH,
                 dash=DASHES["dotted"], whole=True)  # fmt: skip
