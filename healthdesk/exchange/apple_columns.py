"""Apple Health records that were cut out of the file, judged in columns.

What a column cannot surely accept is named, for the rules in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.checks import INTERVAL_MAX_MS
from healthdesk.exchange import apple_times
from healthdesk.exchange.apple_cut import Cut
from healthdesk.exchange.apple_layouts import Layout, Layouts
from healthdesk.exchange.apple_rounding import rounded
from healthdesk.exchange.batches import SHORT, Judge, Row
from healthdesk.exchange.columns import Columns

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """`sure` are surely allowed, in the order of the file. `special` names the others that
    may become readings: their index, and how many of the sure come before. `accepted` and
    `ignored` say how often a layout (by index) is among the sure and among what is not
    kept; `span` is the earliest and latest (instant, offset) of the sure."""

    sure: Columns
    special: list[tuple[int, int]]
    accepted: list[tuple[int, int]]
    ignored: list[tuple[int, int]]
    span: tuple[tuple[int, int], ...]


def judge(cut: Cut, known: Layouts, rules: Judge) -> Judged:
    code, layouts = cut.codes, known.all

    def each(values: Iterable[float]) -> NDArray[Any]:
        """A fact of every layout, beside each record."""
        facts: NDArray[Any] = np.array(list(values))[code]
        return facts

    kept = each(bool(layout.slug) for layout in layouts)
    wanted = kept | each(layout.pressure for layout in layouts)
    numbers = _numbers(cut.values, code.tolist(), layouts)
    times = _Times(cut)
    sure = kept & times.sure(rules, each(layout.bounded for layout in layouts))
    sure &= numbers >= each(layout.low for layout in layouts)
    sure &= numbers <= each(layout.high for layout in layouts)
    special = np.flatnonzero(wanted & ~sure)
    before = np.cumsum(sure)[special]
    return Judged(
        _columns(cut, code, known, numbers, times, sure),
        list(zip(special.tolist(), before.tolist(), strict=True)),
        _counts(code[sure]),
        _counts(code[~wanted]),
        times.span(sure),
    )


class _Times:
    def __init__(self, cut: Cut) -> None:
        self.start, self.offset, self._valid = apple_times.columns(cut.starts)
        self.end = self.start
        if not np.array_equal(cut.starts, cut.ends):
            self.end, _, valid = apple_times.columns(cut.ends)
            self._valid &= valid

    def sure(self, rules: Judge, bounded: Flags) -> Flags:
        length = self.end - self.start
        return (
            self._valid
            & (self.start >= rules.earliest)
            & (self.end <= rules.latest)
            & (length >= 0)
            & ((length <= INTERVAL_MAX_MS) | ~bounded)
        )

    def span(self, sure: Flags) -> tuple[tuple[int, int], ...]:
        if not sure.any():
            return ()
        start, offset = self.start[sure], self.offset[sure]
        order = start * 4096 + offset
        return tuple(
            (int(start[place]), int(offset[place])) for place in (order.argmin(), order.argmax())
        )


def _numbers(
    texts: Sequence[bytes], codes: list[int], layouts: Sequence[Layout]
) -> NDArray[np.float64]:
    """Values as numbers in their unit; what is none is NaN or beyond every range."""
    if all(layouts[code].plain for code in set(codes)) and b"_" not in b"".join(texts):
        with suppress(ValueError):  # one of them is no number: then each is looked at
            return np.array(list(map(float, texts))) + 0.0
    return np.array([layouts[code].number(text) for code, text in zip(codes, texts, strict=True)])


def _counts(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    counts = np.bincount(codes)
    present = np.flatnonzero(counts)
    return list(zip(present.tolist(), counts[present].tolist(), strict=True))


def _columns(
    cut: Cut,
    code: NDArray[np.int64],
    known: Layouts,
    numbers: NDArray[np.float64],
    times: _Times,
    sure: Flags,
) -> Columns:
    given, codes = numbers[sure], code[sure]
    nothing = np.zeros(len(given))
    return Columns(
        known.groups,
        codes,
        times.start[sure],
        times.offset[sure],
        times.end[sure],
        given,
        nothing,
        _canonical(given, cut.widths[sure] > SHORT, codes, known.all),
        nothing,
        cut.lines[sure],
    )


def _canonical(
    given: NDArray[np.float64],
    long: Flags,
    codes: NDArray[np.int64],
    layouts: Sequence[Layout],
) -> NDArray[np.float64]:
    """Values in the canonical unit, with the digits that are kept; `long` have more."""
    direct = np.array([layout.direct for layout in layouts])[codes]
    other = np.flatnonzero(~direct | long)
    found = given.copy()
    for code in np.unique(codes[other]).tolist():
        own = other[codes[other] == code]
        found[own] = layouts[code].converted(given[own].tolist())
    found[other] = rounded(found[other])
    return found


def rows(columns: Columns) -> list[Row]:
    """The same readings one by one; each has one part."""
    groups = [columns.groups[code] for code in columns.group.tolist()]
    return list(
        zip(
            [group.slug for group in groups],
            columns.at.tolist(),
            columns.offset.tolist(),
            columns.ended.tolist(),
            columns.given.tolist(),
            repeat(None),
            [group.unit for group in groups],
            columns.value.tolist(),
            repeat(0.0),
            repeat(""),
            [group.source for group in groups],
            repeat(""),
            columns.line.tolist(),
            strict=False,
        )
    )
