"""Finds Apple Health records in the layout Apple writes, a block of the file at a time.

All quotes of a block are found at once. From the beginning of a record they tell where each
attribute is, and what stands between them must be what Apple writes: names in its order,
dates of one width. The rest repeats from record to record and is looked up: the head (type,
source, device, unit), read by expat once for each wording, and the tail (what the record
holds), matched by a pattern once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from healthdesk.exchange.apple_layouts import UNKNOWN, Layouts
from healthdesk.exchange.apple_times import WIDTH

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

BEGIN = b"<Record "
# Shorter runs between other things are not worth the trouble.
RUN_MIN = 32
TAILS_KEPT, TAIL_MAX = 8192, 512

# From the space before `creationDate` on, everything but the value stands at fixed places.
_CREATED, _STARTED, _ENDED, _VALUE = (
    b' creationDate="', b'" startDate="', b'" endDate="', b'" value="',
)  # fmt: skip
_CREATION = len(_CREATED)
_START = _CREATION + WIDTH + len(_STARTED)
_END = _START + WIDTH + len(_ENDED)
_NUMBER = _END + WIDTH + len(_VALUE)
# Where the quotes stand, from the one that opens the creation date to the one before the value.
_QUOTES = np.array(
    [
        _CREATION - 1, _CREATION + WIDTH, _START - 1, _START + WIDTH, _END - 1, _END + WIDTH,
        _NUMBER - 1,
    ]
)  # fmt: skip
# Type and source, and up to three more attributes may come before.
_HEADS = range(2, 6)
_WORD = 8

_TEXT = rb'[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*'
# From the quote that closes the value to the next record.
TAIL = re.compile(
    rb'"(?:/>|>\s*(?:<MetadataEntry key="' + _TEXT + rb'" value="' + _TEXT + rb'"/>\s*)*'
    rb"(?:<HeartRateVariabilityMetadataList>\s*"
    rb'(?:<InstantaneousBeatsPerMinute bpm="' + _TEXT + rb'" time="' + _TEXT + rb'"/>\s*)*'
    rb"</HeartRateVariabilityMetadataList>\s*)?</Record>)\s*"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Records one after the other: the bytes from `begin` to `end` of a block.

    `codes` are the indices of their layouts; `starts`, `ends` their dates as a table of
    bytes, `values` their texts, of so many bytes (`widths`), `lines` where they begin.
    `breaks` line breaks are in it.
    """

    begin: int
    end: int
    codes: Integers
    starts: Bytes
    ends: Bytes
    values: list[bytes]
    widths: Integers
    lines: Integers
    breaks: int


class Cutter:
    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        self._tails: set[bytes] = set()

    def cuts(self, block: bytes, line: int) -> Iterator[Cut]:
        """The runs of records that can be taken, of a block that begins on `line`."""
        # What lies behind the end is never in a record that is whole.
        text = _Text(block + bytes(_NUMBER + _WORD))
        begins = text.records()
        if not len(begins):
            return
        dates, closing = text.places(begins)
        ends = np.append(begins[1:], len(block))
        sure = np.flatnonzero((dates >= 0) & (closing > dates) & (closing < ends))
        sure, codes, values = self._looked_up(text, block, sure, begins, dates, closing, ends)
        breaks = text.all(b"\n")
        lines = np.searchsorted(breaks, begins) + line
        for first, last in _runs(sure):
            chosen = sure[first:last]
            begin, end = int(begins[chosen[0]]), int(ends[chosen[-1]])
            at = dates[chosen]
            yield Cut(
                begin, end, codes[first:last], text.table(at + _START), text.table(at + _END),
                values[first:last], closing[chosen] - at - _NUMBER, lines[chosen],
                int(np.searchsorted(breaks, end) - np.searchsorted(breaks, begin)),
            )  # fmt: skip

    def _looked_up(
        self,
        text: _Text,
        block: bytes,
        sure: Integers,
        begins: Integers,
        dates: Integers,
        closing: Integers,
        ends: Integers,
    ) -> tuple[Integers, Integers, list[bytes]]:
        """Those whose head, value and tail are known as well; their layouts and values."""
        at, upto = dates[sure], closing[sure]
        heads = _slices(block, begins[sure] + len(BEGIN) - 1, at)
        values = _slices(block, at + _NUMBER, upto)
        codes = np.array(self._layouts.codes(heads), np.int64)
        good = (codes != UNKNOWN) & self._ended(text, block, upto, ends[sure])
        together = b"".join(values)
        for sign in (b"<", b"&"):
            if sign in together:
                good &= np.array([sign not in value for value in values])
        if good.all():
            return sure, codes, values
        left = np.flatnonzero(good)
        return sure[left], codes[left], [values[place] for place in left.tolist()]

    def _ended(self, text: _Text, block: bytes, begins: Integers, ends: Integers) -> Flags:
        """Which of these tails are ones. Nearly all are as short as the first, and the same."""
        fine = np.zeros(len(begins), np.bool_)
        if len(begins):
            first = block[begins[0] : ends[0]]
            if len(first) <= _WORD and not self._foreign([first]):
                fine = text.is_at(first, begins) & (ends - begins == len(first))
        left = np.flatnonzero(~fine)
        tails = _slices(block, begins[left], ends[left])
        foreign = self._foreign(tails)
        fine[left] = [tail not in foreign for tail in tails]
        return fine

    def _foreign(self, tails: list[bytes]) -> set[bytes]:
        """Of these tails the ones that are none."""
        foreign = set()
        for tail in set(tails) - self._tails:
            if not TAIL.fullmatch(tail):
                foreign.add(tail)
            elif len(tail) <= TAIL_MAX:
                if len(self._tails) >= TAILS_KEPT:
                    self._tails.clear()
                self._tails.add(tail)
        return foreign


