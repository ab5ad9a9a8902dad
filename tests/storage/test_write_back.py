"""The log of many transactions is written back beside them and begins anew."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Unavailable
from healthdesk.domain.records import Person
from healthdesk.storage import write_back
from healthdesk.storage.write_back import WriteBack
from tests.opened import HOUR, NEW_YEAR, verified, weight

PAGE = 4096 + 24


@pytest.mark.parametrize("few", [0, 20, 10_000])
def test_the_log_stays_small_while_transactions_go_on(
    app: App, me: Person, monkeypatch: pytest.MonkeyPatch, few: int
):
    monkeypatch.setattr(write_back, "LOG_PAGES", 60)
    monkeypatch.setattr(write_back, "FEW_PAGES", few)
    log = app.paths.database.with_name(app.paths.database.name + "-wal")
    largest = 0
    with app.db.bulk() as after_each:
        for n in range(150):
            app.journal.add(OWNER, [weight(80, NEW_YEAR + n * HOUR)], me.id)
            after_each()
            wait_for_copying(after_each)
            largest = max(largest, log.stat().st_size)
    assert 60 * PAGE < largest < 150 * PAGE  # of all together it would be several times as much
    assert not [one for one in threading.enumerate() if one.name.startswith("write-back")]
    verified(app)


def test_a_slow_disk_holds_the_transactions_up_before_the_log_has_all_of_them(
    app: App, me: Person, monkeypatch: pytest.MonkeyPatch
):
    """The copying lasts until somebody waits for it."""
    awaited = threading.Event()
    copy, finish = WriteBack._copy, WriteBack._finish

    def copy_late(write_back: WriteBack) -> None:
        assert awaited.wait(60)
        copy(write_back)

    def wait_for_it(write_back: WriteBack) -> None:
        awaited.set()
        finish(write_back)
        awaited.clear()

    monkeypatch.setattr(write_back, "LOG_PAGES", 60)
    monkeypatch.setattr(write_back, "MOST_PAGES", 120)
    monkeypatch.setattr(write_back, "FEW_PAGES", 0)
    monkeypatch.setattr(WriteBack, "_copy", copy_late)
    monkeypatch.setattr(WriteBack, "_finish", wait_for_it)
    log = app.paths.database.with_name(app.paths.database.name + "-wal")
    with app.db.bulk() as after_each:
        for n in range(150):
            app.journal.add(OWNER, [weight(80, NEW_YEAR + n * HOUR)], me.id)
            after_each()
        largest = log.stat().st_size
        awaited.set()
    assert 120 * PAGE < largest < 220 * PAGE
    verified(app)


@pytest.mark.parametrize("again", [True, False])
def test_what_went_wrong_beside_is_told_to_who_stores(
    app: App, me: Person, monkeypatch: pytest.MonkeyPatch, again: bool
):
    def refuse(_self: WriteBack) -> None:
        raise Unavailable("database-closed")

    monkeypatch.setattr(write_back, "LOG_PAGES", 0)
    monkeypatch.setattr(write_back, "FEW_PAGES", 0)
    monkeypatch.setattr(WriteBack, "_copy", refuse)
    with pytest.raises(Unavailable):
        store_some(app, me, again=again)


def store_some(app: App, me: Person, *, again: bool) -> None:
    with app.db.bulk() as after_each:
        app.journal.add(OWNER, [weight(80)], me.id)
        after_each()
        wait_for_copying(after_each)
        if again:
            after_each()


def wait_for_copying(after_each: Callable[[], None]) -> None:
    """Its thread does one thing after the other."""
    assert isinstance(after_each, WriteBack)
    after_each._thread.submit(int).result()
