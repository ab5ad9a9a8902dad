"""Work in slices: all of it is done, in order, with breaths, and given up for what is newer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer

from healthdesk.ui import slices
from healthdesk.ui.slices import Slices, Steps

Settled = Callable[[Callable[[], bool]], None]


@pytest.fixture
def work(qapp: object) -> Iterator[Slices]:
    parent = QObject()
    yield Slices(parent)
    parent.deleteLater()


def steps(done: list[int], n: int) -> Steps:
    for number in range(n):
        done.append(number)
        yield


def test_little_work_is_through_at_once(work: Slices):
    done: list[int] = []
    work.run(steps(done, 3))
    assert done == [0, 1, 2]
    assert not work.is_busy


def test_much_work_lets_others_come_in_between(
    work: Slices, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slices, "SLICE_MS", 0)  # no step fits beside another one
    done: list[int] = []
    seen: list[int] = []
    QTimer.singleShot(0, work, lambda: seen.append(len(done)))
    work.run(steps(done, 5))
    settled(lambda: not work.is_busy)
    assert done == [0, 1, 2, 3, 4]
    assert seen[0] < 5


def test_work_that_fails_is_over(work: Slices):
    def failing() -> Steps:
        yield
        raise LookupError

    with pytest.raises(LookupError):
        work.run(failing())
    assert not work.is_busy


def test_what_is_newer_takes_the_place(
    work: Slices, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slices, "SLICE_MS", 0)
    given_up: list[bool] = []
    newer: list[int] = []

    def older() -> Steps:
        try:
            while True:
                yield
        except GeneratorExit:
            given_up.append(True)
            raise

    work.run(older())
    settled(lambda: work.is_busy)
    work.run(steps(newer, 2))
    settled(lambda: not work.is_busy)
    assert given_up == [True]
    assert newer == [0, 1]
