"""A decimal sign is proven or told, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.exchange.decimal_signs import DecimalSigns
from healthdesk.exchange.local_times import parse_number

TYPES = TypeBook(CATALOGUE)


def seen(slug: str, texts: list[str], unit: str = "", told: str = "") -> DecimalSigns:
    kind, signs = TYPES[slug], DecimalSigns(told)
    for text in texts:
        if not signs.prove("n", text):
            signs.weigh("n", text, kind, kind.hard, unit or kind.unit)
    return signs


@pytest.mark.parametrize(
    ("slug", "unit", "texts", "sign"),
    [
        ("weight", "kg", ["81.412"], "."),
        ("weight", "kg", ["81,412"], ","),
        ("weight", "g", ["81,412"], "."),
        ("steps", "", ["8,412"], "."),
        # Whole with either sign.
        ("steps", "", ["8,000"], ""),
        ("steps", "", ["8,000", "8,412"], "."),
        ("distance", "m", ["1,234"], ""),
        # One reading is impossible with the one sign, another with the other.
        ("weight", "kg", ["81.412", "1.000.000"], ","),
        ("weight", "kg", [], ""),
        ("weight", "kg", ["-", "abc", "1.2.3"], ""),
    ],
)
def test_what_is_possible_decides_only_where_one_sign_is(slug, unit, texts, sign):
    assert seen(slug, texts, unit).of("n") == sign


def test_what_the_owner_tells_counts_for_all():
    assert seen("weight", ["81.4"], told=",").of("n") == ","


@given(st.integers(1000, 999_999), st.sampled_from([".", ","]))
def test_a_weight_of_three_decimals_is_never_read_a_thousandfold(grams, sign):
    text = f"{grams // 1000}{sign}{grams % 1000:03}"
    found = seen("weight", [text]).of("n")
    assert not found or parse_number(text, found) == grams / 1000
