from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk.domain.blood_pressure import Reading
from healthdesk.domain.pressure_guidelines import AHA_ACC_2025, Choice, standings
from healthdesk.texts import Format
from healthdesk.ui.panels.pressure_caption import PressureCaption, caption
from tests.ui.panels import chart_context
from tests.ui.panels.chart_context import FakePressures, Place

DAY = 86_400_000
READINGS = [Reading(day * DAY, 132, 84) for day in range(4)] + [
    Reading(DAY, 128.26, 70, ("office",))
]
STANDINGS = standings(READINGS, Choice(AHA_ACC_2025, "home"))
SAID = (
    "Mean at home 132.0/84.0 mmHg, 4 readings: Hypertension stage 1, 130–134 or 80–84 mmHg "
    "(AHA/ACC 2025, at home; doi 10.1161/HYP.0000000000000249). "
    "Mean at the practice 128.3/70.0 mmHg, 1 reading: No class yet: needs 1 more day "
    "(AHA/ACC 2025, at the practice; doi 10.1161/HYP.0000000000000249)."
)


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Place]:
    made = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def pressures(place: Place) -> FakePressures:
    found = place.context.app.pressures
    assert isinstance(found, FakePressures)
    found.standings_told = STANDINGS
    return found


@pytest.fixture
def line(qtbot: QtBot, place: Place) -> PressureCaption:
    made = PressureCaption(place.context)
    qtbot.addWidget(made)
    return made


def test_each_place_has_its_sentence_with_rule_and_source() -> None:
    assert caption(STANDINGS, "mmHg", Format()) == SAID
    assert caption((), "mmHg", Format()) == ""


def test_it_tells_of_the_days_in_sight(
    line: PressureCaption, pressures: FakePressures, qtbot: QtBot
) -> None:
    line.follow("blood-pressure", 1, 9)
    line.follow("blood-pressure", 2, 9)
    qtbot.waitUntil(lambda: line.text() == SAID)
    assert not line.isHidden()
    assert pressures.asked == [(2, 9)]


def test_other_types_have_none(
    line: PressureCaption, pressures: FakePressures, qtbot: QtBot
) -> None:
    line.follow("blood-pressure", 1, 9)
    line.follow("steps", 1, 9)
    assert line.isHidden()
    line._show(STANDINGS)  # an answer that was under way
    assert line.isHidden()
    assert pressures.asked == []


def test_without_a_reading_in_sight_nothing_is_said(
    line: PressureCaption, pressures: FakePressures, qtbot: QtBot
) -> None:
    pressures.standings_told = ()
    line.follow("blood-pressure", 1, 9)
    qtbot.waitUntil(lambda: bool(pressures.asked))
    qtbot.waitUntil(line.isHidden)
