"""Whether resources keep to FHIR R4B where its schemas do not look: value sets and codes.

Public validators take any status, any category and any unit; these are the lists of the
specification (hl7.org/fhir/R4B) and UCUM's codes of our own table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from healthdesk.domain import units
from healthdesk.exchange import fhir_codes as codes

STATUSES = frozenset(
    {
        "registered", "preliminary", "final", "amended", "corrected", "cancelled",
        "entered-in-error", "unknown",
    }
)  # fmt: skip
GENDERS = frozenset({"male", "female", "other", "unknown"})
COMPARATORS = frozenset({"<", "<=", ">=", ">"})
# What R4, R4B and R5 have in common, as far as we use it.
ELEMENTS: Mapping[str, frozenset[str]] = {
    "Patient": frozenset({"resourceType", "id", "identifier", "name", "gender", "birthDate"}),
    "Observation": frozenset(
        {
            "resourceType", "id", "meta", "extension", "identifier", "status", "category", "code",
            "subject", "effectiveDateTime", "effectivePeriod", "performer", "valueQuantity",
            "valueCodeableConcept", "note", "device", "component",
        }
    ),
}  # fmt: skip

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)"
)
_LOINC = re.compile(r"\d{1,7}-\d")


class FhirCheck:
    """Looks at resources one after the other; `problems` says what is wrong, by id.

    Only the first hundred are kept.
    """

    MOST = 100

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._patients: set[str] = set()

    def __call__(self, resource: Mapping[str, Any]) -> None:
        for problem in self._wrong(resource):
            if len(self.problems) < self.MOST:
                self.problems.append(f"{resource.get('id', '?')}: {problem}")

    def _wrong(self, resource: Mapping[str, Any]) -> Iterator[str]:
        kind = str(resource.get("resourceType"))
        if kind not in ELEMENTS:
            yield f"resourceType {kind}"
            return
        for element in resource.keys() - ELEMENTS[kind]:
            yield f"element {element}"
        if not _ID.fullmatch(str(resource.get("id"))):
            yield "id"
        if kind == "Patient":
            yield from self._patient(resource)
        else:
            yield from self._observation(resource)

    def _patient(self, resource: Mapping[str, Any]) -> Iterator[str]:
        self._patients.add(f"urn:uuid:{resource.get('id')}")
        if resource.get("gender", "unknown") not in GENDERS:
            yield "gender"
        if not _DATE.fullmatch(resource.get("birthDate", "2000-01-01")):
            yield "birthDate"

    def _observation(self, resource: Mapping[str, Any]) -> Iterator[str]:
        if resource.get("status") not in STATUSES:
            yield "status"
        for coding in resource["category"][0]["coding"]:
            if coding["system"] != codes.CATEGORY or coding["code"] not in codes.CATEGORIES:
                yield "category"
        if resource["subject"]["reference"] not in self._patients:
            yield "subject"
        period = resource.get("effectivePeriod", {})
        for time in (resource.get("effectiveDateTime"), *period.values()):
            if time is not None and not _DATE_TIME.fullmatch(time):
                yield "effective"
        yield from _coded(resource)
        parts = resource.get("component", [])
        for part in parts:
            yield from _coded(part)
        values = sum("valueQuantity" in one or "valueCodeableConcept" in one
                     for one in (resource, *parts))  # fmt: skip
        if values != (len(parts) or 1):
            yield "value"


def _coded(told: Mapping[str, Any]) -> Iterator[str]:
    for coding in told["code"]["coding"]:
        if coding["system"] == codes.LOINC and not is_loinc(coding["code"]):
            yield f"code {coding['code']}"
    quantity = told.get("valueQuantity", {})
    if quantity.get("comparator", "<") not in COMPARATORS:
        yield "comparator"
    ucum = {units.ucum(unit) for unit in units.codes()}
    if "code" in quantity and (quantity["system"] != codes.UCUM or quantity["code"] not in ucum):
        yield f"unit {quantity['code']}"


def is_loinc(code: str) -> bool:
    """Whether the check digit is right (mod 10, as LOINC's guide tells)."""
    if not _LOINC.fullmatch(code):
        return False
    digits, check = code.split("-")
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return (10 - total % 10) % 10 == int(check)
