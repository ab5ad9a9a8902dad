"""What the values of FHIR's elements say: written as texts, as codes, in units of any spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isnan, nan
from typing import Any

from healthdesk.domain.health_types import HealthType
from healthdesk.exchange import fhir_codes as codes
from healthdesk.exchange.batches import Refused
from healthdesk.exchange.fhir_elements import mappings, text
from healthdesk.exchange.local_times import parse_number

# A value written as a text: <40 mg/dL, 81,4 kg; and both parts of a pressure, 120/80 mmHg.
_WRITTEN = re.compile(r"\s*([<>]=?)?\s*([+-]?\d[\d.,]*)\s*([^\d\s].{0,30})?\s*\Z")
PAIR = re.compile(r"\s*(\d{2,3}(?:[.,]\d)?)\s*/\s*(\d{2,3}(?:[.,]\d)?)\s*(\D.{0,10})?\s*\Z")
# How a share is told that is not told in per cent.
PLAIN_SHARES = frozenset({"1", "{fraction}", "{ratio}"})
_ANNOTATION = re.compile(r"\{[^{}]*\}")


def quantity_of(written: str) -> Mapping[str, Any] | None:
    """A text as the quantity it is; None for words and for what is either of two numbers."""
    found = _WRITTEN.match(written)
    value = parse_number(found[2]) if found else nan
    if found is None or isnan(value):
        return None
    return {"value": value, "unit": (found[3] or "").strip(), "comparator": found[1]}


def coded(told: Any, kind: HealthType) -> float:
    for coding in mappings(told if isinstance(told, dict) else {}, "coding"):
        code = text(coding, "code")
        if text(coding, "system") == codes.STAGE and code in kind.codes:
            return float(kind.codes.index(code))
    raise Refused("sleep-stage-unknown")


def plain_unit(code: str) -> str:
    """A UCUM code without its annotations, which change nothing: `{Beats}/min`,
    `%{HemoglobinSaturation}`. What is counted of a day is a number; the inch of surveyors is
    two millionths longer."""
    plain = _ANNOTATION.sub("", code)
    return {"/d": "1", "[in_us]": "[in_i]"}.get(plain, plain) or code
