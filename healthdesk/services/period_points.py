"""The points of a period: one for each day, week or month, hour of the day or weekday."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from healthdesk.domain import body_weight, statistics
from healthdesk.domain.periods import By, first_day_of, weekday
from healthdesk.domain.scales import FIGURE_DIGITS, Scale
from healthdesk.domain.times import date_of
from healthdesk.services.period_data import DayRow, PeriodData
from healthdesk.storage import figures, rollups

ROLLING_DAYS = 7
# Percentiles of fewer values are hardly more than the values themselves.
LEAST_FOR_PERCENTILES = 10
# Amounts of every hour are worked out from each interval; not of more days than these.
HOURLY_DAYS_MOST = 366

Point = dict[str, Any]
# Of a point before its values are told: value, least, most, how many, total.
_Figures = tuple[float | None, float | None, float | None, int, float | None]


def points(data: PeriodData, part: int, by: By, week_start: str, scale: Scale) -> list[Point]:
    """Ascending; a point for each period that has data.

    Each has `value`, `min`, `max`, `count`, `sum`, `median` and `percentiles`; days, weeks and
    months the `date` they begin with, hours `hour` (0 to 23), weekdays `weekday` (1 is Monday).
    """
    if by == "hour":
        return _hours(data, part, scale)
    if by == "weekday":
        found, key = _by_day(data, part, weekday, scale), "weekday"
        return [{key: each, **point} for each, point in sorted(found.items())]
    first_day = first_day_of(by, week_start)
    found = _by_day(data, part, first_day, scale)
    if data.kind.aggregate == "last":
        for begin, value in _lasts(data, part, first_day).items():
            found[begin]["value"] = scale.value(value)
    if by == "daily":
        _add_smoothing(found, data, part, scale)
    return [{"date": date_of(day).isoformat(), **point} for day, point in found.items()]


# Days and what is made of them


def _by_day(
    data: PeriodData, part: int, key: Callable[[int], int], scale: Scale
) -> dict[int, Point]:
    """Points of groups of days; their percentiles are of readings, of totals where amounts
    are summed up, and of the means of days where readings are too many."""
    days = data.days(part)
    if data.summed:
        figures_ = _summed(data, days, key)
    else:
        figures_ = {
            each: _of_days(data.kind.aggregate, group)
            for each, group in _grouped(days, lambda row: key(row.day)).items()
        }
    found = _points(figures_, scale)
    _add_percentiles(found, *_keyed(data, part, key), scale)
    return found


def _summed(
    data: PeriodData, days: Sequence[DayRow], key: Callable[[int], int]
) -> dict[int, _Figures]:
    counts = {row.day: row.n for row in days}
    found = {}
    for each, group in _grouped(data.totals, lambda row: key(row[0])).items():
        amounts = [row[1] for row in group]
        # On a weekday the usual amount counts, not that of all Mondays together.
        value = sum(amounts) / (len(amounts) if key is weekday else 1)
        count = sum(counts.get(row[0], 0) for row in group)
        found[each] = value, min(amounts), max(amounts), count, sum(amounts)
    return found


def _of_days(aggregate: str, group: Sequence[DayRow]) -> _Figures:
    if len(group) == 1:  # as each day of thousands
        ((_, n, counted, total, low, high),) = group
    else:
        n, counted = sum(row.n for row in group), sum(row.counted for row in group)
        total = sum(row.total for row in group)
        low = min((row.lo for row in group if row.lo is not None), default=None)
        high = max((row.hi for row in group if row.hi is not None), default=None)
    if not counted:
        return None, low, high, n, None
    return low if aggregate == "min" else total / counted, low, high, n, total


def _points(found: Mapping[int, _Figures], scale: Scale) -> dict[int, Point]:
    value_of, figure_of, adds_up = scale.value, scale.figure, scale.from_zero
    return {
        each: {
            "value": None if value is None else figure_of(value),
            "min": None if low is None else value_of(low),
            "max": None if high is None else value_of(high),
            "count": count,
            "sum": figure_of(total) if adds_up and total is not None else None,
            "median": None,
            "percentiles": None,
        }
        for each, (value, low, high, count, total) in found.items()
    }


def _keyed(data: PeriodData, part: int, key: Callable[[int], int]) -> tuple[list[int], Any]:
    """Each value's key, and the values."""
    if data.few:
        readings = data.readings(part)
        days = readings.day.tolist()
        keys = {day: key(day) for day in set(days)}
        return [keys[day] for day in days], readings.value
    days, values = data.day_values(part)
    return [key(day) for day in days], values


def _add_percentiles(found: dict[int, Point], keys: Any, values: Any, scale: Scale) -> None:
    groups = statistics.by_group(keys, values)
    middle = statistics.PERCENTS.index(50)
    medians = _told(groups.percentiles[:, middle], scale)
    for each, count, median, percents in zip(
        groups.keys, groups.count, medians, groups.percentiles, strict=True
    ):
        found[each]["median"] = median
        if count >= LEAST_FOR_PERCENTILES:
            found[each]["percentiles"] = told_percentiles(percents.tolist(), scale)


