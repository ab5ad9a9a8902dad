"""The points of a series as they are drawn and summed up; no widgets here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from healthdesk.domain.series import Floats, InSight, Line, Series, Step
from healthdesk.domain.times import date_of
from healthdesk.ui.chart.ticks import DAY, HOUR

STEP_SECONDS: Final[Mapping[Step, float]] = MappingProxyType(
    {
        "raw": DAY,
        "minute": 60.0,
        "5-minutes": 300.0,
        "15-minutes": 900.0,
        "hour": HOUR,
        "day": DAY,
        "week": 7 * DAY,
        "month": 31 * DAY,
    }
)
# A line stays open where more than this many expected readings are missing.
GAP_STEPS: Final = 3.0


def open_gaps(at: Floats, value: Floats) -> tuple[Floats, Floats]:
    """The same points with a NaN wherever more than `GAP_STEPS` expected ones are missing.

    They are expected at their usual distance, at least daily.
    """
    if at.size < 2:
        return at, value
    distance = np.diff(at)
    expected = max(DAY, float(np.median(distance)))
    after = np.flatnonzero(distance > GAP_STEPS * expected) + 1
    return np.insert(at, after, at[after - 1]), np.insert(value, after, np.nan)


def in_sight(line: Line, low: float, high: float) -> slice:
    """Which points of a line stand between two positions."""
    first, last = np.searchsorted(line.at, (low, high)).tolist()
    return slice(first, last)


def nearest(at: Floats, place: float, reach: float) -> int | None:
    """Which point (ascending) stands nearest to a place, at most `reach` away."""
    first = int(np.searchsorted(at, place - reach, side="left"))
    near = range(first, int(np.searchsorted(at, place + reach, side="right")))
    return min(near, key=lambda index: abs(float(at[index]) - place), default=None)


def beside(at: Floats, place: float, step: Step) -> int | None:
    """Which point (ascending) of another series, made of `step`s, belongs to a place: the
    nearest of the same day, of longer steps the one whose time it is."""
    if STEP_SECONDS[step] > DAY:
        return nearest(at, place, STEP_SECONDS[step] / 2)
    near = range(*np.searchsorted(at, (place // DAY * DAY, (place // DAY + 1) * DAY)).tolist())
    return min(near, key=lambda index: abs(float(at[index]) - place), default=None)


def last_day(step: Step, at: float) -> int | None:
    """The last day of the time a point stands for; None of points shorter than a day."""
    day = int(at // DAY)
    if step == "day":
        return day
    if step == "week":  # points stand on the fourth of seven days
        return day + 3
    if step == "month":
        date = date_of(day)
        return day - date.day + monthrange(date.year, date.month)[1]
    return None


def unfinished_since(series: Series, today: int, *, nights: bool) -> float | None:
    """The position of the first point whose time is not over, so that it may still grow; None
    where there is none. Of `nights` today's is over."""
    since = None
    for at in reversed(series.lines[0].at if series.lines else ()):
        last = last_day(series.step, at)
        if last is None or last < today or (last == today and nights):
            break
        since = float(at)
    return since


def parted(line: Line, since: float | None) -> tuple[slice, slice]:
    """Which points of a line are over, and which are not, from a position on."""
    over = line.at.size if since is None else int(np.searchsorted(line.at, since))
    return slice(over), slice(over, None)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the points in sight come to, one number a part.

    Of types that are summed up, `total` is the sum and `count` the number of days (hours,
    where points are hours); else `total` is 0 and `count` the number of readings.
    """

    latest: tuple[float, ...]
    mean: tuple[float, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    total: float
    count: int
    comparator: str = ""  # of the latest


def as_read(seen: Summary | None, found: InSight | None) -> Summary | None:
    """What was read of the span itself, in the place of what its points come to: points of
    longer steps may stand beyond a span's end with readings within it, and hide the latest."""
    if found is None or (found.mean is None and seen is None):
        return seen
    told = (found.mean, found.lowest, found.highest)
    if found.mean is None and seen is not None:
        told = (seen.mean, seen.lowest, seen.highest)
    mean, lowest, highest = told
    assert mean is not None
    return Summary(found.latest, mean, lowest, highest, found.total, found.count, found.comparator)


def summarise(series: Series, low: float, high: float, *, sums: bool) -> Summary | None:
    """Figures of the points between two positions; None where there are none.

    Mean, lowest and highest are those of the readings behind the points, with `sums` those
    of the days. A point weighs as much as it stands for.
    """
    found: list[tuple[Line, slice]] = []
    for line in series.lines:
        seen = in_sight(line, low, high)
        if seen.stop > seen.start:
            found.append((line, seen))
    if not found:
        return None
    first, seen = found[0]
    return Summary(
        latest=tuple(float(line.value[at.stop - 1]) for line, at in found),
        mean=tuple(
            float(np.average(line.value[at], weights=np.maximum(line.count[at], 1)))
            for line, at in found
        ),
        lowest=tuple(float(np.min(line.lo[at])) for line, at in found),
        highest=tuple(float(np.max(line.hi[at])) for line, at in found),
        total=float((first.value[seen] * first.count[seen]).sum()) if sums else 0.0,
        count=int(first.count[seen].sum()),
    )
