"""Where file dialogs open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from healthdesk.paths import FILE_MODE, Paths
from healthdesk.ui.window_state import keep_folder, opening_folder


@pytest.fixture(autouse=True)
def no_folder_of_documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of its own, so that the test does not hang on this computer's folders."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    return home


def test_first_time_it_is_among_the_documents_or_at_home(
    paths: Paths, no_folder_of_documents: Path
) -> None:
    paths.make()
    assert opening_folder(paths) == no_folder_of_documents
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    Path(documents).mkdir(exist_ok=True)
    assert opening_folder(paths) == Path(documents)


def test_afterwards_it_is_the_folder_used_last(paths: Paths, tmp_path: Path) -> None:
    paths.make()
    folder = tmp_path / "exports"
    folder.mkdir()
    keep_folder(paths, folder / "export.zip")
    assert opening_folder(paths) == folder
    state = paths.config_file.with_name("window.ini")
    assert state.stat().st_mode & 0o777 == FILE_MODE
    folder.rmdir()  # gone since, such as a stick that was taken out
    assert opening_folder(paths) != folder
