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
    assert uid_text(made) == "d3456592-0080-8ec3-8202-573154a8f1f9"


def test_imported_readings_of_one_type_stand_together_in_the_order_of_their_time():
    def made(slug: str, at: int) -> bytes:
        return imported_uid(KEY[0], slug, at, at, "Scale", 81.4, 0.0)

    seconds = [1_704_067_200_000 + 1_000 * n for n in (0, 1, 255, 256, 65_536)]
    of_weight, of_fat = ([made(slug, at) for at in seconds] for slug in ("weight", "body-fat"))
    assert of_weight == sorted(of_weight)
    assert len({uid[:2] for uid in of_weight}) == 1
    assert {uid[:2] for uid in of_fat} != {uid[:2] for uid in of_weight}


@pytest.mark.parametrize("at", [-2_208_988_800_000, -1, 0, 4_294_967_296_000])
def test_a_time_of_any_century_gives_an_identifier(at: int):
    made = imported_uid(KEY[0], "weight", at, at, "Scale", 81.4, 0.0)
    assert len(made) == 16
    assert made[2:6] == (at // 1000 % 2**32).to_bytes(4, "big")


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
