"""Moving through time by wheel, drag, pinch and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from healthdesk.ui.chart.canvas import Canvas
from healthdesk.ui.chart.layers import Bands
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.ticks import TimeStyle

DAY = 86_400.0
START = 20_000 * DAY
LOOK = Look(
    "#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", ("#1F6FEB",), QFont("Inter")
)


@pytest.fixture
def canvas(qtbot):
    canvas = Canvas(LOOK, TimeStyle())
    qtbot.addWidget(canvas)
    canvas.resize(800, 400)
    canvas.set_layers([Bands([(0, 1, QColor("#1F6FEB"))])])
    canvas.show()
    canvas.set_limits(START - 100 * DAY, START + 100 * DAY)
    canvas.set_span(START, START + 10 * DAY)
    return canvas


def wheel(canvas, place: QPointF, turned: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        place, canvas.mapToGlobal(place), QPoint(), turned, Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_around_what_is_under_the_mouse(canvas, qtbot):
    place = QPointF(canvas.plane().x(START + 2 * DAY), 200)
    with qtbot.waitSignal(canvas.moved):
        wheel(canvas, place, QPoint(0, 120))
    low, high = canvas.span()
    assert high - low == pytest.approx(10 * DAY / 1.0018**120)
    assert canvas.plane().x(START + 2 * DAY) == pytest.approx(place.x())


def test_the_wheel_moves_along_sideways_and_with_shift(canvas):
    place = QPointF(400, 200)
    wheel(canvas, place, QPoint(-120, 0))
    assert canvas.span()[0] == pytest.approx(START + DAY)
    wheel(canvas, place, QPoint(0, 120), Qt.KeyboardModifier.ShiftModifier)
    assert canvas.span()[0] == pytest.approx(START)


def test_what_is_dragged_stays_under_the_mouse(canvas, qtbot):
    grasped = canvas.plane().at(400)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    for x in (380, 300, 250):
        qtbot.mouseMove(canvas, QPoint(x, 210))
        assert canvas.plane().at(x) == pytest.approx(grasped)
    with qtbot.waitSignal(canvas.moved):
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(250, 210))
    before = canvas.span()
    qtbot.mouseMove(canvas, QPoint(100, 100))
    assert canvas.span() == before


def test_a_pinch_comes_nearer_around_the_fingers(canvas):
    place = QPointF(canvas.plane().x(START + 7 * DAY), 100)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, QPointF(canvas.mapToGlobal(place)), 0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    low, high = canvas.span()
    assert high - low == pytest.approx(8 * DAY)
    assert canvas.plane().x(START + 7 * DAY) == pytest.approx(place.x())


def test_others_hear_of_it_while_one_moves_and_once_it_rests(canvas, qtbot):
    heard: list[str] = []
    canvas.moving.connect(lambda *_: heard.append("moving"))
    canvas.moved.connect(lambda *_: heard.append("moved"))
    canvas.step_by(0.1)
    canvas.step_by(0.1)
    assert canvas.is_moving
    qtbot.waitUntil(lambda: "moved" in heard)
    assert heard == ["moving", "moved"]
    assert not canvas.is_moving


def test_nobody_gets_nearer_than_an_hour_nor_farther_than_all(canvas):
    for _ in range(40):
        canvas.zoom_by(0.5, START + 3 * DAY)
    low, high = canvas.span()
    assert high - low == pytest.approx(3600)
    assert low <= START + 3 * DAY <= high
    for _ in range(40):
        canvas.zoom_by(2.0)
    assert canvas.span() == pytest.approx((START - 100 * DAY, START + 100 * DAY))
    canvas.step_by(5)
    assert canvas.span() == pytest.approx((START - 100 * DAY, START + 100 * DAY))


def test_a_position_is_brought_to_the_middle(canvas):
    canvas.go_to(START + 50 * DAY)
    assert canvas.span() == pytest.approx((START + 45 * DAY, START + 55 * DAY))
