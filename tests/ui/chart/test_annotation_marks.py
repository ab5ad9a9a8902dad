"""Notes in a chart: flags that never lie on each other, lines and bands where they belong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from healthdesk.ui.chart.annotation_marks import (
    NARROWEST,
    POLE,
    WIDEST,
    Mark,
    MarkFlags,
    MarkLines,
    flags,
    mark_at,
)
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.plane import Plane

COLOR = "#6B2FA0"
PLOT = Plane(QRectF(0, 0, 400, 100), 0.0, 400.0, 0.0, 1.0)
LANE = Plane(QRectF(0, 110, 400, 16), 0.0, 400.0, 0.0, 1.0)


@pytest.fixture(scope="session")
def look(qapp) -> Look:
    return Look("#FFFFFF", "#E3E6EB", "#858E9C", "#14181F", "#5B6472", "#1F6FEB", (COLOR,) * 4)


def mark(at: float, until: float | None = None, words: str = "New tablets", id_: int = 1) -> Mark:
    return Mark(id_, at, until, words)


def places(look: Look, *marks: Mark) -> list[tuple[float, float]]:
    found = flags(marks, LANE, QFontMetricsF(look.font))
    return [(place.left(), place.right()) for _, place in found]


class TestFlags:
    def test_flag_begins_at_its_time_and_is_as_wide_as_its_words(self, look):
        ((left, right),) = places(look, mark(100))
        assert left == 100
        assert NARROWEST < right - left < WIDEST

    def test_long_words_end_at_the_widest(self, look):
        ((left, right),) = places(look, mark(10, words="tablets " * 20))
        assert right - left == WIDEST

    def test_long_span_is_named_over_all_its_length(self, look):
        assert places(look, mark(50, 350)) == [(50, 350)]

    def test_next_one_cuts_it_and_leaves_a_gap(self, look):
        first, second = places(look, mark(100, words="x" * 40), mark(150, id_=2))
        assert first[1] < second[0] == 150

    def test_without_room_for_words_there_is_the_pole_alone(self, look):
        first, second = places(look, mark(100), mark(110, id_=2))
        assert first[1] - first[0] == POLE
        assert second[0] == 110

    def test_at_the_right_edge_the_words_stand_before_the_pole(self, look):
        ((left, right),) = places(look, mark(390))
        assert right == 390 + POLE
        assert right - left > NARROWEST

    def test_span_that_began_before_is_named_at_the_edge(self, look):
        assert places(look, mark(-500, 200)) == [(0, 200)]

    def test_what_is_out_of_sight_has_none(self, look):
        assert places(look, mark(-10), mark(401), mark(-90, -50)) == []

    @given(st.lists(st.tuples(st.floats(-100, 500), st.floats(0, 300)), max_size=20))
    def test_none_lies_on_another_or_outside(self, look, times):
        marks = sorted((mark(at, at + length if length > 9 else None) for at, length in times),
                       key=lambda one: one.at)  # fmt: skip
        found = places(look, *marks)
        for left, right in found:
            assert 0 <= left <= right <= 400 + POLE
        for (_, right), (left, _) in pairwise(found):
            assert right <= left


class TestUnderTheMouse:
    def test_by_flag_and_by_line(self, look):
        one, other = mark(100), mark(300, 350, id_=2)

        def found(x: float, y: float) -> Mark | None:
            return mark_at((one, other), PLOT, LANE, look, x, y)

        assert found(120, 115) == one  # its words
        assert found(102, 50) == one  # near its line
        assert found(349, 50) == other  # the end of the span
        assert found(325, 50) is None  # inside of a band one may mean anything
        assert found(200, 50) is None
        assert found(100, 300) is None

    def test_without_a_lane_by_line_alone(self, look):
        assert mark_at((mark(100),), PLOT, None, look, 100, 50) == mark(100)
        assert mark_at((), PLOT, None, look, 100, 50) is None


def painted(layer: MarkLines | MarkFlags, plane: Plane) -> QImage:
    image = QImage(400, 140, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    layer.paint(painter, plane)
    painter.end()
    return image


def column(image: QImage, x: int, y: range) -> set[str]:
    return {image.pixelColor(x, row).name() for row in y}


class TestPainting:
    def test_moment_is_a_line_and_a_span_a_band_between_two(self, look):
        image = painted(MarkLines((mark(100), mark(200, 300, id_=2)), COLOR), PLOT)
        for x in (100, 200, 300):
            assert COLOR.lower() in column(image, x, range(100))
        (inside,) = column(image, 250, range(100))
        assert inside not in ("#ffffff", COLOR.lower())
        assert column(image, 150, range(100)) == {"#ffffff"}

    def test_thousand_notes_in_one_place_are_drawn_once(self, look):
        many = tuple(mark(100 + n / 1000, id_=n) for n in range(1000))
        one = painted(MarkLines(many[:1], COLOR), PLOT)
        assert painted(MarkLines(many, COLOR), PLOT) == one

    def test_flag_has_a_pole_and_words(self, look):
        image = painted(MarkFlags((mark(100),), look, COLOR), LANE)
        assert column(image, 101, range(112, 124)) == {COLOR.lower()}
        words = {
            image.pixelColor(x, y).lightness() for x in range(108, 180) for y in range(110, 126)
        }
        assert min(words) < 80
