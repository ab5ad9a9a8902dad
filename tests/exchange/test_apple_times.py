"""Dates of Apple Health in columns: the same as one by one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from healthdesk.domain.times import OFFSET_MAX, OFFSET_MIN
from healthdesk.exchange.apple_times import WIDTH, WORDS, Dates, columns, laid_out, parse

USUAL = b"2024-02-29 23:59:59 -0330"


def dates(texts: list[bytes]) -> Dates:
    def words(place: int) -> NDArray[np.uint64]:
        cut = slice(place, place + 8)
        return np.array([int.from_bytes(text[cut], "little") for text in texts], np.uint64)

    last = np.array([text[WIDTH - 1] for text in texts], np.uint8)
    first, second, third = map(words, WORDS)
    return Dates(first, second, third, last)


def read(text: bytes) -> tuple[int, int] | None:
    """What a column holds of a date; None where it is left to `parse`."""
    told = dates([text, USUAL])
    at, offset, valid = columns(told)
    fine = laid_out(told) & valid
    assert fine[1]
    return (int(at[0]), int(offset[0])) if fine[0] else None


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.times(),
    st.integers(OFFSET_MIN, OFFSET_MAX),
)
def test_any_date_of_these_centuries_with_any_offset(day, time, offset):
    sign, minutes = "-" if offset < 0 else "+", abs(offset)
    text = f"{day} {time:%H:%M:%S} {sign}{minutes // 60:02}{minutes % 60:02}".encode()
    assert read(text) == parse(text)
    assert read(text) is not None


@given(st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, 255)), max_size=3))
def test_a_text_with_wrong_bytes_is_read_as_one_by_one_or_left(wrong):
    text = bytearray(USUAL)
    for place, byte in wrong:
        text[place] = byte
    found = read(bytes(text))
    assert found is None or found == parse(bytes(text))


@pytest.mark.parametrize(
    "text",
    [
        b"2023-02-29 12:00:00 +0100", b"2024-13-01 12:00:00 +0100", b"2024-00-10 12:00:00 +0100",
        b"2024-01-00 12:00:00 +0100", b"2024-01-32 12:00:00 +0100", b"2024-04-31 12:00:00 +0100",
        b"2024-01-10 24:00:00 +0100", b"2024-01-10 12:60:00 +0100", b"2024-01-10 12:00:60 +0100",
        b"2024-01-10 12:00:00 +0160", b"1899-12-31 12:00:00 +0100", b"2200-01-01 12:00:00 +0100",
        b"2024-01-10T12:00:00 +0100", b"2024-01-10 12:00:00 *0100", b"2024-01-10 12:00:00 +010:",
        b"2024-01-1\x00 12:00:00 +0100",
    ],
)  # fmt: skip
def test_what_is_no_such_date_is_left(text):
    assert read(text) is None
