"""The types of the first catalogue. Later ones come with `db seed`, which each start runs
when the catalogue has grown; this list stays as it is."""

from __future__ import annotations

import time

from alembic import op

revision = "0006"
down_revision = "0005"

COLUMNS = (
    "slug",
    "display_name",
    "type_group",
    "unit",
    "units",
    "loinc",
    "aggregate",
    "combine",
    "decimals",
    "whole",
    "hard_low",
    "hard_high",
    "typical_range_low",
    "typical_range_high",
    "own",
)
# fmt: off
TYPES = (
    (
        "weight", "Weight", "body", "kg", '["kg", "lb", "st", "g"]', "29463-7", "mean", "none", 1,
        0, 0.3, 650, None, None, 0,
    ),
    (
        "height", "Height", "body", "cm", '["cm", "in", "mm", "m", "ft"]', "8302-2", "last",
        "none", 1, 0, 20, 280, None, None, 0,
    ),
    (
        "bmi", "Body mass index", "body", "kg/m²", '["kg/m²"]', "39156-5", "mean", "none", 1, 0,
        3, 250, 18.5, 25, 0,
    ),
    (
        "body-fat", "Body fat", "body", "%", '["%"]', "41982-0", "mean", "none", 1, 0, 1, 80,
        None, None, 0,
    ),
    (
        "muscle-mass", "Muscle mass", "body", "kg", '["kg", "lb", "st"]', "", "mean", "none", 1,
        0, 0.1, 250, None, None, 0,
    ),
    (
        "waist", "Waist", "body", "cm", '["cm", "in", "mm", "m", "ft"]', "8280-0", "last", "none",
        1, 0, 10, 350, None, None, 0,
    ),
    (
        "blood-pressure", "Blood pressure", "vitals", "mmHg", '["mmHg", "kPa"]', "85354-9",
        "mean", "none", 0, 0, 30, 300, 90, 120, 0,
    ),
    (
        "heart-rate", "Heart rate", "vitals", "bpm", '["bpm", "/min"]', "8867-4", "mean", "none",
        0, 0, 20, 300, 60, 100, 0,
    ),
    (
        "resting-heart-rate", "Resting heart rate", "vitals", "bpm", '["bpm", "/min"]', "40443-4",
        "mean", "none", 0, 0, 20, 250, 60, 100, 0,
    ),
    (
        "heart-rate-variability", "Heart rate variability", "vitals", "ms", '["ms"]', "80404-7",
        "mean", "none", 0, 0, 0.5, 1000, None, None, 0,
    ),
    (
        "oxygen-saturation", "Oxygen saturation", "vitals", "%", '["%"]', "2708-6", "mean",
        "none", 0, 0, 40, 100, 95, 100, 0,
    ),
    (
        "body-temperature", "Body temperature", "vitals", "°C", '["°C", "°F"]', "8310-5", "mean",
        "none", 1, 0, 25, 45, 36.1, 37.2, 0,
    ),
    (
        "respiratory-rate", "Respiratory rate", "vitals", "/min", '["/min", "bpm"]', "9279-1",
        "mean", "none", 0, 0, 2, 100, 12, 20, 0,
    ),
    (
        "peak-flow", "Peak flow", "vitals", "L/min", '["L/min"]', "33452-4", "mean", "none", 0, 0,
        10, 1000, None, None, 0,
    ),
    (
        "blood-glucose", "Blood glucose", "metabolic", "mg/dL", '["mg/dL", "mmol/L"]', "2339-0",
        "mean", "none", 0, 0, 10, 1000, 70, 180, 0,
    ),
    (
        "hba1c", "HbA1c", "metabolic", "%", '["%", "mmol/mol"]', "4548-4", "mean", "none", 1, 0,
        3, 20, None, 5.7, 0,
    ),
    (
        "ketones", "Ketones", "metabolic", "mmol/L", '["mmol/L"]', "", "mean", "none", 1, 0, 0,
        25, None, 0.6, 0,
    ),
    (
        "total-cholesterol", "Total cholesterol", "metabolic", "mg/dL", '["mg/dL", "mmol/L"]',
        "2093-3", "mean", "none", 0, 0, 20, 2000, None, 200, 0,
    ),
    (
        "ldl-cholesterol", "LDL cholesterol", "metabolic", "mg/dL", '["mg/dL", "mmol/L"]',
        "2089-1", "mean", "none", 0, 0, 5, 1500, None, 100, 0,
    ),
    (
        "hdl-cholesterol", "HDL cholesterol", "metabolic", "mg/dL", '["mg/dL", "mmol/L"]',
        "2085-9", "mean", "none", 0, 0, 4, 400, 40, None, 0,
    ),
    (
        "triglycerides", "Triglycerides", "metabolic", "mg/dL", '["mg/dL", "mmol/L"]', "2571-8",
        "mean", "none", 0, 0, 10, 15000, None, 150, 0,
    ),
    (
        "steps", "Steps", "activity", "steps", '["steps"]', "55423-8", "sum", "union", 0, 1, 0,
        200000, None, None, 0,
    ),
    (
        "distance", "Distance", "activity", "km", '["km", "mi", "m"]', "", "sum", "union", 2, 0,
        0, 1000, None, None, 0,
    ),
    (
        "active-energy", "Active energy", "activity", "kcal", '["kcal", "kJ"]', "", "sum",
        "union", 0, 0, 0, 20000, None, None, 0,
    ),
    (
        "basal-energy", "Basal energy", "activity", "kcal", '["kcal", "kJ"]', "", "sum", "union",
        0, 0, 0, 10000, None, None, 0,
    ),
    (
        "exercise-minutes", "Exercise minutes", "activity", "min", '["min", "h"]', "", "sum",
        "union", 0, 0, 0, 1440, None, None, 0,
    ),
    (
        "workouts", "Workouts", "activity", "count", '["count"]', "", "sum", "add", 0, 1, 0, 50,
        None, None, 0,
    ),
    (
        "vo2-max", "VO₂ max", "activity", "mL/kg/min", '["mL/kg/min"]', "", "mean", "none", 1, 0,
        5, 110, None, None, 0,
    ),
    (
        "flights-climbed", "Flights climbed", "activity", "count", '["count"]', "", "sum",
        "union", 0, 1, 0, 5000, None, None, 0,
    ),
    (
        "sleep-stage", "Sleep stage", "sleep", "stage", '["stage"]', "", "last", "none", 0, 1, 0,
        5, None, None, 0,
    ),
    (
        "sleep-duration", "Sleep duration", "sleep", "min", '["min", "h"]', "93832-4", "sum",
        "union", 0, 0, 0, 1440, 420, 540, 0,
    ),
    (
        "time-in-bed", "Time in bed", "sleep", "min", '["min", "h"]', "", "sum", "union", 0, 0, 0,
        1440, None, None, 0,
    ),
    (
        "sleep-quality", "Sleep quality", "sleep", "points", '["points"]', "", "mean", "none", 0,
        1, 1, 10, None, None, 0,
    ),
    (
        "water", "Water", "nutrition", "mL", '["mL", "L", "fl oz", "cup"]', "", "sum", "add", 0,
        0, 0, 20000, None, None, 0,
    ),
    (
        "calories", "Calories", "nutrition", "kcal", '["kcal", "kJ"]', "9052-2", "sum", "add", 0,
        0, 0, 30000, None, None, 0,
    ),
    (
        "protein", "Protein", "nutrition", "g", '["g", "oz"]', "9079-5", "sum", "add", 0, 0, 0,
        2000, None, None, 0,
    ),
    (
        "carbohydrates", "Carbohydrates", "nutrition", "g", '["g", "oz"]', "9059-7", "sum", "add",
        0, 0, 0, 3000, None, None, 0,
    ),
    (
        "fat", "Fat", "nutrition", "g", '["g", "oz"]', "9066-2", "sum", "add", 0, 0, 0, 2000,
        None, None, 0,
    ),
    (
        "caffeine", "Caffeine", "nutrition", "mg", '["mg", "g"]', "", "sum", "add", 0, 0, 0,
        10000, None, None, 0,
    ),
    (
        "alcohol", "Alcohol", "nutrition", "g", '["drinks", "g"]', "", "sum", "add", 1, 0, 0,
        1400, None, None, 0,
    ),
    (
        "mood", "Mood", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1, 1, 10,
        None, None, 0,
    ),
    (
        "stress", "Stress", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1, 1, 10,
        None, None, 0,
    ),
    (
        "energy", "Energy", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1, 1, 10,
        None, None, 0,
    ),
    (
        "motivation", "Motivation", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1,
        1, 10, None, None, 0,
    ),
    (
        "pain", "Pain", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1, 1, 10,
        None, None, 0,
    ),
    (
        "muscle-soreness", "Muscle soreness", "wellbeing", "points", '["points"]', "", "mean",
        "none", 0, 1, 1, 10, None, None, 0,
    ),
    (
        "perceived-exertion", "Perceived exertion", "wellbeing", "points", '["points"]', "",
        "mean", "none", 0, 1, 1, 10, None, None, 0,
    ),
    (
        "recovery", "Recovery", "wellbeing", "points", '["points"]', "", "mean", "none", 0, 1, 1,
        10, None, None, 0,
    ),
    (
        "squat", "Squat (1RM)", "performance", "kg", '["kg", "lb"]', "", "last", "none", 1, 0, 1,
        700, None, None, 0,
    ),
    (
        "deadlift", "Deadlift (1RM)", "performance", "kg", '["kg", "lb"]', "", "last", "none", 1,
        0, 1, 700, None, None, 0,
    ),
    (
        "bench-press", "Bench press (1RM)", "performance", "kg", '["kg", "lb"]', "", "last",
        "none", 1, 0, 1, 700, None, None, 0,
    ),
    (
        "5k-time", "5 km time", "performance", "s", '["min", "s"]', "", "min", "none", 0, 0, 600,
        36000, None, None, 0,
    ),
    (
        "sit-and-reach", "Sit and reach", "performance", "cm", '["cm", "in"]', "", "last", "none",
        1, 0, -80, 80, None, None, 0,
    ),
    (
        "eating-habits", "Eating habits", "habits", "points", '["points"]', "", "mean", "none", 0,
        1, 1, 10, None, None, 0,
    ),
    (
        "exercise-habits", "Exercise habits", "habits", "points", '["points"]', "", "mean",
        "none", 0, 1, 1, 10, None, None, 0,
    ),
    (
        "sleep-habits", "Sleep habits", "habits", "points", '["points"]', "", "mean", "none", 0,
        1, 1, 10, None, None, 0,
    ),
    (
        "hydration-habits", "Drinking habits", "habits", "points", '["points"]', "", "mean",
        "none", 0, 1, 1, 10, None, None, 0,
    ),
    (
        "mindfulness-habits", "Mindfulness habits", "habits", "points", '["points"]', "", "mean",
        "none", 0, 1, 1, 10, None, None, 0,
    ),
)
# fmt: on


def upgrade() -> None:
    now = time.time_ns() // 1_000_000
    names = (*COLUMNS, "created_at", "updated_at")
    connection = op.get_bind()
    for row in TYPES:
        connection.exec_driver_sql(
            f"INSERT INTO health_type ({', '.join(names)})"  # noqa: S608 - our own names
            f" VALUES ({', '.join('?' * len(names))}) ON CONFLICT(slug) DO NOTHING",
            (*row, now, now),
        )


def downgrade() -> None:
    # A type that readings hang on stays until they go.
    op.execute(
        """
        DELETE FROM health_type WHERE own = 0
            AND id NOT IN (SELECT type_id FROM health_record)
            AND id NOT IN (SELECT type_id FROM health_goal)
            AND id NOT IN (SELECT type_id FROM health_reminder WHERE type_id IS NOT NULL)
        """
    )
