"""Care of the file: backups, restores, checks, digest."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import BadFile, InvalidData, NotFound, StorageError
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Person, Record, RecordQuery
from healthdesk.domain.times import isoformat
from healthdesk.services.keeper import refuse_missing
from healthdesk.storage import database
from healthdesk.storage.database import SCHEMA
from healthdesk.storage.type_rows import insert_own_type
from tests.filled import fill
from tests.opened import digest, listening, pressure, verified, weight

GOALS_APART = "CREATE TABLE health_goal(id INTEGER PRIMARY KEY, person_id INTEGER)"
NOT_UNIQUE = "CREATE INDEX ux_health_record_uid ON health_record (uid)"
OF_ALL_ROWS = "CREATE INDEX ix_health_record_bin ON health_record (deleted_at)"
TRIGGER = "CREATE TRIGGER gone AFTER INSERT ON health_record BEGIN DELETE FROM health_goal;END"


def test_backup_restores_everything(app: App):
    fill(app)
    before = digest(app, with_deleted=True)
    made = app.keeper.backup(OWNER)
    assert made["digest"] == digest(app)
    for record in app.journal.page(OWNER, _all(), 0, 0).records:
        app.journal.delete(OWNER, [record.id])
    app.journal.purge(OWNER)
    with listening(app) as heard:
        answer = app.keeper.restore(OWNER, Path(made["path"]))
    assert digest(app, with_deleted=True) == before
    assert answer["digest"] == made["digest"]
    assert [type(event).__name__ for event in heard][-1] == "DatabaseOpened"
    verified(app)


def _all():
    from healthdesk.domain.records import RecordQuery

    return RecordQuery()


def test_digest_of_a_backup_is_that_of_the_copy(
    app: App, me: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Though somebody writes between the one and the other."""
    from healthdesk.storage import backup

    copy_to = backup.copy_to

    def copy_later(connection: object, out: Path, look: backup.Look) -> None:
        app.journal.add(OWNER, [weight(99)], me.id)
        copy_to(connection, out, look)

    app.journal.add(OWNER, [weight()], me.id)
    monkeypatch.setattr(backup, "copy_to", copy_later)
    told = app.keeper.backup(OWNER, tmp_path / "kept.db")["digest"]
    monkeypatch.undo()
    assert app.keeper.restore(OWNER, tmp_path / "kept.db")["digest"] == told


def test_what_was_there_before_a_restore_is_kept_too(app: App, me: Person):
    empty = Path(app.keeper.backup(OWNER)["path"])
    app.journal.add(OWNER, [weight()], me.id)
    before = digest(app)
    answer = app.keeper.restore(OWNER, empty)
    assert answer["records"] == 0
    app.keeper.restore(OWNER, Path(answer["backup"]))
    assert digest(app) == before


