"""Why a day's total is what it is: what each source told, what of it counted, what was left
out and for which reason.

The figures come about as in `rollup`; here every part of them is kept apart. What counted adds
up to the total that the rollup has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from healthdesk.domain import rollup
from healthdesk.domain.rollup import AWAKE, IN_BED, SLEEPING, Interval
from healthdesk.domain.times import DAY_MS, MINUTE_MS

# Why something was left out: a better source covers the time; somebody typed the day's total;
# sleep stages tell the night; the same source says "awake" then, or the same once more; the
# value is "<" or ">" something; a night has 24 hours; somebody typed how long they lay in bed.
Why = Literal["covered", "typed", "stages", "awake", "repeated", "censored", "day-over", "in-bed"]
# Time in bed is as long as the sleep, where less of it was measured.
AS_LONG_AS_SLEEP = ""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source that has amounts or sleep stages, with its place in the order (1 is first)."""

    name: str
    rank: int
    types: tuple[str, ...]
    readings: int
    day_from: int
    day_to: int


@dataclass(frozen=True, slots=True)
class Told:
    """A reading that may count for a day: an amount from `begun` to `ended` (ms), or the
    number of a sleep stage."""

    id: int
    source: str
    priority: int
    begun: int
    ended: int
    offset: int
    value: float
    typed: bool = False
    censored: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """Of the source in the order, the best first; the name decides between equals."""
        return self.priority, self.source


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An amount that did not count; `by` is the source that counted instead, if one did."""

    why: Why
    amount: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one reading told of one day, in the type's canonical unit (sleep in minutes).

    `amount` = `counted` + what was left out. `stage` is the number of a sleep stage; `id` is
    None for what no reading tells.
    """

    id: int | None
    source: str
    start: int
    end: int
    offset: int
    amount: float
    counted: float
    left_out: tuple[LeftOut, ...] = ()
    stage: int | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one source told of a day, all its stretches together."""

    source: str
    readings: int
    counted: float
    left_out: float
    reasons: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A day's total of one type and person; sources in their order, stretches as time goes.

    `typed`: somebody typed it. `night` holds (minutes asleep, minutes in bed) for the two
    types of sleep, None where nothing is known of one of them.
    """

    type: str
    person_id: int
    day: int
    unit: str
    total: float | None
    left_out: float
    typed: bool
    shares: tuple[Share, ...]
    stretches: tuple[Stretch, ...]
    night: tuple[float | None, float | None] | None = None


def explain_sum(told: Sequence[Told], day: int) -> list[Stretch]:
    """Of portions, which simply add up on the day they begin."""
    own = [one for one in told if _day_of(one) == day]
    return [_censored(one) if one.censored else _whole(one) for one in own]


def explain_once(told: Sequence[Told], day: int) -> list[Stretch]:
    """Of what counts whole on the day it begins: not where better sources tell of at least half
    of its time, there or on the days next to it."""
    days: defaultdict[int, list[Told]] = defaultdict(list)
    for one in told:
        at = _day_of(one)
        if abs(at - day) <= rollup.BESIDE_DAYS and not one.censored:
            days[at].append(one)
    beside = [one for told_then in days.values() for one in told_then]
    places = sorted({one.place for one in beside})
    amounts = {
        at: [(one.begun, one.ended, one.value, places.index(one.place)) for one in told_then]
        for at, told_then in days.items()
    }
    before = rollup.told_beside(amounts, day)
    cover = _Cover()
    found = [_censored(one) for one in told if one.censored and _day_of(one) == day]
    for place in places:
        for one, gone in zip(days[day], before, strict=True):
            if one.place == place:
                found.append(_not_again(one, cover) if gone else _whole(one))
        cover.add(place[1], ((one.begun, one.ended) for one in beside if one.place == place))
    return found


def _not_again(one: Told, cover: _Cover) -> Stretch:
    """Left out for the source that tells the most of its time."""
    by, _ = max(cover.by_source(one.begun, one.ended), key=lambda part: part[1])
    return _piece(one, one.value, one.value, (LeftOut("covered", one.value, by),))