class _Text:
    """A block as numbers."""

    def __init__(self, block: bytes) -> None:
        self._bytes = np.frombuffer(block, np.uint8)
        # Eight bytes from each place on, as one number.
        self._words: NDArray[np.uint64] = np.ndarray(
            (len(block) - _WORD + 1,), np.dtype("<u8"), block, strides=(1,)
        )
        self._dates: NDArray[Any] = np.ndarray(
            (len(block) - WIDTH + 1,), np.dtype(f"V{WIDTH}"), block, strides=(1,)
        )

    def all(self, sign: bytes) -> Integers:
        """Where a byte is met."""
        return np.flatnonzero(self._bytes == ord(sign))

    def records(self) -> Integers:
        """Where `<Record ` is met: in sound XML only where a record begins, or in text that
        is none of ours."""
        opened = self.all(b"<")
        begins: Integers = opened[self._words[opened] == _word(BEGIN)]
        return begins

    def table(self, at: Integers) -> Bytes:
        """The dates at these places, a row each."""
        return self._dates[at].view(np.uint8).reshape(-1, WIDTH)

    def places(self, begins: Integers) -> tuple[Integers, Integers]:
        """Where ` creationDate` stands in the record that begins there, -1 where not all is
        in its place from there on; and where the quote stands that closes the value."""
        quotes = np.append(self.all(b'"'), np.full(2 * _HEADS.stop + len(_QUOTES) + 1, -1))
        first = np.searchsorted(quotes[: -2 * _HEADS.stop - len(_QUOTES) - 1], begins)
        dates = np.full(len(begins), -1)
        closing = np.zeros(len(begins), np.int64)
        for attributes in _HEADS:
            opening = first + 2 * attributes
            at = quotes[opening] - _CREATION + 1
            found = np.flatnonzero((at > 0) & self._reads(at, _CREATED))
            found = found[dates[found] < 0]
            dates[found] = at[found]
            closing[found] = quotes[opening[found] + len(_QUOTES)]
            there = quotes[opening[found, None] + np.arange(len(_QUOTES))]
            wrong = (there != at[found, None] + _QUOTES).any(axis=1)
            dates[found[wrong]] = -1
        kept = np.flatnonzero(dates >= 0)
        dates[kept[~self._laid_out(dates[kept])]] = -1
        return dates, closing

    def _laid_out(self, at: Integers) -> Flags:
        """Whether the names from ` creationDate` on are Apple's, and no tag or reference
        begins within the dates."""
        fine = np.ones(len(at), np.bool_)
        for place, name in ((_START, _STARTED), (_END, _ENDED), (_NUMBER, _VALUE)):
            fine &= self._reads(at + place - len(name), name)
        for place in (_CREATION, _START, _END):
            table = self.table(at + place)
            fine &= ~((table == ord("<")) | (table == ord("&"))).any(axis=1)
        return fine

    def is_at(self, short: bytes, at: Integers) -> Flags:
        """Whether these bytes, eight at most, stand at these places."""
        mask = _word(b"\xff" * len(short))
        found: Flags = self._words[at] & mask == _word(short)
        return found

    def _reads(self, at: Integers, name: bytes) -> Flags:
        """Whether a name of 8 to 16 bytes stands at these places."""
        end = len(name) - _WORD
        at = np.maximum(at, 0)
        first: Flags = self._words[at] == _word(name[:_WORD])
        last: Flags = self._words[at + end] == _word(name[end:])
        return first & last


def _word(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text, "little"))


def _slices(block: bytes, begins: Integers, ends: Integers) -> list[bytes]:
    return [block[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]


def _runs(sure: Integers) -> Iterator[tuple[int, int]]:
    """Stretches of `sure` that follow one another; of short ones only the first in the block."""
    if not len(sure):
        return
    borders = [0, *(np.flatnonzero(np.diff(sure) != 1) + 1).tolist(), len(sure)]
    for first, last in pairwise(borders):
        if last - first >= RUN_MIN or sure[first] == 0:
            yield first, last
