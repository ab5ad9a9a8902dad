"""The file: what is opened, what is refused unchanged, and who may write when."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError, Unavailable
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.storage.database import (
    APPLICATION_ID,
    SCHEMA,
    Database,
    Priority,
    translated,
)
from healthdesk.storage.turns import Turnstile
from tests.opened import NEW_YEAR, ask, child, digest, open_folder, query, verified, weight


def refused(folder: Path) -> str:
    with pytest.raises(StorageError) as error:
        open_folder(folder).close()
    return error.value.code


def folder_with(tmp_path: Path, content: bytes) -> Path:
    folder = tmp_path / "given"
    folder.mkdir(mode=0o700)
    (folder / "healthdesk.db").write_bytes(content)
    return folder


class TestFiles:
    def test_first_open_makes_a_private_file_in_a_private_folder(self, tmp_path: Path):
        app = open_folder(tmp_path / "new" / "data")
        try:
            app.journal.default_person(OWNER)
            folder = tmp_path / "new" / "data"
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            for path in folder.rglob("*"):
                mode = stat.S_IMODE(path.stat().st_mode)
                assert mode == (0o700 if path.is_dir() else 0o600), path.name
        finally:
            app.close()

    def test_plain_file_begins_as_every_sqlite_file_and_says_whose_it_is(self, app: App):
        app.close()
        head = app.paths.database.read_bytes()[:100]
        assert head.startswith(b"SQLite format 3\0")
        assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
        assert int.from_bytes(head[60:64], "big") == SCHEMA

    def test_closed_file_stands_alone(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        app.close()
        beside = {path.name for path in app.paths.data.iterdir() if path.is_file()}
        assert beside == {"healthdesk.db", "healthdesk.lock"}

    def test_empty_file_is_taken_as_a_new_one(self, tmp_path: Path):
        app = open_folder(folder_with(tmp_path, b""))
        try:
            verified(app)
        finally:
            app.close()

    def test_foreign_database_is_left_alone(self, tmp_path: Path):
        folder = folder_with(tmp_path, b"")
        with sqlite3.connect(folder / "healthdesk.db") as foreign:
            foreign.execute("CREATE TABLE songs (title TEXT)")
            foreign.execute("INSERT INTO songs VALUES ('Gymnopédie')")
        foreign.close()
        before = (folder / "healthdesk.db").read_bytes()
        assert refused(folder) == "foreign-database"
        assert (folder / "healthdesk.db").read_bytes() == before

    @pytest.mark.parametrize("content", [b"weight;81.4\n" * 400, b"\0" * 8192, b"x"])
    def test_file_that_is_no_database_is_left_alone(self, tmp_path: Path, content: bytes):
        folder = folder_with(tmp_path, content)
        assert refused(folder) == "not-a-database"
        assert (folder / "healthdesk.db").read_bytes() == content

    def test_newer_file_is_refused_unchanged(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        app.close()
        raw = dbapi2.connect(str(app.paths.database), isolation_level=None)
        raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
        raw.close()
        before = app.paths.database.read_bytes()
        assert refused(app.paths.data) == "newer-database"
        assert app.paths.database.read_bytes() == before

    def test_damaged_schema_is_refused_unchanged(self, app: App):
        app.close()
        content = bytearray(app.paths.database.read_bytes())
        content[100:4096] = b"\xa5" * 3996
        app.paths.database.write_bytes(content)
        assert refused(app.paths.data) == "database-damaged"
        assert app.paths.database.read_bytes() == bytes(content)

    def test_damaged_rows_are_told_and_left_as_they_are(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n / 10, NEW_YEAR + n) for n in range(300)], me.id)
        root = query(app.db, "SELECT rootpage FROM sqlite_schema WHERE name='health_record'")[0][0]
        app.close()
        content = bytearray(app.paths.database.read_bytes())
        content[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
        app.paths.database.write_bytes(content)
        again = open_folder(app.paths.data)
        with pytest.raises(StorageError) as error:
            again.journal.page(OWNER, RecordQuery(), 0, 0)
        again.close()
        assert error.value.code == "database-damaged"
        assert app.paths.database.read_bytes() == bytes(content)

    def test_folder_that_is_a_file_is_named(self, tmp_path: Path):
        (tmp_path / "file").write_text("not a folder")
        assert refused(tmp_path / "file") == "folder-is-a-file"
        assert refused(tmp_path / "file" / "below") == "folder-is-a-file"

    def test_missing_file_is_not_made_where_only_looking(self, tmp_path: Path):
        db = Database(tmp_path / "healthdesk.db")
        with pytest.raises(StorageError) as error:
            db.open(create=False)
        assert error.value.code == "no-database"
        assert not list(tmp_path.iterdir())

    def test_file_that_vanished_is_told(self, app: App, me: Person):
        app.paths.database.rename(app.paths.data / "elsewhere.db")
        with pytest.raises(StorageError) as error:
            app.journal.add(OWNER, [weight()], me.id)
        assert error.value.code == "database-gone"


class TestFullDisk:
    def test_full_disk_is_told_and_nothing_is_lost(self, app: App, me: Person):
        """The engine's own limit of pages fails as a full disk does."""
        app.journal.add(OWNER, [weight()], me.id)
        before = digest(app)
        assert app.db._writer is not None
        raw = app.db._writer
        limit = raw.execute("PRAGMA max_page_count").fetchone()[0]
        raw.execute("PRAGMA max_page_count=1")  # becomes what there is
        with pytest.raises(StorageError) as error:
            app.journal.add(
                OWNER, [weight(note="x" * 9000, at=NEW_YEAR + n) for n in range(9)], me.id
            )
        assert error.value.code == "disk-full"
        raw.execute(f"PRAGMA max_page_count={limit}")
        assert digest(app) == before
        app.journal.add(OWNER, [weight(82)], me.id)
        verified(app)

    def test_write_the_system_refuses_is_told_and_nothing_is_lost(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        app.close()
        with child(LIMITED, app.paths.data) as process:
            acknowledged = int(ask(process))
            assert ask(process) == "disk-error"
        again = open_folder(app.paths.data)
        try:
            assert again.journal.count(OWNER, RecordQuery()) == 1 + acknowledged
            verified(again)
        finally:
            again.close()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from tests.opened import NEW_YEAR, open_folder, weight

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
app = open_folder(Path(sys.argv[1]))
me = app.journal.default_person(OWNER)
size = app.paths.database.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))
done = 0
try:
    while True:
        app.journal.add(OWNER, [weight(at=NEW_YEAR + done, note="n" * 5000)], me.id)
        done += 1
