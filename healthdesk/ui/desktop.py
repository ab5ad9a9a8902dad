"""What the desktop opens for this window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_desktop(place: Path) -> None:
    """A file with the program that is meant for it, a folder where files are looked at."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
