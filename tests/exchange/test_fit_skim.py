"""What is passed over in a FIT file changes nothing of the rest."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.fit_messages import checksum, first_message, messages
from healthdesk.exchange.fit_skim import Confused, skim
from tests.exchange.fit_files import AT, file_id, fit

RECORD, SPO2, FOREIGN_DATA = 20, 269, b"\xff\xee\xdd"


def framed(body: bytes) -> bytes:
    header = struct.pack("<BBHI4s", 12, 0x20, 2100, len(body), b".FIT")
    return header + body + struct.pack("<H", checksum(header + body))


def definition(number: int, *fields: tuple[int, int, int], local: int = 0, own: int = 0) -> bytes:
    """`own` fields of an app follow, of three bytes each, that nobody describes."""
    sign = 0x40 | local | (0x20 if own else 0)
    told = struct.pack("<BBBHB", sign, 0, 0, number, len(fields))
    told += b"".join(bytes(field) for field in fields)
    return told + (bytes((own,)) + bytes((7, 3, 0)) * own if own else b"")


TIME, VALUE = (253, 4, 0x86), (0, 1, 0x02)


def test_fields_of_apps_are_passed_over_though_nobody_describes_them():
    data = framed(
        definition(SPO2, TIME, VALUE, own=2) + struct.pack("<BIB", 0, AT, 96) + FOREIGN_DATA * 2
        + struct.pack("<BIB", 0, AT + 60, 95) + FOREIGN_DATA * 2
    )  # fmt: skip
    found = list(messages(data, frozenset({SPO2}), ""))
    assert [(one.code(253), one.value(0), one.index) for one in found] == [
        (AT, 96, 1), (AT + 60, 95, 2),
    ]  # fmt: skip


def test_a_message_keeps_its_place_among_all():
    data = fit(file_id(), (RECORD, {3: ("B", 9)}), (SPO2, {253: ("I", AT), 0: ("B", 96)}))
    assert [one.index for one in messages(data * 2, frozenset({SPO2}), "")] == [3, 6]


def test_five_bits_of_time_go_on_from_messages_that_are_passed_over():
    early = AT & ~0x1F | 0x1E
    data = framed(
        definition(RECORD, TIME) + struct.pack("<BI", 0, early)
        + definition(SPO2, VALUE, local=1) + bytes((0x80 | 1 << 5 | 0x1F, 96))
        + bytes((0x80 | 1 << 5 | 0x02, 95)) + bytes((1, 94))
    )  # fmt: skip
    found = [(one.code(253), one.value(0)) for one in messages(data, frozenset({SPO2}), "")]
    assert found == [(early + 1, 96), (early + 4, 95), (None, 94)]


@given(st.lists(st.sampled_from([0, RECORD, SPO2, 297]), max_size=12), st.sampled_from("<>"))
def test_the_rest_is_as_it_was(numbers, endian):
    told = [(number, {253: ("I", AT + n), 0: ("B", n)}) for n, number in enumerate(numbers)]
    data = fit(*told, endian=endian)
    found = [
        (one.number, one.index, one.code(253), one.raw.get(0))
        for one in messages(data, frozenset({SPO2, 297}), "")
    ]
    assert found == [
        (number, n + 1, AT + n, n) for n, number in enumerate(numbers) if number in (SPO2, 297)
    ]


@pytest.mark.parametrize(
    "body",
    [b"\0", definition(SPO2, TIME) + b"\0\1", definition(SPO2, TIME)[:-1], b"\x40\0",
     definition(SPO2, own=3)[:-1], definition(SPO2, TIME) + b"\1" + bytes(4)],
)  # fmt: skip
def test_records_that_contradict_themselves_are_no_readings(body):
    with pytest.raises(Confused):
        list(skim(body, 0, len(body), frozenset({SPO2})))
    with pytest.raises(BadFile):
        list(messages(framed(body), frozenset({SPO2}), ""))


def test_the_first_message_is_found_in_a_beginning():
    whole = fit(file_id(made=AT), *[(RECORD, {3: ("B", 9)})] * 50)
    first = first_message(whole[:90], 0)
    assert first is not None
    assert first.code(4) == AT
    assert first_message(whole[:20], 0) is None
    assert first_message(fit((RECORD, {3: ("B", 9)})), 0) is None
    assert first_message(b"", 0) is None
