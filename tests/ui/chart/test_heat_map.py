"""Years of days as weeks."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from healthdesk.domain.times import date_of, day_of
from healthdesk.ui.chart.heat_map import Calendar, DayCell, HeatMap
from healthdesk.ui.chart.look import Look

LOOK = Look(
    "#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", ("#1F6FEB", "#C2410C"),
    QFont("Inter"),
)  # fmt: skip
COLORS = ("#DDEEFF", "#88AAFF", "#113388")
TODAY = day_of(dt.date(2024, 6, 16))


def calendar(week_start: int = 0, oldest: int = 2020) -> Calendar:
    first = day_of(dt.date(2023, 3, 1))
    return Calendar(
        days={day: DayCell(day % 3, f"{day} kg", "2 readings") for day in range(first, TODAY, 2)},
        newest=2024,
        oldest=oldest,
        week_start=week_start,
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        months=tuple(f"{number:02d}" for number in range(1, 13)),
        levels=("1", "2", "3", "4"),
        today=TODAY,
    )


@pytest.fixture
def heat(qtbot):
    made = HeatMap(LOOK)
    qtbot.addWidget(made)
    made.resize(1000, 420)
    made.show()
    made.show_calendar(calendar(), COLORS, lambda day: date_of(day).isoformat())
    return made


def test_as_many_years_as_find_room_the_newest_first(heat):
    assert heat.years() == (2024, 2023)
    heat.resize(1000, 190)
    assert heat.years() == (2024,)
    heat.show_calendar(calendar(oldest=2024), COLORS, str)
    heat.resize(1000, 900)
    assert heat.years() == (2024,)


@pytest.mark.parametrize("week_start", [0, 5, 6])
def test_each_day_of_the_years_has_a_place_of_its_own(heat, week_start):
    heat.show_calendar(calendar(week_start), COLORS, str)
    frame = heat._frame()
    for day in range(day_of(dt.date(2023, 1, 1)), day_of(dt.date(2024, 12, 31)) + 1):
        cell = heat._cell(day, frame)
        assert heat._day_at(cell.center()) == day
        row = (cell.top() - dict(frame.corners)[date_of(day).year].y()) / frame.pitch
        assert round(row) == (date_of(day).weekday() - week_start) % 7
        assert cell.right() <= heat.width()


def test_arrows_walk_days_and_weeks_from_the_newest_value(heat, qtbot):
    heat.setFocus()
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    newest = max(calendar().days)
    assert heat.day == newest
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    assert heat.day == newest - 7
    qtbot.keyClick(heat, Qt.Key.Key_Up)
    assert heat.day == newest - 8
    qtbot.keyClick(heat, Qt.Key.Key_End)
    assert heat.day == TODAY
    qtbot.keyClick(heat, Qt.Key.Key_Home)
    assert heat.day == day_of(dt.date(2023, 1, 1))
    qtbot.keyClick(heat, Qt.Key.Key_Escape)
    assert heat.day is None


def test_a_day_with_a_value_can_be_opened_by_key_and_click(heat, qtbot):
    opened: list[int] = []
    heat.chosen.connect(opened.append)
    known = min(calendar().days)
    heat.point_at(known)
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    qtbot.keyClick(heat, Qt.Key.Key_Down)
    qtbot.keyClick(heat, Qt.Key.Key_Return)  # a day without a value
    place = heat._cell(known + 2, heat._frame()).center().toPoint()
    qtbot.mouseClick(heat, Qt.MouseButton.LeftButton, pos=place)
    assert opened == [known, known + 2]


def test_the_card_beside_a_day_tells_value_and_date(heat):
    known = min(calendar().days)
    heat.point_at(known)
    lines = [label.text() for label in heat._readout._lines]
    assert lines[:3] == [f"{known} kg", "2023-03-01", "2 readings"]
    heat.point_at(known + 1)
    assert heat._readout._lines[0].text() == "–"


def test_a_day_has_the_colour_of_its_value(heat):
    image = heat.grab().toImage()
    day = max(calendar().days)
    spot = heat._cell(day, heat._frame()).center().toPoint()
    assert image.pixelColor(spot).name().upper() == COLORS[day % 3]
