"""Totals that are made anew after a change of the order of the sources.

The order holds at once for everything that is written from then on. Totals that are there are
made anew in short transactions, the newest days first; how far that is stands in
`health_state`, so that it goes on where it stopped, in whichever process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.storage import rollups
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.presence import process_lives, process_name
from healthdesk.storage.state import remember, remembered

STATE = "source_order"
KIND = "reorder"
STAGES = "sleep-stage"
# A transaction takes this many readings at most (but a day at least), of these many days.
READINGS_AT_ONCE = 10_000
DAYS_AT_ONCE = 366


def concerned(types: TypeBook) -> list[HealthType]:
    """Types in which sources can cover the same time."""
    return [kind for kind in types if kind.combine in ("union", "once") or kind.slug == STAGES]


Touched = dict[tuple[int, int], set[int]]


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the days from `first` to `last` those from `done_to` on are made anew."""

    first: int
    last: int
    done_to: int

    @property
    def share(self) -> float:
        return (self.last + 1 - self.done_to) / max(1, self.last + 1 - self.first)


def left_undone(connection: Connection) -> bool:
    """Whether totals are still to be made anew whose process is gone (or was this one)."""
    state = remembered(connection, STATE, None)
    if state is None:
        return False
    return state["process"] == process_name() or not process_lives(state["process"])


def is_under_way(connection: Connection) -> bool:
    return remembered(connection, STATE, None) is not None


def take_next(tx: Tx) -> Progress | None:
    """Touch the next days, the newest first, as many as one short transaction can make; None
    where nothing is left to do."""
    state = remembered(tx.raw, STATE, None)
    if state is None:
        return None
    touched, done_to = _next_days(tx.raw, state)
    for (person_id, type_id), days in touched.items():
        for day in days:
            tx.touch(person_id, type_id, day)
    done = done_to <= state["first"]
    state |= {"below": done_to, "process": process_name()}
    remember(tx, STATE, None if done else state)
    return Progress(state["first"], state["last"], done_to)


def make_all(raw: Connection, types: TypeBook) -> None:
    """Make anew what is left, for a check that takes everything back."""
    state = remembered(raw, STATE, None)
    while state is not None and state["below"] > state["first"]:
        touched, state["below"] = _next_days(raw, state)
        rollups.recompute(raw, types, touched)


def begin(tx: Tx) -> None:
    """Remember that the totals are to be made anew where several sources meet. What is written
    meanwhile is summed up in the new order by itself."""
    ids = [kind.id for kind in concerned(tx.types)]
    rows = tx.execute(
        "SELECT person_id, type_id, min(day), max(day) FROM health_day"
        f" WHERE type_id IN ({','.join('?' * len(ids))})"
        " GROUP BY person_id, type_id HAVING count(DISTINCT source_id) > 1",
        ids,
    ).fetchall()
    if not rows:
        return
    first, last = min(row[2] for row in rows), max(row[3] for row in rows) + rollups.LOOK_BACK
    state = {
        "series": [row[:2] for row in rows], "first": first, "last": last, "below": last + 1,
        "process": process_name(),
    }  # fmt: skip
    remember(tx, STATE, state)


def _next_days(raw: Connection, state: dict[str, Any]) -> tuple[Touched, int]:
    """Days below `state["below"]` on which several sources meet, and the last one looked at."""
    low = max(state["first"], state["below"] - DAYS_AT_ONCE)
    readings: dict[int, int] = defaultdict(int)
    meeting: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person_id, type_id in state["series"]:
        for day, n in _meetings(raw, (person_id, type_id), low, state["below"] - 1):
            readings[day] += n
            meeting[day].append((person_id, type_id))
    touched: Touched = defaultdict(set)
    taken = 0
    for day in sorted(meeting, reverse=True):
        taken += readings[day]
        if touched and taken > READINGS_AT_ONCE:
            return touched, day + 1
        for series in meeting[day]:
            touched[series].add(day)
    return touched, low


def _meetings(
    raw: Connection, series: tuple[int, int], low: int, high: int
) -> Iterator[tuple[int, int]]:
    """(day, readings) of the days for which several sources may tell the same time; what they
    tell may have begun days before."""
    sources: dict[int, set[int]] = defaultdict(set)
    readings: dict[int, int] = defaultdict(int)
    rows = raw.execute(
        "SELECT day, source_id, n FROM health_day WHERE person_id=? AND type_id=?"
        " AND day BETWEEN ? AND ?",
        (*series, low - rollups.LOOK_BACK, high),
    )
    for begun, source, n in rows:
        readings[begun] += n
        for day in range(begun, begun + rollups.LOOK_BACK + 1):
            sources[day].add(source)
    for day, found in sources.items():
        if low <= day <= high and len(found) > 1:
            yield day, readings[day]
