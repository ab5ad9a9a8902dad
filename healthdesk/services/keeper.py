"""Care of the data file: schema, backups, checks, digest."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import shutil
import time
from pathlib import Path
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import FieldError, InvalidData, NotFound, StorageError
from healthdesk.domain.events import DatabaseOpened, TypesChanged
from healthdesk.exchange.scratch import clear_left
from healthdesk.paths import Paths, make_private, resource
from healthdesk.services.bus import Bus
from healthdesk.services.under_way import Cancel, Progress, UnderWay, never, silent
from healthdesk.storage import backup, imports, new_file, persons
from healthdesk.storage.database import ENGINE_VERSION, SCHEMA, Connection, Database, Priority
from healthdesk.storage.records import rebuild_text
from healthdesk.storage.rollups import ROLLUP_VERSION, rebuild
from healthdesk.storage.type_rows import differing_seeds, seed_types

_LOG = logging.getLogger("healthdesk.keeper")
SLOW_MS = 100.0
# What the engine says of a file that only a backup can mend.
BEYOND_READING = frozenset({"database-damaged", "not-a-database"})


def _upgraded(connection: Connection, target: str) -> list[str]:
    """The revisions that were applied, in order."""
    if target == "head" and new_file.is_empty(connection):
        return new_file.make(connection, resource("schema.sql"))
    from healthdesk.storage import migrate  # costs a quarter of a second

    return migrate.upgrade(connection, resource("migrations"), target)


class Keeper:
    """Works on the file as a whole. What replaces it needs every other process to let go."""

    def __init__(self, db: Database, bus: Bus, paths: Paths) -> None:
        self._db = db
        self._bus = bus
        self._paths = paths

    # Schema

    @needs("data.maintain")
    def make_ready(self, actor: Actor) -> None:
        """Bring a new or older file up to date: backup, verify, move, seed. Cheap when
        nothing is to do."""
        if self._db.revision() < SCHEMA:
            # Another first start may be at it already.
            self._db.make_way()
        if self._db.revision() < SCHEMA:
            self.upgrade(actor)
        elif self._rollup_version() != ROLLUP_VERSION:
            self.rebuild_rollups(actor)
        if self._seeds_differ():
            self.seed(actor)  # the program has learned new ones, or better of some

    @needs("data.maintain")
    def upgrade(self, actor: Actor, target: str = "head") -> list[str]:
        """Apply missing revisions, with a verified backup before the first of them."""
        if 0 < self._db.revision() < SCHEMA:
            self.backup(actor, self._backup_path("before-upgrade"))
        with self._db.migrating("upgrade") as connection:
            done = _upgraded(connection, target)
        if self._db.revision() == SCHEMA:
            self.seed(actor)
            # Rows may be older than the tables of their figures.
            self.rebuild_rollups(actor)
        return done

    @needs("data.maintain")
    def downgrade(self, actor: Actor, target: str) -> tuple[list[str], Path]:
        """Take revisions back, with a backup before; returns them and the backup's path."""
        kept = self.backup(actor, self._backup_path("before-downgrade"))
        from healthdesk.storage import migrate

        with self._db.migrating("downgrade") as connection:
            done = migrate.downgrade(connection, resource("migrations"), target)
        return done, Path(kept["path"])

    @needs("data.maintain")
    def revision(self, actor: Actor) -> dict[str, Any]:
        """`{current, head, pending}`; current is null in a file without any schema."""
        from healthdesk.storage import migrate

        current = self._db.revision()
        known = migrate.revisions(resource("migrations"))
        return {
            "current": f"{current:04d}" if current else None,
            "head": f"{SCHEMA:04d}",
            "pending": [name for name in known if int(name) > current],
        }

    @needs("data.maintain")
    def seed(self, actor: Actor) -> int:
        """Bring the catalogue's types into the file; returns how many rows changed."""
        from healthdesk.texts.names import TYPES

        if self._db.revision() < SCHEMA:
            raise StorageError("older-database", revision=self._db.revision(), known=SCHEMA)
        with self._db.transaction("seed", Priority.MAINTENANCE) as tx:
            changed = seed_types(tx.raw, TYPES, tx.now)
            if changed:
                tx.announce = TypesChanged(tx.origin)
        self._db.forget_types()
        self._bus.publish(tx.event)
        return changed

    def _seeds_differ(self) -> bool:
        from healthdesk.texts.names import TYPES

        with self._db.reading() as connection:
            return bool(differing_seeds(connection, TYPES))

    def _rollup_version(self) -> int:
        with self._db.reading() as connection:
            row = connection.execute(
                "SELECT value FROM health_state WHERE key='rollup_version'"
            ).fetchone()
        # None: the schema was made, but what hangs on it not yet.
        return 0 if row is None else int(row[0])

    @needs("data.maintain")
    def rebuild_rollups(self, actor: Actor) -> None:
        """Make rollups and text search anew from the readings."""
        with self._db.transaction("rebuild", Priority.MAINTENANCE) as tx:
            rebuild(tx.raw, tx.types)
            rebuild_text(tx)

    @needs("data.maintain")
    def take_back_unfinished(self, actor: Actor) -> int:
        """Remove what imports left half done whose process is gone, and the folders they
        worked in; returns how many imports."""
        clear_left(self._db.path.parent)
        with self._db.reading() as connection:
            left = imports.unfinished(connection)
        for import_id, everything in left:
            imports.take_back(self._db, import_id, everything=everything)
            _LOG.info("unfinished import taken back", extra={"batch": import_id})
        return len(left)

    # Maintenance mode

    @needs("data.maintain")
    def hold(self, actor: Actor) -> dict[str, Any]:
        """Switch maintenance mode on, and wait until the others have let go of the file; who
        did not in time stands in `processes` of the answer, which is `maintenance`'s."""
        self._paths.make()
        self._db.presence.set_mode(on=True)
        self._db.presence.wait_for_others()
        return self.maintenance(actor)

    @needs("data.maintain")
    def release(self, actor: Actor) -> dict[str, Any]:
        """Switch maintenance mode off; whoever waited opens the file again."""
        self._db.presence.set_mode(on=False)
        return self.maintenance(actor)

    @needs("data.maintain")
    def maintenance(self, actor: Actor) -> dict[str, Any]:
        """`{on, since, processes}`: whether maintenance mode is on, since when, and who has
        the file open."""
        from healthdesk.exchange.documents import utc  # not at each start

        mode = self._db.presence.mode()
        since = None if mode is None else utc(int(mode.since * 1000))
        names = [f"{h.program} ({h.pid})" for h in self._db.presence.holders()]
        return {"on": mode is not None, "since": since, "processes": names}

    # Backups

    @needs("data.maintain")
    def backup(
        self,
        actor: Actor,
        out: Path | None = None,
        progress: Progress = silent,
        cancelled: Cancel = never,
    ) -> dict[str, Any]:
        """A verified copy of the whole file; `{path, digest}`. Raises `Cancelled`."""
        under_way = UnderWay(progress, cancelled)
        target = out or self._backup_path("backup")
        logs = {self._db.path.with_name(self._db.path.name + end) for end in ("-wal", "-shm")}
        if target.resolve() in {path.resolve() for path in (self._db.path, *logs)} or (
            target.exists() and target.samefile(self._db.path)
        ):
            raise InvalidData(FieldError("out", "backup-onto-itself", path=str(target)))
        if out is None or out.parent == self._paths.backups:
            make_private(self._paths.backups)
        with self._db.reading() as connection:
            digest = (
                backup.digest(
                    connection, self._db.types, under_way.part(0, 0.8).look, with_deleted=False
                )["digest"]
                if self._db.revision() == SCHEMA
                else None
            )
            # The copy is of the state the digest was made of.
            backup.copy_to(connection, target, under_way.part(0.8, 1).look)
        progress(1, 1, 0)
        return {"path": str(target), "digest": digest}

    @needs("data.maintain")
    def copy(
        self, actor: Actor, out: Path, progress: Progress = silent, cancelled: Cancel = never
    ) -> None:
        """A verified copy of the whole file. Raises `Cancelled`."""
        with self._db.reading() as connection:
            backup.copy_to(connection, out, UnderWay(progress, cancelled).look)

    @needs("data.maintain")
    def restore(self, actor: Actor, source: Path) -> dict[str, Any]:
        """Put a backup in the place of the file, which is backed up itself before; one that
        is too damaged for that is kept as it is.

        Raises `BadFile` for a backup that is damaged, foreign or newer; nothing changed.
        """
        backup.check_restorable(source)
        make_private(self._paths.backups)
        sound = self._db.is_open
        # Kept while nobody else has the file, so that nothing is written in between.
        with self._db.alone("restore"):
            kept = self._keep(sound)
            backup.put_in_place(source, self._db.path)
        self.make_ready(actor)
        self._bus.publish(DatabaseOpened())
        return {"path": str(source), "backup": str(kept), **self.digest(actor)}

    def _keep(self, sound: bool) -> Path:
        """A copy of the closed file: checked, or as it is where it can't be read any more."""
        kept = self._backup_path("before-restore")
        try:
            if sound:
                with contextlib.closing(self._db.connect()) as connection:
                    backup.copy_to(connection, kept, UnderWay().look)
                return kept
        except StorageError as error:
            if error.code not in BEYOND_READING:
                raise
        kept = self._backup_path("damaged")
        backup.copy_as_it_is(self._db.path, kept)
        return kept

    @needs("data.maintain")
    def drop(self, actor: Actor) -> None:
        """Remove the data file and its logs. Backups and exports stay."""
        self._db.close()
        with self._db.presence.alone("drop"):
            backup.remove(self._db.path)

    def _backup_path(self, why: str) -> Path:
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
        return self._paths.backups / f"healthdesk-{stamp}-{why}.db"

    # Checks

    @needs("data.maintain")
    def verify(self, actor: Actor, deep: bool = False) -> dict[str, Any]:
        """`{ok, checks: [{name, ok, detail}]}`; deep also makes every rollup anew to compare,
        and then takes the write lock meanwhile."""
        from healthdesk.texts.names import TYPES

        with self._db.checking(write=deep) as connection:
            types = self._db.types if self._db.revision() else None
            found = [
                {"name": name, "ok": holds, "detail": detail}
                for name, holds, detail in backup.checks(connection, types, TYPES, deep=deep)
            ]
        return {"ok": all(check["ok"] for check in found), "checks": found}

    @needs("data.maintain")
    def digest(
        self,
        actor: Actor,
        with_deleted: bool = False,
        progress: Progress = silent,
        cancelled: Cancel = never,
    ) -> dict[str, Any]:
        """`{digest, persons, records, goals, reminders}`: what is recorded, as one number that
        is the same wherever the same is recorded. Raises `Cancelled`."""
        under_way = UnderWay(progress, cancelled)
        if self._db.revision() < SCHEMA:
            raise StorageError("older-database", revision=self._db.revision(), known=SCHEMA)
        with self._db.reading() as connection:
            return backup.digest(
                connection,
                self._db.types,
                lambda done, total: under_way.look(done, total, done),
                with_deleted=with_deleted,
            )

    @needs("data.maintain")
    def health_check(self, actor: Actor, slow: bool = False) -> dict[str, Any]:
        """The state of the file: sizes and free room in bytes, revisions it lacks, who has it
        open, whether somebody keeps others from writing, and how long a small read takes; with
        `slow` also reads that take too long."""
        path, revision = self._db.path, self._db.revision()
        wal = path.with_name(path.name + "-wal")
        answer: dict[str, Any] = {
            "ok": True,
            "database": str(path),
            "bytes": path.stat().st_size,
            "wal_bytes": wal.stat().st_size if wal.exists() else 0,
            "free_bytes": shutil.disk_usage(path.parent).free,
            "revision": f"{revision:04d}",
            "pending": [f"{number:04d}" for number in range(revision + 1, SCHEMA + 1)],
            "processes": [f"{h.program} ({h.pid})" for h in self._db.presence.holders()],
            "maintenance": self._db.presence.maintenance_holder(),
            "locked": self._db.is_locked(),
        }
        with self._db.reading() as connection:
            begun = time.perf_counter()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            answer["latency_ms"] = round((time.perf_counter() - begun) * 1000, 3)
            answer["journal_mode"] = connection.execute("PRAGMA journal_mode").fetchone()[0]
            answer["free_pages"] = connection.execute("PRAGMA freelist_count").fetchone()[0]
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            answer["ok"] = said == "ok" and not answer["locked"]
            if slow:
                everybody = persons.every(connection, archived=True)
                person_id = everybody[0].id if everybody else 0
                answer["slow"] = backup.slow_reads(connection, self._db.types, person_id, SLOW_MS)
        return answer


def refuse_missing(paths: Paths) -> None:
    """Raises `NotFound` where there is no data file to look at."""
    if not paths.database.exists():
        raise NotFound("no-database", path=str(paths.database))


def engine_version() -> str:
    """The version of the SQLite that all data goes through."""
    return ENGINE_VERSION
