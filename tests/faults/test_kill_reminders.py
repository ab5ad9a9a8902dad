"""A process killed while it tells ten thousand reminders: the rest follows, none is told twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.services.occurrences import CLAIM_MS, Occurrences
from healthdesk.services.reminder_trigger import ReminderTrigger
from healthdesk.services.reminders import Reminders
from tests.opened import ask, child, open_folder

MANY = 10_000
DUE = 1_788_000_000_000
# Tells each reminder on its own, writes down that it did before it says so, and is killed at
# some moment.
TELLS = """
import json, os, sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.services.occurrences import Claim, Occurrences
from tests.opened import open_folder

app = open_folder(Path(sys.argv[1]))
now = int(sys.argv[3])
book = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
service = Occurrences(app.db, app.bus, app.settings, lambda: now)
look = service.look(OWNER, ["desktop"])
for claim in look.claims:
    for start in range(0, len(claim.deliveries), 50):
        some = claim.deliveries[start : start + 50]
        os.write(book, (json.dumps([one.id for _, _, one in some]) + "\\n").encode())
        service.told(OWNER, Claim(claim.channel, some))
        print("told", flush=True)
print("end", flush=True)
"""


@pytest.fixture
def due(app: App, me: Person) -> App:
    """So many reminders, all due at once."""
    before = DUE - 1000
    draft = ReminderDraft("* * * * *", "Weigh yourself", zone="UTC")
    Reminders(app.db, app.bus, app.settings, lambda: before).add(OWNER, me.id, draft)
    with app.db.transaction("test") as tx:
        tx.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO health_reminder(uid, person_id, cron_expr, timezone, message, active,"
            " next_run_at, created_at, updated_at) SELECT randomblob(16), person_id, cron_expr,"
            " timezone, message, 1, next_run_at, 0, 0 FROM health_reminder, n",
            (MANY,),
        )
    app.close()
    return app


def written(book: Path) -> list[int]:
    """Whole lines of what was told; the last may be cut."""
    lines = book.read_text().split("\n")[:-1] if book.exists() else []
    return [id_ for line in lines for id_ in json.loads(line)]


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 40, 120])
def test_the_rest_follows_and_none_is_told_twice(due: App, tmp_path: Path, after: int):
    book = tmp_path / "told"
    with child(TELLS, due.paths.data, book, DUE) as process:
        for _ in range(after):
            assert ask(process) == "told"
        process.kill()
        process.communicate()
    told = written(book)
    assert after * 50 <= len(told) < MANY
    # The same due time again, and once more when the claims have run out.
    for now in (DUE, DUE + CLAIM_MS + 1):
        with child(TELLS, due.paths.data, book, now) as process:
            while ask(process) != "end":
                pass
    every = written(book)
    assert len(every) == len(set(every))
    app = open_folder(due.paths.data)
    try:
        inbox = Occurrences(app.db, app.bus, app.settings, lambda: DUE + CLAIM_MS + 1).inbox(OWNER)
        first = [one for one in inbox if one.occurrence.due_at == DUE]
        assert len({one.occurrence.reminder.id for one in inbox}) == MANY
        sent = {one.occurrence.id for one in inbox if one.occurrence.state == "sent"}
        uncertain = {one.occurrence.id for one in inbox if one.uncertain}
        assert sent | uncertain == {one.occurrence.id for one in inbox}
        assert first
        assert not sent & uncertain
    finally:
        app.close()


@pytest.mark.slow
def test_a_trigger_killed_between_claim_and_notice_is_told_as_uncertain(due: App, tmp_path: Path):
    program = TELLS.replace("for claim in look.claims", "os.kill(os.getpid(), 9)\nfor claim in ()")
    with child(program, due.paths.data, tmp_path / "told", DUE) as process:
        process.communicate()
        assert process.returncode == -9
    app = open_folder(due.paths.data)
    try:
        later = DUE + CLAIM_MS - 1000
        occurrences = Occurrences(app.db, app.bus, app.settings, lambda: later)
        trigger = ReminderTrigger(app.db, occurrences, [], clock=lambda: later)
        trigger.run(OWNER)
        assert not any(one.uncertain for one in occurrences.inbox(OWNER))
        later = DUE + CLAIM_MS
        trigger.run(OWNER)
        inbox = occurrences.inbox(OWNER)
        assert sum(one.uncertain for one in inbox) == MANY
    finally:
        app.close()
