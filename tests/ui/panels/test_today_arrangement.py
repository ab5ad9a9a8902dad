"""Which cards stand on Today: what was chosen, what is new, what is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.records import Person
from healthdesk.paths import Paths
from healthdesk.ui.panels.today_arrangement import (
    Arrangement,
    Look,
    Place,
    Size,
    Tile,
    hidden_kinds,
    keep_arranged,
    keep_hidden_kinds,
    kept,
    moved,
)
from healthdesk.ui.window_state import keep

SLUGS = ("weight", "steps", "mood", "blood-pressure", "water")
ME = Person(1, b"\1" * 16, "Me", "", None, None, None, None, None)
BEN = Person(2, b"\2" * 16, "Ben", "", None, None, None, None, None)

slugs = st.lists(st.sampled_from(SLUGS), unique=True)
tiles = slugs.flatmap(
    lambda chosen: st.tuples(
        *(st.builds(Tile, st.just(one), st.sampled_from(get_args(Look)),
                    st.sampled_from(get_args(Size))) for one in chosen)
    )
)  # fmt: skip


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    chosen = draw(tiles)
    rest = [slug for slug in SLUGS if slug not in {tile.type for tile in chosen}]
    removed = frozenset(draw(st.lists(st.sampled_from(rest), unique=True))) if rest else frozenset()
    return Arrangement(chosen, removed, draw(st.sampled_from(get_args(Place))))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.find(str(tmp_path), {})


def test_until_arranged_there_is_a_card_of_each_type_as_it_comes():
    assert Arrangement().shown(SLUGS) == tuple(Tile(slug) for slug in SLUGS)


@settings(deadline=None)
@given(arrangements(), slugs)
def test_every_type_in_use_is_shown_once_unless_taken_away(arranged: Arrangement, used: list[str]):
    shown = [tile.type for tile in arranged.shown(used)]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(used) - arranged.removed
    chosen = [tile.type for tile in arranged.tiles if tile.type in used]
    assert shown[: len(chosen)] == chosen  # what is new stands behind


@settings(deadline=None)
@given(arrangements(), slugs, slugs)
def test_what_is_chosen_stays_and_what_has_no_readings_now_keeps_its_way(
    arranged: Arrangement, used: list[str], later: list[str]
):
    shown = arranged.shown(used)[::-1]
    changed = arranged.with_shown(shown, used)
    assert changed.shown(used) == shown
    away = [tile for tile in arranged.tiles if tile.type not in used]
    assert [tile for tile in changed.shown(later) if tile in away] == [
        tile for tile in away if tile.type in later
    ]
    assert changed.removed >= arranged.removed - set(used)


@settings(deadline=None)
@given(tiles.filter(bool), st.integers(-3, 9), st.data())
def test_moving_changes_one_place_and_stops_at_the_ends(
    chosen: tuple[Tile, ...], to: int, data: st.DataObject
):
    slug = data.draw(st.sampled_from([tile.type for tile in chosen]))
    after = moved(chosen, slug, to)
    assert sorted(after, key=str) == sorted(chosen, key=str)
    assert after[max(0, min(len(chosen) - 1, to))].type == slug
    assert [t for t in after if t.type != slug] == [t for t in chosen if t.type != slug]


@settings(deadline=None, max_examples=30)
@given(arranged=arrangements())
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, arranged: Arrangement):
    paths = Paths.find(str(tmp_path_factory.mktemp("kept")), {})
    paths.make()
    keep_arranged(paths, ME, arranged)
    assert kept(paths, ME) == arranged
    assert kept(paths, BEN) is None
    keep_arranged(paths, ME, None)
    assert kept(paths, ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "no JSON", "[]", "{}",
        json.dumps({"tiles": [["weight"]], "removed": [], "insights": "off"}),
        json.dumps({"tiles": [["weight", "huge", "wide"]], "removed": [], "insights": "off"}),
        json.dumps({"tiles": [], "removed": [], "insights": "beside"}),
        json.dumps({"tiles": [["a", "card", "wide"]] * 2, "removed": [], "insights": "off"}),
    ],
)  # fmt: skip
def test_what_somebody_else_wrote_is_as_nothing(paths: Paths, text: str):
    paths.make()
    keep(paths, f"today/{ME.uid.hex()}", text)
    assert kept(paths, ME) is None


def test_hidden_kinds_are_kept_by_person(paths: Paths):
    paths.make()
    assert hidden_kinds(paths, ME) == frozenset()
    keep_hidden_kinds(paths, ME, frozenset({"trend", "streak"}))
    assert hidden_kinds(paths, ME) == {"trend", "streak"}
    assert hidden_kinds(paths, BEN) == frozenset()
