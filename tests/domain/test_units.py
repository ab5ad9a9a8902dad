from __future__ import annotations

import math
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import units
from healthdesk.domain.health_types import CATALOGUE

# Annotations such as {steps} stand for 1 in UCUM; ucumvert reads no lone annotation.
NAMED = [code for code in units.codes() if not units.ucum(code).startswith("{")]
PAIRS = [
    (kind, given_unit) for kind in CATALOGUE for given_unit in kind.units if given_unit != kind.unit
]


@pytest.fixture(scope="module")
def ucum_registry() -> Any:
    with warnings.catch_warnings():
        # The parser library's own, on import.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ucumvert import PintUcumRegistry

        return PintUcumRegistry()


@pytest.mark.parametrize("code", NAMED)
def test_every_ucum_code_is_one(code: str, ucum_registry: Any) -> None:
    assert ucum_registry.from_ucum(units.ucum(code)) is not None


def _same_dimension() -> list[tuple[str, str]]:
    pairs = []
    for start in NAMED:
        for goal in NAMED:
            try:
                units.convert(1.0, start, goal)
            except ValueError:
                continue
            pairs.append((start, goal))
    return pairs


@pytest.mark.parametrize(("start", "goal"), _same_dimension())
def test_factors_are_those_of_ucum(start: str, goal: str, ucum_registry: Any) -> None:
    for value in (1.0, 36.6, 120.0):
        quantity = ucum_registry.Quantity(value, ucum_registry.from_ucum(units.ucum(start)).units)
        expected = quantity.to(ucum_registry.from_ucum(units.ucum(goal)).units).magnitude
        assert units.convert(value, start, goal) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "unit", "to", "slug", "expected"),
    [
        (180, "lb", "kg", "weight", 81.6466266),
        (12, "st", "lb", "weight", 168),
        (70, "in", "cm", "height", 177.8),
        (100.4, "°F", "°C", "body-temperature", 38),
        (37, "°C", "°F", "body-temperature", 98.6),
        (16, "kPa", "mmHg", "blood-pressure", 120.009852),
        (5.6, "mmol/L", "mg/dL", "blood-glucose", 100.887304),
        (5.0, "mmol/L", "mg/dL", "ldl-cholesterol", 193.35),
        (2.0, "mmol/L", "mg/dL", "triglycerides", 177.14),
        (6.5, "%", "mmol/mol", "hba1c", 47.545),
        (2, "drinks", "g", "alcohol", 28),
        (7.5, "h", "min", "sleep-duration", 450),
        (1000, "kJ", "kcal", "calories", 239.005736),
    ],
)
def test_known_conversions(value: float, unit: str, to: str, slug: str, expected: float) -> None:
    assert units.convert(value, unit, to, slug) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(("mg_dl", "mmol_l"), [(54, 3.0), (70, 3.9), (180, 10.0), (250, 13.9)])
def test_printed_glucose_bounds_agree_in_both_units(mg_dl: float, mmol_l: float) -> None:
    assert round(units.convert(mg_dl, "mg/dL", "mmol/L", "blood-glucose"), 1) == mmol_l


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(units.codes()))
def test_the_same_unit_leaves_every_bit(value: float, unit: str) -> None:
    result = units.convert(value, unit, unit)
    assert result == value
    assert math.copysign(1, result) == math.copysign(1, value)


@settings(deadline=None)
@given(pair=st.sampled_from(PAIRS), share=st.floats(0, 1))
def test_a_value_comes_back_from_the_canonical_unit_as_it_was_shown(
    pair: tuple[Any, str], share: float
) -> None:
    kind, unit = pair
    digits = units.decimals(unit, kind.slug)
    ends = [
        units.convert(end, kind.unit, unit, kind.slug) for end in (kind.hard.low, kind.hard.high)
    ]
    typed = round(ends[0] + share * (ends[1] - ends[0]), digits)
    stored = units.canonical(units.convert(typed, unit, kind.unit, kind.slug))
    assert round(units.convert(stored, kind.unit, unit, kind.slug), digits) == typed


@pytest.mark.parametrize(
    ("unit", "to", "slug"),
    [
        ("kg", "cm", "weight"),
        ("mg/dL", "mmol/L", ""),
        ("mg/dL", "mmol/L", "ketones"),
        ("%", "mmol/mol", "body-fat"),
        ("drinks", "g", "fat"),
        ("bpm", "min", "heart-rate"),
    ],
)
def test_what_measures_something_else_is_refused(unit: str, to: str, slug: str) -> None:
    with pytest.raises(ValueError, match="no way"):
        units.convert(1.0, unit, to, slug)


def test_an_unknown_unit_is_a_key_error() -> None:
    for call in (
        lambda: units.convert(1.0, "kg", "furlong"),
        lambda: units.convert(1.0, "furlong", "kg"),
        lambda: units.ucum("furlong"),
        lambda: units.decimals("furlong"),
    ):
        with pytest.raises(KeyError):
            call()


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**60), 2**60))
def test_canonical_keeps_nine_digits_and_is_stable(value: float) -> None:
    once = units.canonical(value)
    assert once == float(f"{value:.9g}")
    assert units.canonical(once) == once
    assert once != 0 or math.copysign(1, once) == 1


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kg", "kg"),
        ("LBS", "lb"),
        ("[lb_av]", "lb"),
        ("mmol/l", "mmol/L"),
        ("mmol<180.1558800000541>/L", "mmol/L"),
        ("mg / dL", "mg/dL"),
        ("°F", "°F"),
        ("℉", "°F"),
        ("degF", "°F"),
        ("[degF]", "°F"),
        ("Cel", "°C"),
        ("degC", "°C"),
        ("mm Hg", "mmHg"),
        ("mm[Hg]", "mmHg"),
        ("count/min", "bpm"),
        ("Cal", "kcal"),
        ("µg", "mcg"),
        ("ug", "mcg"),
        ("Min.", "min"),
        ("Stunden", "h"),
        ("Schritte", "steps"),
        ("kg/m2", "kg/m²"),
        ("mL/min·kg", "mL/kg/min"),
        ("fl_oz_us", "fl oz"),
        ("fl_oz_imp", "imp fl oz"),
        ("oz", "oz"),
        ("m", "m"),
        (" percent ", "%"),
        ("furlong", None),
        ("pfund", None),
        ("°", None),
        ("", None),
    ],
)
def test_find_knows_what_people_and_files_write(text: str, unit: str | None) -> None:
    assert units.find(text) == unit


@pytest.mark.parametrize(
    ("text", "among", "unit"),
    [
        ("count/min", ("/min", "bpm"), "/min"),
        ("count", ("steps",), "steps"),
        ("oz", ("mL", "fl oz"), "fl oz"),
        ("m", ("min", "h"), "min"),
        ("kg", ("min", "h"), None),
    ],
)
def test_a_shared_word_means_the_unit_of_the_type(
    text: str, among: tuple[str, ...], unit: str | None
) -> None:
    assert units.find(text, among) == unit


@pytest.mark.parametrize("code", units.codes())
def test_every_unit_is_found_by_its_shown_form_and_by_its_ucum_code(code: str) -> None:
    assert units.find(code) == code
    assert units.find(code.upper()) == code
    assert units.find(units.ucum(code), (code,)) == code


@given(st.text())
def test_find_takes_any_text(text: str) -> None:
    found = units.find(text)
    assert found is None or units.known(found)
