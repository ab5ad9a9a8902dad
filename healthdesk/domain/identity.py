"""Identifiers of rows that must mean the same on every machine."""

from __future__ import annotations

import os
import struct
import time
from functools import lru_cache
from hashlib import blake2b
from operator import mul

from healthdesk.domain.times import SECOND_MS

MANUAL_VERSION, IMPORTED_VERSION = 0x7, 0x8
NS_IN_MS = 1_000_000
# Of an imported row: both times and both values, and what they are hashed to.
ROW_WORDS, TAIL_BYTES = 8, 10


def new_uid(at_ms: int | None = None) -> bytes:
    """A UUIDv7 (RFC 9562 §5.7): 48 bits of the present time in ms (or of `at_ms`, some moment
    before), 12 bits of how much later within it, then random bits. Of two made one after the
    other the later one is the greater, as a rule also within a millisecond (§6.2, method 3)."""
    present = time.time_ns()
    now = present // NS_IN_MS if at_ms is None else at_ms
    later = min(max(present - now * NS_IN_MS, 0), NS_IN_MS - 1)
    fraction = (later << 12) // NS_IN_MS
    stamp = (now & 0xFFFF_FFFF_FFFF).to_bytes(6, "big")
    return _marked(stamp + fraction.to_bytes(2, "big") + os.urandom(8), MANUAL_VERSION)


def imported_uid(
    person_uid: bytes,
    slug: str,
    recorded_at: int,
    ended_at: int,
    source: str,
    value: float,
    value2: float,
) -> bytes:
    """A UUIDv8 (RFC 9562 §5.8) made of the duplicate key alone.

    Two machines that import one file agree on it. Person and type come first (16 bits), then
    the second (32 bits): files tell one type after the other, and the unique index grows at
    one place a type. What times and values come to under the `row_keys` of person, type and
    source fills the rest.
    """
    numbers = struct.pack(">qqdd", recorded_at, ended_at, value, value2)
    words = struct.unpack(f">{ROW_WORDS}I", numbers)
    second = (recorded_at // SECOND_MS & 0xFFFF_FFFF).to_bytes(4, "big")
    tail = b"".join(
        ((first + sum(map(mul, keys, words))) >> 32 & 0xFFFF_FFFF).to_bytes(4, "big")
        for first, *keys in row_keys(person_uid, slug, source)
    )
    return _marked(series_key(person_uid, slug) + second + tail[:TAIL_BYTES], IMPORTED_VERSION)


def series_key(person_uid: bytes, slug: str) -> bytes:
    """What the identifiers of one type of one person begin with where they are imported."""
    return blake2b(person_uid + slug.encode(), digest_size=2).digest()


@lru_cache(1024)
def row_keys(person_uid: bytes, slug: str, source: str) -> tuple[tuple[int, ...], ...]:
    """The keys of the hash of a row's times and values: three times one and `ROW_WORDS` more,
    of 64 bits.

    A row is `ROW_WORDS` words of 32 bits. The first key and each other one times its word add
    up, modulo 2⁶⁴, to a number whose upper 32 bits are a third of the hash. Whatever two
    rows differ in, for random keys these are the same once in 2³² (Lemire and Kaser, "Strongly
    universal string hashing is fast", 2014, §3).
    """
    text = b"\0".join((person_uid, slug.encode(), source.encode()))
    count = 1 + ROW_WORDS
    drawn = b"".join(
        blake2b(text, person=bytes((lane, part))).digest() for lane in range(3) for part in range(2)
    )
    return tuple(struct.unpack_from(f">{count}Q", drawn, 128 * lane) for lane in range(3))


def is_typed(uid: bytes) -> bool:
    """Whether this identifier was given to a reading by whoever made it, not worked out of
    what an import held."""
    return uid[6] >> 4 == MANUAL_VERSION


def _marked(raw_bytes: bytes, version: int) -> bytes:
    raw = bytearray(raw_bytes)
    raw[6] = (version << 4) | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return bytes(raw)


def uid_text(uid: bytes) -> str:
    """`018f3c1e-…` as programs and files show it."""
    text = uid.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def uid_bytes(text: str) -> bytes:
    """Raises ValueError where the text is no 16-byte identifier."""
    raw = bytes.fromhex(text.replace("-", ""))
    if len(raw) != 16:
        raise ValueError("an identifier has 32 hexadecimal digits")
    return raw
