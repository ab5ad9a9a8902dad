"""What else there was at the time, as rows of marks under the plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.overlays import Happenings, Wanted
from healthdesk.domain.series import Floats
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.ui.chart.lanes import Lane
from healthdesk.ui.chart.layers import Spans
from healthdesk.ui.chart.look import faded
from healthdesk.ui.chart.suppliers import (
    Drawing,
    LayerQuery,
    LegendKey,
    Question,
    Scene,
)
from healthdesk.ui.chart.table import Column
from healthdesk.ui.chart.ticks import DAY
from healthdesk.ui.context import Context

OPACITY: Final = 0.75
# Of the height of a lane, the least mark takes this much.
LEAST: Final = 0.3
# Foot and top of the marks of a stage of sleep: the deeper, the lower.
STAGES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "in-bed": (0.0, 0.06), "asleep": (0.06, 0.5), "deep": (0.06, 0.28),
        "light": (0.28, 0.52), "rem": (0.52, 0.76), "awake": (0.76, 1.0),
    }
)  # fmt: skip
SCALE: Final = "points"
# Single readings of one day that are named one by one.
NAMED: Final = 3


class Beneath:
    """`wanted` are the rows, the first one uppermost; none shows nothing."""

    key, at_first = "beneath", True

    def __init__(self, context: Context) -> None:
        self._context = context
        self.wanted: tuple[Wanted, ...] = ()

    def name(self) -> str:
        return tr("Under the chart")

    def suits(self, kind: HealthType) -> bool:
        return True

    def question(self, query: LayerQuery) -> Question[tuple[Happenings, ...]] | None:
        if not self.wanted:
            return None
        overlays, actor, wanted = self._context.app.overlays, self._context.actor, self.wanted
        return Question(
            (wanted, query.start, query.end),
            lambda: overlays.happenings(actor, query.person_id, wanted, query.start, query.end),
        )

    def drawn(self, found: tuple[Happenings, ...], scene: Scene) -> Drawing:
        if not found:
            return Drawing()
        names = [_name(one.wanted, scene) for one in found]
        words = [self._words(one, scene) for one in found]

        def told(at: float) -> str:
            said = [
                tr("{name}: {value}", name=name, value=value)
                for name, of in zip(names, words, strict=True)
                if (value := of(at))
            ]
            return "\n".join(said)

        color = scene.look.muted
        return Drawing(
            lanes=tuple(_lane(one, scene, color) for one in found),
            legend=(LegendKey("marks", color, self.name()),),
            spoken=" ".join(_count(one, scene) for one in found),
            told=told,
            columns=tuple(Column(name, of) for name, of in zip(names, words, strict=True)),
        )

    def _words(self, one: Happenings, scene: Scene) -> Callable[[float], str]:
        """What there was on the day of a position."""
        kind = scene.types.get(one.wanted.name) if one.wanted.kind == "type" else None
        unit = self._context.current.unit(kind.slug) if kind is not None else ""
        days = np.floor(np.array(one.begin) / DAY)

        def words(at: float) -> str:
            first, last = np.searchsorted(days, (at // DAY, at // DAY + 1)).tolist()
            if first == last:
                return ""
            if kind is not None and kind.codes:
                return _stage(one, kind, scene, at)
            if one.daily and kind is not None:
                return scene.format.value(kind, one.value[first], None, unit)
            return _single(one, kind, unit, scene, range(first, last))

        return words


def _name(wanted: Wanted, scene: Scene) -> str:
    kind = scene.types.get(wanted.name) if wanted.kind == "type" else None
    return f"#{wanted.name}" if kind is None else type_name(kind)


def _stage(one: Happenings, kind: HealthType, scene: Scene, at: float) -> str:
    """What there was just then, where that has a name."""
    if one.daily:
        return ""
    then = [
        value
        for begin, end, value in zip(one.begin, one.end, one.value, strict=True)
        if begin <= at < end
    ]
    return scene.format.value(kind, then[-1]) if then else ""


def _single(one: Happenings, kind: HealthType | None, unit: str, scene: Scene, seen: range) -> str:
    """Readings of one day: their values and times, or what they come to."""
    shape = scene.format
    values = [one.value[index] for index in seen]
    if len(values) > NAMED:
        if kind is not None and kind.aggregate == "sum":
            return shape.value(kind, sum(values), None, unit)
        return tr_n("{n} time", "{n} times", len(values))
    said = []
    for index in seen:
        time = shape.time(round(one.begin[index] * 1000), 0)
        if kind is None:
            said.append(time)
        else:
            value = shape.value(kind, one.value[index], None, unit)
            said.append(tr("{value} at {time}", value=value, time=time))
    return ", ".join(said)


def _lane(one: Happenings, scene: Scene, color: str) -> Lane:
    kind = scene.types.get(one.wanted.name) if one.wanted.kind == "type" else None
    begin, end = np.array(one.begin), np.array(one.end)
    value = np.array(one.value)
    if kind is not None and kind.codes and not one.daily:
        places = [STAGES.get(code, (0.0, 1.0)) for code in kind.codes]
        codes = np.clip(value.astype(int), 0, len(places) - 1)
        low = np.array([place[0] for place in places])[codes]
        high = np.array([place[1] for place in places])[codes]
    else:
        low, high = np.zeros(value.size), _heights(value, kind)
    fill: QColor = faded(color, OPACITY)
    return Lane(_name(one.wanted, scene), (Spans(begin, end, low, high, fill),))


def _heights(value: Floats, kind: HealthType | None) -> Floats:
    """Amounts stand on the foot of the lane, the largest fills it; so do feelings from 1 to 10.
    All else is of one height."""
    largest = 0.0
    if kind is not None and kind.aggregate == "sum":
        largest = float(value.max(initial=0.0))
    elif kind is not None and kind.unit == SCALE:
        largest = kind.hard.high or 0.0
    if largest <= 0:
        return np.ones(value.size)
    heights: Floats = LEAST + (1 - LEAST) * np.maximum(value, 0.0) / largest
    return heights


def _count(one: Happenings, scene: Scene) -> str:
    """How often it was in sight, for who cannot see the marks."""
    low, high = scene.query.low, scene.query.high
    n = sum(begin < high and end > low for begin, end in zip(one.begin, one.end, strict=True))
    name = _name(one.wanted, scene)
    if one.daily:
        return tr_n("{name} on {n} day.", "{name} on {n} days.", n, name=name)
    return tr_n("{name} {n} time.", "{name} {n} times.", n, name=name)
