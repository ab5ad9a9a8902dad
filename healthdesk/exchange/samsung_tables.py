"""What Samsung Health's tables hold, and which of them tell the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Column:
    """A column with a reading. `spread` ones are of the time from start to end."""

    name: str
    slug: str
    unit: str
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`details` is the column that names a JSON file with the same in finer steps; `days`
    tables have a line for each day (and device) instead of times. Of tables that tell the
    same, the one of the smaller `rank` counts on a day. `counted` are amounts of no type here."""

    columns: tuple[Column, ...]
    details: str = ""
    days: bool = False
    rank: int = 0
    counted: tuple[str, ...] = ()


_PULSE = Table((Column("heart_rate", "heart-rate", "bpm"),), details="binning_data")
_SATURATION = Table((Column("spo2", "oxygen-saturation", "%"),), details="binning")

_COUNTED = Table(
    (
        Column("count", "steps", "steps", spread=True),
        Column("distance", "distance", "m", spread=True),
    ),
    rank=2,
)

# By the name in the first line, without `com.samsung.health.` or `com.samsung.shealth.`.
TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "tracker.heart_rate": _PULSE,
        "heart_rate": _PULSE,
        "tracker.oxygen_saturation": _SATURATION,
        "oxygen_saturation": _SATURATION,
        "respiratory_rate": Table(
            (Column("average", "respiratory-rate", "/min"),), details="binning_data"
        ),
        # Its values are in the details alone.
        "hrv": Table((), details="binning_data"),
        "weight": Table(
            (
                Column("weight", "weight", "kg"),
                Column("body_fat", "body-fat", "%"),
                Column("muscle_mass", "muscle-mass", "kg"),
                Column("fat_free_mass", "lean-mass", "kg"),
                Column("total_body_water", "body-water-mass", "kg"),
                Column("vfa_level", "visceral-fat", "rating"),
            ),
            counted=("skeletal_muscle", "skeletal_muscle_mass", "basal_metabolic_rate"),
        ),
        "height": Table((Column("height", "height", "cm"),)),
        "blood_glucose": Table((Column("glucose", "blood-glucose", "mmol/L"),)),
        "hba1c": Table((Column("hba1c", "hba1c", "%"),)),
        "body_temperature": Table((Column("temperature", "body-temperature", "°C"),)),
        "water_intake": Table((Column("amount", "water", "mL"),)),
        "caffeine_intake": Table((Column("amount", "caffeine", "mg"),)),
        "nutrition": Table(
            (
                Column("calorie", "calories", "kcal"),
                Column("protein", "protein", "g"),
                Column("carbohydrate", "carbohydrates", "g"),
                Column("total_fat", "fat", "g"),
            ),
            counted=(
                "saturated_fat",
                "polysaturated_fat",
                "monosaturated_fat",
                "trans_fat",
                "sugar",
                "dietary_fiber",
                "cholesterol",
                "sodium",
                "potassium",
                "calcium",
                "iron",
                "vitamin_a",
                "vitamin_c",
            ),
        ),
        # Put together from all devices, as the app shows it.
        "step_daily_trend": Table(
            (Column("count", "steps", "steps"), Column("distance", "distance", "m")), days=True
        ),
        "tracker.pedometer_day_summary": Table(
            (Column("step_count", "steps", "steps"), Column("distance", "distance", "m")),
            days=True,
            rank=1,
        ),
        "tracker.pedometer_step_count": _COUNTED,
        "step_count": _COUNTED,
        "tracker.floors_day_summary": Table(
            (Column("floor_count", "flights-climbed", "count"),), days=True
        ),
        "floors_climbed": Table(
            (Column("floor", "flights-climbed", "count", spread=True),), rank=1
        ),
        "calories_burned.details": Table(
            (
                Column("active_calorie", "active-energy", "kcal"),
                Column("rest_calorie", "basal-energy", "kcal"),
            ),
            days=True,
        ),
    }
)
PRESSURE, DEVICES, EXERCISE = "blood_pressure", "device_profile", "exercise"
SLEEP, STAGES = "sleep", "sleep_stage"

# Kinds of exercise by their number, in words that become tags.
EXERCISES: Mapping[str, str] = MappingProxyType(
    {
        "1001": "walking", "1002": "running", "2001": "baseball", "2002": "softball",
        "2003": "cricket", "3001": "golf", "3002": "billiards", "3003": "bowling",
        "4001": "hockey", "4002": "rugby", "4003": "basketball", "4004": "football",
        "4005": "handball", "4006": "american football", "5001": "volleyball",
        "5002": "beach volleyball", "6001": "squash", "6002": "tennis", "6003": "badminton",
        "6004": "table tennis", "6005": "racquetball", "7001": "tai chi", "7002": "boxing",
        "7003": "martial arts", "8001": "ballet", "8002": "dancing", "8003": "ballroom dancing",
        "9001": "pilates", "9002": "yoga", "10001": "stretching", "10002": "rope skipping",
        "10003": "hula hooping", "10004": "push-ups", "10005": "pull-ups", "10006": "sit-ups",
        "10007": "circuit training", "11001": "inline skating", "11005": "horse riding",
        "11007": "cycling", "11009": "roller skating", "12001": "aerobics", "13001": "hiking",
        "13002": "rock climbing", "13003": "backpacking", "13004": "mountain biking",
        "13005": "orienteering", "14001": "swimming", "14002": "aquarobics", "14003": "canoeing",
        "14004": "sailing", "14005": "scuba diving", "14006": "snorkeling", "14007": "kayaking",
        "14008": "kitesurfing", "14009": "rafting", "14010": "rowing machine",
        "14011": "windsurfing", "15001": "step machine", "15002": "weight machine",
        "15003": "exercise bike", "15004": "rowing machine", "15005": "treadmill",
        "15006": "elliptical trainer", "16001": "cross-country skiing", "16002": "skiing",
        "16003": "ice dancing", "16004": "ice skating", "16006": "ice hockey",
        "16007": "snowboarding", "16008": "alpine skiing", "16009": "snowshoeing",
    }
)  # fmt: skip

# Stage → code of ours: awake, light, deep, REM. Of other numbers it is not known what they mean.
STAGE_CODES: Mapping[str, int] = MappingProxyType({"40001": 5, "40002": 2, "40003": 3, "40004": 4})
IN_BED, ASLEEP = 0, 1
# The source of a day's line that stands for all devices together.
ALL_DEVICES = "-2"
# Samsung's own app; others that wrote into it are named as the source.
OWN_APPS = frozenset({"", "com.sec.android.app.shealth", "com.samsung.android.wear.shealth"})

# Key in the items of a JSON file of details, by the table it belongs to.
DETAILS: Mapping[str, Column] = MappingProxyType(
    {
        "tracker.heart_rate": Column("heart_rate", "heart-rate", "bpm"),
        "tracker.oxygen_saturation": Column("spo2", "oxygen-saturation", "%"),
        "respiratory_rate": Column("respiratory_rate", "respiratory-rate", "/min"),
        "hrv": Column("sdnn", "heart-rate-variability", "ms"),
    }
)
