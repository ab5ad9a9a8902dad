"""From one schema to another with Alembic, all steps in one transaction.

Alembic costs a quarter of a second to load, so nothing here is imported before `PRAGMA
user_version` has told that there is something to do.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import RevisionStep, StampStep
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.storage.database import Connection

_LOG = logging.getLogger("healthdesk.storage")


def upgrade(connection: Connection, scripts: Path, target: str = "head") -> list[str]:
    """Apply the missing revisions; returns them in order. A failing one changes nothing."""
    return _run(connection, scripts, target, up=True)


def downgrade(connection: Connection, scripts: Path, target: str) -> list[str]:
    """Take revisions back down to `target` ("base" for none, or a number such as "0003")."""
    return _run(connection, scripts, target, up=False)


def _run(connection: Connection, scripts: Path, target: str, *, up: bool) -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(scripts))
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    if target not in {"head", "base", *known}:
        raise InvalidData(FieldError("revision", "unknown-revision", revision=target))
    done: list[str] = []

    def steps(current: Any, _context: object) -> list[RevisionStep | StampStep]:
        # Alembic's own function, so that its checks of the way apply.
        plan = script._upgrade_revs if up else script._downgrade_revs  # noqa: SLF001
        try:
            chosen: list[RevisionStep | StampStep] = list(plan(target, current or "base"))
        except CommandError as error:
            wrong = FieldError("revision", "revision-ahead", revision=target)
            raise InvalidData(wrong) from error
        done.extend(step.revision.revision for step in chosen if isinstance(step, RevisionStep))
        return chosen

    # Alembic sees that a transaction is open already and leaves its end to us.
    with for_alembic(connection) as wrapped, wrapped.begin(), _all_or_nothing(connection) as raw:
        config.attributes["connection"] = wrapped
        with EnvironmentContext(config, script, fn=steps, destination_rev=target):
            script.run_env()
        left = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        raw.execute(f"PRAGMA user_version={int(left[0]) if left else 0}")
    _LOG.info("schema moved", extra={"to": target, "steps": len(done)})
    return done


def for_alembic(connection: Connection) -> SqlConnection:
    """The connection as Alembic takes it: with SQLAlchemy around, which begins nothing."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=dbapi2,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )
    return engine.connect()


@contextlib.contextmanager
def _all_or_nothing(raw: Any) -> Iterator[Any]:
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield raw
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def revisions(scripts: Path) -> list[str]:
    """All known revisions, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(scripts))
    found = ScriptDirectory.from_config(config).walk_revisions()
    return sorted(revision.revision for revision in found)
