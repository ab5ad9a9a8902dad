"""A context for the pages that show figures, with services that answer from memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from healthdesk.domain.accounts import Actor
from healthdesk.domain.cards import Card
from healthdesk.domain.errors import NotFound
from healthdesk.domain.insights import Insight
from healthdesk.domain.pressure_guidelines import Standing
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.domain.series import Floats, InSight, Line, Series, SeriesQuery, Step
from healthdesk.domain.times import day_of
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.settings import Settings
from healthdesk.ui.chart.legend import Figure
from healthdesk.ui.chart_views.view import ChartView
from healthdesk.ui.commands import Commands
from healthdesk.ui.context import Context
from healthdesk.ui.current import Current
from healthdesk.ui.events import Events
from healthdesk.ui.messages import Banners, Messages, Toast
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.tasks import Tasks
from healthdesk.ui.theme import Themes
from healthdesk.ui.undo import UndoStack
from tests.ui.fakes import FakeJournal, FakeOccurrences
from tests.ui.panels.overlay_fakes import FakeAnnotations, FakeGoals, FakeOverlays

DAY = 86_400


def line(part: str, at: Sequence[float] | Floats, value: Sequence[float] | Floats) -> Line:
    """Raw readings in UTC, with ids from 1."""
    ats, values = np.asarray(at, dtype=np.float64), np.asarray(value, dtype=np.float64)
    count = np.ones(ats.size, dtype=np.int64)
    ids = np.arange(1, ats.size + 1, dtype=np.int64)
    return Line(part, ats, (ats * 1000).astype(np.int64), values, values, values, count, ids)


@dataclass(frozen=True)
class Data:
    """Readings of one type: positions in seconds, values by part."""

    at: list[float]
    parts: dict[str, list[float]]
    step: Step = "raw"
    typical: tuple[tuple[float | None, float | None], ...] = ((None, None),)


@dataclass
class FakeAnalytics:
    """Answers what it was given, cut to the span asked for; keeps the questions."""

    data: dict[str, Data] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    asked: list[SeriesQuery] = field(default_factory=list)
    asked_today: int = 0
    found: tuple[Insight, ...] = ()
    asked_insights: int = 0

    def series(self, actor: Actor, query: SeriesQuery) -> Series:
        self.asked.append(query)
        data = self.data[query.type]
        seen = [i for i, at in enumerate(data.at) if query.start <= at * 1000 < query.end]
        at = [data.at[i] for i in seen]
        lines = tuple(
            line(part, at, [values[i] for i in seen]) for part, values in data.parts.items()
        )
        return Series(
            query, data.step, query.unit, lines, lines if seen else (), data.typical, len(seen)
        )

    def span(self, actor: Actor, person_id: int, slug: str) -> tuple[int, int] | None:
        data = self.data.get(slug)
        return (int(data.at[0] // DAY), int(data.at[-1] // DAY)) if data else None

    def next_reading(
        self, actor: Actor, person_id: int, slug: str, at: int, *, later: bool
    ) -> int | None:
        instants = [round(one * 1000) for one in self.data[slug].at]
        beyond = [one for one in instants if (one > at if later else one < at)]
        return (min(beyond) if later else max(beyond)) if beyond else None

    def types_charted(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        return tuple(self.data)

    def today(self, actor: Actor, person_id: int) -> tuple[Card, ...]:
        self.asked_today += 1
        return self.cards

    def several(self, actor: Actor, queries: Sequence[SeriesQuery]) -> tuple[Series, ...]:
        return tuple(self.series(actor, query) for query in queries)

    def insights(self, actor: Actor, person_id: int) -> tuple[Insight, ...]:
        self.asked_insights += 1
        return self.found


@dataclass
class FakeCharts:
    """What it was given as figures of any span; without, the points are all there is."""

    figures: InSight | None = None

    def in_sight(
        self, actor: Actor, person_id: int, slug: str, unit: str, low: float, high: float
    ) -> InSight | None:
        return self.figures


class FakePressures:
    """How pressures of the days asked for stand; keeps the questions."""

    def __init__(self) -> None:
        self.standings_told: tuple[Standing, ...] = ()
        self.asked: list[tuple[int, int]] = []

    def standings(
        self, actor: Actor, person_id: int, day_from: int, day_to: int
    ) -> tuple[Standing, ...]:
        self.asked.append((day_from, day_to))
        return self.standings_told


class Journal(FakeJournal):
    def get(self, actor: Actor, wanted: int | bytes | str) -> Record:
        assert isinstance(wanted, int)
        if wanted not in self.rows:
            raise NotFound("unknown-record")
        return self.rows[wanted]

    def slice(self, actor: Actor, query: RecordQuery, offset: int, limit: int) -> Sequence[Record]:
        assert not limit  # all of them
        return [row for row in self.rows.values() if row.type in query.types]


@dataclass
class Place:
    """The context and what stands behind it."""

    context: Context
    analytics: FakeAnalytics
    journal: Journal
    bus: Bus
    window: QWidget
    toast: Toast
    banners: Banners
    entries: list[str]
    pages: dict[str, Any]

    def close(self) -> None:
        self.context.events.close()
        self.context.tasks.shutdown()


def build(app: QApplication, folder: Path, theme: str = "light", scale: float = 1.0) -> Place:
    """A window's worth of context for one person, with the types of the catalogue."""
    paths = Paths.find(str(folder), {})
    settings = Settings.load(paths, {})
    bus = Bus()
    journal, analytics = Journal(bus), FakeAnalytics()
    actor = Actor("owner", frozenset())
    journal.add_person(actor, "Me")
    window = QWidget()
    toast, banners = Toast(window), Banners(window)
    tasks, messages = Tasks(window), Messages(toast, banners, window)
    current = Current(journal, settings, tasks, actor, window)  # type: ignore[arg-type]
    current.persons = journal.persons(actor)
    current.person = current.persons[0]
    current.types = journal.types(actor)
    entries: list[str] = []
    pages: dict[str, Any] = {}
    context = Context(
        app=SimpleNamespace(  # type: ignore[arg-type]
            analytics=analytics,
            charts=FakeCharts(),
            journal=journal,
            settings=settings,
            paths=paths,
            bus=bus,
            pressures=FakePressures(),
            overlays=FakeOverlays(),
            goals=FakeGoals(),
            occurrences=FakeOccurrences(),
            annotations=FakeAnnotations(),
        ),
        tasks=tasks,
        events=Events(bus, window),
        current=current,
        messages=messages,
        undo=UndoStack(journal, tasks, messages, actor, window),  # type: ignore[arg-type]
        theme=Themes(app, theme, scale),
        commands=Commands(window),
        show_page=lambda page: pages[page],
        focus_entry=entries.append,
        actor=actor,
    )
    return Place(context, analytics, journal, bus, window, toast, banners, entries, pages)


