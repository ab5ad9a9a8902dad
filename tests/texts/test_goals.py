"""Goals in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from healthdesk.domain.arrival import Arrival, Outlook, Withheld
from healthdesk.domain.goal_views import GoalView
from healthdesk.domain.goals import Point
from healthdesk.domain.habits import HabitStanding, Mark
from healthdesk.texts import Format, speaking
from healthdesk.texts import goals as words
from tests.domain.test_goals import TODAY, TYPES, goal

SHAPE = Format()
GERMAN = Format(language="de", decimal=",", group=".", order="dmy")
WEIGHT = TYPES["weight"]


def view(**fields: Any) -> GoalView:
    one = fields.pop("goal", goal(target_value=75, target_day=TODAY + 30))
    plain = {
        "direction": "down", "start": Point(0, 0, 85), "current": Point(0, 0, 80),
        "progress": 50.0, "days_remaining": 30, "is_overdue": False,
    }  # fmt: skip
    return GoalView(one, **{**plain, **fields})


@pytest.mark.parametrize(
    ("fields", "slug", "said"),
    [
        ({"target_value": 75}, "weight", "Reach 75 kg"),
        ({"target_value": 75.5, "target_day": TODAY}, "weight", "Reach 75.5 kg by 4 Oct 2024"),
        ({"target_value": 154.323584, "unit": "lb"}, "weight", "Reach 154.3 lb"),
        ({"direction": "range", "low": 70, "high": 74}, "weight", "Stay between 70 and 74 kg"),
        ({"direction": "range", "low": 70, "high": 74, "target_day": TODAY}, "weight",
         "Stay between 70 and 74 kg until 4 Oct 2024"),
        ({"target_value": 130, "target_value2": 80, "unit": "mmHg"}, "blood-pressure",
         "Reach 130/80 mmHg"),
        ({"kind": "habit", "per": "day", "target_value": 8000, "unit": "steps"}, "steps",
         "At least 8,000 steps a day"),
        ({"kind": "habit", "per": "week", "target_value": 14, "unit": "drinks",
          "direction": "down"}, "alcohol", "At most 14 drinks a week"),
        ({"kind": "habit", "per": "month", "low": 1, "high": 3, "unit": "h",
          "direction": "range"}, "sleep-duration", "Between 1 and 3 h a month"),
        ({"kind": "habit", "per": "week", "times": 1, "target_value": 8000, "unit": "steps"},
         "steps", "At least 8,000 steps a day, 1 day a week"),
        ({"kind": "habit", "per": "day", "times": 1, "unit": "kg"}, "weight", "A reading a day"),
        ({"kind": "habit", "per": "day", "times": 2, "unit": "kg"}, "weight", "2 readings a day"),
        ({"kind": "habit", "per": "month", "times": 3, "unit": "kg"}, "weight",
         "A reading on 3 days a month"),
    ],
)  # fmt: skip
def test_rule_is_one_line(fields: dict[str, Any], slug: str, said: str):
    assert words.rule_words(goal(**fields), TYPES[slug], SHAPE) == said


def test_where_a_target_stands():
    assert words.standing_words(view(), WEIGHT, SHAPE) == "80 kg, from 85 kg"
    assert words.standing_words(view(start=None), WEIGHT, SHAPE) == "80 kg"
    assert words.standing_words(view(current=None), WEIGHT, SHAPE) == "No reading yet"
    ranged = view(goal=goal(direction="range", low=70, high=90), held=(3, 4))
    assert words.standing_words(ranged, WEIGHT, SHAPE) == "80 kg; within on 3 of 4 days"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days_remaining": 30}, "30 days left"),
        ({"days_remaining": 1}, "1 day left"),
        ({"days_remaining": 0}, "Due today"),
        ({"days_remaining": -1}, "1 day overdue"),
        ({"days_remaining": None}, "Under way"),
        ({"completed_day": TODAY}, "Completed on 4 Oct 2024"),
        ({"goal": goal(target_value=75, status="paused")}, "Paused"),
        ({"goal": goal(target_value=75, status="paused", archived_at=5)}, "Archived"),
    ],
)
def test_state_in_words(fields: dict[str, Any], said: str):
    assert words.state_words(view(**fields), SHAPE) == said


def habit(**fields: Any) -> GoalView:
    """A habit with one span."""
    mark = Mark(TODAY, TODAY, "open", fields.pop("amount", None), fields.pop("done", 0),
                fields.pop("needed", 1))  # fmt: skip
    one = goal(kind="habit", unit="steps", type="steps", **fields)
    return view(goal=one, habit=HabitStanding((mark,), (mark,), 4, 12, 50.0))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"per": "day", "target_value": 8000, "amount": 3251.0}, "3,251 steps today"),
        ({"per": "week", "target_value": 50000}, "Nothing yet this week"),
        ({"per": "day", "times": 2, "done": 1, "needed": 2}, "1 of 2 today"),
        ({"per": "week", "times": 5, "done": 3, "needed": 5}, "3 of 5 days this week"),
        ({"per": "month", "times": 1, "needed": 1}, "0 of 1 day this month"),
    ],
)
def test_where_a_habit_stands(fields: dict[str, Any], said: str):
    assert words.standing_words(habit(**fields), TYPES["steps"], SHAPE) == said


def test_rows_and_shares():
    one = habit(per="day", target_value=8000).habit
    assert one is not None
    assert words.row_words(one, "day") == "4 days in a row, longest 12"
    assert words.row_words(replace(one, streak=12), "week") == "12 weeks in a row"
    assert words.share_words(one) == ""


def test_outlook_says_when_and_what_it_takes():
    arrives = Arrival(TODAY + 40, TODAY + 35, TODAY + 50)
    outlook = Outlook(arrives, -0.45, 0.1, -0.9, 76.4)
    late = view(outlook=outlook)
    assert words.outlook_words(late, WEIGHT, SHAPE) == [
        "At the present pace, −0.45 kg a week, about 13 Nov 2024 (8 Nov 2024 to 23 Nov 2024).",
        "That is 10 days after the date.",
        "The date takes −0.9 kg a week.",
        "The trend has 76.4 kg on that date.",
        "Within reach would be 13 Nov 2024 as the date, or 76.4 kg as the target.",
    ]
    early = view(outlook=replace(outlook, arrival=Arrival(TODAY + 20, TODAY + 5, None)))
    assert words.outlook_words(early, WEIGHT, SHAPE) == [
        "At the present pace, −0.45 kg a week, about 24 Oct 2024; 9 Oct 2024 at the earliest.",
        "That is in time.",
    ]
    assert words.outlook_words(view(), WEIGHT, SHAPE) == []


def test_out_of_reach_a_date_and_a_target_can_be_taken():
    outlook = Outlook(Arrival(TODAY + 40, TODAY + 35, TODAY + 50), -0.45, 0.1, -0.9, 76.44)
    assert words.suggested(view(outlook=outlook), WEIGHT, SHAPE) == {
        "Move the date to 13 Nov 2024": {"target_day": TODAY + 40},
        "Aim for 76.4 kg": {"target_value": 76.4},
    }
    # What is had by then is no way on from where the person stands.
    behind = replace(outlook, expected=80.02)
    assert [*words.suggested(view(outlook=behind), WEIGHT, SHAPE)] == [
        "Move the date to 13 Nov 2024"
    ]
    both = goal(target_value=130, target_value2=80, target_day=TODAY + 30)
    assert len(words.suggested(view(goal=both, outlook=outlook), WEIGHT, SHAPE)) == 1
    in_time = replace(outlook, arrival=Arrival(TODAY + 20, TODAY + 5, None))
    assert words.suggested(view(outlook=in_time), WEIGHT, SHAPE) == {}
    paused = goal(target_value=75, target_day=TODAY + 30, status="paused")
    assert words.suggested(view(goal=paused, outlook=outlook), WEIGHT, SHAPE) == {}
    assert words.suggested(view(), WEIGHT, SHAPE) == {}


def test_overdue_goal_is_not_told_what_it_would_have_taken():
    outlook = Outlook(Withheld("no-trend"), 0.0, 0.1, None, 76.0)
    said = words.outlook_words(view(outlook=outlook, is_overdue=True), WEIGHT, SHAPE)
    assert said == ["No projection: the readings go neither up nor down beyond chance."]


@pytest.mark.parametrize(
    "why",
    ["too-few-days", "span-too-short", "too-long-ago", "no-trend", "away", "too-far"],
)
def test_every_reason_has_words_in_both_languages(why: Any):
    english = words.withheld_words(Withheld(why, 7, 1))
    with speaking("de"):
        assert words.withheld_words(Withheld(why, 7, 1)) not in ("", english)


def test_german_has_its_own_numbers():
    with speaking("de"):
        said = words.rule_words(goal(target_value=75.5), WEIGHT, GERMAN)
        assert said == "75,5 kg erreichen"
        assert words.pace_words(-0.456, "kg", GERMAN) == "−0,46 kg pro Woche"


def test_celebration_is_a_sentence():
    assert words.celebration_words(view(), WEIGHT, "Weight", SHAPE) == "Goal reached: Weight 75 kg."
