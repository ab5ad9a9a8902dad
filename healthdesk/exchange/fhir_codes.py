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
# LOINC under its object identifier, and as it is misspelled; without a system the shape of its
# codes tells it from others.
LOINC_TOO: Final = frozenset(
    {
        LOINC, "http://loinc.org/", "https://loinc.org", "https://loinc.org/", "loinc.org", "LOINC",
        "urn:oid:2.16.840.1.113883.6.1", "",
    }
)  # fmt: skip
SNOMED: Final = frozenset({"http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"})
# IEEE 11073, what personal health devices speak.
MDC: Final = "urn:iso:std:iso:11073:10101"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
URIS: Final = "urn:ietf:rfc:3986"
# Our own: a type's slug, a coded sleep stage, a tag, and when a reading was put into the bin.
TYPE: Final = "urn:x-healthdesk:type"
STAGE: Final = "urn:x-healthdesk:sleep-stage"
TAG: Final = "urn:x-healthdesk:tag"
DELETED_AT: Final = "urn:x-healthdesk:deleted-at"

SYSTOLIC, DIASTOLIC = "8480-6", "8462-4"
# Code of half a blood pressure → 0 for systolic, 1 for diastolic, and how the person was.
HALVES: Final[Mapping[str, tuple[int, str]]] = MappingProxyType(
    {
        SYSTOLIC: (0, ""), "76534-7": (0, ""), "8459-0": (0, "sitting"),
        "8460-8": (0, "standing"), "8461-6": (0, "lying"),
        DIASTOLIC: (1, ""), "76535-4": (1, ""), "8453-3": (1, "sitting"),
        "8454-1": (1, "standing"), "8455-8": (1, "lying"),
    }
)  # fmt: skip

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
        "blood-pressure": ("55284-4",),
        "weight": ("3141-9", "3142-7", "8350-1", "8351-9"),
        "lean-mass": ("91557-9",),
        "muscle-mass": ("73964-9",),
        "vo2-max": ("94122-9",),
        "height": ("3137-7", "8306-3", "8308-9"),
        "body-temperature": ("8328-7", "8329-5", "8331-1", "8332-9", "8333-7", "75539-7"),
        "heart-rate": ("8889-8", "8893-0", "68999-2", "69000-8", "69001-6", "76282-3"),
        "oxygen-saturation": ("2710-2", "20564-1"),
        "peak-flow": ("19935-6",),
        "blood-glucose": (
            "2345-7", "2340-8", "2341-6", "14749-6", "41653-7", "14743-9", "32016-8", "1558-6",
            "14771-0", "74774-1", "76629-5", "99504-3", "105272-9", "39480-9", "41652-9", "41651-1",
            "51596-5", "72516-8", "1556-0", "1557-8", "41604-0", "14770-2", "14760-3", "53049-3",
            "2344-0", "14745-4",
        ),
        "hba1c": ("17856-6", "4549-2"),
        "triglycerides": ("3043-7", "70218-3"),
        "ldl-cholesterol": ("13457-7", "18262-6", "39469-2"),
        "steps": ("41950-7",),
        "waist": ("56086-2",),
    }
)  # fmt: skip

# Glucose of "body fluid": what sensors in the skin were said to measure before they had codes of
# their own, and what laboratories say of other fluids.
BODY_FLUID: Final = frozenset({"2344-0", "14745-4"})

# The same quantities in SNOMED CT and in IEEE 11073 (10101, terms with their partition). Those
# of glucose are blood, plasma and tissue fluid; what a meter measures to check itself is not.
_BY_SYSTEM: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "SNOMED": MappingProxyType(
            {
                "75367002": "85354-9", "271649006": SYSTOLIC, "271650006": DIASTOLIC,
                "364075005": "8867-4", "78564009": "8867-4", "27113001": "29463-7",
                "50373000": "8302-2", "60621009": "39156-5", "386725007": "8310-5",
                "86290005": "9279-1", "431314004": "59408-5", "276361009": "8280-0",
                "103228002": "59408-5", "363808001": "29463-7", "276885007": "8310-5",
                "415945006": "8310-5", "415929009": "8310-5", "434912009": "2339-0",
                "33747003": "2339-0", "43396009": "4548-4",
            }
        ),
        "MDC": MappingProxyType(
            {
                "150020": "85354-9", "150021": SYSTOLIC, "150022": DIASTOLIC,
                "149546": "8867-4", "149530": "8867-4", "147842": "8867-4",
                "150456": "59408-5", "150364": "8310-5", "151562": "9279-1",
                "188736": "29463-7", "188740": "8302-2", "188748": "41982-0", "188752": "39156-5",
                **dict.fromkeys(
                    ("160184", "160188", "160192", "160196", "160200", "160204", "160212"), "2339-0"
                ),
            }
        ),
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


def loinc_of(system: str, code: str) -> str:
    """The LOINC code of what a coding names; empty for what is not known in other systems."""
    if system in LOINC_TOO:
        return code
    if system == MDC:
        return _BY_SYSTEM["MDC"].get(code, "")
    return _BY_SYSTEM["SNOMED"].get(code, "") if system in SNOMED else ""


def types_by_loinc() -> Mapping[str, str]:
    """Slug of the type each known code means; parts of a type are not in it."""
    found = {kind.loinc: kind.slug for kind in CATALOGUE if kind.loinc}
    found |= {code: slug for (slug, _unit), code in MOLAR.items()}
    found |= {code: slug for slug, code in BESIDE.items()}
    found |= {code: slug for slug, codes in _ALSO_READ.items() for code in codes}
    return MappingProxyType(found)
