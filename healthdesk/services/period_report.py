"""The analytics answer about one type of one person in a period.

What each figure means, and when it is withheld, stands in `docs/reference/analytics.md`.
A withheld figure is null and named in `insufficient` with what it needs and what is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from healthdesk.domain import body_weight, forecast, statistics, trends
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.periods import By, Period
from healthdesk.domain.regularity import regularity
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, day_of, isoformat
from healthdesk.services.period_data import READINGS_MOST, PeriodData, Readings
from healthdesk.services.period_points import (
    HOURLY_DAYS_MOST,
    LEAST_FOR_PERCENTILES,
    points,
    told_percentiles,
    weight_trend,
)
from healthdesk.storage import figures, persons

LEAST_DAYS_FOR_TREND = 7
LEAST_PAIRS = 14
LEAST_EFFECTIVE_PAIRS = 5
OUTLIERS_TOLD = 50
# A deviation of so many of the last digit shown is none.
STEPS_OF_LAST_DIGIT = 2
WEEK_MS = 7 * DAY_MS
SINCE_EVER = -(10**5)  # a day before any reading

# What is told of one of these is made of the others too.
MADE_TOGETHER = (
    frozenset({"heart-rate", "resting-heart-rate", "heart-rate-variability"}),
    frozenset({"sleep-duration", "time-in-bed", "sleep-stage"}),
)

Lacking = dict[str, dict[str, Any]]


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
        answer["correlation"] = _correlation(data, question.other, answer["insufficient"])
    if data.kind.slug == "weight":
        answer["weight"] = _weight(data, scale, answer["insufficient"])
    if data.kind.parts:
        answer["components"] = {
            p.slug: part for p, part in zip(data.kind.parts[1:], parts[1:], strict=True)
        }
    return answer


def _part(data: PeriodData, part: int, question: Question, scale: Scale) -> dict[str, Any]:
    lacking: Lacking = {}
    told: dict[str, Any] = {
        "data_points": points(data, part, question.by, question.week_start, scale),
        "statistics": _Statistics(data, part, scale, lacking).told(),
        "typical_range": _range(data.kind.typical_in(question.unit, part)),
        "insufficient": lacking,
    }
    first, last = data.bounds
    if question.by == "hour" and data.summed and last - first >= HOURLY_DAYS_MOST:
        _lack(lacking, "hours", HOURLY_DAYS_MOST, last - first + 1, "period-too-long")
    if question.ahead is not None:
        told["forecast"] = forecast_of(data, part, question.ahead, scale, lacking)
    return told


def _range(typical: Range) -> dict[str, float | None]:
    return {"low": typical.low, "high": typical.high}


def _lack(lacking: Lacking, figure: str, need: float, have: float, reason: str) -> None:
    lacking[figure] = {"need": need, "have": have, "reason": reason}


class _Statistics:
    """The figures of one part. Those that need each value are of readings, of the totals of
    days where amounts are summed up, and of the means of days where readings are too many;
    `of` says which."""

    def __init__(self, data: PeriodData, part: int, scale: Scale, lacking: Lacking) -> None:
        self._data, self._part, self._scale, self._lacking = data, part, scale, lacking
        self._days = data.days(part)
        self._day, self._value = data.day_values(part)
        self._readings: Readings | None = data.readings(part) if data.few else None
        self._values: Any = (
            np.array(self._value) if self._readings is None else self._readings.value
        )

    def told(self) -> dict[str, Any]:
        trend = self._trend()
        figure = self._scale.figure
        some = len(self._values) > 0
        low, high = self._ends()
        average = average_of(self._data, self._part)
        return {
            "min": low,
            "max": high,
            "avg": None if average is None else figure(average),
            "current": self._current(),
            "trend": "stable" if trend is None else trend.direction,
            "trend_value": None if trend is None else self._scale.difference(trend.slope),
            "total_records": sum(row.n for row in self._days),
            "trend_interval": None if trend is None else self._interval(trend),
            "trend_days": self._trend_of_days(),
            "trend_robust": self._robust(),
            "of": "days" if self._readings is None else "readings",
            "sum": self._sum(),
            "median": figure(statistics.percentiles(self._values, (50,))[0]) if some else None,
            "sd": self._sd(),
            "percentiles": self._percentiles(),
            "typical_share": self._typical_share(),
            "change": self._change(average),
            "outliers": self._outliers(),
            "current_comparator": self._beyond(),
        }

    # Plain figures

    def _ends(self) -> tuple[float | None, float | None]:
        if self._data.summed:
            lows = highs = self._value
        else:
            lows = [row.lo for row in self._days if row.lo is not None]
            highs = [row.hi for row in self._days if row.hi is not None]
        if not lows:
            return None, None
        return self._scale.value(min(lows)), self._scale.value(max(highs))

    def _current(self) -> float | None:
        if self._data.summed:
            return self._scale.value(self._value[-1]) if self._value else None
        newest = self._data.newest
        return None if newest is None else self._scale.value(newest[self._part])

    def _beyond(self) -> str | None:
        """Whether the newest reading only says that it is below ("<") or above its number."""
        if self._data.summed:
            return "" if self._value else None
        newest = self._data.newest
        return None if newest is None else newest[2] or ""

    def _sum(self) -> float | None:
        """Only of what can be added up at all."""
        return self._scale.figure(sum(self._value)) if self._data.summed and self._value else None

    def _sd(self) -> float | None:
        sd = statistics.spread(self._values)
        if sd is None:
            self._lack("sd", 2, len(self._values))
            return None
        return self._scale.difference(sd)

    def _percentiles(self) -> dict[str, float] | None:
        n = len(self._values)
        if n < LEAST_FOR_PERCENTILES:
            self._lack("percentiles", LEAST_FOR_PERCENTILES, n)
            return None
        return told_percentiles(statistics.percentiles(self._values), self._scale)

    def _typical_share(self) -> float | None:
        """In %. Censored readings lie outside: how far beyond is not known."""
        typical = self._data.typical(self._part)
        if typical.low is None and typical.high is None:
            return None
        n = len(self._values)
        if self._readings is not None:
            n = sum(row.n for row in self._days)
        if not n:
            self._lack("typical_share", 1, 0)
            return None
        return 100.0 * (len(self._values) - sum(self._data.outside(self._values, self._part))) / n

    def _change(self, average: float | None) -> dict[str, Any] | None:
        """Against the period of the same length just before."""
        if average is None:
            self._lack("change", 1, 0)
            return None
        earlier = _Earlier.of(self._data, self._part)
        if earlier.average is None:
            _lack(self._lacking, "change", 1, 0, "nothing-before")
            return None
        difference = average - earlier.average
        share = self._scale.from_zero and earlier.average != 0
        start, end = earlier.period.written()
        return {
            "difference": self._scale.difference(difference),
            "percent": 100.0 * difference / abs(earlier.average) if share else None,
            "before": self._scale.figure(earlier.average),
            "before_records": earlier.records,
            "start_date": start,
            "end_date": end,
        }

    # Trends

    def _trend(self) -> trends.Trend | None:
        lack = trend_lack(self._data, self._part)
        if lack is not None:
            self._lack("trend", *lack)
            return None
        return statistics.least_squares(*regression_points(self._data, self._part))

    def _interval(self, trend: trends.Trend) -> dict[str, float]:
        difference = self._scale.difference
        return {
            "low": difference(trend.slope - trend.half_width),
            "high": difference(trend.slope + trend.half_width),
        }

    def _enough_days(self, figure: str) -> bool:
        if len(self._day) >= LEAST_DAYS_FOR_TREND:
            return True
        _lack(self._lacking, figure, LEAST_DAYS_FOR_TREND, len(self._day), "too-few-days")
        return False

    def _trend_of_days(self) -> dict[str, Any] | None:
        if not self._enough_days("trend_days"):
            return None
        found = statistics.trend_of_days(self._day, self._value)
        if found is None:
            worth = statistics.effective_days(self._day, self._value)
            _lack(self._lacking, "trend_days", trends.LEAST_POINTS, worth, "days-too-alike")
            return None
        return {
            "trend": found.trend.direction,
            "value": self._scale.difference(found.trend.slope),
            **self._interval(found.trend),
            "n": len(self._day),
            "effective_n": found.effective_n,
            "autocorrelation": found.autocorrelation,
        }

    def _robust(self) -> dict[str, Any] | None:
        if not self._enough_days("trend_robust"):
            return None
        found = statistics.theil_sen(np.array(self._day) / 7.0, self._value)
        if found is None:
            return None
        difference = self._scale.difference
        return {
            "trend": found.direction,
            "value": difference(found.slope),
            "low": difference(found.low),
            "high": difference(found.high),
            "n": len(self._day),
        }

    # Outliers

    def _outliers(self) -> dict[str, Any] | None:
        """Marked, and part of every other figure as before."""
        single = self._readings is not None and not self._data.kind.dense
        values = self._values if single else np.array(self._value)
        if len(values) < statistics.OUTLIER_LEAST:
            reason = "too-few-readings" if single else "too-few-days"
            _lack(self._lacking, "outliers", statistics.OUTLIER_LEAST, len(values), reason)
            return None
        step = STEPS_OF_LAST_DIGIT * 10.0**-self._data.kind.decimals
        scores = statistics.outlier_scores(values, step)
        beyond = np.flatnonzero(np.abs(scores) > statistics.OUTLIER_Z)
        worst = sorted(beyond[np.argsort(-np.abs(scores[beyond]), kind="stable")][:OUTLIERS_TOLD])
        return {
            "of": "readings" if single else "days",
            "count": len(beyond),
            "marked": [
                {
                    **self._where(int(index), single=single),
                    "value": self._scale.value(float(values[index])),
                    "z": round(float(scores[index]), 2),
                }
                for index in worst
            ],
        }

    def _where(self, index: int, *, single: bool) -> dict[str, Any]:
        if not single or self._readings is None:
            return {"date": date_of(self._day[index]).isoformat()}
        at, wall = int(self._readings.at[index]), int(self._readings.wall[index])
        return {
            "recorded_at": isoformat(at, (wall - at) // MINUTE_MS),
            "id": int(self._readings.ids[index]),
        }

    def _lack(self, figure: str, need: int, have: int, reason: str | None = None) -> None:
        few = "too-few-days" if self._readings is None else "too-few-readings"
        _lack(self._lacking, figure, need, have, reason or few)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The period before: its mean and how many readings it has."""

    period: Period
    average: float | None
    records: int

    @classmethod
    def of(cls, data: PeriodData, part: int) -> _Earlier:
        before = data.of(data.period.before(data.offset))
        n = sum(row.n for row in before.days(part))
        return cls(before.period, average_of(before, part), n)


