from __future__ import annotations

import datetime as dt

import pytest

from healthdesk.domain.overlays import PeriodMean
from healthdesk.domain.times import DAY_MS, date_of, day_of
from healthdesk.ui.chart_layers.periods import BEFORE, FROM, YEAR, EarlierPeriod
from tests.ui.chart_layers.scenes import DAY, FIRST, LOOK, TODAY, drawn, query
from tests.ui.panels.chart_context import Data


@pytest.fixture
def earlier(place):
    at = [(FIRST - 40 + n) * DAY + 8 * 3600 for n in range(60)]
    place.analytics.data = {
        "weight": Data(at, {"weight": [80.0 + n / 10 for n in range(60)]}),
        "blood-pressure": Data(at, {"systolic": [120.0] * 60, "diastolic": [80.0] * 60}),
        "steps": Data(at, {"steps": [5000.0] * 60}, "day"),
    }
    return EarlierPeriod(place.context)


def test_with_no_period_nothing_is_asked(place, earlier):
    assert earlier.question(query(place.context)) is None


def test_the_one_before_is_drawn_where_the_one_in_sight_stands(place, earlier):
    earlier.against = BEFORE
    asked = query(place.context)
    drawing = drawn(place.context, earlier, asked)
    found = place.analytics.asked[-1]
    assert (found.start, found.end) == (asked.start - 30 * DAY_MS, asked.end - 30 * DAY_MS)
    # The thirtieth day before the first in sight has 81.0, and stands under it.
    assert drawing.below[0].bounds(FIRST * DAY, (FIRST + 1) * DAY) == (81.0, 81.0)
    (column,) = drawing.columns
    assert column.words(FIRST * DAY + 20 * 3600) == "81.0 kg"
    assert column.words((FIRST + 60) * DAY) == ""


def test_the_means_of_both_are_told_with_their_difference(place, earlier):
    earlier.against = BEFORE
    place.context.app.overlays.mean = (81.0,)
    drawing = drawn(place.context, earlier, query(place.context))
    assert place.context.app.overlays.asked == [("means", (FIRST - 30, FIRST - 1), (FIRST, TODAY))]
    period = drawing.legend[0].name
    assert drawing.said == (f"Mean 82.0 kg: +1.0 kg against 81.0 kg from {period} (30 readings).")


def test_of_two_parts_both_differences_are_told(place, earlier):
    earlier.against = BEFORE
    drawing = drawn(place.context, earlier, query(place.context, "blood-pressure"))
    assert "Mean 121/81 mmHg: +1.0/+1.0 mmHg against 120/80 mmHg" in drawing.said


def test_of_a_period_under_way_as_many_days_of_the_other_count(place, earlier):
    earlier.against = BEFORE
    drawn(place.context, earlier, query(place.context, more=14))
    assert place.context.app.overlays.asked == [("means", (FIRST - 30, FIRST - 1), (FIRST, TODAY))]


def test_a_year_before_begins_on_the_same_date(place, earlier):
    earlier.against = YEAR
    question = earlier.question(query(place.context))
    _, (before, now) = question.of
    assert date_of(before[0]) == date_of(now[0]).replace(year=date_of(now[0]).year - 1)
    assert now[1] - now[0] == before[1] - before[0]


def test_a_year_before_a_leap_day_is_the_28th(place, earlier):
    earlier.against = YEAR
    asked = query(place.context)
    leap = day_of(dt.date(2024, 2, 29))
    assert earlier._shift(type(asked)(
        1, asked.kind, "kg", leap * DAY, (leap + 7) * DAY, 0, 0, (leap, leap + 6), leap + 6
    )) == 366  # fmt: skip


def test_a_period_of_ones_own_begins_on_the_day_that_was_chosen(place, earlier):
    earlier.against = f"{FROM}{FIRST - 35}"
    question = earlier.question(query(place.context))
    assert question.of[1][0] == (FIRST - 35, TODAY - 35)


def test_a_difference_nobody_could_measure_is_none(place, earlier):
    earlier.against = BEFORE
    place.context.app.overlays.means = lambda *_: (
        PeriodMean((FIRST - 1, FIRST - 1), (81.0,), 9), PeriodMean((TODAY, TODAY), (81.001,), 9)
    )  # fmt: skip
    drawing = drawn(place.context, earlier, query(place.context))
    assert drawing.said.startswith("Mean 81.0 kg: 0.00 kg against 81.0 kg from ")
    assert "–" not in drawing.legend[0].name  # one day


def test_amounts_are_grey_bars_and_their_days_are_counted(place, earlier):
    earlier.against = BEFORE
    place.context.app.overlays.mean = (5000.0,)
    drawing = drawn(place.context, earlier, query(place.context, "steps"))
    assert drawing.legend[0].color == LOOK.muted
    assert "(30 days)" in drawing.said
    assert drawing.below[0].bounds(FIRST * DAY, (FIRST + 1) * DAY) == (0.0, 5000.0)


def test_where_there_is_nothing_it_is_said(place, earlier):
    earlier.against = f"{FROM}{FIRST - 4000}"
    place.context.app.overlays.means = lambda *_: (
        PeriodMean((FIRST - 4000, FIRST - 3971), None, 0), PeriodMean((FIRST, TODAY), (81.0,), 9)
    )  # fmt: skip
    drawing = drawn(place.context, earlier, query(place.context))
    assert drawing.said.startswith("Nothing to compare with from ")
    assert drawing.legend == ()
