"""The schema moves up and down without losing what both sides know, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData, StorageError
from healthdesk.paths import resource
from healthdesk.storage import migrate
from healthdesk.storage.database import SCHEMA
from healthdesk.storage.tables import metadata
from tests.filled import fill
from tests.opened import digest, open_folder, query, verified, weight

REVISIONS = [f"{number:04d}" for number in range(SCHEMA, 0, -1)]


def names(app: App) -> set[str]:
    found = query(app.db, "SELECT name FROM sqlite_schema WHERE name LIKE 'health!_%' ESCAPE '!'")
    return {row[0] for row in found}


def test_program_and_migrations_agree_on_the_newest_schema():
    assert migrate.revisions(resource("migrations"))[-1] == f"{SCHEMA:04d}"


def test_migrated_file_is_what_the_tables_say(app: App):
    with app.db.reading() as connection, migrate.for_alembic(connection) as wrapped:
        context = MigrationContext.configure(
            wrapped,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, kind, _: (
                    kind != "table" or not name.startswith("health_text")
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_filled_database_has_a_row_in_every_table(app: App):
    fill(app)
    empty = [
        name
        for name in (*metadata.tables, "health_text")
        if not query(app.db, f"SELECT 1 FROM {name} LIMIT 1")
    ]
    assert not empty


def test_each_revision_goes_down_and_up_on_a_filled_database(app: App):
    fill(app)
    kept = digest(app, with_deleted=True)
    for below in REVISIONS[1:]:
        app.keeper.downgrade(OWNER, below)
        assert app.db.revision() == int(below)
        app.keeper.upgrade(OWNER, f"{int(below) + 1:04d}")
        assert app.db.revision() == int(below) + 1
        app.keeper.downgrade(OWNER, below)
        if int(below) >= 2:
            rows = query(app.db, "SELECT count(*), count(note) FROM health_record")
            assert rows == [(11, 1)]
    assert kept


def test_down_to_the_records_and_up_again_keeps_every_reading(app: App):
    fill(app)
    before = digest(app, with_deleted=True)
    app.keeper.downgrade(OWNER, "0002")
    app.keeper.upgrade(OWNER)
    after = app.keeper.digest(OWNER, True)
    assert after["digest"] == before
    verified(app)


def test_notes_are_found_again_after_the_way_down_and_up(app: App):
    from healthdesk.domain.records import RecordQuery

    fill(app)
    app.keeper.downgrade(OWNER, "0006")
    app.keeper.upgrade(OWNER)
    assert app.journal.count(OWNER, RecordQuery(search="breakfast")) == 1


def test_after_base_nothing_is_left_and_the_next_start_makes_all_anew(
    app: App, make_app: Callable[[str], App]
):
    fill(app)
    _, kept = app.keeper.downgrade(OWNER, "base")
    assert names(app) == set()
    assert kept.is_file()
    app.close()

    again = make_app("data")
    assert again.db.revision() == SCHEMA
    assert len(again.journal.types(OWNER)) > 50
    me = again.journal.default_person(OWNER)
    again.journal.add(OWNER, [weight()], me.id)
    verified(again)


def test_downgrade_leaves_a_backup_that_restores_everything(app: App):
    fill(app)
    before = digest(app, with_deleted=True)
    _, kept = app.keeper.downgrade(OWNER, "0001")
    app.keeper.restore(OWNER, kept)
    assert digest(app, with_deleted=True) == before
    verified(app)


def test_upgrade_of_an_older_file_backs_it_up_first(app: App, make_app: Callable[[str], App]):
    fill(app)
    app.keeper.downgrade(OWNER, "0005")
    app.close()
    again = make_app("data")
    assert list(again.paths.backups.glob("*-before-upgrade.db"))
    verified(again)


@pytest.mark.parametrize("way", ["upgrade", "downgrade"])
def test_unknown_revision_is_refused(app: App, way: str):
    with pytest.raises(InvalidData) as refused:
        getattr(app.keeper, way)(OWNER, "0099")
    assert refused.value.fields[0].code == "unknown-revision"


def test_moving_to_where_one_is_changes_nothing(app: App):
    assert app.keeper.upgrade(OWNER) == []
    assert app.keeper.downgrade(OWNER, f"{SCHEMA:04d}")[0] == []


def test_downgrade_never_goes_up(app: App):
    app.keeper.downgrade(OWNER, "0003")
    with pytest.raises(InvalidData):
        app.keeper.downgrade(OWNER, "0005")
    assert app.db.revision() == 3


@pytest.fixture
def failing_scripts(tmp_path: Path) -> Path:
    """The migrations, with one more that fails after it changed something."""
    scripts = tmp_path / "migrations"
    shutil.copytree(resource("migrations"), scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{SCHEMA + 1:04d}_fail.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '{SCHEMA + 1:04d}', '{SCHEMA:04d}'\n"
        "def upgrade():\n"
        "    op.execute('ALTER TABLE health_person ADD COLUMN shoe_size INTEGER')\n"
        "    op.execute('DELETE FROM health_record')\n"
        "    op.execute('INSERT INTO health_nothing VALUES (1)')\n"
        "def downgrade():\n"
        "    pass\n"
    )
    return scripts


def test_failing_migration_leaves_schema_and_readings(app: App, failing_scripts: Path):
    fill(app)
    before, schema = digest(app, with_deleted=True), names(app)
    with pytest.raises(Exception, match="health_nothing"):  # noqa: SIM117
        with app.db.migrating("test") as connection:
            migrate.upgrade(connection, failing_scripts)
    assert app.db.revision() == SCHEMA
    assert names(app) == schema
    assert digest(app, with_deleted=True) == before
    assert not query(
        app.db, "SELECT 1 FROM pragma_table_info('health_person') WHERE name='shoe_size'"
    )
    verified(app)


def test_migration_that_dies_is_undone_at_the_next_open(app: App, failing_scripts: Path):
    """What stood in the transaction of a process that ended is not there afterwards."""
    fill(app)
    before = digest(app)
    folder = app.paths.data
    with app.db.migrating("test") as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM health_record")
        connection.close()  # as the end of the process does
    app.close()
    again = open_folder(folder)
    try:
        assert digest(again) == before
    finally:
        again.close()


def test_data_of_an_older_schema_is_not_misread(app: App):
    app.keeper.downgrade(OWNER, "base")
    for call in (app.keeper.digest, app.keeper.seed):
        with pytest.raises(StorageError) as refused:
            call(OWNER)
        assert refused.value.code == "older-database"
    answer = app.keeper.verify(OWNER, deep=True)
    assert not answer["ok"]
