"""Shown names of types, parts, coded values, groups, units and settings, by their code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from healthdesk.texts.catalogue import tr

if TYPE_CHECKING:
    from healthdesk.domain.health_types import HealthType
    from healthdesk.settings import Setting

GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "body": "Body",
        "vitals": "Vital signs",
        "metabolic": "Metabolism",
        "activity": "Activity",
        "sleep": "Sleep",
        "nutrition": "Nutrition",
        "wellbeing": "Wellbeing",
        "performance": "Performance",
        "habits": "Habits",
        "own": "Your own",
    }
)
TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "weight": "Weight",
        "height": "Height",
        "bmi": "Body mass index",
        "body-fat": "Body fat",
        "muscle-mass": "Muscle mass",
        "waist": "Waist",
        "bone-mass": "Bone mass",
        "body-water": "Body water",
        "body-water-mass": "Body water (mass)",
        "visceral-fat": "Visceral fat",
        "lean-mass": "Lean mass",
        "blood-pressure": "Blood pressure",
        "heart-rate": "Heart rate",
        "resting-heart-rate": "Resting heart rate",
        "heart-rate-variability": "Heart rate variability",
        "oxygen-saturation": "Oxygen saturation",
        "body-temperature": "Body temperature",
        "respiratory-rate": "Respiratory rate",
        "peak-flow": "Peak flow",
        "pulse-wave-velocity": "Pulse wave velocity",
        "blood-glucose": "Blood glucose",
        "hba1c": "HbA1c",
        "ketones": "Ketones",
        "total-cholesterol": "Total cholesterol",
        "ldl-cholesterol": "LDL cholesterol",
        "hdl-cholesterol": "HDL cholesterol",
        "triglycerides": "Triglycerides",
        "insulin": "Insulin",
        "steps": "Steps",
        "distance": "Distance",
        "active-energy": "Active energy",
        "basal-energy": "Basal energy",
        "exercise-minutes": "Exercise minutes",
        "workouts": "Workouts",
        "vo2-max": "VO₂ max",
        "flights-climbed": "Flights climbed",
        "sleep-stage": "Sleep stage",
        "sleep-duration": "Sleep duration",
        "time-in-bed": "Time in bed",
        "sleep-quality": "Sleep quality",
        "water": "Water",
        "calories": "Calories",
        "protein": "Protein",
        "carbohydrates": "Carbohydrates",
        "fat": "Fat",
        "caffeine": "Caffeine",
        "alcohol": "Alcohol",
        "mood": "Mood",
        "stress": "Stress",
        "energy": "Energy",
        "motivation": "Motivation",
        "pain": "Pain",
        "muscle-soreness": "Muscle soreness",
        "perceived-exertion": "Perceived exertion",
        "recovery": "Recovery",
        "squat": "Squat (1RM)",
        "deadlift": "Deadlift (1RM)",
        "bench-press": "Bench press (1RM)",
        "5k-time": "5 km time",
        "sit-and-reach": "Sit and reach",
        "eating-habits": "Eating habits",
        "exercise-habits": "Exercise habits",
        "sleep-habits": "Sleep habits",
        "hydration-habits": "Drinking habits",
        "mindfulness-habits": "Mindfulness habits",
    }
)
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "systolic": "Systolic",
        "diastolic": "Diastolic",
    }
)
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "in-bed": "In bed",
        "asleep": "Asleep",
        "light": "Light sleep",
        "deep": "Deep sleep",
        "rem": "REM sleep",
        "awake": "Awake",
    }
)
# Where the shown form of the table of units is not already what people read.
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "count": "",
        "cup": "cups",
        "drinks": "drinks",
        "points": "points",
        "rating": "",
        "stage": "",
        "steps": "steps",
        "units": "units",
    }
)
# Of one alone.
ONE_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"cup": "cup", "drinks": "drink", "points": "point", "steps": "step", "units": "unit"}
)
# Words of choices; what is missing, such as "kg", stands for itself.
CHOICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "As usual in your region",
        "24h": "24-hour recording",
        "acc-aha-2017": "ACC/AHA 2017",
        "adult": "Most adults",
        "aha-acc-2025": "AHA/ACC 2025",
        "comma": "Comma: 81,4",
        "dark": "Dark",
        "debug": "Everything",
        "dmy": "Day, month, year",
        "error": "Errors",
        "esc-2024": "ESC 2024 (partly confirmed)",
        "esh-2023": "ESH 2023 (not confirmed)",
        "home": "At home",
        "info": "What happened",
        "ish-2020": "ISH 2020",
        "light": "Light",
        "mdy": "Month, day, year",
        "monday": "Monday",
        "office": "At the practice",
        "older": "Older people, high risk",
        "own": "Own",
        "point": "Point: 81.4",
        "pregnancy": "Pregnancy, type 1",
        "saturday": "Saturday",
        "sunday": "Sunday",
        "system": "As on this computer",
        "warning": "Warnings and errors",
        "ymd": "Year, month, day",
    }
)
# Formats of files, mostly called by the name of what writes them.
FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "apple-health": "Apple Health",
        "beurer": "Beurer HealthManager",
        "blood-pressure-monitor": "Blood Pressure Monitor",
        "carelink": "Medtronic CareLink",
        "csv": "HealthDesk CSV",
        "dexcom-clarity": "Dexcom Clarity",
        "fhir": "FHIR",
        "fitbit": "Fitbit",
        "garmin-fit": "Garmin FIT",
        "garmin-json": "Garmin account export",
        "gnome-health": "GNOME Health",
        "google-fit": "Google Fit",
        "health-connect": "Health Connect",
        "json": "HealthDesk JSON",
        "libreview": "LibreView",
        "nightscout": "Nightscout",
        "omron": "Omron Connect",
        "openscale": "openScale",
        "report": "HealthDesk report",
        "samsung-health": "Samsung Health",
        "table": "Table",
        "tidepool": "Tidepool",
        "withings": "Withings",
    }
)
# Kinds of chart notes.
ANNOTATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "note": "Note",
        "medication": "Medication",
        "illness": "Illness",
        "event": "Event",
        "travel": "Travel",
        "device": "Device",
    }
)
# A language is named in itself, so that it is found by whoever speaks it.
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"de": "Deutsch", "en": "English"})


def type_name(kind: HealthType | str) -> str:
    """Shown name of a type or of its slug; a type of the user's own has the name they gave."""
    if isinstance(kind, str):
        return _from(TYPES, kind)
    return kind.name or _from(TYPES, kind.slug)


