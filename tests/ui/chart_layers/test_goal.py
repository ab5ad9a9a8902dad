from __future__ import annotations

from dataclasses import replace

import pytest

from healthdesk.domain.goal_views import HabitLine, TargetLine
from healthdesk.domain.goals import Goal, Pause
from healthdesk.domain.series import Series, SeriesQuery, Step
from healthdesk.ui.chart.suppliers import LegendKey, Scene
from healthdesk.ui.chart_layers.goal import GoalLine
from tests.ui.chart_layers.scenes import DAY, FIRST, LOOK, TODAY, colors, drawn, query

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


# Habits


HABIT = Goal(
    1, b"", 1, 1, "steps", "habit", "steps", 8000.0, None, "up", None, None, None, None, FIRST,
    None, "day", None, "active", None, (), None, None, None, None, BEGUN, BEGUN,
)  # fmt: skip


@pytest.fixture
def habits(place):
    place.context.app.settings.set("time_zone", "UTC")

    def show(*lines: HabitLine, step: Step = "day"):
        place.context.app.goals.habits = {"steps": lines}
        asked = query(place.context, "steps")
        supplier = GoalLine(place.context)
        question = supplier.question(asked)
        answer = SeriesQuery(1, "steps", asked.start, asked.end, "steps")
        series = Series(answer, step, "steps", (), (), (), 0)
        scene = Scene(
            asked, LOOK, place.context.current.format, place.context.current.types, series
        )
        return supplier.drawn(question.ask(), scene), asked

    return show


def test_a_habit_is_a_line_across_the_days_and_fainter_before_it_began(habits):
    since = replace(HABIT, start_day=FIRST + 15)
    drawing, asked = habits(HabitLine(since, "steps", 8000.0, None, False))
    assert drawing.said == "Goal: At least 8,000 steps a day."
    assert drawing.legend == (LegendKey("long-dashes", LOOK.series[2], "Goal"),)
    line, before = drawing.above
    assert line.bounds(asked.low, asked.high) == (8000.0, 8000.0)
    assert line.bounds(asked.low, (FIRST + 14) * DAY) is None
    assert colors((before,), asked, (0, 9000)).keys() - {"#ffffff"}


def test_a_habit_is_open_where_it_rested(habits):
    rested = replace(HABIT, pauses=(Pause(FIRST + 5, FIRST + 10),))
    drawing, _ = habits(HabitLine(rested, "steps", 8000.0, None, False))
    spans = [layer.bounds((FIRST + 6) * DAY, (FIRST + 9) * DAY) for layer in drawing.above]
    assert spans == [None, None, None]


def test_of_a_week_a_day_has_its_share_and_that_is_said(habits):
    weekly = replace(HABIT, per="week", target_value=56_000.0)
    drawing, asked = habits(HabitLine(weekly, "steps", 8000.0, None, True))
    assert drawing.said == (
        "Goal: At least 56,000 steps a week; drawn as a day's share, 8,000 steps."
    )
    assert drawing.above[0].bounds(asked.low, asked.high) == (8000.0, 8000.0)


def test_a_range_of_a_habit_is_filled(habits):
    between = replace(HABIT, direction="range", target_value=None, low=6000.0, high=9000.0)
    drawing, asked = habits(HabitLine(between, "steps", 6000.0, 9000.0, False))
    assert [key.shape for key in drawing.legend] == ["band"]
    filled = colors(drawing.below[:1], asked, (0, 12_000))
    assert max(count for name, count in filled.items() if name != "#ffffff") > 0.2 * 300 * 100


def test_beside_hours_what_a_day_has_to_be_is_no_line(habits):
    drawing, _ = habits(HabitLine(HABIT, "steps", 8000.0, None, False), step="hour")
    assert (drawing.above, drawing.legend) == ((), ())
    assert drawing.said == "Goal: At least 8,000 steps a day (no line: the bars are hours)."


def test_where_readings_are_counted_there_is_no_line(habits):
    counted = replace(HABIT, target_value=None, direction=None, times=2)
    drawing, _ = habits(HabitLine(counted, "steps", None, None, False))
    assert (drawing.below, drawing.above) == ((), ())
    assert drawing.said == "Goal: 2 readings a day (counts readings: no line)."


def test_several_goals_share_one_sign(habits):
    lines = [HabitLine(replace(HABIT, id=n), "steps", 8000.0 + n, None, False) for n in (1, 2)]
    drawing, _ = habits(*lines)
    assert len(drawing.legend) == 1
    assert len(drawing.above) == 4
