"""The identifiers one import has brought so far, where nothing of it is stored: a preview.

They lie in a temporary table that is gone with its connection. It grows on the
disk, so that a file of any size can be looked at; of an encrypted file nothing may lie there
that can be read, and it grows in memory.
"""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

from healthdesk.storage.database import BESIDE, attached

CACHE_KIB = 8_000
_MET = f"SELECT rowid FROM {BESIDE}.reading WHERE uid IN (SELECT uid FROM met)"
_TWICE = (
    "SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY uid ORDER BY rowid) AS n"
    f" FROM {BESIDE}.reading) WHERE n > 1"
)


class Met:
    """Identifiers met so far. To be used by one thread."""

    def __init__(self, *, on_disk: bool) -> None:
        self._raw = dbapi2.connect(":memory:", uri=True, isolation_level=None)
        # It holds for tables that are made as temporary ones, and only from here on.
        self._raw.execute(f"PRAGMA temp_store={'FILE' if on_disk else 'MEMORY'}")
        self._raw.execute("CREATE TEMP TABLE met(uid BLOB PRIMARY KEY) WITHOUT ROWID")
        self._raw.execute("PRAGMA temp.journal_mode=OFF")
        self._raw.execute(f"PRAGMA temp.cache_size=-{CACHE_KIB}")

    def add(self, uid: bytes) -> bool:
        """Whether an identifier is a new one."""
        return bool(self._raw.execute("INSERT OR IGNORE INTO met VALUES (?)", (uid,)).rowcount)

    def add_file(self, place: Path) -> list[int]:
        """The rows of a file of readings (as in `intake`) that were met before."""
        with attached(self._raw, place):
            before = {row for (row,) in self._raw.execute(_MET)}
            self._raw.execute(f"INSERT OR IGNORE INTO met SELECT uid FROM {BESIDE}.reading")
            before.update(row for (row,) in self._raw.execute(_TWICE))
        return sorted(before)

    def close(self) -> None:
        self._raw.close()
