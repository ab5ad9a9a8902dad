"""Sleep of a period: how much of the time in bed, how regularly, and how far free days move it.

A night goes from noon to noon and is named by the day it ends on. When somebody slept comes
from sleep stages, sources united in their order (`rollup.night_intervals`), or from a length
of sleep that was told with its beginning and end. What is told of nights without any times
(a typed length) counts for how long, and for nothing that needs times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import rollup
from healthdesk.domain.periods import weekday
from healthdesk.domain.rollup import Interval
from healthdesk.domain.times import DAY_MIN, DAY_MS, HOUR_MS, MINUTE_MS

# Nights of which shares and times are told: the program's own choice.
LEAST_NIGHTS: Final = 3
# Of pairs of nights that follow each other, a week.
LEAST_PAIRS: Final = 7
# Two weekends, and a working week.
LEAST_FREE: Final = 4
LEAST_WORK: Final = 5
# Whoever is up for longer has ended one sleep and begins another.
APART_MS: Final = 2 * HOUR_MS
SATURDAY: Final = 6


@dataclass(frozen=True, slots=True)
class Night:
    """One night with times: when somebody slept and lay in bed (instants in ms, ascending,
    disjoint; sleep is never empty), and from when on which offset (minutes) held, ascending.
    `told_bed`: lying awake was
    told too, so that time in bed is more than another name of sleep."""

    day: int
    asleep: tuple[Interval, ...]
    in_bed: tuple[Interval, ...]
    clocks: tuple[tuple[int, int], ...]
    told_bed: bool

    @property
    def main(self) -> tuple[int, ...]:
        """Places in `asleep` of the longest sleep; a break of 2 hours ends one."""
        runs: list[list[int]] = []
        for place, (start, _) in enumerate(self.asleep):
            if runs and start - self.asleep[runs[-1][-1]][1] < APART_MS:
                runs[-1].append(place)
            else:
                runs.append([place])
        return tuple(max(runs, key=self._slept, default=[]))

    def _slept(self, places: Iterable[int]) -> int:
        return sum(self.asleep[at][1] - self.asleep[at][0] for at in places)

    @property
    def onset(self) -> float:
        """When the main sleep began: minutes after the midnight that begins the night's day,
        by the clock there; before it negative."""
        return self._clock(self._bounds[0])

    @property
    def wake(self) -> float:
        """When the main sleep ended, as `onset`."""
        return self._clock(self._bounds[1])

    @property
    def mid_sleep(self) -> float:
        """The middle between both instants, as `onset`, by the clock as it stood then: where
        clocks change in the night it is not the middle of the two clock times."""
        start, end = self._bounds
        return self._clock((start + end) // 2)

    @property
    def latency(self) -> float | None:
        """Minutes from lying down to falling asleep, of the main sleep; None where lying down
        was not told."""
        if not self.told_bed:
            return None
        start = self._bounds[0]
        lain = [bed[0] for bed in self.in_bed if bed[0] <= start < bed[1]]
        return (start - lain[0]) / MINUTE_MS if lain else None

    @property
    def _bounds(self) -> Interval:
        places = self.main
        return self.asleep[places[0]][0], self.asleep[places[-1]][1]

    def _clock(self, at: int) -> float:
        offset = next((each for since, each in reversed(self.clocks) if since <= at),
                      self.clocks[0][1])  # fmt: skip
        return (at + offset * MINUTE_MS - self.day * DAY_MS) / MINUTE_MS


@dataclass(frozen=True, slots=True)
class Stage:
    """One interval that a source told (instants in ms) with its stage's number, the offset
    (minutes) it was told at, and the rank of its source (0 is best)."""

    start: int
    end: int
    code: int
    offset: int
    rank: int


def nights(stages: Iterable[Stage]) -> list[Night]:
    """Nights with any sleep, ascending."""
    own: defaultdict[int, list[Stage]] = defaultdict(list)
    for one in stages:
        if one.end > one.start:
            own[rollup.night_of(one.start, one.offset)].append(one)
    found = []
    for day in sorted(own):
        told = sorted(own[day], key=lambda one: (one.start, one.end))
        asleep, in_bed = rollup.night_intervals([(s.start, s.end, s.code, s.rank) for s in told])
        if asleep:
            found.append(
                Night(
                    day, tuple(asleep), tuple(in_bed), tuple((s.start, s.offset) for s in told),
                    any(s.code in (rollup.IN_BED, rollup.AWAKE) for s in told),
                )
            )  # fmt: skip
    return found


def efficiency(slept: Sequence[float], lain: Sequence[float]) -> float | None:
    """Share of the time in bed that was slept, in %: all minutes asleep of the nights over all
    minutes in bed. None for fewer than 3 nights."""
    if len(slept) < LEAST_NIGHTS or not sum(lain):
        return None
    return 100.0 * sum(slept) / sum(lain)


def latency(every: Sequence[Night]) -> tuple[float, int] | None:
    """The median of the minutes to fall asleep, and of how many nights; None for fewer than 3
    that tell it."""
    told = [each for each in (night.latency for night in every) if each is not None]
    return None if len(told) < LEAST_NIGHTS else (float(median(told)), len(told))


@dataclass(frozen=True, slots=True)
class Regularity:
    """The sleep regularity index, −100 to 100, and of how many pairs of nights."""

    index: float
    pairs: int


def pairs(every: Sequence[Night]) -> int:
    """How many nights with times follow another one."""
    days = {night.day for night in every}
    return sum(day + 1 in days for day in days)


def regularity(every: Sequence[Night]) -> Regularity | None:
    """Sleep regularity index: −100 + 200 × the share of minutes that found somebody as they
    did 24 hours later, asleep or awake (Phillips et al. 2017, doi 10.1038/s41598-017-03171-4).
    100: every day the same; 0: as by chance. Of real hours, whatever the clock says, and only
    of minutes of nights (noon to noon) that were told. None for fewer than 7 pairs of nights.
    """
    found = pairs(every)
    if found < LEAST_PAIRS:
        return None
    first = min(night.day for night in every) - 2
    minutes = (max(night.day for night in every) + 2 - first) * DAY_MIN
    known, sleeping = np.zeros(minutes, dtype=bool), np.zeros(minutes, dtype=bool)
    for night in every:
        noon = night.day * DAY_MIN - DAY_MIN // 2 - night.clocks[0][1] - first * DAY_MIN
        known[noon : noon + DAY_MIN] = True
        for start, end in night.asleep:
            sleeping[_minute(start, first) : _minute(end, first)] = True
    both = known[:-DAY_MIN] & known[DAY_MIN:]
    return Regularity(-100.0 + 200.0 * _alike(sleeping, both), found)


def _minute(at: int, first: int) -> int:
    return round((at - first * DAY_MS) / MINUTE_MS)


def _alike(sleeping: NDArray[np.bool_], both: NDArray[np.bool_]) -> float:
    same = sleeping[:-DAY_MIN] == sleeping[DAY_MIN:]
    return float(np.count_nonzero(same & both)) / float(np.count_nonzero(both))


@dataclass(frozen=True, slots=True)
class JetLag:
    """Minutes between the mean mid-sleeps before free and before working days, and the two
    themselves in minutes after midnight."""

    minutes: float
    free: float
    work: float
    free_nights: int
    work_nights: int


def by_kind_of_day(every: Sequence[Night]) -> tuple[list[Night], list[Night]]:
    """Nights that end on Saturday or Sunday, and those that end on other days."""
    free = [night for night in every if weekday(night.day) >= SATURDAY]
    return free, [night for night in every if weekday(night.day) < SATURDAY]


def social_jet_lag(every: Sequence[Night]) -> JetLag | None:
    """Social jet lag: |MSF − MSW|, the mean mid-sleep before free days less that before working
    days (Wittmann et al. 2006, doi 10.1080/07420520500545979). Saturday and Sunday count as
    free. None for fewer than 4 free and 5 working ones."""
    free, work = by_kind_of_day(every)
    if len(free) < LEAST_FREE or len(work) < LEAST_WORK:
        return None
    msf, msw = (fmean(night.mid_sleep for night in each) for each in (free, work))
    return JetLag(abs(msf - msw), msf, msw, len(free), len(work))
