"""The local metrics log: counts of all processes of a data folder, kept over restarts.

Each process appends what it did to `metrics/counts.log`, a line a series, in one write at the
end of the file, so that several can at once and a killed one leaves at most a cut line, which
is skipped. Once the log has grown, one process folds it into `metrics/totals.json`: it moves
the log aside, and folds what was moved aside a while ago, when nobody can be writing to it any
more; the names of what was folded stand in the totals, so that a process killed between the two
steps makes nothing count twice.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import math
import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from healthdesk.domain.accounts import Actor, needs
from healthdesk.domain.errors import StorageError
from healthdesk.domain.heartbeats import Run, joined
from healthdesk.domain.meters import BEAT_BYTES, BEATS, COUNTERS, TIMINGS, Counts
from healthdesk.domain.times import MINUTE_MS, day_of
from healthdesk.paths import FILE_MODE, Paths, make_private
from healthdesk.settings import Settings
from healthdesk.storage.database import SCHEMA, Database

_LOG = logging.getLogger("healthdesk.metrics")
FOLD_BYTES = 256 * 1024
# After so long nobody holds a log open that was moved aside.
SETTLED_S = 10.0
KEPT_DAYS = 400
# What is not written down at once (requests, times) waits no longer: so much a killed process
# may cost.
FLUSH_S = 1.0
# By so much of what was read a log is known again.
TAIL_BYTES = 200


@dataclass(slots=True)
class Totals:
    """Everything counted: in all, and by UTC day (ISO date) without labels; and the minutes in
    which something served, in order."""

    ever: Counts = field(default_factory=Counts)
    days: dict[str, Counts] = field(default_factory=dict)
    folded: list[str] = field(default_factory=list)
    served: list[Run] = field(default_factory=list)

    def add(self, day: str, counts: Counts) -> None:
        self.ever.merge(counts)
        of_day = self.days.setdefault(day, Counts())
        for (name, _), n in counts.counters.items():
            of_day.count(name, (), n)
        for (name, _), numbers in counts.timings.items():
            of_day.merge_timing(name, (), numbers)

    def copy(self) -> Totals:
        return Totals(
            self.ever.copy(),
            {day: counts.copy() for day, counts in self.days.items()},
            list(self.folded),
            list(self.served),
        )

    def within(self, first: str, last: str) -> Counts:
        """What was counted from one day to another, both included."""
        found = Counts()
        for day, counts in self.days.items():
            if first <= day <= last:
                found.merge(counts)
        return found


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read so far: the log up to `end` (bytes), the last of which are `tail`."""

    base: tuple[object, ...]
    totals: Totals
    end: int = 0
    tail: bytes = b""


