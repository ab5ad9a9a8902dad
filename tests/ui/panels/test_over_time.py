from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel

from healthdesk.domain.events import GoalsChanged
from healthdesk.domain.goal_views import TargetLine
from healthdesk.domain.overlays import ComingDays, Happenings, TrendLine, Wanted
from healthdesk.domain.records import Draft
from healthdesk.domain.series import InSight
from healthdesk.ui.chart_layers.choice import LayerChoice
from healthdesk.ui.dialogs.jump import JumpDialog
from tests.ui.panels import chart_context
from tests.ui.panels.chart_context import DAY, drawn, figures, opened


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
def page(place, qtbot):
    return opened(place, qtbot)


@pytest.fixture
def view(page):
    return page.over_time


def test_no_range_is_marked_after_a_zoom_by_hand(page, view, qtbot):
    drawn(page, qtbot)
    assert not view.range.property("free")
    view.chart.zoom_by(0.5)
    qtbot.waitUntil(lambda: bool(view.range.property("free")))
    # The one chosen last can be chosen again.
    view.range.tabBarClicked.emit(view.range.currentIndex())
    assert not view.range.property("free")
    assert np.diff(view.chart.span()).tolist() == [31 * DAY]


def test_going_back_by_a_whole_range_keeps_it_marked(page, view, qtbot):
    drawn(page, qtbot)
    view.show_earlier()
    with qtbot.waitSignal(view.chart.moved):
        pass
    assert not view.range.property("free")


def test_the_figures_are_those_of_the_span_in_sight(page, view, qtbot):
    drawn(page, qtbot)
    shown = figures(view)
    assert shown["Latest"] == "129/84 mmHg"
    assert shown["Lowest"] == "120/75 mmHg"
    assert shown["Highest"] == "129/84 mmHg"
    assert shown["Readings"] == "30"


def test_the_figures_are_those_that_were_read_for_the_span(page, view, place, qtbot):
    drawn(page, qtbot)
    place.context.app.charts.figures = InSight(
        (151.0, 95.0), "", (125.0, 80.0), (110.0, 70.0), (151.0, 95.0), 0.0, 1234
    )
    view.range.choose("all")
    qtbot.waitUntil(lambda: figures(view).get("Readings") == "1,234")
    assert figures(view)["Latest"] == "151/95 mmHg"
    assert "1234 readings" in view.chart.accessibleDescription()


def test_a_shorter_range_asks_for_a_shorter_span(page, view, place, qtbot):
    drawn(page, qtbot)
    view.range.choose("week")
    qtbot.waitUntil(lambda: figures(view).get("Readings") == "6")
    query = place.analytics.asked[-1]
    assert query.end - query.start == 14 * DAY * 1000
    assert query.unit == "mmHg"


def test_summed_types_tell_their_total(page, view, qtbot):
    drawn(page, qtbot)
    page.show_type("steps")
    drawn(page, qtbot, "steps")
    assert figures(view)["Total"] == "193,500 steps"
    assert figures(view)["Mean of a day"] == "6,450 steps"


def test_a_day_that_is_not_over_says_so(page, view, place, qtbot):
    at = [(chart_context.today() - n + 0.5) * DAY for n in range(2, -1, -1)]
    place.analytics.data["steps"] = chart_context.Data(at, {"steps": [5e3, 6e3, 1e3]}, "day")
    drawn(page, qtbot)
    page.show_type("steps")
    drawn(page, qtbot, "steps")
    assert "is not over: its total counts as far" in view.chart.accessibleDescription()
    assert "Not over yet" in named(view)
    view.toggle_table()
    when = [view._rows.index(row, 0).data() for row in range(2)]
    assert when[0].endswith(", not over yet")
    assert "not over" not in when[1]
    view.toggle_table()
    view.chart.set_span(view.chart.span()[0] - DAY, at[-1] - DAY)
    view._fill()
    assert "not over" not in view.chart.accessibleDescription()
    assert "Not over yet" not in named(view)


def test_a_screen_reader_hears_a_name_and_a_sentence(page, view, qtbot):
    drawn(page, qtbot)
    assert view.chart.accessibleName() == "Chart of Blood pressure"
    sentence = view.chart.accessibleDescription()
    assert "30 readings, lowest 120/75 mmHg, highest 129/84 mmHg, mean" in sentence


def test_the_table_holds_the_readings_of_the_chart_newest_first(page, view, qtbot):
    drawn(page, qtbot)
    view.toggle_table()
    model = view.table.model()
    assert view.is_table
    assert model.rowCount() == 30
    assert model.index(0, 1).data() == "129/84 mmHg"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Value"
    view.toggle_table()
    assert not view.is_table


