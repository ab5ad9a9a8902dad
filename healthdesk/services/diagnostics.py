"""How this installation is doing: gathered from its own counts, its files and its log."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from healthdesk.domain import diagnostics as rules
from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.diagnostics import Day, Diagnosis, Schedule, Sizes, Slow
from healthdesk.domain.errors import StorageError
from healthdesk.domain.meters import (
    QUERY_SECONDS,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
    Counts,
)
from healthdesk.domain.times import date_of, day_of
from healthdesk.logs import read_logs
from healthdesk.paths import Paths
from healthdesk.services.analytics import Analytics
from healthdesk.services.metrics import Metrics, Totals, backup_age, memory_bytes
from healthdesk.services.reminders import Reminders
from healthdesk.storage import backup, persons
from healthdesk.storage.database import SCHEMA, Database

DAYS = 30
# The checklist looks at today and yesterday (UTC), so that a new day does not begin with nothing.
RECENT_DAYS = 2
SLOW_MS = 100.0


class Diagnostics:
    """Reads only. What it finds names programs, sizes and times, never a person or a value."""

    def __init__(
        self, paths: Paths, db: Database, metrics: Metrics, analytics: Analytics,
        reminders: Reminders, *, hub_named: bool = False,
    ) -> None:  # fmt: skip
        self._paths, self._db, self._metrics = paths, db, metrics
        self._analytics, self._reminders = analytics, reminders
        self._hub_named = hub_named

    @needs("data.maintain")
    def look(self, actor: Actor) -> Diagnosis:
        """All of it. Raises `StorageError` for a file without any schema."""
        revision = self._db.revision()
        if not revision:
            raise StorageError("older-database", revision=revision, known=SCHEMA)
        now = dt.datetime.now(dt.UTC)
        totals = self._metrics.totals(actor)
        last = day_of(now.date())
        recent = _between(totals, last - RECENT_DAYS + 1, last)
        current = revision == SCHEMA
        return Diagnosis(
            at=time.time_ns() // 1_000_000,
            collected=self._metrics.collected,
            api=rules.latency(recent, REQUEST_SECONDS),
            database=rules.latency(recent, QUERY_SECONDS),
            requests=int(recent.total(REQUESTS)),
            errors=int(recent.total(REQUEST_ERRORS)),
            reminders_failed=rules.failed_reminders(recent),
            recent=RECENT_DAYS,
            days=_days(totals, last),
            sizes=self._sizes(),
            backup_age=backup_age(self._paths.backups),
            slow=self._slow() if current else (),
            cache=self._analytics.cache_figures(actor),
            schedule=self._schedule(actor) if current else Schedule(0, 0, 0, None, None, 0, 0, 0),
            processes=tuple(sorted(one.program for one in self._db.presence.holders())),
            last_beat=totals.served[-1][1] if totals.served else None,
            minute=int(now.timestamp()) // 60,
            log_errors=self._log_errors(now - dt.timedelta(days=1)),
            pending=SCHEMA - revision,
            maintenance=self._db.presence.maintenance_holder() or "",
            memory=memory_bytes(),
            connections=self._db.connections,
            hub_named=self._hub_named,
        )

    def _sizes(self) -> Sizes:
        path = self._db.path
        backups = list(self._paths.backups.glob("*.db"))
        return Sizes(
            database=_bytes([path]),
            wal=_bytes([path.with_name(path.name + "-wal")]),
            backups=_bytes(backups),
            backup_count=len(backups),
            logs=_bytes(self._paths.logs.glob("*.log*")),
            metrics=_bytes((self._paths.data / "metrics").glob("*")),
            free=shutil.disk_usage(path.parent).free,
        )

    def _slow(self) -> tuple[Slow, ...]:
        with self._db.reading() as connection:
            everybody = persons.every(connection, archived=True)
            person_id = everybody[0].id if everybody else 0
            found = backup.slow_reads(connection, self._db.types, person_id, SLOW_MS)
        return tuple(Slow(one["statement"], one["ms"], one["full_scan"]) for one in found)

    def _schedule(self, actor: Actor) -> Schedule:
        found = self._reminders.status(actor)
        return Schedule(
            found.active, found.due, found.overdue, found.next_run_at, found.last_trigger_at,
            found.sent, found.failed, found.missed,
        )  # fmt: skip

    def _log_errors(self, since: dt.datetime) -> int:
        return sum(1 for _ in read_logs(self._paths, level="error", since=since))


def _days(totals: Totals, last: int) -> tuple[Day, ...]:
    none = Counts()
    return tuple(
        rules.day_of_counts(day, totals.days.get(date_of(day).isoformat(), none))
        for day in range(last - DAYS + 1, last + 1)
    )


def _between(totals: Totals, first: int, last: int) -> Counts:
    return totals.within(date_of(first).isoformat(), date_of(last).isoformat())


def _bytes(paths: Iterable[Path]) -> int:
    total = 0
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # rotated or removed meanwhile
            total += path.stat().st_size
    return total
