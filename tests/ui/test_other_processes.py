"""What another process does is seen in the open window without a click."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.goals import GoalDraft
from healthdesk.domain.records import Draft
from healthdesk.domain.times import from_datetime
from healthdesk.ui import theme
from healthdesk.ui.goal_watch import BANNER
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.goals import GoalsPanel
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.panels.settings import SettingsPanel
from healthdesk.ui.panels.today import TodayPanel
from tests.ui.furnished import NOON, Furnished, opened

NOTICED_MS = 20_000
READING = "weight 83.4 2025-06-16 08:00"


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        made.app.watch.start()
        yield made


def healthdesk(folder: Path, *words: str) -> None:
    """The command line, as a process of its own."""
    command = [sys.executable, "-m", "healthdesk", "--data-dir", str(folder), *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_reading_appears_on_every_page(place: Furnished, data_dir: Path, qtbot: QtBot) -> None:
    window = place.window
    records, charts, today = (window.show_page(p) for p in ("records", "charts", "today"))
    assert isinstance(records, RecordsPanel)
    assert isinstance(charts, ChartsPanel)
    assert isinstance(today, TodayPanel)
    place.settle()
    healthdesk(data_dir, "add", READING)
    qtbot.waitUntil(lambda: "weight" in today.board.tiles, timeout=NOTICED_MS)
    window.show_page("records")
    qtbot.waitUntil(lambda: records.model.total == 1, timeout=NOTICED_MS)
    window.show_page("charts")
    qtbot.waitUntil(lambda: charts.view.heading.text() == "Weight · kg", timeout=NOTICED_MS)
    healthdesk(data_dir, "add", "weight 83.0 2025-06-16 09:00")
    qtbot.waitUntil(
        lambda: "2 readings" in charts.over_time.chart.accessibleDescription(), timeout=NOTICED_MS
    )


def test_a_setting_acts_at_once(place: Furnished, data_dir: Path, qtbot: QtBot) -> None:
    page = place.window.show_page("settings")
    assert isinstance(page, SettingsPanel)
    assert not theme.current().dark
    healthdesk(data_dir, "settings", "set", "theme", "dark")
    qtbot.waitUntil(lambda: theme.current().dark, timeout=NOTICED_MS)
    control = page.rows["theme"].control
    assert control.property("currentText") == "Dark"


def test_what_others_changed_since_is_not_taken_back(
    place: Furnished, data_dir: Path, qtbot: QtBot
) -> None:
    window = place.window
    assert window.context is not None
    person = window.context.current.person
    assert person is not None
    at, offset = from_datetime(NOON)
    journal, draft = place.app.journal, Draft("weight", 83.4, "kg", at, offset)
    number = journal.add(OWNER, [draft], person.id).records[0].id
    window.context.undo.did(journal.edit(OWNER, number, {"value": 83.0}).undo, "Changed")
    healthdesk(data_dir, "records", "edit", str(number), "--value", "82.0")
    assert window.commands.run("edit.undo")
    place.settle()
    said = " ".join(window.banners.sentences())
    assert said == (
        "Weight, 16 Jun 2025 12:00: this reading was changed by another program "
        "(healthdesk records) since. Undo would overwrite that. Nothing was changed."
    )
    assert journal.get(OWNER, number).value == 82.0
    assert not window.context.undo.can_undo


def test_a_goal_that_the_command_line_reaches_is_told(
    place: Furnished, data_dir: Path, qtbot: QtBot
) -> None:
    me = place.app.journal.default_person(OWNER)
    at, offset = from_datetime(NOON)
    place.app.journal.add(OWNER, [Draft("weight", 80, "kg", at - 3_600_000, offset)], me.id)
    draft = GoalDraft("target", "weight", target_value=75)
    place.app.goals.add(OWNER, me.id, draft)
    page = place.window.show_page("goals")
    assert isinstance(page, GoalsPanel)
    place.settle()
    healthdesk(data_dir, "add", "weight 74.5 2025-06-17 08:00")
    messages = place.window.messages
    qtbot.waitUntil(lambda: messages.has_banner(BANNER), timeout=NOTICED_MS)
    qtbot.waitUntil(lambda: page.grids["completed"].isVisibleTo(page), timeout=NOTICED_MS)
