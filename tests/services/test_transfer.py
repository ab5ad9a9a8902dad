"""Files come in once, whole or not at all, and go out as they came."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import (
    BadFile,
    Cancelled,
    Conflict,
    InvalidData,
    NotFound,
    OpenQuestion,
    Unavailable,
)
from healthdesk.domain.events import DatabaseOpened, Event, RecordsChanged
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.transfers import ImportOptions, TakenBack
from healthdesk.services import importing, transfer
from healthdesk.storage import imports
from tests.exchange.apple_exports import export, record, sleep
from tests.opened import ask, child, digest, listening, open_folder, query, verified, weight

ALL = RecordQuery()
BIN = RecordQuery(deleted=True)


def scale(day: int, kilos: float) -> str:
    at = f"2024-01-{day:02d} 07:30:00 +0100"
    return record("BodyMass", f"{kilos}", "kg", start=at, source="Scale")


def walk(day: int, hour: int, count: int, source: str = "Watch") -> str:
    start, end = (f"2024-01-{day:02d} {h:02d}:00:00 +0100" for h in (hour, hour + 1))
    return record("StepCount", f"{count}", "count", start=start, end=end, source=source)


JANUARY = [
    scale(1, 81.4),
    scale(2, 81.2),
    walk(1, 8, 4000),
    walk(1, 8, 3800, "Phone"),
    walk(1, 22, 600),
    sleep("AsleepDeep", "2024-01-01 23:30:00 +0100", "2024-01-02 01:00:00 +0100"),
    sleep("AsleepREM", "2024-01-02 01:00:00 +0100", "2024-01-02 02:00:00 +0100"),
]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A file of this name holding an export of these elements."""

    def write(name: str, *elements: str) -> Path:
        path = tmp_path / name
        path.write_bytes(export(*elements))
        return path

    return write


@pytest.fixture
def january(app: App, me: Person, write: Callable[..., Path]) -> Path:
    return write("january.xml", *JANUARY)


class TestImport:
    def test_readings_are_there_with_their_figures(self, app: App, me: Person, january: Path):
        with listening(app) as heard:
            report = app.transfer.import_files(OWNER, [january])
        (file,) = report.files
        assert (file.read, file.added, file.duplicate, file.rejected) == (7, 7, 0, 0)
        assert dict(file.types) == {"weight": 2, "steps": 3, "sleep-stage": 2}
        assert app.journal.count(OWNER, ALL) == 7
        event = heard[-1]
        assert isinstance(event, RecordsChanged)
        assert event.touches(me.id, "sleep-duration", event.day_from, event.day_to)
        steps = app.analytics.report(OWNER, me.id, "steps", 19723, 19724)
        assert [point["value"] for point in steps["data_points"]] == [4600]
        nights = app.analytics.report(OWNER, me.id, "sleep-duration", 19723, 19725)
        assert [(p["date"], p["value"]) for p in nights["data_points"]] == [("2024-01-02", 150)]
        verified(app)

    def test_same_file_again_adds_nothing(self, app: App, january: Path):
        app.transfer.import_files(OWNER, [january])
        before = digest(app)
        again = app.transfer.import_files(OWNER, [january])
        assert (again.added, again.batch, again.files[0].duplicate) == (0, None, 7)
        assert digest(app) == before
        assert len(app.transfer.batches(OWNER)) == 1

    def test_newer_export_adds_only_what_is_new(
        self, app: App, january: Path, write: Callable[..., Path]
    ):
        app.transfer.import_files(OWNER, [january])
        newer = write("newer.xml", *JANUARY, scale(3, 81.0))
        report = app.transfer.import_files(OWNER, [newer])
        assert (report.added, report.files[0].duplicate) == (1, 7)
        verified(app)

    def test_two_machines_make_the_same_identifiers(
        self, app: App, january: Path, make_app: Callable[[str], App]
    ):
        app.transfer.import_files(OWNER, [january])
        uids = {r.uid for r in app.journal.slice(OWNER, ALL, 0, 0)}
        other = make_app("other")
        with other.db.transaction("same person") as tx:
            uid = app.journal.person(OWNER).uid
            tx.execute(
                "INSERT INTO health_person(uid, name, color, created_at, updated_at)"
                " VALUES (?, 'Me', '#1F6FEB', 0, 0)",
                (uid,),
            )
        other.transfer.import_files(OWNER, [january])
        assert {r.uid for r in other.journal.slice(OWNER, ALL, 0, 0)} == uids

    def test_dry_run_tells_and_stores_nothing(self, app: App, january: Path):
        before = digest(app)
        report = app.transfer.import_files(
            OWNER, [january, january], options=ImportOptions(dry_run=True)
        )
        assert [(f.added, f.duplicate) for f in report.files] == [(7, 0), (0, 7)]
        assert report.batch is None
        assert digest(app) == before
        assert app.transfer.batches(OWNER) == ()

    def test_dry_run_knows_what_is_there(self, app: App, january: Path):
        app.transfer.import_files(OWNER, [january])
        report = app.transfer.import_files(OWNER, [january], options=ImportOptions(dry_run=True))
        assert (report.added, report.files[0].duplicate) == (0, 7)

    def test_typed_reading_never_meets_the_duplicate_rule(
        self, app: App, me: Person, january: Path
    ):
        app.transfer.import_files(OWNER, [january])
        imported = app.journal.slice(OWNER, RecordQuery(types=("weight",)), 0, 1)[0]
        same = weight(imported.value, imported.recorded_at, offset=60, source=imported.source)
        app.journal.add(OWNER, [same], me.id)
        assert app.journal.count(OWNER, RecordQuery(types=("weight",))) == 3

    def test_person_asked_for_gets_the_readings(self, app: App, january: Path):
        ben = app.journal.add_person(OWNER, "Ben")[0]
        app.transfer.import_files(OWNER, [january], ben.id)
        assert app.journal.count(OWNER, RecordQuery(person_ids=(ben.id,))) == 7

    def test_person_that_is_not_there_is_refused(self, app: App, january: Path):
        with pytest.raises(NotFound):
            app.transfer.import_files(OWNER, [january], 99)
        assert app.journal.count(OWNER, ALL) == 0

    def test_without_any_person_it_is_refused(self, make_app: Callable[[str], App], january: Path):
        nobody = make_app("nobody")
        for dry_run in (False, True):
            with pytest.raises(NotFound) as error:
                nobody.transfer.import_files(OWNER, [january], options=ImportOptions(dry_run))
            assert error.value.code == "no-person"


