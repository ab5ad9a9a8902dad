"""Sources over one another: each total can be explained, and follows the order of sources."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.sources import AS_LONG_AS_SLEEP, Explanation
from healthdesk.storage import reordering, rollups
from tests.opened import (
    DAY,
    HOUR,
    MINUTE,
    NEW_YEAR,
    NEW_YEAR_DAY,
    ask,
    child,
    listening,
    open_folder,
    query,
    steps,
    verified,
)

QUARTER = 15 * MINUTE
SOURCES = ((1, "manual", 40), (2, "Watch", 20), (3, "Phone", 60), (4, "Band", 20))
NIGHTS = ("sleep-stage", "sleep-duration", "time-in-bed")
TYPES = ("steps", "water", "workouts", *NIGHTS)
# type, begun, length, offset, value, comparator, source, import, deleted
ROWS = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.integers(-2 * 96, 2 * 96).map(lambda quarter: NEW_YEAR + quarter * QUARTER),
        st.sampled_from([0, 0, QUARTER, HOUR, 7 * HOUR, DAY, 2 * DAY]),
        st.sampled_from([-300, 0, 0, 345]),
        st.sampled_from([0.1, 3.0, 250.0, 1440.0]),
        st.sampled_from([None, None, None, ">"]),
        st.sampled_from([1, 2, 2, 3, 3, 4]),
        st.sampled_from([None, 1, 1]),
        st.sampled_from([None, None, None, 1]),
    ),
    max_size=14,
)


def store(app: App, raw: Any, me: Person, rows: list[tuple[Any, ...]]) -> None:
    raw.execute("DELETE FROM health_record")
    raw.execute("DELETE FROM health_source")
    raw.executemany("INSERT INTO health_source(id, name, priority) VALUES (?,?,?)", SOURCES)
    for number, row in enumerate(rows):
        slug, begun, length, offset, value, comparator, source, import_id, deleted = row
        code = int(value) % 6 if slug == "sleep-stage" else value
        raw.execute(
            "INSERT INTO health_record (uid, person_id, type_id, recorded_at, offset_min,"
            " ended_at, value, comparator, source_id, import_id, touched, created_at, updated_at,"
            " deleted_at) VALUES (?,?,?,?,?,?,?,?,?,?,1,0,0,?)",
            (number.to_bytes(16, "big"), me.id, app.db.types[slug].id, begun, offset,
             begun + length, code, comparator, source, import_id, deleted),
        )  # fmt: skip
    rollups.rebuild(raw, app.db.types)


def totals(app: App) -> dict[tuple[str, int], tuple[float, float, int]]:
    rows = query(app.db, "SELECT type_id, day, total, left_out, typed FROM health_day_total")
    return {(app.db.types.with_id(row[0]).slug, row[1]): tuple(row[2:]) for row in rows}


@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_what_counted_adds_up_to_the_total(app: App, me: Person, rows: list[tuple[Any, ...]]):
    with app.db.transaction("test") as tx:
        store(app, tx.raw, me, rows)
    stored = totals(app)
    for slug in ("steps", "water", "workouts", *rollups.DERIVED_FROM_SLEEP):
        for day in range(NEW_YEAR_DAY - 4, NEW_YEAR_DAY + 6):
            why = app.sources.why(OWNER, me.id, slug, day)
            total, left_out, typed = stored.get((slug, day), (0.0, 0.0, 0))
            assert (why.total or 0.0) == pytest.approx(total, rel=1e-9, abs=1e-9)
            assert sum(s.counted for s in why.shares) == pytest.approx(total, rel=1e-9, abs=1e-9)
            assert sum(s.counted for s in why.stretches) == pytest.approx(total, rel=1e-9, abs=1e-9)
            assert why.typed == bool(typed)
            if (slug, day) in stored and slug not in ("water", "workouts"):
                assert why.total is not None
            if slug in ("steps", "workouts") and not typed:
                assert why.left_out == pytest.approx(left_out, rel=1e-9, abs=1e-9)
            for one in why.stretches:
                gone = sum(left.amount for left in one.left_out)
                assert one.counted + gone == pytest.approx(one.amount, rel=1e-9, abs=1e-9)
                assert one.counted >= -1e-9


@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_nobody_sleeps_longer_than_in_bed_nor_beyond_a_day(
    app: App, me: Person, rows: list[tuple[Any, ...]]
):
    """Whatever lying and overlapping sources say."""
    with app.db.transaction("test") as tx:
        store(app, tx.raw, me, [(NIGHTS[n % 3], *row[1:]) for n, row in enumerate(rows)])
    stored = totals(app)
    for (slug, night), (minutes, *_) in stored.items():
        assert slug == "sleep-stage" or 0 <= minutes <= 1440
        if slug == "sleep-duration" and ("time-in-bed", night) in stored:
            assert minutes <= stored["time-in-bed", night][0]


def why_steps(app: App, me: Person, day: int = NEW_YEAR_DAY) -> Explanation:
    return app.sources.why(OWNER, me.id, "steps", day)


def total(app: App, slug: str = "steps", day: int = NEW_YEAR_DAY) -> float:
    return totals(app)[slug, day][0]


class TestWhy:
    def test_the_covered_part_names_who_covers_it(self, app: App, me: Person):
        watch = steps(4000, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR)
        late = NEW_YEAR + 8 * HOUR + 30 * MINUTE
        phone = steps(3000, late, late + 90 * MINUTE, "Phone")
        app.journal.add(OWNER, [watch, phone], me.id)
        why = why_steps(app, me)
        assert (why.total, why.left_out, why.typed) == (6000, 1000, False)
        first, second = why.shares
        assert (first.source, first.counted, first.left_out) == ("Watch", 4000, 0)
        assert (second.source, second.counted, second.left_out) == ("Phone", 2000, 1000)
        assert [(r.why, r.by, r.amount) for r in second.reasons] == [("covered", "Watch", 1000)]
        assert why.stretches[1].id is not None
        assert (why.stretches[1].start, why.stretches[1].end) == (late, late + 90 * MINUTE)

    def test_a_typed_total_replaces_the_rest_and_the_one_typed_before(self, app: App, me: Person):
        watch = steps(4000, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR)
        typed = [steps(n, NEW_YEAR + 20 * HOUR + n, source="manual") for n in (9000, 9100)]
        app.journal.add(OWNER, [watch, *typed], me.id)
        why = why_steps(app, me)
        assert (why.total, why.typed) == (9100, True)
        assert {s.source: (s.counted, s.left_out) for s in why.shares} == {
            "Watch": (0, 4000),
            "manual": (9100, 9000),
        }
        assert {r.why for s in why.shares for r in s.reasons} == {"typed"}

    def test_only_the_part_of_the_day_is_told(self, app: App, me: Person):
        walk = steps(1000, NEW_YEAR - HOUR, NEW_YEAR + 3 * HOUR)
        app.journal.add(OWNER, [walk], me.id)
        assert why_steps(app, me).total == 750
        assert why_steps(app, me, NEW_YEAR_DAY - 1).total == 250

    def test_nothing_was_told(self, app: App, me: Person):
        app.journal.add(OWNER, [steps(1, NEW_YEAR)], me.id)
        assert why_steps(app, me, NEW_YEAR_DAY + 1).total is None
        app.journal.delete(OWNER, [1])
        assert why_steps(app, me).stretches == ()

    def test_types_without_totals_are_refused(self, app: App, me: Person):
        for slug, code in (("weight", "no-day-total"), ("nothing", "unknown-type")):
            with pytest.raises(InvalidData) as refused:
                app.sources.why(OWNER, me.id, slug, NEW_YEAR_DAY)
            assert refused.value.fields[0].code == code


def stage(code: int, begun: float, ended: float, source: str = "Watch") -> Draft:
    """Of the night to New Year's Day, in hours from midnight."""
    at = [NEW_YEAR + round(hours * HOUR) for hours in (begun, ended)]
    return Draft("sleep-stage", code, "stage", at[0], 0, ended_at=at[1], source=source)


