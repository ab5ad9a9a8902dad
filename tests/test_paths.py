"""Where files go, and what is said when they cannot go there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import platformdirs
import pytest

from healthdesk import paths as paths_module
from healthdesk.domain.errors import StorageError
from healthdesk.paths import Paths, resource


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_without_a_choice_the_platform_decides():
    found = Paths.find(None, {})
    assert found.data == Path(platformdirs.user_data_dir("healthdesk"))
    assert found.logs == Path(platformdirs.user_log_dir("healthdesk"))
    assert found.config_file == Path(platformdirs.user_config_dir("healthdesk")) / "config.toml"
    assert not found.chosen


def test_a_chosen_folder_holds_logs_and_settings_too(tmp_path):
    found = Paths.find(str(tmp_path), {})
    assert found.chosen
    assert found.database == tmp_path / "healthdesk.db"
    assert found.config_file == tmp_path / "config.toml"
    for place in (found.logs, found.backups, found.exports, found.lock, found.maintenance):
        assert place.is_relative_to(tmp_path)


def test_the_command_line_wins_over_the_environment(tmp_path):
    environ = {"HEALTHDESK_DATA_DIR": str(tmp_path / "env")}
    assert Paths.find(None, environ).data == tmp_path / "env"
    assert Paths.find(str(tmp_path / "flag"), environ).data == tmp_path / "flag"


def test_an_empty_variable_is_no_choice():
    assert not Paths.find(None, {"HEALTHDESK_DATA_DIR": " "}).chosen


def test_a_relative_folder_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Paths.find("here", {}).data == tmp_path / "here"


def test_a_new_folder_is_for_this_account_alone(tmp_path):
    found = Paths.find(str(tmp_path / "a" / "b"), {})
    found.make()
    assert mode(found.data) == 0o700
    found.make()  # a second start finds it there
    assert mode(found.data) == 0o700


def test_an_empty_folder_is_closed_to_others_and_a_used_one_left_alone(tmp_path):
    for name in ("empty", "used"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
    (tmp_path / "used" / "family.txt").write_text("")
    for name in ("empty", "used"):
        Paths.find(str(tmp_path / name), {}).make()
    assert mode(tmp_path / "empty") == 0o700
    assert mode(tmp_path / "used") == 0o755


def test_a_shared_folder_such_as_tmp_is_never_closed(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o1777)
    Paths.find(str(tmp_path / "shared"), {}).make()
    assert mode(tmp_path / "shared") == 0o1777


@pytest.mark.parametrize("inside", ["", "below"])
def test_a_file_in_the_place_of_the_folder_is_said_and_kept(tmp_path, inside):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StorageError) as caught:
        Paths.find(str(tmp_path / "file" / inside), {}).make()
    assert caught.value.code == "folder-is-a-file"
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said():
    with pytest.raises(StorageError) as caught:
        Paths.find("/proc/healthdesk", {}).make()
    assert caught.value.code == "folder-not-writable"
    assert caught.value.params == {"path": "/proc/healthdesk"}


def test_a_folder_without_the_right_to_write_is_said(tmp_path, monkeypatch):
    # Root may write anywhere, so the answer of the system is what is replaced here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageError) as caught:
        Paths.find(str(tmp_path), {}).make()
    assert caught.value.code == "folder-not-writable"


def make_tree(root: Path) -> None:
    (root / "resources" / "themes").mkdir(parents=True)
    (root / "resources" / "themes" / "dark.toml").write_text("")
    (root / "migrations" / "versions").mkdir(parents=True)


def test_shipped_files_are_found_in_a_source_checkout():
    top = Path(paths_module.__file__).parent.parent
    assert resource("translations") == top / "resources" / "translations"
    assert resource("migrations") == top / "migrations"


def test_shipped_files_are_found_inside_the_installed_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "healthdesk"
    make_tree(package)
    monkeypatch.setattr(paths_module, "__file__", str(package / "paths.py"))
    assert resource("themes/dark.toml") == package / "resources" / "themes" / "dark.toml"
    assert resource("migrations/versions") == package / "migrations" / "versions"


@pytest.mark.parametrize("below", ["", "healthdesk"])
def test_shipped_files_are_found_in_a_frozen_program(tmp_path, monkeypatch, below):
    make_tree(tmp_path / below)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    expected = tmp_path / below / "resources" / "themes" / "dark.toml"
    assert resource("themes/dark.toml") == expected


def test_a_missing_resource_is_an_error_of_the_installation():
    with pytest.raises(FileNotFoundError):
        resource("themes/no-such-theme.toml")