class TestRefusal:
    def bad(self, tmp_path: Path) -> Path:
        """Good readings, then an end in the middle."""
        path = tmp_path / "broken.xml"
        path.write_bytes(export(*JANUARY, scale(5, 80.0)).removesuffix(b"</HealthData>\n"))
        return path

    def test_refused_file_leaves_nothing_of_the_call(
        self, app: App, me: Person, january: Path, tmp_path: Path
    ):
        before = digest(app)
        with pytest.raises(BadFile):
            app.transfer.import_files(OWNER, [january, self.bad(tmp_path)])
        assert digest(app) == before
        assert app.transfer.batches(OWNER) == ()
        verified(app)

    def test_skipped_file_leaves_nothing_of_itself(
        self, app: App, me: Person, january: Path, tmp_path: Path
    ):
        missing = tmp_path / "missing.xml"
        report = app.transfer.import_files(
            OWNER, [self.bad(tmp_path), january, missing], options=ImportOptions(skip_bad=True)
        )
        assert [f.refused is None for f in report.files] == [False, True, False]
        assert report.added == 7
        assert app.journal.count(OWNER, ALL) == 7
        assert [b.files for b in app.transfer.batches(OWNER)] == [("january.xml",)]
        verified(app)

    def test_only_skipped_files_leave_no_batch(self, app: App, me: Person, tmp_path: Path):
        before = digest(app)
        report = app.transfer.import_files(
            OWNER, [self.bad(tmp_path)], options=ImportOptions(skip_bad=True)
        )
        assert (report.added, report.batch) == (0, None)
        assert digest(app) == before
        assert app.transfer.batches(OWNER) == ()
        assert query(app.db, "SELECT count(*) FROM health_record") == [(0,)]

    def test_file_of_another_format_takes_no_earlier_one_along(
        self, app: App, me: Person, january: Path, tmp_path: Path
    ):
        other = tmp_path / "own.csv"
        app.transfer.export_csv(OWNER, ALL, other)
        report = app.transfer.import_files(
            OWNER, [january, other], options=ImportOptions(skip_bad=True, format="apple-health")
        )
        assert [f.refused is None for f in report.files] == [True, False]
        assert app.journal.count(OWNER, ALL) == 7

    def test_cancelled_import_leaves_all_as_it_was(
        self, app: App, me: Person, january: Path, monkeypatch: pytest.MonkeyPatch
    ):
        app.journal.add(OWNER, [weight()], me.id)
        before = digest(app, with_deleted=True)
        monkeypatch.setattr(importing, "CHUNK_ROWS", 2)
        asked: list[int] = []

        def cancelled() -> bool:
            asked.append(app.journal.count(OWNER, ALL))
            return len(asked) > 1

        with listening(app) as heard, pytest.raises(Cancelled):
            app.transfer.import_files(OWNER, [january, january], cancelled=cancelled)
        assert digest(app, with_deleted=True) == before
        assert app.transfer.batches(OWNER) == ()
        # Who had looked meanwhile is told to look again.
        assert isinstance(heard[-1], RecordsChanged)
        verified(app)


