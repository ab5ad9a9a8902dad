"""The rhythm of the day and the changes of the level, for programs: the keys `rhythm` and
`change_points` of an analytics answer, of each part of a reading that has two."""

from __future__ import annotations

from typing import Any, Final

from healthdesk.domain import change_points, daily_rhythm
from healthdesk.domain.daily_rhythm import Estimate, Rhythm, Withheld
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.lacks import Lacking, withheld
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import (
    HOUR_MS,
    clock,
    date_of,
)
from healthdesk.services.period_data import PeriodData

# Of these the level of the days is told; of the others a day has no value of its own.
LEVELLED: Final = ("mean", "sum")


def add_to(answer: dict[str, Any], data: PeriodData, unit: str) -> None:
    """Put both keys into the answer and into its `components`, and what is withheld into
    `insufficient` beside each. Types of which a day has the
    last or the least value stay as they are."""
    if data.kind.aggregate not in LEVELLED:
        return
    scale = Scale(data.kind, unit)
    parts = [answer, *answer.get("components", {}).values()]
    for part, told in enumerate(parts):
        lacking: Lacking = {}
        if rhythmic(data.kind):
            told["rhythm"] = _rhythm(data, part, scale, lacking)
        told["change_points"] = _changes(data, part, scale, lacking)
        told["insufficient"] = {**told["insufficient"], **lacking}


# The rhythm of the day


def rhythmic(kind: HealthType) -> bool:
    """Whether a rhythm is told: of what goes up and down with the hours and is measured at
    many of them, not of what a scale shows each morning."""
    often = kind.dense or kind.own or kind.group == "vitals"
    return often and kind.aggregate == "mean"


def _rhythm(data: PeriodData, part: int, scale: Scale, lacking: Lacking) -> dict[str, Any] | None:
    found = daily_rhythm.cosinor(*_values(data, part))
    if isinstance(found, Withheld):
        _lack(lacking, "rhythm", found)
        return None
    for figure in ("amplitude", "acrophase"):
        if getattr(found, figure) is None:
            _lack(lacking, figure, Withheld(daily_rhythm.CHANCE, found.p, "no-rhythm"))
    return _told(found, scale)


def hours_asked(data: PeriodData) -> tuple[int, int] | None:
    """First and last of the hours whose kept figures a rhythm is told of, if it is."""
    return data.hours_kept if rhythmic(data.kind) and not data.few else None


def _values(data: PeriodData, part: int) -> tuple[Any, Any, int]:
    """Local times, values, and the length of the time that each stands for: readings, or
    where they are too many the means of hours."""
    if data.few:
        readings = data.readings(part)
        return readings.wall, readings.value, 0
    hour, mean = data.hour_means(part)
    return hour * HOUR_MS + HOUR_MS // 2, mean, HOUR_MS


def _told(found: Rhythm, scale: Scale) -> dict[str, Any]:
    level, height, peak = found.mesor, found.amplitude, found.acrophase
    return {
        "mesor": _estimate(level, scale.figure),
        "amplitude": None if height is None else _estimate(height, scale.difference),
        "acrophase": None if peak is None else _estimate(peak, clock),
        "hours": found.hours,
        "days": found.days,
        "n": found.n,
        "p": found.p,
    }


def _estimate(one: Estimate, written: Any) -> dict[str, Any]:
    return {"value": written(one.value), "low": written(one.low), "high": written(one.high)}


# The level of the days


def _changes(data: PeriodData, part: int, scale: Scale, lacking: Lacking) -> dict[str, Any] | None:
    days, values = data.day_values(part)
    found = change_points.changes(days, values)
    if found is None:
        lacking["change_points"] = withheld("too-few-days", change_points.LEAST_DAYS, len(days))
        return None
    return {
        "n": found.n,
        "autocorrelation": found.autocorrelation,
        "points": [
            {
                "date": date_of(point.day).isoformat(),
                "before": scale.figure(point.before),
                "after": scale.figure(point.after),
                "difference": scale.difference(point.after - point.before),
            }
            for point in found.points
        ],
    }


def _lack(lacking: Lacking, figure: str, why: Withheld) -> None:
    lacking[figure] = withheld(why.reason, why.need, why.have)
