"""The analytics answer about one type of one person in a period.

What each figure means, and when it is withheld, stands in `docs/reference/analytics.md`.
A withheld figure is null and named in `insufficient` with what it needs and what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from healthdesk.domain import forecast
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.lacks import Lacking, withheld
from healthdesk.domain.periods import By, Period
from healthdesk.domain.regularity import regularity
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import date_of
from healthdesk.services import type_pairs, weight_report
from healthdesk.services.period_data import PeriodData
from healthdesk.services.period_points import (
    HOURLY_DAYS_MOST,
    points,
)
from healthdesk.services.period_statistics import Statistics

# What is told of one of these is made of the others too.
MADE_TOGETHER = (
    frozenset({"heart-rate", "resting-heart-rate", "heart-rate-variability"}),
    frozenset({"sleep-duration", "time-in-bed", "sleep-stage"}),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked beside the type and the period: how points are grouped, the unit, how
    many days to forecast (None: no forecast) and which type to correlate with."""

    by: By
    unit: str
    week_start: str
    today: int
    ahead: int | None = None
    other: HealthType | None = None


def make_report(data: PeriodData, question: Question) -> dict[str, Any]:
    """The answer, ready for JSON."""
    scale = Scale(data.kind, question.unit)
    parts = [_part(data, part, question, scale) for part in data.parts]
    start_date, end_date = data.period.written()
    answer: dict[str, Any] = {
        "type": data.kind.slug,
        "user_id": data.person_id,
        "unit": question.unit,
        "aggregate": data.kind.aggregate,
        "period": {
            "start_date": start_date,
            "end_date": end_date,
            "aggregation": question.by,
        },
        **parts[0],
        "regularity": _regularity(data, question.today),
    }
    if data.summed:
        answer["unfinished_day"] = _unfinished(data, question.today)
    if question.other is not None:
        answer["correlation"] = type_pairs.correlation(data, question.other, answer["insufficient"])
    if data.kind.slug == "weight":
        answer["weight"] = weight_report.weight(data, scale, answer["insufficient"])
    if data.kind.parts:
        answer["components"] = {
            p.slug: part for p, part in zip(data.kind.parts[1:], parts[1:], strict=True)
        }
    return answer


def _part(data: PeriodData, part: int, question: Question, scale: Scale) -> dict[str, Any]:
    lacking: Lacking = {}
    told: dict[str, Any] = {
        "data_points": points(data, part, question.by, question.week_start, scale),
        "statistics": Statistics(data, part, scale, lacking).told(),
        "typical_range": _range(data.kind.typical_in(question.unit, part)),
        "insufficient": lacking,
    }
    first, last = data.bounds
    if question.by == "hour" and data.summed and last - first >= HOURLY_DAYS_MOST:
        lacking["hours"] = withheld("period-too-long", HOURLY_DAYS_MOST, last - first + 1)
    if question.ahead is not None:
        told["forecast"] = forecast_of(data, part, question.ahead, scale, lacking)
    return told


def _range(typical: Range) -> dict[str, float | None]:
    return {"low": typical.low, "high": typical.high}


def _unfinished(data: PeriodData, today: int) -> str | None:
    """The day whose total may still grow, if it is one of those told; a night is over."""
    newest = data.totals[-1][0] if data.totals else None
    if newest is None or newest < today or data.kind.group == "sleep":
        return None
    return date_of(newest).isoformat()


def _regularity(data: PeriodData, today: int) -> dict[str, Any]:
    days = [row[0] for row in data.totals] if data.summed else [row.day for row in data.days()]
    found = regularity(days, *data.bounds, today)
    gap = found.longest_gap
    return {
        "days": found.days,
        "days_with_readings": found.with_readings,
        "share": found.share,
        "current_streak": found.current_streak,
        "longest_streak": found.longest_streak,
        "longest_gap": None
        if gap is None
        else {
            "days": gap.days,
            "start_date": date_of(gap.first).isoformat(),
            "end_date": date_of(gap.last).isoformat(),
        },
        "median_interval_days": found.interval,
    }


def forecast_of(
    data: PeriodData, part: int, ahead: int, scale: Scale, lacking: Lacking
) -> dict[str, Any] | None:
    """From the half year up to the end of the period, whenever that begins."""
    last = data.bounds[1]
    history = data.of(Period((last - forecast.HISTORY_DAYS + 1, last)))
    found = forecast.forecast(*history.day_values(part), ahead, last, _limits(data, part))
    if isinstance(found, forecast.Withheld):
        need, have = found.need, found.have
        if found.reason == "no-better-than-mean":
            need, have = scale.difference(need), scale.difference(have)
        lacking["forecast"] = withheld(found.reason, need, have)
        return None
    first_day, last_day = found.made_from
    return {
        "method": "damped-theil-sen",
        "interval": forecast.LEVEL_PERCENT,
        "data_points": [
            {
                "date": date_of(day.day).isoformat(),
                "value": scale.figure(day.value),
                "low": scale.figure(day.low),
                "high": scale.figure(day.high),
            }
            for day in found.days
        ],
        "made_from": {
            "start_date": date_of(first_day).isoformat(),
            "end_date": date_of(last_day).isoformat(),
            "days": found.values,
        },
        "backtest": _backtest(found.backtest, scale),
    }


def _limits(data: PeriodData, part: int) -> tuple[float | None, float | None]:
    """What a day's value cannot leave: a mean not what a reading may be, a total not 0."""
    if data.summed:
        return 0.0, None
    hard = data.hard(part)
    return hard.low, hard.high


def _backtest(found: forecast.Backtest, scale: Scale) -> dict[str, Any]:
    return {
        "origins": found.origins,
        "n": found.n,
        "mape": found.mape if scale.from_zero else None,
        "rmse": scale.difference(found.rmse),
        "mae": scale.difference(found.mae),
        "mean_rmse": scale.difference(found.plain_rmse),
        "coverage": found.coverage,
        "coverage_n": found.covered_of,
    }


def concerned(kind: HealthType, other: HealthType | None) -> frozenset[str]:
    """Slugs of the types whose readings an answer is made of."""
    more = next((group for group in MADE_TOGETHER if kind.slug in group), frozenset())
    if kind.slug == "weight":
        more = frozenset({"height"})
    return frozenset({kind.slug, *more} if other is None else {kind.slug, other.slug, *more})