def average_of(data: PeriodData, part: int) -> float | None:
    """Of readings, however many, or of day totals."""
    if data.summed:
        amounts = [row[1] for row in data.totals]
        return sum(amounts) / len(amounts) if amounts else None
    return sum(row.total for row in data.days(part)) / data.counted if data.counted else None


def trend_lack(data: PeriodData, part: int) -> tuple[int, int, str] | None:
    """What is needed for a trend and what there is, with the reason it is withheld."""
    days = data.day_values(part)[0]
    n = len(data.readings(part).value) if data.few else len(days)
    if n < trends.LEAST_POINTS:
        return trends.LEAST_POINTS, n, "too-few-readings" if data.few else "too-few-days"
    span = days[-1] - days[0] + 1
    return (trends.LEAST_SPAN, span, "span-too-short") if span < trends.LEAST_SPAN else None


def regression_points(data: PeriodData, part: int) -> tuple[Any, Any, Any]:
    """What the trend is fitted to: weeks since 1970, values, and weights (None: all alike).

    Readings at their instants; days (totals, or means weighted by their readings) where there
    are no single readings to look at.
    """
    if data.few:
        readings = data.readings(part)
        return readings.at / WEEK_MS, readings.value, None
    days, values = data.day_values(part)
    weights = None if data.summed else [row.counted for row in data.days(part) if row.counted]
    return np.array(days) / 7.0, np.array(values), weights


