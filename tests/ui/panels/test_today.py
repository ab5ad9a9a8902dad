from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from healthdesk.domain.blood_pressure import Reading
from healthdesk.domain.cards import Card, PressureCard
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import CATALOGUE
from healthdesk.domain.pressure_guidelines import AHA_ACC_2025, ESC_2024, ISH_2020, standing
from healthdesk.texts import Format
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_cards import worded
from healthdesk.ui.sparkline import Sparkline
from healthdesk.ui.widgets import EmptyState
from tests.ui.panels import chart_context

KINDS = {kind.slug: kind for kind in CATALOGUE}
NOW = dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC)
YESTERDAY_8 = round((NOW - dt.timedelta(days=1)).timestamp() * 1000)
PRESSURE = Card(
    "blood-pressure", "mmHg", 128, 82, "", YESTERDAY_8, 0, "Omron",
    124.2, 79.4, 127.0, 80.1, 7, "in-range", ((20000, 120.0), (20001, 124.0)),
)  # fmt: skip
WEIGHT = Card(
    "weight", "kg", 81.4, None, "", YESTERDAY_8, 0, "manual", 81.9, None, 81.9, None, 6, "none"
)
STEPS = Card(
    "steps", "steps", 8124, None, "", YESTERDAY_8, 0, "", None, None, None, None, 0, "none",
    day=20768,
)  # fmt: skip


def say(card):
    return worded(card, KINDS[card.type], Format(), NOW)


def test_a_card_says_value_time_state_and_change_in_one_sentence():
    assert say(PRESSURE).sentence == (
        "Blood pressure: 128/82 mmHg, yesterday 08:00, In range, 7-day mean 124/79, "
        "−3/−1 mmHg from the week before."
    )


@pytest.mark.parametrize(("before", "change"), [(7, "−1 point"), (8, "−2 points")])
def test_one_point_is_no_points(before, change):
    card = dataclasses.replace(WEIGHT, type="mood", unit="points", value=6, mean=6, before=before)
    assert say(card).change == f"{change} from the week before"


def test_one_step_has_its_unit_small_too():
    told = say(dataclasses.replace(STEPS, value=1))
    assert (told.number, told.unit) == ("1", "step")


AHA_SOURCE = "doi 10.1161/HYP.0000000000000249"
ISH_SOURCE = "doi 10.1161/HYPERTENSIONAHA.120.15026"
ESC_SOURCE = "doi 10.1093/eurheartj/ehae178"


def readings_of(days, systolic):
    return [Reading(day * 86_400_000, systolic, 82) for day in range(days)]


@pytest.mark.parametrize(
    ("guideline", "days", "state", "rule", "source", "tone"),
    [
        (
            AHA_ACC_2025, 3, "Range 120–129 and <80",
            "7-day mean 124/79: Hypertension stage 1 (AHA/ACC 2025, at home)", AHA_SOURCE,
            "warn",
        ),
        (
            ESC_2024, 1, "Range 120–134 or 70–84",
            "7-day mean 124/79. No class yet: needs 2 more days (ESC 2024, at home)",
            f"{ESC_SOURCE}, not confirmed",
            "warn",
        ),
        (
            ISH_2020, 3, "Range <135 and <85",
            "7-day mean 124/79: Below hypertension (ISH 2020, at home)", ISH_SOURCE,
            "good",
        ),
    ],
)  # fmt: skip
def test_a_pressure_says_its_range_and_the_class_of_the_week_with_rule_and_source(
    guideline, days, state, rule, source, tone
):
    home = guideline.rule("home")
    week = standing(readings_of(days, 128), "home", guideline)
    on_card = PressureCard(home, home.place(124, 76), week)
    said = say(dataclasses.replace(PRESSURE, pressure=on_card))
    assert (said.state, said.rule, said.tone) == (state, rule, tone)
    assert f", {rule}, " in said.sentence
    # Where it is printed is told beside the card, not on it.
    assert said.source == f"{home.name}: {source}"


