"""Notices through desktop-notifier: its Linux side stands in for the systems it is used on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.services.notify import Notice, NotTold, Replies
from healthdesk.services.notify_native import NativeDesktop
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from tests.e2e.desktop import wait_for
from tests.notification_service import Service, session_bus
from tests.services.test_reminders import Clock


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[NativeDesktop, str]]:
    desktop = NativeDesktop()
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield desktop, address
        if "_center" in vars(desktop):
            # The library never lets go of its bus.
            bus = desktop._center._backend.bus
            desktop._loop.call_soon_threadsafe(bus.disconnect)
            asyncio.run_coroutine_threadsafe(bus.wait_for_disconnect(), desktop._loop).result(10)
    desktop.close()


def test_a_notice_arrives_and_its_buttons_do_what_they_say(app: App, desktop):
    way, address = desktop
    clock = Clock("2026-09-01 12:00")
    person = app.journal.default_person(OWNER)
    draft = ReminderDraft("0 9 * * *", "Weigh", zone="UTC")
    Reminders(app.db, app.bus, app.settings, clock).add(OWNER, person.id, draft)
    clock.set("2026-09-02 11:00")
    occurrences = Occurrences(app.db, app.bus, app.settings, clock)
    trigger = ReminderTrigger(app.db, occurrences, [way], clock=clock)
    with Service.on(address, "body", "actions") as service:
        trigger.listen(Replies(OWNER, occurrences))
        trigger.run(OWNER)
        shown = service.shown()
        assert (shown.title, shown.actions["skip"]) == ("Weigh", "Skip")
        service.press(shown.number, "skip")
        wait_for("the answer", lambda: occurrences.inbox(OWNER) == ())
    kinds = [one.kind for one in occurrences.history(OWNER, 1)]
    assert kinds == ["due", "sent", "skipped"]


def test_what_did_not_arrive_is_not_told_as_if_it_had(desktop):
    way, address = desktop
    with Service.on(address, "body", "actions") as service:
        way.send(Notice("Well", ""))
        service.shown()
    with pytest.raises(NotTold, match="notification-service-gone"):
        way.send(Notice("Not well", ""))
