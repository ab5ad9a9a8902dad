"""Files inside a container, rows that several imports hold, and remembered mappings."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE health_import_file ADD COLUMN part_of INTEGER")
    op.execute(
        """
        CREATE TABLE health_import_also (
            record_id INTEGER NOT NULL,
            import_id INTEGER NOT NULL,
            PRIMARY KEY (record_id, import_id)
        )
            WITHOUT ROWID
        """
    )
    op.execute("CREATE INDEX ix_health_import_also_import ON health_import_also (import_id)")
    op.execute(
        """
        CREATE TABLE health_mapping (
            header TEXT NOT NULL,
            mapping TEXT NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (header)
        )
            WITHOUT ROWID
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE health_mapping")
    op.execute("DROP INDEX ix_health_import_also_import")
    op.execute("DROP TABLE health_import_also")
    op.execute("ALTER TABLE health_import_file DROP COLUMN part_of")
