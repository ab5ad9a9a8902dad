"""The import dialog: look, import, cancel, keep the list, take back."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from healthdesk.domain.transfers import FileReport, ImportReport, Rejected
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.texts import Format
from healthdesk.ui.dialogs.import_report import (
    WrappedTable,
    card_title,
    counts,
    period,
    rejection_list,
    rejections_card,
)
from healthdesk.ui.dialogs.importing import (
    Advance,
    Feed,
    ImportDialog,
    progress_text,
)
from healthdesk.ui.dialogs.take_back import TakeBackDialog
from healthdesk.ui.widgets import Card
from healthdesk.ui.window import Window
from tests.ui.record_fakes import HOUR, NOON, RecordApp

Settled = Callable[[Callable[[], bool]], None]

GOOD = FileReport(
    "/home/me/export.xml", "apple-health", read=20, added=15, duplicate=3, rejected=2,
    ignored={"Workout": 4, "bmi": 3, "user 1": 2}, left_out={"1": 2},
    types={"weight": 5, "steps": 10}, first=(NOON, 0), last=(NOON + 48 * HOUR, 0),
    rejections=(Rejected(7, "not-finite"), Rejected(9, "both-parts-zero")),
)  # fmt: skip
BAD = FileReport("/home/me/photo.jpg", "", refused=Rejected(0, "not-finite"))
OMRON = "/home/me/a.csv"
NOTHING_NEW = FileReport("/home/me/export.xml", "csv", read=3, duplicate=3)


@pytest.fixture
def services(paths: Paths, settings: Settings) -> RecordApp:
    app = RecordApp(paths, settings)
    app.transfer.looked = ImportReport((GOOD, BAD), None, dry_run=True)
    app.transfer.stored = ImportReport((GOOD, BAD), batch=4)
    return app


@pytest.fixture
def dialog(window: Window) -> Iterator[ImportDialog]:
    assert window.context is not None
    made = ImportDialog(window.context, [Path("/home/me/export.xml")], window)
    made.open()
    yield made
    if shiboken6.isValid(made) and made._working:
        made.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def preview(dialog: ImportDialog, settled: Settled) -> ImportDialog:
    settled(dialog.go.isVisible)
    return dialog


def cells(dialog: ImportDialog, name: str) -> list[tuple[str, str]]:
    QCoreApplication.processEvents()  # what a layout was given is shown by an event
    table = next(
        t for t in dialog.findChildren(QTableWidget) if t.accessibleName() == name and t.isVisible()
    )
    found = []
    for row in range(table.rowCount()):
        first, second = table.item(row, 0), table.item(row, 1)
        assert first is not None
        assert second is not None
        found.append((first.text(), second.text()))
    return found


def test_first_it_only_looks(preview: ImportDialog, services: RecordApp):
    assert [options.dry_run for options in services.transfer.calls] == [True]
    assert preview.state.text() == (
        "15 new readings for Me. Nothing is stored yet. 1 file can't be imported. "
        "2 readings can't be taken."
    )
    assert cells(preview, "Readings by type") == [("Steps", "10"), ("Weight", "5")]
    assert [line for _, line in cells(preview, "Readings that were not taken")] == ["7", "9"]


def test_kinds_that_are_not_kept_have_their_names(preview: ImportDialog):
    said = [label.text() for label in preview.findChildren(QLabel)]
    assert "7 entries are of kinds that are not kept: Workout, Body mass index." in said
    assert "2 readings of user 1 were left out, as you chose." in said


def test_nothing_new_leaves_nothing_to_import(
    window: Window, services: RecordApp, settled: Settled
):
    services.transfer.looked = ImportReport((NOTHING_NEW,), None, dry_run=True)
    assert window.context is not None
    dialog = ImportDialog(window.context, [Path("export.xml")], window)
    dialog.open()
    settled(dialog.done_button.isVisible)
    assert "Nothing new" in dialog.state.text()
    assert not dialog.go.isVisible()
    dialog.done_button.click()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (FileReport(OMRON, "omron", read=2, rejected=2), "None of these readings can be taken"),
        (FileReport(OMRON, "omron", read=2, rejected=1, duplicate=1), "there already"),
        (FileReport(OMRON, "omron"), "hold no readings"),
    ],
)
def test_it_says_why_there_is_nothing_new(
    window: Window, services: RecordApp, settled: Settled, file: FileReport, said: str
):
    services.transfer.looked = ImportReport((file,), None, dry_run=True)
    assert window.context is not None
    dialog = ImportDialog(window.context, [Path(OMRON)], window)
    dialog.open()
    settled(dialog.done_button.isVisible)
    assert said in dialog.state.text()
    dialog.reject()


def test_a_file_that_is_no_export_says_so(window: Window, services: RecordApp, settled: Settled):
    services.transfer.looked = ImportReport((BAD,), None, dry_run=True)
    assert window.context is not None
    dialog = ImportDialog(window.context, [Path("photo.jpg")], window)
    dialog.open()
    settled(dialog.done_button.isVisible)
    assert "Nothing was changed" in dialog.state.text()
    assert dialog.keep.isVisible()
    dialog.done_button.click()


def test_importing_shows_the_result_and_the_list_stays(
    preview: ImportDialog, services: RecordApp, settled: Settled, tmp_path: Path
):
    preview.go.click()
    settled(preview.back.isVisible)
    assert preview.state.text() == (
        "Imported 15 readings. 1 file can't be imported. 2 readings were not taken."
    )
    assert len(cells(preview, "Readings that were not taken")) == 2
    kept = tmp_path / "not-imported.txt"
    preview.write_list(kept)
    lines = kept.read_text("utf-8").splitlines()
    assert lines[0] == "/home/me/export.xml"
    assert lines[1].startswith("Line 7: ")
    assert lines[-2] == "/home/me/photo.jpg"


def test_a_list_that_cannot_be_written_is_said_in_place(
    preview: ImportDialog, settled: Settled, tmp_path: Path
):
    preview.write_list(tmp_path / "no such folder" / "list.txt")
    assert "Choose another folder" in preview.state.text()


def test_an_import_can_be_taken_back(preview: ImportDialog, services: RecordApp, settled: Settled):
    preview.go.click()
    settled(preview.back.isVisible)
    preview.back.click()
    settled(lambda: "Took back 15 readings" in preview.state.text())
    assert services.transfer.undone == [4]
    assert not preview.back.isVisible()
    assert not preview._context.undo.can_undo


def test_taking_back_shows_how_far_it_is_and_is_not_left_in_the_middle(
    window: Window, preview: ImportDialog, services: RecordApp, settled: Settled
):
    services.transfer.may_be_gone.clear()
    preview.go.click()
    settled(preview.back.isVisible)
    preview.back.click()
    settled(lambda: preview.speed.text() == "Taking back… 5 of 15 readings.")
    assert not preview.cancel.isVisible()
    preview.close()
    assert preview.isVisible()
    services.transfer.may_be_gone.set()
    settled(lambda: "Took back 15 readings" in window.toast.sentence.text())
    assert not window.findChildren(ImportDialog)
    assert window.context is not None
    assert not window.context.undo.can_undo


def test_an_import_is_the_last_step_of_the_window(
    window: Window, preview: ImportDialog, services: RecordApp, settled: Settled
):
    preview.go.click()
    settled(preview.back.isVisible)
    preview.done_button.click()
    preview._context.undo.undo()
    settled(lambda: bool(window.findChildren(TakeBackDialog)))
    (asked,) = window.findChildren(TakeBackDialog)
    asked.go.click()
    settled(lambda: services.transfer.undone == [4])
    toast = preview._context.messages._toast.sentence
    settled(lambda: toast.text().startswith("Taken back: Import of export.xml: 15 readings."))
    assert not preview._context.undo.can_undo


def test_cancelling_stops_and_says_that_nothing_changed(
    preview: ImportDialog, services: RecordApp, settled: Settled
):
    services.transfer.may_go_on.clear()
    preview.go.click()
    settled(lambda: preview.speed.text() != "")
    preview.cancel.click()
    assert preview.isVisible()
    assert "Stopping" in preview.state.text()
    services.transfer.may_go_on.set()
    settled(preview.done_button.isVisible)
    assert preview.state.text() == "Cancelled. Your data is as it was before."


def test_a_cancelled_import_shows_how_far_it_is_taken_back(
    preview: ImportDialog, services: RecordApp, settled: Settled
):
    services.transfer.may_go_on.clear()
    services.transfer.may_be_gone.clear()
    preview.go.click()
    settled(lambda: preview.bar.value() > 0)
    far = preview.bar.value()
    preview.cancel.click()
    services.transfer.may_go_on.set()
    settled(lambda: preview.speed.text() == "Taking back… 500 of 1,000 readings.")
    assert preview.bar.isVisible()
    assert 0 < preview.bar.value() < far
    services.transfer.may_be_gone.set()
    settled(preview.done_button.isVisible)


def test_closing_the_window_of_a_running_import_cancels_it_first(
    preview: ImportDialog, services: RecordApp, settled: Settled
):
    services.transfer.may_go_on.clear()
    preview.go.click()
    preview.close()
    assert preview.isVisible()
    services.transfer.may_go_on.set()
    settled(lambda: not preview._working)
    assert not services.transfer.undone


def test_return_presses_what_the_page_is_about(
    preview: ImportDialog, services: RecordApp, settled: Settled, qtbot: QtBot
):
    assert preview.go.isDefault()
    services.transfer.may_go_on.clear()
    preview.go.click()
    settled(lambda: preview.speed.text() != "")
    preview.cancel.click()
    services.transfer.may_go_on.set()
    settled(preview.done_button.isVisible)
    assert not preview.go.isDefault()
    qtbot.keyClick(preview.done_button, Qt.Key.Key_Return)
    assert not preview.isVisible()


def test_return_closes_after_an_undo(preview: ImportDialog, settled: Settled, qtbot: QtBot):
    preview.go.click()
    settled(preview.back.isVisible)
    preview.back.click()
    settled(lambda: "Took back" in preview.state.text())
    qtbot.keyClick(preview.done_button, Qt.Key.Key_Return)
    assert not preview.isVisible()


def test_it_grows_for_a_long_list_as_far_as_most_of_the_screen(
    window: Window, services: RecordApp, settled: Settled
):
    assert window.context is not None
    heights = []
    for many in (1, 40):
        files = tuple(FileReport(f"/home/me/{n}.csv", "csv", read=1, added=1) for n in range(many))
        services.transfer.looked = ImportReport(files, None, dry_run=True)
        dialog = ImportDialog(window.context, [Path("/home/me")], window)
        dialog.open()
        settled(dialog.go.isVisible)
        QCoreApplication.processEvents()
        heights.append(dialog.height())
        dialog.reject()
    screen = window.screen().availableGeometry().height()
    assert heights[0] < heights[1]
    assert heights[1] <= max(heights[0], round(screen * 0.8))


# -- progress --------------------------------------------------------------------------------


def test_progress_is_passed_on_ten_times_a_second_at_most():
    now = 100.0
    told: list[Advance] = []
    feed = Feed(told.append, clock=lambda: now)
    for step in range(1000):
        now = 100 + step / 1000
        feed(step, 1000, step * 10)
    assert 9 <= len(told) <= 11
    assert told[-1].seconds == pytest.approx(0.9, abs=0.11)


@pytest.mark.parametrize(
    ("advance", "said"),
    [
        (Advance(0, 1000, 0, 0.0), "0 readings"),
        (Advance(250, 1000, 8000, 2.0), "8,000 readings · 4,000 a second · about 6 s left"),
        (Advance(10, 1000, 100, 10.0), "100 readings · 10 a second · about 16 min left"),
        (Advance(5, 0, 1, 3.0), "1 reading · 0 a second"),
    ],
)
def test_progress_tells_speed_and_time_left_once_they_mean_something(advance: Advance, said: str):
    assert progress_text(advance, Format()) == said


def test_the_bar_follows_on_the_main_thread(
    preview: ImportDialog, services: RecordApp, settled: Settled, qtbot: QtBot
):
    services.transfer.may_go_on.clear()
    preview.go.click()
    settled(lambda: preview.bar.value() > 0)
    assert preview.bar.value() == 333
    services.transfer.may_go_on.set()
    settled(preview.done_button.isVisible)


# -- words -----------------------------------------------------------------------------------


def test_a_file_is_summed_up_in_words():
    shape = Format()
    assert counts(GOOD, shape, dry_run=True) == "15 new, 3 already there or twice, 2 not taken"
    assert counts(NOTHING_NEW, shape, dry_run=False) == "0 added, 3 already there or twice"
    assert period(GOOD, shape) == "12 Nov 2026 to 14 Nov 2026"
    assert period(BAD, shape) == ""


FOLDER = FileReport(
    "/home/me/takeout", "fitbit", read=3, added=1, rejected=1,
    rejections=(Rejected(7, "not-finite", member="sleep/a.json"),),
)  # fmt: skip


def test_the_formats_of_one_folder_are_told_apart():
    other = FileReport("/home/me/takeout", "google-fit", read=1, added=1)
    heads = [card_title(file, (FOLDER, other, GOOD)) for file in (FOLDER, other, GOOD)]
    assert heads == ["takeout – Fitbit", "takeout – Google Fit", "export.xml"]


def test_the_kept_list_names_the_file_in_its_folder_and_is_for_nobody_else(
    preview: ImportDialog, tmp_path: Path
):
    preview.report = ImportReport((FOLDER, BAD), None)
    kept = tmp_path / "not-imported.txt"
    preview.write_list(kept)
    lines = kept.read_text("utf-8").splitlines()
    assert lines[1].startswith("takeout/sleep/a.json:7: ")
    assert not lines[3].startswith("Line 0")
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_reasons_are_shown_whole_beside_their_file(qtbot: QtBot):
    words = WrappedTable(
        ("File", "Line", "Reason"), [("a.json", "3", "Many words to read. " * 12)] * 2
    )
    qtbot.addWidget(words)
    words.resize(420, 90)
    words.show()
    words.fit()
    assert words.rowHeight(0) > 3 * words.fontMetrics().height()
    assert words.height() > words.rowHeight(0)


def test_the_file_stands_beside_the_line_only_where_it_says_more(qtbot: QtBot):
    for report, heads in (
        (ImportReport((GOOD,), None), ["Line", "Reason"]),
        (ImportReport((FOLDER,), None), ["File", "Line", "Reason"]),
        # Among several files one has to be told from the others.
        (ImportReport((GOOD, NOTHING_NEW), None), ["File", "Line", "Reason"]),
        (ImportReport((GOOD, replace(GOOD, path="/home/me/b.xml")), None),
         ["File", "Line", "Reason"]),
    ):  # fmt: skip
        card = rejections_card(report, Format())
        assert card is not None
        qtbot.addWidget(card)
        table = card.findChild(WrappedTable)
        assert table is not None
        shown = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
        assert [item.text() for item in shown if item is not None] == heads


def test_what_several_readings_of_a_line_share_is_said_once(qtbot: QtBot):
    told = (Rejected(7, "not-finite"), Rejected(7, "not-finite"), Rejected(8, "not-finite"))
    card = rejections_card(ImportReport((replace(GOOD, rejections=told, rejected=3),), None),
                           Format())  # fmt: skip
    assert card is not None
    qtbot.addWidget(card)
    table = card.findChild(WrappedTable)
    assert table is not None
    shown = [[table.item(row, column).text() for column in range(2)]
             for row in range(table.rowCount())]  # fmt: skip
    assert [line for line, _ in shown] == ["7", "8"]
    assert shown[0][1] == f"{shown[1][1]} (2 readings)"
    assert card.title is not None
    assert card.title.text() == "3 readings were not taken"


def test_what_can_not_be_imported_stands_before_the_rest(preview: ImportDialog):
    titles = [card.title.text() for card in preview.findChildren(Card) if card.title is not None]
    assert titles.index("photo.jpg") < titles.index("export.xml")


def test_many_files_are_listed_without_a_halt(
    window: Window, services: RecordApp, settled: Settled
):
    files = tuple(
        FileReport(f"/home/me/{n}.csv", "csv", read=2, added=1, rejected=1,
                   rejections=(Rejected(n + 1, "not-finite"),))
        for n in range(60)
    )  # fmt: skip
    services.transfer.looked = ImportReport(files, None, dry_run=True)
    assert window.context is not None
    dialog = ImportDialog(window.context, [Path("/home/me")], window)
    dialog.open()
    settled(dialog.go.isVisible)
    assert len(dialog._cards) < len(files)
    assert dialog.keep.isVisible()
    settled(lambda: not dialog._slices.is_busy)
    cards = [dialog._list.itemAt(n).widget() for n in range(dialog._list.count() - 1)]
    titles = [card.title.text() for card in cards if isinstance(card, Card) and card.title]
    assert titles == [*(f"{n}.csv" for n in range(60)), "60 readings can't be taken"]
    dialog.reject()


def test_files_without_rejections_are_not_in_the_list():
    report = ImportReport((NOTHING_NEW, GOOD), None)
    assert "export.xml" in rejection_list(report, Format())
    assert rejection_list(ImportReport((NOTHING_NEW,), None), Format()).strip() == ""
