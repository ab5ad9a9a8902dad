"""A new file's schema comes from one script, which is what the migrations make."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from healthdesk.domain.accounts import OWNER
from healthdesk.paths import resource
from healthdesk.storage import migrate, new_file
from healthdesk.storage.database import SCHEMA
from tests.opened import DAY, open_folder, verified

# The engine makes tables of its own, once it needs them.
OWN_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"
    " ORDER BY name"
)
TOP = Path(__file__).resolve().parent.parent.parent


def test_the_script_is_what_the_migrations_make():
    tool = [sys.executable, str(TOP / "tools" / "schema_script.py")]
    told = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_file_made_by_it_is_the_one_the_migrations_make():
    with (
        closing(dbapi2.connect(":memory:", isolation_level=None)) as made,
        closing(dbapi2.connect(":memory:", isolation_level=None)) as moved,
    ):
        assert new_file.is_empty(made)
        steps = new_file.make(made, resource("schema.sql"))
        assert steps == migrate.upgrade(moved, resource("migrations"))
        assert not new_file.is_empty(made)
        for question in (
            "PRAGMA user_version",
            OWN_SCHEMA,
            "SELECT * FROM alembic_version",
            "SELECT * FROM sqlite_stat1",
            "SELECT id, slug, display_name, unit, units, hard_low FROM health_type ORDER BY id",
        ):
            expected = moved.execute(question).fetchall()
            assert expected
            assert made.execute(question).fetchall() == expected
        (seconds,) = made.execute("SELECT unixepoch() - max(created_at) / 1000 FROM health_type")
        assert abs(seconds[0]) < DAY / 1000


def test_a_script_that_fails_leaves_nothing(tmp_path: Path):
    script = tmp_path / "schema.sql"
    script.write_text("CREATE TABLE health_one (id INTEGER);\nCREATE TABEL health_two (id);\n")
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as raw:
        with pytest.raises(dbapi2.OperationalError):
            new_file.make(raw, script)
        assert new_file.is_empty(raw)
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_first_start_loads_no_alembic_and_makes_a_sound_file(tmp_path: Path):
    started = (
        "import sys; from healthdesk.cli.main import run; code = run();"
        "sys.exit(code or ('alembic' in sys.modules and 'alembic was loaded'))"
    )
    folder = tmp_path / "data"
    listing = [sys.executable, "-c", started, "--data-dir", str(folder), "persons", "list"]
    told = subprocess.run(listing, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    with closing(open_folder(folder)) as app:
        assert app.db.revision() == SCHEMA
        verified(app)


def test_a_file_taken_down_to_nothing_comes_up_again_by_the_migrations(tmp_path: Path):
    with closing(open_folder(tmp_path / "data")) as app:
        app.keeper.downgrade(OWNER, "base")
        assert app.keeper.upgrade(OWNER) == [f"{n:04d}" for n in range(1, SCHEMA + 1)]
        verified(app)
