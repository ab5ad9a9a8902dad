"""Lowest and highest of any stretch of many points, without looking at each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.series import Floats

Indices = NDArray[np.intp]
# So many points (or ranges of the level below) become one range of the next level. With two
# numbers a range, all levels together take 2/15 of what one array of the points takes.
FACTOR: Final = 16
# Stretches up to this length are looked at point by point.
SHORT: Final = 4 * FACTOR


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in each column of the screen that has any points: its left edge (seconds),
    lowest and highest."""

    left: Floats
    lo: Floats
    hi: Floats


class Pyramid:
    """Points at `at` (ascending, seconds) reaching from `lo` to `hi` each; for single
    readings both are the same array. The arrays are kept, not copied."""

    def __init__(self, at: Floats, lo: Floats, hi: Floats) -> None:
        self.at, self.lo, self.hi = at, lo, hi

    @cached_property
    def _levels(self) -> tuple[tuple[Floats, Floats], ...]:
        levels = [(self.lo, self.hi)]
        while levels[-1][0].size > SHORT:
            lo, hi = levels[-1]
            starts = np.arange(0, lo.size, FACTOR)
            levels.append((np.minimum.reduceat(lo, starts), np.maximum.reduceat(hi, starts)))
        return tuple(levels)

    def between(self, low: float, high: float) -> slice:
        """Which points stand from `low` to `high`, both included."""
        first = int(np.searchsorted(self.at, low, side="left"))
        return slice(first, int(np.searchsorted(self.at, high, side="right")))

    def bounds(self, seen: slice) -> tuple[float, float] | None:
        """Lowest and highest of a stretch; None where it is empty."""
        if seen.stop <= seen.start:
            return None
        lo, hi = self.extremes(np.array([seen.start]), np.array([seen.stop]))
        return float(lo[0]), float(hi[0])

    def columns(self, low: float, high: float, width: float, reach: float = 0.0) -> Columns:
        """The points from `low` to `high` in columns of `width` seconds.

        The columns lie at multiples of their width, so that they stay the same while one
        moves along. `reach` is how far to both sides a point stands for more than itself.
        """
        count = int(np.ceil(high / width) - np.floor(low / width))
        left = (np.floor(low / width) + np.arange(count)) * width
        starts = np.searchsorted(self.at, left - reach, side="left")
        # The last one too; else a reading at the very edge would be of no column.
        last = np.searchsorted(self.at, left[-1:] + width + reach, side="right")
        if reach:
            ends = np.searchsorted(self.at, left + width + reach, side="left")
            ends[-1:] = last
        else:
            ends = np.append(starts[1:], last)
        held = starts < ends
        return Columns(left[held], *self.extremes(starts[held], ends[held]))

    def extremes(self, starts: Indices, ends: Indices) -> tuple[Floats, Floats]:
        """Lowest and highest of each stretch [start, end); none of them may be empty."""
        found_lo = np.full(starts.size, np.inf)
        found_hi = np.full(starts.size, -np.inf)
        if not starts.size:
            return found_lo, found_hi
        for level, (lo, hi) in enumerate(self._levels):
            coarsest = level == len(self._levels) - 1
            if coarsest or int((ends - starts).max()) <= SHORT:
                _take(lo, hi, starts, ends, (found_lo, found_hi))
                break
            # What stands before the first and after the last whole range of the next level.
            inner_start = np.minimum(-(-starts // FACTOR) * FACTOR, ends)
            inner_end = np.maximum(ends // FACTOR * FACTOR, inner_start)
            _take(lo, hi, starts, inner_start, (found_lo, found_hi))
            _take(lo, hi, inner_end, ends, (found_lo, found_hi))
            starts, ends = inner_start // FACTOR, inner_end // FACTOR
            # An empty stretch may lie within a range: it must not round to something.
            ends = np.where(inner_start < inner_end, ends, starts)
        return found_lo, found_hi


def _take(
    lo: Floats, hi: Floats, starts: Indices, ends: Indices, found: tuple[Floats, Floats]
) -> None:
    """Let each stretch [start, end) of one level, which may be empty, change what was found."""
    held = np.flatnonzero(starts < ends)
    if not held.size:
        return
    first, last = starts[held], ends[held]
    if np.array_equal(first[1:], last[:-1]):  # one after the other, as columns are
        own = slice(int(first[0]), int(last[-1]))
        offsets = first - first[0]
        lowest, highest = (
            np.minimum.reduceat(lo[own], offsets), np.maximum.reduceat(hi[own], offsets)
        )  # fmt: skip
    else:
        longest = int((last - first).max())
        # Beyond its end a short stretch repeats its last point, which changes nothing.
        places = np.minimum(first[:, None] + np.arange(longest), (last - 1)[:, None])
        lowest, highest = lo[places].min(axis=1), hi[places].max(axis=1)
    found[0][held] = np.minimum(found[0][held], lowest)
    found[1][held] = np.maximum(found[1][held], highest)
