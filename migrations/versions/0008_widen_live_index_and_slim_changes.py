"""The ends of intervals in the index of live readings; changes numbered by their rows alone.

A day's amounts are then summed up from the index, and a change writes one table, not two:
the newest change is never deleted, so its number is never given again.

The engine guesses how many rows an index finds from its columns alone, and would walk through
all readings of a person to find those of one type; so it is told how readings are spread.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

LIVE = "person_id, type_id, recorded_at, offset_min, value, value2, source_id, comparator"
# Of a million rows: of one person, of one type of theirs, at one instant, …
SPREAD = {
    "ix_health_record_live": "1000000 250000 20000 1 1 1 1 1 1 1",
    "ix_health_record_recent": "1000000 250000 1",
}


def upgrade() -> None:
    _index(f"{LIVE}, ended_at")
    _renew_changes("")
    op.execute("ANALYZE sqlite_schema")  # makes the table of statistics, still empty
    for index, spread in SPREAD.items():
        row = f"('health_record', '{index}', '{spread}')"
        op.execute(f"INSERT INTO sqlite_stat1 VALUES {row}")  # noqa: S608 - of this file


def downgrade() -> None:
    op.execute("DROP TABLE sqlite_stat1")
    _renew_changes(" AUTOINCREMENT")
    _index(LIVE)


def _index(columns: str) -> None:
    op.execute("DROP INDEX ix_health_record_live")
    op.execute(
        f"CREATE INDEX ix_health_record_live ON health_record ({columns}) WHERE deleted_at IS NULL"
    )


def _renew_changes(numbering: str) -> None:
    op.execute("ALTER TABLE health_change RENAME TO health_change_before")
    op.execute(
        f"""
        CREATE TABLE health_change (
            seq INTEGER NOT NULL PRIMARY KEY{numbering},
            origin TEXT NOT NULL,
            person_id INTEGER,
            types TEXT NOT NULL,
            day_from INTEGER NOT NULL,
            day_to INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        )
        """
    )
    op.execute("INSERT INTO health_change SELECT * FROM health_change_before")
    op.execute("DROP TABLE health_change_before")
