from __future__ import annotations

import re
from collections import Counter

import pytest

from healthdesk.domain import units
from healthdesk.domain.health_types import CATALOGUE, HealthType, Part, Range, TypeBook

BOOK = TypeBook(CATALOGUE)
each_type = pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.slug)

PROMISED = {
    "body": "weight height bmi body-fat muscle-mass waist bone-mass body-water body-water-mass "
    "visceral-fat lean-mass",
    "vitals": "blood-pressure heart-rate resting-heart-rate heart-rate-variability "
    "oxygen-saturation body-temperature respiratory-rate peak-flow pulse-wave-velocity",
    "metabolic": "blood-glucose hba1c ketones total-cholesterol ldl-cholesterol hdl-cholesterol "
    "triglycerides insulin",
    "activity": "steps distance active-energy basal-energy exercise-minutes workouts vo2-max "
    "flights-climbed",
    "sleep": "sleep-stage sleep-duration time-in-bed sleep-quality",
    "nutrition": "water calories protein carbohydrates fat caffeine alcohol",
    "wellbeing": "mood stress energy motivation pain muscle-soreness perceived-exertion recovery",
    "performance": "squat deadlift bench-press 5k-time sit-and-reach",
}


def check_digit(loinc: str) -> int:
    """LOINC's own check digit: Luhn's formula over the number before the hyphen."""
    doubled = [
        int(digit) if place % 2 else sum(divmod(int(digit) * 2, 10))
        for place, digit in enumerate(reversed(loinc.partition("-")[0]))
    ]
    return -sum(doubled) % 10


def test_every_promised_type_is_there_in_its_group() -> None:
    assert len(CATALOGUE) >= 50
    for group, slugs in PROMISED.items():
        assert [t.slug for t in CATALOGUE if t.group == group] == slugs.split()
    assert any(t.group == "habits" for t in CATALOGUE)
    assert not any(t.own for t in CATALOGUE)


def test_no_slug_and_no_alias_means_two_types() -> None:
    words = Counter(word for t in CATALOGUE for word in (t.slug, *t.aliases))
    assert [word for word, times in words.items() if times > 1] == []


@each_type
def test_slug_and_aliases_can_be_typed_as_one_word(kind: HealthType) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.slug)
    for alias in kind.aliases:
        assert alias == alias.lower()
        assert alias.split() == [alias]
        # "hr" is an hour behind a number and the heart rate before one.
        assert alias == "hr" or units.find(alias) in (None, *kind.units)


@each_type
def test_every_unit_converts_to_the_canonical_one(kind: HealthType) -> None:
    assert kind.unit in kind.units
    assert len(set(kind.units)) == len(kind.units)
    assert kind.decimals == units.decimals(kind.unit, kind.slug)
    for unit in kind.units:
        there = units.convert(7.0, kind.unit, unit, kind.slug)
        assert units.convert(there, unit, kind.unit, kind.slug) == pytest.approx(7.0)


@each_type
def test_ranges_lie_in_one_another(kind: HealthType) -> None:
    limits: list[HealthType | Part] = [kind, *kind.parts]
    for owner in limits:
        assert owner.hard.low is not None
        assert owner.hard.high is not None
        assert owner.hard.low < owner.hard.high
        for inner in (owner.soft, owner.typical):
            for end in (inner.low, inner.high):
                assert end is None or owner.hard.holds(end)
        for end in (owner.typical.low, owner.typical.high):
            assert end is None or owner.soft.holds(end)


@each_type
def test_only_sums_are_combined_and_only_means_are_dense(kind: HealthType) -> None:
    assert (kind.combine != "none") == (kind.aggregate == "sum")
    assert not kind.dense or kind.aggregate == "mean"


@each_type
def test_loinc_codes_carry_their_check_digit(kind: HealthType) -> None:
    for code in (kind.loinc, *(part.loinc for part in kind.parts)):
        assert code == "" or check_digit(code) == int(code.split("-")[1])


def test_portions_add_up_and_overlapping_sources_are_merged() -> None:
    added = {t.slug for t in CATALOGUE if t.combine == "add"}
    merged = {t.slug for t in CATALOGUE if t.combine == "union"}
    assert added == {*PROMISED["nutrition"].split(), "insulin"}
    assert {t.slug for t in CATALOGUE if t.combine == "once"} == {"workouts"}
    assert merged == {
        "steps", "distance", "active-energy", "basal-energy", "exercise-minutes",
        "flights-climbed", "sleep-duration", "time-in-bed",
    }  # fmt: skip


def test_blood_pressure_is_one_type_of_two_parts() -> None:
    kind = BOOK["blood-pressure"]
    assert [part.slug for part in kind.parts] == ["systolic", "diastolic"]
    assert kind.hard == kind.parts[0].hard
    assert kind.typical == kind.parts[0].typical
    assert kind.typical.holds(119.9)
    assert not kind.typical.holds(120)
    assert [t.slug for t in CATALOGUE if t.parts] == ["blood-pressure"]


def test_sleep_stages_are_intervals_with_names_for_their_numbers() -> None:
    kind = BOOK["sleep-stage"]
    assert kind.interval
    assert kind.codes == ("in-bed", "asleep", "light", "deep", "rem", "awake")
    assert kind.hard == Range(0, len(kind.codes) - 1)


@pytest.mark.parametrize("group", ["wellbeing", "habits"])
def test_scales_run_from_one_to_ten_in_whole_points(group: str) -> None:
    for kind in CATALOGUE:
        if kind.group == group:
            assert (kind.hard, kind.unit, kind.whole) == (Range(1, 10), "points", True)


def test_a_range_holds_its_ends_unless_told_otherwise() -> None:
    assert Range(1, 2).holds(1)
    assert Range(1, 2).holds(2)
    assert not Range(1, 2, True).holds(2)
    assert Range(None, 2).holds(-1e9)
    assert Range(1, None).holds(1e9)
    assert Range().holds(0)
    assert Range(1, 2).is_below(0.9)
    assert Range(1, 2).is_above(2.1)
    assert not Range(1, 2).is_below(3)


def test_a_book_finds_types_by_slug_and_by_id() -> None:
    own = HealthType("grip", "own", "kg", ("kg",), 1, "mean", Range(), name="Grip", id=7)
    book = TypeBook([*CATALOGUE, own])
    assert book["grip"] is book.with_id(7) is own
    assert own.own
    assert "grip" in book
    assert "grip" not in BOOK
    assert book.get("nothing") is None
    assert len(book) == len(CATALOGUE) + 1
    assert [t.slug for t in book][-1] == "grip"
