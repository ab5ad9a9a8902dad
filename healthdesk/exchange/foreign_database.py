"""Databases (SQLite) of other programs: opened to be read, whatever they hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

MAGIC: Final = b"SQLite format 3\0"
# How the log begins in which a database's newest changes may still stand.
LOG_MAGICS: Final = (b"7\x7f\x06\x82", b"7\x7f\x06\x83")
# Bytes of a row; the largest are pictures of apps.
ROW_MAX: Final = 16 << 20


def opened(path: Path, *, logged: bool = False) -> sqlite3.Connection:
    """A database of which nothing of its own is run: no triggers, no functions in views. It is
    never written to, unless its log lies beside it (`logged`): then it must be a copy."""
    address = f"{path.resolve().as_uri()}?{'mode=rw' if logged else 'mode=ro&immutable=1'}"
    database = sqlite3.connect(address, uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ROW_MAX)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.execute("PRAGMA query_only = ON")
    return database


def quoted(name: str) -> str:
    """A name of a table or a column, as a statement takes it."""
    return '"' + name.replace('"', '""') + '"'
