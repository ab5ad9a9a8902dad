"""The services of a data folder meet, or nothing is left open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from healthdesk.bootstrap import assemble, open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError, Unavailable
from healthdesk.services import keeper
from healthdesk.settings import Settings
from healthdesk.storage.presence import Presence
from tests.opened import empty_database, open_folder, paths_of

__all__ = ["empty_database"]


@pytest.fixture
def folder(empty_database: Path, tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    shutil.copyfile(empty_database, made / "healthdesk.db")
    return made


def test_assembled_services_know_their_file_but_have_not_opened_it(tmp_path: Path):
    paths = paths_of(tmp_path / "data")
    app = assemble(paths, Settings(paths.config_file, {}, {}))
    assert app.db.path == paths.database
    assert not app.db.is_open
    assert not paths.data.exists()
    with pytest.raises(Unavailable):
        app.journal.persons(OWNER)


def test_opened_twice_in_turn_it_is_the_same_file(folder: Path):
    first = open_folder(folder)
    me = first.journal.default_person(OWNER)
    first.close()
    second = open_folder(folder)
    assert second.journal.persons(OWNER) == (me,)
    second.close()


def test_closing_ends_the_watch_and_may_be_repeated(folder: Path):
    app = open_folder(folder)
    app.watch.start()
    app.close()
    app.close()
    assert not app.db.is_open


def test_what_fails_while_opening_leaves_the_file_free(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise StorageError("disk-full", path="x")

    paths = paths_of(folder)
    monkeypatch.setattr(keeper.Keeper, "make_ready", fail)
    with pytest.raises(StorageError):
        open_app(paths, Settings(paths.config_file, {}, {}))
    alone = Presence(folder, "test", patience=0)
    with alone.alone("nobody else is there"):
        assert alone.holders() == []
