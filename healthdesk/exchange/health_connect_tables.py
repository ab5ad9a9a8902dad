"""The tables of Health Connect's database, as Android's published source has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Stage of sleep → code of ours. 3 is out of bed, 7 awake in bed; 0 is unknown.
STAGES: Mapping[int, int] = MappingProxyType({1: 5, 2: 1, 3: 5, 4: 2, 5: 3, 6: 4, 7: 5})
IN_BED, ASLEEP = 0, 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column with a reading: its type here, the unit it becomes, and how many of the
    database's units make one of those."""

    name: str
    slug: str
    unit: str
    per_unit: float = 1.0


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table whose rows are readings by themselves. `note` is a column of text."""

    name: str
    columns: tuple[Column, ...]
    note: str = ""


# Mass is kept in grams, energy in (small) calories, volume in litres, length in metres.
TABLES = (
    KnownTable("weight_record_table", (Column("weight", "weight", "kg", 1000),)),
    KnownTable("height_record_table", (Column("height", "height", "m"),)),
    KnownTable("body_fat_record_table", (Column("percentage", "body-fat", "%"),)),
    KnownTable("bone_mass_record_table", (Column("mass", "bone-mass", "kg", 1000),)),
    KnownTable("lean_body_mass_record_table", (Column("mass", "lean-mass", "kg", 1000),)),
    KnownTable("body_water_mass_record_table",
          (Column("body_water_mass", "body-water-mass", "kg", 1000),)),
    KnownTable("resting_heart_rate_record_table",
          (Column("beats_per_minute", "resting-heart-rate", "bpm"),)),
    KnownTable("oxygen_saturation_record_table", (Column("percentage", "oxygen-saturation", "%"),)),
    KnownTable("respiratory_rate_record_table", (Column("rate", "respiratory-rate", "/min"),)),
    KnownTable("blood_glucose_record_table", (Column("level", "blood-glucose", "mmol/L"),)),
    KnownTable("body_temperature_record_table", (Column("temperature", "body-temperature", "°C"),)),
    KnownTable("vo2_max_record_table",
          (Column("vo2_milliliters_per_minute_kilogram", "vo2-max", "mL/kg/min"),)),
    KnownTable("steps_record_table", (Column("count", "steps", "steps"),)),
    KnownTable("distance_record_table", (Column("distance", "distance", "m"),)),
    KnownTable("active_calories_burned_record_table",
          (Column("energy", "active-energy", "kcal", 1000),)),
    KnownTable("floors_climbed_record_table", (Column("floors", "flights-climbed", "count"),)),
    KnownTable("hydration_record_table", (Column("volume", "water", "L"),)),
    KnownTable(
        "nutrition_record_table",
        (Column("energy", "calories", "kcal", 1000), Column("protein", "protein", "g"),
         Column("total_carbohydrate", "carbohydrates", "g"), Column("total_fat", "fat", "g"),
         Column("caffeine", "caffeine", "mg", 0.001)),
        note="meal_name",
    ),
)  # fmt: skip
PRESSURES, PULSES, PULSE_SERIES = (
    "blood_pressure_record_table", "heart_rate_record_table", "heart_rate_record_series_table",
)  # fmt: skip
SLEEPS, STAGE_TABLE = "sleep_session_record_table", "sleep_stages_table"
EXERCISES = "exercise_session_record_table"
APPS, DEVICES = "application_info_table", "device_info_table"
READ = frozenset(
    {*(table.name for table in TABLES), PRESSURES, PULSES, PULSE_SERIES, SLEEPS, STAGE_TABLE,
     EXERCISES}
)  # fmt: skip

# Published tables of records that nothing here is a type for, or another measure than it seems:
# lower case, without underscores and `recordtable`. They are read where somebody says how.
NOT_KEPT = frozenset(
    {
        "activityintensity", "alcoholconsumption", "basalbodytemperature", "basalmetabolicrate",
        "cervicalmucus", "cyclephases", "cyclingpedalingcadence", "elevationgained",
        "heartratevariabilityrmssd",
        "intermenstrualbleeding", "menstrualcyclephase", "menstruationflow", "menstruationperiod",
        "mindfulnesssession", "nicotineintake", "ovulationtest", "plannedexercisesession", "power",
        "sexualactivity", "skintemperature", "speed", "stepscadence", "symptom",
        "totalcaloriesburned", "wheelchairpushes",
    }
)  # fmt: skip
# Columns every table of records has, that say nothing of what was measured.
PLUMBING = frozenset(
    {
        "row_id", "uuid", "last_modified_time", "client_record_id", "client_record_version",
        "dedupe_hash", "device_info_id", "app_info_id", "recording_method", "zone_offset",
        "start_zone_offset", "end_zone_offset", "local_date", "local_date_time",
        "local_date_time_start_time", "local_date_time_end_time", "parent_key",
    }
)  # fmt: skip
# Kinds of exercise in the order of their numbers from 1, in words that become tags.
_SPORTS_LISTED = (
    "badminton, baseball, basketball, cycling, stationary cycling, boot camp, boxing,"
    " calisthenics, cricket, dancing, exercise class, fencing, american football,"
    " australian football, frisbee, golf, guided breathing, gymnastics, handball,"
    " high intensity interval training, hiking, ice hockey, ice skating, martial arts, paddling,"
    " paragliding, pilates, racquetball, rock climbing, roller hockey, rowing, rugby, running,"
    " treadmill running, sailing, scuba diving, skating, skiing, snowboarding, snowshoeing,"
    " soccer, softball, squash, stair climbing, strength training, stretching, surfing,"
    " open water swimming, pool swimming, table tennis, tennis, volleyball, walking, water polo,"
    " weightlifting, wheelchair, yoga, other, stair climbing machine, elliptical, rowing machine"
)
SPORTS: Mapping[object, str] = MappingProxyType(
    dict(enumerate(_SPORTS_LISTED.split(", "), start=1))
)
