from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from healthdesk.domain.accounts import OWNER, Actor
from healthdesk.domain.errors import Cancelled, StorageError
from healthdesk.domain.records import Draft, RecordQuery, Remark
from healthdesk.services.exports import ENDINGS, Exported
from healthdesk.texts import sentence
from healthdesk.ui.dialogs.exporting import EVERYBODY, ExportDialog, export, shown_name, what_for
from healthdesk.ui.widgets import Button
from healthdesk.ui.window import Window
from healthdesk.ui.window_state import opening_folder
from tests.ui.fakes import FakeApp

MINE = RecordQuery(person_ids=(1,), newest_first=False)


class FakeExports:
    """Writes one line, or waits until it is stopped."""

    def __init__(
        self,
        *,
        waits: bool = False,
        error: StorageError | None = None,
        remarks: tuple[Remark, ...] = (),
    ) -> None:
        self.waits = waits
        self.error = error
        self.remarks = remarks
        self.asked: list[tuple[str, RecordQuery]] = []

    def export(
        self,
        actor: Actor,
        format_: str,
        query: RecordQuery,
        out: Path,
        progress: Callable[[int, int, int], None],
        cancelled: Callable[[], bool],
    ) -> Exported:
        self.asked.append((format_, query))
        if self.error is not None:
            raise self.error
        progress(600, 1200, 600)
        while self.waits:
            if cancelled():
                raise Cancelled
        out.write_text("uid\n", "utf-8")
        return Exported(format_, 1200, self.remarks)


def run(
    window: Window, services: FakeApp, exports: FakeExports, out: Path, format_: str = "csv"
) -> None:
    services.exports = exports  # type: ignore[attr-defined]
    assert window.context is not None
    export(window.context, format_, MINE, out)


@pytest.fixture
def dialog(window: Window, services: FakeApp) -> ExportDialog:
    services.exports = FakeExports()  # type: ignore[attr-defined]
    services.journal.add(OWNER, [Draft("weight", 81.4, "kg", 0, 0)], 1)
    assert window.context is not None
    made = ExportDialog(window.context, window)
    made.show()
    return made


class TestWriting:
    def test_what_is_asked_for_is_written(
        self, window: Window, services: FakeApp, settled, tmp_path: Path
    ) -> None:
        exports = FakeExports()
        run(window, services, exports, tmp_path / "out.csv")
        settled(window.toast.isVisible)
        assert exports.asked == [("csv", MINE)]
        assert "1,200" in window.toast.sentence.text()
        assert "out.csv" in window.toast.sentence.text()
        assert window.banners.sentences() == []

    def test_how_far_it_is_stands_above_the_page(
        self, window: Window, services: FakeApp, settled, tmp_path: Path
    ) -> None:
        run(window, services, FakeExports(waits=True), tmp_path / "out.csv")
        settled(lambda: window.banners.sentences() == ["Writing out.csv: 50 %"])
        window.banners.findChildren(Button)[0].click()
        settled(window.toast.isVisible)

    def test_it_can_be_cancelled(
        self, window: Window, services: FakeApp, settled, tmp_path: Path
    ) -> None:
        run(window, services, FakeExports(waits=True), tmp_path / "out.csv")
        window.banners.findChildren(Button)[0].click()
        settled(window.toast.isVisible)
        assert not (tmp_path / "out.csv").exists()
        assert window.banners.sentences() == []

    def test_a_full_disk_is_said(
        self, window: Window, services: FakeApp, settled, tmp_path: Path
    ) -> None:
        error = StorageError("disk-full", path=str(tmp_path))
        run(window, services, FakeExports(error=error), tmp_path / "out.csv")
        settled(lambda: window.banners.sentences() == [sentence(error)])

    def test_reminders_are_called_so_and_what_there_is_to_say_stays(
        self, window: Window, services: FakeApp, settled, tmp_path: Path
    ) -> None:
        remarks = (Remark("ical-left-out", {"n": 1}),)
        run(window, services, FakeExports(remarks=remarks), tmp_path / "out.ics", "ical")
        settled(window.toast.isVisible)
        assert "reminders" in window.toast.sentence.text()
        assert len(window.banners.sentences()) == 1


class TestChoices:
    def test_at_first_all_of_the_person_in_view(self, dialog: ExportDialog) -> None:
        assert dialog.chosen() == ("csv", MINE)

    @pytest.mark.parametrize("format_", ENDINGS)
    def test_each_format_says_what_it_is_for(self, dialog: ExportDialog, format_) -> None:
        dialog.format.setCurrentIndex(dialog.format.findData(format_))
        assert dialog.format.currentText() == shown_name(format_)
        assert dialog.purpose.text() == what_for(format_)
        assert dialog.chosen()[0] == format_

    def test_types_and_period_and_bin(self, dialog: ExportDialog) -> None:
        dialog.types.choose(["weight"])
        dialog.period.choose_days(19723, 19725)
        dialog.deleted.setChecked(True)
        _, query = dialog.chosen()
        assert (query.types, query.day_from, query.day_to) == (("weight",), 19723, 19725)
        assert query.with_deleted
        assert dialog.types_button.text() == "1 type"
        assert "2024" in dialog.period_button.text()

    def test_reminders_have_no_period(self, dialog: ExportDialog) -> None:
        dialog.period.choose_days(19723, 19725)
        dialog.deleted.setChecked(True)
        dialog.format.setCurrentIndex(dialog.format.findData("ical"))
        assert dialog.chosen() == ("ical", MINE)
        assert not dialog.period_button.isEnabled()
        assert not dialog.deleted.isEnabled()

    def test_how_many_readings_that_is_stands_there(
        self, dialog: ExportDialog, services: FakeApp, settled
    ) -> None:
        settled(lambda: dialog.count.text() == "1 reading")
        services.journal.add_person(OWNER, "Ben")
        dialog.person.addItem("Ben", 2)
        dialog.person.setCurrentIndex(dialog.person.findData(2))
        settled(lambda: dialog.count.text() == "There is no reading of that.")
        assert not dialog.ok.isEnabled()
        dialog.format.setCurrentIndex(dialog.format.findData("ical"))
        assert (dialog.count.text(), dialog.ok.isEnabled()) == ("", True)
        # Everything is goals and reminders too.
        dialog.format.setCurrentIndex(dialog.format.findData("json"))
        settled(lambda: dialog.count.text() == "There is no reading of that.")
        assert dialog.ok.isEnabled()

    def test_everybody(self, dialog: ExportDialog) -> None:
        dialog.person.addItem("Everybody", EVERYBODY)
        dialog.person.setCurrentIndex(dialog.person.findData(EVERYBODY))
        assert dialog.chosen()[1].person_ids == ()

    def test_the_file_is_asked_for_and_written(
        self, dialog: ExportDialog, services: FakeApp, window: Window, settled, tmp_path: Path
    ) -> None:
        dialog.format.setCurrentIndex(dialog.format.findData("xlsx"))
        dialog.ok.click()
        (asked,) = dialog.findChildren(QFileDialog)
        assert asked.defaultSuffix() == "xlsx"
        asked.fileSelected.emit(str(tmp_path / "mine.xlsx"))
        asked.close()
        settled(window.toast.isVisible)
        assert (tmp_path / "mine.xlsx").exists()
        assert window.toast.button.text() == "Show the folder"
        assert opening_folder(window.paths) == tmp_path