# Beside the statistics


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
        _lack(lacking, "forecast", need, have, found.reason)
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


def _correlation(data: PeriodData, other: HealthType, lacking: Lacking) -> dict[str, Any] | None:
    """Of the first part of both, paired by local day."""
    theirs = PeriodData(data.connection, data.types, data.person_id, other, data.period)
    one, two = (dict(zip(*each.day_values(), strict=True)) for each in (data, theirs))
    days = sorted(one.keys() & two.keys())
    if len(days) < LEAST_PAIRS:
        _lack(lacking, "correlation", LEAST_PAIRS, len(days), "too-few-shared-days")
        return None
    x, y = [one[day] for day in days], [two[day] for day in days]
    effective = statistics.effective_pairs(days, x, y)
    if effective < LEAST_EFFECTIVE_PAIRS:
        _lack(lacking, "correlation", LEAST_EFFECTIVE_PAIRS, effective, "days-too-alike")
        return None
    linear = statistics.pearson(x, y, effective)
    by_rank = statistics.spearman(x, y, effective)
    if linear is None or by_rank is None:
        _lack(lacking, "correlation", 2, 1, "never-changes")
        return None
    return {
        "type": other.slug,
        "days": len(days),
        "effective_n": effective,
        "pearson": _coefficient(linear),
        "spearman": _coefficient(by_rank),
    }


