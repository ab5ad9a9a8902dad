"""Good files damaged by chance, the same way for the same seed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

# What has broken readers of numbers, dates, tables, XML and JSON.
PLAIN = """
1e400 -1e400 NaN Infinity -Infinity 0x10 1_000 -- 1e-400 -0 -1 1e308 99999999999999999999 +99:99
0001-01-01 9999-12-31T23:59:59+14:00 2026-02-30 2026-13-01 24:00:00 1970-01-01 kg mg/dL null true
=1+1 @SUM(1) < > & &#0; &lol; ]]> <![CDATA[ <!-- %00 { } [ ] , ; | " "" ' \\ \\u0000 \\ud800
"""
UNSEEN = (
    "\u0661\u0662", "\u00bd", "\u202e81.4\u202c", "\u200f", "\ufeff", "\0", "\x1b", "\r", "\n",
    "\r\n", "\t", "\u3000", "\ud7ff",
)  # fmt: skip
LONG = ("9" * 400, "0" * 5000, "x" * 5000, "[" * 300)
WORDS = tuple(word.encode() for word in (*PLAIN.split(), *UNSEEN, *LONG))
NUMBER = re.compile(rb"\d+(?:[.,]\d+)?")

Change = Callable[[bytearray, Random], None]


def _flip(data: bytearray, chance: Random) -> None:
    for _ in range(chance.choice((1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _noise(data: bytearray, chance: Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + chance.randrange(16)] = chance.randbytes(chance.randrange(16))


def _cut(data: bytearray, chance: Random) -> None:
    del data[chance.randrange(len(data)) :]


def _lose(data: bytearray, chance: Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 4, 64, 1024))]


def _repeat(data: bytearray, chance: Random) -> None:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.choice((1, 16, 256))]
    data[at:at] = piece * chance.choice((1, 3, 100))


def _swap(data: bytearray, chance: Random) -> None:
    size = chance.randrange(1, 40)
    one, other = (chance.randrange(len(data)) for _ in range(2))
    data[one : one + size], data[other : other + size] = (
        data[other : other + size],
        data[one : one + size],
    )


def _say(data: bytearray, chance: Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(WORDS)


def _misnumber(data: bytearray, chance: Random) -> None:
    numbers = list(NUMBER.finditer(data))
    if numbers:
        found = chance.choice(numbers)
        data[found.start() : found.end()] = chance.choice(WORDS)


def _mislead(data: bytearray, chance: Random) -> None:
    """Lengths and counts are in the first bytes of most that are no text."""
    at = chance.randrange(min(len(data), 120))
    data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))


CHANGES: tuple[Change, ...] = (
    _flip, _noise, _cut, _lose, _repeat, _swap, _say, _say, _misnumber, _misnumber, _mislead,
)  # fmt: skip


def mutated(data: bytes, seed: str) -> bytes:
    """A file damaged in one to four ways; of a zip most often what is inside it."""
    chance = Random(seed)  # noqa: S311 - the same damage on every run
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        if changed:
            chance.choice(CHANGES)(changed, chance)
    return bytes(changed)


def _repacked(data: bytes, chance: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, _damaged(inside, chance) if name == hit else inside)
    return out.getvalue()
