"""Where notices stand is remembered in the file, whatever their number."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.bootstrap import App
from healthdesk.services.shown_notices import KEPT, Place, ShownNotices, _folded, _unfolded
from tests.opened import query

HERE = Place("bus", ":1.7", 3, ":1.9")


@given(st.sets(st.integers(1, 40)))
@settings(suppress_health_check=[HealthCheck.differing_executors])
def test_numbers_come_back_from_their_runs(ids: set[int]):
    assert list(_unfolded(_folded(ids))) == sorted(ids)


def test_a_notice_is_found_by_its_place_whoever_asks(app: App):
    shown = ShownNotices(app.db)
    shown.add(HERE, [5, 4, 9])
    assert shown.find(Place("bus", ":1.7", 3)) == (HERE, (4, 5, 9))
    assert shown.find(Place("bus", ":1.8", 3)) is None
    assert shown.find(Place("other", ":1.7", 3)) is None


def test_a_place_taken_anew_holds_the_newer_notice(app: App):
    shown = ShownNotices(app.db)
    shown.add(HERE, [1])
    shown.add(HERE, [2])
    assert shown.find(HERE) == (HERE, (2,))


def test_those_that_are_gone_are_forgotten(app: App):
    shown = ShownNotices(app.db)
    shown.add(HERE, [1])
    shown.add(Place("bus", ":1.7", 4), [2])
    assert shown.take(lambda _, ids: 1 in ids) == (HERE,)
    assert shown.take(lambda _, ids: 1 in ids) == ()
    assert shown.find(HERE) is None


def test_ten_thousand_in_one_notice_take_little_room_and_old_ones_go(app: App):
    shown = ShownNotices(app.db)
    for number in range(KEPT + 1):
        shown.add(Place("bus", ":1.7", number), range(1, 10_001))
    assert shown.find(Place("bus", ":1.7", 0)) is None
    found = shown.find(Place("bus", ":1.7", KEPT))
    assert found is not None
    assert len(found[1]) == 10_000
    ((size,),) = query(app.db, "SELECT sum(length(value)) FROM health_state")
    assert size < 20_000