except StorageError as error:
    print(done, flush=True)
    print(error.code, flush=True)
"""


class TestReading:
    def test_readers_cannot_write(self, app: App):
        with (
            app.db.reading() as connection,
            pytest.raises(dbapi2.OperationalError, match="readonly"),
        ):
            connection.execute("DELETE FROM health_type")

    def test_a_read_sees_one_state_throughout(self, app: App, me: Person):
        with app.db.reading() as connection:
            first = connection.execute("SELECT count(*) FROM health_record").fetchone()
            app.journal.add(OWNER, [weight()], me.id)
            assert connection.execute("SELECT count(*) FROM health_record").fetchone() == first
        assert query(app.db, "SELECT count(*) FROM health_record") == [(1,)]

    def test_at_once_is_said_only_where_a_connection_is_free(self, app: App):
        people = len(app.journal.persons(OWNER))
        with app.db.at_once() as first, ThreadPoolExecutor() as pool:
            assert first
            assert len(app.journal.persons(OWNER)) == people  # by the connection held already
            with pool.submit(app.db.at_once).result() as second, app.db.at_once() as third:
                assert second
                assert not third
        app.close()
        with app.db.at_once() as closed:
            assert not closed

    def test_closed_file_says_so(self, app: App, me: Person):
        app.close()
        for call in (
            lambda: app.journal.persons(OWNER),
            lambda: app.journal.add(OWNER, [weight()], me.id),
        ):
            with pytest.raises(Unavailable) as error:
                call()
            assert error.value.code == "database-closed"

    def test_closing_waits_for_a_read_under_way(self, app: App):
        reading, closing, finished = threading.Event(), threading.Event(), threading.Event()
        seen: list[int] = []

        def read() -> None:
            with app.db.reading() as connection:
                reading.set()
                closing.wait(10)
                seen.append(connection.execute("SELECT count(*) FROM health_type").fetchone()[0])
            finished.set()

        def close() -> None:
            closing.set()
            app.db.close()

        threads = [threading.Thread(target=read)]
        threads[0].start()
        reading.wait(10)
        threads.append(threading.Thread(target=close))
        threads[1].start()
        for thread in threads:
            thread.join(10)
        assert finished.is_set()
        assert seen
        assert seen[0] > 50

    def test_who_waits_for_a_reader_is_told_when_the_file_closes(self, app: App):
        """Both readers are lent; the third waits, and does not wait for ever."""
        lent = [app.db._readers.lend(), app.db._readers.lend()]
        told: list[str] = []

        def wait() -> None:
            try:
                app.journal.persons(OWNER)
            except Unavailable as error:
                told.append(error.code)

        waiting = threading.Thread(target=wait)
        waiting.start()
        closing = threading.Thread(target=app.db.close)
        closing.start()
        waiting.join(10)
        for connection in lent:
            app.db._readers.give_back(connection)
        closing.join(10)
        assert told == ["database-closed"]

    def test_reads_inside_reads_never_wait_for_each_other(self, app: App):
        """As many threads as there are readers, each with one and in need of another."""
        both = threading.Barrier(2)
        done: list[int] = []

        def read() -> None:
            with app.db.reading():
                both.wait(10)
                app.db.forget_types()
                both.wait(10)
                done.append(len(app.db.types))

        threads = [threading.Thread(target=read, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(done) == 2

    def test_what_is_read_ahead_is_read_beside_the_block_and_over_at_its_end(self, app: App):
        ahead: list[tuple[dbapi2.Connection, int]] = []
        with app.db.reading() as own:
            with app.db.read_ahead(lambda free: ahead.append((free, threading.get_ident()))):
                pass
            ((free, thread),) = ahead
            assert free is not own
            assert thread != threading.get_ident()
            with app.db.read_ahead(lambda again: ahead.append((again, 0))):
                pass
            assert ahead[1][0] is free

    def test_nothing_is_read_ahead_where_no_connection_is_free(self, app: App):
        ahead: list[dbapi2.Connection] = []
        with app.db.at_once(), ThreadPoolExecutor() as pool:
            held = pool.submit(app.db._readers.lend).result()
            with app.db.read_ahead(ahead.append):
                assert app.journal.persons(OWNER) == ()
            app.db._readers.give_back(held)
        assert ahead == []

    def test_read_ahead_that_fails_is_for_nobody_to_know(self, app: App):
        for _ in range(2):
            with app.db.read_ahead(lambda free: free.execute("SELECT 1 FROM nothing")):
                assert app.journal.persons(OWNER) == ()

    def test_bug_in_a_statement_is_no_fault_of_the_disk(self, app: App):
        with pytest.raises(dbapi2.OperationalError), app.db.reading() as connection:
            connection.execute("SELECT nothing FROM nowhere")

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("database or disk is full", "disk-full"),
            ("attempt to write a readonly database", "database-readonly"),
            ("database is locked", "database-busy"),
            ("database disk image is malformed", "database-damaged"),
            ("file is not a database", "not-a-database"),
            ("disk I/O error", "disk-error"),
        ],
    )
    def test_what_the_engine_says_of_the_disk_becomes_a_sentence(
        self, tmp_path: Path, said: str, code: str
    ):
        with pytest.raises(StorageError) as error, translated(tmp_path / "healthdesk.db"):
            raise dbapi2.OperationalError(said)
        assert error.value.code == code


class TestTurnstile:
    def test_who_waits_passes_by_priority_then_by_arrival(self):
        turnstile = Turnstile()
        passed: list[str] = []

        def pass_through(priority: Priority, name: str) -> None:
            with turnstile.pass_through(priority):
                passed.append(name)

        order = [
            (Priority.MAINTENANCE, "care"),
            (Priority.IMPORT, "import 1"),
            (Priority.USER, "user 1"),
            (Priority.IMPORT, "import 2"),
            (Priority.REMINDER, "reminder"),
            (Priority.USER, "user 2"),
        ]
        threads = []
        with turnstile.pass_through(Priority.IMPORT):
            for priority, name in order:
                threads.append(threading.Thread(target=pass_through, args=(priority, name)))
                threads[-1].start()
                while True:  # until it has taken its ticket
                    with turnstile._condition:
                        if len(turnstile._waiting) == len(threads):
                            break
        for thread in threads:
            thread.join(10)
        assert passed == ["user 1", "user 2", "reminder", "import 1", "import 2", "care"]

    def test_who_is_interrupted_holds_nobody_up(self, monkeypatch: pytest.MonkeyPatch):
        turnstile = Turnstile()

        def interrupted() -> None:
            raise KeyboardInterrupt

        with turnstile.pass_through(Priority.IMPORT):
            monkeypatch.setattr(turnstile._condition, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt), turnstile.pass_through(Priority.USER):
                pytest.fail("passed a closed turnstile")
            monkeypatch.undo()
        with turnstile.pass_through(Priority.MAINTENANCE):
            assert not turnstile._waiting

    def test_failing_write_lets_the_next_one_pass_and_leaves_nothing(self, app: App, me: Person):
        before = digest(app)

        def fail() -> None:
            with app.db.transaction("fail") as tx:
                tx.execute("DELETE FROM health_type")
                raise ZeroDivisionError

        with pytest.raises((ZeroDivisionError, dbapi2.IntegrityError)):
            fail()
        assert digest(app) == before
        app.journal.add(OWNER, [weight()], me.id)
        verified(app)


def test_a_write_that_waits_for_another_process_is_known(app: App, me: Person):
    other = app.db.connect()
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(app.journal.add, OWNER, [weight()], me.id)
        try:
            while not app.db.is_kept_waiting:
                assert not writing.done()
        finally:
            other.execute("ROLLBACK")
            other.close()
        writing.result()
    assert not app.db.is_kept_waiting


class TestCondition:
    def test_it_is_looked_at_while_nobody_else_can_write(self, app: App, me: Person):
        seen: list[tuple[bool, int]] = []

        def check() -> None:
            total = app.journal.count(OWNER, RecordQuery())
            seen.append((app.db.is_locked(), total))

        with app.db.provided(check):
            app.journal.add(OWNER, [weight()], me.id)
            app.journal.add(OWNER, [weight(80)], me.id)
        assert seen == [(True, 0)]  # of the first write alone
        assert app.journal.count(OWNER, RecordQuery()) == 2

    def test_where_it_is_not_met_nothing_is_stored_and_the_next_write_is_free(
        self, app: App, me: Person
    ):
        before = digest(app)
        with pytest.raises(ZeroDivisionError), app.db.provided(lambda: 1 / 0):
            app.journal.add(OWNER, [weight()], me.id)
        assert digest(app) == before
        app.journal.add(OWNER, [weight()], me.id)
        verified(app)

    def test_other_kinds_of_writes_are_not_meant(self, app: App, me: Person):
        with app.db.provided(lambda: 1 / 0, besides=("add",)):
            added = app.journal.add(OWNER, [weight()], me.id)
            with pytest.raises(ZeroDivisionError):
                app.journal.delete(OWNER, [added.records[0].id])
        assert app.journal.count(OWNER, RecordQuery()) == 1


class TestSwap:
    def test_file_put_in_place_of_ours_is_written_to_next(
        self, app: App, me: Person, make_app: Callable[[str], App]
    ):
        other = make_app("other")
        person = other.journal.default_person(OWNER)
        other.journal.add(OWNER, [weight(70)], person.id)
        other.close()
        feed = app.db.watcher()
        other.paths.database.replace(app.paths.database)
        for ending in ("-wal", "-shm"):
            app.paths.database.with_name(app.paths.database.name + ending).unlink(missing_ok=True)
        app.journal.add(OWNER, [weight(81)], person.id)
        values = [record.value for record in app.journal.page(OWNER, RecordQuery(), 0, 0).records]
        assert sorted(values) == [70, 81]
        assert [type(event).__name__ for event in feed.poll()] == ["DatabaseOpened"]


WRITER = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from tests.opened import NEW_YEAR, open_folder, weight

app = open_folder(Path(sys.argv[1]))
me = app.journal.default_person(OWNER)
print("ready", flush=True)
sys.stdin.readline()
shared = int(sys.argv[3])
for n in range(25):
    added = app.journal.add(OWNER, [weight(at=NEW_YEAR + n, source=sys.argv[2])], me.id)
    # Each process sets a field of its own of one row; neither may put the other's back.
    app.journal.edit(OWNER, shared, {sys.argv[4]: f"{n}" if sys.argv[4] == "note" else (f"t{n}",)})
print("done", flush=True)
app.close()
"""


