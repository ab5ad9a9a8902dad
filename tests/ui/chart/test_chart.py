from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from healthdesk.domain.errors import StorageError
from healthdesk.domain.series import Series, SeriesQuery
from healthdesk.ui.chart.chart import DOT, FEW_DOT, Chart, Pointed
from healthdesk.ui.chart.lanes import Lane
from healthdesk.ui.chart.layers import Bands, Curve, Dots, Elsewhere, Limits, Spans
from healthdesk.ui.chart.look import Look, Numbers
from healthdesk.ui.chart.pictures import Sheet, save
from healthdesk.ui.chart.second import Second
from healthdesk.ui.chart.suppliers import Drawing
from healthdesk.ui.chart.ticks import TimeStyle
from tests.ui.panels.chart_context import DAY, line

FONT = QFont("Inter")
FONT.setPixelSize(12)
LOOK = Look(
    "#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", ("#1F6FEB", "#C2410C"),
    FONT,
)  # fmt: skip
DARK = Look(
    "#181C22", "#2A303A", "#667080", "#E9EDF3", "#9AA5B4", "#6AA8FF", ("#6AA8FF", "#FFA066"),
    FONT,
)  # fmt: skip
NUMBERS = Numbers(lambda value, digits: f"{value:.{digits}f}", 0)
START = 20_000 * DAY
DAYS = 30


def pressure(days: int = DAYS) -> Series:
    at = START + np.arange(days, dtype=np.float64) * DAY + 8 * 3600
    upper = 120.0 + np.arange(days, dtype=np.float64) % 10
    lines = (line("systolic", at, upper), line("diastolic", at, upper - 45))
    query = SeriesQuery(1, "blood-pressure", 0, 10**13, "mmHg")
    return Series(query, "raw", "mmHg", lines, lines, ((90.0, 120.0), (None, 80.0)), days)


@pytest.fixture
def chart(qtbot):
    chart = Chart(LOOK, TimeStyle())
    qtbot.addWidget(chart)
    chart.resize(800, 400)
    chart.show()
    chart.set_limits(START - 400 * DAY, START + 60 * DAY)
    chart.show_series(pressure(), NUMBERS, bars=False)
    chart.set_span(START, START + DAYS * DAY)
    qtbot.waitExposed(chart)
    return chart


def picture(chart: Chart) -> QImage:
    image: QImage = chart.grab().toImage()
    return image


def layers(chart: Chart, kind: type) -> list:
    return [layer for layer in chart._layers if isinstance(layer, kind)]


