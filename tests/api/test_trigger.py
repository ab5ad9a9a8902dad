"""Many triggers at once, of two processes: a due time is processed once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.reminders import ReminderDraft
from tests.api.processes import serving
from tests.opened import open_folder

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - of the tests
TRIGGER = "/api/health/reminders/trigger"


def due(folder: Path) -> int:
    """A reminder that came due a minute ago; its id."""
    app = open_folder(folder)
    try:
        person = app.journal.default_person(OWNER)
        draft = ReminderDraft("0 0 1 1 *", "Measure")
        reminder = app.reminders.add(OWNER, person.id, draft).reminder
        with app.db.transaction("due") as tx:
            past = time.time_ns() // 1_000_000 - 60_000
            tx.execute("UPDATE health_reminder SET next_run_at=?", (past,))
        return reminder.id
    finally:
        app.close()


@pytest.mark.e2e
def test_a_due_time_is_processed_once(data_dir: Path):
    reminder = due(data_dir)
    environ = {"HEALTH_REMINDER_CRON_SECRET": SECRET, "HEALTHDESK_API_RATE_LIMIT": "0"}
    with (
        serving(data_dir, "--no-scheduler", **environ) as one,
        serving(data_dir, "--no-scheduler", **environ) as other,
        ThreadPoolExecutor(8) as callers,
    ):
        answers = list(
            callers.map(
                lambda n: (one, other)[n % 2].ask(
                    "POST", TRIGGER, Authorization=f"Bearer {SECRET}"
                ),
                range(16),
            )
        )
    assert {status for status, _ in answers} == {200}
    assert sum(document["processed"] for _, document in answers) == 1
    (done,) = [d for _, document in answers for d in document["details"]["successful"]]
    assert (done["id"], done["health_type"]) == (reminder, None)
