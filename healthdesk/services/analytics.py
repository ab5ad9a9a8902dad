"""Figures: series for charts, cards for Today, the report of a period."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.cards import Card
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.periods import By, Period
from healthdesk.domain.scales import Scale
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.services import glucose_report, pressure_report
from healthdesk.services.answer_cache import AnswerCache, Concerns
from healthdesk.settings import Settings, local_zone
from healthdesk.storage import figures, persons
from healthdesk.storage.database import Connection, Database
from healthdesk.storage.records import types_used
from healthdesk.texts import Format

if TYPE_CHECKING:
    from healthdesk.domain.insights import Insight
    from healthdesk.domain.series import Series, SeriesQuery
    from healthdesk.services.period_data import PeriodData
    from healthdesk.services.period_report import Question

MEAN_DAYS = 7
SPARK_DAYS = 30
AHEAD_MOST = 90


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about a period that has an answer; `chosen` as the settings stand."""

    kind: HealthType
    period: Period
    question: Question
    chosen: tuple[Any, ...]
    concerns: Concerns

    @property
    def key(self) -> tuple[Any, ...]:
        return self.concerns.person_id, self.kind, self.period, self.question, self.chosen


class Analytics:
    """Reads only; asked from workers. Every answer comes from rollups where it can."""

    def __init__(self, db: Database, settings: Settings, today: Callable[[], int]) -> None:
        self._db = db
        self._settings = settings
        self._today = today
        seconds = settings.variable("HEALTH_ANALYTICS_CACHE_TTL")
        self._cache = AnswerCache(seconds if isinstance(seconds, int) else 0)

    # Charts

    @needs("records.read")
    def series(self, actor: Actor, query: SeriesQuery) -> Series:
        """What a chart draws of one type between two instants; see `domain.series`."""
        from healthdesk.services.series_maker import make_series

        kind = self._kind(query.type)
        self._unit(kind, query.unit)
        with self._db.reading() as connection:
            return make_series(connection, kind, query, self._week_begins())

    @needs("records.read")
    def span(self, actor: Actor, person_id: int, slug: str) -> tuple[int, int] | None:
        """First and last local day with data of a type, or None."""
        with self._db.reading() as connection:
            return figures.span(connection, person_id, self._kind(slug))

    @needs("records.read")
    def next_reading(
        self, actor: Actor, person_id: int, slug: str, at: int, *, later: bool
    ) -> int | None:
        """The instant (ms) of the first reading of a type after `at`, or of the last before;
        of types that are summed up, noon of a day with a total, as if in UTC."""
        with self._db.reading() as connection:
            return figures.next_reading(connection, person_id, self._kind(slug), at, later=later)

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
            today = self._today_of(connection, person_id)
            cards = (
                self._card(connection, person_id, types.with_id(id_), today)
                for id_ in _types_with_data(connection, person_id)
                if not types.with_id(id_).codes
            )
            return tuple(card for card in cards if card is not None)

    def _card(
        self, connection: Connection, person_id: int, kind: HealthType, today: int
    ) -> Card | None:
        unit = self._settings.unit_for(kind)
        convert = converter(kind, unit)
        last = figures.latest(connection, person_id, kind, -(10**5), today + 1)
        if kind.aggregate == "sum":
            return self._sum_card(connection, person_id, kind, today, unit, last)
        if last is None:
            return None
        days = figures.days(connection, person_id, kind, today - SPARK_DAYS, today)
        week = [row for row in days if row[0] > today - MEAN_DAYS]
        before = [row for row in days if today - 2 * MEAN_DAYS < row[0] <= today - MEAN_DAYS]
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
            mean=_maybe(convert, _mean_of(week)),
            mean2=_maybe(convert, _mean_of(week, 1)) if two else None,
            before=_maybe(convert, _mean_of(before)),
            before2=_maybe(convert, _mean_of(before, 1)) if two else None,
            days=len(week),
            verdict=_verdict(kind, value, value2, given_unit or kind.unit),
            spark=tuple((row[0], convert(row[3] / row[2])) for row in days if row[2]),
            pressure=pressure_report.on_card(connection, person_id, kind, today, self._settings),
        )

    def _sum_card(
        self,
        connection: Connection,
        person_id: int,
        kind: HealthType,
        today: int,
        unit: str,
        last: Any,
    ) -> Card | None:
        """The newest day's total; the means are of days, and of those that are over."""
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
        whole = today - kind.grows_all_day
        week = [t[1] for t in totals if whole - MEAN_DAYS < t[0] <= whole]
        before = [t[1] for t in totals if whole - 2 * MEAN_DAYS < t[0] <= whole - MEAN_DAYS]
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
            verdict=_verdict(kind, value, None, kind.unit),
            spark=tuple((t[0], convert(t[1])) for t in totals if t[0] > today - SPARK_DAYS),
            day=newest,
        )

    @needs("records.read")
    def several(self, actor: Actor, queries: Sequence[SeriesQuery]) -> tuple[Series, ...]:
        """As `series`, of several charts at once, all from one moment."""
        from healthdesk.services.series_maker import make_series

        kinds = [self._kind(query.type) for query in queries]
        week_start = self._week_begins()
        with self._db.reading() as connection:
            return tuple(
                make_series(connection, kind, query, week_start)
                for kind, query in zip(kinds, queries, strict=True)
            )

    @needs("records.read")
    def insights(self, actor: Actor, person_id: int) -> tuple[Insight, ...]:
        """What stands out in the readings of a person, the weightiest first; kept until a
        write touches any of them."""
        from healthdesk.services.insights import Insights, unpacked

        types = self._db.types
        concerns = Concerns(person_id, frozenset(kind.slug for kind in types))
        with self._db.reading() as connection:
            today = self._today_of(connection, person_id)
            key = ("insights", person_id, tuple(types), today, self._chosen())
            used = _types_with_data(connection, person_id)
            made = Insights(connection, types, person_id, used, self._settings, today)
            return unpacked(self._cache.answer(connection, key, concerns, made.packed))

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
        ahead: int | None = None,
        other: str | None = None,
    ) -> dict[str, Any]:
        """The analytics answer, ready for JSON; `docs/reference/analytics.md` says what it
        holds.

        A period of local days, both included, or from the instant `start` to `end` (ms),
        which is excluded, or one of each. Default: the last 30 days. `ahead` asks for a
        forecast of 1 to 90 days, `other` (a slug) for the correlation with another type.
        Raises `InvalidData` for an unknown type or unit, a type beside itself, another number
        of days, and where the period ends before it begins.
        """
        with self._db.reading() as connection:
            asked = self._ask(
                connection, person_id, slug, day_from, day_to, by, unit, start=start, end=end,
                ahead=ahead, other=other,
            )  # fmt: skip
            return self._cache.answer(
                connection, asked.key, asked.concerns, lambda: self._report(connection, asked)
            )

    @needs("records.read")
    def report_packed(
        self,
        actor: Actor,
        /,
        person_id: int,
        slug: str,
        pack: Callable[[dict[str, Any]], bytes],
        *,
        at_once: bool,
        **named: Any,
    ) -> bytes | None:
        """As `report`, packed for whoever sends it on; `at_once` gives only what need not be
        made: else None."""
        with self._db.reading() as connection:
            asked = self._ask(connection, person_id, slug, **named)
            key = ("packed", *asked.key)
            if at_once:
                return self._cache.kept(connection, key)
            return self._cache.packed(
                connection, key, asked.concerns, lambda: pack(self._report(connection, asked))
            )

    def _ask(
        self,
        connection: Connection,
        person_id: int,
        slug: str,
        day_from: int | None = None,
        day_to: int | None = None,
        by: By = "daily",
        unit: str = "",
        *,
        start: int | None = None,
        end: int | None = None,
        ahead: int | None = None,
        other: str | None = None,
    ) -> _Asked:
        kind = self._kind(slug)
        unit = self._unit(kind, unit)
        today = self._today_of(connection, person_id)
        period = Period.of(today, day_from, day_to, start, end)
        if by not in get_args(By):
            raise InvalidData(FieldError("aggregation", "unknown-aggregation"))
        if ahead is not None and not 1 <= ahead <= AHEAD_MOST:
            raise InvalidData(FieldError("forecast", "forecast-days", high=AHEAD_MOST))
        beside = None if other is None else self._kind(other)
        if beside is kind:
            raise InvalidData(FieldError("with", "type-beside-itself"))
        from healthdesk.services import period_report

        question = period_report.Question(by, unit, self._week_begins(), today, ahead, beside)
        concerns = Concerns(person_id, period_report.concerned(kind, beside))
        return _Asked(kind, period, question, self._chosen(), concerns)

    def _today_of(self, connection: Connection, person_id: int) -> int:
        """The local day of a person, who may live in another zone than the one here."""
        person = persons.get(connection, person_id)
        if person is None or person.time_zone is None:
            return self._today()
        return today_in(local_zone(self._settings, person.time_zone))

    def _week_begins(self) -> str:
        """As chosen, else as usual in the region."""
        return Format.of(self._settings).week_begins

    def _report(self, connection: Connection, asked: _Asked) -> dict[str, Any]:
        from healthdesk.services import effort_report, rhythm_report, sleep_report
        from healthdesk.services.period_data import PeriodData
        from healthdesk.services.period_report import make_report

        question, person_id = asked.question, asked.concerns.person_id
        data = PeriodData(connection, self._db.types, person_id, asked.kind, asked.period)
        with self._hours_ahead(data, rhythm_report.hours_asked(data)):
            answer = make_report(data, question)
            unit = question.unit
            convert = converter(data.kind, unit)
            pressure_report.add_to(answer, data, self._settings, convert)
            glucose_report.add_to(answer, data, self._settings, convert)
            rhythm_report.add_to(answer, data, unit)
        sleep_report.add_to(answer, data, unit)
        effort_report.add_to(answer, data, unit, question.today, self._settings)
        return answer

    def _hours_ahead(
        self, data: PeriodData, hours: tuple[int, int] | None
    ) -> contextlib.AbstractContextManager[None]:
        if hours is None:
            return contextlib.nullcontext()
        return self._db.read_ahead(
            lambda free: figures.go_through_hours(free, data.person_id, data.kind, *hours)
        )

    def _chosen(self) -> tuple[Any, ...]:
        """All that figures may be told differently for."""
        return tuple(self._settings.get(setting.key) for setting in self._settings)

    @needs("records.read")
    def cache_figures(self, actor: Actor) -> dict[str, int]:
        """Of kept answers: `entries`, `bytes`, and `hits` and `misses` since the start."""
        return self._cache.figures()

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


def converter(kind: HealthType, unit: str) -> Callable[[float], float]:
    """From canonical to `unit`, with the noise of the arithmetic rounded away."""
    return Scale(kind, unit).value


def _maybe(convert: Callable[[float], float], value: float | None) -> float | None:
    return None if value is None else convert(value)


def _average(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _mean_of(days: Sequence[Any], part: int = 0) -> float | None:
    """Mean of the readings of some days."""
    counted = sum(row[2] for row in days)
    return sum(row[3 + 3 * part] for row in days) / counted if counted else None


def _verdict(
    kind: HealthType, value: float, value2: float | None, unit: str
) -> Literal["in-range", "above", "below", "none"]:
    """Where a reading given in `unit` lies beside the typical range; above wins over below."""
    parts = [(kind.parts[0].typical, value), (kind.parts[1].typical, value2 or 0.0)] if (
        kind.parts
    ) else [(kind.typical_of_given(unit), value)]  # fmt: skip
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
