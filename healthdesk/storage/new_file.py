"""The schema of a new file at one go.

Loading Alembic takes a quarter of a second, which a first start does not have to wait for: what
all migrations make of an empty file stands ready in `resources/schema.sql`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from healthdesk.storage.database import SCHEMA, Connection

_LOG = logging.getLogger("healthdesk.storage")


def is_empty(connection: Connection) -> bool:
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_schema").fetchone()[0])


def make(connection: Connection, script: Path) -> list[str]:
    """Make all of it or nothing; returns the revisions that it stands for, in order."""
    sql = script.read_text(encoding="utf-8")
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version={SCHEMA};\nCOMMIT;")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    revisions = [f"{number:04d}" for number in range(1, SCHEMA + 1)]
    _LOG.info("schema made", extra={"to": revisions[-1]})
    return revisions
