"""Blood pressure of a period for programs and for the window: classes by guideline, morning
and evening, day and night, variability, and the week at home.

What holds and what is withheld is decided in `domain.blood_pressure`; classes come from
`domain.pressure_guidelines`. Nothing here is stored: another guideline gives other classes
of the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from healthdesk.domain import blood_pressure, home_protocol
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.blood_pressure import SLUG, Lack, Mean, Reading, Setting, Variability
from healthdesk.domain.cards import PressureCard
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.home_protocol import Course
from healthdesk.domain.pressure_guidelines import (
    Choice,
    Rule,
    Standing,
    classes_apart,
    guideline,
    standings,
)
from healthdesk.domain.times import date_of, local_day
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection, Database

if TYPE_CHECKING:
    from healthdesk.services.period_data import PeriodData

CARD_DAYS = 7
# As far back as a week at home with its breaks can reach.
PROTOCOL_DAYS = 14

Convert = Callable[[float], float]


def choice_of(settings: Settings) -> Choice:
    """The guideline and the setting of readings that were chosen."""
    settings_by_code: dict[str, Setting] = {one: one for one in blood_pressure.SETTINGS}
    return Choice(
        guideline(settings.text("blood_pressure.guideline")),
        settings_by_code[settings.text("blood_pressure.setting")],
    )


def readings_of(
    connection: Connection,
    person_id: int,
    kind: HealthType,
    days: tuple[int, int],
    within: tuple[int, int] | None = None,
) -> list[Reading]:
    """The readings of local days in mmHg, ascending."""
    rows = figures.tagged_readings(connection, person_id, kind, *days, within)
    return [Reading.at(r[0], r[1], r[2], r[3], tuple(r[4].split())) for r in rows]


@dataclass(frozen=True, slots=True)
class Week:
    """The week at home as it stands: its readings, None before the first one, and the class
    of its mean where there is enough."""

    course: Course | None
    rule: Rule

    @property
    def code(self) -> str | None:
        mean = None if self.course is None else self.course.mean
        return None if mean is None else self.rule.classify(mean)


class Pressures:
    """What the window asks of blood pressure; asked from workers."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    @needs("records.read")
    def standings(
        self, actor: Actor, person_id: int, day_from: int, day_to: int
    ) -> tuple[Standing, ...]:
        """Of local days, both included: one for each setting with readings."""
        kind = self._db.types[SLUG]
        with self._db.reading() as connection:
            found = readings_of(connection, person_id, kind, (day_from, day_to))
        return standings(found, choice_of(self._settings))

    @needs("records.read")
    def week(self, actor: Actor, person_id: int, today: int) -> Week:
        """The week of measuring at home that is under way on a local day."""
        kind, choice = self._db.types[SLUG], choice_of(self._settings)
        with self._db.reading() as connection:
            found = readings_of(connection, person_id, kind, (today - PROTOCOL_DAYS, today))
        at_home = blood_pressure.by_setting(found, choice.setting).get("home", [])
        return Week(home_protocol.course(at_home, today), choice.guideline.rule("home"))


def on_card(
    connection: Connection, person_id: int, kind: HealthType, today: int, settings: Settings
) -> PressureCard | None:
    """What Today's card says beside the last value; None for other types."""
    if kind.slug != SLUG:
        return None
    choice = choice_of(settings)
    last = figures.latest(connection, person_id, kind, -(10**5), today + 1)
    if last is None:
        return None
    newest_day = local_day(last[3], last[4])
    first = today - CARD_DAYS + 1
    found = readings_of(connection, person_id, kind, (min(first, newest_day), today + 1))
    if not found:
        return None
    rule = choice.rule_for(found[-1])
    week = standings([r for r in found if first <= r.day <= today], choice)
    return PressureCard(
        rule, rule.place(found[-1].systolic, found[-1].diastolic), week[0] if week else None
    )


def add_to(answer: dict[str, Any], data: PeriodData, settings: Settings, convert: Convert) -> None:
    """Put the key `blood_pressure` into the analytics of that type, and what is withheld into
    `insufficient`; other types stay as they are."""
    if data.kind.slug != SLUG:
        return
    readings = readings_of(
        data.connection, data.person_id, data.kind, data.period.days, data.period.within
    )
    made = document(readings, choice_of(settings), convert)
    answer["blood_pressure"] = made
    answer["insufficient"] = {**answer["insufficient"], **made["insufficient"]}


def document(readings: Sequence[Reading], choice: Choice, convert: Convert) -> dict[str, Any]:
    """All figures of blood pressure as JSON, pressures by `convert` from mmHg."""
    found = standings(readings, choice)
    short: dict[str, Any] = {}
    main = found[0] if found else None
    setting = main.setting if main else choice.setting
    rule = choice.guideline.rule(setting)
    apart = blood_pressure.by_setting(readings, choice.setting)
    lack = main.lack if main else Lack(_least_days(setting), 0, "too-few-days")
    if lack is not None:
        short["class"] = _lack(lack)
    summary = main.summary if main else None
    mean = summary.mean if summary else None
    return {
        "mean": None if mean is None else _pair(mean, convert),
        "class": main.code if main else None,
        "isolated": main.isolated if main else None,
        "guideline": choice.guideline.code,
        "setting": setting,
        "n": mean.n if mean else 0,
        "days": summary.days if summary else 0,
        "rule": _rule(rule),
        "pulse_pressure": None if mean is None else convert(mean.pulse_pressure),
        "mean_arterial_pressure": None if mean is None else convert(mean.arterial),
        "morning": _part(summary.morning if summary else None, convert),
        "evening": _part(summary.evening if summary else None, convert),
        "latest": _latest(readings[-1], choice, convert) if readings else None,
        "settings": {one.setting: _standing(one, convert) for one in found},
        "variability": _variability(apart.get(setting, []), setting, convert, short),
        **_day_and_night(_recorded(apart), choice, convert, short),
        "protocol": _protocol(apart.get("home", []), choice, convert, short),
        "insufficient": short,
    }


