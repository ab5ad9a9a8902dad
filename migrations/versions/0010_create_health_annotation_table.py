"""Notes at a time: what a chart marks and a report tells beside the readings."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_annotation (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            offset_min INTEGER NOT NULL,
            ended_at INTEGER,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            types TEXT NOT NULL,
            import_id INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (uid),
            FOREIGN KEY(person_id) REFERENCES health_person (id)
        )
        """
    )
    op.execute("CREATE INDEX ix_health_annotation_person ON health_annotation (person_id, at)")


def downgrade() -> None:
    op.execute("DROP TABLE health_annotation")
