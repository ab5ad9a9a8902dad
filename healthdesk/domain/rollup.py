"""How the readings of a day become one figure where sources overlap.

Steps counted by a watch and a phone at the same time must not be added up. Each source
counts only for the time that no source of better rank covers; what it had in the covered
part, in proportion, is left out and said so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS

# Numbers of the sleep-stage codes, in the order of the type's `codes`.
IN_BED, ASLEEP, LIGHT, DEEP, REM, AWAKE = range(6)
SLEEPING = frozenset({ASLEEP, LIGHT, DEEP, REM})
NIGHT_MAX = 1440.0  # minutes

# What is worn on the body counts what a phone left on the table does not.
WORN = re.compile(
    r"watch|\b(band|ring)\b|fitbit|garmin|oura|whoop|polar|withings|amazfit", re.IGNORECASE
)
CARRIED = re.compile(r"phone|pixel|galaxy", re.IGNORECASE)

# An amount over so much time was hardly spread evenly over it, such as the steps of a whole day:
# beside what better sources tell of that time it counts for what is more at most. Told again by
# its source of the same time, as an export of a day that goes on does, the greatest counts.
LONG_MS = 6 * HOUR_MS
# What counts whole on the day it begins may be told by a better source as begun on another one:
# near midnight, or on the clock of another place.
BESIDE_DAYS = 1

Interval = tuple[int, int]  # start, end in ms, end excluded
Counted = tuple[int, int, float]  # start, end, what counted of an amount
Amount = tuple[int, int, float, int]  # start, end, amount, rank of its source (0 is best)


def source_priority(name: str) -> int:
    """Which source counts where two cover the same time: the smaller number does."""
    if WORN.search(name):
        return 20
    return 60 if CARRIED.search(name) else 40


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The union, ascending and disjoint."""
    merged: list[Interval] = []
    begun = upto = 0
    for start, end in sorted(intervals):
        if merged and start <= upto:
            if end > upto:
                upto = end
                merged[-1] = (begun, upto)
        elif end > start:
            begun, upto = start, end
            merged.append((begun, upto))
    return merged


def covered(start: int, end: int, by: Sequence[Interval]) -> int:
    """How many ms of start..end the merged intervals cover."""
    index = max(bisect_right(by, (start, start)) - 1, 0)
    total = 0
    while index < len(by) and by[index][0] < end:
        total += max(0, min(end, by[index][1]) - max(start, by[index][0]))
        index += 1
    return total


def length(intervals: Sequence[Interval]) -> int:
    return sum([end - start for start, end in intervals])


def union_total(amounts: Sequence[Amount]) -> tuple[float, float]:
    """(total, left out) of amounts over intervals, the better ranked source first.

    Amounts of one source are added as they are. An amount at a moment (no length) has
    nothing to overlap with and counts in full. One over long time (`LONG_MS`) comes, with what
    better sources told of that time, to no more than itself.
    """
    if len({rank for _, _, _, rank in amounts}) == 1:
        return sum(amount for _, _, amount, _ in amounts), 0.0
    total = left_out = 0.0
    for place, _, kept in _beside_better(amounts):
        total += kept
        left_out += amounts[place][2] - kept
    return total, left_out


def as_if_even(amounts: Sequence[Amount]) -> list[float]:
    """The amounts as they may be cut into shorter ones: those over long time made smaller, so
    that what counts of their parts comes to what counts of the whole."""
    even = [amount for _, _, amount, _ in amounts]
    for place, share, kept in _beside_better(amounts):
        if share < 1.0:
            even[place] = min(even[place], kept / (1.0 - share))
    return even


def counted_of(amounts: Sequence[Amount]) -> list[float]:
    """What counts of each amount; all together come to the total of `union_total`."""
    counted = [amount for _, _, amount, _ in amounts]
    if len({rank for _, _, _, rank in amounts}) > 1:
        for place, _, kept in _beside_better(amounts):
            counted[place] = kept
    return counted


def _beside_better(amounts: Sequence[Amount]) -> Iterator[tuple[int, float, float]]:
    """(place, share that better sources cover, what counts) of each amount."""
    taken: list[Interval] = []
    better: list[Counted] = []
    for rank in sorted({rank for _, _, _, rank in amounts}):
        counted: list[Counted] = []
        for place, (start, end, amount, of_rank) in enumerate(amounts):
            if of_rank != rank:
                continue
            share = covered(start, end, taken) / (end - start) if end > start else 0.0
            kept = amount * (1.0 - share)
            if end - start >= LONG_MS:
                kept = min(kept, max(0.0, amount - told_within(start, end, better)))
            counted.append((start, end, kept))
            yield place, share, kept
        better += counted
        taken = merge([*taken, *((start, end) for start, end, _ in counted)])


def told_within(start: int, end: int, counted: Iterable[Counted]) -> float:
    """What counted amounts come to between two instants, in proportion; moments whole."""
    total = 0.0
    for since, until, amount in counted:
        if since >= end or until < start or (until == start and since < until):
            continue
        inside = min(until, end) - max(since, start)
        total += amount * (inside / (until - since) if until > since else 1.0)
    return total


def told_again(amounts: Sequence[tuple[int, int, float, Hashable]]) -> set[int]:
    """Places of (start, end, amount, teller) that the same teller told of the very same long
    time once more, such as of a day that was not over yet: all but the greatest of them.

    A teller is a source with the offset it tells in: so all of the same time count for the same
    local days, and whoever looks at one of these days has all of them.
    """
    greatest: dict[tuple[int, int, Hashable], int] = {}
    again: set[int] = set()
    for place, (start, end, amount, teller) in enumerate(amounts):
        if end - start < LONG_MS:
            continue
        other = greatest.setdefault((start, end, teller), place)
        if amount > amounts[other][2]:
            greatest[start, end, teller] = place
            again.add(other)
        elif other != place:
            again.add(place)
    return again