def minutes(slug: str, value: float, begun: float, ended: float | None, source: str) -> Draft:
    at = [None if h is None else NEW_YEAR + round(h * HOUR) for h in (begun, ended)]
    assert at[0] is not None
    return Draft(slug, value, "min", at[0], 0, ended_at=at[1], source=source)


IN_BED, ASLEEP, LIGHT, DEEP, REM, AWAKE = range(6)


class TestNights:
    def test_which_source_tells_which_stretch(self, app: App, me: Person):
        drafts = [
            stage(LIGHT, 0, 3), stage(AWAKE, 3, 4), stage(DEEP, 4, 6),
            stage(IN_BED, -1, 7, "Phone"), stage(ASLEEP, -0.5, 6.5, "Phone"),
        ]  # fmt: skip
        app.journal.add(OWNER, drafts, me.id)
        why = app.sources.why(OWNER, me.id, "sleep-duration", NEW_YEAR_DAY)
        assert list(why.night or ()) == [360, 480]
        assert {s.source: (s.counted, s.left_out) for s in why.shares} == {
            "Watch": (300, 0),
            "Phone": (60, 360),
        }
        told = [(s.source, s.stage, s.amount, s.counted) for s in why.stretches]
        assert told == [
            ("Phone", IN_BED, 0, 0), ("Phone", ASLEEP, 420, 60), ("Watch", LIGHT, 180, 180),
            ("Watch", AWAKE, 0, 0), ("Watch", DEEP, 120, 120),
        ]  # fmt: skip
        bed = app.sources.why(OWNER, me.id, "time-in-bed", NEW_YEAR_DAY)
        assert (bed.total, bed.night) == (480, (360, 480))

    def test_time_in_bed_is_at_least_as_long_as_sleep(self, app: App, me: Person):
        drafts = [minutes("sleep-duration", 420, -1, 7, "Scale"), stage(IN_BED, 0, 2, "Phone")]
        app.journal.add(OWNER, drafts, me.id)
        assert (total(app, "sleep-duration"), total(app, "time-in-bed")) == (420, 420)
        why = app.sources.why(OWNER, me.id, "time-in-bed", NEW_YEAR_DAY)
        assert [(s.source, s.counted) for s in why.shares] == [
            ("Phone", 120), (AS_LONG_AS_SLEEP, 300),
        ]  # fmt: skip

    def test_typed_time_in_bed_ends_measured_sleep(self, app: App, me: Person):
        drafts = [stage(ASLEEP, 0, 8), minutes("time-in-bed", 400, 9, None, "manual")]
        app.journal.add(OWNER, drafts, me.id)
        assert (total(app, "sleep-duration"), total(app, "time-in-bed")) == (400, 400)
        why = app.sources.why(OWNER, me.id, "sleep-duration", NEW_YEAR_DAY)
        assert [r.why for r in why.shares[0].reasons] == ["in-bed"]

    def test_a_night_has_24_hours(self, app: App, me: Person):
        app.journal.add(OWNER, [stage(ASLEEP, -6, 12), stage(ASLEEP, 11, 30)], me.id)
        assert (total(app, "sleep-duration"), total(app, "time-in-bed")) == (1440, 1440)
        why = app.sources.why(OWNER, me.id, "sleep-duration", NEW_YEAR_DAY)
        assert why.total == 1440
        assert "day-over" in [r.why for s in why.shares for r in s.reasons]
        verified(app)


