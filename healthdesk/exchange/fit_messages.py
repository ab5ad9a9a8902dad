"""Messages of FIT files: what a device wrote, with the sums checked first.

A FIT file is a header, definition and data messages, and a checksum; several may follow one
another in one file. `fitdecode` takes the messages apart.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.files import Files

if TYPE_CHECKING:
    from fitdecode.records import FitDataMessage

MAGIC = b".FIT"
HEADER = struct.Struct("<BBHI4s")
HEADERS = (12, 14)
# Watches write tens of kilobytes; nothing of health is near this.
SIZE_MAX = 32 << 20
# Seconds from 1970 to the epoch of FIT, 1989-12-31T00:00Z.
FIT_EPOCH = 631_065_600
# Below this a "date" counts the seconds since the device was switched on.
FIRST_DATE = 0x10000000
TIMESTAMP = 253

# What fitdecode raises for messages that contradict themselves, beside its own errors.
CONFUSED = (
    ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
    struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """A data message: its number in FIT's profile, and by field number the value as it was
    written and as it is meant (scaled). Invalid fields are left out."""

    number: int
    index: int
    raw: Mapping[int, Any]
    scaled: Mapping[int, Any] = field(default_factory=dict)

    def value(self, field_number: int) -> float | None:
        """A single number as it is meant; None where it is invalid or not there."""
        return _single(self.scaled.get(field_number))

    def code(self, field_number: int) -> int | None:
        """A single whole number as it was written."""
        found = _single(self.raw.get(field_number))
        return None if found is None else int(found)


def begins_as_fit(data: bytes) -> bool:
    return len(data) >= HEADER.size and data[0] in HEADERS and data[8:12] == MAGIC


def sound(data: bytes) -> bool:
    """Whether all parts are whole and their checksums right."""
    at = 0
    while at < len(data):
        if not begins_as_fit(data[at : at + HEADER.size]):
            return False
        size, _, _, body, _ = HEADER.unpack_from(data, at)
        end = at + size + body + 2
        if end > len(data) or checksum(data[at:end]) != 0:
            return False
        at = end
    return at > 0


def _table() -> tuple[int, ...]:
    """FIT's 16-bit checksum (CRC-16 with the polynomial 0xA001), by byte."""

    def shifted(value: int, _: None) -> int:
        return value >> 1 ^ (0xA001 if value & 1 else 0)

    return tuple(list(accumulate(repeat(None, 8), shifted, initial=n))[-1] for n in range(256))


_CRC = _table()


def checksum(data: bytes) -> int:
    """Zero over data that ends with its own checksum."""
    crc, table = 0, _CRC
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc


def whole(files: Files, member: str) -> bytes:
    """A member's bytes. Raises `BadFile` where it is too large, cut short or altered."""
    name = member or files.name
    with files.open(member) as source:
        data = b""
        while block := source.read(1 << 20):
            data += block
            if len(data) > SIZE_MAX:
                raise BadFile("file-too-much", name=name)
    if not sound(data):
        raise BadFile("fit-damaged", name=name)
    return data


def messages(data: bytes, wanted: frozenset[int], name: str) -> Iterator[Message]:
    """The data messages of wanted numbers in their order. Raises `BadFile` where one can't be
    taken apart."""
    import fitdecode

    reader = fitdecode.FitReader(
        BytesIO(data),
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    index = 0
    with reader:
        try:
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                index += 1
                if frame.global_mesg_num in wanted:
                    yield _message(frame, index)
        except (fitdecode.FitError, *CONFUSED) as error:
            raise BadFile("fit-damaged", name=name) from error


def _message(frame: FitDataMessage, index: int) -> Message:
    raw: dict[int, Any] = {}
    scaled: dict[int, Any] = {}
    for found in frame.fields:
        if found.raw_value is not None and found.def_num not in raw:
            raw[found.def_num], scaled[found.def_num] = found.raw_value, found.value
    return Message(frame.global_mesg_num, index, raw, scaled)


def _single(value: object) -> float | None:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return float(value) if isinstance(value, int | float) else None
