"""Indexes: identity, the duplicate rule of imports, series and lists."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_health_goal_person ON health_goal (person_id, type_id)")
    op.execute(
        """
        CREATE INDEX ix_health_record_bin
            ON health_record (deleted_at)
            WHERE deleted_at IS NOT NULL
        """
    )
    op.execute(
        """
        CREATE INDEX ix_health_record_live
            ON health_record (
                person_id, type_id, recorded_at, offset_min, value, value2, source_id, comparator
            )
            WHERE deleted_at IS NULL
        """
    )
    op.execute(
        """
        CREATE INDEX ix_health_record_recent
            ON health_record (person_id, recorded_at)
            WHERE deleted_at IS NULL
        """
    )
    op.execute(
        """
        CREATE UNIQUE INDEX ux_health_record_imported
            ON health_record (person_id, type_id, recorded_at, ended_at, source_id, value, value2)
            WHERE import_id IS NOT NULL AND touched = 0
        """
    )
    op.execute("CREATE UNIQUE INDEX ux_health_record_uid ON health_record (uid)")
    op.execute(
        """
        CREATE INDEX ix_health_reminder_next
            ON health_reminder (next_run_at)
            WHERE active = 1
        """
    )


def downgrade() -> None:
    op.execute("DROP INDEX ix_health_reminder_next")
    op.execute("DROP INDEX ux_health_record_uid")
    op.execute("DROP INDEX ux_health_record_imported")
    op.execute("DROP INDEX ix_health_record_recent")
    op.execute("DROP INDEX ix_health_record_live")
    op.execute("DROP INDEX ix_health_record_bin")
    op.execute("DROP INDEX ix_health_goal_person")
