"""Arranging Today by mouse and by keys alone, over restarts and back again."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from healthdesk.domain.events import RecordsChanged
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_arrangement import Arrangement, Tile, keep_arranged, kept
from healthdesk.ui.panels.today_cards import TypeCard
from tests.ui.panels import chart_context
from tests.ui.panels.test_today import PRESSURE, STEPS, WEIGHT

MOOD = dataclasses.replace(WEIGHT, type="mood", unit="points", value=6)
ALL = ["blood-pressure", "weight", "steps", "mood"]


@pytest.fixture
def place(qtbot, qapp, tmp_path):
    place = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(place.window)
    place.context.app.paths.make()
    place.context.commands.set_page("today")
    place.analytics.cards = (PRESSURE, WEIGHT, STEPS, MOOD)
    place.analytics.data = {
        "blood-pressure": chart_context.pressure(),
        "weight": chart_context.steps(),
        "steps": chart_context.steps(),
    }
    yield place
    place.close()


def opened(place, qtbot):
    panel = TodayPanel(place.context)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    return panel


@pytest.fixture
def panel(place, qtbot):
    return opened(place, qtbot)


def order(panel):
    return [tile.type for tile in panel.board.order]


def keep_of(place):
    return kept(place.context.app.paths, place.context.current.person)


def press(panel, slug, *keys):
    for key in keys:
        QTest.keyClick(panel.board.frames[slug], key)


def choose(menu, text):
    action = next(one for one in menu.actions() if one.text() == text)
    assert isinstance(action, QAction)
    action.trigger()
    menu.deleteLater()


def test_until_somebody_arranges_types_come_as_they_are_used(panel):
    assert order(panel) == ALL
    assert panel.board.frames == {}
    assert all(isinstance(tile, TypeCard) for tile in panel.board.tiles.values())


def test_what_was_used_lately_comes_before_what_was_not(place, qtbot):
    long_ago = dataclasses.replace(MOOD, recorded_at=MOOD.recorded_at - 270 * 86_400_000)
    place.analytics.cards = (long_ago, PRESSURE, WEIGHT, STEPS)
    assert order(opened(place, qtbot)) == ["blood-pressure", "weight", "steps", "mood"]


def test_keys_alone_move_and_take_away(panel, place):
    assert place.context.commands.run("today.arrange")
    assert list(panel.board.frames) == ALL
    assert panel.focusWidget() is panel.board.frames["blood-pressure"]
    press(panel, "blood-pressure", Qt.Key.Key_Right)
    assert order(panel) == ["weight", "blood-pressure", "steps", "mood"]
    press(panel, "blood-pressure", Qt.Key.Key_End)
    assert order(panel) == ["weight", "steps", "mood", "blood-pressure"]
    press(panel, "blood-pressure", Qt.Key.Key_Up)  # three columns
    assert order(panel) == ["blood-pressure", "weight", "steps", "mood"]
    press(panel, "blood-pressure", Qt.Key.Key_Left, Qt.Key.Key_Up)  # the end stays the end
    assert order(panel) == ALL
    press(panel, "mood", Qt.Key.Key_Home)
    press(panel, "weight", Qt.Key.Key_Delete)
    assert order(panel) == ["mood", "blood-pressure", "steps"]
    assert panel.focusWidget() is panel.board.frames["steps"]  # the next one
    assert keep_of(place) is None  # until it is done
    assert place.context.commands.run("today.arrange")
    assert keep_of(place) == Arrangement(
        (Tile("mood"), Tile("blood-pressure"), Tile("steps")), frozenset({"weight"})
    )
    assert place.toast.isVisibleTo(place.window)


def test_an_arrangement_survives_a_restart(panel, place, qtbot):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home)
    panel.board.bar.done_button.click()
    again = opened(place, qtbot)
    assert order(again) == ["mood", "blood-pressure", "weight", "steps"]


def test_escape_leaves_all_as_it_was(panel, place):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home, Qt.Key.Key_Escape)
    assert not panel.board.is_arranging
    assert order(panel) == ALL
    assert keep_of(place) is None
    assert [tile.isVisibleTo(panel) for tile in panel.board.tiles.values()] == [True] * 4
    assert all(t.focusPolicy() == Qt.FocusPolicy.StrongFocus for t in panel.board.tiles.values())


def test_the_keyboard_stays_on_the_page_when_arranging_ends(panel):
    for end in (panel.board.finish, panel.board.cancel):
        panel.arrange()
        panel.board.frames["mood"].setFocus()
        end()
        assert panel.focusWidget() is panel.board.first()


def test_cancel_leaves_what_was_arranged_before(panel):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home)
    panel.board.finish()
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Delete)
    panel.board.bar.cancel_button.click()
    assert order(panel) == ["mood", "blood-pressure", "weight", "steps"]


def test_what_was_arranged_can_be_taken_back(panel, place):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home)
    panel.board.finish()
    place.toast.button.click()
    assert order(panel) == ALL
    assert keep_of(place) is None


def test_cards_come_back_by_the_bar(panel):
    panel.arrange()
    bar = panel.board.bar
    assert not bar.add_button.isEnabled()
    press(panel, "weight", Qt.Key.Key_Delete)
    assert bar.add_button.isEnabled()
    choose(bar.add_menu(), "Weight")
    assert order(panel) == ["blood-pressure", "steps", "mood", "weight"]
    bar.reset_button.click()
    assert order(panel) == ALL
    assert not bar.reset_button.isEnabled()


def test_all_cards_can_be_taken_away_and_the_page_says_how_they_come_back(panel):
    panel.arrange()
    for slug in ALL:
        press(panel, slug, Qt.Key.Key_Delete)
    assert panel.focusWidget() is panel.board.bar
    panel.board.finish()
    assert panel.board.none.isVisibleTo(panel)
    panel.arrange()
    panel.board.reset()
    panel.board.finish()
    assert order(panel) == ALL
    assert not panel.board.none.isVisibleTo(panel)


def test_a_type_as_a_chart_is_read_once_with_all_others(panel, place, qtbot):
    panel.arrange()
    asked = len(place.analytics.asked)
    choose(panel.board.frames["steps"].menu(), "Chart of 30 days")
    choose(panel.board.frames["blood-pressure"].menu(), "Chart of 90 days")
    choose(panel.board.frames["blood-pressure"].menu(), "Two columns wide")
    panel.board.finish()
    chart = panel.board.tiles["blood-pressure"]
    qtbot.waitUntil(lambda: "30 readings" in chart.accessibleName())
    assert chart.accessibleName().startswith("Blood pressure: 128/82 mmHg")
    assert panel.board.order[0] == Tile("blood-pressure", "quarter", "wide")
    assert panel.board.order[2] == Tile("steps", "month")
    queries = place.analytics.asked[asked:]
    assert {query.type for query in queries} == {"steps", "blood-pressure"}
    assert all(query.step == "day" for query in queries)


def test_days_of_all_charts_stand_below_each_other(place, qtbot):
    both = Arrangement((Tile("steps", "month"), Tile("blood-pressure", "month")))
    keep_arranged(place.context.app.paths, place.context.current.person, both)
    panel = opened(place, qtbot)
    charts = [panel.board.tiles[slug] for slug in ("steps", "blood-pressure")]
    qtbot.waitUntil(lambda: all("30" in chart.days.text() for chart in charts))
    qtbot.waitUntil(lambda: charts[0].width() == charts[1].width())
    planes = [chart.chart.plane() for chart in charts]
    assert planes[0].area.left() == planes[1].area.left()
    assert (planes[0].low, planes[0].high) == (planes[1].low, planes[1].high)


def test_a_wide_card_takes_two_columns(place, qtbot):
    wide = Arrangement((Tile("steps", "card", "wide"),))
    keep_arranged(place.context.app.paths, place.context.current.person, wide)
    panel = opened(place, qtbot)
    tiles = panel.board.tiles
    qtbot.waitUntil(lambda: tiles["steps"].width() > 1.8 * tiles["weight"].width())


def test_a_drag_moves_a_card(panel, qtbot):
    panel.arrange()
    frames = panel.board.frames
    qtbot.waitUntil(lambda: frames["mood"].x() != frames["steps"].x() or frames["mood"].y() > 0)
    frame = frames["blood-pressure"]
    start = QPoint(frame.width() // 2, 12)
    target = frame.mapFrom(panel.board.grid, frames["steps"].geometry().center())
    QTest.mousePress(frame, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(frame, target)
    QTest.mouseRelease(frame, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
    assert order(panel) == ["weight", "steps", "blood-pressure", "mood"]


def test_while_arranging_a_press_opens_no_chart(panel, place):
    panel.arrange()
    tile = panel.board.tiles["steps"]
    assert tile.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert tile.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_every_frame_says_what_it_is_and_where(panel):
    panel.arrange()
    names = [frame.accessibleName() for frame in panel.board.frames.values()]
    assert names[1] == "Weight, place 2 of 4"
    frame = panel.board.frames["weight"]
    assert frame.accessibleDescription() == "Card, One column wide"
    for button in (frame.earlier, frame.later, frame.more, frame.away):
        assert button.accessibleName()
    press(panel, "weight", Qt.Key.Key_Left)
    assert frame.accessibleName() == "Weight, place 1 of 4"


def test_a_type_used_later_comes_last(panel, place, qtbot):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home)
    panel.board.finish()
    water = dataclasses.replace(STEPS, type="water", unit="mL")
    place.analytics.cards = (PRESSURE, water, WEIGHT, STEPS, MOOD)
    place.bus.publish(RecordsChanged(1, frozenset({"water"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: len(panel.board.order) == 5)
    assert order(panel) == ["mood", "blood-pressure", "weight", "steps", "water"]


def test_each_person_has_an_order_of_their_own(panel, place, qtbot):
    panel.arrange()
    press(panel, "mood", Qt.Key.Key_Home)
    panel.board.finish()
    me = place.context.current.person
    ben, _ = place.journal.add_person(place.context.actor, "Ben")
    place.context.current.person = ben
    place.context.current.personChanged.emit(ben)
    qtbot.waitUntil(lambda: order(panel) == ALL)
    place.context.current.person = me
    place.context.current.personChanged.emit(me)
    qtbot.waitUntil(lambda: order(panel)[0] == "mood")


def test_another_person_ends_the_arranging(panel, place, qtbot):
    panel.arrange()
    ben, _ = place.journal.add_person(place.context.actor, "Ben")
    place.context.current.person = ben
    place.context.current.personChanged.emit(ben)
    assert not panel.board.is_arranging
    qtbot.waitUntil(lambda: all(t.isVisibleTo(panel) for t in panel.board.tiles.values()))
