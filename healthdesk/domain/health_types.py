"""The kinds of reading: units, limits, codes and how a day is summed up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from healthdesk.domain import units
from healthdesk.domain.times import DAY_MIN

Aggregate = Literal["mean", "sum", "last", "min"]
# How several readings of one day make the day's total, for types whose aggregate is "sum":
# "union" merges intervals of overlapping sources (steps of a watch and a phone), "add"
# simply adds portions (water), "once" adds what is told whole, but of what two sources tell
# of the same time (a workout) only that of the better. "none": the type has no total.
Combine = Literal["none", "union", "add", "once"]
Group = Literal[
    "body", "vitals", "metabolic", "activity", "sleep", "nutrition", "wellbeing",
    "performance", "habits", "own",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """Range in the canonical unit; None is open. Both ends belong to it, but not `high`
    where `high_out` is set ("below 120")."""

    low: float | None = None
    high: float | None = None
    high_out: bool = False

    def holds(self, value: float) -> bool:
        return not (self.is_below(value) or self.is_above(value))

    def is_below(self, value: float) -> bool:
        """Whether `value` is too low for the range."""
        return self.low is not None and value < self.low

    def is_above(self, value: float) -> bool:
        """Whether `value` is too high for the range."""
        if self.high is None:
            return False
        return value >= self.high if self.high_out else value > self.high


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reading that has two, such as systolic and diastolic."""

    slug: str
    hard: Range
    soft: Range
    typical: Range
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class HealthType:
    """One kind of reading.

    `unit` is the canonical unit: values are stored and compared in it. `units` are all
    that may be given, the first being the one offered by default. `hard` refuses, `soft`
    warns, `typical` is drawn as a band; `printed` is that range in the numbers of other units
    where guidelines print rounder ones there than a conversion gives. `codes` names the coded
    values of types such as sleep stages, in the order of their numbers from 0.
    """

    slug: str
    group: Group
    unit: str
    units: tuple[str, ...]
    decimals: int
    aggregate: Aggregate
    hard: Range
    soft: Range = Range()
    typical: Range = Range()
    combine: Combine = "none"
    loinc: str = ""
    parts: tuple[Part, ...] = ()
    codes: tuple[str, ...] = ()
    # Found in the same time as another type's intervals and shown with it.
    interval: bool = False
    # Worked out from other types; never typed in.
    derived: bool = False
    # Many readings an hour: kept in an hour rollup as well.
    dense: bool = False
    # Only whole numbers make sense (steps, 1-10 scales).
    whole: bool = False
    # Words for quick entry beside the slug and the shown name, lower case.
    aliases: tuple[str, ...] = ()
    # Shown name of a type the user made; the catalogue's names come from `texts`.
    name: str = ""
    id: int = 0
    printed: tuple[tuple[str, Range], ...] = ()

    @property
    def own(self) -> bool:
        return self.group == "own"

    @property
    def has_totals(self) -> bool:
        """Whether the readings of a day come to a total."""
        return self.combine != "none"

    @property
    def grows_all_day(self) -> bool:
        """Whether a day's figure is whole only when the day is over; a night is in the morning."""
        return self.aggregate == "sum" and self.group != "sleep"

    def typical_in(self, unit: str, part: int = 0) -> Range:
        """The typical range in numbers of one of its units, as it is printed there."""
        typical = self.parts[part].typical if self.parts else self.typical
        if unit == self.unit:
            return typical
        printed = None if self.parts else dict(self.printed).get(unit)
        return printed or _converted(typical, self.unit, unit, self.slug)

    def typical_of_given(self, unit: str, part: int = 0) -> Range:
        """The typical range, canonical, of readings that were given in `unit`: a reading is
        placed by the number its owner read, so that 10.0 mmol/L is as much inside as 180 mg/dL.
        """
        typical = self.parts[part].typical if self.parts else self.typical
        printed = None if self.parts else dict(self.printed).get(unit)
        return typical if printed is None else _converted(printed, unit, self.unit, self.slug)

    def decimals_in(self, unit: str) -> int:
        """Digits after the point with which a value in one of its units is shown: the ones
        chosen for a type of the user's own in its own unit, else the unit's usual ones."""
        if self.own and (unit == self.unit or not units.known(unit)):
            return self.decimals
        return units.decimals(unit, self.slug)


def _converted(limits: Range, unit: str, to: str, slug: str) -> Range:
    def at(value: float | None) -> float | None:
        return None if value is None else units.canonical(units.convert(value, unit, to, slug))

    return Range(at(limits.low), at(limits.high), limits.high_out)


