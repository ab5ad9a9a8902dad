"""Alembic's environment: the connection comes from the program, never from a file."""

from __future__ import annotations

from alembic import context

from healthdesk.storage.tables import metadata

# Foreign shadow tables of the text search are not ours to compare.
_NOT_OURS = ("health_text",)


def _include(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(_NOT_OURS))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_include,
    # SQLite's DDL is transactional; the program holds the transaction.
    transactional_ddl=False,
)
context.run_migrations()
