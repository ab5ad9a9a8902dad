"""What may be written down of a person."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Any

from healthdesk.domain.errors import FieldError, InvalidData

_FIELDS = frozenset({"name", "color", "birth_date", "sex", "height_cm", "time_zone"})


def check_person(fields: dict[str, Any]) -> dict[str, Any]:
    """Normal form of a person's fields. Raises `InvalidData` naming every wrong one."""
    result = {name: value or None for name, value in fields.items()}
    if "name" in fields:
        result["name"] = " ".join(str(fields["name"]).split())
    if result.get("color") is None:
        result.pop("color", None)  # a person always has one
    errors = [FieldError(name, "unknown-field") for name in sorted(fields.keys() - _FIELDS)]
    errors += [
        error
        for name, check in _PERSON_CHECKS.items()
        if result.get(name) is not None
        for error in check(result[name])
    ]
    if errors:
        raise InvalidData(*errors)
    return result


def _wrong_name(name: str) -> list[FieldError]:
    # Names of Persian and of Indian scripts are written with joiners, which show nothing.
    shown = name.translate({0x200C: None, 0x200D: None})
    if not shown or len(name) > 80 or not shown.isprintable():
        return [FieldError("name", "person-name")]
    # A number would be taken for an id.
    return [FieldError("name", "person-name-number")] if name.isdigit() else []


def _wrong_birth_date(text: str) -> list[FieldError]:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return [FieldError("birth_date", "date-form")]
    today = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    if not dt.date(1900, 1, 1) <= date <= today:
        return [FieldError("birth_date", "birth-date-range")]
    return []


def _wrong_sex(sex: str) -> list[FieldError]:
    return [] if sex in ("female", "male", "other") else [FieldError("sex", "person-sex")]


def _wrong_height(height: float) -> list[FieldError]:
    fits = math.isfinite(height) and 20 <= height <= 280
    return [] if fits else [FieldError("height_cm", "person-height")]


def _wrong_color(color: str) -> list[FieldError]:
    fits = re.fullmatch("#[0-9A-Fa-f]{6}", color)
    return [] if fits else [FieldError("color", "person-color")]


def _wrong_zone(name: str) -> list[FieldError]:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return [FieldError("time_zone", "unknown-zone", zone=name[:80])]
    return []


_PERSON_CHECKS: dict[str, Callable[[Any], list[FieldError]]] = {
    "name": _wrong_name,
    "birth_date": _wrong_birth_date,
    "sex": _wrong_sex,
    "height_cm": _wrong_height,
    "color": _wrong_color,
    "time_zone": _wrong_zone,
}
