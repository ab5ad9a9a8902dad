"""Figures of what lies between two wall times: exact at every zoom, whatever it is drawn by."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.series import InSight
from tests.opened import DAY, HOUR, MINUTE, NEW_YEAR, NEW_YEAR_DAY, pressure, steps, weight

SECONDS = 86_400.0
FIRST = NEW_YEAR_DAY * SECONDS


def pulse(value: float, at: int, offset: int = 0) -> Draft:
    return Draft("heart-rate", value, "bpm", at, offset)


def seen(app: App, me: Person, slug: str, unit: str, days: tuple[float, float]) -> InSight | None:
    low, high = (FIRST + day * SECONDS for day in days)
    return app.charts.in_sight(OWNER, me.id, slug, unit, low, high)


def told(found: InSight | None) -> tuple[float, int]:
    assert found is not None
    return found.latest[0], found.count


def test_whole_days_and_pieces_of_days_count_each_reading_once(app: App, me: Person):
    values = [60 + n % 40 for n in range(24 * 6)]
    drafts = [pulse(value, NEW_YEAR + n * HOUR) for n, value in enumerate(values)]
    app.journal.add(OWNER, drafts, me.id)
    for first, last in ((0, 144), (1, 143), (24, 48), (30, 40), (30, 50), (25, 120)):
        found = seen(app, me, "heart-rate", "bpm", (first / 24, last / 24))
        inside = values[first:last]
        assert told(found) == (inside[-1], len(inside))
        assert found is not None
        assert found.mean == pytest.approx((sum(inside) / len(inside),))
        assert (found.lowest, found.highest) == ((min(inside),), (max(inside),))


@pytest.mark.parametrize("offset", [-720, 0, 840])
def test_readings_count_where_the_clock_of_their_place_had_them(app: App, me: Person, offset: int):
    midnight = NEW_YEAR + DAY - offset * MINUTE
    at = (midnight - DAY - 1, midnight - DAY, midnight - 1, midnight)
    app.journal.add(OWNER, [pulse(60 + n, one, offset) for n, one in enumerate(at)], me.id)
    assert told(seen(app, me, "heart-rate", "bpm", (0, 1))) == (62, 2)
    assert told(seen(app, me, "heart-rate", "bpm", (0.01, 1))) == (62, 1)
    assert told(seen(app, me, "heart-rate", "bpm", (-1, 2))) == (63, 4)


def test_the_latest_of_weeks_is_a_reading_as_the_cards_tell_it(app: App, me: Person):
    app.journal.add(
        OWNER, [weight(70 + n % 3, NEW_YEAR + n * DAY) for n in range(40)]
        + [weight(99, NEW_YEAR + 39 * DAY + HOUR)], me.id,
    )  # fmt: skip
    # As drawn by weeks: the last one has more readings, and its middle may be out of sight.
    assert told(seen(app, me, "weight", "kg", (0, 40))) == (99, 41)
    found = seen(app, me, "weight", "lb", (0, 40))
    assert found is not None
    assert found.latest == pytest.approx((218.26,), abs=0.01)


def test_a_scan_is_the_latest_but_of_no_series(app: App, me: Person):
    def glucose(value: float, at: int, source: str) -> Draft:
        return Draft("blood-glucose", value, "mg/dL", at, 0, source=source)

    app.journal.add(
        OWNER, [glucose(100, NEW_YEAR, "Sensor"), glucose(50, NEW_YEAR + HOUR, "scan")], me.id
    )
    found = seen(app, me, "blood-glucose", "mg/dL", (0, 1))
    assert told(found) == (50, 1)
    assert found is not None
    assert found.mean == (100,)


def test_limits_are_counted_and_in_no_mean(app: App, me: Person):
    low = Draft("blood-glucose", 40, "mg/dL", NEW_YEAR + HOUR, 0, comparator="<")
    app.journal.add(OWNER, [Draft("blood-glucose", 90, "mg/dL", NEW_YEAR, 0), low], me.id)
    found = seen(app, me, "blood-glucose", "mg/dL", (0, 1))
    assert found == InSight((40,), "<", (90,), (90,), (90,), 0.0, 2)
    alone = seen(app, me, "blood-glucose", "mg/dL", (0.02, 0.5))
    assert alone == InSight((40,), "<", None, (), (), 0.0, 1)


def test_both_parts_of_a_pressure(app: App, me: Person):
    app.journal.add(OWNER, [pressure(120, 80, NEW_YEAR), pressure(140, 70, NEW_YEAR + DAY)], me.id)
    found = seen(app, me, "blood-pressure", "mmHg", (0, 1.5))
    assert found == InSight((140, 70), "", (130, 75), (120, 70), (140, 80), 0.0, 2)


def test_of_sums_the_days_whose_middle_is_in_sight(app: App, me: Person):
    app.journal.add(
        OWNER, [steps(100 * (n + 1), NEW_YEAR + n * DAY + HOUR, NEW_YEAR + n * DAY + 2 * HOUR)
                for n in range(4)], me.id,
    )  # fmt: skip
    assert seen(app, me, "steps", "steps", (0, 4)) == InSight(
        (), "", (250,), (100,), (400,), 1000, 4
    )
    found = seen(app, me, "steps", "steps", (0.6, 2.5))
    assert found is not None
    assert (found.total, found.count) == (200, 1)


def test_where_nothing_lies_there_are_no_figures(app: App, me: Person):
    app.journal.add(OWNER, [weight(80)], me.id)
    assert seen(app, me, "weight", "kg", (5, 9.5)) is None
    assert seen(app, me, "steps", "steps", (0, 9)) is None
