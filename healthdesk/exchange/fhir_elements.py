"""Elements of FHIR as it is met: any value may be of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def text(told: Mapping[str, Any], key: str) -> str:
    """A text; "" where there is none."""
    value = told.get(key)
    return value if isinstance(value, str) else ""


def mapping(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """An element with others in it; an empty one where there is none."""
    value = told.get(key)
    return value if isinstance(value, dict) else {}


def mappings(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Those of a list that have others in them."""
    value = told.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
