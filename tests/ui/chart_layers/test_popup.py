from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from healthdesk.domain.overlays import Wanted
from healthdesk.texts import Format
from healthdesk.ui.chart_layers.choice import MOST_BENEATH, LayerChoice
from healthdesk.ui.chart_layers.popup import LayersPopup
from tests.ui.chart_layers.scenes import FIRST, TODAY


@pytest.fixture
def popup(place, qtbot):
    place.window.resize(900, 700)
    place.window.show()
    made = LayersPopup(place.window)
    made.offer_layers(
        [("readings", "Readings", True), ("trend", "Trend", False), ("goal", "Goal", True)]
    )
    made.set_dates(Format("en"), FIRST, TODAY)
    types = place.context.current.types
    made.offer_types([types[slug] for slug in ("steps", "mood", "sleep-stage")], ("ill", "home"))
    made.open_under(place.window)
    yield made
    made.hide()


def boxes(popup: LayersPopup) -> dict[str, QCheckBox]:
    return {box.text(): box for box in popup.findChildren(QCheckBox)}


def rows(popup: LayersPopup) -> list[str]:
    return [popup.beneath.item(row).text() for row in range(popup.beneath.count())]


def test_switches_stand_as_at_first_and_tell_a_change(popup, qtbot):
    found = boxes(popup)
    assert [name for name, box in found.items() if box.isChecked()] == ["Readings", "Goal"]
    with qtbot.waitSignal(popup.changed):
        found["Trend"].click()
    assert popup.choice() == LayerChoice(on=frozenset({"trend"}))
    found["Readings"].click()
    assert popup.choice().off == {"readings"}


def test_a_choice_is_shown_without_telling_anybody(popup, qtbot):
    choice = LayerChoice(
        frozenset({"trend"}), frozenset({"goal"}), "steps", f"from:{FIRST + 3}",
        (Wanted("tag", "ill"),),
    )  # fmt: skip
    with qtbot.assertNotEmitted(popup.changed):
        popup.show_choice(choice)
    assert popup.choice() == choice
    assert popup.other.slug() == "steps"
    assert popup.begin.isVisible()
    assert [name for name, box in boxes(popup).items() if box.isChecked()] == ["Readings", "Trend"]


def test_the_space_bar_and_the_arrows_do(popup, qtbot):
    found = boxes(popup)
    qtbot.waitUntil(found["Readings"].hasFocus)
    qtbot.keyClick(found["Readings"], Qt.Key.Key_Down)
    qtbot.waitUntil(found["Trend"].hasFocus)
    qtbot.keyClick(found["Trend"], Qt.Key.Key_Space)
    assert "trend" in popup.choice().on
    qtbot.keyClick(found["Trend"], Qt.Key.Key_Up)
    qtbot.waitUntil(found["Readings"].hasFocus)


def test_only_what_can_be_drawn_is_compared_with_but_all_can_stand_under(popup):
    assert [popup.other.itemText(i) for i in range(popup.other.count())] == [
        "No other type", "Steps", "Mood",
    ]  # fmt: skip
    assert rows(popup) == ["Steps", "Mood", "Sleep stage", "#ill", "#home"]


def test_another_type_and_none_again(popup):
    popup.other.setCurrentIndex(popup.other.findData("mood"))
    popup.other.activated.emit(popup.other.currentIndex())
    assert popup.choice().other == "mood"
    popup.other.setCurrentIndex(0)
    popup.other.activated.emit(0)
    assert popup.choice().other == ""


def test_a_period_from_a_date_asks_for_the_date(popup):
    assert not popup.begin.isVisible()
    popup.against.setCurrentIndex(3)
    popup.against.activated.emit(3)
    assert popup.begin.isVisible()
    popup.begin.setDate(popup.begin.minimumDate().addDays(2))
    assert popup.choice().against == f"from:{FIRST + 2}"


def test_rows_keep_the_order_in_which_they_were_chosen(popup):
    for row in (2, 0, 3):
        popup.beneath.item(row).setCheckState(Qt.CheckState.Checked)
    assert popup.choice().beneath == (
        Wanted("type", "sleep-stage"), Wanted("type", "steps"), Wanted("tag", "ill"),
    )  # fmt: skip
    popup.beneath.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert popup.choice().beneath == (Wanted("type", "sleep-stage"), Wanted("tag", "ill"))


def test_no_more_rows_than_there_is_room_for(popup, place):
    types = list(place.context.current.types)[: MOST_BENEATH + 3]
    popup.offer_types(types, ())
    for row in range(len(types)):
        popup.beneath.item(row).setCheckState(Qt.CheckState.Checked)
    checked = [
        row
        for row in range(len(types))
        if popup.beneath.item(row).checkState() is Qt.CheckState.Checked
    ]
    assert len(checked) == len(popup.choice().beneath) == MOST_BENEATH


def test_everything_has_a_name(popup):
    for control in (popup.other, popup.against, popup.begin, popup.beneath):
        assert control.accessibleName()


EVERY_SWITCH = [(f"layer {n}", f"Layer with a name {n}", True) for n in range(8)]


@pytest.mark.parametrize("size", [(1024, 640), (760, 560), (560, 480)])
def test_it_fits_into_a_small_window(popup, place, size):
    popup.hide()
    place.window.setMinimumSize(*size)
    place.window.resize(*size)
    popup.offer_layers(EVERY_SWITCH)
    popup.against.setCurrentIndex(3)
    popup.against.activated.emit(3)
    popup.open_under(QWidget(place.window))
    window, shown = place.window.frameGeometry(), popup.geometry()
    assert window.top() <= shown.top()
    assert shown.bottom() <= window.bottom()
    assert shown.width() <= window.width()


def test_what_is_chosen_stands_beside_the_switches_where_there_is_room(popup, place):
    first = boxes(popup)["Readings"]
    assert popup.other.mapTo(popup, QPoint(0, 0)).x() > first.geometry().right()
    popup.hide()
    place.window.setMinimumSize(360, 480)
    place.window.resize(360, 480)
    popup.open_under(place.window)
    assert popup.other.mapTo(popup, QPoint(0, 0)).x() < first.geometry().right()