def explain_union(told: Sequence[Told], day: int, *, nightly: bool = False) -> list[Stretch]:
    """Of amounts over intervals: each source counts for the time no better one covers, and the
    total that was typed last takes the place of all else."""
    measured = [one for one in told if not (one.typed or one.censored)]
    again = rollup.told_again(
        [(one.begun, one.ended, one.value, (one.place, one.offset)) for one in measured]
    )
    pieces: list[Told] = []
    repeated: list[Told] = []
    for place, one in enumerate(measured):
        (repeated if place in again else pieces).extend(
            replace(one, begun=start, ended=end, value=amount)
            for start, end, amount in _pieces(one, day, nightly)
        )
    typed = [one for one in told if one.typed and not one.censored and _day_of(one) == day]
    found = _by_cover(pieces)
    found += [_none_of(_whole(one), "repeated") for one in repeated]
    if typed:
        found = [_none_of(stretch, "typed") for stretch in found]
    found += [_none_of(_whole(one), "typed") for one in typed[:-1]]
    found += [_whole(one) for one in typed[-1:]]
    return [*found, *(_censored(one) for one in told if one.censored and _on(one, day, nightly))]


def explain_sleep(told: Sequence[Told], night: int) -> tuple[list[Stretch], list[Stretch]]:
    """(minutes asleep, minutes in bed) as the sleep stages of a night tell them; see
    `rollup.sleep_of_night`."""
    own: defaultdict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in told:
        if not one.censored and rollup.night_of(one.begun, one.offset) == night:
            own[one.place].append(one)
    asleep: list[Stretch] = []
    in_bed: list[Stretch] = []
    told_of = _Cover()
    lain_of = _Cover()
    for place in sorted(own):
        stages = own[place]
        awake = rollup.merge((s.begun, s.ended) for s in stages if s.value == AWAKE)
        asleep += _stages(stages, told_of, awake, sleeping=True)
        in_bed += _stages(stages, lain_of, (), sleeping=False)
        told_of.add(place[1], ((s.begun, s.ended) for s in stages if s.value != IN_BED))
        lain_of.add(place[1], ((s.begun, s.ended) for s in stages))
    return asleep, in_bed


def explain_night(
    stages: Sequence[Told], slept: Sequence[Told], lain: Sequence[Told], night: int
) -> tuple[list[Stretch], list[Stretch]]:
    """(minutes asleep, minutes in bed) of a night, from its stages and from lengths that were
    told as such: typed ones stand first, then stages, then others; neither can be longer than
    `rollup.limit_night` lets it."""
    by_stages = explain_sleep(stages, night)
    both = [
        _stages_or_lengths(told, explain_union(lengths, night, nightly=True))
        for told, lengths in zip(by_stages, (slept, lain), strict=True)
    ]
    minutes = rollup.limit_night(*(_told_in_all(each) for each in both))
    asleep, in_bed = (_limited(*each) for each in zip(both, minutes, strict=True))
    return asleep, in_bed


def _stages_or_lengths(stages: list[Stretch], lengths: list[Stretch]) -> list[Stretch]:
    if is_typed(lengths):
        return [*lengths, *(_none_of(one, "typed") for one in stages)]
    if total_of(stages) > 0:
        return [*stages, *(_none_of(one, "stages") for one in lengths if not is_censored(one)),
                *(one for one in lengths if is_censored(one))]  # fmt: skip
    return [*stages, *lengths]


def is_typed(stretches: Iterable[Stretch]) -> bool:
    """Whether somebody typed what counts."""
    gone = {"typed", "censored"}
    return any(one.typed and not gone & {left.why for left in one.left_out} for one in stretches)


def total_of(stretches: Sequence[Stretch]) -> float:
    return sum(one.counted for one in stretches)


