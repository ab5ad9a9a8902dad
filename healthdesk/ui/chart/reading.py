"""Reads what a chart needs to draw, in workers; the newest question wins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import InSight, Series, SeriesQuery
from healthdesk.ui.chart.ticks import HOUR, position, wall
from healthdesk.ui.context import Context

# Points of hours stand in the middle of theirs; days are read whole anyway.
LEAST_MARGIN: Final = HOUR
# While one moves, more is read once less than this share of the span is left at a side, or
# when the span is shorter than this share of what it was.
RESERVE: Final = 0.15
NEARER: Final = 0.45
# The whole time is known this coarsely, for where nothing else is read yet.
OVERVIEW_POINTS: Final = 1500


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures of a span in wall seconds, of what `asked` for it."""

    asked: SeriesQuery
    span: tuple[float, float]
    figures: InSight | None


class SeriesReader(QObject):
    """Asks for the series of the person and type in hand.

    `series_found` and `overview_found` (a `Series` and the span it covers, in wall
    seconds), `figures_found` (a `Seen`, before the series of the same question),
    `reading_found` (the position of a reading, or None: there is none), `waiting`
    (whether an answer is on its way).
    """

    series_found = Signal(object, object)
    figures_found = Signal(object)
    overview_found = Signal(object, object)
    reading_found = Signal(object)
    waiting = Signal(bool)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        # Type, span that was in sight, and what was found for it.
        self._found: tuple[str, float, float, Series] | None = None
        self._on_way: set[str] = set()
        self._overview_of: tuple[int, str] | None = None

    def forget_overview(self) -> None:
        """What it showed may have changed: ask for it again when it is wanted."""
        self._overview_of = None

    def ask(self, kind: HealthType, low: float, high: float) -> None:
        """The series of what is in sight and half as much to both sides, and the figures of
        what is in sight."""
        self._ask(kind, low, high, figures=True)

    def _ask(self, kind: HealthType, low: float, high: float, *, figures: bool) -> None:
        query = self._query(kind, low, high)
        if query is None:
            return
        analytics, actor = self._context.app.analytics, self._context.actor
        charts, who = self._context.app.charts, query.person_id
        self._begin("series")
        self._context.tasks.run(
            lambda: (
                charts.in_sight(actor, who, query.type, query.unit, low, high) if figures else None,
                analytics.series(actor, query),
            ),
            lambda found: self._take_both(*found, (low, high), figures=figures),
            ended=lambda: self._end("series"),
            key=("charts.series", id(self)),
            owner=self,
        )

    def follow(self, kind: HealthType, low: float, high: float) -> None:
        """As `ask`, while one moves: only where what is read does not reach, and one question
        at a time, or no answer would ever be the newest."""
        if "series" not in self._on_way and not self._is_enough(kind, low, high):
            self._ask(kind, low, high, figures=False)

    def ask_overview(self, kind: HealthType, low: float, high: float) -> None:
        """All time at once and coarsely; asked once a type until something changes."""
        person = self._context.current.person
        if person is None or self._overview_of == (person.id, kind.slug):
            return
        self._overview_of = (person.id, kind.slug)
        query = SeriesQuery(
            person_id=person.id,
            type=kind.slug,
            start=self.instant(low),
            end=self.instant(high),
            unit=self._context.current.unit(kind.slug),
            points=OVERVIEW_POINTS,
        )
        analytics, actor = self._context.app.analytics, self._context.actor
        self._context.tasks.run(
            lambda: analytics.series(actor, query),
            lambda series: self.overview_found.emit(series, (low, high)),
            key=("charts.overview", id(self)),
            owner=self,
        )

    def ask_next(self, kind: HealthType, utc: int, *, later: bool) -> None:
        """Where the next reading stands, however far it is."""
        person = self._context.current.person
        if person is None:
            return
        analytics, actor = self._context.app.analytics, self._context.actor
        person_id = person.id
        self._context.tasks.run(
            lambda: analytics.next_reading(actor, person_id, kind.slug, utc, later=later),
            lambda at: self.reading_found.emit(None if at is None else self._position(at)),
            key=("charts.next", id(self)),
            owner=self,
        )

    def _query(self, kind: HealthType, low: float, high: float) -> SeriesQuery | None:
        person = self._context.current.person
        if person is None:
            return None
        margin = self._margin(low, high)
        return SeriesQuery(
            person_id=person.id,
            type=kind.slug,
            start=self.instant(low - margin),
            end=self.instant(high + margin),
            unit=self._context.current.unit(kind.slug),
        )

    @staticmethod
    def _margin(low: float, high: float) -> float:
        return max(LEAST_MARGIN, (high - low) / 2)

    def _take_both(
        self, seen: InSight | None, series: Series, span: tuple[float, float], *, figures: bool
    ) -> None:
        if figures:
            self.figures_found.emit(Seen(series.query, span, seen))
        self._take(series, *span)

    def _take(self, series: Series, low: float, high: float) -> None:
        margin = self._margin(low, high)
        self._found = (series.query.type, low, high, series)
        self.series_found.emit(series, (low - margin, high + margin))

    def _is_enough(self, kind: HealthType, low: float, high: float) -> bool:
        if self._found is None or self._found[0] != kind.slug:
            return False
        _, first, last, series = self._found
        margin, length, reserve = self._margin(first, last), last - first, RESERVE * (high - low)
        if low - reserve < first - margin or high + reserve > last + margin:
            return False
        # Single readings are all there is; anything else can be had finer.
        return series.step == "raw" or (high - low) > NEARER * length

    def instant(self, at: float) -> int:
        """The instant (ms) at which the person's clock shows a position."""
        moment = wall(at).replace(tzinfo=self._context.current.zone())
        return round(moment.timestamp() * 1000)

    def _position(self, utc: int) -> float:
        zone = self._context.current.zone()
        return position(dt.datetime.fromtimestamp(utc / 1000, zone))

    def _begin(self, question: str) -> None:
        self._on_way.add(question)
        self.waiting.emit(True)

    def _end(self, question: str) -> None:
        # Of a question that gave way to a newer one nothing is heard any more.
        self._on_way.discard(question)
        if not self._on_way:
            self.waiting.emit(False)
