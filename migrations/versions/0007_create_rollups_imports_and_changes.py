"""Rollups, import batches, the feed of changes and the text search."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_import (
            id INTEGER NOT NULL,
            person_id INTEGER NOT NULL,
            status TEXT NOT NULL,
            added INTEGER DEFAULT '0' NOT NULL,
            process TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            PRIMARY KEY (id),
            FOREIGN KEY(person_id) REFERENCES health_person (id)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_import_file (
            id INTEGER NOT NULL,
            import_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            report TEXT NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(import_id) REFERENCES health_import (id)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_import_kept (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            source_id INTEGER NOT NULL,
            value REAL NOT NULL,
            value2 REAL NOT NULL,
            record_uid BLOB,
            PRIMARY KEY (person_id, type_id, recorded_at, ended_at, source_id, value, value2)
        )
            WITHOUT ROWID
        """
    )
    op.execute(
        """
        CREATE TABLE health_day (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            source_id INTEGER NOT NULL,
            n INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            total REAL NOT NULL,
            lo REAL,
            hi REAL,
            total2 REAL NOT NULL,
            lo2 REAL,
            hi2 REAL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (person_id, type_id, day, source_id)
        )
            WITHOUT ROWID
        """
    )
    op.execute(
        """
        CREATE TABLE health_hour (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            n INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            total REAL NOT NULL,
            lo REAL,
            hi REAL,
            PRIMARY KEY (person_id, type_id, hour)
        )
            WITHOUT ROWID
        """
    )
    op.execute(
        """
        CREATE TABLE health_day_total (
            person_id INTEGER NOT NULL,
            type_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            total REAL NOT NULL,
            left_out REAL NOT NULL,
            typed INTEGER DEFAULT '0' NOT NULL,
            PRIMARY KEY (person_id, type_id, day)
        )
            WITHOUT ROWID
        """
    )
    op.execute(
        """
        CREATE TABLE health_change (
            seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            origin TEXT NOT NULL,
            person_id INTEGER,
            types TEXT NOT NULL,
            day_from INTEGER NOT NULL,
            day_to INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_state (
            "key" TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY ("key")
        )
            WITHOUT ROWID
        """
    )
    op.execute("CREATE INDEX ix_health_import_file_import ON health_import_file (import_id)")
    # Folded note and tags of the rows that have any; the rowid is the record's id.
    op.execute("CREATE VIRTUAL TABLE health_text USING fts5(body, tokenize='trigram')")


def downgrade() -> None:
    op.execute("DROP TABLE health_text")
    op.execute("DROP INDEX ix_health_import_file_import")
    op.execute("DROP TABLE health_state")
    op.execute("DROP TABLE health_change")
    op.execute("DROP TABLE health_day_total")
    op.execute("DROP TABLE health_hour")
    op.execute("DROP TABLE health_day")
    op.execute("DROP TABLE health_import_kept")
    op.execute("DROP TABLE health_import_file")
    op.execute("DROP TABLE health_import")
