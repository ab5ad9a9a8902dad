"""Write what the migrations make of an empty file: resources/schema.sql.

tools/schema_script.py            say whether it is up to date
tools/schema_script.py --write    write it
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from sqlcipher3 import dbapi2  # noqa: E402

from healthdesk.storage import migrate  # noqa: E402

SCRIPT = TOP / "resources" / "schema.sql"
HEAD = """\
-- What all migrations together make of an empty file; a test holds it to them.
-- Written by tools/schema_script.py.
"""
# A full-text table makes these itself.
_SHADOWS = ("data", "idx", "content", "docsize", "config")
# What rows tell of when they were made.
_WHEN = ("created_at", "updated_at")
_NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)"


def script() -> str:
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as raw:
        migrate.upgrade(raw, TOP / "migrations")
        return HEAD + "".join(f"{statement};\n" for statement in _statements(raw))


def _statements(raw: Any) -> Iterator[str]:
    objects = raw.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        # Others of the engine's own it makes by itself.
        " AND (name = 'sqlite_stat1' OR name NOT GLOB 'sqlite_*') ORDER BY rowid"
    ).fetchall()
    virtual = [name for _, name, sql in objects if sql.startswith("CREATE VIRTUAL")]
    shadows = {f"{name}_{part}" for name in virtual for part in _SHADOWS}
    indexes = []
    for kind, name, sql in objects:
        if name == "sqlite_stat1":
            yield "ANALYZE sqlite_schema"  # makes it, still empty
        elif kind == "index":
            indexes.append(sql)
        elif name not in shadows:
            yield sql
    yield from indexes
    for kind, name, _ in objects:
        if kind == "table" and name not in {*virtual, *shadows}:
            yield from _rows(raw, name)


def _rows(raw: Any, table: str) -> Iterator[str]:
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    values = [f"quote({name})" if name not in _WHEN else "''" for name in names]
    for row in raw.execute(f"SELECT {', '.join(values)} FROM {table} ORDER BY 1"):  # noqa: S608
        told = (value or _NOW for value in row)
        yield f"INSERT INTO {table} VALUES ({', '.join(told)})"  # noqa: S608


def main() -> int:
    made = script()
    if "--write" in sys.argv[1:]:
        SCRIPT.write_text(made, encoding="utf-8")
    same = SCRIPT.is_file() and SCRIPT.read_text(encoding="utf-8") == made
    print("up to date" if same else f"{SCRIPT.name} is not what the migrations make")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
