"""Small charts: the same marks as the large one, at places that can be compared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.series import SeriesQuery
from healthdesk.texts import Format
from healthdesk.ui.chart.dressing import look_now, time_style_of
from healthdesk.ui.chart.look import Numbers
from healthdesk.ui.chart.multiple import Multiple
from tests.ui.panels.chart_context import FakeAnalytics, pressure, steps, today

DAY = 86_400
SPAN = ((today() - 29) * DAY, (today() + 1) * DAY)
NUMBERS = Numbers(Format().number, 0)


def series(slug, data):
    analytics = FakeAnalytics({slug: data})
    query = SeriesQuery(1, slug, SPAN[0] * 1000, SPAN[1] * 1000, "", "day")
    return analytics.series(OWNER, query)


@pytest.fixture
def make(qtbot):
    def made(slug="steps", data=None, size=(260, 140), *, bars=True):
        chart = Multiple(look_now(), time_style_of(Format()))
        qtbot.addWidget(chart)
        chart.resize(*size)
        chart.show_series(series(slug, data or steps()), NUMBERS, SPAN, bars=bars)
        return chart

    return made


def drawn(chart):
    picture = QImage(chart.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    chart.render(painter, QPoint())
    painter.end()
    return picture


def test_bars_stand_on_zero_and_other_values_need_not(make):
    assert make().plane().bottom <= 0
    assert make("blood-pressure", pressure(), bars=False).plane().bottom > 40


def test_all_values_lie_inside(make):
    plane = make("blood-pressure", pressure(), bars=False).plane()
    assert plane.bottom < 75
    assert plane.top > 129


def test_a_common_margin_puts_a_day_at_one_place(make):
    one, other = make(), make("blood-pressure", pressure(), bars=False)
    assert one.margin != other.margin
    for chart in (one, other):
        chart.set_margin(max(one.margin, other.margin))
    at = float(SPAN[0] + 12 * DAY)
    assert one.plane().x(at) == other.plane().x(at)


def test_a_narrow_chart_names_its_ends_and_a_wide_one_days_between(make):
    narrow, wide = make(size=(220, 130)), make(size=(700, 130))
    assert len(narrow._times.labels(narrow.plane(), look_now())) <= 1
    assert len(wide._times.labels(wide.plane(), look_now())) > 2
    foot = narrow.plane().area.bottom() + 6
    picture = drawn(narrow)
    left, middle = round(narrow.plane().area.left()), picture.width() // 2

    def written(first, last):
        return any(
            picture.pixelColor(x, y).lightness() < 200
            for x in range(first, last)
            for y in range(round(foot), picture.height())
        )

    assert written(left, left + 40)
    assert written(picture.width() - 50, picture.width() - 8)
    assert not written(middle, middle + 15)


def test_painting_asks_nothing_and_presses_go_through(make):
    chart = make()
    shown = chart._shown
    assert drawn(chart) == drawn(chart)
    assert chart._shown is shown
    assert chart.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_before_it_knows_anything_it_draws_nothing(qtbot):
    chart = Multiple(look_now(), time_style_of(Format()))
    qtbot.addWidget(chart)
    chart.resize(200, 120)
    picture = drawn(chart)
    assert picture.pixelColor(100, 60) == picture.pixelColor(4, 4)
