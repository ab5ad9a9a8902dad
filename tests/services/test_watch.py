"""What other processes do reaches this one, and the file is shared without strife."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError, Unavailable
from healthdesk.domain.events import (
    ClockChanged,
    DatabaseClosed,
    DatabaseOpened,
    Event,
    RecordsChanged,
    SettingsChanged,
)
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.services.flags import Flags
from healthdesk.services.watch import Watch
from healthdesk.settings import Settings
from healthdesk.storage.presence import Presence, process_lives, process_name
from tests.opened import NEW_YEAR_DAY, ask, child, digest, verified, weight

# Does as it is told, a line at a time, and answers each.
OTHER = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.services.watch import Watch
from tests.opened import NEW_YEAR, digest, open_folder, weight

app = open_folder(Path(sys.argv[1]))
if sys.argv[2] == "watching":
    watch = Watch(app.db, app.bus, 0.02)
    watch.start()
    app.bus.subscribe(lambda event: print(type(event).__name__, flush=True))
print("ready", flush=True)
for line in sys.stdin:
    match line.split():
        case ["add", value]:
            app.journal.add(OWNER, [weight(float(value))], app.journal.default_person(OWNER).id)
            print("added", flush=True)
        case ["person", name]:
            app.journal.add_person(OWNER, name)
            print("added", flush=True)
        case ["digest"]:
            print(digest(app), flush=True)
        case ["end"]:
            break
if sys.argv[2] == "watching":
    watch.stop()
app.close()
print("ended", flush=True)
"""


# The watch as a program has it, asked until something counted is written down.
COUNTING = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.services import metrics
from tests.opened import open_folder, weight

metrics.FLUSH_S = 0
app = open_folder(Path(sys.argv[1]))
app.journal.add(OWNER, [weight()], app.journal.default_person(OWNER).id)
app.watch.start()
counts = app.paths.data / "metrics" / "counts.log"
while not counts.exists():
    app.watch.look_now()
