"""Finds Apple Health records in the layout Apple writes, a block of the file at a time.

Where the records begin is found in the whole block at once. From there on each is looked for
where the last ones had it: what stands before the dates (type, source, device, unit) has few
lengths, the dates are of one width, and most records end alike. What is found so is then
compared byte for byte. What repeats is looked up: the head, read by expat once for each
wording, and the tail (what the record holds), matched by a pattern once for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from healthdesk.exchange import apple_numbers, apple_times
from healthdesk.exchange.apple_layouts import DEVICE_ADDRESS, UNKNOWN, Layouts
from healthdesk.exchange.apple_times import WIDTH, WORD, WORDS, Dates, as_word

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

BEGIN = b"<Record "
# Shorter runs between other things are not worth the trouble.
RUN_MIN = 32
TAILS_KEPT, TAIL_MAX = 8192, 512
# So many heads, and short tails, are tried before a record is searched; a head is where one in
# so many records of a block has it.
TRIED = 8

# From the space before `creationDate` on, everything but the value stands at fixed places.
_CREATED, _STARTED, _ENDED, _VALUE = (
    b' creationDate="', b'" startDate="', b'" endDate="', b'" value="',
)  # fmt: skip
_CREATION = len(_CREATED)
_START = _CREATION + WIDTH + len(_STARTED)
_END = _START + WIDTH + len(_ENDED)
_NUMBER = _END + WIDTH + len(_VALUE)
# A head begins with the blank behind its element's name.
_HEAD = len(BEGIN) - 1
# So many bytes behind the end of a block can be looked at.
MARGIN = _NUMBER + 2 * WORD
# In a value they would mean that it ends before, or is no number anyway.
_ODD = (b"<", b"&", b'"', b"\n")

_TEXT = rb'[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*'
# From the quote that closes the value to the next record.
TAIL = re.compile(
    rb'"(?:/>|>\s*(?:<MetadataEntry key="' + _TEXT + rb'" value="' + _TEXT + rb'"/>\s*)*'
    rb"(?:<HeartRateVariabilityMetadataList>\s*"
    rb'(?:<InstantaneousBeatsPerMinute bpm="' + _TEXT + rb'" time="' + _TEXT + rb'"/>\s*)*'
    rb"</HeartRateVariabilityMetadataList>\s*)?</Record>)\s*"
)
_HEXADECIMAL = np.isin(np.arange(256), np.frombuffer(b"0123456789abcdefABCDEF", np.uint8))
# A tail that is none.
_FOREIGN = -1


@dataclass(frozen=True, slots=True)
class Cut:
    """Records one after the other: the bytes from `begin` to `end` of a block.

    `codes` are the indices of their layouts; `at`, `offset`, `ended` their dates (instants in
    ms, minutes), of which only `valid` ones mean something; `numbers` their values where they
    were `read` already, `widths` the bytes of these; `lines` where they begin. `breaks` line
    breaks are in it. `block` and `dates` (where the dates begin in it) tell the texts.
    """

    begin: int
    end: int
    codes: Integers
    at: Integers
    offset: Integers
    ended: Integers
    valid: Flags
    numbers: NDArray[np.float64]
    read: Flags
    widths: Integers
    lines: Integers
    breaks: int
    block: bytes
    dates: Integers

    def values(self, places: Integers) -> list[bytes]:
        """The texts of some of the values."""
        begins = self.dates[places] + _NUMBER
        return _slices(self.block, begins, begins + self.widths[places])

    def texts(self, index: int) -> tuple[bytes, bytes, bytes]:
        """When a record begins and ends, and its value, as the file says it."""
        widths = {_START: WIDTH, _END: WIDTH, _NUMBER: int(self.widths[index])}
        begin = int(self.dates[index])
        start, end, value = (
            self.block[begin + place : begin + place + width] for place, width in widths.items()
        )
        return start, end, value


class _Head(NamedTuple):
    """A head and the name that follows it. So many digits from a place on are left open: the
    address of the device in the phone's memory, another one in each record."""

    text: bytes
    open_at: int = 0
    digits: int = 0


def _head(head: bytes) -> _Head:
    address = DEVICE_ADDRESS.search(head)
    if address is None:
        return _Head(head + _CREATED)
    begin, end = address.span("digits")
    return _Head(head[:begin] + bytes(end - begin) + head[end:] + _CREATED, begin, end - begin)


