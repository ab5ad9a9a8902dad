"""What a person writes down is kept, found, changed and taken back."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person
from tests.opened import verified, weight


def test_reading_added_is_found_with_what_was_given(app: App, me: Person):
    outcome = app.journal.add(
        OWNER, [weight(178, unit="lb", note="after run", tags=("run",))], me.id
    )
    stored = app.journal.get(OWNER, outcome.records[0].uid)
    assert (stored.value, stored.unit, stored.note, stored.tags) == (
        178,
        "lb",
        "after run",
        ("run",),
    )
    assert stored.canonical == pytest.approx(80.739, abs=0.001)
    verified(app)
