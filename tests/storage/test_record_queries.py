"""Pages of readings of several types and persons, merged from what each has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person, Record, RecordQuery
from healthdesk.storage import record_queries, records
from tests.filled import fill
from tests.opened import DAY, NEW_YEAR, query, weight

SLUGS = ("weight", "steps", "heart-rate")
# From the far west to the far east, where local days are apart the most.
OFFSETS = (-720, 0, 330, 840)
EVERYTHING = RecordQuery(newest_first=False)

readings = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(SLUGS), st.integers(0, 40), st.sampled_from(OFFSETS)
    ),
    max_size=30,
)


def stored(app: App, drawn: Sequence[tuple[int, str, int, int]]) -> list[Record]:
    """All readings there are, in the order of time; some at the same instant."""
    with app.db.transaction("purge") as tx:
        tx.execute("DELETE FROM health_record")
        tx.execute("DELETE FROM health_day")
    people = [person.id for person in app.journal.persons(OWNER)]
    for person, slug, quarter, offset in drawn:
        at = NEW_YEAR + quarter * DAY // 4
        app.journal.add(
            OWNER, [Draft(slug, 60.0, app.db.types[slug].unit, at, offset)], people[person]
        )
    with app.db.reading() as connection:
        where, parameters = record_queries.where(connection, app.db.types, EVERYTHING)
        sql = f"SELECT r.id FROM health_record r{where} ORDER BY r.recorded_at, r.id"
        ids = [id_ for (id_,) in connection.execute(sql, parameters)]
        return records.find(connection, app.db.types, ids)


@pytest.mark.parametrize("far", [1, 5, 10_000])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    drawn=readings,
    people=st.sampled_from([(), (0,), (0, 1)]),
    slugs=st.sampled_from([(), SLUGS[:1], SLUGS[:2]]),
    newest_first=st.booleans(),
    limit=st.integers(1, 7),
)
def test_pages_together_are_all_readings_in_order(
    app: App, far: int, drawn, people, slugs, newest_first: bool, limit: int
):
    while len(everybody := app.journal.persons(OWNER)) < 2:
        app.journal.add_person(OWNER, f"Person {len(everybody)}")
    chosen = tuple(everybody[number].id for number in people)
    expected = [
        one
        for one in stored(app, drawn)
        if (not chosen or one.person_id in chosen) and (not slugs or one.type in slugs)
    ]
    if newest_first:
        expected.reverse()
    asked = RecordQuery(person_ids=chosen, types=slugs, newest_first=newest_first)
    with pytest.MonkeyPatch.context() as patch, app.db.reading() as connection:
        patch.setattr(record_queries, "FAR", far)
        for offset in range(0, len(expected) + limit, limit):
            page = records.page(connection, app.db.types, asked, offset, limit)
            assert page == expected[offset : offset + limit], offset


def test_pages_of_one_source_follow_one_another(app: App):
    fill(app)
    asked = RecordQuery(sources=("manual",))
    with app.db.reading() as connection:
        everything = records.page(connection, app.db.types, RecordQuery(), 0, 0)
        expected = [one for one in everything if one.source == "manual"]
        assert 2 < len(expected) < len(everything)
        pages = [
            one
            for offset in range(len(expected))
            for one in records.page(connection, app.db.types, asked, offset, 1)
        ]
    assert pages == expected


def test_a_page_of_all_types_is_merged_from_the_index_of_each(app: App, me: Person):
    """Else all readings of a person are sorted for the newest few."""
    app.journal.add(OWNER, [weight(80, NEW_YEAR), Draft("steps", 100, "steps", NEW_YEAR, 0)], me.id)
    asked = RecordQuery(person_ids=(me.id,))
    with app.db.reading() as connection:
        sql, parameters = record_queries.ids(connection, app.db.types, asked)
    plan = [row[3] for row in query(app.db, f"EXPLAIN QUERY PLAN {sql}", *parameters)]
    assert plan.count("USE TEMP B-TREE FOR LAST TERM OF ORDER BY") == 2
    assert sum("ix_health_record_live (person_id=? AND type_id=?)" in step for step in plan) == 2
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_words_of_no_source_are_found_by_the_text_index(app: App):
    """Else all readings are gone through for the few that have them."""
    fill(app)
    asked = RecordQuery(search="breakfast")
    with app.db.reading() as connection:
        where, parameters = record_queries.where(connection, app.db.types, asked)
    sql = f"EXPLAIN QUERY PLAN SELECT r.id FROM health_record r{where}"
    plan = [row[3] for row in query(app.db, sql, *parameters)]
    assert "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)" in plan, plan