class TestOnceTouched:
    """Imported readings that their owner changed do not come back with the next export."""

    def imported(self, app: App, january: Path) -> int:
        app.transfer.import_files(OWNER, [january])
        return app.journal.slice(OWNER, RecordQuery(types=("weight",)), 0, 1)[0].id

    @pytest.mark.parametrize(
        "fields", [{"value": 80.0}, {"note": "mine"}, {"recorded_at": 1_704_000_000_000}]
    )
    def test_edited(self, app: App, january: Path, fields: dict[str, object]):
        id_ = self.imported(app, january)
        app.journal.edit(OWNER, id_, fields)
        before = digest(app)
        assert app.transfer.import_files(OWNER, [january]).added == 0
        assert digest(app) == before

    def test_binned(self, app: App, january: Path):
        app.journal.delete(OWNER, [self.imported(app, january)])
        assert app.transfer.import_files(OWNER, [january]).added == 0
        assert app.journal.count(OWNER, BIN) == 1

    def test_purged(self, app: App, january: Path):
        app.journal.delete(OWNER, [self.imported(app, january)])
        app.journal.purge(OWNER)
        assert app.transfer.import_files(OWNER, [january]).added == 0
        assert app.journal.count(OWNER, ALL) == 6

    def test_moved(self, app: App, january: Path):
        ben = app.journal.add_person(OWNER, "Ben")[0]
        app.journal.move(OWNER, [self.imported(app, january)], ben.id)
        assert app.transfer.import_files(OWNER, [january]).added == 0
        assert app.journal.count(OWNER, RecordQuery(person_ids=(ben.id,))) == 1

    def test_dry_run_agrees(self, app: App, january: Path):
        app.journal.edit(OWNER, self.imported(app, january), {"value": 80.0})
        report = app.transfer.import_files(OWNER, [january], options=ImportOptions(dry_run=True))
        assert report.added == 0


def test_moments_moved_to_another_person_still_add_up(
    app: App, me: Person, write: Callable[..., Path]
):
    at = [f"2024-01-03 {hour:02d}:00:00 +0000" for hour in (8, 9, 10)]
    moments = [record("StepCount", f"{n}00", "count", start=t, end=t) for n, t in enumerate(at, 1)]
    app.transfer.import_files(OWNER, [write("moments.xml", *moments)])
    ben = app.journal.add_person(OWNER, "Ben")[0]
    app.journal.move(OWNER, [r.id for r in app.journal.slice(OWNER, ALL, 0, 0)], ben.id)
    report = app.analytics.report(OWNER, ben.id, "steps", 19725, 19725)
    assert [p["value"] for p in report["data_points"]] == [600]


