"""FIT files as devices write them, put together for tests."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from healthdesk.exchange.fit_messages import checksum

# FIT base types by their sign in `struct`.
BASE_TYPES = {
    "B": 0x02, "b": 0x01, "H": 0x84, "h": 0x83, "I": 0x86, "i": 0x85, "e": 0x00, "Z": 0x8C,
    "s": 0x07,
}  # fmt: skip
SIGNS = {"e": "B", "Z": "I"}

# (message number, {field number: (base type, value)})
FitMessage = tuple[int, Mapping[int, tuple[str, object]]]

# 2026-02-03T10:00:00Z
MORNING = 1_770_112_800
AT = MORNING - 631_065_600


def file_id(kind: int = 9, made: int = AT, product: int = 2429, maker: int = 1) -> FitMessage:
    return 0, {
        0: ("e", kind), 1: ("H", maker), 2: ("H", product), 3: ("Z", 77), 4: ("I", made),
    }  # fmt: skip


def fit(*messages: FitMessage, endian: str = "<") -> bytes:
    """A whole file; every message comes with a definition of its own."""
    body = b"".join(_records(messages, endian))
    header = struct.pack("<BBHI4s", 14, 0x10, 2100, len(body), b".FIT")
    header += struct.pack("<H", checksum(header))
    return header + body + struct.pack("<H", checksum(header + body))


def _records(messages: Iterable[FitMessage], endian: str) -> Iterable[bytes]:
    for number, fields in messages:
        definition = struct.pack(f"{endian}BBBHB", 0x40, 0, endian == ">", number, len(fields))
        data = b"\x00"
        for field, (base, value) in fields.items():
            packed = _packed(base, value, endian)
            definition += struct.pack("BBB", field, len(packed), BASE_TYPES[base])
            data += packed
        yield definition
        yield data


def _packed(base: str, value: object, endian: str) -> bytes:
    if isinstance(value, str):
        return value.encode() + b"\0"
    values = value if isinstance(value, tuple) else (value,)
    return struct.pack(f"{endian}{len(values)}{SIGNS.get(base, base)}", *values)
