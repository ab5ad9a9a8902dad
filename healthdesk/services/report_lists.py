"""The lists of a visit report: readings by day, notes, what is attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from healthdesk.domain.health_types import HealthType
from healthdesk.domain.records import Record
from healthdesk.domain.times import local_day
from healthdesk.exchange.report_pdf import Align, Block, Heading, Paragraph, Section, Table
from healthdesk.services.report_figures import DayFigures, TypeFigures
from healthdesk.services.report_words import bare, bare_of, both, moment, named, value
from healthdesk.texts import Format, tr, tr_n, type_name

# Of readings of one type on the list, and of readings with a note: newest first.
READINGS_MAX: Final = 180
DAYS_MAX: Final = 120
# With more readings a day than this, days are listed instead.
DENSE_FROM: Final = 8
NOTES_MAX: Final = 60
NOTE_CHARS: Final = 300


def readings(
    lists: Mapping[str, Sequence[Record]], every: Sequence[TypeFigures], shape: Format
) -> Section:
    """The readings of each type by day, newest day first."""
    blocks: list[Block] = []
    for one in every:
        days, shown, total = _by_day(one, lists.get(one.kind.slug, ()), shape)
        if not days:
            continue
        blocks.append(Heading(named(one)))
        head = (tr("Day"), _told_of_a_day(one))
        align: tuple[Align, Align] = ("left", "right" if one.of_days else "left")
        blocks.append(Table(head, days, align, columns=_columns(one, days)))
        if total > shown:
            blocks.append(Paragraph(_more(shown, total, shape), "muted"))
    return Section(tr("Readings"), tuple(blocks))


def _is_dense(one: TypeFigures) -> bool:
    """Whether single readings are too many to be read."""
    return len(one.days) * DENSE_FROM < one.readings


def _told_of_a_day(one: TypeFigures) -> str:
    if one.of_days:
        return tr("Total")
    return tr("Mean (lowest – highest)") if _is_dense(one) else tr("Time and value")


def _of_day(one: TypeFigures, day: DayFigures, shape: Format) -> str:
    lowest, highest = both(one, day.lows, shape), both(one, day.highs, shape)
    said = f"{both(one, day.means, shape)} ({lowest} – {highest})"
    return said.replace(" ", "\u00a0")


def _columns(one: TypeFigures, days: Sequence[Sequence[str]]) -> int:
    """In how many columns the page holds such lines."""
    if one.of_days:
        return 4
    longest = max(len(line) for _, line in days)
    return 3 if longest <= 16 else 2 if longest <= 40 else 1


def _by_day(
    one: TypeFigures, found: Sequence[Record], shape: Format
) -> tuple[tuple[tuple[str, ...], ...], int, int]:
    """(rows, how many readings or days they show, of how many)."""
    if one.of_days:
        newest = one.totals[::-1][:DAYS_MAX]
        rows = tuple((shape.date(day), bare(one, total, shape)) for day, total in newest)
        return rows, len(newest), len(one.totals)
    if _is_dense(one):
        shown = one.days[::-1][:DAYS_MAX]
        rows = tuple((shape.date(day.day), _of_day(one, day, shape)) for day in shown)
        return rows, len(shown), len(one.days)
    days: dict[int, list[str]] = {}
    for record in found:
        text = _without_unit(one, record, shape)
        line = f"{shape.time(record.recorded_at, record.offset)}\u00a0\u00a0{text}"
        days.setdefault(local_day(record.recorded_at, record.offset), []).insert(0, line)
    # The breaks may only be between readings, never inside one.
    rows = tuple(
        (shape.date(day).replace(" ", "\u00a0"),
         " \u2003 ".join(line.replace(" ", "\u00a0") for line in lines))
        for day, lines in days.items()
    )  # fmt: skip
    return rows, len(found), one.readings


def _without_unit(one: TypeFigures, record: Record, shape: Format) -> str:
    """As it was given; the unit only where it is another than the list's."""
    text = value(one.kind, record, shape)
    if record.unit == one.unit:
        return bare_of(text, one.unit).removesuffix("/10")
    return text


def _more(shown: int, of: int, shape: Format) -> str:
    return tr(
        "The newest {shown} of {n}.",
        shown=shape.number(shown, 0), n=shape.number(of, 0),
    )  # fmt: skip


def notes(
    found: Sequence[Record], total: int, types: Mapping[str, HealthType], shape: Format
) -> Section:
    """The readings that have a note or tags, newest first."""
    rows = tuple(
        (moment(r, shape), f"{type_name(types[r.type])} {value(types[r.type], r, shape)}",
         _note(r))
        for r in found
    )  # fmt: skip
    head = (tr("Time"), tr("Reading"), tr("Note"))
    blocks: list[Block] = [Table(head, rows, ("left",) * 3, (1.1, 1.6, 2.6))]
    if total > len(found):
        blocks.append(Paragraph(_more(len(found), total, shape), "muted"))
    return Section(tr("Notes"), tuple(blocks))


def _note(record: Record) -> str:
    note = record.note if len(record.note) <= NOTE_CHARS else record.note[:NOTE_CHARS] + "…"
    return " ".join([*([note] if note else []), *(f"#{tag}" for tag in record.tags)])


def attached(names: Sequence[tuple[str, str]], total: int, shape: Format) -> Section:
    """What travels inside the file, and how to get at it."""
    if not names:
        many = tr("The readings are too many to be attached; Export writes them to a file.")
        return Section(tr("Data"), (Paragraph(many),))
    said = tr_n(
        "{n} reading of this report is attached to this file for other programs; HealthDesk "
        "reads it back with Import.",
        "All {n} readings of this report are attached to this file for other programs; "
        "HealthDesk reads them back with Import.",
        total, n=shape.number(total, 0),
    )  # fmt: skip
    table = Table((tr("File"), tr("What it is")), tuple(names), ("left", "left"), (1, 2))
    return Section(tr("Data"), (Paragraph(said), table))
