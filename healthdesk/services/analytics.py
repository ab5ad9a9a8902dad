"""Figures: series for charts, cards for Today, the report of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from healthdesk.domain import trends, units
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.cards import Card
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.periods import Period
from healthdesk.domain.times import DAY_MS, date_of, day_of
from healthdesk.services import pressure_report
from healthdesk.settings import Settings
from healthdesk.storage import figures
from healthdesk.storage.database import Connection, Database
from healthdesk.storage.records import types_used

if TYPE_CHECKING:
    from healthdesk.domain.series import Series, SeriesQuery

By = Literal["daily", "weekly", "monthly"]
MEAN_DAYS = 7
SPARK_DAYS = 30
# Week starts as Python counts weekdays; day ordinal 0 (1970-01-01) was a Thursday.
_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
_FIRST_WEEKDAY = 3


class Analytics:
    """Reads only; asked from workers. Every answer comes from rollups where it can."""

    def __init__(self, db: Database, settings: Settings, today: Callable[[], int]) -> None:
        self._db = db
        self._settings = settings
        self._today = today

    # Charts

    @needs("records.read")
    def series(self, actor: Actor, query: SeriesQuery) -> Series:
        """What a chart draws of one type between two instants; see `domain.series`."""
        from healthdesk.services.series_maker import make_series

        kind = self._kind(query.type)
        self._unit(kind, query.unit)
        with self._db.reading() as connection:
            return make_series(connection, kind, query)

    @needs("records.read")
    def span(self, actor: Actor, person_id: int, slug: str) -> tuple[int, int] | None:
        """First and last local day with data of a type, or None."""
        with self._db.reading() as connection:
            return figures.span(connection, person_id, self._kind(slug))

    @needs("records.read")
    def types_charted(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        """Slugs with anything to draw, those derived from others (nights) included."""
        types = self._db.types
        with self._db.reading() as connection:
            return tuple(types.with_id(id_).slug for id_ in _types_with_data(connection, person_id))

    # Today

    @needs("records.read")
    def today(self, actor: Actor, person_id: int) -> tuple[Card, ...]:
        """One card a type this person uses, most used first."""
        types = self._db.types
        with self._db.reading() as connection:
            cards = (
                self._card(connection, person_id, types.with_id(id_))
                for id_ in _types_with_data(connection, person_id)
                if not types.with_id(id_).codes
            )
            return tuple(card for card in cards if card is not None)

    def _card(self, connection: Connection, person_id: int, kind: HealthType) -> Card | None:
        today = self._today()
        unit = self._settings.unit_for(kind)
        convert = converter(kind, unit)
        last = figures.latest(connection, person_id, kind, -(10**5), today + 1)
        if kind.aggregate == "sum":
            return self._sum_card(connection, person_id, kind, unit, last)
        if last is None:
            return None
        days = figures.days(connection, person_id, kind, today - SPARK_DAYS, today)
        week = _mean_of(days, today - MEAN_DAYS + 1, today)
        before = _mean_of(days, today - 2 * MEAN_DAYS + 1, today - MEAN_DAYS)
        value, value2, comparator, at, offset, source, given, given2, given_unit = last
        as_given = (given_unit or kind.unit) == unit
        two = bool(kind.parts)
        return Card(
            type=kind.slug,
            unit=unit,
            value=given if as_given and given is not None else convert(value),
            value2=(given2 if as_given and given2 is not None else convert(value2))
            if two
            else None,
            comparator=comparator or "",
            recorded_at=at,
            offset=offset,
            source=source,
            mean=_maybe(convert, week[0]),
            mean2=_maybe(convert, week[1]) if two else None,
            before=_maybe(convert, before[0]),
            before2=_maybe(convert, before[1]) if two else None,
            days=sum(1 for row in days if row[0] > today - MEAN_DAYS),
            verdict=_verdict(kind, value, value2),
            spark=tuple((row[0], convert(row[3] / row[2])) for row in days if row[2]),
            pressure=pressure_report.on_card(connection, person_id, kind, today, self._settings),
        )

    def _sum_card(
        self, connection: Connection, person_id: int, kind: HealthType, unit: str, last: Any
    ) -> Card | None:
        """The newest day's total; the means are of days."""
        today = self._today()
        convert = converter(kind, unit)
        span = figures.span(connection, person_id, kind)
        if span is None:
            return None
        newest = span[1]
        totals = figures.day_totals(
            connection, person_id, kind, min(newest, today - SPARK_DAYS), newest
        )
        if not totals:
            return None
        value = totals[-1][1]
        week = [t[1] for t in totals if today - MEAN_DAYS < t[0] <= today]
        before = [t[1] for t in totals if today - 2 * MEAN_DAYS < t[0] <= today - MEAN_DAYS]
        at, offset, source = (last[3], last[4], last[5]) if last else (newest * DAY_MS, 0, "")
        return Card(
            type=kind.slug,
            unit=unit,
            value=convert(value),
            value2=None,
            comparator="",
            recorded_at=at,
            offset=offset,
            source=source,
            mean=_maybe(convert, _average(week)),
            mean2=None,
            before=_maybe(convert, _average(before)),
            before2=None,
            days=len(week),
            verdict=_verdict(kind, value, None),
            spark=tuple((t[0], convert(t[1])) for t in totals if t[0] > today - SPARK_DAYS),
            day=newest,
        )

    # The report of a period

    @needs("records.read")
    def report(
        self,
        actor: Actor,
        person_id: int,
        slug: str,
        day_from: int | None = None,
        day_to: int | None = None,
        by: By = "daily",
        unit: str = "",
        *,
        start: int | None = None,
        end: int | None = None,
    ) -> dict[str, Any]:
        """The analytics answer, ready for JSON; `docs/reference/cli.md` says what it holds.

        A period of local days, both included, or from the instant `start` to `end` (ms),
        which is excluded, or one of each. Default: the last 30 days. Raises `InvalidData` for
        an unknown type or unit, and where the period ends before it begins.
        """
        kind = self._kind(slug)
        unit = self._unit(kind, unit)
        period = Period.of(self._today(), day_from, day_to, start, end)
        with self._db.reading() as connection:
            parts = [
                self._part(connection, person_id, kind, part, period, by, unit)
                for part in range(max(1, len(kind.parts)))
            ]
            start_date, end_date = period.written()
            answer: dict[str, Any] = {
                "type": kind.slug,
                "user_id": person_id,
                "unit": unit,
                "aggregate": kind.aggregate,
                "period": {"start_date": start_date, "end_date": end_date, "aggregation": by},
                **parts[0],
            }
            if kind.parts:
                answer["components"] = {
                    p.slug: part for p, part in zip(kind.parts[1:], parts[1:], strict=True)
                }
            pressure_report.add_to(
                answer, connection, person_id, kind, period, self._settings, converter(kind, unit)
            )
        return answer

    def _part(
        self,
        connection: Connection,
        person_id: int,
        kind: HealthType,
        part: int,
        period: Period,
        by: By,
        unit: str,
    ) -> dict[str, Any]:
        convert = converter(kind, unit)
        days = [_day(row, part) for row in _days(connection, person_id, kind, period)]
        if kind.aggregate == "sum":
            totals = self._totals(connection, person_id, kind, period)
            points = _sum_points(days, totals, self._period_of(by), convert)
            figures_ = _sum_statistics(days, totals, convert)
        else:
            lasts = self._lasts(connection, person_id, kind, part, days, by, period)
            points = _mean_points(kind, days, lasts, self._period_of(by), convert)
            figures_ = self._mean_statistics(
                connection, person_id, kind, part, days, period, convert
            )
        typical = kind.parts[part].typical if kind.parts else kind.typical
        have = figures_.pop("points")
        short = figures_["trend_value"] is None
        return {
            "data_points": points,
            "statistics": figures_,
            "typical_range": {
                "low": _maybe(convert, typical.low),
                "high": _maybe(convert, typical.high),
            },
            "insufficient": {"trend": {"need": trends.LEAST_POINTS, "have": have}} if short else {},
        }

    def _mean_statistics(
        self,
        connection: Connection,
        person_id: int,
        kind: HealthType,
        part: int,
        days: Sequence[_Day],
        period: Period,
        convert: Callable[[float], float],
    ) -> dict[str, Any]:
        """Over the readings themselves."""
        total = sum(d.n for d in days)
        counted = sum(d.counted for d in days)
        newest = figures.latest(connection, person_id, kind, *period.days, period.within)
        answer = {
            **_NOTHING,
            "total_records": total,
            "points": counted,
            "current": None if newest is None else convert(newest[part]),
        }
        if not counted:
            return answer
        average = sum(d.total for d in days) / counted
        column = "value2" if part else "value"
        sums = figures.sums_for_trend(
            connection, person_id, kind, *period.days, (period.middle, average), column,
            period.within,
        )  # fmt: skip
        trend = trends.from_sums(*sums, abs(average))
        return {
            **answer,
            "min": convert(min(d.lo for d in days if d.lo is not None)),
            "max": convert(max(d.hi for d in days if d.hi is not None)),
            "avg": convert(average),
            **_trend_figures(trend, convert),
        }

    def _lasts(
        self,
        connection: Connection,
        person_id: int,
        kind: HealthType,
        part: int,
        days: Sequence[_Day],
        by: By,
        period: Period,
    ) -> dict[int, float]:
        """The newest value of each period, for types of which only the last counts."""
        if kind.aggregate != "last":
            return {}
        period_of = self._period_of(by)
        newest = {period_of(d.day): d.day for d in days}
        found = {}
        for begin, day in newest.items():
            row = figures.latest(connection, person_id, kind, day, day, period.within)
            found[begin] = row[part]
        return found

    def _totals(
        self, connection: Connection, person_id: int, kind: HealthType, period: Period
    ) -> Sequence[Any]:
        if period.within is None:
            return figures.day_totals(connection, person_id, kind, *period.days)
        return figures.day_totals_within(
            connection, self._db.types, person_id, kind, period.days, period.within
        )

    def _period_of(self, by: By) -> Callable[[int], int]:
        """From a day to the first day of its period."""
        if by == "daily":
            return lambda day: day
        if by == "weekly":
            start = _WEEK_STARTS.get(self._settings.text("week_start"), 0)
            return lambda day: day - (day + _FIRST_WEEKDAY - start) % 7
        if by == "monthly":
            return lambda day: day_of(date_of(day).replace(day=1))
        raise InvalidData(FieldError("aggregation", "unknown-aggregation"))

    # Inside

    def _kind(self, slug: str) -> HealthType:
        kind = self._db.types.get(slug)
        if kind is None:
            raise InvalidData(FieldError("type", "unknown-type", slug=slug[:80]))
        return kind

    def _unit(self, kind: HealthType, unit: str) -> str:
        if not unit:
            return kind.units[0]
        if unit not in kind.units:
            raise InvalidData(
                FieldError("unit", "unit-of-type", unit=unit[:40], units=", ".join(kind.units))
            )
        return unit


