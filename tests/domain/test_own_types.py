"""A type of the user's own is let in only where it can work."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import units
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.health_types import HealthType, Part, Range
from healthdesk.domain.own_types import check_type, fellow_units, slug_for

GOOD = HealthType(
    "grip-strength", "own", "kg", ("kg", "lb"), 1, "mean", Range(0, 200), name="Grip strength"
)


def test_sound_type_passes_as_it_is():
    assert check_type(GOOD) == GOOD


def test_summed_type_adds_its_portions_up():
    assert check_type(replace(GOOD, aggregate="sum")).combine == "add"
    assert check_type(replace(GOOD, combine="union")).combine == "none"


@pytest.mark.parametrize("unit", ["puffs", "Züge", "°dH", "kg"])
def test_single_unit_may_be_any_word(unit: str):
    assert check_type(replace(GOOD, unit=unit, units=(unit,))).unit == unit


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"slug": ""}, {("slug", "slug-form")}),
        ({"slug": "Grip"}, {("slug", "slug-form")}),
        ({"slug": "grip--strength"}, {("slug", "slug-form")}),
        ({"slug": "-grip"}, {("slug", "slug-form")}),
        ({"slug": "grip strength"}, {("slug", "slug-form")}),
        ({"slug": "12"}, {("slug", "slug-form")}),
        ({"slug": "x" * 61}, {("slug", "slug-form")}),
        ({"name": " "}, {("name", "type-name")}),
        ({"name": "a\u202eb"}, {("name", "type-name")}),
        ({"name": "x" * 81}, {("name", "type-name")}),
        ({"group": "body"}, {("group", "own-type-simple")}),
        ({"codes": ("low", "high")}, {("group", "own-type-simple")}),
        ({"parts": (Part("one", Range(), Range(), Range()),)}, {("group", "own-type-simple")}),
        ({"units": ("lb",)}, {("units", "own-units-list")}),
        ({"units": ("kg", "kg")}, {("units", "own-units-list")}),
        ({"unit": "", "units": ()}, {("units", "own-units-list")}),
        ({"unit": "2 puffs", "units": ("2 puffs",)}, {("unit", "own-unit-word")}),
        ({"unit": " x", "units": (" x",)}, {("unit", "own-unit-word")}),
        ({"unit": "x" * 21, "units": ("x" * 21,)}, {("unit", "own-unit-word")}),
        ({"units": ("kg", "puffs")}, {("units", "own-unit-unknown")}),
        ({"units": ("kg", "cm")}, {("units", "own-units-differ")}),
        ({"unit": "mg/dL", "units": ("mg/dL", "mmol/L")}, {("units", "own-units-differ")}),
        ({"decimals": -1}, {("decimals", "own-decimals")}),
        ({"decimals": 7}, {("decimals", "own-decimals")}),
        ({"whole": True}, {("decimals", "own-decimals")}),
        ({"aggregate": "median"}, {("aggregate", "own-aggregate")}),
        ({"hard": Range(5, 5)}, {("hard", "own-range-backwards")}),
        ({"hard": Range(math.nan, 5)}, {("hard", "own-range-number")}),
        ({"hard": Range(0, 1e13)}, {("hard", "own-range-number")}),
        ({"typical": Range(100, 201)}, {("typical", "own-range-outside")}),
        ({"soft": Range(-1, None)}, {("soft", "own-range-outside")}),
    ],
)
def test_what_cannot_work_is_named(fields: dict[str, object], wrong: set[tuple[str, str]]):
    with pytest.raises(InvalidData) as error:
        check_type(replace(GOOD, **fields))  # type: ignore[arg-type]
    assert {(e.field, e.code) for e in error.value.fields} == wrong


@given(st.lists(st.sampled_from(units.codes()), min_size=1, max_size=4, unique=True))
def test_units_that_pass_convert_among_each_other(chosen: list[str]):
    kind = replace(GOOD, unit=chosen[0], units=tuple(chosen), hard=Range())
    try:
        check_type(kind)
    except InvalidData:
        with pytest.raises(ValueError, match="no way"):  # noqa: PT012 - any of the pairs
            for one in chosen:
                for other in chosen:
                    units.convert(1.0, one, other)
        return
    for one in chosen:
        for other in chosen:
            assert math.isfinite(units.convert(1.0, one, other))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Grip strength", "grip-strength"),
        ("Kalte Dusche (früh)", "kalte-dusche-fruh"),
        ("Straße", "strasse"),
        ("Weight", "weight-2"),
        ("12", "own-type-12"),
        ("握力", "own-type"),
    ],
)
def test_short_name_comes_from_the_shown_one(name: str, slug: str):
    assert slug_for(name, {"weight"}) == slug


@given(st.text(max_size=120), st.sets(st.sampled_from(["a", "own-type", "own-type-2"])))
def test_any_name_gets_a_short_one_that_is_free(name: str, taken: set[str]):
    slug = slug_for(name, taken)
    assert slug not in taken
    check_type(replace(GOOD, slug=slug))


def test_fellow_units_are_those_that_convert():
    assert set(fellow_units("h")) == {"ms", "s", "min"}
    assert fellow_units("puffs") == ()
    for unit in units.codes():
        check_type(replace(GOOD, unit=unit, units=(unit, *fellow_units(unit))))