def test_two_processes_write_at_once_and_nothing_is_lost(app: App, me: Person):
    shared = app.journal.add(OWNER, [weight()], me.id).records[0].id
    folder = app.paths.data
    with (
        child(WRITER, folder, "one", shared, "note") as one,
        child(WRITER, folder, "two", shared, "tags") as two,
    ):
        assert (ask(one), ask(two)) == ("ready", "ready")
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert (ask(one), ask(two)) == ("done", "done")
    for source in ("one", "two"):
        assert app.journal.count(OWNER, RecordQuery(sources=(source,))) == 25
    both = app.journal.get(OWNER, shared)
    assert (both.note, both.tags) == ("24", ("t24",))
    verified(app)


FIRST = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from tests.opened import open_folder, weight

print("ready", flush=True)
sys.stdin.readline()
app = open_folder(Path(sys.argv[1]))
app.journal.add(OWNER, [weight()], app.journal.default_person(OWNER).id)
app.close()
print("done", flush=True)
"""


def test_two_processes_may_make_the_file_at_once(tmp_path: Path):
    folder = tmp_path / "data"
    with child(FIRST, folder) as one, child(FIRST, folder) as two:
        assert (ask(one), ask(two)) == ("ready", "ready")
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert (ask(one), ask(two)) == ("done", "done")
    app = open_folder(folder)
    try:
        assert len(app.journal.persons(OWNER)) == 1
        assert app.journal.count(OWNER, RecordQuery()) == 2
        verified(app)
    finally:
        app.close()