def told_before(amounts: Sequence[Amount]) -> list[bool]:
    """Of each amount over an interval that cannot be cut, whether it was told already: better
    ranked sources tell of at least half of its time. A moment tells of no time."""
    found = [False] * len(amounts)
    taken: list[Interval] = []
    for rank in sorted({rank for _, _, _, rank in amounts}):
        own = [(n, start, end) for n, (start, end, _, at) in enumerate(amounts) if at == rank]
        for n, start, end in own:
            found[n] = end > start and 2 * covered(start, end, taken) >= end - start
        taken = merge([*taken, *((start, end) for _, start, end in own)])
    return found


def told_beside(days: Mapping[int, Sequence[Amount]], day: int) -> list[bool]:
    """As `told_before` of each amount that begins on a local day, beside what begins on it or
    on the days next to it (`BESIDE_DAYS`)."""
    own = days.get(day, ())
    around = [
        one
        for other in range(day - BESIDE_DAYS, day + BESIDE_DAYS + 1)
        if other != day
        for one in days.get(other, ())
    ]
    return told_before([*own, *around])[: len(own)]


def cut(
    start: int, end: int, amount: float, offset: int, length: int = DAY_MS
) -> list[tuple[int, int, int, float]]:
    """(ordinal, start, end, amount) pieces of an interval, cut in proportion where a local
    day begins (or an hour, or any other `length` in ms)."""
    shift = offset * MINUTE_MS
    ordinal = (start + shift) // length
    if end <= start:
        return [(ordinal, start, start, amount)]
    pieces = []
    at = start
    while at < end:
        upto = min(end, (ordinal + 1) * length - shift)
        pieces.append((ordinal, at, upto, amount * (upto - at) / (end - start)))
        at, ordinal = upto, ordinal + 1
    return pieces


def night_of(at_ms: int, offset: int) -> int:
    """The date a night belongs to: noon to noon, named by the day it ends."""
    return (at_ms + offset * MINUTE_MS + DAY_MS // 2) // DAY_MS


def sleep_of_night(stages: Sequence[tuple[int, int, int, int]]) -> tuple[float, float]:
    """(minutes asleep, minutes in bed) of one night's (start, end, code, rank) intervals; see
    `night_intervals`."""
    lengths = _of_one_after_another(stages)
    if lengths is not None:
        return lengths[0] / MINUTE_MS, lengths[1] / MINUTE_MS
    asleep, in_bed = night_intervals(stages)
    return length(asleep) / MINUTE_MS, length(in_bed) / MINUTE_MS


def _of_one_after_another(stages: Sequence[tuple[int, int, int, int]]) -> tuple[int, int] | None:
    """Time (ms) asleep and in bed as most nights are told: by one source, each stage after
    the one before, so that nothing has to be merged. None where they are not."""
    asleep = in_bed = upto = 0
    source = stages[0][3] if stages else 0
    for start, end, code, rank in stages:
        if (in_bed and start < upto) or rank != source or end < start:
            return None
        upto = end
        in_bed += end - start
        if code in SLEEPING:
            asleep += end - start
    return asleep, in_bed


def night_intervals(
    stages: Sequence[tuple[int, int, int, int]],
) -> tuple[list[Interval], list[Interval]]:
    """When somebody slept and lay in bed, of one night's (start, end, code, rank) intervals.

    Each source speaks for the time it tells stages for; a worse ranked one only for the
    rest. Asleep is a part of the time in bed, never more.
    """
    asleep: list[Interval] = []
    told: list[Interval] = []
    ranks = sorted({stage[3] for stage in stages})
    for rank in ranks:
        own = [stage for stage in stages if stage[3] == rank]
        sleeping = merge([(start, end) for start, end, code, _ in own if code in SLEEPING])
        awake = merge([(start, end) for start, end, code, _ in own if code == AWAKE])
        sleeping = without(without(sleeping, awake), told)
        asleep = merge([*asleep, *sleeping]) if asleep else sleeping
        if rank != ranks[-1]:
            told = merge([*told, *((start, end) for start, end, code, _ in own if code != IN_BED)])
    in_bed = merge([stage[:2] for stage in stages])
    return asleep, in_bed


def limit_night(
    asleep: tuple[float, int] | None, in_bed: tuple[float, int] | None
) -> tuple[float, float]:
    """Minutes asleep and in bed of a night, from what was told of each (minutes, typed), if
    anything was: asleep ≤ in bed ≤ 24 hours.

    Nobody sleeps longer than in bed: time in bed that somebody typed ends measured sleep; else
    it was measured in part only, and is as long as the sleep.
    """
    slept, slept_typed = asleep or (0.0, 0)
    lain, lain_typed = in_bed or (0.0, 0)
    slept, lain = min(slept, NIGHT_MAX), min(lain, NIGHT_MAX)
    if in_bed is None or slept <= lain:
        return slept, lain
    return (lain, lain) if lain_typed and not slept_typed else (slept, slept)


def without(intervals: Sequence[Interval], taken: Sequence[Interval]) -> list[Interval]:
    """What of ascending intervals lies outside merged ones."""
    if not taken:
        return list(intervals)
    left: list[Interval] = []
    for start, end in intervals:
        at = start
        for t_start, t_end in taken:
            if t_end <= at or t_start >= end:
                continue
            if t_start > at:
                left.append((at, t_start))
            at = max(at, t_end)
        if at < end:
            left.append((at, end))
    return left
