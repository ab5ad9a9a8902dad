"""What the analytics answer tells of body weight beside its statistics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from healthdesk.domain import body_weight
from healthdesk.domain.lacks import Lack, Lacking, withheld
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, day_of
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_points import weight_trend
from healthdesk.storage import figures, persons

SINCE_EVER = -(10**5)  # a day before any reading


def weight(data: PeriodData, scale: Scale, lacking: Lacking) -> dict[str, Any]:
    """The trend behind body weight, its rate a week, and the body mass."""
    days, trend = weight_trend(data)
    inside = bool(days) and days[-1] >= data.period.days[0]
    if not inside:
        lacking["weight.trend"] = withheld("too-few-days", 1, 0)
    rate = body_weight.rate_per_week(days, trend) if inside else None
    if rate is None:
        lacking["weight.rate"] = rate_lack(days)
    return {
        "trend": scale.figure(trend[-1]) if inside else None,
        "rate_per_week": None if rate is None else scale.difference(rate),
        "bmi": _body_mass(data, lacking),
    }


def rate_lack(days: Sequence[int]) -> Lack:
    """Why days with a weight tell no rate."""
    recent = [day for day in days if day > days[-1] - body_weight.RATE_DAYS]
    if len(recent) < body_weight.RATE_LEAST_DAYS:
        return withheld("too-few-days", body_weight.RATE_LEAST_DAYS, len(recent))
    return withheld("span-too-short", body_weight.RATE_LEAST_SPAN, recent[-1] - recent[0])


def _body_mass(data: PeriodData, lacking: Lacking) -> dict[str, Any] | None:
    newest = data.newest
    if newest is None:
        lacking["weight.bmi"] = withheld("too-few-readings", 1, 0)
        return None
    weight, at, offset = newest[0], newest[3], newest[4]
    on = date_of((at + offset * MINUTE_MS) // DAY_MS)
    height = _height(data, on)
    if height is None:
        lacking["weight.bmi"] = withheld("no-height", 1, 0)
        return None
    found = body_weight.body_mass(weight, height, _born(data), on)
    return {
        "value": found.index,
        "class": found.class_,
        "note": found.note,
        "height_cm": found.height_cm,
    }


def _height(data: PeriodData, on: dt.date) -> float | None:
    """The last one measured by then, else the person's own."""
    kind = data.types.get("height")
    if kind is not None:
        row = figures.latest(data.connection, data.person_id, kind, SINCE_EVER, day_of(on))
        if row is not None:
            return float(row[0])
    person = persons.get(data.connection, data.person_id)
    return None if person is None else person.height_cm


def _born(data: PeriodData) -> dt.date | None:
    person = persons.get(data.connection, data.person_id)
    if person is None or person.birth_date is None:
        return None
    return dt.date.fromisoformat(person.birth_date)
