from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from healthdesk.exchange.report_chart import (
    CHAR_SHARE,
    HEIGHT,
    MARK,
    MARK_SIZE,
    WIDTH,
    Plot,
    PlotMark,
    Points,
    nice_ticks,
    shares_svg,
    svg,
    within,
)

SVG = "{http://www.w3.org/2000/svg}"
DOTS = ((0.0, 80.0), (50.0, 90.0), (100.0, 85.0))


def plot(**more):
    chosen = {
        "lines": (Points(DOTS, DOTS),), "x": (0.0, 100.0), "y": (80.0, 90.0),
        "x_ticks": [(0.0, "Jan"), (100.0, "Feb")], "y_ticks": [(80.0, "80"), (90.0, "90")],
    }  # fmt: skip
    return Plot(**{**chosen, **more})


def parts(drawing, tag):
    return ET.fromstring(drawing).findall(SVG + tag)  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (80, 90, (80, 82.5, 85, 87.5, 90)),
        (0, 13_056, (0, 5000, 10_000, 15_000)),
        (61.2, 64.1, (61, 62, 63, 64, 65)),
        (5, 5, (4, 4.5, 5, 5.5, 6)),
    ],
)
def test_ticks_are_round_numbers_around_the_values(low, high, ticks):
    assert nice_ticks(low, high) == ticks


@example(0.0001, 1.9e-20)
@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_the_ticks_hold_all_values_and_are_few(low, length):
    ticks = nice_ticks(low, low + length)
    slack = 1e-6 * max(1.0, abs(low), abs(low + length))
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + length - slack
    assert 2 <= len(ticks) <= 7


def test_dots_and_a_line_for_each_part_between_words_of_both_axes():
    drawing = svg(plot())
    assert [text.text for text in parts(drawing, "text")] == ["80", "90", "Jan", "Feb"]
    dots, line = parts(drawing, "path")[-2:]
    assert dots.get("d").count("M") == 3
    assert line.get("d").count("L") == 2


def test_a_gap_stays_open():
    drawing = svg(plot(gap=40.0))
    assert parts(drawing, "path")[-1].get("d").count("M") == 3


def test_bars_stand_on_the_axis():
    drawing = svg(plot(bars=True, bar=10.0, lines=(Points(DOTS),)))
    assert parts(drawing, "path")[-1].get("d").count("z") == 3


def test_the_band_is_cut_at_the_edges_and_open_ends_reach_them():
    drawing = svg(plot(bands=[(None, 85.0)]))
    (band,) = parts(drawing, "rect")
    assert float(band.get("y")) + float(band.get("height")) == pytest.approx(HEIGHT - 16)
    assert parts(svg(plot(bands=[(95.0, 99.0)])), "rect") == []


def test_words_are_no_markup():
    drawing = svg(plot(x_ticks=[(0.0, "<b>&")]))
    assert parts(drawing, "text")[-1].text == "<b>&"


def test_shares_fill_the_whole_width():
    widths = [
        float(rect.get("width")) for rect in parts(shares_svg([(25, "#111"), (75, "#222")]), "rect")
    ]
    assert widths == [WIDTH / 4, WIDTH * 3 / 4]
    assert len(parts(shares_svg([(0, "#111"), (100, "#222")]), "rect")) == 1


class TestMarks:
    def words(self, *marks):
        return [one.text for one in parts(svg(plot(marks=marks)), "text")
                if one.get("fill") == MARK]  # fmt: skip

    def test_number_and_words_stand_over_a_dashed_line(self):
        marks = (PlotMark(20.0, None, "1", "New tablets"),)
        drawing = svg(plot(marks=marks))
        assert self.words(*marks) == ["1 New tablets"]
        (line,) = [one for one in parts(drawing, "path") if one.get("stroke") == MARK]
        assert line.get("stroke-dasharray")

    def test_readings_keep_clear_of_the_words(self):
        drawing = svg(plot(marks=(PlotMark(20.0, None, "1", "x"),)))
        (text,) = [one for one in parts(drawing, "text") if one.get("fill") == MARK]
        (dots,) = [
            one.get("d")
            for one in parts(drawing, "path")
            if one.get("stroke-linecap") == "round" and "h0.01" in one.get("d", "")
        ]
        highest = min(float(y) for y in re.findall(r"M[0-9.]+ ([0-9.]+)h", dots))  # fmt: skip
        assert highest > float(text.get("y"))

    def test_near_neighbours_have_their_numbers_alone_and_none_overlap(self):
        assert self.words(
            PlotMark(20.0, None, "1", "New tablets"), PlotMark(22.0, None, "2", "Flu"),
            PlotMark(22.1, None, "3", "Travel"),
        ) == ["1", "2"]  # fmt: skip

    def test_words_are_cut_to_the_room_there_is(self):
        first, second = self.words(
            PlotMark(20.0, None, "1", "New tablets, half the dose"),
            PlotMark(40.0, None, "2", "Flu"),
        )
        assert first == "1 New tablets, half…"
        assert second == "2 Flu"

    def test_at_the_right_edge_words_stay_inside(self):
        drawing = svg(plot(marks=(PlotMark(100.0, None, "1", "New tablets"),)))
        (text,) = [one for one in parts(drawing, "text") if one.get("fill") == MARK]
        assert float(text.get("x")) + CHAR_SHARE * MARK_SIZE * len(text.text) <= WIDTH + 0.01

    def test_span_is_a_band_inside_the_plot(self):
        (band,) = [one for one in parts(svg(plot(marks=(PlotMark(-50.0, 50.0, "1", "Flu"),))),
                                        "rect") if one.get("fill") == MARK]  # fmt: skip
        assert 0 < float(band.get("width")) < WIDTH / 2


def test_a_line_is_cut_at_the_edges_of_the_plot():
    line = [(-2.0, 10.0), (2.0, 20.0), (4.0, 30.0), (12.0, 70.0)]
    assert list(within(line, 0.0, 10.0)) == [(0, 15), (2, 20), (4, 30), (10, 60)]
    assert list(within([(-2.0, 1.0), (12.0, 15.0)], 0.0, 10.0)) == [(0, 3), (10, 13)]
    assert list(within([(-2.0, 1.0), (-1.0, 2.0)], 0.0, 10.0)) == []