@pytest.mark.parametrize(
    ("systolic", "diastolic", "words"),
    [
        (128, 82, "Diastolic range 80–84, "),
        (134, 76, "Systolic range 130–134, "),
        (134, 82, "Range 130–134 or 80–84, "),
        (124, 76, "Range 120–129 and <80, "),
    ],
)
def test_the_part_of_a_pressure_that_counts_is_named(systolic, diastolic, words):
    home = AHA_ACC_2025.rule("home")
    on_card = PressureCard(home, home.place(systolic, diastolic), None)
    card = dataclasses.replace(PRESSURE, value=systolic, value2=diastolic, pressure=on_card)
    assert say(card).state.startswith(words)


def test_a_card_without_a_reading_of_the_week_has_no_tone():
    old = dataclasses.replace(PRESSURE, mean=None, mean2=None, before=None, before2=None)
    assert say(old).state == "In range, no reading in the last 7 days"
    assert (say(old).tone, say(old).icon) == ("muted", "")


def test_steps_say_that_the_mean_is_of_days_that_are_over():
    told = say(dataclasses.replace(STEPS, mean=8299))
    assert told.state == "7-day mean 8,299"
    assert told.source == "The 7-day mean is of the 7 days before today; today is not over yet."
    assert say(STEPS).source == ""


def test_a_slow_heart_at_rest_is_said_without_a_warning():
    slow = dataclasses.replace(
        WEIGHT, type="resting-heart-rate", unit="bpm", value=58, mean=58, before=58,
        verdict="below",
    )  # fmt: skip
    assert say(slow).state.startswith("Below the typical range")
    assert (say(slow).tone, say(slow).icon) == ("muted", "")


def test_a_low_pressure_is_said_to_be_low():
    home = AHA_ACC_2025.rule("home")
    low = dataclasses.replace(PRESSURE, verdict="below", pressure=PressureCard(home, 0, None))
    assert say(low).state.startswith("Below the typical range")
    assert (say(low).icon, say(low).rule) == ("chevron-down", "")


def test_value_and_unit_stand_apart_but_lengths_of_time_are_whole():
    assert (say(PRESSURE).number, say(PRESSURE).unit) == ("128/82", "mmHg")
    sleep = dataclasses.replace(WEIGHT, type="sleep-duration", unit="min", value=440, mean=None)
    assert (say(sleep).number, say(sleep).unit) == ("7 h 20 min", "")


@pytest.mark.parametrize(
    ("verdict", "tone", "icon", "words"),
    [
        ("in-range", "good", "check", "In range, "),
        ("above", "warn", "chevron-up", "Above the typical range, "),
        ("below", "warn", "chevron-down", "Below the typical range, "),
        ("none", "muted", "", "7-day mean"),
    ],
)
def test_a_state_is_a_word_and_an_icon_besides_a_colour(verdict, tone, icon, words):
    said = say(dataclasses.replace(PRESSURE, verdict=verdict))
    assert (said.tone, said.icon) == (tone, icon)
    assert said.state.startswith(words)


def test_no_change_and_no_mean_are_said_plainly():
    assert say(WEIGHT).change == "Same as the week before"
    assert say(STEPS).state == "No reading in the 7 days before today"
    assert say(STEPS).change == ""


def test_a_summed_type_names_the_day_and_not_a_time():
    assert say(STEPS).when == "yesterday"


@pytest.fixture
def place(qtbot, qapp, tmp_path):
    place = chart_context.build(qapp, tmp_path)
    qtbot.addWidget(place.window)
    place.analytics.cards = (PRESSURE, WEIGHT, STEPS)
    yield place
    place.close()


@pytest.fixture
def panel(place, qtbot):
    panel = TodayPanel(place.context)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.show()
    return panel


def test_one_card_a_type_in_the_order_given(panel, qtbot):
    qtbot.waitUntil(lambda: list(panel.board.tiles) == ["blood-pressure", "weight", "steps"])
    tile = panel.board.tiles["blood-pressure"]
    assert (tile.number.text(), tile.unit.text()) == ("128/82", "mmHg")
    assert tile.accessibleName().startswith("Blood pressure: 128/82 mmHg")


