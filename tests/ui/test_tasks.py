from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from healthdesk.domain.errors import NotFound
from healthdesk.ui.tasks import Tasks
from tests.guards import ExpectedLogs

Settled = Callable[[Callable[[], bool]], None]


def test_the_answer_comes_on_the_main_thread(tasks: Tasks, settled: Settled) -> None:
    where: list[str] = []

    def work() -> str:
        return threading.current_thread().name

    def done(name: str) -> None:
        where.extend((name, threading.current_thread().name))

    tasks.run(work, done)
    settled(lambda: len(where) == 2)
    assert where[0].startswith("healthdesk-read")
    assert where[1] == threading.main_thread().name


def test_writes_happen_one_after_the_other_in_order(tasks: Tasks, settled: Settled) -> None:
    order: list[int] = []
    for number in range(50):
        tasks.run(lambda number=number: order.append(number), lane="write")  # type: ignore[misc]
    settled(lambda: len(order) == 50)
    assert order == list(range(50))


def test_the_newest_question_of_a_key_wins(tasks: Tasks, settled: Settled) -> None:
    gate = threading.Event()
    answers: list[str] = []
    began: list[str] = []

    def ask(word: str) -> Callable[[], str]:
        def work() -> str:
            began.append(word)
            gate.wait(5)
            return word

        return work

    # Both readers are busy, so that what comes after has to wait its turn.
    tasks.run(ask("first"), answers.append, key="series")
    tasks.run(ask("other"), answers.append, key="else")
    settled(lambda: len(began) == 2)
    tasks.run(ask("second"), answers.append, key="series")
    tasks.run(ask("third"), answers.append, key="series")
    gate.set()
    settled(lambda: "third" in answers)
    assert sorted(answers) == ["other", "third"]
    assert "second" not in began


def test_a_write_takes_no_key(tasks: Tasks) -> None:
    with pytest.raises(ValueError, match="never superseded"):
        tasks.run(lambda: None, key="k", lane="write")


def test_what_is_wrong_outside_goes_to_failed(tasks: Tasks, settled: Settled) -> None:
    told: list[object] = []

    def work() -> None:
        raise NotFound("unknown-record")

    tasks.run(work, failed=lambda error: told.append(error.code),
              ended=lambda: told.append("ended"))  # fmt: skip
    settled(lambda: len(told) == 2)
    assert set(told) == {"unknown-record", "ended"}


def test_an_error_nobody_asked_for_is_said(qtbot: QtBot, tasks: Tasks) -> None:
    def work() -> None:
        raise NotFound("unknown-record")

    with qtbot.waitSignal(tasks.troubled) as said:
        tasks.run(work)
    assert said.args[0].code == "unknown-record"


def test_a_bug_is_logged_and_opens_the_crash_page(
    qtbot: QtBot, tasks: Tasks, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("healthdesk.window.tasks", "work failed")
    ended: list[bool] = []

    def work() -> None:
        raise KeyError("note of a person")

    with qtbot.waitSignal(tasks.crashed) as said:
        tasks.run(work, failed=lambda _: ended.append(False), ended=lambda: ended.append(True))
    assert isinstance(said.args[0], KeyError)
    assert ended == [True]


def test_a_deleted_owner_is_not_called(tasks: Tasks, settled: Settled) -> None:
    owner = QObject()
    gate = threading.Event()
    called: list[object] = []
    tasks.run(lambda: gate.wait(5), called.append, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    gate.set()
    after: list[object] = []
    tasks.run(lambda: 1, after.append, lane="write")
    settled(lambda: bool(after))
    assert tasks.shutdown()
    QCoreApplication.processEvents()
    assert called == []


def test_shutdown_finishes_the_writes_and_drops_the_rest(tasks: Tasks, settled: Settled) -> None:
    gate, begun = threading.Event(), threading.Event()
    written: list[int] = []
    read: list[int] = []

    def hold() -> None:
        begun.set()
        gate.wait(5)

    for _ in range(2):
        tasks.run(hold)
    tasks.run(hold, lane="write")
    tasks.run(lambda: written.append(1), lane="write")
    tasks.run(lambda: read.append(1))
    assert begun.wait(5)
    threading.Timer(0.05, gate.set).start()
    assert tasks.shutdown()
    assert written == [1]
    assert read == []
    late = tasks.run(lambda: written.append(2), lane="write")
    assert late.is_cancelled()


def test_long_work_is_told_to_stop(tasks: Tasks) -> None:
    begun = threading.Event()

    def work() -> None:
        begun.set()
        while not tasks.is_closing():
            threading.Event().wait(0.005)

    tasks.run(work, lane="long")
    assert begun.wait(5)
    assert tasks.shutdown()


def test_deliver_calls_on_the_main_thread(tasks: Tasks, settled: Settled) -> None:
    steps: list[tuple[int, str]] = []

    def note(step: int) -> None:
        steps.append((step, threading.current_thread().name))

    def work() -> None:
        for step in range(3):
            tasks.deliver(note, step)

    tasks.run(work, lane="long")
    settled(lambda: len(steps) == 3)
    assert steps == [(step, threading.main_thread().name) for step in range(3)]