def _told(values: Any, scale: Scale) -> list[float]:
    """As `Scale.figure`, of many at once."""
    if scale.canonical:
        return statistics.rounded(values, FIGURE_DIGITS)
    return [scale.figure(float(value)) for value in values]


def told_percentiles(values: Sequence[float], scale: Scale) -> dict[str, float]:
    """By the percent, as JSON has its keys."""
    told = zip(statistics.PERCENTS, values, strict=True)
    return {str(percent): scale.figure(value) for percent, value in told}


def _lasts(data: PeriodData, part: int, first_day: Callable[[int], int]) -> dict[int, float]:
    """The newest value of each period, for types of which only the last counts."""
    newest = {first_day(row.day): row.day for row in data.days(part)}
    found = {}
    for begin, day in newest.items():
        row = figures.latest(
            data.connection, data.person_id, data.kind, day, day, data.period.within
        )
        found[begin] = row[part]
    return found


def _add_smoothing(found: dict[int, Point], data: PeriodData, part: int, scale: Scale) -> None:
    """Mean and median of the 7 days up to each; of body weight its trend as well. Days before
    the period count, unless instants bound it."""
    for point in found.values():
        point["rolling_mean"] = point["rolling_median"] = None
    first = data.period.days[0]
    earlier = data.run_up(ROLLING_DAYS - 1)
    days, values, counts = _weighed(data, part)
    if earlier is not None:
        before = _weighed(earlier, part)
        days, values, counts = before[0] + days, before[1] + values, before[2] + counts
    if days:
        means, medians = statistics.rolling(days, values, counts, ROLLING_DAYS)
        told = zip(days, _told(means, scale), _told(medians, scale), strict=True)
        for day, mean, median in told:
            if day >= first:
                found[day]["rolling_mean"] = mean
                found[day]["rolling_median"] = median
    if data.kind.slug == "weight":
        for day, value in zip(*weight_trend(data), strict=True):
            if day >= first:
                found[day]["smoothed"] = scale.figure(value)


def _weighed(data: PeriodData, part: int) -> tuple[list[int], list[float], list[int]]:
    """Day values, and how many readings each stands for (a total: one)."""
    days, values = data.day_values(part)
    if data.summed:
        return days, values, [1] * len(days)
    return days, values, [row.counted for row in data.days(part) if row.counted]


def weight_trend(data: PeriodData) -> tuple[list[int], list[float]]:
    """Days with a weight and the trend on each, begun before the period."""
    days, values = data.day_values()
    earlier = data.run_up(body_weight.RUN_UP_DAYS)
    if earlier is not None:
        before = earlier.day_values()
        days, values = before[0] + days, before[1] + values
    return days, body_weight.smoothed(days, values)


# Hours of the day


def _hours(data: PeriodData, part: int, scale: Scale) -> list[Point]:
    if data.summed:
        return _hours_of_amounts(data, scale)
    groups = _grouped(data.hours_of_day(part), lambda row: row.day)
    figures_ = {hour: _of_days(data.kind.aggregate, groups[hour]) for hour in sorted(groups)}
    found = _points(figures_, scale)
    _add_percentiles(found, *_by_the_clock(data, part), scale)
    return [{"hour": hour, **point} for hour, point in found.items()]


def _by_the_clock(data: PeriodData, part: int) -> tuple[Any, Any]:
    """The hour of the day of each reading, or where they are too many of the mean of each hour
    of each day, and the values."""
    if data.few:
        readings = data.readings(part)
        return readings.hour, readings.value
    hours, means = data.hour_means(part)
    return hours % 24, means


def _hours_of_amounts(data: PeriodData, scale: Scale) -> list[Point]:
    """Of the days that have amounts with a time: what is usual at each hour, 0 on days that
    have nothing then."""
    first, last = data.bounds
    if last - first >= HOURLY_DAYS_MOST:
        return []
    amounts = rollups.hourly_union(
        data.connection, data.person_id, data.kind, *data.period.days, data.period.within
    )
    days = sorted({hour // 24 for hour in amounts})
    keys = [hour for hour in range(24) for _ in days]
    values = [amounts.get(day * 24 + hour, 0.0) for hour in range(24) for day in days]
    figures_ = {}
    for hour in range(24) if days else ():
        of_hour = values[hour * len(days) : (hour + 1) * len(days)]
        total = sum(of_hour)
        figures_[hour] = total / len(days), min(of_hour), max(of_hour), len(days), total
    found = _points(figures_, scale)
    _add_percentiles(found, keys, values, scale)
    return [{"hour": hour, **point} for hour, point in found.items()]


def _grouped(rows: Iterable[Any], key: Callable[[Any], int]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
