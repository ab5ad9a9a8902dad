"""Folders for what is needed only while it is worked on.

Their owner takes them away. What a killed process left behind goes when the program is
opened next: a folder whose lock nobody holds has no owner any more.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Final

from healthdesk.file_locks import try_lock

PREFIX: Final = "healthdesk-scratch-"
LOCK: Final = ".lock"
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it


class Scratch:
    """A folder for this account alone, gone with `close` (or at the end of a `with`).

    `place` is where it is made; None: among the system's temporary files.
    """

    def __init__(self, place: Path | None = None) -> None:
        import tempfile

        while True:
            self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))
            lock = _locked(self.folder)
            # Who cleared up between these two lines took it for one that was left.
            if lock is not None:
                self._lock = lock
                return

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the folder away with all that is in it; may be asked twice."""
        if self._lock >= 0:
            _remove(self.folder, self._lock)
            self._lock = -1


def in_memory() -> Path | None:
    """A place that is kept in memory alone; None where the system has none."""
    return MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else None


def clear_left(*more: Path) -> int:
    """Take away the folders whose owners died, in `more` places as well; returns how many."""
    cleared = 0
    for place in _places() | set(more):
        for folder in _of_ours(place):
            lock = _locked(folder)
            if lock is not None:
                _remove(folder, lock)
                cleared += 1
    return cleared


def _places() -> set[Path]:
    """Where folders may have been made; told without `tempfile`, which costs every start."""
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return {MEMORY, Path("/tmp"), *(Path(name) for name in named if name)}  # noqa: S108


def _of_ours(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.name.startswith(PREFIX)
                and entry.is_dir(follow_symlinks=False)
                and _is_mine(entry.stat(follow_symlinks=False))
            ]
    except OSError:
        # There is no such place, or nothing to be seen in it.
        return []


def _is_mine(about: os.stat_result) -> bool:
    return os.name != "posix" or about.st_uid == os.getuid()


def _locked(folder: Path) -> int | None:
    """The lock of a folder, held until it is closed or this process ends; None where another
    has it or the folder is gone."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    if try_lock(lock, exclusive=True) and (folder / LOCK).exists():
        return lock
    os.close(lock)
    return None


def _remove(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)
    # Windows keeps the lock itself as long as it is open.
    shutil.rmtree(folder, ignore_errors=True)
