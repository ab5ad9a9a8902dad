"""The page of diagnostics over real services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from healthdesk.ui.commands import table
from healthdesk.ui.day_bars import Bar, DayBars
from healthdesk.ui.dialogs.diagnostics import Checklist, DiagnosticsDialog
from healthdesk.ui.widgets import Dialog, Text
from tests.services.served import serve_for_days
from tests.ui.furnished import Furnished, opened


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        serve_for_days(made.app)
        yield made


@pytest.fixture
def shown(place: Furnished) -> Iterator[DiagnosticsDialog]:
    assert place.window.commands.run("help.diagnostics")
    place.settle()
    (dialog,) = place.window.findChildren(DiagnosticsDialog)
    yield dialog
    dialog.close()
    place.settle()


def words_of(dialog: DiagnosticsDialog) -> list[str]:
    return [text.text() for text in dialog.findChildren(Text) if not text.isHidden()]


def test_it_is_in_the_palette():
    (row,) = [row for row in table() if row.id == "help.diagnostics"]
    assert row.palette


def test_it_shows_times_errors_and_sizes(shown: DiagnosticsDialog):
    said = words_of(shown)
    for text in ("Checklist", "95 % within", "Slow statements", "Data file", "Kept answers",
                 "Free on the disk", "Errors: worth a look",
                 "Sync", "Not set up: the data stays on this computer"):  # fmt: skip
        assert text in said
    assert len(shown.findChildren(Checklist)) == 1
    charts = shown.findChildren(DayBars)
    assert len(charts) == 3
    assert all(chart.accessibleName() and chart.accessibleDescription() for chart in charts)


def test_the_report_goes_to_the_clipboard(shown: DiagnosticsDialog):
    shown.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Errors" in text
    assert "clipboard" in shown.state.text()


def test_looking_again_shows_what_is_new(shown: DiagnosticsDialog, place: Furnished):
    from healthdesk.domain.accounts import OWNER

    assert "Backup: worth a look" in words_of(shown)
    place.app.keeper.backup(OWNER)
    shown.again.click()
    place.settle()
    assert "Backup: ok" in words_of(shown)
    assert "Backup: worth a look" not in words_of(shown)


def test_bars_say_their_day(qapp: QApplication):
    chart = DayBars("Requests")
    chart.resize(300, 90)
    chart.show_bars([Bar(None, "1 May: none"), Bar(4.0, "2 May: 4", 1.0)], ("1 May", "2 May"), "4")
    said = [bar and bar.said for bar in map(chart.bar_at, (10.0, 299.0, 301.0))]
    assert said == ["1 May: none", "2 May: 4", None]
    assert chart.accessibleDescription() == "2 May: 4"
    chart.deleteLater()


class Framed(Dialog):
    """On a desktop that draws a title and borders around windows."""

    def frameGeometry(self) -> QRect:  # noqa: N802 - Qt calls it so
        return self.geometry().adjusted(-2, -24, 2, 6)


def test_a_tall_dialog_leaves_the_desktop_room_for_what_it_draws_around(qapp: QApplication):
    dialog = Framed("Tall")
    dialog.body.addWidget(Text("\n".join(["a line"] * 500)))
    dialog.show()
    dialog.fit()
    screen = dialog.screen().availableGeometry()
    assert dialog.height() == screen.height() - 30
    dialog.close()
