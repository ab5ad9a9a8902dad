"""The one SQLite engine, its connections and the only way to begin a write.

`sqlcipher3` serves plain and encrypted files alike; the standard library's SQLite never
opens our file (two engines on one file can corrupt it). One connection writes, behind a
queue in which a person's own save goes before an import; two only read.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

from healthdesk.domain.errors import (
    FieldError,
    InvalidData,
    StorageError,
    Unavailable,
)
from healthdesk.domain.events import (
    AnnotationsChanged,
    DatabaseOpened,
    Event,
    GoalsChanged,
    OccurrencesChanged,
    PersonsChanged,
    RecordsChanged,
    RemindersChanged,
    SettingsChanged,
    TypesChanged,
)
from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.meters import OWN, QUERY_SECONDS, Meter
from healthdesk.domain.rollup import BESIDE_DAYS
from healthdesk.storage import packing, rollups
from healthdesk.storage.changes import origin_of
from healthdesk.storage.engine_errors import say_as_ours, translated
from healthdesk.storage.presence import Presence
from healthdesk.storage.shares import on_network_share
from healthdesk.storage.turns import Priority, Readers, Turnstile
from healthdesk.storage.type_rows import is_removed, load_types

__all__ = ["Connection", "Database", "Priority", "Tx", "translated"]

# The driver's own `dbapi2.Connection`, which ships no types. What SQLAlchemy adds to it costs
# more than a commit, and its loading half a start: it describes and migrates the tables only.
Connection: TypeAlias = Any

# The driver asks of each value but numbers and texts whether somebody adapts it, which costs
# twenty times the binding itself unless somebody does.
dbapi2.register_adapter(type(None), {}.get)  # gives None
dbapi2.register_adapter(bytes, bytes)

# The newest migration this program knows; `PRAGMA user_version` of a file tells its own.
SCHEMA = 14
# "HDsk": says that a SQLite file is ours.
APPLICATION_ID = 0x4844_736B
OLDEST_ENGINE = (3, 51, 3)  # older ones can corrupt a file when the WAL is reset
ENGINE_VERSION: str = dbapi2.sqlite_version
CHANGES_KEPT = 10_000
# Under this name a file stands beside ours for one transaction.
BESIDE = "beside"
# An encrypted aggregate is six times slower with the default of 2 MB. An import goes through
# the file in order and has a process beside it that needs memory as well.
CACHE_KIB, CACHE_KIB_IN_BULK = 64_000, 16_000
# Pages that the log may hold before a commit writes them back.
LOG_PAGES = 1000
BUSY_MS = 10_000
LOCKED_MS = 2_000  # no write of ours takes longer
READERS = 2
READER_PATIENCE_S = 5.0  # a read still under way then fails with `database-closed`


@dataclass(slots=True)
class Tx:
    """One write transaction: the connection, and what it touched so far.

    `execute` runs a statement on driver level (parameters as `?`). `touch` names the local
    days whose rollups have to be made anew before the commit. After the block has ended
    `event` tells what changed, for the service to publish. Who only stores new readings may
    name the ids of all their sources in `added`: then no figure is looked for that might be
    gone.
    """

    raw: Connection
    types: TypeBook
    now: int
    kind: str
    origin: str
    touched: defaultdict[tuple[int, int], set[int]]
    passed: bool  # the turnstile, for this write alone
    begun: float  # by the clock that measures
    announce: Event | None = None
    event: Event | None = None
    added: tuple[int, ...] = ()
    # Local hours of the readings stored one by one: of a day nothing else can have changed.
    hours: set[int] = field(default_factory=set)
    # How many readings of each type (slug) were created, changed, binned: (metric, slug) → n.
    done: dict[tuple[str, str], int] = field(default_factory=dict)
    # Of the touched days those whose rollups stand already.
    summed: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        return self.raw.execute(sql, parameters)

    def tally(self, metric: str, slug: str, n: int = 1) -> None:
        """Count what this write does, once it is committed. What somebody calls a type of
        their own may tell of them, so those are counted together."""
        kind = self.types.get(slug)
        of = OWN if kind is not None and kind.own else slug
        self.done[metric, of] = self.done.get((metric, of), 0) + n

    def touch(self, person_id: int, type_id: int, day: int) -> None:
        self.touched[person_id, type_id].add(day)

    @property
    def left(self) -> rollups.Touched:
        """The touched days whose rollups do not stand already."""
        if not self.summed:
            return self.touched
        none: set[int] = set()
        return {key: days - self.summed.get(key, none) for key, days in self.touched.items()}

    def about(self) -> tuple[int | None, int, int]:
        """The one person whose days were touched, if it is one; the first and the last day."""
        people = {person_id for person_id, _ in self.touched}
        first = min(map(min, self.touched.values()))
        if any(self.types.with_id(type_id).combine == "once" for _, type_id in self.touched):
            first -= BESIDE_DAYS  # such as a workout over the midnight before
        # A night ends the day after: those who show sleep have to look there as well.
        last = max(map(max, self.touched.values())) + 1
        return people.pop() if len(people) == 1 else None, first, last


class Database:
    """The data file of one folder, opened once a process."""

    def __init__(
        self, path: Path, program: str = "healthdesk", key: bytes | None = None,
        meter: Meter | None = None,
    ) -> None:  # fmt: skip
        self.path = path
        self.meter = Meter() if meter is None else meter
        self._file = str(path)
        self.origin = origin_of(program, f"{os.getpid()}-{time.monotonic_ns():x}")
        self.presence = Presence(path.parent, program)
        self._key = key
        self._turnstile = Turnstile()
        self._writer: Connection | None = None
        self._readers = Readers()
        self._held = threading.local()
        self._all: list[Connection] = []
        self._identity: tuple[int, int] | None = None
        self._types: TypeBook | None = None
        self._kept_waiting = False
        self._feeds: list[ChangeFeed] = []
        # One connection of one process, on a network share; and the thread that has it.
        self._sole = False
        self._inside = 0

    # Opening and closing

    def open(self, *, create: bool = True) -> None:
        """Open the file, making an empty one where `create` allows it.

        Raises `StorageError` (damaged, foreign, newer, not writable, missing) or
        `Unavailable` (maintenance); nothing is changed then.
        """
        if dbapi2.sqlite_version_info < OLDEST_ENGINE:
            raise StorageError("engine-too-old", version=ENGINE_VERSION)
        if not self.path.exists():
            if not create:
                raise StorageError("no-database", path=str(self.path))
            self._make_file()
        self.presence.join()
        try:
            with translated(self.path):
                self._open_connections()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file; waits for a transaction under way."""
        with self._turnstile.pass_through(Priority.MAINTENANCE):
            for feed in self._feeds:
                feed.let_go()
            self._close_connections()
        self.presence.leave()

    @property
    def on_network_share(self) -> bool:
        """Whether the file lies where only one process may have it open."""
        return self._sole

    @property
    def is_open(self) -> bool:
        return self._writer is not None

    @property
    def is_kept_waiting(self) -> bool:
        """Whether a write of this process waits right now for the one of another."""
        return self._kept_waiting

    @property
    def connections(self) -> int:
        """How many connections this process holds."""
        return len(self._all)

    def _make_file(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise StorageError("folder-not-writable", path=str(self.path.parent)) from error

    def _open_connections(self) -> None:
        self._check_header()
        raw = self.connect()
        self._all.append(raw)
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            self._adopt(raw)
        revision = raw.execute("PRAGMA user_version").fetchone()[0]
        if revision > SCHEMA:
            raise StorageError("newer-database", revision=revision, known=SCHEMA)
        self._sole = on_network_share(self.path.parent)
        if self._sole:
            self._take_for_itself(raw)
        else:
            _keep_log(raw)
        readers = []
        for _ in range(0 if self._sole else READERS):
            reader = self.connect()
            self._all.append(reader)
            reader.execute("PRAGMA query_only=ON")
            readers.append(reader)
        status = self.path.stat()
        self._identity = (status.st_dev, status.st_ino)
        self._writer = raw
        self._readers.fill(readers)

    def _take_for_itself(self, raw: Any) -> None:
        """On a network share: no log beside the file, and one connection of one process."""
        others = self.presence.holders()
        if others:
            names = ", ".join(f"{h.program} ({h.pid})" for h in others)
            raise StorageError("share-in-use", holders=names)
        raw.execute("PRAGMA journal_mode=DELETE").fetchone()
        raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        raw.execute("BEGIN IMMEDIATE")  # from here on the lock is held
        raw.execute("COMMIT")

    def _check_header(self) -> None:
        try:
            with self.path.open("rb") as file:
                head = file.read(16)
        except PermissionError as error:
            raise StorageError("database-unreadable", path=str(self.path)) from error
        if self._key is None and head and head != b"SQLite format 3\0":
            raise StorageError("not-a-database", path=str(self.path))

    def _adopt(self, raw: Any) -> None:
        """Mark an empty file as ours; refuse a file that belongs to another program."""
        if raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise StorageError("foreign-database", path=str(self.path))
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")

    def _close_connections(self) -> None:
        self._readers.call_in(READER_PATIENCE_S)
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._writer = None
        self._types = None

    def connect(self) -> Any:
        """A connection of its own with key and pragmas, for who closes it again."""
        raw: Any = dbapi2.connect(
            str(self.path), check_same_thread=False, isolation_level=None, cached_statements=256
        )
        if self._key is not None:
            raw.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        raw.execute("PRAGMA temp_store=MEMORY")
        packing.teach(raw)
        return raw

    # Using it

    @property
    def types(self) -> TypeBook:
        """The types in use; read again after a change of them."""
        if self._types is None:
            with self.reading() as connection:
                self._types = load_types(connection)
        return self._types

    def forget_types(self) -> None:
        self._types = None

    def revision(self) -> int:
        with self.reading() as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that cannot write, with one snapshot for the whole block."""
        with self._lent() as connection:
            begins = not connection.in_transaction
            begun = time.perf_counter()
            try:
                with translated(self.path):
                    if begins:
                        connection.execute("BEGIN")
                    yield connection
            finally:
                if begins:
                    _end(connection)
                    self.meter.observe(QUERY_SECONDS, time.perf_counter() - begun, "read")

    @contextlib.contextmanager
    def reading_beside(self, beside: Path) -> Iterator[Connection]:
        """As `reading`, with another SQLite file that can be read meanwhile (`BESIDE`)."""
        with self._lent() as connection, attached(connection, beside), self.reading():
            yield connection

    @property
    def is_encrypted(self) -> bool:
        return self._key is not None

    @contextlib.contextmanager
    def at_once(self) -> Iterator[bool]:
        """Whether reads in the block wait for nobody: for a thread that others wait for, and
        that has others read where this is False."""
        connection = None if self._sole else self._readers.lend_now()
        if connection is None:
            yield False
            return
        self._held.connection = connection
        try:
            yield True
        finally:
            self._held.connection = None
            self._readers.give_back(connection)

    @contextlib.contextmanager
    def read_ahead(self, read: Callable[[Connection], object]) -> Iterator[None]:
        """Beside the block, over a connection of its own, read what the block is going to ask
        for, so that its pages are in memory by then; nothing where no connection is free."""
        connection = None if self._sole else self._readers.lend_now()
        if connection is None:
            yield
            return

        def go_ahead() -> None:
            # What is wrong with the file is for the block's own read to say.
            with contextlib.suppress(dbapi2.Error):
                read(connection)

        thread = threading.Thread(target=go_ahead)
        try:
            thread.start()
            try:
                yield
            finally:
                thread.join()
        finally:
            self._readers.give_back(connection)

    @contextlib.contextmanager
    def _lent(self) -> Iterator[Connection]:
        """A connection to read with; where there is one for all, in turn with writes.

        A read inside a read of the same thread gets the same one: two threads that each hold
        one and want another would wait for ever.
        """
        if not self._sole:
            held: Connection | None = getattr(self._held, "connection", None)
            if held is not None:
                yield held
                return
            connection = self._held.connection = self._readers.lend()
            try:
                yield connection
            finally:
                self._held.connection = None
                self._readers.give_back(connection)
            return
        with self._my_turn(Priority.USER):
            if self._writer is None:
                raise Unavailable("database-closed")
            yield self._writer

    @contextlib.contextmanager
    def _my_turn(self, priority: Priority) -> Iterator[None]:
        """Pass the turnstile, unless this thread is through already."""
        passed = self._pass(priority)
        try:
            yield
        finally:
            if passed:
                self._leave()

    def _pass(self, priority: Priority) -> bool:
        """Wait for one's turn. False, with nothing to leave, where this thread is through."""
        me = threading.get_ident()
        if self._inside == me:
            return False
        self._turnstile.enter(priority)
        self._inside = me
        return True

    def _leave(self) -> None:
        self._inside = 0
        self._turnstile.leave()

    def transaction(
        self, kind: str, priority: Priority = Priority.USER, beside: Path | None = None
    ) -> contextlib.AbstractContextManager[Tx]:
        """One write: all of the block is stored, or nothing.

        Rollups of the touched days and the note for other processes are written before
        the commit. `beside` is another SQLite file that can be read meanwhile (`BESIDE`);
        such a write is one of many and may be gone after a power cut, until the next without.
        Whether what its rows refer to is there, it has to see to itself.

        Raises `StorageError` when the disk, the file or another writer says no.
        """
        if beside is None:
            return _Transaction(self._begin, self._end, kind, priority)
        return self._transaction_beside(kind, priority, beside)

    @contextlib.contextmanager
    def _transaction_beside(self, kind: str, priority: Priority, beside: Path) -> Iterator[Tx]:
        with self._my_turn(priority), translated(self.path):
            self._follow_the_path()
            if self._writer is None:
                raise Unavailable("database-closed")
            with (
                attached(self._writer, beside),
                _references_seen_to(self._writer),
                contextlib.nullcontext() if self._sole else _synced_later(self._writer),
                self.transaction(kind, priority) as tx,
            ):
                yield tx

    @contextlib.contextmanager
    def provided(
        self, check: Callable[[], object], besides: tuple[str, ...] = ()
    ) -> Iterator[None]:
        """This thread's next write in the block is made only if `check` raises nothing: it is
        called when no process can write any more, and may read. Writes of the kinds `besides`
        are not meant."""
        self._held.condition = check, besides
        try:
            yield
        finally:
            self._held.condition = None

    def _refuse_unless_met(self, raw: Connection, kind: str) -> None:
        condition = getattr(self._held, "condition", None)
        if condition is None or kind in condition[1]:
            return
        self._held.condition = None
        try:
            condition[0]()
        except BaseException:
            raw.execute("ROLLBACK")
            raise

    def _begin(self, kind: str, priority: Priority) -> Tx:
        types = self.types
        passed = self._pass(priority)
        # Waiting for another process is part of what a write takes.
        begun = time.perf_counter()
        try:
            self._follow_the_path()
            raw = self._writer
            if raw is None:
                raise Unavailable("database-closed")
            now = time.time_ns() // 1_000_000
            self._kept_waiting = True
            raw.execute("BEGIN IMMEDIATE")
            self._kept_waiting = False
            self._refuse_unless_met(raw, kind)
        except BaseException as error:
            self._kept_waiting = False
            self.meter.observe(QUERY_SECONDS, time.perf_counter() - begun, "write")
            if passed:
                self._leave()
            say_as_ours(error, self.path)
            raise
        return Tx(raw, types, now, kind, self.origin, defaultdict(set), passed, begun)

    def _end(self, tx: Tx, error: BaseException | None) -> None:
        try:
            with translated(self.path):
                self._commit_or_not(tx, error)
        finally:
            if tx.passed:
                self._leave()
            self.meter.observe(QUERY_SECONDS, time.perf_counter() - tx.begun, "write")
        if error is not None:
            say_as_ours(error, self.path)

    def _commit_or_not(self, tx: Tx, error: BaseException | None) -> None:
        try:
            if error is None:
                self._finish(tx)
                tx.raw.execute("COMMIT")
                for (metric, slug), n in tx.done.items():
                    self.meter.count(metric, slug, n=n)
        finally:
            if tx.raw.in_transaction:
                tx.raw.execute("ROLLBACK")

    def _finish(self, tx: Tx) -> None:
        if tx.touched:
            self._refuse_removed_types(tx)
            types = rollups.recompute(tx.raw, tx.types, tx.left, tx.added, tx.hours)
            person_id, since, until = tx.about()
            self._note(tx, person_id, types, since, until, tx.kind)
            tx.event = RecordsChanged(person_id, types, since, until, tx.kind, tx.origin)
        if tx.announce is not None:
            about = None
            if isinstance(tx.announce, _PERSONAL):
                about = tx.announce.person_id
            self._note(tx, about, frozenset(), 0, 0, type(tx.announce).__name__)
            tx.event = tx.event or tx.announce

    def _refuse_removed_types(self, tx: Tx) -> None:
        """No reading of a type that another process removed since the types were read here."""
        for _, type_id in tx.touched:
            kind = tx.types.with_id(type_id)
            if kind.own and is_removed(tx.raw, type_id):
                self.forget_types()
                raise InvalidData(FieldError("type", "unknown-type", slug=kind.slug))

    def _note(
        self, tx: Tx, person_id: int | None, types: frozenset[str], start: int, end: int, kind: str
    ) -> None:
        row = (tx.origin, person_id, _listed(types), start, end, kind, tx.now)
        seq = tx.raw.execute(_NOTE, row).lastrowid
        if seq % 256 == 0:
            tx.execute("DELETE FROM health_change WHERE seq <= ?", (seq - CHANGES_KEPT,))

    def _follow_the_path(self) -> None:
        """Open anew where another file was put in the place of ours (a restore)."""
        try:
            status = os.stat(self._file)  # noqa: PTH116 - at each write, and a third of the cost
        except FileNotFoundError as error:
            raise StorageError("database-gone", path=self._file) from error
        if self._writer is not None and (status.st_dev, status.st_ino) != self._identity:
            self._close_connections()
            self._open_connections()

    @contextlib.contextmanager
    def bulk(self) -> Iterator[Callable[[], None]]:
        """Many transactions to come: what it gives is to be called after each of them.

        The log is then written back into the file beside the transactions, which would
        otherwise do it one after the other, mostly to the same pages.
        """
        self._set_up_writer(0, CACHE_KIB_IN_BULK)
        try:
            if self._sole:  # there is no log
                yield lambda: None
                return
            from healthdesk.storage.write_back import WriteBack  # seldom: not loaded for an entry

            with WriteBack(self._translating) as write_back:
                yield write_back
        finally:
            self._set_up_writer(LOG_PAGES, CACHE_KIB)

    @contextlib.contextmanager
    def _translating(self) -> Iterator[Connection]:
        """A connection to read with, of which errors are told in our words."""
        with self._lent() as connection, translated(self.path):
            yield connection

    def _set_up_writer(self, log_pages: int, cache_kib: int) -> None:
        """Let commits write the log back from so many pages on (0: never), and how much of
        the file is held in memory."""
        with self._my_turn(Priority.IMPORT), translated(self.path):
            if self._writer is not None:
                self._writer.execute(f"PRAGMA wal_autocheckpoint={log_pages}")
                self._writer.execute(f"PRAGMA cache_size=-{cache_kib}")

    # What other processes did

    def watcher(self) -> ChangeFeed:
        """A feed of the changes other processes make from now on."""
        feed = ChangeFeed(self)
        self._feeds.append(feed)
        return feed

    @contextlib.contextmanager
    def checking(self, *, write: bool) -> Iterator[Connection]:
        """A connection for checks; with `write` the writing one, all others kept out, for
        checks that compute anew and take everything back."""
        if not write:
            with self.reading() as connection:
                yield connection
            return
        with self._my_turn(Priority.MAINTENANCE), translated(self.path):
            if self._writer is None:
                raise Unavailable("database-closed")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            finally:
                self._writer.execute("ROLLBACK")

    def is_locked(self) -> bool:
        """Whether somebody else keeps this process from writing for longer than a write takes.

        On a network share nobody else can."""
        if self._sole:
            return False
        with contextlib.closing(self.connect()) as raw:
            raw.execute(f"PRAGMA busy_timeout={LOCKED_MS}")
            try:
                raw.execute("BEGIN IMMEDIATE")
            except dbapi2.OperationalError as error:
                if "locked" not in str(error):
                    raise
                return True
            raw.execute("ROLLBACK")
        return False

    @contextlib.contextmanager
    def migrating(self, reason: str) -> Iterator[Connection]:
        """A connection with every other process and reader out of the way.

        The block holds its own transaction. The types are read anew afterwards.
        """
        with (
            self.alone(reason),
            translated(self.path),
            contextlib.closing(self.connect()) as connection,
        ):
            yield connection

    def make_way(self) -> None:
        """Let go of the file until another process is done with its maintenance."""
        self.close()
        self.open(create=False)  # waits for what has been announced

    @contextlib.contextmanager
    def alone(self, reason: str) -> Iterator[None]:
        """Close the file here and everywhere, run the block, open it again."""
        self.close()
        try:
            with self.presence.alone(reason):
                yield
        finally:
            self.open(create=False)


class _Transaction:
    """A block between the begin and the end of one write.

    Not a generator: one stands around each single reading that is saved.
    """

    __slots__ = ("_begin", "_end", "_kind", "_priority", "_tx")

    def __init__(
        self,
        begin: Callable[[str, Priority], Tx],
        end: Callable[[Tx, BaseException | None], None],
        kind: str,
        priority: Priority,
    ) -> None:
        self._begin, self._end = begin, end
        self._kind, self._priority = kind, priority

    def __enter__(self) -> Tx:
        self._tx = tx = self._begin(self._kind, self._priority)
        return tx

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._end(self._tx, error)


_PERSONAL = AnnotationsChanged | GoalsChanged | RemindersChanged | OccurrencesChanged
_NOTE = (
    "INSERT INTO health_change(origin, person_id, types, day_from, day_to, kind, at)"
    " VALUES (?,?,?,?,?,?,?)"
)


@lru_cache(maxsize=64)
def _listed(types: frozenset[str]) -> str:
    """As the note of a change holds them."""
    return json.dumps(sorted(types))


class ChangeFeed:
    """Polls `PRAGMA data_version` outside any transaction and reads what is new.

    Costs one small pragma and one look at the path a call while nothing happens. It lets go
    of the file with the database, and comes back with it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._raw: Any = None
        with translated(database.path):
            self._connect()

    def _connect(self) -> bool:
        """False for a file of another schema, which holds no changes to read, and on a
        network share, where there are no other processes."""
        if self._database.on_network_share:
            return False
        raw = self._database.connect()
        raw.execute("PRAGMA query_only=ON")
        if raw.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            raw.close()
            return False
        status = self._database.path.stat()
        self._identity = (status.st_dev, status.st_ino)
        self._seq = raw.execute("SELECT coalesce(max(seq), 0) FROM health_change").fetchone()[0]
        self._version = _data_version(raw)
        self._raw = raw
        return True

    def poll(self) -> list[Event]:
        """What other processes changed since the last call. `DatabaseOpened` alone where the
        file was away or replaced meanwhile."""
        with self._lock, translated(self._database.path):
            if self._raw is not None and self._replaced():
                self._raw.close()
                self._raw = None
            if self._raw is not None:
                return self._news()
            back = self._database.is_open and self._connect()
            return [DatabaseOpened()] if back else []

    def let_go(self) -> None:
        with self._lock:
            if self._raw is not None:
                self._raw.close()
                self._raw = None

    def _replaced(self) -> bool:
        try:
            status = self._database.path.stat()
        except FileNotFoundError:
            return False
        return (status.st_dev, status.st_ino) != self._identity

    def _news(self) -> list[Event]:
        version = _data_version(self._raw)
        if version == self._version:
            return []
        self._version = version
        rows = self._raw.execute(
            "SELECT seq, origin, person_id, types, day_from, day_to, kind FROM health_change"
            " WHERE seq > ? ORDER BY seq",
            (self._seq,),
        ).fetchall()
        events: list[Event] = []
        for seq, origin, person_id, types, day_from, day_to, kind in rows:
            self._seq = seq
            if origin != self._database.origin:
                events.append(_event(person_id, json.loads(types), day_from, day_to, kind))
        if any(isinstance(event, TypesChanged) for event in events):
            self._database.forget_types()
        return events


def _data_version(raw: Any) -> int:
    return int(raw.execute("PRAGMA data_version").fetchone()[0])


def _event(person_id: int | None, types: list[str], day_from: int, day_to: int, kind: str) -> Event:
    if kind == "PersonsChanged":
        return PersonsChanged("other")
    if kind == "TypesChanged":
        return TypesChanged("other")
    if kind == "AnnotationsChanged":
        return AnnotationsChanged(person_id, "other")
    if kind == "GoalsChanged":
        return GoalsChanged(person_id, "other")
    if kind == "RemindersChanged":
        return RemindersChanged(person_id, "other")
    if kind == "OccurrencesChanged":
        return OccurrencesChanged(person_id, "other")
    if kind == "SettingsChanged":
        return SettingsChanged(frozenset(), "other")
    return RecordsChanged(person_id, frozenset(types), day_from, day_to, kind, "other")


@contextlib.contextmanager
def attached(raw: Connection, path: Path) -> Iterator[None]:
    """A plain SQLite file that nobody changes, beside ours, which may be encrypted."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    raw.execute(f"ATTACH ? AS {BESIDE} KEY ''", (uri,))
    try:
        yield
    finally:
        raw.execute(f"DETACH {BESIDE}")


@contextlib.contextmanager
def _references_seen_to(raw: Connection) -> Iterator[None]:
    """Rows by the thousand share what they refer to: looking it up for each takes an eighth of
    the time that storing them does."""
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


@contextlib.contextmanager
def _synced_later(raw: Connection) -> Iterator[None]:
    """Commits to the log that need not outlast a power cut: whole they are in any case, and the
    next that has to last, at the latest the one that ends an import, takes them to the disk."""
    raw.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        raw.execute("PRAGMA synchronous=FULL")


def _keep_log(raw: Connection) -> None:
    """Write-ahead logging, kept in the file once it is set.

    The engine does not wait by itself where two processes set it at once (two first starts).
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL").fetchone()
        except dbapi2.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _end(connection: Connection) -> None:
    """Let go of the snapshot, unless the connection was called in and closed meanwhile."""
    with contextlib.suppress(dbapi2.ProgrammingError):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
