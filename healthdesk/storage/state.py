"""Small things the program has to remember beside the readings, as JSON by key."""

from __future__ import annotations

import json
from typing import Any

from healthdesk.storage.database import Connection, Tx


def remembered(connection: Connection, key: str, default: Any) -> Any:
    row = connection.execute("SELECT value FROM health_state WHERE key=?", (key,)).fetchone()
    return default if row is None else json.loads(row[0])


def remember(tx: Tx, key: str, value: Any) -> None:
    tx.execute(
        "INSERT INTO health_state VALUES (?, ?)"
        " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        (key, json.dumps(value)),
    )
