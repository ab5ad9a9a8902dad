"""A night as one row of stages, whatever several devices said of the same minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from healthdesk.domain import rollup
from healthdesk.domain.rollup import ASLEEP, AWAKE, IN_BED, SLEEPING
from healthdesk.domain.sleep_figures import Stage
from healthdesk.domain.times import DAY_MS, MINUTE_MS


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stage (its number) from one minute to another, counted by the clock at its beginning
    from the midnight that begins the night's day; before it negative."""

    start: float
    end: float
    code: int

    @property
    def minutes(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class StagedNight:
    """The stages of the night that ends on `day`, ascending and disjoint."""

    day: int
    stretches: tuple[Stretch, ...]

    def minutes(self, code: int) -> float:
        """How long one stage lasted."""
        return sum(one.minutes for one in self.stretches if one.code == code)

    @property
    def asleep(self) -> float:
        """Minutes asleep, in any stage."""
        return sum(one.minutes for one in self.stretches if one.code in SLEEPING)


def staged_nights(stages: Iterable[Stage]) -> list[StagedNight]:
    """Nights with any sleep, ascending. Of two that cover a time the stage of the better
    ranked source holds, of one source waking before a stage (as in the length of sleep) and a stage
    before mere sleep; lying in bed is what is left."""
    by_night: dict[int, list[Stage]] = {}
    for one in stages:
        if one.end > one.start:
            by_night.setdefault(rollup.night_of(one.start, one.offset), []).append(one)
    found = []
    for day in sorted(by_night):
        stretches = _row(day, by_night[day])
        if any(one.code in SLEEPING for one in stretches):
            found.append(StagedNight(day, stretches))
    return found


def _row(day: int, stages: Sequence[Stage]) -> tuple[Stretch, ...]:
    """Stages side by side; neighbours of one kind are one stretch."""
    ranked = sorted(
        stages,
        key=lambda s: (s.code == IN_BED, s.rank, s.code != AWAKE, s.code == ASLEEP, s.start),
    )
    taken: list[rollup.Interval] = []
    pieces: list[tuple[int, int, int, int]] = []
    for one in ranked:
        for start, end in _uncovered(one.start, one.end, taken):
            pieces.append((start, end, one.code, one.offset))
        taken = rollup.merge([*taken, (one.start, one.end)])
    stretches: list[Stretch] = []
    for start, end, code, offset in sorted(pieces):
        begun = (start + offset * MINUTE_MS - day * DAY_MS) / MINUTE_MS
        ended = begun + (end - start) / MINUTE_MS
        last = stretches[-1] if stretches else None
        if last is not None and last.code == code and abs(last.end - begun) < 1e-9:
            stretches[-1] = Stretch(last.start, ended, code)
        else:
            stretches.append(Stretch(begun, ended, code))
    return tuple(stretches)


def _uncovered(start: int, end: int, by: Sequence[rollup.Interval]) -> list[rollup.Interval]:
    """What of start..end the merged intervals leave."""
    left: list[rollup.Interval] = []
    for begun, ended in by:
        if ended <= start or begun >= end:
            continue
        if begun > start:
            left.append((start, begun))
        start = max(start, ended)
    if start < end:
        left.append((start, end))
    return left
