"""A still plot: its words, and how it is walked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.plot import Plot, Scene, Station, WordsFoot, values_foot
from healthdesk.ui.chart.shapes import Box, Boxes

LOOK = Look(
    "#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", ("#1F6FEB", "#C2410C"),
    QFont("Inter"),
)  # fmt: skip
PLAIN = Numbers(lambda value, digits: f"{value:.{digits}f}", 0)


def scene(**more) -> Scene:
    values = (10.0, 30.0, 20.0, 40.0)
    return Scene(
        layers=(Boxes([Box(n, n + 1, 0, v, "#1F6FEB") for n, v in enumerate(values)]),),
        low=0.0,
        high=4.0,
        foot=WordsFoot([(n, f"{n}") for n in range(5)]),
        numbers=PLAIN,
        stations=tuple(
            Station(n + 0.5, (v,), f"{v:g} kg", f"place {n}", id=n) for n, v in enumerate(values)
        ),
        **more,
    )


@pytest.fixture
def plot(qtbot):
    made = Plot(LOOK)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.show_scene(scene(from_zero=True))
    return made


def test_arrows_go_from_place_to_place_and_stop_at_the_ends(plot, qtbot):
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.index == 0
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.index == 0
    qtbot.keyClick(plot, Qt.Key.Key_End)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.index == 3
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.index == 0
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.index == -1


def test_left_begins_at_the_newest(plot, qtbot):
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.index == 3


def test_each_place_is_told_to_who_cannot_see_it(plot, qtbot, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(plot, "announce", said.append)
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert said == ["10 kg, place 0"]


def test_return_and_a_click_choose(plot, qtbot):
    chosen: list[int] = []
    plot.chosen.connect(chosen.append)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert chosen == []  # nothing is pointed at
    plot.point_at(2)
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    place = QPoint(int(plot.plane().x(1.6)), int(plot.plane().area.center().y()))
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [2, 1]


def test_the_mouse_takes_the_nearest_place_along_the_foot_or_in_both_ways(plot):
    plane = plot.plane()
    here = plane.spot(1.1, 12.0)
    assert plot._nearest(here) == 1
    plot.show_scene(scene(from_zero=True, snap_values=True))
    assert plot._nearest(plot.plane().spot(1.1, 12.0)) == 0
    assert plot._nearest(plane.area.topLeft() - plane.area.bottomRight()) == -1


def test_another_scene_takes_the_cross_away(plot):
    plot.point_at(1)
    plot.show_scene(scene())
    assert plot.index == -1


def test_keys_with_others_held_are_left_to_the_window(plot, qtbot):
    plot.point_at(1)
    qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert plot.index == 1


def test_bars_stand_on_zero_and_named_rows_fix_the_values(plot):
    assert plot.plane().bottom <= 0
    assert plot.plane().top >= 40
    plot.show_scene(scene(values=(-1.0, 50.0), rows=((0.0, "low"), (40.0, "high"))))
    assert (plot.plane().bottom, plot.plane().top) == (-1.0, 50.0)


def test_it_is_drawn_on_paper_as_on_the_screen(plot):
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    plot.draw(painter)
    painter.end()
    spot = plot.plane().spot(1.5, 15.0).toPoint()
    assert image.pixelColor(spot).name() == "#1f6feb"
    assert image.pixelColor(plot.plane().spot(0.5, 35.0).toPoint()).name() == "#ffffff"


def plane(width: float) -> Plane:
    return Plane(QRectF(40, 10, width, 200), 0.0, 12.0, 0.0, 1.0)


def shown(foot: WordsFoot, width: float) -> int:
    """How many words find room."""
    widths = [30.0] * 12
    return -(-12 // foot._every(plane(width), widths))


def test_words_that_would_touch_stay_away(qapp):
    foot = WordsFoot([(float(n), "word") for n in range(12)])
    assert shown(foot, 1200) == 12
    assert shown(foot, 400) == 6
    assert shown(foot, 100) == 2


def test_round_values_stand_along_a_foot(qapp):
    foot = values_foot(79.3, 84.6, Numbers(lambda v, d: f"{v:.{d}f}", 1), "kg")
    places = [at for at, _ in foot._words]
    assert places[0] >= 79.3
    assert places[-1] <= 84.6
    assert 4 <= len(places) <= 11
    assert all(abs(place * 2 - round(place * 2)) < 1e-9 for place in places)
