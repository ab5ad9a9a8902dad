from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.checks import (
    bounds_in,
    check_draft,
    clean_note,
    normal_tags,
    to_canonical,
)
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import CATALOGUE, HealthType, Range, TypeBook
from healthdesk.domain.records import NOTE_MAX, TAG_MAX, TAGS_MAX, Draft
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, from_datetime

BOOK = TypeBook(CATALOGUE)
NOW, OFFSET = from_datetime(
    dt.datetime(2025, 3, 10, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
)


def draft(slug: str, value: float, unit: str = "", **fields: Any) -> Draft:
    shown = unit or BOOK[slug].unit
    return Draft(slug, value, shown, **{"recorded_at": NOW, "offset": OFFSET, **fields})


def remarks(reading: Draft, **options: Any) -> list[str]:
    found = check_draft(reading, BOOK[reading.type], now_ms=NOW, **options)
    return [remark.code for remark in found]


def wrong(reading: Draft, kind: HealthType | None = None, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidData) as caught:
        check_draft(reading, kind or BOOK[reading.type], now_ms=NOW, **options)
    return [(error.field, error.code) for error in caught.value.fields]


def params_of(reading: Draft) -> dict[str, Any]:
    with pytest.raises(InvalidData) as caught:
        check_draft(reading, BOOK[reading.type], now_ms=NOW)
    return caught.value.fields[0].params


@pytest.mark.parametrize(
    "reading",
    [
        draft("weight", 81.4),
        draft("weight", 178, "lb", note="after breakfast\n\tslowly", tags=("holiday", "früh")),
        draft("blood-pressure", 128, value2=82),
        draft("blood-glucose", 5.6, "mmol/L"),
        draft("body-temperature", 100.4, "°F"),
        draft("steps", 0),
        draft("mood", 7),
        draft("sit-and-reach", -12),
        draft("sleep-stage", 3, recorded_at=NOW - HOUR_MS, ended_at=NOW),
    ],
    ids=lambda reading: f"{reading.type}-{reading.unit}",
)
def test_ordinary_readings_pass_without_a_word(reading: Draft) -> None:
    assert remarks(reading) == []


def test_every_wrong_field_is_named_at_once() -> None:
    reading = draft(
        "blood-pressure", float("nan"), "kg", value2=None, recorded_at=NOW + DAY_MS,
        ended_at=NOW, note="\0", tags=("two words",), source="x" * 201, offset=60,
    )  # fmt: skip
    assert wrong(reading) == [
        ("unit", "unit-not-of-type"),
        ("value2", "second-part-missing"),
        ("value", "not-finite"),
        ("recorded_at", "in-the-future"),
        ("ended_at", "ended-before-begun"),
        ("note", "not-text"),
        ("source", "source-too-long"),
        ("tags", "tag-not-one-word"),
    ]


@pytest.mark.parametrize(
    ("reading", "field", "code"),
    [
        (draft("weight", float("inf")), "value", "not-finite"),
        (draft("weight", 1e308), "value", "out-of-range"),
        (draft("weight", 1e308, "lb"), "value", "out-of-range"),
        (draft("weight", -1), "value", "out-of-range"),
        (draft("weight", 0), "value", "out-of-range"),
        (draft("weight", 80, "furlong"), "unit", "unit-not-of-type"),
        (draft("weight", 80, value2=1), "value2", "second-part-needless"),
        (draft("blood-pressure", 0, value2=0), "value", "both-parts-zero"),
        (draft("blood-pressure", 80, value2=120), "value2", "second-not-below-first"),
        (draft("blood-pressure", 80, value2=80), "value2", "second-not-below-first"),
        (draft("blood-pressure", 128), "value2", "second-part-missing"),
        (draft("blood-pressure", 128, value2=5), "value2", "out-of-range"),
        (draft("blood-pressure", 310, value2=80), "value", "out-of-range"),
        (draft("mood", 11), "value", "out-of-range"),
        (draft("mood", 6.5), "value", "not-whole"),
        (draft("sleep-stage", 6, ended_at=NOW), "value", "out-of-range"),
        (draft("bmi", 22), "type", "type-is-derived"),
        (draft("weight", 80, comparator="="), "comparator", "comparator-unknown"),
        (draft("weight", 80, offset=15 * 60), "recorded_at", "offset-impossible"),
    ],
    ids=lambda case: case if isinstance(case, str) else f"{case.type} {case.value}",
)
def test_what_no_reading_can_be_is_refused(reading: Draft, field: str, code: str) -> None:
    assert wrong(reading) == [(field, code)]


def test_a_draft_of_another_type_is_refused() -> None:
    assert wrong(draft("weight", 80), BOOK["muscle-mass"]) == [("type", "type-differs")]


@pytest.mark.parametrize(
    ("reading", "likely"),
    [
        (draft("blood-glucose", 5.6, "mg/dL"), "mmol/L"),
        (draft("blood-glucose", 104, "mmol/L"), "mg/dL"),
        (draft("body-temperature", 98.6, "°C"), "°F"),
        (draft("body-temperature", 37, "°F"), "°C"),
        (draft("blood-pressure", 16, "mmHg", value2=11), "kPa"),
        (draft("height", 1.78, "cm"), "m"),
        (draft("height", 178, "m"), "cm"),
        (draft("weight", 81400, "kg"), "g"),
        (draft("hba1c", 48, "%"), "mmol/mol"),
        (draft("hba1c", 6.5, "mmol/mol"), "%"),
        (draft("ldl-cholesterol", 3.2, "mg/dL"), "mmol/L"),
    ],
    ids=lambda case: case if isinstance(case, str) else f"{case.type} {case.value} {case.unit}",
)
def test_a_value_in_the_wrong_unit_is_refused_with_the_likely_one(
    reading: Draft, likely: str
) -> None:
    assert wrong(reading)[0] == ("value", "looks-like-unit")
    assert params_of(reading)["likely"] == likely
    assert likely in BOOK[reading.type].units


@pytest.mark.parametrize(("slug", "share", "percent"), [("oxygen-saturation", 0.97, 97.0),
                                                        ("body-fat", 0.225, 22.5)])  # fmt: skip
def test_a_share_of_one_is_told_from_percent(slug: str, share: float, percent: float) -> None:
    assert wrong(draft(slug, share)) == [("value", "looks-like-share")]
    assert params_of(draft(slug, share))["percent"] == percent


def test_a_low_glucose_that_a_meter_can_show_is_kept_with_a_question() -> None:
    assert remarks(draft("blood-glucose", 20, "mg/dL")) == ["perhaps-other-unit"]
    assert remarks(draft("blood-glucose", 38, "mg/dL")) == ["unusually-low"]


@pytest.mark.parametrize(
    ("reading", "codes"),
    [
        (draft("blood-pressure", 225, value2=135), ["unusually-high", "unusually-high"]),
        (draft("heart-rate", 30), ["unusually-low"]),
        (draft("weight", 300), ["perhaps-other-unit"]),
        (draft("sleep-duration", 7.5), ["perhaps-other-unit"]),
        (draft("steps", 80_000), ["unusually-high"]),
    ],
    ids=lambda case: "" if isinstance(case, list) else case.type,
)
def test_what_is_rare_is_stored_and_remarked_on(reading: Draft, codes: list[str]) -> None:
    assert remarks(reading) == codes


def test_bounds_are_named_in_the_unit_that_was_given() -> None:
    assert params_of(draft("weight", 2000, "lb")) == {
        "part": "weight", "low": 0.7, "high": 1433.0, "unit": "lb",
    }  # fmt: skip


@settings(deadline=None)
@given(kind=st.sampled_from(CATALOGUE), data=st.data())
def test_named_bounds_are_themselves_allowed(kind: HealthType, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(kind.units))
    for bound in bounds_in(kind.hard, unit, kind):
        if kind.derived or kind.parts or bound is None:
            continue
        whole = float(bound)
        check_draft(draft(kind.slug, whole, unit, ended_at=NOW), kind, now_ms=NOW)


@pytest.mark.parametrize(
    ("hard", "value", "code"),
    [
        (Range(None, 5), 6, "above-possible"),
        (Range(5, None), 4, "below-possible"),
        (Range(), 2e12, "number-too-large"),
    ],
)
def test_own_types_may_leave_ends_open(hard: Range, value: float, code: str) -> None:
    kind = HealthType("laps", "own", "laps", ("laps",), 0, "sum", hard, combine="add", name="Laps")
    reading = Draft("laps", value, "laps", NOW, OFFSET)
    assert wrong(reading, kind) == [("value", code)]
    assert check_draft(replace(reading, value=5), kind, now_ms=NOW) == ()


@pytest.mark.parametrize(
    ("ahead", "imported", "outcome"),
    [
        (5 * MINUTE_MS, False, []),
        (5 * MINUTE_MS + 1, False, None),
        (5 * MINUTE_MS, True, []),
        (HOUR_MS, True, ["ahead-of-clock"]),
        (DAY_MS, True, ["ahead-of-clock"]),
        (DAY_MS + 1, True, None),
    ],
)
def test_a_clock_may_be_a_little_ahead(
    ahead: int, imported: bool, outcome: list[str] | None
) -> None:
    reading = draft("weight", 80, recorded_at=NOW + ahead)
    if outcome is None:
        assert wrong(reading, imported=imported) == [("recorded_at", "in-the-future")]
    else:
        assert remarks(reading, imported=imported) == outcome


def test_an_end_ahead_of_now_is_refused_too() -> None:
    assert wrong(draft("steps", 100, ended_at=NOW + HOUR_MS)) == [("ended_at", "in-the-future")]


def test_nothing_is_older_than_1900_or_than_the_person() -> None:
    old, offset = from_datetime(dt.datetime(1899, 12, 31, 23, 59, tzinfo=dt.UTC))
    assert wrong(draft("weight", 80, recorded_at=old, offset=offset)) == [
        ("recorded_at", "before-1900")
    ]
    # One minute later it is the first day of 1900 there.
    assert remarks(draft("weight", 80, recorded_at=old + MINUTE_MS, offset=offset)) == []
    assert wrong(draft("weight", 80), birth_date="2025-03-11") == [("recorded_at", "before-birth")]
    assert remarks(draft("weight", 3.4), birth_date="2025-03-10") == []


def test_intervals_end_after_they_begin_and_stages_within_a_day() -> None:
    assert wrong(draft("steps", 10, ended_at=NOW - 1)) == [("ended_at", "ended-before-begun")]
    assert wrong(draft("sleep-stage", 1)) == [("ended_at", "end-missing")]
    long = draft("sleep-stage", 1, recorded_at=NOW - DAY_MS - 1, ended_at=NOW)
    assert wrong(long) == [("ended_at", "interval-too-long")]
    assert remarks(replace(long, recorded_at=NOW - DAY_MS)) == []


def test_files_may_split_a_step() -> None:
    assert wrong(draft("steps", 12.5)) == [("value", "not-whole")]
    assert remarks(draft("steps", 12.5), imported=True) == []


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"note": "x" * (NOTE_MAX + 1)}, "note", "note-too-long"),
        ({"note": "a\0b"}, "note", "not-text"),
        ({"note": "half \ud83d"}, "note", "not-text"),
        ({"source": "a\0"}, "source", "not-text"),
        ({"tags": ("x" * (TAG_MAX + 1),)}, "tags", "tag-too-long"),
        ({"tags": tuple(map(str, range(TAGS_MAX + 1)))}, "tags", "too-many-tags"),
        ({"tags": ("",)}, "tags", "tag-not-one-word"),
        ({"tags": ("a\u2003b",)}, "tags", "tag-not-one-word"),
        ({"tags": ("a\u202eb",)}, "tags", "tag-not-one-word"),
        ({"tags": ("a\0b",)}, "tags", "not-text"),
    ],
)
def test_texts_keep_within_what_can_be_stored(
    fields: dict[str, Any], field: str, code: str
) -> None:
    assert wrong(draft("weight", 80, **fields)) == [(field, code)]


