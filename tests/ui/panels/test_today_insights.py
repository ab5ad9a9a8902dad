"""What stands out on Today: asked after the cards, told in sentences that lead further."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.insights import Insight
from healthdesk.services.type_pairs import Pairs
from healthdesk.ui.chart_views.scatter import ScatterView
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_insights import MOST, InsightsSection
from healthdesk.ui.widgets import Page
from tests.ui.panels import chart_context
from tests.ui.panels.test_today import PRESSURE, STEPS, WEIGHT

DAY = 20_000
TREND = Insight("trend", "weight", "kg", (DAY - 41, DAY), 38, "days", 0.9,
                {"slope": -0.4, "low": -0.6, "high": -0.2, "new": True})  # fmt: skip
MORNING = Insight("morning-evening", "blood-pressure", "mmHg", (DAY - 89, DAY), 24, "days", 0.7,
                  {"difference": 6.0, "low": 3.0, "high": 9.0})  # fmt: skip
TOGETHER = Insight("together", "steps", "", (DAY - 89, DAY), 48, "days", 0.5,
                   {"r": 0.62, "low": 0.4, "high": 0.8, "p": 0.0, "tested": 3}, "mood")  # fmt: skip
OUTLIER = Insight("outlier", "weight", "kg", (DAY - 59, DAY), 40, "readings", 0.5,
                  {"value": 18.4, "middle": 81.0, "day": DAY - 1, "part": 0})  # fmt: skip
STREAKS = tuple(
    Insight("streak", slug, "", (DAY - 364, DAY), 9, "days", 0.2, {"days": 9, "before": 8})
    for slug in ("steps", "mood", "water", "caffeine", "blood-glucose")
)


@pytest.fixture
def place(qtbot, qapp, tmp_path):
    place = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(place.window)
    place.context.app.paths.make()
    place.analytics.cards = (PRESSURE, WEIGHT, STEPS)
    place.analytics.found = (TREND, MORNING)
    yield place
    place.close()


@pytest.fixture
def panel(place, qtbot):
    panel = TodayPanel(place.context)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.show()
    return panel


def insights_of(panel, qtbot):
    """The section, once it has something to tell."""

    def found():
        return [one for one in panel.sections if isinstance(one, InsightsSection)]

    qtbot.waitUntil(lambda: bool(found()) and bool(found()[0].rows))
    return found()[0]


@pytest.fixture
def section(panel, qtbot):
    return insights_of(panel, qtbot)


def sentences(section):
    return [row.sentence.text() for row in section.rows]


class FakeCharts:
    """Two types without a day in common; keeps which they were."""

    def __init__(self):
        self.asked = []

    def pairs(self, actor, person_id, one, other, span, of):
        self.asked.append((one[0], other[0]))
        lack = {"need": 14, "have": 0, "reason": "too-few-shared-days"}
        return Pairs(one[1], other[1], (), (), (), None, None, None, 0.0, lack)


class FilteredRecords(RecordsPanel):
    """The page of readings without any; keeps what it was asked to show."""

    def __init__(self):
        Page.__init__(self, "Records")
        self.asked = []

    def show_filtered(self, *what):
        self.asked.append(what)

    def shown(self):
        pass


class PaintsBefore(QObject):
    """Which insights had been asked for when the first card was painted."""

    def __init__(self, analytics):
        super().__init__()
        self.analytics = analytics
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "TypeCard":
            self.seen.append(self.analytics.asked_insights)
        return False


def test_insights_wait_for_the_first_card_on_the_screen(place, qtbot, qapp):
    watch = PaintsBefore(place.analytics)
    qapp.installEventFilter(watch)
    panel = TodayPanel(place.context)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: place.analytics.asked_insights == 1)
    qapp.removeEventFilter(watch)
    assert watch.seen
    assert watch.seen[0] == 0


def test_sentences_with_their_figures_in_their_order(section):
    assert sentences(section) == [
        "Weight: now going down by 0.4 kg a week, 38 days.",
        "Morning pressure is 6 mmHg above evening, 24 days.",
    ]
    assert "99 % interval +3 mmHg to +9 mmHg" in section.rows[1].basis.text()
    assert not section.more.isVisibleTo(section)
    assert not section.unhide.isVisibleTo(section)


def test_buttons_say_what_they_are_and_of_what(section):
    row = section.rows[0]
    assert row.figures.accessibleName() == "Show the figures"
    assert row.hide_button.accessibleName() == "Hide this kind"
    for button in (row.figures, row.hide_button):
        assert button.accessibleDescription() == row.sentence.text()
        assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_nothing_is_shown_of_nothing(place, panel, qtbot):
    place.analytics.found = ()
    qtbot.waitUntil(lambda: place.analytics.asked_insights == 1)
    qtbot.waitUntil(lambda: not place.context.tasks.is_busy())
    assert not any(
        one.isVisibleTo(panel) for one in panel.sections if isinstance(one, InsightsSection)
    )


def test_five_are_shown_and_the_others_on_request(place, panel, qtbot):
    place.analytics.found = (TREND, MORNING, *STREAKS)
    section = insights_of(panel, qtbot)
    assert len(section.rows) == MOST
    assert section.more.text() == "2 more"
    qtbot.mouseClick(section.more, Qt.MouseButton.LeftButton)
    assert len(section.rows) == 7
    assert section.more.text() == "Show fewer"
    qtbot.mouseClick(section.more, Qt.MouseButton.LeftButton)
    assert len(section.rows) == MOST


def test_a_hidden_kind_stays_away_until_it_is_wanted_again(place, section, panel, qtbot):
    section.rows[0].hide_button.click()
    assert sentences(section) == ["Morning pressure is 6 mmHg above evening, 24 days."]
    again = TodayPanel(place.context)
    qtbot.addWidget(again)
    again.show()
    assert len(insights_of(again, qtbot).rows) == 1
    place.toast.button.click()
    assert len(section.rows) == 2
    section.rows[1].hide_button.click()
    section.rows[0].hide_button.click()
    assert section.rows == []
    assert section.isVisibleTo(panel)
    section.unhide.click()
    assert len(section.rows) == 2


def test_the_figures_are_the_chart_over_that_time(place, section, qtbot):
    place.analytics.data = {
        "blood-pressure": chart_context.pressure(), "weight": chart_context.steps(),
    }  # fmt: skip
    charts = ChartsPanel(place.context)
    qtbot.addWidget(charts)
    place.pages["charts"] = charts
    section.rows[1].figures.click()
    assert charts._slug == "blood-pressure"
    assert charts.over_time.range.key() == "quarter"
    section.rows[0].figures.click()
    assert charts._slug == "weight"
    assert charts.view is charts.over_time


def test_the_figures_of_two_types_are_their_days_against_each_other(place, panel, qtbot):
    place.analytics.found = (TOGETHER,)
    place.analytics.data = {slug: chart_context.steps() for slug in ("steps", "mood", "weight")}
    charts = ChartsPanel(place.context)
    qtbot.addWidget(charts)
    place.pages["charts"] = charts
    place.context.app.charts = FakeCharts()
    insights_of(panel, qtbot).rows[0].figures.click()
    charts.show()
    qtbot.waitUntil(lambda: isinstance(charts.view, ScatterView))
    scatter = charts.view
    assert isinstance(scatter, ScatterView)
    qtbot.waitUntil(lambda: scatter.other.count() == 2)
    qtbot.waitUntil(lambda: bool(place.context.app.charts.asked))
    assert place.context.app.charts.asked[-1] == ("steps", "mood")


def test_the_figures_of_a_value_to_check_are_its_reading(place, section, qtbot):
    records = place.pages["records"] = FilteredRecords()
    place.analytics.found = (OUTLIER,)
    place.bus.publish(RecordsChanged(1, frozenset({"weight"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: [row.insight for row in section.rows] == [OUTLIER])
    section.rows[0].figures.click()
    assert records.asked == [(("weight",), DAY - 1, DAY - 1)]
    records.deleteLater()


def test_a_change_of_readings_asks_anew(place, section, qtbot):
    asked = place.analytics.asked_insights
    place.analytics.found = (MORNING,)
    place.bus.publish(RecordsChanged(1, frozenset({"weight"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: place.analytics.asked_insights > asked and len(section.rows) == 1)


def test_many_changes_in_a_row_are_one_question(place, section, qtbot):
    place.analytics.found = (MORNING,)
    for _ in range(5):
        asked = place.analytics.asked_today
        place.bus.publish(RecordsChanged(1, frozenset({"weight"}), 1, 1, "import", "here"))
        qtbot.waitUntil(lambda asked=asked: place.analytics.asked_today > asked)
    qtbot.waitUntil(lambda: len(section.rows) == 1)
    assert place.analytics.asked_insights == 2


def test_what_stands_out_of_another_person_is_gone_at_once(place, section, panel, qtbot):
    place.analytics.found = ()
    ben, _ = place.journal.add_person(place.context.actor, "Ben")
    place.context.current.person = ben
    section.ask()
    assert section.rows == []
    assert not section.isVisibleTo(panel)


def test_insights_stand_above_below_or_nowhere(place, panel, section, qtbot):
    board = panel.board
    qtbot.waitUntil(lambda: section.y() > board.y())
    board.set_insights("above")
    qtbot.waitUntil(lambda: section.y() < board.y())
    board.set_insights("off")
    assert not section.isVisibleTo(panel)
    asked = place.analytics.asked_insights
    place.bus.publish(RecordsChanged(1, frozenset({"weight"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: not place.context.tasks.is_busy())
    assert place.analytics.asked_insights == asked
    board.set_insights("below")
    qtbot.waitUntil(lambda: place.analytics.asked_insights == asked + 1)
    assert section.isVisibleTo(panel)
