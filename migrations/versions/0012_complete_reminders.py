"""Reminders as they are raised: what they ask for, each due time, each way it is told."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

COLUMNS = (
    ("asks", "TEXT NOT NULL DEFAULT 'note'"),
    ("dose", "TEXT"),
    ("medication", "TEXT"),
    ("stock", "REAL"),
    ("stock_per_dose", "REAL"),
    ("refill_at", "REAL"),
    ("unless_done", "INTEGER NOT NULL DEFAULT 0"),
    ("repeat_minutes", "INTEGER"),
    ("repeat_times", "INTEGER"),
    ("grace_minutes", "INTEGER"),
    ("in_quiet", "INTEGER NOT NULL DEFAULT 0"),
    ("import_id", "INTEGER"),
    ("deleted_at", "INTEGER"),
)
TABLES = (
    """
    CREATE TABLE health_occurrence (
        id INTEGER NOT NULL,
        uid BLOB NOT NULL,
        reminder_id INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        offset_min INTEGER NOT NULL,
        state TEXT NOT NULL,
        round INTEGER NOT NULL DEFAULT 0,
        raise_at INTEGER,
        raised_at INTEGER,
        expires_at INTEGER,
        missed_before INTEGER NOT NULL DEFAULT 0,
        answered_at INTEGER,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uid),
        UNIQUE (reminder_id, due_at),
        FOREIGN KEY(reminder_id) REFERENCES health_reminder (id)
    )
    """,
    """
    CREATE TABLE health_occurrence_event (
        id INTEGER NOT NULL,
        occurrence_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        channel TEXT,
        lateness_ms INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(occurrence_id) REFERENCES health_occurrence (id)
    )
    """,
    """
    CREATE TABLE health_delivery (
        id INTEGER NOT NULL,
        occurrence_id INTEGER NOT NULL,
        round INTEGER NOT NULL,
        channel TEXT NOT NULL,
        state TEXT NOT NULL,
        holder TEXT NOT NULL,
        claimed_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_try_at INTEGER,
        sent_at INTEGER,
        error TEXT,
        PRIMARY KEY (id),
        UNIQUE (occurrence_id, round, channel),
        FOREIGN KEY(occurrence_id) REFERENCES health_occurrence (id)
    )
    """,
)
OPEN = "state IN ('due', 'sent', 'snoozed', 'failed')"
INDEXES = (
    ("ix_health_occurrence_raise", "health_occurrence (raise_at)", "raise_at IS NOT NULL"),
    ("ix_health_occurrence_open", "health_occurrence (expires_at)", OPEN),
    ("ix_health_occurrence_event", "health_occurrence_event (occurrence_id)", None),
    ("ix_health_delivery_try", "health_delivery (next_try_at)", "next_try_at IS NOT NULL"),
    ("ix_health_delivery_claimed", "health_delivery (expires_at)", "state = 'claimed'"),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.execute(f"ALTER TABLE health_reminder ADD COLUMN {name} {kind}")
    for statement in TABLES:
        op.execute(statement)
    for name, on, where in INDEXES:
        op.execute(f"CREATE INDEX {name} ON {on}" + (f" WHERE {where}" if where else ""))


def downgrade() -> None:
    for table in ("health_delivery", "health_occurrence_event", "health_occurrence"):
        op.execute(f"DROP TABLE {table}")
    for name, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE health_reminder DROP COLUMN {name}")
