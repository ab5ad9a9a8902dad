from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from healthdesk.domain.events import RecordsChanged
from healthdesk.ui.panels.charts import html_table
from healthdesk.ui.widgets import EmptyState
from healthdesk.ui.window_state import keep_folder, opening_folder
from tests.ui.panels import chart_context
from tests.ui.panels.chart_context import drawn, opened
from tests.ui.wheel_turns import turn


@pytest.fixture
def place(qtbot, qapp, tmp_path):
    place = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(place.window)
    place.analytics.data = {
        "blood-pressure": chart_context.pressure(),
        "steps": chart_context.steps(),
    }
    yield place
    place.close()


@pytest.fixture
def panel(place, qtbot):
    return opened(place, qtbot)


def test_the_type_used_most_is_drawn_first_with_its_unit(panel, qtbot):
    drawn(panel, qtbot)
    assert panel.view.heading.text() == "Blood pressure · mmHg"
    assert panel.picker.currentText() == "Blood pressure"


def test_the_wheel_changes_neither_type_nor_way(panel, qtbot):
    drawn(panel, qtbot)
    assert not turn(panel.picker)
    assert not turn(panel.way)
    assert panel.picker.slug() == "blood-pressure"


def test_types_in_use_come_first_and_coded_ones_not_at_all(panel, qtbot):
    drawn(panel, qtbot)
    items = [panel.picker.itemText(i) for i in range(panel.picker.count())]
    assert items[:2] == ["Blood pressure", "Steps"]
    assert "Weight" in items
    assert panel.picker.findData("sleep-stage") < 0


def test_typing_part_of_a_name_and_return_opens_that_type(panel, qtbot):
    drawn(panel, qtbot)
    line = panel.picker.lineEdit()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.setText("step")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    drawn(panel, qtbot, "steps")
    assert panel.picker.currentText() == "Steps"


@pytest.mark.parametrize("typed", ["schritte", "Step", "steps"])
def test_any_name_of_a_type_finds_it(panel, qtbot, typed):
    drawn(panel, qtbot)
    line = panel.picker.lineEdit()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, " ")
    line.setText(typed)
    completer = panel.picker.completer()
    completer.setCompletionPrefix(typed)
    assert completer.currentCompletion() == "Steps"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    drawn(panel, qtbot, "steps")


def test_a_change_of_this_type_in_this_span_is_drawn(panel, place, qtbot):
    drawn(panel, qtbot)
    before = len(place.analytics.asked)
    day = chart_context.today()
    place.bus.publish(RecordsChanged(1, frozenset({"blood-pressure"}), day, day, "add", "here"))
    qtbot.waitUntil(lambda: len(place.analytics.asked) > before)


@pytest.mark.parametrize(("person", "slug"), [(1, "weight"), (2, "blood-pressure")])
def test_changes_of_others_are_not_asked_about(panel, place, qtbot, person, slug):
    drawn(panel, qtbot)
    before = len(place.analytics.asked)
    day = chart_context.today()
    place.bus.publish(RecordsChanged(person, frozenset({slug}), day, day, "add", "here"))
    seen: list[object] = []
    place.context.events.recordsChanged.connect(seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert len(place.analytics.asked) == before


def test_without_readings_the_page_says_what_will_be_here(place, qtbot):
    place.analytics.data = {}
    panel = opened(place, qtbot)
    qtbot.waitUntil(lambda: isinstance(panel._instead, EmptyState))
    assert isinstance(panel._instead, EmptyState)
    assert panel._instead.primary is not None
    panel._instead.primary.click()
    assert place.entries == [""]


def test_the_picture_can_be_copied_and_saved(panel, place, qtbot, tmp_path):
    drawn(panel, qtbot)
    panel.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    panel.save_to(tmp_path / "pressure.svg")
    assert (tmp_path / "pressure.svg").stat().st_size > 1000
    assert place.toast.sentence.text() == "Picture saved as pressure.svg."
    panel.save_to(tmp_path / "missing" / "pressure.png")
    assert len(place.banners.sentences()) == 1


def test_the_picture_is_saved_where_the_last_file_was(panel, place, qtbot, tmp_path):
    drawn(panel, qtbot)
    folder = tmp_path / "pictures"
    folder.mkdir()
    keep_folder(place.context.app.paths, folder / "one.png")
    panel.save_picture()
    dialog = panel.findChild(QFileDialog)
    assert Path(dialog.directory().path()) == folder
    dialog.fileSelected.emit(str(tmp_path / "pressure.png"))
    assert opening_folder(place.context.app.paths) == tmp_path
    dialog.close()


def test_commands_of_the_page_do_what_they_say(panel, place, qtbot):
    drawn(panel, qtbot)
    place.context.commands.set_page("charts")
    place.context.commands.run("chart.narrower")
    assert panel.over_time.range.key() == "week"
    low, high = panel.over_time.chart.span()
    place.context.commands.run("chart.earlier")
    assert panel.over_time.chart.span()[1] == pytest.approx(low)
    place.context.commands.run("chart.latest")
    assert panel.over_time.chart.span() == pytest.approx((low, high))


def test_the_table_is_copied_for_text_and_for_spreadsheets(panel, qtbot):
    drawn(panel, qtbot)
    panel.copy_table()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0] == "Date\tValue"
    assert lines[1].endswith("\t129/84 mmHg")
    assert len(lines) == 31
    assert "<th>Date</th><th>Value</th>" in data.html()
    assert data.html().count("<tr>") == 31


def test_words_of_a_table_stay_words_in_html():
    assert html_table([["a<b"], ["1 & 2"]]) == (
        "<table><tr><th>a&lt;b</th></tr><tr><td>1 &amp; 2</td></tr></table>"
    )


def test_the_type_is_kept_over_a_restart(panel, place, qtbot):
    drawn(panel, qtbot)
    panel.show_type("steps")
    drawn(panel, qtbot, "steps")
    panel.close()
    again = opened(place, qtbot)
    drawn(again, qtbot, "steps")
    assert again.picker.slug() == "steps"