class MetricsLog:
    """The log of one data folder. All methods may be called from every thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = self._folder / "counts.log"
        self._totals = self._folder / "totals.json"
        self._lock = threading.Lock()
        self._read: _Read | None = None

    def append(self, counts: Counts, now_ms: int) -> None:
        """Add what a process did. A folder that can't be written to costs the counts, and
        nothing else: it is told in the log."""
        if self.write(counts, now_ms) > FOLD_BYTES:
            self.fold()

    def write(self, counts: Counts, now_ms: int) -> int:
        """As `append`, for who has no time to fold; returns how large (bytes) the log is now,
        0 where it could not be written."""
        with self._lock:
            try:
                if not self._folder.is_dir():
                    make_private(self._folder)
                file = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
                try:
                    os.write(file, _lines(counts, now_ms))
                    return os.fstat(file).st_size
                finally:
                    os.close(file)
            except (OSError, StorageError) as error:
                _LOG.info("metrics not written", extra={"kind": type(error).__name__})
                return 0

    def totals(self) -> Totals:
        """All that was counted so far, by all processes. Nobody changes what was given."""
        with self._lock:
            while True:
                base = self._base()
                if self._read is None or self._read.base != base:
                    self._read = _Read(base, self._load())
                self._read = self._read_on(self._read)
                # A log folded meanwhile would be missed, and the counts seem to have shrunk.
                if self._base() == base:
                    return self._read.totals

    def _base(self) -> tuple[object, ...]:
        """What tells whether anything but the end of the log is another than before."""
        return tuple(_stamp(path) for path in (self._totals, *self._asides()))

    def _read_on(self, known: _Read) -> _Read:
        """With what was written at the end of the log since."""
        try:
            with self._log.open("rb") as file:
                file.seek(known.end - len(known.tail))
                told = file.read()
        except (FileNotFoundError, NotADirectoryError):
            told = b""
        if not told.startswith(known.tail):  # another log than before
            return self._read_on(_Read(known.base, self._load()))
        more = told[len(known.tail) :]
        whole = more[: more.rfind(b"\n") + 1]
        if not whole:
            return known
        totals = known.totals.copy()
        _take_in(totals, whole.decode("utf-8", "replace"))
        tail = (known.tail + whole)[-TAIL_BYTES:]
        return _Read(known.base, totals, known.end + len(whole), tail)

    def fold(self) -> None:
        """Put the log into the totals, unless another process is about it."""
        import portalocker

        guard = portalocker.Lock(
            str(self._folder / "fold.lock"), "a", timeout=0, fail_when_locked=True
        )
        try:
            with self._lock, guard:
                if self._log.exists() and self._log.stat().st_size > FOLD_BYTES:
                    self._log.rename(self._folder / f"counts-{time.time_ns()}.log")
                self._fold_asides()
        except portalocker.LockException:
            return  # somebody is about it
        except OSError as error:
            # Nothing is lost: the log grows on until it can be folded.
            _LOG.info("metrics not folded", extra={"kind": type(error).__name__})

    def _fold_asides(self) -> None:
        settled = [
            path for path in self._asides() if path.stat().st_mtime < time.time() - SETTLED_S
        ]
        if not settled:
            return
        totals = self._load_totals()
        # What is gone can't be folded again.
        there = {path.name for path in self._asides()}
        totals.folded = [name for name in totals.folded if name in there]
        for path in settled:
            if path.name not in totals.folded:
                _take_in(totals, _text(path))
                totals.folded.append(path.name)
        _forget(totals, dt.datetime.now(dt.UTC).date() - dt.timedelta(days=KEPT_DAYS))
        part = self._totals.with_suffix(".part")
        part.write_text(json.dumps(_as_json(totals)), "utf-8")
        part.chmod(FILE_MODE)
        part.replace(self._totals)
        for path in settled:
            path.unlink()

    def _asides(self) -> list[Path]:
        return sorted(self._folder.glob("counts-*.log"))

    def _load(self) -> Totals:
        """All but the log that is written to."""
        totals = self._load_totals()
        for path in self._asides():
            if path.name not in totals.folded:
                _take_in(totals, _text(path))
        return totals

    def _load_totals(self) -> Totals:
        try:
            return _from_json(json.loads(self._totals.read_text("utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return Totals()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _LOG.info("metrics begin anew", extra={"kind": type(error).__name__})
            return Totals()


class Metrics:
    """What the program did, counted over all its processes."""

    def __init__(self, paths: Paths, db: Database, settings: Settings) -> None:
        self._db, self._paths = db, paths
        self._written = MetricsLog(paths.data / "metrics")
        self._collected = bool(settings.variable("PROMETHEUS_METRICS_ENABLED"))
        self._last = time.monotonic()

    @property
    def collected(self) -> bool:
        return self._collected

    def flush(self) -> None:
        """Write down what was counted since the last time."""
        self._last = time.monotonic()
        counts = self._db.meter.take()
        if counts is not None and self._collected:
            self._written.append(counts, time.time_ns() // 1_000_000)

    def start(self) -> None:
        """From here on what was done to data is written down at once."""
        self._db.meter.write_down = self._write_down

    def _write_down(self, counts: Counts) -> None:
        """What a killed process must not take with it. Folding waits for the next flush."""
        if self._collected:
            self._written.write(counts, time.time_ns() // 1_000_000)

    def flush_if_due(self) -> None:
        if time.monotonic() - self._last >= FLUSH_S:
            self.flush()

    @needs("data.maintain")
    def totals(self, actor: Actor) -> Totals:
        """All that was counted, by this process and all others."""
        self.flush()
        return self._written.totals()

    @needs("data.maintain")
    def beat(self, actor: Actor) -> None:
        """Note that this process serves; to be called once a minute while it does."""
        self._db.meter.count(BEATS)
        memory = memory_bytes()
        if memory is not None:
            self._db.meter.count(BEAT_BYTES, n=memory)
        self.flush()

    @needs("data.maintain")
    def gauges(self, actor: Actor) -> dict[str, float]:
        """What stands now, by metric: goals under way, connections of this process, its memory
        (bytes) where the system tells, the data file's size and what is free on its disk
        (bytes), and the age of the newest backup in the data folder (s; infinite for none)."""
        found = {"health_db_connections_active": float(self._db.connections)}
        if self._db.is_open and self._db.revision() == SCHEMA:
            from healthdesk.storage import goals  # every command counts, few tell of goals

            with self._db.reading() as connection:
                found["health_goals_active_total"] = float(goals.count_active(connection))
        memory = memory_bytes()
        if memory is not None:
            found["health_memory_bytes"] = float(memory)
        with contextlib.suppress(OSError):  # not there: then there is nothing to tell
            found["health_database_bytes"] = float(self._db.path.stat().st_size)
            found["health_disk_free_bytes"] = float(shutil.disk_usage(self._db.path.parent).free)
        found["health_backup_age_seconds"] = backup_age(self._paths.backups)
        return found


def backup_age(folder: Path) -> float:
    """Seconds since the newest backup in a folder was made; infinite where there is none."""
    made = [path.stat().st_mtime for path in folder.glob("*.db")]
    return max(0.0, time.time() - max(made)) if made else math.inf


def memory_bytes() -> int | None:
    """What this process holds in memory now (bytes); None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError, IndexError):
        return None


