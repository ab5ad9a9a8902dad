"""The statistics of a period, of one part of a type, with what withholds each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from healthdesk.domain import statistics, trends
from healthdesk.domain.lacks import Lack, Lacking, withheld
from healthdesk.domain.periods import Period
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, isoformat
from healthdesk.services.period_data import PeriodData, Readings
from healthdesk.services.period_points import LEAST_FOR_PERCENTILES, told_percentiles

LEAST_DAYS_FOR_TREND = 7
OUTLIERS_TOLD = 50
# A deviation of so many of the last digit shown is none.
STEPS_OF_LAST_DIGIT = 2
WEEK_MS = 7 * DAY_MS


class Statistics:
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
            self._lacking["change"] = withheld("nothing-before", 1, 0)
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
            self._lacking["trend"] = lack
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
        self._lacking[figure] = withheld("too-few-days", LEAST_DAYS_FOR_TREND, len(self._day))
        return False

    def _trend_of_days(self) -> dict[str, Any] | None:
        if not self._enough_days("trend_days"):
            return None
        found = statistics.trend_of_days(self._day, self._value)
        if found is None:
            worth = statistics.effective_days(self._day, self._value)
            self._lacking["trend_days"] = withheld("days-too-alike", trends.LEAST_POINTS, worth)
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
            self._lacking["outliers"] = withheld(reason, statistics.OUTLIER_LEAST, len(values))
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
        self._lacking[figure] = withheld(reason or few, need, have)


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


def trend_lack(data: PeriodData, part: int) -> Lack | None:
    """Why a trend is withheld; None where it is told."""
    days = data.day_values(part)[0]
    n = len(data.readings(part).value) if data.few else len(days)
    if n < trends.LEAST_POINTS:
        few = "too-few-readings" if data.few else "too-few-days"
        return withheld(few, trends.LEAST_POINTS, n)
    span = days[-1] - days[0] + 1
    if span < trends.LEAST_SPAN:
        return withheld("span-too-short", trends.LEAST_SPAN, span)
    return None


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
