"""Pages of readings of several types and persons, merged from what each has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person, Record, RecordQuery
from healthdesk.storage import imports, record_queries, records, rollups
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


@pytest.fixture
def of_watches(app: App, me: Person) -> App:
    """Readings of three types, some with a note that names a watch, some of one."""
    notes = ("", "", "lost my watch", "walked", "")
    drafts = [
        Draft(
            SLUGS[n % 3], 60.0, app.db.types[SLUGS[n % 3]].unit, NEW_YEAR + n, 0, note=notes[n % 5]
        )
        for n in range(40)
    ]
    app.journal.add(OWNER, drafts, me.id)
    with app.db.transaction("source") as tx:
        watch = records.source_id(tx, "Jane's Watch")
        tx.execute("UPDATE health_record SET source_id=? WHERE id % 4 = 0", (watch,))
        rollups.rebuild(tx.raw, app.db.types)
    return app


@pytest.mark.parametrize(
    ("search", "sources"),
    [
        ("watch", ()),
        ("jane watch", ()),
        ("walked jane", ()),
        ("watch manual", ()),
        ("watch", ("manual",)),
        ("watch", ("Jane's Watch",)),
        ("watch", ("nobody",)),
        ("", ("Jane's Watch",)),
        ("", ("nobody", "manual")),
        ("nowhere", ()),
    ],
)
@pytest.mark.parametrize("series_max", [200, 2])
def test_a_search_finds_words_of_sources_and_of_notes_once_each(
    of_watches: App,
    monkeypatch: pytest.MonkeyPatch,
    search: str,
    sources: tuple[str, ...],
    series_max: int,
):
    monkeypatch.setattr(record_queries, "SERIES_MAX", series_max)
    types = of_watches.db.types
    with of_watches.db.reading() as connection:
        expected = [
            one
            for one in records.page(connection, types, RecordQuery(), 0, 0)
            if (not sources or one.source in sources)
            and all(word in f"{one.note} {one.source}".lower() for word in search.split())
        ]
        asked = RecordQuery(search=search, sources=sources)
        assert record_queries.count(connection, types, asked) == len(expected)
        for limit in (1, 7):
            for offset in range(len(expected) + 2):
                page = records.page(connection, types, asked, offset, limit)
                assert page == expected[offset : offset + limit]


def test_texts_are_searched_once_for_all_series(of_watches: App):
    """Else a word that a source has in its name is looked for in all notes by each series."""
    asked = RecordQuery(search="watch")
    with of_watches.db.reading() as connection:
        sql, parameters = record_queries.ids(connection, of_watches.db.types, asked)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    series = "ix_health_record_live (person_id=? AND type_id=?)"
    assert sum(series in step for step in plan) == len(SLUGS), plan
    # Once for which they are, once for whether each of them has all the words.
    assert sum("health_text" in step for step in plan) == 2, plan
    assert "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)" in plan, plan


def test_series_without_a_reading_of_the_source_are_not_gone_through(of_watches: App):
    asked = RecordQuery(types=SLUGS[:2], sources=("Jane's Watch",))
    with of_watches.db.transaction("source") as tx:
        steps = of_watches.db.types["steps"].id
        tx.execute("UPDATE health_record SET source_id=1 WHERE type_id=?", (steps,))
        rollups.rebuild(tx.raw, of_watches.db.types)
    with of_watches.db.reading() as connection:
        sql, parameters = record_queries.ids(connection, of_watches.db.types, asked)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert sum("ix_health_record_live" in step for step in plan) == 1, plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan


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


@pytest.mark.parametrize("share", [2, 5])
@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_of_an_import_follow_one_another(of_watches: App, share: int, *, newest_first: bool):
    """Of one that brought most of all, and of one that brought little."""
    app = of_watches
    with app.db.transaction("import") as tx:
        batch = imports.begin(tx, 1)
        tx.execute(f"UPDATE health_record SET import_id=? WHERE id % {share} <> 1", (batch,))
        imports.finish(tx, batch, 40 - 40 // share if share == 5 else 20)
    asked = RecordQuery(import_id=batch, newest_first=newest_first)
    with app.db.reading() as connection:
        everything = records.page(
            connection, app.db.types, RecordQuery(newest_first=newest_first), 0, 0
        )
        for one in (asked, replace(asked, types=SLUGS[:1]), replace(asked, search="watch")):
            expected = [
                each
                for each in everything
                if each.import_id == batch
                and (not one.types or each.type in one.types)
                and (not one.search or "atch" in each.note + each.source)
            ]
            assert 2 < len(expected) < len(everything)
            assert record_queries.count(connection, app.db.types, one) == len(expected)
            pages = [
                each
                for offset in range(0, len(expected) + 3, 3)
                for each in records.page(connection, app.db.types, one, offset, 3)
            ]
            assert pages == expected
        nothing = RecordQuery(import_id=batch + 1)
        assert records.page(connection, app.db.types, nothing, 0, 10) == []