def shares_of(stretches: Sequence[Stretch], places: Mapping[str, int]) -> tuple[Share, ...]:
    """By source, the best of `places` (priority by source) first."""
    own: defaultdict[str, list[Stretch]] = defaultdict(list)
    for one in stretches:
        own[one.source].append(one)
    order = sorted(own, key=lambda name: (name not in places, places.get(name, 0), name))
    return tuple(_share(name, own[name]) for name in order)


def _share(source: str, stretches: Sequence[Stretch]) -> Share:
    reasons: defaultdict[tuple[Why, str], float] = defaultdict(float)
    for one in stretches:
        for left in one.left_out:
            reasons[left.why, left.by] += left.amount
    return Share(
        source,
        len({one.id for one in stretches if one.id is not None}),
        total_of(stretches),
        sum(left.amount for one in stretches for left in one.left_out if left.why != "censored"),
        tuple(LeftOut(why, amount, by) for (why, by), amount in reasons.items()),
    )


# Amounts


class _Cover:
    """Sources in their order, and the time that each of them adds to what is covered."""

    def __init__(self) -> None:
        self._upto: list[tuple[str, list[Interval]]] = []

    @property
    def all(self) -> list[Interval]:
        return self._upto[-1][1] if self._upto else []

    def add(self, source: str, intervals: Iterable[Interval]) -> None:
        self._upto.append((source, rollup.merge([*self.all, *intervals])))

    def by_source(self, start: int, end: int) -> list[tuple[str, int]]:
        """How many ms of start..end each source is the first to cover."""
        found, before = [], 0
        for source, intervals in self._upto:
            so_far = rollup.covered(start, end, intervals)
            if so_far > before:
                found.append((source, so_far - before))
            before = so_far
        return found


def _day_of(one: Told) -> int:
    return (one.begun + one.offset * MINUTE_MS) // DAY_MS


def _on(one: Told, day: int, nightly: bool) -> bool:
    """Whether a reading begins in what counts for the day."""
    if nightly and one.ended > one.begun:
        return rollup.night_of(one.begun, one.offset) == day
    return _day_of(one) == day


def _pieces(one: Told, day: int, nightly: bool) -> list[tuple[int, int, float]]:
    """What of an interval belongs to a day; one of sleep belongs whole to its night."""
    if (nightly and one.ended > one.begun) or one.ended <= one.begun:
        return [(one.begun, one.ended, one.value)] if _on(one, day, nightly) else []
    pieces = rollup.cut(one.begun, one.ended, one.value, one.offset)
    return [(start, end, amount) for at, start, end, amount in pieces if at == day]


def _by_cover(pieces: Sequence[Told]) -> list[Stretch]:
    own: defaultdict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in pieces:
        own[one.place].append(one)
    found: list[Stretch] = []
    cover = _Cover()
    for place in sorted(own):
        found += [_beside(one, cover, found) for one in own[place]]
        cover.add(place[1], ((one.begun, one.ended) for one in own[place]))
    return found


def _beside(one: Told, cover: _Cover, told: Sequence[Stretch]) -> Stretch:
    """The share of an amount in the time that no better source covers, and of one over long
    time no more than it has beside what they `told`, its own source left aside."""
    length = one.ended - one.begun
    if length <= 0:
        return _whole(one)
    by = cover.by_source(one.begun, one.ended)
    gone = one.value * sum(part for _, part in by) / length
    left = [LeftOut("covered", one.value * part / length, source) for source, part in by]
    if length >= rollup.LONG_MS:
        within = _told_by_others(one, told)
        over = min(sum(within.values()), one.value) - gone
        if over > 0:
            left.append(LeftOut("covered", over, max(within, key=lambda name: within[name])))
            gone += over
    return _piece(one, one.value, gone, tuple(left))


def _told_by_others(one: Told, told: Sequence[Stretch]) -> dict[str, float]:
    """What counted of other sources in the time of an amount, by source."""
    within: defaultdict[str, float] = defaultdict(float)
    for other in told:
        if other.source != one.source:
            counted = (other.start, other.end, other.counted)
            within[other.source] += rollup.told_within(one.begun, one.ended, [counted])
    return within


