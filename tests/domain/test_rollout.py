"""Who is let in: the first reason that holds, steadily, and in the shares that were asked for."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.rollout import Rollout, bucket, decide, names

ADA = "ada"  # bucket 8557


@pytest.mark.parametrize(
    ("rollout", "enabled", "reason"),
    [
        (Rollout(), True, "unmanaged"),
        (Rollout(True), True, "on"),
        (Rollout(True, names("ada"), 100, 100, True), True, "on"),
        (Rollout(False), False, "off"),
        (Rollout(None, names("ben, Ada "), managed=True), True, "internal"),
        (Rollout(False, names("ada"), 100, 100, True), True, "internal"),
        (Rollout(False, beta=86, share=100, managed=True), True, "beta"),
        (Rollout(False, beta=85, share=86, managed=True), True, "rollout"),
        (Rollout(None, beta=85, share=85.57, managed=True), False, "off"),
        (Rollout(None, share=85.58, managed=True), True, "rollout"),
        (Rollout(None, share=0, managed=True), False, "off"),
    ],
)
def test_first_reason_that_holds(rollout, enabled, reason):
    found = decide(" ADA ", rollout)
    assert (found.user, found.enabled, found.reason, found.bucket) == (ADA, enabled, reason, 8557)


@given(st.text(min_size=1))
def test_bucket_is_the_one_that_is_written_down(user):
    digest = hashlib.sha256(b"healthdesk:" + user.strip().lower().encode()).digest()
    assert bucket(user) == int.from_bytes(digest[:8], "big") % 10000


@given(st.text(min_size=1, max_size=20), st.floats(0, 100), st.floats(0, 100))
def test_a_larger_share_puts_nobody_out(user, one, other):
    low, high = sorted((one, other))
    before = decide(user, Rollout(False, share=low, managed=True)).enabled
    assert decide(user, Rollout(False, share=high, managed=True)).enabled or not before


@pytest.mark.parametrize("share", [0, 1, 10, 33.3, 50, 90, 100])
def test_shares_are_kept_over_many_users(share):
    rollout = Rollout(False, share=share, managed=True)
    let_in = sum(decide(f"user{number}@example.org", rollout).enabled for number in range(100_000))
    assert abs(let_in / 100_000 - share / 100) <= 0.01
