"""What a typed line becomes, and what is asked back instead of guessed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.health_types import CATALOGUE, HealthType, Range, TypeBook
from healthdesk.domain.quick_entry import LINE_MAX, Grammar, Habits, Parsed, Trouble, parse
from healthdesk.domain.records import Draft
from healthdesk.domain.times import from_datetime, isoformat
from healthdesk.domain.typed_text import fold
from healthdesk.texts import type_name
from healthdesk.texts.catalogue import speaking

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 22, 14, 30, 20, 987_000, tzinfo=BERLIN)  # a Sunday
GLASS = HealthType(
    "own-tea", "own", "glasses", ("glasses",), 0, "sum", Range(0, None), name="Grüner Tee"
)
BOOK = TypeBook((*CATALOGUE, GLASS))
ENGLISH = Grammar(BOOK, Habits())
GERMAN = Grammar(BOOK, Habits(decimal=","))
AMERICAN = Grammar(
    BOOK,
    Habits(date_order="mdy", units={"weight": "lb", "body-temperature": "°F"}),
)


def read(line: str, grammar: Grammar = ENGLISH) -> Parsed:
    return grammar.parse(line, NOW)


def one(line: str, grammar: Grammar = ENGLISH) -> Draft:
    parsed = read(line, grammar)
    assert parsed.trouble is None, parsed.trouble
    assert len(parsed.drafts) == 1
    return parsed.drafts[0]


def trouble(line: str, grammar: Grammar = ENGLISH) -> Trouble:
    parsed = read(line, grammar)
    assert parsed.trouble is not None, parsed.drafts
    assert parsed.drafts == ()
    return parsed.trouble


def codes(parsed: Parsed) -> list[str]:
    return [remark.code for remark in parsed.remarks]


# -- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "slug", "value", "unit"),
    [
        ("weight 81,4", "weight", 81.4, "kg"),
        ("weight 81.4", "weight", 81.4, "kg"),
        ("Weight: 81.4 KG", "weight", 81.4, "kg"),
        ("82.4 kg", "weight", 82.4, "kg"),
        ("178 lb", "weight", 178, "lb"),
        ("12 st", "weight", 12, "st"),
        ("12 st 8 lb", "weight", 176, "lb"),
        ("12st8", "weight", 176, "lb"),
        ("81,4 kg weight", "weight", 81.4, "kg"),
        ("GEWICHT 81,4", "weight", 81.4, "kg"),
        ("glucose 5.6", "blood-glucose", 5.6, "mmol/L"),
        ("gluc 5.6", "blood-glucose", 5.6, "mmol/L"),
        ("glucose 120", "blood-glucose", 120, "mg/dL"),
        ("glucose 20 mmol/l", "blood-glucose", 20, "mmol/L"),
        ("glucose 20mg/dl", "blood-glucose", 20, "mg/dL"),
        ("5.6 mmol/L glucose", "blood-glucose", 5.6, "mmol/L"),
        ("temp 38.2", "body-temperature", 38.2, "°C"),
        ("100.4F", "body-temperature", 100.4, "°F"),
        ("38,2 °C", "body-temperature", 38.2, "°C"),
        ("spo2 97", "oxygen-saturation", 97, "%"),
        ("71 bpm", "heart-rate", 71, "bpm"),
        ("71 bpm resting heart rate", "resting-heart-rate", 71, "bpm"),
        ("slept 7h20", "sleep-duration", 440, "min"),
        ("slept 7h20m", "sleep-duration", 440, "min"),
        ("slept 7 h 20 min", "sleep-duration", 440, "min"),
        ("slept 7:20", "sleep-duration", 440, "min"),
        ("slept 440 min", "sleep-duration", 440, "min"),
        ("slept 7.5h", "sleep-duration", 7.5, "h"),
        ("slept 440", "sleep-duration", 440, "min"),
        ("5k 24:31", "5k-time", 1471, "s"),
        ("5k 24m31s", "5k-time", 1471, "s"),
        ("5k 1:02:10", "5k-time", 3730, "s"),
        ("5k 24", "5k-time", 24, "min"),
        ("steps 8400", "steps", 8400, "steps"),
        ("steps 8,400", "steps", 8400, "steps"),
        ("steps 8 400", "steps", 8400, "steps"),
        ("steps 8\u202f400", "steps", 8400, "steps"),
        ("steps 8\u2019400", "steps", 8400, "steps"),
        ("8400 steps", "steps", 8400, "steps"),
        ("height 5'11\"", "height", 71, "in"),
        ("height 5 ft 11", "height", 71, "in"),
        ("height 1m80", "height", 180, "cm"),
        ("mood 7", "mood", 7, "points"),
        ("mood 7/10", "mood", 7, "points"),
        ("sit and reach -5", "sit-and-reach", -5, "cm"),
        ("weight ８１．４", "weight", 81.4, "kg"),
        ("weight ٨١٫٤", "weight", 81.4, "kg"),
        ("weight \u200f81.4\u200f kg", "weight", 81.4, "kg"),
        ("we\u200bight 81.4", "weight", 81.4, "kg"),
        ("gruner tee 3 glasses", "own-tea", 3, "glasses"),
    ],
)
def test_value_type_and_unit(line: str, slug: str, value: float, unit: str):
    draft = one(line)
    assert (draft.type, draft.value, draft.unit) == (slug, value, unit)
    assert (draft.note, draft.tags, draft.source, draft.value2) == ("", (), "manual", None)


@pytest.mark.parametrize(
    ("line", "pressure", "pulse"),
    [
        ("bp 128/82 71", (128, 82, "mmHg"), 71),
        ("bp 128/82", (128, 82, "mmHg"), None),
        ("128/82", (128, 82, "mmHg"), None),
        ("bp128/82", (128, 82, "mmHg"), None),
        ("128/82/71", (128, 82, "mmHg"), 71),
        ("bp 128 / 82 p71", (128, 82, "mmHg"), 71),
        ("bp 128/82 mmHg, 71 bpm", (128, 82, "mmHg"), 71),
        ("Blutdruck 128 zu 82 Puls 71", (128, 82, "mmHg"), 71),
        ("17.1/10.9 kPa", (17.1, 10.9, "kPa"), None),
        ("bp 17,1/10,9 kPa 71", (17.1, 10.9, "kPa"), 71),
    ],
)
def test_a_pressure_and_the_pulse_beside_it(
    line: str, pressure: tuple[float, float, str], pulse: float | None
):
    first, *rest = read(line).drafts
    assert (first.value, first.value2, first.unit) == pressure
    assert first.type == "blood-pressure"
    assert [(d.type, d.value, d.unit) for d in rest] == (
        [] if pulse is None else [("heart-rate", pulse, "bpm")]
    )


def test_pressure_and_pulse_share_time_note_and_tags():
    first, second = read("bp 128/82 71 yesterday 8:30 #tired after stairs").drafts
    assert first.note == second.note == "after stairs"
    assert first.tags == second.tags == ("tired",)
    assert first.recorded_at == second.recorded_at
    assert isoformat(first.recorded_at, first.offset) == "2026-11-21T08:30:00+01:00"


def test_what_has_another_unit_is_no_pulse():
    draft = one("bp 128/82 30 min after a run")
    assert draft.note == "30 min after a run"


@pytest.mark.parametrize(
    ("line", "comparator", "value"),
    [
        ("glucose Low", "<", 40),
        ("glucose HI", ">", 400),
        ("glucose <40", "<", 40),
        ("glucose > 400 mg/dL", ">", 400),
    ],
)
def test_beyond_what_a_device_measures(line: str, comparator: str, value: float):
    draft = one(line)
    assert (draft.comparator, draft.value, draft.unit) == (comparator, value, "mg/dL")


def test_one_mark_before_three_digits_follows_the_habit():
    assert one("steps 8.400", GERMAN).value == 8400
    assert one("water 1.500 ml", GERMAN).value == 1500
    assert one("steps 8,400", ENGLISH).value == 8400
    assert trouble("steps 8.400", ENGLISH).code == "not-whole"


def test_the_habitual_unit_is_meant_where_none_is_typed():
    assert one("weight 178", AMERICAN).unit == "lb"
    assert one("temp 100", AMERICAN).unit == "°F"


# -- questions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "choices"),
    [
        ("glucose 20", "unit-missing", ("glucose 20 mg/dL", "glucose 20 mmol/L")),
        (
            "glucose 20 before breakfast",
            "unit-missing",
            ("glucose 20 mg/dL before breakfast", "glucose 20 mmol/L before breakfast"),
        ),
        ("glucose 10", "unit-missing", ("glucose 10 mg/dL", "glucose 10 mmol/L")),
        ("glucose 55.5", "unit-missing", ("glucose 55.5 mg/dL", "glucose 55.5 mmol/L")),
        ("temp 100", "unit-missing", ("temp 100 °F",)),
        ("slept 7", "unit-missing", ("slept 7 h", "slept 7 min")),
        ("bp 17.1/10.9", "unit-missing-here", ("bp 17.1/10.9 kPa",)),
        ("height 1.80", "unit-missing-here", ("height 1.80 m", "height 1.80 ft")),
        ("97%", "unit-of-several-types", ("oxygen-saturation 97%",)),
        ("81,4", "type-missing", ("weight 81,4", "height 81,4")),
        ("heart 71", "type-ambiguous", ("heart-rate 71", "heart-rate-variability 71")),
        ("weight 81 at 7", "clock-vague", ("weight 81 at 7:00", "weight 81 at 19:00")),
    ],
)
def test_what_is_open_is_asked_with_lines_that_answer(
    line: str, code: str, choices: tuple[str, ...]
):
    asked = trouble(line)
    assert (asked.code, asked.choices) == (code, choices)


def test_a_habit_does_not_answer_for_glucose():
    grammar = Grammar(BOOK, Habits(units={"blood-glucose": "mmol/L"}))
    assert trouble("glucose 20", grammar).code == "unit-missing"
    assert one("glucose 120", grammar).unit == "mg/dL"


@pytest.mark.parametrize("amount", range(70, 114))
def test_a_temperature_like_fahrenheit_asks(amount: int):
    assert trouble(f"temp {amount}").code == "unit-missing"


def test_bare_number_offers_four_types_at_most():
    choices = trouble("72").choices
    assert choices[0] == "weight 72"
    assert "heart-rate 72" in choices
    assert len(choices) <= 4


@pytest.mark.parametrize(
    ("line", "code", "stretch"),
    [
        ("weight -1", "out-of-range", "-1"),
        ("weight 81 mg/dL", "unit-not-of-type", "mg/dL"),
        ("weight 81mmHg", "unit-not-of-type", "mmHg"),
        ("weight 81/82", "second-part-needless", "81/82"),
        ("weight 81 4", "number-left-over", "4"),
        ("weight 81½", "number-unreadable", "81½"),
        ("weight 1e308", "number-unreadable", "1e308"),
        ("weight NaN", "number-unreadable", "NaN"),
        ("weight -inf", "number-unreadable", "-inf"),
        ("weight 1,2,3", "number-unreadable", "1,2,3"),
        ("weight heavy", "number-unreadable", "heavy"),
        ("glucose 5:6", "number-unreadable", "5:6"),
        ("weight", "value-missing-of-type", "weight"),
        ("yesterday", "value-missing", "yesterday"),
        ("bp 0/0", "both-parts-zero", "0/0"),
        ("bp 82/128", "second-not-below-first", "82/128"),
        ("bp 128", "second-part-missing", "128"),
        ("mood 11", "out-of-range", "11"),
        ("mood 7.5", "not-whole", "7.5"),
        ("spo2 0.97", "looks-like-share", "0.97"),
        ("bmi 22", "type-is-derived", "bmi"),
        ("sleep stage 3", "type-needs-form", "sleep stage"),
        ("frobnicate 7", "type-unknown", "frobnicate"),
        ("  weight 81 31/02", "date-unreal", "31/02"),
        ("weight 81 25:00", "clock-unreal", "25:00"),
        ("weight 81 last night", "time-vague", "last night"),
        ("weight 81 heute früh", "time-vague", "heute früh"),
        ("weight 81 tomorrow", "time-in-future", "tomorrow"),
        ("weight 81 today 23:00", "time-in-future", "today 23:00"),
        ("weight 81 1.1.1800", "time-too-old", "1.1.1800"),
        ("weight 81 yesterday 8:00 -2h", "two-times", "-2h"),
        ("weight 81\x00", "control-character", "\x00"),
        ("weight\n81", "control-character", "\n"),
        (f"mood 7 #{'x' * 65}", "tag-too-long", f"#{'x' * 65}"),
    ],
)
def test_trouble_names_the_offending_part(line: str, code: str, stretch: str):
    found = trouble(line)
    assert (found.code, line[found.start : found.end]) == (code, stretch)


def test_a_slip_in_a_name_offers_the_line_with_the_name_that_is_near():
    assert "weight 814 foo" in trouble("weigth 814 foo").choices
    assert trouble("frobnicate 7").choices == ()


def test_a_long_text_is_refused_as_a_whole():
    assert trouble("weight 81 " + "x" * 70_000).code == "line-too-long"
    assert one("mood 7 " + "x" * (LINE_MAX - 7)).note == "x" * (LINE_MAX - 7)


def test_outside_the_soft_range_is_taken_with_a_remark():
    parsed = read("hr 210")
    assert parsed.drafts[0].value == 210
    assert codes(parsed) == ["unusually-high"]


def test_a_blank_line_is_nothing():
    assert read("") == read(" \t ") == read("\u200f \u200b") == Parsed()


# -- tags, context, notes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "tags", "note"),
    [
        ("glucose 5.6 before breakfast", ("before-breakfast",), ""),
        ("glucose 5.6 after the meal", ("after-meal",), ""),
        ("glucose 5.6 vor dem Frühstück", ("before-breakfast",), ""),
        ("glucose 5.6 nüchtern", ("fasting",), ""),
        ("fasting glucose 95", ("fasting",), ""),
        ("mood 7 #holiday long walk", ("holiday",), "long walk"),
        ("mood 7 long walk #holiday #Sun", ("holiday", "Sun"), "long walk"),
        ("mood 7 #Sport rest #sport", ("Sport",), "rest"),
        ("#holiday mood 7", ("holiday",), ""),
        ("mood 7, Long Walk", (), "Long Walk"),
        ("mood 7 long walk before dinner", ("before-dinner",), "long walk"),
        ("pain 3 in back", (), "in back"),
        ("height 180 in the morning", (), "in the morning"),
        ("mood 7 sat in the garden", (), "sat in the garden"),
        ("mood 7 Grüße an Ötzi 👩‍👧", (), "Grüße an Ötzi 👩‍👧"),
        ("mood 7 \u202eevil", (), "evil"),
    ],
)
def test_tags_and_note(line: str, tags: tuple[str, ...], note: str):
    draft = one(line)
    assert (draft.tags, draft.note) == (tags, note)


# -- times in a line -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("weight 81", "2026-11-22T14:30:20+01:00"),
        ("weight 81 at 7:30", "2026-11-22T07:30:00+01:00"),
        ("weight 81 @7:30", "2026-11-22T07:30:00+01:00"),
        ("at 7:30 weight 81", "2026-11-22T07:30:00+01:00"),
        ("7:30 weight 81", "2026-11-22T07:30:00+01:00"),
        ("weight 7:30 81", "2026-11-22T07:30:00+01:00"),
        ("weight yesterday 7:30 81", "2026-11-21T07:30:00+01:00"),
        ("yesterday weight 81 7:30", "2026-11-21T07:30:00+01:00"),
        ("weight 81 -2h", "2026-11-22T12:30:20+01:00"),
        ("weight 81 #a 2h ago", "2026-11-22T12:30:20+01:00"),
        ("weight 81 12 Nov 8:00", "2026-11-12T08:00:00+01:00"),
        ("12.11. 8:00 weight 81", "2026-11-12T08:00:00+01:00"),
        ("bp 128/82 11/12 8:00", "2025-12-11T08:00:00+01:00"),
        ("slept at 7:20 6h", "2026-11-22T07:20:00+01:00"),
        ("steps 8400 yesterday", "2026-11-21T12:00:00+01:00"),
        ("mood 7 long walk yesterday 21:00", "2026-11-21T21:00:00+01:00"),
        ("mood 7 long walk at 7:30 #holiday", "2026-11-22T07:30:00+01:00"),
    ],
)
def test_when(line: str, when: str):
    draft = read(line).drafts[0]
    assert isoformat(draft.recorded_at, draft.offset) == when


def test_a_slashed_date_follows_the_habit():
    when = one("weight 181 11/2 8:00", AMERICAN)
    assert isoformat(when.recorded_at, when.offset) == "2026-11-02T08:00:00+01:00"


def test_a_time_taken_from_the_note_is_said():
    parsed = read("mood 7 long walk yesterday")
    assert codes(parsed) == ["time-from-end", "time-noon"]
    assert parsed.drafts[0].note == "long walk"


@pytest.mark.parametrize(
    "note", ["better than yesterday", "took it at 8:15 and slept", "at 7 I woke"]
)
def test_a_time_left_in_the_note_is_said(note: str):
    parsed = read(f"mood 7 {note}")
    assert codes(parsed) == ["time-in-note"]
    assert parsed.drafts[0].note == note
    assert parsed.drafts[0].recorded_at == from_datetime(NOW.replace(microsecond=0))[0]


def test_a_past_day_without_a_clock_is_said_unless_a_day_is_what_is_meant():
    assert codes(read("weight 81 yesterday")) == ["time-noon"]
    assert codes(read("steps 8400 yesterday")) == []


def test_a_clock_ahead_is_said_to_be_yesterdays():
    parsed = read("weight 81 23:00")
    assert codes(parsed) == ["clock-yesterday"]


def test_the_answers_to_a_repeated_hour_are_lines_that_can_be_taken():
    asked = trouble("weight 81 25.10.2026 2:30 #x")
    assert asked.code == "time-repeated"
    instants = {one(line).recorded_at for line in asked.choices}
    assert len(instants) == 2


# -- words -----------------------------------------------------------------------------------


def test_names_given_with_the_habits_are_words_too():
    grammar = Grammar(BOOK, Habits(names={"Sauerstoff im Blut": "oxygen-saturation"}))
    assert one("sauerstoff im blut 97", grammar).type == "oxygen-saturation"


def test_questions_are_asked_in_the_words_of_the_person():
    names = {"Gewicht": "weight", "Höhe 1": "height", "Ruhe": "heart-rate"}
    grammar = Grammar(BOOK, Habits(decimal=",", names=names))
    asked = trouble("81,4", grammar)
    # A name with a number in it would be read as the value.
    assert asked.choices == ("gewicht 81,4", "height 81,4")
    assert one(asked.choices[0], grammar).type == "weight"
    meant = trouble("heart 71", grammar).choices
    assert meant == ("ruhe 71", "heart-rate-variability 71")
    assert one(meant[0], grammar).type == "heart-rate"


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_word_proposed_for_a_type_is_read_as_it(language):
    with speaking(language):
        names = {type_name(kind): kind.slug for kind in BOOK}
    grammar = Grammar(BOOK, Habits(names=names))
    for kind in BOOK:
        value = "120/80" if kind.parts else "5"
        read = (
            grammar.parse(f"{word} {value}", NOW)
            for word in (grammar.names.word_for(kind), kind.slug)
        )
        proposed, known = (parsed.drafts for parsed in read)
        assert proposed == known


def test_a_name_that_two_types_share_is_no_answer():
    grammar = Grammar(BOOK, Habits(names={"Weight": "height"}))
    assert trouble("81,4", grammar).choices == ("weight 81,4", "height 81,4")


def test_every_type_of_one_number_is_found_by_each_of_its_names():
    for kind in CATALOGUE:
        if kind.derived or kind.codes:
            continue
        for name in (kind.slug, kind.slug.replace("-", " "), *kind.aliases):
            found = ENGLISH.names.named(fold(f"{name} 7").low, 0)
            assert found is not None
            assert found[0].slug == kind.slug, name


def test_parse_builds_its_own_grammar():
    parsed = parse("weight 81", now=NOW, types=BOOK, habits=Habits())
    assert parsed == read("weight 81")


UNSURE = Grammar(BOOK, Habits(order_sure=False))


@pytest.mark.parametrize(
    ("line", "slug", "start", "end"),
    [
        ("slept 23:00 to 6:30", "sleep-duration", "2026-11-21T23:00", "2026-11-22T06:30"),
        ("slept 23:00-6:30", "sleep-duration", "2026-11-21T23:00", "2026-11-22T06:30"),
        ("slept 23:00-06:30", "sleep-duration", "2026-11-21T23:00", "2026-11-22T06:30"),
        ("slept from 11pm until 6:30am", "sleep-duration", "2026-11-21T23:00", "2026-11-22T06:30"),
        ("schlaf von 23 Uhr bis 7 Uhr", "sleep-duration", "2026-11-21T23:00", "2026-11-22T07:00"),
        ("bed yesterday 1:00 to 6:30", "time-in-bed", "2026-11-21T01:00", "2026-11-21T06:30"),
        ("slept 13:00 - 14:00 yesterday", "sleep-duration", "2026-11-21T13:00", "2026-11-21T14:00"),
        ("exercise 17:00-18:15", "exercise-minutes", "2026-11-21T17:00", "2026-11-21T18:15"),
    ],
)
def test_from_when_to_when(line: str, slug: str, start: str, end: str):
    draft = one(line)
    assert draft.ended_at is not None
    assert (draft.type, draft.note) == (slug, "")
    assert isoformat(draft.recorded_at, draft.offset)[:16] == start
    assert isoformat(draft.ended_at, draft.offset)[:16] == end
    assert (draft.value, draft.unit) == ((draft.ended_at - draft.recorded_at) / 60_000, "min")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("slept 23:00 to 6:30 yesterday", "span-day-open"),
        ("yesterday slept 23:00 to 6:30", "span-day-open"),
        ("yesterday slept 23:00 to today 6:30", "span-days"),
        ("slept 23:00 to 6", "span-unclear"),
        ("slept 7 to 8 h", "span-unclear"),
        ("slept 20 Nov 23:00 to 22 Nov 6:30", "span-length"),
        ("slept 23:00 to 6:30 at 9:00", "two-times"),
        ("slept 23:00 to 26:30", "span-unclear"),
    ],
)
def test_what_is_no_span_is_refused(line: str, code: str):
    assert trouble(line).code == code


@settings(deadline=None)
@given(
    st.times(),
    st.times(),
    st.sampled_from([" to ", "-", " - ", "–", " bis ", " until "]),
    st.sampled_from(["slept", "bed", "exercise"]),
    st.sampled_from(["%H:%M", "%I:%M %p"]),
    st.sampled_from(["", " #a well"]),
)
def test_two_clock_times_are_never_one_number(
    first: dt.time, last: dt.time, between: str, word: str, clock: str, rest: str
):
    parsed = read(f"{word} {first.strftime(clock)}{between}{last.strftime(clock)}{rest}")
    minutes = (last.hour * 60 + last.minute - first.hour * 60 - first.minute) % 1440
    if parsed.trouble is not None:
        assert parsed.trouble.code in ("span-length", "outside-hard-range")
        assert minutes == 0
        return
    draft = parsed.drafts[0]
    assert draft.ended_at is not None
    assert draft.ended_at - draft.recorded_at == draft.value * 60_000
    assert minutes in (draft.value, 0)
    assert draft.ended_at <= from_datetime(NOW)[0] + 5 * 60_000
    assert draft.note == rest[4:]


def test_a_date_of_two_readings_is_asked_back_where_no_order_is_known():
    asked = trouble("weight 81.4 11/12", UNSURE)
    assert asked.code == "date-order-open"
    assert asked.choices == ("weight 81.4 2026-11-12", "weight 81.4 2025-12-11")
    assert trouble("weight 81.4 8:00 11/12", UNSURE).code == "date-order-open"
    for line in ("weight 81.4 23/10", "weight 81.4 11/11", *asked.choices):
        assert one(line, UNSURE).value == 81.4


def test_a_date_that_is_still_to_come_is_no_reading_of_digits():
    for typed in ("12/11/2026", "11/12/2026"):
        read_so = one(f"weight 81.4 {typed}", UNSURE)
        assert read_so.recorded_at == one("weight 81.4 2026-11-12", UNSURE).recorded_at


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("bp 120/80 pulse 60 and weight 80", "weight 80"),
        ("weight 81 then bp: 120/80", "bp: 120"),
        ("bp 120/80 after stairs, weight unclear", None),
        ("mood 7 long walk of 20 minutes", None),
    ],
)
def test_another_reading_in_the_note_is_said(line: str, told: str | None):
    remarks = [one.params["text"] for one in read(line).remarks if one.code == "reading-in-note"]
    assert remarks == ([told] if told else [])


@pytest.mark.parametrize(
    ("line", "unit"),
    [("hba1c 48", "mmol/mol"), ("hba1c 6.5", "%"), ("ldl 3.2", "mmol/L"), ("ldl 120", "mg/dL")],
)
def test_a_number_that_only_one_unit_can_have_is_not_asked_about(line: str, unit: str):
    assert one(line).unit == unit


# -- for any text ----------------------------------------------------------------------------

LISTED = (
    "bp weight glucose temp slept 5k steps mood 81,4 128/82 7:30 7.30pm 20 8 400 -2h at um kg lb "
    "mg/dL % °F # #a yesterday gestern monday so 12 Nov 12.11. 11/12 2026-11-12T08:00 +01:00 Z "
    "before breakfast < > Low 1e9 , . : / - \u200f ½ ٨ in the"
)
WORDS = st.sampled_from(LISTED.split(" "))
ANY_LINE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(codec=None), max_size=60),
    st.lists(WORDS, max_size=12).map(" ".join),
    st.lists(WORDS, max_size=8).map("".join),
)


@settings(deadline=None, max_examples=400)
@given(ANY_LINE, st.sampled_from([ENGLISH, GERMAN, AMERICAN]))
def test_any_text_is_a_reading_a_trouble_or_blank(line: str, grammar: Grammar):
    parsed = grammar.parse(line, NOW)
    assert not (parsed.drafts and parsed.trouble)
    if parsed.trouble is not None:
        assert 0 <= parsed.trouble.start <= parsed.trouble.end <= len(line)
        assert parsed.trouble.code
    for draft in parsed.drafts:
        kind = BOOK[draft.type]
        assert draft.unit in kind.units
        assert draft.recorded_at <= from_datetime(NOW)[0] + 5 * 60_000


NUMBERS = st.integers(min_value=31, max_value=2499).map(lambda tenths: tenths / 10)


@settings(deadline=None)
@given(
    NUMBERS,
    st.sampled_from([",", "."]),
    st.sampled_from([ENGLISH, GERMAN]),
    st.sampled_from(["kg", ""]),
    st.sampled_from([("", ()), ("#a", ("a",)), ("#a #b", ("a", "b"))]),
    st.sampled_from(["", "long walk", "Müde, aber gut"]),
    st.integers(0, int(NOW.timestamp()) // 60).map(
        lambda minutes: dt.datetime.fromtimestamp(minutes * 60, dt.UTC)
    ),
)
def test_a_line_written_from_a_reading_gives_the_reading_back(
    value: float,
    mark: str,
    grammar: Grammar,
    unit: str,
    tags: tuple[str, tuple[str, ...]],
    note: str,
    moment: dt.datetime,
):
    typed = f"{value:.1f}".replace(".", mark)
    line = f"weight {typed} {unit} {moment:%Y-%m-%dT%H:%MZ} {tags[0]} {note}"
    draft = one(line, grammar)
    assert (draft.value, draft.unit, draft.tags, draft.note) == (value, "kg", tags[1], note)
    assert (draft.recorded_at, draft.offset) == from_datetime(moment)


@settings(deadline=None)
@given(ANY_LINE)
def test_an_answer_never_brings_the_same_question_back(line: str):
    asked = ENGLISH.parse(line, NOW).trouble
    if asked is None:
        return
    for choice in asked.choices:
        again = ENGLISH.parse(choice, NOW).trouble
        assert again is None or (again.code, again.choices) != (asked.code, asked.choices)


# -- a unit that may be another ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("weight 300", "weight 300 lb"),
        ("weight 300kg yesterday #x stairs", "weight 300 lb yesterday #x stairs"),
        ("weight 7:30 300", "weight 7:30 300 lb"),
        ("300 kg", "300 lb"),
        ("height 1.8 cm", "height 1.8 m"),
        ("bp 120/80 kPa 71", "bp 120/80 mmHg 71"),
    ],
)
def test_unlikely_unit_offers_the_line_with_the_likely_one(line: str, choice: str):
    parsed = read(line)
    assert (parsed.trouble.choices if parsed.trouble else parsed.choices) == (choice,)
    meant = read(choice)
    assert meant.drafts
    assert meant.choices == ()


@pytest.mark.parametrize("line", ["weight 81", "slept 0h10", "spo2 0.97"])
def test_no_other_unit_is_offered_where_none_fits_the_words(line: str):
    parsed = read(line)
    assert (parsed.trouble.choices if parsed.trouble else parsed.choices) == ()
