"""The watched folder in the window: told, taken back, asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile, OpenQuestion
from healthdesk.domain.events import DatabaseClosed, DatabaseOpened
from healthdesk.domain.transfers import FileReport, ImportReport
from healthdesk.paths import Paths
from healthdesk.services.inbox import Arrived
from healthdesk.settings import Settings
from healthdesk.ui.dialogs.importing import ImportDialog
from healthdesk.ui.inbox import InboxWatch
from healthdesk.ui.widgets import IconButton
from healthdesk.ui.window import Window
from tests.ui.record_fakes import RecordApp, off_the_main_thread

Settled = Callable[[Callable[[], bool]], None]


class FakeInbox:
    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.found: tuple[Arrived, ...] = ()
        self.looks = 0

    def look(self, actor: object, cancelled: object) -> tuple[Arrived, ...]:
        off_the_main_thread()
        self.looks += 1
        found, self.found = self.found, ()
        return found


@pytest.fixture
def services(paths: Paths, settings: Settings, tmp_path: Path) -> RecordApp:
    app = RecordApp(paths, settings)
    app.inbox = FakeInbox(tmp_path)
    return app


@pytest.fixture
def watch(window: Window) -> InboxWatch:
    assert window.context is not None
    return InboxWatch(window.context, window)


def test_it_looks_only_where_a_folder_is_chosen(watch: InboxWatch, services: RecordApp):
    assert watch._timer.isActive()
    services.inbox.folder = None
    watch.follow()
    assert not watch._timer.isActive()


def test_it_rests_while_the_file_is_let_go(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled
):
    services.bus.publish(DatabaseClosed("off", ""))
    settled(lambda: not watch._timer.isActive())
    watch.look()
    watch.follow()
    assert not watch._timer.isActive()
    assert services.inbox.looks == 0
    services.bus.publish(DatabaseOpened())
    settled(watch._timer.isActive)
    watch.look()
    settled(lambda: services.inbox.looks == 1)


def test_what_came_in_is_told_and_can_be_taken_back(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled, tmp_path: Path
):
    services.inbox.found = (Arrived(tmp_path / "scale.csv", 3, batch=7),)
    watch.look()
    toast = window.messages._toast
    settled(toast.isVisible)
    assert toast.sentence.text() == "Imported 3 readings from scale.csv."
    toast.button.click()
    settled(lambda: services.transfer.undone == [7])


def test_how_many_were_not_taken_is_told_too(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled, tmp_path: Path
):
    services.inbox.found = (Arrived(tmp_path / "scale.csv", 3, batch=7, rejected=2),)
    watch.look()
    toast = window.messages._toast
    settled(toast.isVisible)
    assert toast.sentence.text() == (
        "Imported 3 readings from scale.csv. 2 readings were not taken."
    )


def test_nothing_is_offered_to_undo_where_nothing_was_taken(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled, tmp_path: Path
):
    services.inbox.found = (Arrived(tmp_path / "scale.csv", rejected=1),)
    watch.look()
    toast = window.messages._toast
    settled(toast.isVisible)
    assert toast.sentence.text().endswith("1 reading was not taken.")
    assert not toast.button.isVisible()


def test_files_that_cannot_be_read_are_told_until_somebody_closes_the_strip(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled, tmp_path: Path
):
    def come(*names: str) -> str:
        services.inbox.found = tuple(
            Arrived(tmp_path / name, error=BadFile("file-unreadable", name=name)) for name in names
        )
        watch.look()
        settled(lambda: not watch._looking)
        return " ".join(window.messages._banners.sentences())

    assert come("photo.jpg").startswith("In the watched folder: photo.jpg could not be read")
    assert come("b.bin") == ("2 files in the watched folder were not imported: photo.jpg, b.bin.")
    strip = window.messages._banners._strips["inbox-refused"]
    strip.findChildren(IconButton)[-1].click()
    assert come() == ""
    assert come("c.bin").startswith("In the watched folder: c.bin")


def test_what_waits_for_an_answer_stands_in_a_strip_and_opens_the_preview(
    window: Window, watch: InboxWatch, services: RecordApp, settled: Settled, tmp_path: Path
):
    diary = tmp_path / "diary.csv"
    diary.write_text("day,kilos\n")
    services.inbox.found = (Arrived(diary, error=OpenQuestion("asked-mapping")),)
    services.transfer.looked = ImportReport(
        (FileReport(str(diary), "table", read=1, duplicate=1),), None, dry_run=True
    )
    watch.look()
    settled(lambda: bool(window.messages._banners.sentences()))
    watch._answer()
    (dialog,) = window.findChildren(ImportDialog)
    settled(dialog.done_button.isVisible)
    assert dialog._paths == (diary,)
    dialog.done_button.click()


def test_a_second_look_waits_for_the_first(
    watch: InboxWatch, services: RecordApp, settled: Settled
):
    watch.look()
    watch.look()
    settled(lambda: not watch._looking)
    assert services.inbox.looks == 1
