"""What the window remembers from one start to the next: its place, the folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings, QStandardPaths

from healthdesk.paths import FILE_MODE

if TYPE_CHECKING:
    from healthdesk.paths import Paths

STATE_FILE: Final = "window.ini"
FOLDER: Final = "files/folder"


def recalled(paths: Paths, key: str) -> object:
    """What was kept under this name, or None."""
    return _state(paths).value(key)


def keep(paths: Paths, key: str, value: object) -> None:
    """Remember a value; where the folder cannot be written to, only until the end."""
    state = _state(paths)
    state.setValue(key, value)
    state.sync()
    if state.status() is QSettings.Status.NoError:
        Path(state.fileName()).chmod(FILE_MODE)


def opening_folder(paths: Paths) -> Path:
    """Where a file dialog opens: the folder used last, else the documents, else home."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    wanted = (recalled(paths, FOLDER), QStandardPaths.writableLocation(documents))
    for folder in wanted:
        if folder and Path(str(folder)).is_dir():
            return Path(str(folder))
    return Path.home()


def keep_folder(paths: Paths, file: Path) -> None:
    """The folder of a chosen file is where the next dialog opens."""
    keep(paths, FOLDER, str(file.absolute().parent))


def _state(paths: Paths) -> QSettings:
    file = paths.config_file.with_name(STATE_FILE)
    return QSettings(str(file), QSettings.Format.IniFormat)
