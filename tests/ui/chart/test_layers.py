"""What layers put on the screen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from healthdesk.ui.chart.layers import (
    Bands,
    Bars,
    Bridges,
    Curve,
    Dots,
    Elsewhere,
    Growing,
    Layer,
    Limits,
    Ribbon,
    Spans,
    Spreads,
    Unseen,
)
from healthdesk.ui.chart.plane import Plane
from healthdesk.ui.chart.pyramid import Pyramid

BLUE, RED = QColor("#0000ff"), QColor("#ff0000")
WIDTH, HEIGHT = 200, 100


def plane(low: float = 0.0, high: float = 200.0, *, ratio: float = 1.0, exact: bool = False):
    return Plane(QRectF(0, 0, WIDTH, HEIGHT), low, high, 0.0, 100.0, ratio, exact)


def painted(layer: Layer, on: Plane) -> np.ndarray:
    """Where anything was painted, rows from the bottom up: a value a row."""
    seen: np.ndarray = opacity(layer, on) != 0
    return seen


def opacity(layer: Layer, on: Plane) -> np.ndarray:
    """How strongly each pixel was painted, 0 to 255."""
    size = round(WIDTH * on.ratio), round(HEIGHT * on.ratio)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(on.ratio)
    painter = QPainter(image)
    painter.setClipRect(on.area)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on.exact)
    layer.paint(painter, on)
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(size[1], -1)
    strong: np.ndarray = (pixels >> 24).astype(int)[::-1]
    return strong


def points(at, lo, hi=None) -> Pyramid:
    lo = np.asarray(lo, dtype=float)
    return Pyramid(np.asarray(at, dtype=float), lo, lo if hi is None else np.asarray(hi, float))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("exact", [False, True])
def test_a_dot_stands_on_its_reading(qapp, ratio, exact):
    seen = painted(Dots(points([50], [30]), BLUE, 5.0), plane(ratio=ratio, exact=exact))
    rows, columns = np.nonzero(seen)
    assert abs(columns.mean() / ratio - 49.5) <= 1
    assert abs(rows.mean() / ratio - 29.5) <= 1
    assert 5 * ratio <= np.ptp(columns) + 1 <= 5 * ratio + 2


def test_an_outlier_among_very_many_is_seen_at_its_place(qapp):
    rng = np.random.default_rng(1)
    value = rng.normal(50, 3, 100_000)
    at = np.linspace(0, 200, value.size)
    value[61_234], value[80_000] = 95, 4
    seen = painted(Dots(points(at, value), BLUE, 5.0), plane())
    assert abs(np.nonzero(seen[92:98].any(axis=0))[0].mean() - at[61_234]) <= 2
    assert abs(np.nonzero(seen[1:7].any(axis=0))[0].mean() - at[80_000]) <= 2


def test_spreads_are_bars_where_they_stand_apart(qapp):
    seen = painted(Spreads(points([50, 100], [20, 40], [60, 80]), 10, BLUE), plane())
    assert np.nonzero(seen.any(axis=0))[0].tolist() == [49, 50, 99, 100]
    rows = np.nonzero(seen[:, 50])[0]
    assert (rows.min(), rows.max()) == (20, 59)


def test_dense_spreads_are_an_envelope_with_every_extreme_and_open_gaps(qapp):
    at = np.concatenate((np.arange(0, 80, 0.5), np.arange(120, 200, 0.5)))
    low, high = np.full(at.size, 40.0), np.full(at.size, 60.0)
    high[37] = 97
    seen = painted(Spreads(points(at, low, high), 0.5, BLUE), plane())
    assert seen[50, :79].all()
    assert not seen[:, 82:118].any()
    assert seen[95, round(at[37])]


def test_bars_stand_on_zero_and_hang_from_it(qapp):
    on = Plane(QRectF(0, 0, WIDTH, HEIGHT), 0, 200, -50, 50)
    seen = painted(Bars(points([50, 100], [20, -30]), 10, BLUE), on)
    assert np.nonzero(seen[:, 50])[0].tolist() == list(range(50, 70))
    assert np.nonzero(seen[:, 100])[0].tolist() == list(range(20, 50))
    assert np.nonzero(seen[60])[0].tolist() == list(range(45, 55))


def test_a_bar_that_still_grows_is_paler_with_dashes_around_it(qapp):
    on = plane()
    seen = opacity(Growing(np.array([50.0]), np.array([60.0]), BLUE, seconds=20), on)
    full = opacity(Bars(points([50], [60]), 20, BLUE), on)
    assert 0 < seen[30, 50] < full[30, 50]
    edge = seen[5:55, 39:42].max(axis=1)
    assert edge.max() > 1.5 * seen[30, 50]  # strokes
    assert edge.min() < 0.7 * edge.max()  # and gaps
    assert Growing(np.array([50.0]), np.array([60.0]), BLUE, seconds=20).bounds(0, 99) == (0, 60)
    assert Growing(np.array([50.0]), np.array([60.0]), BLUE, size=9).bounds(0, 99) == (60, 60)
    assert Growing(np.array([50.0]), np.array([60.0]), BLUE, size=9).bounds(60, 99) is None


def test_a_mean_that_still_moves_is_a_ring(qapp):
    seen = opacity(Growing(np.array([50.0]), np.array([50.0]), BLUE, size=12), plane())
    assert 0 < seen[50, 50] < seen[50, 40:50].max()
    small = opacity(Growing(np.array([50.0]), np.array([50.0]), BLUE, size=4), plane())
    assert small[50, 50] == 255


def test_a_high_bar_among_bars_finer_than_pixels_is_seen(qapp):
    value = np.full(4000, 10.0)
    value[1234] = 90
    seen = painted(Bars(points(np.arange(4000) / 20, value), 0.05, BLUE), plane())
    assert np.nonzero(seen[85])[0].tolist() == [61]


def test_bridges_go_away_when_they_would_be_a_wall(qapp):
    few = Bridges(points([50], [20], [60]), BLUE)
    many = Bridges(points(np.arange(0, 200, 1.0), np.full(200, 20.0), np.full(200, 60.0)), BLUE)
    assert painted(few, plane())[40].any()
    assert not painted(many, plane()).any()


def test_a_curve_is_open_where_many_days_are_missing(qapp):
    day = 86_400.0
    at = np.array([0, 1, 2, 12, 13, 14]) * day
    on = Plane(QRectF(0, 0, WIDTH, HEIGHT), 0, 20 * day, 0, 100)
    seen = painted(Curve(at, np.full(6, 50.0), BLUE), on)
    columns = np.nonzero(seen.any(axis=0))[0]
    assert not ((columns > 24) & (columns < 118)).any()
    assert {10, 130} <= set(columns.tolist())


def test_a_curve_finer_than_the_screen_keeps_its_peaks(qapp):
    at = np.arange(0, 200, 0.01)
    value = np.full(at.size, 50.0)
    value[7_000] = 90
    seen = painted(Curve(at, value, BLUE), plane())
    assert seen[86, 68:73].any()
    assert seen[50, :198].all()


def test_marks_point_to_where_the_value_lies(qapp):
    below = painted(Limits(points([50], [50]), False, BLUE), plane())
    above = painted(Limits(points([50], [50]), True, BLUE), plane())
    assert np.nonzero(below)[0].max() < 50 < np.nonzero(above)[0].min()


def test_a_coarse_picture_stays_out_of_the_fine_one(qapp):
    coarse = Elsewhere([Bands([(None, None, BLUE)])], 50, 120)
    seen = painted(coarse, plane())
    assert np.nonzero(seen[50])[0].tolist() == [*range(50), *range(120, 200)]


def test_a_coarse_picture_wants_only_its_own_values_seen():
    layer = Elsewhere([Dots(points([10, 80, 150], [5, 99, 7]), BLUE, 5)], 50, 120)
    assert layer.bounds(0, 200) == (5, 7)
    assert layer.bounds(60, 110) is None


def test_open_bands_reach_to_the_edge(qapp):
    seen = painted(Bands([(None, 20, BLUE), (80, None, RED)]), plane())
    assert np.nonzero(seen[:, 5])[0].tolist() == [*range(20), *range(80, 100)]


def test_thin_bars_are_all_as_wide_as_each_other(qapp):
    """Two and a half pixels each: however they fall on the columns, none looks wider."""
    on = plane()
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    at = np.arange(2, 200, 3.7)
    Bars(points(at, np.full(at.size, 80.0)), 2.5, BLUE).paint(painter, on)
    painter.end()
    row = [image.pixelColor(x, 50).alphaF() for x in range(WIDTH)]
    for place in at[:-1]:
        # Between two bars is more than a pixel, so each column is of one of them.
        own = slice(int(place - 1.25), int(np.ceil(place + 1.25)))
        assert sum(row[own]) == pytest.approx(2.5, abs=0.02)


def test_a_dashed_line_has_strokes_and_gaps_that_stay_while_one_moves(qapp):
    at, value = np.array([-1e6, 1e6]), np.array([50.0, 50.0])
    dashed = Curve(at, value, BLUE, 2.0, dash=(3.0, 2.0), whole=True)
    row = np.asarray(painted(dashed, plane()).any(axis=0))
    assert 0.4 < row.mean() < 0.8
    later = np.asarray(painted(dashed, plane(7.0, 207.0)).any(axis=0))
    assert (row[7:] == later[:-7]).mean() > 0.95


@pytest.mark.parametrize("exact", [False, True])
def test_a_whole_line_crosses_what_lies_between_its_ends_however_far_they_are(qapp, exact):
    line = Curve(np.array([-1e9, 1e9]), np.array([0.0, 100.0]), BLUE, 2.0, whole=True, seen=True)
    seen = painted(line, plane(exact=exact))
    assert seen[48:52].any(axis=0).all()
    assert line.bounds(0, 200) == pytest.approx((50.0, 50.0), abs=0.01)
    assert Curve(np.array([0.0, 1.0]), np.array([0.0, 1.0]), BLUE).bounds(0, 1) is None


def test_a_ribbon_fills_the_room_between_its_lines(qapp):
    ribbon = Ribbon(np.array([-500.0, 100.0, 700.0]), np.full(3, 20.0), np.full(3, 40.0), BLUE)
    for exact in (False, True):
        seen = painted(ribbon, plane(exact=exact))
        assert seen[21:39].all()
        assert not seen[:19].any()
        assert not seen[41:].any()
    assert ribbon.bounds(0, 200) == (20.0, 40.0)
    assert ribbon.bounds(800, 900) is None


def test_a_ribbon_of_very_many_points_loses_no_extreme(qapp):
    at = np.linspace(0, 200, 50_000)
    lo, hi = np.full(at.size, 40.0), np.full(at.size, 60.0)
    lo[12_345], hi[40_000] = 5.0, 95.0
    seen = painted(Ribbon(at, lo, hi, BLUE), plane())
    assert seen[6, round(at[12_345]) - 1 : round(at[12_345]) + 2].any()
    assert seen[93, round(at[40_000]) - 1 : round(at[40_000]) + 2].any()


@given(
    st.lists(st.tuples(st.floats(0, 195), st.floats(0, 60)), min_size=1, max_size=60),
    st.booleans(),
)
@settings(deadline=None, max_examples=60)
def test_every_stretch_of_time_is_seen_however_short(qapp, stretches, exact):
    begin, length = (np.array(column) for column in zip(*sorted(stretches), strict=True))
    none, one = np.zeros(begin.size), np.full(begin.size, 100.0)
    spans = Spans(begin, begin + length, none, one, BLUE)
    columns = np.asarray(painted(spans, plane(exact=exact)).any(axis=0))
    for first, last in zip(begin, begin + length, strict=True):
        assert columns[max(0, round(first)) : min(WIDTH, max(round(last), round(first) + 1))].all()


def test_a_long_stretch_that_began_before_is_seen(qapp):
    spans = Spans(
        np.array([-900.0, -800.0]), np.array([900.0, -700.0]), np.zeros(2), np.full(2, 50.0), BLUE
    )
    assert painted(spans, plane())[:49].all()


def test_what_is_unseen_still_has_its_values_in_sight(qapp):
    unseen = Unseen([Dots(points([50, 60], [30, 80]), BLUE, 5.0)])
    assert unseen.bounds(0, 200) == (30.0, 80.0)
    assert not painted(unseen, plane()).any()
