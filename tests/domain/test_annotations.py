"""Notes at a time: what may be stored, what a query finds, what fits on a flag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.annotations import (
    KINDS,
    TEXT_MAX,
    Annotation,
    AnnotationDraft,
    AnnotationQuery,
    checked,
    headline,
)
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.times import DAY_MS, HOUR_MS

NOW = 20_000 * DAY_MS
TYPES = ("weight", "steps")


def draft(**fields: object) -> AnnotationDraft:
    return AnnotationDraft(**{"at": NOW - DAY_MS, "offset": 60, "text": "New tablets", **fields})  # type: ignore[arg-type]


def wrong(**fields: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidData) as refused:
        checked(draft(**fields), TYPES, now_ms=NOW, birth_date="1990-02-03")
    return [(one.field, one.code) for one in refused.value.fields]


class TestChecked:
    def test_text_is_trimmed_and_types_named_once(self):
        good = checked(draft(text="  new\r\ndose ", types=("steps", "weight", "steps")), TYPES,
                       now_ms=NOW)  # fmt: skip
        assert (good.text, good.types) == ("new\ndose", ("steps", "weight"))

    def test_span_without_length_is_a_moment(self):
        assert checked(draft(ended_at=NOW - DAY_MS), TYPES, now_ms=NOW).ended_at is None

    def test_plan_may_lie_ahead(self):
        assert checked(draft(at=NOW + 100 * DAY_MS), TYPES, now_ms=NOW).at == NOW + 100 * DAY_MS

    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"text": " \n"}, ("text", "annotation-empty")),
            ({"text": "x" * (TEXT_MAX + 1)}, ("text", "annotation-too-long")),
            ({"text": "a\0b"}, ("text", "not-text")),
            ({"kind": "mood"}, ("kind", "annotation-kind")),
            ({"offset": 900}, ("at", "offset-impossible")),
            ({"at": -40_000 * DAY_MS}, ("at", "before-1900")),
            ({"at": 0}, ("at", "before-birth")),
            ({"at": NOW + 800 * DAY_MS}, ("at", "annotation-far-ahead")),
            ({"ended_at": NOW + 800 * DAY_MS}, ("ended_at", "annotation-far-ahead")),
            ({"ended_at": NOW - 2 * DAY_MS}, ("ended_at", "ended-before-begun")),
            ({"types": ("weight", "shoe-size")}, ("types", "unknown-type")),
            ({"types": tuple(f"t{n}" for n in range(60))}, ("types", "annotation-types")),
        ],
    )
    def test_wrong_field_is_named(self, fields: dict[str, object], found: tuple[str, str]):
        assert wrong(**fields) == [found]

    def test_all_wrong_fields_are_named_at_once(self):
        assert {field for field, _ in wrong(text="", kind="", types=("none",))} == {
            "text", "kind", "types",
        }  # fmt: skip

    def test_unknown_kind_is_told_with_those_there_are(self):
        with pytest.raises(InvalidData) as refused:
            checked(draft(kind="mood"), TYPES, now_ms=NOW)
        assert refused.value.fields == (FieldError("kind", "annotation-kind", kind="mood",
                                                   kinds=list(KINDS)),)  # fmt: skip


def stored(**fields: object) -> Annotation:
    return Annotation(**{
        "id": 1, "uid": bytes(16), "person_id": 1, "at": 10 * DAY_MS + 23 * HOUR_MS,
        "offset": 120, "ended_at": None, "kind": "note", "text": "Began with NEW tablets",
        "types": (), "import_id": None, "created_at": 0, "updated_at": 0, "deleted_at": None,
        **fields,
    })  # type: ignore[arg-type]  # fmt: skip


class TestQuery:
    def test_day_is_the_local_one(self):
        one = stored()  # 23:00 UTC is 01:00 of the next day there
        assert AnnotationQuery(day_from=11, day_to=11).takes(one)
        assert not AnnotationQuery(day_to=10).takes(one)

    def test_span_is_found_by_any_day_it_touches(self):
        one = stored(ended_at=20 * DAY_MS)
        assert AnnotationQuery(day_from=15, day_to=16).takes(one)
        assert AnnotationQuery(day_from=20).takes(one)
        assert not AnnotationQuery(day_from=21).takes(one)

    def test_note_about_all_concerns_every_type(self):
        assert AnnotationQuery(slug="weight").takes(stored())
        assert AnnotationQuery(slug="weight").takes(stored(types=("steps", "weight")))
        assert not AnnotationQuery(slug="weight").takes(stored(types=("steps",)))

    def test_every_word_has_to_be_there_in_any_case(self):
        assert AnnotationQuery(search="new BEGAN").takes(stored())
        assert not AnnotationQuery(search="new shoes").takes(stored())


class TestHeadline:
    @pytest.mark.parametrize(
        ("text", "most", "found"),
        [
            ("New tablets", 20, "New tablets"),
            ("New tablets, half the dose", 14, "New tablets…"),
            ("Doppelkopfturnier", 8, "Doppelk…"),
            ("First\nsecond", 20, "First…"),
        ],
    )
    def test_is_cut_between_words(self, text: str, most: int, found: str):
        assert headline(text, most) == found

    @given(st.text(min_size=1, max_size=60).filter(lambda t: t == t.strip()),
           st.integers(4, 30))  # fmt: skip
    def test_never_longer_and_begins_as_the_note_does(self, text: str, most: int):
        short = headline(text, most)
        assert len(short) <= most
        assert "\n" not in short
        assert text.startswith(short.removesuffix("…"))
        assert short.endswith("…") or short == text
