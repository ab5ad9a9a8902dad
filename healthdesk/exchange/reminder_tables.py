"""What became of reminders, as CSV tables for spreadsheets and programs; they are not read back
(our JSON files hold the same and are)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from healthdesk.domain.identity import uid_text
from healthdesk.domain.reminders import Moment, Occurrence, Reminder, WeekOf
from healthdesk.domain.times import date_of, isoformat
from healthdesk.exchange.csv_file import defuse

_ABOUT: Final = ("person", "reminder", "message", "medication", "dose", "type")
HISTORY: Final = (
    *_ABOUT, "due", "due_at", "state", "missed_before", "event", "at", "channel",
    "lateness_seconds",
)  # fmt: skip
ADHERENCE: Final = (*_ABOUT, "week", "done", "skipped", "missed", "share_done")


def history(found: Iterable[tuple[Occurrence, Moment]], names: Mapping[int, str]) -> Iterator[str]:
    """A line for each thing that happened to a due time, with how that stands now; `names` by
    person. Times are at the offset of the due time."""
    yield _line(HISTORY)
    for one, moment in found:
        yield _line(
            (
                *_about(one.reminder, names), uid_text(one.uid),
                isoformat(one.due_at, one.offset), one.state, str(one.missed_before), moment.kind,
                isoformat(moment.at, one.offset), moment.channel or "",
                "" if moment.lateness is None else f"{moment.lateness / 1000:.3f}",
            )
        )  # fmt: skip


def adherence(
    weeks: Iterable[WeekOf], reminders: Mapping[int, Reminder], names: Mapping[int, str]
) -> Iterator[str]:
    """A line for each reminder and week (by its first day) in which something was settled."""
    yield _line(ADHERENCE)
    for week in weeks:
        counts = (str(n) for n in (week.done, week.skipped, week.missed))
        share = f"{week.done / week.asked:.3f}"
        day = date_of(week.day).isoformat()
        yield _line((*_about(reminders[week.reminder_id], names), day, *counts, share))


def _about(one: Reminder, names: Mapping[int, str]) -> tuple[str, ...]:
    draft = one.draft
    typed = (draft.message, draft.medication or "", draft.dose or "")
    whose = defuse(names.get(one.person_id, ""))
    return (whose, uid_text(one.uid), *map(defuse, typed), draft.type or "")


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
