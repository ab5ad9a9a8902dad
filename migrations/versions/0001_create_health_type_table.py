"""The kinds of reading."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_type (
            id INTEGER NOT NULL,
            slug TEXT NOT NULL,
            display_name TEXT NOT NULL,
            type_group TEXT NOT NULL,
            unit TEXT NOT NULL,
            units TEXT NOT NULL,
            loinc TEXT DEFAULT '' NOT NULL,
            aggregate TEXT NOT NULL,
            combine TEXT DEFAULT 'none' NOT NULL,
            decimals INTEGER DEFAULT '0' NOT NULL,
            whole INTEGER DEFAULT '0' NOT NULL,
            hard_low REAL,
            hard_high REAL,
            typical_range_low REAL,
            typical_range_high REAL,
            own INTEGER DEFAULT '0' NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (slug)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE health_type")
