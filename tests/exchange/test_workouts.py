from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.checks import check_draft
from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.exchange.workouts import kind_tags, workout

KIND = TypeBook(CATALOGUE)["workouts"]


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("trail_running", "trail-running"),
        ("TraditionalStrengthTraining", "traditional-strength-training"),
        ("running.treadmill", "running-treadmill"),
        ("OUTDOOR_BIKE", "outdoor-bike"),
        ("Outdoor Walk", "outdoor-walk"),
        ("Füße & Beine", "füße-beine"),
        ("2 km", "2-km"),
    ],
)
def test_a_word_for_a_kind_becomes_one_tag(word: str, tag: str) -> None:
    assert kind_tags(word) == (tag,)


@pytest.mark.parametrize("word", ["", " ", "--", "Other", "UNKNOWN", "generic", "\0"])
def test_a_word_that_says_nothing_is_no_tag(word: str) -> None:
    assert kind_tags(word) == ()


@given(st.text())
@settings(deadline=None)
def test_any_word_makes_a_reading_that_can_be_stored(word: str) -> None:
    draft = workout((60_000, 0), 120_000, kind=word, note=word, source="x")
    assert check_draft(draft, KIND, now_ms=10**9, imported=True) == ()
    assert (draft.value, draft.unit, draft.ended_at) == (1, "count", 120_000)