def fill(app: App, me: Person, days: int = 20) -> None:
    """Each day both tell the same hour, the watch 100 and the phone 70."""
    drafts = []
    for day in range(days):
        at = NEW_YEAR + day * DAY + 8 * HOUR
        drafts += [steps(100, at, at + HOUR), steps(70, at, at + HOUR, "Phone")]
    app.journal.add(OWNER, drafts, me.id)


@pytest.fixture
def one_day_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reordering, "READINGS_AT_ONCE", 2)


def all_steps(app: App) -> set[float]:
    return {figures[0] for (slug, _), figures in totals(app).items() if slug == "steps"}


class TestOrder:
    def test_sources_are_listed_in_their_order(self, app: App, me: Person):
        fill(app, me, 3)
        app.journal.add(OWNER, [stage(ASLEEP, 0, 8, "Bed sensor")], me.id)
        app.journal.add(OWNER, [Draft("weight", 80, "kg", NEW_YEAR, 0, source="Scale")], me.id)
        found = app.sources.listed(OWNER, me.id)
        assert [(one.name, one.rank, one.types, one.readings) for one in found] == [
            ("Watch", 1, ("steps",), 3),
            ("Bed sensor", 2, ("sleep-stage",), 1),
            ("Phone", 3, ("steps",), 3),
        ]
        assert (found[0].day_from, found[0].day_to) == (NEW_YEAR_DAY, NEW_YEAR_DAY + 2)
        of_sleep = app.sources.listed(OWNER, me.id, "sleep-duration")
        assert [one.name for one in of_sleep] == ["Bed sensor"]

    @pytest.mark.usefixtures("one_day_at_once")
    def test_totals_follow_a_new_order_bit_by_bit(self, app: App, me: Person):
        fill(app, me)
        told: list[float] = []
        with listening(app) as heard:
            done = app.sources.reorder(OWNER, ["Phone", "Watch"])
            assert done.former == ("Watch", "Phone")
            assert app.sources.is_under_way(OWNER)
            verified(app)  # what is still to come is no mistake
            assert app.sources.carry_on(OWNER, told.append)
        assert all_steps(app) == {70}
        assert told == sorted(told)
        assert (len(told) >= 20, told[-1]) == (True, 1)
        changes = [event for event in heard if isinstance(event, RecordsChanged)]
        assert {event.kind for event in changes} == {"reorder"}
        assert {event.types for event in changes} == {frozenset({"steps"})}
        assert min(event.day_from for event in changes) == NEW_YEAR_DAY
        assert not app.sources.is_under_way(OWNER)
        verified(app)

    def test_the_named_come_first_and_the_others_stay_behind(self, app: App, me: Person):
        for name in ("Watch", "Band 2", "Phone", "Scale"):
            app.journal.add(OWNER, [steps(1, NEW_YEAR, NEW_YEAR + HOUR, name)], me.id)
        assert order(app, me) == ["Band 2", "Watch", "Scale", "Phone"]
        app.sources.reorder(OWNER, ["Phone"])
        assert order(app, me) == ["Phone", "Band 2", "Watch", "Scale"]
        app.sources.reorder(OWNER, ["Scale", "Watch"])
        assert order(app, me) == ["Scale", "Watch", "Phone", "Band 2"]
        app.journal.add(OWNER, [steps(1, NEW_YEAR, NEW_YEAR + HOUR, "Apple Watch")], me.id)
        assert order(app, me)[3] == "Apple Watch"  # a new one stands behind what was chosen

    def test_undo_and_redo(self, app: App, me: Person):
        fill(app, me)
        undo = app.sources.reorder(OWNER, ["Phone"]).undo
        app.sources.carry_on(OWNER)
        back = app.journal.revert(OWNER, undo).undo
        assert app.sources.is_under_way(OWNER)
        app.sources.carry_on(OWNER)
        assert all_steps(app) == {100}
        app.journal.revert(OWNER, back)
        app.sources.carry_on(OWNER)
        assert all_steps(app) == {70}
        verified(app)

    def test_undo_goes_not_over_a_later_order(self, app: App, me: Person):
        fill(app, me, 1)
        undo = app.sources.reorder(OWNER, ["Phone"]).undo
        app.sources.reorder(OWNER, ["Phone", "Watch"])
        with pytest.raises(Conflict):
            app.journal.revert(OWNER, undo)
        assert order(app, me) == ["Phone", "Watch"]

    def test_the_same_order_makes_no_work(self, app: App, me: Person):
        fill(app, me, 1)
        app.sources.reorder(OWNER, ["Watch", "Phone"])
        assert not app.sources.is_under_way(OWNER)

    def test_an_unknown_source_changes_nothing(self, app: App, me: Person):
        fill(app, me, 1)
        with pytest.raises(NotFound):
            app.sources.reorder(OWNER, ["Phone", "Nobody's"])
        assert order(app, me) == ["Watch", "Phone"]

    @pytest.mark.usefixtures("one_day_at_once")
    def test_an_interval_that_reaches_into_a_day_is_made_anew_there(self, app: App, me: Person):
        long = steps(4800, NEW_YEAR + 12 * HOUR, NEW_YEAR + 60 * HOUR)
        at = NEW_YEAR + 2 * DAY
        app.journal.add(OWNER, [long, steps(10, at, at + 12 * HOUR, "Phone")], me.id)
        assert total(app, day=NEW_YEAR_DAY + 2) == 1200
        app.sources.reorder(OWNER, ["Phone"])
        app.sources.carry_on(OWNER)
        assert total(app, day=NEW_YEAR_DAY + 2) == 10
        verified(app)

    @pytest.mark.usefixtures("one_day_at_once")
    def test_nights_follow_too(self, app: App, me: Person):
        app.journal.add(OWNER, [stage(AWAKE, 0, 2), stage(ASLEEP, 0, 8, "Phone")], me.id)
        assert total(app, "sleep-duration") == 360
        app.sources.reorder(OWNER, ["Phone"])
        app.sources.carry_on(OWNER)
        assert total(app, "sleep-duration") == 480
        verified(app)