def source_name(source: str) -> str:
    """Where a reading is from, as short as a cell of a table wants it."""
    from healthdesk.domain.records import MANUAL

    return tr("Typed") if source == MANUAL else source


def part_name(slug: str) -> str:
    """Shown name of a part of a two-part type, or of the type that is its own one part."""
    return _from(PARTS, slug) if slug in PARTS else type_name(slug)


def code_name(kind: HealthType, value: float) -> str:
    """Shown name of a coded value; a number beyond the codes stands for itself."""
    index = int(value)
    if 0 <= index < len(kind.codes) and index == value:
        return _from(CODES, kind.codes[index])
    return f"{value:g}"


def group_name(group: str) -> str:
    """Shown name of a group of types."""
    return _from(GROUPS, group)


def unit_label(unit: str, number: str = "") -> str:
    """A unit as it stands behind a number; empty where the number needs none. `number` is the
    one it stands behind, without its sign: 1 point, 2 points."""
    return _from(ONE_OF if number == "1" and unit in ONE_OF else UNITS, unit)


def setting_label(setting: Setting) -> str:
    """Name of a setting beside its field."""
    return tr(setting.label)


def setting_text(setting: Setting) -> str:
    """The sentence that explains a setting."""
    return tr(setting.text)


def format_name(code: str) -> str:
    """Shown name of a file's format."""
    return _from(FORMATS, code)


def choice_label(choice: str) -> str:
    """One choice of a setting in words."""
    return LANGUAGES[choice] if choice in LANGUAGES else _from(CHOICES, choice)


def annotation_kind_name(kind: str) -> str:
    """Shown name of a kind of chart note."""
    return _from(ANNOTATIONS, kind)


def writer_words(writer: str) -> str:
    """Who changed something, to go on with after "was changed": "here" for the asking
    process, else the name of a program, empty for nobody known."""
    if not writer:
        return tr("elsewhere")
    if writer == "here":
        return tr("in this window")
    if writer == "window":
        return tr("in another window")
    return tr("by another program ({program})", program=writer)


def _from(names: Mapping[str, str], code: str) -> str:
    source = names.get(code, code)
    return tr(source) if source else ""
