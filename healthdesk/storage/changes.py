"""Who wrote what, from the notes that each write transaction leaves."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

# These leave the readings that are there as they are.
_ADDING = ("add", "import", "reorder")


@dataclass(frozen=True, slots=True)
class Writer:
    """One write transaction: the process that made it, by its origin and program."""

    origin: str
    program: str


def origin_of(program: str, process: str) -> str:
    """What a process signs its notes with."""
    return f"{program}/{process}"


def reading_writer(
    raw: Any, own: str, person_id: int, slug: str, day: int, since: int, last: int
) -> Writer | None:
    """Who changed a reading: the writer of its `last` write (ms), unless that is `own`, the
    asking process, and another one changed readings of that person, type and day `since`."""
    notes = raw.execute(
        "SELECT origin, at, types, kind FROM health_change WHERE at >= ? AND day_from <= ?"
        " AND day_to >= ? AND (person_id = ? OR person_id IS NULL) ORDER BY seq DESC",
        (since, day, day, person_id),
    )
    concerned = [
        (origin, at) for origin, at, types, kind in notes
        if kind not in _ADDING and slug in json.loads(types)
    ]  # fmt: skip
    last_writers = [origin for origin, at in concerned if at == last]
    likeliest = (*last_writers, *(origin for origin, _ in concerned))
    others = (origin for origin in likeliest if origin != own)
    return _writer(next(others, last_writers[0] if last_writers else None))


def row_writer(raw: Any, at: int, kind: str) -> Writer | None:
    """Who made the change of this kind ("PersonsChanged") at an instant (ms)."""
    row = raw.execute(
        "SELECT origin FROM health_change WHERE at=? AND kind=? ORDER BY seq DESC LIMIT 1",
        (at, kind),
    ).fetchone()
    return _writer(row[0] if row else None)


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest note of a file at some moment: all that was written so far. `seq` alone does
    not tell one file from another that took its place."""

    seq: int
    origin: str
    at: int


def mark(connection: Any) -> Mark:
    """Where the file stands, within the snapshot of a connection."""
    row = connection.execute(
        "SELECT seq, origin, at FROM health_change ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Mark(0, "", 0) if row is None else Mark(*row)


def touched_since(connection: Any, earlier: Mark, person_id: int, slugs: Collection[str]) -> bool:
    """Whether anything that figures of these types of one person are made of may have been
    written after a mark. Notes about no reading tell of persons, types or settings."""
    row = connection.execute(
        "SELECT origin, at FROM health_change WHERE seq=?", (earlier.seq,)
    ).fetchone()
    known = earlier == Mark(0, "", 0) if row is None else row == (earlier.origin, earlier.at)
    if not known:
        return True
    notes = connection.execute(
        "SELECT person_id, types FROM health_change WHERE seq>?"
        " AND kind NOT IN ('AnnotationsChanged', 'GoalsChanged', 'RemindersChanged',"
        " 'OccurrencesChanged')",
        (earlier.seq,),
    )
    for whose, types in notes:
        told = json.loads(types)
        if whose in (None, person_id) and (not told or not set(slugs).isdisjoint(told)):
            return True
    return False


def _writer(origin: str | None) -> Writer | None:
    return None if origin is None else Writer(origin, origin.rpartition("/")[0])
