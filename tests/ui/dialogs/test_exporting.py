from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import Cancelled, StorageError
from healthdesk.domain.records import RecordQuery
from healthdesk.texts import sentence
from healthdesk.ui.dialogs.exporting import export_csv
from healthdesk.ui.widgets import Button
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp


class FakeTransfer:
    """Writes one line, or waits until it is stopped."""

    def __init__(self, *, waits: bool = False, error: StorageError | None = None) -> None:
        self.waits = waits
        self.error = error
        self.asked: list[RecordQuery] = []

    def export_csv(
        self, actor: Actor, query: RecordQuery, out: Path, cancelled: Callable[[], bool]
    ) -> int:
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        while self.waits:
            if cancelled():
                raise Cancelled
        out.write_text("uid\n", "utf-8")
        return 1200


def run(window: Window, services: FakeApp, transfer: FakeTransfer, out: Path) -> None:
    services.transfer = transfer  # type: ignore[attr-defined]
    assert window.context is not None
    export_csv(window.context, out)


def test_the_readings_of_the_person_in_view_are_written(
    window: Window, services: FakeApp, settled, tmp_path: Path
) -> None:
    transfer = FakeTransfer()
    run(window, services, transfer, tmp_path / "out.csv")
    settled(window.toast.isVisible)
    assert transfer.asked[0].person_ids == (1,)
    assert "1,200" in window.toast.sentence.text()
    assert "out.csv" in window.toast.sentence.text()
    assert window.banners.sentences() == []


def test_it_can_be_cancelled(window: Window, services: FakeApp, settled, tmp_path: Path) -> None:
    run(window, services, FakeTransfer(waits=True), tmp_path / "out.csv")
    window.banners.findChildren(Button)[0].click()
    settled(window.toast.isVisible)
    assert not (tmp_path / "out.csv").exists()
    assert window.banners.sentences() == []


def test_a_full_disk_is_said(window: Window, services: FakeApp, settled, tmp_path: Path) -> None:
    error = StorageError("disk-full", path=str(tmp_path))
    run(window, services, FakeTransfer(error=error), tmp_path / "out.csv")
    settled(lambda: window.banners.sentences() == [sentence(error)])
