"""Which type and which unit a typed number can mean; nothing is guessed that would change it."""

from __future__ import annotations

from typing import Final

from healthdesk.domain import units
from healthdesk.domain.entry_values import GLUCOSE, Value
from healthdesk.domain.health_types import HealthType

CHOICES_MAX: Final = 4
PRESSURE: Final = "blood-pressure"
PULSE: Final = "heart-rate"
TEMPERATURE: Final = "body-temperature"
# The type a unit alone means. Others (%, mg/dL, h) are shared: they ask.
TYPE_OF_UNIT: Final = {
    "kg": "weight", "lb": "weight", "st": "weight", "°C": TEMPERATURE, "°F": TEMPERATURE,
    "mmHg": PRESSURE, "kPa": PRESSURE, "bpm": PULSE, "steps": "steps",
}  # fmt: skip
# What a bare number may be, the likeliest first.
COMMON: Final = (
    "weight", PULSE, GLUCOSE, TEMPERATURE, "oxygen-saturation", "steps", "mood",
    "resting-heart-rate", "sleep-duration", "water", "height",
)  # fmt: skip
# Glucose without a unit: nobody lives under 10 mg/dL or over 55.5 mmol/L.
_GLUCOSE_MMOL_UNDER, _GLUCOSE_MG_OVER = 10.0, 55.5
# No body has 70 °C, and in °F this is the range of people; asked all the same.
_FAHRENHEIT_LIKE: Final = (70.0, 113.0)
_NIGHT_HOURS: Final = 24.0
# Nobody drinks so few millilitres; it may be litres or cups.
_LITRES_LIKE: Final = 20.0


def may_be(kind: HealthType, value: Value, unit: str) -> bool:
    """Whether a value in a unit could be a reading of a type of one part."""
    if kind.parts or kind.derived or kind.codes or kind.interval or value.value2 is not None:
        return False
    whole = kind.whole or kind.decimals_in(unit) == 0
    if whole and not value.value.is_integer():
        return False
    return kind.hard.holds(units.convert(value.value, unit, kind.unit, kind.slug))


def asked_units(kind: HealthType, value: Value, habit: str) -> tuple[str, ...]:
    """The units a value may be meant in where a guess could change its meaning; `habit` is
    the one this person means."""
    amount = value.value
    if kind.slug == GLUCOSE:
        between = _GLUCOSE_MMOL_UNDER <= amount <= _GLUCOSE_MG_OVER
        return ("mg/dL", "mmol/L") if between and not value.comparator else ()
    if kind.slug == TEMPERATURE and habit != "°F":
        low, high = _FAHRENHEIT_LIKE
        return ("°F", "°C") if low <= amount <= high else ()
    if kind.group == "metabolic" and not usual(kind, value, habit):
        fits = any(usual(kind, value, unit) for unit in kind.units)
        return kind.units if fits else ()
    if kind.slug == "water" and habit == "mL":
        return ("L", "cup", "fl oz", "mL") if 0 < amount <= _LITRES_LIKE else ()
    if kind.group == "sleep" and habit == "min" and "h" in kind.units:
        return ("h", "min") if 0 < amount <= _NIGHT_HOURS else ()
    return ()


def unit_among(typed: str, allowed: tuple[str, ...]) -> str | None:
    """The unit of a type that was typed; a type of the user's own may have its own words."""
    own = typed.casefold()
    return units.find(typed, among=allowed) or next(
        (unit for unit in allowed if unit.casefold() == own), None
    )


def possible(kind: HealthType, value: Value, unit: str) -> bool:
    """Whether every part of a value in a unit lies inside the hard range."""
    limits = tuple(part.hard for part in kind.parts) or (kind.hard,)
    amounts = (value.value, value.value2)
    return all(
        hard.holds(units.convert(amount, unit, kind.unit, kind.slug))
        for hard, amount in zip(limits, amounts, strict=False)
        if amount is not None
    )


def usual(kind: HealthType, value: Value, unit: str) -> bool:
    """Whether a value of one part lies inside the soft range."""
    return kind.soft.holds(units.convert(value.value, unit, kind.unit, kind.slug))


def glucose_unit(value: Value) -> str:
    """The unit of a glucose value outside the range that fits both.

    A limit of a device is told by its size too: no device shows "below 40 mmol/L" or
    "above 20 mg/dL".
    """
    if value.comparator == "<":
        return "mmol/L" if value.value < _GLUCOSE_MMOL_UNDER else "mg/dL"
    return "mmol/L" if value.value <= _GLUCOSE_MG_OVER else "mg/dL"


def likeliest(fitting: list[HealthType]) -> list[HealthType]:
    """The commonest types first, four at most."""
    ranks = {slug: rank for rank, slug in enumerate(COMMON)}
    return sorted(fitting, key=lambda kind: ranks.get(kind.slug, len(ranks)))[:CHOICES_MAX]
