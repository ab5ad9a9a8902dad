from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.overlays import Wanted
from healthdesk.ui.chart_layers.choice import KEY, LayerChoice, recall, remember
from healthdesk.ui.window_state import keep, recalled

KEYS = st.sampled_from(("readings", "trend", "goal"))


@pytest.fixture
def types(place):
    return place.context.current.types


def test_a_choice_comes_back_for_its_type_alone(place, types):
    paths = place.context.app.paths
    choice = LayerChoice(
        frozenset({"trend"}), frozenset({"goal"}), "steps", "year",
        (Wanted("type", "workouts"), Wanted("type", "sleep-stage")),
    )  # fmt: skip
    remember(paths, types["weight"], types, choice)
    assert recall(paths, types["weight"], types) == choice
    assert recall(paths, types["blood-pressure"], types) == LayerChoice()


def test_names_of_ones_own_are_not_written_down(place, types):
    paths = place.context.app.paths
    choice = LayerChoice(other="steps", beneath=(Wanted("tag", "ill"), Wanted("type", "mood")))
    remember(paths, types["weight"], types, choice)
    kept = str(recalled(paths, KEY.format(id=types["weight"].id)))
    assert not any(name in kept for name in ("ill", "mood", "steps"))
    assert recall(paths, types["weight"], types).beneath == (Wanted("type", "mood"),)


@pytest.mark.parametrize(
    "kept", ["", "no JSON", "[1]", '{"on": 3, "beneath": [{}, 99999, "x"], "other": "steps"}']
)
def test_what_cannot_be_read_is_as_at_first(place, types, kept):
    paths = place.context.app.paths
    keep(paths, KEY.format(id=types["weight"].id), kept)
    assert recall(paths, types["weight"], types) == LayerChoice()


def test_types_that_are_gone_are_left_out(place, types):
    paths = place.context.app.paths
    choice = LayerChoice(other="steps", beneath=(Wanted("type", "mood"),))
    remember(paths, types["weight"], types, choice)
    fewer = TypeBook([types["weight"]])
    assert recall(paths, types["weight"], fewer) == LayerChoice()


@given(st.lists(st.tuples(KEYS, st.booleans())), st.booleans())
def test_the_last_switch_counts(switches, at_first):
    choice = LayerChoice()
    for key, on in switches:
        choice = choice.switched(key, on=on)
    for key in ("readings", "trend", "goal"):
        said = [on for name, on in switches if name == key]
        assert choice.shows(key, at_first=at_first) == (said[-1] if said else at_first)