def _least_days(setting: Setting) -> int:
    home = setting == "home"
    return blood_pressure.LEAST_HOME_DAYS if home else blood_pressure.LEAST_DAYS


def _lack(lack: Lack) -> dict[str, Any]:
    return {"need": lack.need, "have": lack.have, "reason": lack.reason}


def _pair(mean: Mean, convert: Convert) -> dict[str, Any]:
    return {"systolic": convert(mean.systolic), "diastolic": convert(mean.diastolic)}


def _part(mean: Mean | None, convert: Convert) -> dict[str, Any] | None:
    return None if mean is None else {**_pair(mean, convert), "n": mean.n}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "measured": rule.measured,
        "source": rule.source,
        "table": rule.table,
        "confirmed": rule.confirmed,
    }


def _standing(one: Standing, convert: Convert) -> dict[str, Any]:
    return {
        "mean": _pair(one.summary.mean, convert),
        "class": one.code,
        "isolated": one.isolated,
        "n": one.summary.mean.n,
        "days": one.summary.days,
        "insufficient": {} if one.lack is None else {"class": _lack(one.lack)},
    }


def _latest(reading: Reading, choice: Choice, convert: Convert) -> dict[str, Any]:
    """The newest reading and the range it falls in, in mmHg as the guideline prints it."""
    rule = choice.rule_for(reading)
    bounds = rule.bounds(rule.place(reading.systolic, reading.diastolic))
    return {
        "systolic": convert(reading.systolic),
        "diastolic": convert(reading.diastolic),
        "setting": reading.setting(choice.setting),
        "range": {
            "systolic": list(bounds.systolic),
            "diastolic": list(bounds.diastolic),
            "both": bounds.both,
        },
    }


def _variability(
    readings: Sequence[Reading], setting: Setting, convert: Convert, short: dict[str, Any]
) -> dict[str, Any] | None:
    found = blood_pressure.variabilities(readings, setting)
    if isinstance(found, Lack):
        short["variability"] = _lack(found)
        return None

    def told(one: Variability) -> dict[str, Any]:
        return {"sd": convert(one.sd), "cv": one.cv, "arv": convert(one.arv)}

    systolic, diastolic = found
    return {
        "systolic": told(systolic),
        "diastolic": told(diastolic),
        "of": "readings" if setting == "24h" else "days",
        "n": systolic.n,
    }


def _recorded(apart: dict[Setting, list[Reading]]) -> list[Reading] | Lack:
    """What day and night are told from: a 24-hour recording, else a week at home."""
    return apart.get("24h") or blood_pressure.watched_nights(apart.get("home", []))


def _day_and_night(
    readings: Sequence[Reading] | Lack, choice: Choice, convert: Convert, short: dict[str, Any]
) -> dict[str, Any]:
    found = readings if isinstance(readings, Lack) else blood_pressure.day_night(readings)
    rise = readings if isinstance(readings, Lack) else blood_pressure.morning_rise(readings)
    dip = by_day = by_night = risen = None
    if isinstance(found, Lack):
        short["night_dip"] = _lack(found)
    else:
        day, night = classes_apart(found, choice.guideline)
        by_day = {**_pair(found.day, convert), "n": found.day.n, "class": day}
        by_night = {**_pair(found.night, convert), "n": found.night.n, "class": night}
        dip = {
            "systolic": found.systolic_dip,
            "diastolic": found.diastolic_dip,
            "kind": found.dip,
        }
    if isinstance(rise, Lack):
        short["morning_rise"] = _lack(rise)
    else:
        risen = {"systolic": convert(rise.systolic), "nights": rise.nights}
    return {"day": by_day, "night": by_night, "night_dip": dip, "morning_rise": risen}


def _protocol(
    readings: Sequence[Reading], choice: Choice, convert: Convert, short: dict[str, Any]
) -> dict[str, Any] | None:
    course = home_protocol.course(readings)
    if course is None:
        short["protocol"] = _lack(Lack(home_protocol.ESH_HOME.least_days, 0, "too-few-days"))
        return None
    rule = choice.guideline.rule("home")
    missing, full = course.missing(), course.missing(course.protocol.days)
    mornings, evenings = (course.whole(part) for part in home_protocol.PARTS)
    if missing:
        have = min(mornings, evenings)
        short["protocol"] = _lack(Lack(course.protocol.least_days, have, "too-few-days"))
    mean = course.mean
    return {
        "name": course.protocol.name,
        "source": course.protocol.source,
        "first_day": date_of(course.first_day).isoformat(),
        "last_day": date_of(course.last_day).isoformat(),
        "dropped_days": course.protocol.dropped_days,
        "mornings": mornings,
        "evenings": evenings,
        "sufficient": course.sufficient,
        "complete": course.complete,
        "missing": {
            "mornings": missing.mornings,
            "evenings": missing.evenings,
            "second_readings": missing.second_readings,
        },
        "missing_for_full": {"mornings": full.mornings, "evenings": full.evenings},
        "mean": None if mean is None else {**_pair(mean, convert), "n": mean.n},
        "class": None if mean is None else rule.classify(mean),
    }
