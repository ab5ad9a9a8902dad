from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from healthdesk.ui.window import Window
from healthdesk.ui.write_wait import WriteWait
from tests.ui.fakes import FakeApp

Settled = Callable[[Callable[[], bool]], None]
WAITS = "Waiting for another program that is using the file…"
STORES = "Storing… This takes a moment."


def said(window: Window) -> str:
    return window.toast.sentence.text() if window.toast.isVisible() else ""


def test_a_write_that_waits_for_another_program_says_so_until_it_is_done(
    window: Window, services: FakeApp, settled: Settled
):
    file_is_free = threading.Event()
    services.db.is_kept_waiting = True
    window.tasks.run(file_is_free.wait, lane="write")
    settled(lambda: said(window) == WAITS)
    services.db.is_kept_waiting = False
    file_is_free.set()
    settled(lambda: said(window) == "")


def test_a_long_write_of_its_own_says_that_it_stores(window: Window, settled: Settled):
    may_end = threading.Event()
    window.tasks.run(may_end.wait, lane="write")
    settled(lambda: said(window) == STORES)
    may_end.set()
    settled(lambda: said(window) == "")


def test_an_import_that_waits_for_another_program_says_so(
    window: Window, services: FakeApp, settled: Settled
):
    file_is_free = threading.Event()
    services.db.is_kept_waiting = True
    window.tasks.run(file_is_free.wait, lane="long")
    settled(lambda: said(window) == WAITS)
    services.db.is_kept_waiting = False
    settled(lambda: said(window) == "")
    file_is_free.set()


def test_one_look_by_itself_may_be_any_write(window: Window, services: FakeApp, qtbot: QtBot):
    (wait,) = window.findChildren(WriteWait)
    services.db.is_kept_waiting = True
    wait.look()
    assert said(window) == ""
    wait.look()
    assert said(window) == WAITS
    services.db.is_kept_waiting = False
    wait.look()
    assert said(window) == ""


def test_what_the_write_came_to_stays_to_be_read(
    window: Window, services: FakeApp, settled: Settled
):
    file_is_free = threading.Event()
    services.db.is_kept_waiting = True
    window.tasks.run(
        file_is_free.wait, lambda _: window.messages.toast("Deleted 3 readings"), lane="write"
    )
    settled(lambda: said(window) == WAITS)
    services.db.is_kept_waiting = False
    file_is_free.set()
    settled(lambda: said(window) == "Deleted 3 readings")
    assert window.toast._timer.isActive()


def test_nothing_is_looked_at_while_nothing_is_written(window: Window, settled: Settled):
    (wait,) = window.findChildren(WriteWait)
    settled(lambda: not window.tasks.is_busy())
    settled(lambda: not wait._timer.isActive())
