"""Folding of typed text, and the numbers in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.typed_text import control_at, fold, read_number


@pytest.mark.parametrize(
    ("digits", "decimal", "value"),
    [
        ("81,4", ".", 81.4),
        ("81.4", ",", 81.4),
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234),
        ("1.234", ".", 1.234),
        ("0,123", ".", 0.123),
        ("0.123", ",", 0.123),
        ("1234,567", ".", 1234.567),
        ("1.234,5", ".", 1234.5),
        ("1,234.5", ",", 1234.5),
        ("1.234.567", ".", 1234567),
        ("8'400", ".", 8400),
        ("8 400,5", ".", 8400.5),
        (",5", ".", 0.5),
        ("-1", ".", -1),
        ("+1,5", ".", 1.5),
    ],
)
def test_what_a_number_means(digits: str, decimal: str, value: float):
    assert read_number(digits, decimal) == value


@pytest.mark.parametrize(
    "digits", ["", "-", ".", ",", "1,2,3", "1..2", "12.34.567", "1,23.456,7", "1" * 16, "1'23", "²"]
)
def test_what_is_no_number(digits: str):
    assert read_number(digits, ".") is None


@settings(deadline=None)
@given(st.integers(0, 9_999_999), st.integers(0, 99), st.sampled_from([(",", "."), (".", ",")]))
def test_both_ways_of_writing_give_the_number_back(
    whole: int, hundredths: int, marks: tuple[str, str]
):
    decimal, group = marks
    typed = f"{whole:,}".replace(",", group) + decimal + f"{hundredths:02d}"
    assert read_number(typed, decimal) == float(f"{whole}.{hundredths:02d}")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Frühstück ÄÖÜ", "fruhstuck aou"),
        ("Fru\u0308h", "fruh"),
        ("größe", "grosse"),
        ("８１．４ ㎏", "81.4 kg"),
        ("٨١٫٤", "81.4"),
        ("\u200f8\u200b1\u2060", "81"),
        ("−2h – 3", "-2h - 3"),
        ("8\u202f400", "8'400"),
        ("8\u00a0kg", "8 kg"),
        ("½ 8²", "½ 8²"),
        ("37 ℃", "37 °c"),
    ],
)
def test_folding(text: str, low: str):
    assert fold(text).low == low


@settings(deadline=None)
@given(st.text(max_size=80))
def test_positions_lead_back_to_what_was_typed(text: str):
    folded = fold(text)
    assert len(folded.starts) == len(folded.low) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)


@pytest.mark.parametrize(("text", "at"), [("a\tb", None), ("ab\x00", 2), ("\n", 0), ("\ud800", 0)])
def test_control_characters_are_found(text: str, at: int | None):
    assert control_at(text) == at
