"""What Apple Health's identifiers and units mean here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType

QUANTITY, CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
CORRELATION = "HKCorrelationTypeIdentifier"
SLEEP_ANALYSIS = CATEGORY + "SleepAnalysis"
SYSTOLIC, DIASTOLIC = QUANTITY + "BloodPressureSystolic", QUANTITY + "BloodPressureDiastolic"
BLOOD_PRESSURE = CORRELATION + "BloodPressure"

# Quantities by identifier without its prefix. Left out where Apple measures something else
# under a similar name: cycling and swimming are not the distance walked.
SLUGS: Mapping[str, str] = MappingProxyType(
    {
        QUANTITY + name: slug
        for name, slug in (
            ("BodyMass", "weight"),
            ("Height", "height"),
            ("BodyFatPercentage", "body-fat"),
            ("LeanBodyMass", "lean-mass"),
            ("WaistCircumference", "waist"),
            ("HeartRate", "heart-rate"),
            ("RestingHeartRate", "resting-heart-rate"),
            ("HeartRateVariabilitySDNN", "heart-rate-variability"),
            ("OxygenSaturation", "oxygen-saturation"),
            ("RespiratoryRate", "respiratory-rate"),
            ("BodyTemperature", "body-temperature"),
            ("PeakExpiratoryFlowRate", "peak-flow"),
            ("BloodGlucose", "blood-glucose"),
            ("InsulinDelivery", "insulin"),
            ("StepCount", "steps"),
            ("DistanceWalkingRunning", "distance"),
            ("ActiveEnergyBurned", "active-energy"),
            ("BasalEnergyBurned", "basal-energy"),
            ("AppleExerciseTime", "exercise-minutes"),
            ("FlightsClimbed", "flights-climbed"),
            ("VO2Max", "vo2-max"),
            ("DietaryWater", "water"),
            ("DietaryEnergyConsumed", "calories"),
            ("DietaryProtein", "protein"),
            ("DietaryCarbohydrates", "carbohydrates"),
            ("DietaryFatTotal", "fat"),
            ("DietaryCaffeine", "caffeine"),
            ("NumberOfAlcoholicBeverages", "alcohol"),
        )
    }
)
# Written as shares of 1 or as percent, both with the unit "%".
SHARES = frozenset({"oxygen-saturation", "body-fat"})

# Until iOS 16 there was only "Asleep"; "Unspecified" is its present name.
STAGES: Mapping[bytes, str] = MappingProxyType(
    {
        b"HKCategoryValueSleepAnalysis" + value: stage
        for value, stage in (
            (b"InBed", "in-bed"),
            (b"Asleep", "asleep"),
            (b"AsleepUnspecified", "asleep"),
            (b"AsleepCore", "light"),
            (b"AsleepDeep", "deep"),
            (b"AsleepREM", "rem"),
            (b"Awake", "awake"),
        )
    }
)


def kind_name(identifier: str) -> str:
    """The name under which readings of a kind that is not kept are counted."""
    for prefix in (QUANTITY, CATEGORY, CORRELATION, "HKDataType"):
        identifier = identifier.removeprefix(prefix)
    # Worked out here from weight and height.
    return "bmi" if identifier == "BodyMassIndex" else identifier[:80] or "?"


def unit_of(kind: HealthType, text: str) -> str | None:
    """The unit of the type that Apple's text means; None where it is no unit of it. Where it is
    not told, of a type that has but one."""
    if not text and len(kind.units) == 1:
        return kind.unit
    return units.find(text, kind.units)