def test_a_span_without_readings_offers_the_latest(place, qtbot):
    old = chart_context.pressure()
    place.analytics.data["blood-pressure"] = chart_context.Data(
        [at - 200 * DAY for at in old.at], old.parts, "raw", old.typical
    )
    page = opened(place, qtbot)
    view = page.over_time
    qtbot.waitUntil(view.latest_button.isVisible)
    view.latest_button.click()
    qtbot.waitUntil(lambda: figures(view).get("Readings") == "30")
    assert view.chart.isVisible()


def measured(place) -> None:
    """The record of the last reading drawn, and of those before it as many."""
    at = round(chart_context.pressure().at[-1] * 1000)
    for _ in range(30):
        place.journal._store(
            Draft("blood-pressure", 129, "mmHg", at, 0, value2=84, source="Omron"), 1
        )


def test_the_table_tells_where_single_readings_are_from(page, view, place, qtbot):
    measured(place)
    drawn(page, qtbot)
    view.toggle_table()
    qtbot.waitUntil(lambda: "Source" in view.cells()[0] and view.cells()[1][2] == "Omron")
    page.show_type("steps")
    drawn(page, qtbot, "steps")
    assert "Source" not in view.cells()[0]  # a day may have several


def test_the_cross_tells_value_time_and_source(page, view, place, qtbot):
    measured(place)
    drawn(page, qtbot)
    view.chart.setFocus()
    qtbot.keyClick(view.chart, Qt.Key.Key_End)
    lines = view.chart._readout._lines
    assert lines[0].text() == "129/84 mmHg"
    assert lines[1].text().endswith("08:00")
    qtbot.waitUntil(lambda: lines[2].text() == "Omron")


def test_everything_follows_a_theme_and_a_text_size_switched_live(page, view, place, qtbot):
    drawn(page, qtbot)
    place.context.theme.choose("dark", 2.0)
    assert view.chart.look.card == "#181C22"
    assert view.chart.look.font.pixelSize() == 24
    place.context.theme.choose("light", 1.0)


def test_while_one_moves_more_is_read_only_where_it_is_needed(page, view, place, qtbot):
    drawn(page, qtbot)
    before = len(place.analytics.asked)
    low, high = view.chart.span()
    with qtbot.waitSignal(view.chart.moving):
        view.chart.step_by(0.02)
    assert len(place.analytics.asked) == before
    with qtbot.waitSignal(view._reader.series_found):
        view.chart.step_by(-0.8)
        view._moving(*view.chart.span())
    query = place.analytics.asked[-1]
    assert query.start < round((low - 0.8 * (high - low)) * 1000)


def test_one_question_at_a_time_while_one_moves(page, view, place, qtbot):
    drawn(page, qtbot)
    low, high = view.chart.span()
    kind = view._kind()
    before = len(place.analytics.asked)
    for step in range(1, 6):
        view._reader.follow(kind, low - step * (high - low), high - step * (high - low))
    with qtbot.waitSignal(view._reader.series_found):
        pass
    assert len(place.analytics.asked) == before + 1


def test_where_nothing_is_read_yet_a_coarse_picture_is_drawn(page, view, place, qtbot):
    drawn(page, qtbot)
    low, high = view.chart.span()
    far = low - 3 * (high - low), high - 3 * (high - low)
    view.chart.set_span(*far)
    assert not view.chart.covers(*far)
    with qtbot.waitSignal(view._reader.overview_found):
        view._moving(*far)
    assert view.chart.covers(*far)
    assert any(query.points < 4000 for query in place.analytics.asked)


def test_what_the_words_tell_follows_what_is_in_sight(page, view, qtbot):
    drawn(page, qtbot)
    view.chart.zoom_by(0.25)
    qtbot.waitUntil(lambda: figures(view).get("Readings") in ("7", "8"))
    count = figures(view)["Readings"]
    assert f" {count} readings, " in view.chart.accessibleDescription()
    view.toggle_table()
    assert view.table.model().rowCount() == int(count)


def test_walking_goes_on_to_readings_far_away(place, qtbot):
    near = chart_context.pressure()
    far = [at - 300 * DAY for at in near.at[:3]]
    place.analytics.data["blood-pressure"] = chart_context.Data(
        [*far, *near.at],
        {part: [*values[:3], *values] for part, values in near.parts.items()},
        "raw",
        near.typical,
    )
    page = opened(place, qtbot)
    view = page.over_time
    drawn(page, qtbot)
    view.chart.setFocus()
    view.chart.point_at(0)
    qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: view._pointed is not None and view._pointed.at == far[-1])
    low, high = view.chart.span()
    assert low < far[-1] < high


