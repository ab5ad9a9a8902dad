"""Reminders of the real window: they come up on the desktop and are answered there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.services.reminders import Reminders
from tests.e2e.desktop import Desktop, run_command, wait_for
from tests.notification_service import Service
from tests.opened import open_folder

ABILITIES = ("body", "actions")
DAY_MS = 86_400_000


@pytest.fixture
def service(desktop: Desktop) -> Iterator[Service]:
    with Service.on(desktop.variables["DBUS_SESSION_BUS_ADDRESS"], *ABILITIES) as found:
        yield found


def remind(folder: Path, **fields: Any) -> None:
    """Sets a reminder that was due this noon (UTC), or yesterday's before noon."""
    app = open_folder(folder)
    try:
        yesterday = round(dt.datetime.now(dt.UTC).timestamp() * 1000) - DAY_MS
        service = Reminders(app.db, app.bus, app.settings, lambda: yesterday)
        person = app.journal.default_person(OWNER)
        draft = ReminderDraft(
            **{"cron": "0 12 * * *", "message": "Weigh yourself", "zone": "UTC", **fields}
        )
        service.add(OWNER, person.id, draft)
    finally:
        app.close()


def waiting(folder: Path) -> list[Any]:
    """The inbox, as another process reads it that has no desktop."""
    found: list[Any] = run_command(folder, "reminders", "inbox")["data"]
    return found


def test_a_notice_comes_up_and_done_is_done(start, data_dir, service):
    remind(data_dir)
    program = start()
    shown = service.shown()
    assert (shown.title, shown.actions["done"]) == ("Weigh yourself", "Done")
    wait_for("the record of it", lambda: waiting(data_dir)[0]["state"] == "sent")
    service.press(shown.number, "done")
    wait_for("the answer", lambda: not waiting(data_dir))
    assert program.quit() == 0


def test_a_notice_of_a_window_that_was_closed_is_answered_to_the_next(start, data_dir, service):
    remind(data_dir)
    first = start()
    number = service.shown().number
    wait_for("the record of it", lambda: waiting(data_dir)[0]["state"] == "sent")
    assert first.quit() == 0
    start()

    def answered() -> bool:
        # The window listens a moment after it is painted.
        service.press(number, "skip")
        return not waiting(data_dir)

    wait_for("the answer", answered)


def test_enter_value_brings_the_window_with_the_line_begun(start, data_dir, service, desktop):
    remind(data_dir, asks="value", type="weight")
    program = start()
    shown = service.shown()
    service.press(shown.number, "value")
    program.shows(r"Weight", focused="Quick entry")
    desktop.enter("81.4")
    (record,) = wait_for("the reading", program.readings)
    assert (record["type"], record["value"]) == ("weight", 81.4)


def test_a_timer_without_a_desktop_leaves_it_to_the_window(start, data_dir, service):
    remind(data_dir)
    assert run_command(data_dir, "reminders", "trigger")["processed"] == 1
    assert waiting(data_dir)[0]["deliveries"] == []
    start()
    assert service.shown().title == "Weigh yourself"
    wait_for("the record of it", lambda: waiting(data_dir)[0]["state"] == "sent")
