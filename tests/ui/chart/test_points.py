from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from healthdesk.domain.series import InSight, Series, SeriesQuery
from healthdesk.domain.times import day_of
from healthdesk.ui.chart.points import as_read, open_gaps, parted, summarise, unfinished_since
from tests.ui.panels.chart_context import DAY, line

QUERY = SeriesQuery(1, "weight", 0, 10**12, "kg")


def series(*lines):
    return Series(QUERY, "raw", "kg", lines, (), ((None, None),), 0)


def test_a_line_stays_open_over_more_than_three_missing_days():
    at = np.array([0, 1, 2, 6, 7], dtype=float) * DAY
    _, value = open_gaps(at, np.arange(5.0))
    assert np.isnan(value).tolist() == [False, False, False, True, False, False]


def test_three_missing_days_and_weekly_readings_are_no_gap():
    for days in ([0, 1, 2, 5, 6], [0, 7, 14, 28, 35]):
        _, value = open_gaps(np.array(days, dtype=float) * DAY, np.arange(5.0))
        assert not np.isnan(value).any()


def test_figures_are_those_of_the_readings_in_sight():
    weights = line("", [0, DAY, 2 * DAY, 9 * DAY], [80, 82, 84, 200])
    summary = summarise(series(weights), 0, 3 * DAY, sums=False)
    assert summary is not None
    assert (summary.latest, summary.mean, summary.lowest, summary.highest, summary.count) == (
        (84,), (82,), (80,), (84,), 3,
    )  # fmt: skip


def test_a_mean_of_periods_weighs_each_by_its_readings():
    weeks = dataclasses.replace(line("", [0, DAY], [80, 90]), count=np.array([3, 1]))
    summary = summarise(series(weeks), 0, 9 * DAY, sums=False)
    assert summary is not None
    assert summary.mean == (82.5,)
    assert summary.count == 4


def test_a_total_counts_each_day_of_a_mean_day():
    weeks = dataclasses.replace(line("", [0, DAY], [1000, 2000]), count=np.array([7, 2]))
    summary = summarise(series(weeks), 0, 9 * DAY, sums=True)
    assert summary is not None
    assert summary.total == 11_000


def test_nothing_in_sight_has_no_figures():
    assert summarise(series(line("", [0], [80])), DAY, 2 * DAY, sums=False) is None


TUESDAY = day_of(dt.date(2025, 6, 17))


@pytest.mark.parametrize(
    ("step", "days", "since", "of_nights"),
    [
        ("day", [TUESDAY - 1, TUESDAY], TUESDAY, None),
        ("day", [TUESDAY - 2, TUESDAY - 1], None, None),
        # Somebody's clock runs ahead.
        ("day", [TUESDAY - 1, TUESDAY, TUESDAY + 1], TUESDAY, TUESDAY + 1),
        # Points of weeks stand on their fourth day, those of months near their middle.
        ("week", [TUESDAY - 5, TUESDAY + 2], TUESDAY + 2, TUESDAY + 2),
        ("week", [TUESDAY - 5], None, None),
        ("week", [TUESDAY - 3], TUESDAY - 3, None),
        ("month", [TUESDAY - 32, TUESDAY - 2], TUESDAY - 2, TUESDAY - 2),
        ("month", [TUESDAY - 32], None, None),
        ("hour", [TUESDAY], None, None),
        ("raw", [TUESDAY], None, None),
        ("day", [], None, None),
    ],
)  # fmt: skip
def test_a_point_whose_time_is_not_over_may_still_grow(step, days, since, of_nights):
    at = [(day + 0.5) * DAY for day in days]
    found = Series(QUERY, step, "kg", (line("", at, [80.0] * len(at)),), (), ((None, None),), 0)
    for nights, expected in ((False, since), (True, of_nights)):
        told = unfinished_since(found, TUESDAY, nights=nights)
        assert (None if told is None else told // DAY) == expected


def test_what_is_over_is_parted_from_what_is_not():
    days = line("", [0, DAY, 2 * DAY], [1, 2, 3])
    over, rest = parted(days, DAY)
    assert (days.value[over].tolist(), days.value[rest].tolist()) == ([1], [2, 3])
    over, rest = parted(days, None)
    assert (days.value[over].size, days.value[rest].size) == (3, 0)


def test_what_was_read_of_a_span_stands_for_what_its_points_come_to():
    weeks = dataclasses.replace(line("", [0, 7 * DAY], [80, 90]), count=np.array([7, 7]))
    points = summarise(series(weeks), 0, 4 * DAY, sums=False)
    found = InSight((95.0,), "", (84.0,), (78.0,), (95.0,), 0.0, 9)
    told = as_read(points, found)
    assert told is not None
    assert (told.latest, told.mean, told.count) == ((95,), (84,), 9)
    assert as_read(points, None) is points
    assert as_read(None, found) == told


def test_of_limits_alone_the_points_tell_how_far_they_lie():
    points = summarise(series(line("", [0], [40])), 0, DAY, sums=False)
    limits = InSight((40.0,), "<", None, (), (), 0.0, 1)
    told = as_read(points, limits)
    assert told is not None
    assert (told.lowest, told.comparator, told.count) == ((40,), "<", 1)
    assert as_read(None, limits) is None