def colors(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_a_span_is_shown_as_asked_for(chart):
    assert chart.span() == pytest.approx((START, START + DAYS * DAY))


def test_the_span_stays_when_other_data_come(chart):
    later = pressure()
    moved = tuple(line(ln.part, ln.at + 5 * DAY, ln.value) for ln in later.lines)
    chart.show_series(
        Series(later.query, "raw", "mmHg", moved, moved, later.typical, DAYS), NUMBERS, bars=False
    )
    assert chart.span() == pytest.approx((START, START + DAYS * DAY))


def test_nobody_goes_beyond_the_limits(chart):
    chart.set_span(START - 10_000 * DAY, START - 9_970 * DAY)
    assert chart.span()[0] >= START - 400 * DAY - 1


def test_both_parts_bands_and_means_are_painted(chart):
    found = colors(picture(chart))
    assert {"#1f6feb", "#c2410c"} <= found  # the two means
    band = QColor("#1F6FEB")
    expected = round(255 - (255 - band.red()) * 0.07)
    assert any(abs(QColor(name).red() - expected) <= 1 for name in found)


def test_a_theme_switch_repaints_at_once(chart):
    chart.set_look(DARK)
    found = colors(picture(chart))
    assert "#181c22" in found
    assert "#ffffff" not in found


def test_the_line_is_open_where_readings_are_missing(chart):
    at = START + np.array([0, 1, 2, 12, 13, 14], dtype=np.float64) * DAY
    gapped = (line("weight", at, np.full(6, 80.0)),)
    query = SeriesQuery(1, "weight", 0, 10**13, "kg")
    chart.show_series(
        Series(query, "raw", "kg", gapped, gapped, ((None, None),), 6), NUMBERS, bars=False
    )
    (mean,) = layers(chart, Curve)
    assert mean.pieces == 2


def test_keys_walk_from_reading_to_reading(chart, qtbot):
    seen: list[Pointed] = []
    chart.pointed.connect(seen.append)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert [point.index for point in seen] == [29, 28, 0, 1]
    assert seen[-1].values == (121.0, 76.0)
    assert seen[-1].id == 2


def test_walking_out_of_sight_moves_the_span(chart, qtbot):
    chart.set_span(START + 10 * DAY, START + 20 * DAY)
    chart.point_at(19)
    with qtbot.waitSignal(chart.moved):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.span()[0] == pytest.approx(START + 15 * DAY)


def test_keys_zoom_around_the_cross_and_turn_pages(chart, qtbot):
    chart.point_at(10)
    with qtbot.waitSignal(chart.moved):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    low, high = chart.span()
    assert high - low == pytest.approx(15 * DAY)
    assert low < START + 10 * DAY + 8 * 3600 < high
    with qtbot.waitSignal(chart.moved):
        qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.span()[1] == pytest.approx(low)


def test_the_cross_snaps_to_the_reading_under_the_mouse(chart, qtbot):
    seen: list[Pointed] = []
    chart.pointed.connect(seen.append)
    spot = chart.plane().spot(START + 7 * DAY + 9 * 3600, 100)
    qtbot.mouseMove(chart, QPoint(5, 5))
    qtbot.mouseMove(chart, spot.toPoint())
    assert seen[-1].index == 7


def test_the_card_beside_the_cross_tells_what_it_is_told(chart):
    chart.point_at(3)
    chart.tell("123/78 mmHg", "12 Nov 2026 08:00", "Omron")
    assert chart._readout.isVisible()
    assert [label.text() for label in chart._readout._lines] == [
        "123/78 mmHg", "12 Nov 2026 08:00", "Omron", "",
    ]  # fmt: skip
    chart.point_at(None)
    assert not chart._readout.isVisible()


def test_the_cross_stays_on_its_reading_when_data_come_again(chart):
    chart.point_at(3)
    seen: list[Pointed] = []
    chart.pointed.connect(seen.append)
    full = pressure()
    rest = tuple(line(ln.part, ln.at[2:], ln.value[2:]) for ln in full.lines)
    chart.show_series(
        Series(full.query, "raw", "mmHg", rest, rest, full.typical, 28), NUMBERS, bars=False
    )
    assert (seen[-1].index, seen[-1].utc) == (1, int(full.lines[0].utc[3]))


def test_a_saved_png_opens_and_holds_the_chart(chart, tmp_path):
    path = tmp_path / "chart.png"
    save(Sheet(chart, "Blood pressure · mmHg"), path)
    image = QImage(str(path))
    assert image.width() == 2 * (chart.width() + 32)
    assert {"#1f6feb", "#c2410c", "#ffffff"} <= colors(image)


def test_a_saved_svg_opens_and_says_its_title(chart, tmp_path):
    path = tmp_path / "chart.svg"
    save(Sheet(chart, "Blood pressure · mmHg"), path)
    assert QSvgRenderer(str(path)).isValid()
    assert ">Blood pressure · mmHg</text>" in path.read_text("utf-8")


def test_a_folder_that_is_not_there_is_told_as_a_code(chart, tmp_path):
    with pytest.raises(StorageError) as raised:
        save(Sheet(chart, "Weight"), tmp_path / "missing" / "chart.png")
    assert raised.value.code == "chart-not-saved"


def test_bars_start_at_zero(chart):
    at = START + np.arange(10, dtype=np.float64) * DAY + DAY / 2
    lines = (line("steps", at, [5000.0 + 100 * n for n in range(10)]),)
    query = SeriesQuery(1, "steps", 0, 10**13, "steps")
    chart.show_series(
        Series(query, "day", "steps", lines, (), ((None, None),), 10), NUMBERS, bars=True
    )
    assert chart.plane().bottom <= 0
    assert chart.plane().top >= 5900


@pytest.mark.parametrize("days", [1, 3])
def test_few_readings_are_drawn_large_and_in_full_colour(chart: Chart, days: int) -> None:
    chart.show_series(pressure(days), NUMBERS, bars=False)
    first = layers(chart, Dots)[0]
    assert first.color == QColor(LOOK.series[0])
    assert first.size == FEW_DOT
    chart.show_series(pressure(DAYS), NUMBERS, bars=False)
    first = layers(chart, Dots)[0]
    assert first.color.alpha() < 255
    assert first.size == DOT


def test_every_day_in_sight_has_its_name_under_its_middle(chart: Chart) -> None:
    chart.set_span(START, START + 7 * DAY)
    labels = chart._times.labels(chart.plane(), LOOK)
    assert [at - START for at, _ in labels] == [day * DAY + DAY / 2 for day in range(7)]
    assert labels[0][1] == "4 Oct"


def test_arrows_with_shift_move_along_and_control_goes_to_the_ends(chart: Chart, qtbot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert chart.span()[0] == pytest.approx(START + 3 * DAY)
    qtbot.keyClick(chart, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert chart.span()[1] == pytest.approx(START + 60 * DAY)
    qtbot.keyClick(chart, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert chart.span()[0] == pytest.approx(START - 400 * DAY)


def test_walking_over_a_gap_has_the_next_reading_in_sight(chart: Chart, qtbot) -> None:
    at = START + np.array([0, 1, 40, 41], dtype=np.float64) * DAY
    lines = (line("weight", at, np.full(4, 80.0)),)
    query = SeriesQuery(1, "weight", 0, 10**13, "kg")
    chart.show_series(
        Series(query, "raw", "kg", lines, (), ((None, None),), 4), NUMBERS, bars=False
    )
    chart.set_span(START - DAY, START + 9 * DAY)
    chart.point_at(1)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    low, high = chart.span()
    assert low < at[2] < high


def test_walking_past_the_readings_at_hand_asks_for_more(chart: Chart, qtbot) -> None:
    chart.point_at(DAYS - 1)
    with qtbot.waitSignal(chart.beyond) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert told.args == [1]
    chart.point_at(0)
    with qtbot.waitSignal(chart.beyond) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert told.args == [-1]


def test_readings_below_or_above_a_limit_are_marked(chart: Chart) -> None:
    full = pressure()
    signs = np.zeros(DAYS, dtype=np.int8)
    signs[3], signs[5] = -1, 1
    marked = tuple(replace(one, censored=signs) for one in full.lines)
    chart.show_series(replace(full, lines=marked), NUMBERS, bars=False)
    assert len(layers(chart, Limits)) == 4


def test_a_coarse_picture_is_drawn_where_nothing_finer_is(chart: Chart) -> None:
    coarse = replace(pressure(), step="day")
    span = (START, START + DAYS * DAY)
    chart.show_series(pressure(), NUMBERS, bars=False, covered=span)
    assert chart.covers(*span)
    assert not chart.covers(START - DAY, START)
    chart.show_overview(coarse, (START - 400 * DAY, START + 60 * DAY))
    assert len(layers(chart, Elsewhere)) == 1
    assert chart.covers(START - DAY, START)
    chart.show_overview(None)
    assert not layers(chart, Elsewhere)


def test_who_walks_by_keys_goes_on_in_finer_points(chart: Chart, qtbot) -> None:
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    chart.point_at(10)
    seen: list[Pointed] = []
    chart.pointed.connect(seen.append)
    at = START + np.arange(0, 30, 0.25) * DAY
    finer = line("systolic", at, [120.0 + n % 7 for n in range(at.size)])
    chart.show_series(replace(pressure(), lines=(finer,)), NUMBERS, bars=False)
    assert abs(seen[-1].at - (START + 10 * DAY + 8 * 3600)) <= DAY / 8


def test_more_layers_stay_over_the_readings_when_others_come(chart: Chart) -> None:
    extra = Bands([(100, 110, QColor("#00AA00"))])
    chart.set_more([extra])
    chart.show_series(pressure(3), NUMBERS, bars=False)
    assert chart._layers[-1] is extra


# What suppliers add

GREEN, VIOLET = "#00ff00", "#6b2fa0"


def lane(name: str = "Alcohol") -> Lane:
    begin = START + np.array([3.0, 12.0]) * DAY
    none, one = np.zeros(2), np.ones(2)
    return Lane(name, (Spans(begin, begin + DAY, none, one, QColor(GREEN)),))


def other_type(value: float = 5000.0) -> Second:
    at = START + np.arange(DAYS, dtype=np.float64) * DAY + 12 * 3600
    steps = line("steps", at, np.full(DAYS, value))
    curve = Curve(at, steps.value, QColor(VIOLET), seen=True)
    return Second((curve,), NUMBERS, (VIOLET,), (steps,))


def test_lanes_stand_under_the_plot_in_its_time(chart):
    before = chart.plane()
    chart.show_drawings([Drawing(lanes=(lane(), lane("A type with quite a long name of its own")))])
    after = chart.plane()
    assert after.area.height() < before.area.height() - 30
    assert after.area.left() <= 0.25 * chart.width() + 1
    first, second = chart._lanes.planes(after, chart.look)
    assert first.area.top() > after.area.bottom()
    assert second.area.top() >= first.area.bottom()
    image = picture(chart)
    spot = first.spot(START + 3.5 * DAY, 0.5).toPoint()
    assert image.pixelColor(spot).name() == GREEN
    assert image.pixelColor(first.spot(START + 6 * DAY, 0.5).toPoint()).name() != GREEN
    chart.show_drawings([])
    assert chart.plane() == before


def test_a_second_type_has_a_scale_of_its_own_at_the_right(chart):
    before = chart.plane()
    chart.show_drawings([Drawing(second=other_type())])
    after = chart.plane()
    assert (after.bottom, after.top) == (before.bottom, before.top)
    assert after.area.right() < before.area.right() - 20
    own = chart._second.plane(after)
    assert own.bottom < 5000 < own.top
    y = round(own.y(5000))
    column = round(own.x(START + 6 * DAY))
    image = picture(chart)
    assert VIOLET in {image.pixelColor(column, y + by).name() for by in (-1, 0, 1)}


def test_the_cross_marks_the_second_type_too(chart):
    chart.show_drawings([Drawing(second=other_type())])
    bare = picture(chart)
    chart.point_at(10)
    own = chart._second.plane(chart.plane())
    ring = own.spot(START + 10.5 * DAY, 5000).toPoint()
    ring.setY(ring.y() - 5)
    assert picture(chart).pixelColor(ring) != bare.pixelColor(ring)


def test_the_card_and_the_words_tell_what_layers_have_there(chart):
    told = Drawing(told=lambda at: f"Steps {int((at - START) // DAY)}")
    chart.show_drawings([told, Drawing(told=lambda _: ""), Drawing()])
    assert chart.told_by_layers() == []
    chart.point_at(3)
    assert chart.told_by_layers() == ["Steps 3"]
    chart.tell("123/78 mmHg", "12 Nov", "Omron")
    assert chart._readout._lines[3].text() == "Steps 3"


def test_the_mouse_over_the_rows_of_marks_asks_for_their_words_in_place_of_the_cross(chart, qtbot):
    told = Drawing(lanes=(lane(),), told=lambda at: f"Day {int((at - START) // DAY)}")
    chart.show_drawings([told, Drawing(told=lambda _: "of no row")])
    chart.point_at(3)
    asked: list[float] = []
    chart.under.connect(asked.append)
    (place,) = chart._lanes.planes(chart.plane(), chart.look)
    qtbot.mouseMove(chart, place.spot(START + 12.5 * DAY, 0.5).toPoint())
    assert asked[-1] == pytest.approx(START + 12.5 * DAY, abs=DAY / 10)
    words = chart.told_under(asked[-1])
    assert words == ["Day 12"]
    chart.tell_under(asked[-1], words[0], "12 Nov")
    assert chart._readout.isVisible()
    assert chart._index is None
    chart.tell_under(START, "", "")
    assert not chart._readout.isVisible()


def test_parts_are_painted_only_while_they_are_on(chart):
    chart.show_parts(frozenset({"mean"}))
    assert not layers(chart, Dots)
    assert not layers(chart, Bands)
    assert len(layers(chart, Curve)) == 2
    chart.show_parts(frozenset({"readings", "typical"}))
    assert layers(chart, Bands)
    assert not layers(chart, Curve)


def test_the_scale_stays_where_nothing_of_the_readings_is_painted(chart):
    before = chart.plane()
    chart.show_parts(frozenset())
    assert chart.plane() == before
    assert "#c2410c" not in colors(picture(chart))  # the other part has the colour of the focus


@pytest.mark.parametrize("name", ["chart.svg", "chart.png"])
def test_saved_pictures_hold_lanes_and_the_second_type(chart, tmp_path, name):
    chart.show_drawings([Drawing(lanes=(lane(),), second=other_type())])
    save(Sheet(chart, "Blood pressure"), tmp_path / name)
    if name.endswith("svg"):
        image = QImage(900, 500, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        QSvgRenderer(str(tmp_path / name)).render(painter)
        painter.end()
    else:
        image = QImage(str(tmp_path / name))
    assert {GREEN, VIOLET} <= colors(image)
