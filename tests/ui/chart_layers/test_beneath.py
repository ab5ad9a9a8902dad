from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from healthdesk.domain.overlays import Happenings, Wanted
from healthdesk.ui.chart.layers import Spans
from healthdesk.ui.chart_layers.beneath import Beneath
from tests.ui.chart_layers.scenes import DAY, FIRST, colors, drawn, query, told_at

HOUR = 3600.0
WORKOUTS, ALCOHOL = Wanted("type", "workouts"), Wanted("type", "alcohol")
MOOD = Wanted("type", "mood")
STAGES, ILL = Wanted("type", "sleep-stage"), Wanted("tag", "ill")


def rows(wanted: Wanted, *found: tuple[float, float, float], daily: bool = False) -> Happenings:
    """(begin, end) in days after the first, and a value."""
    columns = np.array(found).reshape(-1, 3).T
    return Happenings(
        wanted, daily,
        tuple(((FIRST + columns[0]) * DAY).tolist()), tuple(((FIRST + columns[1]) * DAY).tolist()),
        tuple(columns[2].tolist()),
    )  # fmt: skip


@pytest.fixture
def beneath(place):
    place.context.app.overlays.rows = {
        "workouts": rows(WORKOUTS, (3.75, 3.8, 1), (9.75, 9.8, 1)),
        "alcohol": rows(ALCOHOL, (3, 4, 1), (5, 6, 4), daily=True),
        "sleep-stage": rows(STAGES, (1.0, 1.1, 3), (1.1, 1.2, 5)),
        "ill": rows(ILL, (2.5, 2.5, 1)),
    }
    return Beneath(place.context)


def test_nothing_chosen_asks_nothing(place, beneath):
    assert beneath.question(query(place.context)) is None


def test_each_has_a_row_with_its_name_in_the_order_chosen(place, beneath):
    beneath.wanted = (ILL, WORKOUTS)
    drawing = drawn(place.context, beneath, query(place.context))
    assert [lane.name for lane in drawing.lanes] == ["#ill", "Workouts"]
    assert drawing.legend[0].shape == "marks"


def test_the_larger_amount_stands_higher(place, beneath):
    beneath.wanted = (ALCOHOL,)
    asked = query(place.context)
    (lane,) = drawn(place.context, beneath, asked).lanes
    (spans,) = lane.layers
    assert isinstance(spans, Spans)
    assert spans._hi.tolist() == pytest.approx([0.3 + 0.7 / 4, 1.0])
    assert len(colors((spans,), asked, (0, 1))) > 1


def test_a_feeling_stands_as_high_as_it_is_of_ten(place, beneath):
    place.context.app.overlays.rows["mood"] = rows(MOOD, (3, 3, 2), (5, 5, 10))
    beneath.wanted = (MOOD,)
    (lane,) = drawn(place.context, beneath, query(place.context)).lanes
    (spans,) = lane.layers
    assert isinstance(spans, Spans)
    assert spans._hi.tolist() == pytest.approx([0.3 + 0.7 / 5, 1.0])


def test_stages_of_sleep_stand_the_deeper_the_lower(place, beneath):
    beneath.wanted = (STAGES,)
    (lane,) = drawn(place.context, beneath, query(place.context)).lanes
    (spans,) = lane.layers
    assert isinstance(spans, Spans)
    deep, awake = spans._hi.tolist()
    assert deep < awake == 1.0


def test_the_cross_tells_what_there_was_that_day(place, beneath):
    beneath.wanted = (WORKOUTS, ALCOHOL, ILL)
    told = partial(told_at, drawn(place.context, beneath, query(place.context)))
    alcohol = place.context.current.format.value(
        place.context.current.types["alcohol"], 1.0, None, place.context.current.unit("alcohol")
    )
    assert told((FIRST + 3.3) * DAY).splitlines() == ["Workouts: 1 at 18:00", f"Alcohol: {alcohol}"]
    assert told((FIRST + 2.1) * DAY) == "#ill: 12:00"
    assert told((FIRST + 20) * DAY) == ""


def test_of_stages_the_one_just_then_is_told(place, beneath):
    beneath.wanted = (STAGES,)
    told = partial(told_at, drawn(place.context, beneath, query(place.context)))
    assert told((FIRST + 1.05) * DAY) == "Sleep stage: Deep sleep"
    assert told((FIRST + 1.5) * DAY) == ""


def test_many_of_one_day_are_told_by_what_they_come_to(place, beneath):
    place.context.app.overlays.rows["workouts"] = rows(
        WORKOUTS, *((3 + n / 10, 3 + n / 10, 1) for n in range(5))
    )
    place.context.app.overlays.rows["ill"] = rows(
        ILL, *((3 + n / 10, 3 + n / 10, 1) for n in range(5))
    )
    beneath.wanted = (WORKOUTS, ILL)
    told = partial(told_at, drawn(place.context, beneath, query(place.context)))
    assert told((FIRST + 3.3) * DAY).splitlines() == ["Workouts: 5", "#ill: 5 times"]


def test_who_cannot_see_them_hears_how_often_in_sight(place, beneath):
    beneath.wanted = (WORKOUTS, ALCOHOL)
    asked = query(place.context, days=25)  # the first workout and drink are before
    drawing = drawn(place.context, beneath, asked)
    assert drawing.spoken == "Workouts 1 time. Alcohol on 1 day."
    assert [column.name for column in drawing.columns] == ["Workouts", "Alcohol"]


def test_types_that_are_gone_leave_no_row(place, beneath):
    beneath.wanted = (Wanted("type", "luck"),)
    assert drawn(place.context, beneath, query(place.context)).lanes == ()