class _Day:
    """One part of a row of `figures.days`."""

    __slots__ = ("counted", "day", "hi", "lo", "n", "total")

    def __init__(self, day: int, n: int, counted: int, total: float, lo: Any, hi: Any) -> None:
        self.day, self.n, self.counted = day, n, counted
        self.total, self.lo, self.hi = total, lo, hi


_NOTHING: dict[str, Any] = {
    "min": None,
    "max": None,
    "avg": None,
    "current": None,
    "trend": "stable",
    "trend_value": None,
    "total_records": 0,
}


def _days(
    connection: Connection, person_id: int, kind: HealthType, period: Period
) -> Sequence[Any]:
    if period.within is None:
        return figures.days(connection, person_id, kind, *period.days)
    return figures.days_within(connection, person_id, kind, period.days, period.within)


def _day(row: Any, part: int) -> _Day:
    at = 3 + 3 * part
    return _Day(row[0], row[1], row[2], row[at], row[at + 1], row[at + 2])


def _grouped(days: Iterable[Any], key: Callable[[Any], int]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for day in days:
        groups.setdefault(key(day), []).append(day)
    return groups


def _mean_points(
    kind: HealthType,
    days: Sequence[_Day],
    lasts: dict[int, float],
    period_of: Callable[[int], int],
    convert: Callable[[float], float],
) -> list[dict[str, Any]]:
    points = []
    for period, group in _grouped(days, lambda d: period_of(d.day)).items():
        counted = sum(d.counted for d in group)
        lows = [d.lo for d in group if d.lo is not None]
        highs = [d.hi for d in group if d.hi is not None]
        value: float | None
        if kind.aggregate == "last":
            value = lasts[period]
        elif kind.aggregate == "min":
            value = min(lows, default=None)
        else:
            value = sum(d.total for d in group) / counted if counted else None
        points.append(
            {
                "date": date_of(period).isoformat(),
                "value": _maybe(convert, value),
                "min": _maybe(convert, min(lows, default=None)),
                "max": _maybe(convert, max(highs, default=None)),
                "count": sum(d.n for d in group),
            }
        )
    return points


def _sum_points(
    days: Sequence[_Day],
    totals: Sequence[Any],
    period_of: Callable[[int], int],
    convert: Callable[[float], float],
) -> list[dict[str, Any]]:
    counts = {d.day: d.n for d in days}
    points = []
    for period, group in _grouped(totals, lambda t: period_of(t[0])).items():
        amounts = [t[1] for t in group]
        points.append(
            {
                "date": date_of(period).isoformat(),
                "value": convert(sum(amounts)),
                "min": convert(min(amounts)),
                "max": convert(max(amounts)),
                "count": sum(counts.get(t[0], 0) for t in group),
            }
        )
    return points


def _sum_statistics(
    days: Sequence[_Day], totals: Sequence[Any], convert: Callable[[float], float]
) -> dict[str, Any]:
    """Over the totals of days."""
    answer = {**_NOTHING, "total_records": sum(d.n for d in days), "points": len(totals)}
    if not totals:
        return answer
    amounts = [t[1] for t in totals]
    average = sum(amounts) / len(amounts)
    middle = (totals[0][0] + totals[-1][0]) / 2
    xs = [(t[0] - middle) / 7 for t in totals]
    ys = [a - average for a in amounts]
    trend = trends.from_sums(
        len(xs),
        sum(xs),
        sum(ys),
        sum(x * x for x in xs),
        sum(x * y for x, y in zip(xs, ys, strict=True)),
        sum(y * y for y in ys),
        abs(average),
    )
    return {
        **answer,
        "min": convert(min(amounts)),
        "max": convert(max(amounts)),
        "avg": convert(average),
        "current": convert(amounts[-1]),
        **_trend_figures(trend, convert),
    }


def _trend_figures(trend: trends.Trend | None, convert: Callable[[float], float]) -> dict[str, Any]:
    if trend is None:
        return {"trend": "stable", "trend_value": None}
    # A difference: the shift of units such as °F drops out.
    slope = convert(trend.slope) - convert(0.0)
    return {"trend": trend.direction, "trend_value": slope}


def converter(kind: HealthType, unit: str) -> Callable[[float], float]:
    """From canonical to `unit`, with the noise of the arithmetic rounded away."""
    if unit == kind.unit:
        return units.canonical
    return lambda value: units.canonical(units.convert(value, kind.unit, unit, kind.slug))


def _maybe(convert: Callable[[float], float], value: float | None) -> float | None:
    return None if value is None else convert(value)


def _average(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _mean_of(days: Sequence[Any], first: int, last: int) -> tuple[float | None, float | None]:
    """Mean of the readings of some days, both parts."""
    chosen = [row for row in days if first <= row[0] <= last and row[2]]
    counted = sum(row[2] for row in chosen)
    if not counted:
        return None, None
    return sum(row[3] for row in chosen) / counted, sum(row[6] for row in chosen) / counted


def _verdict(
    kind: HealthType, value: float, value2: float | None
) -> Literal["in-range", "above", "below", "none"]:
    """Where a reading lies beside the typical range; above wins over below."""
    parts = [(kind.parts[0].typical, value), (kind.parts[1].typical, value2 or 0.0)] if (
        kind.parts
    ) else [(kind.typical, value)]  # fmt: skip
    if all(r.low is None and r.high is None for r, _ in parts):
        return "none"
    if any(r.is_above(v) for r, v in parts):
        return "above"
    if any(r.is_below(v) for r, v in parts):
        return "below"
    return "in-range"


def _types_with_data(connection: Connection, person_id: int) -> list[int]:
    used = types_used(connection, person_id)
    return [*used, *(i for i in figures.derived_types(connection, person_id) if i not in used)]


def today_in(zone: dt.tzinfo) -> int:
    """The local date of a zone as a day ordinal."""
    return day_of(dt.datetime.now(zone).date())