def order(app: App, me: Person) -> list[str]:
    return [one.name for one in app.sources.listed(OWNER, me.id)]


@pytest.mark.usefixtures("one_day_at_once")
class TestStopped:
    def test_what_was_cancelled_goes_on_later(self, app: App, me: Person):
        fill(app, me)
        app.sources.reorder(OWNER, ["Phone"])
        told: list[float] = []
        assert not app.sources.carry_on(OWNER, told.append, lambda: len(told) == 3)
        assert all_steps(app) == {70, 100}
        assert app.sources.carry_on(OWNER)
        assert all_steps(app) == {70}

    def test_the_next_open_goes_on(self, make_app: Callable[[str], App], app: App, me: Person):
        fill(app, me)
        app.sources.reorder(OWNER, ["Phone"])
        app.close()
        again = make_app("data")
        assert all_steps(again) == {70}
        assert again.order_left_undone
        verified(again)

    def test_a_write_meanwhile_is_summed_up_in_the_new_order(
        self, make_app: Callable[[str], App], app: App, me: Person
    ):
        fill(app, me)
        app.sources.reorder(OWNER, ["Phone"])
        told: list[float] = []
        app.sources.carry_on(OWNER, told.append, lambda: len(told) == 3)
        with child(ADDING, app.paths.data) as other:
            assert ask(other) == "added"
        assert total(app) == 70  # the oldest day, far from its turn
        app.sources.carry_on(OWNER)
        assert total(app) == 70
        verified(app)


