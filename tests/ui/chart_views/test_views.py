"""Every way to look at a type, on the demo person's readings and a fortnight of a sensor."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from healthdesk.bootstrap import open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.records import Draft
from healthdesk.domain.times import DAY_MS, MINUTE_MS, date_of, day_of
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.ui.chart_views.calendar import levels_of
from healthdesk.ui.chart_views.pressure_bars import PressureBarsView
from healthdesk.ui.chart_views.printing import PrintDialog, pdf
from healthdesk.ui.chart_views.still import SpanView
from healthdesk.ui.chart_views.years import place_in_year, years_of
from healthdesk.ui.dialogs.jump import JumpDialog
from healthdesk.ui.panels.charts import ChartsPanel
from tests.ui.furnished import NOON, Furnished, furnish, opened
from tests.ui.panels.chart_context import figures

TODAY = day_of(NOON.date())
FEW = 2  # the person with hardly any readings
STEADY = 3  # the person whose readings are all alike
LONG_AGO = 4  # the person who stopped three years ago
EVERY = [
    ("blood-pressure", "pressures"),
    ("sleep-duration", "nights"),
    ("blood-glucose", "profile"),
    ("steps", "profile"),
    ("weight", "calendar"),
    ("steps", "calendar"),
    ("blood-pressure", "distribution"),
    ("sleep-duration", "distribution"),
    ("blood-pressure", "years"),
    ("weight", "scatter"),
    ("blood-pressure", "over-time"),
]


def sensor() -> list[Draft]:
    """Fifteen days of glucose, in range by night and above it after noon."""
    noon = round(NOON.timestamp() * 1000)
    return [
        Draft("blood-glucose", round(130 + 70 * math.sin(n / 288 * 2 * math.pi)), "mg/dL",
              noon - n * 5 * MINUTE_MS, 120, source="Sensor")
        for n in range(15 * 288)
    ]  # fmt: skip


def one_each() -> list[Draft]:
    """One reading of a few types."""
    at = round(NOON.timestamp() * 1000) - DAY_MS
    return [
        Draft("blood-pressure", 128, "mmHg", at, 120, value2=82),
        Draft("weight", 81.2, "kg", at, 120),
        Draft("blood-glucose", 101, "mg/dL", at, 120),
        Draft("steps", 5000, "steps", at, 120),
    ]


def all_alike() -> list[Draft]:
    """Forty days, each with the same readings."""
    noon = round(NOON.timestamp() * 1000)
    return [
        draft
        for at in range(noon - 40 * DAY_MS, noon, DAY_MS)
        for draft in (
            Draft("blood-pressure", 128, "mmHg", at, 120, value2=82),
            Draft("weight", 81.2, "kg", at, 120),
            Draft("blood-glucose", 101, "mg/dL", at, 120),
            Draft("steps", 5000, "steps", at, 120),
            Draft("mood", 7, "points", at, 120),
            Draft("sleep-duration", 7.5, "h", at, 120),
        )
    ]


def of_long_ago() -> list[Draft]:
    at = round(NOON.timestamp() * 1000) - 3 * 365 * DAY_MS
    return [replace(draft, recorded_at=at, ended_at=None) for draft in all_alike()[:6]]


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    folder = tmp_path_factory.mktemp("charts") / "data"
    furnish(folder)
    paths = Paths.find(str(folder), {})
    app = open_app(paths, Settings.load(paths, {}), "furnish")
    app.journal.add(OWNER, sensor(), 1)
    assert app.journal.add_person(OWNER, "Ben")[0].id == FEW
    app.journal.add(OWNER, one_each(), FEW)
    assert app.journal.add_person(OWNER, "Cleo")[0].id == STEADY
    app.journal.add(OWNER, all_alike(), STEADY)
    assert app.journal.add_person(OWNER, "Dan")[0].id == LONG_AGO
    app.journal.add(OWNER, of_long_ago(), LONG_AGO)
    app.close()
    with opened(qapp, folder, size=(1360, 900)) as made:
        _look_at_everything(made)
        yield made


def _look_at_everything(place: Furnished) -> None:
    """What is made at the first look (views, threads, the toast) is there before a test."""
    page = place.window.show_page("charts")
    assert isinstance(page, ChartsPanel)
    for slug, way in EVERY:
        page.show_type(slug)
        place.settle()
        page.show_way(way)
        place.settle()
    page.copy_picture()


@pytest.fixture
def page(window: Furnished) -> Iterator[ChartsPanel]:
    shown = window.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_way("over-time")
    shown.over_time.range.choose("month")  # as it begins: another test may have left a day
    window.settle()
    yield shown
    window.window.toast.leave()


@pytest.fixture
def look(window: Furnished, page: ChartsPanel):
    """Open a type in a way, and give the view once it stands still."""

    def show(slug: str, way: str):
        page.show_type(slug)
        window.settle()
        page.show_way(way)
        window.settle()
        return page.view

    return show


def offered(page: ChartsPanel) -> list[str]:
    return [str(page.way.itemData(n)) for n in range(page.way.count())]


def test_the_way_is_kept_over_a_restart(qapp, tmp_path):
    folder = tmp_path / "data"
    furnish(folder)
    with opened(qapp, folder) as place:
        page = place.window.show_page("charts")
        assert isinstance(page, ChartsPanel)
        place.settle()
        page.show_type("weight")
        place.settle()
        page.show_way("calendar")
        place.settle()
    with opened(qapp, folder) as place:
        again = place.window.show_page("charts")
        assert isinstance(again, ChartsPanel)
        place.settle()
        assert (again.picker.slug(), again.way.currentData()) == ("weight", "calendar")


class TestWays:
    def test_only_those_that_suit_a_type_are_offered(self, window, page):
        common = ["calendar", "distribution", "years", "scatter"]
        expected = {
            "blood-pressure": ["over-time", "pressures", *common],
            "sleep-duration": ["over-time", "nights", *common],
            "blood-glucose": ["over-time", "profile", *common],
            "steps": ["over-time", "profile", *common],
            "weight": ["over-time", *common],
        }
        for slug, keys in expected.items():
            page.show_type(slug)
            window.settle()
            assert offered(page) == keys, slug
            commands = window.window.commands
            assert commands.is_enabled("chart.pressures") == ("pressures" in keys)

    def test_the_way_stays_from_type_to_type_as_long_as_it_suits(self, window, page, look):
        assert isinstance(look("blood-pressure", "pressures"), PressureBarsView)
        page.show_type("weight")
        window.settle()
        assert page.view is page.over_time
        page.show_type("blood-pressure")
        window.settle()
        assert isinstance(page.view, PressureBarsView)

    @pytest.mark.parametrize(
        ("slug", "way"), [("sleep-duration", "nights"), ("blood-glucose", "profile")]
    )
    def test_the_time_goes_over_with_the_way(self, window, page, look, slug, way):
        over_time = look(slug, "over-time")
        day = TODAY - 9
        over_time.show_day(day)
        window.settle()
        view = look(slug, way)
        assert view.span()[1] == day
        assert str(date_of(day).day) in view.span_text.text()
        # Where it stayed while another way was looked at, it is found again.
        view.show_newest()
        window.settle()
        look(slug, "over-time")
        assert over_time.last_day() == day
        assert look(slug, way).span()[1] == TODAY

    def test_another_type_begins_with_its_newest(self, window, page, look):
        look("sleep-duration", "over-time").show_day(TODAY - 9)
        window.settle()
        look("blood-glucose", "over-time")
        assert look("blood-glucose", "profile").span()[1] == TODAY

    def test_the_keyboard_goes_over_with_the_way(self, window, page, look):
        look("blood-pressure", "pressures").focus_first()
        page.show_type("weight")
        window.settle()
        assert page.view is page.over_time
        assert page.view.isAncestorOf(page.window().focusWidget())

    def test_keys_go_from_one_to_the_next_and_stop_at_the_ends(self, window, page, look):
        look("weight", "over-time")
        commands = window.window.commands
        commands.run("chart.way-before")
        assert page.view is page.over_time
        commands.run("chart.way-after")
        window.settle()
        assert page.way.currentData() == "calendar"
        for _ in range(9):
            commands.run("chart.way-after")
        window.settle()
        assert page.way.currentData() == "scatter"

    @pytest.mark.parametrize(("slug", "way"), EVERY)
    def test_each_draws_and_says_the_same_in_words_and_as_a_table(self, look, slug, way):
        view = look(slug, way)
        assert not view.is_empty
        assert view.heading.text()
        assert figures(view)
        assert view.sheet().accessibleName()
        assert len(view.sheet().accessibleDescription()) > 20
        head, *rows = view.cells()
        assert len(rows) > 2
        assert all(len(row) == len(head) for row in rows)
        assert all(head)

    @pytest.mark.parametrize(("slug", "way"), EVERY)
    def test_each_is_saved_copied_and_printed(self, page, look, slug, way, tmp_path):
        view = look(slug, way)
        page.copy_picture()
        image = QGuiApplication.clipboard().image()
        assert image.width() > 2 * view.sheet().width()
        page.copy_table()
        lines = QGuiApplication.clipboard().mimeData().text().splitlines()
        assert len(lines) == len(view.cells())
        page.save_to(tmp_path / "chart.svg")
        drawing = (tmp_path / "chart.svg").read_text("utf-8")
        assert view.picture_title() in drawing
        before = view.sheet().look
        assert pdf(view, "Demo", "landscape").startswith(b"%PDF")
        assert view.sheet().look == before


class TestFew:
    """Somebody with one reading of each type."""

    @pytest.fixture
    def few(self, window: Furnished, page: ChartsPanel) -> Iterator[None]:
        context = window.window.context
        assert context is not None
        context.current.choose(FEW)
        window.settle()
        yield
        context.current.choose(1)
        window.settle()

    @pytest.mark.parametrize(
        ("slug", "way"),
        [
            ("blood-pressure", "pressures"), ("blood-pressure", "distribution"),
            ("weight", "calendar"), ("weight", "distribution"), ("weight", "scatter"),
            ("blood-glucose", "profile"),
        ],
    )  # fmt: skip
    def test_one_reading_is_drawn(self, few, look, slug, way):
        view = look(slug, way)
        assert not view.is_empty
        assert len(view.cells()) > 1

    def test_an_amount_without_a_time_has_no_profile(self, few, look):
        view = look("steps", "profile")
        assert view.is_empty
        assert view.nothing.text() == "Nothing with a time of day in this time."

    def test_the_keyboard_stays_where_there_is_nothing_to_draw(self, few, page, look):
        view = look("steps", "profile")
        assert view.isAncestorOf(page.window().focusWidget())

    def test_years_and_nights_are_not_offered(self, few, page, look):
        look("weight", "years")
        assert page.view is page.over_time
        assert "years" not in offered(page)

    def test_one_bin_does_not_fill_the_plot(self, few, look):
        scene = look("weight", "distribution").plot.scene
        assert scene.high - scene.low >= 0.8


class TestAnyReadings:
    """One reading, readings that are all alike, and a time without any."""

    @pytest.fixture(params=[FEW, STEADY, LONG_AGO])
    def person(self, request, window: Furnished, page: ChartsPanel) -> Iterator[int]:
        context = window.window.context
        assert context is not None
        context.current.choose(request.param)
        window.settle()
        yield request.param
        context.current.choose(1)
        window.settle()

    @pytest.mark.parametrize(
        "slug",
        ["weight", "blood-pressure", "blood-glucose", "steps", "mood", "sleep-duration"],
    )
    def test_every_view_draws_them_or_says_why_not(self, window, page, look, person, slug):
        look(slug, "over-time")
        for way in offered(page):
            view = look(slug, way)
            assert not window.crashes, way
            if view.is_empty:
                assert view.nothing.text()
            else:
                assert view.sheet().accessibleDescription(), way
                assert len(view.cells()) > 1, way
                assert not view.sheet().grab().isNull()

    def test_days_that_are_all_alike_have_one_colour_and_one_value(self, window, look):
        context = window.window.context
        context.current.choose(STEADY)
        window.settle()
        view = look("weight", "calendar")
        assert view.map._calendar.levels == ("81.2",)
        context.current.choose(1)
        window.settle()


class TestToADate:
    @pytest.mark.parametrize(("slug", "way"), EVERY)
    def test_control_g_goes_there_or_says_why_not(self, window, page, look, slug, way):
        view = look(slug, way)
        assert window.window.commands.run("chart.jump")
        dialogs = view.findChildren(JumpDialog)
        if way == "years":
            assert "All years are here" in window.window.toast.sentence.text()
            return
        (dialog,) = dialogs
        dialog.date.set_day(TODAY - 200)
        dialog.accept()
        dialog.deleteLater()
        window.settle()
        if isinstance(view, SpanView):
            first, last = view.span()
            assert first <= TODAY - 200 <= last
            view.show_newest()
            window.settle()

    def test_all_time_gives_way_to_a_span_around_the_day(self, window, look):
        view = look("blood-pressure", "distribution")
        view.range.choose("all")
        window.settle()
        view._jump_to(TODAY - 300)
        window.settle()
        first, last = view.span()
        assert view.range.key() == "year"
        assert first <= TODAY - 300 <= last
        view.range.choose("quarter")
        view.show_newest()
        window.settle()


class TestPressures:
    def test_a_click_on_a_bar_opens_its_day_over_time(self, window, page, look):
        view = look("blood-pressure", "pressures")
        first = view.found.bars[0]
        view.plot.chosen.emit(0)
        window.settle()
        assert page.view is page.over_time
        assert page.over_time.range.key() == "day"
        assert page.over_time.chart.span() == (first.first * 86_400, (first.first + 1) * 86_400)

    def test_a_year_is_told_by_weeks(self, window, look):
        view = look("blood-pressure", "pressures")
        view.range.choose("year")
        window.settle()
        bars = view.found.bars
        assert {bar.last - bar.first for bar in bars} == {6}
        assert view.plot.stations()[0].when.startswith("Week of")
        view.range.choose("month")

    def test_the_legend_names_the_ranges_of_the_guideline(self, look):
        view = look("blood-pressure", "pressures")
        assert view.told_keys[0][2] == "Normal, <120 and <80"
        assert "AHA/ACC 2025, at home" in view.note.text()

    def test_settings_are_offered_only_where_there_are_two(self, look):
        assert look("blood-pressure", "pressures").setting.isHidden()


class TestNights:
    def test_a_click_on_a_night_shows_its_course_and_back(self, window, look):
        view = look("sleep-duration", "nights")
        many = len(view.plot.stations())
        wanted = view.found[3]
        view.plot.chosen.emit(3)
        window.settle()
        assert view.shows.key() == "one"
        assert view.span_text.text() == f"Night to {view.format.date(wanted.day)}"
        assert [s.id for s in view.plot.stations()] == [0] * len(view.plot.stations())
        assert figures(view)["Asleep"] == view.format.duration(wanted.asleep)
        view.shows.choose("many")
        window.settle()
        assert len(view.plot.stations()) == many

    def test_earlier_and_later_go_from_night_to_night(self, window, look):
        view = look("sleep-duration", "nights")
        view.shows.choose("one")
        newest = view.span_text.text()
        view.show_earlier()
        window.settle()
        before = view.span_text.text()
        view.show_later()
        window.settle()
        assert before != newest == view.span_text.text()
        view.shows.choose("many")

    def test_before_the_nights_at_hand_are_others(self, window, look):
        view = look("sleep-duration", "nights")
        view.range.choose("two-weeks")
        window.settle()
        view.shows.choose("one")
        oldest = view.found[0].day
        view._night = oldest
        view.show_earlier()
        window.settle()
        assert view._night < oldest
        assert view._night in {night.day for night in view.found}
        view.shows.choose("many")
        view.range.choose("month")
        window.settle()

    def test_the_table_of_a_night_is_its_stages(self, look):
        view = look("sleep-duration", "nights")
        view.shows.choose("one")
        assert view.cells()[0] == ["From", "To", "Stage", "Length"]
        view.shows.choose("many")
        assert view.cells()[0][:2] == ["Night to", "Asleep"]


class TestProfile:
    def test_glucose_has_its_figures_and_the_time_in_ranges(self, look):
        view = look("blood-glucose", "profile")
        told = figures(view)
        assert told["Days"] == "14"
        assert {"Mean", "GMI", "CV", "In range"} <= told.keys()
        assert sum("In range, 70–180" in words for _, _, words in view.told_keys) == 1
        assert view.plot.scene.head is not None

    def test_single_days_lie_over_each_other(self, window, look):
        view = look("blood-glucose", "profile")
        with_profile = len(view.plot.scene.layers)
        view.shows.choose("days")
        assert len(view.plot.scene.layers) == 2 + 14 != with_profile
        view.shows.choose("profile")

    def test_the_table_of_single_days_holds_their_readings(self, window, look):
        view = look("blood-glucose", "profile")
        view.shows.choose("days")
        window.settle()
        head, *rows = view.cells()
        assert head == ["Date", "Time", "Value"]
        assert len(rows) == sum(len(one.minutes) for one in view.found.overlays)
        assert re.fullmatch(r"\d+ mg/dL", rows[0][2])
        view.shows.choose("profile")
        window.settle()

    def test_without_enough_for_a_profile_it_says_what_is_missing(self, window, look):
        view = look("blood-glucose", "profile")
        view._go_to(TODAY - 30)
        window.settle()
        assert "No profile yet: needs" in view.note.text()
        assert not view.is_empty
        view.show_newest()
        window.settle()

    def test_too_few_days_after_enough_of_them_offer_the_way_back(self, window, look):
        view = look("blood-glucose", "profile")
        view._go_to(TODAY + 10)
        window.settle()
        assert view.is_empty
        assert view.nothing.text().startswith("No profile of this time: needs ")
        view.latest_button.click()
        window.settle()
        assert not view.is_empty
        assert view.found.lack is None

    def test_amounts_are_told_by_the_hour(self, look):
        view = look("steps", "profile")
        assert len(view.plot.stations()) == 24
        assert view.plot.stations()[8].when == "08:00 – 09:00"


class TestCalendar:
    def test_arrows_and_return_open_a_day(self, window, page, look):
        view = look("weight", "calendar")
        QTest.keyClick(view.map, Qt.Key.Key_Left)
        day = view.map.day
        assert day in view.found.days
        QTest.keyClick(view.map, Qt.Key.Key_Return)
        window.settle()
        assert page.over_time.chart.span()[0] == day * 86_400

    def test_years_are_gone_through_within_the_readings(self, window, look):
        view = look("weight", "calendar")
        newest = view.map.years()[0]
        assert newest == date_of(TODAY).year
        assert not view.later.isEnabled()
        view.show_earlier()
        window.settle()
        assert view.map.years()[0] == newest - 1
        view._jump_to(TODAY - 1)
        window.settle()
        assert view.map.day == TODAY - 1

    def test_a_far_value_leaves_the_colours_of_all_others(self):
        limits = levels_of([*range(100), 10_000])
        assert limits[-1] < 100
        assert limits == sorted(limits)
        assert levels_of([5.0, 5.0]) == [5.0, 5.0]


class TestDistribution:
    def test_pressures_have_the_shares_of_their_ranges(self, look):
        view = look("blood-pressure", "distribution")
        assert "a class belongs to a mean" in view.note.text()
        shares = [words for _, _, words in view.told_keys if words.endswith(" %")]
        assert len(shares) == len(view.found.ranges)

    def test_bins_say_what_they_hold(self, look):
        view = look("weight", "distribution")
        station = view.plot.stations()[0]
        assert station.value.endswith(" %")
        assert " to " in station.when or station.when.endswith("kg")
        assert view.cells()[0] == ["Value", "Readings", "Share"]


class TestYears:
    def test_a_date_has_one_place_in_every_year(self):
        for month, day in ((1, 1), (2, 28), (3, 1), (12, 31)):
            places = {
                place_in_year(day_of(NOON.date().replace(year=year, month=month, day=day)))
                for year in (2023, 2024, 2025)
            }
            assert len(places) == 1

    def test_weeks_are_means_of_their_days(self):
        first = day_of(NOON.date().replace(year=2024, month=1, day=1))
        last_year = day_of(NOON.date().replace(year=2023, month=1, day=1))
        newest, before = years_of([last_year, first, first + 1, first + 8], [1, 2, 4, 9], 7)
        assert (newest.number, newest.places, newest.values) == (2024, (0, 7), (3, 9))
        assert (before.number, before.values) == (2023, (1,))

    def test_this_year_stands_beside_the_same_days_of_the_last(self, look):
        view = look("weight", "years")
        told = figures(view)
        assert {"2025 so far", "Same days of 2024", "Change"} == told.keys()
        assert told["Change"][0] in "+−±"
        head, *rows = view.cells()
        assert head == ["Month", "2025", "2024", "2023"]
        assert len(rows) == 12

    def test_amounts_say_that_they_are_means_of_a_day(self, look):
        assert look("steps", "years").note.text() == "Means of a day."
        assert look("weight", "years").note.text() == ""

    def test_the_other_part_can_be_chosen(self, window, look):
        view = look("blood-pressure", "years")
        upper = figures(view)["2025 so far"]
        view.part.choose("1")
        assert figures(view)["2025 so far"] != upper
        view.part.choose("0")
        view.step.choose("1")
        assert len(view.plot.stations()) > 100
        view.step.choose("7")


class TestScatter:
    def test_another_type_is_chosen_among_those_in_use(self, window, look):
        view = look("weight", "scatter")
        slugs = [view.other.itemData(n) for n in range(view.other.count())]
        assert "weight" not in slugs
        view.other.setCurrentIndex(slugs.index("resting-heart-rate"))
        view.other.activated.emit(view.other.currentIndex())
        window.settle()
        assert figures(view)["Pairs"] == str(len(view.found.x))
        assert {"Correlation r", "95 % interval", "Worth independent"} <= figures(view).keys()

    def test_readings_taken_together_are_fewer_or_none(self, window, look):
        view = look("blood-pressure", "scatter")
        slugs = [view.other.itemData(n) for n in range(view.other.count())]
        view.other.setCurrentIndex(slugs.index("heart-rate"))
        view.of.choose("readings")
        window.settle()
        assert view.found.x
        view.other.setCurrentIndex(slugs.index("steps"))
        view.other.activated.emit(0)
        window.settle()
        assert view.is_empty
        assert "within a quarter of an hour" in view.nothing.text()
        view.of.choose("days")
        window.settle()

    def test_a_change_of_the_other_type_concerns_it(self, window, look):
        view = look("weight", "scatter")
        other = str(view.other.currentData())
        changed = RecordsChanged(1, frozenset({other}), TODAY, TODAY, "add", "here")
        assert view.concerned(changed, 1, "weight")
        assert not view.concerned(
            RecordsChanged(1, frozenset({"water"}), TODAY, TODAY, "add", "here"), 1, "weight"
        )


class TestSpans:
    def test_moving_stops_at_today_and_at_the_first_readings(self, window, look):
        view = look("weight", "distribution")
        view.range.choose("year")
        window.settle()
        assert not view.later.isEnabled()
        for _ in range(5):
            view.show_earlier()
        window.settle()
        assert not view.earlier.isEnabled()
        assert view.span()[0] <= view.subject.first
        view.show_newest()
        window.settle()
        assert view.span()[1] == TODAY

    def test_a_time_without_readings_offers_the_latest(self, window, look):
        view = look("weight", "distribution")
        view._go_to(view.subject.first - 400)
        window.settle()
        assert view.is_empty
        assert view.nothing.text() == "No readings in this time."
        assert not view.print_button.isEnabled()
        assert not view.has_latest()
        view._go_to(TODAY + 2000)
        window.settle()
        assert view.has_latest()
        view.show_latest()
        window.settle()
        assert not view.is_empty
        view.show_newest()
        window.settle()

    def test_a_new_reading_is_drawn(self, window, look):
        view = look("weight", "distribution")
        before = view.found.parts[0].n
        at = round(NOON.timestamp() * 1000) - DAY_MS
        window.app.journal.add(OWNER, [Draft("weight", 81.0, "kg", at, 120)], 1)
        window.settle()
        assert view.found.parts[0].n == before + 1

    def test_all_follow_a_theme_switched_live(self, window, look):
        view = look("weight", "distribution")
        window.themes.choose("dark", 1.0)
        assert view.plot.look.card == "#181C22"
        window.themes.choose("light", 1.0)
        assert view.plot.look.card == "#FFFFFF"


class TestPrinting:
    def test_the_sheet_is_kept_as_pdf(self, window, page, look, tmp_path: Path):
        look("weight", "distribution")
        page.print_chart()
        (dialog,) = page.findChildren(PrintDialog)
        dialog.orientation.choose("portrait")
        window.settle()
        dialog.save_to(tmp_path / "missing" / "weight.pdf")
        assert dialog.isVisible()
        dialog.save_to(tmp_path / "weight.pdf")
        assert not dialog.isVisible()
        assert (tmp_path / "weight.pdf").read_bytes().startswith(b"%PDF")

    def test_it_says_whose_it_is_and_when_it_was_printed(self, page):
        assert page._printed_by() == "Demo, printed 16 Jun 2025"

    def test_paper_is_white_and_the_screen_stays_dark(self, window, look):
        view = look("weight", "distribution")
        window.themes.choose("dark", 1.0)
        assert pdf(view, "", "portrait")
        assert view.plot.look.card == "#181C22"
        window.themes.choose("light", 1.0)
