"""Code systems of FHIR and how they name what we keep.

Sources: HL7 FHIR R4B (vital signs, observation category, observation status), UCUM, and the
LOINC codes that HL7's own guides and examples use. What is written is the catalogue's code
(`domain.health_types`) or one of `MOLAR`; more are understood when read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from healthdesk.domain.health_types import CATALOGUE, HealthType

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
URIS: Final = "urn:ietf:rfc:3986"
# Our own: a type's slug, a coded sleep stage, a tag, and when a reading was put into the bin.
TYPE: Final = "urn:x-healthdesk:type"
STAGE: Final = "urn:x-healthdesk:sleep-stage"
TAG: Final = "urn:x-healthdesk:tag"
DELETED_AT: Final = "urn:x-healthdesk:deleted-at"

SYSTOLIC, DIASTOLIC = "8480-6", "8462-4"

# The codes of the same quantities given as an amount of substance; the catalogue's are of mass.
MOLAR: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("blood-glucose", "mmol/L"): "15074-8",
        ("hba1c", "mmol/mol"): "59261-8",
        ("total-cholesterol", "mmol/L"): "14647-2",
        ("ldl-cholesterol", "mmol/L"): "22748-8",
        ("hdl-cholesterol", "mmol/L"): "14646-4",
        ("triglycerides", "mmol/L"): "14927-8",
    }
)
# Sent beside the catalogue's code, as HL7's vital signs ask for.
BESIDE: Final[Mapping[str, str]] = MappingProxyType({"oxygen-saturation": "59408-5"})

# Other codes that mean one of our types when they are read: other methods, places of
# measuring and specimens, which we do not tell apart.
_ALSO_READ: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "weight": ("3141-9", "3142-7"),
        "height": ("3137-7",),
        "body-temperature": ("8331-1", "8332-9", "8333-7"),
        "heart-rate": ("8889-8",),
        "blood-glucose": (
            "2345-7", "2340-8", "14749-6", "41653-7", "14743-9", "32016-8", "1558-6", "14771-0",
            "99504-3", "105272-9",
        ),
        "hba1c": ("17856-6",),
        "ldl-cholesterol": ("13457-7", "18262-6", "39469-2"),
        "steps": ("41950-7",),
        "waist": ("56086-2",),
    }
)  # fmt: skip

_GROUP_CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vitals": "vital-signs",
        "metabolic": "laboratory",
        "activity": "activity",
        "sleep": "activity",
        "performance": "activity",
        "wellbeing": "survey",
        "nutrition": "social-history",
        "habits": "social-history",
        "body": "exam",
        "own": "survey",
    }
)
# Of the body these two, and its mass index, belong to FHIR's vital signs.
_VITAL: Final = frozenset({"weight", "height", "bmi"})
CATEGORIES: Final = frozenset(
    {
        "social-history", "vital-signs", "imaging", "laboratory", "procedure", "survey", "exam",
        "therapy", "activity",
    }
)  # fmt: skip


def category(kind: HealthType) -> str:
    return "vital-signs" if kind.slug in _VITAL else _GROUP_CATEGORIES[kind.group]


def loinc_codes(kind: HealthType, unit: str) -> tuple[str, ...]:
    """What a reading of a type in a unit is in LOINC; empty where there is no code for it."""
    molar = MOLAR.get((kind.slug, unit))
    if molar is not None:
        return (molar,)
    beside = BESIDE.get(kind.slug)
    return tuple(code for code in (kind.loinc, beside) if code)


def types_by_loinc() -> Mapping[str, str]:
    """Slug of the type each known code means; parts of a type are not in it."""
    found = {kind.loinc: kind.slug for kind in CATALOGUE if kind.loinc}
    found |= {code: slug for (slug, _unit), code in MOLAR.items()}
    found |= {code: slug for slug, code in BESIDE.items()}
    found |= {code: slug for slug, codes in _ALSO_READ.items() for code in codes}
    return MappingProxyType(found)
