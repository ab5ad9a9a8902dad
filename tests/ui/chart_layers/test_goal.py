from __future__ import annotations

import pytest

from healthdesk.domain.goal_views import TargetLine
from healthdesk.ui.chart_layers.goal import GoalLine
from tests.ui.chart_layers.scenes import DAY, FIRST, TODAY, colors, drawn, query

BEGUN = FIRST * 86_400_000 + 8 * 3_600_000


def target(**more) -> TargetLine:
    told = {
        "goal_id": 1, "unit": "kg", "direction": "down", "targets": (75.0,), "low": None,
        "high": None, "start_at": BEGUN, "start": (81.0,), "start_day": FIRST,
        "target_day": TODAY + 30, **more,
    }  # fmt: skip
    return TargetLine(**told)


@pytest.fixture
def goal(place):
    place.context.app.settings.set("time_zone", "UTC")

    def show(line: TargetLine | None, slug: str = "weight"):
        place.context.app.goals.lines = {} if line is None else {slug: line}
        asked = query(place.context, slug)
        return drawn(place.context, GoalLine(place.context), asked), asked

    return show


def test_the_way_goes_from_the_first_reading_to_the_target_on_its_date(goal):
    drawing, asked = goal(target())
    assert drawing.said.startswith("Goal: 75.0 kg by ")
    assert drawing.until == (TODAY + 31) * DAY
    way = drawing.below[0]
    # Half of the way is in sight: its values, and not yet the target, choose the scale.
    low, high = way.bounds(asked.low, asked.high)
    assert (high, low) == (81.0, pytest.approx(78.05, abs=0.1))
    assert drawing.below[1].bounds(asked.low, asked.high) is None
    assert colors(drawing.below, asked, (74, 82)).keys() - {"#ffffff"}


def test_the_table_tells_where_one_should_be(goal):
    drawing, _ = goal(target())
    (column,) = drawing.columns
    assert column.words(BEGUN / 1000) == "81.0 kg"
    assert column.words((TODAY + 30.5) * DAY) == "75.0 kg"
    assert column.words((FIRST - 30) * DAY) == ""


def test_without_a_date_the_target_is_a_level_that_is_in_sight(goal):
    drawing, asked = goal(target(target_day=None))
    assert drawing.said == "Goal: 75.0 kg."
    assert drawing.below[0].bounds(asked.low, asked.high) == (75.0, 75.0)
    assert drawing.until is None
    assert drawing.columns == ()


def test_without_a_first_reading_too(goal):
    drawing, asked = goal(target(start_at=None, start=()))
    assert drawing.below[0].bounds(asked.low, asked.high) == (75.0, 75.0)


def test_a_range_is_filled_between_its_ends(goal):
    drawing, asked = goal(
        target(targets=(), low=74.0, high=76.0, direction="range", start=(), target_day=None)
    )
    assert drawing.said == "Goal: 74.0 kg – 76.0 kg."
    assert drawing.legend[0].shape == "band"
    filled = colors(drawing.below[:1], asked, (70, 80))
    assert max(count for name, count in filled.items() if name != "#ffffff") > 0.15 * 300 * 100


def test_a_range_open_at_one_end_wants_only_the_other_in_sight(goal):
    drawing, asked = goal(target(targets=(), low=None, high=76.0, start=(), target_day=None))
    wanted = [layer.bounds(asked.low, asked.high) for layer in drawing.below]
    assert [bounds for bounds in wanted if bounds] == [(76.0, 76.0)]


def test_both_parts_of_a_pressure_have_their_way(goal):
    drawing, _ = goal(
        target(unit="mmHg", targets=(125.0, 80.0), start=(140.0, 90.0)), "blood-pressure"
    )
    assert drawing.said.startswith("Goal: 125/80 mmHg by ")
    assert drawing.columns[0].words(BEGUN / 1000) == "140/90 mmHg"
    assert len(drawing.below) == 4


def test_without_a_goal_nothing_is_drawn_or_said(goal):
    drawing, _ = goal(None)
    assert not drawing.below
    assert drawing.said == ""
