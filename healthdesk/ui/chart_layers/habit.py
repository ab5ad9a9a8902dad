"""What a habit asks of a day, as a line across the chart; in words alone where days are not what
the chart shows, or where readings are counted and not their values."""

from __future__ import annotations

from collections.abc import Iterator

from healthdesk.domain.goal_views import HabitLine
from healthdesk.domain.goals import Goal
from healthdesk.texts import tr
from healthdesk.texts.goals import rule_words
from healthdesk.ui.chart.layers import Layer
from healthdesk.ui.chart.suppliers import Drawing, LegendKey, Scene
from healthdesk.ui.chart.ticks import DAY, EARLIEST, LATEST
from healthdesk.ui.chart_layers.level import COLOR, along, between, beyond


def drawn(found: HabitLine, scene: Scene, name: str) -> Drawing:
    """The line of one habit, or the range; `name` is that of all goals in the legend."""
    rule = rule_words(found.goal, scene.query.kind, scene.format)
    if found.low is None and found.high is None:
        return Drawing(said=tr("Goal: {rule} (counts readings: no line).", rule=rule))
    if _shows_hours(scene):
        return Drawing(said=tr("Goal: {rule} (no line: the bars are hours).", rule=rule))
    color = scene.look.series[COLOR]
    sign = "band" if found.goal.direction == "range" else "long-dashes"
    lines = tuple(_layers(found, color))
    over_bars = scene.query.kind.aggregate == "sum" and found.goal.direction != "range"
    return Drawing(
        below=() if over_bars else lines,
        above=lines if over_bars else (),
        legend=(LegendKey(sign, color, name),),
        said=_sentence(found, scene, rule),
    )


def _shows_hours(scene: Scene) -> bool:
    """Whether bars are hours, of which nobody wants what a day has to be."""
    kind, series = scene.query.kind, scene.series
    known = series is not None and series.query.type == kind.slug
    return kind.aggregate == "sum" and known and series is not None and series.step == "hour"


def _layers(found: HabitLine, color: str) -> Iterator[Layer]:
    goal = found.goal
    begun, ends = goal.start_day * DAY, (found.low, found.high)
    for begin, end in _stretches(goal):
        if goal.direction == "range":
            yield from between(begin, end, ends, color)
        else:
            yield from (along(begin, end, value, color) for value in ends if value is not None)
    yield from (beyond(value, EARLIEST, begun, color) for value in ends if value is not None)


def _stretches(goal: Goal) -> Iterator[tuple[float, float]]:
    """When the habit was kept up: since it began, but for its pauses (wall seconds)."""
    begin = goal.start_day
    for pause in sorted(goal.pauses, key=lambda one: one.first):
        if pause.first > begin:
            yield begin * DAY, pause.first * DAY
        if pause.back is None:
            return
        begin = max(begin, pause.back)
    yield begin * DAY, LATEST if goal.target_day is None else (goal.target_day + 1) * DAY


def _sentence(found: HabitLine, scene: Scene, rule: str) -> str:
    if not found.shared:
        return tr("Goal: {value}.", value=rule)
    kind, shape = scene.query.kind, scene.format
    shares = [
        shape.value(kind, end, None, found.unit)
        for end in (found.low, found.high)
        if end is not None
    ]
    return tr("Goal: {rule}; drawn as a day's share, {value}.", rule=rule,
              value=" – ".join(shares))  # fmt: skip
