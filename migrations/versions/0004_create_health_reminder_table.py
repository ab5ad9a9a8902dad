"""Reminders."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_reminder (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER,
            cron_expr TEXT NOT NULL,
            every_days INTEGER,
            starts_on TEXT,
            timezone TEXT,
            message TEXT NOT NULL,
            active INTEGER DEFAULT '1' NOT NULL,
            next_run_at INTEGER,
            last_run_at INTEGER,
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
    op.execute("DROP TABLE health_reminder")
