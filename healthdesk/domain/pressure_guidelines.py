"""Classes of blood pressure by guideline, as the tables the guidelines print.

Each guideline has a rule for readings at the practice, at home, and for the day, the night
and all 24 hours of a recording. A rule is `confirmed` where its numbers were read in the
guideline or in a summary of it by its publisher or a professional body; the others agree
with what is quoted elsewhere, are never the default, and say of themselves that they are not
confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.blood_pressure import (
    SETTINGS,
    DayNight,
    Lack,
    Mean,
    Reading,
    Setting,
    Summary,
    by_setting,
    day_night,
    summary,
)

Measured = Literal["office", "home", "24h", "day", "night"]
MEASURED: Final[tuple[Measured, ...]] = ("office", "home", "24h", "day", "night")
Isolated = Literal["systolic", "diastolic"]


# Classes in which nothing is raised.
USUAL: Final = frozenset({"normal", "optimal", "non-elevated", "below-hypertension"})


@dataclass(frozen=True, slots=True)
class Step:
    """A class and from where it begins, in mmHg: either part reaching its number is enough.
    None: the class does not depend on that part."""

    code: str
    systolic: float | None = None
    diastolic: float | None = None

    def reached(self, systolic: float, diastolic: float) -> bool:
        return (self.systolic is not None and systolic >= self.systolic) or (
            self.diastolic is not None and diastolic >= self.diastolic
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a class lies: from the first number on, below the second. `both`: both parts have
    to lie there, else one of the two is enough."""

    systolic: tuple[float | None, float | None]
    diastolic: tuple[float | None, float | None]
    both: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Classes of one guideline for one kind of measuring, lowest first: where the two parts
    fall into different classes, the higher one holds. `hypertension` is the class from which
    on one part alone makes it isolated, where the guideline knows that."""

    guideline: str
    name: str
    measured: Measured
    source: str
    table: str
    steps: tuple[Step, ...]
    confirmed: bool = True
    hypertension: str = ""

    def place(self, systolic: float, diastolic: float) -> int:
        """Number of the class these values fall into. They are compared as they are, not
        rounded."""
        found = 0
        for number, step in enumerate(self.steps):
            if step.reached(systolic, diastolic):
                found = number
        return found

    def is_raised(self, place: int) -> bool:
        """Whether a class is one of raised pressure."""
        return self.steps[place].code not in USUAL

    def classify(self, mean: Mean) -> str:
        """Code of the class of a mean."""
        return self.steps[self.place(mean.systolic, mean.diastolic)].code

    def isolated(self, mean: Mean) -> Isolated | None:
        """Whether one part alone reaches hypertension."""
        step = next((s for s in self.steps if s.code == self.hypertension), None)
        if step is None or step.systolic is None or step.diastolic is None:
            return None
        high, low = mean.systolic >= step.systolic, mean.diastolic >= step.diastolic
        if high == low:
            return None
        return "systolic" if high else "diastolic"

    def bounds(self, place: int) -> Bounds:
        """The numbers a class lies between, as the table prints them."""
        step, higher = self.steps[place], self.steps[place + 1 :]
        ends = (
            next((s.systolic for s in higher if s.systolic is not None), None),
            next((s.diastolic for s in higher if s.diastolic is not None), None),
        )
        both = place == 0 or step.systolic is None or step.diastolic is None
        return Bounds((step.systolic, ends[0]), (step.diastolic, ends[1]), both)


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline: its rules by what is measured."""

    code: str
    name: str
    rules: tuple[Rule, ...]

    def rule(self, measured: Measured) -> Rule:
        return next(rule for rule in self.rules if rule.measured == measured)


def _american(key: str, name: str, source: str, office: str, others: str) -> Guideline:
    """Office classes, and the values that correspond to them elsewhere."""
    normal = Step("normal")
    tables: dict[Measured, tuple[Step, ...]] = {
        "office": (Step("elevated", 120), Step("stage-1", 130, 80), Step("stage-2", 140, 90)),
        "home": (Step("elevated", 120), Step("stage-1", 130, 80), Step("stage-2", 135, 85)),
        "24h": (Step("elevated", 115), Step("stage-1", 125, 75), Step("stage-2", 130, 80)),
        "day": (Step("elevated", 120), Step("stage-1", 130, 80), Step("stage-2", 135, 85)),
        "night": (Step("elevated", 100), Step("stage-1", 110, 65), Step("stage-2", 120, 70)),
    }
    return Guideline(
        key,
        name,
        tuple(
            Rule(key, name, measured, source, office if measured == "office" else others,
                 (normal, *steps))
            for measured, steps in tables.items()
        ),
    )  # fmt: skip


# Whelton et al., 2017 guideline for high blood pressure in adults.
ACC_AHA_2017: Final = _american(
    "acc-aha-2017", "ACC/AHA 2017", "doi 10.1161/HYP.0000000000000065", "table 6", "table 11"
)
# Jones et al., 2025 guideline; its own pocket guide prints both tables.
AHA_ACC_2025: Final = _american(
    "aha-acc-2025",
    "AHA/ACC 2025",
    "doi 10.1161/HYP.0000000000000249",
    "table 4",
    "values that correspond to the practice",
)


def _esc(measured: Measured, elevated: Step, hypertension: Step) -> Rule:
    return Rule(
        "esc-2024", "ESC 2024", measured, "doi 10.1093/eurheartj/ehae178", "table 5",
        (Step("non-elevated"), elevated, hypertension), confirmed=measured == "office",
    )  # fmt: skip


