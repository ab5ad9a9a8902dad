from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.domain.records import Draft, RecordQuery
from healthdesk.storage import database, shares
from healthdesk.storage.database import Database
from healthdesk.storage.shares import kind_of_mount

AT = 1_700_000_000_000


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me/data", "ext4"),
        ("/home", "ext4"),
        ("/mnt/share/health", "cifs"),
        ("/mnt/share/health/deep", "nfs4"),
        ("/mnt/shared", "ext4"),
    ],
)
def test_deepest_mount_decides(folder: str, kind: str):
    mounts = [
        ("/", "ext4"),
        ("/mnt/share", "cifs"),
        ("/mnt/share/health/deep", "ext4"),
        ("/mnt/share/health/deep", "nfs4"),
    ]
    assert kind_of_mount(Path(folder), mounts) == kind


def test_linux_mount_points_with_blanks_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    share = tmp_path / "our share"
    share.mkdir()
    table = tmp_path / "mounts"
    escaped = str(share).replace(" ", "\\040")
    table.write_text(f"/dev/a / ext4 rw 0 0\n//server/x {escaped} cifs rw 0 0\n")
    monkeypatch.setattr(shares, "_MOUNTS", table)
    assert shares.on_network_share(share)
    assert not shares.on_network_share(tmp_path)


@pytest.fixture
def shared_app(make_app: Callable[[str], App], monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(database, "on_network_share", lambda _folder: True)
    return make_app("on-share")


def test_one_connection_serves_all_threads_of_the_one_process(shared_app: App):
    app = shared_app
    assert app.on_network_share
    person = app.journal.default_person(OWNER)

    def write(first: int) -> None:
        for number in range(10):
            draft = Draft("weight", 80.0, "kg", AT + (first + number) * 60_000, 0)
            app.journal.add(OWNER, [draft], person.id)
            app.journal.page(OWNER, RecordQuery(), 0, 5)

    threads = [threading.Thread(target=write, args=(n * 100,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert app.journal.count(OWNER, RecordQuery()) == 30
    assert app.keeper.verify(OWNER, deep=True)["ok"]
    assert not app.db.path.with_name(app.db.path.name + "-wal").exists()


def test_a_second_opener_is_refused_and_nothing_is_lost(
    shared_app: App, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "BUSY_MS", 50)
    app = shared_app
    person = app.journal.default_person(OWNER)
    app.journal.add(OWNER, [Draft("weight", 80.0, "kg", AT, 0)], person.id)
    second = Database(app.db.path, "second")
    with pytest.raises(StorageError) as refused:
        second.open(create=False)
    assert refused.value.code in {"database-busy", "share-in-use"}
    assert app.journal.count(OWNER, RecordQuery()) == 1
