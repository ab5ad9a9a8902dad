"""Files put into the watched folder come in once, whole, and ask where they must."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.services.inbox import Inbox
from tests.exchange.apple_exports import export, record
from tests.opened import open_folder

ALL = RecordQuery()
XML = export(record("BodyMass", "81.4", "kg"))


@pytest.fixture
def folder(app: App, me: Person, tmp_path: Path) -> Path:
    place = tmp_path / "drop"
    place.mkdir()
    app.settings.set("import.folder", str(place))
    return place


@pytest.fixture
def look(app: App, folder: Path) -> Callable[[], tuple]:
    """Two looks, since a file has to be the same at both."""

    def look() -> tuple:
        app.inbox.look(OWNER)
        return app.inbox.look(OWNER)

    return look


def test_a_file_is_imported_once_it_does_not_grow_any_more(app: App, folder: Path):
    path = folder / "export.xml"
    path.write_bytes(XML[:100])
    assert app.inbox.look(OWNER) == ()
    path.write_bytes(XML)
    assert app.inbox.look(OWNER) == ()
    (arrived,) = app.inbox.look(OWNER)
    assert (arrived.path, arrived.added) == (path, 1)
    assert arrived.batch is not None
    assert app.journal.count(OWNER, ALL) == 1


def test_it_is_looked_at_once_until_it_changes(app: App, folder: Path, look):
    path = folder / "export.xml"
    path.write_bytes(XML)
    assert len(look()) == 1
    assert look() == ()
    again = open_folder(app.paths.data)  # another start remembers
    try:
        inbox = Inbox(again.db, again.transfer, again.settings)
        inbox.look(OWNER)
        assert inbox.look(OWNER) == ()
    finally:
        again.close()
    os.utime(path, (1, 1))
    (arrived,) = look()
    assert arrived.added == 0


def test_what_leaves_a_question_waits_and_stores_nothing(app: App, folder: Path, look):
    (folder / "diary.csv").write_text("day,kilos\n2024-01-01,81\n")
    (arrived,) = look()
    assert arrived.asks
    assert app.journal.count(OWNER, ALL) == 0


def test_other_files_are_passed_over(app: App, folder: Path, look):
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n")
    (folder / ".hidden.xml").write_bytes(XML)
    (folder / "export.xml.crdownload").write_bytes(XML)
    (folder / "deep").mkdir()
    (arrived,) = look()
    assert arrived.path.name == "photo.png"
    assert isinstance(arrived.error, BadFile)
    assert not arrived.asks
    assert app.journal.count(OWNER, ALL) == 0


def test_a_folder_that_is_away_and_none_at_all_are_no_trouble(app: App, folder: Path, look):
    folder.rmdir()
    assert look() == ()
    app.settings.unset("import.folder")
    assert app.inbox.folder is None
    assert look() == ()


def test_it_tells_how_many_readings_were_not_taken(folder: Path, look):
    wrong = record("BodyMass", "-4", "kg", start="2024-01-02 07:30:00 +0100")
    (folder / "export.xml").write_bytes(export(record("BodyMass", "81.4", "kg"), wrong))
    (arrived,) = look()
    assert (arrived.added, arrived.rejected) == (1, 1)