# McEvoy et al., 2024 ESC guidelines for elevated blood pressure and hypertension.
ESC_2024: Final = Guideline(
    "esc-2024",
    "ESC 2024",
    (
        _esc("office", Step("elevated", 120, 70), Step("hypertension", 140, 90)),
        _esc("home", Step("elevated", 120, 70), Step("hypertension", 135, 85)),
        _esc("24h", Step("elevated", 115, 65), Step("hypertension", 130, 80)),
        _esc("day", Step("elevated", 120, 70), Step("hypertension", 135, 85)),
        _esc("night", Step("elevated", 110, 60), Step("hypertension", 120, 70)),
    ),
)


def _threshold(key: str, name: str, source: str, table: str, *, confirmed: bool) -> list[Rule]:
    """Elsewhere than at the practice these guidelines know one threshold alone."""
    limits: dict[Measured, tuple[float, float]] = {
        "home": (135, 85), "24h": (130, 80), "day": (135, 85), "night": (120, 70),
    }  # fmt: skip
    return [
        Rule(key, name, measured, source, table,
             (Step("below-hypertension"), Step("hypertension", *limit)), confirmed=confirmed)
        for measured, limit in limits.items()
    ]  # fmt: skip


_ESH_SOURCE: Final = "doi 10.1097/HJH.0000000000003480"
# Mancia et al., 2023 ESH guidelines for the management of arterial hypertension.
ESH_2023: Final = Guideline(
    "esh-2023",
    "ESH 2023",
    (
        Rule(
            "esh-2023", "ESH 2023", "office", _ESH_SOURCE, "classification of office pressure",
            (
                Step("optimal"),
                Step("normal", 120, 80),
                Step("high-normal", 130, 85),
                Step("grade-1", 140, 90),
                Step("grade-2", 160, 100),
                Step("grade-3", 180, 110),
            ),
            confirmed=False, hypertension="grade-1",
        ),
        *_threshold(
            "esh-2023", "ESH 2023", _ESH_SOURCE, "definitions of hypertension", confirmed=False
        ),
    ),
)  # fmt: skip
_ISH_SOURCE: Final = "doi 10.1161/HYPERTENSIONAHA.120.15026"
# Unger et al., 2020 ISH global hypertension practice guidelines.
ISH_2020: Final = Guideline(
    "ish-2020",
    "ISH 2020",
    (
        Rule(
            "ish-2020", "ISH 2020", "office", _ISH_SOURCE, "table 1",
            (
                Step("normal"),
                Step("high-normal", 130, 85),
                Step("grade-1", 140, 90),
                Step("grade-2", 160, 100),
            ),
            hypertension="grade-1",
        ),
        *_threshold("ish-2020", "ISH 2020", _ISH_SOURCE, "table 2", confirmed=True),
    ),
)  # fmt: skip

GUIDELINES: Final = (AHA_ACC_2025, ACC_AHA_2017, ESC_2024, ESH_2023, ISH_2020)
# All of its numbers are confirmed, and it is the newest of those.
DEFAULT: Final = AHA_ACC_2025


def guideline(key: str) -> Guideline:
    """Raises KeyError for an unknown one."""
    found = next((one for one in GUIDELINES if one.code == key), None)
    if found is None:
        raise KeyError(key)
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: by which guideline, and where readings without a tag were taken."""

    guideline: Guideline = DEFAULT
    setting: Setting = "home"

    def rule_for(self, reading: Reading) -> Rule:
        """The rule whose ranges a reading is placed in."""
        return self.guideline.rule(reading.setting(self.setting))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where readings of one setting stand in a rule: the class of their mean, or what it
    still needs."""

    rule: Rule
    setting: Setting
    summary: Summary
    lack: Lack | None

    @property
    def place(self) -> int | None:
        """Number of the class of the mean, None where it is withheld."""
        mean = self.summary.mean
        return None if self.lack else self.rule.place(mean.systolic, mean.diastolic)

    @property
    def code(self) -> str | None:
        return None if self.place is None else self.rule.steps[self.place].code

    @property
    def isolated(self) -> Isolated | None:
        return None if self.lack else self.rule.isolated(self.summary.mean)


def standing(readings: Sequence[Reading], setting: Setting, chosen: Guideline) -> Standing | None:
    """Of readings that were all taken in `setting`; None where there is none."""
    found = summary(readings)
    if found is None:
        return None
    lack = found.lack(setting)
    if lack is None and setting == "24h":
        apart = day_night(readings)
        lack = apart if isinstance(apart, Lack) else None
    return Standing(chosen.rule(setting), setting, found, lack)


def standings(readings: Iterable[Reading], choice: Choice) -> tuple[Standing, ...]:
    """One for each setting with readings, the chosen setting first, then those of most
    readings."""
    apart = by_setting(readings, choice.setting)
    order = sorted(
        (one for one in SETTINGS if one in apart),
        key=lambda one: (one != choice.setting, -len(apart[one])),
    )
    found = (standing(apart[one], one, choice.guideline) for one in order)
    return tuple(one for one in found if one is not None)


def classes_apart(found: DayNight, chosen: Guideline) -> tuple[str, str]:
    """Codes of the classes of day and night of a recording."""
    return (chosen.rule("day").classify(found.day), chosen.rule("night").classify(found.night))
