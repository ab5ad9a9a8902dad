from __future__ import annotations

import pytest

from healthdesk.ui.chart_layers.other_type import OtherType
from tests.ui.chart_layers.scenes import DAY, FIRST, LOOK, drawn, query, told_at
from tests.ui.panels.chart_context import Data


@pytest.fixture
def other(place):
    at = [(FIRST + n) * DAY + 8 * 3600 for n in range(10)]
    place.analytics.data = {
        "resting-heart-rate": Data(at, {"resting-heart-rate": [60.0 + n for n in range(10)]}),
        "blood-pressure": Data(at, {"systolic": [120.0] * 10, "diastolic": [80.0] * 10}),
        "steps": Data(at, {"steps": [5000.0] * 10}, "day"),
    }
    return OtherType(place.context)


def test_it_has_a_scale_and_a_colour_of_its_own(place, other):
    other.slug = "resting-heart-rate"
    asked = query(place.context)
    drawing = drawn(place.context, other, asked)
    assert drawing.below == drawing.above == ()
    second = drawing.second
    assert second.colors[0] == LOOK.series[3]
    assert second.layers[0].bounds(asked.low, asked.high) == (60.0, 69.0)
    assert second.numbers.text(61.0, 0) == "61"
    assert not second.from_zero
    assert drawing.legend[0].name == "Resting heart rate · bpm (right)"


def test_the_cross_and_the_table_tell_its_value_of_the_day(place, other):
    other.slug = "resting-heart-rate"
    drawing = drawn(place.context, other, query(place.context))
    evening = (FIRST + 2) * DAY + 21 * 3600
    assert told_at(drawing, evening) == "Resting heart rate: 62 bpm"
    assert drawing.columns[0].words(evening) == "62 bpm"
    assert told_at(drawing, (FIRST + 20) * DAY) == ""


def test_who_cannot_see_it_hears_its_figures(place, other):
    other.slug = "resting-heart-rate"
    drawing = drawn(place.context, other, query(place.context))
    assert "10 readings, lowest 60 bpm, highest 69 bpm, mean 65 bpm" in drawing.spoken
    assert drawing.said == ""


def test_a_type_of_two_parts_has_two_colours(place, other):
    other.slug = "blood-pressure"
    drawing = drawn(place.context, other, query(place.context))
    assert [key.name for key in drawing.legend] == [
        "Systolic · mmHg (right)", "Diastolic · mmHg (right)"
    ]  # fmt: skip
    assert len({key.color for key in drawing.legend}) == 2
    assert len(drawing.second.lines) == 2


def test_amounts_stand_on_zero(place, other):
    other.slug = "steps"
    assert drawn(place.context, other, query(place.context)).second.from_zero


@pytest.mark.parametrize("slug", ["", "luck", "weight", "sleep-stage"])
def test_none_the_same_and_what_cannot_be_drawn_are_not_asked_for(place, other, slug):
    other.slug = slug
    assert other.question(query(place.context)) is None