class TestUndoImport:
    def test_everything_goes_and_can_come_again(self, app: App, me: Person, january: Path):
        app.journal.add(OWNER, [weight()], me.id)
        before = digest(app, with_deleted=True)
        batch = app.transfer.import_files(OWNER, [january]).batch
        assert batch is not None
        after = digest(app)
        with listening(app) as heard:
            assert app.transfer.undo_import(OWNER, batch) == TakenBack(7)
        assert isinstance(heard[-1], RecordsChanged)
        assert digest(app, with_deleted=True) == before
        verified(app)
        assert app.transfer.import_files(OWNER, [january]).added == 7
        assert digest(app) == after

    def test_it_tells_how_far_it_is(self, app: App, january: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("healthdesk.storage.imports.TAKE_BACK_ROWS", 3)
        batch = app.transfer.import_files(OWNER, [january]).batch
        assert batch is not None
        told: list[tuple[int, int]] = []
        app.transfer.undo_import(OWNER, batch, lambda *going: told.append(going))
        assert told == [(3, 7), (6, 7)]

    def test_a_cancelled_import_tells_how_far_it_is_taken_back(
        self, app: App, january: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("healthdesk.storage.imports.TAKE_BACK_ROWS", 3)
        read: list[int] = []
        told: list[tuple[int, int]] = []
        with pytest.raises(Cancelled):
            app.transfer.import_files(
                OWNER, [january], progress=lambda *_: read.append(1),
                cancelled=lambda: bool(read), taking_back=lambda *going: told.append(going),
            )  # fmt: skip
        assert told == [(3, 6), (6, 6)]

    def test_what_was_edited_or_binned_stays(self, app: App, me: Person, january: Path):
        batch = app.transfer.import_files(OWNER, [january]).batch
        assert batch is not None
        first, second, third = (r.id for r in app.journal.slice(OWNER, ALL, 0, 3))
        app.journal.edit(OWNER, first, {"note": "mine"})
        app.journal.edit(OWNER, second, {"tags": ("mine",)})
        app.journal.delete(OWNER, [third])
        assert app.transfer.undo_import(OWNER, batch) == TakenBack(4, edited=3)
        assert {r.id for r in app.journal.slice(OWNER, ALL, 0, 0)} == {first, second}
        assert [r.id for r in app.journal.slice(OWNER, BIN, 0, 0)] == [third]
        verified(app)

    def test_what_was_edited_or_binned_stays_after_an_undo_that_was_killed(
        self, app: App, me: Person, january: Path
    ):
        batch = app.transfer.import_files(OWNER, [january]).batch
        first, second = (r.id for r in app.journal.slice(OWNER, ALL, 0, 2))
        app.journal.edit(OWNER, first, {"note": "mine"})
        app.journal.delete(OWNER, [second])
        app.close()
        with child(DIES_UNDOING, app.paths.data, batch) as process:
            process.wait(30)
        again = open_folder(app.paths.data)
        try:
            assert [r.note for r in again.journal.slice(OWNER, ALL, 0, 0)] == ["mine"]
            assert [r.id for r in again.journal.slice(OWNER, BIN, 0, 0)] == [second]
            assert [b.status for b in again.transfer.batches(OWNER)] == ["undone"]
            verified(again)
        finally:
            again.close()

    def test_once_and_only_what_is_there(self, app: App, january: Path):
        batch = app.transfer.import_files(OWNER, [january]).batch
        assert batch is not None
        app.transfer.undo_import(OWNER, batch)
        with pytest.raises(Conflict):
            app.transfer.undo_import(OWNER, batch)
        with pytest.raises(NotFound):
            app.transfer.undo_import(OWNER, 99)


DIES = """
import os, signal, sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.services import importing
from tests.opened import open_folder

if __name__ == "__main__":
    importing.CHUNK_ROWS = 2
    app = open_folder(Path(sys.argv[1]))
    store, chunks = importing.ImportRun._store, []
    def dying(self, *arguments):
        added = store(self, *arguments)
        chunks.append(added)
        if len(chunks) == int(sys.argv[3]):
            print(sum(chunks), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return added
    importing.ImportRun._store = dying
    app.transfer.import_files(OWNER, [Path(sys.argv[2])])
"""


# Begins to take an import back, and is killed at the first of its rows.
DIES_UNDOING = """
import os, signal, sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.storage import imports
from tests.opened import open_folder

imports._remove = lambda tx, chosen: os.kill(os.getpid(), signal.SIGKILL)
open_folder(Path(sys.argv[1])).transfer.undo_import(OWNER, int(sys.argv[2]))
"""


@pytest.mark.parametrize("chunk", [1, 3])
def test_import_that_was_killed_is_taken_back_at_the_next_open(
    app: App, me: Person, january: Path, chunk: int
):
    app.journal.add(OWNER, [weight()], me.id)
    before = digest(app, with_deleted=True)
    app.close()
    with child(DIES, app.paths.data, january, chunk) as process:
        assert int(ask(process)) > 0
        process.wait(30)
    again = open_folder(app.paths.data)
    try:
        assert digest(again, with_deleted=True) == before
        assert again.transfer.batches(OWNER) == ()
        verified(again)
        assert again.transfer.import_files(OWNER, [january]).added == 7
    finally:
        again.close()


@pytest.mark.parametrize("chunk", [1, 3])
def test_import_that_the_file_was_let_go_under_is_taken_back_as_soon_as_it_is_open_again(
    app: App, me: Person, january: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importing, "CHUNK_ROWS", chunk)
    app.journal.add(OWNER, [weight()], me.id)
    before = digest(app, with_deleted=True)

    def let_go(_done: int, _total: int, rows: int) -> None:
        if rows and app.db.is_open:
            app.db.close()

    with pytest.raises(Unavailable):
        app.transfer.import_files(OWNER, [january], progress=let_go)
    taken_back: queue.Queue[Event] = queue.Queue()
    app.bus.subscribe(
        lambda event: taken_back.put(event) if isinstance(event, RecordsChanged) else None
    )
    app.db.open(create=False)
    assert digest(app, with_deleted=True) != before
    app.bus.publish(DatabaseOpened())
    assert isinstance(taken_back.get(timeout=30), RecordsChanged)
    assert digest(app, with_deleted=True) == before
    assert app.transfer.batches(OWNER) == ()
    verified(app)


def test_a_batch_that_another_file_has_by_the_same_number_is_left_alone(
    app: App, me: Person, january: Path, write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    """A backup may be put in the place of the file while an import waits for it."""
    monkeypatch.setattr(importing, "CHUNK_ROWS", 1)
    elsewhere = write("other.xml", scale(9, 79.9))

    def exchange(_done: int, _total: int, rows: int) -> None:
        if rows and app.transfer.batches(OWNER)[0].status == "running":
            (batch,) = app.transfer.batches(OWNER)
            imports.take_back(app.db, batch.id, everything=True)
            assert app.transfer.import_files(OWNER, [elsewhere]).batch == batch.id
            raise Unavailable("database-closed")

    with pytest.raises(Unavailable):
        app.transfer.import_files(OWNER, [january], progress=exchange)
    assert [(b.added, b.status) for b in app.transfer.batches(OWNER)] == [(1, "done")]
    assert query(app.db, "SELECT value FROM health_record") == [(79.9,)]


def test_import_of_another_living_process_is_left_alone(app: App, me: Person):
    with app.db.transaction("import") as tx:
        imports.begin(tx, me.id)
    assert app.keeper.take_back_unfinished(OWNER) == 0


class TestCsv:
    def filled(self, app: App, january: Path) -> None:
        from tests.filled import fill

        app.transfer.import_files(OWNER, [january])
        fill(app)

    def test_out_in_and_out_again_gives_the_same_bytes(
        self, app: App, january: Path, make_app: Callable[[str], App], tmp_path: Path
    ):
        self.filled(app, january)
        first, second = tmp_path / "first.csv", tmp_path / "second.csv"
        asked = RecordQuery(with_deleted=True)
        n = app.transfer.export_csv(OWNER, asked, first)
        other = make_app("other")
        other.journal.default_person(OWNER)
        other.journal.add_person(OWNER, "Ben")
        report = other.transfer.import_files(OWNER, [first])
        assert (report.added, report.files[0].rejected) == (n, 0)
        assert other.transfer.export_csv(OWNER, asked, second) == n
        assert first.read_bytes() == second.read_bytes()
        assert digest(other, with_deleted=True) == digest(app, with_deleted=True)
        verified(other)
        me = other.journal.person(OWNER).id
        for slug in ("steps", "weight", "sleep-duration"):
            report_of = [
                a.analytics.report(OWNER, me, slug, 19700, 19800)["data_points"]
                for a in (app, other)
            ]
            assert report_of[0] == report_of[1]

    def test_bin_is_left_out_unless_asked_for(self, app: App, january: Path, tmp_path: Path):
        self.filled(app, january)
        out = tmp_path / "out.csv"
        live, binned = app.journal.count(OWNER, ALL), app.journal.count(OWNER, BIN)
        assert binned > 0
        assert app.transfer.export_csv(OWNER, ALL, out) == live
        assert app.transfer.export_csv(OWNER, RecordQuery(with_deleted=True), out) == live + binned

    def test_total_typed_by_hand_stays_one_after_the_way_through_a_file(
        self, app: App, me: Person, make_app: Callable[[str], App], tmp_path: Path
    ):
        from tests.opened import HOUR, NEW_YEAR, NEW_YEAR_DAY, steps

        eight = NEW_YEAR + 8 * HOUR
        typed = steps(9000, eight, source="manual")
        app.journal.add(OWNER, [steps(4000, eight, eight + HOUR), typed], me.id)
        app.transfer.export_csv(OWNER, ALL, tmp_path / "out.csv")
        other = make_app("other")
        person = other.journal.default_person(OWNER)
        other.transfer.import_files(OWNER, [tmp_path / "out.csv"])
        for each, who in ((app, me), (other, person)):
            report = each.analytics.report(OWNER, who.id, "steps", NEW_YEAR_DAY, NEW_YEAR_DAY)
            assert [p["value"] for p in report["data_points"]] == [9000]

    @pytest.mark.parametrize("ending", ["", "-wal"])
    def test_export_never_takes_the_place_of_the_database(
        self, app: App, me: Person, tmp_path: Path, ending: str
    ):
        app.journal.add(OWNER, [weight()], me.id)
        before = digest(app)
        own = app.db.path.with_name(app.db.path.name + ending)
        link = tmp_path / "link.csv"
        link.symlink_to(own)
        for out in (own, link):
            with pytest.raises(InvalidData) as error:
                app.transfer.export_csv(OWNER, ALL, out)
            assert error.value.fields[0].code == "export-onto-database"
        assert digest(app) == before

    def test_people_are_never_mixed(
        self, app: App, me: Person, make_app: Callable[[str], App], tmp_path: Path
    ):
        ben = app.journal.add_person(OWNER, "Ben")[0]
        app.journal.add(OWNER, [weight(81)], me.id)
        app.journal.add(OWNER, [weight(60)], ben.id)
        app.transfer.export_csv(OWNER, ALL, tmp_path / "both.csv")
        other = make_app("other")
        other.journal.default_person(OWNER)
        with pytest.raises(OpenQuestion) as error:
            other.transfer.import_files(OWNER, [tmp_path / "both.csv"])
        assert (error.value.code, error.value.flag) == ("asked-file-user", "--file-user")
        assert other.journal.count(OWNER, ALL) == 0
        other.journal.add_person(OWNER, "Ben")
        assert other.transfer.import_files(OWNER, [tmp_path / "both.csv"]).added == 2
        assert digest(other) == digest(app)

    def test_one_unknown_person_goes_to_the_default(
        self, app: App, me: Person, make_app: Callable[[str], App], tmp_path: Path
    ):
        app.journal.edit_person(OWNER, me.id, name="Ben")
        app.journal.add(OWNER, [weight(81)], me.id)
        app.transfer.export_csv(OWNER, ALL, tmp_path / "ben.csv")
        other = make_app("other")
        person = other.journal.default_person(OWNER)
        assert other.transfer.import_files(OWNER, [tmp_path / "ben.csv"]).added == 1
        assert [r.person_id for r in other.journal.slice(OWNER, ALL, 0, 0)] == [person.id]

    def test_export_that_fails_keeps_the_file_before_it(
        self, app: App, me: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        app.journal.add(OWNER, [weight(), weight(82)], me.id)
        out = tmp_path / "out.csv"
        out.write_text("before")
        monkeypatch.setattr(transfer, "EXPORT_ROWS_A_LOOK", 1)
        with pytest.raises(Cancelled):
            app.transfer.export_csv(OWNER, ALL, out, cancelled=lambda: True)
        assert out.read_text() == "before"
        assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["out.csv"]


def test_report_of_a_file_is_kept_with_its_batch(app: App, january: Path):
    app.transfer.import_files(OWNER, [january])
    ((kept,),) = query(app.db, "SELECT report FROM health_import_file")
    assert json.loads(kept)["types"] == {"weight": 2, "steps": 3, "sleep-stage": 2}
