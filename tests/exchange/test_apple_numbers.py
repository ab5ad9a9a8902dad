"""Short decimal numbers read eight bytes at a time: what `float` reads, or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.apple_numbers import decimals

PLAIN = frozenset(b"0123456789.")


def read(texts: list[bytes], behind: bytes) -> list[float | None]:
    """What is read of texts in a block of bytes; None where it is left to others."""
    begins = np.cumsum([0, *(len(text + behind) for text in texts)])[:-1]
    block = behind.join(texts) + behind + bytes(8)
    words = np.array([int.from_bytes(block[at : at + 8], "little") for at in begins], np.uint64)
    numbers, fits = decimals(words, np.array([len(text) for text in texts]))
    return [
        number if fine else None
        for number, fine in zip(numbers.tolist(), fits.tolist(), strict=True)
    ]


def expected(text: bytes) -> float | None:
    if not text or len(text) > 8 or set(text) - PLAIN:
        return None
    try:
        return float(text)
    except ValueError:
        return None


@given(
    st.lists(
        st.one_of(
            st.text("0123456789.", min_size=1, max_size=9).map(str.encode),
            st.text("0123456789./:+-e _,<&", max_size=9).map(str.encode),
            st.binary(max_size=9),
        ),
        min_size=1,
    ),
    st.sampled_from([b'"/>', b"0", b".", b"9.9", b"\xff\x00"]),
)
def test_it_is_what_float_reads_whatever_stands_behind(texts, behind):
    assert repr(read(texts, behind)) == repr([expected(text) for text in texts])


@pytest.mark.parametrize(
    "text",
    [b"", b".", b"1.2.3", b"1/2", b"1./2", b"-1", b"+1", b"1e3", b" 1", b"1_0", b"123456789"],
)
def test_what_is_more_than_digits_and_a_point_is_left(text):
    assert read([text, b"7"], b'"') == [None, 7.0]