class TypeBook:
    """All types in use: the catalogue and the user's own, by slug and by id."""

    __slots__ = ("_by_id", "_by_slug")

    def __init__(self, types: Iterable[HealthType]) -> None:
        self._by_slug = {t.slug: t for t in types}
        self._by_id = {t.id: t for t in self._by_slug.values() if t.id}

    def __iter__(self) -> Iterator[HealthType]:
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> HealthType:
        return self._by_slug[slug]

    def get(self, slug: str) -> HealthType | None:
        return self._by_slug.get(slug)

    def with_id(self, type_id: int) -> HealthType:
        return self._by_id[type_id]

    @property
    def ids(self) -> Collection[int]:
        return self._by_id.keys()


# The catalogue. Sources of the figures:
# - hard and soft ranges are the program's own choice: hard refuses what no person and no
#   device for the home can show, soft asks for a second look. Glucose sensors report 40-400
#   or 40-500 mg/dL, meters 10-600.
# - typical ranges are for adults, at rest, and only where a body of the field prints one:
#   blood pressure below 120/80 (ACC/AHA 2017; 90/60 the customary lower bound), heart rate
#   60-100 (American Heart Association), oxygen saturation 95-100 %, temperature 36.1-37.2 °C
#   and breaths 12-20 a minute (customary adult vital signs), BMI 18.5-25 (WHO), HbA1c below
#   5.7 % (American Diabetes Association), glucose 70-180 mg/dL (time in range, International
#   Consensus, Battelino 2019, which prints 3.9-10.0 mmol/L), ketones below 0.6 mmol/L,
#   cholesterol below 200, LDL below 100, HDL from 40, triglycerides below 150 mg/dL (NCEP ATP
#   III), sleep 7-9 h (National Sleep Foundation). They describe, they do not diagnose.
# - LOINC: HL7 FHIR vital signs, US Physical Activity and Personal Health Record guides; left
#   empty where no published guide gives a code for exactly this quantity.

_RATE = ("bpm", "/min")
_MASS = ("kg", "lb", "st", "g")
_PART_MASS = ("kg", "lb", "st")
_LENGTH = ("cm", "in", "mm", "m", "ft")
_ENERGY = ("kcal", "kJ")
_FOOD = ("g", "oz")
_SPAN = ("min", "h")
_CONCENTRATION = ("mg/dL", "mmol/L")


def _scale(slug: str, group: Group, *aliases: str) -> HealthType:
    """A feeling or a habit on a scale from 1 to 10."""
    return HealthType(
        slug, group, "points", ("points",), 0, "mean", Range(1, 10), whole=True, aliases=aliases
    )


def _lift(slug: str, *aliases: str) -> HealthType:
    """The weight lifted once and no more (one-repetition maximum)."""
    return HealthType(
        slug, "performance", "kg", ("kg", "lb"), 1, "last", Range(1, 700), Range(5, 400),
        aliases=aliases,
    )  # fmt: skip


def _nutrient(slug: str, hard: float, soft: float, *aliases: str, loinc: str) -> HealthType:
    """Grams of something eaten; portions of a day add up."""
    return HealthType(
        slug, "nutrition", "g", _FOOD, 0, "sum", Range(0, hard), Range(0, soft), combine="add",
        loinc=loinc, aliases=aliases,
    )  # fmt: skip


_SYSTOLIC = Part("systolic", Range(30, 300), Range(70, 220), Range(90, 120, True), "8480-6")
_DIASTOLIC = Part("diastolic", Range(10, 250), Range(40, 130), Range(60, 80, True), "8462-4")