def test_columns_follow_the_width_and_the_text_size(panel, place, qtbot):
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    wide = panel.board.grid.columns()
    panel.resize(620, 700)
    qtbot.waitUntil(lambda: panel.board.grid.columns() == 2)
    assert wide == 3
    place.context.theme.choose("light", 2.0)
    qtbot.waitUntil(lambda: panel.board.grid.columns() == 1)
    place.context.theme.choose("light", 1.0)


def test_no_text_is_clipped_at_200_percent(panel, place, qtbot):
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    place.context.theme.choose("light", 2.0)
    panel.resize(720, 700)
    qtbot.waitUntil(lambda: panel.board.grid.columns() == 1)
    for tile in panel.board.tiles.values():
        for label in (tile.number, tile.unit, tile.when):
            assert not label.isVisible() or label.width() >= label.sizeHint().width()
    place.context.theme.choose("light", 1.0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_on_a_card_opens_the_chart_of_its_type(panel, place, qtbot, key):
    place.analytics.data = {"weight": chart_context.steps(), "steps": chart_context.steps()}
    charts = ChartsPanel(place.context)
    qtbot.addWidget(charts)
    place.pages["charts"] = charts
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    qtbot.keyClick(panel.board.tiles["steps"], key)
    assert charts._slug == "steps"
    qtbot.waitUntil(lambda: charts.over_time._series is not None)


def test_without_readings_the_page_offers_to_add_or_import(place, qtbot):
    place.analytics.cards = ()
    panel = TodayPanel(place.context)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: isinstance(panel._instead, EmptyState))
    empty = panel._instead
    assert isinstance(empty, EmptyState)
    assert empty.primary is not None
    assert empty.secondary is not None
    assert empty.primary.text() == "Add your first reading"
    assert empty.secondary.text() == "Import…"
    empty.primary.click()
    assert place.entries == [""]


def test_a_change_of_this_person_is_asked_about_and_the_card_stays(panel, place, qtbot):
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    tile = panel.board.tiles["weight"]
    place.analytics.cards = (PRESSURE, dataclasses.replace(WEIGHT, value=80.9), STEPS)
    place.bus.publish(RecordsChanged(1, frozenset({"weight"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: tile.number.text() == "80.9")
    assert panel.board.tiles["weight"] is tile


def test_a_change_of_another_person_is_not(panel, place, qtbot):
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    asked = place.analytics.asked_today
    seen: list[object] = []
    place.context.events.recordsChanged.connect(seen.append)
    place.bus.publish(RecordsChanged(2, frozenset({"weight"}), 1, 1, "add", "here"))
    qtbot.waitUntil(lambda: bool(seen))
    assert place.analytics.asked_today == asked


def test_another_guideline_asks_anew(panel, place, qtbot):
    qtbot.waitUntil(lambda: bool(panel.board.tiles))
    asked = place.analytics.asked_today
    place.context.current._settings_changed(frozenset({"blood_pressure.guideline"}))
    qtbot.waitUntil(lambda: place.analytics.asked_today > asked)


def test_a_sparkline_is_open_over_missing_days_and_ends_today(qtbot):
    spark = Sparkline()
    qtbot.addWidget(spark)
    spark.resize(120, 36)
    points = ((70, 1.0), (71, 2.0), (72, 2.0), (73, 2.0), (80, 3.0), (99, 9.0))
    spark.set_points(points, 99, bars=False)
    runs = spark.runs()
    assert [len(run) for run in runs] == [4, 1, 1]
    assert runs[-1][0].x() == pytest.approx(116)


def test_a_sparkline_of_a_value_a_week_goes_on_from_week_to_week(qtbot):
    spark = Sparkline()
    qtbot.addWidget(spark)
    spark.set_points(tuple((day, 5.0) for day in (71, 78, 85, 92, 99)), 99, bars=False)
    assert [len(run) for run in spark.runs()] == [5]


def test_today_loads_neither_plotting_nor_numpy():
    code = (
        "import sys; import healthdesk.ui.panels.today; "
        "print(sorted({'numpy', 'healthdesk.ui.chart'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
