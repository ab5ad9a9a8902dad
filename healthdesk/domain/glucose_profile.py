"""How glucose runs through the day, and its episodes of hypo- and hyperglycaemia."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from healthdesk.domain.glucose import ADULT, MG_DL_PER_MMOL_L, Limits, Ranges
from healthdesk.domain.glucose_figures import Flags, Floats, Grid, Trace, Whole, grid
from healthdesk.domain.statistics import by_time_of_day, percentiles
from healthdesk.domain.times import DAY_MIN, DAY_MS, MINUTE_MS

PERCENTILES: Final = (5, 25, 50, 75, 95)
PROFILE_STEP_MIN: Final = 15
# An episode lasts at least this long, and so does what ends it.
EPISODE_MIN: Final = 15
# A hypo is extended beyond this.
EXTENDED_MIN: Final = 120
# How far "Low" and "High" are taken to lie beyond their number, in any unit.
BEYOND: Final = 1e-8

# Profile


@dataclass(frozen=True, slots=True)
class ProfilePoint:
    """Percentiles of the readings around a time of day. `minute`: minutes after midnight at
    the middle; `values`: one each of `PERCENTILES`, in mg/dL, None without readings."""

    minute: float
    n: int
    values: tuple[float, ...] | None


def profile(
    trace: Trace, step: int = PROFILE_STEP_MIN, window: int | None = None
) -> tuple[ProfilePoint, ...]:
    """Ambulatory glucose profile: the 5th, 25th, 50th, 75th and 95th percentile by local time
    of day, in mg/dL (consensus, doi 10.2337/dci19-0028). Times of day in `step` minutes, which
    divide the day.

    Percentiles between two readings are interpolated (R's type 7). Not smoothed by itself;
    `window` minutes wider than `step` take in the readings before and after, over midnight
    too. Censored readings are left out. Raises ValueError for a step that does not divide
    the day or a window narrower than it.
    """
    window = step if window is None else window
    if step < 1 or DAY_MIN % step or not step <= window <= DAY_MIN:
        raise ValueError(f"{step} and {window} min")
    known = trace.beyond == 0
    minutes = (trace.local[known] % DAY_MS) / MINUTE_MS
    return tuple(
        ProfilePoint(
            middle, len(found), tuple(percentiles(found, PERCENTILES)) if len(found) else None
        )
        for middle, found in by_time_of_day(minutes, trace.mg_dl[known], step, window)
    )


@dataclass(frozen=True, slots=True)
class DayTrace:
    """The exact readings of one local day: minutes after midnight and mg/dL, ascending."""

    day: int
    minutes: Floats
    mg_dl: Floats


def by_day(trace: Trace) -> tuple[DayTrace, ...]:
    """One trace for each local day with readings, to be drawn over each other. Where clocks
    go back an hour of the day comes twice."""
    known = trace.beyond == 0
    local, values = trace.local[known], trace.mg_dl[known]
    if not len(local):
        return ()
    order = np.argsort(local, kind="stable")
    local, values = local[order], values[order]
    days, starts = np.unique(local // DAY_MS, return_index=True)
    ends = np.append(starts[1:], len(local))
    return tuple(
        DayTrace(day, (local[a:b] % DAY_MS) / MINUTE_MS, values[a:b])
        for day, a, b in zip(days.tolist(), starts.tolist(), ends.tolist(), strict=True)
    )


# Episodes

Kind = Literal["hypo", "hyper"]
Level = Literal["1", "2", "extended"]


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch beyond a limit: from its first value (instants in ms) to a step after its
    last, its mean and its extreme (the lowest of a hypo, else the highest) in mg/dL."""

    kind: Kind
    level: Level
    started_at: int
    ended_at: int
    mean: float
    extreme: float

    @property
    def minutes(self) -> float:
        return (self.ended_at - self.started_at) / MINUTE_MS


@dataclass(frozen=True, slots=True)
class Episodes:
    """All episodes of a period, ascending by kind, level and time, and the days of readings
    they were found in (hours with values / 24)."""

    every: tuple[Episode, ...]
    days: float

    def of(self, kind: Kind, level: Level) -> tuple[Episode, ...]:
        return tuple(one for one in self.every if (one.kind, one.level) == (kind, level))

    def a_day(self, kind: Kind, level: Level) -> float | None:
        """Episodes a day of readings; None without any."""
        return len(self.of(kind, level)) / self.days if self.days else None


def episodes(trace: Trace, ranges: Ranges = ADULT) -> Episodes | None:
    """Episodes by the consensus (Battelino et al. 2023, doi 10.1016/S2213-8587(22)00319-9):
    at least 15 minutes below the low limit (level 2: below the very low one) or above the
    high one, over with 15 minutes back; a hypo of more than 120 minutes is extended too. An
    episode of level 2 lies inside one of level 1, and both are told.

    On even steps as iglu does it, in the unit the readings were given in (mg/dL where there
    are two); a gap of more than 45 minutes ends an episode. "Low" and "High" count with their
    number, as beyond it. None of readings too few or too far apart.
    """
    unit = trace.units[0] if len(trace.units) == 1 else "mg/dL"
    factor = 1.0 if unit == "mg/dL" else MG_DL_PER_MMOL_L
    level = trace.mg_dl if len(trace.units) > 1 else trace.given
    even = grid(trace, values=level + trace.beyond * BEYOND)
    if even is None:
        return None
    stretches = _stretches(even.values)
    found = [
        Episode(
            kind, name, even.at(a), even.at(b), float(np.mean(part)) * factor,
            float(np.min(part) if kind == "hypo" else np.max(part)) * factor,
        )
        for kind, name, flags, least in _rules(even, ranges.limits[unit])
        for a, b in _runs(flags, stretches, least, _steps(EPISODE_MIN, even))
        for part in (even.values[a:b],)
    ]  # fmt: skip
    known = int(np.count_nonzero(~np.isnan(even.values)))
    return Episodes(tuple(found), known * even.step / DAY_MIN)


def _steps(minutes: int, even: Grid) -> int:
    return -(-minutes // even.step)


def _rules(even: Grid, limits: Limits) -> Iterator[tuple[Kind, Level, Flags, int]]:
    """Each kind and level: where it holds, and for how many steps it has to."""
    # What lies on a limit but for the noise of drawing lines is on it.
    values, least = np.round(even.values, 9), _steps(EPISODE_MIN, even)
    yield "hypo", "1", values < limits.low, least
    yield "hypo", "2", values < limits.very_low, least
    yield "hypo", "extended", values < limits.low, EXTENDED_MIN // even.step + 1
    yield "hyper", "1", values > limits.high, least
    if limits.very_high is not None:
        yield "hyper", "2", values > limits.very_high, least


def _stretches(values: Floats) -> Sequence[tuple[int, int]]:
    """[start, end) of each run of known values."""
    edges = _edges(~np.isnan(values))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _edges(flags: Flags) -> Whole:
    """Where runs of true begin and end, in turn."""
    padded = np.concatenate(([False], flags, [False]))
    return np.flatnonzero(padded[1:] != padded[:-1])


def _runs(
    flags: Flags, stretches: Sequence[tuple[int, int]], least: int, over: int
) -> Iterator[tuple[int, int]]:
    """[start, end) of each episode: from a run of at least `least` to the next pause of at
    least `over`, or the end of the stretch."""
    for first, last in stretches:
        edges = (_edges(flags[first:last]) + first).tolist()
        runs = list(zip(edges[::2], edges[1::2], strict=True))
        place = 0
        while place < len(runs):
            start, end = runs[place]
            place += 1
            if end - start < least:
                continue
            while end < last:
                pause = runs[place][0] if place < len(runs) else last
                if pause - end >= over:
                    break
                end = runs[place][1] if place < len(runs) else last
                place += 1
            yield start, end
