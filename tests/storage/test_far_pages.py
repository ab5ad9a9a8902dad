"""Reads that stay quick however many readings there are."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.storage import figures, record_queries
from tests.opened import DAY, HOUR, NEW_YEAR, query, weight

READINGS = 13


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("slugs", [(), ("weight",)])
def test_far_page_is_the_same_from_whichever_end_it_is_reached(
    app: App,
    me: Person,
    monkeypatch: pytest.MonkeyPatch,
    newest_first: bool,
    slugs: tuple[str, ...],
):
    # Some at the same instant, which only their ids tell apart.
    drafts = [weight(70 + n, NEW_YEAR + n // 3 * HOUR) for n in range(READINGS)]
    app.journal.add(OWNER, drafts, me.id)
    asked = RecordQuery(person_ids=(me.id,), types=slugs, newest_first=newest_first)
    everything = app.journal.slice(OWNER, asked, 0, 0)
    monkeypatch.setattr(record_queries, "FAR", 1)
    for offset in range(READINGS + 2):
        for limit in (1, 4, READINGS + 5):
            page = app.journal.slice(OWNER, asked, offset, limit)
            assert list(page) == list(everything[offset : offset + limit]), (offset, limit)


def test_newest_reading_of_a_type_is_found_in_the_index_of_types(app: App, me: Person):
    app.journal.add(OWNER, [weight(80, NEW_YEAR), weight(81, NEW_YEAR + DAY)], me.id)
    app.journal.add(OWNER, [weight(82, NEW_YEAR + DAY), weight(83, NEW_YEAR + 5 * DAY)], me.id)
    day = NEW_YEAR // DAY
    with app.db.reading() as connection:
        found = figures.latest(connection, me.id, app.db.types["weight"], day, day + 3)
    assert found[0] == 82  # the later stored one of two at that instant
    plan = query(app.db, f"EXPLAIN QUERY PLAN {figures._LATEST}", 1, 1, 0, 1, 0, 1)
    assert any("ix_health_record_live (person_id=? AND type_id=?" in row[3] for row in plan)


def test_readings_of_a_rare_type_are_found_in_the_index_of_types(app: App, me: Person):
    """Else all readings of a person are walked through for the few of the type."""
    asked = RecordQuery(person_ids=(me.id,), types=("weight",))
    where, parameters = record_queries.where(app.db._writer, app.db.types, asked)
    for order in ("ASC", "DESC"):
        plan = query(
            app.db,
            f"EXPLAIN QUERY PLAN SELECT r.id FROM health_record r{where}"
            f" ORDER BY r.recorded_at {order}, r.id {order} LIMIT 200",
            *parameters,
        )
        assert any("ix_health_record_live (person_id=? AND type_id=?" in row[3] for row in plan)