def test_backup_is_one_private_file(app: App, tmp_path: Path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    app.keeper.backup(OWNER, folder / "kept.db")
    assert [path.name for path in folder.iterdir()] == ["kept.db"]
    assert stat.S_IMODE((folder / "kept.db").stat().st_mode) == 0o600


def test_backup_never_lands_on_the_database(app: App, me: Person, tmp_path: Path):
    app.journal.add(OWNER, [weight()], me.id)
    (tmp_path / "link.db").symlink_to(app.paths.database)
    log = app.paths.database.with_name(app.paths.database.name + "-wal")
    for target in (app.paths.database, tmp_path / "link.db", log):
        with pytest.raises(InvalidData) as error:
            app.keeper.backup(OWNER, target)
        assert error.value.fields[0].code == "backup-onto-itself"
    verified(app)


def test_backup_to_where_nothing_can_be_written_is_told(app: App, tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as error:
        app.keeper.backup(OWNER, tmp_path / "file" / "kept.db")
    assert error.value.code == "folder-not-writable"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not-a-backup"), (b"uid,person\n", "not-a-backup"), (None, "no-such-file")],
)
def test_restore_of_what_is_no_backup_changes_nothing(
    app: App, me: Person, tmp_path: Path, content: bytes | None, code: str
):
    app.journal.add(OWNER, [weight()], me.id)
    before = digest(app)
    given = tmp_path / "given.db"
    if content is not None:
        given.write_bytes(content)
    with pytest.raises((BadFile, NotFound)) as error:
        app.keeper.restore(OWNER, given)
    assert error.value.code == code
    assert digest(app) == before
    assert not app.paths.backups.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda content: content[: len(content) // 2], "damaged-backup"),
        (
            lambda content: content[:60] + (SCHEMA + 1).to_bytes(4, "big") + content[64:],
            "newer-backup",
        ),
        (lambda content: content[:68] + b"\0\0\0\0" + content[72:], "not-a-backup"),
    ],
)
def test_damaged_newer_or_foreign_backup_is_refused(
    app: App, me: Person, change: Callable[[bytes], bytes], code: str
):
    app.journal.add(OWNER, [weight(80 + n / 10, note="n" * 900) for n in range(50)], me.id)
    before = digest(app)
    kept = Path(app.keeper.backup(OWNER)["path"])
    kept.write_bytes(change(kept.read_bytes()))
    with pytest.raises(BadFile) as error:
        app.keeper.restore(OWNER, kept)
    assert error.value.code == code
    assert digest(app) == before


def test_older_backup_is_brought_up_to_date(app: App):
    fill(app)
    before = digest(app, with_deleted=True)
    _, _ = app.keeper.downgrade(OWNER, "0005")
    older = Path(app.keeper.backup(OWNER)["path"])
    app.keeper.upgrade(OWNER)
    app.keeper.restore(OWNER, older)
    assert digest(app, with_deleted=True) == before
    verified(app)


def test_digest_tells_data_and_not_how_it_came(make_app: Callable[[str], App]):
    one, two = make_app("one"), make_app("two")
    drafts = [weight(81.4, note="a"), pressure(120, 80), weight(178, unit="lb")]
    for app, order in ((one, drafts), (two, drafts[::-1])):
        me = app.journal.default_person(OWNER)
        for draft in order:
            app.journal.add(OWNER, [draft], me.id)
    assert digest(one) == digest(two)
    me = two.journal.default_person(OWNER)
    extra = two.journal.add(OWNER, [weight(81.5)], me.id)
    assert digest(one) != digest(two)
    two.journal.delete(OWNER, [extra.records[0].id])
    assert digest(one) == digest(two)
    assert digest(one, with_deleted=True) != digest(two, with_deleted=True)


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("DELETE FROM health_day", "day figures"),
        ("UPDATE health_day SET total = total + 1", "rollups"),
        ("UPDATE health_day_total SET total = total + 1", "rollups"),
        ("UPDATE health_hour SET n = n + 1", "rollups"),
        ("DROP INDEX ix_health_record_live", "indexes"),
        ("ALTER TABLE health_person DROP COLUMN sex", "tables"),
        ("ALTER TABLE health_person ADD COLUMN shoe_size REAL", "tables"),
        ("DROP TABLE health_occurrence_event", "tables"),
        ("UPDATE health_type SET unit = 'lb' WHERE slug = 'weight'", "types"),
        (f"PRAGMA foreign_keys=OFF; DROP TABLE health_goal; {GOALS_APART}", "foreign keys"),
        ("UPDATE health_record SET uid = x'00' WHERE id = 1", "identifiers"),
        ("UPDATE health_import SET status = 'running'", "imports"),
        ("DELETE FROM health_type WHERE slug = 'peak-flow'", "types"),
        ("UPDATE health_type SET display_name = 'Mass' WHERE slug = 'weight'", "types"),
        ("UPDATE health_type SET typical_range_high = 1 WHERE slug = 'heart-rate'", "types"),
        (f"DROP INDEX ux_health_record_uid; {NOT_UNIQUE}", "indexes"),
        (f"DROP INDEX ix_health_record_bin; {OF_ALL_ROWS}", "indexes"),
        ("CREATE INDEX slows_down ON health_record (note)", "indexes"),
        ("CREATE TABLE health_notes_of_others (x)", "tables"),
        (TRIGGER, "tables"),
        ("PRAGMA foreign_keys=OFF; UPDATE health_record SET source_id = 99", "references"),
    ],
)
def test_verify_finds_what_is_wrong(app: App, damage: str, check: str):
    fill(app)
    verified(app)
    assert app.db._writer is not None
    raw = app.db._writer
    for statement in damage.split("; "):
        raw.execute(statement)
    answer = app.keeper.verify(OWNER, deep=True)
    assert not answer["ok"]
    assert check in {found["name"] for found in answer["checks"] if not found["ok"]}


