"""Units, their UCUM codes and the way from one to another.

Every quantity has one canonical unit; a conversion goes through it. Mass and molar
concentrations convert only for a named substance.
"""

from __future__ import annotations


def convert(value: float, unit: str, to: str, slug: str = "") -> float:
    """`value` in `unit` as a number of `to`.

    `slug` names the health type where the factor depends on the substance (glucose,
    cholesterol, triglycerides, HbA1c). Raises KeyError for an unknown unit and ValueError
    where the two measure different things.
    """
    raise NotImplementedError


def canonical(value: float) -> float:
    """Rounded to the 9 significant digits that identity and storage use."""
    raise NotImplementedError


def ucum(unit: str) -> str:
    """The UCUM code of a unit of the table. Raises KeyError for an unknown one."""
    raise NotImplementedError


def decimals(unit: str, slug: str = "") -> int:
    """Digits after the point with which a value of this unit is shown."""
    raise NotImplementedError


def find(text: str) -> str | None:
    """The unit meant by what a person types or a file says (`kg`, `LBS`, `mmol/l`, `°F`)."""
    raise NotImplementedError
