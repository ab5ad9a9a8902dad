"""What matters of a FIT file, left for the decoder to take apart.

An hour of exercise is thousands of messages, one a second, of which none is a reading; and apps
and sensors add fields of their own, at times without saying what they are. Both are passed over
by their lengths alone, so that a file of any length is read in little time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# Signs of records: of a message that tells five bits of its time, of a definition, and of one
# that has fields which the profile does not know.
COMPRESSED, DEFINITION, FOREIGN = 0x80, 0x40, 0x20
TIME_BITS = 0x1F
TIMESTAMP, UINT32 = 253, 0x86
# Bytes of a definition before its fields, and of each field in it: number, size, base type.
HEAD, FIELD = 5, 3


class Confused(ValueError):
    """The records contradict themselves."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How messages look: the head of their definition and its fields without the foreign ones,
    the message they are of, the lengths of own and of foreign fields, and where in a message its
    time is told in full (-1: nowhere)."""

    head: bytes
    fields: bytes
    number: int
    own: int
    foreign: int
    time_at: int
    order: Literal["big", "little"]

    def definition(self, local: int, more: bytes = b"") -> bytes:
        fields = self.fields + more
        count = len(fields) // FIELD
        return bytes((DEFINITION | local,)) + self.head[:-1] + bytes((count,)) + fields


def skim(data: bytes, at: int, end: int, wanted: frozenset[int]) -> Iterator[bytes]:
    """The record of each message between `at` and `end`, with the definition where it needs
    one; an empty one for a message that is not wanted. Raises `Confused` where a message has no
    definition or ends beyond the end."""
    layouts: dict[int, _Layout] = {}
    defined: dict[int, _Layout] = {}
    now = 0
    while at < end:
        sign = data[at]
        compressed = sign >= COMPRESSED
        if sign & DEFINITION and not compressed:
            layouts[sign & 0x0F], at = _layout(data, at + 1, end, foreign=bool(sign & FOREIGN))
            continue
        local = sign >> 5 & 3 if compressed else sign & 0x0F
        layout = layouts.get(local)
        begin = at + 1
        at = begin + layout.own + layout.foreign if layout else end + 1
        if layout is None or at > end:
            raise Confused
        if compressed:
            now += (sign - now) & TIME_BITS
        elif layout.time_at >= 0:
            time_at = begin + layout.time_at
            now = int.from_bytes(data[time_at : time_at + 4], layout.order)
        if layout.number not in wanted:
            yield b""
            continue
        own = bytes((local,)) + data[begin : begin + layout.own]
        if compressed and layout.time_at < 0:
            # The decoder has not seen the times in between: the whole one is told.
            defined.pop(local, None)
            time = now.to_bytes(4, layout.order)
            yield layout.definition(local, bytes((TIMESTAMP, 4, UINT32))) + own + time
        elif defined.get(local) is layout:
            yield own
        else:
            defined[local] = layout
            yield layout.definition(local) + own


def _layout(data: bytes, at: int, end: int, *, foreign: bool) -> tuple[_Layout, int]:
    """The definition that begins behind its sign, and where it ends."""
    head = data[at : at + HEAD]
    at += HEAD
    if at > end:
        raise Confused
    fields = data[at : at + head[-1] * FIELD]
    at += head[-1] * FIELD
    foreign_size = 0
    if foreign and at < end:
        more = data[at + 1 : at + 1 + data[at] * FIELD]
        foreign_size = sum(more[1::FIELD])
        at += 1 + data[at] * FIELD
    if at > end:
        raise Confused
    order: Literal["big", "little"] = "big" if head[1] else "little"
    sizes, place, time_at = fields[1::FIELD], 0, -1
    for number, size in zip(fields[::FIELD], sizes, strict=True):
        if number == TIMESTAMP and size == 4:
            time_at = place
        place += size
    number = int.from_bytes(head[2:4], order)
    return _Layout(head, fields, number, place, foreign_size, time_at, order), at
