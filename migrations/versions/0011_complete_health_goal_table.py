"""Goals as they are used: second parts, pauses, how one was completed, one active target."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

COLUMNS = (
    ("target_value2", "REAL"),
    ("start_value2", "REAL"),
    ("pauses", "TEXT NOT NULL DEFAULT '[]'"),
    ("completed_by", "TEXT"),
    ("celebrated_at", "INTEGER"),
    ("import_id", "INTEGER"),
    ("deleted_at", "INTEGER"),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.execute(f"ALTER TABLE health_goal ADD COLUMN {name} {kind}")
    op.execute(
        """
        CREATE UNIQUE INDEX ux_health_goal_target
            ON health_goal (person_id, type_id)
            WHERE kind = 'target' AND status = 'active' AND deleted_at IS NULL
        """
    )


def downgrade() -> None:
    op.execute("DROP INDEX ux_health_goal_target")
    for name, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE health_goal DROP COLUMN {name}")