_BODY = (
    HealthType(
        "weight", "body", "kg", _MASS, 1, "mean", Range(0.3, 650), Range(2, 250),
        loinc="29463-7", aliases=("wt", "gewicht", "körpergewicht", "koerpergewicht", "bodyweight"),
    ),
    HealthType(
        "height", "body", "cm", _LENGTH, 1, "last", Range(20, 280), Range(40, 220),
        loinc="8302-2", aliases=("größe", "groesse", "körpergröße", "koerpergroesse"),
    ),
    HealthType(
        "bmi", "body", "kg/m²", ("kg/m²",), 1, "mean", Range(3, 250), Range(10, 60),
        Range(18.5, 25, True), loinc="39156-5", derived=True,
    ),
    HealthType(
        "body-fat", "body", "%", ("%",), 1, "mean", Range(1, 80), Range(3, 60),
        loinc="41982-0", aliases=("bodyfat", "bf", "körperfett", "koerperfett", "kfa"),
    ),
    HealthType(
        "muscle-mass", "body", "kg", _PART_MASS, 1, "mean", Range(0.1, 250), Range(5, 120),
        aliases=("muscle", "musclemass", "muskelmasse"),
    ),
    HealthType(
        "waist", "body", "cm", _LENGTH, 1, "last", Range(10, 350), Range(30, 200),
        loinc="8280-0", aliases=("taille", "taillenumfang", "bauchumfang"),
    ),
    # What scales call bone mass is mineral: some 2 to 5 kg, reckoned from the other figures.
    HealthType(
        "bone-mass", "body", "kg", _PART_MASS, 2, "mean", Range(0.05, 30), Range(0.5, 8),
        aliases=("bone", "bones", "bonemass", "knochen", "knochenmasse"),
    ),
    # Scales tell water as a share, others as a mass. Neither follows from the other without a
    # weight of the same moment, so each is a type of its own and stays as it was measured.
    HealthType(
        "body-water", "body", "%", ("%",), 1, "mean", Range(10, 90), Range(30, 80),
        aliases=("bodywater", "körperwasser", "koerperwasser"),
    ),
    HealthType(
        "body-water-mass", "body", "kg", _PART_MASS, 1, "mean", Range(0.1, 400), Range(5, 120),
        aliases=("bodywatermass", "wassermasse"),
    ),
    # A rating of the maker's own: 1 to 12 is what most call healthy, scales go up to 30 or 59.
    HealthType(
        "visceral-fat", "body", "rating", ("rating",), 1, "mean", Range(0, 100), Range(1, 30),
        aliases=("visceral", "visceralfat", "viszeralfett", "viszeral"),
    ),
    HealthType(
        "lean-mass", "body", "kg", _PART_MASS, 1, "mean", Range(0.1, 400), Range(10, 150),
        aliases=("lean", "leanmass", "lbm", "ffm", "magermasse", "fettfrei"),
    ),
)  # fmt: skip

_VITALS = (
    HealthType(
        "blood-pressure", "vitals", "mmHg", ("mmHg", "kPa"), 0, "mean",
        _SYSTOLIC.hard, _SYSTOLIC.soft, _SYSTOLIC.typical,
        loinc="85354-9", parts=(_SYSTOLIC, _DIASTOLIC),
        aliases=("bp", "bloodpressure", "blutdruck", "pressure"),
    ),
    HealthType(
        "heart-rate", "vitals", "bpm", _RATE, 0, "mean", Range(20, 300), Range(35, 200),
        Range(60, 100), loinc="8867-4", dense=True,
        aliases=("hr", "heartrate", "pulse", "puls", "herzfrequenz"),
    ),
    HealthType(
        "resting-heart-rate", "vitals", "bpm", _RATE, 0, "mean", Range(20, 250), Range(35, 120),
        Range(60, 100), loinc="40443-4", aliases=("rhr", "ruhepuls"),
    ),
    # The standard deviation of normal beats (SDNN), which watches report.
    HealthType(
        "heart-rate-variability", "vitals", "ms", ("ms",), 0, "mean", Range(0.5, 1000),
        Range(5, 250), loinc="80404-7", dense=True, aliases=("hrv", "sdnn"),
    ),
    HealthType(
        "oxygen-saturation", "vitals", "%", ("%",), 0, "mean", Range(40, 100), Range(85, 100),
        Range(95, 100), loinc="2708-6", dense=True,
        aliases=("spo2", "o2", "sats", "oxygen", "sauerstoff", "sauerstoffsättigung"),
    ),
    HealthType(
        "body-temperature", "vitals", "°C", ("°C", "°F"), 1, "mean", Range(25, 45), Range(34, 41),
        Range(36.1, 37.2), loinc="8310-5", printed=(("°F", Range(97.0, 99.0)),),
        aliases=("temp", "temperature", "temperatur", "fever", "fieber"),
    ),
    # No "rr": in German that is the blood pressure (Riva-Rocci).
    HealthType(
        "respiratory-rate", "vitals", "/min", ("/min", "bpm"), 0, "mean", Range(2, 100),
        Range(8, 40), Range(12, 20), loinc="9279-1", dense=True,
        aliases=("resp", "respiration", "breathing", "breaths", "atemfrequenz", "atmung"),
    ),
    HealthType(
        "peak-flow", "vitals", "L/min", ("L/min",), 0, "mean", Range(10, 1000), Range(60, 850),
        loinc="33452-4", aliases=("pef", "pefr", "peakflow"),
    ),
    # Of the big arteries; scales and cuffs tell some 4 to 15.
    HealthType(
        "pulse-wave-velocity", "vitals", "m/s", ("m/s",), 1, "mean", Range(1, 40), Range(3, 20),
        aliases=("pwv", "pulsewave", "pulswelle", "pulswellengeschwindigkeit"),
    ),
)  # fmt: skip