def test_verify_says_what_differs(app: App):
    fill(app)
    assert app.db._writer is not None
    for statement in (
        "PRAGMA foreign_keys=OFF",
        "DROP INDEX ix_health_goal_person",
        "CREATE INDEX ix_health_goal_person ON health_goal (type_id)",
        "UPDATE health_type SET loinc = '1' WHERE slug = 'weight'",
        "UPDATE health_record SET source_id = 99 WHERE id = 1",
    ):
        app.db._writer.execute(statement)
    wrong = {
        found["name"]: found["detail"]
        for found in app.keeper.verify(OWNER)["checks"]
        if not found["ok"]
    }
    assert wrong == {
        "indexes": "ix_health_goal_person is on health_goal (type_id)",
        "references": "1 of health_record point to no health_source (first: id 1)",
        "types": "weight.loinc is 1",
    }


def test_verify_changes_nothing(app: App):
    fill(app)
    before = app.paths.database.read_bytes(), digest(app, with_deleted=True)
    verified(app)
    assert (app.paths.database.read_bytes(), digest(app, with_deleted=True)) == before


def test_seed_is_idempotent_and_mends_what_is_missing(app: App):
    assert app.keeper.seed(OWNER) == 0
    with app.db.transaction("lose") as tx:
        tx.execute("DELETE FROM health_type WHERE slug='peak-flow'")
        tx.execute("UPDATE health_type SET hard_high=1 WHERE slug='weight'")
    assert app.keeper.seed(OWNER) == 2
    assert "peak-flow" in app.journal.types(OWNER)


def test_types_the_program_learned_come_at_the_next_start(app: App, make_app: Callable[[str], App]):
    with app.db.transaction("lose") as tx:
        tx.execute("DELETE FROM health_type WHERE slug='peak-flow'")
    app.close()
    assert "peak-flow" in make_app("data").journal.types(OWNER)


@pytest.mark.parametrize("removed", [False, True])
def test_a_type_of_ones_own_gives_way_to_one_of_its_name_only_when_removed(
    app: App, make_app: Callable[[str], App], removed: bool
):
    own = HealthType("insulin", "own", "shots", ("shots",), 0, "sum", Range(), name="Shots")
    with app.db.transaction("as before the program knew it") as tx:
        tx.execute("DELETE FROM health_type WHERE slug='insulin'")
        insert_own_type(tx.raw, own, tx.now)
        if removed:
            tx.execute("UPDATE health_type SET deleted_at=1 WHERE slug='insulin'")
    app.close()
    later = make_app("data")
    assert later.journal.types(OWNER)["insulin"].own is not removed
    assert later.keeper.seed(OWNER) == 0


def test_drop_removes_the_file_and_leaves_backups(app: App, me: Person):
    app.journal.add(OWNER, [weight()], me.id)
    kept = Path(app.keeper.backup(OWNER)["path"])
    app.keeper.drop(OWNER)
    assert not app.paths.database.exists()
    assert kept.is_file()


