"""What a person has set for a type: a target, from where it began to where it shall be, and
what habits ask of a day."""

from __future__ import annotations

import datetime as dt

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.domain.goal_views import HabitLine, TargetLine
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import Floats
from healthdesk.texts import tr
from healthdesk.ui.chart.layers import Curve, Layer
from healthdesk.ui.chart.look import DASHES, faded
from healthdesk.ui.chart.suppliers import (
    Drawing,
    LayerQuery,
    LegendKey,
    Question,
    Scene,
)
from healthdesk.ui.chart.table import Column
from healthdesk.ui.chart.ticks import DAY, LATEST, position
from healthdesk.ui.chart_layers import habit
from healthdesk.ui.chart_layers.level import COLOR, LEVEL_OPACITY, LEVEL_WIDTH, WIDTH, between
from healthdesk.ui.context import Context

Found = tuple[TargetLine | None, tuple[HabitLine, ...]]


class GoalLine:
    """The active target and habits of the person; on by itself where there are any."""

    key, at_first = "goal", True

    def __init__(self, context: Context) -> None:
        self._context = context

    def name(self) -> str:
        return tr("Goal")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[Found]:
        goals = self._context.app.goals
        asked = self._context.actor, query.person_id, query.kind.slug, query.unit
        return Question("goal", lambda: (goals.active_target(*asked), goals.habit_lines(*asked)))

    def drawn(self, found: Found, scene: Scene) -> Drawing:
        target, habits = found
        known = [] if target is None else [self._target(target, scene)]
        known += [habit.drawn(line, scene, self.name()) for line in habits]
        legend = dict.fromkeys(key for drawing in known for key in drawing.legend)
        return Drawing(
            below=tuple(layer for drawing in known for layer in drawing.below),
            above=tuple(layer for drawing in known for layer in drawing.above),
            legend=tuple(legend),
            said=" ".join(drawing.said for drawing in known),
            columns=tuple(column for drawing in known for column in drawing.columns),
            until=next((drawing.until for drawing in known), None),
        )

    def _target(self, found: TargetLine, scene: Scene) -> Drawing:
        color = scene.look.series[COLOR]
        if found.targets == ():
            layers = between(found.start_day * DAY, _end(found), (found.low, found.high), color)
        else:
            layers = self._lines(found, color)
        sign = "band" if found.targets == () else "long-dashes"
        until = None if found.target_day is None else (found.target_day + 1) * DAY
        return Drawing(
            below=tuple(layers),
            legend=(LegendKey(sign, color, self.name()),),
            said=_sentence(found, scene),
            columns=_columns(found, scene, self),
            until=until,
        )

    def _lines(self, found: TargetLine, color: str) -> list[Layer]:
        layers: list[Layer] = []
        for part, target in enumerate(found.targets):
            way = self.way(found, part)
            if way is not None:
                layers.append(
                    Curve(*way, QColor(color), WIDTH, dash=DASHES["long-dashes"], whole=True,
                          seen=True)
                )  # fmt: skip
            level = np.array([self.begin(found), LATEST]), np.full(2, target)
            layers.append(
                Curve(*level, faded(color, LEVEL_OPACITY), LEVEL_WIDTH, dash=DASHES["dotted"],
                      whole=True, seen=way is None)
            )  # fmt: skip
        return layers

    def way(self, found: TargetLine, part: int) -> tuple[Floats, Floats] | None:
        """From the reading it began with to the target on its date, where both are known."""
        if part >= len(found.start) or found.target_day is None:
            return None
        at = np.array([self.begin(found), (found.target_day + 0.5) * DAY])
        if at[1] <= at[0]:
            return None
        return at, np.array([found.start[part], found.targets[part]])

    def begin(self, found: TargetLine) -> float:
        """Where the first reading of the goal stands."""
        if found.start_at is None:
            return (found.start_day + 0.5) * DAY
        zone = self._context.current.zone()
        return position(dt.datetime.fromtimestamp(found.start_at / 1000, zone))


def _end(found: TargetLine) -> float:
    return LATEST if found.target_day is None else (found.target_day + 1) * DAY


def _sentence(found: TargetLine, scene: Scene) -> str:
    kind, shape = scene.query.kind, scene.format
    if found.targets:
        second = found.targets[1] if len(found.targets) > 1 else None
        what = shape.value(kind, found.targets[0], second, found.unit)
    else:
        ends = [
            shape.value(kind, end, None, found.unit)
            for end in (found.low, found.high)
            if end is not None
        ]
        what = " – ".join(ends)
    if found.target_day is None:
        return tr("Goal: {value}.", value=what)
    return tr("Goal: {value} by {date}.", value=what, date=shape.date(found.target_day))


def _columns(found: TargetLine, scene: Scene, goal: GoalLine) -> tuple[Column, ...]:
    """Where one should be on each day, while the goal is under way."""
    ways = [goal.way(found, part) for part in range(len(found.targets))]
    known = [way for way in ways if way is not None]
    if not known or len(known) < len(ways):
        return ()
    kind, shape = scene.query.kind, scene.format

    def words(at: float) -> str:
        if not known[0][0][0] - DAY <= at <= known[0][0][1] + DAY:
            return ""
        values = [float(np.interp(at, *way)) for way in known]
        return shape.value(kind, values[0], values[1] if len(values) > 1 else None, found.unit)

    return (Column(goal.name(), words),)
