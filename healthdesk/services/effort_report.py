"""Heart and activity of a period for programs: the keys `heart` and `activity` of analytics."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Final

from healthdesk.domain import activity_figures, heart_figures, statistics
from healthdesk.domain.lacks import Lacking, withheld
from healthdesk.domain.periods import Period
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import MINUTE_MS, date_of
from healthdesk.services.period_data import PeriodData
from healthdesk.settings import Settings
from healthdesk.storage import figures, persons

RATE: Final = "heart-rate"
RESTING: Final = "resting-heart-rate"
VARIABILITY: Final = "heart-rate-variability"
HEART: Final = frozenset({RATE, RESTING, VARIABILITY})
LEAST_DAYS_FOR_TREND: Final = 7


def add_to(
    answer: dict[str, Any], data: PeriodData, unit: str, today: int, settings: Settings
) -> None:
    """Put the key `heart` into the analytics of pulse, resting pulse and variability, and
    `activity` into those of activity that is summed up, and what is withheld into
    `insufficient`; other types stay as they are."""
    lacking: Lacking = {}
    if data.kind.slug in HEART:
        answer["heart"] = _heart(data, settings, lacking)
    elif data.kind.group == "activity" and data.summed:
        answer["activity"] = _activity(data, Scale(data.kind, unit), today, lacking)
    else:
        return
    answer["insufficient"] = {**answer["insufficient"], **lacking}


# Heart


def _heart(data: PeriodData, settings: Settings, lacking: Lacking) -> dict[str, Any]:
    return {
        "resting": _level(data, RESTING, "resting", lacking),
        "hrv": _level(data, VARIABILITY, "hrv", lacking),
        "zones": _zones(data, _measured(data, settings), lacking),
    }


def _level(data: PeriodData, slug: str, figure: str, lacking: Lacking) -> dict[str, Any] | None:
    """Mean of days and their trend a week. Variability is skewed: of its logarithms, so that
    the mean is the geometric one and the trend is in %."""
    kind = data.types[slug]
    days, values = PeriodData(
        data.connection, data.types, data.person_id, kind, data.period
    ).day_values()
    if len(days) < heart_figures.LEAST_DAYS:
        lacking[figure] = withheld("too-few-days", heart_figures.LEAST_DAYS, len(days))
        return None
    skewed = slug == VARIABILITY
    level = [math.log(value) for value in values] if skewed else values
    mean = sum(level) / len(level)
    trend = None
    if len(days) >= LEAST_DAYS_FOR_TREND:
        trend = statistics.trend_of_days(days, level)
    told = None
    if trend is not None:
        slope, half = trend.trend.slope, trend.trend.half_width
        written = _percent if skewed else float
        told = {
            "direction": trend.trend.direction,
            "value": written(slope),
            "low": written(slope - half),
            "high": written(slope + half),
        }
    return {"mean": math.exp(mean) if skewed else mean, "days": len(days), "trend": told}


def _percent(change: float) -> float:
    return 100.0 * math.expm1(change)


def _measured(data: PeriodData, settings: Settings) -> float | None:
    """The highest rate that was measured on this person: the setting is the first one's."""
    rate = settings.get("heart.highest_rate")
    assert isinstance(rate, int)
    first = persons.every(data.connection, archived=False)[:1]
    own = any(person.id == data.person_id for person in first)
    return float(rate) if own and rate >= heart_figures.LEAST_HIGHEST else None


def _zones(data: PeriodData, measured: float | None, lacking: Lacking) -> dict[str, Any] | None:
    age = _age(data)
    highest = measured
    if highest is None and age is not None:
        highest = heart_figures.highest_rate(age)
    if highest is None:
        need = None if age is None else heart_figures.YOUNGEST
        lacking["zones"] = withheld("age-unknown" if age is None else "too-young", need, age)
        return None
    found = heart_figures.time_in_zones(_minutes(data), highest)
    if found.minutes < heart_figures.LEAST_MINUTES:
        lacking["zones"] = withheld("too-few-minutes", heart_figures.LEAST_MINUTES, found.minutes)
        return None
    return {
        "highest": found.highest,
        "highest_from": "age" if measured is None else "own",
        "minutes": found.minutes,
        "rest": found.rest,
        "zones": [
            {"low": zone.low, "high": zone.high, "minutes": zone.minutes} for zone in found.zones
        ],
    }


def _minutes(data: PeriodData) -> list[tuple[int, float]]:
    """Mean rate of each minute of the clock that has one, sources together."""
    rates = PeriodData(data.connection, data.types, data.person_id, data.types[RATE], data.period)
    return [(row[0], row[3] / row[2]) for row in rates.ranges(MINUTE_MS) if row[2]]


def _age(data: PeriodData) -> int | None:
    """In whole years on the last day of the period."""
    person = persons.get(data.connection, data.person_id)
    if person is None or person.birth_date is None:
        return None
    born, on = dt.date.fromisoformat(person.birth_date), date_of(data.bounds[1])
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# Activity


def _activity(data: PeriodData, scale: Scale, today: int, lacking: Lacking) -> dict[str, Any]:
    return {
        "active_days": _active(data, scale, today, lacking),
        "load": _load(data, scale, today, lacking),
    }


def _active(data: PeriodData, scale: Scale, today: int, lacking: Lacking) -> dict[str, Any] | None:
    totals = {row[0]: row[1] for row in data.totals}
    found = activity_figures.active_days(data.kind.slug, totals, today)
    if found is None:
        lacking["active_days"] = withheld("no-threshold", None, None)
        return None
    if not found.days:
        lacking["active_days"] = withheld("too-few-days", 1, 0)
        return None
    return {"active": found.active, "days": found.days, "threshold": scale.value(found.threshold)}


def _load(data: PeriodData, scale: Scale, today: int, lacking: Lacking) -> dict[str, Any] | None:
    """Up to the last day of the period that is over."""
    last = min(data.bounds[1], today - 1)
    span = activity_figures.ACUTE_DAYS + activity_figures.CHRONIC_DAYS
    totals = {row[0]: row[1] for row in data.of(Period((last - span + 1, last))).totals}
    begun = figures.span(data.connection, data.person_id, data.kind)
    if data.kind.combine in ("add", "once") and begun is not None:
        # What nobody counts by the minute did not happen where none is told.
        whole = range(max(last - span + 1, begun[0]), last + 1)
        totals = {day: totals.get(day, 0.0) for day in whole}
    found = activity_figures.load(totals, last)
    if isinstance(found, tuple):
        acute, chronic = found
        if acute < activity_figures.LEAST_ACUTE:
            lacking["load"] = withheld("too-few-days", activity_figures.LEAST_ACUTE, acute)
        else:
            lacking["load"] = withheld("too-few-days", activity_figures.LEAST_CHRONIC, chronic)
        return None
    return {
        "acute": scale.figure(found.acute),
        "chronic": scale.figure(found.chronic),
        "ratio": found.ratio,
        "last_day": date_of(last).isoformat(),
    }
