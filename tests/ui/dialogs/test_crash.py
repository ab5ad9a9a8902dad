from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from healthdesk import __version__
from healthdesk.ui.dialogs.about import AboutDialog
from healthdesk.ui.dialogs.crash import CrashDialog, report_of
from healthdesk.ui.dialogs.keys import KeysDialog
from healthdesk.ui.window import Window


def raised() -> ValueError:
    try:
        raise ValueError("weight 81.4, slept badly")
    except ValueError as error:
        return error


def test_the_report_says_where_but_nothing_personal() -> None:
    report = report_of(raised())
    assert "ValueError" in report
    assert "raised" in report
    assert __version__ in report
    assert "81.4" not in report
    assert "slept" not in report


def test_the_page_names_the_log_and_copies_the_report(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    dialog = CrashDialog(raised(), window.paths.logs, qapp.clipboard(), window)
    dialog.open()
    dialog.copy.click()
    assert qapp.clipboard().text() == dialog.report.toPlainText()
    dialog.close()


def test_about_names_version_and_licences(window: Window) -> None:
    dialog = AboutDialog(window)
    dialog.open()
    assert "PySide6: LGPL-3.0-only" in dialog.parts.toPlainText()
    dialog.close()


def test_the_page_of_keys_lists_every_command_with_one(window: Window) -> None:
    dialog = KeysDialog(window.commands, window)
    dialog.open()
    with_keys = [row for row in window.commands.rows.values() if row.keys]
    assert dialog.table.rowCount() == len(with_keys)
    dialog.close()