def test_before_the_first_reading_there_is_nothing(page, view, qtbot):
    drawn(page, qtbot)
    said: list[str] = []
    view.chart.announce = said.append
    view.chart.point_at(0)
    with qtbot.waitSignal(view._reader.reading_found):
        qtbot.keyClick(view.chart, Qt.Key.Key_Left)
    assert said[-1] == "No more readings."
    assert view._pointed is not None


def test_a_date_is_gone_to_and_its_reading_pointed_at(page, view, place, qtbot):
    drawn(page, qtbot)
    place.context.commands.set_page("charts")
    place.context.commands.run("chart.jump")
    dialog = view.findChild(JumpDialog)
    QTest.keyClicks(dialog.date, "n")
    QTest.keyClicks(dialog.date.typed, "ext year or so")
    dialog.accept()
    assert dialog.isVisible()
    assert "next year or so" in dialog.field.note.text()
    QTest.keyClick(dialog.date.typed, Qt.Key.Key_Escape)
    wanted = chart_context.today() - 20
    dialog.date.setDate(QDate(1970, 1, 1).addDays(wanted))
    dialog.accept()
    low, high = view.chart.span()
    assert (low + high) / 2 == pytest.approx((wanted + 0.5) * DAY)
    qtbot.waitUntil(lambda: view._pointed is not None)
    assert view._pointed.at == wanted * DAY + 8 * 3600


# Layers


def switched(view, **more) -> None:
    """As if chosen in the popup."""
    view.open_layers()
    view._popup.show_choice(LayerChoice(**more))
    view._popup.changed.emit()
    view._popup.hide()


def named(view) -> list[str]:
    """The words of the legend."""
    return [label.text() for entry in view.legend._widgets for label in entry.findChildren(QLabel)]


def trend(low: float, high: float) -> TrendLine:
    today = chart_context.today()
    at = ((today - 20) * DAY, today * DAY)
    return TrendLine("increasing", 1.0, 0.5, 1.5, at, (low, high), (low, high), (low, high))


@pytest.fixture
def trends(place):
    lines = (trend(120.0, 130.0), trend(75.0, 85.0))
    place.context.app.overlays.trends = {"blood-pressure": lines}
    return place.context.app.overlays


def test_a_layer_that_is_switched_on_is_drawn_named_and_said(page, view, trends, qtbot):
    drawn(page, qtbot)
    assert "Trend" not in named(view)
    switched(view, on=frozenset({"trend"}))
    qtbot.waitUntil(lambda: "Trend" in named(view))
    sentence = "Trend: Systolic rising, +1.0 mmHg a week"
    assert view.note.text().startswith(sentence)
    assert not view.note.isHidden()
    assert sentence in view.chart.accessibleDescription()
    painted = [layer for drawing in view.layers.drawings() for layer in drawing.above]
    assert painted
    assert set(painted) <= set(view.chart._layers)
    switched(view)
    assert "Trend" not in named(view)
    assert view.note.isHidden()


def test_what_is_switched_on_is_remembered_for_the_type(page, view, trends, place, qtbot):
    drawn(page, qtbot)
    switched(view, on=frozenset({"trend"}), off=frozenset({"mean"}))
    page.show_type("steps")
    drawn(page, qtbot, "steps")
    assert view._choice == LayerChoice()
    page.show_type("blood-pressure")
    drawn(page, qtbot)
    qtbot.waitUntil(lambda: "Trend" in named(view))
    assert "7-day mean" not in named(view)
    again = opened(place, qtbot)
    drawn(again, qtbot)
    qtbot.waitUntil(lambda: "Trend" in named(again.over_time))


def test_the_command_opens_the_layers_under_their_button(page, view, place, qtbot):
    drawn(page, qtbot)
    place.context.commands.set_page("charts")
    assert place.context.commands.run("chart.layers")
    popup = view._popup
    assert popup.isVisible()
    names = [box.text() for box in popup.findChildren(QCheckBox)]
    assert names[:3] == ["Readings", "7-day mean", "Typical range"]
    assert {"Goal", "Trend", "Robust trend (Theil–Sen)", "Forecast"} <= set(names)
    qtbot.waitUntil(lambda: popup.beneath.count() == 1)  # the type in hand is left out
    assert popup.beneath.item(0).text() == "Steps"
    popup.hide()


def coming(days: int, level: float) -> ComingDays:
    today = chart_context.today()
    at = tuple((today + 1 + n + 0.5) * DAY for n in range(days))
    each = (level,) * days
    return ComingDays(at, each, each, each, today)


