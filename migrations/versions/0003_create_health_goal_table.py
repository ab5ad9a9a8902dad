"""Goals."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_goal (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            target_value REAL,
            unit TEXT NOT NULL,
            direction TEXT,
            low REAL,
            high REAL,
            start_value REAL,
            start_date TEXT NOT NULL,
            target_date TEXT,
            per TEXT,
            times INTEGER,
            status TEXT NOT NULL,
            set_by TEXT,
            completed_at INTEGER,
            archived_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (id),
            UNIQUE (uid),
            FOREIGN KEY(person_id) REFERENCES health_person (id),
            FOREIGN KEY(type_id) REFERENCES health_type (id)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE health_goal")
