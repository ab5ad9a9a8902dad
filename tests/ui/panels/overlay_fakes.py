"""Services of layers that answer what they were given and keep the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from healthdesk.domain.accounts import Actor
from healthdesk.domain.annotations import Annotation, AnnotationQuery
from healthdesk.domain.goal_views import GoalView, HabitLine, TargetLine
from healthdesk.domain.lacks import Lack
from healthdesk.domain.overlays import (
    ComingDays,
    Happenings,
    PeriodMean,
    TrendLine,
    Wanted,
    WeightTrend,
)

FEW: Lack = {"need": 7, "have": 4, "reason": "too-few-days"}


@dataclass
class FakeOverlays:
    """Of a type that has no trend or forecast, it is withheld."""

    trends: dict[str, tuple[TrendLine, ...]] = field(default_factory=dict)
    robust: dict[str, tuple[TrendLine, ...]] = field(default_factory=dict)
    weight: WeightTrend | Lack = field(default_factory=lambda: FEW)
    coming: dict[str, tuple[ComingDays, ...]] = field(default_factory=dict)
    mean: tuple[float, ...] = (120.0, 80.0)
    rows: dict[str, Happenings] = field(default_factory=dict)
    known_tags: tuple[str, ...] = ()
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> tuple[TrendLine, ...] | Lack:
        self.asked.append(("trend", slug, unit, days))
        return self.trends.get(slug, FEW)

    def robust_trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> tuple[TrendLine, ...] | Lack:
        return self.robust.get(slug, FEW)

    def weight_trend(
        self, actor: Actor, person_id: int, slug: str, unit: str, days: tuple[int, int]
    ) -> WeightTrend | Lack:
        return self.weight

    def forecast(
        self, actor: Actor, person_id: int, slug: str, unit: str, ahead: int, today: int
    ) -> tuple[ComingDays, ...] | Lack:
        self.asked.append(("forecast", slug, ahead, today))
        return self.coming.get(slug, FEW)

    def means(
        self, actor: Actor, person_id: int, slug: str, unit: str,
        periods: Sequence[tuple[int, int]],
    ) -> tuple[PeriodMean, ...]:  # fmt: skip
        """Each period is one higher than the one before."""
        self.asked.append(("means", *periods))
        return tuple(
            PeriodMean(days, tuple(value + number for value in self.mean), 30)
            for number, days in enumerate(periods)
        )

    def happenings(
        self, actor: Actor, person_id: int, wanted: Sequence[Wanted], start: int, end: int
    ) -> tuple[Happenings, ...]:
        self.asked.append(("happenings", *wanted))
        return tuple(self.rows[one.name] for one in wanted if one.name in self.rows)

    def tags(self, actor: Actor, person_id: int) -> tuple[str, ...]:
        return self.known_tags


@dataclass
class FakeGoals:
    lines: dict[str, TargetLine] = field(default_factory=dict)
    habits: dict[str, tuple[HabitLine, ...]] = field(default_factory=dict)
    asked: int = 0

    def active_target(
        self, actor: Actor, person_id: int, slug: str, unit: str = ""
    ) -> TargetLine | None:
        self.asked += 1
        return self.lines.get(slug)

    def habit_lines(
        self, actor: Actor, person_id: int, slug: str, unit: str = ""
    ) -> tuple[HabitLine, ...]:
        return self.habits.get(slug, ())

    def at_stake(self, actor: Actor, person_id: int) -> tuple[GoalView, ...]:
        return ()


@dataclass
class FakeAnnotations:
    """Notes at a time, as many as were given."""

    found: tuple[Annotation, ...] = ()

    def listed(self, actor: Actor, query: AnnotationQuery) -> tuple[Annotation, ...]:
        return tuple(one for one in self.found if query.takes(one))
