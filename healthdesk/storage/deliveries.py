"""Rows of the ways by which due times are told: claimed by one process, arrived or not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.reminders import SCREENS, Delivery, Occurrence
from healthdesk.storage.database import Connection, Tx
from healthdesk.storage.occurrences import IS_OPEN, OF_REMINDERS, newest_id, with_ids

_CLAIMABLE = (
    f"{IS_OPEN} AND o.state<>'snoozed' AND o.round>0 AND o.expires_at>? AND NOT EXISTS (SELECT 1"
    " FROM health_delivery d WHERE d.occurrence_id=o.id AND d.round=o.round AND (d.channel=?"
)
_ON_SCREEN = f"d.channel IN ({', '.join(repr(screen) for screen in SCREENS)})"
_DELIVERY = "d.id, d.occurrence_id, d.round, d.channel, d.state, d.attempts, d.sent_at, d.error"


def of_occurrences(connection: Connection, occurrence_ids: Iterable[int]) -> list[Delivery]:
    """All of them that there were, the oldest first."""
    wanted = tuple(occurrence_ids)
    rows = connection.execute(
        f"SELECT {_DELIVERY} FROM health_delivery d"
        f" WHERE d.occurrence_id IN ({','.join('?' * len(wanted))}) ORDER BY d.id",
        wanted,
    )
    return [Delivery(*row) for row in rows]


def _claimable(channel: str) -> str:
    """A condition with two blanks: now, and the channel."""
    if channel not in SCREENS:
        return f"{_CLAIMABLE}))"
    return f"{_CLAIMABLE} OR {_ON_SCREEN} AND d.state NOT IN ('failed', 'waiting')))"


_WAKES = (
    "SELECT min(next_run_at) FROM health_reminder WHERE active = 1",
    "SELECT min(raise_at) FROM health_occurrence WHERE raise_at IS NOT NULL",
    f"SELECT min(expires_at) FROM health_occurrence o WHERE {IS_OPEN}",
    "SELECT min(expires_at) FROM health_delivery WHERE state = 'claimed'",
    "SELECT min(next_try_at) FROM health_delivery WHERE next_try_at IS NOT NULL",
)


def next_wake(connection: Connection, channels: Sequence[str] | None = None) -> int | None:
    """The earliest instant (ms) at which there is something to do for who has these channels
    (None: any); None: never."""
    wakes, parameters = _WAKES, tuple(channels or ())
    if channels is not None:
        wakes = (*_WAKES[:-1], f"{_WAKES[-1]} AND channel IN ({','.join('?' * len(channels))})")
    statement = f"SELECT {', '.join(f'({one})' for one in wakes)}"
    found = [at for at in connection.execute(statement, parameters).fetchone() if at is not None]
    return min(found, default=None)


def claim(tx: Tx, channel: str, now: int, until: int, limit: int) -> list[int]:
    """Take raised and open occurrences that nobody tells by this channel yet, for this process
    until then; the ids of the deliveries that are ours now."""
    newest = newest_id(tx, "health_delivery")
    tx.execute(
        "INSERT INTO health_delivery(occurrence_id, round, channel, state, holder, claimed_at,"
        " expires_at, attempts) SELECT o.id, o.round, ?, 'claimed', ?, ?, ?, 1"
        f" FROM health_occurrence o WHERE {_claimable(channel)} ORDER BY o.due_at, o.id LIMIT ?",
        (channel, tx.origin, now, until, now, channel, limit),
    )
    rows = tx.execute("SELECT id FROM health_delivery WHERE id>? ORDER BY id", (newest,))
    return [row[0] for row in rows]


def claim_again(tx: Tx, channel: str, now: int, until: int, limit: int) -> list[int]:
    """Deliveries by this channel that failed and are to be tried again now; what was answered
    or raised anew meanwhile is tried no more."""
    tx.execute(
        "UPDATE health_delivery SET state='failed', next_try_at=NULL WHERE next_try_at<=?"
        " AND channel=? AND NOT EXISTS (SELECT 1 FROM health_occurrence o WHERE o.id ="
        f" occurrence_id AND o.round = health_delivery.round AND {IS_OPEN} AND o.state<>'snoozed')",
        (now, channel),
    )
    rows = tx.execute(
        "UPDATE health_delivery SET state='claimed', holder=?, claimed_at=?, expires_at=?,"
        " next_try_at=NULL, attempts=attempts+1 WHERE id IN (SELECT id FROM health_delivery"
        " WHERE next_try_at<=? AND channel=? ORDER BY next_try_at LIMIT ?) RETURNING id",
        (tx.origin, now, until, now, channel, limit),
    )
    return [row[0] for row in rows.fetchall()]


def with_occurrences(
    connection: Connection, types: TypeBook, ids: Sequence[int]
) -> list[tuple[int, int, Occurrence]]:
    """(delivery, attempts, occurrence) of each, by due time."""
    pairs = connection.execute(
        f"SELECT id, attempts, occurrence_id FROM health_delivery WHERE id IN"
        f" ({','.join('?' * len(ids))})",
        tuple(ids),
    ).fetchall()
    found = {one.id: one for one in with_ids(connection, types, {pair[2] for pair in pairs})}
    joined = [(id_, attempts, found[occurrence]) for id_, attempts, occurrence in pairs]
    return sorted(joined, key=lambda one: (one[2].due_at, one[2].id))


def set_told(tx: Tx, ids: Sequence[int], sent_at: int) -> None:
    """Deliveries that arrived. Only those still held: what was given up stays uncertain."""
    given = json.dumps(list(ids))
    tx.execute(
        "UPDATE health_delivery SET state='sent', sent_at=?, error=NULL WHERE id IN"
        " (SELECT value FROM json_each(?)) AND state='claimed' AND holder=?",
        (sent_at, given, tx.origin),
    )
    tx.execute(
        "UPDATE health_occurrence SET state='sent', updated_at=? WHERE state IN ('due', 'failed')"
        " AND id IN (SELECT d.occurrence_id FROM health_delivery d JOIN json_each(?) j"
        " ON d.id = j.value)",
        (sent_at, given),
    )


def set_not_told(tx: Tx, id_: int, error: str, next_try_at: int | None, now: int) -> None:
    """A delivery that did not arrive, tried again at `next_try_at` or never."""
    state = "failed" if next_try_at is None else "waiting"
    tx.execute(
        "UPDATE health_delivery SET state=?, error=?, next_try_at=? WHERE id=?",
        (state, error, next_try_at, id_),
    )
    if next_try_at is None:
        tx.execute(
            "UPDATE health_occurrence SET state='failed', updated_at=? WHERE state='due' AND id="
            "(SELECT occurrence_id FROM health_delivery WHERE id=?)",
            (now, id_),
        )


def give_up_claims(tx: Tx, now: int) -> list[tuple[int, str]]:
    """Claims whose holder never said how it went become uncertain; (occurrence, channel)."""
    rows = tx.execute(
        "UPDATE health_delivery SET state='uncertain' WHERE state='claimed' AND expires_at<=?"
        " RETURNING occurrence_id, channel",
        (now,),
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


def claimable(connection: Connection, channel: str, now: int) -> bool:
    """Whether there is anything to tell by a channel: a look before a write is begun."""
    row = connection.execute(
        f"SELECT 1 FROM health_occurrence o WHERE {_claimable(channel)} UNION ALL"
        " SELECT 1 FROM health_delivery WHERE next_try_at<=? AND channel=? LIMIT 1",
        (now, channel, now, channel),
    ).fetchone()
    return row is not None


def told(connection: Connection, person_ids: Sequence[int] = ()) -> dict[str, int]:
    """How many deliveries are in each state; nobody named: of everybody."""
    who = f" WHERE r.person_id IN ({','.join('?' * len(person_ids))})" if person_ids else ""
    rows = connection.execute(
        f"SELECT d.state, count(*) {OF_REMINDERS}"
        f" JOIN health_delivery d ON d.occurrence_id = o.id{who} GROUP BY d.state",
        tuple(person_ids),
    )
    return dict(rows.fetchall())
