"""What made up a day's total has words, in every language."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from healthdesk.domain.sources import Explanation, LeftOut, Share, Stretch, Why
from healthdesk.texts import Format, use_language
from healthdesk.texts.day_totals import (
    reasons_words,
    source_words,
    span_words,
    total_words,
    why_words,
)

PLAIN = Explanation("steps", 1, 20_000, "steps", 100.0, 0.0, False, (), ())


@pytest.mark.parametrize("why", get_args(Why))
def test_every_reason_has_words_of_its_own(why: Why):
    found = {}
    for language in ("en", "de"):
        use_language(language)
        found[language] = {one: why_words(LeftOut(one, 1, "Watch")) for one in get_args(Why)}
        assert len(set(found[language].values())) == len(get_args(Why))
    assert found["en"][why] != found["de"][why]
    use_language("en")


def test_a_reason_is_said_once():
    told = (LeftOut("covered", 1, "Watch"), LeftOut("covered", 2, "Watch"), LeftOut("awake", 3))
    assert reasons_words(told) == "Watch tells that time, awake then"


def test_sources_by_their_names():
    assert source_words("Watch") == "Watch"
    assert source_words("manual") == "Typed by hand"
    assert source_words("") == "At least as long as the sleep"


def test_clock_times_are_those_of_the_place():
    one = Stretch(1, "Watch", 0, 3_600_000, 120, 1, 1)
    assert span_words(one, Format()) == "02:00 – 03:00"
    assert span_words(replace(one, end=0), Format()) == "02:00"


def test_how_the_total_came_about():
    watch, phone = (Share(name, 1, 50.0, 0.0, ()) for name in ("Watch", "Phone"))
    assert "Nothing" in total_words(replace(PLAIN, total=None))
    assert "typed" in total_words(replace(PLAIN, typed=True))
    assert "first in the order" in total_words(replace(PLAIN, left_out=3.0))
    assert "Several sources" in total_words(replace(PLAIN, shares=(watch, phone)))
    assert total_words(replace(PLAIN, shares=(watch,))) == "Everything that was told counts."
