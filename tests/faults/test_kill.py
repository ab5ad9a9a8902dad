"""A process killed at any moment loses nothing it said was stored.

`HEALTHDESK_SOAK=1` kills 200 times instead of 20.
"""

from __future__ import annotations

import os
import random

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import Person, RecordQuery
from tests.opened import ask, child, open_folder, verified

# Adds, edits and deletes; tells what was acknowledged only after it was.
WRITES = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.identity import uid_text
from tests.opened import HOUR, NEW_YEAR, open_folder, steps, weight

app = open_folder(Path(sys.argv[1]))
me = app.journal.default_person(OWNER)
n = 0
while True:
    at = NEW_YEAR + n * 60_000
    draft = weight(80 + n % 10, at) if n % 3 else steps(n, at, at + HOUR)
    (record,) = app.journal.add(OWNER, [draft], me.id).records
    print(uid_text(record.uid), flush=True)
    if n % 5 == 0:
        app.journal.edit(OWNER, record.id, {"note": "mended"})
    n += 1
"""
KILLS = 200 if os.environ.get("HEALTHDESK_SOAK") else 20


@pytest.mark.slow
@pytest.mark.timeout(30 + 5 * KILLS)
def test_no_acknowledged_reading_is_lost_however_often_the_process_is_killed(app: App, me: Person):
    app.close()
    chance = random.Random(7)  # noqa: S311 - the same moments on every run
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        with child(WRITES, app.paths.data) as process:
            told = [ask(process) for _ in range(chance.randrange(1, 25))]
            process.kill()
            rest, _ = process.communicate()
            # The last line may be cut; what was told whole was stored.
            told += [line for line in rest.splitlines() if len(line) == 36]
        acknowledged.update(told)
        if kill % 5 == 4 or kill == KILLS - 1:
            stored(app, acknowledged)


def stored(app: App, acknowledged: set[str]) -> None:
    again = open_folder(app.paths.data)
    try:
        verified(again)
        found = {uid_text(record.uid) for record in again.journal.slice(OWNER, RecordQuery(), 0, 0)}
        assert acknowledged <= found
        # At most one a kill was stored without having been told.
        assert len(found) <= len(acknowledged) + KILLS
    finally:
        again.close()
