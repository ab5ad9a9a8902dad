"""All readings of a query one after the other, in stretches that change nothing."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.exchange.csv_file import plain_row
from healthdesk.storage import record_queries, records
from healthdesk.storage.database import Connection
from tests.filled import fill
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, query, weight

BEN = 2
QUERIES = (
    RecordQuery(),
    RecordQuery(with_deleted=True),
    RecordQuery(deleted=True),
    RecordQuery(person_ids=(BEN,)),
    RecordQuery(types=("weight", "steps")),
    RecordQuery(person_ids=(1,), types=("weight",), day_from=NEW_YEAR_DAY + 1),
    RecordQuery(day_to=NEW_YEAR_DAY),
    RecordQuery(search="breakfast"),
    RecordQuery(start=NEW_YEAR + 8 * HOUR, end=NEW_YEAR + 9 * HOUR),
)


@pytest.fixture
def filled(app: App) -> App:
    """Two persons; also readings around midnight far from Greenwich, and of one instant."""
    me, ben = fill(app)
    assert ben == BEN
    around = [
        weight(70 + n, NEW_YEAR + day * DAY + n * HOUR, offset=offset)
        for n, (day, offset) in enumerate([(-400, 840), (-1, -720), (0, 840), (1, -720), (900, 0)])
    ]
    app.journal.add(OWNER, [*around, weight(90, NEW_YEAR), weight(91, NEW_YEAR)], me)
    return app


def in_order(connection: Connection, app: App, asked: RecordQuery) -> list[Record]:
    page = records.page(connection, app.db.types, asked, 0, 0)
    return sorted(page, key=lambda record: (record.recorded_at, record.uid))


@pytest.mark.parametrize("at_once", [1, 2, 5, 20_000])
@pytest.mark.parametrize("asked", QUERIES, ids=str)
def test_stretches_follow_one_another_without_gap_or_repetition(
    filled: App, monkeypatch: pytest.MonkeyPatch, asked: RecordQuery, at_once: int
):
    monkeypatch.setattr(record_queries, "SORTED_AT_ONCE", at_once)
    with filled.db.reading() as connection:
        expected = in_order(connection, filled, asked)
        found = list(records.each(connection, filled.db.types, asked))
    assert expected
    assert found == [(record, number) for number, record in enumerate(expected, 1)]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("asked", QUERIES, ids=str)
def test_bare_rows_are_those_of_the_records(
    filled: App, monkeypatch: pytest.MonkeyPatch, asked: RecordQuery, size: int
):
    monkeypatch.setattr(record_queries, "SORTED_AT_ONCE", 2)
    types = filled.db.types
    with filled.db.reading() as connection:
        numbers = {name: number for number, name in records.source_names(connection).items()}
        expected = [
            plain_row(record, numbers[record.source])
            for record, _ in records.each(connection, types, asked)
        ]
        chunks = list(records.plain(connection, types, asked, size))
    units = [types.with_id(row[2]).unit for chunk in chunks for row in chunk]
    found = [row for chunk in chunks for row in chunk]
    assert max(map(len, chunks)) <= size
    assert [
        (*row[:8], row[8] or unit, *row[9:]) for row, unit in zip(found, units, strict=True)
    ] == expected


@pytest.mark.parametrize("people", [(), (1, BEN)])
@pytest.mark.parametrize("slugs", [(), ("weight",), ("weight", "steps")])
def test_a_stretch_is_found_in_an_index(
    filled: App, monkeypatch: pytest.MonkeyPatch, people: tuple[int, ...], slugs: tuple[str, ...]
):
    """Else each stretch walks through all readings."""
    monkeypatch.setattr(record_queries, "SORTED_AT_ONCE", 1)
    asked = RecordQuery(person_ids=people, types=slugs)
    with filled.db.reading() as connection:
        second = list(record_queries.stretches(connection, filled.db.types, asked))[1]
        where, parameters = record_queries.where(connection, filled.db.types, second)
    sql = f"SELECT * FROM health_record r{where} ORDER BY r.recorded_at, r.uid"
    plan = [row[3] for row in query(filled.db, f"EXPLAIN QUERY PLAN {sql}", *parameters)]
    assert any("recorded_at>? AND recorded_at<?" in step for step in plan), plan
