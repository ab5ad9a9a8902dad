"""The page for our own mistakes: what happened to the data, where the log is, what to copy.

A trace may hold values or notes in its messages, so what can be copied has classes and
places in the code only, as the log does.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from healthdesk import __version__, logs
from healthdesk.texts import tr
from healthdesk.ui import theme
from healthdesk.ui.desktop import open_in_desktop
from healthdesk.ui.widgets import Dialog, Text


def report_of(error: BaseException) -> str:
    """What a developer needs, and nothing personal."""
    lines = [
        f"HealthDesk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
    ]
    lines += [json.dumps(part, ensure_ascii=False, indent=1) for part in logs.describe(error)]
    return "\n".join(lines)


class CrashDialog(Dialog):
    def __init__(
        self,
        error: BaseException,
        folder: Path,
        clipboard: QClipboard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Something went wrong in HealthDesk"), parent, width=560)
        self._clipboard = clipboard
        self._folder = folder
        said = tr(
            "This is a mistake of the program, not yours. What was saved is kept; the last "
            "step may not have been done. You can go on working."
        )
        self.body.addWidget(Text(said, "body", wrap=True))
        where = tr("The log is in {folder}. It holds no values, names or notes.", folder=folder)
        self.body.addWidget(Text(where, "caption", tone="muted", wrap=True))
        self.report = QPlainTextEdit(report_of(error))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("What to send to the developers"))
        self.report.setMinimumHeight(theme.current().px(160))
        self.body.addWidget(self.report)
        self.add_button(tr("Open the folder of logs"), run=self._open)
        self.copy = self.add_button(tr("Copy the report"), run=self._copy)
        self.go_on = self.add_button(tr("Go on"), "primary", self.accept, default=True)
        self.go_on.setFocus()

    def _copy(self) -> None:
        self._clipboard.setText(self.report.toPlainText())
        self.copy.setText(tr("Copied"))

    def _open(self) -> None:
        open_in_desktop(self._folder)
