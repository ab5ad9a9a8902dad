"""The target a person has set for a type: from where it began to where it shall be."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.domain.goal_views import TargetLine
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.series import Floats
from healthdesk.texts import tr
from healthdesk.ui.chart.layers import Curve, Layer, Ribbon
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
from healthdesk.ui.context import Context

COLOR: Final = 2  # of the colours of series: one that no part of a reading has
WIDTH, LEVEL_WIDTH = 1.8, 1.2
RANGE_OPACITY, LEVEL_OPACITY = 0.1, 0.55


class GoalLine:
    """The active target of the person; on by itself where there is one."""

    key, at_first = "goal", True

    def __init__(self, context: Context) -> None:
        self._context = context

    def name(self) -> str:
        return tr("Goal")

    def suits(self, kind: HealthType) -> bool:
        return not kind.codes

    def question(self, query: LayerQuery) -> Question[TargetLine | None]:
        goals, actor = self._context.app.goals, self._context.actor
        return Question(
            "goal",
            lambda: goals.active_target(actor, query.person_id, query.kind.slug, query.unit),
        )

    def drawn(self, found: TargetLine | None, scene: Scene) -> Drawing:
        if found is None:
            return Drawing()
        color = scene.look.series[COLOR]
        layers = self._range(found, color) if found.targets == () else self._lines(found, color)
        sign = "band" if found.targets == () else "long-dashes"
        until = None if found.target_day is None else (found.target_day + 1) * DAY
        return Drawing(
            below=tuple(layers),
            legend=(LegendKey(sign, color, self.name()),),
            said=_sentence(found, scene),
            columns=_columns(found, scene, self),
            until=until,
        )

    def _range(self, found: TargetLine, color: str) -> list[Layer]:
        at = np.array([found.start_day * DAY, _end(found)])
        low = found.low if found.low is not None else -1e9
        high = found.high if found.high is not None else 1e9
        fill = faded(color, RANGE_OPACITY)
        edges = [
            Curve(at, np.full(2, edge), faded(color, LEVEL_OPACITY), LEVEL_WIDTH,
                  dash=DASHES["long-dashes"], whole=True, seen=True)
            for edge in (found.low, found.high)
            if edge is not None
        ]  # fmt: skip
        return [Unbounded(at, np.full(2, low), np.full(2, high), fill), *edges]

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


class Unbounded(Ribbon):
    """A range that wants nothing to be seen: an open end would want all there is."""

    def bounds(self, low: float, high: float) -> None:
        return None


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