def test_a_forecast_makes_room_for_the_days_to_come(page, view, place, qtbot):
    place.context.app.overlays.coming = {"blood-pressure": (coming(14, 125.0), coming(14, 80.0))}
    drawn(page, qtbot)
    low, high = view.chart.span()
    switched(view, on=frozenset({"forecast"}))
    qtbot.waitUntil(lambda: view.chart.span()[1] > high)
    assert view.chart.span() == (low, high + 14 * DAY)
    assert not view.range.property("free")
    assert ("forecast", "blood-pressure", 14, chart_context.today()) in (
        place.context.app.overlays.asked
    )
    view.toggle_table()
    assert view.cells()[1][0].endswith("(forecast)")
    assert len(view.cells()) == 1 + 14 + 30
    # Without it, the end of today is the last there is.
    switched(view)
    assert view.chart.span() == (low, high)


def test_who_looks_elsewhere_stays_there_when_a_forecast_comes(page, view, place, qtbot):
    place.context.app.overlays.coming = {"blood-pressure": (coming(14, 125.0), coming(14, 80.0))}
    drawn(page, qtbot)
    view.show_earlier()
    with qtbot.waitSignal(view.chart.moved):
        pass
    span = view.chart.span()
    switched(view, on=frozenset({"forecast"}))
    qtbot.waitUntil(lambda: view.layers.until() is not None)
    assert view.chart.span() == span


def test_a_second_type_stands_beside_and_in_the_table(page, view, place, qtbot):
    drawn(page, qtbot)
    switched(view, other="steps")
    qtbot.waitUntil(lambda: "Steps (right)" in named(view))
    assert view.chart._second.shown is not None
    view.chart.point_at(10)
    assert view.chart.told_by_layers()[0].startswith("Steps: ")
    view.toggle_table()
    assert view.cells()[0][-1] == "Steps"
    assert view.cells()[3][-1].endswith("steps")
    assert "Steps from" in view.chart.accessibleDescription()


def test_rows_under_the_plot_and_another_period(page, view, place, qtbot):
    today = chart_context.today()
    place.context.app.overlays.rows = {
        "workouts": Happenings(
            Wanted("type", "workouts"),
            False,
            ((today - 3.5) * DAY,),
            ((today - 3.4) * DAY,),
            (1.0,),
        )
    }
    drawn(page, qtbot)
    height = view.chart.plane().area.height()
    switched(view, against="before", beneath=(Wanted("type", "workouts"),))
    qtbot.waitUntil(lambda: len(view.chart._lanes) == 1)
    qtbot.waitUntil(lambda: bool(view.note.text()))
    assert view.chart.plane().area.height() < height
    assert "Workouts 1 time." in view.chart.accessibleDescription()
    view.chart.under.emit((today - 3.45) * DAY)
    assert view.chart._readout._lines[0].text() == "Workouts: 1 at 12:00"
    view.chart.under.emit((today - 5.5) * DAY)
    assert not view.chart._readout.isVisible()
    assert view.note.text().startswith("Mean 121/81 mmHg: +1.0/+1.0 mmHg against")
    head = view.cells()[0]
    assert head[-1] == "Workouts"


def test_a_change_of_any_type_asks_the_layers_again(page, view, place, trends, qtbot):
    drawn(page, qtbot)
    switched(view, on=frozenset({"trend"}))
    qtbot.waitUntil(lambda: "Trend" in named(view))
    before = len(trends.asked)
    place.journal.add(
        place.context.actor,
        [Draft("weight", 80.0, "kg", 1000 * DAY * chart_context.today(), 0)], 1,
    )  # fmt: skip
    qtbot.waitUntil(lambda: len(trends.asked) > before)


def test_a_goal_is_drawn_without_being_switched_on_and_asked_for_when_it_changes(
    page, view, place, qtbot
):
    drawn(page, qtbot)
    today = chart_context.today()
    place.context.app.goals.lines = {
        "blood-pressure": TargetLine(
            1, "mmHg", "down", (120.0, 78.0), None, None, None, (), today - 10, None
        )
    }
    place.bus.publish(GoalsChanged(1, "window"))
    qtbot.waitUntil(lambda: "Goal" in named(view))
    assert view.note.text() == "Goal: 120/78 mmHg."


def test_layers_change_their_colours_with_the_theme(page, view, place, trends, qtbot):
    drawn(page, qtbot)
    switched(view, on=frozenset({"trend"}))
    qtbot.waitUntil(lambda: "Trend" in named(view))
    place.context.theme.choose("dark")
    (drawing,) = [one for one in view.layers.drawings() if one.legend]
    assert drawing.legend[0].color == view.look().text
