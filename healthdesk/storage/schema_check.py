"""What the schema of a file has otherwise than the program would make it.

The tables are made once more, empty and in memory, and both are asked the same questions, so
that whatever the engine holds of a table is compared and not how its statement was written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

# All but the engine's own, the text search, whose parts are the engine's too, and the one in
# which the migrations note how far they came.
_OURS = (
    "SELECT name FROM sqlite_schema WHERE type = 'table'"
    " AND name <> 'alembic_version' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    " AND name NOT LIKE 'health!_text%' ESCAPE '!'"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table: columns by name as (type, not null, default, place in the key), keys as (column,
    table, its column), and indexes by name as (unique, columns, which rows)."""

    columns: dict[str, tuple[str, bool, str, int]]
    leads: frozenset[tuple[str, str, str]]
    indexes: dict[str, tuple[bool, tuple[str, ...], str]]


@dataclass(frozen=True, slots=True)
class Differences:
    """In words for who looks after the file; empty where all is as it should be.
    `can_be_read`: every table and column is there, so that more can be asked of the rows."""

    tables: tuple[str, ...]
    keys: tuple[str, ...]
    indexes: tuple[str, ...]
    can_be_read: bool


def counts() -> tuple[int, int]:
    """How many tables and indexes there should be."""
    from healthdesk.storage.tables import metadata

    return len(metadata.tables), sum(len(table.indexes) for table in metadata.tables.values())


def differences(raw: Any) -> Differences:
    """Compare a file's schema with the newest one."""
    with contextlib.closing(_made_anew()) as anew:
        wanted = {name: _shape(anew, name) for name in _names(anew)}
    found = {name: _shape(raw, name) for name in _names(raw)}
    tables = [*_whole(wanted, found), *_strange(raw)]
    keys: list[str] = []
    indexes: list[str] = []
    for name, shape in wanted.items():
        there = found.get(name)
        if there is None:
            indexes += sorted(one for one in shape.indexes if not one.startswith("UNIQUE"))
            continue
        tables += _columns(name, shape, there)
        keys += [
            f"{name}.{column} does not lead to {to}"
            for column, to, _ in sorted(shape.leads - there.leads)
        ]
        keys += [
            f"{name}.{column} leads to {to}" for column, to, _ in sorted(there.leads - shape.leads)
        ]
        indexes += _indexes(name, shape, there)
    whole = all(
        name in found and shape.columns.keys() <= found[name].columns.keys()
        for name, shape in wanted.items()
    )
    return Differences(tuple(tables), tuple(keys), tuple(indexes), whole)


def _made_anew() -> Any:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from healthdesk.storage.tables import metadata

    raw: Any = dbapi2.connect(":memory:", isolation_level=None)
    dialect = sqlite.dialect()
    for table in metadata.sorted_tables:
        raw.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            raw.execute(str(CreateIndex(index).compile(dialect=dialect)))
    return raw


def _names(raw: Any) -> list[str]:
    return sorted(row[0] for row in raw.execute(_OURS))


def _shape(raw: Any, name: str) -> _Shape:
    columns = {
        column: (kind.upper(), bool(filled), str(default or "").strip("'"), key)
        for _, column, kind, filled, default, key in raw.execute(
            "SELECT * FROM pragma_table_info(?)", (name,)
        )
    }
    leads = frozenset(
        (column, to, there or "id")
        for to, column, there in raw.execute(
            'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', (name,)
        )
    )
    return _Shape(columns, leads, dict(_each_index(raw, name)))


def _each_index(raw: Any, table: str) -> Iterator[tuple[str, tuple[bool, tuple[str, ...], str]]]:
    rows = raw.execute(
        'SELECT name, "unique", origin, partial FROM pragma_index_list(?)', (table,)
    ).fetchall()
    for name, unique, origin, partial in rows:
        if origin == "pk":
            continue
        columns = tuple(
            column or "?"
            for (column,) in raw.execute(
                "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,)
            )
        )
        where = _where(raw, name) if partial else ""
        # The engine numbers those that come of UNIQUE by their place in the statement.
        called = f"UNIQUE {table} ({', '.join(columns)})" if origin == "u" else name
        yield called, (bool(unique), columns, where)


def _where(raw: Any, index: str) -> str:
    (statement,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name=?", (index,)).fetchone()
    condition = " ".join(statement.split()).partition(" WHERE ")[2]
    return str(condition).strip()


def _whole(wanted: dict[str, _Shape], found: dict[str, _Shape]) -> Iterator[str]:
    for name in sorted(wanted.keys() - found.keys()):
        yield f"{name} is missing"
    for name in sorted(found.keys() - wanted.keys()):
        yield f"{name} is unknown"


def _strange(raw: Any) -> Iterator[str]:
    """The program makes neither triggers nor views."""
    for kind, name in raw.execute(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name"
    ):
        yield f"{kind} {name} is unknown"


def _columns(table: str, wanted: _Shape, found: _Shape) -> Iterator[str]:
    for name in sorted(wanted.columns.keys() - found.columns.keys()):
        yield f"{table}.{name} is missing"
    for name in sorted(found.columns.keys() - wanted.columns.keys()):
        yield f"{table}.{name} is unknown"
    for name in sorted(wanted.columns.keys() & found.columns.keys()):
        if wanted.columns[name] != found.columns[name]:
            yield f"{table}.{name} is {_said(found.columns[name])}"


def _said(column: tuple[str, bool, str, int]) -> str:
    kind, filled, default, key = column
    parts = [kind or "of no type", "NOT NULL" if filled else "", f"DEFAULT {default}"]
    parts += [f"PRIMARY KEY {key}" if key else ""]
    return " ".join(part for part in parts if part and part != "DEFAULT ")


def _indexes(table: str, wanted: _Shape, found: _Shape) -> Iterator[str]:
    for name in sorted(wanted.indexes.keys() - found.indexes.keys()):
        yield f"{name} is missing"
    for name in sorted(found.indexes.keys() - wanted.indexes.keys()):
        yield f"{name} on {table} is unknown"
    for name in sorted(wanted.indexes.keys() & found.indexes.keys()):
        if wanted.indexes[name] != found.indexes[name]:
            unique, columns, where = found.indexes[name]
            rows = f" WHERE {where}" if where else ""
            said = f"{'unique ' if unique else ''}on {table} ({', '.join(columns)}){rows}"
            yield f"{name} is {said}"
