"""Reminders on a visit report: how they were kept to in its period, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from healthdesk.domain import schedules
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.reminders import Reminder, WeekOf
from healthdesk.domain.times import date_of
from healthdesk.exchange import report_weeks
from healthdesk.exchange.report_pdf import Block, Paragraph, Picture, Section, Table
from healthdesk.services.report_figures import Scope
from healthdesk.storage import occurrences, reminders
from healthdesk.storage.database import Connection
from healthdesk.texts import Format, tr
from healthdesk.texts import reminders as words


@dataclass(frozen=True, slots=True)
class Kept:
    """A reminder and its weeks, ascending; only those in which something was settled."""

    reminder: Reminder
    weeks: tuple[WeekOf, ...]

    def total(self) -> WeekOf:
        done, skipped, missed = (
            sum(getattr(week, name) for week in self.weeks)
            for name in ("done", "skipped", "missed")
        )
        return WeekOf(self.weeks[0].day, self.reminder.id, done, skipped, missed)


def of_period(
    connection: Connection, types: TypeBook, scope: Scope, slugs: Sequence[str], week_start: int
) -> list[Kept]:
    """Reminders with due times in the period that are settled, also those deleted since; of
    these types where some are named. As they were set."""
    start, end = schedules.day_limits(date_of(scope.days[0]), date_of(scope.days[1]), scope.zone)
    weeks: dict[int, list[WeekOf]] = {}
    for week in occurrences.weeks(connection, start, end, [scope.person.id], week_start):
        weeks.setdefault(week.reminder_id, []).append(week)
    return [
        Kept(one, tuple(weeks[one.id]))
        for one in reminders.with_ids(connection, types, weeks)
        if not slugs or one.draft.type in slugs
    ]


def section(found: Sequence[Kept], shape: Format) -> Section | None:
    """A box for each week, and the sums of the period."""
    if not found:
        return None
    days = sorted({week.day for one in found for week in one.weeks})
    columns = list(range(days[0], days[-1] + 1, 7))[-report_weeks.fitting() :]
    rows = [_row(one, columns) for one in found]
    heads = [shape.day_and_month(day) for day in columns]
    told = "; ".join(
        tr("{name}: {done} of {asked} done", name=_name(one), done=one.total().done,
           asked=one.total().asked)
        for one in found
    )  # fmt: skip
    legend = Paragraph(
        tr("In each box: done of all that came. The stronger the colour, the more was done."),
        "muted",
    )
    blocks: tuple[Block, ...] = (
        Picture(report_weeks.svg(rows, heads), told, tr("Kept to, per week")),
        legend,
        _sums(found, shape),
    )
    return Section(tr("Reminders"), blocks)


def _row(one: Kept, columns: Sequence[int]) -> report_weeks.Row:
    weeks = {week.day: (week.done, week.asked) for week in one.weeks}
    return report_weeks.Row(_name(one), [weeks.get(day) for day in columns])


def _sums(found: Sequence[Kept], shape: Format) -> Table:
    head = (
        tr("Reminder"), tr("When"), tr("Done"), tr("Skipped"), tr("Missed"), tr("Share done")
    )  # fmt: skip
    lines = []
    for one in found:
        total = one.total()
        counts = (total.done, total.skipped, total.missed)
        share = f"{shape.number(100 * total.done / total.asked, 0)} %"
        when = words.schedule_words(one.reminder.draft, shape)
        lines.append((_name(one), when, *(shape.number(n, 0) for n in counts), share))
    return Table(
        head, tuple(lines), ("left", "left", "right", "right", "right", "right"),
        (1.4, 1.4, 0, 0, 0, 0),
    )  # fmt: skip


def _name(one: Kept) -> str:
    """The message in a line; of a medication its name and dose."""
    draft = one.reminder.draft
    if draft.medication is not None:
        return draft.medication if draft.dose is None else f"{draft.medication}, {draft.dose}"
    return " ".join(draft.message.split())
