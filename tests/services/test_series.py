"""What a chart draws of the readings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import InvalidData
from healthdesk.domain.records import Comparator, Draft, Person
from healthdesk.domain.series import Series, SeriesQuery
from tests.opened import DAY, HOUR, NEW_YEAR, pressure, steps, weight

DAY_S = 86400.0


def series(app: App, me: Person, slug: str, unit: str, days: float = 40, **more: Any) -> Series:
    start, end = NEW_YEAR - DAY, NEW_YEAR + round(days * DAY)
    return app.analytics.series(OWNER, SeriesQuery(me.id, slug, start, end, unit, **more))


def test_few_readings_are_drawn_one_by_one(app: App, me: Person):
    stored = app.journal.add(
        OWNER, [weight(80 + n, NEW_YEAR + n * HOUR, offset=60) for n in range(3)], me.id
    ).records
    made = series(app, me, "weight", "kg")
    (line,) = made.lines
    assert made.step == "raw"
    assert made.total == 3
    assert list(line.value) == [80, 81, 82]
    assert list(line.ids) == [record.id for record in stored]
    assert list(line.utc) == [record.recorded_at for record in stored]
    # Where the person's clock had it.
    assert list(line.at) == [r.recorded_at / 1000 + 3600 for r in stored]


def test_bounds_are_instants_the_end_left_out(app: App, me: Person):
    app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n) for n in range(4)], me.id)
    asked = SeriesQuery(me.id, "weight", NEW_YEAR + 1, NEW_YEAR + 3, "kg")
    assert list(app.analytics.series(OWNER, asked).lines[0].value) == [81, 82]


@pytest.mark.parametrize(
    ("points", "step"), [(5000, "raw"), (100, "day"), (20, "week"), (3, "month")]
)
def test_step_keeps_to_the_points_asked_for(app: App, me: Person, points: int, step: str):
    drafts = [weight(80 + n % 7, NEW_YEAR + n * HOUR * 6) for n in range(200)]
    app.journal.add(OWNER, drafts, me.id)
    made = series(app, me, "weight", "kg", days=50, points=points)
    assert made.step == step
    assert made.total == 200
    (line,) = made.lines
    assert len(line.at) <= points
    assert np.all(np.diff(line.at) > 0)


@pytest.mark.parametrize("points", [100, 20, 3])
def test_extremes_are_never_smoothed_away(app: App, me: Person, points: int):
    drafts = [weight(80, NEW_YEAR + n * HOUR * 6) for n in range(200)]
    drafts[77] = weight(140, drafts[77].recorded_at)
    drafts[120] = weight(40, drafts[120].recorded_at)
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "weight", "kg", days=50, points=points).lines
    assert (line.lo.min(), line.hi.max()) == (40, 140)


def test_gaps_stay_open(app: App, me: Person):
    drafts = [weight(80, NEW_YEAR + n * DAY) for n in (0, 1, 2, 20, 21)]
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "weight", "kg", step="day").lines
    days = (line.at // DAY_S - NEW_YEAR / 1000 // DAY_S).tolist()
    assert days == [0, 1, 2, 20, 21]
    (mean,) = series(app, me, "weight", "kg", step="day").means
    assert len(mean.at) == 5


def test_rolling_mean_is_of_the_readings_of_seven_days(app: App, me: Person):
    rng = np.random.default_rng(3)
    drafts = [
        weight(float(value), NEW_YEAR + int(hour) * HOUR)
        for value, hour in zip(rng.integers(70, 90, 60), rng.integers(0, 30 * 24, 60), strict=True)
    ]
    app.journal.add(OWNER, drafts, me.id)
    (mean,) = series(app, me, "weight", "kg").means
    for at, value in zip(mean.at, mean.value, strict=True):
        day = at // DAY_S
        inside = [d.value for d in drafts if day - 6 <= d.recorded_at / 1000 // DAY_S <= day]
        assert value == pytest.approx(sum(inside) / len(inside))


def test_pressure_has_two_lines_of_one_time(app: App, me: Person):
    drafts = [pressure(120 + n, 80 - n, NEW_YEAR + n * HOUR) for n in range(3)]
    app.journal.add(OWNER, drafts, me.id)
    for step in ("raw", "day"):
        made = series(app, me, "blood-pressure", "mmHg", step=step)
        assert [line.part for line in made.lines] == ["systolic", "diastolic"]
        assert [line.part for line in made.means] == ["systolic", "diastolic"]
        assert list(made.lines[0].at) == list(made.lines[1].at)
    assert made.lines[0].value[0] == 121
    assert made.lines[1].value[0] == 79
    assert made.typical == ((90, 120), (60, 80))


def test_values_ranges_and_means_come_in_the_unit_asked_for(app: App, me: Person):
    drafts = [Draft("body-temperature", 37, "°C", NEW_YEAR, 0)]
    app.journal.add(OWNER, drafts, me.id)
    made = series(app, me, "body-temperature", "°F")
    assert made.lines[0].value[0] == pytest.approx(98.6)
    assert made.means[0].value[0] == pytest.approx(98.6)
    assert made.typical[0] == pytest.approx((97, 99))
    with pytest.raises(InvalidData):
        series(app, me, "body-temperature", "kg")


def test_sums_are_drawn_by_day_and_up_close_by_hour(app: App, me: Person):
    eight = NEW_YEAR + 8 * HOUR
    app.journal.add(
        OWNER,
        [
            steps(1200, eight, eight + 2 * HOUR),
            steps(900, eight + HOUR, eight + 3 * HOUR, "iPhone"),
        ],
        me.id,
    )
    assert list(series(app, me, "steps", "steps").lines[0].value) == [1650]
    close = app.analytics.series(
        OWNER, SeriesQuery(me.id, "steps", NEW_YEAR, NEW_YEAR + DAY, "steps")
    )
    assert close.step == "hour"
    assert list(close.lines[0].value) == [600, 600, 450]
    assert close.means == ()


def test_weeks_of_a_sum_show_the_mean_day(app: App, me: Person):
    drafts = [
        steps(1000 * (n + 1), NEW_YEAR + n * DAY, NEW_YEAR + n * DAY + HOUR) for n in range(3)
    ]
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "steps", "steps", step="week").lines
    assert (list(line.value), list(line.lo), list(line.hi)) == ([2000], [1000], [3000])


def test_dense_types_are_drawn_by_the_hour_of_their_own_place(app: App, me: Person):
    drafts = [
        Draft("heart-rate", 60 + n % 10, "bpm", NEW_YEAR + n * 60_000, 330) for n in range(600)
    ]
    app.journal.add(OWNER, drafts, me.id)
    made = series(app, me, "heart-rate", "bpm", days=3, points=200)
    assert made.step == "hour"
    (line,) = made.lines
    assert line.count.sum() == 600
    first = (NEW_YEAR / 1000 + 330 * 60) // 3600 * 3600 + 1800
    assert line.at[0] == first


def test_sources_of_a_day_are_one_and_days_of_limits_alone_are_no_points(app: App, me: Person):
    told: list[tuple[float, int, Comparator, str]] = [
        (80, 0, "", "Cuff"), (60, 1, "", "Watch"), (90, 2, "", "Watch"), (300, 3, ">", "Strap"),
        (250, 24, ">", "Watch"), (70, 48, "", "Cuff"),
    ]  # fmt: skip
    drafts = [
        Draft(
            "heart-rate", value, "bpm", NEW_YEAR + hours * HOUR, 0, comparator=limit, source=source
        )
        for value, hours, limit, source in told
    ]
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "heart-rate", "bpm", step="day").lines
    assert [at // DAY_S - NEW_YEAR // DAY for at in line.at] == [0, 2]
    assert list(line.count) == [4, 1]
    assert list(line.value) == pytest.approx([(80 + 60 + 90) / 3, 70])
    assert [list(line.lo), list(line.hi)] == [[60, 70], [90, 70]]


def test_nothing_gives_empty_lines(app: App, me: Person):
    made = series(app, me, "weight", "kg")
    assert made.total == 0
    assert all(len(line.at) == 0 for line in (*made.lines, *made.means))


def test_binned_readings_are_not_drawn(app: App, me: Person):
    stored = app.journal.add(OWNER, [weight(), weight(82, NEW_YEAR + DAY)], me.id).records
    app.journal.delete(OWNER, [stored[0].id])
    for step in ("raw", "day", "month"):
        assert list(series(app, me, "weight", "kg", step=step).lines[0].value) == [82]


def test_span_and_types_name_what_can_be_drawn(app: App, me: Person):
    assert app.analytics.span(OWNER, me.id, "sleep-duration") is None
    stage = Draft("sleep-stage", 2, "stage", NEW_YEAR + 22 * HOUR, 0, ended_at=NEW_YEAR + DAY)
    app.journal.add(OWNER, [stage], me.id)
    day = NEW_YEAR // DAY + 1
    assert app.analytics.span(OWNER, me.id, "sleep-duration") == (day, day)
    assert set(app.analytics.types_charted(OWNER, me.id)) == {
        "sleep-stage",
        "sleep-duration",
        "time-in-bed",
    }


@pytest.mark.parametrize(
    ("points", "step", "minutes"),
    [(151, "minute", 1), (40, "5-minutes", 5), (12, "15-minutes", 15)],
)
def test_between_readings_and_hours_are_ranges_on_the_clock(
    app: App, me: Person, points: int, step: str, minutes: int
):
    """Readings of two and a half hours, three a minute, five and a half hours off."""
    values = [60 + n % 10 if n != 77 else 181 for n in range(450)]
    drafts = [
        Draft("heart-rate", value, "bpm", NEW_YEAR + n * 20_000, 330)
        for n, value in enumerate(values)
    ]
    app.journal.add(OWNER, drafts, me.id)
    end = NEW_YEAR + 150 * 60_000
    asked = SeriesQuery(me.id, "heart-rate", NEW_YEAR, end, "bpm", points=points)
    made = app.analytics.series(OWNER, asked)
    assert made.step == step
    (line,) = made.lines
    assert line.at.size == 150 // minutes
    assert line.at[0] == NEW_YEAR / 1000 + 330 * 60 + minutes * 30
    assert set(line.count.tolist()) == {3 * minutes}
    assert line.hi.max() == 181
    assert line.value[0] == pytest.approx(np.mean(values[: 3 * minutes]))


def test_pressure_in_ranges_keeps_its_parts(app: App, me: Person):
    drafts = [pressure(120 + n % 9, 80 + n % 5, NEW_YEAR + n * 60_000) for n in range(90)]
    app.journal.add(OWNER, drafts, me.id)
    asked = SeriesQuery(me.id, "blood-pressure", NEW_YEAR, NEW_YEAR + 2 * HOUR, "mmHg", points=30)
    made = app.analytics.series(OWNER, asked)
    assert made.step == "5-minutes"
    upper, lower = made.lines
    assert (upper.lo.min(), upper.hi.max()) == (120, 128)
    assert (lower.lo.min(), lower.hi.max()) == (80, 84)
    assert lower.value[0] == pytest.approx(82)


def test_what_is_below_or_above_a_value_is_told_apart(app: App, me: Person):
    signs = ("<", ">", "")
    drafts = [weight(80 + n, NEW_YEAR + n * HOUR, comparator=s) for n, s in enumerate(signs)]
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "weight", "kg").lines
    assert line.censored is not None
    assert line.censored.tolist() == [-1, 1, 0]


def test_an_hour_lived_twice_stands_in_the_order_of_the_clock(app: App, me: Person):
    """The clock goes back at 03:00: half past two comes twice, an hour apart."""
    drafts = [
        weight(80, NEW_YEAR, offset=120),
        weight(81, NEW_YEAR + HOUR // 2, offset=120),
        weight(82, NEW_YEAR + HOUR + 60_000, offset=60),
    ]
    app.journal.add(OWNER, drafts, me.id)
    (line,) = series(app, me, "weight", "kg").lines
    assert line.value.tolist() == [80, 82, 81]
    assert np.all(np.diff(line.at) >= 0)


def test_the_next_reading_is_found_over_any_gap(app: App, me: Person):
    drafts = [weight(80, NEW_YEAR), weight(81, NEW_YEAR + round(400 * DAY))]
    app.journal.add(OWNER, drafts, me.id)
    near = app.analytics.next_reading
    assert near(OWNER, me.id, "weight", NEW_YEAR, later=True) == drafts[1].recorded_at
    assert near(OWNER, me.id, "weight", drafts[1].recorded_at, later=False) == NEW_YEAR
    assert near(OWNER, me.id, "weight", NEW_YEAR, later=False) is None


def test_the_next_day_of_a_total_is_found_over_any_gap(app: App, me: Person):
    app.journal.add(OWNER, [steps(900, NEW_YEAR), steps(800, NEW_YEAR + round(90 * DAY))], me.id)
    near, noon = app.analytics.next_reading, NEW_YEAR + round(DAY / 2)
    assert near(OWNER, me.id, "steps", noon, later=True) == noon + round(90 * DAY)
    assert near(OWNER, me.id, "steps", noon, later=False) is None
