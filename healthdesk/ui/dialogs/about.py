"""What this is, which version, and whose work is in it."""

from __future__ import annotations

import platform

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from healthdesk import __version__
from healthdesk.texts import tr
from healthdesk.ui import icons, theme
from healthdesk.ui.widgets import Dialog, Text

# Name, licence (SPDX) of what is loaded or shipped.
PARTS = (
    ("Qt, PySide6", "LGPL-3.0-only"),
    ("Python", "PSF-2.0"),
    ("SQLite, SQLCipher, sqlcipher3", "blessing, BSD-3-Clause, Zlib"),
    ("SQLAlchemy", "MIT"),
    ("Alembic", "MIT"),
    ("NumPy", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("tomlkit", "MIT"),
    ("tzlocal", "MIT"),
    ("defusedxml", "PSF-2.0"),
)


class AboutDialog(Dialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("About HealthDesk"), parent, width=480)
        head = QHBoxLayout()
        head.setSpacing(16)
        sign = QLabel()
        sign.setPixmap(icons.app_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        head.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(tr("Version {version}", version=__version__), "strong"))
        words.addWidget(
            Text(tr("Your health record, on your own computer."), tone="muted", wrap=True)
        )
        versions = f"Python {platform.python_version()} · Qt {qVersion()}"
        words.addWidget(Text(versions, "caption", tone="muted"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        said = tr("Free software under the Apache License 2.0. © HealthDesk contributors.")
        self.body.addWidget(Text(said, "body", wrap=True))
        note = tr("It records and shows; it does not diagnose and does not replace a physician.")
        self.body.addWidget(Text(note, "body", tone="muted", wrap=True))
        self.parts = QPlainTextEdit("\n".join(f"{name}: {licence}" for name, licence in PARTS))
        self.parts.setReadOnly(True)
        self.parts.setTabChangesFocus(True)
        self.parts.setAccessibleName(tr("Licences of the parts"))
        self.parts.setFixedHeight(theme.current().px(160))
        self.body.addWidget(Text(tr("Licences of the parts"), "caption", tone="muted"))
        self.body.addWidget(self.parts)
        self.add_button(tr("Close"), "primary", self.accept, default=True).setFocus()
