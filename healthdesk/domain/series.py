"""What charts, tables and Today's cards are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# "minute" and its multiples are ranges of that length, aligned to the clock.
Step = Literal["raw", "minute", "5-minutes", "15-minutes", "hour", "day", "week", "month"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """One type of one person from `start` to `end` (instants in ms, end excluded), in
    `unit`. `step` None lets the service choose one that keeps to `points` at most."""

    person_id: int
    type: str
    start: int
    end: int
    unit: str
    step: Step | None = None
    points: int = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a series. All arrays have one length n, ascending in `at`.

    `at`: local wall time of the point in seconds since 1970-01-01 (so that a day is where
    the person's clock had it); `utc`: the instant in ms; `value`, `lo`, `hi`: in the
    query's unit, equal for raw readings; `count`: readings in the point; `ids`: record
    ids for raw points, else 0; `censored`: -1 for raw readings that are below their value,
    1 above, else 0; None where there is none of them.
    """

    part: str
    at: Floats
    utc: NDArray[np.int64]
    value: Floats
    lo: Floats
    hi: Floats
    count: NDArray[np.int64]
    ids: NDArray[np.int64]
    censored: NDArray[np.int8] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The answer to a `SeriesQuery`: one line a part (two for blood pressure), the rolling
    7-day mean of each (none beside amounts of hours), the typical range in `unit` (None where
    open)."""

    query: SeriesQuery
    step: Step
    unit: str
    lines: tuple[Line, ...]
    means: tuple[Line, ...]
    typical: tuple[tuple[float | None, float | None], ...]
    total: int


@dataclass(frozen=True, slots=True)
class InSight:
    """What lies between two wall times, in the unit asked for, one number a part.

    Of types that are summed up the days whose middle lies between them: `count` of them, their
    sum, and no `latest`. Else all readings of the series: `count` of them, limits included, that
    are in no mean and no extreme (`mean` None where there are only limits); `latest` the newest
    reading there is, with its `comparator`.
    """

    latest: tuple[float, ...]
    comparator: str
    mean: tuple[float, ...] | None
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    total: float
    count: int
