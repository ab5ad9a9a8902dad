"""What the days and hours of readings come to, worked out beside the reading of the file.

The database makes the figures of a day from the rows it has. Of a day it had nothing of, all
the rows are those that come now: then the process that reads the file can make them as well,
by the same rules, while the other one is busy storing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain import rollup
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS
from healthdesk.exchange.batches import Group

# What counts for a local day lies within so much time, wherever on earth that was.
STRETCH_MS = 4 * DAY_MS

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
# The columns of a table by name.
Table = dict[str, NDArray[Any]]


class DayFigures:
    """Of live readings, each of the group at its index in `groups`, those of a type in order
    of time; `ended` and `at` in ms, `offset` in minutes, values canonical. `ranks` tells of
    each source (0 is the best) which one counts where two cover the same time."""

    def __init__(
        self,
        groups: Sequence[Group],
        kinds: Sequence[HealthType],
        ranks: Mapping[str, int],
        group: Integers,
        at: Integers,
        offset: Integers,
        ended: Integers,
        values: tuple[Reals, Reals],
    ) -> None:
        self._kinds = kinds
        self._at, self._offset, self._ended = at, offset, ended
        self._values = values
        self._local = at + offset * MINUTE_MS
        # Groups that share a type, or type and source, stand for one another.
        of_type = _first_alike([one.slug for one in groups])
        of_source = _first_alike([(one.slug, one.source) for one in groups])
        self._type, self._source = of_type[group], of_source[group]
        self._rank = np.array([ranks[one.source] for one in groups], np.int64)[group]

    def tables(self) -> dict[str, Table]:
        """`day`, `hour` and `day_total`, as `row_image` has them."""
        return {"day": self._days(), "hour": self._hours(), "day_total": self._totals()}

    def _days(self) -> Table:
        day = self._local // DAY_MS
        order = np.lexsort((self._source, day, self._type))
        starts = _starts(order, self._source, day, self._type)
        at = self._at[order]
        return {
            "grp": self._source[order][starts],
            "day": day[order][starts],
            **_figures(self._values[0][order], starts),
            **{f"{name}2": of for name, of in _summary(self._values[1][order], starts).items()},
            "first_at": at[starts],
            "last_at": at[np.append(starts[1:], len(at)) - 1],
        }

    def _hours(self) -> Table:
        chosen = self._of_kinds([kind.dense for kind in self._kinds])
        hour, of_type = self._local[chosen] // HOUR_MS, self._type[chosen]
        order = np.lexsort((hour, of_type))
        starts = _starts(order, hour, of_type)
        return {
            "grp": of_type[order][starts],
            "hour": hour[order][starts],
            **_figures(self._values[0][chosen][order], starts),
        }

    def _totals(self) -> Table:
        """Of amounts over intervals, cut where a day begins."""
        day, place, since, until, amount = self._pieces()
        of_type, rank = self._type[place], self._rank[place]
        order = np.lexsort((day, of_type))
        starts = _starts(order, day, of_type)
        number = np.empty(len(order), np.int64)
        number[order] = np.repeat(np.arange(len(starts)), np.diff([*starts, len(order)]))
        # Each day gets a stretch of its own on one line of time.
        shift = number * STRETCH_MS - day * DAY_MS
        # Added up as `rollup.union_total` does it: the better sources first, then by time.
        turn = np.lexsort((place, rank))
        number, amount, place = number[turn], amount[turn], place[turn]
        alone = np.where(np.isin(place, self._again()), 0.0, amount)
        kept = _kept((since + shift)[turn], (until + shift)[turn], rank[turn], alone)
        return {
            "grp": of_type[order][starts],
            "day": day[order][starts],
            "total": np.bincount(number, kept, len(starts)),
            "left_out": np.bincount(number, amount - kept, len(starts)),
        }

    def _pieces(self) -> tuple[Integers, Integers, Integers, Integers, Reals]:
        """Day, index of the reading, begin, end (ms) and amount of each piece."""
        chosen = self._of_kinds([kind.combine == "union" for kind in self._kinds])
        first = self._local[chosen] // DAY_MS
        last = (self._ended[chosen] + self._offset[chosen] * MINUTE_MS) // DAY_MS
        within = first == last
        whole = chosen[within]
        pieces = [
            (day, place, since, until, amount)
            for place in chosen[~within].tolist()
            for day, since, until, amount in rollup.cut(*self._interval(place))
        ]
        of_whole = (first[within], whole, self._at[whole], self._ended[whole])
        amounts = self._values[0][whole]
        if not pieces:
            return *of_whole, amounts
        *of_cut, cut_amounts = zip(*pieces, strict=True)
        day, place, since, until = (
            np.concatenate((one, np.array(other, np.int64)))
            for one, other in zip(of_whole, of_cut, strict=True)
        )
        return day, place, since, until, np.concatenate((amounts, np.array(cut_amounts)))

    def _again(self) -> list[int]:
        """Readings that their source told again of the same time."""
        chosen = np.flatnonzero(self._ended - self._at >= rollup.LONG_MS)
        told = [
            (int(self._at[n]), int(self._ended[n]), float(self._values[0][n]),
             (int(self._type[n]), int(self._rank[n]), int(self._offset[n])))
            for n in chosen.tolist()
        ]  # fmt: skip
        return [int(chosen[place]) for place in sorted(rollup.told_again(told))]

    def _interval(self, place: int) -> tuple[int, int, float, int]:
        return (
            int(self._at[place]), int(self._ended[place]), float(self._values[0][place]),
            int(self._offset[place]),
        )  # fmt: skip

    def _of_kinds(self, wanted: Sequence[bool]) -> Integers:
        """Where the readings of these types are."""
        return np.flatnonzero(np.array(wanted)[self._type])


def _first_alike(keys: Sequence[object]) -> Integers:
    """For each key the index of the first one like it."""
    first: dict[object, int] = {}
    return np.array([first.setdefault(key, place) for place, key in enumerate(keys)], np.int64)


def _starts(order: Integers, *keys: Integers) -> Integers:
    """Where in this order another key begins."""
    if not len(order):
        return order
    differs = np.zeros(len(order) - 1, np.bool_)
    for key in keys:
        differs |= np.diff(key[order]) != 0
    return np.append(0, np.flatnonzero(differs) + 1)


def _ends(starts: Integers, count: int) -> list[tuple[int, int]]:
    return list(pairwise([*starts.tolist(), count]))


def _figures(values: Reals, starts: Integers) -> Table:
    return {"n": np.diff(np.append(starts, len(values))), **_summary(values, starts)}


def _summary(values: Reals, starts: Integers) -> Table:
    if not values.any():  # as the second value of most types, or none at all
        nothing = np.zeros(len(starts))
        return {"total": nothing, "lo": nothing, "hi": nothing}
    listed = values.tolist()
    return {
        "total": np.array([fsum(listed[first:end]) for first, end in _ends(starts, len(values))]),
        "lo": np.minimum.reduceat(values, starts),
        "hi": np.maximum.reduceat(values, starts),
    }


def _kept(since: Integers, until: Integers, rank: Integers, amount: Reals) -> Reals:
    """What counts of each amount beside better ranked ones, which stand before it, as
    `rollup.union_total` has it."""
    kept = amount.copy()
    taken = np.zeros((2, 0), np.int64)
    for first, end in _ends(np.flatnonzero(np.diff(rank, prepend=-1)), len(rank)):
        own = np.array([since[first:end], until[first:end]])
        lengths = own[1] - own[0]
        # A moment has nothing to be covered.
        shares = (_time_in(taken, own[1]) - _time_in(taken, own[0])) / np.maximum(lengths, 1)
        kept[first:end] *= 1.0 - shares
        for place in (first + np.flatnonzero((lengths >= rollup.LONG_MS) & (first > 0))).tolist():
            within = _told_within(since[place], until[place], since[:first], until[:first], kept)
            kept[place] = min(kept[place], max(0.0, amount[place] - within))
        taken = _merged(np.append(taken, own, axis=1))
    return kept


def _told_within(start: int, end: int, since: Integers, until: Integers, kept: Reals) -> float:
    """As `rollup.told_within`, of the first of what counts."""
    lengths = until - since
    inside = np.minimum(until, end) - np.maximum(since, start)
    shares = np.clip(inside, 0, None) / np.maximum(lengths, 1)
    shares[(lengths == 0) & (since >= start) & (since < end)] = 1.0
    return float(np.dot(shares, kept[: len(shares)]))


def _merged(intervals: Integers) -> Integers:
    """The union, ascending and disjoint; begins in the first row, ends in the second."""
    begins, ends = intervals[:, np.argsort(intervals[0], kind="stable")]
    ends = np.maximum.accumulate(ends)
    first = np.append(True, begins[1:] > ends[:-1])
    return np.array([begins[first], ends[np.append(first[1:], True)]])


def _time_in(intervals: Integers, at: Integers) -> Integers:
    """How much time of merged intervals lies before each instant."""
    begins, ends = intervals
    if not len(begins):
        return np.zeros(len(at), np.int64)
    begun = np.searchsorted(begins, at, "right")
    before = np.append(0, np.cumsum(ends - begins))[begun]
    ahead: Integers = np.where(begun > 0, np.maximum(ends[begun - 1] - at, 0), 0)
    return before - ahead
