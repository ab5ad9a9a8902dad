"""Glucose figures equal those of iglu, where it and we mean the same."""

from __future__ import annotations

import numpy as np
import pytest

from healthdesk.domain.glucose_figures import Trace, figures, grade_shares, grid
from healthdesk.domain.glucose_profile import episodes
from tests.glucose_traces import by_iglu, episodes_by_iglu, frame, reading, sensor, told

TOLERANCE = 1e-6

TRACES = {
    "two weeks": sensor(14, seed=1),
    "beginning in the afternoon": sensor(3, seed=2, start=15 * 60 + 27),
    "with gaps": sensor(9, seed=3, gaps=6, lost=0.05),
    "every 15 minutes": sensor(10, minutes=15, seed=4, gaps=3),
    "every minute": sensor(2, minutes=1, seed=5),
    "one day": sensor(1, seed=6),
    "two hours": sensor(1 / 12, seed=7),
}


def ours(readings):
    found = figures(Trace.of(readings))
    names = ("mean", "median", "sd", "cv", "gmi", "ea1c", "j_index", "lbgi", "hbgi", "grade",
             "mage", "modd", "conga", "titr")  # fmt: skip
    shares = told(found.shares)
    return {
        **{name: getattr(found, name) for name in names},
        "tir": shares["in-range"],
        "tbr": shares["low"] + shares["very-low"],
        "tbr2": shares["very-low"],
        "tar": shares["high"] + shares["very-high"],
        "tar2": shares["very-high"],
    }


@pytest.mark.parametrize("name", TRACES)
def test_figures_of_whole_traces(name):
    readings = TRACES[name]
    expected, found = by_iglu(frame(readings)), ours(readings)
    assert expected.keys() == found.keys()
    for figure, value in expected.items():
        if np.isnan(value):
            assert found[figure] is None, figure
        else:
            assert found[figure] == pytest.approx(value, abs=TOLERANCE), figure


@pytest.mark.parametrize("name", ["two weeks", "beginning in the afternoon", "one day"])
def test_episodes_of_traces_without_a_gap(name):
    found = told(episodes(Trace.of(TRACES[name])))
    for (kind, level), (count, a_day, minutes, mean) in episodes_by_iglu(
        frame(TRACES[name])
    ).items():
        every = found.of(kind, level)
        assert len(every) == count
        assert found.a_day(kind, level) == pytest.approx(a_day, abs=TOLERANCE)
        if every:
            assert np.mean([e.minutes for e in every]) == pytest.approx(minutes, abs=TOLERANCE)
            assert np.mean([e.mean for e in every]) == pytest.approx(mean, abs=TOLERANCE)


def test_parts_of_grade_by_the_limits_of_both():
    import iglu_python as iglu

    values = np.array([r.mg_dl for r in TRACES["two weeks"]])
    lows, inside, highs = told(grade_shares(values))
    assert lows == pytest.approx(iglu.grade_hypo(values, lower=70), abs=TOLERANCE)
    assert inside == pytest.approx(iglu.grade_eugly(values, 70, 140), abs=TOLERANCE)
    assert highs == pytest.approx(iglu.grade_hyper(values, upper=140), abs=TOLERANCE)


def test_readings_a_second_early_still_make_steps_of_five_minutes():
    # Where the two iglus differ: R rounds the median distance, Python cuts 4:59 down to 4.
    early = [reading(r.recorded_at - n * 1000, r.mg_dl) for n, r in enumerate(sensor(3, seed=8))]
    assert told(grid(Trace.of(early))).step == 5
    assert by_iglu(frame(early))["conga"] != pytest.approx(ours(early)["conga"], abs=TOLERANCE)
