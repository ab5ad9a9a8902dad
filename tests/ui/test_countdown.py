from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from healthdesk.ui.countdown import Countdown


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Listening:
    def __init__(self, countdown: Countdown) -> None:
        self.said: list[str] = []
        self.finished = 0
        countdown.said.connect(self.said.append)
        countdown.finished.connect(self._finish)

    def _finish(self) -> None:
        self.finished += 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def countdown(qtbot: QtBot, clock: Clock) -> Iterator[Countdown]:
    made = Countdown(clock)
    qtbot.addWidget(made)
    yield made
    made.stop()


def go_on(countdown: Countdown, clock: Clock, seconds: float) -> None:
    clock.now += seconds
    countdown.tick()


def test_it_shows_and_tells_minutes_and_the_end(countdown, clock):
    heard = Listening(countdown)
    countdown.start(300)
    assert countdown.digits.text() == "5:00"
    go_on(countdown, clock, 1)
    assert countdown.digits.text() == "4:59"
    go_on(countdown, clock, 59)
    assert countdown.digits.text() == "4:00"
    for _ in range(239):
        go_on(countdown, clock, 1)
    assert (countdown.digits.text(), heard.finished) == ("0:01", 0)
    go_on(countdown, clock, 1)
    assert heard.finished == 1
    assert heard.said == [
        "5 minutes left", "4 minutes left", "3 minutes left", "2 minutes left", "1 minute left",
    ]  # fmt: skip
    assert not countdown.is_running


def test_a_late_look_loses_no_time(countdown, clock):
    heard = Listening(countdown)
    countdown.start(60)
    go_on(countdown, clock, 61.5)
    assert heard.finished == 1


def test_a_pause_stands_still_and_sleeps(countdown, clock):
    heard = Listening(countdown)
    countdown.start(60)
    go_on(countdown, clock, 20)
    countdown.pause()
    assert not any(timer.isActive() for timer in countdown.findChildren(QTimer))
    clock.now += 500
    countdown.tick()
    assert (countdown.left, heard.finished) == (40, 0)
    countdown.go_on()
    assert countdown.digits.text() == "0:40"
    go_on(countdown, clock, 40)
    assert heard.finished == 1
    assert heard.said == ["1 minute left", "Paused"]


def test_skipping_ends_it_once(countdown, clock):
    heard = Listening(countdown)
    countdown.start(60)
    countdown.skip()
    countdown.skip()
    go_on(countdown, clock, 100)
    assert heard.finished == 1


def test_a_pause_can_be_skipped_too(countdown):
    heard = Listening(countdown)
    countdown.start(60)
    countdown.pause()
    countdown.skip()
    assert heard.finished == 1


def test_it_wakes_once_a_second_and_not_at_all_afterwards(countdown, clock):
    countdown.start(60)
    (timer,) = countdown.findChildren(QTimer)
    assert 900 <= timer.interval() <= 1000
    go_on(countdown, clock, 0.4)
    assert 500 <= timer.interval() <= 700
    countdown.stop()
    assert not timer.isActive()


def test_seconds_are_told_where_it_is_no_whole_minute(countdown):
    heard = Listening(countdown)
    countdown.start(30)
    assert heard.said == ["30 seconds left"]