# On disk: [ms, name, [labels], n] and [ms, name, [labels], [counts…, sum]]


def _lines(counts: Counts, now_ms: int) -> bytes:
    rows: list[list[Any]] = [
        [now_ms, name, list(labels), n] for (name, labels), n in counts.counters.items()
    ]
    rows += [
        [now_ms, name, list(labels), numbers] for (name, labels), numbers in counts.timings.items()
    ]
    # A line before it that was cut must not run into ours.
    return ("\n" + "".join(f"{json.dumps(row)}\n" for row in rows)).encode()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _take_in(totals: Totals, text: str) -> None:
    found: dict[str, Counts] = {}
    served: list[Run] = []
    for line in text.splitlines():
        if not line:
            continue
        try:
            at, name, labels, amount = json.loads(line)
            day = dt.datetime.fromtimestamp(at / 1000, dt.UTC).date().isoformat()
            _put(found.setdefault(day, Counts()), name, tuple(map(str, labels)), amount)
            if name == BEATS:  # the beats of so many minutes that end here
                minute = int(at) // MINUTE_MS
                served.append((minute - int(amount) + 1, minute))
        except (ValueError, TypeError, OverflowError, OSError):
            continue  # cut by a process that was killed
    for day, counts in sorted(found.items()):
        totals.add(day, counts)
    if served:
        totals.served = joined([*totals.served, *served])


def _forget(totals: Totals, before: dt.date) -> None:
    """Drop the days before one from what is kept by day."""
    totals.days = {day: n for day, n in totals.days.items() if day >= before.isoformat()}
    first = day_of(before) * 1440
    totals.served = [(max(start, first), end) for start, end in totals.served if end >= first]


def _put(counts: Counts, name: str, labels: tuple[str, ...], amount: Any) -> None:
    """Raises ValueError or TypeError for what this version can't have written."""
    if name in COUNTERS:
        counts.count(name, labels, float(amount))
    elif name in TIMINGS:
        numbers = [float(number) for number in amount]
        if len(numbers) != len(TIMINGS[name].limits) + 2:
            raise ValueError("other limits")
        counts.merge_timing(name, labels, numbers)


def _as_json(totals: Totals) -> dict[str, Any]:
    return {
        "version": 1,
        "folded": totals.folded,
        "ever": _rows(totals.ever),
        "days": {day: _rows(counts) for day, counts in sorted(totals.days.items())},
        "served": totals.served,
    }


def _rows(counts: Counts) -> list[list[Any]]:
    pairs: list[tuple[tuple[str, tuple[str, ...]], Any]] = [
        *counts.counters.items(), *counts.timings.items()
    ]  # fmt: skip
    return [[name, list(labels), amount] for (name, labels), amount in pairs]


def _from_json(tree: dict[str, Any]) -> Totals:
    totals = Totals(folded=list(tree["folded"]))
    totals.served = [(int(first), int(last)) for first, last in tree["served"]]
    for name, labels, amount in tree["ever"]:
        _put(totals.ever, name, tuple(labels), amount)
    for day, rows in tree["days"].items():
        counts = totals.days[day] = Counts()
        for name, labels, amount in rows:
            _put(counts, name, tuple(labels), amount)
    return totals


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_mtime_ns, found.st_size
