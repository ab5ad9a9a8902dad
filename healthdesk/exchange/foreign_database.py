"""Databases (SQLite) of other programs: opened to be read, whatever they hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files

MAGIC: Final = b"SQLite format 3\0"
# What the log in which a database's newest changes may still stand, and the index of the log, are
# called behind its name.
LOG: Final = "-wal"
LOGS: Final = (LOG, "-shm")
# Where the header says that a database keeps such a log.
_MODE: Final = slice(18, 20)
HEADER: Final = 20
# Bytes of a row; the largest are pictures of apps.
ROW_MAX: Final = 16 << 20


def database_of(log: str) -> str:
    """The name of the database whose log a name says a file is; "" for no log."""
    end = next((end for end in LOGS if log.endswith(end)), "")
    return log.removesuffix(end) if end else ""


def lacks_log(files: Files, member: str) -> bool:
    """Whether a database keeps a log that is not among the files: its newest changes may be."""
    return files.peek(member, HEADER)[_MODE] == b"\2\2" and f"{member}{LOG}" not in files.members


def copied(files: Files, member: str, folder: Path) -> tuple[Path, bool]:
    """A copy of a database in an empty folder, with its log where that is there; and whether it
    is. What the log has to tell is taken into a database when it is opened."""
    path = files.extract(member, folder)
    logged = f"{member}{LOG}" in files.members
    if logged:
        files.extract(f"{member}{LOG}", folder).rename(f"{path}{LOG}")
    return path, logged


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
