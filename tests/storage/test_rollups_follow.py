"""Whatever is written, imported, undone or moved in whatever order: rollups are the rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData
from healthdesk.domain.records import Draft, UndoEntry
from tests.exchange.apple_exports import export, record
from tests.opened import DAY, HOUR
from tests.stateful import OverAFile
from tests.storage.plain_rollups import TICK, days_by_source, hours, live_readings, totals

# Around a leap day, and around the day in March on which clocks in Europe lose an hour.
LEAP = 1_709_078_400_000  # 28 February 2024, 00:00 UTC
CLOCKS = 1_711_756_800_000  # 30 March 2024, 00:00 UTC
MOMENTS = st.builds(
    lambda day, quarter: day + quarter * TICK, st.sampled_from([LEAP, CLOCKS]), st.integers(0, 240)
)
# A traveller's places, those of one that changes its clocks among them.
OFFSETS = st.sampled_from([-720, -300, 0, 60, 120, 345, 840])
SOURCES = st.sampled_from(["manual", "Watch", "Phone"])
LENGTHS = st.integers(1, 48).map(lambda quarters: quarters * TICK)


def moment(slug: str, unit: str, value: float) -> st.SearchStrategy[Draft]:
    return st.builds(
        Draft, st.just(slug), st.just(value), st.just(unit), MOMENTS, OFFSETS,
        comparator=st.sampled_from(["", "", "", ">"]), source=SOURCES,
    )  # fmt: skip


@st.composite
def intervals(draw: st.DrawFn) -> Draft:
    slug, unit = draw(
        st.sampled_from(
            [("steps", "steps"), ("sleep-stage", "stage"), ("sleep-stage", "stage"),
             ("sleep-duration", "min"), ("time-in-bed", "min"), ("workouts", "count")]
        )
    )  # fmt: skip
    values = {"sleep-stage": st.integers(0, 5), "workouts": st.integers(1, 3)}
    value = draw(values.get(slug, st.sampled_from([90, 400, 960])))
    at, length = draw(MOMENTS), draw(LENGTHS)
    lasts = slug == "sleep-stage" or draw(st.booleans())
    ended = at + length if lasts else None
    return Draft(slug, float(value), unit, at, draw(OFFSETS), ended_at=ended, source=draw(SOURCES))


PRESSURES = st.builds(
    Draft, st.just("blood-pressure"), st.integers(100, 180).map(float), st.just("mmHg"), MOMENTS,
    OFFSETS, value2=st.integers(50, 90).map(float), source=SOURCES,
)  # fmt: skip
DRAFTS = st.one_of(
    moment("weight", "kg", 81.4), moment("heart-rate", "bpm", 64.0),
    moment("heart-rate", "bpm", 90.0), moment("water", "mL", 250.0), PRESSURES, intervals(),
    intervals(), intervals(),
)  # fmt: skip
EDITS = st.one_of(
    st.fixed_dictionaries({"offset": OFFSETS}),
    st.fixed_dictionaries({"recorded_at": MOMENTS, "offset": OFFSETS}),
    st.fixed_dictionaries({"comparator": st.just("<")}),
)
STAGES = ("InBed", "AsleepUnspecified", "AsleepCore", "AsleepDeep", "AsleepREM", "Awake")
TOLD = st.tuples(
    st.sampled_from(["StepCount", "StepCount", "HeartRate", "BodyMass", "sleep", "sleep"]),
    MOMENTS, LENGTHS, OFFSETS, st.sampled_from(["Watch", "Phone"]), st.sampled_from(STAGES),
)  # fmt: skip


def element(kind: str, at: int, length: int, offset: int, source: str, stage: str) -> str:
    """One record of an Apple Health export."""
    lasts = kind in ("StepCount", "sleep")
    start, end = (_apple_time(each, offset) for each in (at, at + length if lasts else at))
    if kind == "sleep":
        value = f"HKCategoryValueSleepAnalysis{stage}"
        identifier = "HKCategoryTypeIdentifierSleepAnalysis"
        return record(identifier, value, start=start, end=end, source=source)
    value, unit = {
        "StepCount": ("960", "count"), "HeartRate": ("71", "count/min"), "BodyMass": ("80", "kg"),
    }[kind]  # fmt: skip
    return record(kind, value, unit, start=start, end=end, source=source)


def _apple_time(at: int, offset: int) -> str:
    zone = dt.timezone(dt.timedelta(minutes=offset))
    return f"{dt.datetime.fromtimestamp(at / 1000, zone):%Y-%m-%d %H:%M:%S %z}"


class Rollups(OverAFile):
    ids = Bundle("ids")
    entries = Bundle("entries")
    batches = Bundle("batches")
    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.known: set[int] = set()

    def live(self, ids: list[int]) -> list[int]:
        with self.app.db.reading() as connection:
            there = {
                row[0]
                for row in connection.execute(
                    "SELECT id FROM health_record WHERE deleted_at IS NULL"
                )
            }
        return [id_ for id_ in dict.fromkeys(ids) if id_ in there]

    @rule(target=ids, drafts=st.lists(DRAFTS, min_size=1, max_size=4), undo=st.booleans())
    def add(self, drafts: list[Draft], undo: bool) -> Any:
        outcome = self.app.journal.add(OWNER, drafts, self.me)
        if undo:
            self.app.journal.revert(OWNER, outcome.undo)
        return multiple(*(record.id for record in outcome.records))

    @rule(target=entries, id_=ids, fields=EDITS)
    def edit_or_travel(self, id_: int, fields: dict[str, Any]) -> Any:
        """Another time, or the same instant on the clock of another place."""
        if not self.live([id_]):
            return multiple()
        try:
            return self.app.journal.edit(OWNER, id_, fields).undo
        except InvalidData:  # such as a stage that is less than something
            return multiple()

    @rule(target=entries, chosen=st.lists(ids, min_size=1, max_size=3))
    def delete(self, chosen: list[int]) -> Any:
        live = self.live(chosen)
        return self.app.journal.delete(OWNER, live).undo if live else multiple()

    @rule(target=entries, id_=ids)
    def move(self, id_: int) -> Any:
        if not self.live([id_]):
            return multiple()
        mine = self.app.journal.get(OWNER, id_).person_id == self.me
        return self.app.journal.move(OWNER, [id_], self.ben if mine else self.me).undo

    @rule(target=entries, entry=consumes(entries))
    def undo(self, entry: UndoEntry) -> Any:
        try:
            return self.app.journal.revert(OWNER, entry).undo
        except Conflict:
            return multiple()

    @rule()
    def purge(self) -> None:
        self.app.journal.purge(OWNER)

    @rule(target=files, told=st.lists(TOLD, min_size=1, max_size=8))
    def receive(self, told: list[tuple[Any, ...]]) -> Path:
        path = self.folder / f"export-{len(list(self.folder.glob('*.xml')))}.xml"
        path.write_bytes(export(*(element(*one) for one in told)))
        return path

    @rule(target=batches, path=files)
    def import_file(self, path: Path) -> Any:
        """Also one that was imported before."""
        report = self.app.transfer.import_files(OWNER, [path], self.me)
        return report.batch if report.batch is not None else multiple()

    @rule(batch=consumes(batches))
    def undo_import(self, batch: int) -> None:
        self.app.transfer.undo_import(OWNER, batch)

    @rule(first=st.sampled_from(["Watch", "Phone", "manual"]))
    def reorder(self, first: str) -> None:
        if first in self.app.journal.sources(OWNER):
            self.app.sources.reorder(OWNER, [first])
            assert self.app.sources.carry_on(OWNER)

    @rule(zone=st.sampled_from(["Asia/Kathmandu", "Europe/Berlin"]))
    def live_elsewhere(self, zone: str) -> None:
        """What was recorded stays on the day it was recorded on."""
        self.app.journal.edit_person(OWNER, self.me, time_zone=zone)

    @invariant()
    def rollups_are_the_rows(self) -> None:
        if not hasattr(self, "app"):
            return
        types = self.app.db.types
        with self.app.db.reading() as raw:
            rows = live_readings(raw)
            stored = {
                table: {
                    tuple(row[:keys]): tuple(row[keys:])
                    for row in raw.execute(f"SELECT * FROM {table}")
                }
                for table, keys in (("health_day", 4), ("health_hour", 3), ("health_day_total", 3))
            }
        assert stored["health_day"] == near(days_by_source(rows))
        assert stored["health_hour"] == near(hours(rows, types))
        assert stored["health_day_total"] == near(totals(rows, types))


def near(expected: dict[Any, tuple[Any, ...]]) -> Any:
    def each(figure: float | None) -> Any:
        return None if figure is None else pytest.approx(figure, rel=1e-9, abs=1e-6)

    return {key: tuple(map(each, figures)) for key, figures in expected.items()}


@pytest.mark.slow
def test_rollups_are_what_the_rows_come_to(empty_database: Path):
    Rollups.empty_database = empty_database
    run_state_machine_as_test(
        Rollups,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[
                HealthCheck.too_slow,
                HealthCheck.data_too_large,
                HealthCheck.filter_too_much,
            ],
        ),
    )


def test_the_days_of_the_tests_are_what_they_are_said_to_be():
    assert dt.datetime.fromtimestamp((LEAP + DAY) / 1000, dt.UTC).date() == dt.date(2024, 2, 29)
    assert dt.datetime.fromtimestamp((CLOCKS + DAY + HOUR) / 1000, dt.UTC) == dt.datetime(
        2024, 3, 31, 1, tzinfo=dt.UTC
    )