def _coefficient(found: statistics.Correlation) -> dict[str, float]:
    return {"r": found.r, "low": found.low, "high": found.high}


# Body weight


def _weight(data: PeriodData, scale: Scale, lacking: Lacking) -> dict[str, Any]:
    days, trend = weight_trend(data)
    inside = bool(days) and days[-1] >= data.period.days[0]
    if not inside:
        _lack(lacking, "weight.trend", 1, 0, "too-few-days")
    rate = body_weight.rate_per_week(days, trend) if inside else None
    if rate is None:
        need, have, reason = rate_lack(days)
        _lack(lacking, "weight.rate", need, have, reason)
    return {
        "trend": scale.figure(trend[-1]) if inside else None,
        "rate_per_week": None if rate is None else scale.difference(rate),
        "bmi": _body_mass(data, lacking),
    }


def rate_lack(days: Sequence[int]) -> tuple[int, int, str]:
    """Of days with a weight that tell no rate: what it needs, what is there, and why."""
    recent = [day for day in days if day > days[-1] - body_weight.RATE_DAYS]
    if len(recent) < body_weight.RATE_LEAST_DAYS:
        return body_weight.RATE_LEAST_DAYS, len(recent), "too-few-days"
    return body_weight.RATE_LEAST_SPAN, recent[-1] - recent[0], "span-too-short"


def _body_mass(data: PeriodData, lacking: Lacking) -> dict[str, Any] | None:
    newest = data.newest
    if newest is None:
        _lack(lacking, "weight.bmi", 1, 0, "too-few-readings")
        return None
    weight, at, offset = newest[0], newest[3], newest[4]
    on = date_of((at + offset * MINUTE_MS) // DAY_MS)
    height = _height(data, on)
    if height is None:
        _lack(lacking, "weight.bmi", 1, 0, "no-height")
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


def concerned(kind: HealthType, other: HealthType | None) -> frozenset[str]:
    """Slugs of the types whose readings an answer is made of."""
    more = next((group for group in MADE_TOGETHER if kind.slug in group), frozenset())
    if kind.slug == "weight":
        more = frozenset({"height"})
    return frozenset({kind.slug, *more} if other is None else {kind.slug, other.slug, *more})


__all__ = [
    "READINGS_MOST", "Question", "average_of", "concerned", "forecast_of", "make_report",
    "rate_lack", "regression_points",
]  # fmt: skip
