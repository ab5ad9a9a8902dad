"""Rows of tokens, and of answers kept for requests that may be repeated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from healthdesk.domain.tokens import Token
from healthdesk.storage.database import Connection, Tx

_COLUMNS = "id, account, name, scopes, created_at, expires_at, revoked_at, last_used_at"
# Status, headers and body of an answer.
Kept = tuple[int, dict[str, str], bytes]


def _to_token(row: Any) -> Token:
    id_, account, name, scopes, *times = row
    return Token(id_, account, name, tuple(scopes.split()), *times)


def every(connection: Connection) -> list[Token]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM health_api_token ORDER BY id")
    return [_to_token(row) for row in rows]


def find(connection: Connection, id_: int) -> tuple[Token, bytes] | None:
    """A token and the hash of its secret."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, hash FROM health_api_token WHERE id=?", (id_,)
    ).fetchone()
    return None if row is None else (_to_token(row[:-1]), row[-1])


def insert(tx: Tx, token: Token, hash_: bytes) -> int:
    """The id it got; that of `token` counts for nothing."""
    return int(
        tx.execute(
            "INSERT INTO health_api_token(account, name, hash, scopes, created_at, expires_at)"
            " VALUES (?,?,?,?,?,?)",
            (token.account, token.name, hash_, " ".join(token.scopes), token.created_at,
             token.expires_at),
        ).lastrowid
    )  # fmt: skip


def revoke(tx: Tx, id_: int, now: int) -> None:
    """For good; one that is revoked keeps the time of the first."""
    tx.execute(
        "UPDATE health_api_token SET revoked_at=? WHERE id=? AND revoked_at IS NULL", (now, id_)
    )
    tx.execute("DELETE FROM health_api_answer WHERE token_id=?", (id_,))


def note_use(tx: Tx, id_: int, now: int) -> None:
    tx.execute("UPDATE health_api_token SET last_used_at=? WHERE id=?", (now, id_))


# Answers


def claim(
    tx: Tx, token_id: int, key: str, request: bytes, forget_before: int, give_up_before: int
) -> tuple[bytes, Kept | None] | None:
    """Mark a request as under way: None. Where its key was met before: the request of then,
    and its answer (None: under way still). Answers of before `forget_before` go, and so do
    claims of before `give_up_before`."""
    tx.execute(
        "DELETE FROM health_api_answer WHERE at < ?1 OR (at < ?2 AND status IS NULL)",
        (forget_before, give_up_before),
    )
    row = tx.execute(
        "SELECT request, status, headers, body FROM health_api_answer WHERE token_id=? AND key=?",
        (token_id, key),
    ).fetchone()
    if row is not None:
        before, status, headers, body = row
        return before, None if status is None else (status, json.loads(headers), body)
    tx.execute(
        "INSERT INTO health_api_answer(token_id, key, request, at) VALUES (?,?,?,?)",
        (token_id, key, request, tx.now),
    )
    return None


def keep(
    tx: Tx, token_id: int, key: str, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    tx.execute(
        "UPDATE health_api_answer SET status=?, headers=?, body=? WHERE token_id=? AND key=?",
        (status, json.dumps(dict(headers)), body, token_id, key),
    )


def release(tx: Tx, token_id: int, key: str) -> None:
    tx.execute("DELETE FROM health_api_answer WHERE token_id=? AND key=?", (token_id, key))
