"""Switched off while `serve` runs: it says so, tells no reminder, and goes on afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.times import HOUR_MS
from healthdesk.services.reminders import Reminders
from healthdesk.services.writing import wall_clock
from tests.monitoring.conftest import Served, ask, until
from tests.opened import open_folder, query

READING = {"type": "weight", "value": 80}
FLAGS = "/api/feature-flags/health"


def remind_two_hours_ago(folder: Path) -> None:
    app = open_folder(folder)
    try:
        then = wall_clock() - 2 * HOUR_MS
        reminders = Reminders(app.db, app.bus, app.settings, lambda: then)
        draft = ReminderDraft(cron="@hourly", message="Weigh", zone="UTC")
        reminders.add(OWNER, app.journal.default_person(OWNER).id, draft)
    finally:
        app.close()


def told_at(folder: Path) -> list[int]:
    app = open_folder(folder)
    try:
        return [row[0] for row in query(app.db, "SELECT updated_at FROM health_occurrence")]
    finally:
        app.close()


def decided(served: Served) -> object:
    return json.loads(ask(served.url, "GET", FLAGS)[1])


def looked_again(served: Served) -> None:
    """Wait until it has heard of all that was written: each of its looks at what others did
    begins by writing down what was counted, of a request in two lines."""
    log = served.folder / "metrics" / "counts.log"

    def looks() -> int:
        decided(served)
        return sum(FLAGS in line for line in log.read_text("utf-8").splitlines())

    before = looks()
    until(lambda: looks() > before + 8, "four looks of serve")


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.timeout(120)
def test_it_rests_and_nothing_is_lost(served: Served):
    assert served.post("/api/health/records", READING) == 201
    config = served.folder / "config.toml"
    config.write_text("[rollout]\nENABLE_HEALTH_MGMT = false\n", "utf-8")
    until(lambda: decided(served) == {"enabled": False, "reason": "off"}, "it is off")
    assert served.post("/api/health/records", READING) == 503
    remind_two_hours_ago(served.folder)
    looked_again(served)
    assert told_at(served.folder) == []
    let_in_at = wall_clock()
    config.write_text("", "utf-8")
    until(lambda: told_at(served.folder), "the reminder is told")
    assert min(told_at(served.folder)) >= let_in_at
    assert served.post("/api/health/records", READING) == 201
