"""Quiet hours as two times, and trying every way to remind."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk.services.notify import REPLIES, Notice, NotTold, Reply
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.texts import Format
from healthdesk.ui.panels.settings import SettingsPanel
from healthdesk.ui.quiet_hours import QuietHours
from tests.opened import empty_database
from tests.ui.furnished import Furnished, opened

__all__ = ["empty_database"]


class Way:
    """A way to tell that works, or says why not."""

    slow = False

    def __init__(self, channel: str, code: str | None, *, replies: bool = False) -> None:
        self.channel, self._code, self._replies = channel, code, replies

    def trouble(self) -> str | None:
        return None

    def heard(self) -> Collection[Reply]:
        return REPLIES if self._replies else ()

    def send(self, notice: Notice) -> None:
        if self._code is not None:
            raise NotTold(self._code)

    def withdraw(self, closed: object) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def place(qapp: QApplication, empty_database: Path, tmp_path: Path) -> Iterator[Furnished]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(empty_database, folder / "healthdesk.db")
    with opened(qapp, folder) as place:
        yield place


def settings_page(place: Furnished) -> SettingsPanel:
    page = place.window.show_page("settings")
    assert isinstance(page, SettingsPanel)
    place.settle()
    return page


def test_stored_hours_are_shown_as_times(qtbot: QtBot):
    hours = QuietHours(Format())
    qtbot.addWidget(hours)
    hours.show_value("21:30-06:15")
    assert hours.on.isChecked()
    assert (hours.begin.time(), hours.end.time()) == (QTime(21, 30), QTime(6, 15))
    hours.show_value("")
    assert (hours.on.isChecked(), hours.begin.isEnabled()) == (False, False)
    assert hours.value() == ""


def test_hours_are_kept_as_they_are_chosen(place: Furnished):
    page = settings_page(place)
    hours = page.rows["reminders.quiet"].control
    assert isinstance(hours, QuietHours)
    hours.on.click()
    place.settle()
    assert place.app.settings.text("reminders.quiet") == "22:00-07:00"
    hours.end.setTime(QTime(8, 30))
    place.settle()
    assert place.app.settings.text("reminders.quiet") == "22:00-08:30"
    hours.on.click()
    place.settle()
    assert place.app.settings.text("reminders.quiet") == ""


def test_trial_tells_which_ways_work(place: Furnished):
    app = place.app
    ways = [
        Way("desktop", None, replies=True),
        Way("tray", "no-tray"),
        Way("service-1", None),
    ]
    app.reminder_trigger = ReminderTrigger(app.db, app.occurrences, ways)
    trial = settings_page(place).trial
    trial.button.click()
    place.settle()
    assert trial.said.text().split("\n") == [
        "Desktop notification: works, and can be answered there",
        "Tray: This desktop has no tray, so nothing can be told there.",
        "Notification service 1: works",
    ]
    assert trial.button.isEnabled()


def test_trial_says_that_no_way_works_and_nothing_is_lost(place: Furnished):
    app = place.app
    way = Way("desktop", "no-notification-service")
    app.reminder_trigger = ReminderTrigger(app.db, app.occurrences, [way])
    trial = settings_page(place).trial
    trial.button.click()
    place.settle()
    assert trial.said.text().endswith("What is due waits in the inbox.")
    assert trial.said.property("tone") == "warn"
