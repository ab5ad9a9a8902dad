"""Identifiers that mean the same on every machine."""

from __future__ import annotations

import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.identity import imported_uid, new_uid, uid_bytes, uid_text

KEY = (b"p" * 16, "weight", 1_704_067_200_000, 1_704_067_200_000, "Scale", 81.4, 0.0)


def test_typed_reading_gets_a_version_7_with_its_time_first():
    made = uuid.UUID(bytes=new_uid(1_704_067_200_000))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert int.from_bytes(made.bytes[:6], "big") == 1_704_067_200_000
    assert len({new_uid(1) for _ in range(1000)}) == 1000


def test_imported_reading_gets_the_same_version_8_everywhere():
    made = imported_uid(*KEY)
    assert uuid.UUID(bytes=made).version == 8
    assert uuid.UUID(bytes=made).variant == uuid.RFC_4122
    # Written down: every version of the program has to make the same one.
    assert uid_text(made) == "018cc251-f400-864f-8d8f-37a12c61b076"
    assert int.from_bytes(made[:6], "big") == KEY[2]


@pytest.mark.parametrize("place", range(7))
def test_each_part_of_the_key_matters(place: int):
    other = list(KEY)
    other[place] = {bytes: b"q" * 16, str: "Other", int: 1, float: 2.5}[type(KEY[place])]
    assert imported_uid(*other) != imported_uid(*KEY)  # type: ignore[arg-type]


@given(st.binary(min_size=16, max_size=16))
def test_text_and_bytes_are_one_to_one(uid: bytes):
    assert uid_text(uid) == str(uuid.UUID(bytes=uid))
    assert uid_bytes(uid_text(uid)) == uid


@pytest.mark.parametrize("text", ["", "x", "12", "0" * 33, "g" * 32])
def test_what_is_no_identifier_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording
        uid_bytes(text)


def test_of_two_made_one_after_the_other_the_later_is_greater():
    """Within a millisecond too: which of two readings of one moment came last hangs on it."""
    made = []
    for _ in range(500):
        made.append(new_uid())
        begun = time.perf_counter_ns()
        while time.perf_counter_ns() - begun < 1000:
            pass  # longer than what 12 bits of a millisecond tell apart
    assert made == sorted(made)
