"""Notes at a time on the chart: lines, flags, and their words at the cross and in the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from healthdesk.domain.annotations import Annotation, AnnotationQuery, headline
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import MINUTE_MS, local_day
from healthdesk.texts import Format, tr, tr_n
from healthdesk.texts.names import annotation_kind_name
from healthdesk.ui.chart.annotation_marks import Mark, MarkFlags, MarkLines
from healthdesk.ui.chart.lanes import Lane
from healthdesk.ui.chart.points import nearest
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

# Characters on a flag; notes named in the sentence under the chart.
FLAG_CHARS, NAMED = 40, 3
# The cross tells of notes so near to it (a share of the time in sight), and of those of about a
# day to which no reading is nearer: that of the day before or after a note is where it is met.
NEAR_SHARE, NEAREST_S = 0.02, 1.5 * DAY
# In the order of the series' colours: one that no type with two parts needs.
COLOR: Final = 3

Found = tuple[Annotation, ...]


class Notes:
    """`annotations` are those drawn last, `marks` the same as they are painted."""

    key, at_first = "notes", True

    def __init__(self, context: Context) -> None:
        self._context = context
        self.annotations: Found = ()
        self.marks: tuple[Mark, ...] = ()

    def name(self) -> str:
        return tr("Notes")

    def suits(self, kind: HealthType) -> bool:
        return True

    def question(self, query: LayerQuery) -> Question[Found]:
        app, actor = self._context.app, self._context.actor
        wanted = AnnotationQuery(person_ids=(query.person_id,), slug=query.kind.slug)
        return Question(
            (query.person_id, query.kind.slug, query.days),
            lambda: app.annotations.listed(actor, wanted),
        )

    def drawn(self, found: Found, scene: Scene) -> Drawing:
        self.annotations = found
        self.marks = marks = tuple(map(mark_of, found))
        if not marks:
            return Drawing()
        color = scene.look.series[COLOR]
        flags = MarkFlags(marks, scene.look, color)
        words = _Words(found, scene)
        return Drawing(
            below=(MarkLines(marks, color),),
            lanes=(Lane(self.name(), (flags,)),),
            legend=(LegendKey("dotted", color, tr("Note")),),
            spoken=_said(found, scene),
            told=words.at_cross,
            columns=(Column(tr("Note"), words.in_table),),
            until=max(mark.end for mark in marks) + DAY,
        )


def wall(at_ms: int, offset: int) -> float:
    """Wall seconds of an instant."""
    return (at_ms + offset * MINUTE_MS) / 1000


def mark_of(one: Annotation) -> Mark:
    until = None if one.ended_at is None else wall(one.ended_at, one.offset)
    return Mark(one.id, wall(one.at, one.offset), until, headline(one.text, FLAG_CHARS))


def when_words(one: Annotation, shape: Format) -> str:
    """The day of a note, or the first and last of a span."""
    first, last = (local_day(at, one.offset) for at in (one.at, one.until))
    return shape.date(first) if first == last else f"{shape.date(first)} – {shape.date(last)}"


def full_words(one: Annotation, shape: Format) -> str:
    """A note whole, in one line: kind, words, when."""
    text = " ".join(one.text.split())
    said = text if one.kind == "note" else f"{annotation_kind_name(one.kind)}: {text}"
    return f"{said} ({when_words(one, shape)})"


class _Words:
    """What is said of notes at a reading."""

    def __init__(self, found: Found, scene: Scene) -> None:
        self._found, self._shape = found, scene.format
        self._reach = NEAR_SHARE * (scene.query.high - scene.query.low)
        # Each note stands in the row of one reading: the nearest, however far.
        self._rows: dict[float, list[Annotation]] = defaultdict(list)
        if scene.series is not None and scene.series.lines:
            at = scene.series.lines[0].at
            for one in found:
                index = nearest(at, wall(one.at, one.offset), float("inf"))
                if index is not None:
                    self._rows[float(at[index])].append(one)

    def at_cross(self, at: float) -> str:
        near = [one for one in self._found if self._is_near(one, at)]
        return "\n".join(full_words(one, self._shape) for one in near[:NAMED])

    def _is_near(self, one: Annotation, at: float) -> bool:
        begun, ended = wall(one.at, one.offset), wall(one.until, one.offset)
        reach = max(self._reach, NEAREST_S) if one in self._rows.get(at, ()) else self._reach
        return begun - reach <= at <= ended + reach

    def in_table(self, at: float) -> str:
        return "; ".join(full_words(one, self._shape) for one in self._rows.get(at, ()))


def _said(found: Sequence[Annotation], scene: Scene) -> str:
    """A sentence about those in sight."""
    first, last = scene.query.days
    wanted = AnnotationQuery(day_from=first, day_to=last)
    seen = [one for one in found if wanted.takes(one)]
    if not seen:
        return ""
    named = "; ".join(full_words(one, scene.format) for one in seen[:NAMED])
    if len(seen) > NAMED:
        return tr_n(
            "Notes: {notes}; and {n} more.", "Notes: {notes}; and {n} more.",
            len(seen) - NAMED, notes=named,
        )  # fmt: skip
    return tr("Notes: {notes}.", notes=named)
