"""Figures of a day, summed up in whichever way is quickest, are always the same ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from healthdesk.storage import rollups
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, query, steps, verified

QUARTER = 15 * MINUTE
MANUAL, WATCH, PHONE = range(1, 4)
# begun, length, offset, value, comparator, source, import, moved from, deleted
ROWS = st.lists(
    st.tuples(
        st.integers(-3 * 96, 3 * 96).map(lambda quarter: NEW_YEAR + quarter * QUARTER),
        st.sampled_from([0, 0, QUARTER, HOUR, 7 * HOUR, DAY, 2 * DAY]),
        st.sampled_from([-720, -300, 0, 345, 840]),
        st.sampled_from([0.1, 1.0, 250.0, 4000.0]),
        st.sampled_from([None, None, None, ">"]),
        st.sampled_from([MANUAL, WATCH, WATCH, PHONE]),
        st.sampled_from([None, 1]),
        st.sampled_from([None, None, b"before"]),
        st.sampled_from([None, None, None, 1]),
    ),
    max_size=12,
)


def store(raw: Any, person_id: int, type_id: int, rows: list[tuple[Any, ...]]) -> None:
    raw.execute("DELETE FROM health_record")
    for number, row in enumerate(rows):
        begun, length, offset, value, comparator, source, import_id, moved_from, deleted_at = row
        raw.execute(
            "INSERT INTO health_record (uid, person_id, type_id, recorded_at, offset_min,"
            " ended_at, value, comparator, source_id, import_id, touched, moved_from, created_at,"
            " updated_at, deleted_at) VALUES (?,?,?,?,?,?,?,?,?,?,1,?,0,0,?)",
            (
                number.to_bytes(16, "big"), person_id, type_id, begun, offset, begun + length,
                value, comparator, source, import_id, moved_from, deleted_at,
            ),
        )  # fmt: skip


def total_of(raw: Any, day: int) -> Any:
    sql = "SELECT total, left_out, typed FROM health_day_total WHERE day=?"
    return raw.execute(sql, (day,)).fetchone()


@example(
    # One instant, two days of their places.
    rows=[
        (NEW_YEAR, 0, -720, 250.0, None, MANUAL, None, None, None),
        (NEW_YEAR, 0, 0, 4000.0, None, MANUAL, None, None, None),
    ]
)
@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_day_summed_up_by_the_engine_is_as_merged_by_hand(
    app: App, me: Person, rows: list[tuple[Any, ...]]
):
    kind = app.db.types["steps"]
    with app.db.checking(write=True) as raw:
        raw.execute("DELETE FROM health_source")
        raw.execute(
            "INSERT INTO health_source(id, name, priority)"
            " VALUES (1, 'manual', 40), (2, 'Watch', 20), (3, 'Phone', 60)"
        )
        store(raw, me.id, kind.id, rows)
        merged = rollups._union_of_days(raw, me.id, kind, NEW_YEAR_DAY - 5, NEW_YEAR_DAY + 7)
        for day in range(NEW_YEAR_DAY - 5, NEW_YEAR_DAY + 8):
            alone = rollups._union_of_days(raw, me.id, kind, day, day)
            assert alone.keys() <= {day}
            assert alone.get(day) == pytest.approx(merged.get(day))
            if rollups._make_total_of_one_day(raw, me.id, kind.id, day):
                assert total_of(raw, day) == pytest.approx(alone[day])


def test_one_source_and_typed_totals_need_no_merging(app: App, me: Person):
    """Else the slow way would be taken where most people write."""
    watch = [steps(100, NEW_YEAR + n * HOUR, NEW_YEAR + (n + 1) * HOUR) for n in range(20, 28)]
    app.journal.add(OWNER, watch, me.id)
    phone = steps(70, NEW_YEAR + 21 * HOUR, NEW_YEAR + 22 * HOUR, "Phone")
    typed = [steps(total, NEW_YEAR + 22 * HOUR, source="manual") for total in (9000, 8000)]
    type_id = app.db.types["steps"].id
    for drafts, summed in (([], (400, 0, 0)), ([phone], None), (typed, (8000, 470, 1))):
        app.journal.add(OWNER, drafts, me.id)
        with app.db.checking(write=True) as raw:
            raw.execute("DELETE FROM health_day_total")
            done = rollups._make_total_of_one_day(raw, me.id, type_id, NEW_YEAR_DAY)
            assert done is (summed is not None)
            assert total_of(raw, NEW_YEAR_DAY) == summed
    verified(app)


# Type, hours after the noon before the day, length in hours (0: typed), value, source.
OF_A_NIGHT = st.tuples(
    st.sampled_from(["sleep-stage", "sleep-duration", "time-in-bed"]),
    st.integers(0, 30),
    st.sampled_from([0, 0, 1, 3]),
    st.sampled_from([1.0, 5.0, 100.0, 300.0, 1440.0]),
    st.sampled_from(["manual", "Watch"]),
)


@given(told=st.lists(OF_A_NIGHT, max_size=4), last=OF_A_NIGHT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_typed_night_summed_up_by_the_engine_is_as_merged_by_hand(
    app: App, me: Person, told: list[tuple[Any, ...]], last: tuple[Any, ...]
):
    drafts = [of_a_night(app, *one) for one in (*told, last)]
    with app.db.transaction("clear") as tx:
        tx.execute("DELETE FROM health_record")
        rollups.rebuild(tx.raw, tx.types)
    app.journal.add(OWNER, drafts, me.id)
    with app.db.checking(write=True) as raw:
        before = nights_of(raw)
        # As far as the engine can tell, what it has to make.
        raw.execute(
            "UPDATE health_day_total SET total=-1, left_out=-1, typed=2 WHERE type_id<>?",
            (app.db.types["sleep-stage"].id,),
        )
        if rollups._make_typed_night(raw, app.db.types, me.id, NEW_YEAR_DAY):
            made = nights_of(raw, NEW_YEAR_DAY)
            assert made == {key: before[key] for key in made}
            assert made.keys() == {key for key in before if key[1] == NEW_YEAR_DAY}


def of_a_night(app: App, slug: str, hour: int, hours: int, value: float, source: str) -> Draft:
    at = NEW_YEAR + (hour - 12) * HOUR
    kind = app.db.types[slug]
    if kind.interval:
        value, hours = value % len(kind.codes), hours or 1
    ended = at + hours * HOUR if hours else None
    return Draft(slug, value, kind.unit, at, 0, ended_at=ended, source=source)


def nights_of(raw: Any, day: int | None = None) -> dict[tuple[int, int], tuple[Any, ...]]:
    rows = raw.execute("SELECT type_id, day, total, left_out, typed FROM health_day_total")
    return {(type_id, at): tuple(row) for type_id, at, *row in rows if day in (None, at)}


@pytest.mark.parametrize("typed", [("sleep-duration",), ("sleep-duration", "time-in-bed")])
def test_a_typed_night_asks_for_no_stage_again(app: App, me: Person, typed: tuple[str, ...]):
    """Else it would cost the more the finer a watch tells the night."""
    at = NEW_YEAR + HOUR
    stage = Draft("sleep-stage", 2, "stage", at, 0, ended_at=at + 7 * HOUR, source="Watch")
    app.journal.add(OWNER, [stage], me.id)
    for slug in typed:
        app.journal.add(OWNER, [Draft(slug, 400, "min", at + 8 * HOUR, 0)], me.id)
        with app.db.checking(write=True) as raw:
            raw.execute(
                "UPDATE health_day_total SET total=-1 WHERE type_id=?", (app.db.types[slug].id,)
            )
            assert rollups._make_typed_night(raw, app.db.types, me.id, NEW_YEAR_DAY)
    verified(app)


def test_a_total_that_stays_as_it_is_is_not_written_again(app: App, me: Person):
    """A typed length of sleep says nothing of the time in bed."""
    at = NEW_YEAR + HOUR
    stage = Draft("sleep-stage", 2, "stage", at, 0, ended_at=at + 7 * HOUR, source="Watch")
    app.journal.add(OWNER, [stage], me.id)
    with app.db.transaction("listen") as tx:
        tx.execute("CREATE TEMP TABLE written(type_id, total)")
        for event in ("INSERT", "UPDATE"):
            tx.execute(
                f"CREATE TEMP TRIGGER on_{event} AFTER {event} ON health_day_total"
                " BEGIN INSERT INTO written VALUES (new.type_id, new.total); END"
            )
    app.journal.add(OWNER, [Draft("sleep-duration", 400, "min", at + 8 * HOUR, 0)], me.id)
    with app.db.transaction("look") as tx:
        written = tx.execute("SELECT * FROM written").fetchall()
        tx.execute("DROP TRIGGER on_INSERT")
        tx.execute("DROP TRIGGER on_UPDATE")
    assert written == [(app.db.types["sleep-duration"].id, 400)]
    verified(app)


@pytest.mark.parametrize(
    ("statement", "bounds"),
    [
        ("_DAY_INSERT", 6),
        ("_DAY_OF_SOURCE", 8),
        ("_HOUR_INSERT", 6),
        ("_ONE_DAY_TOTAL", 8),
        ("_NIGHT_TOTALS", 10),
        ("_INTERVALS", 7),
        ("_NIGHTS", 9),
    ],
)
def test_rows_of_a_day_are_found_by_person_type_and_time(app: App, statement: str, bounds: int):
    """The index of all types of a person would be walked through every other reading."""
    plan = query(app.db, f"EXPLAIN QUERY PLAN {getattr(rollups, statement)}", *range(1, bounds + 1))
    found = "ix_health_record_live (person_id=? AND type_id=? AND recorded_at"
    assert any(found in row[3] for row in plan)


# Type, value, begun, length, offset, source; stages are always intervals.
ADDED = st.tuples(
    st.sampled_from(
        ["sleep-stage", "sleep-stage", "sleep-duration", "time-in-bed", "steps", "heart-rate"]
    ),
    st.sampled_from([30, 41, 90, 200]),
    st.integers(-96, 96).map(lambda quarter: NEW_YEAR + quarter * QUARTER),
    st.sampled_from([QUARTER, HOUR, 7 * HOUR, None]),
    st.sampled_from([-720, 0, 345, 840]),
    st.sampled_from(["manual", "Watch", "Phone"]),
)


@given(batches=st.lists(st.lists(ADDED, min_size=1, max_size=3), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_new_readings_leave_is_what_all_of_them_come_to(
    app: App, me: Person, batches: list[list[tuple[Any, ...]]]
):
    """Only what a new reading can change is made anew, whatever was there before it."""
    with app.db.transaction("clear") as tx:
        tx.execute("DELETE FROM health_record")
        rollups.rebuild(tx.raw, tx.types)
    for batch in batches:
        app.journal.add(OWNER, [added(app, *reading) for reading in batch], me.id)
        with app.db.checking(write=True) as raw:
            assert rollups.differences(raw, app.db.types) == []


def added(
    app: App, slug: str, value: int, at: int, length: int | None, offset: int, source: str
) -> Draft:
    kind = app.db.types[slug]
    if kind.interval:
        value, length = value % len(kind.codes), length or HOUR
    ended_at = None if length is None else at + length
    return Draft(slug, value, kind.unit, at, offset, ended_at=ended_at, source=source)


NIGHT = 20 * HOUR  # in the evening before the day that a night is named by


@pytest.mark.parametrize("slug", ["sleep-duration", "time-in-bed"])
def test_a_new_night_counts_for_its_day_whether_typed_or_measured(app: App, me: Person, slug: str):
    """Only what is new is looked at, and the night of an evening is the day's after."""

    def add(at: int, minutes: float, ended_at: int | None = None) -> None:
        source = "manual" if ended_at is None else "Watch"
        draft = Draft(slug, minutes, "min", at, 0, ended_at=ended_at, source=source)
        app.journal.add(OWNER, [draft], me.id)

    add(NEW_YEAR + 8 * HOUR, 450)
    add(NEW_YEAR + NIGHT, 180, NEW_YEAR + NIGHT + 3 * HOUR)
    add(NEW_YEAR + 2 * HOUR, 60, NEW_YEAR + 3 * HOUR)
    type_id = app.db.types[slug].id
    sql = "SELECT day, total, left_out, typed FROM health_day_total WHERE type_id=? ORDER BY day"
    assert query(app.db, sql, type_id) == [
        (NEW_YEAR_DAY, 450, 60, 1),
        (NEW_YEAR_DAY + 1, 180, 0, 0),
    ]
    verified(app)


@pytest.mark.parametrize(("slug", "unit"), [("workouts", "count"), ("insulin", "units")])
def test_portions_add_up_on_the_day_they_begin(app: App, me: Person, slug: str, unit: str):
    late = NEW_YEAR + 23 * HOUR + 30 * MINUTE
    app.journal.add(
        OWNER,
        [
            # Over midnight: not cut in two, as an amount of steps would be.
            Draft(slug, 1, unit, late, 0, ended_at=late + HOUR, source="Watch", tags=("running",)),
            Draft(slug, 1, unit, NEW_YEAR + HOUR, 0, ended_at=NEW_YEAR + 2 * HOUR, source="Watch"),
            Draft(slug, 3, unit, NEW_YEAR + 20 * HOUR, 0, source="Phone"),
            Draft(slug, 1, unit, late + 2 * HOUR, 0, source="Watch"),
        ],
        me.id,
    )
    totals = query(app.db, "SELECT day, total FROM health_day_total ORDER BY day")
    assert [tuple(row) for row in totals] == [(NEW_YEAR_DAY, 5), (NEW_YEAR_DAY + 1, 1)]
    verified(app)