def test_health_check_tells_the_state_of_the_file(app: App):
    fill(app)
    answer = app.keeper.health_check(OWNER, slow=True)
    assert answer["ok"]
    assert answer["journal_mode"] == "wal"
    assert answer["revision"] == f"{SCHEMA:04d}"
    assert answer["processes"] == []
    assert not [read for read in answer["slow"] if read["full_scan"]]
    assert (answer["pending"], answer["locked"], answer["maintenance"]) == ([], False, None)
    assert answer["latency_ms"] >= 0
    assert answer["free_bytes"] > 0


def test_health_check_names_reads_that_go_through_a_whole_table(app: App):
    fill(app)
    assert app.db._writer is not None
    for index in ("live", "bin"):
        app.db._writer.execute(f"DROP INDEX ix_health_record_{index}")
    slow = app.keeper.health_check(OWNER, slow=True)["slow"]
    assert {read["statement"] for read in slow if read["full_scan"]} == {
        "newest records", "last record of a type", "a month of readings", "records in the bin"
    }  # fmt: skip


def test_health_check_tells_of_a_lock(app: App, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "LOCKED_MS", 50)
    with closing(app.db.connect()) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = app.keeper.health_check(OWNER)
        assert (answer["locked"], answer["ok"]) == (True, False)
        other.execute("ROLLBACK")
    assert app.keeper.health_check(OWNER)["ok"]


def test_health_check_names_what_an_older_file_lacks(app: App):
    app.keeper.downgrade(OWNER, f"{SCHEMA - 2:04d}")
    assert app.keeper.health_check(OWNER)["pending"] == [f"{SCHEMA - 1:04d}", f"{SCHEMA:04d}"]


def test_missing_file_is_not_found(app: App, tmp_path: Path):
    from healthdesk.domain.errors import NotFound
    from tests.opened import paths_of

    refuse_missing(app.paths)
    with pytest.raises(NotFound):
        refuse_missing(paths_of(tmp_path / "nowhere"))


def test_the_digest_is_that_of_all_readings_as_sorted_lines(app: App):
    """However they are read: names beyond ASCII, readings alike, a bin between them."""
    fill(app)
    zoe, _ = app.journal.add_person(OWNER, "Zoë =x")
    drafts = [weight(80 + n % 3, note="ab"[n % 2] * (n % 4)) for n in range(12)]
    added = app.journal.add(OWNER, drafts, zoe.id).records
    app.journal.delete(OWNER, [one.id for one in added[::2]])
    names = {one.id: one.name for one in app.journal.persons(OWNER, True)}
    for with_deleted in (False, True):
        found = app.journal.slice(OWNER, RecordQuery(with_deleted=with_deleted), 0, 0)
        made = hashlib.sha256()
        for _, line in sorted((_order(names, one), _told(names, one)) for one in found):
            made.update(line.encode())
        told = app.keeper.digest(OWNER, with_deleted)
        assert (told["digest"], told["records"]) == (made.hexdigest(), len(found))


def _order(names: dict[int, str], one: Record) -> tuple[Any, ...]:
    ended = one.recorded_at if one.ended_at is None else one.ended_at
    return (
        names[one.person_id], one.type, one.recorded_at, one.offset, ended, one.value,
        one.value2 or 0, one.unit, one.comparator, one.note, " ".join(one.tags), one.source,
        one.deleted_at is not None,
    )  # fmt: skip


def _told(names: dict[int, str], one: Record) -> str:
    ended = None if one.ended_at is None else isoformat(one.ended_at, one.offset)
    told = {
        "person": names[one.person_id], "type": one.type,
        "recorded_at": isoformat(one.recorded_at, one.offset), "ended_at": ended,
        "value": one.value, "value2": one.value2, "unit": one.unit,
        "comparator": one.comparator or None, "note": one.note, "tags": [*one.tags],
        "source": one.source,
    }  # fmt: skip
    if one.deleted_at is not None:
        told["deleted"] = True
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
