"""No index of a person's readings of all types together.

What readings of several types there are is merged from the index that has them by type. In
the order of time alone, an import changed hundreds of pages for each few thousand readings of
one type, and wrote each page again for the next type.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

INDEX = "ix_health_record_recent"


def upgrade() -> None:
    op.execute(f"DROP INDEX {INDEX}")
    op.execute(f"DELETE FROM sqlite_stat1 WHERE idx = '{INDEX}'")  # noqa: S608 - of this file


def downgrade() -> None:
    op.execute(
        f"CREATE INDEX {INDEX} ON health_record (person_id, recorded_at) WHERE deleted_at IS NULL"
    )
    # Of a million rows: of one person, at one instant.
    row = f"('health_record', '{INDEX}', '1000000 250000 1')"
    op.execute(f"INSERT INTO sqlite_stat1 VALUES {row}")  # noqa: S608 - of this file