def test_long_and_right_to_left_notes_are_welcome() -> None:
    note = "שלום \u200f" + "x" * (NOTE_MAX - 6)
    assert remarks(draft("weight", 80, note=note)) == []


def test_canonical_values_are_in_the_canonical_unit() -> None:
    assert to_canonical(draft("weight", 178, "lb"), BOOK["weight"]) == (80.7394419, 0.0)
    pressure = draft("blood-pressure", 16, "kPa", value2=10.7)
    assert to_canonical(pressure, BOOK["blood-pressure"]) == (120.009852, 80.2565886)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  plain \n", "plain"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("a\0b\x0bc\x1b[31md\x85", "abc[31md"),
        ("e\u0301", "é"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("half \ud83d", "half"),
    ],
)
def test_notes_are_cleaned_of_what_only_machines_see(text: str, clean: str) -> None:
    assert clean_note(text) == clean


@given(st.text(alphabet=st.characters(), max_size=200))
def test_a_cleaned_note_is_storable_and_stays_as_it_is(text: str) -> None:
    note = clean_note(text)
    assert clean_note(note) == note
    assert unicodedata.is_normalized("NFC", note)
    assert remarks(draft("weight", 80, note=note)) == []
    note.encode()


@given(st.lists(st.text(max_size=TAG_MAX // 4), max_size=TAGS_MAX))
def test_normal_tags_are_storable_and_none_twice(words: list[str]) -> None:
    tags = normal_tags(words)
    assert len({tag.casefold() for tag in tags}) == len(tags)
    assert normal_tags(tags) == tags
    assert remarks(draft("weight", 80, tags=tags)) == []


def test_tags_are_written_as_people_write_them() -> None:
    assert normal_tags(["#Holiday", "holiday", " before  breakfast ", "#", ""]) == (
        "Holiday",
        "before-breakfast",
    )


@settings(deadline=None)
@given(
    slug=st.sampled_from([t.slug for t in CATALOGUE]),
    value=st.floats(),
    value2=st.none() | st.floats(),
    unit=st.sampled_from(["kg", "mmHg", "%", "", "mg/dL", "points"]),
    recorded_at=st.integers(-(2**62), 2**62),
    ended_at=st.none() | st.integers(-(2**62), 2**62),
    note=st.text(alphabet=st.characters(), max_size=20),
    imported=st.booleans(),
)
def test_any_draft_is_either_taken_or_refused_field_by_field(
    slug: str, unit: str, imported: bool, **fields: Any
) -> None:
    reading = draft(slug, **{"unit": unit, **fields})
    refused: tuple[FieldError, ...] = ()
    try:
        check_draft(reading, BOOK[slug], now_ms=NOW, imported=imported)
    except InvalidData as error:
        refused = error.fields
    assert refused or all(abs(part) < 1e12 for part in to_canonical(reading, BOOK[slug]))
