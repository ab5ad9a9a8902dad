"""Notes at a time on a visit report: numbered marks on its charts, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from healthdesk.domain.annotations import Annotation, AnnotationQuery, headline
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.times import MINUTE_MS, local_day
from healthdesk.exchange.report_chart import PlotMark
from healthdesk.exchange.report_pdf import Paragraph, Section, Table
from healthdesk.services.report_figures import Days
from healthdesk.storage import annotations as rows
from healthdesk.storage.database import Connection
from healthdesk.texts import Format, tr, type_name
from healthdesk.texts.names import annotation_kind_name

# The newest, if there are more: so many lines are read, and so many marks told apart.
NOTES_MAX: Final = 60
MARK_CHARS: Final = 24


@dataclass(frozen=True, slots=True)
class Numbered:
    """A note and its number on the charts and in the list, from 1 as time goes."""

    number: int
    note: Annotation


def of_period(
    connection: Connection, person_id: int, days: Days, slugs: Sequence[str]
) -> tuple[tuple[Numbered, ...], int]:
    """The notes that touch a day of the period and concern one of these types, the newest of
    them; and how many there are in all."""
    query = AnnotationQuery(person_ids=(person_id,), day_from=days[0], day_to=days[1])
    found = [one for one in rows.every(connection, query) if any(map(one.concerns, slugs))]
    shown = found[-NOTES_MAX:]
    return tuple(Numbered(n, one) for n, one in enumerate(shown, start=1)), len(found)


def marks(noted: Sequence[Numbered], slug: str) -> tuple[PlotMark, ...]:
    """Those on the chart of a type, in wall seconds."""
    return tuple(
        PlotMark(
            _wall(one.note.at, one.note.offset),
            None if one.note.ended_at is None else _wall(one.note.ended_at, one.note.offset),
            str(one.number),
            headline(one.note.text, MARK_CHARS),
        )
        for one in noted
        if one.note.concerns(slug)
    )


def _wall(at_ms: int, offset: int) -> float:
    return (at_ms + offset * MINUTE_MS) / 1000


def told(noted: Sequence[Numbered], slug: str, shape: Format) -> str:
    """The marks of a chart in words, for those who do not see it; "" without any."""
    words = [
        f"{one.number} {_when(one.note, shape)} {headline(one.note.text, MARK_CHARS)}"
        for one in noted
        if one.note.concerns(slug)
    ]
    return tr("Notes: {notes}.", notes="; ".join(words)) if words else ""


def section(noted: Sequence[Numbered], total: int, types: TypeBook, shape: Format) -> Section:
    """The list: number, when, what, and on which charts."""
    lines = tuple(
        (
            str(one.number),
            _when(one.note, shape),
            annotation_kind_name(one.note.kind),
            " ".join(one.note.text.split()),
            ", ".join(type_name(types.get(slug) or slug) for slug in one.note.types) or tr("all"),
        )
        for one in noted
    )
    head = (tr("No."), tr("When"), tr("Kind"), tr("Note"), tr("Charts"))
    table = Table(head, lines, ("right", "left", "left", "left", "left"), (0, 1.5, 1, 3, 1.2))
    if total <= len(noted):
        return Section(tr("Chart notes"), (table,))
    said = tr(
        "The newest {shown} of {n}.",
        shown=shape.number(len(noted), 0), n=shape.number(total, 0),
    )  # fmt: skip
    return Section(tr("Chart notes"), (table, Paragraph(said, "muted")))


def _when(one: Annotation, shape: Format) -> str:
    first, last = (local_day(at, one.offset) for at in (one.at, one.until))
    return shape.date(first) if first == last else f"{shape.date(first)} – {shape.date(last)}"
