"""Messages of FIT files: what a device wrote, with the sums checked first.

A FIT file is a header, definition and data messages, and a checksum; several may follow one
another in one file, which exports of accounts such as Strava's pack with gzip each.
`fitdecode` takes those messages apart that are wanted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import gzipped
from healthdesk.exchange.archive import Limits
from healthdesk.exchange.files import Files
from healthdesk.exchange.fit_skim import skim

if TYPE_CHECKING:
    from fitdecode.records import FitDataMessage

MAGIC = b".FIT"
HEADER = struct.Struct("<BBHI4s")
HEADERS = (12, 14)
CHECKSUM = 2
# Watches write tens of kilobytes; nothing of health is near this.
SIZE_MAX = 32 << 20
LIMITS = Limits(unpacked=SIZE_MAX)
# Seconds from 1970 to the epoch of FIT, 1989-12-31T00:00Z.
FIT_EPOCH = 631_065_600
# Below this a "date" counts the seconds since the device was switched on.
FIRST_DATE = 0x10000000

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
    ends = [(begin, end) for begin, _, end in _parts(data)]
    whole_of_it = bool(ends) and ends[-1][1] + CHECKSUM == len(data)
    return whole_of_it and all(checksum(data[begin : end + CHECKSUM]) == 0 for begin, end in ends)


def _parts(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each part, its records, and these end; the last may be cut off."""
    at = 0
    while begins_as_fit(data[at : at + HEADER.size]):
        size, _, _, body, _ = HEADER.unpack_from(data, at)
        yield at, at + size, at + size + body
        at += size + body + CHECKSUM


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
    if data.startswith(gzipped.MAGIC):
        try:
            data = gzipped.content(data, name, LIMITS)
        except BadFile as error:
            swells = error.code == "file-swells"
            raise BadFile("file-too-much" if swells else "fit-damaged", name=name) from error
    if not sound(data):
        raise BadFile("fit-damaged", name=name)
    return data


def messages(data: bytes, wanted: frozenset[int], name: str) -> Iterator[Message]:
    """The data messages of wanted numbers in their order. Raises `BadFile` where one can't be
    taken apart."""
    count = 0
    for begin, body, end in _parts(data):
        records: list[bytes] = []
        places: list[int] = []
        try:
            for record in skim(data, body, end, wanted):
                count += 1
                if record:
                    records.append(record)
                    places.append(count)
            yield from _decoded(data, begin, b"".join(records), places)
        except (_fit_error(), *CONFUSED) as error:
            raise BadFile("fit-damaged", name=name) from error


def first_message(head: bytes, wanted: int) -> Message | None:
    """The first message of a number in the beginning of a file; None where there is none or it
    can't be taken apart."""
    for begin, body, end in _parts(head):
        try:
            found = filter(None, skim(head, body, min(end, len(head)), frozenset({wanted})))
            record = next(found, None)
            return None if record is None else next(_decoded(head, begin, record, [1]), None)
        except (_fit_error(), *CONFUSED):
            break
    return None


def _fit_error() -> type[Exception]:
    import fitdecode

    error: type[Exception] = fitdecode.FitError
    return error


def _decoded(data: bytes, begin: int, records: bytes, places: list[int]) -> Iterator[Message]:
    """The messages of records under the header of the part that begins there; `places` are
    their numbers among all messages."""
    import fitdecode

    _, protocol, profile, _, _ = HEADER.unpack_from(data, begin)
    header = HEADER.pack(HEADER.size, protocol, profile, len(records), MAGIC)
    reader = fitdecode.FitReader(
        BytesIO(header + records + bytes(CHECKSUM)),
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    place = iter(places)
    with reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                yield _message(frame, next(place))


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