print("prometheus_client" in sys.modules, flush=True)
"""


@contextlib.contextmanager
def watching(
    app: App, let_in: Callable[[], bool] | None = None
) -> Iterator[queue.SimpleQueue[Event]]:
    """The events of this app while it looks often at what others do."""
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    stop = app.bus.subscribe(heard.put)
    watch = Watch(app.db, app.bus, 0.01, app.settings)
    watch.start(let_in)
    try:
        yield heard
    finally:
        watch.stop()
        stop()


class TestChanges:
    def test_write_of_another_process_becomes_an_event(self, app: App, me: Person):
        with child(OTHER, app.paths.data, "quiet") as other:
            assert ask(other) == "ready"
            with watching(app) as heard:
                assert ask(other, "add 77") == "added"
                event = heard.get(timeout=20)
            assert isinstance(event, RecordsChanged)
            assert (event.person_id, event.types) == (me.id, frozenset({"weight"}))
            assert event.touches(me.id, "weight", NEW_YEAR_DAY, NEW_YEAR_DAY)
            assert event.origin == "other"

    def test_new_person_of_another_process_is_told(self, app: App):
        with child(OTHER, app.paths.data, "quiet") as other:
            assert ask(other) == "ready"
            with watching(app) as heard:
                assert ask(other, "person Ben") == "added"
                assert type(heard.get(timeout=20)).__name__ == "PersonsChanged"
        assert {person.name for person in app.journal.persons(OWNER)} == {"Ben"}

    def test_own_writes_are_told_once(self, app: App, me: Person):
        feed = app.db.watcher()
        app.journal.add(OWNER, [weight()], me.id)
        assert feed.poll() == []

    def test_nothing_is_told_before_the_commit(self, app: App, me: Person):
        feed = app.db.watcher()
        with app.db.transaction("slow") as tx:
            tx.execute("UPDATE health_person SET color='#000000'")
            assert feed.poll() == []

    def test_feed_of_a_file_that_went_down_is_silent_until_it_is_up_again(self, app: App):
        feed = app.db.watcher()
        app.keeper.downgrade(OWNER, "0003")
        assert feed.poll() == []
        app.keeper.upgrade(OWNER)
        assert feed.poll() == [DatabaseOpened()]
        assert feed.poll() == []


class TestSettings:
    def test_choice_of_another_process_is_taken_up_and_told(self, app: App):
        other = Settings.load(app.paths, {})
        with watching(app) as heard:
            other.set("theme", "dark")
            assert heard.get(timeout=20) == SettingsChanged(frozenset({"theme"}), "other")
        assert app.settings.text("theme") == "dark"

    def test_own_choice_is_not_told_as_another_s(self, app: App):
        with watching(app) as heard:
            app.settings.set("theme", "dark")
            Settings.load(app.paths, {}).set("week_start", "sunday")
            assert heard.get(timeout=20) == SettingsChanged(frozenset({"week_start"}), "other")


class TestMaintenance:
    def test_other_process_lets_go_for_a_restore_and_comes_back(
        self, app: App, me: Person, tmp_path: Path
    ):
        app.journal.add(OWNER, [weight(80)], me.id)
        kept = tmp_path / "kept.db"
        before = app.keeper.backup(OWNER, kept)["digest"]
        app.journal.add(OWNER, [weight(99)], me.id)
        with child(OTHER, app.paths.data, "watching") as other:
            assert ask(other) == "ready"
            app.keeper.restore(OWNER, kept)
            assert ask(other) == "DatabaseClosed"
            assert ask(other) == "DatabaseOpened"
            assert ask(other, "digest") == before
            assert ask(other, "end") == "ended"
        assert digest(app) == before
        verified(app)

    def test_process_that_holds_on_is_named_and_nothing_is_done(
        self, app: App, me: Person, tmp_path: Path
    ):
        kept = tmp_path / "kept.db"
        app.keeper.backup(OWNER, kept)
        app.journal.add(OWNER, [weight()], me.id)
        before = digest(app)
        app.db.presence = Presence(app.paths.data, "window", patience=0.2)
        app.db.presence.join()
        with child(OTHER, app.paths.data, "quiet") as other:
            assert ask(other) == "ready"
            with pytest.raises(StorageError) as error:
                app.keeper.restore(OWNER, kept)
            assert error.value.code == "in-use"
            assert str(other.pid) in error.value.params["holders"]
            assert ask(other, "add 70") == "added"
        assert digest(app) != before
        assert app.journal.count(OWNER, RecordQuery()) == 2
        assert not app.paths.maintenance.exists()

    def test_here_too_the_file_is_let_go_while_another_has_it(self, app: App, tmp_path: Path):
        other = Presence(app.paths.data, "keeper", patience=20)
        # As if of another process: the notice names one that lives and is not this one.
        program = "import sys; print('up', flush=True); sys.stdin.readline()"
        with watching(app) as heard, child(program) as process:
            assert ask(process) == "up"
            other._write(app.paths.maintenance, process=process_name(process.pid))
            notice = app.paths.maintenance.read_text().replace(
                f'"pid": {os.getpid()}', f'"pid": {process.pid}'
            )
            app.paths.maintenance.write_text(notice)
            assert heard.get(timeout=20) == DatabaseClosed("maintenance", "keeper")
            assert not app.db.is_open
            app.paths.maintenance.unlink()
            assert heard.get(timeout=20) == DatabaseOpened()
        assert app.db.is_open


class TestSwitchedOff:
    def test_file_is_let_go_while_the_user_is_not_let_in(self, app: App, me: Person):
        let_in = threading.Event()
        let_in.set()
        with watching(app, let_in.is_set) as heard:
            let_in.clear()
            assert heard.get(timeout=20) == DatabaseClosed("off", "")
            assert not app.db.is_open
            let_in.set()
            assert heard.get(timeout=20) == DatabaseOpened()
            assert app.journal.person(OWNER) == me

    def test_the_switch_in_the_settings_is_looked_at_again_and_again(self, app: App):
        flags = Flags(app.settings)
        app.settings.config_file.write_text("[rollout]\nENABLE_HEALTH_MGMT = true\n")
        with watching(app, lambda: flags.decide(OWNER, "ada").enabled) as heard:
            app.settings.config_file.write_text("[rollout]\nENABLE_HEALTH_MGMT = false\n")
            told = [heard.get(timeout=20)]
            while told[-1] != DatabaseClosed("off", ""):
                told.append(heard.get(timeout=20))
            assert told[-2] == SettingsChanged(frozenset({"rollout"}), "other")
            app.settings.config_file.unlink()
            assert heard.get(timeout=20) == SettingsChanged(frozenset({"rollout"}), "other")
            assert heard.get(timeout=20) == DatabaseOpened()

    def test_it_is_told_once_and_other_programs_do_not_bring_it_back(self, app: App):
        with watching(app, lambda: False) as heard:
            assert heard.get(timeout=20) == DatabaseClosed("off", "")
            with child(OTHER, app.paths.data, "quiet") as other:
                assert ask(other) == "ready"
                assert ask(other, "add 77") == "added"
                assert ask(other, "end") == "ended"
            assert heard.empty()
            assert not app.db.is_open

    def test_a_call_makes_it_look_at_once(self, app: App):
        looks: queue.SimpleQueue[None] = queue.SimpleQueue()
        watch = Watch(app.db, app.bus, 3600, each=lambda: looks.put(None))
        watch.start()
        watch.look_now()
        looks.get(timeout=20)
        watch.stop()


def test_what_is_counted_is_written_down_while_a_program_runs(app: App):
    with child(COUNTING, app.paths.data) as program:
        # The library that serves metrics is none of its business.
        assert ask(program) == "False"


class TestPresence:
    def test_processes_with_the_file_open_are_listed(self, app: App):
        with child(OTHER, app.paths.data, "quiet") as other:
            assert ask(other) == "ready"
            assert [holder.pid for holder in app.db.presence.holders()] == [other.pid]
            assert app.db.presence.has_company()
            assert ask(other, "end") == "ended"
        assert app.db.presence.holders() == []
        assert not app.db.presence.has_company()

    def test_a_folder_of_notices_that_was_cleared_away_tells_of_nobody(self, app: App):
        shutil.rmtree(app.paths.data / "processes")
        assert not app.db.presence.has_company()
        assert app.db.presence.holders() == []

    def test_notice_of_a_process_that_died_holds_nobody_up(self, app: App):
        with child("print('up', flush=True)") as process:
            ask(process)
            name = process_name(process.pid)
            process.wait(20)
        presence = Presence(app.paths.data, "dead")
        presence._write(app.paths.maintenance, process=name)
        assert app.db.presence.notice() is None

    def test_number_given_to_another_process_is_not_mistaken_for_it(self, app: App):
        presence = Presence(app.paths.data, "window")
        presence._write(app.paths.maintenance, process=f"{os.getpid()}-1")
        assert app.db.presence.notice() is None
        assert not process_lives(f"{os.getpid()}-1")
        assert process_lives(process_name())

    def test_old_maintenance_of_a_living_process_is_refused_at_once(self, app: App):
        app.close()
        with child("import sys; print('up', flush=True); sys.stdin.readline()") as process:
            ask(process)
            presence = Presence(app.paths.data, "keeper", patience=0)
            presence._write(app.paths.maintenance, process=process_name(process.pid))
            notice = app.paths.maintenance.read_text()
            app.paths.maintenance.write_text(
                notice.replace(f'"pid": {os.getpid()}', f'"pid": {process.pid}')
            )
            late = Presence(app.paths.data, "window", patience=0)
            with pytest.raises(Unavailable) as error:
                late.join()
            assert (error.value.code, error.value.params["holder"]) == ("maintenance", "keeper")

    def test_damaged_entry_counts_for_nobody(self, app: App):
        (app.paths.data / "processes" / "1.json").write_text('{"pid": ')
        assert app.db.presence.holders() == []

    def test_exclusive_lock_waits_for_its_turn(self, tmp_path: Path):
        first = Presence(tmp_path, "first", patience=20)
        second = Presence(tmp_path, "second", patience=20)
        first.join()
        got = threading.Event()

        def take() -> None:
            with second.alone("test"):
                got.set()

        taking = threading.Thread(target=take)
        taking.start()
        while not (tmp_path / "maintenance").exists():
            assert taking.is_alive()
        assert not got.is_set()
        first.leave()
        taking.join(20)
        assert got.is_set()


class TestClock:
    @pytest.mark.parametrize(
        ("later", "changed"),
        [
            ((100.0, "Europe/Berlin"), False),
            ((101.5, "Europe/Berlin"), False),
            ((103.0, "Europe/Berlin"), True),
            ((-3500.0, "Europe/Berlin"), True),
            ((100.0, "Asia/Tokyo"), True),
        ],
    )
    def test_a_clock_that_jumped_or_another_zone_is_told_once(
        self, app: App, later: tuple[float, str], changed: bool
    ):
        shown = iter([(100.0, "Europe/Berlin"), later])
        polled = threading.Semaphore(0)
        last = (100.0, "Europe/Berlin")

        def clocks() -> tuple[float, str]:
            nonlocal last
            last = next(shown, last)
            polled.release()
            return last

        heard: list[Event] = []
        app.bus.subscribe(heard.append)
        watch = Watch(app.db, app.bus, 0.01, clocks=clocks)
        watch.start()
        for _ in range(6):
            assert polled.acquire(timeout=30)
        watch.stop()
        assert heard == ([ClockChanged()] if changed else [])
