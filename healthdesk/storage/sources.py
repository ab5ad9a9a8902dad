"""The order of the sources, which of them have what, and what they tell of one day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.records import FieldChange
from healthdesk.domain.sources import Told
from healthdesk.storage import rollups
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.reordering import begin, concerned

# Looking


def in_order(connection: Connection) -> list[tuple[str, int]]:
    """(name, priority) of all sources, the best first."""
    return list(
        connection.execute("SELECT name, priority FROM health_source ORDER BY priority, name")
    )


def uses(connection: Connection, types: TypeBook, person_id: int) -> list[Any]:
    """(source, type id, readings, first day, last day) of what can overlap."""
    ids = [kind.id for kind in concerned(types)]
    return list(
        connection.execute(
            "SELECT s.name, d.type_id, sum(d.n), min(d.day), max(d.day) FROM health_day d"
            " JOIN health_source s ON s.id = d.source_id WHERE d.person_id=?"
            f" AND d.type_id IN ({','.join('?' * len(ids))}) GROUP BY s.name, d.type_id",
            (person_id, *ids),
        )
    )


def told_of_day(
    connection: Connection, person_id: int, kind: HealthType, day: int, *, nightly: bool = False
) -> list[Told]:
    """All that may count for a day (of sleep, for the night that ends on it), with what began
    before it and reaches in; nothing from the bin."""
    rows = rollups.told_of_day(connection, person_id, kind, day, nightly=nightly)
    return [
        Told(
            id_, source, priority, begun, ended, offset, value, bool(typed), comparator is not None
        )
        for begun, ended, value, priority, source, offset, typed, comparator, id_ in rows
    ]


# Changing


def put_in_order(tx: Tx, names: Sequence[str]) -> tuple[FieldChange, ...]:
    """These sources first, in this order; the others keep theirs behind them.

    Ordered sources have priorities below zero: one that comes new, with its usual priority,
    stands behind them.
    """
    known = in_order(tx.raw)
    chosen = dict.fromkeys(names)
    ordered = [*chosen, *(name for name, old in known if old < 0 and name not in chosen)]
    wanted = {name: place - len(ordered) for place, name in enumerate(ordered)}
    return set_priorities(tx, wanted)


def set_priorities(tx: Tx, wanted: dict[str, int]) -> tuple[FieldChange, ...]:
    """Change priorities; totals have to be made anew if another order comes of it."""
    before = in_order(tx.raw)
    changes = tuple(
        FieldChange("source", name.encode(), "priority", old, wanted[name])
        for name, old in before
        if name in wanted and wanted[name] != old
    )
    tx.raw.executemany(
        "UPDATE health_source SET priority=? WHERE name=?",
        [(change.after, change.uid.decode()) for change in changes],
    )
    if [name for name, _ in in_order(tx.raw)] != [name for name, _ in before]:
        begin(tx)
    return changes


def priority_of(connection: Connection, name: str) -> int | None:
    row = connection.execute("SELECT priority FROM health_source WHERE name=?", (name,)).fetchone()
    return None if row is None else int(row[0])
