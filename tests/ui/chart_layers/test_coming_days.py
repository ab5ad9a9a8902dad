from __future__ import annotations

import pytest

from healthdesk.domain.overlays import ComingDays
from healthdesk.ui.chart_layers.coming_days import Forecast
from tests.ui.chart_layers.scenes import DAY, TODAY, colors, drawn, query


def coming(days: int = 14, level: float = 81.0) -> ComingDays:
    at = tuple((TODAY + 1 + n + 0.5) * DAY for n in range(days))
    each = (level,) * days
    return ComingDays(at, each, tuple(v - 1 for v in each), tuple(v + 1 for v in each), TODAY)


def test_days_to_come_are_dashed_with_their_interval_and_said(place):
    place.context.app.overlays.coming = {"weight": (coming(),)}
    asked = query(place.context, more=14)
    drawing = drawn(place.context, Forecast(place.context), asked)
    assert drawing.said.startswith("Forecast for 14 days: on ")
    assert "81.0 kg (80.0 kg to 82.0 kg in nine of ten cases)." in drawing.said
    assert drawing.until == drawing.latest == (TODAY + 15) * DAY
    assert drawing.above[0].bounds(asked.low, asked.high) == (81.0, 81.0)
    assert drawing.below[0].bounds(asked.low, asked.high) == (80.0, 82.0)
    line = colors(drawing.above, asked, (79, 83)).get("#1f6feb", 0)
    across = 300 * 14 / 44
    assert 0.3 * across < line < 2 * 0.8 * across  # strokes and gaps, two pixels high


def test_a_single_day_is_drawn_too(place):
    place.context.app.overlays.coming = {"weight": (coming(1),)}
    asked = query(place.context, days=1, more=1)
    drawing = drawn(place.context, Forecast(place.context), asked)
    assert colors(drawing.above, asked, (79, 83)).get("#1f6feb", 0) > 50
    assert drawing.below[0].bounds(asked.low, asked.high) == (80.0, 82.0)


def test_the_table_tells_each_day_to_come_as_what_it_is(place):
    place.context.app.overlays.coming = {"weight": (coming(),)}
    drawing = drawn(place.context, Forecast(place.context), query(place.context))
    assert len(drawing.rows) == 14
    newest = drawing.rows[0]
    assert newest.when.endswith("(forecast)")
    assert newest.value == "81.0 kg (80.0 kg – 82.0 kg)"
    assert newest.count == 0
    assert newest.at > drawing.rows[-1].at


def test_both_parts_stand_in_one_row(place):
    place.context.app.overlays.coming = {"blood-pressure": (coming(7, 125.0), coming(7, 80.0))}
    drawing = drawn(place.context, Forecast(place.context), query(place.context, "blood-pressure"))
    assert drawing.rows[0].value == "125/80 mmHg (124/79 mmHg – 126/81 mmHg)"
    assert "Systolic 125 mmHg (124 mmHg to 126 mmHg" in drawing.said
    assert len(drawing.above) == 2


def test_a_forecast_that_is_withheld_says_why_and_wants_no_room(place):
    drawing = drawn(place.context, Forecast(place.context), query(place.context))
    assert drawing.said == "Forecast: needs 3 more days."
    assert drawing.until is drawing.latest is None


@pytest.mark.parametrize(
    ("days", "ahead"), [(1, 1), (7, 7), (31, 14), (92, 30), (366, 90), (5000, 90)]
)
def test_the_longer_the_time_the_farther_ahead_and_the_room_for_it_changes_nothing(
    place, days, ahead
):
    forecast = Forecast(place.context)
    for more in (0, ahead):
        question = forecast.question(query(place.context, days=days, more=more))
        assert question.of == (ahead, TODAY)
