"""What is not kept is told in the user's language, in the file's own words where it must."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.domain.transfers import FileReport
from healthdesk.texts import Format, use_language
from healthdesk.texts.kinds import kind_words, left_out_sentences, not_kept
from healthdesk.texts.questions import whose_words

READERS = Path(__file__).resolve().parent.parent.parent / "healthdesk" / "exchange"
# Technical words of a vendor, which say more as they are.
AS_THEY_ARE = {"modifierExtension", "hrv", "rmssd", "blood-pressure", "?"}


def kinds_of_readers() -> Iterator[str]:
    """The kinds readers count by words of their own, `X` where they fill in a name."""
    for path in sorted(READERS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="ignore"), args=[ast.Constant(word), *_]):
                    yield str(word)
                case ast.Call(func=ast.Attribute(attr="ignore"), args=[told, *_]):
                    for inner in ast.walk(told):
                        if isinstance(inner, ast.JoinedStr):
                            parts = (getattr(each, "value", "X") for each in inner.values)
                            yield "".join(p if isinstance(p, str) else "X" for p in parts)


@pytest.mark.parametrize("kind", sorted(set(kinds_of_readers()) - AS_THEY_ARE - {"X X"}))
def test_every_kind_a_reader_words_itself_is_german_in_german(kind):
    use_language("de")
    assert kind_words(kind) != kind
    assert not re.search(r"\b(of|told|without|row|column|table|user)\b", kind_words(kind))


@pytest.mark.parametrize(
    ("kind", "said", "german"),
    [
        ("column Entry day", "column “Entry day”", "Spalte „Entry day“"),
        ("column {0}", "column “{0}”", "Spalte „{0}“"),
        ("row of totals", "row of totals", "Summenzeile"),
        ("weight told twice", "Weight told twice", "Gewicht (doppelt genannt)"),
        ("HKUVExposure", "HKUVExposure", "HKUVExposure"),
        ("heart-rate", "Heart rate", "Herzfrequenz"),
    ],
)
def test_names_stay_and_the_words_around_them_are_translated(kind, said, german):
    assert kind_words(kind) == said
    use_language("de")
    assert kind_words(kind) == german


def test_people_the_user_left_out_are_no_kinds():
    ignored = {"user 1": 2, "user 7": 1, "1": 4, "user Ben": 1}
    file = FileReport("a.csv", "table", ignored=ignored, left_out={"1": 2, "Ben": 1})
    assert not_kept(file) == {"1": 4, "user 7": 1}
    assert left_out_sentences(file, Format()) == [
        "2 readings of user 1 were left out, as you chose.",
        "1 reading of “Ben” was left out, as you chose.",
    ]


def test_a_number_is_told_to_be_a_user():
    assert whose_words("0") == "Whose readings are those of user 0?"
    assert whose_words("Ben") == "Whose readings are those of “Ben”?"
    use_language("de")
    assert whose_words("0") == "Wem gehören die Messwerte von Benutzer 0?"