_METABOLIC = (
    HealthType(
        "blood-glucose", "metabolic", "mg/dL", _CONCENTRATION, 0, "mean", Range(10, 1000),
        Range(40, 400), Range(70, 180), loinc="2339-0", dense=True,
        printed=(("mmol/L", Range(3.9, 10.0)),),
        aliases=("glucose", "bg", "sugar", "glukose", "blutzucker", "bz", "zucker", "bloodsugar"),
    ),
    HealthType(
        "hba1c", "metabolic", "%", ("%", "mmol/mol"), 1, "mean", Range(3, 20), Range(4, 14),
        Range(None, 5.7, True), loinc="4548-4", printed=(("mmol/mol", Range(None, 39, True)),),
        aliases=("a1c", "langzeitzucker"),
    ),
    HealthType(
        "ketones", "metabolic", "mmol/L", ("mmol/L",), 1, "mean", Range(0, 25), Range(0, 8),
        Range(None, 0.6, True), aliases=("ketone",),
    ),
    HealthType(
        "total-cholesterol", "metabolic", "mg/dL", _CONCENTRATION, 0, "mean", Range(20, 2000),
        Range(80, 400), Range(None, 200, True), loinc="2093-3",
        aliases=("cholesterol", "chol", "cholesterin", "gesamtcholesterin"),
    ),
    HealthType(
        "ldl-cholesterol", "metabolic", "mg/dL", _CONCENTRATION, 0, "mean", Range(5, 1500),
        Range(20, 300), Range(None, 100, True), loinc="2089-1", aliases=("ldl",),
    ),
    HealthType(
        "hdl-cholesterol", "metabolic", "mg/dL", _CONCENTRATION, 0, "mean", Range(4, 400),
        Range(15, 130), Range(40, None), loinc="2085-9", aliases=("hdl",),
    ),
    HealthType(
        "triglycerides", "metabolic", "mg/dL", _CONCENTRATION, 0, "mean", Range(10, 15000),
        Range(30, 1000), Range(None, 150, True), loinc="2571-8",
        aliases=("trigs", "triglyceride", "triglyzeride"),
    ),
    # A dose; what kind stands in a tag (rapid, long, basal). Pens give up to 80 units at once,
    # some take several hundred a day.
    HealthType(
        "insulin", "metabolic", "units", ("units",), 2, "sum", Range(0, 1000), Range(0, 150),
        combine="add", aliases=("bolus",),
    ),
)  # fmt: skip

_ACTIVITY = (
    HealthType(
        "steps", "activity", "steps", ("steps",), 0, "sum", Range(0, 200_000), Range(0, 60_000),
        combine="union", loinc="55423-8", whole=True, aliases=("step", "schritte", "schritt"),
    ),
    HealthType(
        "distance", "activity", "km", ("km", "mi", "m"), 2, "sum", Range(0, 1000), Range(0, 100),
        combine="union", aliases=("dist", "distanz", "strecke"),
    ),
    HealthType(
        "active-energy", "activity", "kcal", _ENERGY, 0, "sum", Range(0, 20_000), Range(0, 5000),
        combine="union", aliases=("burned", "verbrannt", "aktivkalorien"),
    ),
    HealthType(
        "basal-energy", "activity", "kcal", _ENERGY, 0, "sum", Range(0, 10_000), Range(0, 4000),
        combine="union", aliases=("basal", "grundumsatz"),
    ),
    HealthType(
        "exercise-minutes", "activity", "min", _SPAN, 0, "sum", Range(0, DAY_MIN), Range(0, 480),
        combine="union", aliases=("exercise", "exercised", "bewegung"),
    ),
    # Each is 1, from its beginning to its end; the kind stands in a tag (running). Its minutes,
    # energy and distance are told by the types of those names, and not once more here.
    HealthType(
        "workouts", "activity", "count", ("count",), 0, "sum", Range(0, 50), Range(0, 6),
        combine="once", whole=True, aliases=("workout", "training", "trainings"),
    ),
    HealthType(
        "vo2-max", "activity", "mL/kg/min", ("mL/kg/min",), 1, "mean", Range(5, 110),
        Range(12, 90), aliases=("vo2", "vo2max"),
    ),
    HealthType(
        "flights-climbed", "activity", "count", ("count",), 0, "sum", Range(0, 5000),
        Range(0, 300), combine="union", whole=True,
        aliases=("flights", "floors", "stairs", "stockwerke", "etagen", "treppen"),
    ),
)  # fmt: skip

