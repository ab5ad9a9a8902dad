"""Persons, sources and their readings."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_person (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            name TEXT NOT NULL,
            color TEXT NOT NULL,
            birth_date TEXT,
            sex TEXT,
            height_cm REAL,
            time_zone TEXT,
            archived_at INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (id),
            UNIQUE (uid)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_source (
            id INTEGER NOT NULL,
            name TEXT NOT NULL,
            priority INTEGER DEFAULT '100' NOT NULL,
            PRIMARY KEY (id),
            UNIQUE (name)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_record (
            id INTEGER NOT NULL,
            uid BLOB NOT NULL,
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            offset_min INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            value REAL NOT NULL,
            value2 REAL DEFAULT '0' NOT NULL,
            given REAL,
            given2 REAL,
            given_unit TEXT,
            comparator TEXT,
            source_id INTEGER NOT NULL,
            import_id INTEGER,
            import_file_id INTEGER,
            import_line INTEGER,
            touched INTEGER DEFAULT '0' NOT NULL,
            note TEXT,
            tags TEXT,
            moved_from BLOB,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted_at INTEGER,
            PRIMARY KEY (id),
            FOREIGN KEY(person_id) REFERENCES health_person (id),
            FOREIGN KEY(type_id) REFERENCES health_type (id),
            FOREIGN KEY(source_id) REFERENCES health_source (id)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE health_record")
    op.execute("DROP TABLE health_source")
    op.execute("DROP TABLE health_person")
