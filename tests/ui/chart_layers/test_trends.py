from __future__ import annotations

import pytest

from healthdesk.domain.overlays import TrendLine, WeightTrend
from healthdesk.domain.trends import Direction
from healthdesk.ui.chart_layers.trends import RobustTrend, Trend
from tests.ui.chart_layers.scenes import DAY, FIRST, LOOK, TODAY, colors, drawn, query


def straight(slope: float, half: float, level: float = 125.0) -> TrendLine:
    at = (FIRST * DAY, (TODAY + 1) * DAY)
    value = (level, level + slope * 30 / 7)
    direction: Direction = "increasing"
    if slope <= half:
        direction = "decreasing" if slope < -half else "stable"
    low, high = tuple(v - 5 for v in value), tuple(v + 5 for v in value)
    return TrendLine(direction, slope, slope - half, slope + half, at, value, low, high)


def test_line_and_band_of_each_part_are_painted_and_said(place):
    place.context.app.overlays.trends = {
        "blood-pressure": (straight(-0.62, 0.3), straight(0.04, 0.3, 80.0))
    }
    asked = query(place.context, "blood-pressure")
    drawing = drawn(place.context, Trend(place.context), asked)
    assert drawing.said == (
        "Trend: Systolic falling, −0.62 mmHg a week (95 % interval −0.92 to −0.32); "
        "Diastolic steady, +0.04 mmHg a week (95 % interval −0.26 to +0.34)."
    )
    assert [key.name for key in drawing.legend] == ["Trend"]
    assert colors(drawing.above, asked, (60, 140))[LOOK.text.lower()] > 100
    assert len(colors(drawing.below, asked, (60, 140))) > 1
    (column,) = drawing.columns
    assert column.words((FIRST + 15) * DAY) == "124/80 mmHg"
    assert column.words((FIRST - 40) * DAY) == ""


def test_the_days_asked_for_are_those_in_sight_that_have_been(place):
    drawn(place.context, Trend(place.context), query(place.context, "steps", more=14))
    assert place.context.app.overlays.asked == [("trend", "steps", "steps", (FIRST, TODAY))]


def test_a_trend_that_is_withheld_says_why(place):
    drawing = drawn(place.context, Trend(place.context), query(place.context, "steps"))
    assert drawing.said == "Trend: needs 3 more days."
    assert not drawing.above
    assert not drawing.legend


def test_the_robust_one_is_dotted_and_has_a_name_of_its_own(place):
    place.context.app.overlays.robust = {"steps": (straight(-800.0, 200.0, 9000.0),)}
    asked = query(place.context, "steps")
    drawing = drawn(place.context, RobustTrend(place.context), asked)
    assert drawing.said == (
        "Robust trend: falling, −800 steps a week (95 % interval −1,000 to −600)."
    )
    marked = colors(drawing.above, asked, (5000, 10000))
    marked.pop("#ffffff")
    assert 100 < sum(marked.values()) < 700


def test_body_weight_has_its_smoothed_course(place):
    days = tuple((FIRST + n + 0.5) * DAY for n in range(30))
    place.context.app.overlays.weight = WeightTrend(
        days, tuple(82 - 0.02 * n for n in range(30)), -0.14, None
    )
    drawing = drawn(place.context, Trend(place.context), query(place.context))
    assert drawing.said == "Weight trend: 81.4 kg, −0.14 kg a week over the last four weeks."
    assert drawing.columns[0].words((FIRST + 10.3) * DAY) == "81.8 kg"


def test_a_rate_in_stones_is_told_in_pounds(place):
    place.context.app.settings.set("units.weight", "st")
    place.context.app.overlays.weight = WeightTrend(((FIRST + 0.5) * DAY,), (12.5,), -0.02, None)
    drawing = drawn(place.context, Trend(place.context), query(place.context))
    assert "−0.28 lb a week" in drawing.said


def test_without_a_rate_it_says_what_the_rate_needs(place):
    lack = {"need": 4, "have": 1, "reason": "too-few-days"}
    place.context.app.overlays.weight = WeightTrend(((FIRST + 0.5) * DAY,), (82.0,), None, lack)
    drawing = drawn(place.context, Trend(place.context), query(place.context))
    assert drawing.said == "Rate per week: needs 3 more days."
    assert drawing.above


@pytest.mark.parametrize("supplier", [Trend, RobustTrend])
def test_codes_have_no_trend(place, supplier):
    types = place.context.current.types
    assert not supplier(place.context).suits(types["sleep-stage"])
    assert supplier(place.context).suits(types["weight"])