class Cutter:
    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        # Line breaks in each tail, `_FOREIGN` for what is none.
        self._tails: dict[bytes, int] = {}
        # What was met last: heads with their layouts, and short tails.
        self._heads: dict[_Head, int] = {}
        self._short: list[bytes] = []

    def cuts(self, block: bytes, size: int, line: int) -> Iterator[Cut]:
        """The runs of records that can be taken, of a block that begins on `line`; it has
        `size` bytes and `MARGIN` more, which are not looked at for records."""
        if b"\r" in block and block.count(b"\r") > block.count(b"\r\n"):
            return  # lines that end so are only counted by the parser
        text = _Text(block)
        begins = text.records(size)
        if not len(begins):
            return
        ends = np.append(begins[1:], size)
        dates, codes = self._headed(text, block, begins, ends)
        sure = np.flatnonzero((codes != UNKNOWN) & (dates + _NUMBER < ends))
        where, codes = dates[sure], codes[sure]
        told = text.dates(where)
        closing, breaks = self._ended(text, block, where + _NUMBER, ends[sure])
        widths = closing - where - _NUMBER
        numbers, read = text.decimals(where + _NUMBER, widths)
        good = text.named(where) & apple_times.laid_out(told).reshape(3, -1).all(axis=0)
        good &= breaks != _FOREIGN
        unread = np.flatnonzero(good & ~read)
        good[unread] = _even(_slices(block, where[unread] + _NUMBER, closing[unread]))
        instants, offsets, known = apple_times.columns(told.part(len(sure), 3 * len(sure)))
        (at, ended), offset = instants.reshape(2, -1), offsets[: len(sure)]
        valid: Flags = known[: len(sure)] & known[len(sure) :]
        fine = np.flatnonzero(good)
        chosen = sure[fine]
        lines = line + _breaks_before(block, begins, ends, chosen, breaks[fine])
        for first, last in _runs(chosen):
            # What follows one another in the file does so here.
            part = slice(int(fine[first]), int(fine[last - 1]) + 1)
            begin, after = int(chosen[first]), int(chosen[last - 1]) + 1
            yield Cut(
                int(begins[begin]), int(ends[after - 1]), codes[part], at[part], offset[part],
                ended[part], valid[part], numbers[part], read[part], widths[part],
                lines[begin:after], int(lines[after] - lines[begin]), block, where[part],
            )  # fmt: skip

    def _headed(
        self, text: _Text, block: bytes, begins: Integers, ends: Integers
    ) -> tuple[Integers, Integers]:
        """Where ` creationDate` stands in each record, and the index of the layout of what
        stands before it: `UNKNOWN` where either cannot be told."""
        dates, codes = np.full(len(begins), -1), np.full(len(begins), UNKNOWN)
        left = np.arange(len(begins))
        for head, code in self._heads.items():
            found = text.headed(begins[left] + _HEAD, head)
            place = left[found]
            behind = _HEAD + len(head.text) - len(_CREATED)
            dates[place], codes[place] = begins[place] + behind, code
            left = left[~found]
            if not len(left):
                return dates, codes
        spans = list(zip((begins[left] + _HEAD).tolist(), ends[left].tolist(), strict=True))
        found_at = [block.find(_CREATED, begin, end) for begin, end in spans]
        heads = [
            block[begin:at] if at >= 0 else b""
            for at, (begin, _) in zip(found_at, spans, strict=True)
        ]
        told = self._layouts.codes(heads)
        dates[left], codes[left] = found_at, told
        self._heads = self._met(heads, told, len(begins))
        return dates, codes

    def _met(self, heads: list[bytes], codes: list[int], of: int) -> dict[_Head, int]:
        """The heads to try from now on, of which these were met last among so many records."""
        counts: Counter[tuple[_Head, int]] = Counter()
        for (head, code), n in Counter(zip(heads, codes, strict=True)).items():
            if code != UNKNOWN:
                counts[_head(head), code] += n
        often = {head: code for (head, code), n in counts.most_common(TRIED) if n * TRIED >= of}
        return dict(islice((often | self._heads).items(), TRIED))

    def _ended(
        self, text: _Text, block: bytes, begins: Integers, ends: Integers
    ) -> tuple[Integers, Integers]:
        """Where the values that begin there are closed, and the line breaks from there to the
        record's end: `_FOREIGN` where that is no tail."""
        closing, breaks = np.zeros(len(begins), np.int64), np.zeros(len(begins), np.int64)
        left = np.arange(len(begins))
        for tail in self._short:
            at = ends[left] - len(tail)
            found = (at >= begins[left]) & text.is_at(tail, at)
            closing[left[found]], breaks[left[found]] = at[found], self._tails[tail]
            left = left[~found]
        spans = list(zip(begins[left].tolist(), ends[left].tolist(), strict=True))
        quotes = [block.find(b'"', begin, end) for begin, end in spans]
        tails = [
            block[at:end] if at >= 0 else b"" for at, (_, end) in zip(quotes, spans, strict=True)
        ]
        closing[left], breaks[left] = quotes, self._breaks(tails)
        return closing, breaks

    def _breaks(self, tails: list[bytes]) -> list[int]:
        """The line breaks in each tail, `_FOREIGN` of what is none."""
        known = self._tails
        new = {tail for tail in tails if tail not in known}
        if not new:
            return [known[tail] for tail in tails]
        if len(known) + len(new) > TAILS_KEPT:
            known.clear()
            self._short = []
            new = set(tails)
        told = {tail: tail.count(b"\n") if TAIL.fullmatch(tail) else _FOREIGN for tail in new}
        known.update((tail, n) for tail, n in told.items() if len(tail) <= TAIL_MAX)
        short = [tail for tail, n in told.items() if len(tail) <= WORD and n != _FOREIGN]
        self._short = list(dict.fromkeys((*short, *self._short)))[:TRIED]
        return [told[tail] if tail in told else known[tail] for tail in tails]


