from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.records import Draft
from healthdesk.ui.dialogs.jump import JumpDialog
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.widgets import EmptyState
from healthdesk.ui.window_state import keep_folder, opening_folder
from tests.ui.panels import chart_context
from tests.ui.panels.chart_context import DAY


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


def opened(place, qtbot):
    panel = ChartsPanel(place.context)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    return panel


@pytest.fixture
def panel(place, qtbot):
    return opened(place, qtbot)


def drawn(panel, qtbot, slug="blood-pressure"):
    def is_drawn():
        return panel._series is not None and panel._series.query.type == slug

    qtbot.waitUntil(is_drawn)


def figures(panel):
    return {
        figure.layout().itemAt(0).widget().text(): figure.layout().itemAt(1).widget().text()
        for figure in panel.figures._widgets
    }


def test_the_type_used_most_is_drawn_first_with_its_unit(panel, qtbot):
    drawn(panel, qtbot)
    assert panel.heading.text() == "Blood pressure · mmHg"
    assert panel.picker.currentText() == "Blood pressure"


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


def test_no_range_is_marked_after_a_zoom_by_hand(panel, qtbot):
    drawn(panel, qtbot)
    assert not panel.range.property("free")
    panel.chart.zoom_by(0.5)
    qtbot.waitUntil(lambda: bool(panel.range.property("free")))
    # The one chosen last can be chosen again.
    panel.range.tabBarClicked.emit(panel.range.currentIndex())
    assert not panel.range.property("free")
    assert np.diff(panel.chart.span()).tolist() == [31 * DAY]


def test_going_back_by_a_whole_range_keeps_it_marked(panel, qtbot):
    drawn(panel, qtbot)
    panel.show_earlier()
    with qtbot.waitSignal(panel.chart.moved):
        pass
    assert not panel.range.property("free")


def test_the_figures_are_those_of_the_span_in_sight(panel, qtbot):
    drawn(panel, qtbot)
    shown = figures(panel)
    assert shown["Latest"] == "129/84 mmHg"
    assert shown["Lowest"] == "120/75 mmHg"
    assert shown["Highest"] == "129/84 mmHg"
    assert shown["Readings"] == "30"


def test_a_shorter_range_asks_for_a_shorter_span(panel, place, qtbot):
    drawn(panel, qtbot)
    panel.range.choose("week")
    qtbot.waitUntil(lambda: figures(panel).get("Readings") == "6")
    query = place.analytics.asked[-1]
    assert query.end - query.start == 14 * DAY * 1000
    assert query.unit == "mmHg"


def test_summed_types_tell_their_total(panel, qtbot):
    drawn(panel, qtbot)
    panel.show_type("steps")
    drawn(panel, qtbot, "steps")
    assert figures(panel)["Total"] == "193,500 steps"
    assert figures(panel)["Mean of a day"] == "6,450 steps"


def test_a_screen_reader_hears_a_name_and_a_sentence(panel, qtbot):
    drawn(panel, qtbot)
    assert panel.chart.accessibleName() == "Chart of Blood pressure"
    sentence = panel.chart.accessibleDescription()
    assert "30 readings, lowest 120/75 mmHg, highest 129/84 mmHg, mean" in sentence


def test_the_table_holds_the_readings_of_the_chart_newest_first(panel, qtbot):
    drawn(panel, qtbot)
    panel.toggle_table()
    model = panel.table.model()
    assert panel.is_table
    assert model.rowCount() == 30
    assert model.index(0, 1).data() == "129/84 mmHg"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Value"
    panel.toggle_table()
    assert not panel.is_table


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


def test_a_span_without_readings_offers_the_latest(place, qtbot):
    old = chart_context.pressure()
    place.analytics.data["blood-pressure"] = chart_context.Data(
        [at - 200 * DAY for at in old.at], old.parts, "raw", old.typical
    )
    panel = opened(place, qtbot)
    qtbot.waitUntil(panel.latest_button.isVisible)
    panel.latest_button.click()
    qtbot.waitUntil(lambda: figures(panel).get("Readings") == "30")
    assert panel.chart.isVisible()


def test_the_cross_tells_value_time_and_source(panel, place, qtbot):
    at = round(chart_context.pressure().at[-1] * 1000)
    for _ in range(30):
        place.journal._store(
            Draft("blood-pressure", 129, "mmHg", at, 0, value2=84, source="Omron"), 1
        )
    drawn(panel, qtbot)
    panel.chart.setFocus()
    qtbot.keyClick(panel.chart, Qt.Key.Key_End)
    lines = panel.chart._readout._lines
    assert lines[0].text() == "129/84 mmHg"
    assert lines[1].text().endswith("08:00")
    qtbot.waitUntil(lambda: lines[2].text() == "Omron")


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


