"""Tokens of other programs, and what they were answered to requests they may repeat."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE health_api_token (
            id INTEGER NOT NULL,
            account TEXT NOT NULL,
            name TEXT NOT NULL,
            hash BLOB NOT NULL,
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER,
            PRIMARY KEY (id),
            UNIQUE (hash)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE health_api_answer (
            token_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            request BLOB NOT NULL,
            status INTEGER,
            headers TEXT,
            body BLOB,
            at INTEGER NOT NULL,
            PRIMARY KEY (token_id, key),
            FOREIGN KEY(token_id) REFERENCES health_api_token (id)
        ) WITHOUT ROWID
        """
    )
    op.execute("CREATE INDEX ix_health_api_answer_at ON health_api_answer (at)")


def downgrade() -> None:
    op.execute("DROP TABLE health_api_answer")
    op.execute("DROP TABLE health_api_token")
