from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.domain.reports import SECTIONS, ReportOptions
from healthdesk.domain.times import DAY_MS, day_of
from healthdesk.ui.panels.reports import ReportsPanel
from healthdesk.ui.widgets import EmptyState
from tests.ui.furnished import NOON, copied, furnish, opened


class Opened(QObject):
    """Stands for the desktop's program for PDF files."""

    def __init__(self):
        super().__init__()
        self.paths = []

    @Slot(QUrl)
    def open(self, url):
        self.paths.append(Path(url.toLocalFile()))


TODAY = day_of(NOON.date())


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished") / "data"
    furnish(folder)
    return folder


@pytest.fixture
def place(qapp, furnished, tmp_path):
    with opened(qapp, copied(furnished, tmp_path / "data")) as made:
        yield made


@pytest.fixture
def panel(place):
    shown = place.window.show_page("reports")
    assert isinstance(shown, ReportsPanel)
    place.settle()
    return shown


def test_the_pages_are_drawn_for_the_last_ninety_days(panel):
    assert panel.options() == ReportOptions(
        day_from=TODAY - 89, day_to=TODAY, paper="a4", language="en", sections=SECTIONS
    )
    names = [page.accessibleName() for page in panel.pages]
    assert names[0] == f"Page 1 of {len(names)}"
    assert len(names) > 3
    assert panel.state.text() == f"{len(names)} pages"


def test_choices_change_the_pages(panel, place):
    pages = len(panel.pages)
    panel.parts.choose(["summary"])
    panel.types.choose(["weight"])
    panel.paper.setCurrentIndex(panel.paper.findData("us-letter"))
    place.settle()
    assert panel.options().types == ("weight",)
    assert 0 < len(panel.pages) < pages
    size = panel.pages[0].sizeHint()
    assert size.height() / size.width() == pytest.approx(11 / 8.5, rel=0.01)
    assert (panel.types_button.text(), panel.parts_button.text()) == ("1 type", "1 part")


def test_all_time_is_from_the_first_reading_on(panel, place):
    panel.period.choose("all")
    place.settle()
    days = place.app.reports.reportable(place.window.context.actor, 1).days
    assert (panel.options().day_from, panel.options().day_to) == days


def test_a_new_reading_is_on_the_pages_at_once(panel, place):
    before = panel.pages
    place.app.journal.add(OWNER, [Draft("weight", 81.4, "kg", (TODAY - 1) * DAY_MS, 0)], 1)
    place.settle()
    assert panel.pages is not before


def test_saved_is_what_was_chosen(panel, place, tmp_path):
    panel.types.choose(["weight"])
    out = tmp_path / "my report.pdf"
    panel.write(out)
    place.settle()
    text = PdfReader(out).pages[0].extract_text()
    assert "Weight (kg)" in text
    assert "Blood pressure" not in text


def test_print_opens_the_file_in_the_program_for_it(panel, place):
    asked = Opened()
    QDesktopServices.setUrlHandler("file", asked, "open")  # type: ignore[arg-type]
    try:
        panel.print.click()
        place.settle()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (path,) = asked.paths
    assert path == place.app.paths.exports / "healthdesk-report.pdf"
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_stopped_one_leaves_no_file(panel, place, tmp_path):
    out, begin = tmp_path / "report.pdf", threading.Event()
    place.tasks.run(begin.wait, lane="long")  # what is before it in the queue
    panel.write(out)
    (cancel,) = (
        button
        for button in place.window.banners.findChildren(QPushButton)
        if button.text() == "Cancel"
    )
    cancel.click()
    begin.set()
    place.settle()
    assert not out.exists()


def test_without_readings_it_says_what_will_be_here(place):
    person, _ = place.app.journal.add_person(place.window.context.actor, "Ben")
    place.settle()
    place.window.context.current.choose(person.id)
    panel = place.window.show_page("reports")
    place.settle()
    assert panel.findChild(EmptyState) is not None
    assert not panel.save.isEnabled()
