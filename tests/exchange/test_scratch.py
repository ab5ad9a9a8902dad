from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from healthdesk.exchange.scratch import PREFIX, Scratch, clear_left
from tests.opened import ask, child

KEEPS_ONE = """
import sys
from pathlib import Path
from healthdesk.exchange.scratch import Scratch

kept = Scratch(Path(sys.argv[1]))
(kept.folder / "inside").mkdir()
(kept.folder / "inside" / "member").write_text("something")
print(kept.folder.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made, without any of others."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_it_is_gone_with_its_owner_and_closed_to_others(place: Path):
    with Scratch(place) as folder:
        assert folder.parent == place
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "member").write_text("something")
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_but_nothing_that_is_in_use(place: Path):
    with child(KEEPS_ONE, place) as lives, Scratch(place) as mine:
        others = place / ask(lives)
        with child(KEEPS_ONE, place) as dies:
            left = place / ask(dies)
            dies.kill()
            dies.communicate()
            assert (left / "inside" / "member").exists()
        clear_left()
        assert not left.exists()
        assert (others / "inside" / "member").exists()
        assert mine.exists()


def test_other_places_are_cleared_where_they_are_named(tmp_path: Path):
    with child(KEEPS_ONE, tmp_path) as dies:
        left = tmp_path / ask(dies)
        dies.kill()
        dies.communicate()
    clear_left()
    assert left.exists()
    clear_left(tmp_path)
    assert not left.exists()


def test_what_only_looks_like_one_is_left_alone(place: Path, tmp_path: Path):
    (place / "healthdesk-photos").mkdir()
    (place / f"{PREFIX}file").write_text("no folder")
    target = tmp_path / "elsewhere"
    target.mkdir()
    (place / f"{PREFIX}link").symlink_to(target)
    clear_left()
    assert {entry.name for entry in place.iterdir()} == {
        "healthdesk-photos", f"{PREFIX}file", f"{PREFIX}link",
    }  # fmt: skip


def test_a_folder_cleared_before_it_was_locked_is_made_anew(place: Path, monkeypatch):
    """Between the making and the locking another process may take it for one left behind."""
    import tempfile

    make = tempfile.mkdtemp
    cleared: list[int] = []

    def made(**more: Any) -> str:
        folder: str = make(**more)
        if not cleared:
            cleared.append(clear_left())
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    with Scratch(place) as folder:
        assert folder.is_dir()
    assert cleared[0] >= 1