ADDING = f"""
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from tests.opened import open_folder, steps
app = open_folder(Path(sys.argv[1]))
me = app.journal.person(OWNER)
app.journal.add(OWNER, [steps(5, {NEW_YEAR + 8 * HOUR}, {NEW_YEAR + 9 * HOUR})], me.id)
print("added", flush=True)
"""

MAKING = """
import sys
from pathlib import Path
from healthdesk.domain.accounts import OWNER
from healthdesk.storage import reordering
from tests.opened import open_folder
reordering.READINGS_AT_ONCE = 2
app = open_folder(Path(sys.argv[1]))
app.sources.reorder(OWNER, ["Phone"])
def stop(share):
    print(share, flush=True)
    sys.stdin.readline()
app.sources.carry_on(OWNER, stop)
"""


def test_a_killed_process_leaves_right_days_and_the_next_one_goes_on(
    app: App, me: Person, tmp_path: Path
):
    fill(app, me)
    with child(MAKING, app.paths.data) as other:
        assert 0 < float(ask(other)) < 1
        assert float(ask(other, "on")) < 1
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert all_steps(app) == {70, 100}
    app.close()
    again = open_folder(app.paths.data)
    try:
        assert again.order_left_undone
        assert all_steps(again) == {70}
        verified(again)
    finally:
        again.close()
