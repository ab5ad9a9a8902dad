"""The order of sources, and why a total is what it is, in the window over real services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.domain.times import HOUR_MS, MINUTE_MS, day_of
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.sources import SourceList, SourcesDialog, carry_on
from healthdesk.ui.dialogs.why_total import WhyDialog
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp
from tests.ui.furnished import NOON, Furnished, opened

TODAY = day_of(NOON.date())
AT = round(NOON.timestamp() * 1000)


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        person = made.app.journal.default_person(OWNER)
        made.app.journal.add(OWNER, drafts(), person.id)
        made.settle()
        yield made


def drafts() -> list[Draft]:
    """On three days the watch tells 4000 steps and the phone 3000, half of them at once."""
    made = []
    for days in range(3):
        at = AT - days * 24 * HOUR_MS - 4 * HOUR_MS
        for source, amount, begun in (("Watch", 4000, at), ("Phone", 3000, at + 30 * MINUTE_MS)):
            ended = begun + HOUR_MS
            made.append(Draft("steps", amount, "steps", begun, 0, ended_at=ended, source=source))
    return made


@pytest.fixture
def context(place: Furnished) -> Context:
    assert place.window.context is not None
    return place.window.context


@pytest.fixture
def shown(place: Furnished) -> Iterator[Callable[[QWidget], None]]:
    opened_: list[QWidget] = []

    def show(widget: QWidget) -> None:
        opened_.append(widget)
        widget.show()
        place.settle()

    yield show
    for widget in opened_:
        if shiboken6.isValid(widget):
            widget.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def total(place: Furnished) -> float | None:
    person = place.app.journal.default_person(OWNER)
    return place.app.sources.why(OWNER, person.id, "steps", TODAY).total


def cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


class TestOrder:
    def test_a_source_is_moved_by_keyboard_and_the_totals_follow_and_go_back(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        dialog = SourcesDialog(context, place.window)
        shown(dialog)
        assert dialog.list.names() == ["Watch", "Phone"]
        assert not dialog.ok.isEnabled()
        assert not dialog.up.isEnabled()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert dialog.list.names() == ["Phone", "Watch"]
        assert dialog.list.currentRow() == 1
        assert not dialog.down.isEnabled()
        dialog.ok.click()
        place.settle()
        assert total(place) == 3000 + 2000
        card = place.app.analytics.today(OWNER, 1)[0]
        assert card.value == 5000
        place.window.commands.run("edit.undo")
        place.settle()
        assert place.app.analytics.today(OWNER, 1)[0].value == 4000 + 1500
        place.window.commands.run("edit.redo")
        place.settle()
        assert place.app.analytics.today(OWNER, 1)[0].value == 5000

    def test_there_and_back_is_no_change(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        dialog = SourcesDialog(context, place.window)
        shown(dialog)
        dialog.down.click()
        assert dialog.ok.isEnabled()
        dialog.up.click()
        assert not dialog.ok.isEnabled()

    def test_a_screen_reader_hears_place_and_contents(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        dialog = SourcesDialog(context, place.window)
        shown(dialog)
        dialog.list.move_current(1)
        words = [dialog.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
        assert words[0] == "1. Phone: Steps · 3 readings · 14 Jun 2025 – 16 Jun 2025"
        assert words[1].startswith("2. Watch: Steps")

    def test_a_dropped_source_is_told_as_moved(self, qtbot: QtBot):
        """Dragging moves rows in the model; the list takes the places from there."""
        listed = SourceList()
        qtbot.addWidget(listed)
        listed.addItems(["A", "B", "C"])
        for row, name in enumerate("ABC"):
            listed.item(row).setData(Qt.ItemDataRole.UserRole, name)
        assert listed.dragDropMode() == SourceList.DragDropMode.InternalMove
        assert listed.model().moveRow(listed.rootIndex(), 2, listed.rootIndex(), 0)
        assert listed.names() == ["C", "A", "B"]
        assert listed.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("1. C")

    def test_nothing_to_put_in_order(self, place: Furnished, context: Context,
                                     shown: Callable[[QWidget], None]):  # fmt: skip
        person, _ = place.app.journal.add_person(OWNER, "Ben")
        place.settle()
        context.current.choose(person.id)
        dialog = SourcesDialog(context, place.window)
        shown(dialog)
        assert "yet" in dialog.note.text()
        assert not dialog.list.isVisible()

    def test_what_takes_its_time_is_told_above_the_page(
        self, place: Furnished, context: Context, monkeypatch: pytest.MonkeyPatch
    ):
        said: list[str] = []
        monkeypatch.setattr("healthdesk.ui.dialogs.sources.QUIET_S", -1.0)
        monkeypatch.setattr(context.messages, "banner", lambda _, words: said.append(words))
        place.app.sources.reorder(OWNER, ["Phone"])
        carry_on(context)
        place.settle()
        assert said == ["Totals follow the new order of sources: 100 %"]
        assert place.window.banners.sentences() == []

    def test_a_window_goes_on_with_what_was_left_undone(self, qapp: QApplication, data_dir: Path):
        with opened(qapp, data_dir) as first:
            person = first.app.journal.default_person(OWNER)
            first.app.journal.add(OWNER, drafts(), person.id)
            first.app.sources.reorder(OWNER, ["Phone"])
        with opened(qapp, data_dir) as second:
            assert not second.app.sources.is_under_way(OWNER)
            assert second.app.analytics.today(OWNER, person.id)[0].value == 5000


def test_an_open_window_makes_the_rest_when_it_attaches(
    bare_window: Window, services: FakeApp, settled: Callable[[Callable[[], bool]], None]
):
    services.order_left_undone = True
    bare_window.attach(services)  # type: ignore[arg-type]
    settled(lambda: services.sources.asked == 1)


class TestWhy:
    def test_counted_and_left_out_by_source_and_by_time(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        dialog = WhyDialog(context, "steps", TODAY, place.window)
        shown(dialog)
        assert dialog.heading.text() == "Steps, 16 Jun 2025"
        assert dialog.total.text() == "5,500 steps"
        assert cells(dialog.share_table) == [
            ["Watch", "4,000 steps", "–", ""],
            ["Phone", "1,500 steps", "1,500 steps", "Watch tells that time"],
        ]
        assert cells(dialog.stretch_table)[1] == [
            "08:30 – 09:30", "Phone", "3,000 steps", "1,500 steps", "Watch tells that time",
        ]  # fmt: skip
        assert not dialog.night.isVisible()

    def test_other_days_are_a_key_away_and_changes_are_followed(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        dialog = WhyDialog(context, "steps", TODAY, place.window)
        shown(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        place.settle()
        assert dialog.total.text() == "–"
        assert not dialog.share_table.isVisible()
        dialog.earlier.click()
        place.settle()
        assert dialog.total.text() == "5,500 steps"
        place.app.sources.reorder(OWNER, ["Phone"])
        carry_on(context)
        place.settle()
        assert dialog.total.text() == "5,000 steps"

    def test_a_night_says_both(
        self, place: Furnished, context: Context, shown: Callable[[QWidget], None]
    ):
        begun = AT - 12 * HOUR_MS
        stages = [
            Draft("sleep-stage", 0, "stage", begun, 0, ended_at=begun + 8 * HOUR_MS, source="Mat"),
            Draft("sleep-stage", 3, "stage", begun, 0, ended_at=begun + 7 * HOUR_MS, source="Mat"),
        ]
        place.app.journal.add(OWNER, stages, 1)
        dialog = WhyDialog(context, "sleep-duration", TODAY, place.window)
        shown(dialog)
        assert dialog.night.text() == "Asleep 7 h of 8 h in bed."
        assert [row[1] for row in cells(dialog.stretch_table)] == [
            "Mat: Deep sleep",
            "Mat: In bed",
        ]


def why_of(place: Furnished) -> WhyDialog:
    place.settle()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, WhyDialog)]
    assert len(found) == 1
    return found[0]


class TestWays:
    """Where the question can be asked."""

    def test_from_a_row_of_the_table(self, place: Furnished):
        page = place.window.show_page("charts")
        assert isinstance(page, ChartsPanel)
        page.show_type("steps")
        place.settle()
        page.view.toggle_table()
        page.over_time.table.setCurrentIndex(page.over_time.table.model().index(1, 0))
        place.settle()
        assert not page.over_time.why_button.isHidden()
        QTest.keyClick(page.over_time.table, Qt.Key.Key_Return)
        dialog = why_of(place)
        assert dialog.day == TODAY - 1
        dialog.close()

    def test_from_the_chart_it_is_the_last_day_in_sight(self, place: Furnished):
        page = place.window.show_page("charts")
        assert isinstance(page, ChartsPanel)
        page.show_type("steps")
        place.settle()
        assert place.window.commands.run("chart.why")
        dialog = why_of(place)
        assert dialog.day == TODAY
        dialog.close()

    def test_not_where_there_are_no_totals(self, place: Furnished):
        place.app.journal.add(OWNER, [Draft("weight", 80, "kg", AT - HOUR_MS, 0)], 1)
        page = place.window.show_page("charts")
        assert isinstance(page, ChartsPanel)
        page.show_type("weight")
        place.settle()
        assert page.over_time.why_button.isHidden()
        assert place.window.commands.run("chart.why")
        assert "Weight has no totals" in place.window.toast.sentence.text()
        assert place.window.findChildren(WhyDialog) == []

    def test_from_the_menu_of_a_card(self, place: Furnished):
        page = place.window.show_page("today")
        assert isinstance(page, TodayPanel)
        place.settle()
        (action,) = page.board.tiles["steps"].actions()
        action.trigger()
        dialog = why_of(place)
        assert (dialog.day, dialog.total.text()) == (TODAY, "5,500 steps")
        dialog.close()
