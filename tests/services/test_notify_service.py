"""Notices to web services, on a server of the test's: they arrive whole, are tried again where
they did not, and nothing of them is logged."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.logs import configure, release
from healthdesk.services.notify import Notice, NotTold
from healthdesk.services.notify_service import WebService, as_apprise, services
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from tests.services.test_reminders import Clock

UNSEEN = "not-for-logs"


class Hook(ThreadingHTTPServer):
    """Keeps what it is sent; answers with `status`."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200

        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                hook.got.append((self.path, json.loads(self.rfile.read(length))))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """The test looks at what came."""

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?token={UNSEEN}"


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def due(app: App, clock: Clock) -> Occurrences:
    """One reminder, that is due."""
    person = app.journal.default_person(OWNER)
    draft = ReminderDraft("0 9 * * *", "-Weigh {{app_id}} <b>", zone="UTC")
    Reminders(app.db, app.bus, app.settings, clock).add(OWNER, person.id, draft)
    clock.set("2026-09-02 11:00")
    return Occurrences(app.db, app.bus, app.settings, clock)


def test_a_plain_web_address_gets_json_with_its_own_parameters(app, due, clock, hook):
    trigger = ReminderTrigger(app.db, due, services(hook.address), clock=clock)
    trigger.run(OWNER)
    ((path, told),) = hook.got
    assert path == f"/hook?token={UNSEEN}"
    assert told["message"] == "-Weigh {{app_id}} <b>"
    assert due.inbox(OWNER)[0].occurrence.state == "sent"


def test_each_address_has_its_own_tries(app, due, clock, hook):
    trigger = ReminderTrigger(
        app.db, due, services(f"{hook.address} http://127.0.0.1:1/"), clock=clock
    )
    trigger.run(OWNER)
    clock.now += 60_000
    trigger.run(OWNER)
    states = {one.channel: (one.state, one.attempts) for one in due.inbox(OWNER)[0].deliveries}
    assert states == {"service": ("sent", 1), "service-2": ("waiting", 2)}
    assert len(hook.got) == 1


def test_a_refusal_is_tried_again_and_then_arrives_once(app, due, clock, hook):
    hook.status = 503
    trigger = ReminderTrigger(app.db, due, services(hook.address), clock=clock)
    trigger.run(OWNER)
    hook.status = 200
    assert due.next_wake(OWNER, ["service"]) == clock.now + 60_000
    assert due.next_wake(OWNER, ["desktop"]) <= clock.now
    for _ in range(3):
        clock.now += 60_000
        trigger.run(OWNER)
    assert len(hook.got) == 2
    assert due.inbox(OWNER)[0].occurrence.state == "sent"


def test_what_was_answered_meanwhile_is_tried_no_more(app, due, clock, hook):
    hook.status = 503
    trigger = ReminderTrigger(app.db, due, services(hook.address), clock=clock)
    trigger.run(OWNER)
    due.answer(OWNER, [due.inbox(OWNER)[0].occurrence.id], "done")
    clock.now += 60_000
    trigger.run(OWNER)
    assert len(hook.got) == 1
    wake = due.next_wake(OWNER, ["service"])
    assert wake is not None
    assert wake > clock.now


def test_an_address_that_means_nothing_is_not_tried_again():
    with pytest.raises(NotTold, match="service-address") as raised:
        WebService("nowhere://at-all").send(Notice("Weigh", ""))
    assert not raised.value.again


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://example.org/a/b", "jsons://example.org/a/b?cto=5&rto=10"),
        (
            "http://me:pw@example.org:8/x?a=b%26c&d=",
            "json://me:pw@example.org:8/x?-a=b%26c&-d=&cto=5&rto=10",
        ),
        ("ntfy://topic", "ntfy://topic?cto=5&rto=10"),
        ("ntfy://host/topic?priority=high", "ntfy://host/topic?priority=high&cto=5&rto=10"),
    ],
)
def test_what_an_address_means(address, meant):
    assert as_apprise(address) == meant


def test_neither_address_nor_text_is_logged(app, due, clock, hook):
    hook.status = 500
    handler = configure(app.paths, "debug", "cli")
    try:
        ReminderTrigger(
            app.db, due, services(f"{hook.address} nowhere://{UNSEEN}"), clock=clock
        ).run(OWNER)
        logging.getLogger("healthdesk.notify").debug("the end")
    finally:
        release(handler)
    text = "".join(file.read_text() for file in Path(app.paths.logs).glob("*.log"))
    assert "a notice did not arrive" in text
    assert "Weigh" not in text
    assert UNSEEN not in text
