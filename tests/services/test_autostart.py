"""The entry that starts the program with the session."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from healthdesk.domain.errors import StorageError
from healthdesk.paths import Paths
from healthdesk.services import autostart
from healthdesk.settings import Settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.find(str(tmp_path / 'a "strange" $folder'), {})


def settings_of(paths: Paths, *, wanted: bool) -> Settings:
    return Settings(paths.config_file, {autostart.SETTING: wanted}, {})


def test_the_entry_comes_and_goes_with_the_setting(paths: Paths, tmp_path: Path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    file = autostart.desktop_file(environ)
    autostart.follow(settings_of(paths, wanted=True), paths, environ)
    assert file.read_text().startswith("[Desktop Entry]\n")
    autostart.follow(settings_of(paths, wanted=False), paths, environ)
    assert not file.exists()
    autostart.follow(settings_of(paths, wanted=False), paths, environ)


def test_the_entry_is_sound(paths: Paths, tmp_path: Path):
    file = tmp_path / "healthdesk.desktop"
    file.write_text(autostart.desktop_entry(autostart.start_command(paths)))
    checker = shutil.which("desktop-file-validate")
    assert checker is not None
    done = subprocess.run([checker, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_folder_of_any_name_comes_through_as_one_word():
    command = ("/opt/x y/healthdesk", "--data-dir", '/mnt/50% "odd" `$HOME` \\ folder')
    line = autostart.desktop_entry(command).split("Exec=")[1].split("\n")[0]
    assert line == (
        r'"/opt/x y/healthdesk" "--data-dir" "/mnt/50%% \\"odd\\" \\`\\$HOME\\` \\\\ folder"'
    )


def test_a_folder_that_cannot_be_written_is_told(paths: Paths, tmp_path: Path):
    (tmp_path / "config").write_text("a file")
    with pytest.raises(StorageError, match="autostart-not-written"):
        autostart.follow(
            settings_of(paths, wanted=True), paths, {"XDG_CONFIG_HOME": str(tmp_path / "config")}
        )