def today() -> int:
    return day_of(dt.datetime.now(dt.UTC).date())


def pressure(days: int = 30) -> Data:
    """A reading each morning of the last days, the newest yesterday."""
    at = [(today() - n) * DAY + 8 * 3600.0 for n in range(days, 0, -1)]
    upper = [120.0 + n % 10 for n in range(days)]
    return Data(
        at, {"systolic": upper, "diastolic": [v - 45 for v in upper]}, "raw",
        ((90.0, 120.0), (60.0, 80.0)),
    )  # fmt: skip


def steps(days: int = 30) -> Data:
    at = [(today() - n + 0.5) * DAY for n in range(days, 0, -1)]
    return Data(at, {"steps": [5000.0 + 100 * n for n in range(days)]}, "day")


def opened(place: Place, qtbot: Any) -> ChartsPanel:
    """The page of charts, shown."""
    page = ChartsPanel(place.context)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


def drawn(page: ChartsPanel, qtbot: Any, slug: str = "blood-pressure") -> None:
    """Wait until a type is drawn over time."""

    def is_drawn() -> bool:
        series = page.over_time._series
        return series is not None and series.query.type == slug

    qtbot.waitUntil(is_drawn)


def figures(view: ChartView) -> dict[str, str]:
    """The numbers around a drawing by their names."""
    found = {}
    for figure in view.figures.findChildren(Figure):
        name, value = figure.findChildren(QLabel)
        found[name.text()] = value.text()
    return found