class _Text:
    """A block as numbers."""

    def __init__(self, block: bytes) -> None:
        self._bytes = np.frombuffer(block, np.uint8)
        # Eight bytes from each place on, as one number.
        self._words: NDArray[np.uint64] = np.ndarray(
            (len(block) - WORD + 1,), np.dtype("<u8"), block, strides=(1,)
        )

    def records(self, size: int) -> Integers:
        """Where `<Record ` is met: in sound XML only where a record begins, or in text that
        is none of ours."""
        opened = np.flatnonzero(self._bytes[:size] == ord("<"))
        begins: Integers = opened[self._words[opened] == as_word(BEGIN)]
        return begins

    def dates(self, at: Integers) -> Dates:
        """When records were created, begin and end whose dates begin there: the ones, then
        the others."""
        begins = np.concatenate((at + _CREATION, at + _START, at + _END))
        first, second, third = (self._words[begins + place] for place in WORDS)
        return Dates(first, second, third, self._bytes[begins + WIDTH - 1])

    def decimals(self, at: Integers, widths: Integers) -> tuple[NDArray[np.float64], Flags]:
        """The numbers of so many bytes at these places, as `apple_numbers.decimals`."""
        return apple_numbers.decimals(self._words[at], widths)

    def headed(self, at: Integers, head: _Head) -> Flags:
        """Whether this head, eight bytes at least, begins at these places."""
        end = len(head.text) - WORD
        found: Flags = at + end < len(self._words)
        # The last bytes tell most of those apart that are different.
        place = np.flatnonzero(found)
        place = place[self._words[at[place] + end] == as_word(head.text[end:])]
        count = len(head.text) // WORD
        rows = self._rows("<u8", count)[at[place]]
        if head.digits:
            told = np.full(count * WORD, 255, np.uint8)
            told[head.open_at :][: head.digits] = 0
            rows &= told.view("<u8")
        same = (rows == np.frombuffer(head.text, "<u8", count)).all(axis=1)
        if head.digits:
            digits = self._rows(np.uint8, head.digits)[at[place] + head.open_at]
            same &= _HEXADECIMAL[digits].all(axis=1)
        found[:] = False
        found[place] = same
        return found

    def _rows(self, kind: Any, count: int) -> NDArray[Any]:
        """So many numbers that follow one another, from each place on."""
        width = np.dtype(kind).itemsize
        places = len(self._bytes) - count * width + 1
        return np.ndarray((places, count), kind, self._bytes, strides=(1, width))

    def named(self, at: Integers) -> Flags:
        """Where the names from ` creationDate` on are Apple's, in its order."""
        fine = np.ones(len(at), np.bool_)
        for place, name in ((_START, _STARTED), (_END, _ENDED), (_NUMBER, _VALUE)):
            fine &= self.reads(at + place - len(name), name)
        return fine

    def is_at(self, short: bytes, at: Integers) -> Flags:
        """Whether these bytes, eight at most, stand at these places."""
        mask = as_word(b"\xff" * len(short))
        found: Flags = self._words[at] & mask == as_word(short)
        return found

    def reads(self, at: Integers, name: bytes) -> Flags:
        """Whether a name of 8 to 16 bytes stands at these places."""
        end = len(name) - WORD
        at = np.minimum(at, len(self._words) - 1 - end)
        first: Flags = self._words[at] == as_word(name[:WORD])
        last: Flags = self._words[at + end] == as_word(name[end:])
        return first & last


def _slices(block: bytes, begins: Integers, ends: Integers) -> list[bytes]:
    return [block[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]


def _even(values: list[bytes]) -> list[bool]:
    """Which of these are whole values, with nothing odd in them."""
    together = b"".join(values)
    signs = [sign for sign in _ODD if sign in together]
    return [not any(sign in value for sign in signs) for value in values]


def _breaks_before(
    block: bytes, begins: Integers, ends: Integers, sure: Integers, breaks: Integers
) -> Integers:
    """The line breaks of the block before each record, and before the end of the last; there
    are so many (`breaks`) in the `sure` ones, all of them in their tails."""
    within = np.full(len(begins), -1)
    within[sure] = breaks
    for place in np.flatnonzero(within < 0).tolist():
        within[place] = block.count(b"\n", int(begins[place]), int(ends[place]))
    return np.cumsum(np.append(block.count(b"\n", 0, int(begins[0])), within))


def _runs(sure: Integers) -> Iterator[tuple[int, int]]:
    """Stretches of `sure` that follow one another; of short ones only the first in the block."""
    if not len(sure):
        return
    borders = [0, *(np.flatnonzero(np.diff(sure) != 1) + 1).tolist(), len(sure)]
    for first, last in pairwise(borders):
        if last - first >= RUN_MIN or sure[first] == 0:
            yield first, last