def test_everything_follows_a_theme_and_a_text_size_switched_live(panel, place, qtbot):
    drawn(panel, qtbot)
    place.context.theme.choose("dark", 2.0)
    assert panel.chart.look.card == "#181C22"
    assert panel.chart.look.font.pixelSize() == 24
    place.context.theme.choose("light", 1.0)


def test_commands_of_the_page_do_what_they_say(panel, place, qtbot):
    drawn(panel, qtbot)
    place.context.commands.set_page("charts")
    place.context.commands.run("chart.narrower")
    assert panel.range.key() == "week"
    low, high = panel.chart.span()
    place.context.commands.run("chart.earlier")
    assert panel.chart.span()[1] == pytest.approx(low)
    place.context.commands.run("chart.latest")
    assert panel.chart.span() == pytest.approx((low, high))


def test_while_one_moves_more_is_read_only_where_it_is_needed(panel, place, qtbot):
    drawn(panel, qtbot)
    before = len(place.analytics.asked)
    low, high = panel.chart.span()
    with qtbot.waitSignal(panel.chart.moving):
        panel.chart.step_by(0.02)
    assert len(place.analytics.asked) == before
    with qtbot.waitSignal(panel._reader.series_found):
        panel.chart.step_by(-0.8)
        panel._moving(*panel.chart.span())
    query = place.analytics.asked[-1]
    assert query.start < round((low - 0.8 * (high - low)) * 1000)


def test_one_question_at_a_time_while_one_moves(panel, place, qtbot):
    drawn(panel, qtbot)
    low, high = panel.chart.span()
    kind = panel._kind()
    before = len(place.analytics.asked)
    for step in range(1, 6):
        panel._reader.follow(kind, low - step * (high - low), high - step * (high - low))
    with qtbot.waitSignal(panel._reader.series_found):
        pass
    assert len(place.analytics.asked) == before + 1


def test_where_nothing_is_read_yet_a_coarse_picture_is_drawn(panel, place, qtbot):
    drawn(panel, qtbot)
    low, high = panel.chart.span()
    far = low - 3 * (high - low), high - 3 * (high - low)
    panel.chart.set_span(*far)
    assert not panel.chart.covers(*far)
    with qtbot.waitSignal(panel._reader.overview_found):
        panel._moving(*far)
    assert panel.chart.covers(*far)
    assert any(query.points < 4000 for query in place.analytics.asked)


def test_what_the_words_tell_follows_what_is_in_sight(panel, qtbot):
    drawn(panel, qtbot)
    panel.chart.zoom_by(0.25)
    qtbot.waitUntil(lambda: figures(panel).get("Readings") in ("7", "8"))
    count = figures(panel)["Readings"]
    assert f" {count} readings, " in panel.chart.accessibleDescription()
    panel.toggle_table()
    assert panel.table.model().rowCount() == int(count)


def test_walking_goes_on_to_readings_far_away(place, qtbot):
    near = chart_context.pressure()
    far = [at - 300 * DAY for at in near.at[:3]]
    place.analytics.data["blood-pressure"] = chart_context.Data(
        [*far, *near.at],
        {part: [*values[:3], *values] for part, values in near.parts.items()},
        "raw",
        near.typical,
    )
    panel = opened(place, qtbot)
    drawn(panel, qtbot)
    panel.chart.setFocus()
    panel.chart.point_at(0)
    qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: panel._pointed is not None and panel._pointed.at == far[-1])
    low, high = panel.chart.span()
    assert low < far[-1] < high


def test_before_the_first_reading_there_is_nothing(panel, qtbot):
    drawn(panel, qtbot)
    said: list[str] = []
    panel.chart.announce = said.append
    panel.chart.point_at(0)
    with qtbot.waitSignal(panel._reader.reading_found):
        qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
    assert said[-1] == "No more readings."
    assert panel._pointed is not None


def test_a_date_is_gone_to_and_its_reading_pointed_at(panel, place, qtbot):
    drawn(panel, qtbot)
    place.context.commands.set_page("charts")
    place.context.commands.run("chart.jump")
    dialog = panel.findChild(JumpDialog)
    wanted = chart_context.today() - 20
    dialog.date.setDate(QDate(1970, 1, 1).addDays(wanted))
    dialog.accept()
    low, high = panel.chart.span()
    assert (low + high) / 2 == pytest.approx((wanted + 0.5) * DAY)
    qtbot.waitUntil(lambda: panel._pointed is not None)
    assert panel._pointed.at == wanted * DAY + 8 * 3600
