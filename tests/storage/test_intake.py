"""Readings taken in from a file beside come to the same figures as their rows do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from healthdesk.bootstrap import App
from healthdesk.domain.records import Person
from healthdesk.domain.rollup import source_priority
from healthdesk.exchange.batches import Batch, Block, Extra, Row
from healthdesk.exchange.columns import blocks, in_columns
from healthdesk.storage import imports, intake, records, rollups
from healthdesk.storage.database import Priority
from healthdesk.storage.intake import Shared
from healthdesk.storage.rehearsal import Met
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, query

QUARTER = 15 * MINUTE
UNITS = {"steps": "steps", "heart-rate": "bpm", "blood-glucose": "mg/dL", "water": "mL",
         "sleep-stage": "stage", "sleep-duration": "min", "blood-pressure": "mmHg"}  # fmt: skip
SOURCES = ["Watch", "iPhone", "Scale", rollups.SCAN, "manual"]
BEST_FIRST = {name: source_priority(name) for name in SOURCES}


@st.composite
def reading(draw) -> Row:
    slug = draw(st.sampled_from(list(UNITS)))
    at = NEW_YEAR + draw(st.integers(-3 * 96, 3 * 96)) * QUARTER
    value = float(draw(st.integers(1, 5)))
    value2 = 3.0 if slug == "blood-pressure" else 0.0
    return (
        slug, at, draw(st.sampled_from([-300, 0, 60, 840])),
        at + draw(st.sampled_from([0, 0, QUARTER, HOUR, 7 * HOUR, DAY, 2 * DAY])),
        value, value2, UNITS[slug], value, value2, draw(st.sampled_from(["", "", "", "", ">"])),
        draw(st.sampled_from(SOURCES)), "", draw(st.integers(1, 99)),
    )  # fmt: skip


def made(app: App, me: Person, rows: list[Row], priorities: dict[str, int]) -> list[Block]:
    columns, _ = in_columns(Batch(rows, 1, 1))
    types = {kind.slug: kind for kind in app.db.types}
    return list(blocks(columns, types, me.uid, 100, 1, 1, priorities)) if rows else []


def shared(app: App, me: Person, block: Block, sources: Mapping[str, int]) -> dict[int, Shared]:
    return {
        number: Shared(
            me.id, app.db.types[one.slug].id, sources[one.source],
            None if one.unit == app.db.types[one.slug].unit else one.unit,
            one.comparator or None, None,
        )
        for number, one in enumerate(block.groups)
    }  # fmt: skip


def stored(
    app: App,
    me: Person,
    place: Path,
    block: Block,
    told: Callable[..., dict[int, Shared]] = shared,
) -> set[tuple[str, int]]:
    """Stores a block; gives the types and days whose figures were taken over."""
    place.write_bytes(block.image)
    with app.db.transaction("import", Priority.IMPORT, place) as tx:
        sources = {one.source: records.source_id(tx, one.source) for one in block.groups}
        groups = told(app, me, block, sources)
        alone = len(groups) == len(block.groups) == 1
        batch = imports.begin(tx, me.id)
        added = intake.take(tx, batch, groups, own=False, plain=block.plain, alone=alone)
        for number, one in groups.items():
            tx.touched[me.id, one.type_id].update(block.days[number])
        if added == block.count and block.sources:
            intake.sum_up(tx, groups, block.sources)
        return {
            (tx.types.with_id(type_id).slug, day)
            for (_, type_id), days in tx.summed.items()
            for day in days
        }


def emptied(app: App) -> None:
    with app.db.transaction("empty") as tx:
        for table in ("record", "day", "hour", "day_total", "import", "source"):
            tx.execute(f"DELETE FROM health_{table}")


def wrong(app: App) -> list[str]:
    with app.db.checking(write=True) as raw:
        return rollups.differences(raw, app.db.types)


@given(parts=st.lists(st.lists(reading(), max_size=15), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_those_of_the_rows_whatever_was_there_before(
    app: App, me: Person, tmp_path: Path, parts: list[list[Row]]
):
    emptied(app)
    for part in parts:
        for block in made(app, me, part, BEST_FIRST):
            stored(app, me, tmp_path / "block", block)
        assert wrong(app) == []


@pytest.mark.parametrize("on_disk", [False, True])
@given(before=st.lists(reading(), max_size=12), parts=st.lists(st.lists(reading(), max_size=12)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rehearsal_counts_what_is_stored_then(
    app: App, me: Person, tmp_path: Path, before: list[Row], parts: list[list[Row]], on_disk: bool
):
    emptied(app)
    place, met, counted = tmp_path / "block", Met(on_disk=on_disk), 0
    for block in made(app, me, before, BEST_FIRST):
        stored(app, me, place, block)
    ((held,),) = query(app.db, "SELECT count(*) FROM health_record")
    # The last of them come twice.
    several = [block for part in (*parts, *parts[-1:]) for block in made(app, me, part, BEST_FIRST)]
    for block in several:
        place.write_bytes(block.image)
        passed = met.add_file(place)
        with app.db.reading_beside(place) as connection:
            names = {name: id_ for id_, name in records.source_names(connection).items()}
            sources = {one.source: names.get(one.source, -1) for one in block.groups}
            groups = shared(app, me, block, sources)
            counted += intake.count_new(connection, groups, passed, own=False)
    met.close()
    assert query(app.db, "SELECT count(*) FROM health_record") == [(held,)]
    for block in several:
        stored(app, me, place, block)
    assert query(app.db, "SELECT count(*) FROM health_record") == [(held + counted,)]


PULSE, SUGAR = ("heart-rate", 61.0, "bpm"), ("blood-glucose", 90.0, "mg/dL")
HERTZ = ("heart-rate", 1.0, "Hz")


@pytest.mark.parametrize("deleted_at", [None, NEW_YEAR])
@pytest.mark.parametrize(
    ("given_as", "plain"),
    [([PULSE], True), ([PULSE, SUGAR], True), ([HERTZ], False), ([PULSE, HERTZ, SUGAR], False)],
)
def test_what_all_readings_share_is_stored_with_each(
    app: App, me: Person, tmp_path: Path, given_as: list[Any], plain: bool, deleted_at: int | None
):
    rows: list[Row] = [
        (slug, NEW_YEAR + n, 60, NEW_YEAR + n, value, None, unit, 60.0 if unit == "Hz" else value,
         0.0, "", "Watch", "", n)
        for n, (slug, value, unit) in enumerate(given_as * 3)
    ]  # fmt: skip
    extras: list[Extra] = [(None, "", (), deleted_at)] * len(rows)
    columns, _ = in_columns(Batch(rows, 1, 1, extras))
    types = {kind.slug: kind for kind in app.db.types}
    [block] = blocks(columns, types, me.uid, 100, 1, 1, BEST_FIRST)
    assert block.plain is (plain and deleted_at is None)
    stored(app, me, tmp_path / "block", block)
    found = query(
        app.db,
        "SELECT t.slug, r.recorded_at, r.offset_min, r.ended_at, r.value, r.given, r.given2,"
        " r.given_unit, s.name, r.import_line, r.deleted_at FROM health_record r"
        " JOIN health_type t ON t.id = r.type_id JOIN health_source s ON s.id = r.source_id"
        " ORDER BY r.import_line",
    )
    assert found == [
        (slug, NEW_YEAR + n, 60, NEW_YEAR + n, canonical, *((value, None, "Hz") if unit == "Hz"
         else (None, None, None)), "Watch", n, deleted_at)
        for n, (slug, _, _, _, value, _, unit, canonical, *_) in enumerate(rows)
    ]  # fmt: skip


def walk(day: int, hour: int, source: str, amount: float = 100.0, hours: int = 1) -> Row:
    at = NEW_YEAR + day * DAY + hour * HOUR
    return ("steps", at, 0, at + hours * HOUR, amount, None, "steps", amount, 0.0, "", source, "",
            1)  # fmt: skip


def test_only_days_without_readings_before_are_taken_over(app: App, me: Person, tmp_path: Path):
    (first,) = made(app, me, [walk(day, 8, "Watch") for day in (0, 1)], BEST_FIRST)
    (second,) = made(app, me, [walk(day, 9, "Watch") for day in range(1, 7)], BEST_FIRST)
    taken_over = [stored(app, me, tmp_path / "block", block) for block in (first, second)]
    # What began on the second day may reach into the two after it.
    assert taken_over == [
        {("steps", NEW_YEAR_DAY + day) for day in days} for days in ((0, 1), (4, 5, 6))
    ]
    assert wrong(app) == []


def test_totals_by_an_order_of_sources_that_has_changed_are_not_taken_over(
    app: App, me: Person, tmp_path: Path
):
    rows = [walk(0, 8, "Watch", 100.0), walk(0, 8, "iPhone", 70.0)]
    (block,) = made(app, me, rows, {"iPhone": 1})
    assert block.sources == ("iPhone", "Watch")
    assert stored(app, me, tmp_path / "block", block) == set()
    assert wrong(app) == []
    assert query(app.db, "SELECT total, left_out FROM health_day_total") == [(100.0, 70.0)]


def test_a_file_of_two_people_tells_no_figures(app: App, me: Person):
    rows = [walk(0, 8, "Watch"), walk(0, 9, "Watch")]
    extras: list[Extra] = [(bytes(16), "Ann", (), None), (b"\1" * 16, "Bob", (), None)]
    columns, _ = in_columns(Batch(rows, 1, 1, extras))
    types = {kind.slug: kind for kind in app.db.types}
    (block,) = blocks(columns, types, me.uid, 100, 1, 1, {})
    assert block.sources == ()


@pytest.mark.parametrize("part", ["person_id", "type_id", "source_id"])
def test_readings_that_refer_to_nothing_are_refused(
    app: App, me: Person, tmp_path: Path, part: str
):
    """The engine does not look: not for each of thousands of rows."""
    row: Row = (
        "steps", NEW_YEAR, 0, NEW_YEAR, 5.0, 0.0, "steps", 5.0, 0.0, "", "Watch", "", 1
    )  # fmt: skip
    (block,) = made(app, me, [row], BEST_FIRST)

    def strangers(*asked: Any) -> dict[int, Shared]:
        wrong: dict[str, Any] = {part: 99_999}
        return {number: replace(one, **wrong) for number, one in shared(*asked).items()}

    with pytest.raises(dbapi2.IntegrityError):
        stored(app, me, tmp_path / "block", block, strangers)
    assert query(app.db, "SELECT count(*) FROM health_record") == [(0,)]
    with app.db.checking(write=True) as raw:
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
