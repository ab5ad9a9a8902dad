"""Apple Health records that were cut out of the file, judged in columns.

What a column cannot surely accept is named, for the rules in full.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.checks import INTERVAL_MAX_MS
from healthdesk.exchange.apple_cut import Cut
from healthdesk.exchange.apple_layouts import Layouts
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
    code, facts = cut.codes, known.facts()
    kept = facts.kept[code]
    wanted = kept | facts.pressure[code]
    numbers = _numbers(cut, known)
    sure = kept & _timely(cut, rules, facts.bounded[code])
    sure &= (numbers >= facts.low[code]) & (numbers <= facts.high[code])
    special = np.flatnonzero(wanted & ~sure)
    before = np.cumsum(sure)[special]
    return Judged(
        _columns(cut, known, numbers, sure),
        list(zip(special.tolist(), before.tolist(), strict=True)),
        _counts(code[sure]),
        _counts(code[~wanted]),
        _span(cut, sure),
    )


def _timely(cut: Cut, rules: Judge, bounded: Flags) -> Flags:
    length = cut.ended - cut.at
    fine: Flags = (
        cut.valid
        & (cut.at >= rules.earliest)
        & (cut.ended <= rules.latest)
        & (length >= 0)
        & ((length <= INTERVAL_MAX_MS) | ~bounded)
    )
    return fine


def _span(cut: Cut, sure: Flags) -> tuple[tuple[int, int], ...]:
    if not sure.any():
        return ()
    at, offset = cut.at[sure], cut.offset[sure]
    order = at * 4096 + offset
    return tuple((int(at[place]), int(offset[place])) for place in (order.argmin(), order.argmax()))


def _numbers(cut: Cut, known: Layouts) -> NDArray[np.float64]:
    """Values as numbers in their unit; what is none is NaN or beyond every range."""
    plain = known.facts().plain[cut.codes]
    others = np.flatnonzero(~(cut.read & plain))
    if not len(others):
        return cut.numbers
    numbers = cut.numbers.copy()
    numbers[others] = _told(cut.values(others), cut.codes[others], known, bool(plain[others].all()))
    return numbers


def _told(texts: list[bytes], codes: NDArray[np.int64], known: Layouts, plain: bool) -> list[float]:
    if plain and b"_" not in b"".join(texts):
        with suppress(ValueError):  # one of them is no number: then each is looked at
            return [float(text) + 0.0 for text in texts]
    return [known.all[code].number(text) for code, text in zip(codes.tolist(), texts, strict=True)]


def _counts(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    counts = np.bincount(codes)
    present = np.flatnonzero(counts)
    return list(zip(present.tolist(), counts[present].tolist(), strict=True))


def _columns(cut: Cut, known: Layouts, numbers: NDArray[np.float64], sure: Flags) -> Columns:
    # Mostly all of them are.
    chosen = slice(None) if sure.all() else np.flatnonzero(sure)
    given, codes = numbers[chosen], cut.codes[chosen]
    nothing = np.zeros(len(given))
    return Columns(
        known.groups,
        codes,
        cut.at[chosen],
        cut.offset[chosen],
        cut.ended[chosen],
        given,
        nothing,
        _canonical(given, cut.widths[chosen] > SHORT, codes, known),
        nothing,
        cut.lines[chosen],
    )


def _canonical(
    given: NDArray[np.float64],
    long: Flags,
    codes: NDArray[np.int64],
    known: Layouts,
) -> NDArray[np.float64]:
    """Values in the canonical unit, with the digits that are kept; `long` have more."""
    other = np.flatnonzero(~known.facts().direct[codes] | long)
    found = given.copy()
    for code in np.unique(codes[other]).tolist():
        own = other[codes[other] == code]
        found[own] = known.all[code].converted(given[own].tolist())
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