_SLEEP = (
    HealthType(
        "sleep-stage", "sleep", "stage", ("stage",), 0, "last", Range(0, 5), interval=True,
        whole=True, codes=("in-bed", "asleep", "light", "deep", "rem", "awake"),
    ),
    HealthType(
        "sleep-duration", "sleep", "min", _SPAN, 0, "sum", Range(0, DAY_MIN), Range(120, 840),
        Range(420, 540), combine="union", loinc="93832-4",
        aliases=("sleep", "slept", "schlaf", "geschlafen", "schlafdauer"),
    ),
    HealthType(
        "time-in-bed", "sleep", "min", _SPAN, 0, "sum", Range(0, DAY_MIN), Range(120, 960),
        combine="union", aliases=("bed", "inbed", "bett", "bettzeit"),
    ),
    _scale("sleep-quality", "sleep", "sleepquality", "schlafqualität", "schlafqualitaet"),
)  # fmt: skip

_NUTRITION = (
    HealthType(
        "water", "nutrition", "mL", ("mL", "L", "fl oz", "cup", "imp fl oz"), 0, "sum",
        Range(0, 20_000), Range(0, 6000), combine="add", aliases=("drank", "wasser", "getrunken"),
    ),
    HealthType(
        "calories", "nutrition", "kcal", _ENERGY, 0, "sum", Range(0, 30_000), Range(0, 6000),
        combine="add", loinc="9052-2", aliases=("kalorien", "ate", "gegessen"),
    ),
    _nutrient("protein", 2000, 400, "eiweiß", "eiweiss", loinc="9079-5"),
    _nutrient("carbohydrates", 3000, 1000, "carbs", "kohlenhydrate", "kh", loinc="9059-7"),
    _nutrient("fat", 2000, 400, "fett", loinc="9066-2"),
    HealthType(
        "caffeine", "nutrition", "mg", ("mg", "g"), 0, "sum", Range(0, 10_000), Range(0, 800),
        combine="add", aliases=("koffein",),
    ),
    HealthType(
        "alcohol", "nutrition", "g", ("drinks", "g"), 1, "sum", Range(0, 1400), Range(0, 210),
        combine="add", aliases=("alkohol",),
    ),
)  # fmt: skip

_WELLBEING = (
    _scale("mood", "wellbeing", "stimmung", "laune"),
    _scale("stress", "wellbeing"),
    _scale("energy", "wellbeing", "energie"),
    _scale("motivation", "wellbeing"),
    _scale("pain", "wellbeing", "schmerz", "schmerzen"),
    _scale("muscle-soreness", "wellbeing", "soreness", "sore", "muskelkater"),
    _scale("perceived-exertion", "wellbeing", "rpe", "exertion", "anstrengung"),
    _scale("recovery", "wellbeing", "erholung"),
)

_PERFORMANCE = (
    _lift("squat", "squats", "kniebeuge", "kniebeugen"),
    _lift("deadlift", "deadlifts", "kreuzheben"),
    _lift("bench-press", "bench", "benchpress", "bankdrücken", "bankdruecken"),
    HealthType(
        "5k-time", "performance", "s", ("min", "s"), 0, "min", Range(600, 36_000),
        Range(780, 5400), aliases=("5k", "5km"),
    ),
    # From the toes: beyond them is positive.
    HealthType(
        "sit-and-reach", "performance", "cm", ("cm", "in"), 1, "last", Range(-80, 80),
        Range(-40, 50), aliases=("sitandreach", "rumpfbeuge"),
    ),
)  # fmt: skip

_HABITS = (
    _scale("eating-habits", "habits", "eating", "essgewohnheiten", "ernährung", "ernaehrung"),
    _scale("exercise-habits", "habits", "bewegungsgewohnheiten"),
    _scale("sleep-habits", "habits", "schlafgewohnheiten"),
    _scale("hydration-habits", "habits", "hydration", "trinkgewohnheiten"),
    _scale("mindfulness-habits", "habits", "mindfulness", "achtsamkeit"),
)

CATALOGUE: tuple[HealthType, ...] = (
    *_BODY,
    *_VITALS,
    *_METABOLIC,
    *_ACTIVITY,
    *_SLEEP,
    *_NUTRITION,
    *_WELLBEING,
    *_PERFORMANCE,
    *_HABITS,
)
