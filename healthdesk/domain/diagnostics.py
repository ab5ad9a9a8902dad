"""How an installation is doing right now, and what of it somebody should look at.

Times and sizes of the program itself; nothing here is, or names, a value of health.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from healthdesk.domain.meters import (
    QUERY_SECONDS,
    REMINDERS_FAILED,
    REQUEST_ERRORS,
    REQUEST_SECONDS,
    REQUESTS,
    TIMINGS,
    Counts,
    quantile,
)
from healthdesk.domain.success import FEWEST, TARGETS

BACKUP_S: Final = 7 * 24 * 3600
# A beat comes once a minute.
BEAT_MINUTES: Final = 3
# A reminder whose time has gone by for longer was seen by no scheduler and no trigger.
LATE_MS: Final = 10 * 60_000
# A backup, and an upgrade that makes one first, takes as much room as the data file.
COPIES: Final = 3
LEAST_FREE: Final = 1_000_000_000

CheckName = Literal[
    "counting", "serve", "api", "errors", "database", "reminders", "scheduler", "schema",
    "maintenance", "backup", "disk", "log",
]  # fmt: skip
State = Literal["good", "bad", "unknown"]


@dataclass(frozen=True, slots=True)
class Latency:
    """Times (ms) that half, 95 % and 99 % stayed within, of `n`; None for none."""

    n: int
    p50: float | None
    p95: float | None
    p99: float | None


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day (ordinal): requests, those that failed, and the p95 (ms) of both timings."""

    day: int
    requests: int
    errors: int
    api_ms: float | None
    database_ms: float | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: data file, its write-ahead log, backups in the data folder, logs, counts, and what
    is free on the disk."""

    database: int
    wal: int
    backups: int
    backup_count: int
    logs: int
    metrics: int
    free: int


@dataclass(frozen=True, slots=True)
class Slow:
    """One of the program's usual reads that took long (ms) or reads a whole table."""

    statement: str
    ms: float
    full_scan: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """Reminders: how many are active, wait for an answer, wait for long; the next time and the
    last trigger (ms since 1970); and how many were told, failed, were missed."""

    active: int
    due: int
    overdue: int
    next_at: int | None
    last_trigger_at: int | None
    sent: int
    failed: int
    missed: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All of it, at `at` (ms since 1970). `api` and `database` are of the days in `recent`, the
    last ones of `days`. `backup_age` in seconds, infinite for no backup. `last_beat`: the
    minute in which something served last; `minute`: this one. `pending`: revisions the file
    lacks; `maintenance`: which program holds it up, else empty; `hub_named`: somebody named a
    hub to sync with."""

    at: int
    collected: bool
    api: Latency
    database: Latency
    requests: int
    errors: int
    reminders_failed: int
    recent: int
    days: Sequence[Day]
    sizes: Sizes
    backup_age: float
    slow: Sequence[Slow]
    cache: Mapping[str, int]
    schedule: Schedule
    processes: Sequence[str]
    last_beat: int | None
    minute: int
    log_errors: int
    pending: int
    maintenance: str
    memory: int | None
    connections: int
    hub_named: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist. `unknown`: too little happened to judge it."""

    name: CheckName
    state: State


def latency(counts: Counts, metric: str) -> Latency:
    numbers, limits = counts.timing(metric), TIMINGS[metric].limits
    found = [quantile(numbers, limits, share) for share in (0.5, 0.95, 0.99)]
    return Latency(int(sum(numbers[:-1])), *(None if s is None else 1000 * s for s in found))


def day_of_counts(day: int, counts: Counts) -> Day:
    return Day(
        day,
        int(counts.total(REQUESTS)),
        int(counts.total(REQUEST_ERRORS)),
        latency(counts, REQUEST_SECONDS).p95,
        latency(counts, QUERY_SECONDS).p95,
    )


def failed_reminders(counts: Counts) -> int:
    return int(counts.total(REMINDERS_FAILED))


def room_needed(database: int) -> int:
    """Bytes that should be free beside a data file of this size."""
    return max(COPIES * database, LEAST_FREE)


def checklist(found: Diagnosis) -> tuple[Check, ...]:
    """What monitoring looks at, in the order in which somebody would."""
    next_at = found.schedule.next_at
    share = 100 * found.errors / found.requests if found.requests else 0.0
    return (
        Check("counting", _state(found.collected)),
        Check("serve", _serving(found)),
        Check("api", _within(found.api, TARGETS["api-p95"].bound)),
        Check("errors", _enough(found.requests, share < TARGETS["errors"].bound)),
        Check("database", _within(found.database, TARGETS["database-p95"].bound)),
        Check("reminders", _state(not found.reminders_failed)),
        Check("scheduler", _state(next_at is None or next_at >= found.at - LATE_MS)),
        Check("schema", _state(not found.pending)),
        Check("maintenance", _state(not found.maintenance)),
        Check("backup", _state(found.backup_age <= BACKUP_S)),
        Check("disk", _state(found.sizes.free >= room_needed(found.sizes.database))),
        Check("log", _state(not found.log_errors)),
    )


def _serving(found: Diagnosis) -> State:
    if found.last_beat is None:
        return "unknown"  # most who keep their own record never serve
    return _state(found.minute - found.last_beat <= BEAT_MINUTES)


def _state(good: bool) -> State:
    return "good" if good else "bad"


def _enough(n: int, good: bool) -> State:
    return _state(good) if n >= FEWEST else "unknown"


def _within(found: Latency, bound: float) -> State:
    return _enough(found.n, found.p95 is not None and found.p95 < bound)
