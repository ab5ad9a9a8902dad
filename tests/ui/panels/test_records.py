"""The page of readings, as a user works on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QMessageBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from healthdesk.domain.records import Draft, Record
from healthdesk.domain.times import day_of
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.texts import use_language
from healthdesk.ui.dialogs.move import MoveDialog
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.record_cells import EDITOR_PX
from healthdesk.ui.record_filters import TYPING_MS
from healthdesk.ui.record_model import PAGE, Column, heading
from healthdesk.ui.window import Window
from tests.ui.record_fakes import HOUR, RecordApp

# The offscreen platform has no popups that grab the keyboard, and says so.
POPUP = pytest.mark.qt_log_ignore("plugin does not support")

Settled = Callable[[Callable[[], bool]], None]
NOW = time.time_ns() // 1_000_000 - HOUR


def draft(kind: str, value: float, unit: str, hours_ago: float, **more: object) -> Draft:
    return Draft(kind, value, unit, NOW - round(hours_ago * HOUR), 0, **more)  # type: ignore[arg-type]


@pytest.fixture
def services(paths: Paths, settings: Settings) -> RecordApp:
    app = RecordApp(paths, settings)
    app.journal.put(
        draft("weight", 81.4, "kg", 0, note="after breakfast"),
        draft("blood-pressure", 128, "mmHg", 1, value2=82, tags=("tired",)),
        draft("heart-rate", 71, "bpm", 2, source="Pulse Watch"),
        draft("sleep-stage", 3, "stage", 30, ended_at=NOW - 29 * HOUR),
        draft("weight", 82, "kg", 24 * 40),
    )
    return app


@pytest.fixture
def page(window: Window, settled: Settled) -> RecordsPanel:
    shown = window.show_page("records")
    assert isinstance(shown, RecordsPanel)
    settled(lambda: shown.model.total == 5 or shown.filters.types.list.count() > 0)
    settled(lambda: shown.filters.types.list.count() > 40)
    return shown


def cell(page: RecordsPanel, row: int, column: Column) -> str:
    return str(page.model.data(page.model.index(row, column)))


def row_of(page: RecordsPanel, kind: str) -> int:
    rows = [row for row, record in page.model.at_hand() if record.type == kind]
    return rows[0]


def stored(services: RecordApp, kind: str) -> Record:
    return next(row for row in services.journal.rows.values() if row.type == kind)


def begin_edit(page: RecordsPanel, kind: str, column: Column) -> QLineEdit:
    page.table.setCurrentIndex(page.model.index(row_of(page, kind), column))
    page.table.edit_current()
    editor = page.table.editor()
    assert isinstance(editor, QLineEdit)
    return editor


def type_in(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    editor.clear()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_all_readings_are_listed_newest_first_and_counted(page: RecordsPanel):
    assert page.model.total == 5
    assert page.filters.count.text() == "5 readings"
    assert [cell(page, row, Column.VALUE) for row in range(5)] == [
        "81.4 kg", "128/82 mmHg", "71 bpm", "Deep sleep, 1 h", "82.0 kg",
    ]  # fmt: skip


# -- filters ---------------------------------------------------------------------------------


def test_typing_waits_before_it_searches(page: RecordsPanel, settled: Settled, qtbot: QtBot):
    asked: list[int] = []
    page.filters.changed.connect(lambda: asked.append(1))
    assert TYPING_MS == 250
    qtbot.keyClicks(page.filters.search, "breakfast")
    assert not asked
    settled(lambda: page.model.total == 1)
    assert len(asked) == 1
    assert cell(page, 0, Column.NOTE) == "after breakfast"


def test_types_periods_and_sources_narrow_and_say_so(page: RecordsPanel, settled: Settled):
    page.filters.types.choose(["weight", "heart-rate"])
    settled(lambda: page.model.total == 3)
    page.filters.period.choose("month")
    settled(lambda: page.model.total == 2)
    page.filters.sources.choose(["Pulse Watch"])
    settled(lambda: page.model.total == 1)
    chips = [b.accessibleName() for b in page.filters.findChildren(QAbstractButton)]
    assert "Drop the filter Last 30 days" in chips
    assert "Drop the filter Pulse Watch" in chips
    assert page.filters.clear_button.isVisible()


def test_no_match_offers_the_way_back(page: RecordsPanel, settled: Settled):
    page.filters.search.setText("zebra")
    settled(page.nothing.isVisible)
    assert "No reading matches" in page.nothing.sentence.text()
    assert page.nothing.primary is not None
    page.nothing.primary.click()
    settled(lambda: page.model.total == 5)
    assert page.table.isVisible()


def test_a_search_for_a_type_leads_to_its_readings(page: RecordsPanel, settled: Settled):
    page.filters.search.setText("Press")
    settled(lambda: page.nothing.isVisible())
    offer = page.nothing.secondary
    assert offer is not None
    assert (offer.text(), offer.accessibleName()) == ("Show Blood pressure",) * 2
    offer.click()
    settled(lambda: page.model.total == 1)
    assert cell(page, 0, Column.VALUE) == "128/82 mmHg"
    assert page.filters.search.text() == ""


def test_a_search_that_names_no_type_offers_none(page: RecordsPanel, settled: Settled):
    page.filters.search.setText("zebra")
    settled(lambda: page.nothing.isVisible())
    assert page.nothing.secondary is not None
    assert not page.nothing.secondary.isVisible()


def test_other_pages_may_lead_to_types_and_days(page: RecordsPanel, settled: Settled):
    page.show_filtered(["weight"], day_of(page._context.current.now().date()) - 60, 30_000)
    settled(lambda: page.model.total == 2)
    assert page.filters.period.key() == "own"


def test_another_page_may_lead_to_a_type_before_the_page_was_ever_seen(
    window: Window, settled: Settled
):
    shown = window.show_page("records")
    assert isinstance(shown, RecordsPanel)
    shown.show_filtered(["weight"])
    settled(lambda: shown.model.total == 2)
    assert shown.filters.choice().types == ("weight",)


def test_a_period_of_ones_own_may_be_typed_backwards(page: RecordsPanel, settled: Settled):
    first, last = page.filters.period.first, page.filters.period.last
    first.setDate(last.date().addDays(5))
    assert page.filters.period.key() == "own"
    begin, end = page.filters.period.days()
    assert begin is not None
    assert end is not None
    assert begin <= end
    settled(lambda: not page.model.looking)


@POPUP
def test_a_list_to_choose_from_is_as_high_as_its_rows_within_the_window(
    page: RecordsPanel, window: Window
):
    types, sources = page.filters.types, page.filters.sources
    sources.offer([("a", "A scale with the name of its maker and model"), ("b", "B")])
    for popup in (types, sources):
        popup.open_under(page.filters)
    assert sources.list.height() < types.list.height()
    name = sources.list.sizeHintForColumn(0)
    assert sources.list.viewport().width() >= name
    window.setMinimumSize(300, 300)
    window.resize(760, 330)
    types.open_under(page.filters)
    assert types.height() <= window.height()
    for popup in (types, sources):
        popup.hide()


@POPUP
def test_a_type_is_found_by_typing_and_taken_with_return(
    page: RecordsPanel, qtbot: QtBot, settled: Settled
):
    popup = page.filters.types
    popup.open_under(page.filters)
    qtbot.keyClicks(popup.search, "blood pr")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert popup.chosen() == ("blood-pressure",)
    assert not popup.isVisible()
    settled(lambda: page.model.total == 1)


# -- editing in place ------------------------------------------------------------------------


def test_a_value_is_mended_in_its_cell(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    editor = begin_edit(page, "weight", Column.VALUE)
    assert editor.text() == "81.4 kg"
    type_in(qtbot, editor, "178 lb")
    settled(lambda: page.table.editor() is None)
    assert (stored(services, "weight").value, stored(services, "weight").unit) == (178, "lb")
    assert cell(page, 0, Column.VALUE) == "178.0 lb"
    assert page._context.undo.can_undo


@pytest.mark.parametrize(
    ("kind", "column", "typed", "said"),
    [
        ("weight", Column.VALUE, "abc", "abc"),
        ("weight", Column.VALUE, "9000 kg", "between"),
        ("blood-pressure", Column.VALUE, "82/128", "Diastolic must be lower"),
        ("blood-pressure", Column.VALUE, "128", "second number"),
        ("weight", Column.VALUE, "", "Type the value alone"),
        ("weight", Column.VALUE, "yesterday 8:00", "Type the value alone"),
        ("weight", Column.WHEN, "2026-13-40", "2026-13-40"),
        ("weight", Column.WHEN, "2999-01-01 08:00", ""),
        ("weight", Column.TAGS, "x" * 200, "characters"),
    ],
)
def test_a_refused_text_stays_in_its_cell_with_the_sentence(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled,
    kind: str, column: Column, typed: str, said: str,
):  # fmt: skip
    before = stored(services, kind)
    editor = begin_edit(page, kind, column)
    type_in(qtbot, editor, typed)
    settled(lambda: page.table.delegate.refusal != "")
    assert said in page.table.delegate.refusal
    assert editor.accessibleDescription() == page.table.delegate.refusal
    assert page.table.editor() is editor
    assert editor.text() == typed
    assert stored(services, kind) == before
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert page.table.editor() is None
    assert page.table.delegate.refusal == ""


@pytest.mark.parametrize("leave", ["arrow", "click"])
def test_a_refused_text_stays_in_its_cell_when_the_cursor_goes_to_another_row(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled, leave: str
):
    before = stored(services, "weight")
    editor = begin_edit(page, "weight", Column.VALUE)
    editor.clear()
    qtbot.keyClicks(editor, "abc")
    if leave == "arrow":
        qtbot.keyClick(editor, Qt.Key.Key_Down)
    else:
        place = page.table.visualRect(page.model.index(2, Column.WHEN)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(lambda: page.table.delegate.refusal != "")
    assert page.table.editor() is editor
    assert editor.isVisible()
    assert editor.text() == "abc"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert page.table.editor() is None
    assert page.table.delegate.refusal == ""
    assert stored(services, "weight") == before


def test_a_text_that_is_right_is_stored_when_the_cursor_goes_to_another_row(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    editor = begin_edit(page, "weight", Column.VALUE)
    editor.clear()
    qtbot.keyClicks(editor, "79.9")
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    settled(lambda: page.table.editor() is None)
    assert stored(services, "weight").value == 79.9
    assert page.table.currentIndex().row() == 1


def test_other_rows_take_a_refused_text_and_its_sentence_with_them(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    type_in(qtbot, begin_edit(page, "weight", Column.VALUE), "abc")
    settled(lambda: page.table.delegate.refusal != "")
    page.show_filtered(["heart-rate"])
    settled(lambda: page.model.total == 1)
    assert page.table.editor() is None
    assert page.table.delegate.refusal == ""
    services.journal._say(services.journal.put(draft("heart-rate", 80, "bpm", 0.5)), "add")
    settled(lambda: page.model.total == 2)


def test_a_value_alone_is_asked_for_in_the_value_cell(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    before = stored(services, "weight")
    type_in(qtbot, begin_edit(page, "weight", Column.VALUE), "80 kg yesterday 8:00")
    settled(lambda: page.table.delegate.refusal != "")
    assert stored(services, "weight") == before


def test_a_clock_time_alone_stays_on_the_day_of_the_reading(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    before = stored(services, "sleep-stage").recorded_at
    type_in(qtbot, begin_edit(page, "sleep-stage", Column.WHEN), "00:05")
    settled(lambda: page.table.editor() is None)
    after = stored(services, "sleep-stage").recorded_at
    assert after // (24 * HOUR) == before // (24 * HOUR)
    assert after % (24 * HOUR) == 5 * 60_000


def test_notes_and_tags_are_edited_and_blanks_may_stay_empty(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    type_in(qtbot, begin_edit(page, "weight", Column.TAGS), "#holiday, walk")
    settled(lambda: page.table.editor() is None)
    assert stored(services, "weight").tags == ("holiday", "walk")
    editor = begin_edit(page, "weight", Column.NOTE)
    editor.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settled(lambda: page.table.editor() is None)
    assert stored(services, "weight").note == ""


@pytest.mark.parametrize(
    ("cursor", "edited"),
    [
        (Column.WHEN, Column.VALUE),
        (Column.TYPE, Column.VALUE),
        (Column.SOURCE, Column.VALUE),
        (Column.NOTE, Column.NOTE),
        (Column.TAGS, Column.TAGS),
    ],
)
def test_a_reading_is_edited_at_its_value_or_where_its_text_is(
    page: RecordsPanel, window: Window, cursor: Column, edited: Column
):
    page.table.selectRow(row_of(page, "weight"))
    page.table.setCurrentIndex(page.model.index(row_of(page, "weight"), cursor))
    assert window.commands.run("records.edit")
    editor = page.table.editor()
    assert editor is not None
    assert editor.property("column") == edited


def test_the_page_is_there_whole_and_the_search_has_the_cursor(window: Window, settled: Settled):
    """It is shown piece by piece; who asked for the search before it came gets it then."""
    shown = window.show_page("records")
    assert isinstance(shown, RecordsPanel)
    shown.focus_first()
    settled(lambda: shown.table.isVisible() and shown.model.total == 5)
    assert shown.filters.isVisible()
    assert window.focusWidget() is shown.filters.search
    assert not shown.nothing.isVisible()


def test_an_editor_has_room_to_type_however_narrow_its_column_is(
    page: RecordsPanel, window: Window, settled: Settled
):
    page.table.setColumnWidth(Column.NOTE, 44)
    page.table.setColumnWidth(Column.VALUE, 44)
    for column in (Column.VALUE, Column.NOTE):
        editor = begin_edit(page, "weight", column)
        viewport = page.table.viewport().rect()
        assert editor.width() >= EDITOR_PX
        assert viewport.contains(editor.geometry())
        page.table.delegate.drop()


def test_a_coded_value_is_chosen_from_its_names(
    page: RecordsPanel, services: RecordApp, qtbot: QtBot, settled: Settled
):
    page.table.setCurrentIndex(page.model.index(row_of(page, "sleep-stage"), Column.VALUE))
    page.table.edit_current()
    editor = page.table.editor()
    assert isinstance(editor, QComboBox)
    assert editor.currentText() == "Deep sleep"
    editor.setCurrentIndex(4)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settled(lambda: stored(services, "sleep-stage").value == 4)


def test_what_others_write_waits_until_the_cell_is_done(
    page: RecordsPanel, window: Window, services: RecordApp, qtbot: QtBot, settled: Settled
):
    editor = begin_edit(page, "weight", Column.VALUE)
    editor.setText("80.5")
    with qtbot.waitSignal(window.context.events.recordsChanged):
        services.journal._say(services.journal.put(draft("weight", 80, "kg", -0.5)), "add")
    settled(lambda: not window.context.tasks.is_busy())
    QCoreApplication.processEvents()  # an answer would have come
    assert page.model.total == 5
    assert page.table.editor() is editor
    assert editor.text() == "80.5"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settled(lambda: page.model.total == 6)


# -- several at once -------------------------------------------------------------------------


def test_deleting_several_can_be_taken_back(
    page: RecordsPanel, window: Window, services: RecordApp, settled: Settled
):
    page.table.select_rows(0, 2)
    assert page.filters.count.text() == "5 readings, 3 selected"
    assert window.commands.run("records.delete")
    settled(lambda: page.model.total == 2)
    assert "Deleted 3 readings" in window.toast.sentence.text()
    window.toast.button.click()
    settled(lambda: page.model.total == 5)


@pytest.mark.parametrize(("row", "then"), [(1, 1), (4, 3)])
def test_what_comes_into_the_place_of_a_deleted_row_is_selected(
    page: RecordsPanel, window: Window, settled: Settled, row: int, then: int
):
    page.table.setFocus()
    page.table.select_rows(row, row)
    assert window.commands.run("records.delete")
    settled(lambda: page.model.total == 4)
    assert page.table.selected_ranges() == [(then, then)]
    assert page.table.currentIndex().row() == then


def test_the_last_row_that_is_left_is_not_all_rows_once_others_come_back(
    page: RecordsPanel, window: Window, settled: Settled
):
    page.table.setFocus()
    page.table.select_rows(0, 3)
    assert window.commands.run("records.delete")
    settled(lambda: page.model.total == 1)
    assert page.table.selected_ranges() == [(0, 0)]
    window.commands.run("edit.undo")
    settled(lambda: page.model.total == 5)
    assert page.table.selected_ranges() == [(4, 4)]


def test_what_can_be_done_with_rows_stands_beside_their_number(
    page: RecordsPanel, services: RecordApp, settled: Settled
):
    def offered() -> list[str]:
        known = (
            page.move_button, page.delete_button, page.restore_button, page.purge_button,
        )  # fmt: skip
        return [button.text() for button in known if button.isVisible()]

    assert offered() == []
    page.table.select_rows(0, 0)
    assert offered() == ["Delete readings"]
    page.delete_button.click()
    settled(lambda: page.model.total == 4)
    page.bin_button.click()
    settled(lambda: page.model.total == 1)
    assert offered() == []
    assert not any(button.isVisible() for button in page.ways_in)
    page.table.select_rows(0, 0)
    assert offered() == ["Restore readings", "Delete for ever…"]
    page.restore_button.click()
    settled(lambda: len(services.journal.live(1)) == 5)


def test_the_actions_stand_in_the_line_of_the_number_and_move_nothing(
    page: RecordsPanel, settled: Settled
):
    top = page.table.mapTo(page, QPoint(0, 0)).y()
    page.table.select_rows(0, 0)
    settled(page.delete_button.isVisible)
    QCoreApplication.processEvents()
    number, button = (
        QRect(one.mapTo(page, QPoint(0, 0)), one.size())
        for one in (page.filters.count, page.delete_button)
    )
    assert number.top() <= button.center().y() <= number.bottom()
    assert number.right() < button.left()
    # Flush with what stands above and below at the right.
    edge = page.table.mapTo(page, QPoint(0, 0)).x() + page.table.width()
    assert button.right() + 1 == edge
    assert page.table.mapTo(page, QPoint(0, 0)).y() == top


def test_a_row_of_one_of_several_persons_can_be_moved_by_a_button(
    page: RecordsPanel, services: RecordApp, settled: Settled
):
    page.table.select_rows(0, 0)
    assert not page.move_button.isVisible()
    page.table.clearSelection()
    services.journal.add_person(None, "Anna")  # type: ignore[arg-type]
    settled(lambda: len(page._context.current.persons) == 2)
    page.table.select_rows(0, 0)
    assert page.move_button.isVisible()


def test_the_button_that_empties_the_search_stands_within_it(page: RecordsPanel, settled: Settled):
    page.filters.search.setText("press")
    (button,) = page.filters.search.findChildren(QToolButton)
    settled(button.isVisible)
    field, place = page.filters.search.rect(), button.geometry()
    assert field.adjusted(2, 2, -2, -2).contains(place)
    assert abs(place.center().y() - field.center().y()) <= 1


def test_the_bin_gives_back_and_deletes_for_ever_only_when_confirmed(
    page: RecordsPanel, window: Window, services: RecordApp, settled: Settled
):
    page.table.select_rows(0, 1)
    page.delete()
    settled(lambda: page.model.total == 3)
    page.bin_button.setChecked(True)
    settled(lambda: page.model.total == 2)
    page.table.select_rows(0, 0)
    assert not window.commands.is_enabled("records.edit")
    assert window.commands.run("records.restore")
    settled(lambda: page.model.total == 1)

    page.table.select_rows(0, 0)
    page.delete()
    box = page.findChild(QMessageBox)
    assert box is not None
    buttons = {button.text(): button for button in box.buttons()}
    buttons["Keep"].click()
    assert len(services.journal.rows) == 5
    settled(lambda: page.findChild(QMessageBox) is None)
    page.delete()
    box = page.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Delete for ever").click()
    settled(lambda: len(services.journal.rows) == 4)
    settled(lambda: "The bin is empty" in page.nothing.sentence.text())


def test_readings_are_moved_to_another_person(
    page: RecordsPanel, window: Window, services: RecordApp, settled: Settled
):
    services.journal.add_person(window.context.actor, "Bea")
    settled(lambda: len(page._context.current.persons) == 2)
    page.table.select_rows(0, 1)
    page.move_to_person()
    dialog = page.findChild(MoveDialog)
    assert dialog is not None
    assert dialog.list.item(0).text() == "Bea"
    dialog.ok.click()
    settled(lambda: page.model.total == 3)
    assert sorted(row.person_id for row in services.journal.rows.values()) == [1, 1, 1, 2, 2]
    assert "Moved 2 readings to Bea" in window.toast.sentence.text()


def test_another_person_has_a_list_of_their_own(
    page: RecordsPanel, window: Window, services: RecordApp, settled: Settled
):
    services.journal.add_person(window.context.actor, "Bea")
    settled(lambda: len(page._context.current.persons) == 2)
    page._context.current.choose(2)
    settled(lambda: page.model.total == 0)
    texts = [b.text() for b in page.findChildren(QAbstractButton) if b.isVisible()]
    assert "Add your first reading" in texts


def test_selected_rows_are_copied_as_text(page: RecordsPanel):
    page.table.select_rows(0, 1)
    page.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [
        ["Weight", "81.4 kg"], ["Blood pressure", "128/82 mmHg"],
    ]  # fmt: skip


@POPUP
def test_the_menu_offers_what_fits_the_rows(page: RecordsPanel, settled: Settled):
    page.table.setCurrentIndex(page.model.index(0, Column.VALUE))
    menu = page.menu()
    texts = [action.text() for action in menu.actions()]
    assert "Show in chart" in texts
    assert "Delete for ever…" not in texts
    menu.popup(page.mapToGlobal(page.rect().center()))
    menu.close()
    settled(lambda: menu not in QApplication.topLevelWidgets())


# -- for everybody ---------------------------------------------------------------------------


def test_every_control_has_a_name(page: RecordsPanel):
    kinds = (QAbstractButton, QLineEdit, QComboBox, QDateEdit, QAbstractItemView)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not isinstance(widget.parent(), QDateEdit | QComboBox | QAbstractItemView)
    ]
    assert nameless == []


def test_tab_leaves_the_table(page: RecordsPanel, qtbot: QtBot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Tab)
    assert not page.table.hasFocus()


def make_small(window: Window, page: RecordsPanel, settled: Settled) -> None:
    """The least window there is, with the table laid out in it."""
    window.resize(1024, 640)
    settled(lambda: page.table.viewport().width() < 1024 - window.sidebar.width())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_width_is_used_without_a_sideways_bar(
    page: RecordsPanel, window: Window, theme: str, settled: Settled
):
    window.themes.choose(theme)
    make_small(window, page, settled)
    assert page.table.horizontalScrollBar().maximum() == 0


def test_no_heading_is_cut_in_german_in_a_small_window(
    window: Window, settled: Settled, request: pytest.FixtureRequest
):
    request.addfinalizer(lambda: use_language("en"))
    use_language("de")
    page = window.show_page("records")
    assert isinstance(page, RecordsPanel)
    make_small(window, page, settled)
    words = page.table.horizontalHeader().fontMetrics()
    for column in Column:
        need = words.horizontalAdvance(heading(column)) + 22
        assert page.table.columnWidth(column) >= need, column
    assert page.table.horizontalScrollBar().maximum() == 0


def test_a_time_with_its_zone_has_room_in_a_usual_window(page: RecordsPanel, settled: Settled):
    page.window().resize(1360, 900)
    settled(lambda: page.table.viewport().width() > 1000)
    room = page.table.columnWidth(Column.WHEN) - 24
    words = "28 Nov 2026 08:00 +05:30"
    assert page.table.fontMetrics().horizontalAdvance(words) <= room


def test_the_columns_learn_from_readings_all_over_the_list_whenever_it_is_another(
    page: RecordsPanel, services: RecordApp, settled: Settled
):
    """A long name far below would else widen a column only when one scrolls to it."""
    far = [draft("weight", 80, "kg", 24 * 50 + n) for n in range(3 * PAGE)]
    far[2 * PAGE] = replace(far[2 * PAGE], source="A scale with a name of many letters")
    narrow = page.table.columnWidth(Column.SOURCE)
    services.journal.put(*far)
    page.filters.types.choose(["weight"])
    settled(lambda: page.model.total > 3 * PAGE)
    settled(lambda: page.table.columnWidth(Column.SOURCE) > narrow)
    assert len(list(page.model.at_hand())) < 2 * PAGE