def _piece(one: Told, amount: float, gone: float, left_out: tuple[LeftOut, ...]) -> Stretch:
    return Stretch(
        one.id, one.source, one.begun, one.ended, one.offset, amount, amount - gone, left_out,
        typed=one.typed,
    )  # fmt: skip


def _whole(one: Told) -> Stretch:
    return _piece(one, one.value, 0.0, ())


def _censored(one: Told) -> Stretch:
    """Below or above something: no amount that could be added."""
    return _piece(one, one.value, one.value, (LeftOut("censored", one.value),))


def _none_of(stretch: Stretch, why: Why) -> Stretch:
    """Nothing of it counts, whatever else would have been left out."""
    left = (LeftOut(why, stretch.amount),) if stretch.amount else ()
    return replace(stretch, counted=0.0, left_out=left)


# Nights


def _stages(
    stages: Sequence[Told], better: _Cover, awake: Sequence[Interval], *, sleeping: bool
) -> list[Stretch]:
    """The stages of one source, each with its minutes beside better sources, beside what the
    same source says of lying awake, and beside its own stages before."""
    found = []
    before: list[Interval] = []
    for one in sorted(stages, key=lambda s: (s.begun, s.ended, s.id)):
        amount = (one.ended - one.begun) / MINUTE_MS
        if sleeping and one.value not in SLEEPING:
            amount = 0.0  # it is shown, and tells nothing of sleep
        left: list[LeftOut] = []
        rest = [(one.begun, one.ended)] if amount else []
        told_before: tuple[tuple[Why, Sequence[Interval]], ...]
        told_before = (("repeated", before), ("awake", awake))
        for why, taken in told_before:
            rest, gone = _less(rest, taken)
            left += _left(why, gone)
        kept = rollup.length(rest)
        by: defaultdict[str, int] = defaultdict(int)
        for start, end in rest:
            for source, part in better.by_source(start, end):
                by[source] += part
        for source, part in by.items():
            left += _left("covered", part, source)
            kept -= part
        if amount:
            before = rollup.merge([*before, (one.begun, one.ended)])
        found.append(
            Stretch(
                one.id, one.source, one.begun, one.ended, one.offset, amount, kept / MINUTE_MS,
                tuple(left), int(one.value),
            )
        )  # fmt: skip
    return found


def _left(why: Why, length: int, by: str = "") -> list[LeftOut]:
    return [LeftOut(why, length / MINUTE_MS, by)] if length else []


def _less(intervals: Sequence[Interval], taken: Sequence[Interval]) -> tuple[list[Interval], int]:
    """The intervals without what is taken, and how many ms that was."""
    left = rollup.without(intervals, taken)
    return left, rollup.length(intervals) - rollup.length(left)


def _told_in_all(stretches: Sequence[Stretch]) -> tuple[float, int] | None:
    """Minutes and whether they were typed; None where nothing tells any."""
    minutes = total_of(stretches)
    if is_typed(stretches):
        return minutes, 1
    counts = any(one.stage is None and not is_censored(one) for one in stretches)
    return (minutes, 0) if minutes > 0 or counts else None


def is_censored(stretch: Stretch) -> bool:
    """Whether only a bound of its amount is known."""
    return any(left.why == "censored" for left in stretch.left_out)


def _limited(stretches: list[Stretch], minutes: float) -> list[Stretch]:
    """Cut from the end of the worst source, or filled up, to this many minutes."""
    over = total_of(stretches) - minutes
    if over < 0:
        last = max(stretches, key=lambda one: one.end)
        filled = Stretch(None, AS_LONG_AS_SLEEP, last.end, last.end, last.offset, -over, -over)
        return [*stretches, filled]
    why: Why = "day-over" if minutes == rollup.NIGHT_MAX else "in-bed"
    cut = list(stretches)
    for at in reversed(range(len(cut))):
        one = cut[at]
        gone = min(over, one.counted)
        if gone > 0:
            left = (*one.left_out, LeftOut(why, gone))
            cut[at] = replace(one, counted=one.counted - gone, left_out=left)
            over -= gone
    return cut
